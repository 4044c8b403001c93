"""The meetings that are shipped as samples, as courses for the bench clerk (見本の会議の経過)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from clerk_tui import profile as profiles
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.ids import BlockId
from clerk_tui.domain.queries import block_groups, cases_of
from clerk_tui.domain.record import Attendance, BlockHeading, Decision, Mark, StageDirection, State, Turn
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.scripting.replay import replay
from clerk_tui.session import Clock, Session

from ._course import Closed, Counted, Course, Directed, Marked, Opened, Rolled, Ruled, Spoken, Step
from ._nowhere import Nowhere

SAMPLES = ("privacy_council", "agriculture_committee")
"""The samples of a whole meeting; those of a few lines each leave out what the chair said."""

_STARTED = datetime(2026, 11, 1, 9, tzinfo=UTC)


def sample_course(body: str) -> Course:
    """What the record shows once a body's sample has been played: a case added meanwhile was on the agenda."""
    folder = shipped_folder() / body / "sample"
    session = Session(Nowhere(), clock=Clock(lambda: _STARTED, lambda: 0.0))
    session.dispatch(Prepare(read_preparation(folder, profiles)))
    replay(session, folder / "script.jsonl")
    state = session.state
    return Course(state.meeting, tuple(_steps(state)))


def _steps(state: State) -> Iterator[Step]:
    if state.attendance:
        first = {person: entries[0].status for person, entries in state.attendance.items()}
        yield Rolled(tuple(person for person, status in first.items() if status is Attendance.ABSENT))
    if state.observers:
        yield Counted(state.observers)
    for entry in state.entries:
        match entry:
            case Turn():
                yield Spoken(entry.speaker, entry.capacity, entry.paragraphs, entry.phase, entry.narrated)
                yield from _ruled(state, entry.block, entry)
            case BlockHeading(block=name):
                block = state.block(name)
                assert block is not None
                yield Opened(block.groups)
                yield from _ruled(state, name, None)
            case StageDirection(text=text):
                yield Directed(text)
            case Mark(kind=kind):
                yield Marked(kind)
    yield Closed()


def _ruled(state: State, block: BlockId | None, turn: Turn | None) -> Iterator[Ruled]:
    """What was ruled on a block in a turn of it; without a turn, what was ruled on it in none of its own."""
    own = {each.id for each in state.turns if each.block == block}
    decisions = tuple(
        ruling.decision
        for ruling in state.votes
        if ruling.block == block and (ruling.entry == turn.id if turn else ruling.entry not in own)
    )
    if decisions:
        yield Ruled(() if _usual(state, block, decisions) else decisions)


def _usual(state: State, block: BlockId | None, decisions: tuple[Decision, ...]) -> bool:
    """Whether all cases of the block were ruled as the clerk finds it filled in."""
    if {decision.case for decision in decisions} != set(cases_of(block_groups(state, block))):
        return False
    kinds = state.meeting.profile.kind
    return all(
        not decision.note
        and not decision.subject
        and (kind := kinds(decision.case.kind)) is not None
        and decision.outcome == kind.default.name
        for decision in decisions
    )
