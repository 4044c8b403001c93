"""Who asked to speak: kept in order, gone with the person's words, never in the minutes."""

from __future__ import annotations

import pytest
from chamber import doing, members, records
from script_player import prepared

from clerk_tui.domain.commands import (
    CloseMeeting,
    RecordTurn,
    RequestSpeech,
    TakeFloor,
    Undo,
    WithdrawRequest,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import SpeechRequested
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.record import Named, State
from clerk_tui.domain.timeline import replay
from clerk_tui.record.documents import GENESIS, compose, decode


def opened() -> State:
    return replay(records()[:20])


def waiting(state: State) -> list[PersonId]:
    return [request.person for request in state.requests]


def test_requests_stand_in_the_order_of_asking() -> None:
    first, second, third = (member.person for member in members(opened())[:3])
    state = doing(opened(), *(RequestSpeech(person) for person in (second, first, third, second)))
    assert waiting(state) == [second, first, third]


@pytest.mark.parametrize("speaks", [TakeFloor, RecordTurn])
def test_who_speaks_is_off_the_list(speaks: type[TakeFloor] | type[RecordTurn]) -> None:
    first, second = members(opened())[:2]
    state = doing(opened(), RequestSpeech(first.person), RequestSpeech(second.person), speaks(first))
    assert waiting(state) == [second.person]


def test_an_inserted_turn_takes_nobody_off_the_list() -> None:
    first = members(opened())[0]
    state = doing(
        opened(),
        RequestSpeech(first.person),
        RecordTurn(first, ("前の発言です。",), before=opened().turns[0].id),
    )
    assert waiting(state) == [first.person]


def test_a_request_is_withdrawn_and_only_once() -> None:
    first = members(opened())[0].person
    state = doing(opened(), RequestSpeech(first), WithdrawRequest(first))
    assert waiting(state) == []
    with pytest.raises(Refused, match="一覧にいません"):
        doing(state, WithdrawRequest(first))


def test_nobody_asks_to_speak_after_the_closing() -> None:
    first = members(opened())[0].person
    state = doing(opened(), RequestSpeech(first), CloseMeeting())
    assert waiting(state) == []
    with pytest.raises(Refused):
        doing(state, RequestSpeech(first))


def test_undo_goes_by_what_was_said_and_not_by_raised_hands() -> None:
    session, _ = prepared("privacy_council")
    first, second = members(session.state)[:2]
    session.dispatch(RecordTurn(first, ("お尋ねします。",)))
    session.dispatch(RequestSpeech(second.person))
    session.dispatch(Undo())
    assert session.state.turns == ()
    assert waiting(session.state) == [second.person]


def test_undoing_a_turn_raises_the_hand_again() -> None:
    session, _ = prepared("privacy_council")
    first = members(session.state)[0]
    session.dispatch(RequestSpeech(first.person))
    session.dispatch(RecordTurn(first, ("お尋ねします。",)))
    assert waiting(session.state) == []
    session.dispatch(Undo())
    assert waiting(session.state) == [first.person]


def test_the_record_keeps_it() -> None:
    session, store = prepared("privacy_council")
    session.dispatch(RequestSpeech(members(session.state)[0].person))
    (record,) = (record for record in store.records if isinstance(record.event, SpeechRequested))
    assert decode([compose([record], GENESIS)])[0].recorded == record
    assert Named(record.event.person) in members(session.state)
