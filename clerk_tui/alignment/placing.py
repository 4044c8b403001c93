"""One transcript laid on one record (割当て): pins, stretches between them, and what is believed in the end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

from clerk_tui.transcript import Segment

from .certainty import Certainty
from .clock import TOLD, Anchor, ClockFit, Pair, Piece, Pin, fit_clock
from .course import Course
from .edges import Edges
from .lattice import Slot as Place
from .lattice import Span, Weighing, weigh
from .matching import Find, Index
from .phrasing import Part, Phrasing
from .proposal import Filling, Proposal, Slot, loose_of
from .stream import Stream
from .voices import Voices

_LEARNT = 0.9
"""Probability from which a turn tells whose a label is."""
_TOGETHER = 1.5
"""Seconds between two keys that nobody can have spoken in: they were made up for."""
_PAIR, _BURST = 0.5, 0.95
"""How likely it is that they were, of two keys, and of three or more: two short turns follow at once as well."""
_PINNING = 1.4
"""Weight from which a find divides the stream."""
_HOLE = 15.0
"""Seconds without a word in which a turn may have been spoken unheard."""
_FOLLOWING = 0.03
"""Share of turns after which another of the same role speaks, as people do."""
_UNRELIABLE = 0.07
"""Share of keys that are off by far, from which on words must speak for a boundary as well."""
_BY_COURSE = 3.0
"""Spread of keys, in seconds, where the course of the talk alone has shown the clock."""
_STEP = 5
"""Characters between places at which a turn may end in the middle of anything."""
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
                found.pieces or told.pieces,
                found.spread,
                found.rare,
                found.lateness,
                found.anchors,
                given=True,
            )
        else:
            self.fit = fit_clock(anchors, stream, self.index, expected=expected, within=900.0, pairs=pointed)
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
        misses = self._misses()
        self.missing = min(0.06, max(0.001, 2 * misses / len(slots)))
        """How likely it is that somebody was not keyed where nothing shows it: as many again as those that do."""
        self.strict = misses >= 1
        """Whether the record shows that turns were not keyed."""
        made_up = sum(self._is_made_up(number, 2) for number in range(len(slots)))
        self.unreliable = (
            self.fit.strays > _UNRELIABLE
            or made_up > _UNRELIABLE * len(slots)
            or not self.weighing.edges.punctuated
        )
        """Whether so many keys are late, or sentences without an end, that no boundary stands on its key alone."""
        self.places = [self._place(number) for number in range(len(slots))]

    def filling(self) -> Filling:
        spans = self._spans()
        if self.voices.labels:
            for _ in range(2):
                self.voices.learn(self._learnt(spans))
                spans = self._spans()
        certainty = Certainty(
            self.slots,
            self.places,
            self.stream,
            self.fit,
            self.pins,
            self.weighing,
            self.strict,
            self.unreliable,
        )
        proposals = tuple(
            Proposal(
                slot.entry,
                span.begin,
                span.end,
                self.stream.text[span.begin : span.end],
                certainty.of(number, spans),
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
            return self.missing
        this, following = self.slots[number], self.slots[number + 1]
        if this.voice and this.voice == following.voice:
            return 0.02 if this.shared or this.part is Part.CHAIR else 0.3
        return self.missing

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
        known = 2.0 if self.fit.given else _BY_COURSE if self.fit.believed else 8.0
        spread = self.fit.spread if self.fit.finds else known
        return Weighing(
            stream,
            Phrasing(stream),
            self.voices,
            spread,
            self.fit.rare,
            self.fit.lateness,
            Edges(stream, [pin.find.begin for pin in pins if pin.weight]),
        )

    def _place(self, number: int) -> Place:
        slot = self.slots[number]
        guesses = self.fit.guesses(slot.begins)
        made_up = _BURST if self._is_made_up(number, 2) else _PAIR if self._is_made_up(number, 1) else 0.0
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
            self._unheard(guesses, made_up=made_up > 0),
        )

    def _is_made_up(self, number: int, others: int) -> bool:
        """Whether its key was pressed at once with others: somebody made up for turns that had passed."""
        return any(
            first >= 0
            and first + others < len(self.slots)
            and all(
                self.slots[at + 1].begins - self.slots[at].begins < _TOGETHER
                for at in range(first, first + others)
            )
            for first in range(number - others, number + 1)
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
        breaks = self.stream.breaks
        return [
            (bisect_left(breaks, span.begin), bisect_left(breaks, span.end), slot.voice)
            for slot, span in zip(self.slots, spans, strict=True)
            if slot.voice and span.end > span.begin and span.certainty >= _LEARNT
        ]
