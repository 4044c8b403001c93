"""What can go wrong and is told to the clerk: one tree, each message one Japanese sentence with the mend.

ClerkError
├── domain.errors.Refused            a command that cannot be carried out as it stands
├── domain.calendar.CalendarError    a date or time that does not exist
├── domain.citations.NotationError   a case number that cannot be read
├── intake.problems.FileProblems     files of the meeting: each problem with file, line and mend
├── record errors                    the record cannot be read, locked or continued
├── sessions.NoSuchSession            no meeting of that name
├── profile.NotFound                 no profile of that name
├── scripting errors                 a line of a script
├── published.UnreadableMinutes      a file that is no minutes
├── minutes.TemplateError            a template that cannot be rendered
├── minutes.PdfError                 LibreOffice is not there, or makes no PDF
├── audio.SoundError                 a recording or the machine's sound
└── PartMissing                      an extra that is not installed

Whatever else is raised is a fault of the program and ends in ``crash.txt``.
"""

from __future__ import annotations


class ClerkError(Exception):
    """The base of every error whose message is for the clerk."""


class PartMissing(ClerkError):
    """An extra is not installed."""

    def __init__(self, what: str, extra: str) -> None:
        """``what`` cannot be done without the extra of that name."""
        super().__init__(
            f"{what}には追加の部品が要ります。pip install 'clerk-tui[{extra}]' で入れてください。"
        )
