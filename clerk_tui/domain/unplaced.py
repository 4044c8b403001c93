"""What a transcript holds and no turn has (置き場所のない言葉): kept, lest it be taken for part of the minutes."""

from __future__ import annotations

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .lookups import meeting_of
from .record import State, Unplaced
from .text import clean

__all__ = ["ListUnplaced", "UnplacedListed"]


class ListUnplaced(Command, frozen=True, tag="unplaced"):
    """文字起こしの、どの発言にも入らなかった言葉を控える。前の控えと置き換わる。"""

    words: tuple[Unplaced, ...] = ()

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        words = tuple(replace(each, text=clean(each.text).strip()) for each in self.words)
        words = tuple(each for each in words if each.text)
        return () if words == state.unplaced else (UnplacedListed(words),)


class UnplacedListed(Event, frozen=True):
    """置き場所のない言葉の控え."""

    words: tuple[Unplaced, ...]

    def apply(self, state: State) -> State:
        return replace(state, unplaced=self.words)
