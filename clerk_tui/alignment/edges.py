"""Where speakers change (境目の見た目): what this recogniser does there, learned from the changes that are known.

One recogniser begins a new segment at each pause, another cuts anywhere; one leaves silences, another stretches its
words over them; one changes its label where the voice changes, another some words later. The turns whose words the
record has show which it is.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from math import log

from .stream import CHANGE, ENDING, FULL_STOP, JOINT, PAUSE, Stream
from .turning import turning

_SILENCE = 0.6
"""Seconds between two characters that are a pause."""
_EXAMPLES = 6
"""Known changes from which on anything is learned."""
_MOST, _LEAST = 2.0, -2.5
_TRUE = 0.6
"""Share of known changes at which the label changes as well, from which on a change of label is one of speaker."""


class Edges:
    """For each break of a stream what speaks for a change of speaker there: a logarithm."""

    def __init__(self, stream: Stream, begins: Sequence[int]) -> None:
        stops = sum(1 for weight in stream.weights if weight == FULL_STOP)
        self.punctuated = stops * 120 > len(stream.text)
        """Whether the recogniser writes full stops."""
        joints = set(stream.joints)
        labels = _labels_at(stream)
        least = PAUSE if self.punctuated else ENDING
        kinds = [(stream.gap(position) > _SILENCE, position in joints) for position in stream.breaks]
        changes = [position in labels for position in stream.breaks]
        places = [
            at
            for begin in begins
            if 0 < begin < len(stream.text)
            and (at := bisect_left(stream.breaks, begin)) < len(stream.breaks)
            and stream.breaks[at] == begin
        ]
        ends = [at for at, weight in enumerate(stream.weights) if weight >= least]
        known = len(places) >= _EXAMPLES
        look = _likelihoods(Counter(kinds[at] for at in places), Counter(kinds[at] for at in ends))
        turned = _likelihoods(Counter(changes[at] for at in places), Counter(changes[at] for at in ends))
        self.labels_turn = bool(labels) and (
            not known or sum(changes[at] for at in places) >= _TRUE * len(places)
        )
        """Whether a change of label is a change of speaker to the character."""
        self.turning = turning(stream)
        """For each break what the sentences on both sides say."""
        self._scores = [
            self._cost(weight)
            + (look.get(kind, 0.0) if known else 0.0)
            + (turned.get(change, 0.0) if known and labels else 0.0)
            + turns
            for weight, kind, change, turns in zip(stream.weights, kinds, changes, self.turning, strict=True)
        ]
        self._scores[0] = self._scores[-1] = 0.0
        self._firm = [
            weight in (FULL_STOP, PAUSE, ENDING)
            or (weight == CHANGE and (stream.ends_at(position) or (self.labels_turn and not self.punctuated)))
            for position, weight in zip(stream.breaks, stream.weights, strict=True)
        ]

    def __getitem__(self, at: int) -> float:
        return self._scores[at]

    def is_firm(self, at: int) -> bool:
        """Whether a turn may surely end at the break: a sentence's end, a pause, or another voice."""
        return self._firm[at]

    def _cost(self, weight: float) -> float:
        if weight == FULL_STOP:
            return 0.0
        if weight == CHANGE:
            return -3.0 if self.punctuated or not self.labels_turn else 0.0
        if weight == PAUSE:
            return -0.7 if self.punctuated else -0.2
        if weight == ENDING:
            return -2.5 if self.punctuated else -0.4
        if weight == JOINT:
            return -6.0 if self.punctuated else -2.5
        return -8.0 if self.punctuated else -4.5


def _labels_at(stream: Stream) -> set[int]:
    """Positions at which the label changes."""
    found = set()
    before = ""
    for joint, voice in zip(stream.joints, stream.voices, strict=False):
        if voice and before and voice != before:
            found.add(joint)
        before = voice or before
    return found


def _likelihoods(there: Counter, usual: Counter) -> dict:  # type: ignore[type-arg]
    """For each look of a break how much likelier it is at a change than at the end of any sentence."""
    kinds = set(there) | set(usual)
    a, b = sum(there.values()) + len(kinds), sum(usual.values()) + len(kinds)
    return {
        kind: max(_LEAST, min(_MOST, log((there[kind] + 1) / a) - log((usual[kind] + 1) / b)))
        for kind in kinds
    }
