"""Times in print (時刻): with their day where the meeting goes past midnight or on to another day. Pure."""

from __future__ import annotations

from datetime import datetime

from clerk_tui.domain import record as r
from clerk_tui.domain.calendar import format_date, format_time

_NIGHT = 6
"""Until this hour the night belongs to the day before it."""


def printed_time(state: r.State, moment: datetime | None) -> str:
    """A time in print; on another day than that of the opening with its day (「翌日0時30分」)."""
    meeting = state.meeting
    if moment is None or not meeting.timed:
        return ""
    style = meeting.profile.style
    return printed_day(state, moment) + format_time(moment.time(), style.time, style.numerals)


def printed_day(state: r.State, moment: datetime) -> str:
    """What stands before a time: nothing on the first day, 翌日 in the night after it, else the date."""
    style = state.meeting.profile.style
    days = (moment.date() - state.opened.date()).days if state.opened else 0
    if days < 1:
        return ""
    if days == 1 and moment.hour < _NIGHT:
        return "翌日"
    return format_date(moment.date(), style.date, style.numerals)


def mark_words(state: r.State, mark: r.Mark) -> str:
    """「休憩　15時10分」, 「非公開」: an interruption with its time, in the body's words."""
    meeting = state.meeting
    form = meeting.profile.form
    overnight = _overnight(state, mark)
    words = {
        r.MarkKind.RECESS: form.adjourned if overnight else form.recess,
        r.MarkKind.RESUMED: form.continued if overnight else form.resumed,
        r.MarkKind.CLOSED_PART: form.closed_part,
        r.MarkKind.OPEN_PART: form.open_part,
    }
    at = printed_time(state, mark.at)
    return f"{words[mark.kind]}　{at}" if at else words[mark.kind]


def _overnight(state: r.State, mark: r.Mark) -> bool:
    """Whether a recess lasts until another morning, or a resumption ends such a one."""
    marks = [
        e
        for e in state.entries
        if isinstance(e, r.Mark) and e.kind in (r.MarkKind.RECESS, r.MarkKind.RESUMED)
    ]
    if mark not in marks:
        return False
    at = marks.index(mark)
    other = marks[at + 1 : at + 2] if mark.kind is r.MarkKind.RECESS else marks[:at][-1:]
    resumed = max((each.at for each in (mark, *other)), default=mark.at)
    return bool(other) and other[0].at.date() != mark.at.date() and resumed.hour >= _NIGHT
