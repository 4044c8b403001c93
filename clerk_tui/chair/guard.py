"""Who may see the page (入場): the one door in front of every route; what does not pass gets nothing.

* Only GET: nothing can be changed from a browser.
* ``Host`` must be the address that the server was started on, to the letter. A foreign name that was made to
  point here (DNS rebinding) is another host.
* ``Origin`` and ``Sec-Fetch-Site``, where a browser sends them, must name the page itself.
* A one-time token in the address is exchanged for a cookie that only this page's own requests carry. Each
  token opens one browser; the next one is shown to the clerk as soon as it is used.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable, Iterable
from hmac import compare_digest

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ENTER = "/enter/"
ENTERED = 303
"""The status of the answer to a good token."""
HTTP = 80

# Typed on a tablet's keyboard: no letters that are taken for each other. 12 of 31 are 59 bits.
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
_LENGTH = 12
_COOKIE_BYTES = 32

_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}

REFUSED = "この画面は開けません。書記の端末に表示されているアドレスを開いてください。\n"


class Guard:
    """Lets through GET requests of browsers that have used a token, and puts the headers on every answer."""

    def __init__(
        self,
        app: ASGIApp,
        hosts: Iterable[str],
        port: int,
        on_token: Callable[[str], None],
        *,
        on_pass: Callable[[Hashable], None] = lambda _peer: None,
    ) -> None:
        """Set up the one door.

        Args:
            hosts: the names by which this server is called.
            on_token: told each new token.
            on_pass: told the other end (address and port) of each request that is let through.
        """
        self._app = app
        self._on_pass = on_pass
        # A browser leaves the usual port out.
        self._hosts = frozenset(host if port == HTTP else f"{host}:{port}" for host in hosts)
        self._on_token = on_token
        # Cookies are shared by all ports of a host: two servers on one machine need two names.
        self._cookie_name = f"clerk-chair-{port}"
        self._cookies: set[str] = set()
        self._token = ""

    def issue(self) -> None:
        """Make a new token; the one before it opens nothing any more."""
        self._token = "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH))
        self._on_token(self._token)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            # A web socket would be a second door; there is none.
            return
        answer = self._answer(Request(scope))
        if answer is None or answer.status_code == ENTERED:
            self._on_pass(scope.get("client"))
        if answer is not None:
            answer.headers.update(_HEADERS)
            await answer(scope, receive, send)
            return

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [(name.lower().encode(), value.encode()) for name, value in _HEADERS.items()]
                message = {**message, "headers": [*message.get("headers", ()), *headers]}
            await send(message)

        await self._app(scope, receive, sealed)

    def _answer(self, request: Request) -> Response | None:
        """The guard's own answer; None where the request may pass."""
        if request.method != "GET":
            return PlainTextResponse(REFUSED, 405, {"Allow": "GET"})
        if not self._is_own(request.headers):
            return PlainTextResponse(REFUSED, 403)
        path = request.url.path
        if path.startswith(ENTER):
            return self._enter(path.removeprefix(ENTER))
        given = request.cookies.get(self._cookie_name, "").encode()
        if not any(compare_digest(given, cookie.encode()) for cookie in self._cookies):
            return PlainTextResponse(REFUSED, 403)
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Whether the request was meant for this server and was not caused by another page."""
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or hosts[0] not in self._hosts:
            return False
        if origins and origins != [f"http://{hosts[0]}"]:
            return False
        return headers.get("sec-fetch-site", "none") in ("same-origin", "none")

    def _enter(self, given: str) -> Response:
        if not self._token or not compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse(REFUSED, 403)
        cookie = secrets.token_urlsafe(_COOKIE_BYTES)
        self._cookies.add(cookie)
        self.issue()
        answer = RedirectResponse("/", ENTERED)
        answer.set_cookie(self._cookie_name, cookie, httponly=True, samesite="strict", path="/")
        return answer
