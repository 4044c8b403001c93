"""The meeting itself (会議): prepared, opened, interrupted, closed; and the next one."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .amendments import on_paper, sanitized
from .entries import closed_block, with_entries
from .errors import Refused, Unconfirmed
from .ids import BlockId, EntryId
from .lookups import meeting_of, not_closed
from .meeting import Meeting
from .progress import MinutesStatus
from .record import Mark, MarkKind, MeetingStage, NextMeeting, State
from .revision import doubts
from .text import clean

__all__ = [
    "CloseMeeting",
    "CorrectHours",
    "HoursCorrected",
    "MakeMark",
    "MarkMade",
    "MeetingClosed",
    "MeetingOpened",
    "MeetingPrepared",
    "MeetingReopened",
    "NextMeetingSet",
    "OpenMeeting",
    "PreparationRevised",
    "Prepare",
    "ReopenMeeting",
    "SetNextMeeting",
]


class Prepare(Command, frozen=True):
    """準備を読み込む（はじめて、または手直しのあと）。台本にはない：準備は自分のファイルから来る。"""

    meeting: Meeting
    confirmed: bool = False
    """True once the clerk has confirmed a preparation that seems another meeting's, or has lost who has spoken."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        if self.meeting == state.base:
            return ()
        if not state.prepared:
            return (MeetingPrepared(self.meeting),)
        if not self.confirmed and (why := "".join(doubts(state, self.meeting))):
            raise Unconfirmed(f"{why}取り込みますか。")
        return (PreparationRevised(self.meeting),)


class MeetingPrepared(Event, frozen=True):
    """The preparation was read for the first time (準備)."""

    undoable: ClassVar[bool] = False
    meeting: Meeting

    def apply(self, state: State) -> State:
        return _prepared(state, self.meeting)


class PreparationRevised(Event, frozen=True):
    """The preparation was read again after a change by hand (準備の手直し)."""

    meeting: Meeting

    def apply(self, state: State) -> State:
        return _prepared(state, self.meeting)


def _prepared(state: State, base: Meeting) -> State:
    meeting = base
    for amendment in state.amendments:
        meeting = amendment.amend(meeting)
    phases = base.profile.phases
    phase = state.phase or (phases[0].id if phases else "")
    return on_paper(replace(state, base=base, phase=phase), meeting)


class OpenMeeting(Command, frozen=True, tag="open"):
    """開会する。"""

    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        if state.stage is not MeetingStage.WAITING:
            raise Refused("すでに開会しています。")
        return (MeetingOpened(self.at or stamp.at),)


class MeetingOpened(Event, frozen=True):
    """開会."""

    at: datetime

    def apply(self, state: State) -> State:
        return replace(state, stage=MeetingStage.SITTING, opened=state.opened or self.at)


class CloseMeeting(Command, frozen=True, tag="close"):
    """閉会する。"""

    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        at = self.at or stamp.at
        if state.opened and at < state.opened:
            raise Refused("閉会の時刻が開会より前です。時刻を確かめてください。")
        return (MeetingClosed(at),)


class MeetingClosed(Event, frozen=True):
    """閉会."""

    at: datetime

    def apply(self, state: State) -> State:
        return replace(
            closed_block(state, state.current, self.at),
            stage=MeetingStage.CLOSED,
            closed=self.at,
            floor=None,
            requests=(),
        )


class CorrectHours(Command, frozen=True, tag="hours"):
    """開会・閉会の時刻を直す。省いたほうはそのまま。"""

    opened: datetime | None = None
    closed: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        for moment, recorded, what in (
            (self.opened, state.opened, "開会"),
            (self.closed, state.closed, "閉会"),
        ):
            if moment is not None and recorded is None:
                raise Refused(f"{what}が記録されていないので、その時刻は直せません。先に{what}を記録してください。")
        opened, closed = self.opened or state.opened, self.closed or state.closed
        if (opened, closed) == (state.opened, state.closed):
            return ()
        if opened and closed and closed < opened:
            raise Refused("閉会の時刻が開会より前です。時刻を確かめてください。")
        said = [at for turn in state.turns for at in (turn.started, turn.ended) if at is not None]
        moments = [*said, *(entry.at for entry in state.entries if isinstance(entry, Mark))]
        if self.opened and moments and self.opened > min(moments):
            raise Refused(f"{min(moments):%H時%M分}の発言や休憩が記録されているので、開会をそれより後にはできません。")
        if self.closed and moments and self.closed < max(moments):
            raise Refused(f"{max(moments):%H時%M分}まで発言や休憩が記録されているので、閉会をそれより前にはできません。")
        return (HoursCorrected(opened, closed),)


class HoursCorrected(Event, frozen=True):
    """開会・閉会の時刻の訂正."""

    opened: datetime | None = None
    closed: datetime | None = None

    def apply(self, state: State) -> State:
        # What the closing has ended ends with it still, so that it can be reopened.
        blocks = tuple(
            replace(block, closed=self.closed) if state.closed and block.closed == state.closed else block
            for block in state.blocks
        )
        return replace(state, opened=self.opened, closed=self.closed, blocks=blocks)


class ReopenMeeting(Command, frozen=True, tag="reopen"):
    """閉会を取り消して続ける。ほかは何も取り消さない。"""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        if state.stage is not MeetingStage.CLOSED:
            raise Refused("閉会していません。")
        if state.status is not MinutesStatus.DRAFT:
            raise Refused(
                f"会議録が「{state.status}」になっています。「案」に戻してから、閉会を取り消してください。"
            )
        # The closing closed the open block; one that the proceedings had left before stays closed.
        phase = meeting.profile.phase(state.phase)
        last = state.blocks[-1] if state.blocks and phase and phase.in_block else None
        return (MeetingReopened(last.id if last and last.closed == state.closed else None),)


class MeetingReopened(Event, frozen=True):
    """閉会の取消し: the closing was premature; everything recorded since stands."""

    block: BlockId | None = None
    """The block that the closing had closed and that is open again."""

    def apply(self, state: State) -> State:
        blocks = tuple(
            replace(block, closed=None) if block.id == self.block else block for block in state.blocks
        )
        going_on = replace(state, stage=MeetingStage.SITTING, closed=None, blocks=blocks, current=self.block)
        return with_entries(going_on, state.entries)


class MakeMark(Command, frozen=True, tag="mark"):
    """休憩・再開、非公開・公開再開を記録する。"""

    kind: MarkKind
    reason: str = ""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        kind = self.kind
        if kind is MarkKind.RECESS and state.stage is MeetingStage.RECESS:
            raise Refused("すでに休憩中です。")
        if kind is MarkKind.RESUMED and state.stage is not MeetingStage.RECESS:
            raise Refused("休憩中ではありません。")
        if kind is MarkKind.CLOSED_PART and state.in_closed_part:
            raise Refused("すでに非公開です。")
        if kind is MarkKind.OPEN_PART and not state.in_closed_part:
            raise Refused("非公開ではありません。")
        return (MarkMade(stamp.entry_id(), kind, self.at or stamp.at, clean(self.reason).strip()),)


class MarkMade(Event, frozen=True):
    """休憩・再開, or a part without the public (非公開) begun or ended."""

    entry: EntryId
    kind: MarkKind
    at: datetime
    reason: str = ""

    def apply(self, state: State) -> State:
        mark = Mark(self.entry, self.kind, self.at, self.reason)
        return with_entries(state, (*state.entries, mark))


class SetNextMeeting(Command, frozen=True, tag="next_meeting"):
    """次回の日程を記録する。"""

    next: NextMeeting

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        return (NextMeetingSet(sanitized(self.next)),)


class NextMeetingSet(Event, frozen=True):
    """次回の日程."""

    next: NextMeeting

    def apply(self, state: State) -> State:
        return replace(state, next_meeting=self.next)
