"""Dates and times as Japanese papers print and people type them (和暦・時刻), both ways.

Owns the table of eras, the patterns in which a body prints dates and times, and their reading: of what is typed
into a field (:func:`parse_date`, :func:`parse_time`: all of it, or a refusal); for what stands in a line of a
paper, :mod:`clerk_tui.domain.moments` reads with the same grammar. Days before 1873, when Japan took over the
Gregorian calendar, are reckoned in it all the same.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterator, Mapping
from datetime import MAXYEAR, MINYEAR, date, time
from string import Formatter

from msgspec.structs import replace

from clerk_tui.errors import ClerkError

from .notation import Numerals, written
from .text import NUMBER, number
from .value import Value

DATE_PATTERN = "{era}{year}年{month}月{day}日({weekday})"
TIME_PATTERN = "{hour}時{minute2}分"
PERIOD_PATTERN = "{start}から{end}まで"

DATE_FIELDS = ("era", "year", "month", "day", "weekday")
TIME_FIELDS = ("hour", "minute", "minute2", "half_day", "hour12")
PERIOD_FIELDS = ("start", "end")

_WEEKDAYS = "月火水木金土日"


class CalendarError(ClerkError, ValueError):
    """A date, time or pattern that cannot be used; the message is one Japanese sentence with the mend."""


class Era(Value, frozen=True):
    """元号."""

    name: str
    letter: str
    """Its abbreviation: 「R2.11.9」."""
    start: date
    """The first day of its first year (元年)."""

    def western(self, year: int) -> int:
        """西暦 of a year of the era, counted from 1."""
        return self.start.year + year - 1


ERAS = (
    Era("明治", "M", date(1868, 1, 25)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)

_NAMES = "|".join(era.name for era in ERAS)
_ERA = f"{_NAMES}|[{''.join(era.letter for era in ERAS)}]"
_OPEN, _CLOSE = r"[(\[{【〔〈《「『]", r"[)\]}】〕〉》」』]"
# The two kinds of separator do not mix: 2020年11/9 is a slip.
DAY = re.compile(
    r"(?<![0-9A-Z])(?:"
    rf"(?:(?P<era>{_ERA})?(?P<year>元|{NUMBER})(?:\((?P<again>[^()]{{1,8}})\))?年(?:\((?P<after>[^()]{{1,8}})\))?)?"
    rf"(?P<month>{NUMBER})月(?P<day>{NUMBER})日"
    rf"|(?:(?P<era2>{_ERA})?(?P<year2>元|{NUMBER})(?P<mark>[-./‐‑–—−ー]))?"
    rf"(?P<month2>{NUMBER})(?(mark)(?P=mark)|/)(?P<day2>{NUMBER})"
    rf")(?:{_OPEN}(?P<weekday>[{_WEEKDAYS}])(?:曜日?)?(?:[・、,]?[祝休]日?)?{_CLOSE}|(?P<bare>[{_WEEKDAYS}])曜日?)?"
)
_YEAR = re.compile(rf"(?P<era>{_ERA})?(?P<year>元|{NUMBER})年?")
CLOCK = (
    r"(?P<half>午前|午後|AM|PM)?(?P<hour>{number})"
    r"(?:時(?!間)(?:(?P<minute>{number})分{unit}|(?P<half_past>半))?|:(?P<clock>[0-9]{{2}})(?![0-9]))(?P<after>AM|PM)?"
)
_TIME = re.compile(CLOCK.format(number=NUMBER, unit="?"))


class Day(Value, frozen=True):
    """A day as it was written; what was not written is unknown."""

    month: int
    day: int
    year: int | None = None
    """西暦; None: not written, or written without its era."""
    weekday: str = ""
    """「金」, as written; whether it is the day's, ``doubts`` tells."""
    doubts: tuple[str, ...] = ()
    """What is wrong with it, each one Japanese sentence with the mend."""
    start: int = 0
    end: int = 0
    """``text[start:end]`` is the day, its weekday included."""

    def within(self, year: int) -> date | None:
        """The day in that year; None: there is none."""
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> date | None:
        """None: the year is not known, or there is no such day."""
        return None if self.year is None else self.within(self.year)


def era_of(day: date) -> Era:
    """The era that a day belongs to.

    Raises:
        CalendarError: the day lies before 明治.
    """
    for era in reversed(ERAS):
        # By ordinal, because a datetime is a date too and does not compare with one.
        if day.toordinal() >= era.start.toordinal():
            return era
    first = ERAS[0]
    raise CalendarError(
        f"{day.year}年{day.month}月{day.day}日は{first.name}より前です。"
        f"{first.start.year + 1}年以後の日付に直してください。"
    )


def wareki(day: date, numerals: Numerals = Numerals.HALF) -> str:
    """The year of a day: 「令和2年」, 「令和元年」.

    Raises:
        CalendarError: the day lies before 明治.
    """
    return f"{era_of(day).name}{_era_year(day, numerals)}年"


def format_date(day: date, pattern: str = DATE_PATTERN, numerals: Numerals = Numerals.HALF) -> str:
    """A day in print: 「令和2年11月9日(月)」; ``{year}`` gives 元 for the first year of an era.

    Raises:
        CalendarError: the pattern names another field than DATE_FIELDS, or the day lies before 明治.
    """
    return fill(
        pattern,
        {
            "era": era_of(day).name,
            "year": _era_year(day, numerals),
            "month": written(day.month, numerals),
            "day": written(day.day, numerals),
            "weekday": _WEEKDAYS[day.weekday()],
        },
    )


def format_time(moment: time, pattern: str = TIME_PATTERN, numerals: Numerals = Numerals.HALF) -> str:
    """A time in print: 「14時00分」, 「午後2時0分」; noon is 午後0時.

    Raises:
        CalendarError: the pattern names another field than TIME_FIELDS.
    """
    zero = written(0, numerals)
    minute = written(moment.minute, numerals)
    return fill(
        pattern,
        {
            "hour": written(moment.hour, numerals),
            "minute": minute,
            # In kanji 十 has a place of its own: 〇五 and 〇〇, but 十 and not 〇十.
            "minute2": f"{zero}{minute}" if moment.minute < 10 else minute,
            "half_day": "午前" if moment.hour < 12 else "午後",
            "hour12": written(moment.hour % 12, numerals),
        },
    )


def period(
    start: time,
    end: time,
    time_pattern: str = TIME_PATTERN,
    joiner: str = PERIOD_PATTERN,
    numerals: Numerals = Numerals.HALF,
) -> str:
    """From when to when: 「14時00分から16時30分まで」.

    Raises:
        CalendarError: a pattern names an unknown field.
    """
    return fill(
        joiner,
        {
            "start": format_time(start, time_pattern, numerals),
            "end": format_time(end, time_pattern, numerals),
        },
    )


def fill(pattern: str, values: Mapping[str, str]) -> str:
    """The pattern with every ``{field}`` replaced.

    Raises:
        CalendarError: see :func:`check_pattern`.
    """
    check_pattern(pattern, values.keys())
    return pattern.format_map(values)


def check_pattern(pattern: str, fields: Collection[str]) -> None:
    """Refuse a pattern that holds anything but plain ``{field}`` of these names.

    Raises:
        CalendarError: an unknown field, or a brace that is not closed.
    """
    usable = "".join(f"{{{field}}}" for field in fields)
    try:
        parts = list(Formatter().parse(pattern))
    except ValueError as error:
        raise CalendarError(
            f"書式「{pattern}」のかっこ{{ }}が合っていません。使えるのは{usable}です。"
        ) from error
    for _, field, specification, conversion in parts:
        if field is not None and (field not in fields or specification or conversion):
            raise CalendarError(
                f"書式「{pattern}」の{{{field}}}は使えません。{usable}のどれかに直してください。"
            )


def parse_date(text: str) -> date:
    """A typed day: 令和2年11月9日(月), 令和元年五月一日, R2.11.9, 2020-11-09, 2020/11/9.

    Width and blanks do not matter; a weekday may stand in any brackets and must be the day's.

    Raises:
        CalendarError: unreadable, without its year, no such day, the wrong era, or not that weekday.
    """
    match = DAY.fullmatch(_plain(text))
    found = written_day(match, text.strip()) if match else None
    if found is None:
        raise CalendarError(
            f"「{text.strip()}」を日付として読めません。"
            "「令和2年11月9日」か「2020-11-09」のように入れてください。"
        )
    if found.doubts:
        raise CalendarError(found.doubts[0])
    if found.date is None:
        raise CalendarError(
            f"「{text.strip()}」に年がありません。「令和2年11月9日」か「2020-11-09」のように入れてください。"
        )
    return found.date


def parse_time(text: str) -> time:
    """A typed time: 14時, 14時00分, 14:00, 午後2時半, 正午, PM 2:00; any width, any blanks.

    Raises:
        CalendarError: unreadable, no such time, or 午前・午後 with 12時, which people read both ways.
    """
    typed = _plain(text)
    if typed == "正午":
        return time(12)
    match = _TIME.fullmatch(typed)
    hour = numeral(match, "hour") if match else None
    minute: int | None = 0
    if match and match["half_past"]:
        minute = 30
    elif match and (match["minute"] or match["clock"]):
        minute = numeral(match, "minute" if match["minute"] else "clock")
    if match is None or hour is None or minute is None or (match["half"] and match["after"]):
        raise CalendarError(
            f"「{text.strip()}」を時刻として読めません。「14時00分」か「午後2時」のように入れてください。"
        )
    half = match["half"] or match["after"]
    if half and hour == 12:
        raise CalendarError(
            f"「{text.strip()}」は昼とも夜とも読めます。"
            f"昼なら「12時{minute:02}分」、夜なら「0時{minute:02}分」と入れてください。"
        )
    if hour > (11 if half else 23) or minute > 59:
        hours = "午前・午後は0時から11時" if half else "0時から23時"
        raise CalendarError(
            f"「{text.strip()}」という時刻はありません。{hours}まで、0分から59分までで入れてください。"
        )
    return time(hour + 12 if half in ("午後", "PM") else hour, minute)


def _era_year(day: date, numerals: Numerals) -> str:
    year = day.year - era_of(day).start.year + 1
    return "元" if year == 1 else written(year, numerals)


def _plain(text: str) -> str:
    """Typed text in half-width characters and capitals, without white space."""
    return "".join(unicodedata.normalize("NFKC", text).split()).upper()


def numeral(match: re.Match[str], name: str) -> int | None:
    """The number in a group of the match; None where it is no numeral."""
    return 1 if match[name] == "元" else number(match[name]) if match[name] else None


def _western(match: re.Match[str], era: str, year: str) -> int | None:
    """西暦 of a year; None: none was written, or not in which era."""
    value = numeral(match, year)
    if value is None:
        return None
    named = next((known for known in ERAS if match[era] in (known.name, known.letter)), None)
    if named:
        return named.western(value)
    return value if value >= 1000 else None


def written_day(match: re.Match[str], typed: str) -> Day | None:
    """The day of a match of DAY; None: its numerals are none."""
    plain = "2" if match["month2"] else ""
    year, month, day = (numeral(match, name + plain) for name in ("year", "month", "day"))
    if month is None or day is None or (year is None and match["year" + plain]):
        return None
    weekday = match["weekday"] or match["bare"] or ""
    western = _western(match, "era" + plain, "year" + plain)
    found = Day(month, day, western, weekday)
    return replace(found, doubts=tuple(_doubts(match, found, typed, year, match["era" + plain] or "")))


def _doubts(match: re.Match[str], day: Day, typed: str, year: int | None, letters: str) -> Iterator[str]:
    """What is wrong with a written day."""
    if year is not None and day.year is None:
        yield f"「{typed}」の年に元号がありません。「令和2年」か「2020年」のように入れてください。"
    known = day.year if day.year is not None else 2000  # a leap year: 2月29日 may be right
    if not (MINYEAR <= known <= MAXYEAR and 1 <= day.month <= 12):
        yield f"「{typed}」という日付はありません。年と月を確かめてください。"
        return
    last = monthrange(known, day.month)[1]
    if not 1 <= day.day <= last:
        yield f"「{typed}」という日付はありません。{day.month}月は1日から{last}日までです。"
    found = day.date
    if found is None:
        return
    for other in filter(None, (match["again"], match["after"])):
        again = _YEAR.fullmatch(other)
        if again and _western(again, "era", "year") not in (None, day.year):
            yield f"「{typed}」の年が二通りに書かれています。どちらかを直してください。"
    era = next((known for known in ERAS if letters in (known.name, known.letter)), None)
    if era and era_of(found) != era:
        right = f"{wareki(found)}{found.month}月{found.day}日"
        yield f"「{typed}」は{right}にあたります。元号と年を直してください。"
    actual = _WEEKDAYS[found.weekday()]
    if day.weekday and day.weekday != actual:
        yield (
            f"{found.year}年{found.month}月{found.day}日は{actual}曜日で、{day.weekday}曜日ではありません。"
            "日付か曜日を直してください。"
        )
