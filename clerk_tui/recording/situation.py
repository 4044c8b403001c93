"""When an action makes sense (状況): questions that the registry asks before it offers anything. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from clerk_tui.domain.follow_ups import owed
from clerk_tui.domain.queries import open_cases, open_topic, open_unruled, remaining
from clerk_tui.domain.record import MeetingStage, State


class Situation(Struct, frozen=True):
    """What decides whether an action makes sense now."""

    state: State
    typing: bool = False
    """Whether text stands in the entry."""
    can_undo: bool = False
    can_redo: bool = False
    storage_displaced: bool = False
    """Whether the record could not stay in the session's folder."""
    announced: bool = False
    """Whether the words of the entry, or of the last turn, announce a change."""
    reading: bool = False
    """Whether another window records, so that this one only shows."""


Possible = Callable[[Situation], bool]


def always(_now: Situation) -> bool:
    return True


def prepared(now: Situation) -> bool:
    return now.state.prepared


def sitting(now: Situation) -> bool:
    """Before the closing, the time before the opening included: the first turn opens the meeting."""
    return prepared(now) and now.state.stage is not MeetingStage.CLOSED


def closed(now: Situation) -> bool:
    return now.state.stage is MeetingStage.CLOSED


def has_conflicts(now: Situation) -> bool:
    """Corrections differ and nobody has decided."""
    return bool(now.state.conflicts)


def has_blocks(now: Situation) -> bool:
    return bool(now.state.blocks)


def has_phases(now: Situation) -> bool:
    return sitting(now) and bool(now.state.meeting.profile.phases)


def has_remaining(now: Situation) -> bool:
    return sitting(now) and bool(remaining(now.state))


def has_unruled(now: Situation) -> bool:
    return sitting(now) and bool(open_unruled(now.state))


def has_votes(now: Situation) -> bool:
    return bool(now.state.votes)


def may_rule(now: Situation) -> bool:
    """Whether there is a ruling to make or, at any time, one to put right."""
    return has_unruled(now) or (sitting(now) and bool(open_topic(now.state))) or has_votes(now)


def may_vote_again(now: Situation) -> bool:
    voted = {ruling.decision.case for ruling in now.state.votes}
    return sitting(now) and not voted.isdisjoint(open_cases(now.state))


def has_entries(now: Situation) -> bool:
    return bool(now.state.entries)


def has_turns(now: Situation) -> bool:
    return bool(now.state.turns)


def has_follow_ups(now: Situation) -> bool:
    return bool(owed(now.state))


def has_history(now: Situation) -> bool:
    return now.can_undo


def may_hear(now: Situation) -> bool:
    """After the closing and during a recess: while people speak, nobody listens to a recording."""
    return has_entries(now) and now.state.stage in (MeetingStage.CLOSED, MeetingStage.RECESS)


def is_announced(now: Situation) -> bool:
    return sitting(now) and now.announced


def may_undo(now: Situation) -> bool:
    return now.can_undo or now.typing


def may_redo(now: Situation) -> bool:
    return now.can_redo or now.typing


def storage_displaced(now: Situation) -> bool:
    return now.storage_displaced


_ABOUT = re.compile(r"(?:について|に関すること)?(?:[（(].*)?$")
_JOINTS = re.compile(r"に関する|における|の|を|と|に|、|及び|並びに")


def subject(state: State) -> str:
    """What the open cases are about in a word (外部委託), for looking up what was said of it before."""
    for case_id in open_cases(state):
        case = state.meeting.case(case_id)
        parts = [part for part in _JOINTS.split(_ABOUT.sub("", case.title)) if part] if case else []
        if parts:
            return parts[-1]
    return ""
