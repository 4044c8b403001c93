"""Whose words a transcript holds (位置合わせ): segments with times laid on the turns of the record. Pure.

The record knows who, when, in which phase and about which case; the transcript knows the words. What ties them is
time, by two clocks that differ by an offset, a drift and pauses, the words that the record has already, voices that
the recogniser tells apart, and the way in which chair, members and officials speak.

    stream       the transcript as one run of characters, each with its moment
    matching     where known words are heard
    clock        how the two clocks go, piece by piece
    voices       which label is whose
    phrasing     who speaks like that
    lattice      all ways to divide the words, weighed against each other
    placing      pins, stretches between them, and what is believed in the end
    proposal     what each turn gets, and how sure that is
    moving       boundaries moved by hand
    telling      what the clerk is told of it
    slots        the turns of a record
"""

from .clock import Anchor, ClockFit, Pair, fit_clock
from .phrasing import Part
from .placing import in_order, propose
from .proposal import Confidence, Filling, Loose, Proposal, Slot
from .slots import slots_of
from .stream import Stream

__all__ = [
    "Anchor",
    "ClockFit",
    "Confidence",
    "Filling",
    "Loose",
    "Pair",
    "Part",
    "Proposal",
    "Slot",
    "Stream",
    "fit_clock",
    "in_order",
    "propose",
    "slots_of",
]
