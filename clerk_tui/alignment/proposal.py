"""What each turn would get from a transcript, and how sure that is (提案)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise

from msgspec import Struct

from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.record import State

from .boundaries import Cut, Edge, cuts
from .clock import Anchor, ClockFit, fit_clock
from .stream import Stream

_SURE, _LIKELY = 2.0, 0.7
"""Margins of the worse boundary."""
_PARAGRAPH = 220
"""Characters after which a paragraph ends at the next sentence."""
_ENDERS = "。！？!?"


class Confidence(StrEnum):
    """How sure the boundaries of a proposal are."""

    SURE = "確か"
    LIKELY = "おそらく"
    DOUBTFUL = "要確認"


class Slot(Struct, frozen=True):
    """A turn to be filled."""

    entry: EntryId
    begins: float
    """Seconds since the record's first turn."""
    text: str
    """What the record has; empty: nothing yet."""


class Proposal(Struct, frozen=True):
    """The words for one turn."""

    entry: EntryId
    begin: int
    end: int
    """Positions in the stream."""
    text: str
    confidence: Confidence

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The words in paragraphs of a readable length."""
        return paragraphs_of(self.text)


def slots_of(state: State) -> tuple[Slot, ...]:
    """The turns of a record in the order in which they were spoken."""
    turns = sorted(state.turns, key=lambda turn: turn.started)
    if not turns:
        return ()
    first = turns[0].started
    return tuple(Slot(turn.id, (turn.started - first).total_seconds(), turn.text) for turn in turns)


def propose(slots: Sequence[Slot], stream: Stream, fit: ClockFit | None = None) -> tuple[Proposal, ...]:
    """The words for each turn, all that was heard and nothing twice.

    Args:
        slots: the turns, in order of time.
        stream: what was heard.
        fit: the two clocks, where they are known; None: to be found from the words that the turns have.
    """
    if not slots:
        return ()
    fit = fit or fit_clock([Anchor(slot.begins, slot.text) for slot in slots if slot.text], stream)
    edges = [Edge(fit.recording(slot.begins), before.text, slot.text) for before, slot in pairwise(slots)]
    inner = cuts(edges, stream)
    whole = [Cut(0, _SURE), *inner, Cut(len(stream.text), _SURE)]
    return tuple(
        Proposal(
            slot.entry,
            begin.position,
            end.position,
            stream.text[begin.position : end.position],
            _confidence(min(begin.margin, end.margin), fit, stream.text[begin.position : end.position]),
        )
        for slot, (begin, end) in zip(slots, pairwise(whole), strict=True)
    )


def moved(proposals: Sequence[Proposal], number: int, position: int, stream: Stream) -> tuple[Proposal, ...]:
    """The proposals with the boundary before the ``number``-th moved; neighbours give way, nothing is lost."""
    low = proposals[number - 1].begin if number else 0
    high = proposals[number].end
    position = max(low, min(position, high))
    found = list(proposals)
    for index, begin, end in ((number - 1, low, position), (number, position, high)):
        if index >= 0:
            old = found[index]
            found[index] = Proposal(old.entry, begin, end, stream.text[begin:end], old.confidence)
    return tuple(found)


def paragraphs_of(text: str) -> tuple[str, ...]:
    """A long text in paragraphs that end with a sentence."""
    found, current = [], ""
    for position, character in enumerate(text):
        current += character
        ended = character in _ENDERS and text[position + 1 : position + 2] not in tuple(_ENDERS)
        if ended and len(current) >= _PARAGRAPH:
            found.append(current)
            current = ""
    return tuple(part for part in (*found, current) if part.strip())


def _confidence(margin: float, fit: ClockFit, text: str) -> Confidence:
    if not text or not fit.finds:
        return Confidence.DOUBTFUL
    if margin >= _SURE:
        return Confidence.SURE
    return Confidence.LIKELY if margin >= _LIKELY else Confidence.DOUBTFUL
