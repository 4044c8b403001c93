"""Hands on a keyboard (打鍵): keys pressed into the real screen and counted, words pasted and not."""

from __future__ import annotations

from collections import Counter
from typing import Any, TypeVar

from textual import events
from textual.pilot import Pilot
from textual.widget import Widget

from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.dialogs.fields import Cycle, Line, Rows

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

    async def tab_to(self, wanted: Widget, kind: str) -> None:
        """To another field, forwards or backwards, whichever is nearer."""
        chain = self.app.screen.focus_chain
        focused = self.app.focused
        assert focused is not None
        ahead = (chain.index(wanted) - chain.index(focused)) % len(chain)
        back = len(chain) - ahead
        await self.press(kind, *(["tab"] * ahead if ahead <= back else ["shift+tab"] * back))

    async def turn_to(self, cycle: Cycle[Any], value: object, kind: str) -> None:
        """The value of a field with a few, by the shorter way round."""
        values = [each for _, each in cycle._choices]
        if cycle.value == value:
            return
        if self.app.focused is not cycle:
            await self.tab_to(cycle, kind)
        ahead = (values.index(value) - cycle.index) % len(values)
        back = len(values) - ahead
        await self.press(kind, *(["right"] * ahead if ahead <= back else ["left"] * back))

    async def fill(self, wanted: Line, text: str, kind: str, *, counted: int = 0) -> None:
        """Words into a field in the place of what stands there; ``counted``: keys of a character that are counted."""
        if wanted.value == text:
            return
        await self.tab_to(wanted, kind)
        if wanted.value:
            await self.press(kind, "ctrl+a")
        self.keys[kind] += counted * len(text)
        await self.words(text)

    def field(self, name: str, kind: type[W]) -> W:
        """A field of the dialog by its id."""
        return self.app.screen.query_one(f"#{name}", kind)

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
