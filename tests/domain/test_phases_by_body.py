"""Phases follow the profile: 質疑 → 討論 → 採決, an item of its own, a body that explains nothing."""

from __future__ import annotations

from meetings import AOKI, CHAIR, MEETING, PARKS, PROFILE, ROAD_GROUP, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Group
from clerk_tui.domain.profile import Phase, PhaseRole
from clerk_tui.domain.record import Named
from clerk_tui.minutes.layouts import points
from clerk_tui.minutes.outline import outline
from clerk_tui.recording.input_state import InputState, SpeakerRole
from clerk_tui.recording.steps import steps

DEBATE = (
    Phase("opening", "開議", PhaseRole.OPENING, False),
    Phase("term", "会期の決定", PhaseRole.OTHER, False),
    Phase("explain", "提案説明", PhaseRole.EXPLANATION, True),
    Phase("ask", "質疑", PhaseRole.QUESTIONS, True),
    Phase("statement", "口頭意見陳述", PhaseRole.OTHER, True),
    Phase("debate", "討論", PhaseRole.OPINIONS, True),
    Phase("vote", "採決", PhaseRole.RULING, True),
)


def at(phases: tuple[Phase, ...], *groups: Group) -> Desk:
    profile = replace(PROFILE, phases=phases)
    desk = Desk(replace(MEETING, profile=profile, groups=(*groups, *MEETING.groups)))
    desk.do(c.CallRoll(), c.RecordTurn(Named(CHAIR), ("開きます。",)))
    return desk


def test_a_question_before_the_debate_is_missed_where_nobody_answered() -> None:
    desk = at(DEBATE)
    desk.do(c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(AOKI), ("費用はいくらですか。",), phase="ask"))
    desk.do(c.RecordTurn(Named(CHAIR), ("質疑を終結し、討論に入ります。",), then="debate"))
    desk.do(c.RecordTurn(Named(AOKI), ("賛成します。",)))
    assert [f.rule for f in findings(desk.state) if f.rule is Rule.UNANSWERED] == [Rule.UNANSWERED]


def test_an_item_called_like_a_phase_has_that_phase_and_stays_open_in_it() -> None:
    desk = at(DEBATE, Group(GroupId("t"), heading="会期の決定"))
    desk.do(c.OpenBlock((GroupId("t"),)), c.RecordTurn(Named(CHAIR), ("本日一日とします。",)))
    assert desk.state.phase == "term"
    assert desk.state.current is not None
    desk.do(c.ChangePhase("opening"))
    assert desk.state.current is None


def test_a_body_that_explains_nothing_begins_with_its_first_phase() -> None:
    talk = Phase("talk", "意見交換", PhaseRole.OPINIONS, True)
    desk = at((DEBATE[0], talk))
    desk.do(c.OpenBlock((ROAD_GROUP,)))
    assert desk.state.phase == "talk"


def test_the_ruling_is_offered_in_any_phase_in_which_the_case_is_discussed() -> None:
    desk = at(DEBATE)
    desk.do(c.OpenBlock((ROAD_GROUP,)))
    hand = InputState(SpeakerRole(Named(CHAIR)))

    def offered() -> bool:
        return any(step.action == "ruling" for step in steps(desk.state, hand, typing=False))

    assert not offered()
    desk.do(c.ChangePhase("statement"))
    assert offered()


def test_the_points_have_the_phases_of_the_body_and_lose_nothing_between_them() -> None:
    desk = at(DEBATE)
    desk.do(c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(PARKS), ("説明します。",)))
    desk.do(c.RecordTurn(Named(AOKI), ("事情を述べます。",), phase="statement"))
    desk.do(c.RecordTurn(Named(AOKI), ("異議があります。",), phase="vote"))
    (block,) = points.fields(desk.state, outline(desk.state, desk.at)).blocks
    assert [(part.name, len(part.turns) + int(part.left or 0)) for part in block.parts] == [
        ("提案説明", 1),
        ("質疑", 0),
        ("口頭意見陳述", 1),
        ("討論", 0),
        ("採決", 1),
    ]
