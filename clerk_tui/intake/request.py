"""What the clerk asks for when a meeting is prepared (準備の注文), from the command line or from the form."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.calendar import parse_date, parse_time
from clerk_tui.domain.moments import find_days
from clerk_tui.domain.text import clean

from .column_words import Field
from .columns import correction
from .schedule import Date, Origin, Schedule

_QUOTED = re.compile(r"\"([^\"]+)\"|'([^']+)'|[“”「]([^“”」]+)[“”」]")
_SEPARATORS = re.compile("[、;；\n]")


NEW_BODY = "新しい型"
"""In place of a profile's name: the body is new, and its own papers make the profile."""


MINUTES = (".docx", ".txt", ".md", ".html", ".htm")
"""The ends of the names of minutes, which may stand in place of the last meeting."""


class BodySaid(Struct, frozen=True):
    """What is said of a new body, as it is typed; empty: as its papers make it likely."""

    name: str = ""
    chair: str = ""
    """What whoever presides is called (会長)."""
    member: str = ""
    deputies: str = ""
    """「副会長、職務代理者」; 「なし」: nobody stands in by a post."""
    kinds: str = ""
    """Their first numbers, 「議案第1号、報告第1号」; 「なし」: the body has no numbered cases."""
    phases: str = ""
    """「開会、説明、質疑、採決、閉会」."""
    label: str = ""
    """How a speaking member is printed: the value of a :class:`LabelStyle`."""


AS_PROPOSED = BodySaid()


class NewMeetingRequest(Struct, frozen=True):
    """As the clerk has typed it; what is empty was not said."""

    body: str = ""
    """Name of a profile."""
    last: str = ""
    """Name or folder of the last meeting, or the file of its minutes."""
    title: str = ""
    files: tuple[Path, ...] = ()
    roster: Path | None = None
    columns: tuple[str, ...] = ()
    """「件名=C」, one for each column."""
    date: str = ""
    start: str = ""
    end: str = ""
    place: str = ""
    new_body: BodySaid = AS_PROPOSED

    @property
    def empty(self) -> bool:
        """Whether nothing was said that a meeting could be made of."""
        return not (self.title or self.files or self.roster or self.last)

    def schedule(self, today: Date) -> Schedule:
        """Title, date, times and place as values; a day without its year is this year's.

        Raises:
            CalendarError: a day or time that cannot be read.
        """
        return Schedule.known(
            Origin.SAID,
            title=clean(self.title).strip(),
            day=typed_day(self.date, today) if self.date else None,
            starts=parse_time(self.start) if self.start else None,
            ends=parse_time(self.end) if self.end else None,
            place=clean(self.place).strip(),
        )

    def corrections(self) -> dict[Field, str]:
        """The columns that were named.

        Raises:
            Refused: one is not written like that.
        """
        return dict(map(correction, self.columns))


def typed_day(text: str, today: date) -> date:
    """A day as it is typed; 「10/14」 and 「10月14日」 are this year's.

    Raises:
        CalendarError: it cannot be read, or there is no such day.
    """
    days = find_days(text)
    whole = len(days) == 1 and not (text[: days[0].start] + text[days[0].end :]).strip()
    if whole and days[0].year is None and not days[0].doubts and (found := days[0].within(today.year)):
        return found
    return parse_date(text)


def typed_files(text: str) -> tuple[Path, ...]:
    """The files that a field names: one, several between 、 or ;, or pasted with the quotes that Explorer puts on."""
    quoted = ["".join(parts) for parts in _QUOTED.findall(text)]
    rest = _QUOTED.sub("、", text)
    single = Path(text.strip()).expanduser()
    if not quoted and text.strip() and _is_there(single):
        return (single,)  # a name may hold 、 itself
    named = [*quoted, *(part.strip() for part in _SEPARATORS.split(rest))]
    return tuple(Path(part.strip()).expanduser() for part in named if part.strip())


def typed_columns(text: str) -> tuple[str, ...]:
    """「件名=C、所管課=課」 as one text for each column."""
    return tuple(part.strip() for part in re.split("[、,;；]", text) if part.strip())


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        return False
