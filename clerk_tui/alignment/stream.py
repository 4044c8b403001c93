"""A transcript as one run of characters, each with its moment and its voice (文字の流れ)."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise, zip_longest

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.transcript import Segment, Transcript

_ENDERS = "。！？!?"
_PAUSE = 0.35
"""Seconds without a sound that are more than a breath."""
_FASTEST, _USUAL = 15.0, 6.5
"""Characters a second that nobody reaches, and that people usually speak."""
_APART = 1e5
"""Seconds between the files of one recording on the stream's own scale; no file is as long."""
_SPOKEN_ENDS = (
    *(
        "ます",
        "です",
        "ません",
        "でした",
        "ました",
        "ですか",
        "ますか",
        "ましょうか",
        "ください",
        "ございます",
    ),
    *(
        "ますね",
        "ですね",
        "でしょうか",
        "んでした",
        "ますよね",
        "ですよね",
        "でしょう",
        "ましたか",
        "でしたか",
        "ませんか",
    ),
)
"""How a sentence ends where the recogniser has put no full stop."""
_GOES_ON = "。、がのでとかけしねよ"
FILLERS = re.compile(
    r"(?:(?:え(?:ー+(?:っ?と)?|っと|えと)|あ[あー]++|んー+|うーん|あのー?|そのー+|ま[あー]++)[、。]?)+"
)
"""Sounds with which somebody gathers their words: nobody's turn ends with them."""
_FILLERS_BEFORE = re.compile(rf"{FILLERS.pattern}$")
_FILLER_REACH = 16

FULL_STOP, CHANGE, PAUSE, ENDING, JOINT, NONE = 1.0, 0.9, 0.8, 0.5, 0.3, 0.0
"""How likely a sentence ends at a break, by what is there: a full stop, another label, …"""


class Aside(Struct, frozen=True):
    """Words that were most likely not said: they stand in no turn, and are listed."""

    position: int
    """Where they would stand in the stream."""
    start: float
    text: str
    why: str


class Stream(Struct, frozen=True):
    """All that was heard, in order."""

    text: str
    """Without white space."""
    times: Sequence[float]
    """Moment of each character, in seconds; never falling. Several files stand far apart (:meth:`place`)."""
    breaks: Sequence[int]
    """Positions between characters where a sentence may end, rising; the beginning and the end are among them."""
    weights: Sequence[float]
    """How likely a sentence ends at each of ``breaks``: 1 a full stop, less for a pause or an ending."""
    joints: Sequence[int]
    """Positions at which a segment begins."""
    voices: Sequence[str] = ()
    """The label of each segment that begins at ``joints``; empty strings where the file has none."""
    asides: Sequence[Aside] = ()
    files: Sequence[int] = ()
    """Position at which each file begins."""
    wall: bool = False
    """True: the times are those of a clock on the wall, in seconds of the day."""

    @classmethod
    def of(cls, *parts: Transcript | Iterable[Segment]) -> Stream:
        """The stream of a recording's files, in their order."""
        pieces: list[str] = []
        times: list[float] = []
        joints: list[int] = []
        voices: list[str] = []
        asides: list[Aside] = []
        files: list[int] = []
        paused: set[int] = set()
        for number, part in enumerate(parts):
            files.append(len(times))
            until: float | None = None
            base = number * _APART
            for segment in _spoken(sorted(part, key=lambda each: each.start)):
                text = "".join(segment.text.split())
                if not text:
                    continue
                if segment.doubt:
                    asides.append(Aside(len(times), base + segment.start, segment.text, segment.doubt))
                    continue
                joints.append(len(times))
                voices.append(segment.speaker)
                if until is not None and segment.start - until > _PAUSE:
                    paused.add(len(times))
                floor = times[-1] if times else base
                times += [max(floor, base + moment) for moment in _moments(segment, text)]
                pieces.append(text)
                until = segment.end
        text = "".join(pieces)
        for before, after in pairwise(range(len(times))):
            times[after] = max(times[before], times[after])
        changes = {
            joint for (a, b), joint in zip(pairwise(voices), joints[1:], strict=True) if a != b and a and b
        }
        breaks, weights = _breaks(text, paused, changes, set(joints))
        wall = any(part.wall for part in parts if isinstance(part, Transcript))
        return cls(text, times, breaks, weights, joints, voices, asides, files, wall)

    def with_breaks(self, positions: Iterable[int]) -> Stream:
        """The same stream with further positions at which a turn may end though no sentence does."""
        found = dict(zip(self.breaks, self.weights, strict=True))
        for position in positions:
            if 0 < position < len(self.text):
                found.setdefault(position, NONE)
        order = sorted(found)
        return replace(self, breaks=order, weights=[found[position] for position in order])

    def at(self, moment: float) -> int:
        """The position that is reached at a moment."""
        return bisect_left(self.times, moment)

    def moment(self, position: int) -> float:
        """When the character at a position is spoken; at the end, when the last one is."""
        if not self.times:
            return 0.0
        return self.times[min(position, len(self.times) - 1)]

    def sentences(self, begin: int, end: int) -> list[str]:
        """The words between two positions, cut where a sentence ends or most likely does."""
        first, last = bisect_right(self.breaks, begin), bisect_left(self.breaks, end)
        inner = [self.breaks[n] for n in range(first, last) if self.weights[n] in (FULL_STOP, ENDING, CHANGE)]
        return [self.text[a:b] for a, b in pairwise([begin, *inner, end]) if b > a]

    def ends_at(self, position: int) -> bool:
        """Whether the words before a position look like the end of a sentence."""
        return (
            position in (0, len(self.text))
            or self.text[position - 1] in _ENDERS
            or _is_ended(self.text, position)
        )

    def before_fillers(self, position: int) -> int:
        """The position before the fillers that lead up to one: they belong to what follows."""
        low = max(0, position - _FILLER_REACH)
        match = _FILLERS_BEFORE.search(self.text[low:position])
        return low + match.start() if match else position

    def gap(self, position: int) -> float:
        """Seconds between the character before a position and the one behind it."""
        if not 0 < position < len(self.times):
            return 0.0
        return self.times[position] - self.times[position - 1]

    def place(self, position: int) -> tuple[int, float]:
        """Number of the file (from 0) in which a position lies, and the seconds of that file."""
        number = max(0, bisect_right(self.files, min(position, max(0, len(self.times) - 1))) - 1)
        return number, self.moment(position) - number * _APART

    def seconds(self, number: int, moment: float) -> float:
        """A file's own second on the stream's scale."""
        return number * _APART + moment


def _spoken(segments: Sequence[Segment]) -> Sequence[Segment]:
    """Segments in order, each ending when it can have ended: some files tell the start alone and make up the end.

    Nobody speaks that fast; such a segment lasts for as long as its words take, or until the next one begins.
    """
    found = []
    for segment, following in zip_longest(segments, segments[1:]):
        count = len("".join(segment.text.split()))
        if count > _FASTEST * (segment.end - segment.start) and not segment.words and following is not None:
            until = min(following.start, segment.start + count / _USUAL)
            found.append(replace(segment, end=max(segment.end, until)))
        else:
            found.append(segment)
    return found


def _moments(segment: Segment, text: str) -> list[float]:
    """A moment for each character: from the times of words where they are known, else evenly."""
    known: list[tuple[int, float]] = [(0, segment.start)]
    at = 0
    for word in segment.words:
        plain = "".join(word.text.split())
        found = text.find(plain, at) if plain else -1
        if found >= 0 and word.start >= known[-1][1]:
            known += [(found, word.start)] if found > known[-1][0] else []
            at = found + len(plain)
    spoken = sum(len("".join(word.text.split())) for word in segment.words)
    if spoken < 0.5 * len(text):
        # A few words with times say nothing of the others.
        known = known[:1]
    known.append((len(text), max(segment.end, known[-1][1])))
    moments: list[float] = []
    for (a, start), (b, end) in pairwise(known):
        step = (end - start) / max(1, b - a)
        moments += [start + step * (number + 0.5) for number in range(b - a)]
    return moments


def _breaks(
    text: str, paused: set[int], changes: set[int], joints: set[int]
) -> tuple[list[int], list[float]]:
    found: dict[int, float] = {0: FULL_STOP, len(text): FULL_STOP}
    for position in range(1, len(text)):
        if text[position - 1] in _ENDERS and text[position] not in _ENDERS:
            found[position] = FULL_STOP
        elif position in changes:
            found[position] = CHANGE
        elif position in paused:
            found[position] = PAUSE
        elif text[position] not in _GOES_ON and _is_ended(text, position):
            found[position] = ENDING
        elif position in joints:
            found[position] = JOINT
    order: list[int] = []
    for position in sorted(found):
        if not order or position == len(text) or not FILLERS.fullmatch(text, order[-1], position):
            order.append(position)
    return order, [found[position] for position in order]


def _is_ended(text: str, position: int) -> bool:
    """Whether the words before a position end as a sentence does, with a comma for the full stop or with nothing."""
    end = position - (text[position - 1] == "、")
    return text.endswith(_SPOKEN_ENDS, max(0, end - 6), end)
