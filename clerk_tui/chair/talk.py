"""How often and how long each side has spoken (発言の回数と時間), for a fair order of speaking. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from itertools import zip_longest

from msgspec import Struct

from clerk_tui.domain.profile import Standing
from clerk_tui.domain.queries import open_cases, role_of
from clerk_tui.domain.record import BlockHeading, Position, Speaker, State, Turn

from .stances import standing

_ORDER = (Position.FOR, Position.CONDITIONAL, Position.AGAINST)


class Talk(Struct, frozen=True):
    """What one side has had of the floor."""

    side: str
    times: int
    minutes: int | None
    """Rounded down; None: the record has no times of the clock."""


def talks(state: State) -> tuple[Talk, ...]:
    """Each side's turns since the open block was called, else since the opening; sides in a fixed order.

    A member belongs to the side that they have declared, and to 委員 before; of one who has declared differently on
    different cases that is said.
    """
    sides = _sides(state)
    found: dict[str, list[timedelta]] = {}
    for turn, length in _turns(state):
        role = role_of(state, turn.speaker)
        if role is None:
            side = _OTHERS
        elif state.meeting.profile.presides(turn.capacity):
            # Whoever acts for the chair speaks for no side.
            side = turn.capacity
        elif role.standing is Standing.MEMBER:
            side = sides.get(turn.speaker, f"{role.title}（態度未表明）" if sides else role.title)
        else:
            side = role.title
        found.setdefault(side, []).append(length)
    timed = state.meeting.timed
    rank = {name: number for number, name in enumerate([*map(_side, _ORDER), _MIXED])}
    return tuple(
        Talk(side, len(lengths), sum(lengths, timedelta(0)) // timedelta(minutes=1) if timed else None)
        for side, lengths in sorted(found.items(), key=lambda pair: rank.get(pair[0], len(rank)))
    )


_MIXED = "案件により異なる委員"
_OTHERS = "その他"


def _side(position: Position) -> str:
    return f"{position}の委員"


def _sides(state: State) -> Mapping[Speaker, str]:
    positions: dict[Speaker, set[Position]] = {}
    for stance, _ in standing(state, open_cases(state)):
        positions.setdefault(stance.speaker, set()).add(stance.position)
    return {who: _side(next(iter(said))) if len(said) == 1 else _MIXED for who, said in positions.items()}


def _turns(state: State) -> Iterator[tuple[Turn, timedelta]]:
    """The turns in question, each with its length; one without an end lasted until the next began."""
    begin = 0
    if state.current is not None:
        begin = next(
            (
                at
                for at in range(len(state.entries) - 1, -1, -1)
                if isinstance(entry := state.entries[at], BlockHeading) and entry.block == state.current
            ),
            0,
        )
    turns = [entry for entry in state.entries[begin:] if isinstance(entry, Turn)]
    for turn, following in zip_longest(turns, turns[1:]):
        end = turn.ended or (following or turn).started
        yield turn, max(end - turn.started, timedelta(0))
