"""Several votes on one case (採決): which of them make its result, and whether the numbers bear it out. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import takewhile

from msgspec.structs import replace

from .ids import CaseId, EntryId, PersonId
from .meeting import Meeting
from .profile import Counted, Majority, Standing
from .record import Casting, Named, Ruling, State, Tally

_AMENDMENT = re.compile(r".*(?:修正(?:案|部分)|動議)(?:について)?")
_BUT = re.compile("除")
"""「修正部分を除く原案」 is the case itself."""
_WHOLE = re.compile(r"(?:本|原)案|全[部体]")


def voted_on(state: State, case: CaseId) -> tuple[Ruling, ...]:
    """The votes on a case, in order."""
    return tuple(counted(state, ruling) for ruling in state.votes if ruling.decision.case == case)


def counted(state: State, ruling: Ruling) -> Ruling:
    """The ruling with the number of those kept out of it (除斥), where they are known by name and nobody counted."""
    tally = ruling.tally
    if tally is None or tally.recused:
        return ruling
    return replace(ruling, tally=replace(tally, recused=len(recused(state, ruling.decision.case))))


def recused(state: State, case: CaseId) -> tuple[PersonId, ...]:
    """Who is kept out of a case (除斥), in roster order."""
    out = {each.person for each in state.recusals if case in each.cases}
    return tuple(person.id for person in state.meeting.voters if person.id in out)


def voting_roll(state: State, ruling: Ruling) -> tuple[PersonId, ...]:
    """Voting members who took part in a ruling: who was there, without whom the case keeps out."""
    out = recused(state, ruling.decision.case)
    return tuple(person for person in ruling.roll if person not in out)


def with_votes(state: State, votes: tuple[Ruling, ...]) -> State:
    """The state with these votes, and the results that follow from them."""
    return replace(state, votes=votes, rulings=results(state.meeting, votes))


def spoken_in(state: State, old: EntryId, new: EntryId | None) -> State:
    """The state with the rulings of one turn in another; None: in none that is left."""
    moved = (replace(ruling, entry=new) if ruling.entry == old else ruling for ruling in state.votes)
    return with_votes(state, tuple(moved))


def results(meeting: Meeting, votes: Iterable[Ruling]) -> Mapping[CaseId, Ruling]:
    """What became of each case: its last vote, with the parts that were voted on apart.

    A vote on an amendment or a motion decides nothing on the case, unless it was the only one and was carried.
    """
    by_case: dict[CaseId, list[Ruling]] = {}
    for ruling in votes:
        by_case.setdefault(ruling.decision.case, []).append(ruling)
    found: dict[CaseId, Ruling] = {}
    for case, rulings in by_case.items():
        deciding = [ruling for ruling in rulings if not on_amendment(meeting, ruling)] or [
            ruling for ruling in rulings if carries(meeting, ruling)
        ]
        if deciding:
            named = [(part(meeting, ruling, rulings), ruling) for ruling in reversed(deciding)]
            apart = list(takewhile(lambda pair: pair[0], named))
            # A part that was voted on again has its last result.
            last = dict(reversed(apart))
            earlier = tuple(ruling.decision for ruling in last.values() if ruling is not deciding[-1])
            found[case] = replace(deciding[-1], parts=earlier)
    return found


def on_amendment(meeting: Meeting, ruling: Ruling) -> bool:
    """Whether the vote was on an amendment or a motion instead of the case."""
    subject = _subject(meeting, ruling)
    return _AMENDMENT.fullmatch(subject) is not None and not _BUT.search(subject)


def carries(meeting: Meeting, ruling: Ruling) -> bool:
    """Whether the result means that the vote was carried."""
    outcome = meeting.profile.outcome(ruling.decision.case.kind, ruling.decision.outcome)
    return outcome is None or outcome.carried


def part(meeting: Meeting, ruling: Ruling, rulings: Iterable[Ruling]) -> str:
    """Which part of the case was voted on, of several votes on it; empty: the case as a whole."""
    alone = len(list(rulings)) < 2
    subject = ruling.decision.subject if alone else _subject(meeting, ruling)
    return "" if _WHOLE.fullmatch(subject) else subject


def repeated(meeting: Meeting, rulings: Iterable[Ruling]) -> int:
    """How many of the votes on one case decide on the same thing as another of them; 0: none does."""
    known = [ruling for ruling in rulings if not on_amendment(meeting, ruling)]
    return 0 if len({part(meeting, ruling, known) for ruling in known}) == len(known) else len(known)


def _subject(meeting: Meeting, ruling: Ruling) -> str:
    """What was put to the vote: as recorded, else the note to a result that has no place for a condition."""
    decision = ruling.decision
    outcome = meeting.profile.outcome(decision.case.kind, decision.outcome)
    takes_note = outcome is not None and "{note}" in outcome.sentence
    return decision.subject or ("" if takes_note else decision.note)


class Verdict(StrEnum):
    """What the numbers say (表決の結果)."""

    CARRIED = "可決"
    LOST = "否決"
    TIE = "可否同数"
    """Left to the chair, and nobody has recorded how the chair decided."""


def electorate(state: State, ruling: Ruling) -> int | None:
    """How many members could vote; None: the roll was not called.

    The chair is one of them only where the profile says so; of a deputy in the chair, the turn tells.
    """
    able = voters(state, ruling)
    return None if able is None else len(able)


def voters(state: State, ruling: Ruling) -> tuple[PersonId, ...] | None:
    """Which members could vote, in roster order; None: the roll was not called. See :func:`electorate`."""
    meeting = state.meeting
    if not ruling.roll:
        return None
    here = voting_roll(state, ruling)
    if meeting.profile.majority.chair_votes:
        return here
    turn = state.turn(ruling.entry) if ruling.entry else None
    speaker = turn.speaker if turn else None
    # Whoever pronounces the result presides; where nobody has, or somebody without a vote, it is the chair.
    presiding = speaker.person if isinstance(speaker, Named) and speaker.person in here else None
    chairs = (person.id for person in meeting.voters if meeting.role_of(person).standing is Standing.CHAIR)
    out = presiding or next((chair for chair in chairs if chair in here), None)
    return tuple(person for person in here if person != out)


def verdict(majority: Majority, tally: Tally, present: int | None, seats: int, named: int = 0) -> Verdict:
    """What the votes come to.

    Args:
        majority: of the body.
        tally: the votes.
        present: who could vote, those recused among them of whom only the number is known; None: not known,
            and the votes count.
        seats: of the whole body.
        named: how many of those recused are known by name, and are not among ``present``.
    """
    if majority.breaks_ties and tally.ayes == tally.noes:
        if tally.casting is None:
            return Verdict.TIE
        return Verdict.CARRIED if tally.casting is Casting.FOR else Verdict.LOST
    cast = tally.ayes + tally.noes + tally.abstentions
    of = {
        Counted.VOTES: tally.ayes + tally.noes,
        Counted.PRESENT: max((present or 0) - max(tally.recused - named, 0), cast),
        Counted.ALL: seats,
    }[majority.of]
    return Verdict.CARRIED if majority.reached(tally.ayes, of) else Verdict.LOST
