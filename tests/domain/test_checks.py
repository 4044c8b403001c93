"""What a careful clerk would notice, one irregularity a test; and that an ordinary meeting has none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meetings import (
    AOKI,
    CHAIR,
    IGUCHI,
    MEETING,
    MEMBER,
    PARK_GROUP,
    PARKS,
    PROFILE,
    Q1,
    Q2,
    Q3,
    Q4,
    R1,
    ROAD_GROUP,
    TREE_GROUP,
    UEDA,
    Desk,
)
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Finding, Rule, closing_findings, findings, lost_quorum
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.profile import Quorum
from clerk_tui.domain.record import Attendance, Decision, MarkKind, Named, Position, Tally


def said(desk: Desk, who: PersonId, text: str, **fields: object) -> None:
    desk.do(c.RecordTurn(Named(who), (text,), **fields))  # type: ignore[arg-type]


def found(desk: Desk, rule: Rule, *, closing: bool = False) -> list[Finding]:
    everything = closing_findings(desk.state) if closing else findings(desk.state)
    return [finding for finding in everything if finding.rule is rule]


def ruled(*decisions: Decision, **fields: object) -> c.RuleCases:
    return c.RuleCases(decisions, **fields)  # type: ignore[arg-type]


@pytest.fixture
def desk() -> Desk:
    """A meeting with everybody present, in the questions of the first group."""
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((PARK_GROUP,), phase="questions"))
    return desk


def test_an_ordinary_meeting_has_nothing_to_find(desk: Desk) -> None:
    said(desk, AOKI, "諮問第1号の面積はどれほどですか。")
    said(desk, PARKS, "三百平方メートルです。")
    said(desk, CHAIR, "ほかに御質問はありますか。では、決定といたします。")
    desk.do(ruled(Decision(R1, "了承"), Decision(Q1, "決定"), Decision(Q2, "決定")))
    for group, case in ((ROAD_GROUP, Q3), (TREE_GROUP, Q4)):
        desk.do(c.OpenBlock((group,)), ruled(Decision(case, "決定")))
    assert [finding.rule for finding in closing_findings(desk.state)] == [Rule.NO_OBSERVERS]
    desk.do(c.CountObservers(0), c.CloseMeeting())
    assert closing_findings(desk.state) == ()


def test_cases_without_a_ruling_are_named_by_group(desk: Desk) -> None:
    desk.do(c.DeferGroup(ROAD_GROUP, "説明員が未着"))
    unruled = found(desk, Rule.UNRULED, closing=True)
    assert [finding.cases for finding in unruled] == [(R1, Q1, Q2), (Q4,)]
    assert unruled[0].message.startswith("報告第1号、諮問第1号・第2号の結果")
    (deferred,) = found(desk, Rule.DEFERRED, closing=True)
    assert deferred.message == "後回しにした諮問第3号（説明員が未着）に、まだ戻っていません。"
    assert found(desk, Rule.UNRULED) == []


def test_a_carried_over_case_is_settled_for_today(desk: Desk) -> None:
    desk.do(ruled(Decision(R1, "了承"), Decision(Q1, "継続審議"), Decision(Q2, "取下げ")))
    assert [finding.cases for finding in found(desk, Rule.UNRULED, closing=True)] == [(Q3,), (Q4,)]


def test_a_second_ruling_is_told(desk: Desk) -> None:
    desk.do(ruled(Decision(Q1, "決定")), ruled(Decision(Q1, "取下げ")))
    (finding,) = found(desk, Rule.RULED_TWICE)
    assert "諮問第1号の裁決が2回" in finding.message
    assert "「取下げ」" in finding.message


def test_a_ruling_outside_the_block_is_told(desk: Desk) -> None:
    desk.do(ruled(Decision(Q3, "決定")))
    (finding,) = found(desk, Rule.OUTSIDE_BLOCK)
    assert finding.cases == (Q3,)


def test_a_ruling_before_any_block_is_none_outside_of_it() -> None:
    desk = Desk()
    desk.do(ruled(Decision(Q3, "決定")))
    assert found(desk, Rule.OUTSIDE_BLOCK) == []


def test_a_case_left_out_of_its_blocks_ruling_is_told_once_the_block_is_left(desk: Desk) -> None:
    desk.do(ruled(Decision(R1, "了承"), Decision(Q1, "決定")))
    assert found(desk, Rule.BLOCK_INCOMPLETE) == []
    desk.do(c.OpenBlock((ROAD_GROUP,)))
    (finding,) = found(desk, Rule.BLOCK_INCOMPLETE)
    assert finding.cases == (Q2,)


def test_a_block_left_without_any_ruling_is_no_slip_of_the_tongue(desk: Desk) -> None:
    desk.do(c.OpenBlock((ROAD_GROUP,)))
    assert found(desk, Rule.BLOCK_INCOMPLETE) == []


@pytest.mark.parametrize("status", [Attendance.ABSENT, Attendance.LEFT])
def test_somebody_who_is_not_there_cannot_speak(desk: Desk, status: Attendance) -> None:
    desk.do(c.MarkAttendance(IGUCHI, status))
    said(desk, IGUCHI, "います。")
    (finding,) = found(desk, Rule.ABSENT_SPEAKER)
    assert finding.entry == desk.state.turns[-1].id
    desk.do(c.MarkAttendance(IGUCHI, Attendance.RETURNED))
    said(desk, IGUCHI, "戻りました。")
    assert len(found(desk, Rule.ABSENT_SPEAKER)) == 1


def test_a_late_comer_spoke_after_arriving(desk: Desk) -> None:
    desk.do(c.MarkAttendance(IGUCHI, Attendance.ABSENT, at=desk.at))
    desk.do(c.MarkAttendance(IGUCHI, Attendance.LATE, at=desk.at + timedelta(minutes=5)))
    said(desk, IGUCHI, "早すぎます。", started=desk.at, ended=desk.at + timedelta(minutes=1))
    said(
        desk,
        IGUCHI,
        "着きました。",
        started=desk.at + timedelta(minutes=6),
        ended=desk.at + timedelta(minutes=7),
    )
    assert [f.entry for f in found(desk, Rule.ABSENT_SPEAKER)] == [desk.state.turns[0].id]


def test_who_arrives_while_the_remark_is_under_way_was_there(desk: Desk) -> None:
    began = desk.at
    desk.do(c.MarkAttendance(IGUCHI, Attendance.ABSENT, at=began))
    desk.do(c.MarkAttendance(IGUCHI, Attendance.LATE, at=began + timedelta(minutes=5)))
    said(
        desk, IGUCHI, "着きました。", started=began + timedelta(minutes=4), ended=began + timedelta(minutes=7)
    )
    assert found(desk, Rule.ABSENT_SPEAKER) == []


def test_a_roll_called_late_holds_for_what_was_said_before() -> None:
    desk = Desk()
    said(desk, CHAIR, "開会します。")
    assert [f.rule for f in findings(desk.state)] == [Rule.NO_ROLL_CALL]
    desk.do(c.CallRoll(), minutes=5)
    assert findings(desk.state) == ()


def test_a_roster_that_grew_after_the_roll_call_is_told(desk: Desk) -> None:
    extra = replace(MEETING.people[1], id=PersonId("和田委員"), name="和田")
    desk.do(c.Prepare(replace(MEETING, people=(*MEETING.people, extra))))
    (finding,) = found(desk, Rule.ROLL_INCOMPLETE)
    assert "和田委員" in finding.message


def test_more_members_than_seats_are_told() -> None:
    desk = Desk(replace(MEETING, seats=3))
    desk.do(c.CallRoll())
    (finding,) = found(desk, Rule.ROLL_INCOMPLETE)
    assert "定数3名を超えて" in finding.message


def test_the_quorum_while_sitting_and_at_each_ruling(desk: Desk) -> None:
    before = desk.state
    for person in (AOKI, IGUCHI, UEDA):
        desk.do(c.MarkAttendance(person, Attendance.LEFT))
    assert lost_quorum(before, desk.state)
    assert not lost_quorum(desk.state, desk.state)
    (finding,) = found(desk, Rule.NO_QUORUM)
    assert "出席1名、必要2名" in finding.message
    desk.do(ruled(Decision(Q1, "決定")))
    assert [f.cases for f in found(desk, Rule.RULED_WITHOUT_QUORUM)] == [(Q1,)]


def test_objections_that_the_table_will_not_show(desk: Desk) -> None:
    said(desk, AOKI, "諮問第1号と諮問第2号には反対です。")
    desk.do(c.DeclareStance(Position.AGAINST))
    assert found(desk, Rule.OPPOSED) == []
    desk.do(ruled(Decision(Q1, "決定"), Decision(Q2, "条件付き決定", "毎年の報告")))
    (finding,) = found(desk, Rule.OPPOSED)
    assert finding.cases == (Q1,)
    desk.do(ruled(Decision(Q1, "決定"), tally=Tally(2, 1)))
    assert found(desk, Rule.OPPOSED) == []


def test_an_unknown_speaker_an_empty_turn_and_a_flag_are_listed(desk: Desk) -> None:
    desk.do(c.RecordTurn(MEMBER), c.FlagTurn(None, "氏名"))
    entry = desk.state.turns[-1].id
    rules = {finding.rule for finding in findings(desk.state) if finding.entry == entry}
    assert rules == {Rule.UNKNOWN_SPEAKER, Rule.EMPTY_TURN, Rule.TO_CONFIRM}


def test_a_person_taken_off_the_roster_is_told(desk: Desk) -> None:
    said(desk, UEDA, "はい。")
    desk.do(c.Prepare(replace(MEETING, people=MEETING.people[:3]), confirmed=True))
    (finding,) = found(desk, Rule.NOT_ON_ROSTER)
    assert "上田委員" in finding.message


def test_a_number_that_is_not_on_the_agenda_is_told(desk: Desk) -> None:
    said(desk, AOKI, "諮問第2号と諮問第12号について、条例第3条の関係は。")
    (finding,) = found(desk, Rule.UNKNOWN_CASE)
    assert finding.message == "次第にない番号が発言に出てきます：諮問第12号。"


def test_a_question_that_nobody_answered_before_the_chair_went_on(desk: Desk) -> None:
    said(desk, AOKI, "費用はいくらですか。")
    said(desk, CHAIR, "ほかに御質問はありますか。")
    (finding,) = found(desk, Rule.UNANSWERED)
    assert finding.entry == desk.state.turns[0].id
    desk.do(c.WaiveAnswer(desk.state.turns[0].id))
    assert found(desk, Rule.UNANSWERED) == []


LONG = (
    "費用については先ほどの説明のとおりで、資料の三枚目に内訳がありますので、"
    "そちらを御覧いただければと思います。よろしいでしょうか。ほかにありますか。"
)


@pytest.mark.parametrize(
    "between",
    [
        ((PARKS, "百万円です。"),),
        ((CHAIR, "担当課、どうぞ。"), (PARKS, "百万円です。")),
        ((AOKI, "もう一つ、時期はいつですか。"), (PARKS, "来年です。")),
        ((CHAIR, LONG),),
    ],
)
def test_a_question_that_was_answered_in_one_way_or_another(
    desk: Desk, between: tuple[tuple[PersonId, str], ...]
) -> None:
    said(desk, AOKI, "費用はいくらですか。")
    for who, text in between:
        said(desk, who, text)
    said(desk, CHAIR, "ほかに御質問はありますか。")
    assert found(desk, Rule.UNANSWERED) == []


def test_a_remark_that_asks_nothing_needs_no_answer(desk: Desk) -> None:
    said(desk, AOKI, "よく分かりました。")
    said(desk, CHAIR, "ほかに御質問はありますか。")
    assert found(desk, Rule.UNANSWERED) == []


def test_a_material_that_is_on_no_list(desk: Desk) -> None:
    said(desk, PARKS, "資料1と資料４の図を御覧ください。資料4です。")
    (finding,) = found(desk, Rule.UNLISTED_MATERIAL)
    assert finding.message == "資料4が配布資料の一覧にありません。"


def test_without_numbers_on_the_list_no_material_can_be_missing() -> None:
    desk = Desk(replace(MEETING, materials=()))
    said(desk, PARKS, "資料4を御覧ください。")
    assert found(desk, Rule.UNLISTED_MATERIAL) == []


def test_a_stance_without_named_cases_is_told(desk: Desk) -> None:
    said(desk, AOKI, "賛成します。")
    desk.do(c.DeclareStance(Position.FOR))
    (finding,) = found(desk, Rule.IMPLICIT_STANCE)
    assert finding.cases == (R1, Q1, Q2)


def test_one_speech_for_and_against_the_same_case(desk: Desk) -> None:
    said(desk, AOKI, "諮問第1号は賛成、諮問第2号は反対です。")
    desk.do(c.DeclareStance(Position.FOR, (Q1,)), c.DeclareStance(Position.AGAINST, (Q2,)))
    assert found(desk, Rule.OPPOSITE_STANCES) == []
    desk.do(c.DeclareStance(Position.AGAINST, (Q1,)))
    assert [f.cases for f in found(desk, Rule.OPPOSITE_STANCES)] == [(Q1,)]


def test_a_recess_that_never_ended(desk: Desk) -> None:
    desk.do(c.MakeMark(MarkKind.RECESS))
    assert len(found(desk, Rule.NOT_CLOSED, closing=True)) == 1


def test_a_strict_quorum_counts_one_more() -> None:
    desk = Desk(replace(MEETING, profile=replace(PROFILE, quorum=Quorum(strict=True))))
    desk.do(c.CallRoll(absent=(AOKI, IGUCHI)))
    assert len(found(desk, Rule.NO_QUORUM)) == 1


def test_without_a_preparation_there_is_nothing_to_check() -> None:
    assert findings(Desk(None).state) == closing_findings(Desk(None).state) == ()
