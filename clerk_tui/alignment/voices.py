"""Which label is whose (話者の推定): a table of labels and people, estimated over the whole meeting.

A recogniser names voices, not people, and errs in one stretch of twenty. What a label means is learned from the
turns that time and words have placed already, and is evidence for the others.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from math import log

from msgspec import Struct

from .stream import Stream

_WRONG = 0.06
"""Share of stretches whose label is taken to be wrong."""
_PREVAILS = 0.7
"""Share of a turn's stretches that the label of its speaker has."""
_SEEN = 0.04
"""Share of somebody's turns in which a label of theirs is heard."""
_OWN = 0.25
"""How often somebody's label comes, against the one that comes most, to be theirs."""
_OTHERS = 0.2
_STRETCH = 1.5
"""Stretches from which on a label is not one that is wrong by chance."""
_PRIOR = 0.5
"""Stretches of evidence that every label starts with for every person."""


class LabelShare(Struct, frozen=True):
    """What a label of the transcript stands for, as far as the meeting tells."""

    label: str
    voice: str
    """Whose turns it lies in most of all."""
    share: float
    """0 … 1 of the label's stretches."""
    stretches: float
    """How many stretches the estimate rests on."""


class Voices:
    """The labels of a stream, in stretches up to each break; where ``labels`` is empty nothing else may be asked."""

    def __init__(self, stream: Stream) -> None:
        self.labels = sorted({voice for voice in stream.voices if voice})
        if len(self.labels) < 2:
            self.labels = []
        number = {label: at for at, label in enumerate(self.labels)}
        self._sums: list[tuple[float, ...]] = []
        self.table: Mapping[str, Sequence[float]] = {}
        """For each voice the logarithm of how likely each label is."""
        count = max(1, len(self.labels))
        self._even = [-log(count)] * len(self.labels)
        wrong = log(_WRONG / max(1, count - 1))
        self._gain = log(1 - _WRONG) - wrong
        """What a stretch with the right label is worth against one with a wrong one."""
        self._loss = wrong + log(count)
        """What a stretch with a wrong label costs against any label at all."""
        if not self.labels:
            return
        sums = [0.0] * len(self.labels)
        spans = list(zip(pairwise([*stream.joints, len(stream.text)]), stream.voices, strict=True))
        at = 0
        done = 0
        self._sums.append(tuple(sums))
        for position in stream.breaks[1:]:
            while at < len(spans) and done < position:
                (begin, end), label = spans[at]
                until = min(end, position)
                if label in number and until > done:
                    # A stretch counts once, however long: its label is right or wrong as a whole.
                    sums[number[label]] += (until - max(done, begin)) / max(12, end - begin)
                done = until
                if until == end:
                    at += 1
            self._sums.append(tuple(sums))

    def counts(self, first: int, last: int) -> list[float]:
        """Stretches of each label between two breaks."""
        return [b - a for a, b in zip(self._sums[first], self._sums[last], strict=True)]

    def scorer(self, at: Sequence[int], voice: str) -> Callable[[int, int], float]:
        """How likely the labels are where one person speaks: a logarithm, against any labels at all.

        For any two of the breaks ``at``, by their places there; only labels that occur are looked at.
        """
        known = self.table.get(voice, self._even)
        first, last = self._sums[at[0]], self._sums[at[-1]]
        rows = [
            ([self._sums[n][label] for n in at], known[label])
            for label in range(len(self.labels))
            if last[label] > first[label]
        ]
        gain, loss = self._gain, self._loss

        def score(i: int, j: int) -> float:
            best = -1e9
            total = 0.0
            for row, likely in rows:
                count = row[j] - row[i]
                if count > 0:
                    total += count
                    value = count * gain + likely
                    best = max(best, value)
            return best + total * loss if total else 0.0

        return score

    def agree(self, first: int, last: int, voice: str) -> bool:
        """Whether one label prevails between two breaks that is known from this person's turns, or nobody's."""
        counts = self.counts(first, last)
        total = sum(counts)
        if not total:
            return True
        best = max(range(len(counts)), key=counts.__getitem__)
        known = self.table.get(voice)
        return counts[best] >= _PREVAILS * total and (known is None or known[best] > log(_SEEN))

    def contradict(self, first: int, last: int, voice: str) -> bool:
        """Whether labels that are not this person's have a fifth of what lies between two breaks, and more than a stretch:
        one is wrong now and then.
        """
        known = self.table.get(voice)
        if known is None:
            return False
        counts = self.counts(first, last)
        least = max(known) + log(_OWN)
        others = sum(count for count, likely in zip(counts, known, strict=True) if likely < least)
        return others > max(_STRETCH, _OTHERS * sum(counts))

    def bounded(self, first: int, last: int) -> bool:
        """Whether the label that prevails between two breaks is that at both ends, and not that outside of them."""
        label = self.prevailing(first, last)
        if label is None:
            return False
        inside = (self.at(first, 1), self.at(last, -1))
        outside = (self.at(first, -1), self.at(last, 1))
        return inside == (label, label) and label not in outside

    def prevailing(self, first: int, last: int) -> int | None:
        """The label of most stretches between two breaks; None: none has one."""
        counts = self.counts(first, last)
        return max(range(len(counts)), key=counts.__getitem__) if sum(counts) else None

    def at(self, at: int, step: int) -> int | None:
        """The label right behind a break (``step`` 1) or before it (-1); None: at an end of the stream."""
        other = at + step
        if not 0 <= other < len(self._sums):
            return None
        return self.prevailing(min(at, other), max(at, other))

    def learn(self, spans: Sequence[tuple[int, int, str]]) -> None:
        """Estimate the table from breaks ``first`` … ``last`` in which a voice has surely spoken."""
        counted: dict[str, list[float]] = defaultdict(lambda: [_PRIOR / len(self.labels)] * len(self.labels))
        for first, last, voice in spans:
            counts = self.counts(first, last)
            total = sum(counts)
            if total:
                # By turn: which label it has, not how long it was.
                weight = min(total, 4.0) / total
                counted[voice] = [a + b * weight for a, b in zip(counted[voice], counts, strict=True)]
        self.table = {
            voice: [log((1 - _WRONG) * value / sum(values) + _WRONG / len(values)) for value in values]
            for voice, values in counted.items()
        }

    def shares(self, spans: Sequence[tuple[int, int, str]]) -> tuple[LabelShare, ...]:
        """For each label whose it is, for the screen."""
        owners: dict[str, Counter[str]] = {label: Counter() for label in self.labels}
        for first, last, voice in spans:
            for label, count in zip(self.labels, self.counts(first, last), strict=True):
                owners[label][voice] += count  # type: ignore[assignment]
        found = []
        for label, counter in owners.items():
            total = sum(counter.values())
            if total > 0:
                voice, count = counter.most_common(1)[0]
                found.append(LabelShare(label, voice, count / total, float(total)))
        return tuple(found)
