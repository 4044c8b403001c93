"""An app with nothing but one dialog on it, and typing as an input method does it (ダイアログの試し)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Static

from clerk_tui.domain.acts import Stamp
from clerk_tui.domain.commands import Command
from clerk_tui.tui.dialogs.base import CommandDialog, Dialog
from clerk_tui.tui.dialogs.occasion import ClosingDialog


class Asking(App[None]):
    """Opens the dialog and keeps what it answers."""

    def __init__(self, dialog: Dialog[Any]) -> None:
        super().__init__()
        self.dialog = dialog
        self.answers: list[Any] = []

    def on_mount(self) -> None:
        self.dialog.carry_out = self.try_out
        self.push_screen(self.dialog, self.answers.append)

    def try_out(self, command: Command) -> None:
        """Refuses what the session would refuse; nothing is stored."""
        state = self.dialog.record if isinstance(self.dialog, CommandDialog | ClosingDialog) else None
        assert state is not None and state.meeting is not None
        planned = datetime.combine(state.meeting.date, state.meeting.starts, UTC)
        command.decide(state, Stamp(2**62, state.opened or planned))

    @property
    def said(self) -> str:
        """The sentence above the hint."""
        return str(self.dialog.query_one(".message", Static).content)

    def shown(self, selector: str) -> str:
        return str(self.dialog.query_one(selector, Static).content)


@asynccontextmanager
async def asking(
    dialog: Dialog[Any], size: tuple[int, int] = (80, 24)
) -> AsyncIterator[tuple[Pilot[None], Asking]]:
    app = Asking(dialog)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield pilot, app


async def type_text(pilot: Pilot[None], text: str) -> None:
    """Characters as they arrive after a conversion: each a key event of its own, none of them with a name."""
    for character in text:
        pilot.app.post_message(events.Key(character, character))
    await pilot.pause()


async def paste(pilot: Pilot[None], text: str) -> None:
    pilot.app.post_message(events.Paste(text))
    await pilot.pause()


async def answer(dialog: Dialog[Any], *keys: str) -> list[Any]:
    """What the dialog answers to these keys; empty while it is still open."""
    async with asking(dialog) as (pilot, app):
        await pilot.press(*keys)
        await pilot.pause()
    return app.answers
