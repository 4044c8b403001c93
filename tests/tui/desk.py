"""A running record screen on the sample meeting, its keys, and what it shows as text (画面の試し)."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import sample
from msgspec import Struct, field
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from clerk_tui.domain.commands import Command
from clerk_tui.domain.record import Named, State, Turn
from clerk_tui.session import Session
from clerk_tui.tui import keymap
from clerk_tui.tui.app import ClerkApp, Kept, MakeDraft
from clerk_tui.tui.dialogs.lookup import LookUp
from clerk_tui.tui.dialogs.occasion import Relocate
from clerk_tui.tui.screens.record import RecordScreen


class Desk(Struct):
    """A running screen, with a clock that moves a second before each key."""

    app: ClerkApp
    session: Session
    store: sample.MemoryStore
    clock: sample.FakeClock
    pilot: Pilot[None]
    drafts: list[Kept] = field(default_factory=list)

    @property
    def screen(self) -> RecordScreen:
        return self.app.record

    @property
    def state(self) -> State:
        return self.session.state

    @property
    def turns(self) -> list[tuple[str, str]]:
        return [(speaker_of(turn), turn.text) for turn in self.state.turns]

    async def press(self, *keys: str, apart: float = 1.0) -> None:
        for key in keys:
            self.clock.tick(apart)
            await self.pilot.press(key)
            await self.pilot.pause()

    async def paste(self, text: str) -> None:
        """Text as an input method or a clipboard hands it over, in one piece."""
        self.clock.tick()
        self.app.post_message(events.Paste(text))
        await self.pilot.pause()
        await self.pilot.pause()

    async def settled(self) -> None:
        """What is done aside is done."""
        await self.app.workers.wait_for_complete()
        await self.pilot.pause()

    def shown(self, selector: str) -> str:
        return str(self.screen.query_one(selector, Static).render())


def speaker_of(turn: Turn) -> str:
    return turn.speaker.person if isinstance(turn.speaker, Named) else f"?{turn.speaker.role}"


@asynccontextmanager
async def recording(
    *commands: Command,
    size: tuple[int, int] = (120, 36),
    draft: Kept | None = None,
    keys: keymap.Keymap = keymap.DEFAULT,
    make_draft: MakeDraft | None = None,
    relocate: Relocate = str,
    look_up: LookUp | None = None,
    clock: sample.FakeClock | None = None,
) -> AsyncIterator[Desk]:
    clock, store = clock or sample.FakeClock(), sample.MemoryStore()
    session = sample.session(*commands, clock=clock, store=store)
    drafts: list[Kept] = []

    def keep(text: str, context: Mapping[str, str]) -> None:
        drafts.append((text, dict(context)))

    app = ClerkApp(
        session,
        draft=draft,
        on_draft=keep,
        make_draft=make_draft,
        relocate=relocate,
        look_up=look_up,
        refuge="/media/usb",
        clock=clock.clock,
        keymap=keys,
    )
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Desk(app, session, store, clock, pilot, drafts)
