"""When something was held, as the line of a paper tells it (日時の読み取り): what is there, and what contradicts it.

What is not written stays None; nothing is added, and what is wrong stays as written and is told.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from .calendar import CLOCK, DAY, Day, numeral, written_day
from .text import NUMBER
from .value import Value

# In a line 「10時3階」 holds no minutes.
_TIME_IN_TEXT = re.compile("(?P<noon>正午)|" + CLOCK.format(number=NUMBER, unit=""))
_BEGINS = re.compile("開会|開議|開始|から|より")
_ENDS = re.compile("閉会|散会|閉議|終了|終会|まで")


_HOURS = timedelta(hours=3)
"""How far a typed time may lie before the opening, or after what was recorded last, and still be of that day."""


def typed_moment(clock: time, opened: datetime, last: datetime) -> datetime:
    """The moment that somebody means who types a time during a meeting, which may go past midnight or over days.

    Args:
        clock: as typed.
        opened: the opening.
        last: the last moment that is known, in the same zone.
    """
    days = [last.date() + timedelta(days=step) for step in (-1, 0, 1)]
    moments = [datetime.combine(day, clock, tzinfo=opened.tzinfo) for day in days]
    possible = [at for at in moments if at >= opened - _HOURS] or moments[1:2]
    past = [at for at in possible if at <= last + _HOURS]
    return past[-1] if past else possible[0]


class Clock(Value, frozen=True):
    """A time of day as it was written: ``text[start:end]``."""

    time: time
    half: bool = False
    """Whether 午前 or 午後 was written: 「8時」 alone may be in either."""
    doubts: tuple[str, ...] = ()
    start: int = 0
    end: int = 0


class Moment(Value, frozen=True):
    """When something is or was held (日時), as far as a text tells."""

    day: Day | None = None
    starts: time | None = None
    ends: time | None = None
    overnight: bool = False
    """Whether it ends on the day after."""
    doubts: tuple[str, ...] = ()

    @property
    def date(self) -> date | None:
        return self.day.date if self.day else None


def find_days(text: str) -> tuple[Day, ...]:
    """The days that stand in a line, in order, each with what was written of it and no more."""
    plain, at = _traced(text)
    days = []
    for match in DAY.finditer(plain):
        # 「1.2.3」 counts chapters.
        if match["year2"] and not match["era2"] and not re.match("[12][0-9]{3}", match["year2"]):
            continue
        start, end = at[match.start()], at[match.end() - 1] + 1
        if day := written_day(match, text[start:end]):
            days.append(replace(day, start=start, end=end))
    return tuple(days)


def find_times(text: str) -> tuple[Clock, ...]:
    """The times of day that stand in a line, in order; 0時間38分 and 一時 (for a while) are none."""
    plain, at = _traced(text)
    clocks = []
    for match in _TIME_IN_TEXT.finditer(plain):
        if clock := _clock(match):
            clocks.append(replace(clock, start=at[match.start()], end=at[match.end() - 1] + 1))
    return tuple(clocks)


def read_moment(text: str) -> Moment:
    """What some text tells of when: 「令和8年12月1日(火) 午後6時30分～8時」.

    An end without 午前・午後 lies in the half of the day where it comes after the start (here 20:00). Nothing is
    added that was not written; what contradicts itself stays as written and is told in ``doubts``.
    """
    days = find_days(text)
    doubts = [doubt for day in days for doubt in day.doubts]
    if len({(day.year, day.month, day.day) for day in days if day.year}) > 1:
        doubts.append("日付が二つ以上あります。会議の日を確かめてください。")
    begun, ended = _sides(text, find_times(text))
    doubts += [doubt for clock in (begun, ended) if clock for doubt in clock.doubts]
    ends, overnight = ended.time if ended else None, False
    if begun and ended:
        ends, overnight, told = _until(begun, ended, text)
        doubts += told
    day = next((day for day in days if day.year), days[0] if days else None)
    return Moment(day, begun.time if begun else None, ends, overnight, tuple(dict.fromkeys(doubts)))


def _traced(text: str) -> tuple[str, list[int]]:
    """The text as :func:`_plain` makes it, and where each character came from.

    Two numbers with a blank between them stay apart (「11/27 10:00」).
    """
    plain: list[str] = []
    at: list[int] = []
    gap = False
    for index, character in enumerate(text):
        for piece in unicodedata.normalize("NFKC", character).upper():
            if piece.isspace():
                gap = True
                continue
            if gap and plain and piece.isdigit() and plain[-1].isdigit():
                plain.append(" ")
                at.append(index)
            plain.append(piece)
            at.append(index)
            gap = False
    return "".join(plain), at


def _clock(match: re.Match[str]) -> Clock | None:
    """The time of a match in running text; None: it is none."""
    if match["noon"]:
        return Clock(time(12), half=True)
    written_hour, half = match["hour"], match["half"] or match["after"]
    if written_hour == "一" and not (half or match["minute"] or match["half_past"]):
        return None
    hour = numeral(match, "hour")
    minute = 30 if match["half_past"] else numeral(match, "minute") or int(match["clock"] or 0)
    if hour is None or hour > 23 or minute > 59:
        return None
    doubts: tuple[str, ...] = ()
    if half and hour == 12:
        doubts = (f"「{match.group()}」は昼とも夜とも読めます。昼の12時{minute:02}分としました。",)
    elif half and hour > 12:
        doubts = (f"「{match.group()}」は{hour}時{minute:02}分としました。午前・午後は0時から11時までです。",)
    elif half in ("午後", "PM"):
        hour += 12
    return Clock(time(hour, minute), bool(half), doubts)


def _sides(text: str, clocks: tuple[Clock, ...]) -> tuple[Clock | None, Clock | None]:
    """The clock at which it begins and the one at which it ends, by the words around them, else by their order."""
    if not clocks:
        return None, None
    gaps = [
        text[before:after]
        for before, after in zip(
            (0, *(clock.end for clock in clocks)),
            (*(clock.start for clock in clocks), len(text)),
            strict=True,
        )
    ]
    # 「開会 10時 閉会 11時」 or 「10時開会 11時閉会」.
    ahead = bool(re.search("開会|開議|開始|閉会|散会|終了", gaps[0]))
    words = gaps[:-1] if ahead else gaps[1:]
    ended = next((clock for clock, word in zip(clocks, words, strict=True) if _ENDS.search(word)), None)
    begun = next(
        (
            clock
            for clock, word in zip(clocks, words, strict=True)
            if clock is not ended and _BEGINS.search(word)
        ),
        None,
    )
    rest = [clock for clock in clocks if clock not in (begun, ended)]
    if begun is None and rest and (ended is None or rest[0].start < ended.start):
        begun = rest.pop(0)
    if ended is None and rest and begun and rest[0].start > begun.start:
        ended = rest.pop(0)
    return begun, ended


def _until(begun: Clock, ended: Clock, text: str) -> tuple[time, bool, tuple[str, ...]]:
    """When it ends, whether on the day after, and what is doubtful about it."""
    ends = ended.time
    if begun.half and not ended.half and ends <= begun.time and ends.hour < 12:
        later = ends.replace(hour=ends.hour + 12)
        if later > begun.time:
            ends = later
    if ends > begun.time:
        return ends, False, ()
    if "翌" in text[begun.end : ended.start] or (begun.time.hour >= 18 and ends.hour < 6):
        return ends, True, ()
    return (
        ends,
        False,
        (f"終わり（{ends:%H:%M}）が始まり（{begun.time:%H:%M}）より前です。時刻を確かめてください。",),
    )
