"""How long each block has taken against its share of the planned hours (時間の目安). Pure.

No paper says how long a group may take: the share is the planned hours divided by the number of cases, and is
called a guide wherever it is shown (目安). Recesses are no time of any block.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import Enum, auto

from msgspec import Struct

from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Group, Meeting
from clerk_tui.domain.record import Block, Mark, MarkKind, State

_WARN_AT = 0.8
"""The part of its share after which a block is warned of."""
_MINUTE = timedelta(minutes=1)


class Pace(Enum):
    """How a block stands to its share."""

    EASY = auto()
    NEARLY = auto()
    """Most of it is spent."""
    OVER = auto()


class BlockTime(Struct, frozen=True):
    """The time of groups that were called together (minutes)."""

    groups: tuple[GroupId, ...]
    used: int
    planned: int | None
    """None: the hours of the meeting are not known."""
    open: bool

    @property
    def pace(self) -> Pace:
        if self.planned is None or self.used < self.planned * _WARN_AT:
            return Pace.EASY
        return Pace.OVER if self.used > self.planned else Pace.NEARLY


def shares(meeting: Meeting) -> Mapping[GroupId, float]:
    """The guide of each group in minutes; empty where the hours of the meeting are not known."""
    if meeting.date is None or meeting.starts is None or meeting.ends is None:
        return {}
    planned = datetime.combine(meeting.date, meeting.ends) - datetime.combine(meeting.date, meeting.starts)
    total = sum(map(_weight, meeting.groups))
    if planned <= timedelta(0) or not total:
        return {}
    return {group.id: planned / _MINUTE * _weight(group) / total for group in meeting.groups}


def block_times(state: State, now: datetime) -> tuple[BlockTime, ...]:
    """Each block with groups of its own, in the order of calling.

    A group that was called again belongs to its last block; a block all of whose groups were called again hands
    its time on to the block that has the first of them.
    """
    guide = shares(state.meeting)
    home = {group: block.id for block in state.blocks for group in block.groups}
    used = dict.fromkeys((block.id for block in state.blocks), timedelta(0))
    for block in state.blocks:
        kept = block.id if block.id in home.values() else home[block.groups[0]] if block.groups else block.id
        used[kept] += _duration(state, block, now)
    found = []
    for block in state.blocks:
        groups = tuple(
            group for group in block.groups if home[group] == block.id and state.meeting.group(group)
        )
        if groups:
            planned = round(sum(guide[group] for group in groups)) if guide else None
            running = block.id == state.current and not _ruled(state, block)
            found.append(BlockTime(groups, used[block.id] // _MINUTE, planned, running))
    return tuple(found)


def _weight(group: Group) -> int:
    # A matter without cases (a report, an explanation) takes its time as well.
    return max(len(group.cases), 1)


def _ruled(state: State, block: Block) -> bool:
    groups = (state.meeting.group(group) for group in block.groups if group not in state.deferred)
    cases = [case for group in groups if group for case in group.cases]
    return bool(cases) and all(case in state.rulings for case in cases)


def _duration(state: State, block: Block, now: datetime) -> timedelta:
    """From the call to the last ruling, the next call, or this moment."""
    end = block.closed or now
    if _ruled(state, block):
        end = min(end, max((vote.at for vote in state.votes if vote.block == block.id), default=end))
    length = max(end - block.opened, timedelta(0))
    return max(length - _recess(state, block.opened, end), timedelta(0))


def _recess(state: State, start: datetime, end: datetime) -> timedelta:
    total, since = timedelta(0), None
    for entry in state.entries:
        if not isinstance(entry, Mark):
            continue
        if entry.kind is MarkKind.RECESS:
            since = entry.at
        elif entry.kind is MarkKind.RESUMED and since is not None:
            total += _overlap(since, entry.at, start, end)
            since = None
    return total if since is None else total + _overlap(since, end, start, end)


def _overlap(begin: datetime, finish: datetime, start: datetime, end: datetime) -> timedelta:
    return max(min(finish, end) - max(begin, start), timedelta(0))
