"""How many may stand at the door (接続の数): strangers wait briefly and few at a time, so that guests are served.

A connection is a stranger's until a request on it has passed the guard. Without a limit, a thousand idle
connections use up the handles of the process, and the tablets of the meeting are not let in any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Hashable
from typing import Any

from uvicorn.config import Config
from uvicorn.protocols.http.h11_impl import H11Protocol

STRANGERS = 32
"""Connections that have shown nothing yet; one more closes the oldest of them."""
GUESTS = 32
"""Connections that have passed the guard; one more closes the oldest, which a browser opens anew."""
PATIENCE = 5.0
"""Seconds within which a whole request must have come, and after which an idle stranger is closed."""

Peer = Hashable
"""Address and port at the other end, as the request has it too."""


class Door:
    """The connections of one server, oldest first."""

    def __init__(self, strangers: int = STRANGERS, guests: int = GUESTS) -> None:
        self._limits = strangers, guests
        self._strangers: dict[Peer, Callable[[], None]] = {}
        self._guests: dict[Peer, Callable[[], None]] = {}

    @property
    def open(self) -> int:
        """How many connections there are."""
        return len(self._strangers) + len(self._guests)

    def came(self, peer: Peer, close: Callable[[], None]) -> None:
        """A connection was accepted; ``close`` ends it."""
        self._strangers[peer] = close
        _shed(self._strangers, self._limits[0])

    def passed(self, peer: Peer) -> None:
        """A request on it has passed the guard."""
        if (close := self._strangers.pop(peer, None)) is not None:
            self._guests[peer] = close
            _shed(self._guests, self._limits[1])

    def waited(self, peer: Peer) -> None:
        """The time of a stranger is over."""
        if (close := self._strangers.pop(peer, None)) is not None:
            close()

    def left(self, peer: Peer) -> None:
        """The connection has ended."""
        self._strangers.pop(peer, None)
        self._guests.pop(peer, None)


def _shed(connections: dict[Peer, Callable[[], None]], limit: int) -> None:
    while len(connections) > limit:
        connections.pop(next(iter(connections)))()


def protocol(door: Door) -> type[asyncio.Protocol]:
    """The HTTP protocol of the server with the door in front of it."""

    class Counted(H11Protocol):
        """One connection, counted from the moment that it was accepted."""

        def __init__(self, config: Config, *rest: Any, **more: Any) -> None:
            super().__init__(config, *rest, **more)
            self._peer: Peer = None
            self._patience: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self._peer = transport.get_extra_info("peername")
            self._patience = self.loop.call_later(PATIENCE, door.waited, self._peer)
            # At once, and not after what is still to be written: a stranger may never read it.
            door.came(self._peer, transport.abort)

        def connection_lost(self, exc: Exception | None) -> None:
            if self._patience is not None:
                self._patience.cancel()
            door.left(self._peer)
            super().connection_lost(exc)

    return Counted
