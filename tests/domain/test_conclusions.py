"""Items without cases: the chair's words, what comes of them, elections, and a whole meeting of nothing else."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meetings import AOKI, CHAIR, IGUCHI, MEETING, PROFILE, UEDA, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Group
from clerk_tui.domain.profile import Phase, PhaseRole, Phrase
from clerk_tui.domain.queries import forecast, next_groups, open_topic
from clerk_tui.domain.record import Ballots, MarkKind, Named
from clerk_tui.domain.wording import phrase_text
from clerk_tui.minutes.document import ConclusionRow
from clerk_tui.minutes.outline import outline
from clerk_tui.recording import input_state
from clerk_tui.recording.steps import steps

TOPICS = (Group(GroupId("1"), heading="会期の決定"), Group(GroupId("2"), heading="意見交換"))
WITHOUT_CASES = replace(MEETING, cases=(), groups=TOPICS)
CALL = Phrase("n", "次に、{next}に入ります。", ())


def test_the_chair_names_what_has_no_number() -> None:
    desk = Desk(WITHOUT_CASES)
    assert phrase_text(desk.state, CALL) == "次に、「会期の決定」に入ります。"
    topic = replace(TOPICS[0], id=GroupId("t"))
    mixed = Desk(replace(MEETING, groups=(topic, *MEETING.groups)))
    mixed.do(c.OpenBlock((topic.id,)))
    assert phrase_text(mixed.state, CALL) == "次に、報告第1号と諮問第1号・諮問第2号に入ります。"
    assert phrase_text(mixed.state, Phrase("v", "{cases}について", ())) == "「会期の決定」について"


def test_the_screen_leads_from_item_to_item() -> None:
    profile = replace(PROFILE, phrases=(CALL,))
    desk = Desk(replace(WITHOUT_CASES, profile=profile))
    hand = input_state.InputState(input_state.SpeakerRole(Named(CHAIR)))
    desk.do(c.CallRoll(), c.RecordTurn(Named(CHAIR), (phrase_text(desk.state, CALL),)))
    assert steps(desk.state, hand, typing=False)[0].label == "最初の議題に入る"
    desk.do(c.OpenBlock((TOPICS[0].id,)))
    assert ("block", "次の議題に入る") in [(s.action, s.label) for s in steps(desk.state, hand, typing=False)]
    desk.do(c.OpenBlock((TOPICS[1].id,)))
    found = forecast(desk.state, desk.at + timedelta(minutes=10))
    assert found is not None
    assert next_groups(desk.state) == ()


def test_what_came_of_an_item_is_printed_and_can_be_written_anew() -> None:
    desk = Desk(WITHOUT_CASES)
    desk.do(c.CallRoll(), c.OpenBlock((TOPICS[0].id,)), c.RecordTurn(Named(CHAIR), ("本日一日とします。",)))
    desk.do(c.Conclude("明日まで"), c.Conclude("本日一日"))
    made = outline(desk.state, desk.at)
    assert made.conclusions == (ConclusionRow("会期の決定", "本日一日"),)
    assert made.cases == ()
    desk.do(c.WithdrawConclusion("会期の決定"))
    assert desk.state.conclusions == ()


def test_an_election_has_its_votes_and_hands_the_chair_over() -> None:
    desk = Desk(WITHOUT_CASES)
    desk.do(c.CallRoll(), c.RecordTurn(Named(AOKI), ("選挙の結果を報告します。",)))
    ballots = (Ballots(IGUCHI, 2), Ballots(UEDA, 1))
    desk.do(c.Conclude(elected=(IGUCHI,), post="会長", ballots=ballots, spoiled=1))
    assert outline(desk.state, desk.at).conclusions == (
        ConclusionRow("会長の選挙", "", "井口委員", "井口委員2票、上田委員1票、無効1票"),
    )
    assert input_state.chair(desk.state) == input_state.SpeakerRole(Named(IGUCHI), "会長")
    assert Rule.IMPOSSIBLE_VOTE not in [f.rule for f in findings(desk.state)]


@pytest.mark.parametrize(
    ("ballots", "told"),
    [
        ((Ballots(IGUCHI, 4), Ballots(UEDA, 1)), "投票は5票ですが、出席は4名です"),
        ((Ballots(IGUCHI, 1), Ballots(UEDA, 3)), "得票の多い人がいます"),
    ],
)
def test_votes_that_cannot_be_are_named(ballots: tuple[Ballots, ...], told: str) -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.Conclude(elected=(IGUCHI,), post="副会長", ballots=ballots))
    assert [told in f.message for f in findings(desk.state) if f.rule is Rule.IMPOSSIBLE_VOTE] == [True]


def test_a_result_of_a_closed_part_is_not_in_the_public_minutes() -> None:
    desk = Desk(WITHOUT_CASES)
    desk.do(c.CallRoll(), c.MakeMark(MarkKind.CLOSED_PART), c.RecordTurn(Named(CHAIR), ("承認。",)))
    desk.do(c.Conclude("承認", "人事"))
    assert outline(desk.state, desk.at).conclusions == ()


def test_what_is_no_result_is_refused() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="どの議題の結果か"):
        desk.do(c.Conclude("承認"))
    with pytest.raises(Refused, match="決まったこと"):
        desk.do(c.Conclude(subject="会期の決定"))
    for impossible in (
        c.Conclude(elected=(IGUCHI,), post="会長", spoiled=-1),
        c.Conclude(elected=(IGUCHI,), post="会長", ballots=(Ballots(IGUCHI, 3), Ballots(UEDA, -1))),
    ):
        with pytest.raises(Refused, match="得票数は 0 以上"):
            desk.do(impossible)
    with pytest.raises(Refused, match="記録されていません"):
        desk.do(c.WithdrawConclusion("会期の決定"))


def test_what_the_phase_is_about_is_the_item_where_no_case_is_open() -> None:
    phases = (*PROFILE.phases, Phase("term", "会期の決定", PhaseRole.OTHER, in_block=False))
    desk = Desk(replace(MEETING, profile=replace(PROFILE, phases=phases)))
    assert open_topic(desk.state) == ""
    desk.do(c.RecordTurn(Named(CHAIR), ("会期を定めます。",)), c.ChangePhase("term"))
    hand = input_state.InputState()
    assert "「会期の決定」の結果" in [step.label for step in steps(desk.state, hand, typing=False)]
    desk.do(c.Conclude("本日一日"))
    assert [(each.subject, each.result) for each in desk.state.conclusions] == [("会期の決定", "本日一日")]
