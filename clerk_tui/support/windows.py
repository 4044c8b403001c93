"""What Windows does otherwise (Windows の決まり): names it keeps for itself, and files that somebody has open."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

_TRIES = 100
_PAUSE = 0.02
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)")


def is_device(name: str) -> bool:
    """Whether the name of a file or folder is a device's there, whatever ending it has."""
    return _DEVICE.fullmatch(name.partition(".")[0].rstrip(" ")) is not None


def replace_patiently(
    replace: Callable[[], object],
    *,
    stubborn: bool = sys.platform == "win32",
    pause: Callable[[float], None] = time.sleep,
) -> None:
    """Call ``replace``, and again where Windows refuses because a reader has the target open.

    Gives up after two seconds with the last ``PermissionError``.
    """
    for _ in range(_TRIES if stubborn else 0):
        try:
            replace()
        except PermissionError:
            pause(_PAUSE)
        else:
            return
    replace()
