"""How the printed date, number and count were put (表記の復元)."""

from __future__ import annotations

import re
from datetime import date, time
from itertools import product

from msgspec import Struct

from clerk_tui.domain.calendar import fill, format_date, period
from clerk_tui.domain.moments import Moment, read_moment
from clerk_tui.domain.notation import Numerals
from clerk_tui.domain.profile import Style

_DATES = (
    "{era}{year}年{month}月{day}日({weekday})",
    "{era}{year}年{month}月{day}日（{weekday}）",
    "{era}{year}年{month}月{day}日({weekday}曜日)",
    "{era}{year}年{month}月{day}日（{weekday}曜日）",
    "{era}{year}年{month}月{day}日 {weekday}曜日",
    "{era}{year}年{month}月{day}日",
)
_TIMES = (
    "{hour}時{minute2}分",
    "{hour}時{minute}分",
    "{hour}時",
    "{hour}:{minute2}",
    "{half_day}{hour12}時{minute2}分",
    "{half_day}{hour12}時{minute}分",
    "{half_day}{hour12}時",
)
_PERIODS = ("{start}から{end}まで", "{start}から{end}", "{start}～{end}", "{start}〜{end}", "{start}-{end}")


class Printed(Struct, frozen=True):
    """日時 as values, and the style that prints it; ``text`` holds the printed words where no style does."""

    day: date | None
    starts: time | None
    ends: time | None
    style: Style
    text: str


def moment(printed: str, numerals: Numerals, read: Moment | None = None) -> Printed:
    """Take the printed line 日時 apart; ``read`` is what other lines tell as well."""
    found = read or read_moment(printed)
    day, starts = found.date, found.starts
    # A preparation has no end on the day after; the printed words tell it.
    ends = None if found.overnight or (starts and found.ends and found.ends <= starts) else found.ends
    if day is not None and starts is not None and ends is not None:
        for on, at, joiner in product(_DATES, _TIMES, _PERIODS):
            line = f"{format_date(day, on, numerals)} {period(starts, ends, at, joiner, numerals)}"
            if _folded(line) == _folded(printed):
                return Printed(day, starts, ends, Style(numerals, on, at, joiner), "")
    return Printed(day, starts, ends, Style(numerals), printed)


def observers(printed: str) -> tuple[int, str, str]:
    """How many observers, the pattern that prints the number, and the words where there is no number."""
    if re.fullmatch(r"[（(]?(?:傍聴者は?)?(?:なし|無し|無|いません|いない)[）)]?。?", printed):
        return 0, "{count}名", printed
    match = re.fullmatch(r"(\D*)(\d+)(\D*)", printed)
    if not match:
        return 0, "{count}名", printed
    pattern = f"{match[1]}{{count}}{match[3]}"
    count = int(match[2])
    if fill(pattern, {"count": str(count)}) != printed:
        return count, pattern, printed
    return count, pattern, ""


def _folded(text: str) -> str:
    """For comparison: no white space, half-width colons; digits and brackets as they are."""
    return re.sub(r"\s", "", text).replace("：", ":")
