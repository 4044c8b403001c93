"""What the head of the minutes tells and nobody has recorded (会議の日・開会・傍聴者の点検)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.ids import BlockId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import block_groups, group_heading, in_public, is_chair, other_day
from clerk_tui.domain.record import MeetingStage, State, Turn

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


def closed_parts(state: State, meeting: Meeting) -> Iterator[Finding]:
    """What was to be taken without the public, and stands in the open part; a closed part that nobody ended."""
    public = in_public(state)
    told: set[BlockId] = set()
    for entry in state.entries:
        if not isinstance(entry, Turn) or entry.block is None or entry.block in told or entry.id not in public:
            continue
        planned = [group for group in block_groups(state, entry.block) if group.closed]
        # Before the resolution to close, the item is called and the chair puts the question.
        if planned and not is_chair(state, entry.speaker):
            told.add(entry.block)
            yield Finding(
                Rule.NOT_CLOSED_OFF,
                f"{group_heading(meeting, planned[0])}は非公開の予定（{planned[0].closed}）ですが、公開の部分に発言があります。"
                "非公開を記録するか、準備の closed を消してください。",
                entry.id,
            )


def left_closed(state: State, meeting: Meeting) -> Iterator[Finding]:
    """A closed part that nobody has ended; a meeting may also end in one."""
    if state.in_closed_part and not meeting.closed and state.stage is not MeetingStage.CLOSED:
        yield Finding(
            Rule.STILL_CLOSED, "非公開のままです。公開に戻っていれば「公開再開」を記録してください。"
        )


def observers(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Observers whom nobody has counted; none is a number too."""
    if state.observers is None and state.prepared and meeting.profile.form.observers:
        yield Finding(
            Rule.NO_OBSERVERS,
            "傍聴者の数が記録されていません。「傍聴者の人数」で記録してください（いなければ 0 です）。",
        )
