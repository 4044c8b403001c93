"""A command at work (実行): what it says as it says it, how far it is, and how to stop it."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from time import monotonic
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from clerk_tui.domain.text import clean
from clerk_tui.tui.widgets.hint import Hint

RUNNING = "Esc 止める　↑↓・PageUp・PageDown 送る"
DONE = "Esc 戻る　↑↓・PageUp・PageDown 送る"
_TOLD_EVERY = 0.2
"""Seconds between looks at what came in."""
_PATIENCE = 3.0
"""Seconds that a command which was told to stop has for putting its things in order."""
_ENDS = {0: "できました。", 1: "見るところがあります。", 3: "できませんでした。理由は上のとおりです。"}
_FAULT = "途中で終わりました（終了コード {code}）。理由は上のとおりです。"


if sys.platform == "win32":
    # Told to stop as by Ctrl+C, without whoever runs in the same terminal.
    _FLAGS, _STOP = subprocess.CREATE_NEW_PROCESS_GROUP, signal.CTRL_BREAK_EVENT
else:
    _FLAGS, _STOP = 0, signal.SIGINT


class OutputScreen(Screen[int | None]):
    """Runs one command in a process of its own; or shows what one has said."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,ctrl+q,enter", "leave", show=False),
        Binding("ctrl+c", "leave", show=False),
    ]

    def __init__(
        self,
        title: str,
        command: Sequence[str] = (),
        environment: Mapping[str, str] | None = None,
        *,
        told: str = "",
        ended: Callable[[int], None] = lambda _code: None,
    ) -> None:
        """Without a ``command`` it shows what was ``told``; ``ended`` is told the code of the one that ran."""
        super().__init__()
        self._heading = title
        self._command = command
        self._environment = environment
        self._text = told
        self._progress = ""
        self._begun = monotonic()
        self._process: Process | None = None
        self._stopping = False
        self._ended = ended
        self.code: int | None = None

    def compose(self) -> ComposeResult:
        yield Static(Content(self._heading), classes="top")
        with VerticalScroll(id="told"):
            yield Static(Content(self._text))
        yield Static(classes="status")
        yield Hint(RUNNING, id="running")
        yield Hint(DONE)

    def on_mount(self) -> None:
        self.query_one("#told").focus()
        self._show_keys()
        if self._command:
            self.set_interval(_TOLD_EVERY, self._tell)
            self._run()

    @property
    def _runs(self) -> bool:
        return bool(self._command) and self.code is None

    def _show_keys(self) -> None:
        self.query_one("#running").display = self._runs
        self.query_one("#hint").display = not self._runs

    @work
    async def _run(self) -> None:
        process = self._process = await asyncio.create_subprocess_exec(
            *self._command,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
            env={**os.environ, **(self._environment or {})},
            creationflags=_FLAGS,
        )
        try:
            await asyncio.gather(self._read(process.stdout), self._read(process.stderr))
            self.code = await process.wait()
        finally:
            if process.returncode is None:
                with suppress(ProcessLookupError):
                    process.kill()
        self._progress = ""
        self._tell()
        end = _ENDS.get(self.code, _FAULT.format(code=self.code))
        self._say("止めました。" if self._stopping and self.code not in _ENDS else end)
        self._show_keys()
        self._ended(self.code)

    async def _read(self, stream: asyncio.StreamReader | None) -> None:
        """Lines as they come; what ends with a carriage return is how far it is."""
        rest = ""
        while stream is not None and (part := await stream.read(65_536)):
            *lines, rest = (rest + part.decode("utf-8", "replace")).replace("\r\n", "\n").split("\n")
            for line in lines:
                self._take(line)
            if "\r" in rest:
                *told, rest = rest.split("\r")
                self._progress = next((text for text in reversed(told) if text.strip()), "")
        if rest:
            self._take(rest)

    def _take(self, line: str) -> None:
        self._text += clean(line.rpartition("\r")[2]) + "\n"

    def _tell(self) -> None:
        self.query_one("#told > Static", Static).update(Content(self._text))
        if self.code is None and not self._stopping:
            self._say(self._progress or f"実行しています… {monotonic() - self._begun:.0f} 秒")

    def action_leave(self) -> None:
        """Stop what runs; what has ended is left."""
        if not self._runs:
            self.dismiss(self.code)
            return
        if self._process is None:
            return
        self._say("止めています…")
        if not self._stopping:
            self._stopping = True
            self._stop(self._process)

    @work
    async def _stop(self, process: Process) -> None:
        with suppress(ProcessLookupError):
            process.send_signal(_STOP)
            await asyncio.sleep(_PATIENCE)
            if process.returncode is None:
                process.kill()

    def _say(self, text: str) -> None:
        self.query_one(".status", Static).update(Content(text))
