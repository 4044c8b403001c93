"""What turns out to be wrong after a meeting: hours, place, title, who was there; within what the record knows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meetings import AOKI, CHAIR, IGUCHI, MEETING, PARK_GROUP, START, UEDA, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused, UnknownReference
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.ledger import ledger
from clerk_tui.domain.record import Attendance, Decision, Named, Presence

MINUTE = timedelta(minutes=1)


def met() -> Desk:
    """14:00 opened, 14:01 roll, 14:02 called, 14:03 and 14:04 spoken, 14:05 closed."""
    desk = Desk()
    desk.at = START
    desk.do(
        c.OpenMeeting(),
        c.CallRoll(absent=(UEDA,)),
        c.OpenBlock((PARK_GROUP,)),
        c.RecordTurn(Named(CHAIR), ("始めます。",)),
        c.RecordTurn(Named(AOKI), ("伺います。",)),
        c.CloseMeeting(),
    )
    return desk


def test_the_hours_are_put_right_and_a_closing_can_still_be_taken_back() -> None:
    desk = met()
    desk.do(c.CorrectHours(opened=START - 5 * MINUTE, closed=START + 9 * MINUTE))
    assert (desk.state.opened, desk.state.closed) == (START - 5 * MINUTE, START + 9 * MINUTE)
    assert [(line.what, line.before, line.after) for line in ledger(desk.timeline)] == [
        ("開会・閉会の時刻", "14:00から14:05", "13:55から14:09")
    ]
    closed = desk.state.blocks
    desk.do(c.ReopenMeeting())
    assert desk.state.current == closed[-1].id
    desk.undo()
    desk.undo()
    assert (desk.state.opened, desk.state.closed) == (START, START + 5 * MINUTE)


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (c.CorrectHours(opened=START + 4 * MINUTE), "開会をそれより後には"),
        (c.CorrectHours(closed=START + 3 * MINUTE), "閉会をそれより前には"),
        (c.CorrectHours(opened=START + 9 * MINUTE), "閉会の時刻が開会より前"),
    ],
)
def test_hours_that_the_record_contradicts_are_refused(command: c.CorrectHours, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        met().do(command)


def test_hours_that_were_never_recorded_are_not_corrected() -> None:
    with pytest.raises(Refused, match="開会が記録されていない"):
        Desk().do(c.CorrectHours(opened=START))
    desk = Desk()
    desk.do(c.OpenMeeting())
    with pytest.raises(Refused, match="閉会が記録されていない"):
        desk.do(c.CorrectHours(closed=START + MINUTE))
    assert desk.do(c.CorrectHours(opened=desk.state.opened)) == ()


def test_place_and_title_stay_over_a_new_preparation() -> None:
    desk = met()
    desk.do(c.SetPlace(" 大会議室 "), c.SetTitle(("第1回", " ", "会議録")))
    assert (desk.state.meeting.place, desk.state.meeting.title) == ("大会議室", ("第1回", "会議録"))
    desk.do(c.Prepare(replace(MEETING, seats=9)))
    assert (desk.state.meeting.place, desk.state.meeting.title) == ("大会議室", ("第1回", "会議録"))
    assert desk.do(c.SetPlace("大会議室")) == desk.do(c.SetTitle(("第1回", "会議録"))) == ()
    for command in (c.SetPlace(" "), c.SetTitle(("", " "))):
        with pytest.raises(Refused, match="入力してください"):
            desk.do(command)
    told = [(line.what, line.before, line.after) for line in ledger(desk.timeline)]
    assert ("場所", MEETING.place, "大会議室") in told
    assert ("会議名称", " ".join(MEETING.title), "第1回 会議録") in told


def test_what_was_recorded_of_somebodys_attendance_is_replaced() -> None:
    desk = met()
    late = Presence(UEDA, Attendance.LATE, START + 3 * MINUTE)
    desk.do(c.CorrectAttendance((late, Presence(IGUCHI, Attendance.ABSENT, START, " 病気 "))))
    assert desk.state.attendance[UEDA] == (late,)
    assert desk.state.attendance[IGUCHI] == (Presence(IGUCHI, Attendance.ABSENT, START, "病気"),)
    assert desk.state.attendance[AOKI][0].status is Attendance.PRESENT
    assert [(line.what, line.before, line.after) for line in ledger(desk.timeline)] == [
        (f"{UEDA}の出欠", "欠席（14:01）", "遅参（14:03）"),
        (f"{IGUCHI}の出欠", "出席（14:01）", "欠席（14:00）"),
    ]
    assert desk.do(c.CorrectAttendance((late,))) == ()
    desk.undo()
    assert desk.state.attendance[UEDA][0].status is Attendance.ABSENT


def test_who_spoke_or_voted_was_there() -> None:
    desk = met()
    with pytest.raises(Refused, match="発言している"):
        desk.do(c.CorrectAttendance((Presence(AOKI, Attendance.ABSENT, START),)))
    desk.undo()
    desk.do(c.RuleCases((Decision(MEETING.groups[0].cases[0], "了承"),)))
    with pytest.raises(Refused, match="採決に加わって"):
        desk.do(c.CorrectAttendance((Presence(IGUCHI, Attendance.ABSENT, START),)))


def test_an_attendance_that_makes_no_sense_is_refused() -> None:
    desk = met()
    with pytest.raises(UnknownReference):
        desk.do(c.CorrectAttendance((Presence(PersonId("だれか"), Attendance.PRESENT, START),)))
    with pytest.raises(Refused, match="挙げられて"):
        desk.do(c.CorrectAttendance(()))
    with pytest.raises(Refused, match="時刻の順"):
        desk.do(
            c.CorrectAttendance(
                (
                    Presence(UEDA, Attendance.PRESENT, START + MINUTE),
                    Presence(UEDA, Attendance.LEFT, START),
                )
            )
        )
