"""That a chair's view is open, for the clerk to see (開いている会長の画面).

A view may not write in the session's folder. It holds a lock in a folder of its own in the user's part of the
disk instead; the lock dies with its process, so a view that was killed is not counted. The clerk therefore
sees the views of the same user on the same machine: the shared folder of another machine cannot tell.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path

from clerk_tui.record import LockUnavailable, SessionLocked
from clerk_tui.record.lock import Lock, hold
from clerk_tui.settings import own_folder

_TRIES = 5


def open_views(session: Path) -> int:
    """How many views of the session are open; sweeps away what killed ones have left."""
    folder = _folder(session)
    count = 0
    for view in folder.iterdir() if folder.is_dir() else ():
        try:
            lock = hold(view)
        except SessionLocked:
            count += 1
        except LockUnavailable:
            # Closed between the look and the lock.
            continue
        else:
            lock.release()
            shutil.rmtree(view, ignore_errors=True)
    return count


@contextmanager
def counted(session: Path) -> Iterator[None]:
    """Be counted as an open view until the block ends; a disk that takes no file does not stop the view."""
    held = _enter(_folder(session))
    try:
        yield
    finally:
        if held is not None:
            view, lock = held
            lock.release()
            shutil.rmtree(view, ignore_errors=True)


def _enter(folder: Path) -> tuple[Path, Lock] | None:
    for _ in range(_TRIES):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            view = Path(tempfile.mkdtemp(dir=folder))
            return view, hold(view)
        except SessionLocked:
            # Somebody counting had the new lock in hand for a moment: another one, then.
            continue
        except (LockUnavailable, OSError):
            break
    return None


def _folder(session: Path) -> Path:
    name = blake2b(str(session.resolve()).encode(), digest_size=16).hexdigest()
    return own_folder() / "views" / name
