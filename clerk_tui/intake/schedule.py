"""When and where a meeting is held, under which name (開催の次第書き): said by several, the first word counts."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from msgspec import Struct

from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.text import NUMBER, number

_COUNTED = re.compile(rf"(?:(?P<year>{NUMBER}|元)(?P<unit>年度?))?第(?P<count>{NUMBER})回")
_STARTS = time(14, 0)
_LENGTH = timedelta(hours=2)
_LAST_MINUTE = time(23, 59)


class Schedule(Struct, frozen=True):
    """As much as somebody has said; what is empty or None was not said."""

    title: str = ""
    """The first line, which tells the meetings of a body apart (「令和8年度第3回」)."""
    date: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""

    def over(self, other: Schedule) -> Schedule:
        """This, and what only the other says."""
        return Schedule(
            self.title or other.title,
            self.date or other.date,
            self.starts if self.starts is not None else other.starts,
            self.ends if self.ends is not None else other.ends,
            self.place or other.place,
        )


class Settled(Struct, frozen=True):
    """All of it."""

    title: tuple[str, ...]
    date: date
    starts: time
    ends: time
    place: str


def settle(said: Schedule, last: Meeting | None, profile: Profile, today: date) -> Settled:
    """What was said, the rest as the last meeting makes likely, else as is usual.

    Raises:
        Refused: the meeting would end before it begins.
    """
    day = said.date or today
    usual = last.starts if last and last.starts else _STARTS
    starts = said.starts if said.starts is not None else usual
    ends = said.ends if said.ends is not None else _end(starts, last)
    if ends <= starts:
        raise Refused(
            f"終了予定 {ends:%H:%M} が開始 {starts:%H:%M} より後になっていません。時刻を直してください。"
        )
    if last and not said.title and (following := next_title(last, day)):
        title = following
    else:
        rest = last.title[1:] if last and last.profile.body == profile.body else ()
        title = (said.title or _first_of_year(day), *(rest or (f"{profile.body}{profile.document}",)))
    return Settled(title, day, starts, ends, said.place or (last.place if last else "（会場）"))


def next_title(last: Meeting, day: date) -> tuple[str, ...]:
    """The title after the last one, 「令和8年度第3回」 after 第2回; empty where the last one counts nothing.

    In another year, of the calendar or of the administration (年度) as the title has it, counting starts anew.
    """
    for index, line in enumerate(last.title):
        match = _COUNTED.search(line)
        if match is not None:
            counted = line[: match.start()] + _following(match, last.date, day) + line[match.end() :]
            return (*last.title[:index], counted, *last.title[index + 1 :])
    return ()


def _following(match: re.Match[str], before: date | None, day: date) -> str:
    count = number(match["count"]) or 0
    if not match["year"]:
        return f"第{count + 1}回"
    passed = _year(day, match["unit"]) - _year(before, match["unit"]) if before else 0
    if passed <= 0:
        return f"{match['year']}{match['unit']}第{count + 1}回"
    year = 1 if match["year"] == "元" else number(match["year"]) or 0
    return f"{year + passed}{match['unit']}第1回"


def _first_of_year(day: date) -> str:
    april = date(_year(day, "年度"), 4, 1)
    return format_date(april, "{era}{year}年度第1回")


def _year(day: date, unit: str) -> int:
    """The year that a day counts to; 年度 begins in April."""
    return day.year - (unit == "年度" and day.month < 4)


def _end(starts: time, last: Meeting | None) -> time:
    """As long after the start as the last meeting was planned to take."""
    day = date.min
    length = _LENGTH
    if last and last.starts and last.ends:
        length = datetime.combine(day, last.ends) - datetime.combine(day, last.starts)
    moment = datetime.combine(day, starts) + length
    return moment.time() if moment.date() == day else _LAST_MINUTE
