"""The terminal (端末) that the screen runs in: what it is asked for, and which driver reads it.

Imports nothing of Textual, which reads its environment when it is first imported.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from textual.driver import Driver

_NO_KITTY_KEYS = "TEXTUAL_DISABLE_KITTY_KEY"


def prepare_environment() -> None:
    """Settle what Textual will ask of the terminal; to be called before Textual is imported.

    With the kitty keyboard protocol a conversion of six kanji comes in one sequence, longer than Textual reads,
    and arrives as garbage. On Windows the same switch would drop keys instead.
    """
    if sys.platform == "win32":
        os.environ.pop(_NO_KITTY_KEYS, None)
    else:
        os.environ[_NO_KITTY_KEYS] = "1"


def has_terminal() -> bool:
    """Whether keys can come in and a picture can go out: not from or into a pipe or a file.

    Textual writes the picture to standard error, on Windows to standard output.
    """
    if os.environ.get("TEXTUAL_DRIVER"):
        return True
    keys, picture = sys.__stdin__, sys.__stdout__ if sys.platform == "win32" else sys.__stderr__
    return bool(keys and keys.isatty() and picture and picture.isatty())


def driver_class() -> type[Driver] | None:
    """The driver to give to ``App(driver_class=…)``; None where Textual's own choice is to stand.

    That is on Windows, and where ``TEXTUAL_DRIVER`` names one (a browser in place of the terminal).
    """
    if sys.platform == "win32" or os.environ.get("TEXTUAL_DRIVER"):
        return None
    from .posix_driver import PosixDriver

    return PosixDriver
