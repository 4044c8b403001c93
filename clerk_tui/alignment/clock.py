"""The clock of the recording against that of the record (時計のずれ): an offset, and a slow drift.

Words that stand in the record were certainly said: each is looked for in what was heard, and the moments at which
they are found give the line. Stock phrases come again and again, so that a find counts only where its neighbours
agree with it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from statistics import median

from msgspec import Struct
from rapidfuzz.fuzz import partial_ratio_alignment

from clerk_tui.domain.text import normalize

from .stream import Stream

_LATEST = 180.0
"""Seconds that a recording may have been started before or after the record, at most."""
_SHORTEST = 8
"""Characters from which a text is worth looking for."""
_LONGEST = 60
"""Characters of a text that are looked for: its beginning."""
_ALIKE = 72.0
"""From this likeness (of 100) on a text counts as found."""
_NEAR = 4.0
"""Seconds within which finds agree."""
_STEEPEST = 0.02
"""Drift at most: two clocks that differ more are no clocks."""


class Anchor(Struct, frozen=True):
    """Words of the record: when the record has them, and what they are."""

    at: float
    """Seconds since the record's beginning."""
    text: str


class ClockFit(Struct, frozen=True):
    """``recording = offset + rate × record``, in seconds."""

    offset: float
    rate: float
    finds: int
    """How many texts agree with it; 0: nothing was found, and the two clocks are taken to be one."""

    def recording(self, moment: float) -> float:
        return self.offset + self.rate * moment


def fit_clock(anchors: Sequence[Anchor], stream: Stream) -> ClockFit:
    """The line that most of the texts agree with."""
    searched = fold_with_places(stream.text)
    finds = [(anchor.at, found) for anchor in anchors for found in _found(anchor, stream, searched)]
    if not finds:
        return ClockFit(0.0, 1.0, 0)
    agreeing = _tracked(finds)
    rate = _slope(agreeing)
    offset = median(found - rate * at for at, found in agreeing)
    near = [(at, found) for at, found in agreeing if abs(found - offset - rate * at) <= _NEAR] or agreeing
    rate = _slope(near)
    offset = median(found - rate * at for at, found in near)
    return ClockFit(offset, rate, len(near))


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each of its characters the place that it came from."""
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        for part in normalize(character):
            folded.append(part)
            places.append(place)
    return "".join(folded), places


def _found(anchor: Anchor, stream: Stream, searched: tuple[str, list[int]]) -> list[float]:
    """Moments at which the text is heard, in windows around where it is expected."""
    wanted = normalize(anchor.text)[:_LONGEST]
    folded, places = searched
    if len(wanted) < _SHORTEST or not folded:
        return []
    found: list[float] = []
    drift = anchor.at * _STEEPEST
    begin = stream.at(anchor.at - _LATEST - drift)
    end = stream.at(anchor.at + _LATEST + drift)
    low, high = _index(places, begin), _index(places, end)
    step = max(len(wanted) * 4, 160)
    for start in range(low, max(high, low + 1), step):
        window = folded[start : min(start + step + len(wanted), high + len(wanted))]
        match = partial_ratio_alignment(wanted, window, score_cutoff=_ALIKE)
        if match is not None and match.dest_end > match.dest_start:
            found.append(stream.moment(places[min(start + match.dest_start, len(places) - 1)]))
    return found


def _index(places: Sequence[int], place: int) -> int:
    return bisect_left(places, place)


def _tracked(finds: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The finds that lie on one line: the offset most agree with, followed from there as it drifts."""
    differences = sorted(found - at for at, found in finds)
    best = max(differences, key=lambda d: sum(1 for other in differences if abs(other - d) <= _NEAR))
    seeds = sorted((at, found) for at, found in finds if abs(found - at - best) <= _NEAR)
    middle = seeds[len(seeds) // 2][0]
    kept = list(seeds)
    for direction in (1, -1):
        recent = [found - at for at, found in seeds][-5:] if direction > 0 else [f - a for a, f in seeds][:5]
        for at, found in sorted(finds, reverse=direction < 0):
            if (at - middle) * direction <= 0 or (at, found) in kept:
                continue
            if abs(found - at - median(recent)) <= _NEAR:
                kept.append((at, found))
                recent = [*recent[-4:], found - at]
    return sorted(set(kept))


def _slope(points: Sequence[tuple[float, float]]) -> float:
    """Theil and Sen: the median of the slopes, which a third of wrong finds does not move."""
    apart = max(points)[0] - min(points)[0]
    slopes = [
        (b[1] - a[1]) / (b[0] - a[0])
        for n, a in enumerate(points)
        for b in points[n + 1 :]
        if b[0] - a[0] > max(apart / 10, 1.0)
    ]
    found = median(slopes) if slopes else 1.0
    return found if abs(found - 1.0) <= _STEEPEST else 1.0
