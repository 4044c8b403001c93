"""Commands called as from a shell, in this process: what they print, how they end, and folders of their own."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from msgspec import Struct

from clerk_tui.cli.main import main


class Done(Struct, frozen=True):
    """How a command ended."""

    returncode: int
    stdout: str
    stderr: str


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal, or is none."""

    def __init__(self, content: bytes = b"", *, tty: bool = False) -> None:
        super().__init__(io.BytesIO(content), encoding="utf-8", newline="\n")
        self._tty = tty

    def isatty(self) -> bool:
        return self._tty

    @property
    def written(self) -> bytes:
        self.flush()
        return self.buffer.getvalue()  # type: ignore[attr-defined,no-any-return]


Call = Callable[..., Done]


def called(*arguments: object, at: Path, columns: int = 100, given: bytes = b"", tty: bool = False) -> Done:
    """Run a command in a working folder, with standard input ``given``; ``tty``: all its streams are a terminal."""
    out, err = Terminal(tty=tty), Terminal(tty=tty)
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(err):
        patch.chdir(at)
        patch.setenv("COLUMNS", str(columns))
        patch.setenv("XDG_CONFIG_HOME", str(at / "config"))
        patch.delenv("CLERK_TUI_SESSIONS", raising=False)
        patch.setattr(sys, "stdin", Terminal(given, tty=tty))
        try:
            code = main([*map(str, arguments)])
        except SystemExit as left:
            code = int(left.code or 0)
    return Done(code, out.written.decode(), err.written.decode())
