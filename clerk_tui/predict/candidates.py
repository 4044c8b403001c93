"""The guess itself (次の発言者の候補): how likely a side is, times how likely a person is on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec import Struct

from clerk_tui.domain.record import Speaker, State

from .choice import Choice
from .cues import Call, called
from .flow import sides
from .members import member_choices
from .office import office_choices
from .presiding import chair_choices, reporter_choices
from .scene import Scene, Side, look


class Candidate(Struct, frozen=True):
    """One who may speak next, in which capacity, and why (理由): 「前の質問者」, 「所管課」, 「進行」."""

    speaker: Speaker
    capacity: str
    reason: str


def candidates(state: State, said: str = "") -> tuple[Candidate, ...]:
    """Everybody who may speak next, the likeliest first, nobody twice.

    While somebody has the floor, the guess is about who follows them; otherwise about who follows the last turn.

    Args:
        state: the record; before a preparation was read there are no candidates.
        said: what whoever has the floor has said so far, as typed.
    """
    if not state.prepared:
        return ()
    scene = look(state, state.meeting, said)
    last = scene.last
    call = called(scene, last.paragraphs) if last is not None and last.side is Side.CHAIR else None
    ranked: list[tuple[float, Candidate]] = []
    for side, likely in sides(scene, call).items():
        choices = _choices(scene, side, call)
        total = sum(choice.weight for choice in choices)
        ranked += [
            (likely * choice.weight / total, Candidate(choice.speaker, choice.capacity, choice.reason))
            for choice in choices
        ]
    ranked.sort(key=lambda entry: -entry[0])
    return tuple(candidate for _, candidate in ranked)


class Predictor:
    """Guesses for one meeting; where nothing that a guess goes by has changed, the last one stands."""

    def __init__(self) -> None:
        self._known: list[tuple[tuple[object, ...], tuple[Candidate, ...]]] = []

    def candidates(self, state: State, said: str = "") -> tuple[Candidate, ...]:
        """As :func:`candidates`."""
        basis = _basis(state, said)
        for known, found in self._known:
            if all(one is other or one == other for one, other in zip(known, basis, strict=True)):
                return found
        found = candidates(state, said)
        self._known = [(basis, found), *self._known[:_REMEMBERED]]
        return found


_REMEMBERED = 1
"""Guesses kept beside the latest: who speaks now, and who follows them."""


def _basis(state: State, said: str) -> tuple[object, ...]:
    """All of a state that a guess goes by, what differs most often first."""
    return (
        said,
        state.floor,
        state.phase,
        state.current,
        state.entries,
        state.requests,
        state.attendance,
        state.blocks,
        state.deferred,
        state.meeting,
    )


def _choices(scene: Scene, side: Side, call: Call | None) -> Sequence[Choice]:
    match side:
        case Side.CHAIR:
            return chair_choices(scene)
        case Side.MEMBER:
            return member_choices(scene, call)
        case Side.OFFICE:
            return office_choices(scene, call)
        case Side.REPORTER:
            return reporter_choices(scene, call)
        case _:
            assert_never(side)
