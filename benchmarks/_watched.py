"""A program behind a pseudo-terminal, and a clock that stops when something is painted (端末ごしの計時)."""

from __future__ import annotations

import fcntl
import os
import select
import struct
import subprocess
import termios
import time
from collections.abc import Sequence
from pathlib import Path

QUIET = 0.03
"""Seconds without a byte after which the screen counts as finished."""
PATIENCE = 20.0
"""Seconds after which the program counts as stuck."""


class Watched:
    """One program in a terminal of 120×36."""

    def __init__(self, command: Sequence[str], home: Path) -> None:
        self._master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
        # The clerk's own keys and abbreviations must not change what is measured.
        settings = {
            "HOME": str(home),
            "XDG_CONFIG_HOME": str(home),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }
        self._process = subprocess.Popen(
            command,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**os.environ, **settings},
            start_new_session=True,
        )
        os.close(slave)

    def painted(self, text: str, typed: str = "") -> float:
        """Seconds from typing to the text's being painted.

        Raises:
            TimeoutError: it never is, or the program has ended; what was painted is in the message.
        """
        wanted, seen = text.encode(), b""
        begun = time.perf_counter()
        os.write(self._master, typed.encode())
        while wanted not in seen:
            piece = self._read(PATIENCE)
            if not piece:
                raise TimeoutError(seen.decode(errors="replace")[-2000:])
            seen += piece
        return time.perf_counter() - begun

    def settle(self) -> None:
        """Wait until nothing is painted any more."""
        while self._read(QUIET):
            pass

    def processor_time(self) -> float:
        """Seconds of processor time that the program has used so far (Linux: /proc)."""
        after_name = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        user, system = after_name[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._master)

    def _read(self, seconds: float) -> bytes:
        """The next bytes; none where none come in that time or the program has ended."""
        if not select.select([self._master], [], [], seconds)[0]:
            return b""
        try:
            return os.read(self._master, 1 << 16)
        except OSError:
            # Linux says so when the other end is closed.
            return b""
