"""Where one turn ends and the next begins (境目): near its moment, at the end of a sentence, in order."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from msgspec import Struct
from rapidfuzz.fuzz import ratio

from clerk_tui.domain.text import normalize

from .stream import Stream

_REACH = 12.0
"""Seconds around its moment within which a boundary is looked for."""
_JITTER = 1.6
"""Seconds by which a clerk's key is usually off."""
_KNOWN = 14
"""Characters of a known text that are compared at a boundary."""
_SHORTEST = 4
_KNOWN_WORTH = 6.0
"""What a known beginning or end counts against seconds."""
_OFF_SENTENCE = 3.0
"""What it costs to cut where no sentence ends."""


class Edge(Struct, frozen=True):
    """A boundary before a turn."""

    moment: float
    """When the record has it, by the clock of the recording."""
    before: str = ""
    """What the turn before is known to end with."""
    after: str = ""
    """What the turn after is known to begin with."""


class Cut(Struct, frozen=True):
    """A position in the stream, and how much better it is than the next best one."""

    position: int
    margin: float


def cuts(edges: Sequence[Edge], stream: Stream) -> list[Cut]:
    """The positions of all boundaries: the cheapest choice that is in order."""
    candidates = [_candidates(edge, stream) for edge in edges]
    # Dynamic programming: at each boundary, the cheapest way to reach each candidate from those not behind it.
    costs: list[list[float]] = []
    ways: list[list[int]] = []
    for number, places in enumerate(candidates):
        row, way = [], []
        best, best_at, seen = float("inf"), -1, 0
        before = candidates[number - 1] if number else []
        for position, cost in places:
            while seen < len(before) and before[seen][0] <= position:
                if costs[number - 1][seen] <= best:
                    best, best_at = costs[number - 1][seen], seen
                seen += 1
            row.append(cost + (best if number else 0.0))
            way.append(best_at)
        costs.append(row)
        ways.append(way)
    return _followed(candidates, costs, ways)


def _followed(
    candidates: Sequence[Sequence[tuple[int, float]]], costs: list[list[float]], ways: list[list[int]]
) -> list[Cut]:
    chosen: list[Cut] = []
    if not costs:
        return chosen
    at = min(range(len(costs[-1])), key=costs[-1].__getitem__)
    for number in range(len(costs) - 1, -1, -1):
        position, cost = candidates[number][at]
        others = [other for place, other in candidates[number] if abs(place - position) > 2]
        chosen.append(Cut(position, min(others, default=cost + _OFF_SENTENCE) - cost))
        at = ways[number][at]
        if at < 0 and number:
            # Nothing before fits in order: the boundaries before fall together with this one.
            chosen += [Cut(position, 0.0)] * number
            break
    return chosen[::-1]


def _candidates(edge: Edge, stream: Stream) -> list[tuple[int, float]]:
    """Positions near the moment with what each would cost, in order of position."""
    low = bisect_left(stream.breaks, stream.at(edge.moment - _REACH))
    high = bisect_right(stream.breaks, stream.at(edge.moment + _REACH))
    found = {
        stream.breaks[n]: _cost(edge, stream, stream.breaks[n], stream.weights[n]) for n in range(low, high)
    }
    exact = stream.at(edge.moment)
    found.setdefault(exact, _cost(edge, stream, exact, 0.0))
    return sorted(found.items())


def _cost(edge: Edge, stream: Stream, position: int, weight: float) -> float:
    off = abs(stream.moment(position) - edge.moment) / _JITTER
    # A key that is late by much is rare, but not as rare as a square would have it.
    cost = off * off if off < 2 else 4 * off - 4
    cost += (1.0 - weight) * _OFF_SENTENCE
    if len(edge.after) >= _SHORTEST:
        cost -= _KNOWN_WORTH * _likeness(edge.after[:_KNOWN], stream.text[position : position + _KNOWN])
    if len(edge.before) >= _SHORTEST:
        cost -= _KNOWN_WORTH * _likeness(
            edge.before[-_KNOWN:], stream.text[max(0, position - _KNOWN) : position]
        )
    return cost


def _likeness(known: str, heard: str) -> float:
    """0 … 1; half alike is not alike."""
    return max(0.0, ratio(normalize(known), normalize(heard[: len(known)])) / 50.0 - 1.0)
