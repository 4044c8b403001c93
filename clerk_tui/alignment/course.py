"""The course of the talk as a clock (議事の流れ): who leads, asks and answers when, against what is heard when.

Where the record has no words, its keys and the way in which chair, members and officials speak still tell how the
clocks go: laid on the right place, question stands under question and answer under answer for turn after turn. One
turn says little, a dozen say much. What counts is not how well they fit, but how much better than anywhere else.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from .clock import ClockFit, Piece, Pin
from .matching import Find
from .phrasing import Part, Phrasing
from .proposal import Slot
from .stream import ENDING, PAUSE, Stream

_BLOCK = 24
"""Turns that are laid down together."""
_PASSES = 3
"""How often is looked for more: as many pieces as recordings of a meeting have."""
_LEAST = 10
"""Turns below which nothing is told by them."""
_WAY = 4 * 3600
"""Seconds within which another place is looked for."""
_STEP = 3
"""Seconds between the places that are tried: questions and answers last longer."""
_BESIDE = 12
"""Seconds within which two places are the same."""
_DECISIVE = 9.0
"""How much better than any other place the right one is: a logarithm."""
_PAUSED = 1800
"""Seconds for which a recorder may have stood still unnoticed."""
_GOES_ON = 3.0
"""By how much another place must be better for a recorder not to have gone on: a logarithm."""
_SPEAKS = 4.0
"""What a block must say for its place at all: a logarithm."""
_TIGHT = 6
"""Seconds around a place in which the ends of sentences then say where it is."""


class Course:
    """The stream made ready for laying turns on it."""

    def __init__(self, stream: Stream, phrasing: Phrasing) -> None:
        self.stream = stream
        every = range(len(stream.breaks))
        self._rising = {part: phrasing.rising(every, part) for part in (Part.CHAIR, Part.MEMBER, Part.OFFICE)}
        moments = [stream.moment(position) for position in stream.breaks]
        self._ends = [m for m, weight in zip(moments, stream.weights, strict=True) if weight >= PAUSE]
        self._moments = _middles(moments, stream.weights)
        """A sentence belongs to whoever speaks in the middle of it: keys are off by a little."""
        self._tables: dict[tuple[int, Part], list[float]] = {}
        ends = [*stream.files[1:], len(stream.text)]
        spoken = [(begin, end) for begin, end in zip(stream.files, ends, strict=True) if end > begin]
        self._spans = {
            number: (stream.times[begin], stream.times[end - 1]) for number, (begin, end) in enumerate(spoken)
        }
        """First and last second of each file in which anything is heard."""
        self._begins = [first for first, _ in self._spans.values()]

    def with_cues(self, fit: ClockFit, slots: Sequence[Slot]) -> ClockFit:
        """The fit with what the course of the talk tells of turns that no words of the record support."""
        for _ in range(_PASSES):
            pieces = self._pieces(fit, slots)
            if pieces == list(fit.pieces):
                break
            # What has been found supports turns around it, and leaves less to be looked for.
            fit = replace(fit, pieces=tuple(pieces))
        return fit

    def _pieces(self, fit: ClockFit, slots: Sequence[Slot]) -> list[Piece]:
        pieces = list(fit.pieces)
        for run in self._runs(fit, slots):
            lines = [fit.recording(slot.begins) for slot in run]
            off, doubted = self._elsewhere(run, lines, known=bool(fit.pieces))
            for first, last in _even(len(run)):
                block, at = run[first:last], lines[first:last]
                here = self._score(block, at, 0.0) if fit.pieces else 0.0
                if off is not None and self._score(block, at, off) > max(here, 0.0):
                    pieces = _joined(pieces, _cues(block, at, off), moved=True)
                elif fit.pieces and not doubted and len(block) >= _LEAST and self._stays(block, at):
                    pieces = _joined(pieces, _cues(block, at, 0.0), moved=False)
        return pieces

    def _runs(self, fit: ClockFit, slots: Sequence[Slot]) -> Iterator[Sequence[Slot]]:
        """Turns in a row without support; those that the fit has in no file stand apart."""
        run: list[Slot] = []
        inside = False
        for slot in slots:
            if not fit.supported(slot.begins):
                line = fit.recording(slot.begins)
                if run and inside != self._is_inside(line):
                    yield run
                    run = []
                inside = self._is_inside(line)
                run.append(slot)
            elif run:
                yield run
                run = []
        if run:
            yield run

    def _is_inside(self, line: float) -> bool:
        return any(first - _BESIDE <= line <= last + _BESIDE for first, last in self._spans.values())

    def _elsewhere(
        self, run: Sequence[Slot], lines: Sequence[float], *, known: bool
    ) -> tuple[float | None, bool]:
        """Seconds by which a run lies off its lines, and whether it may not lie on them.

        None: nothing is clearly best, or the lines that are known.
        """
        if len(run) < _LEAST:
            return None, False
        tried = self._tried(run, lines, _WAY)
        best = max(tried, key=tried.__getitem__, default=0.0)
        if not tried or (known and abs(best) <= _BESIDE):
            return None, False
        others = max((score for off, score in tried.items() if abs(off - best) > _BESIDE), default=0.0)
        if tried[best] - max(others, 0.0) < _DECISIVE:
            return None, tried[best] - max(others, 0.0) > _GOES_ON
        return self._refined(lines, best), True

    def _stays(self, block: Sequence[Slot], lines: Sequence[float]) -> bool:
        """Whether a block lies on its lines: a recorder that goes on is far likelier than one that stood still."""
        tried = self._tried(block, lines, _PAUSED)
        here = max((score for off, score in tried.items() if abs(off) <= _STEP), default=0.0)
        others = max((score for off, score in tried.items() if abs(off) > _BESIDE), default=0.0)
        return here >= _SPEAKS and here >= others - _GOES_ON

    def _tried(self, run: Sequence[Slot], lines: Sequence[float], way: float) -> dict[float, float]:
        found: dict[float, float] = {}
        for first, last in self._spans.values():
            near = len(self._spans) == 1
            low, high = first - lines[-1], last - lines[0]
            off = _STEP * round((max(low, -way) if near else low) / _STEP)
            while off <= (min(high, way) if near else high):
                found[off] = self._score(run, lines, off)
                off += _STEP
        return found

    def _score(self, run: Sequence[Slot], lines: Sequence[float], off: float) -> float:
        """How much better the words between the keys fit their speakers than anybody: a logarithm."""
        number = bisect_right(self._begins, lines[len(lines) // 2] + off) - 1
        if number < 0:
            return 0.0
        first = self._begins[number]
        total = 0.0
        for slot, begin, end in zip(run, lines, lines[1:], strict=False):
            if slot.part is not Part.OTHER:
                rising = self._table(number, slot.part)
                last = len(rising) - 1
                a = min(last, max(0, int(begin + off - first)))
                b = min(last, max(0, int(end + off - first)))
                total += rising[b] - rising[a]
        return total

    def _table(self, number: int, part: Part) -> list[float]:
        """For each second of a file what was said up to there speaks for a part."""
        if (number, part) not in self._tables:
            first, last = self._spans[number]
            rising = self._rising[part]
            self._tables[number, part] = [
                rising[max(0, bisect_right(self._moments, first + second) - 1)]
                for second in range(int(last - first) + 2)
            ]
        return self._tables[number, part]

    def _refined(self, lines: Sequence[float], off: float) -> float:
        """The place near by at which the most keys lie at the end of a sentence."""

        def nearness(off: float) -> float:
            total = 0.0
            for line in lines:
                at = bisect_left(self._ends, line + off)
                near = min(
                    (abs(end - line - off) for end in self._ends[max(0, at - 1) : at + 1]), default=9.0
                )
                total += 1.0 / (0.5 + near)
            return total

        return max((off + tenth / 2 for tenth in range(-2 * _TIGHT, 2 * _TIGHT + 1)), key=nearness)


def _middles(moments: Sequence[float], weights: Sequence[float]) -> list[float]:
    """For each break the middle of the sentence that ends there, or the break itself within a sentence."""
    found = []
    begin = moments[0] if moments else 0.0
    for moment, weight in zip(moments, weights, strict=True):
        if weight >= ENDING:
            found.append((begin + moment) / 2)
            begin = moment
        else:
            found.append(begin)
    return found


def _even(count: int) -> Iterator[tuple[int, int]]:
    """A run in blocks of nearly the same length."""
    blocks = max(1, count // _BLOCK)
    for number in range(blocks):
        yield number * count // blocks, (number + 1) * count // blocks


def _cues(block: Sequence[Slot], lines: Sequence[float], off: float) -> tuple[Pin, ...]:
    """The block's turns as finds without words: they tell the clock, and divide nothing."""
    return tuple(
        Pin(-1, slot.begins, line + off, Find(0, 0, 0.0), 0.0)
        for slot, line in zip(block, lines, strict=True)
    )


def _joined(pieces: Sequence[Piece], cues: Sequence[Pin], *, moved: bool) -> list[Piece]:
    """The pieces with a block's cues: in the piece that they prolong, or in one of their own."""
    begins, ends = cues[0].at, cues[-1].at
    off = cues[0].found - cues[0].at
    for number, piece in enumerate(pieces):
        same = abs(piece.recording(begins) - begins - off) <= _BESIDE
        if piece.pins and same and (not moved or piece.begins >= ends or piece.ends <= begins):
            pins = tuple(sorted((*piece.pins, *cues), key=lambda pin: pin.at))
            return [*pieces[:number], replace(piece, pins=pins), *pieces[number + 1 :]]
    made = Piece(off, pieces[0].rate if pieces else 1.0, tuple(cues))
    return sorted((*(piece for piece in pieces if piece.pins), made), key=lambda piece: piece.begins)
