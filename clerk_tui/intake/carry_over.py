"""What the next meeting takes over from the last one (前回からの引継ぎ)."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Meeting
from clerk_tui.domain.queries import ruled_outcome
from clerk_tui.domain.record import State

from .schedule import Schedule

LAST = "前回"
"""When a carried case was received, as the case's own record says it."""


class Takeover(Struct, frozen=True):
    """The last meeting, and what of it carries on."""

    meeting: Meeting
    cases: tuple[Case, ...]
    groups: tuple[Group, ...]
    """With only the cases that carry on."""
    following: Schedule
    """What was said of the next meeting."""

    @property
    def minutes(self) -> str:
        """The name of the last minutes (前回会議録), as an item of the agenda."""
        return f"{self.meeting.title[0]}{self.meeting.profile.document}"


def takeover(state: State) -> Takeover:
    """What carries on from a record.

    Raises:
        ValueError: the record has no preparation.
    """
    meeting = state.meeting
    if not state.prepared:
        raise ValueError("a record without a preparation hands nothing on")
    open_cases = [
        case
        for case in meeting.cases
        if (ruling := state.rulings.get(case.id)) is None
        or ((outcome := ruled_outcome(meeting, ruling)) is not None and not outcome.settled)
    ]
    carried = {
        case.id: replace(
            case,
            origin=case.origin if case.origin is CaseOrigin.REFERRED else CaseOrigin.CARRIED,
            received=case.received or LAST,
        )
        for case in open_cases
    }
    groups = [
        replace(group, cases=cases, heading="", item=None)
        for group in meeting.groups
        if (cases := tuple(case for case in group.cases if case in carried))
    ]
    following = state.next_meeting
    return Takeover(
        meeting,
        tuple(carried.values()),
        tuple(replace(group, id=GroupId(str(number))) for number, group in enumerate(groups, start=1)),
        Schedule(date=following.date, starts=following.time, place=following.place)
        if following
        else Schedule(),
    )
