"""All ways to divide a stretch of words among turns, weighed against each other (分け方の格子).

Between two places that the words themselves fix, every choice of boundaries is scored by what is known: the keys'
times, ends of sentences, voices, phrases, words that the record has, and that a turn may have been missed by the
clerk, or not heard by the recorder. Forward and backward sums give, for each turn, the best span and the
probability that it is right: what is sure is what no other way comes near, not what has no rival next to it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import exp, log, log1p

from msgspec import Struct

from .edges import Edges
from .matching import Find
from .phrasing import Part, Phrasing
from .stream import ENDING, JOINT, Stream
from .voices import Voices

NEVER = -1e18
_LATE, _EARLY = 20.0, 4.0
"""Seconds: how far keys of the rare kind are off."""
_BURST = 90.0
"""Seconds by which a key that was made up for later may be late."""
_OUTSIDE = log(0.05)
"""Words before the first turn of all, or after the last."""
_EXAMPLES = 12
"""Known keys from which on theirs is the way in which keys are late."""
_NARROW = 0.4
"""Seconds within which two keys are late alike."""
_FOREIGN = 2.0
"""What phrases say for a missed turn at most: they are no voice."""
_SHORT = 6
"""Characters below which a missed turn is not looked for: a call from the side."""
_MANY = 8000
"""Breaks times turns of a stretch from which on places where hardly a sentence ends are left out."""
_HOPELESS = 10.0
"""How much less likely than the best place of a key nothing else could make up for: a logarithm."""
_NEAR = 0.92
"""Share of a turn's characters that must be the same in another way for it to count as the same span."""


class Slot(Struct, frozen=True):
    """A turn of the record, as the lattice needs it."""

    number: int
    guesses: tuple[float, ...]
    """Where its key lies in the recording, in seconds of the stream: one place, or one for each piece."""
    text: str
    finds: tuple[Find, ...]
    """Where its words were heard; empty: nowhere, or it has none."""
    voice: str
    part: Part
    made_up: float = 0.0
    """How likely it is that it was keyed later, with others, as the keys show it."""
    missed: float = 0.001
    """How likely it is that a turn between this one and the next was never keyed."""
    unheard: float = 0.004
    """How likely it is that nothing of it was heard."""


class Span(Struct, frozen=True):
    """What a turn gets."""

    number: int
    begin: int
    end: int
    """Positions in the stream; equal: nothing."""
    certainty: float
    """0 … 1: the probability that nine tenths of it are right."""


class Weighing(Struct, frozen=True):
    """What does not change from one stretch to the next."""

    stream: Stream
    phrasing: Phrasing
    voices: Voices
    spread: float
    """Seconds by which keys usually lie off the clock."""
    rare: float
    """Share of keys that are off by far."""
    lateness: Sequence[float]
    """Seconds by which each key that is known lies behind the clock."""
    edges: Edges

    def time(self, slot: Slot, moment: float) -> float:
        """Logarithm of how likely its key is where it is if the turn begins at a moment."""
        return _sum([self._density(slot, guess - moment) for guess in slot.guesses]) - log(len(slot.guesses))

    def _density(self, slot: Slot, late: float) -> float:
        usual = -abs(late) / self.spread - log(2 * self.spread)
        if len(self.lateness) >= _EXAMPLES:
            # How this clerk's keys lie: late by turns, never early, or all alike.
            width = max(_NARROW, 0.5 * self.spread)
            near = sum(exp(-abs(late - each) / width) for each in self.lateness)
            usual = _plus(usual - log(2), log(near + 1e-300) - log(2 * width * len(self.lateness)) - log(2))
        far = (-late / _LATE - log(_LATE) if late > 0 else late / _EARLY - log(_EARLY)) - 0.7
        value = _plus(log1p(-self.rare) + usual, log(self.rare) + far)
        if slot.made_up:
            # Two short turns are keyed at once as well.
            burst = -log(_BURST) - late / _BURST if late > 0 else -log(_BURST) + late / 1.5
            value = _plus(value + log1p(-slot.made_up), burst + log(slot.made_up))
        return value


def weigh(
    slots: Sequence[Slot], low: int, high: int, weighing: Weighing, *, opens: bool, closes: bool
) -> list[Span]:
    """The best way to divide the words between two positions, and how sure each turn's share is.

    Args:
        slots: the turns, in order; where ``opens`` is false the first begins at ``low``.
        low: position at which the stretch begins.
        high: position at which it ends.
        weighing: what the scores are made of.
        opens: whether words may lie before the first turn (the stream begins here).
        closes: whether words may lie after the last turn (the stream ends here).
    """
    return _Stretch(slots, low, high, weighing, opens=opens, closes=closes).spans()


class _Stretch:
    def __init__(
        self,
        slots: Sequence[Slot],
        low: int,
        high: int,
        weighing: Weighing,
        *,
        opens: bool,
        closes: bool,
    ) -> None:
        self.slots, self.weighing = slots, weighing
        self.opens, self.closes = opens, closes
        stream = weighing.stream
        first, last = bisect_left(stream.breaks, low), bisect_left(stream.breaks, high)
        self.at = list(range(first, last + 1))
        """Breaks of the stretch."""
        self._thin()
        self.count = len(self.at)
        self.position = [stream.breaks[n] for n in self.at]
        self.moment = [stream.moment(position) for position in self.position]
        self.edge = [weighing.edges[n] for n in self.at]
        self.edge[0] = self.edge[-1] = 0.0
        self.starts = [self._starts(number) for number in range(len(slots))]
        self.scores: list[dict[tuple[int, int], float]] = [
            self._spans(number) for number in range(len(slots))
        ]

    def _thin(self) -> None:
        """Where there are too many breaks, those where a sentence hardly ends are left out."""
        weights = self.weighing.stream.weights
        for least in (JOINT, ENDING):
            if len(self.at) * max(1, len(self.slots)) <= _MANY:
                return
            self.at = [n for n in self.at if weights[n] >= least or n in (self.at[0], self.at[-1])]

    def _starts(self, number: int) -> list[float]:
        """Logarithm for each break that the turn begins there, by its key; NEVER: out of the question."""
        slot = self.slots[number]
        if number == 0 and not self.opens:
            return [0.0] + [NEVER] * (self.count - 1)
        found = [self.weighing.time(slot, moment) for moment in self.moment]
        best = max(found)
        # Far behind the best place nothing else could make up for it.
        return [value if value > best - _HOPELESS else NEVER for value in found]

    def _spans(self, number: int) -> dict[tuple[int, int], float]:
        """The score of each span of a turn that is possible at all."""
        slot, weighing = self.slots[number], self.weighing
        found: dict[tuple[int, int], float] = {}
        starts = self.starts[number]
        last = self.count - 1
        if number + 1 < len(self.slots):
            following = self.starts[number + 1]
            last = max((j for j in range(self.count) if following[j] > NEVER), default=last)
        none = log(slot.unheard) - (3.0 if slot.finds else 0.0)
        phrases = weighing.phrasing.rising(self.at, slot.part)
        # Nothing is subtracted twice: what depends on the end alone is added up once.
        ends = [edge + phrase for edge, phrase in zip(self.edge, phrases, strict=True)]
        labels = weighing.voices.scorer(self.at, slot.voice) if weighing.voices.labels else None
        for i in range(self.count):
            if starts[i] <= NEVER:
                continue
            base = starts[i] + log1p(-slot.unheard) - phrases[i]
            # Where nothing was heard, no place is likelier than another.
            found[i, i] = none - log(20.0)
            for j in range(i + 1, last + 1):
                value = base + ends[j]
                if labels is not None:
                    value += labels(i, j)
                if slot.text:
                    value += self._known(slot, self.position[i], self.position[j])
                found[i, j] = value
        return found

    def _known(self, slot: Slot, begin: int, end: int) -> float:
        """What the words that the record has say of a span."""
        best = -3.0
        for find in slot.finds:
            value = 0.0
            worth = (1.5 + min(len(slot.text), 30) / 5) * max(0.0, 2 * find.likeness - 1)
            if begin <= find.begin and find.end <= end:
                value += worth
                value += worth if abs(begin - find.begin) <= 2 else -0.1 * min(20, find.begin - begin)
                value += 0.7 * worth if abs(end - find.end) <= 2 else -0.02 * min(50, end - find.end)
                best = max(best, value)
        return best

    def _between(self) -> list[list[tuple[int, float]]]:
        """Words that belong to nobody in the record: for each break where they begin, where they end and the score."""
        weighing = self.weighing
        weights = weighing.stream.weights
        labels = weighing.voices.scorer(self.at, "") if weighing.voices.labels else None
        whole = [k for k in range(self.count) if weights[self.at[k]] >= ENDING or k in (0, self.count - 1)]
        rows: list[list[tuple[int, float]]] = [[] for _ in range(self.count)]
        for place, i in enumerate(whole):
            for j in whole[place + 1 :]:
                if self.position[j] - self.position[i] >= _SHORT:
                    foreign = weighing.phrasing.other(self.at[i], self.at[j], Part.OTHER)
                    score = self.edge[j] + min(_FOREIGN, foreign)
                    rows[i].append((j, score + labels(i, j) if labels is not None else score))
        return rows

    def spans(self) -> list[Span]:
        between = self._between()
        slots, count = self.slots, self.count
        last = count - 1
        # ahead[s][i]: slot s begins at i.
        ahead = [[0.0] + [_OUTSIDE if self.opens else NEVER] * last]
        ended: list[list[float]] = []
        missed = [log(slot.missed) for slot in slots]
        for number in range(len(slots)):
            done: list[list[float]] = [[] for _ in range(count)]
            for (i, j), score in self.scores[number].items():
                if ahead[number][i] > NEVER:
                    done[j].append(ahead[number][i] + score)
            ends = [_sum(values) for values in done]
            ended.append(ends)
            ways = [[end] for end in ends]
            for i, end in enumerate(ends):
                if end > NEVER:
                    for j, score in between[i]:
                        ways[j].append(end + score + missed[number])
            ahead.append([_sum(values) for values in ways])
        # behind[s][j]: everything from slot s on, where slot s - 1 ended at j; nobody asks for s = 0.
        behind: list[list[float]] = [[NEVER] * count for _ in range(len(slots) + 1)]
        final = [_OUTSIDE if self.closes else NEVER] * count
        if not self.closes:
            for i, row in enumerate(between):
                final[i] = max((score + missed[-1] for j, score in row if j == last), default=NEVER)
        final[last] = 0.0
        behind[len(slots)] = final
        for number in range(len(slots) - 1, 0, -1):
            begins: list[list[float]] = [[] for _ in range(count)]
            for (i, j), score in self.scores[number].items():
                if behind[number + 1][j] > NEVER:
                    begins[i].append(score + behind[number + 1][j])
            start = [_sum(values) for values in begins]
            behind[number] = [
                _sum(
                    [
                        start[j],
                        *(
                            score + missed[number - 1] + start[i]
                            for i, score in between[j]
                            if start[i] > NEVER
                        ),
                    ]
                )
                for j in range(count)
            ]
        total = _sum([ends + rest for ends, rest in zip(ended[-1], final, strict=True)])
        if total <= NEVER / 2:
            return self._even()
        best = self._best(between, final)
        return [self._sure(number, best[number], ahead, behind, total) for number in range(len(slots))]

    def _best(self, between: list[list[tuple[int, float]]], final: list[float]) -> list[tuple[int, int]]:
        """The single best way: spans of breaks of the stretch."""
        count = self.count
        start = [_OUTSIDE if i and self.opens else 0.0 if not i else NEVER for i in range(count)]
        steps: list[tuple[list[int], list[int]]] = []
        for number in range(len(self.slots)):
            ends, ways = [NEVER] * count, [-1] * count
            for (i, j), score in self.scores[number].items():
                if start[i] > NEVER and start[i] + score > ends[j]:
                    ends[j], ways[j] = start[i] + score, i
            nexts, left = list(ends), list(range(count))
            for i in range(count):
                if ends[i] <= NEVER:
                    continue
                for j, score in between[i]:
                    value = ends[i] + score + log(self.slots[number].missed)
                    if value > nexts[j]:
                        nexts[j], left[j] = value, i
            steps.append((ways, left))
            last, start = ends, nexts
        end = max(range(count), key=lambda j: last[j] + final[j])
        found: list[tuple[int, int]] = []
        for number in range(len(self.slots) - 1, -1, -1):
            begin = steps[number][0][end]
            found.append((begin, end))
            if number:
                end = steps[number - 1][1][begin]
        return found[::-1]

    def _sure(
        self,
        number: int,
        best: tuple[int, int],
        ahead: list[list[float]],
        behind: list[list[float]],
        total: float,
    ) -> Span:
        begin, end = self.position[best[0]], self.position[best[1]]
        certainty = 0.0
        for (i, j), score in self.scores[number].items():
            if ahead[number][i] <= NEVER or behind[number + 1][j] <= NEVER:
                continue
            value = ahead[number][i] + score + behind[number + 1][j] - total
            if value < -14:
                continue
            a, b = self.position[i], self.position[j]
            same = min(b, end) - max(a, begin)
            if (i, j) == best or (same > 0 and same >= _NEAR * max(b - a, end - begin)):
                certainty += exp(value)
        return Span(self.slots[number].number, begin, end, min(1.0, certainty))

    def _even(self) -> list[Span]:
        """Nothing is in order: all falls to the first, and nothing is sure."""
        low, high = self.position[0], self.position[-1]
        return [
            Span(slot.number, low if number == 0 else high, high, 0.0)
            for number, slot in enumerate(self.slots)
        ]


def _plus(a: float, b: float) -> float:
    if a < b:
        a, b = b, a
    return a if b < a - 40 else a + log1p(exp(b - a))


def _sum(values: Sequence[float]) -> float:
    """Logarithm of the sum of what the values are logarithms of."""
    best = max(values, default=NEVER)
    if best <= NEVER / 2:
        return NEVER
    return best + log(sum(exp(value - best) for value in values if value > best - 40))
