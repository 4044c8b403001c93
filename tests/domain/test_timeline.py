"""What holds and what was taken back, however far the record has gone on since."""

from __future__ import annotations

import pytest
from meetings import AOKI, CHAIR, IGUCHI, Desk

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import Redone, Undone
from clerk_tui.domain.record import Named, fold
from clerk_tui.domain.timeline import Timeline


def spoken(*texts: str) -> Desk:
    desk = Desk()
    desk.do(*(c.RecordTurn(Named(AOKI), (text,)) for text in texts))
    return desk


def texts(desk: Desk) -> list[str]:
    return [turn.text for turn in desk.state.turns]


def test_undo_and_redo_walk_back_and_forth() -> None:
    desk = spoken("一。", "二。")
    desk.undo()
    assert (texts(desk), desk.timeline.can_redo) == (["一。"], True)
    desk.redo()
    assert (texts(desk), desk.timeline.can_redo) == (["一。", "二。"], False)
    with pytest.raises(Refused, match="やり直せる操作"):
        desk.redo()


def test_a_command_taken_back_from_deep_in_the_record_leaves_what_came_after() -> None:
    """A record of another release may take back any batch, also one further away than a kept state."""
    desk = spoken("最初。")
    first = desk.timeline.records[-1].batch
    desk.do(*(c.RecordTurn(Named(IGUCHI), (f"{number}番目。",)) for number in range(400)))
    whole = texts(desk)
    desk.keep(Undone(first))
    assert texts(desk) == whole[1:]
    assert desk.state == fold(record.event for record in desk.timeline.holding)
    desk.keep(Redone(first))
    assert texts(desk) == whole
    assert desk.state == Timeline(desk.timeline.records).state


@pytest.mark.parametrize("event", [Undone(999), Redone(999)])
def test_taking_back_or_putting_back_what_was_never_done_changes_nothing(event: Undone | Redone) -> None:
    desk = spoken("一。")
    before = desk.state
    desk.keep(event)
    assert desk.state == before


def test_whoever_had_the_floor_when_something_is_taken_back_has_it_no_more() -> None:
    desk = spoken("一。")
    desk.do(c.TakeFloor(Named(CHAIR)))
    desk.undo()
    assert desk.state.floor is None
