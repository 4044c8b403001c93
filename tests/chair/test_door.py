"""Strangers at the door of the chair's page keep no guest out, and leave no handle behind."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import pytest
from chamber import at_ruling

pytest.importorskip("uvicorn", reason="uvicorn がありません（pip install '.[web]'）")

from clerk_tui.chair import door as doors
from clerk_tui.chair.board import Board
from clerk_tui.chair.door import Door
from clerk_tui.chair.following import Snapshot
from clerk_tui.chair.web import _serve, listen
from clerk_tui.session import SYSTEM_CLOCK


def test_the_oldest_stranger_makes_room_and_a_guest_stays() -> None:
    closed: list[str] = []
    door = Door(strangers=2, guests=2)
    for name in ("guest", "a", "b", "c"):
        door.came(name, lambda name=name: closed.append(name))  # type: ignore[misc]
        if name == "guest":
            door.passed(name)
    assert closed == ["a"]
    door.waited("b")
    door.waited("guest")
    assert closed == ["a", "b"]
    for name in ("second", "third"):
        door.came(name, lambda name=name: closed.append(name))  # type: ignore[misc]
        door.passed(name)
    assert closed == ["a", "b", "guest"]
    door.left("second")
    assert door.open == 2


@asynccontextmanager
async def served(tokens: list[str]) -> AsyncIterator[int]:
    async def sights() -> AsyncIterator[Snapshot]:
        yield Snapshot(at_ruling(1)[1], 1)
        await asyncio.Event().wait()

    with listen("127.0.0.1", 0) as listener:
        port: int = listener.getsockname()[1]
        running = asyncio.create_task(_serve(listener, sights(), Board(SYSTEM_CLOCK.now), tokens.append))
        try:
            while not tokens:
                await asyncio.sleep(0.01)
            yield port
        finally:
            running.cancel()
            with suppress(asyncio.CancelledError, Exception):
                await running


async def asked(port: int, path: str, cookie: str = "") -> str:
    """The head of the answer, on a connection of its own that is closed afterwards."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    more = f"Cookie: {cookie}\r\n" if cookie else ""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{more}\r\n".encode())
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
    writer.close()
    return head.decode()


async def test_a_thousand_strangers_keep_no_tablet_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "PATIENCE", 30.0)
    told: list[str] = []
    async with served(told) as port:
        path = re.search(r"/enter/\w+", told[0])
        assert path
        head = await asked(port, path.group())
        assert " 303 " in head
        cookie = re.search(r"set-cookie: ([^;]+)", head, re.IGNORECASE)
        assert cookie
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(
            f"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie[1]}\r\n\r\n".encode()
        )
        assert b" 200 " in await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        await asyncio.wait_for(reader.readuntil(b"data: "), 10)
        strangers = []
        for _ in range(1_000):
            with suppress(OSError):
                strangers.append(await asyncio.open_connection("127.0.0.1", port))
                strangers[-1][1].write(b"GET / HT")
        assert " 200 " in await asked(port, "/", cookie[1])
        alive = sum(not each.at_eof() for each, _ in strangers)
        assert alive <= doors.STRANGERS + 1
        assert not reader.at_eof(), "the tablet that follows was not thrown out"
        for _, each in strangers:
            each.close()
        writer.close()


async def test_who_says_nothing_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "PATIENCE", 0.05)
    async with served(told := []) as port:
        assert told
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET / HTTP/1.1\r\nHost: ")
        with suppress(ConnectionError):
            assert await asyncio.wait_for(reader.read(), 10) == b""
        writer.close()


async def test_what_strangers_send_wrong_is_no_news_to_the_clerk(caplog: pytest.LogCaptureFixture) -> None:
    """Handshakes of other protocols, torn requests, an upgrade: a line each would fill the clerk's terminal."""
    async with served([]) as port:
        for sent in (b"\x16\x03\x01\x02\x00\r\n\r\n", b"PRI * HTTP/2.0\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.write(sent)
            with suppress(OSError):
                await asyncio.wait_for(reader.read(), 10)
            writer.close()
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        upgrade = f"GET / HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n"
        writer.write(upgrade.encode())
        await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 10)
        writer.close()
    assert not caplog.records
