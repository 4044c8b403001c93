"""The lines of the record as events change them (記録の行): put in, changed, taken out; and the block that is open."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec.structs import replace

from .ids import BlockId, EntryId
from .record import Entry, Mark, MarkKind, MeetingStage, State, Turn


def placed(entries: tuple[Entry, ...], entry: Entry, before: EntryId | None) -> tuple[Entry, ...]:
    """The lines with one more before another; at the end where ``before`` is None or gone."""
    if before is not None:
        for index, candidate in enumerate(entries):
            if candidate.id == before:
                return (*entries[:index], entry, *entries[index:])
    return (*entries, entry)


def changed(state: State, entry_id: EntryId, change: Callable[[Entry], Entry]) -> State:
    """The state with one line changed."""
    entries = tuple(change(entry) if entry.id == entry_id else entry for entry in state.entries)
    return replace(state, entries=entries)


def turn_changed(state: State, entry_id: EntryId, **fields: object) -> State:
    """The state with fields of one turn replaced; a line that is no turn stays as it is."""
    return changed(state, entry_id, lambda old: replace(old, **fields) if isinstance(old, Turn) else old)


def with_entries(state: State, entries: tuple[Entry, ...]) -> State:
    """The state with these lines; whether it is in recess goes by the marks among them."""
    if state.stage is MeetingStage.CLOSED:
        return replace(state, entries=entries)
    marks = (entry.kind for entry in reversed(entries) if isinstance(entry, Mark))
    last = next((kind for kind in marks if kind in (MarkKind.RECESS, MarkKind.RESUMED)), None)
    sitting = MeetingStage.SITTING if state.opened or last else MeetingStage.WAITING
    return replace(state, entries=entries, stage=MeetingStage.RECESS if last is MarkKind.RECESS else sitting)


def closed_block(state: State, block: BlockId | None, at: datetime) -> State:
    """The state with a block closed; its first closing counts."""
    if block is None:
        return state
    blocks = tuple(
        replace(candidate, closed=at) if candidate.id == block and candidate.closed is None else candidate
        for candidate in state.blocks
    )
    return replace(state, blocks=blocks, current=None if state.current == block else state.current)
