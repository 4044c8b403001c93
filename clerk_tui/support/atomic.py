"""A file that appears whole or not at all (一度に置く), and only after it was looked through."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from .windows import replace_patiently

Inspect = Callable[[Path], None]
"""Looks through a finished file that nobody can see yet; raises where it must not appear."""

_PLACE = ".clerk-tui-"
"""How the folder begins in which a file is drawn."""


def write_atomically(
    target: Path, draw: Callable[[IO[bytes]], object], inspect: Inspect = lambda _file: None
) -> None:
    """Draw a file, have it inspected under the name that it will have, and put it at ``target`` in one step.

    Readable by its owner alone (0600) until somebody decides otherwise. Raises :class:`OSError`, also where a device
    or a folder is at ``target``, and what ``draw`` and ``inspect`` raise; what was at ``target`` is then still there.
    """
    if target.exists() and not target.is_file():
        # A system's null device would be replaced by a file, for all programs.
        raise OSError(errno.EINVAL, "ふつうのファイルではありません", str(target))
    try:
        _put(target, draw, inspect)
    except OSError as fault:
        if fault.filename is not None and _PLACE in str(fault.filename):
            # Who asked for the target has never heard of the place where it was drawn.
            fault.filename = str(target)
        raise


def _put(target: Path, draw: Callable[[IO[bytes]], object], inspect: Inspect) -> None:
    # In a folder of its own: its name is part of what is inspected.
    with tempfile.TemporaryDirectory(prefix=_PLACE, dir=target.parent, ignore_cleanup_errors=True) as place:
        made = Path(place) / target.name
        with os.fdopen(os.open(made, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            draw(stream)
            stream.flush()
            os.fsync(stream.fileno())
        inspect(made)
        replace_patiently(lambda: made.replace(target))
