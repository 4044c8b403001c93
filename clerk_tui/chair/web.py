"""The chair's view in a browser (ブラウザーの会長画面): four routes behind the guard, and the server under them.

Nothing comes from outside this machine: page, style sheet and script are files of the package, and what
changes is pushed as server-sent events. Loaded by ``clerk-tui chair --web`` alone.
"""

from __future__ import annotations

import asyncio
import json
import logging
import socket
from collections.abc import AsyncIterator, Callable, Iterable
from datetime import datetime
from ipaddress import ip_address

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Route

from clerk_tui.domain.errors import Refused

from .board import Board, News
from .door import Door, protocol
from .following import Snapshot
from .guard import ENTER, HTTP, Guard
from .page import CONTENT_TYPES, asset, page
from .views import View

_ALIVE = 15.0
"""Seconds after which a silent connection is written to, so that one that has gone is noticed."""
_FAREWELL = 1
"""Seconds that open connections get when the server ends."""
_RETRY_MS = 1_000

Tell = Callable[[str], None]


def application(
    board: Board, hosts: Iterable[str], port: int, on_token: Callable[[str], None], door: Door | None = None
) -> Guard:
    """The whole application: routes, none of which changes anything, behind the guard."""

    async def index(_request: Request) -> Response:
        return HTMLResponse(page(board.parts, board.view))

    async def events(_request: Request) -> Response:
        return StreamingResponse(_stream(board), media_type="text/event-stream")

    routes = [Route("/", index), Route("/events", events)]
    routes += [_file(name, content_type) for name, content_type in CONTENT_TYPES.items()]
    on_pass = door.passed if door else lambda _peer: None
    return Guard(Starlette(routes=routes), hosts, port, on_token, on_pass=on_pass)


def _file(name: str, content_type: str) -> Route:
    text = asset(name)

    async def answer(_request: Request) -> Response:
        return Response(text, media_type=content_type)

    return Route(f"/{name}", answer)


async def _stream(board: Board) -> AsyncIterator[str]:
    yield f"retry: {_RETRY_MS}\n\n"
    async for news in board.news(_ALIVE):
        yield _event(news) if news else ": \n\n"


def _event(news: News) -> str:
    return f"id: {news.seq}\ndata: {json.dumps(dict(news.parts), ensure_ascii=False)}\n\n"


async def serve(
    sights: AsyncIterator[Snapshot],
    now: Callable[[], datetime],
    *,
    host: str,
    port: int,
    view: View,
    tell: Tell,
) -> None:
    """Show the page until the server is ended by a signal.

    Args:
        sights: the record as it changes.
        now: the wall clock.
        host: the address of this machine to be reached at.
        port: 0: any that is free.
        view: who it is for.
        tell: is told, in sentences for the clerk, where the page is.

    Raises:
        Refused: the address or the port cannot be used.
    """
    with listen(host, port) as listener:
        await _serve(listener, sights, Board(now, view), tell)


async def _serve(listener: socket.socket, sights: AsyncIterator[Snapshot], board: Board, tell: Tell) -> None:
    address, port = listener.getsockname()[:2]
    shown = f"[{address}]" if ":" in address else address
    called = shown if port == HTTP else f"{shown}:{port}"
    hosts = [shown, "localhost"] if ip_address(address).is_loopback else [shown]
    entered = False

    def on_token(token: str) -> None:
        nonlocal entered
        where = "別の端末で開くときは" if entered else f"{board.view.title}は、ブラウザーで"
        tell(f"{where}、次のアドレスを開いてください（一度だけ使えます）：\n  http://{called}{ENTER}{token}")
        entered = True

    door = Door()
    guard = application(board, hosts, port, on_token, door)
    guard.issue()
    if not ip_address(address).is_loopback:
        tell(
            "同じネットワークから見えます。通信は暗号化されないので、庁内の信頼できる回線だけで使ってください。"
        )
    server = uvicorn.Server(
        uvicorn.Config(
            guard,
            http=protocol(door),
            ws="none",
            lifespan="off",
            log_config=None,
            # What strangers send wrong is answered, and no news to the clerk: a line each would fill the terminal.
            log_level=logging.ERROR,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=_FAREWELL,
        )
    )

    async def watch() -> None:
        async for sight in sights:
            board.show(sight)

    async with asyncio.TaskGroup() as tasks:
        beside = [tasks.create_task(watch()), tasks.create_task(board.keep_time())]
        try:
            await server.serve(sockets=[listener])
        finally:
            for task in beside:
                task.cancel()


def listen(host: str, port: int) -> socket.socket:
    """A listening socket on one address of this machine. Raises ``Refused``."""
    try:
        address = ip_address("127.0.0.1" if host == "localhost" else host)
    except ValueError:
        raise Refused(f"「{host}」は IP アドレスではありません。例：--host 192.168.0.10") from None
    if address.is_unspecified:
        # With every address bound, no Host could be told from a forged one.
        raise Refused(f"{host} は使えません。タブレットから見える、この機械のアドレスを一つ書いてください。")
    family = socket.AF_INET6 if address.version == 6 else socket.AF_INET
    try:
        return socket.create_server((str(address), port), family=family)
    except (OSError, OverflowError) as fault:
        raise Refused(
            f"{host} の {port} 番を開けません（{fault}）。--port 0 とするか、--host のアドレスを確かめてください。"
        ) from None
