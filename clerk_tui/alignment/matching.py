"""Where in the stream known words are heard (既知の言葉の所在): candidates by shared trigrams, then measured.

A recogniser mishears a character here and there and writes fillers; a text counts as found from a likeness on,
wherever it stands. Phrases that come again and again are found again and again: the clock decides which is which.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from msgspec import Struct
from rapidfuzz.fuzz import partial_ratio_alignment

from clerk_tui.domain.text import normalize

from .stream import Stream

SHORTEST = 7
"""Characters from which a text is worth looking for in the whole stream."""
_EDGE = 40
"""Characters of a long text that are measured at its beginning and at its end."""
_ALIKE = 70.0
_COMMON = 400
"""A trigram that comes more often says nothing of a place."""
_SNAP = 4
"""Characters by which fillers and misheard words move the edge of a find off the end of a sentence."""
_MOST = 25
"""Candidates of one text that are measured."""


class Find(Struct, frozen=True):
    """Known words in the stream."""

    begin: int
    end: int
    """Positions in the stream."""
    likeness: float
    """0 … 1."""


class Index:
    """A stream made ready for looking words up."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream
        self.folded, self.places = fold_with_places(stream.text)
        self._grams: dict[str, list[int]] = defaultdict(list)
        for at in range(len(self.folded) - 2):
            self._grams[self.folded[at : at + 3]].append(at)

    def finds(self, text: str, low: int = 0, high: int | None = None) -> list[Find]:
        """Places of a text between two positions, best first; none where it is nowhere like it."""
        wanted = normalize(text)
        if len(wanted) < 2 or not self.folded:
            return []
        first = bisect_left(self.places, low)
        last = bisect_left(self.places, high) if high is not None else len(self.folded)
        head = wanted[:_EDGE]
        found: dict[tuple[int, int], Find] = {}
        for at in self._candidates(head, first, last):
            begin = self._measured(head, at, first, last)
            if begin is None:
                continue
            end = begin
            if len(wanted) > _EDGE:
                expected = begin[0] + len(wanted) - _EDGE
                slack = max(12, len(wanted) // 4)
                tail = self._window(wanted[-_EDGE:], expected - slack, expected + _EDGE + slack, last)
                # Where its beginning alone is as the record has it, how far it goes is not known.
                lame = (begin[0], begin[1], begin[2] * 0.8)
                end = lame if tail is None else (tail[0], tail[1], min(begin[2], tail[2]))
            whole = Find(self._place(begin[0]), self._place(end[1]), end[2])
            found.setdefault((whole.begin // 4, whole.end // 4), self._snapped(whole))
        return sorted(found.values(), key=lambda find: -find.likeness)

    def _candidates(self, wanted: str, first: int, last: int) -> list[int]:
        if len(wanted) < 4:
            places: list[int] = []
            at = self.folded.find(wanted, first, last)
            while at >= 0 and len(places) < _MOST:
                places.append(at)
                at = self.folded.find(wanted, at + 1, last)
            return places
        votes: dict[int, int] = defaultdict(int)
        for offset in range(len(wanted) - 2):
            known = self._grams.get(wanted[offset : offset + 3], [])
            if len(known) > _COMMON:
                continue
            for place in known[bisect_left(known, first) : bisect_left(known, last)]:
                votes[(place - offset) // 6] += 1
        least = max(2, (len(wanted) - 2) // 4)
        # A find lies across two of the stretches as often as not.
        counted = {key: votes[key] + votes.get(key + 1, 0) for key in list(votes)}
        chosen = sorted(
            (key for key, count in counted.items() if count >= min(least, len(wanted) - 3)),
            key=lambda key: -counted[key],
        )
        return [max(first, key * 6) for key in chosen[:_MOST]]

    def _measured(self, wanted: str, at: int, first: int, last: int) -> tuple[int, int, float] | None:
        slack = max(8, len(wanted) // 4)
        return self._window(wanted, max(first, at - slack), at + len(wanted) + 2 * slack, last)

    def _window(self, wanted: str, low: int, high: int, last: int) -> tuple[int, int, float] | None:
        low = max(0, low)
        window = self.folded[low : min(high, last)]
        if len(window) < len(wanted) // 2:
            return None
        match = partial_ratio_alignment(wanted, window, score_cutoff=_ALIKE)
        if match is None or match.dest_end <= match.dest_start:
            return None
        return low + match.dest_start, low + match.dest_end, match.score / 100

    def _place(self, at: int) -> int:
        return self.places[at] if at < len(self.places) else len(self.stream.text)

    def _snapped(self, find: Find) -> Find:
        """Edges moved to the end of a sentence close by."""
        # What was put in or left out between moves one edge as far as that.
        reach = _SNAP + min(_SNAP, round((1 - find.likeness) * min(_EDGE, find.end - find.begin)))
        begin = self.stream.before_fillers(self._near(find.begin, reach))
        end = self.stream.before_fillers(self._near(find.end, reach))
        return Find(begin, end, find.likeness) if begin < end else find

    def _near(self, position: int, reach: int) -> int:
        breaks, weights = self.stream.breaks, self.stream.weights
        low, high = bisect_left(breaks, position - reach), bisect_left(breaks, position + reach + 1)
        around = [(abs(breaks[n] - position) - 4 * weights[n], breaks[n]) for n in range(low, high)]
        return min(around)[1] if around else position


def fold_with_places(text: str) -> tuple[str, Sequence[int]]:
    """The text as it is compared, and for each of its characters the place that it came from."""
    known: dict[str, str] = {}
    folded: list[str] = []
    places: list[int] = []
    for place, character in enumerate(text):
        parts = known.get(character)
        if parts is None:
            parts = known[character] = normalize(character)
        for part in parts:
            folded.append(part)
            places.append(place)
    return "".join(folded), places
