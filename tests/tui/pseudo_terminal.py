"""``terminal_app.py`` behind a pseudo-terminal: what is typed goes in, what became of it is told on a pipe."""

from __future__ import annotations

import fcntl
import json
import os
import selectors
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

HERE = Path(__file__).parent
PATIENCE = 20.0
"""Seconds after which the program counts as stuck."""

_OTHER_SCREEN = b"\x1b[?1049h"


class Terminal:
    """One running program and the terminal's end of its line."""

    def __init__(self, *, reading: bool = True) -> None:
        self._master, self._slave = os.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self._told, telling = os.pipe()
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "terminal_app.py"), str(telling)],
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            pass_fds=[telling],
            env={**os.environ, "PYTHONPATH": str(HERE.parents[1]), "TERM": "xterm-256color"},
            preexec_fn=own_the_terminal,  # noqa: PLW1509 - no other thread runs yet
        )
        os.close(telling)
        self.painted = bytearray()
        """What the program wrote to the terminal so far."""
        self._waker, self._wake = os.pipe()
        self._reader = Thread(target=self._read)
        self._lines: list[str] = []
        self._rest = b""
        if reading:
            self._reader.start()

    def _read(self) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(self._master, selectors.EVENT_READ)
            selector.register(self._waker, selectors.EVENT_READ)
            while True:
                ready = {key.fd for key, _ in selector.select()}
                if self._waker in ready:
                    return
                try:
                    painted = os.read(self._master, 65_536)
                except OSError:
                    return
                if not painted:
                    return
                self.painted += painted

    def type(self, typed: bytes | str) -> None:
        """Press keys: all of them at once."""
        os.write(self._master, typed.encode() if isinstance(typed, str) else typed)

    def drained(self) -> None:
        """Wait until the program has read all that was typed."""
        end = time.monotonic() + PATIENCE
        while struct.unpack("i", fcntl.ioctl(self._slave, termios.FIONREAD, b"\0" * 4))[0]:
            if time.monotonic() > end:
                raise AssertionError("the program does not read")

    def kill(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def resize(self, lines: int, columns: int) -> None:
        fcntl.ioctl(self._master, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))

    def close(self) -> None:
        """Close the window."""
        if self._master >= 0:
            os.write(self._wake, b"x")
            self._hang_up()
            os.close(self._master)
            self._master = -1

    def told(self) -> tuple[str, str]:
        """What the program tells next; ``("", "")`` once it has ended."""
        while b"\n" not in self._rest:
            with selectors.DefaultSelector() as selector:
                selector.register(self._told, selectors.EVENT_READ)
                if not selector.select(PATIENCE):
                    raise AssertionError("the program is stuck")
            more = os.read(self._told, 65_536)
            if not more:
                return "", ""
            self._rest += more
        line, _, self._rest = self._rest.partition(b"\n")
        what, text = json.loads(line)
        return what, text

    def until(self, what: str, text: str = "") -> list[tuple[str, str]]:
        """Wait for it to be told; what was told before it."""
        before: list[tuple[str, str]] = []
        while (told := self.told()) != (what, text):
            if told == ("", ""):
                raise AssertionError(f"the program ended: {before}")
            before.append(told)
        return before

    def end(self) -> int:
        """Wait for the program to end and for all that it painted; its return code."""
        code = self.process.wait(PATIENCE)
        self._hang_up()
        return code

    def shown(self, text: str) -> None:
        """Wait until ``text`` is painted on the screen that was opened last."""
        end = time.monotonic() + PATIENCE
        while text.encode() not in self.painted[self.painted.rfind(_OTHER_SCREEN) :]:
            if time.monotonic() > end:
                raise AssertionError(f"{text} is not painted")

    def _hang_up(self) -> None:
        if self._slave >= 0:
            os.close(self._slave)
            self._slave = -1
            if self._reader.is_alive():
                self._reader.join()

    def clear_up(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.close()
        for descriptor in (self._told, self._waker, self._wake):
            os.close(descriptor)


def own_the_terminal() -> None:
    """Make the pseudo-terminal the one that the program belongs to: closing it hangs up."""
    os.setsid()
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@contextmanager
def terminal(*, reading: bool = True) -> Iterator[Terminal]:
    """A program that is ready for keys."""
    opened = Terminal(reading=reading)
    try:
        opened.until("ready")
        yield opened
    finally:
        opened.clear_up()
