"""The clock of the recording against that of the record (時計のずれ): a line for each piece.

Words that stand in the record were certainly said. Each is looked for in all that was heard; what is right is the
longest row of finds that keeps the order of both and in which time passes alike on both sides. Where it does not
(the recorder was paused, a second file), the row goes on in a new piece, which costs so much that no single stock
phrase can ask for it. Keys come late and early: the line runs through many finds, never through one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import exp
from statistics import median

from msgspec import Struct

from .matching import SHORTEST, Find, Index
from .stream import Stream

_JUMP = 7.0
"""What it costs to begin a new piece; a find of forty characters is worth 5."""
_FREE = 3.0
"""Seconds by which a key may be off without any cost."""
_STEEPEST = 0.025
"""Drift at most that costs nothing: more than a second a minute."""
_BREAK = 15.0
"""Seconds off the line from which on the row is in another piece, if the next finds are as well."""
_AROUND = (5, 12)
"""Finds before a moment, and after it, from which its place is taken where the clock does not go on one line."""
_ALL = 10**6
_CLEARLY = 0.85
"""How much nearer fewer finds must come for a clock not to be taken as one line."""
_RARE = 0.04
"""Share of keys that are off by far, where nothing is known of the clerk."""
_FAR = 15.0
"""Seconds by which such keys are off."""
_STRAY = 4.5
"""Seconds off the line that most keys never are."""
_NEAR = 900.0
"""Seconds around a moment in which finds tell how the clocks go there."""
TOLD = 100.0
"""Weight of a place that the clerk has pointed at."""
_ENOUGH = 3
"""Finds from which on a piece is believed."""


class Anchor(Struct, frozen=True):
    """Words of the record: when the record has them, and what they are."""

    at: float
    """Seconds since the record's first turn."""
    text: str
    slot: int = 0
    """Number of the turn."""


class Pin(Struct, frozen=True):
    """An anchor and where it was heard."""

    slot: int
    at: float
    found: float
    """Seconds of the stream."""
    find: Find
    weight: float
    """0: no words, but the course of the talk."""


class Pair(Struct, frozen=True):
    """A turn and the place at which the clerk hears it begin."""

    slot: int
    position: int
    """In the stream."""


class Piece(Struct, frozen=True):
    """A stretch in which both clocks go alike: ``recording = offset + rate × record``."""

    offset: float
    rate: float
    pins: tuple[Pin, ...]
    around: int = _AROUND[0]
    """How many finds on each side of a moment tell its place."""

    @property
    def finds(self) -> int:
        """How many texts agree on it; the rest of its pins are turns that fit the course of the talk."""
        return sum(1 for pin in self.pins if pin.weight)

    @property
    def begins(self) -> float:
        """Seconds of the record at the first pin."""
        return self.pins[0].at

    @property
    def ends(self) -> float:
        return self.pins[-1].at

    def recording(self, moment: float) -> float:
        """Where the record's moment lies in the recording, by the pins around it."""
        if not self.pins:
            return self.offset + self.rate * moment
        place = bisect_left(self.pins, moment, key=lambda pin: pin.at)
        near = self.pins[max(0, place - self.around) : place + self.around]
        if len(near) < _ENOUGH:
            near = self.pins
        return self.rate * moment + _thickest([pin.found - self.rate * pin.at for pin in near])


class ClockFit(Struct, frozen=True):
    """What is known of the two clocks."""

    pieces: tuple[Piece, ...]
    spread: float = 1.5
    """Seconds by which keys usually lie off the line."""
    rare: float = 0.04
    """Share of keys that lie off it by far."""
    lateness: tuple[float, ...] = ()
    """Seconds by which each known key lies behind the line (before it: negative)."""
    anchors: int = 0
    """Texts that were looked for."""
    given: bool = False
    """True where the clerk said when the recording began."""

    @classmethod
    def told(cls, offset: float) -> ClockFit:
        """Both clocks, where the clerk knows the offset in seconds."""
        return cls((Piece(offset, 1.0, ()),), given=True)

    @property
    def strays(self) -> float:
        """Share of keys that are off by so much that a sentence may lie between: how far keys are to be trusted."""
        off = sorted(
            abs(piece.recording(pin.at) - pin.found)
            for piece in self.pieces
            for pin in piece.pins
            if pin.weight
        )
        if not off:
            return 0.0
        usual = max(_STRAY, 3 * off[len(off) // 2])
        return sum(1 for each in off if each > usual) / len(off)

    @property
    def pins(self) -> tuple[Pin, ...]:
        return tuple(pin for piece in self.pieces for pin in piece.pins)

    @property
    def finds(self) -> int:
        """How many texts agree; 0: nothing is known, and the two clocks are taken to be one."""
        return sum(piece.finds for piece in self.pieces)

    @property
    def believed(self) -> bool:
        """Whether enough texts agree with each other for anything to be sure."""
        known = [len(piece.pins) for piece in self.pieces if len(piece.pins) >= _ENOUGH]
        return sum(known) >= _ENOUGH and sum(known) >= 0.25 * min(self.anchors, 40)

    def recording(self, moment: float) -> float:
        """The moment by the nearest piece."""
        return self.guesses(moment)[0]

    def guesses(self, moment: float) -> tuple[float, ...]:
        """Where a moment of the record may lie: one place, or two between pieces."""
        if not self.pieces:
            return (moment,)
        before = next(
            (piece for piece in reversed(self.pieces) if not piece.pins or piece.begins <= moment), None
        )
        after = next((piece for piece in self.pieces if piece.pins and piece.ends >= moment), None)
        chosen = list(dict.fromkeys(piece for piece in (before, after) if piece is not None))
        return tuple(piece.recording(moment) for piece in chosen or [self.pieces[0]])

    def supported(self, moment: float) -> bool:
        """Whether finds that agree say how the clocks go at a moment of the record.

        Several near by do; so do those before and behind it that lie on one line, for a recorder that was paused
        between them would have left that line.
        """
        for piece in self.pieces:
            true = [pin for pin in piece.pins if self._is_true(piece, pin)]
            if len(true) < _ENOUGH:
                continue
            if true[0].at <= moment <= true[-1].at:
                return True
            # The course of the talk says nothing beyond the turns that it was taken from.
            if sum(pin.weight > 0 and abs(pin.at - moment) <= _NEAR for pin in true) >= _ENOUGH:
                return True
        return False

    def _is_true(self, piece: Piece, pin: Pin) -> bool:
        return abs(piece.recording(pin.at) - pin.found) <= max(2.5 * self.spread, _FREE)


def fit_clock(
    anchors: Sequence[Anchor],
    stream: Stream,
    index: Index | None = None,
    *,
    expected: float | None = None,
    within: float = 60.0,
    pairs: Sequence[Pin] = (),
) -> ClockFit:
    """The pieces that the most words agree with.

    Args:
        anchors: words of the record.
        stream: what was heard.
        index: of the stream, where there is one already.
        expected: the offset in seconds, where it is known from elsewhere.
        within: seconds around ``expected`` beyond which a find is not believed.
        pairs: places that the clerk has pointed at; no find contradicts them.
    """
    index = index or Index(stream)
    wanted = [anchor for anchor in anchors if len(anchor.text) >= SHORTEST]
    cache: dict[str, list[Find]] = {}
    pins: list[Pin] = []
    for anchor in wanted:
        if anchor.text not in cache:
            cache[anchor.text] = index.finds(anchor.text)
        pins += [
            Pin(anchor.slot, anchor.at, stream.moment(find.begin), find, _weight(anchor.text, find))
            for find in cache[anchor.text]
            if expected is None
            or abs(stream.moment(find.begin) - anchor.at - expected) <= within + _STEEPEST * anchor.at
        ]
    told = {pair.slot for pair in pairs}
    row = _row([*(pin for pin in pins if pin.slot not in told), *pairs], stream)
    pieces = _pieces(row)
    spread, rare = _spread(pieces)
    late = tuple(piece.recording(pin.at) - pin.found for piece in pieces for pin in piece.pins)
    return ClockFit(pieces, spread, rare, late, len(wanted))


def _weight(text: str, find: Find) -> float:
    return min(len(text), 40) / 8 * max(0.0, 2 * find.likeness - 1)


def _row(pins: Sequence[Pin], stream: Stream) -> list[Pin]:
    """The finds, one a text at most, in order on both sides, that are worth the most together."""
    order = sorted(pins, key=lambda pin: (pin.at, pin.slot, pin.find.begin))
    files = [stream.place(pin.find.begin)[0] for pin in order]
    worth: list[float] = []
    before: list[int] = []
    for number, pin in enumerate(order):
        best, best_at = 0.0, -1
        for other in range(number - 1, -1, -1):
            last = order[other]
            if worth[other] <= best or last.slot == pin.slot or last.find.end > pin.find.begin + 2:
                continue
            cost = 0.0 if files[other] != files[number] else _cost(last, pin)
            if worth[other] - cost > best:
                best, best_at = worth[other] - cost, other
        worth.append(best + pin.weight)
        before.append(best_at)
    row: list[Pin] = []
    at = max(range(len(worth)), key=worth.__getitem__, default=-1)
    while at >= 0:
        row.append(order[at])
        at = before[at]
    return row[::-1]


def _cost(a: Pin, b: Pin) -> float:
    passed = b.at - a.at
    off = abs((b.found - a.found) - passed) - _FREE - _STEEPEST * passed
    return min(_JUMP, max(0.0, off) / 3)


def _pieces(row: Sequence[Pin]) -> tuple[Piece, ...]:
    groups: list[list[Pin]] = []
    for number, pin in enumerate(row):
        group = groups[-1] if groups else None
        if group is None:
            groups.append([pin])
            continue
        off = _off(group, pin)
        following = row[number + 1 : number + 3]
        stays = abs(off) <= _BREAK or (
            following and all(abs(_off(group, later)) <= _BREAK for later in following)
        )
        if not stays:
            groups.append([pin])
        elif abs(off) <= _BREAK:
            group.append(pin)
        # Else a key that came very late: true words, and no word of the clock.
    pieces = [_piece(group) for group in groups]
    strong = [
        piece
        for piece in pieces
        if len(piece.pins) >= _ENOUGH or any(pin.weight >= TOLD for pin in piece.pins)
    ]
    return tuple(strong or pieces[:1])


def _off(group: Sequence[Pin], pin: Pin) -> float:
    near = group[-6:]
    rate = _slope(group) if len(group) >= 6 else 1.0
    free = _STEEPEST * (pin.at - near[-1].at) if rate == 1.0 else 0.004 * (pin.at - near[-1].at)
    off = pin.found - rate * pin.at - median(other.found - rate * other.at for other in near)
    return max(0.0, abs(off) - free)


def _piece(group: Sequence[Pin]) -> Piece:
    rate = _slope(group)
    offs = [pin.found - rate * pin.at for pin in group]
    return Piece(median(offs), rate, tuple(group), _reach(offs))


def _reach(offs: Sequence[float]) -> int:
    """How many finds on each side tell a place best: each is left out and looked for by the others.

    Keys that are late at random make a line through a few of them jump; a clock that is not even needs the near ones.
    """
    if len(offs) < 2 * _ENOUGH:
        return _AROUND[0]
    missed = {}
    for around in (*_AROUND, _ALL):
        errors = []
        for at, off in enumerate(offs):
            others = [*offs[max(0, at - around) : at], *offs[at + 1 : at + 1 + around]]
            errors.append(abs(off - _thickest(others)))
        missed[around] = sum(sorted(errors)[: max(1, len(errors) * 9 // 10)])
    best = _ALL
    for around in _AROUND[::-1]:
        if missed[around] < _CLEARLY * missed[best]:
            best = around
    return best


def _slope(pins: Sequence[Pin]) -> float:
    """Theil and Sen: the median of the slopes, which a third of wrong finds does not move."""
    apart = pins[-1].at - pins[0].at
    step = max(1, len(pins) // 40)
    slopes = [
        (b.found - a.found) / (b.at - a.at)
        for n, a in enumerate(pins[::step])
        for b in pins[::step][n + 1 :]
        if b.at - a.at > max(apart / 4, 60.0)
    ]
    found = median(slopes) if len(slopes) >= 3 else 1.0
    return found if abs(found - 1.0) <= 2 * _STEEPEST else 1.0


def _spread(pieces: Sequence[Piece]) -> tuple[float, float]:
    """How far keys usually lie off the line, and the share of those that are off by far: two kinds of keys, told apart.

    Expectation and maximisation, a few steps; few finds leave much of what is usual among clerks.
    """
    off = [abs(piece.recording(pin.at) - pin.found) for piece in pieces for pin in piece.pins]
    if len(off) < _ENOUGH:
        return 1.5, _RARE
    spread, rare = max(0.5, 1.2 * median(off)), 0.15
    for _ in range(12):
        far = [
            rare
            * exp(-each / _FAR)
            / _FAR
            / (rare * exp(-each / _FAR) / _FAR + (1 - rare) * exp(-each / spread) / spread + 1e-12)
            for each in off
        ]
        usual = sum(1 - share for share in far)
        # The finds near a moment are part of its own line: what is left is less than the deviation.
        spread = min(
            6.0,
            max(
                0.6,
                1.15
                * sum(each * (1 - share) for each, share in zip(off, far, strict=True))
                / max(usual, 1.0),
            ),
        )
        rare = (sum(far) + 8 * _RARE) / (len(off) + 8)
    return spread, min(0.4, rare)


def _thickest(values: Sequence[float]) -> float:
    """The middle of the closest half: keys that are late lie all on one side, and would draw a median along."""
    order = sorted(values)
    half = max(2, len(order) // 2 + 1)
    if len(order) < 4:
        return median(order)
    first = min(range(len(order) - half + 1), key=lambda n: order[n + half - 1] - order[n])
    chosen = order[first : first + half]
    return sum(chosen) / len(chosen)
