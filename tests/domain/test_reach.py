"""A wrong speaker put right over a range of turns."""

from __future__ import annotations

import pytest
from meetings import AOKI, CHAIR, IGUCHI, MEMBER, PARKS, ROAD_GROUP, UEDA, Desk

from clerk_tui.domain import commands as c
from clerk_tui.domain.corrections import Reach
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ledger import ledger
from clerk_tui.domain.queries import took_part, unrecorded
from clerk_tui.domain.record import Named, Position, Speaker


def speakers(desk: Desk) -> list[Speaker]:
    return [turn.speaker for turn in desk.state.turns]


def said(*speakers: Speaker) -> Desk:
    desk = Desk()
    desk.do(c.CallRoll(), *(c.RecordTurn(speaker, ("発言。",)) for speaker in speakers))
    return desk


A, J, U, P, C = (Named(person) for person in (AOKI, IGUCHI, UEDA, PARKS, CHAIR))


@pytest.mark.parametrize(
    ("reach", "right"),
    [
        (Reach.TURN, [A, P, U, P, A]),
        (Reach.ONWARD, [A, P, U, P, U]),
        (Reach.ALL, [U, P, U, P, U]),
    ],
)
def test_the_turns_of_a_wrong_person(reach: Reach, right: list[Speaker]) -> None:
    desk = said(A, P, A, P, A)
    desk.do(c.CorrectSpeaker(desk.state.turns[2].id, U, reach=reach))
    assert speakers(desk) == right
    desk.undo()
    assert speakers(desk) == [A, P, A, P, A]


def test_an_unknown_member_is_named_within_the_exchange_alone() -> None:
    desk = said(MEMBER, P, MEMBER, C, J, P, MEMBER)
    desk.do(c.CorrectSpeaker(desk.state.turns[2].id, A, reach=Reach.EXCHANGE))
    assert speakers(desk) == [A, P, A, C, J, P, MEMBER]


def test_an_exchange_ends_with_its_block() -> None:
    desk = said(MEMBER, P)
    desk.do(c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(MEMBER, ("次に。",)))
    desk.do(c.CorrectSpeaker(desk.state.turns[0].id, A, reach=Reach.EXCHANGE))
    assert speakers(desk) == [A, P, MEMBER]


def test_a_capacity_goes_with_those_that_had_the_same() -> None:
    desk = said(A, P)
    desk.do(c.RecordTurn(A, ("報告します。",), "部会長"), c.RecordTurn(A, ("以上です。",)))
    desk.do(c.CorrectSpeaker(desk.state.turns[0].id, U, reach=Reach.ALL))
    assert [turn.capacity for turn in desk.state.turns] == ["", "", "部会長", ""]
    desk.do(c.CorrectSpeaker(desk.state.turns[0].id, U, "部会長", Reach.ALL))
    assert [turn.capacity for turn in desk.state.turns] == ["部会長", "", "部会長", "部会長"]


def test_stances_go_with_their_speaker() -> None:
    desk = said(A, P)
    desk.do(c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(A, ("賛成です。",)))
    cases = desk.state.meeting.groups[1].cases
    desk.do(c.DeclareStance(Position.FOR, cases, desk.state.turns[-1].id))
    desk.do(c.CorrectSpeaker(desk.state.turns[0].id, U, reach=Reach.ALL))
    assert {stance.speaker for stance in desk.state.stances} == {U}


def test_a_whole_turn_goes_to_the_phase_it_is_in_once() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(MEMBER, ("はい。",)))
    turn = desk.state.turns[0]
    with pytest.raises(Refused, match="もうその段階"):
        desk.do(c.RephaseTurn(turn.id, turn.phase))


def test_who_is_in_no_roll_took_part_by_speaking() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(Named(AOKI), ("はい。",)))
    assert took_part(desk.state, AOKI)
    assert not took_part(desk.state, IGUCHI)
    assert AOKI not in [person.id for person in unrecorded(desk.state)]
    assert IGUCHI in [person.id for person in unrecorded(desk.state)]


def test_a_closing_that_was_taken_back_stands_in_the_ledger() -> None:
    desk = Desk()
    desk.do(c.OpenMeeting(), c.CloseMeeting(), c.ReopenMeeting())
    assert [change.what for change in ledger(desk.timeline)][-1:] == ["閉会"]
