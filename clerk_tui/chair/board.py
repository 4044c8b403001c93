"""What the page shows now, for every browser that looks at it (掲示板).

A browser gets what has changed since it last got something. One that is slow misses states in between, never
the present one, and nothing is kept for it: memory does not grow with what happens.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from msgspec import Struct

from clerk_tui.domain.record import State

from .following import Snapshot
from .page import Parts, parts
from .views import CHAIR, View

_CLOCK = 1.0
"""Seconds between looks at the clock; what is shown goes by the minute."""


class News(Struct, frozen=True):
    """What a browser has not been sent yet."""

    seq: int
    """Number of the last event that it contains."""
    parts: Parts


class Board:
    """The parts of the page as they stand, and the news of them."""

    def __init__(self, now: Callable[[], datetime], view: View = CHAIR) -> None:
        self._now = now
        self.view = view
        self._sight = Snapshot(State(), 0)
        self._changed = asyncio.Event()
        self._minute = now()
        self.parts: Parts = {}
        self._draw()

    def show(self, sight: Snapshot) -> None:
        """The record has changed."""
        self._sight = sight
        self._draw()

    async def keep_time(self) -> None:
        """Draw again when a minute has passed; ends only with its task."""
        while True:
            await asyncio.sleep(_CLOCK)
            if self._now().replace(second=0, microsecond=0) != self._minute:
                self._draw()

    async def news(self, every: float) -> AsyncIterator[News | None]:
        """Everything at once, then each change; None where there was none for ``every`` seconds."""
        sent: Parts = {}
        while True:
            # Taken before the comparison: what changes from here on sets this very event.
            changed = self._changed
            fresh = {name: html for name, html in self.parts.items() if sent.get(name) != html}
            if fresh:
                sent = self.parts
                yield News(self._sight.seq, fresh)
            try:
                await asyncio.wait_for(changed.wait(), every)
            except TimeoutError:
                yield None

    def _draw(self) -> None:
        now = self._now()
        self._minute = now.replace(second=0, microsecond=0)
        drawn = parts(self._sight, self.view.brief(self._sight.state, now), self.view)
        if drawn != self.parts:
            self.parts = drawn
            self._changed.set()
            self._changed = asyncio.Event()
