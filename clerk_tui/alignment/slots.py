"""The turns of a record as the alignment needs them (発言の枠): when, who, and what is written already."""

from __future__ import annotations

from clerk_tui.domain.profile import Standing
from clerk_tui.domain.queries import role_of
from clerk_tui.domain.record import Named, State, Turn, Unnamed

from .phrasing import Part
from .proposal import Slot

_PARTS = {
    Standing.CHAIR: Part.CHAIR,
    Standing.MEMBER: Part.MEMBER,
    Standing.OFFICIAL: Part.OFFICE,
    Standing.SECRETARIAT: Part.OFFICE,
}


def slots_of(state: State) -> tuple[Slot, ...]:
    """The turns of a record in the order in which they were spoken."""
    turns = sorted(state.turns, key=lambda turn: turn.started)
    if not turns:
        return ()
    first = turns[0].started
    return tuple(
        Slot(
            turn.id,
            (turn.started - first).total_seconds(),
            turn.text,
            _voice(turn),
            _part(state, turn),
            isinstance(turn.speaker, Unnamed),
        )
        for turn in turns
    )


def _voice(turn: Turn) -> str:
    if isinstance(turn.speaker, Named):
        return str(turn.speaker.person)
    return f"（{turn.capacity or turn.speaker.role}）"


def _part(state: State, turn: Turn) -> Part:
    role = role_of(state, turn.speaker)
    if turn.narrated or role is None:
        return Part.OTHER
    return _PARTS.get(role.standing, Part.OTHER)
