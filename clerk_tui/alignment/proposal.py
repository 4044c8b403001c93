"""What each turn would get from a transcript, and how sure that is (提案)."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from msgspec import Struct

from clerk_tui.domain.ids import EntryId

from .clock import ClockFit
from .phrasing import Part
from .stream import Stream
from .voices import LabelShare

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
    voice: str = ""
    """Who speaks: the same for all turns of one person; empty: not known."""
    part: Part = Part.OTHER
    shared: bool = False
    """True where several people are behind the voice (a role whose members the record does not name)."""


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


class Loose(Struct, frozen=True):
    """Words that have no place in the record: perhaps a turn that was not keyed."""

    begin: int
    end: int
    text: str
    after: EntryId | None
    """The turn before them; None: they stand before the first."""


class Filling(Struct, frozen=True):
    """Where every word of a transcript goes."""

    proposals: tuple[Proposal, ...]
    """One for each turn, in the order of the slots."""
    loose: tuple[Loose, ...]
    """What no turn gets, in order; with the proposals they are the whole stream, and nothing twice."""
    fit: ClockFit
    labels: tuple[LabelShare, ...] = ()
    misses: bool = False
    """True where the record shows that turns were not keyed."""

    @property
    def counts(self) -> dict[Confidence, int]:
        """Proposals of each confidence."""
        return {each: sum(p.confidence is each for p in self.proposals) for each in Confidence}


def loose_of(proposals: Sequence[Proposal], stream: Stream) -> tuple[Loose, ...]:
    """The words that no proposal has, in order."""
    found = []
    at = 0
    before: EntryId | None = None
    for proposal in proposals:
        if proposal.begin > at:
            found.append(Loose(at, proposal.begin, stream.text[at : proposal.begin], before))
        at, before = max(at, proposal.end), proposal.entry
    if at < len(stream.text):
        found.append(Loose(at, len(stream.text), stream.text[at:], before))
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
