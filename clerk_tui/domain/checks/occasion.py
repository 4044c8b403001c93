"""What the head of the minutes tells and nobody has recorded (会議の日・開会・傍聴者の点検)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import other_day
from clerk_tui.domain.record import State

from .finding import Finding, Rule


def day(state: State, meeting: Meeting) -> Iterator[Finding]:
    """A meeting that was opened on another day than it was prepared for."""
    if other_day(state) and state.opened and meeting.date:
        yield Finding(
            Rule.OTHER_DAY,
            f"準備は{format_date(meeting.date)}の会議ですが、記録は{format_date(state.opened.date())}に始まっています。"
            "「会議の日を決める」で、どちらの日の会議かを記録してください。",
        )


def opening(state: State, _meeting: Meeting) -> Iterator[Finding]:
    """A meeting that nobody has opened."""
    if state.opened is None and state.prepared:
        yield Finding(Rule.NO_OPENING, "開会の時刻が記録されていません。")


def observers(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Observers whom nobody has counted; none is a number too."""
    if state.observers is None and state.prepared and meeting.profile.form.observers:
        yield Finding(
            Rule.NO_OBSERVERS,
            "傍聴者の数が記録されていません。「傍聴者の人数」で記録してください（いなければ 0 です）。",
        )
