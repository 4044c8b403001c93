"""Roll call, comings and goings, observers, and who speaks."""

from __future__ import annotations

import pytest
from desk import recording
from dialog_app import answer, asking, type_text
from msgspec.structs import replace
from sample import CHAIR, CITIZENS, CLERK, JST, MEMBERS, discussion, meeting, session, turn

from clerk_tui.domain.commands import CallRoll, CountObservers, MarkAttendance, Preside, Recuse
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.record import Attendance, Named, Unnamed
from clerk_tui.tui.dialogs.fields import Cycle, Line, Rows
from clerk_tui.tui.dialogs.occasion import ObserversDialog, head_count
from clerk_tui.tui.dialogs.people import (
    AttendanceDialog,
    Choice,
    Part,
    RollCallDialog,
    SpeakerDialog,
    changes,
    choices,
    likely_change,
    roll_command,
    roll_so_far,
    summary,
)


def test_everybody_is_present_before_the_first_roll_call():
    roll = roll_so_far(session().state)
    assert set(roll.values()) == {Attendance.PRESENT}
    assert roll_command(roll) == CallRoll()


def test_a_second_roll_call_starts_from_the_first():
    roll = roll_so_far(session(CallRoll(absent=(MEMBERS[0],), online=(MEMBERS[1],))).state)
    assert roll_command(roll) == CallRoll(absent=(MEMBERS[0],), online=(MEMBERS[1],))


def test_the_summary_says_how_many_are_missing_for_the_quorum():
    roll = roll_so_far(session(CallRoll(absent=MEMBERS[:4])).state)
    assert "出席 3名" in summary(meeting(), roll)
    assert "あと1名足りません" in summary(meeting(), roll)


async def test_roll_call_by_arrows_and_space():
    keys = ("down", "space", "down", "right", "down", "space", "space", "enter")
    assert await answer(RollCallDialog(session().state), *keys) == [
        CallRoll(absent=(MEMBERS[0],), online=(MEMBERS[1],))
    ]


async def test_space_of_an_input_method_marks_too_and_the_count_follows():
    async with asking(RollCallDialog(session().state)) as (pilot, app):
        await pilot.press("ideographic_space")
        assert "出席 6名" in app.shown(".summary")


async def test_a_click_marks_the_row():
    async with asking(RollCallDialog(session().state)) as (pilot, app):
        await pilot.click("Rows", offset=(5, 2))
        await pilot.press("enter")
    assert app.answers == [CallRoll(absent=(MEMBERS[1],))]


@pytest.mark.parametrize(
    ("so_far", "expected"),
    [
        ((), Attendance.LATE),
        ((CallRoll(absent=(MEMBERS[0],)),), Attendance.LATE),
        ((CallRoll(),), Attendance.LEFT),
        ((CallRoll(), MarkAttendance(MEMBERS[0], Attendance.LEFT)), Attendance.RETURNED),
    ],
)
def test_what_happens_next_to_somebody(so_far, expected):
    state = session(*so_far).state
    person = state.meeting.person(MEMBERS[0])
    assert likely_change(state, person) is expected


async def test_a_late_arrival_with_its_time_and_reason():
    async with asking(AttendanceDialog(session(*discussion()).state)) as (pilot, app):
        await type_text(pilot, "かとう")
        await pilot.press("tab", "tab", "tab")
        await type_text(pilot, "14時20分")
        await pilot.press("tab")
        await type_text(pilot, "電車遅延")
        await pilot.press("enter")
    (command,) = app.answers
    assert (command.person, command.status, command.note) == (MEMBERS[5], Attendance.LATE, "電車遅延")
    assert command.at.astimezone(JST).strftime("%H:%M") == "14:20"


async def test_a_time_that_cannot_be_read_leaves_everything_as_typed():
    async with asking(AttendanceDialog(session(*discussion()).state)) as (pilot, app):
        await pilot.press("tab", "tab", "tab")
        await type_text(pilot, "25時")
        await pilot.press("enter")
        assert "時刻" in app.said
        assert app.dialog.query_one("#at").value == "25時"
    assert app.answers == []


async def test_absence_of_somebody_who_spoke_is_asked_inside():
    async with asking(AttendanceDialog(session(*discussion()).state)) as (pilot, app):
        await type_text(pilot, "青木")
        await pilot.press("tab", "tab", *["right"] * 4, "enter")
        assert "すでに発言しています" in app.said
        assert app.answers == []
        await pilot.press("escape")
        assert app.said == ""
        await pilot.press("enter", "enter")
    assert app.answers == [MarkAttendance(MEMBERS[0], Attendance.ABSENT, confirmed=True)]


async def test_a_substitute_needs_a_name():
    async with asking(AttendanceDialog(session(*discussion()).state)) as (pilot, app):
        await pilot.press("tab", "tab", "right", "right", "enter")
        assert "代理" in app.said
    assert app.answers == []


@pytest.mark.parametrize(("typed", "count"), [("3", 3), ("１２名", 12), ("三人", 3), ("0", 0)])
def test_numbers_of_people(typed, count):
    assert head_count(typed) == count


def test_a_word_is_no_number_of_people():
    with pytest.raises(Refused, match="人数"):
        head_count("多数")


async def test_observers_with_a_note():
    async with asking(ObserversDialog(session().state)) as (pilot, app):
        await type_text(pilot, "２名")
        await pilot.press("tab")
        await type_text(pilot, "うち報道1名")
        await pilot.press("enter")
    assert app.answers == [CountObservers(2, "うち報道1名")]


def test_candidates_come_first_and_unknown_members_last():
    state = session(*discussion()).state
    candidates = (Choice(Named(CITIZENS), "", "答弁"), Choice(Named(CHAIR), "部会長", "報告"))
    found = choices(state, candidates, "")
    assert found[:2] == candidates
    assert found[-1] == Choice(Unnamed("member"))
    assert [choice.speaker for choice in found].count(Named(CITIZENS)) == 1
    assert Choice(Named(CHAIR)) in found


def test_typing_keeps_only_candidates_who_fit():
    state = session(*discussion()).state
    found = choices(state, (Choice(Named(CITIZENS)), Choice(Named(CLERK))), "hayakawa")
    assert found[0].speaker == Named(CLERK)
    assert Named(CITIZENS) not in [choice.speaker for choice in found]


async def test_speaker_by_reading():
    async with asking(SpeakerDialog(session(*discussion()).state, ())) as (pilot, app):
        await type_text(pilot, "いぐち")
        await pilot.press("enter")
    assert app.answers == [(Named(MEMBERS[1]), "")]


async def test_a_candidates_capacity_goes_with_it_and_f2_changes_it():
    state = session(*discussion()).state
    offered = (Choice(Named(CHAIR), "部会長", "報告"),)
    assert await answer(SpeakerDialog(state, offered), "enter") == [(Named(CHAIR), "部会長")]
    assert await answer(SpeakerDialog(state, offered), "f2", "enter") == [(Named(CHAIR), "副会長")]


async def test_somebody_not_known_by_name():
    assert await answer(SpeakerDialog(session().state, ()), "up", "enter") == [(Unnamed("member"), "")]


async def test_a_name_on_no_roster_can_still_be_left_open():
    async with asking(SpeakerDialog(session().state, ())) as (pilot, app):
        await type_text(pilot, "ぬるぽ")
        await pilot.press("up", "enter")
    assert app.answers == [(Unnamed("member"), "")]


async def test_escape_chooses_nobody():
    state = session(turn(CHAIR, "始めます。")).state
    assert await answer(SpeakerDialog(state, ()), "escape") == [None]


async def test_a_search_that_finds_nobody_says_so_and_takes_nobody():
    async with asking(SpeakerDialog(session().state, ())) as (pilot, app):
        await type_text(pilot, "蓮見")
        assert "「蓮見」に当たる人は名簿にいません" in app.said
        await pilot.press("enter")
    assert app.answers == []


async def test_kana_that_find_nobody_tell_of_missing_readings():
    state = session().state
    people = tuple(replace(person, reading="") for person in state.meeting.people)
    bare = replace(state, meeting=replace(state.meeting, people=people))
    async with asking(SpeakerDialog(bare, ())) as (pilot, app):
        await type_text(pilot, "ぬまじり")
        assert "よみのない人" in app.said


async def test_somebody_on_no_list_is_added_while_they_speak():
    async with recording(*discussion()) as desk:
        await desk.paste("住民の立場から申し上げます。")
        await desk.press("ctrl+g")
        await desk.paste("蓮見")
        await desk.press("f3", "tab")
        await desk.paste("自治会長")
        await desk.press("enter")
        assert desk.state.meeting.person(PersonId("蓮見自治会長")) is not None
        await desk.press("enter")
        assert desk.turns[-1] == ("蓮見自治会長", "住民の立場から申し上げます。")


async def test_the_right_speaker_of_a_past_turn_may_be_on_no_list():
    async with recording(*discussion()) as desk:
        await desk.press("ctrl+e", "f4")
        await desk.paste("蓮見")
        await desk.press("f3", "enter", "ctrl+s")
        assert desk.turns[-1][0] == "蓮見"


async def test_recusal_and_the_chair_are_changed_where_people_come_and_go():
    open_case = session(*discussion()).state
    for part, command in (
        (Part.RECUSED, Recuse(MEMBERS[0], reason="家族の申請")),
        (Part.PRESIDES, Preside(MEMBERS[0])),
        (Part.RELIEVED, Preside()),
    ):
        state = session(*discussion(), Preside(MEMBERS[1])).state if part is Part.RELIEVED else open_case
        assert part in changes(state)
        async with asking(AttendanceDialog(state)) as (pilot, app):
            dialog = app.screen
            dialog.query_one(Rows).highlighted = 1
            await pilot.pause()
            dialog.query_one(Cycle).choose(part)
            if part is Part.RECUSED:
                dialog.query_one("#note", Line).value = "家族の申請"
            await pilot.press("enter")
            await pilot.pause()
        assert app.answers == [command]
