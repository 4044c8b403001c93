"""The agenda in motion: blocks, phases, deferral, additions on the day, rulings."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from meetings import (
    AOKI,
    CHAIR,
    CLERK,
    IGUCHI,
    MEETING,
    PARK_GROUP,
    PROFILE,
    Q1,
    Q2,
    Q3,
    Q4,
    R1,
    ROAD_GROUP,
    START,
    TREE_GROUP,
    UEDA,
    Desk,
)
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused, Unconfirmed, UnknownReference
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Material, Person
from clerk_tui.domain.profile import Quorum
from clerk_tui.domain.queries import (
    Progress,
    absentees,
    agenda,
    attendees,
    deliberated,
    forecast,
    next_groups,
    open_cases,
    open_unruled,
    printed_result,
    remaining,
)
from clerk_tui.domain.record import (
    Attendance,
    Decision,
    MarkKind,
    MeetingStage,
    Method,
    Named,
    NextMeeting,
    Position,
    Tally,
)
from clerk_tui.domain.wording import ruling_sentence


def progress(desk: Desk) -> list[Progress]:
    return [status.progress for status in agenda(desk.state)]


def rule(*decisions: Decision, **fields: object) -> c.RuleCases:
    return c.RuleCases(decisions, **fields)  # type: ignore[arg-type]


def test_opening_a_block_of_two_groups_enters_the_explanation() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP, ROAD_GROUP)))
    assert desk.state.phase == "explanation"
    assert open_cases(desk.state) == (R1, Q1, Q2, Q3)
    assert progress(desk) == [Progress.OPEN, Progress.OPEN, Progress.WAITING]
    assert desk.state.stage is MeetingStage.SITTING


def test_the_same_block_is_not_opened_twice_over() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,)))
    with pytest.raises(Refused, match="もう審議に入って"):
        desk.do(c.OpenBlock((PARK_GROUP,)))
    with pytest.raises(Refused, match="一つ以上"):
        desk.do(c.OpenBlock(()))
    with pytest.raises(UnknownReference, match="案件群「9」"):
        desk.do(c.OpenBlock((GroupId("9"),)))


def test_a_deferred_group_waits_until_it_is_taken() -> None:
    desk = Desk()
    desk.do(c.DeferGroup(PARK_GROUP, "所管課の到着が遅れている"), c.OpenBlock((ROAD_GROUP,)))
    assert progress(desk) == [Progress.DEFERRED, Progress.OPEN, Progress.WAITING]
    assert [status.group.id for status in remaining(desk.state)] == [ROAD_GROUP, PARK_GROUP, TREE_GROUP]
    assert [group.id for group in next_groups(desk.state)] == [TREE_GROUP]
    desk.do(rule(Decision(Q3, "決定")), c.OpenBlock((TREE_GROUP,)), rule(Decision(Q4, "決定")))
    assert [group.id for group in next_groups(desk.state)] == [PARK_GROUP]
    desk.do(c.OpenBlock((PARK_GROUP,)))
    assert progress(desk) == [Progress.OPEN, Progress.DONE, Progress.DONE]
    assert deliberated(desk.state) == (Q3, Q4, R1, Q1, Q2)


def test_what_is_settled_cannot_be_deferred() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((ROAD_GROUP,)), rule(Decision(Q3, "決定")))
    with pytest.raises(Refused, match="済んでいます"):
        desk.do(c.DeferGroup(ROAD_GROUP))


def test_a_case_added_on_the_day_stands_where_it_is_put() -> None:
    desk = Desk()
    added = Case(CaseId("諮問", 9), "仮設広場について")
    desk.do(c.AddCase(added, PARK_GROUP, after=Q1))
    assert desk.state.meeting.groups[0].cases == (R1, Q1, added.id, Q2)
    found = desk.state.meeting.case(added.id)
    assert found is not None
    assert found.origin is CaseOrigin.ADDED
    with pytest.raises(Refused, match="諮問第9号はすでに次第に"):
        desk.do(c.AddCase(added, ROAD_GROUP))
    with pytest.raises(UnknownReference, match="種別「陳情」"):
        desk.do(c.AddCase(Case(CaseId("陳情", 1), "x"), ROAD_GROUP))
    with pytest.raises(UnknownReference, match="諮問第3号はその案件群に"):
        desk.do(c.AddCase(Case(CaseId("諮問", 10), "x"), PARK_GROUP, after=Q3))
    with pytest.raises(Refused, match="件名を"):
        desk.do(c.AddCase(Case(CaseId("諮問", 10), " "), PARK_GROUP))


def test_amendments_survive_a_new_preparation() -> None:
    desk = Desk()
    added = Case(CaseId("諮問", 9), "仮設広場について")
    desk.do(
        c.AddCase(added, PARK_GROUP),
        c.RetitleCase(Q1, "公園の追加について（修正）"),
        c.ReplaceMaterial("資料1 諮問事項", Material("当日", "資料1 諮問事項（差し替え）")),
        c.AddMaterial(Material("当日", "資料2 位置図")),
        c.ReorderGroups((TREE_GROUP, ROAD_GROUP)),
        c.DropCase(Q2),
    )
    desk.do(c.Prepare(replace(MEETING, place="大会議室")))
    meeting = desk.state.meeting
    assert meeting.place == "大会議室"
    assert meeting.groups[0].cases == (R1, Q1, added.id)
    assert [group.id for group in meeting.groups] == [PARK_GROUP, TREE_GROUP, ROAD_GROUP]
    assert [item.title for item in meeting.materials] == [
        "資料1 諮問事項（差し替え）",
        "会議次第",
        "資料2 位置図",
    ]
    assert meeting.case(Q2) is None
    assert desk.do(c.Prepare(replace(MEETING, place="大会議室"))) == ()


def test_a_preparation_that_lacks_who_has_spoken_is_taken_only_when_confirmed() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(Named(AOKI), ("伺います。",)))
    without = replace(MEETING, people=tuple(person for person in MEETING.people if person.id != AOKI))
    with pytest.raises(Unconfirmed, match=r"発言した人がいません（青木）。取り込みますか。"):
        desk.do(c.Prepare(without))
    assert desk.state.base == MEETING
    desk.do(c.Prepare(without, confirmed=True))
    assert desk.state.base == without


def test_an_added_group_brings_its_cases() -> None:
    desk = Desk()
    case = Case(CaseId("報告", 2), "緊急の報告について")
    desk.do(c.AddGroup(Group(GroupId("緊急"), (case.id,), office="公園課"), (case,)))
    assert desk.state.meeting.groups[-1].cases == (case.id,)
    with pytest.raises(Refused, match="すでにあります"):
        desk.do(c.AddGroup(Group(GroupId("緊急"), ())))
    with pytest.raises(Refused, match="数が合いません"):
        desk.do(c.AddGroup(Group(GroupId("別"), (CaseId("報告", 3),))))


def test_a_person_on_no_list_is_added_once() -> None:
    desk = Desk()
    person = Person(PersonId("原消防署長"), "原", "official", "消防署長")
    desk.do(c.AddPerson(person))
    assert desk.state.meeting.person(person.id) == person
    with pytest.raises(Refused, match="すでに名簿に"):
        desk.do(c.AddPerson(person))
    with pytest.raises(Refused, match="役割"):
        desk.do(c.AddPerson(replace(person, id=PersonId("x"), role="none")))
    with pytest.raises(Refused, match="名前を入力"):
        desk.do(c.AddPerson(replace(person, id=PersonId(""))))


def test_one_ruling_covers_groups_with_different_results() -> None:
    desk = Desk()
    desk.do(c.CallRoll(absent=(UEDA,)), c.OpenBlock((PARK_GROUP, ROAD_GROUP)))
    decisions = (
        Decision(Q3, "決定"),
        Decision(R1, "報告了承"),
        Decision(Q1, "決定"),
        Decision(Q2, "条件付き決定", "毎年の報告"),
    )
    desk.do(c.RecordTurn(Named(CHAIR), ("裁決します。",)), rule(*decisions, method=Method.NO_OBJECTION))
    meeting, state = desk.state.meeting, desk.state
    assert [printed_result(meeting, state.rulings.get(case)) for case in (R1, Q1, Q2, Q3, Q4)] == [
        "報告了承", "決定", "条件付き決定（毎年の報告）", "決定", "",
    ]  # fmt: skip
    assert state.rulings[R1].decision.outcome == "了承"
    assert state.rulings[R1].roll == (CHAIR, AOKI, IGUCHI)
    assert state.rulings[R1].entry == state.turns[-1].id
    assert progress(desk) == [Progress.DONE, Progress.DONE, Progress.WAITING]
    assert open_unruled(state) == ()
    assert ruling_sentence(meeting, [state.rulings[case].decision for case in (Q3, R1, Q1, Q2)]) == (
        "では、報告第1号は了承、諮問第1号と諮問第3号は決定、諮問第2号は毎年の報告を条件に決定といたします。"
    )


def test_a_ruling_belongs_to_the_block_in_which_the_chair_began_to_speak() -> None:
    desk = Desk()
    desk.do(
        c.OpenBlock((ROAD_GROUP,)),
        c.RecordTurn(Named(CHAIR), ("決定とし、連絡に移ります。",), then="notices"),
    )
    block = desk.state.blocks[0]
    assert desk.state.current is None
    desk.do(rule(Decision(Q3, "決定")))
    assert desk.state.rulings[Q3].block == block.id


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (rule(), "一つ以上"),
        (rule(Decision(CaseId("諮問", 99), "決定")), "諮問第99号は次第に"),
        (rule(Decision(Q1, "決定"), Decision(Q1, "取下げ")), "二度出てきます"),
        (rule(Decision(Q1, "了承")), "「了承」は諮問の結果に"),
        (rule(Decision(Q1, "決定"), method=Method.BALLOT), "票数"),
    ],
)
def test_a_ruling_that_makes_no_sense_is_refused(command: c.RuleCases, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        Desk().do(command)


def test_a_case_of_a_kind_that_the_profile_lacks_cannot_be_ruled() -> None:
    stray = Case(CaseId("陳情", 1), "水路の清掃について")
    desk = Desk(replace(MEETING, cases=(*MEETING.cases, stray)))
    with pytest.raises(Refused, match="種別「陳情」は設定に"):
        desk.do(rule(Decision(stray.id, "採択")))


def test_a_vote_keeps_its_count_and_a_second_ruling_stands_beside_the_first() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((ROAD_GROUP,)), rule(Decision(Q3, "継続審議")))
    desk.do(rule(Decision(Q3, "決定"), method=Method.BALLOT, tally=Tally(2, 1)))
    ruling = desk.state.rulings[Q3]
    assert (ruling.tally, ruling.decision.outcome) == (Tally(2, 1), "決定")
    assert [vote.decision.outcome for vote in desk.state.votes] == ["継続審議", "決定"]


def test_a_ruled_case_cannot_be_dropped() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((ROAD_GROUP,)), rule(Decision(Q3, "決定")))
    with pytest.raises(Refused, match="取下げ"):
        desk.do(c.DropCase(Q3))


def test_the_case_table_can_be_ordered_by_hand() -> None:
    desk = Desk()
    desk.do(c.TableCases((Q4, R1)), c.OpenBlock((ROAD_GROUP,)))
    assert deliberated(desk.state) == (Q4, R1, Q3, Q1, Q2)


def test_stances_take_the_named_cases_else_the_block_and_say_so() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="opinions"))
    desk.do(c.RecordTurn(Named(AOKI), ("諮問第2号には反対です。",)), c.DeclareStance(Position.AGAINST))
    desk.do(
        c.RecordTurn(Named(IGUCHI), ("全部よいと思います。",)), c.DeclareStance(Position.FOR, note="要望あり")
    )
    first, second = desk.state.stances
    assert (first.cases, first.implicit, first.speaker) == ((Q2,), False, Named(AOKI))
    assert (second.cases, second.implicit, second.note) == ((R1, Q1, Q2), True, "要望あり")
    desk.do(c.CorrectSpeaker(second.entry, Named(UEDA)))
    assert desk.state.stances[1].speaker == Named(UEDA)
    assert first.entry is not None
    desk.do(c.WithdrawStances(first.entry))
    assert len(desk.state.stances) == 1
    with pytest.raises(Refused, match="態度が記録されて"):
        desk.do(c.WithdrawStances(first.entry))


def test_a_stance_on_nothing_is_refused() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(Named(AOKI), ("賛成です。",)))
    with pytest.raises(Refused, match="どの案件"):
        desk.do(c.DeclareStance(Position.FOR))


def test_the_roll_and_who_comes_and_goes() -> None:
    desk = Desk()
    assert attendees(desk.state) is None
    desk.do(c.CallRoll(absent=(IGUCHI,), online=(UEDA,)))
    roll = attendees(desk.state)
    assert roll is not None
    assert (roll.present, roll.seats, roll.required, roll.quorate) == (3, 4, 2, True)
    assert [person.id for person in absentees(desk.state)] == [IGUCHI]
    desk.do(c.MarkAttendance(IGUCHI, Attendance.LATE), c.MarkAttendance(AOKI, Attendance.LEFT))
    desk.do(c.MarkAttendance(UEDA, Attendance.LEFT), c.MarkAttendance(CHAIR, Attendance.LEFT))
    roll = attendees(desk.state)
    assert roll is not None
    assert (roll.present, roll.quorate) == (1, False)
    assert absentees(desk.state) == ()
    with pytest.raises(Refused, match="両方に"):
        desk.do(c.CallRoll(absent=(AOKI,), online=(AOKI,)))


def test_making_somebody_absent_who_spoke_asks_first() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.RecordTurn(Named(AOKI), ("発言。",)))
    with pytest.raises(Unconfirmed, match="すでに発言"):
        desk.do(c.MarkAttendance(AOKI, Attendance.ABSENT))
    desk.do(c.MarkAttendance(AOKI, Attendance.ABSENT, confirmed=True))
    assert [person.id for person in absentees(desk.state)] == []


@pytest.mark.parametrize(
    ("quorum", "seats", "required"),
    [
        (Quorum(), 21, 11),
        (Quorum(), 20, 10),
        (Quorum(strict=True), 20, 11),
        (Quorum((2, 3)), 10, 7),
        (Quorum(fixed=5), 30, 5),
    ],
)
def test_quorum(quorum: Quorum, seats: int, required: int) -> None:
    assert quorum.required(seats) == required


def test_opening_closing_and_marks_in_their_order() -> None:
    desk = Desk()
    desk.do(c.OpenMeeting())
    with pytest.raises(Refused, match="すでに開会"):
        desk.do(c.OpenMeeting())
    with pytest.raises(Refused, match="休憩中ではありません"):
        desk.do(c.MakeMark(MarkKind.RESUMED))
    desk.do(c.MakeMark(MarkKind.CLOSED_PART, "個人の事情"))
    assert desk.state.in_closed_part
    with pytest.raises(Refused, match="すでに非公開"):
        desk.do(c.MakeMark(MarkKind.CLOSED_PART))
    desk.do(c.MakeMark(MarkKind.OPEN_PART), c.MakeMark(MarkKind.RECESS))
    with pytest.raises(Refused, match="すでに休憩中"):
        desk.do(c.MakeMark(MarkKind.RECESS))
    with pytest.raises(Refused, match="非公開ではありません"):
        desk.do(c.MakeMark(MarkKind.OPEN_PART))
    with pytest.raises(Refused, match="開会より前"):
        desk.do(c.CloseMeeting(START - timedelta(hours=1)))
    desk.do(c.CloseMeeting())
    assert desk.state.stage is MeetingStage.CLOSED
    with pytest.raises(Refused, match="閉会を記録したあと"):
        desk.do(c.ChangePhase("questions"))


def test_small_facts() -> None:
    desk = Desk()
    desk.do(
        c.CountObservers(3, "うち報道1名"),
        c.SetNextMeeting(NextMeeting(date(2026, 6, 15), time(14, 0), "大会議室")),
    )
    assert (desk.state.observers, desk.state.observers_note) == (3, "うち報道1名")
    assert desk.state.next_meeting is not None
    with pytest.raises(Refused, match="0 以上"):
        desk.do(c.CountObservers(-1))
    with pytest.raises(Refused, match="すでに「開会」"):
        desk.do(c.ChangePhase("opening"))
    with pytest.raises(Refused, match="資料の名前"):
        desk.do(c.AddMaterial(Material("当日", " ")))
    with pytest.raises(Refused, match="もう一覧に"):
        desk.do(c.AddMaterial(Material("当日", "会議次第")))
    with pytest.raises(UnknownReference, match="資料「x」"):
        desk.do(c.ReplaceMaterial("x", Material("当日", "y")))
    with pytest.raises(Refused, match="二つ以上"):
        desk.do(c.ReorderGroups((PARK_GROUP,)))
    with pytest.raises(Refused, match="件名を"):
        desk.do(c.RetitleCase(Q1, ""))


def test_without_a_preparation_everything_is_refused() -> None:
    with pytest.raises(Refused, match="準備がまだ"):
        Desk(None).do(c.OpenMeeting())


def test_several_commands_as_one_see_each_other_or_do_nothing() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((ROAD_GROUP,)))
    before = desk.state
    turn = c.RecordTurn(Named(CHAIR), ("決定といたします。",))
    with pytest.raises(Refused):
        desk.do(c.CompoundCommand((turn, rule(Decision(Q3, "了承")))))
    assert desk.state is before
    records = desk.do(c.CompoundCommand((turn, rule(Decision(Q3, "決定")))))
    assert len({record.batch for record in records}) == 1
    assert desk.state.rulings[Q3].entry == desk.state.turns[-1].id
    desk.undo()
    assert (desk.state.turns, dict(desk.state.rulings)) == ((), {})
    for command in (c.CompoundCommand((c.Undo(),)), c.Undo(), c.Redo()):
        with pytest.raises(Refused, match="組み合わせられません"):
            desk.do(command)


def test_the_forecast_goes_by_the_cases_ruled_so_far() -> None:
    desk = Desk()
    desk.do(c.OpenMeeting(), c.OpenBlock((PARK_GROUP,)))
    assert forecast(desk.state, desk.at) is None
    opened = desk.state.blocks[0].opened
    desk.do(rule(Decision(R1, "了承"), Decision(Q1, "決定"), Decision(Q2, "決定")))
    found = forecast(desk.state, opened + timedelta(minutes=30))
    assert found is not None
    assert found.projected == opened + timedelta(minutes=50)
    assert found.planned.hour == 16
    assert found.over < timedelta(0)
    desk.do(c.CloseMeeting())
    closed = forecast(desk.state, desk.at)
    assert closed is not None
    assert closed.projected == desk.state.closed


def test_profile_words_find_outcomes_by_name_table_and_speech() -> None:
    assert PROFILE.outcome("報告", "報告了承") is PROFILE.outcome("報告", "了承")
    assert PROFILE.outcome("報告", "決定") is None
    assert PROFILE.outcome("陳情", "採択") is None
    assert [kind.default.name for kind in PROFILE.kinds] == [kind.outcomes[0].name for kind in PROFILE.kinds]
    assert CLERK in {person.id for person in MEETING.people}
