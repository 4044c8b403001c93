"""Hands on a keyboard (打鍵): keys pressed into the real screen and counted, words pasted and not."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.dialogs.fields import Rows

W = TypeVar("W", bound=Widget)

# A character typed into a dialog with the input method on: a syllable in romaji, and its share of converting.
KEYS_A_CHARACTER = 3
_HANDED_ON = 4
"""How often a message is handed on at most before everything has heard of it."""


class Hands:
    """Presses keys and counts them by kind."""

    def __init__(self, pilot: Pilot[None], app: ClerkApp) -> None:
        self.keys: Counter[str] = Counter()
        self.pilot = pilot
        self.app = app

    async def press(self, kind: str, *keys: str) -> None:
        for key in keys:
            self.keys[kind] += 1
            # pilot.press waits three times as long for the same effect.
            self.app.post_message(events.Key(key, " " if key == "space" else None))
            await self.settled()

    async def words(self, text: str) -> None:
        self.app.post_message(events.Paste(text))
        await self.settled()

    async def settled(self) -> None:
        # A key's message goes from the field to its screen and may open another; each wait takes it one
        # further. Waiting for an idle processor instead would take most of the time of the benchmark.
        for _ in range(_HANDED_ON):
            await self.pilot.pause(0)

    async def go_to(self, value: object, kind: str) -> None:
        rows: Rows[Any] = self.one(Rows)
        wanted = rows.values.index(value)
        page = rows.scrollable_content_region.height
        while wanted - (rows.highlighted or 0) > page // 2 + 1:
            before = rows.highlighted
            await self.press(kind, "pagedown")
            if rows.highlighted == before:
                break
        distance = wanted - (rows.highlighted or 0)
        await self.press(kind, *["down" if distance > 0 else "up"] * abs(distance))

    def one(self, kind: type[W]) -> W:
        return self.app.screen.query_one(kind)

    async def palette(self, name: str) -> None:
        await self.press("操作の一覧", "ctrl+p")
        self.keys["操作の一覧"] += KEYS_A_CHARACTER * len(name)
        palette = self.app.screen
        await self.words(name)
        # The list is filled by a worker of its own.
        await self.app.workers.wait_for_complete(list(self.app.workers))
        await self.press("操作の一覧", "enter")
        while self.app.screen is palette:
            await self.press("操作の一覧", "enter")
