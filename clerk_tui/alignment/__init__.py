"""Whose words a transcript holds (位置合わせ): segments with times laid on the turns of the record. Pure.

The record knows who, when, in which phase and about which case; the transcript knows the words. What ties them is
time, by two clocks that differ by an offset and a slow drift, and the words that the record has already.

    stream       the transcript as one run of characters, each with its moment
    clock        the offset and drift between the two clocks
    boundaries   where one turn ends and the next begins
    proposal     what each turn would get, and how sure that is
"""

from .clock import ClockFit, fit_clock
from .proposal import Confidence, Proposal, Slot, propose, slots_of
from .stream import Stream

__all__ = ["ClockFit", "Confidence", "Proposal", "Slot", "Stream", "fit_clock", "propose", "slots_of"]
