"""What the journal refuses or cannot do, each as one Japanese sentence with the mend.

JournalError
├── SessionLocked            another window or person is recording this meeting
├── LockUnavailable          the place cannot say whether somebody else is recording
├── ReadOnlyJournal          the record is damaged or closed; it can be read and salvaged
├── JournalUnreadable        the operating system does not give the bytes of the record
├── PlaceRefused             an offered folder holds something else
├── CheckpointFailed         the plain copy could not be written; the record itself is untouched
└── DraftUnsaved             the half-typed line could not be written anywhere
UnsafeName                   a name that would leave its folder (also a ``ValueError``)

An I/O error while appending is no exception at all: it is a :class:`~clerk_tui.journal.place.Place`.
"""

from __future__ import annotations

from datetime import datetime

from clerk_tui.errors import ClerkError


class JournalError(ClerkError):
    """The base of everything the journal raises on purpose."""


class SessionLocked(JournalError):
    """Somebody else records this meeting: ``holder`` since ``since`` (``None`` where it is not known)."""

    def __init__(self, holder: str, since: datetime | None) -> None:
        self.holder = holder or "ほかの画面"
        self.since = since
        began = f"{since:%Y年%m月%d日 %H:%M} から" if since else ""
        super().__init__(
            f"この会議は {self.holder} が{began}記録しています。閲覧で開くか、その画面を閉じてから開いてください。"
        )


class LockUnavailable(JournalError):
    """The file system cannot lock, so a second writer could not be kept out."""


class ReadOnlyJournal(JournalError):
    """The record can be read but not continued."""


class JournalUnreadable(JournalError):
    """The record exists and cannot be read."""


class PlaceRefused(JournalError):
    """The folder that was offered cannot take this record."""


class CheckpointFailed(JournalError):
    """The plain TinyDB copy was not written; nothing of the record is lost."""


class DraftUnsaved(JournalError):
    """The half-typed line is on the screen only."""


class UnsafeName(JournalError, ValueError):
    """A name that leads out of the folder it belongs to."""
