"""A draft that came back from Word is taken in from the record screen, which shows what was taken."""

from __future__ import annotations

from pathlib import Path

import sample
from desk import Desk, recording
from textual.app import App

from clerk_tui.domain.commands import CloseMeeting
from clerk_tui.errors import ClerkError
from clerk_tui.minutes.edition import Edition
from clerk_tui.roundtrip.changes import TextChanged
from clerk_tui.roundtrip.taking import Taking
from clerk_tui.tui.file_picker import FilePicker
from clerk_tui.tui.screens.returned import ReturnedScreen

CLOSED = (*sample.discussion(), CloseMeeting())


async def done(desk: Desk) -> None:
    """What is read aside is read; the picker's own reading of its folder may have been cut off."""
    for _ in range(100):
        await desk.pilot.pause(0.01)
        running = any(worker.name == "_read_back" and worker.is_running for worker in desk.app.workers)
        if not running and "突き合わせて" not in desk.shown("#status"):
            return


def chosen(app: App[None], path: Path) -> None:
    picker = app.screen
    assert isinstance(picker, FilePicker)
    picker.dismiss(path)


async def test_a_draft_is_chosen_taken_and_shown_in_the_record(tmp_path: Path) -> None:
    async with recording(*CLOSED) as desk:
        turn = desk.state.turns[-1]
        change = TextChanged(where="発言", at=0, old=turn.paragraphs, new=("直しました。",), entry=turn.id)

        def read(path: Path) -> ReturnedScreen:
            return ReturnedScreen(path.name, (change,), Taking(desk.state, desk.session, Edition.PUBLIC, ()))

        desk.app._way_back = (tmp_path, read)
        desk.screen.perform("way_back")
        await desk.pilot.pause()
        chosen(desk.app, tmp_path / "案.docx")
        await done(desk)
        assert isinstance(desk.app.screen, ReturnedScreen)
        await desk.press("enter", "ctrl+q", "enter")
        assert desk.app.screen is desk.screen
        assert desk.screen.state.turns[-1].text == "直しました。"
        assert "1 件を記録に入れました" in desk.shown("#status")
        await desk.press("ctrl+z")
        assert desk.state.turns[-1].paragraphs == turn.paragraphs


async def test_what_is_no_draft_or_differs_in_nothing_is_said(tmp_path: Path) -> None:
    async with recording(*CLOSED) as desk:

        def read(path: Path) -> str:
            if path.name == "案.docx":
                return "記録との違いはありません。"
            raise ClerkError("Word のファイルではありません。")

        desk.app._way_back = (tmp_path, read)
        for name, said in (("案.docx", "違いはありません"), ("別.docx", "Word のファイルでは")):
            desk.screen.perform("way_back")
            await desk.pilot.pause()
            chosen(desk.app, tmp_path / name)
            await done(desk)
            assert desk.app.screen is desk.screen
            assert said in desk.shown("#status")


async def test_a_screen_without_a_folder_says_where_it_is_done() -> None:
    async with recording(*CLOSED) as desk:
        desk.screen.perform("way_back")
        await desk.pilot.pause()
        assert "はじめの画面" in desk.shown("#status")
