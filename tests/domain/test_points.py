"""Points of the summary: kept as facts, joined with their turns, in the ledger of corrections."""

from __future__ import annotations

from meetings import CHAIR, Desk

from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.record import Named


def turns(*texts: str) -> tuple[Desk, list[EntryId]]:
    desk = Desk()
    for text in texts:
        desk.do(c.RecordTurn(Named(CHAIR), (text,)))
    return desk, [turn.id for turn in desk.state.turns[-len(texts) :]]


def test_a_point_is_taken_and_given_up_again() -> None:
    desk, (said,) = turns("水辺を守ります。")
    desk.do(c.MarkPoint(said))
    assert desk.state.turns[-1].point == "〃"
    desk.do(c.MarkPoint(said, " 水辺の保全 \n\n続ける "))
    assert desk.state.turns[-1].point == "水辺の保全\n続ける"
    desk.do(c.MarkPoint(said, ""))
    assert desk.state.turns[-1].point == ""


def test_the_points_of_two_turns_go_with_them_into_one() -> None:
    for marks, whole in (
        ((None, None), ""),
        ((None, "〃"), "〃"),
        (("〃", "〃"), "〃"),
        (("甲", "〃"), "甲\n二。"),
    ):
        desk, (first, second) = turns("一。", "二。")
        for turn, mark in zip((first, second), marks, strict=True):
            if mark is not None:
                desk.do(c.MarkPoint(turn, mark))
        desk.do(c.MergeTurns(first, second))
        assert desk.state.turns[-1].point == whole
