"""The heading of a block put right with its turns kept; a closing taken back alone; a case that takes its group along."""

from __future__ import annotations

import pytest
from meetings import AOKI, CHAIR, MEMBER, PARK_GROUP, Q1, Q2, Q3, Q4, R1, ROAD_GROUP, START, TREE_GROUP, Desk

from clerk_tui.domain import commands as c
from clerk_tui.domain.blocks import BlockDissolved
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import BlockId, EntryId
from clerk_tui.domain.ledger import ledger
from clerk_tui.domain.queries import Progress, agenda, deliberated, open_cases
from clerk_tui.domain.record import (
    BlockHeading,
    Decision,
    MarkKind,
    MeetingStage,
    Named,
    State,
)
from clerk_tui.minutes.document import Heading
from clerk_tui.minutes.outline import outline


def headings(state: State) -> list[tuple[str, ...]]:
    """As Word prints them."""
    return [row.lines for row in outline(state, START).body if isinstance(row, Heading)]


def heading_of(desk: Desk, number: int) -> EntryId:
    return [entry for entry in desk.state.entries if isinstance(entry, BlockHeading)][number].id


@pytest.fixture
def desk() -> Desk:
    """The roads called by mistake with the parks, noticed a turn later."""
    desk = Desk()
    desk.do(
        c.CallRoll(),
        c.OpenBlock((PARK_GROUP, ROAD_GROUP)),
        c.RecordTurn(Named(CHAIR), ("説明をお願いします。",)),
    )
    return desk


def test_a_group_is_taken_out_of_a_heading_and_its_turns_stay(desk: Desk) -> None:
    turns = desk.state.turns
    desk.do(c.ChangeBlock((PARK_GROUP,)))
    assert desk.state.turns == turns
    assert open_cases(desk.state) == (R1, Q1, Q2)
    assert headings(desk.state) == [("報告第1号、諮問第1号・第2号",)]
    assert agenda(desk.state)[1].progress is Progress.WAITING
    desk.undo()
    assert open_cases(desk.state) == (R1, Q1, Q2, Q3)


def test_a_group_is_added_to_an_earlier_heading_and_the_case_table_follows(desk: Desk) -> None:
    desk.do(
        c.ChangeBlock((PARK_GROUP,)),
        c.OpenBlock((ROAD_GROUP,)),
        c.DeferGroup(TREE_GROUP),
        c.ChangeBlock((PARK_GROUP, TREE_GROUP), heading_of(desk, 0)),
    )
    assert deliberated(desk.state) == (R1, Q1, Q2, Q4, Q3)
    assert headings(desk.state)[0] == ("報告第1号、諮問第1号・第2号", "諮問第4号")
    assert not desk.state.deferred
    assert [line.what for line in ledger(desk.timeline)] == ["見出し", "見出し"]


def test_any_turn_names_its_block(desk: Desk) -> None:
    desk.do(c.ChangeBlock((ROAD_GROUP,), desk.state.turns[0].id))
    assert desk.state.blocks[0].groups == (ROAD_GROUP,)


def test_a_dissolved_block_gives_its_turns_to_the_one_that_it_had_interrupted() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((PARK_GROUP,)), c.RecordTurn(Named(CHAIR), ("説明を。",)))
    desk.do(c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(AOKI), ("公園の件ですが。",)))
    desk.do(c.RuleCases((Decision(Q1, "決定"),)), c.DissolveBlock())
    state = desk.state
    first = state.blocks[0]
    assert len(state.blocks) == 1 and first.closed is None and state.current == first.id
    assert {turn.block for turn in state.turns} == {first.id}
    assert state.rulings[Q1].block == first.id
    assert len(headings(state)) == 1
    desk.undo()
    assert len(desk.state.blocks) == 2 and len(headings(desk.state)) == 2


def test_the_first_block_dissolved_leaves_turns_of_no_block(desk: Desk) -> None:
    desk.do(c.DissolveBlock())
    assert desk.state.current is None and headings(desk.state) == []
    assert [turn.block for turn in desk.state.turns] == [None]
    with pytest.raises(Refused, match="見出しがありません"):
        desk.do(c.ChangeBlock((PARK_GROUP,)))


def test_a_heading_keeps_at_least_one_group(desk: Desk) -> None:
    with pytest.raises(Refused, match="解いて"):
        desk.do(c.ChangeBlock(()))


def test_reopening_undoes_the_closing_alone(desk: Desk) -> None:
    turn = desk.state.turns[0].id
    desk.do(c.CloseMeeting(), c.FlagTurn(turn, "数字を確認"), c.ReopenMeeting())
    state = desk.state
    assert state.stage is MeetingStage.SITTING and state.closed is None
    assert state.current == state.blocks[0].id and state.blocks[0].closed is None
    assert state.turns[0].flag == "数字を確認"
    desk.do(c.RecordTurn(Named(AOKI), ("一つ伺います。",)))
    assert desk.state.turns[-1].block == state.blocks[0].id
    with pytest.raises(Refused):
        desk.do(c.ReopenMeeting())


def test_reopening_leaves_a_block_closed_that_had_been_left_before(desk: Desk) -> None:
    desk.do(c.ChangePhase("notices"), minutes=0)
    desk.do(c.CloseMeeting(), c.ReopenMeeting())
    assert desk.state.current is None


def test_a_meeting_closed_in_recess_is_in_recess_again(desk: Desk) -> None:
    desk.do(c.MakeMark(MarkKind.RECESS), c.CloseMeeting(), c.ReopenMeeting())
    assert desk.state.stage is MeetingStage.RECESS


def test_a_group_goes_with_its_only_case() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.DropCase(Q3))
    assert [status.group.id for status in agenda(desk.state)] == [PARK_GROUP, TREE_GROUP]
    assert headings(desk.state) == []
    desk.undo()
    assert headings(desk.state) == [("諮問第3号",)]


def test_a_line_under_no_heading_has_none_to_be_changed() -> None:
    fresh = Desk()
    fresh.do(c.RecordTurn(MEMBER, ("はい。",)))
    with pytest.raises(Refused, match="見出しの下にもありません"):
        fresh.do(c.ChangeBlock((PARK_GROUP,), fresh.state.turns[0].id))


def test_a_block_that_an_old_record_no_longer_has_is_passed_over() -> None:
    state = Desk().state
    assert BlockDissolved(BlockId("b99")).apply(state) is state
