"""Who may act on a case: recusal, deputies, an acting chair, and what quorum and votes make of them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meetings import (
    AOKI,
    CHAIR,
    IGUCHI,
    MEETING,
    PARK_GROUP,
    PARKS,
    PROFILE,
    Q1,
    Q2,
    Q3,
    ROAD_GROUP,
    UEDA,
    Desk,
)
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.profile import LabelStyle, Quorum, Seats
from clerk_tui.domain.queries import Attendees, acting_chair, attendees, deputy, kept_out
from clerk_tui.domain.record import Attendance, Decision, Method, Named, Position, Tally
from clerk_tui.domain.votes import voted_on, voting_roll
from clerk_tui.minutes.document import Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline
from clerk_tui.recording import input_state

APPROVED = Decision(Q3, "決定")


def under(quorum: Quorum, **changes: object) -> Desk:
    profile = replace(PROFILE, quorum=quorum, capacities=("会長職務代理者",))
    return Desk(replace(MEETING, profile=profile, **changes))


def rules(desk: Desk) -> list[Rule]:
    return [finding.rule for finding in findings(desk.state)]


def test_who_is_recused_is_out_of_roll_vote_and_quorum_for_that_case_alone() -> None:
    desk = under(Quorum(fixed=4))
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.Recuse(AOKI, reason="本人の申請"))
    assert kept_out(desk.state) == (AOKI,)
    assert attendees(desk.state) == Attendees(3, 4, 4)
    desk.do(c.RecordTurn(Named(CHAIR), ("諮問第3号は決定といたします。",)))
    desk.do(c.RuleCases((APPROVED,), Method.SHOW_OF_HANDS, Tally(2, 0)))
    vote = voted_on(desk.state, Q3)[0]
    assert voting_roll(desk.state, vote) == (CHAIR, IGUCHI, UEDA)
    assert vote.tally == Tally(2, 0, recused=1)
    assert Rule.RULED_WITHOUT_QUORUM in rules(desk)
    desk.do(c.OpenBlock((PARK_GROUP,)))
    assert attendees(desk.state) == Attendees(4, 4, 4)


def test_a_recusal_that_is_entered_late_or_lifted_counts_for_the_vote_before() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(CHAIR), ("決定といたします。",)))
    desk.do(c.RuleCases((APPROVED,), Method.SHOW_OF_HANDS, Tally(3, 0)))
    assert Rule.IMPOSSIBLE_VOTE not in rules(desk)
    desk.do(c.Recuse(UEDA, (Q3,)))
    assert [f.message for f in findings(desk.state) if f.rule is Rule.IMPOSSIBLE_VOTE] == [
        "諮問第3号：票数は賛成3、反対0ですが、採決のときの出席は2名です（議長を除く）。票数か出欠を直してください。"
    ]
    desk.do(c.LiftRecusal(UEDA))
    assert Rule.IMPOSSIBLE_VOTE not in rules(desk)


def test_a_number_of_recused_that_the_names_contradict() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.Recuse(UEDA))
    desk.do(c.RecordTurn(Named(CHAIR), ("決定といたします。",)))
    desk.do(c.RuleCases((APPROVED,), Method.SHOW_OF_HANDS, Tally(2, 0, recused=2)))
    assert any("除斥は2名と数えられていますが、記録では1名" in f.message for f in findings(desk.state))


def test_a_meeting_that_recusals_leave_without_a_quorum_goes_on_where_the_rule_says_so() -> None:
    desk = under(Quorum(fixed=4, despite_recusal=True))
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.Recuse(AOKI), c.MarkAttendance(AOKI, Attendance.LEFT))
    assert attendees(desk.state) == Attendees(3, 4, 4, excused=1)
    assert Rule.NO_QUORUM not in rules(desk)
    desk.do(c.MarkAttendance(UEDA, Attendance.LEFT))
    assert Rule.NO_QUORUM in rules(desk)


@pytest.mark.parametrize(
    ("quorum", "seats", "required"),
    [
        (Quorum((0, 1)), 9, 0),
        (Quorum(), 9, 5),
        (Quorum((2, 3)), 9, 6),
        (Quorum((1, 2), strict=True, of=Seats.FILLED), 9, 3),
        (Quorum((2, 3), of=Seats.FILLED), 9, 3),
        (Quorum(fixed=3), 9, 3),
    ],
)
def test_the_quorum_of_seats_or_of_those_filled(quorum: Quorum, seats: int, required: int) -> None:
    meeting = replace(MEETING, profile=replace(PROFILE, quorum=quorum), seats=seats)
    assert Attendees.of(meeting, 4).required == required


def test_members_elsewhere_count_only_where_the_rule_says_so() -> None:
    for online, present in ((True, 4), (False, 3)):
        desk = under(Quorum(online=online))
        desk.do(c.CallRoll(online=(AOKI,)))
        found = attendees(desk.state)
        assert found is not None
        assert found.present == present
        assert outline(desk.state, desk.at).quorum[0].present == str(present)


def test_a_recused_member_who_takes_part_is_named() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.Recuse(AOKI))
    desk.do(c.RecordTurn(Named(AOKI), ("賛成です。",)), c.DeclareStance(Position.FOR))
    assert rules(desk).count(Rule.RECUSED_ACTS) == 2
    desk.do(c.Recuse(AOKI, heard=True))
    assert rules(desk).count(Rule.RECUSED_ACTS) == 1
    assert len(desk.state.recusals) == 1


def test_what_a_recused_member_says_on_other_cases_is_fine() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((PARK_GROUP,)), c.Recuse(AOKI, (Q1,)))
    desk.do(c.RecordTurn(Named(AOKI), ("諮問第2号について伺います。",)))
    assert kept_out(desk.state) == ()
    assert Rule.RECUSED_ACTS not in rules(desk)
    desk.do(c.RecordTurn(Named(AOKI), ("諮問第1号について伺います。",)))
    assert Rule.RECUSED_ACTS in rules(desk)


def test_only_what_the_recused_declare_on_their_own_case_is_named() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((PARK_GROUP,)), c.Recuse(AOKI, (Q1,)))
    desk.do(c.RecordTurn(Named(IGUCHI), ("諮問第1号に反対です。",)), c.DeclareStance(Position.AGAINST))
    desk.do(c.RecordTurn(Named(AOKI), ("諮問第2号に賛成です。",)), c.DeclareStance(Position.FOR))
    assert Rule.RECUSED_ACTS not in rules(desk)
    desk.do(c.DeclareStance(Position.FOR, (Q1, Q2)))
    (told,) = (finding for finding in findings(desk.state) if finding.rule is Rule.RECUSED_ACTS)
    assert told.cases == (Q1,)
    assert told.entry == desk.state.turns[-1].id


def test_a_recused_chair_hands_over_and_must_not_rule() -> None:
    desk = under(Quorum())
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.Recuse(CHAIR))
    assert input_state.chair(desk.state).speaker != Named(CHAIR)
    desk.do(c.RecordTurn(Named(CHAIR), ("決定といたします。",)), c.RuleCases((APPROVED,)))
    assert any("裁決しています" in f.message for f in findings(desk.state) if f.rule is Rule.RECUSED_ACTS)


def test_an_acting_chair_presides_until_the_item_is_over() -> None:
    desk = under(Quorum())
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.Preside(IGUCHI))
    assert input_state.chair(desk.state) == input_state.SpeakerRole(Named(IGUCHI), "会長職務代理者")
    desk.do(c.OpenBlock((PARK_GROUP,)))
    assert acting_chair(desk.state) is None
    assert input_state.chair(desk.state).speaker == Named(CHAIR)
    desk.do(c.Preside(UEDA, "仮議長"), c.Preside())
    assert input_state.chair(desk.state).speaker == Named(CHAIR)
    with pytest.raises(Refused, match="進行を代わっている人はいません"):
        desk.do(c.Preside())


def test_only_a_member_can_be_recused_and_only_from_something() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="除斥はありません"):
        desk.do(c.Recuse(PARKS, (Q1,)))
    with pytest.raises(Refused, match="どの案件から"):
        desk.do(c.Recuse(AOKI))
    with pytest.raises(Refused, match="除斥されていません"):
        desk.do(c.LiftRecusal(AOKI, (Q2,)))


def test_a_deputy_is_printed_as_such_and_never_as_the_member() -> None:
    desk = Desk()
    desk.do(c.CallRoll(absent=(UEDA,)))
    desk.do(c.MarkAttendance(AOKI, Attendance.SUBSTITUTE, "橋爪 次郎（課長補佐）"))
    desk.do(c.RecordTurn(Named(AOKI), ("意見を申します。",)))
    assert deputy(desk.state, AOKI) == "橋爪 次郎（課長補佐）"
    public = outline(desk.state, desk.at)
    assert public.attendance[0].names == ("桐野会長", "青木委員（代理　橋爪 次郎（課長補佐））", "井口委員")
    internal = outline(desk.state, desk.at, Edition.INTERNAL)
    labels = [row.label for made in (public, internal) for row in made.body if isinstance(row, Turn)]
    assert labels == ["委員（代理）", "青木委員（代理　橋爪 次郎（課長補佐））"]
    assert [person.name for person in hidden_names(desk.state).within("橋爪委員の御意見")] == ["橋爪"]


def test_a_deputy_whose_name_nobody_knows_is_a_doubt() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.MarkAttendance(AOKI, Attendance.SUBSTITUTE))
    named = outline(desk.state, desk.at).attendance[0].names[1]
    assert named == "青木委員（代理　不明）"
    assert getattr(named, "notes", ())


def test_those_elsewhere_are_printed_as_the_profile_says() -> None:
    form = replace(PROFILE.form, online="{member}（オンライン）")
    desk = Desk(replace(MEETING, profile=replace(PROFILE, form=form)))
    desk.do(c.CallRoll(online=(AOKI,)))
    assert outline(desk.state, desk.at).attendance[0].names[1] == "青木委員（オンライン）"


def test_the_roll_tells_what_a_member_took_no_part_in() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.Recuse(AOKI, (Q1, Q2)), c.OpenBlock((ROAD_GROUP,)))
    desk.do(c.MarkAttendance(UEDA, Attendance.LEFT), c.RecordTurn(Named(CHAIR), ("決定といたします。",)))
    desk.do(c.RuleCases((APPROVED,)))
    told = {row.name: row.presence for row in outline(desk.state, desk.at).roll}
    assert told["青木委員"] == "出席（14:01）、除斥（諮問第1号・第2号）"
    assert told["上田委員"].endswith("諮問第3号の採決に不在")


def test_a_dissolved_heading_hands_every_vote_on() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(CHAIR), ("決定といたします。",)))
    desk.do(c.RuleCases((APPROVED,)), c.DissolveBlock())
    assert [vote.block for vote in desk.state.votes] == [None]
    assert desk.state.rulings[Q3].block is None


def test_a_lettered_member_keeps_the_letter_when_represented() -> None:
    roles = tuple(replace(r, label=LabelStyle.LETTERED) if r.id == "member" else r for r in PROFILE.roles)
    desk = Desk(replace(MEETING, profile=replace(PROFILE, roles=roles)))
    desk.do(c.CallRoll(), c.RecordTurn(Named(AOKI), ("一つ。",)))
    desk.at += timedelta(minutes=5)
    desk.do(c.MarkAttendance(AOKI, Attendance.SUBSTITUTE, "橋爪"), c.RecordTurn(Named(AOKI), ("二つ。",)))
    made = outline(desk.state, desk.at)
    assert [row.label for row in made.body if isinstance(row, Turn)] == ["A委員", "A委員（代理）"]
    assert full_label(desk.state.meeting, Named(AOKI)) == "青木委員"
