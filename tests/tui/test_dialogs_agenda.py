"""Blocks, phases, phrases, papers, marks and the next meeting."""

from __future__ import annotations

from datetime import date, time

import pytest
from dialog_app import answer, asking, type_text
from sample import (
    CHAIR,
    CITIZEN_GROUP,
    SCHOOL_GROUP,
    START,
    WATER_GROUP,
    discussion,
    meeting,
    session,
    turn,
)

from clerk_tui.domain.calendar import CalendarError
from clerk_tui.domain.commands import (
    AddCase,
    AddGroup,
    AddMaterial,
    ChangePhase,
    CompoundCommand,
    DeferGroup,
    DropCase,
    MakeMark,
    OpenBlock,
    RecordStageDirection,
    ReorderGroups,
    ReplaceMaterial,
    RetitleCase,
    RuleCases,
    SetNextMeeting,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Material
from clerk_tui.domain.record import Decision, MarkKind, NextMeeting
from clerk_tui.tui.dialogs.cases import AddCaseDialog, ChangeCaseDialog, case_id, fresh_group
from clerk_tui.tui.dialogs.course import (
    BlockDialog,
    MarkDialog,
    PhaseDialog,
    PhraseDialog,
    StageDialog,
    closes_block,
    matching,
    moved,
    next_phase,
    opening,
    phrases_in_order,
    possible_marks,
    usual_directions,
    words,
)
from clerk_tui.tui.dialogs.occasion import MaterialDialog, NextMeetingDialog, next_meeting


def test_moving_a_group_stops_at_the_ends():
    order = (CITIZEN_GROUP, SCHOOL_GROUP, WATER_GROUP)
    assert moved(order, 0, 1) == (SCHOOL_GROUP, CITIZEN_GROUP, WATER_GROUP)
    assert moved(order, 0, -1) == moved(order, 2, 1) == order


def test_a_changed_order_is_recorded_with_the_opening():
    state = session().state
    order = (WATER_GROUP, CITIZEN_GROUP, SCHOOL_GROUP)
    assert opening(state, order, {WATER_GROUP}) == CompoundCommand(
        (ReorderGroups(order), OpenBlock((WATER_GROUP,)))
    )


async def test_enter_opens_the_next_group():
    assert await answer(BlockDialog(session().state), "enter") == [OpenBlock((CITIZEN_GROUP,))]


async def test_several_groups_as_one_block_in_the_order_of_the_agenda():
    keys = ("down", "down", "space", "enter")
    assert await answer(BlockDialog(session().state), *keys) == [OpenBlock((CITIZEN_GROUP, WATER_GROUP))]


async def test_nothing_chosen_is_refused_inside():
    async with asking(BlockDialog(session().state)) as (pilot, app):
        await pilot.press("space", "enter")
        assert "選んで" in app.said
    assert app.answers == []


async def test_deferring_asks_why():
    async with asking(BlockDialog(session().state)) as (pilot, app):
        await pilot.press("down", "f2")
        assert "後回し" in app.said
        await type_text(pilot, "所管課の到着待ち")
        await pilot.press("enter")
    assert app.answers == [DeferGroup(SCHOOL_GROUP, "所管課の到着待ち")]


async def test_a_deferred_group_is_shown_with_its_reason_and_comes_when_nothing_else_is_left():
    state = session(DeferGroup(CITIZEN_GROUP, "到着待ち")).state
    dialog = BlockDialog(state)
    async with asking(dialog) as (pilot, app):
        labels = [str(option.prompt) for option in dialog.query_one("Rows").options]
        assert "後回し：到着待ち" in labels[0]
        await pilot.press("enter")
    assert app.answers == [OpenBlock((SCHOOL_GROUP,))]


async def test_enter_opens_the_group_that_was_moved_to():
    async with asking(BlockDialog(session().state)) as (pilot, app):
        await pilot.press("down", "down")
        assert "選んだ案件群 1" in app.shown(".summary")
        await pilot.press("enter")
    assert app.answers == [OpenBlock((WATER_GROUP,))]
    # What was marked by hand stays marked, wherever the highlight goes.
    assert await answer(BlockDialog(session().state), "down", "down", "space", "up", "enter") == [
        OpenBlock((CITIZEN_GROUP, WATER_GROUP))
    ]
    # To move is to change nothing.
    assert await answer(BlockDialog(session().state), "down", "escape") == [None]


async def test_only_the_order():
    assert await answer(BlockDialog(session().state), "right", "f3") == [
        ReorderGroups((SCHOOL_GROUP, CITIZEN_GROUP, WATER_GROUP))
    ]


async def test_an_unchanged_order_is_said():
    async with asking(BlockDialog(session().state)) as (pilot, app):
        await pilot.press("f3")
        assert "変わっていません" in app.said
    assert app.answers == []


async def test_the_next_phase_is_offered():
    state = session(*discussion()).state
    assert state.meeting.profile.phases[next_phase(state)].name == "意見"
    assert await answer(PhaseDialog(state), "enter") == [ChangePhase("opinions")]


async def test_the_present_phase_is_refused_inside():
    async with asking(PhaseDialog(session(*discussion()).state)) as (pilot, app):
        await pilot.press("up", "enter")
        assert "すでに" in app.said
    assert app.answers == []


def test_leaving_the_block_is_announced():
    state = session(*discussion()).state
    profile = state.meeting.profile
    assert closes_block(state, profile.phase("notices"))
    assert not closes_block(state, profile.phase("opinions"))


def test_phrases_of_the_phase_come_first_and_none_is_missing():
    state = session(*discussion()).state
    ordered = phrases_in_order(state)
    fitting = [phrase for phrase in ordered if state.phase in phrase.phases]
    assert fitting
    assert "questions" in ordered[0].phases
    assert sorted(phrase.key for phrase in ordered) == sorted(p.key for p in state.meeting.profile.phrases)


def test_phrases_are_found_by_their_filled_in_words():
    state = session(*discussion()).state
    found = matching(state, "諮問第13号")
    assert found
    assert all("諮問第13号" in words(state, phrase) for phrase in found)


async def test_a_phrase_is_handed_back_whole():
    state = session(*discussion()).state
    assert await answer(PhraseDialog(state), "enter") == [phrases_in_order(state)[0]]


async def test_no_phrase_fits():
    async with asking(PhraseDialog(session().state)) as (pilot, app):
        await type_text(pilot, "ない文言")
        await pilot.press("enter")
        assert "ありません" in app.said
    assert app.answers == []


@pytest.mark.parametrize(
    ("typed", "case"),
    [
        ("17", CaseId("諮問", 17)),
        ("第１７号", CaseId("諮問", 17)),
        ("十七", CaseId("諮問", 17)),
        ("17の2", CaseId("諮問", 17, 2)),
        ("報告第3号", CaseId("報告", 3)),
    ],
)
def test_case_numbers(typed, case):
    assert case_id(meeting(), "諮問", typed) == case


@pytest.mark.parametrize("typed", ["あ", "17～19", "0"])
def test_what_is_no_number_of_one_case_is_refused(typed):
    with pytest.raises(Refused, match="数字で入れてください"):
        case_id(meeting(), "諮問", typed)


def test_a_fresh_group_id_is_not_taken():
    assert meeting().group(fresh_group(meeting())) is None


async def test_a_case_for_a_group_behind_another_case():
    async with asking(AddCaseDialog(session().state)) as (pilot, app):
        await type_text(pilot, "17")
        await pilot.press("tab", "right", "tab")
        await type_text(pilot, "駐輪場の撮影について")
        await pilot.press("tab", "right", "tab", "right", "right", "enter")
    case = Case(CaseId("諮問", 17), "駐輪場の撮影について", CaseOrigin.ADDED)
    assert app.answers == [AddCase(case, CITIZEN_GROUP, CaseId("諮問", 11))]


async def test_an_item_without_a_number_becomes_a_group():
    async with asking(AddCaseDialog(session().state)) as (pilot, app):
        await pilot.press("tab", "tab")
        await type_text(pilot, "会議の公開について")
        await pilot.press("enter")
    (command,) = app.answers
    assert command == AddGroup(Group(fresh_group(meeting()), (), heading="会議の公開について"))


async def test_a_number_on_the_agenda_is_refused_inside():
    async with asking(AddCaseDialog(session().state)) as (pilot, app):
        await type_text(pilot, "3")
        await pilot.press("enter")
        assert "すでに次第にあります" in app.said
    assert app.answers == []


async def test_a_paper_handed_out():
    async with asking(MaterialDialog(session().state)) as (pilot, app):
        await type_text(pilot, "資料4　検針の手順")
        await pilot.press("enter")
    assert app.answers == [AddMaterial(Material("当日", "資料4　検針の手順"))]


async def test_a_paper_exchanged_keeps_the_offered_title_editable():
    async with asking(MaterialDialog(session().state)) as (pilot, app):
        await pilot.press("down")
        await pilot.pause()
        await type_text(pilot, "（差し替え版）")
        await pilot.press("enter")
    old = "資料1 窓口予約システムの概要"
    assert app.answers == [ReplaceMaterial(old, Material("当日", f"{old}（差し替え版）"))]


async def test_typed_titles_survive_moving_in_the_list():
    async with asking(MaterialDialog(session().state)) as (pilot, app):
        await type_text(pilot, "資料5")
        await pilot.press("down", "down", "enter")
    assert app.answers == [ReplaceMaterial("資料2 学習端末の利用状況", Material("当日", "資料5"))]


async def test_usual_and_own_stage_directions():
    state = session(turn(CHAIR, "よろしいですか。"), RecordStageDirection("会長、着席")).state
    assert usual_directions(state)[0] == "異議なし"
    assert "会長、着席" in usual_directions(state)
    assert await answer(StageDialog(state), "enter") == [RecordStageDirection("異議なし")]
    async with asking(StageDialog(state)) as (pilot, app):
        await type_text(pilot, "（一同うなずく）")
        await pilot.press("enter")
    assert app.answers == [RecordStageDirection("（一同うなずく）")]


def test_only_marks_that_are_possible():
    assert possible_marks(session().state) == (MarkKind.RECESS, MarkKind.CLOSED_PART)
    state = session(MakeMark(MarkKind.RECESS), MakeMark(MarkKind.CLOSED_PART)).state
    assert possible_marks(state) == (MarkKind.RESUMED, MarkKind.OPEN_PART)


async def test_a_closed_part_with_its_reason():
    async with asking(MarkDialog(session().state)) as (pilot, app):
        await pilot.press("right", "tab")
        await type_text(pilot, "個人情報を扱うため")
        await pilot.press("tab")
        await type_text(pilot, "午後3時")
        await pilot.press("enter")
    (mark,) = app.answers
    assert (mark.kind, mark.reason, mark.at.hour) == (MarkKind.CLOSED_PART, "個人情報を扱うため", 15)


def test_next_meeting_as_typed():
    assert next_meeting("令和8年7月6日(月)", "午後2時", "大会議室", "") == NextMeeting(
        date(2026, 7, 6), time(14), "大会議室"
    )
    with pytest.raises(CalendarError):
        next_meeting("7月のいつか", "", "", "")
    with pytest.raises(Refused):
        next_meeting("", "", "大会議室", " ")


async def test_next_meeting_in_the_same_place():
    async with asking(NextMeetingDialog(session().state)) as (pilot, app):
        await type_text(pilot, "R8.7.6")
        await pilot.press("enter")
    assert app.answers == [SetNextMeeting(NextMeeting(date(2026, 7, 6), None, meeting().place))]
    assert START.date() < date(2026, 7, 6)


async def test_a_title_is_corrected():
    async with asking(ChangeCaseDialog(session().state)) as (pilot, app):
        await pilot.press("enter")
        assert "変わっていません" in app.said
        await pilot.press("down", "tab")
        await pilot.pause()
        await type_text(pilot, "（変更）")
        await pilot.press("enter")
    title = "窓口予約システムへの顔写真の登録について（変更）"
    assert app.answers == [RetitleCase(CaseId("諮問", 11), title)]


async def test_a_case_is_taken_off_once_that_is_confirmed():
    async with asking(ChangeCaseDialog(session().state)) as (pilot, app):
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == []
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert app.answers == [DropCase(CaseId("報告", 3))]


async def test_a_case_that_was_ruled_stays():
    state = session(RuleCases((Decision(CaseId("報告", 3), "了承"),))).state
    async with asking(ChangeCaseDialog(state)) as (pilot, app):
        await pilot.press("f2")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "裁決した案件は外せません" in app.said
    assert app.answers == []
