"""Where a recording is cut before it is recognised (切り分け): at the quiet near a change of speaker. Pure.

The clerk's key comes a little after the change, and a recogniser that hears two turns in one piece joins them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

STEP = 0.05
"""Seconds that one value of loudness stands for."""
REACH = 3.0
"""Seconds before and after a key in which the change of speaker is looked for."""
LATE = 0.7
"""Seconds after the change at which a key usually comes."""
SHORTEST, LONGEST = 1.0, 28.0
"""Seconds of one piece. The model hears 30 at a time."""
LAST = 2.0
"""Seconds of the last piece: of a shorter rest the model makes words that nobody said."""


class Piece(Struct, frozen=True):
    """A stretch of the recording, in seconds."""

    start: float
    end: float


def pieces(loudness: Sequence[float], changes: Iterable[float]) -> tuple[Piece, ...]:
    """The whole recording in pieces, without a gap and without an overlap.

    Args:
        loudness: one value each :data:`STEP` seconds, from the beginning to the end.
        changes: seconds at which the speaker changes, as the clerk's keys have it; may be empty.
    """
    end = len(loudness) * STEP
    cuts = [0.0]
    for change in sorted(changes):
        first, last = max(cuts[-1] + SHORTEST, change - REACH), min(change + REACH, end - LAST)
        at = _quietest(loudness, first, last, near=change - LATE)
        if at is not None:
            cuts.append(at)
    cuts.append(end)
    found: list[Piece] = []
    for start, stop in pairwise(cuts):
        begin = start
        while stop - begin > LONGEST:
            at = _quietest(loudness, begin + LONGEST / 2, begin + LONGEST) or begin + LONGEST
            found.append(Piece(begin, at))
            begin = at
        if stop > begin:
            found.append(Piece(begin, stop))
    return tuple(found)


def _quietest(loudness: Sequence[float], start: float, end: float, near: float | None = None) -> float | None:
    """The middle of the quietest third of a second between the two; None where they leave no room.

    Args:
        near: of pauses that are about as quiet, the one nearest to this second counts.
    """
    first, last = round(start / STEP), round(end / STEP)
    wide = 7
    if last - first < wide:
        return None
    sums = [sum(loudness[at : at + wide]) for at in range(first, last - wide + 1)]
    loudest = max(sums) or 1.0

    def cost(index: int) -> float:
        away = 0.0 if near is None else abs((first + index + wide / 2) * STEP - near)
        return sums[index] / loudest + away * 0.1

    best = min(range(len(sums)), key=cost)
    return round((first + best + wide / 2) * STEP, 2)
