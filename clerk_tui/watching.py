"""Files that somebody may change while a meeting runs (見張り): preparation, profile, phrases.

The folder is watched, not the file: an editor that saves by replacing would leave a watched file silent. On
shared folders notifications may not come at all, so the files' times are looked at once a second as well.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from pathlib import Path

_LOOK_MS = 1_000
_STEP_MS = 10
_DEBOUNCE_MS = 50

Stamp = tuple[int, int]
"""Modification time (ns) and size: enough to see that a file was saved again."""


async def changes(folder: Path, names: Collection[str]) -> AsyncIterator[frozenset[str]]:
    """Yield the names of those files of the folder that have changed, each time some have.

    Ends only with the task that runs it.
    """
    from watchfiles import awatch

    seen = _stamps(folder, names)
    async for _ in awatch(
        folder,
        step=_STEP_MS,
        debounce=_DEBOUNCE_MS,
        rust_timeout=_LOOK_MS,
        yield_on_timeout=True,
        recursive=False,
    ):
        now = _stamps(folder, names)
        changed = frozenset(name for name in names if now.get(name) != seen.get(name))
        seen = now
        if changed:
            yield changed


def _stamps(folder: Path, names: Collection[str]) -> dict[str, Stamp]:
    found: dict[str, Stamp] = {}
    for name in names:
        try:
            status = (folder / name).stat()
        except OSError:
            # Gone, or between the two steps of a replacement: it is looked at again in a moment.
            continue
        found[name] = (status.st_mtime_ns, status.st_size)
    return found
