"""The page behind its door: what an attacker asks for gets nothing, and who may look sees the record change."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

import pytest
from chamber import at_ruling, records, states

pytest.importorskip("starlette", reason="starlette がありません（pip install '.[web]'）")
httpx = pytest.importorskip("httpx")

from clerk_tui.chair.board import Board  # noqa: E402 - only where the server is installed
from clerk_tui.chair.following import Snapshot  # noqa: E402
from clerk_tui.chair.guard import ENTER, REFUSED, Guard  # noqa: E402
from clerk_tui.chair.web import _stream, application, listen  # noqa: E402
from clerk_tui.domain.errors import Refused  # noqa: E402

PORT = 8765
HOST = f"127.0.0.1:{PORT}"
PATHS = ["/", "/events", "/page.css", "/page.js"]


def now() -> datetime:
    return records()[-1].at


class House:
    """The application without a network, and the tokens that the clerk was shown."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.board = Board(now)
        self.board.show(Snapshot(at_ruling(1)[1], 1))
        self.guard: Guard = application(self.board, ["127.0.0.1", "localhost"], PORT, self.tokens.append)
        self.guard.issue()

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.guard), base_url=f"http://{HOST}")

    @asynccontextmanager
    async def inside(self) -> AsyncIterator[httpx.AsyncClient]:
        async with self.client() as client:
            answer = await client.get(f"{ENTER}{self.tokens[-1]}")
            assert answer.status_code == 303
            yield client


@pytest.fixture
def house() -> House:
    return House()


async def test_who_has_used_the_token_sees_the_page(house: House) -> None:
    async with house.inside() as client:
        page = await client.get("/")
    assert page.status_code == 200
    assert "諮問第18号" in page.text
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page.text)
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert page.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "path", [*PATHS, "/nothing", "/../pyproject.toml", "/%2e%2e/profile.toml", "//etc/passwd"]
)
async def test_without_a_token_there_is_nothing(house: House, path: str) -> None:
    async with house.client() as client:
        answer = await client.get(path)
    assert (answer.status_code, answer.text) == (403, REFUSED)


@pytest.mark.parametrize("token", ["", "x", "a" * 12, "%00", "../", "あいう"])
async def test_a_wrong_token_opens_nothing(house: House, token: str) -> None:
    async with house.client() as client:
        answer = await client.get(f"{ENTER}{token}")
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


async def test_a_token_opens_one_browser(house: House) -> None:
    token = house.tokens[-1]
    async with house.inside():
        pass
    assert house.tokens[-1] != token
    async with house.client() as client:
        assert (await client.get(f"{ENTER}{token}")).status_code == 403


ATTACKS = {
    "rebound name": {"Host": f"evil.example:{PORT}"},
    "other port": {"Host": "127.0.0.1:80"},
    "no port": {"Host": "127.0.0.1"},
    "zone in the name": {"Host": f"127.0.0.1.evil.example:{PORT}"},
    "foreign origin": {"Origin": "http://evil.example"},
    "origin null": {"Origin": "null"},
    "origin of another port": {"Origin": "http://127.0.0.1:80"},
    "https origin": {"Origin": f"https://{HOST}"},
    "from another site": {"Sec-Fetch-Site": "cross-site"},
    "from the same site's other port": {"Sec-Fetch-Site": "same-site"},
}


@pytest.mark.parametrize("attack", ATTACKS)
@pytest.mark.parametrize("path", [*PATHS, ENTER])
async def test_a_request_from_elsewhere_gets_nothing_even_with_the_cookie(
    house: House, path: str, attack: str
) -> None:
    async with house.inside() as client:
        wanted = path + house.tokens[-1] if path == ENTER else path
        answer = await client.get(wanted, headers=ATTACKS[attack])
    assert (answer.status_code, answer.text) == (403, REFUSED)
    assert "set-cookie" not in answer.headers
    assert not {name for name in answer.headers if name.startswith("access-control")}


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "HEAD", "TRACE"])
@pytest.mark.parametrize("path", PATHS)
async def test_there_is_nothing_but_looking(house: House, path: str, method: str) -> None:
    before = dict(house.board.parts)
    async with house.inside() as client:
        answer = await client.request(method, path, content=b"x")
    assert answer.status_code == 405
    assert dict(house.board.parts) == before


@pytest.mark.parametrize(
    "path", ["/..%2fpyproject.toml", "/page.css/../../web.py", "/%2e%2e/%2e%2e/etc/passwd", "/chair"]
)
async def test_there_are_no_other_files(house: House, path: str) -> None:
    async with house.inside() as client:
        assert (await client.get(path)).status_code == 404


async def test_two_hosts_at_once_are_refused(house: House) -> None:
    async with house.inside() as client:
        answer = await client.send(
            httpx.Request("GET", f"http://{HOST}/", headers=[("Host", HOST), ("Host", "evil.example")])
        )
    assert answer.status_code == 403


async def test_web_sockets_are_no_second_door(house: House) -> None:
    sent: list[object] = []

    async def receive() -> dict[str, str]:
        return {"type": "websocket.connect"}

    async def send(message: object) -> None:
        sent.append(message)

    await house.guard({"type": "websocket", "path": "/events", "headers": []}, receive, send)
    assert sent == []


async def test_what_changes_is_sent_once(house: House) -> None:
    stream = _stream(house.board)
    assert (await anext(stream)).startswith("retry:")
    first = _data(await anext(stream))
    assert set(first) == set(house.board.parts)
    house.board.show(Snapshot(at_ruling(2)[1], 2))
    second = _data(await anext(stream))
    assert "count" in second
    assert "title" not in second
    waiting = asyncio.ensure_future(anext(stream))
    house.board.show(Snapshot(at_ruling(2)[1], 2))
    await asyncio.sleep(0)
    assert not waiting.done()
    waiting.cancel()


def _data(event: str) -> dict[str, str]:
    line = next(line for line in event.splitlines() if line.startswith("data: "))
    parts: dict[str, str] = json.loads(line.removeprefix("data: "))
    return parts


async def test_markup_in_the_record_is_text_on_the_page(house: House) -> None:
    from msgspec.structs import replace

    state = states()[-1][1]
    assert state.meeting is not None
    hostile = '<script>alert(1)</script>" onload="x'
    cases = tuple(replace(case, title=hostile) for case in state.meeting.cases)
    house.board.show(
        Snapshot(replace(state, meeting=replace(state.meeting, cases=cases, title=(hostile,)), rulings={}), 9)
    )
    async with house.inside() as client:
        page = (await client.get("/")).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "$" not in page


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "evil.example", "192.0.2.1"])
def test_an_address_that_is_not_one_of_this_machine_is_refused(host: str) -> None:
    with pytest.raises(Refused):
        listen(host, 0)


def test_it_listens_to_this_machine_alone() -> None:
    with listen("localhost", 0) as listener:
        assert listener.getsockname()[0] == "127.0.0.1"
