"""One irregularity (所見), and the words that all checks share."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import Mark, StageDirection, State, Turn
from clerk_tui.domain.value import Value


class Rule(StrEnum):
    """The checks, by a stable name."""

    UNRULED = "unruled"
    RULED_TWICE = "ruled_twice"
    OUTSIDE_BLOCK = "outside_block"
    BLOCK_INCOMPLETE = "block_incomplete"
    DEFERRED = "deferred"
    ABSENT_SPEAKER = "absent_speaker"
    RECUSED_ACTS = "recused_acts"
    NOT_ON_ROSTER = "not_on_roster"
    UNKNOWN_SPEAKER = "unknown_speaker"
    NO_ROLL_CALL = "no_roll_call"
    ROLL_INCOMPLETE = "roll_incomplete"
    NO_QUORUM = "no_quorum"
    RULED_WITHOUT_QUORUM = "ruled_without_quorum"
    OPPOSED = "opposed"
    IMPOSSIBLE_VOTE = "impossible_vote"
    SAID_OTHERWISE = "said_otherwise"
    NOT_SAID = "not_said"
    EMPTY_TURN = "empty_turn"
    UNKNOWN_CASE = "unknown_case"
    UNANSWERED = "unanswered"
    UNLISTED_MATERIAL = "unlisted_material"
    TO_CONFIRM = "to_confirm"
    IMPLICIT_STANCE = "implicit_stance"
    OPPOSITE_STANCES = "opposite_stances"
    NAMED = "named"
    NOT_CLOSED = "not_closed"
    NOT_CLOSED_OFF = "not_closed_off"
    STILL_CLOSED = "still_closed"
    NO_OBSERVERS = "no_observers"
    NO_OPENING = "no_opening"
    OTHER_DAY = "other_day"
    REQUIRED_ITEM = "required_item"
    CONFLICT = "conflict"


class Finding(Value, frozen=True):
    """One irregularity."""

    rule: Rule
    message: str
    """One Japanese sentence: what, and what may be done."""
    entry: EntryId | None = None
    """The line of the record to look at."""
    cases: tuple[CaseId, ...] = ()


def place_of(state: State, finding: Finding) -> str:
    """Time of the line that a finding points at, and whose it is (「14:03 会長」); empty where it points at none."""
    match state.entry(finding.entry) if finding.entry else None:
        case Turn(started=at, speaker=speaker, capacity=capacity):
            return f"{at:%H:%M} {full_label(state.meeting, speaker, capacity)}"
        case StageDirection(at=at) | Mark(at=at):
            return f"{at:%H:%M}"
        case _:
            return ""


def turns(state: State) -> Iterator[Turn]:
    """The turns, in the order of the record."""
    return (entry for entry in state.entries if isinstance(entry, Turn))
