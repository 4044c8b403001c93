"""The agenda as it is gone through (次第の進行): blocks opened and left, groups put off, phases, the case table."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .entries import closed_block
from .errors import Refused
from .ids import BlockId, CaseId, EntryId, GroupId, PhaseId
from .lookups import existing, group_of, known_cases, meeting_of, not_closed, phase_of
from .meeting import CaseOrigin, Meeting
from .profile import PhaseRole
from .record import Block, BlockHeading, MeetingStage, State, Turn
from .sitting import MeetingOpened
from .text import clean
from .votes import with_votes

__all__ = [
    "BlockChanged",
    "BlockClosed",
    "BlockDissolved",
    "BlockOpened",
    "CasesTabled",
    "ChangeBlock",
    "ChangePhase",
    "DeferGroup",
    "DissolveBlock",
    "GroupDeferred",
    "OpenBlock",
    "PhaseChanged",
    "TableCases",
]


class OpenBlock(Command, frozen=True, tag="block"):
    """案件群を一括して審議に入る。"""

    groups: tuple[GroupId, ...]
    phase: PhaseId = ""
    """The phase to enter; empty: 部会報告 where all cases were referred to a 部会, else 説明."""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = not_closed(state)
        if not self.groups:
            raise Refused("審議に入る案件群を一つ以上選んでください。")
        groups = tuple(dict.fromkeys(group_of(state, group).id for group in self.groups))
        at = self.at or stamp.at
        current = state.block(state.current)
        if current and current.groups == groups:
            raise Refused("その案件群はもう審議に入っています。")
        events: list[Event] = [BlockClosed(current.id, at)] if current else []
        events.append(BlockOpened(stamp.block_id, stamp.entry_id(), groups, at))
        phase = phase_of(state, self.phase) if self.phase else _first_phase(meeting, groups)
        if phase and phase != state.phase:
            events.append(PhaseChanged(phase, at))
        if state.stage is MeetingStage.WAITING:
            events.insert(0, MeetingOpened(at))
        return tuple(events)


class BlockOpened(Event, frozen=True):
    """一括審議の開始: the heading row stands where this happened."""

    block: BlockId
    entry: EntryId
    groups: tuple[GroupId, ...]
    at: datetime

    def apply(self, state: State) -> State:
        return replace(
            state,
            blocks=(*state.blocks, Block(self.block, self.groups, self.at)),
            current=self.block,
            entries=(*state.entries, BlockHeading(self.entry, self.block, self.at)),
            deferred={group: why for group, why in state.deferred.items() if group not in self.groups},
        )


class BlockClosed(Event, frozen=True):
    """The proceedings left the block."""

    block: BlockId
    at: datetime

    def apply(self, state: State) -> State:
        return closed_block(state, self.block, self.at)


class ChangeBlock(Command, frozen=True, tag="change_block"):
    """審議の見出しの案件群を直す（加える・外す）。発言はそのまま残る。"""

    groups: tuple[GroupId, ...]
    """All groups of the heading as it is to be, in their order."""
    entry: EntryId | None = None
    """The heading, or any turn under it; None: the open block, else the last one."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        block = _block_of(state, self.entry)
        groups = tuple(dict.fromkeys(group_of(state, group).id for group in self.groups))
        if not groups:
            raise Refused("見出しには案件群が一つ以上要ります。すべて外すなら、見出しを解いてください。")
        return () if groups == block.groups else (BlockChanged(block.id, groups),)


class BlockChanged(Event, frozen=True):
    """見出しの訂正: what was called together is another set of groups."""

    block: BlockId
    groups: tuple[GroupId, ...]

    def apply(self, state: State) -> State:
        before = state.block(self.block)
        added = set(self.groups) - set(before.groups if before else ())
        return replace(
            state,
            blocks=tuple(
                replace(block, groups=self.groups) if block.id == self.block else block
                for block in state.blocks
            ),
            deferred={group: why for group, why in state.deferred.items() if group not in added},
        )


class DissolveBlock(Command, frozen=True, tag="dissolve_block"):
    """審議の見出しを解く。発言は残り、前の見出しから続いていたものとなる。"""

    entry: EntryId | None = None
    """The heading, or any turn under it; None: the open block, else the last one."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        block = _block_of(state, self.entry)
        at = state.blocks.index(block)
        before = state.blocks[at - 1] if at else None
        # A block that this one had ended goes on; one that was left earlier has nothing to do with these turns.
        interrupted = before is not None and before.closed == block.opened
        return (BlockDissolved(block.id, before.id if before and interrupted else None),)


class BlockDissolved(Event, frozen=True):
    """見出しの解消: nothing had been called; what was said stays."""

    block: BlockId
    into: BlockId | None = None
    """The block that its turns and rulings belong to from now on."""

    def apply(self, state: State) -> State:
        gone = state.block(self.block)
        if gone is None:
            return state
        votes = tuple(
            replace(vote, block=self.into) if vote.block == self.block else vote for vote in state.votes
        )
        return replace(
            with_votes(state, votes),
            blocks=tuple(
                replace(block, closed=gone.closed) if block.id == self.into else block
                for block in state.blocks
                if block.id != self.block
            ),
            current=self.into if state.current == self.block else state.current,
            entries=tuple(
                replace(entry, block=self.into)
                if isinstance(entry, Turn) and entry.block == self.block
                else entry
                for entry in state.entries
                if not (isinstance(entry, BlockHeading) and entry.block == self.block)
            ),
        )


class DeferGroup(Command, frozen=True, tag="defer"):
    """案件群を後回しにする。"""

    group: GroupId
    reason: str = ""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        group = group_of(state, self.group)
        ruled = [case for case in group.cases if case in state.rulings]
        if group.cases and len(ruled) == len(group.cases):
            raise Refused("その案件群は審議が済んでいます。")
        return (GroupDeferred(group.id, clean(self.reason).strip()),)


class GroupDeferred(Event, frozen=True):
    """後回し."""

    group: GroupId
    reason: str

    def apply(self, state: State) -> State:
        return replace(state, deferred={**state.deferred, self.group: self.reason})


class TableCases(Command, frozen=True, tag="table"):
    """案件一覧の並びを決める。"""

    cases: tuple[CaseId, ...] = ()

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        return (CasesTabled(known_cases(state, self.cases)),)


class CasesTabled(Event, frozen=True):
    """The printed order of the case table was set (案件一覧の順)."""

    cases: tuple[CaseId, ...]

    def apply(self, state: State) -> State:
        return replace(state, table_order=self.cases)


class ChangePhase(Command, frozen=True, tag="phase"):
    """段階を移る。"""

    phase: PhaseId
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = not_closed(state)
        phase = meeting.profile.phase(phase_of(state, self.phase))
        assert phase is not None
        if phase.id == state.phase:
            raise Refused(f"すでに「{phase.name}」です。")
        at = self.at or stamp.at
        return (*leaving_block(state, phase.id, at), PhaseChanged(phase.id, at))


class PhaseChanged(Event, frozen=True):
    """段階の移行."""

    phase: PhaseId
    at: datetime

    def apply(self, state: State) -> State:
        return replace(state, phase=self.phase)


def _block_of(state: State, entry_id: EntryId | None) -> Block:
    """The block of a heading or turn; without one, the open block, else the last one."""
    if entry_id is None:
        found = state.block(state.current) or next(iter(reversed(state.blocks)), None)
        if found is None:
            raise Refused("まだ審議に入っていないので、直す見出しがありません。")
        return found
    entry = state.entry(existing(state, entry_id) or entry_id)
    found = state.block(entry.block) if isinstance(entry, BlockHeading | Turn) else None
    if found is None:
        raise Refused("その行はどの審議の見出しの下にもありません。見出しか、その下の発言を選んでください。")
    return found


def leaving_block(state: State, phase_id: str, at: datetime) -> tuple[Event, ...]:
    """The block closes when the proceedings enter a phase outside of it."""
    phase = meeting_of(state).profile.phase(phase_id)
    # An item may be taken in a phase of its own (会期の決定), which does not end it.
    if phase_id != state.phase and state.current is not None and phase is not None and not phase.in_block:
        return (BlockClosed(state.current, at),)
    return ()


def _first_phase(meeting: Meeting, groups: tuple[GroupId, ...]) -> str:
    """Where a block begins: cases that a 部会 has examined with its report, all others with the explanation.

    An item that is called like a phase has that phase to itself; a body that explains nothing begins with its first.
    """
    cases = [meeting.case(case) for name in groups if (group := meeting.group(name)) for case in group.cases]
    reported = bool(cases) and all(case and case.origin is CaseOrigin.REFERRED for case in cases)
    named = [group.heading for name in groups if (group := meeting.group(name)) and not group.cases]
    own = next((phase.id for phase in meeting.profile.phases if named == [phase.name]), "")
    roles = (PhaseRole.COMMITTEE_REPORT, PhaseRole.EXPLANATION) if reported else (PhaseRole.EXPLANATION,)
    usual = (phase.id for role in roles if (phase := meeting.profile.phase_of(role)))
    first = (phase.id for phase in meeting.profile.phases if phase.in_block)
    return own or next(iter((*usual, *first, "")))
