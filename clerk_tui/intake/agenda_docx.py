"""A 次第 in Word (次第の読取り): when and where, its numbered lines as items, and the cases in lines of their own."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.calendar import CalendarError, parse_date, parse_time
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.text import NUMBER

from .entries import Entry, leading_cases
from .schedule import Schedule
from .sheets.grid import Sheet, tidy
from .word_body import Line, read_body

_NUMBERED = re.compile(
    r"^(?:第?\s*[0-9０-９一二三四五六七八九十]{1,3}\s*(?:[.．、）)]\s*|[\s　]+)|[①-⑳][\s　]*)(?=\S)"
)
_SUB = re.compile(
    r"^(?:[（(][0-9０-９一二三四五六七八九十ア-ン]{1,3}[)）]|[ア-ン][\s　.．]|[・○●◯■□-])[\s　]*"
)
_OFFICE = re.compile(r"[（(【]([^（()）【】]*(?:課|室|局|所|部|係|センター))[)）】]$")
_COUNTED = re.compile(rf"(?:(?:令和|平成)(?:{NUMBER}|元)年度?)?\s*第{NUMBER}回")
_WHEN = re.compile(r"(?:開催)?(?:日\s*時|期\s*日|と\s*き)[\s　:：]*(?P<rest>\S.*)")
_WHERE = re.compile(r"(?:開催)?(?:場\s*所|会\s*場|と\s*こ\s*ろ)[\s　:：]*(?P<rest>\S.*)")
_DAY = re.compile(r"(?:令和|平成)?\s*[0-9０-９元]{1,4}\s*年\s*[0-9０-９]{1,2}\s*月\s*[0-9０-９]{1,2}\s*日")
_HOUR = re.compile(
    r"(?:午前|午後)?\s*[0-9０-９]{1,2}\s*(?:[:：]\s*[0-9０-９]{2}|時(?:\s*[0-9０-９]{1,2}\s*分|\s*半)?)"
)
_ITEM_LONGEST = 60


class Paper(Struct, frozen=True):
    """What the lines of a 次第 say."""

    occasion: Schedule
    items: tuple[str, ...]
    entries: tuple[Entry, ...]


def read_paper(path: Path, sheet: Sheet, profile: Profile) -> Paper:
    """The lines of a 次第; tables are not looked at.

    Args:
        path: of the Word file.
        sheet: its paragraphs, for the places of problems.
        profile: of the body.

    Raises:
        FileProblems: the file cannot be used.
    """
    occasion = Schedule()
    items: list[str] = []
    entries: list[Entry] = []
    for line in read_body(path):
        if not isinstance(line, Line):
            continue
        text = tidy(line.text)
        plain = _SUB.sub("", _NUMBERED.sub("", text, count=1), count=1)
        held = _occasion(plain, begun=bool(items))
        found = profile.notation.mentions(plain)
        if held != Schedule():
            occasion = occasion.over(held)
        elif found and found[0].start == 0:
            entry = _entry(sheet, line.number, plain, profile, len(items))
            entries += [entry] if entry else []
        elif (
            (line.level == 0 or _NUMBERED.match(text))
            and not _SUB.match(text)
            and len(plain) <= _ITEM_LONGEST
        ):
            items.append(plain)
    return Paper(occasion, tuple(items), tuple(entries))


def _occasion(text: str, *, begun: bool) -> Schedule:
    """What a line says of when, where and which meeting; a 第N回 within the items is another meeting's."""
    if when := _WHEN.match(text):
        return _moment(when["rest"])
    if where := _WHERE.match(text):
        return Schedule(place=where["rest"])
    counted = _COUNTED.search(text)
    if counted and not begun and not _NUMBERED.match(text):
        return Schedule(re.sub(r"\s", "", counted.group()))
    return Schedule()


def _moment(text: str) -> Schedule:
    """A date and times that cannot be read are left to the clerk, who sees them in the preview."""
    day, hours = _DAY.search(text), []
    for typed in _HOUR.findall(text):
        with suppress(CalendarError):
            hours.append(parse_time(typed))
    starts, ends = (hours[0] if hours else None), (hours[1] if len(hours) > 1 else None)
    with suppress(CalendarError):
        return Schedule("", parse_date(day.group()) if day else None, starts, ends)
    return Schedule("", None, starts, ends)


def _entry(sheet: Sheet, row: int, text: str, profile: Profile, item: int) -> Entry | None:
    """「諮問第52号～第54号　…について（市民課）」; None where no title follows the numbers."""
    cases, title = leading_cases(text, profile.notation)
    office = _OFFICE.search(title)
    if office:
        title = title[: office.start()].rstrip()
    if not title:
        return None
    return Entry(
        sheet, row, cases, (title,) * len(cases), office[1] if office else "", item=str(item) if item else ""
    )
