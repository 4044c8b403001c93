"""How far the cursor moves when a text is written (カーソルの移動); the terminal itself is asked.

POSIX terminals answer a question in the stream (CPR); on Windows the console tells it through a call.
"""

from __future__ import annotations

import re
import sys

_SECONDS = 1.0
"""How long a terminal has to answer; one that does not is no fault."""
_ANSWER = re.compile(rb"\x1b\[\d+;(\d+)R")


def column_after(text: str) -> int | None:
    """Cells that ``text`` takes from the left edge; None where nobody can be asked."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return None
    return _column_after(text)


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    class _Coordinates(ctypes.Structure):
        _fields_ = (("x", wintypes.SHORT), ("y", wintypes.SHORT))

    class _ScreenBuffer(ctypes.Structure):
        _fields_ = (
            ("size", _Coordinates),
            ("cursor", _Coordinates),
            ("attributes", wintypes.WORD),
            ("window", wintypes.SMALL_RECT),
            ("largest", _Coordinates),
        )

    _STDOUT = -11

    def _column_after(text: str) -> int | None:
        kernel = ctypes.windll.kernel32
        kernel.GetStdHandle.restype = wintypes.HANDLE
        found = _ScreenBuffer()
        sys.stdout.write(f"\r{text}")
        sys.stdout.flush()
        asked = kernel.GetConsoleScreenBufferInfo(
            wintypes.HANDLE(kernel.GetStdHandle(_STDOUT)), ctypes.byref(found)
        )
        sys.stdout.write("\r" + " " * (2 * len(text)) + "\r")
        sys.stdout.flush()
        return int(found.cursor.x) if asked else None

else:
    import os
    import select
    import termios
    import tty

    def _column_after(text: str) -> int | None:
        keyboard = sys.stdin.fileno()
        before = termios.tcgetattr(keyboard)
        try:
            # Not echoed and not held back until Enter; what is typed meanwhile stays in the queue's order.
            tty.setcbreak(keyboard, termios.TCSANOW)
            sys.stdout.write(f"\r{text}\x1b[6n")
            sys.stdout.flush()
            answer = b""
            while not (found := _ANSWER.search(answer)):
                if not select.select([keyboard], [], [], _SECONDS)[0]:
                    return None
                answer += os.read(keyboard, 64)
            return int(found.group(1)) - 1
        finally:
            sys.stdout.write("\r\x1b[K")
            sys.stdout.flush()
            termios.tcsetattr(keyboard, termios.TCSANOW, before)
