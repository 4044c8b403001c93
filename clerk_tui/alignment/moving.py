"""Boundaries moved by hand (境目を動かす): whatever a turn gives up, another gets, or it stands among the loose words."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from clerk_tui.domain.ids import EntryId

from .proposal import Confidence, Filling, Loose, Proposal, loose_of
from .stream import Stream


def moved(filling: Filling, number: int, position: int, stream: Stream) -> Filling:
    """The filling with the beginning of the ``number``-th proposal moved.

    Earlier: the words come from the loose ones before it and from the turns before them. Later: they go to the turn
    right before it, or become loose where there is none. No word is lost, and none is there twice.
    """
    found = list(filling.proposals)
    this = found[number]
    position = max(0, min(position, this.end))
    if position < this.begin:
        for other in range(number - 1, -1, -1):
            if found[other].end <= position:
                break
            found[other] = _spanned(found[other], min(found[other].begin, position), position, stream)
    elif number and found[number - 1].end == this.begin:
        found[number - 1] = _spanned(found[number - 1], found[number - 1].begin, position, stream)
    found[number] = _spanned(this, position, this.end, stream)
    return _with(filling, found, stream)


def inserted(filling: Filling, loose: Loose, entry: EntryId, stream: Stream) -> Filling:
    """The filling with a turn made of loose words."""
    made = Proposal(entry, loose.begin, loose.end, loose.text, Confidence.DOUBTFUL)
    place = next((n + 1 for n, proposal in enumerate(filling.proposals) if proposal.entry == loose.after), 0)
    return _with(filling, [*filling.proposals[:place], made, *filling.proposals[place:]], stream)


def divided(filling: Filling, number: int, position: int, entry: EntryId, stream: Stream) -> Filling:
    """The filling with the ``number``-th proposal cut in two: the words from a position on are a turn of their own."""
    this = filling.proposals[number]
    made = Proposal(entry, position, this.end, stream.text[position : this.end], Confidence.DOUBTFUL)
    found = [*filling.proposals]
    found[number : number + 1] = [_spanned(this, this.begin, position, stream), made]
    return _with(filling, found, stream)


def _spanned(proposal: Proposal, begin: int, end: int, stream: Stream) -> Proposal:
    return replace(proposal, begin=begin, end=max(begin, end), text=stream.text[begin:end])


def _with(filling: Filling, proposals: Sequence[Proposal], stream: Stream) -> Filling:
    return replace(filling, proposals=tuple(proposals), loose=loose_of(proposals, stream))
