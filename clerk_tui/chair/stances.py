"""Who is for and against, and how a vote would come out (賛否の見通し). Pure.

A later word of the same person on the same case takes the place of the earlier. An outcome is told only where
it is certain whatever those who have said nothing do; else it is told that it depends on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import CaseId, PersonId
from clerk_tui.domain.queries import open_unruled, roll
from clerk_tui.domain.record import Named, Position, Stance, State, Tally, Unnamed
from clerk_tui.domain.votes import Verdict, verdict
from clerk_tui.recording.input_state import chair


class Outlook(Struct, frozen=True):
    """What was declared about cases, of those who could vote now."""

    cases: tuple[CaseId, ...]
    ayes: int
    conditional: int
    noes: int
    silent: int | None
    """None: the roll was not called, or a declaration has no name yet, so that nobody can be counted out."""
    words: str
    """How a vote would come out; empty where nothing can be said."""


def standing(state: State, here: tuple[CaseId, ...]) -> tuple[tuple[Stance, tuple[CaseId, ...]], ...]:
    """The stances on those cases that no later one took the place of, each with the cases that it still has."""
    last = _last(state.stances, here)
    found = (
        (stance, tuple(case for case in here if case in stance.cases and last[case, _who(stance, at)] == at))
        for at, stance in enumerate(state.stances)
    )
    return tuple((stance, cases) for stance, cases in found if cases)


def outlooks(state: State) -> tuple[Outlook, ...]:
    """For each case still to be decided on which anybody has said something; cases alike together."""
    here = open_unruled(state)
    declared = standing(state, here)
    alike: dict[tuple[tuple[object, Position], ...], list[CaseId]] = {}
    for case in here:
        said = tuple((stance.speaker, stance.position) for stance, cases in declared if case in cases)
        if said:
            alike.setdefault(said, []).append(case)
    return tuple(_outlook(state, tuple(cases), said) for said, cases in alike.items())


def voters(state: State) -> tuple[PersonId, ...]:
    """Who would vote at this moment: those here, whoever presides only where the profile says so."""
    presiding = chair(state).speaker
    chair_votes = state.meeting.profile.majority.chair_votes
    return tuple(person for person in roll(state) if chair_votes or Named(person) != presiding)


def _outlook(state: State, cases: tuple[CaseId, ...], said: tuple[tuple[object, Position], ...]) -> Outlook:
    able = voters(state)
    counted = [
        position
        for speaker, position in said
        if isinstance(speaker, Unnamed) or not able or (isinstance(speaker, Named) and speaker.person in able)
    ]
    ayes, conditional, noes = (
        counted.count(position) for position in (Position.FOR, Position.CONDITIONAL, Position.AGAINST)
    )
    nameless = any(isinstance(speaker, Unnamed) for speaker, _ in said)
    silent = None if nameless or not able else len(able) - len(counted)
    told = Outlook(cases, ayes, conditional, noes, silent, "")
    return told if silent is None else replace(told, words=_words(state, told, len(able)))


def _words(state: State, told: Outlook, able: int) -> str:
    majority, seats = state.meeting.profile.majority, state.meeting.seat_count

    def of(for_it: int) -> Verdict:
        return verdict(majority, Tally(for_it, able - for_it), able, seats)

    if of(told.ayes) is Verdict.CARRIED:
        return f"賛成だけで{majority.called}に達しています"
    if of(told.ayes + told.conditional) is Verdict.CARRIED:
        return f"条件付きを含めると{majority.called}に達しています"
    match of(able - told.noes):
        case Verdict.LOST:
            return f"ほかの全員が賛成しても{majority.called}に届きません"
        case Verdict.TIE:
            return "ほかの全員が賛成しても可否同数です"
        case _:
            return f"未表明の{told.silent}名しだいです" if told.silent else "条件付きの人しだいです"


def _last(stances: Iterable[Stance], cases: Iterable[CaseId]) -> Mapping[tuple[CaseId, object], int]:
    wanted = frozenset(cases)
    return {
        (case, _who(stance, at)): at
        for at, stance in enumerate(stances)
        for case in stance.cases
        if case in wanted
    }


def _who(stance: Stance, at: int) -> object:
    """The speaker; of one without a name nobody knows whether it is the same person again."""
    return stance.speaker if isinstance(stance.speaker, Named) else at
