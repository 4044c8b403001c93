"""What the predictor looks at (場面): the last turns, who is in the room, and where the proceedings stand.

Everything is read from a bounded stretch at the end of the record, so that a guess costs the same in the
fifth hour as in the first minute.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from itertools import islice
from typing import assert_never

from msgspec import Struct

from clerk_tui.domain.ids import BlockId, CaseId
from clerk_tui.domain.meeting import Group, Meeting, Person
from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.queries import open_groups, presence
from clerk_tui.domain.record import (
    BlockHeading,
    Entry,
    Mark,
    Named,
    Speaker,
    StageDirection,
    State,
    Turn,
    Unnamed,
)
from clerk_tui.domain.text import paragraphs

# A block seldom has more turns than this; habits older than it have faded anyway.
_WINDOW = 160


class Side(StrEnum):
    """The part that a speaker plays in a turn (発言の側)."""

    CHAIR = "進行"
    MEMBER = "委員"
    OFFICE = "説明・答弁"
    REPORTER = "部会報告"
    """Anybody who speaks in another capacity than their own (部会長として), unless they preside in it."""


_SIDES = {
    Standing.CHAIR: Side.CHAIR,
    Standing.MEMBER: Side.MEMBER,
    Standing.OFFICIAL: Side.OFFICE,
    Standing.SECRETARIAT: Side.OFFICE,
    Standing.GUEST: Side.OFFICE,
}


class Pause(StrEnum):
    """What stands between the last turn and now."""

    NONE = ""
    HEADING = "見出し"
    STAGE = "ト書き"
    MARK = "休憩・再開"


class Step(Struct, frozen=True):
    """A turn as the predictor sees it."""

    speaker: Speaker
    capacity: str
    side: Side
    part: PhaseRole
    """The phase in which it began."""
    block: BlockId | None
    paragraphs: tuple[str, ...]
    cases: tuple[CaseId, ...] = ()
    apart: bool = False
    """True where a heading, stage direction or mark stands before it: it did not follow on the turn before."""


class Scene(Struct, frozen=True):
    """A meeting at a moment."""

    meeting: Meeting
    part: PhaseRole
    block: BlockId | None
    groups: tuple[Group, ...]
    """Of the open block."""
    people: tuple[Person, ...]
    """Those who have not left or stayed away, in roster order."""
    standings: Mapping[Speaker, Standing]
    steps: tuple[Step, ...]
    """The last turns, newest first; whoever has the floor counts as the newest."""
    pause: Pause
    asked: tuple[Speaker, ...] = ()
    """Who asked to speak, in the order of asking."""

    @property
    def last(self) -> Step | None:
        return self.steps[0] if self.steps else None

    def in_block(self) -> Iterable[Step]:
        """The turns of the open block, newest first."""
        return (step for step in self.steps if self.block is not None and step.block == self.block)

    def standing(self, speaker: Speaker) -> Standing:
        """The speaker's standing; that of a guest for somebody who is on the roster no longer."""
        return self.standings.get(speaker, Standing.GUEST)

    def of(self, *standings: Standing) -> tuple[Person, ...]:
        """Those present of these standings, in roster order."""
        return tuple(person for person in self.people if self.standings[Named(person.id)] in standings)


def look(state: State, meeting: Meeting, said: str) -> Scene:
    """The scene of a state.

    Args:
        state: the record.
        meeting: the state's meeting.
        said: what whoever has the floor has been heard to say so far.
    """
    cast = _cast(meeting)
    part = cast.parts.get(state.phase, PhaseRole.OTHER)
    steps, pause = _steps(state.entries, cast)
    if state.floor:
        floor = Step(
            state.floor.speaker,
            state.floor.capacity,
            cast.side(state.floor.speaker, state.floor.capacity),
            part,
            state.current,
            paragraphs(said),
            apart=pause is not Pause.NONE,
        )
        steps, pause = [floor, *steps], Pause.NONE
    return Scene(
        meeting=meeting,
        part=part,
        block=state.current,
        groups=open_groups(state),
        people=tuple(person for person in meeting.people if not _away(state, person)),
        standings=cast.standings,
        steps=tuple(steps),
        pause=pause,
        asked=tuple(Named(request.person) for request in state.requests),
    )


class _Cast(Struct, frozen=True):
    """What a speaker, a capacity and a phase mean in this body."""

    standings: Mapping[Speaker, Standing]
    parts: Mapping[str, PhaseRole]
    deputies: frozenset[str]

    def side(self, speaker: Speaker, capacity: str) -> Side:
        if capacity:
            return Side.CHAIR if capacity in self.deputies else Side.REPORTER
        return _SIDES[self.standings.get(speaker, Standing.GUEST)]

    def step(self, turn: Turn, *, apart: bool) -> Step:
        return Step(
            turn.speaker,
            turn.capacity,
            self.side(turn.speaker, turn.capacity),
            self.parts.get(turn.phase, PhaseRole.OTHER),
            turn.block,
            turn.paragraphs,
            turn.cases,
            apart,
        )


def _cast(meeting: Meeting) -> _Cast:
    roles = meeting.profile.roles
    standings: dict[Speaker, Standing] = {Unnamed(role.id): role.standing for role in roles}
    for person in meeting.people:
        standings[Named(person.id)] = standings[Unnamed(person.role)]
    return _Cast(
        standings,
        {phase.id: phase.role for phase in meeting.profile.phases},
        frozenset(name for name in meeting.profile.capacities if meeting.profile.presides(name)),
    )


def _steps(entries: tuple[Entry, ...], cast: _Cast) -> tuple[list[Step], Pause]:
    """The last turns, newest first, and what stands after the very last."""
    steps: list[Step] = []
    pause, newest = Pause.NONE, Pause.NONE
    later: Turn | None = None
    for entry in islice(reversed(entries), _WINDOW):
        match entry:
            case Turn():
                if later is None:
                    newest = pause
                else:
                    steps.append(cast.step(later, apart=pause is not Pause.NONE))
                later, pause = entry, Pause.NONE
            case BlockHeading():
                pause = Pause.HEADING
            case StageDirection():
                # A heading says more about what comes than the 「（異議なし）」 before it.
                pause = pause or Pause.STAGE
            case Mark():
                pause = pause or Pause.MARK
            case _:
                assert_never(entry)
    if later is None:
        return steps, pause
    steps.append(cast.step(later, apart=True))
    return steps, newest


def _away(state: State, person: Person) -> bool:
    """Known to be elsewhere; before the roll is called nobody is."""
    last = presence(state, person.id)
    return last is not None and not last.status.here
