"""One transcript laid on one record (割当て): pins, stretches between them, and what is believed in the end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clerk_tui.transcript import Segment

from .clock import TOLD, Anchor, ClockFit, Pair, Piece, Pin, fit_clock
from .course import Course
from .edges import Edges
from .lattice import Slot as Place
from .lattice import Span, Weighing, weigh
from .matching import Find, Index
from .phrasing import Part, Phrasing, foreign_edges, one_voice
from .proposal import Confidence, Filling, Proposal, Slot, loose_of
from .stream import CHANGE, FULL_STOP, PAUSE, Stream
from .voices import Voices

_SURE, _LIKELY = 0.94, 0.75
"""Probabilities from which a proposal is sure, or likely."""
_SURER = 0.98
"""The same as ``_SURE`` where keys are late or full stops are missing."""
_LEARNT = 0.9
"""Probability from which a turn tells whose a label is."""
_TOGETHER = 1.5
"""Seconds between two keys that nobody can have spoken in: they were made up for."""
_PINNING = 1.4
"""Weight from which a find divides the stream."""
_HOLE = 15.0
"""Seconds without a word in which a turn may have been spoken unheard."""
_FOLLOWING = 0.03
"""Share of turns after which another of the same role speaks, as people do."""
_UNRELIABLE = 0.07
"""Share of keys that are off by far, from which on words must speak for a boundary as well."""
_VAGUE = 3.0
"""Spread of keys, in seconds, in which whole sentences are spoken."""
_STEP = 5
"""Characters between places at which a turn may end in the middle of anything."""
_SILENCE = 5.0
"""Seconds without a word that no speaker leaves."""
_BURST = 90.0
"""Seconds by which a key that was made up for later may be late."""
_FREE = 2.0
"""Seconds by which any key may lie off its turn."""
_BREATH = 1.5
"""Seconds without a word that are longer than a breath."""
_SHORT = 80
"""Characters of a turn from which on a few at its edges do not matter."""
_LONG = 300
"""Characters of a turn from which on the rest of a segment at its edge does not matter."""
_SPEED = 5.0
"""Characters a second."""


def propose(
    slots: Sequence[Slot],
    stream: Stream,
    fit: ClockFit | None = None,
    *,
    expected: float | None = None,
    pairs: Sequence[Pair] = (),
) -> Filling:
    """The words for each turn, all that was heard and nothing twice.

    Args:
        slots: the turns, in order of time.
        stream: what was heard.
        fit: the two clocks, where the clerk has told them; None: to be found from the words that the turns have.
        expected: the offset that a clock on the wall or a file's own time suggests, in seconds.
        pairs: turns whose beginning the clerk has pointed at.
    """
    if not slots:
        return Filling((), loose_of([], stream), fit or ClockFit(()))
    return _Work(slots, stream, fit, expected, pairs).filling()


def in_order(slots: Sequence[Slot], transcripts: Sequence[Iterable[Segment]]) -> list[int]:
    """The numbers of the files of one recording in the order in which they were spoken, where their words show it."""
    anchors = [Anchor(slot.begins, slot.text, number) for number, slot in enumerate(slots) if slot.text]
    begins: list[float] = []
    for transcript in transcripts:
        fit = fit_clock(anchors, Stream.of(transcript))
        if not fit.finds:
            return list(range(len(transcripts)))
        begins.append(fit.pieces[0].begins)
    return sorted(range(len(begins)), key=begins.__getitem__)


class _Work:
    """One transcript laid on one record."""

    def __init__(
        self,
        slots: Sequence[Slot],
        stream: Stream,
        told: ClockFit | None,
        expected: float | None,
        pairs: Sequence[Pair] = (),
    ) -> None:
        self.slots, self.stream = slots, stream
        self.index = Index(stream)
        anchors = [Anchor(slot.begins, slot.text, number) for number, slot in enumerate(slots) if slot.text]
        pointed = [
            Pin(
                pair.slot,
                slots[pair.slot].begins,
                stream.moment(pair.position),
                Find(pair.position, min(len(stream.text), pair.position + 1), 1.0),
                TOLD,
            )
            for pair in pairs
        ]
        if told is not None:
            offset = told.recording(0.0)
            found = fit_clock(anchors, stream, self.index, expected=offset, pairs=pointed)
            self.fit = ClockFit(
                found.pieces or told.pieces, found.spread, found.rare, found.anchors, given=True
            )
        else:
            self.fit = fit_clock(
                anchors, stream, self.index, expected=expected, within=900.0, pairs=pointed
            )
            if expected is not None and not self.fit.believed:
                # A recorder whose own clock is wrong must not hide what the words say.
                free = fit_clock(anchors, stream, self.index, pairs=pointed)
                hinted = ClockFit((Piece(expected, 1.0, ()),), anchors=free.anchors)
                self.fit = free if free.believed else self.fit if self.fit.pieces else hinted
        if not self.fit.given:
            self.fit = Course(stream, Phrasing(stream)).with_cues(self.fit, slots)
        self.pins: dict[int, Pin] = {
            pin.slot: pin
            for pin in (self.fit.pins if self.fit.believed or self.fit.given or pairs else ())
            if pin.weight >= _PINNING
        }
        self.stream = stream = stream.with_breaks(self._anywhere())
        self.voices = Voices(stream)
        self.weighing = self._weighing()
        self.strict = self._misses() >= 1
        """Whether the record shows that turns were not keyed."""
        made_up = sum(self._is_made_up(number) for number in range(len(slots)))
        self.unreliable = (
            self.fit.strays > _UNRELIABLE
            or made_up > _UNRELIABLE * len(slots)
            or not self.weighing.edges.punctuated
        )
        """Whether so many keys are late, or sentences without an end, that no boundary stands on its key alone."""
        self.vague = made_up > _UNRELIABLE * len(slots) or (self.unreliable and self.fit.spread > _VAGUE)
        """Whether keys say hardly anything of a boundary."""
        self.places = [self._place(number) for number in range(len(slots))]

    def filling(self) -> Filling:
        spans = self._spans()
        if self.voices.labels:
            for _ in range(2):
                self.voices.learn(self._learnt(spans))
                spans = self._spans()
        proposals = tuple(
            Proposal(
                slot.entry,
                span.begin,
                span.end,
                self.stream.text[span.begin : span.end],
                self._confidence(number, spans),
            )
            for number, (slot, span) in enumerate(zip(self.slots, spans, strict=True))
        )
        return Filling(
            proposals,
            loose_of(proposals, self.stream),
            self.fit,
            self.voices.shares(self._learnt(spans)) if self.voices.labels else (),
            self.strict,
        )

    def _anywhere(self) -> set[int]:
        """Where words of the record begin and end, and places near each key: a recogniser may lose a full stop."""
        found = {edge for pin in self.pins.values() for edge in (pin.find.begin, pin.find.end)}
        if self.fit.pieces:
            reach = min(6.0, 2.5 * self.fit.spread)
            for slot in self.slots:
                for guess in self.fit.guesses(slot.begins):
                    low, high = self.stream.at(guess - reach), self.stream.at(guess + reach)
                    found.update(range(low, min(high, low + 200), _STEP))
        return found

    def _missed(self, number: int) -> float:
        """How likely it is that somebody spoke after a turn without being keyed: nobody follows on themselves."""
        if number + 1 >= len(self.slots):
            return 0.001
        this, following = self.slots[number], self.slots[number + 1]
        if this.voice and this.voice == following.voice:
            return 0.02 if this.shared or this.part is Part.CHAIR else 0.3
        return 0.001

    def _misses(self) -> float:
        """Signs of turns that were never keyed: people who follow on themselves, more than chance would have it."""
        pairs = [
            (a, b)
            for a, b in pairwise(self.slots)
            if a.voice and a.voice == b.voice and a.part is not Part.CHAIR
        ]
        named = sum(1 for a, _ in pairs if not a.shared)
        return named + max(0.0, len(pairs) - named - _FOLLOWING * len(self.slots))

    def _weighing(self) -> Weighing:
        stream = self.stream
        pins = self.fit.pins
        spread = self.fit.spread if self.fit.finds else 2.0 if self.fit.given else 8.0
        return Weighing(
            stream,
            Phrasing(stream),
            self.voices,
            spread,
            self.fit.rare,
            Edges(stream, [pin.find.begin for pin in pins if pin.weight]),
        )

    def _place(self, number: int) -> Place:
        slot = self.slots[number]
        guesses = self.fit.guesses(slot.begins)
        made_up = self._is_made_up(number)
        finds: Sequence[Find] = ()
        if number in self.pins:
            finds = (self.pins[number].find,)
        elif len(slot.text) > 1:
            reach = 120.0 if made_up else 45.0
            near = [
                self.index.finds(
                    slot.text,
                    self.stream.at(guess - reach),
                    self.stream.at(guess + 45.0 + len(slot.text) / _SPEED),
                )
                for guess in guesses
            ]
            finds = tuple(find for row in near for find in row[:4])
        return Place(
            number,
            guesses,
            slot.text,
            tuple(finds),
            slot.voice,
            slot.part,
            made_up,
            self._missed(number),
            self._unheard(guesses, made_up=made_up),
        )

    def _is_made_up(self, number: int) -> bool:
        """Whether its key was pressed at once with another: somebody made up for turns that had passed."""
        return any(
            0 <= other < len(self.slots)
            and abs(self.slots[other].begins - self.slots[number].begins) < _TOGETHER
            for other in (number - 1, number + 1)
        )

    def _unheard(self, guesses: Sequence[float], *, made_up: bool) -> float:
        """How likely it is that the recorder did not run, or that nothing was recognised, at any of the guesses."""
        if not self.fit.believed or not self.stream.times:
            return 0.02
        margin = max(10.0, 4 * self.fit.spread) * (3 if made_up else 1)
        likely = 0.01
        gaps = [self._hole(guess) for guess in guesses]
        if all(gap > margin for gap in gaps):
            likely = 0.97
        elif len(guesses) > 1 and max(guesses) - min(guesses) > _HOLE:
            likely = 0.3
        elif any(gap > 0 for gap in gaps):
            likely = 0.4
        return likely

    def _hole(self, moment: float) -> float:
        """How deep a moment lies in a silence, in seconds from its nearer edge; 0: somebody speaks around it."""
        times = self.stream.times
        at = bisect_left(times, moment)
        before = times[at - 1] if at else -1e12
        after = times[at] if at < len(times) else 1e12
        return min(moment - before, after - moment) if after - before > _HOLE else 0.0

    def _spans(self) -> list[Span]:
        """Stretch by stretch, each from one pinned turn to the next."""
        stream = self.stream
        opened = sorted(self.pins)
        # Two pins may not cross: the row that they come from has seen to that.
        starts = [0, *[number for number in opened if number]]
        lows = [0 if not number else self.pins[number].find.begin for number in starts]
        if 0 in self.pins:
            lows[0] = self.pins[0].find.begin
        found: list[Span] = []
        for place, number in enumerate(starts):
            last = starts[place + 1] if place + 1 < len(starts) else len(self.slots)
            low = lows[place]
            high = lows[place + 1] if place + 1 < len(starts) else len(stream.text)
            found += weigh(
                self.places[number:last],
                low,
                max(low, high),
                self.weighing,
                opens=number not in self.pins,
                closes=last == len(self.slots),
            )
        return found

    def _learnt(self, spans: Sequence[Span]) -> list[tuple[int, int, str]]:
        return [
            (*self._breaks(span), slot.voice)
            for slot, span in zip(self.slots, spans, strict=True)
            if slot.voice and span.end > span.begin and span.certainty >= _LEARNT
        ]

    def _confidence(self, number: int, spans: Sequence[Span]) -> Confidence:
        span = spans[number]
        if span.end <= span.begin or not (self.fit.believed or self.fit.given):
            return Confidence.DOUBTFUL
        told_apart = self._told_apart(number, spans)
        needed = _SURER if self.unreliable and not told_apart else _SURE
        if (
            span.certainty >= needed
            and self._whole(number, spans)
            and self._fits(number, spans)
            and self._in_time(number, spans)
            and (not self.unreliable or self._held(number, spans))
            and (told_apart or not self.weighing.edges.labels_turn or self._on_time(number, spans))
            and ((told_apart and not self.strict) or self._of_a_piece(number, spans, told_apart=told_apart))
        ):
            return Confidence.SURE
        return Confidence.LIKELY if span.certainty >= _LIKELY else Confidence.DOUBTFUL

    def _whole(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether anchors near by agree, both boundaries are ends of sentences, and nothing may be missing."""
        span, stream = spans[number], self.stream
        if not self.fit.believed or not self.fit.supported(self.slots[number].begins):
            return False
        if not (self._ends_there(span.begin, span) and self._ends_there(span.end, span)):
            return False
        for other in (number - 1, number + 1):
            if 0 <= other < len(spans) and spans[other].end <= spans[other].begin:
                return False
        heard = span.end - span.begin
        lost = sum(
            stream.gap(position) * _SPEED
            for position in range(span.begin + 1, span.end)
            if stream.gap(position) > _SILENCE
        )
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
        if any(edge in (pin.find.begin, pin.find.end) for pin in self.pins.values()):
            return True
        stream, edges = self.stream, self.weighing.edges
        at = bisect_left(stream.breaks, edge)
        if at >= len(stream.breaks) or stream.breaks[at] != edge or not edges.is_firm(at):
            return False
        weight = stream.weights[at]
        if weight == CHANGE:
            # A recogniser gives a whole segment to one voice: the sentence's end is where the other one begins.
            return stream.ends_at(edge) or span.end - span.begin >= _LONG
        return weight in (FULL_STOP, PAUSE) or span.end - span.begin >= _SHORT

    def _told_apart(self, number: int, spans: Sequence[Span]) -> bool:
        """Whether the labels alone show it: one that is known of the speaker throughout, and the neighbours' own around it.

        A label that differs at the boundary only, and is not that of the neighbour's turn, is a wrong label as
        likely as another voice.
        """
        if not self.weighing.edges.labels_turn:
            return False
        first, last = self._breaks(spans[number])
        voices = self.voices
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
                if self.voices.labels and not self.voices.agree(*self._breaks(span), self.slots[at].voice):
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
        if self.voices.labels and not self.voices.agree(first, last, self.slots[number].voice):
            return False
        if self.strict and self.weighing.edges.labels_turn and not told_apart:
            return False
        near = (number - 1, number, number + 1) if self.vague and not told_apart else (number,)
        if not (self.strict or self.unreliable or self.slots[number].part is Part.OFFICE):
            return True
        return all(
            one_voice(
                self.stream.sentences(spans[other].begin, spans[other].end),
                self.slots[other].part,
                strict=self.strict,
            )
            for other in near
            if 0 <= other < len(spans) and not self.slots[other].text
        )

    def _breaks(self, span: Span) -> tuple[int, int]:
        breaks = self.stream.breaks
        return bisect_left(breaks, span.begin), bisect_left(breaks, span.end)
