"""Until when the body's rule wants what (期限), and what is over. Pure but for the calendar of public holidays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from msgspec import Struct

from clerk_tui.domain.finalizing import unanswered
from clerk_tui.domain.profile import Days
from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.domain.record import MeetingStage, State

_SOON = 7
"""Days before it is due, in which a deadline is told where there is room for one thing only."""


class Deadline(Struct, frozen=True):
    """One thing that is to be done."""

    what: str
    due: date

    def told(self, today: date) -> str:
        """「会議録の公表 12月14日まで（あと3日）」, 「概要の公表 11月30日まで（4日過ぎています）」."""
        left = (self.due - today).days
        how = f"{-left}日過ぎています" if left < 0 else f"あと{left}日" if left else "今日まで"
        year = f"{self.due.year}年" if self.due.year != today.year else ""
        return f"{self.what} {year}{self.due.month}月{self.due.day}日まで（{how}）"

    def overdue(self, today: date) -> bool:
        return self.due < today

    def near(self, today: date) -> bool:
        """Whether it is due within a week, or over."""
        return (self.due - today).days <= _SOON


def deadlines(state: State) -> tuple[Deadline, ...]:
    """What is still to be done for the minutes, the earliest first; nothing where the body has no rule."""
    return tuple(sorted(_open(state), key=lambda each: each.due)) if state.prepared else ()


def due_after(day: date, days: int, counted: Days) -> date:
    """The last day of a term: the day after ``day`` is the first one."""
    if counted is Days.CALENDAR:
        return day + timedelta(days)
    while days > 0:
        day += timedelta(1)
        days -= not closed_office(day)
    return day


def closed_office(day: date) -> bool:
    """Whether offices are closed: weekends, public holidays, the end of the year (地方自治法第4条の2)."""
    if day.weekday() >= 5 or (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return True
    # Loaded on use: it makes the holidays of a year when the first is asked for.
    import jpholiday

    return bool(jpholiday.is_holiday(day))


def _open(state: State) -> Iterator[Deadline]:
    meeting = state.meeting
    rule = meeting.profile.deadlines
    if meeting.date is None or state.stage is not MeetingStage.CLOSED:
        return
    if rule.summary and state.summarized is None:
        yield Deadline("概要の公表", due_after(meeting.date, rule.summary, rule.counted))
    if rule.minutes and state.status is not MinutesStatus.PUBLISHED:
        yield Deadline("会議録の公表", due_after(meeting.date, rule.minutes, rule.counted))
    if state.status is MinutesStatus.ASKED and (due := state.steps[-1].due):
        left = len(unanswered(state))
        yield Deadline(f"確認の回答（未回答 {left}）" if left else "確認の回答", due)
