"""Headings put right from list, palette and agenda; a closing taken back; a meeting of another day."""

from __future__ import annotations

from datetime import timedelta

import pytest
from desk import recording
from dialog_app import answer, asking
from sample import CHAIR, CITIZEN_GROUP, CITIZENS, MEMBERS, SCHOOL_GROUP, START, FakeClock, session, turn

from clerk_tui.domain.commands import ChangeBlock, CloseMeeting, DissolveBlock, OpenBlock, SetDay
from clerk_tui.domain.record import BlockHeading, MeetingStage, State
from clerk_tui.session import Session
from clerk_tui.tui.dialogs.heading import HeadingDialog
from clerk_tui.tui.dialogs.occasion import ClosingDialog, DayDialog

CALLED = (OpenBlock((CITIZEN_GROUP, SCHOOL_GROUP)), turn(CHAIR, "説明をお願いします。"))


def called() -> Session:
    return session(*CALLED)


def heading(state: State) -> BlockHeading:
    return next(entry for entry in state.entries if isinstance(entry, BlockHeading))


def dialog(made: Session) -> HeadingDialog:
    return HeadingDialog(made.state, made.timeline, heading(made.state))


async def test_space_takes_a_group_out_of_the_heading():
    made = called()
    assert await answer(dialog(made), "down", "space", "enter") == [
        ChangeBlock((CITIZEN_GROUP,), heading(made.state).id)
    ]


async def test_a_heading_is_dissolved_after_a_question():
    made = called()
    assert await answer(dialog(made), "f2", "enter", "enter") == [DissolveBlock(heading(made.state).id)]


async def test_the_heading_dialog_says_what_will_change():
    async with asking(dialog(called())) as (pilot, app):
        await pilot.press("space")
        assert "外す 1" in app.shown(".summary")


async def test_a_closed_meeting_is_reopened_from_the_check():
    async with recording(turn(CHAIR, "始めます。"), CloseMeeting()) as desk:
        await desk.press("ctrl+w")
        assert isinstance(desk.app.screen, ClosingDialog) and "閉会後" in desk.app.screen.heading
        await desk.press("ctrl+s")
        assert desk.state.stage is MeetingStage.SITTING
        assert len(desk.turns) == 1


async def test_a_click_on_the_agenda_opens_the_heading_of_that_group():
    async with recording(*CALLED) as desk:
        await desk.pilot.click("#groups", offset=(3, 0))
        assert isinstance(desk.app.screen, HeadingDialog)


async def test_enter_on_a_heading_opens_it():
    async with recording(*CALLED) as desk:
        desk.screen.transcript.focus()
        desk.screen.transcript.select(heading(desk.state).id)
        await desk.press("enter")
        assert isinstance(desk.app.screen, HeadingDialog)


async def test_a_meeting_prepared_for_another_day_asks_before_the_opening():
    clock = FakeClock(START - timedelta(days=17))
    async with recording(clock=clock) as desk:
        assert isinstance(desk.app.screen, DayDialog)
        await desk.press("enter")
        assert desk.state.meeting.date == clock.at.date()


async def test_who_is_typing_is_asked_for_the_day_when_the_remark_is_recorded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("clerk_tui.tui.screens.record._QUIET", 0.01)
    monkeypatch.setattr("clerk_tui.tui.own_app._TYPING", 3600.0)
    async with recording(clock=FakeClock(START - timedelta(days=17))) as desk:
        await desk.press("escape")
        await desk.press("A")
        desk.screen.ask_day(late=True)
        await desk.press("B", "enter", "C")
        assert desk.app.screen is desk.screen
        assert [turn.text for turn in desk.state.turns] == ["AB"]
        monkeypatch.setattr("clerk_tui.tui.own_app._TYPING", 0.0)
        await desk.pilot.pause(0.05)
        assert desk.app.screen is desk.screen, "what is typed is not recorded yet"
        await desk.press("enter")
        while not isinstance(desk.app.screen, DayDialog):
            await desk.pilot.pause(0.01)
        assert [turn.text for turn in desk.state.turns] == ["AB", "C"]


async def test_the_planned_day_may_stay():
    today = (START - timedelta(days=17)).date()
    state = session().state
    assert await answer(DayDialog(state, today), "down", "enter") == [SetDay(state.meeting.date)]


async def test_on_its_own_day_nothing_is_asked():
    async with recording() as desk:
        assert desk.app.screen is desk.screen


async def test_the_range_of_a_wrong_speaker_is_seen_before_it_is_recorded():
    turns = [turn(MEMBERS[0], "伺います。"), turn(CITIZENS, "お答えします。")] * 2
    async with recording(*turns) as desk:
        desk.screen.transcript.focus()
        desk.screen.transcript.select(desk.state.turns[0].id)
        await desk.press("enter", "f4")
        await desk.paste(MEMBERS[1])
        await desk.press("enter")
        desk.app.screen.query_one("#reach").focus()
        await desk.press("right", "right", "right")
        assert "の2件 → " in str(desk.app.screen.query_one("#who").content)
        await desk.press("ctrl+s")
        assert [who for who, _ in desk.turns] == [MEMBERS[1], CITIZENS, MEMBERS[1], CITIZENS]
