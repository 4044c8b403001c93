"""A transcript as one run of characters, each with its moment (文字の流れ)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct

from clerk_tui.transcript import Segment

_ENDERS = "。！？!?"
_PAUSE = 0.35
"""Seconds without a sound that are more than a breath."""
_SPOKEN_ENDS = (
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
)
"""How a sentence ends where the recogniser has put no full stop."""


class Stream(Struct, frozen=True):
    """All that was heard, in order."""

    text: str
    times: Sequence[float]
    """Moment of each character, in seconds of the recording; never falling."""
    breaks: Sequence[int]
    """Positions between characters where a sentence may end, rising; the beginning and the end are among them."""
    weights: Sequence[float]
    """How likely a sentence ends at each of ``breaks``: 1 a full stop, less for a pause or an ending."""
    joints: Sequence[int]
    """Positions at which a segment begins."""

    @classmethod
    def of(cls, segments: Iterable[Segment]) -> Stream:
        """The stream of a transcript's segments."""
        pieces: list[str] = []
        times: list[float] = []
        joints: list[int] = []
        paused: set[int] = set()
        until = None
        for segment in sorted(segments, key=lambda each: each.start):
            text = segment.text.replace(" ", "").replace("　", "")
            if not text:
                continue
            joints.append(len(times))
            if until is not None and segment.start - until > _PAUSE:
                paused.add(len(times))
            step = (segment.end - segment.start) / len(text)
            begin = max(segment.start, times[-1] if times else segment.start)
            times += [max(begin, segment.start + step * (number + 0.5)) for number in range(len(text))]
            pieces.append(text)
            until = segment.end
        text = "".join(pieces)
        breaks, weights = _breaks(text, paused)
        return cls(text, times, breaks, weights, joints)

    def at(self, moment: float) -> int:
        """The position that is reached at a moment."""
        return bisect_left(self.times, moment)

    def moment(self, position: int) -> float:
        """When the character at a position is spoken; at the end, when the last one is."""
        if not self.times:
            return 0.0
        return self.times[min(position, len(self.times) - 1)]


def _breaks(text: str, paused: set[int]) -> tuple[list[int], list[float]]:
    found: dict[int, float] = {0: 1.0, len(text): 1.0}
    for position in range(1, len(text)):
        before = text[:position]
        if text[position - 1] in _ENDERS and text[position] not in _ENDERS:
            found[position] = 1.0
        elif position in paused:
            found[position] = 0.8
        elif before.endswith(_SPOKEN_ENDS, max(0, position - 6)) and text[position] not in "。、がのでとか":
            found[position] = 0.5
    order = sorted(found)
    return order, [found[position] for position in order]
