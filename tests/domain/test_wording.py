"""The chair's lines with their places filled in from the record."""

from __future__ import annotations

import pytest
from meetings import MEETING, PARK_GROUP, PROFILE, Q1, Q2, R1, ROAD_GROUP, TREE_GROUP, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.profile import CaseKind, Outcome, Phrase
from clerk_tui.domain.record import Decision, State
from clerk_tui.domain.wording import phrase_text, ruling_sentence


def line(text: str) -> Phrase:
    return Phrase("k", text, ())


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("{cases}です。", "諮問第3号です。"),
        ("次は{next}です。", "次は諮問第4号です。"),
        ("ただいまから{title}を開きます。", "ただいまから令和8年度第1回みどり市緑化審議会を開きます。"),
        ("{explained}の説明です。", "諮問第3号の説明です。"),
        ("{explainer}、お願いします。", "道路課長、お願いします。"),
        # A profile of a later release may know more places than this one.
        ("{weather}", "{weather}"),
        ("質問はありますか。", "質問はありますか。"),
    ],
)
def test_places_are_filled_from_the_record(text: str, filled: str) -> None:
    meeting = replace(MEETING, profile=replace(PROFILE, document="会議録"))
    desk = Desk(meeting)
    desk.do(c.OpenMeeting(), c.OpenBlock((PARK_GROUP,)), c.OpenBlock((ROAD_GROUP,)))
    assert phrase_text(desk.state, line(text), explainer="道路課長") == filled


def test_an_explanation_may_take_other_groups_than_the_open_ones() -> None:
    desk = Desk()
    desk.do(c.OpenMeeting(), c.OpenBlock((PARK_GROUP,)))
    taken = [group for group in desk.state.meeting.groups if group.id in (ROAD_GROUP, TREE_GROUP)]
    assert phrase_text(desk.state, line("{explained}"), taken) == "諮問第3号、諮問第4号"


def test_before_a_preparation_a_line_stays_as_it_is_written() -> None:
    assert phrase_text(State(), line("{cases}です。")) == "{cases}です。"


def test_results_of_one_name_that_are_spoken_differently_are_spoken_apart() -> None:
    """報告:承認 and 諮問:承認 of a body that says 「異議なく承認」 of the latter."""
    kinds = (
        CaseKind("報告", (Outcome("承認", "承認", "承認"),)),
        CaseKind("諮問", (Outcome("承認", "異議なく承認", "承認"),)),
    )
    meeting = Desk().state.meeting
    body = replace(meeting, profile=replace(meeting.profile, kinds=kinds))
    said = ruling_sentence(body, [Decision(case, "承認") for case in (R1, Q1, Q2)])
    assert "報告第1号は承認" in said
    assert "異議なく承認" in said
