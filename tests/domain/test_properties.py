"""Any sequence of commands: what holds whatever the clerk does."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from meetings import MEETING, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import closing_findings, findings
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.meeting import Case, Material
from clerk_tui.domain.queries import Progress, agenda, deliberated, remaining
from clerk_tui.domain.record import (
    Attendance,
    Casting,
    Decision,
    MarkKind,
    Method,
    Named,
    PhaseShift,
    Position,
    State,
    Tally,
    Unnamed,
    fold,
)
from clerk_tui.domain.timeline import replay
from clerk_tui.record.documents import GENESIS, compose, decode

PEOPLE = [person.id for person in MEETING.people]
CASES = [*MEETING.case_ids, CaseId("諮問", 9)]
GROUPS = [group.id for group in MEETING.groups]
PHASES = [phase.id for phase in MEETING.profile.phases]
TEXTS = st.lists(
    st.sampled_from(["質問です。", "諮問第2号に反対です。", "資料3を。終わります。", ""]), max_size=3
).map(tuple)

speakers = st.one_of(st.sampled_from(PEOPLE).map(Named), st.just(Unnamed("member")))
cases = st.lists(st.sampled_from(CASES), max_size=3).map(tuple)
groups = st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2).map(tuple)


# Which line a command means is drawn as a number and looked up when the command is carried out: strategies
# built anew for each state would take most of the time.
entries = st.integers(0, 30).map(lambda number: EntryId(f"#{number}"))
maybe = st.one_of(st.none(), entries)
decisions = st.builds(
    Decision,
    st.sampled_from(CASES),
    st.sampled_from(["決定", "了承", "継続審議"]),
    subject=st.sampled_from(["", "修正案", "歳入", "原案"]),
)
numbers = st.none() | st.integers(0, 3)
tallies = st.none() | st.builds(
    Tally, *[st.integers(-1, 4)] * 3, st.integers(0, 1), st.none() | st.sampled_from(Casting)
)

commands: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(c.RecordTurn, speakers, TEXTS, cases=cases, then=st.sampled_from(["", *PHASES])),
    st.builds(c.RecordTurn, speakers, TEXTS),
    st.builds(c.RecordTurn, speakers, TEXTS, before=entries),
    st.builds(c.TakeFloor, speakers),
    st.builds(c.OpenBlock, groups),
    st.builds(c.DeferGroup, st.sampled_from(GROUPS)),
    st.builds(c.ChangePhase, st.sampled_from(PHASES)),
    st.builds(c.RecordStageDirection, st.sampled_from(["異議なし", ""])),
    st.builds(c.MakeMark, st.sampled_from(MarkKind)),
    st.builds(
        c.MarkAttendance, st.sampled_from(PEOPLE), st.sampled_from(Attendance), confirmed=st.booleans()
    ),
    st.builds(c.CallRoll, st.lists(st.sampled_from(PEOPLE), max_size=2).map(tuple)),
    st.builds(c.RuleCases, st.lists(decisions, max_size=3).map(tuple), st.sampled_from(Method), tallies),
    st.builds(c.AmendRuling, decisions, st.sampled_from(Method), tallies, numbers),
    st.builds(c.WithdrawRuling, st.sampled_from(CASES), numbers),
    st.builds(c.AddCase, st.just(Case(CaseId("諮問", 9), "追加の件")), st.sampled_from(GROUPS)),
    st.builds(c.DropCase, st.sampled_from(CASES)),
    st.builds(c.AddMaterial, st.just(Material("当日", "資料3"))),
    st.builds(c.ReorderGroups, st.permutations(GROUPS).map(tuple)),
    st.builds(c.TableCases, cases),
    st.builds(c.CloseMeeting),
    st.builds(c.EditText, entries, TEXTS),
    st.builds(c.CorrectSpeaker, maybe, speakers),
    st.builds(c.TagCases, maybe, cases),
    st.builds(c.RephaseTurn, entries, st.sampled_from(PHASES)),
    st.builds(c.RephaseFrom, entries, st.sampled_from(PHASES)),
    st.builds(c.ShiftPhase, maybe, st.sampled_from(PHASES), st.integers(0, 2), st.integers(0, 6)),
    st.builds(c.SplitTurn, entries, st.integers(0, 2), st.integers(0, 6)),
    st.builds(c.MergeTurns, entries, entries),
    st.builds(c.MoveEntry, entries, maybe),
    st.builds(c.DeleteEntry, entries),
    st.builds(c.FlagTurn, maybe, st.sampled_from(["", "氏名"])),
    st.builds(c.WaiveAnswer, maybe),
    st.builds(c.DeclareStance, st.sampled_from(Position), cases, maybe),
    st.builds(c.ReplaceText, st.just("質問"), st.just("質疑")),
    st.just(c.Undo()),
    st.just(c.Redo()),
)


def placed(command: c.Command, state: State) -> c.Command:
    """The command with the lines that its numbers stand for."""
    found = {}
    for name in command.__struct_fields__:
        value = getattr(command, name)
        if isinstance(value, str) and value.startswith("#") and state.entries:
            found[name] = state.entries[int(value[1:]) % len(state.entries)].id
    return replace(command, **found)


def carry_out(desk: Desk, command: c.Command) -> None:
    try:
        match command:
            case c.Undo():
                desk.undo()
            case c.Redo():
                desk.redo()
            case _:
                desk.do(placed(command, desk.state))
    except Refused as refusal:
        assert str(refusal).endswith(("。", "）。", "です）。"))


def played(script: list[c.Command]) -> Desk:
    desk = Desk()
    for command in script:
        carry_out(desk, command)
        desk.at += timedelta(seconds=1)
    return desk


desks = st.one_of(st.lists(commands, max_size=6), st.lists(commands, min_size=20, max_size=40)).map(played)


@settings(max_examples=150)
@given(desks)
def test_the_reducer_is_a_pure_function_of_the_events(desk: Desk) -> None:
    records = list(desk.timeline.records)
    assert replay(records) == desk.state
    assert replay(records) == desk.state
    folded = fold(record.event for record in desk.timeline.holding)
    assert replace(folded, floor=None) == replace(desk.state, floor=None)


@settings(max_examples=100)
@given(desks)
def test_undoing_everything_leaves_the_prepared_empty_record_and_redoing_brings_it_back(desk: Desk) -> None:
    fresh = Desk()
    written = len(desk.timeline.records)
    while desk.timeline.can_redo:
        desk.redo()
    full = desk.state
    undone = 0
    while desk.timeline.can_undo:
        desk.undo()
        undone += 1
    # Nothing leaves the journal by being undone. Who has the floor is forgotten with what was undone.
    assert desk.state == fresh.state if undone else replace(desk.state, floor=None) == fresh.state
    assert len(desk.timeline.records) >= written + undone
    for _ in range(undone):
        desk.redo()
    assert replace(desk.state, floor=None) == replace(full, floor=None)


@settings(max_examples=100)
@given(desks)
def test_the_state_keeps_its_own_promises(desk: Desk) -> None:
    state = desk.state
    meeting = state.meeting
    ids = [entry.id for entry in state.entries]
    assert len(ids) == len(set(ids))
    for turn in state.turns:
        assert meeting.profile.phase(turn.phase)
        for shift in turn.shifts:
            assert isinstance(shift, PhaseShift)
            assert 0 <= shift.paragraph <= len(turn.paragraphs)
    assert set(deliberated(state)) == set(meeting.case_ids)
    assert len(deliberated(state)) == len(meeting.case_ids)
    done = {case for s in agenda(state) if s.progress is Progress.DONE for case in s.group.cases}
    assert done <= set(state.rulings)
    assert set(state.rulings) <= {vote.decision.case for vote in state.votes}
    printed = [decision for result in state.rulings.values() for decision in (*result.parts, result.decision)]
    assert set(printed) <= {vote.decision for vote in state.votes}
    left = [case for status in remaining(state) for case in status.remaining]
    assert not set(left) & set(state.rulings)


@settings(max_examples=100)
@given(desks)
def test_checks_name_only_what_is_in_the_record(desk: Desk) -> None:
    state = desk.state
    ids = {entry.id for entry in state.entries}
    for finding in (*findings(state), *closing_findings(state)):
        assert finding.entry is None or finding.entry in ids
        assert finding.message.endswith(("。", "）。"))
    unruled = {case for f in closing_findings(state) if f.rule in ("unruled", "deferred") for case in f.cases}
    grouped = {case for group in state.meeting.groups for case in group.cases}
    assert unruled == grouped - set(state.rulings)


@settings(max_examples=60)
@given(desks)
def test_every_record_survives_the_codec(desk: Desk) -> None:
    for record in desk.timeline.records:
        assert decode([compose([record], GENESIS)])[0].recorded == record
