"""The gist of a turn (要点): what the summary of the points prints of it, in the clerk's own words or as it was said."""

from __future__ import annotations

from .acts import Command, Event, Stamp
from .entries import turn_changed
from .ids import EntryId, TurnId
from .lookups import turn_of
from .record import State, Turn
from .text import clean

__all__ = ["MarkPoint", "PointMarked"]

AS_SAID = "〃"
"""A point that is the turn's own words."""


class MarkPoint(Command, frozen=True, tag="point"):
    """発言を要点記録に載せる・外す。"""

    entry: TurnId | None
    point: str = AS_SAID
    """The clerk's own words for it; empty: the turn is no point any more."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        point = "\n".join(line.strip() for line in clean(self.point).split("\n") if line.strip())
        return () if turn.point == point else (PointMarked(turn.id, point),)


class PointMarked(Event, frozen=True):
    """要点; empty: none."""

    entry: EntryId
    point: str

    def apply(self, state: State) -> State:
        return turn_changed(state, self.entry, point=self.point)


def joined(first: Turn, second: Turn) -> str:
    """The point of two turns that become one."""
    points = [turn for turn in (first, second) if turn.point]
    if all(turn.point == AS_SAID for turn in points):
        return AS_SAID if points else ""
    return "\n".join(turn.text if turn.point == AS_SAID else turn.point for turn in points)
