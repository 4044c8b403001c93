"""The chair's next lines, ready to read aloud (次の発言): what to say now, the ruling, the next matter. Pure.

All of them are in the profile's wording, and the same that the clerk's keys enter.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import PhaseRole, Phrase
from clerk_tui.domain.queries import in_phase, next_groups, open_unruled
from clerk_tui.domain.record import Decision, MeetingStage, State, Turn
from clerk_tui.domain.wording import phrase_text, ruling_sentence
from clerk_tui.recording.input_state import chair
from clerk_tui.recording.phrasing import offered

from .redaction import requester_label

_NEXT = "{next}"


class Line(Struct, frozen=True):
    """Something for the chair to say."""

    about: str
    """進行, 指名, 裁決 or 次の議題."""
    text: str


def lines(state: State, *, names: bool = False) -> tuple[Line, ...]:
    """At most three, what is to be said now first; ``names``: people may be called by their names."""
    if not state.prepared or state.stage is MeetingStage.CLOSED:
        return ()
    found: dict[str, Line] = {}
    for line in _lines(state, state.meeting, names):
        found.setdefault(line.text, line)
    return tuple(found.values())


def _lines(state: State, meeting: Meeting, names: bool) -> Iterator[Line]:
    left = open_unruled(state)
    if left and _still_open(state):
        yield from _asking(state, meeting, names)
        moving_on = _moving_on(state, meeting, in_block=True)
        if moving_on:
            yield Line("進行", phrase_text(state, moving_on))
        return
    ruling = ruling_sentence(meeting, usual_decisions(state, meeting))
    moving_on = _moving_on(state, meeting, in_block=bool(left))
    if ruling and in_phase(state, PhaseRole.RULING):
        yield Line("裁決", ruling)
    elif moving_on:
        yield Line("次の議題" if _NEXT in moving_on.text else "進行", phrase_text(state, moving_on))
    if ruling:
        yield Line("裁決", ruling)
    if left or not state.blocks:
        yield from (
            Line("次の議題", phrase_text(state, phrase))
            for phrase in meeting.profile.phrases
            if _NEXT in phrase.text and meeting.profile.is_for_chair(phrase) and next_groups(state)
        )


def _still_open(state: State) -> bool:
    """Whether somebody may have something left to say: a ruling offered now would cut them off.

    So it is while a hand is up, and until whoever presides has spoken since the last question or opinion.
    """
    if not (in_phase(state, PhaseRole.QUESTIONS) or in_phase(state, PhaseRole.OPINIONS)):
        return False
    last = state.floor or next(reversed(state.turns), None)
    asked = last is None or last.speaker == chair(state).speaker
    return bool(state.requests) or not asked


def _asking(state: State, meeting: Meeting, names: bool) -> Iterator[Line]:
    """Whom to call upon, and the question for more."""
    people = (meeting.person(request.person) for request in state.requests)
    called = next((person for person in people if person and (names or person.seat is not None)), None)
    if called:
        yield Line("指名", requester_label(meeting, called, names=names))
    for phrase in offered(state):
        if meeting.profile.is_for_chair(phrase) and phrase.phases and phrase.then in ("", state.phase):
            yield Line("進行", phrase_text(state, phrase))
            return


def usual_decisions(state: State, meeting: Meeting) -> tuple[Decision, ...]:
    """The usual results of exactly the cases that are open and not ruled."""
    kinds = ((case, meeting.profile.kind(case.kind)) for case in open_unruled(state))
    return tuple(Decision(case, kind.default.name) for case, kind in kinds if kind)


def _moving_on(state: State, meeting: Meeting, *, in_block: bool) -> Phrase | None:
    """The chair's likeliest phrase; while a block is open, one that takes it a phase further."""
    for phrase in offered(state):
        if (
            not meeting.profile.is_for_chair(phrase)
            or phrase.then == state.phase
            or _just_said(state, phrase)
        ):
            # What leads to where the meeting stands has been said in other words.
            continue
        if not in_block or (_NEXT not in phrase.text and phrase.then):
            return phrase
    return None


def _just_said(state: State, phrase: Phrase) -> bool:
    last = next((entry for entry in reversed(state.entries) if isinstance(entry, Turn)), None)
    return last is not None and phrase_text(state, phrase) in last.paragraphs
