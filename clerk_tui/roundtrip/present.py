"""What the record has at a line (記録のいま): as far as a draft prints it, for comparison and for the clerk. Pure."""

from __future__ import annotations

from collections.abc import Set

from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import BlockHeading, Entry, StageDirection, State, Turn

GONE = "記録では、もうなくなっています。"


def words(entry: Entry | None) -> tuple[str, ...]:
    """The paragraphs of a turn or stage direction."""
    match entry:
        case Turn(paragraphs=paragraphs):
            return paragraphs
        case StageDirection(text=text):
            return (text,)
    return ()


def voice(state: State, entry: EntryId) -> object:
    """Who speaks a turn, and as what."""
    turn = state.turn(entry)
    return turn and (turn.speaker, turn.capacity)


def content(state: State, entry: EntryId) -> object:
    """Who says what."""
    found = state.entry(entry)
    return (found.paragraphs, found.speaker, found.capacity) if isinstance(found, Turn) else found


def groups(state: State, entry: EntryId) -> object:
    """The groups of cases that a heading opens."""
    found = state.entry(entry)
    block = state.block(found.block) if isinstance(found, BlockHeading) else None
    return block and block.groups


def shown(state: State, entry: EntryId) -> tuple[str, ...]:
    """The line as it is told to the clerk."""
    found = state.entry(entry)
    if found is None:
        return (GONE,)
    if isinstance(found, Turn):
        return (f"［{full_label(state.meeting, found.speaker, found.capacity)}］", *found.paragraphs)
    return words(found)


def neighbours(state: State, entry: EntryId, held: Set[EntryId]) -> tuple[EntryId | None, EntryId | None]:
    """The lines before and after one, of those that are held to count."""
    order = [each.id for each in state.entries if each.id in held]
    if entry not in order:
        return None, None
    at = order.index(entry)
    return (order[at - 1] if at else None), (order[at + 1] if at + 1 < len(order) else None)
