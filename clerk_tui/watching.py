"""Folders that change while somebody looks (見張り): when to look, and by what a saved file is known.

The folder is watched, not the file: an editor that saves by replacing would leave a watched file silent. On
shared folders notifications may not come at all, so it is looked at once a second as well; where the system
cannot watch, that is all there is until it can.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from enum import Enum, auto
from pathlib import Path
from typing import TypeAlias

STEP_MS = 10
DEBOUNCE_MS = 50
LOOK_MS = 1_000
_LOOKS_BEFORE_WATCHING_AGAIN = 30

Stamps: TypeAlias = Mapping[Path, tuple[int, int]]
"""Modification time (ns) and size of each file: enough to see that it was saved again."""


class Wake(Enum):
    """Why the folders are to be looked at."""

    NOTIFIED = auto()
    """The system says that something has changed."""
    TIME = auto()
    """The time between two looks has passed."""


async def wakes(*folders: Path, recursive: bool = False, look_ms: int = LOOK_MS) -> AsyncIterator[Wake]:
    """Whenever the folders are to be looked at; ends only with the task that runs it."""
    from watchfiles import awatch

    while True:
        try:
            async for changed in awatch(
                *folders,
                watch_filter=None,
                step=STEP_MS,
                debounce=DEBOUNCE_MS,
                rust_timeout=look_ms,
                yield_on_timeout=True,
                recursive=recursive,
            ):
                yield Wake.NOTIFIED if changed else Wake.TIME
        except (OSError, RuntimeError):
            # No such folder at the moment, or the system has no watch left to give: of the second, watchfiles
            # makes a RuntimeError whose own class it keeps private.
            for _ in range(_LOOKS_BEFORE_WATCHING_AGAIN):
                await asyncio.sleep(look_ms / 1000)
                yield Wake.TIME


async def changes(folder: Path, names: Collection[str]) -> AsyncIterator[frozenset[str]]:
    """Yield the names of those files of the folder that have changed, each time some have.

    Ends only with the task that runs it.
    """
    paths = [folder / name for name in names]
    seen = stamps(paths)
    async for _ in wakes(folder):
        now = stamps(paths)
        changed = frozenset(path.name for path in paths if now.get(path) != seen.get(path))
        seen = now
        if changed:
            yield changed


def stamps(paths: Iterable[Path]) -> Stamps:
    """The files that are there."""
    found: dict[Path, tuple[int, int]] = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            # Gone, or between the two steps of a replacement: the next look sees it.
            continue
        found[path] = (status.st_mtime_ns, status.st_size)
    return found
