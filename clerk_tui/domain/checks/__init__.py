"""What a careful clerk would notice (点検): findings while recording and before closing.

A finding never stops the record; it names what is irregular and the place to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import State

from . import minutes, occasion, people, remarks, rulings, votes
from .finding import Finding, Rule, place_of
from .people import lost_quorum
from .remarks import unanswered

__all__ = ["Finding", "Rule", "closing_findings", "findings", "lost_quorum", "place_of", "unanswered"]

Check = Callable[[State, Meeting], Iterator[Finding]]

_CLOSING: tuple[Check, ...] = (
    rulings.unruled,
    rulings.deferred,
    rulings.not_closed,
    occasion.opening,
    occasion.left_closed,
    occasion.observers,
    minutes.required,
    minutes.conflicts,
)
_CHECKS: tuple[Check, ...] = (
    occasion.day,
    occasion.closed_parts,
    people.roll,
    people.quorum,
    rulings.ruled_twice,
    rulings.outside_block,
    rulings.block_incomplete,
    rulings.opposed,
    votes.impossible,
    votes.elections,
    votes.said_otherwise,
    votes.not_said,
    people.absent_speaker,
    people.recused,
    people.not_on_roster,
    remarks.unknown_cases,
    remarks.unanswered,
    remarks.materials,
    rulings.implicit,
    rulings.opposite,
    remarks.named,
    remarks.flags,
    people.unknown_speaker,
    remarks.empty,
)


def findings(state: State) -> tuple[Finding, ...]:
    """Everything that is irregular at this moment; closing adds what must have come to an end by then."""
    return tuple(finding for check in _CHECKS for finding in check(state, state.meeting))


def closing_findings(state: State) -> tuple[Finding, ...]:
    """What is to be seen before the meeting is closed: the live findings and what is still open."""
    return (*(finding for check in _CLOSING for finding in check(state, state.meeting)), *findings(state))
