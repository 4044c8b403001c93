"""Taking back, putting back, and several commands as one (取消し・やり直し・まとめ)."""

from __future__ import annotations

from typing import ClassVar

from .acts import Command, Event, Stamp
from .errors import Refused
from .record import State, fold

__all__ = [
    "CompoundCommand",
    "Redo",
    "Redone",
    "Undo",
    "Undone",
]


class CompoundCommand(Command, frozen=True, tag="together"):
    """いくつかの操作を一つとして行う（取消しも一度）。"""

    commands: tuple[Command, ...]

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        # Each part sees what the parts before it did; if one is refused, none has happened.
        events: list[Event] = []
        for command in self.commands:
            new = command.decide(state, Stamp(stamp.seq + len(events), stamp.at))
            events += new
            state = fold(new, state)
        return tuple(events)


class _OfHistory(Command, frozen=True):
    """Needs to know what was done before, which a state does not: see ``Timeline.decide``."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        raise Refused("取消しとやり直しは、ほかの操作と組み合わせられません。")


class Undo(_OfHistory, frozen=True, tag="undo"):
    """取り消す。"""


class Redo(_OfHistory, frozen=True, tag="redo"):
    """やり直す。"""


class Undone(Event, frozen=True):
    """取消し of the command whose events carry that batch number."""

    undoable: ClassVar[bool] = False
    batch: int

    def apply(self, state: State) -> State:
        """Nothing in one step: the timeline leaves undone events out before it folds."""
        return state


class Redone(Event, frozen=True):
    """やり直し."""

    undoable: ClassVar[bool] = False
    batch: int

    def apply(self, state: State) -> State:
        """Nothing in one step, like :class:`Undone`."""
        return state
