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
from clerk_tui.recording.phrasing import offered

_NEXT = "{next}"


class Line(Struct, frozen=True):
    """Something for the chair to say."""

    about: str
    """進行, 裁決 or 次の議題."""
    text: str


def lines(state: State) -> tuple[Line, ...]:
    """At most three, what is to be said now first."""
    if not state.prepared or state.stage is MeetingStage.CLOSED:
        return ()
    found: dict[str, Line] = {}
    for line in _lines(state, state.meeting):
        found.setdefault(line.text, line)
    return tuple(found.values())


def _lines(state: State, meeting: Meeting) -> Iterator[Line]:
    left = open_unruled(state)
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
