"""How the printed date, number and count were put (表記の復元)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, time
from itertools import product

from msgspec import Struct

from clerk_tui.domain.calendar import CalendarError, fill, format_date, parse_date, parse_time, period
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
_DAY = re.compile(r"^.*?[0-9元一二三四五六七八九十]+日")
_HOUR = re.compile(r"(?:午前|午後)?[0-9]{1,2}(?:時(?:[0-9]{1,2}分|半)?|:[0-9]{2})")

# A meeting needs a day; where the print has none that can be read, its own words are printed all the same.
_NO_DAY = date(2000, 1, 1)


class Moment(Struct, frozen=True):
    """日時 as values, and the style that prints it; ``text`` holds the printed words where no style does."""

    day: date
    starts: time
    ends: time
    style: Style
    text: str


def moment(printed: str, numerals: Numerals) -> Moment:
    """Take the printed line 日時 apart."""
    plain = unicodedata.normalize("NFKC", printed)
    day = _day(plain)
    found = _HOUR.findall(plain[plain.index("日") + 1 :] if "日" in plain else plain)
    hours = [hour for hour in map(_hour, found) if hour is not None]
    starts = hours[0] if hours else time(10, 0)
    # A preparation wants an end after the start; one that was not printed, or fell after midnight, is late.
    ends = hours[1] if len(hours) > 1 and hours[1] > starts else time(23, 59)
    if day is not None and len(hours) > 1:
        for on, at, joiner in product(_DATES, _TIMES, _PERIODS):
            line = f"{format_date(day, on, numerals)} {period(starts, ends, at, joiner, numerals)}"
            if _folded(line) == _folded(printed):
                return Moment(day, starts, ends, Style(numerals, on, at, joiner), "")
    return Moment(day or _NO_DAY, starts, ends, Style(numerals), printed)


def observers(printed: str) -> tuple[int, str, str]:
    """How many observers, the pattern that prints the number, and the words where there is no number."""
    match = re.fullmatch(r"(\D*)(\d+)(\D*)", printed)
    if not match:
        return 0, "{count}名", printed
    pattern = f"{match[1]}{{count}}{match[3]}"
    count = int(match[2])
    if fill(pattern, {"count": str(count)}) != printed:
        return count, pattern, printed
    return count, pattern, ""


def _day(plain: str) -> date | None:
    match = _DAY.match(plain)
    if not match:
        return None
    try:
        return parse_date(match.group())
    except CalendarError:
        return None


def _hour(text: str) -> time | None:
    try:
        return parse_time(text)
    except CalendarError:
        return None


def _folded(text: str) -> str:
    """For comparison: no white space, half-width colons; digits and brackets as they are."""
    return re.sub(r"\s", "", text).replace("：", ":")
