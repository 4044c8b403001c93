"""Two hours of a meeting at sixty times their speed, with five views open (--slow)."""

from __future__ import annotations

import asyncio
import json
import os
import re
import sys
from itertools import count
from pathlib import Path

import pytest
from chamber import meeting, session_folder

from clerk_tui.chair.board import Board
from clerk_tui.chair.following import Snapshot, follow
from clerk_tui.domain.commands import RecordTurn
from clerk_tui.domain.record import Named
from clerk_tui.session import SYSTEM_CLOCK
from clerk_tui.sessions import recording

httpx = pytest.importorskip("httpx")
pytest.importorskip("uvicorn")

TWO_HOURS = 2 * 3600 / 60
"""Seconds of the run."""
A_TURN = 43 / 60
"""Seconds; the real meeting's pace at sixty times its speed."""


def resident(pid: int) -> int:
    """Kilobytes of memory that a process holds (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+)", status)
    assert found is not None
    return int(found[1])


async def browse(address: str, last: asyncio.Future[int]) -> list[int]:
    """What a browser does: enter, and take in what is sent, until the last event has come.

    A number comes again where the clock alone has moved on; what comes with it is never what is there already.
    """
    ids: list[int] = []
    async with httpx.AsyncClient(timeout=None, follow_redirects=True) as client:
        await client.get(address)
        events = address.split("/enter/", maxsplit=1)[0] + "/events"
        async with client.stream("GET", events) as answer:
            parts: dict[str, str] = {}
            async for line in answer.aiter_lines():
                if line.startswith("id: "):
                    ids.append(int(line.removeprefix("id: ")))
                elif line.startswith("data: "):
                    sent = json.loads(line.removeprefix("data: "))
                    assert sent, "news without content"
                    assert not sent.items() & parts.items(), f"sent twice with event {ids[-1]}"
                    parts |= sent
                    if last.done() and ids[-1] >= last.result():
                        return ids
    return ids


async def look(folder: Path, last: asyncio.Future[int]) -> list[Snapshot]:
    """A view's own following, as the one in a terminal does it."""
    seen: list[Snapshot] = []
    board = Board(SYSTEM_CLOCK.now)
    async for sight in follow(folder):
        board.show(sight)
        seen.append(Snapshot(sight.state, sight.seq, sight.trouble, sight.polling))
        if last.done() and sight.seq >= last.result():
            return seen
    return seen


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="メモリーの量を /proc から読みます")
async def test_five_views_lose_and_double_nothing(tmp_path: Path) -> None:
    folder = session_folder(tmp_path)
    last: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "clerk_tui", "chair", str(folder), "--web", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        env={**os.environ, "PYTHONUTF8": "1", "XDG_CONFIG_HOME": str(tmp_path)},
    )
    assert server.stdout is not None

    async def address() -> str:
        while True:
            assert server.stdout is not None
            if found := re.search(rb"http://\S+", await server.stdout.readline()):
                return found[0].decode()

    try:
        browsers = []
        for _ in range(3):
            where = await address()
            browsers.append(asyncio.create_task(browse(where, last)))
        lookers = [asyncio.create_task(look(folder, last)) for _ in range(2)]
        memory: list[int] = []
        with recording(folder) as clerk:
            loop = asyncio.get_running_loop()
            begun = loop.time()
            people = meeting().people
            for number in count():
                if loop.time() - begun > TWO_HOURS:
                    break
                turn = RecordTurn(Named(people[number % len(people)].id), (f"{number}番目の発言です。",))
                await asyncio.to_thread(clerk.session.dispatch, turn)
                memory.append(resident(server.pid))
                await asyncio.sleep(A_TURN)
            # The last event stands on the page itself: another speaker than before.
            await asyncio.to_thread(
                clerk.session.dispatch, RecordTurn(Named(people[0].id), ("終わりです。",))
            )
            last.set_result(clerk.session.timeline.next_seq - 1)
            await asyncio.to_thread(
                clerk.session.dispatch, RecordTurn(Named(people[-1].id), ("本当に終わり。",))
            )
            state = clerk.session.state
            ids = [await asyncio.wait_for(browser, 30) for browser in browsers]
            sights = [await asyncio.wait_for(looker, 30) for looker in lookers]
    finally:
        server.terminate()
        await server.wait()
    for seen in ids:
        assert seen == sorted(seen)
    for views in sights:
        assert [view.seq for view in views] == sorted({view.seq for view in views})
        assert views[-1].state.turns in (state.turns, state.turns[:-1])
        assert not any(view.trouble for view in views)
    settled, end = memory[len(memory) // 4], memory[-1]
    assert end < settled * 1.15, f"{settled} kB after a quarter, {end} kB at the end"
    print(f"{len(memory)} turns, {settled} → {end} kB")
