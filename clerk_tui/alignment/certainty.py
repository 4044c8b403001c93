"""What is believed of a turn's words (確かさ): sure is what several independent things say at once.

The lattice tells how likely a span is among all others. That is not enough: its own assumptions may be wrong for
this clerk or this recogniser. So whatever else is known is asked as well: finds near by, ends of sentences, the
keys, the labels, and whether the words speak like one person of that part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from msgspec import Struct
from rapidfuzz.fuzz import partial_ratio

from clerk_tui.domain.text import normalize
from clerk_tui.transcript.hallucinations import LOOP

from .clock import ClockFit, Pin
from .lattice import Slot as Place
from .lattice import Span, Weighing
from .phrasing import Part, foreign_edges, interrupted, introduces, one_voice
from .proposal import Confidence, Slot
from .stream import CHANGE, ENDING, FULL_STOP, Stream

_SURE, _LIKELY = 0.96, 0.75
"""Probabilities from which a proposal is sure, or likely."""
_SURER = 0.98
"""The same as ``_SURE`` where keys are late or full stops are missing."""
_SUREST, _STRAYING = 0.99, 0.07
"""The same where that share of the keys is off by so much that a sentence may lie between."""
_SETTLED, _UPON = 0.94, 0.9
"""The same where the keys lie close to the clock and none strays, and where this turn's and the next one's do as well.

Counted on simulated hearings of three meetings, where keys lie within a second: of turns with a probability from 0.9 to
0.96 none of 367 was wrong, and of those above it one of 5 448.
"""
_STEADY = 0.03
"""Share of the keys that may stray from a clock that is kept to."""
_UNRIVALLED = 0.995
"""Probability from which what is known outweighs how sentences at a boundary speak though keys lie off by more."""
_BURST = 90.0
"""Seconds by which a key that was made up for later may be late."""
_FREE = 2.0
"""Seconds by which any key may lie off its turn."""
_CLOSE = 0.7
"""Seconds by which keys usually lie off the clock where they are pressed as somebody begins, and times are exact."""
_TIGHT = 1.0
"""Seconds off its turn by which a key may lie that says by itself where the turn begins."""
_BREATH = 1.5
"""Seconds without a word that are longer than a breath."""
_SHORT = 80
"""Characters of a turn from which on a few at its edges do not matter."""
_SLIGHT = 0.06
"""Share of a turn's characters that may lie on the other side of a boundary."""
_CLEAR = 0.97
"""How much alike words are that were hardly misheard."""
_BESIDE = 14
"""Characters around found words in which a sentence's end is theirs."""
_TURNS = 0.9
"""How much a sentence's end within a turn may look like one of a turn where turns are known to be missing."""
_ON = -0.9
"""What the words at a boundary say where they go on with something: a logarithm."""
_HEAD, _ALIKE = 40, 70.0
"""Characters of known words that are compared, and how alike they are where they were heard."""
_LONG = 300
"""Characters of a turn from which on the rest of a segment at its edge does not matter."""
_PAUSE = 0.3
"""Seconds that a sentence's end is heard by."""
_SILENCE = 5.0
"""Seconds without a word that no speaker leaves."""
_SPEED = 5.0
"""Characters a second."""


class Certainty(Struct, frozen=True):
    """All that is asked of a turn beside the lattice."""

    slots: Sequence[Slot]
    places: Sequence[Place]
    stream: Stream
    fit: ClockFit
    pins: Mapping[int, Pin]
    weighing: Weighing
    strict: bool
    """Whether the record shows that turns were not keyed."""
    unreliable: bool
    """Whether so many keys are late, or sentences without an end, that no boundary stands on its key alone."""

    def of(self, number: int, spans: Sequence[Span]) -> Confidence:
        """How sure one turn's span is."""
        span = spans[number]
        if span.end <= span.begin or not (self.fit.believed or self.fit.given):
            return Confidence.DOUBTFUL
        told_apart = self._told_apart(number, spans)
        if (
            span.certainty >= self._needed(number, spans)
            and self._whole(number, spans)
            and (self._outweighs(span) or self._fits(number, spans))
            and self._in_time(number, spans)
            and (not self.unreliable or self._held(number, spans))
            and (told_apart or all(self._divides(at, spans, span) for at in (number, number + 1)))
            and (told_apart or not self.weighing.edges.labels_turn or self._on_time(number, spans))
            and ((told_apart and not self.strict) or self._of_a_piece(number, spans, told_apart=told_apart))
        ):
            return Confidence.SURE
        return Confidence.LIKELY if span.certainty >= _LIKELY else Confidence.DOUBTFUL

    def _needed(self, number: int, spans: Sequence[Span]) -> float:
        """The probability from which a turn may be sure: less where the keys have shown that they can be trusted."""
        if self.fit.strays > _STRAYING:
            return _SUREST
        if self.unreliable or self.strict or self.slots[number].part is Part.OTHER:
            return _SURER
        if self.fit.spread > _TIGHT or self.fit.strays > _STEADY or not self._stops(spans[number]):
            return _SURE
        near = _TIGHT if self.fit.spread <= _CLOSE else _CLOSE
        upon = all(
            at in self.pins
            or at >= len(spans)
            or spans[at].end <= spans[at].begin
            or self._late(at, spans) <= near
            for at in (number, number + 1)
        )
        return _UPON if upon else _SETTLED if self.fit.spread <= _CLOSE else _SURE

    def _stops(self, span: Span) -> bool:
        """Whether both edges are full stops, or words that the record has."""
        breaks, weights = self.stream.breaks, self.stream.weights
        known = {edge for pin in self.pins.values() for edge in (pin.find.begin, pin.find.end)}
        return all(
            edge in known or weights[bisect_left(breaks, edge)] == FULL_STOP
            for edge in (span.begin, span.end)
        )

    def _outweighs(self, span: Span) -> bool:
        """Whether all that is known of a turn together weighs more than how the sentences at its boundaries speak.

        Where labels show who speaks, it is they that are asked.
        """
        if self.unreliable or self.strict or self.weighing.edges.labels_turn or not self._stops(span):
            return False
        return span.certainty >= (_SURER if self.fit.spread <= _TIGHT else _UNRIVALLED)

    def _whole(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether anchors near by agree, both boundaries are ends of sentences, and nothing may be missing."""
        span, stream = spans[number], self.stream
        if not self.fit.believed or not self.fit.supported(self.slots[number].begins):
            return False
        if not (self._ends_there(span.begin, span) and self._ends_there(span.end, span)):
            return False
        for other in (number - 1, number + 1):
            if 0 <= other < len(spans) and not self._has_words(other, spans[other]):
                return False
        heard = span.end - span.begin
        lost = sum(
            stream.gap(position) * _SPEED
            for position in range(span.begin + 1, span.end)
            if stream.gap(position) > _SILENCE
        )
        # Of words that went round in a circle nobody knows how often they were said.
        if any(aside.why == LOOP for aside in stream.asides if span.begin < aside.position < span.end):
            return False
        # What was taken for a mishearing may stand where words were lost, if there is room for any.
        lost += sum(
            stream.gap(aside.position) * _SPEED
            for aside in stream.asides
            if span.begin < aside.position < span.end and _BREATH < stream.gap(aside.position) <= _SILENCE
        )
        return lost <= 0.1 * heard

    def _ends_there(self, edge: int, span: Span) -> bool:
        """Whether a turn surely ends at one edge of a span: at words of the record, or where a sentence ends.

        Where the recogniser writes no full stops a few characters belong to nobody for certain: too many of them for
        a short turn.
        """
        stream, edges = self.stream, self.weighing.edges
        if any(introduces(sentence) for sentence in stream.sentences(max(0, edge - _HEAD), edge)[-1:]):
            return False
        find = next((p.find for p in self.pins.values() if edge in (p.find.begin, p.find.end)), None)
        if find is not None:
            # Misheard words are found a little beside their place.
            beside = [abs(other - edge) for other in self._ends_near(edge)]
            return min(beside) <= _SLIGHT * (span.end - span.begin) if beside else find.likeness >= _CLEAR
        at = bisect_left(stream.breaks, edge)
        if at >= len(stream.breaks) or stream.breaks[at] != edge or not edges.is_firm(at):
            return False
        weight = stream.weights[at]
        if weight == CHANGE:
            # A recogniser gives a whole segment to one voice: the sentence's end is where the other one begins.
            return stream.ends_at(edge) or span.end - span.begin >= _LONG
        if span.end - span.begin >= _SHORT or weight == FULL_STOP:
            return True
        return stream.ends_at(edge) and (edges.punctuated or stream.gap(edge) > _PAUSE)

    def _has_words(self, number: int, span: Span) -> bool:
        """Whether a turn has words at all, and those that the record has of it among them."""
        text = normalize(self.slots[number].text)
        if span.end <= span.begin or number in self.pins or not text:
            return span.end > span.begin
        heard = normalize(self.stream.text[span.begin : span.end])
        return partial_ratio(text[:_HEAD], heard) >= _ALIKE

    def _ends_near(self, edge: int) -> list[int]:
        """Where sentences end around a position."""
        breaks, weights = self.stream.breaks, self.stream.weights
        low, high = bisect_left(breaks, edge - _BESIDE), bisect_left(breaks, edge + _BESIDE + 1)
        return [breaks[at] for at in range(low, high) if weights[at] >= ENDING]

    def _told_apart(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether the labels alone show it: one that is known of the speaker throughout, and the neighbours' own around it.

        A label that differs at the boundary only, and is not that of the neighbour's turn, is a wrong label as
        likely as another voice.
        """
        if not self.weighing.edges.labels_turn:
            return False
        first, last = self._breaks(spans[number])
        voices = self.weighing.voices
        if not voices.agree(first, last, self.slots[number].voice) or not voices.bounded(first, last):
            return False
        for other, edge, step in ((number - 1, first, -1), (number + 1, last, 1)):
            if 0 <= other < len(spans) and spans[other].end > spans[other].begin:
                around = self._breaks(spans[other])
                if not voices.agree(*around, self.slots[other].voice):
                    return False
                if voices.at(edge, step) != voices.prevailing(*around):
                    return False
        return True

    def _held(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether turns that stand fast on both sides leave no room for a shift.

        People who take turns look alike two turns further on. Where keys are late by far, a whole exchange may lie
        on the one before it, every boundary at a sentence's end and every label right: somewhere between such a
        turn and the next one that is certain, a turn is then empty, or holds the words of two.
        """
        for step in (-1, 1):
            at = number if step < 0 else number + 1
            while 0 <= at < len(spans) and not (self._stands(at, spans) and self._stands(at + step, spans)):
                at += step
                if not 0 <= at < len(spans):
                    break
                span, before = spans[at], spans[at - 1] if at else None
                if span.end <= span.begin or (before is not None and span.begin > before.end):
                    return False
                if self.weighing.voices.labels and not self.weighing.voices.agree(
                    *self._breaks(span), self.slots[at].voice
                ):
                    return False
        return True

    def _stands(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether a turn begins where the record's words say it does, or where its key does."""
        if not 0 <= number < len(spans) or number in self.pins:
            return True
        usual = max(_FREE, 2 * self.fit.spread)
        return spans[number].end > spans[number].begin and self._late(number, spans) <= usual

    def _in_time(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether its key and that of the next turn are where keys are: neither far before the turn nor far behind it."""
        for at in (number, number + 1):
            if at >= len(spans) or at in self.pins or spans[at].end <= spans[at].begin:
                continue
            begun = self.stream.moment(spans[at].begin)
            late = min((guess - begun for guess in self.places[at].guesses), key=abs)
            usual = max(3 * _FREE, 3 * self.fit.spread)
            if not -usual <= late <= (_BURST if self.places[at].made_up else usual):
                return False
        return True

    def _divides(self, number: int, spans: Sequence[Span], asked: Span) -> bool:
        """Whether nothing at a turn's beginning speaks against it, for the span that is asked about on one side of it.

        Who goes on with something began a sentence earlier, unless somebody has just asked, or the key says so and it
        is no answer; the same person twice in a row, or one whose part is not known, is told by the key alone.
        """
        if number >= len(spans) or number in self.pins or spans[number].end <= spans[number].begin:
            return True
        before = self.slots[number - 1] if number else None
        this = self.slots[number]
        tight = self.fit.spread <= _TIGHT and self._late(number, spans) <= _TIGHT
        if this.part is Part.OTHER or (
            before is not None and this.voice and before.voice == this.voice and not this.shared
        ):
            return tight
        edge = bisect_left(self.stream.breaks, spans[number].begin)
        if self.weighing.edges.turning[edge] >= _ON or self._outweighs(asked):
            return True
        return tight and this.part is not Part.OFFICE and not (self.unreliable or self.strict)

    def _on_time(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether a turn begins and ends with its keys: asked where labels should show it, and do not."""
        return spans[number].certainty >= _SURER and all(
            at in self.pins or at >= len(spans) or self._late(at, spans) <= max(1.5, 1.5 * self.fit.spread)
            for at in (number, number + 1)
        )

    def _late(self, number: int, spans: Sequence[Span]) -> float:
        begun = self.stream.moment(spans[number].begin)
        return min(abs(guess - begun) for guess in self.places[number].guesses)

    def _fits(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether no sentence at its boundaries, inside or outside, speaks like whoever is on the other side."""

        def foreign(other: int) -> tuple[bool, bool]:
            if not 0 <= other < len(spans) or self.slots[other].text:
                return False, False
            span = spans[other]
            return foreign_edges(self.stream.sentences(span.begin, span.end), self.slots[other].part)

        return not (any(foreign(number)) or foreign(number - 1)[1] or foreign(number + 1)[0])

    def _of_a_piece(self, number: int, spans: Sequence[Span], *, told_apart: bool) -> bool:
        """Whether the words speak like one person; where keys are late, those of the turns around it as well."""
        first, last = self._breaks(spans[number])
        if self.weighing.voices.labels and self.weighing.voices.contradict(
            first, last, self.slots[number].voice
        ):
            return False
        if self.strict and self.weighing.edges.labels_turn and not told_apart:
            return False
        span, part = spans[number], self.slots[number].part
        # Officials who answer one after the other speak alike.
        most = _TURNS if part is not Part.OFFICE else 0.0
        if (
            self.strict
            and not told_apart
            and any(self.weighing.edges[at] > most for at in self._inside(span))
        ):
            return False
        sentences = self.stream.sentences(span.begin, span.end)
        if not (self.strict or self.unreliable) and (
            part is not Part.OFFICE or (self._outweighs(span) and span.certainty >= _SUREST)
        ):
            return not interrupted(sentences, part)
        return one_voice(sentences, part, strict=self.strict)

    def _inside(self, span: Span) -> list[int]:
        """Breaks within a span at which sentences end."""
        first, last = self._breaks(span)
        return [at for at in range(first + 1, last) if self.stream.weights[at] >= ENDING]

    def _breaks(self, span: Span) -> tuple[int, int]:
        breaks = self.stream.breaks
        return bisect_left(breaks, span.begin), bisect_left(breaks, span.end)
