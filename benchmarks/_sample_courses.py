"""The meetings that are shipped as samples, as courses for the bench clerk (見本の会議の経過)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from clerk_tui import profile as profiles
from clerk_tui.domain import events as e
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.events import Event, Recorded
from clerk_tui.domain.ids import BlockId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import block_groups, cases_of
from clerk_tui.domain.record import (
    Attendance,
    BlockHeading,
    Decision,
    Mark,
    Method,
    Presiding,
    StageDirection,
    State,
    Tally,
    Turn,
)
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.intake.proposal import MeetingPlan, propose
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.scripting.replay import replay
from clerk_tui.session import Clock, Session

from ._course import (
    Closed,
    Counted,
    Course,
    Directed,
    KeptOut,
    Marked,
    Moved,
    Opened,
    Owed,
    Presides,
    Rolled,
    Ruled,
    Settled,
    Signing,
    Spoken,
    Step,
)
from ._nowhere import Nowhere

SAMPLES = {
    "privacy_council": "個人情報保護",
    "agriculture_committee": "農業委員会",
    "education_board": "教育委員会",
    "city_planning": "都市計画",
    "standing_committee": "常任委員会",
    "disclosure_board": "審査会",
    "expert_panel": "有識者会議",
    "liaison_council": "協議会",
}
"""The samples, each with what its body is called in the table."""

_STARTED = datetime(2026, 11, 1, 9, tzinfo=UTC)


def sample_course(body: str) -> Course:
    """What the record shows once a body's sample has been played: a case added meanwhile was on the agenda."""
    session = _played(body)
    return Course(session.state.meeting, tuple(_steps(session.state, session.timeline.holding)), phased=True)


def played(body: str) -> State:
    """The record of a body's sample as its script makes it."""
    return _played(body).state


def _played(body: str) -> Session:
    session = Session(Nowhere(), clock=Clock(lambda: _STARTED, lambda: 0.0))
    session.dispatch(Prepare(_prepared(body)))
    replay(session, shipped_folder() / body / "sample" / "script.jsonl")
    return session


def _prepared(body: str) -> Meeting:
    """The meeting of a sample, from its preparation or else from its papers."""
    folder = shipped_folder() / body / "sample"
    if (folder / "preparation.toml").exists():
        return read_preparation(folder, profiles)
    profile = profiles.read_profile(profiles.find(body))
    plan = MeetingPlan(profile, _STARTED.date(), files=(folder / "次第.txt",), roster=folder / "名簿.csv")
    return propose(plan, profiles).meeting


def _steps(state: State, records: Sequence[Recorded]) -> Iterator[Step]:
    if state.attendance:
        first = {person: entries[0].status for person, entries in state.attendance.items()}
        yield Rolled(
            tuple(person for person, status in first.items() if status is Attendance.ABSENT),
            tuple(person for person, status in first.items() if status is Attendance.ONLINE),
        )
    if state.observers is not None:
        yield Counted(state.observers)
    moves = sorted(
        ((entry.at, person, entry) for person, entries in state.attendance.items() for entry in entries[1:]),
        key=lambda move: move[:2],
    )
    others = [(record.seq, step) for record in records if (step := _beside(record.event))]
    for entry in state.entries:
        at = entry.started if isinstance(entry, Turn) else entry.at
        # Entries are named by the number of the event that made them.
        while others and others[0][0] < float(entry.id[1:]):
            yield others.pop(0)[1]
        while moves and moves[0][0] <= at:
            _, person, presence = moves.pop(0)
            yield Moved(person, presence.status, presence.note)
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
            case Mark(kind=kind, reason=reason):
                yield Marked(kind, reason)
    yield from (step for _, step in others)
    yield Closed()


def _beside(event: Event) -> Step | None:
    """What was recorded beside the lines of the record."""
    match event:
        case e.Concluded(conclusion=conclusion):
            return Settled(
                conclusion, conclusion.subject.removesuffix("の選挙") if conclusion.elected else ""
            )
        case e.SignatoriesNamed(people=people):
            return Signing(people)
        case e.FollowUpMarked(follow_up=made):
            return Owed(made)
        case e.Recused(recusal=recusal):
            return KeptOut(recusal.person)
        case e.ChairTaken(presiding=Presiding(person=person)):
            return Presides(person)
        case _:
            return None


def _ruled(state: State, block: BlockId | None, turn: Turn | None) -> Iterator[Ruled]:
    """What was ruled on a block in a turn of it; without a turn, what was ruled on it in none of its own."""
    own = {each.id for each in state.turns if each.block == block}
    made: dict[tuple[Method, Tally | None], list[Decision]] = {}
    for ruling in state.votes:
        if ruling.block == block and (ruling.entry == turn.id if turn else ruling.entry not in own):
            made.setdefault((ruling.method, ruling.tally), []).append(ruling.decision)
    for (method, tally), decisions in made.items():
        usual = _usual(state, block, tuple(decisions))
        yield Ruled(() if usual else tuple(decisions), method, tally)


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
