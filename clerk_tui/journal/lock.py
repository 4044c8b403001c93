"""Who may write: one session, one writer.

The lock is the operating system's (through ``filelock``), so it dies with its process: a stale lock cannot
keep anybody out. Who holds it stands in a second file, because Windows lets nobody read a locked one. That
file is information, not protection; finding one without a lock means that the last session was torn away.
"""

from __future__ import annotations

import errno
import json
import os
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

from filelock import FileLock, SoftFileLock, Timeout
from msgspec import Struct

from .errors import LockUnavailable, SessionLocked

LOCK = "record.lock"
HOLDER = "record.holder.json"


class Holder(Struct, frozen=True):
    """Who holds a lock."""

    name: str
    """User and machine."""
    since: datetime | None
    """Local time with its offset; ``None`` where it cannot be read."""


class Lock(Protocol):
    """The right to write, until it is released."""

    @property
    def left_behind(self) -> Holder | None:
        """The holder who never released it: a process that was killed, or a machine that stopped."""

    def release(self) -> None:
        """Let the next one in."""


class _RealLock:
    """A held ``filelock`` with the note of its holder."""

    __slots__ = ("_folder", "_lock", "left_behind")

    def __init__(self, lock: FileLock, folder: Path, left_behind: Holder | None) -> None:
        self._lock = lock
        self._folder = folder
        self.left_behind = left_behind

    def release(self) -> None:
        with suppress(
            OSError
        ):  # a note that stays is taken for a crash: said once too often, never too seldom
            (self._folder / HOLDER).unlink(missing_ok=True)
        self._lock.release()


def hold(folder: Path) -> Lock:
    """Take the lock of ``folder`` at once or not at all.

    Raises :class:`SessionLocked` where somebody holds it and :class:`LockUnavailable` where the file system
    cannot lock (a soft lock would stay behind after a crash, and a second writer is worse than none).
    """
    lock = FileLock(folder / LOCK, mode=0o600, thread_local=False)
    try:
        lock.acquire(timeout=0)
        if isinstance(lock, SoftFileLock):  # filelock has changed over to one that outlives its process
            lock.release()
            raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))
    except Timeout:
        holder = _read(folder)
        raise SessionLocked(holder.name if holder else "", holder.since if holder else None) from None
    except (OSError, NotImplementedError) as error:
        raise LockUnavailable(
            f"{folder} では記録を始められません（{error}）。書き込めるフォルダーを選んでください。"
        ) from error
    left_behind = _read(folder)
    with suppress(OSError):  # without the note the lock still holds; it only cannot say whose it is
        _write(folder)
    return _RealLock(lock, folder, left_behind)


def _read(folder: Path) -> Holder | None:
    try:
        note = json.loads((folder / HOLDER).read_text(encoding="utf-8"))
        return Holder(str(note["holder"]), datetime.fromisoformat(note["since"]))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return Holder("", None)


def _write(folder: Path) -> None:
    name = os.environ.get("USER") or os.environ.get("USERNAME") or f"プロセス {os.getpid()}"
    note = {
        "holder": f"{name}（{platform.node()}）",
        "since": datetime.now().astimezone().isoformat(timespec="seconds"),
        "process": os.getpid(),
    }
    descriptor = os.open(folder / HOLDER, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        json.dump(note, file, ensure_ascii=False)
