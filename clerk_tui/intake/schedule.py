"""When and where a meeting is held, under which name (開催の予定): said by several, the first word counts.

What nobody has said stays unknown; each value knows whether it was read, said or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, time
from enum import StrEnum

from msgspec import Struct, field

from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.text import NUMBER, number

_COUNTED = re.compile(rf"(?:(?P<year>{NUMBER}|元)(?P<unit>年度?))?第(?P<count>{NUMBER})回")
_MONTHLY = re.compile(
    rf"(?:(?P<year>{NUMBER}|元)年[\s　]*)?(?P<month>{NUMBER})月(?=[\s　]*(?:定例|臨時|総会|通常|例会|期日))"
)


Date = date
"""So that a field may be called what it is."""


class Origin(StrEnum):
    """Where a value comes from."""

    SAID = "指定"
    READ = "読んだ"
    GUESSED = "推した"
    UNKNOWN = "不明"


class Schedule(Struct, frozen=True):
    """As much as somebody has said; what is empty or None was not said."""

    title: str = ""
    """The first line, which tells the meetings of a body apart (「令和8年度第3回」)."""
    date: date | None = None
    starts: time | None = None
    ends: time | None = None
    place: str = ""
    origins: Mapping[str, Origin] = field(default_factory=dict)
    """By field: where its value comes from."""

    @classmethod
    def known(
        cls,
        origin: Origin,
        *,
        title: str = "",
        day: Date | None = None,
        starts: time | None = None,
        ends: time | None = None,
        place: str = "",
    ) -> Schedule:
        """Values that all come from one source."""
        values = {"title": title, "date": day, "starts": starts, "ends": ends, "place": place}
        said = {name: origin for name, value in values.items() if value not in ("", None)}
        return cls(title, day, starts, ends, place, said)

    def over(self, other: Schedule) -> Schedule:
        """This, and what only the other says."""
        ends = self.ends
        # The end goes with its start: that of another paper may lie before it.
        if ends is None and (self.starts is None or other.ends is None or other.ends > self.starts):
            ends = other.ends
        return Schedule(
            self.title or other.title,
            self.date or other.date,
            self.starts if self.starts is not None else other.starts,
            ends,
            self.place or other.place,
            {**other.origins, **self.origins},
        )

    def origin(self, name: str) -> Origin:
        """Where the value of a field comes from."""
        return (
            self.origins.get(name, Origin.UNKNOWN)
            if getattr(self, name) not in ("", None)
            else Origin.UNKNOWN
        )


def like_last(last: Meeting, said: Schedule) -> Schedule:
    """What the last meeting makes likely of the next one: the hour, the length, the place, the next title."""
    starts = said.starts if said.starts is not None else last.starts
    title = next_title(last, said.date)
    return Schedule.known(
        Origin.GUESSED,
        title=title[0] if title else "",
        starts=starts,
        ends=_end(starts, last),
        place=last.place,
    )


def next_title(last: Meeting, day: date | None) -> tuple[str, ...]:
    """The title after the last one: 「令和8年度第3回」 after 第2回, 「令和9年3月定例会」 after 12月定例会.

    In another year, of the calendar or of the administration (年度) as the title has it, counting starts anew.
    Empty where the last one counts nothing, or the day that would tell is not known.
    """
    for index, line in enumerate(last.title):
        if match := _COUNTED.search(line):
            counted = _following(match, last.date, day)
        elif (match := _MONTHLY.search(line)) and day is not None:
            counted = _month(match, last.date, day)
        else:
            continue
        title = line[: match.start()] + counted + line[match.end() :]
        return (*last.title[:index], title, *last.title[index + 1 :])
    return ()


def _following(match: re.Match[str], before: date | None, day: date | None) -> str:
    count = number(match["count"]) or 0
    if not match["year"]:
        return f"第{count + 1}回"
    passed = _year(day, match["unit"]) - _year(before, match["unit"]) if before and day else 0
    if passed <= 0:
        return f"{match['year']}{match['unit']}第{count + 1}回"
    year = 1 if match["year"] == "元" else number(match["year"]) or 0
    return f"{year + passed}{match['unit']}第1回"


def _month(match: re.Match[str], before: date | None, day: date) -> str:
    if not match["year"]:
        return f"{day.month}月"
    year = 1 if match["year"] == "元" else number(match["year"]) or 0
    return f"{year + (day.year - before.year if before else 0)}年{day.month}月"


def _year(day: date, unit: str) -> int:
    """The year that a day counts to; 年度 begins in April."""
    return day.year - (unit == "年度" and day.month < 4)


def _end(starts: time | None, last: Meeting) -> time | None:
    """As long after the start as the last meeting was planned to take."""
    if starts is None or last.starts is None or last.ends is None:
        return None
    day = date.min
    length = datetime.combine(day, last.ends) - datetime.combine(day, last.starts)
    moment = datetime.combine(day, starts) + length
    return moment.time() if moment.date() == day else None
