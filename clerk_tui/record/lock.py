"""Who may write: one session, one writer.

The lock is the operating system's (``flock``, ``msvcrt``), so it dies with its process: a stale lock cannot keep
anybody out. Who holds it stands in a second file, because Windows lets nobody read a locked one. That file is
information, not protection; finding one without a lock means that the last session was torn away.

Without a library: these are two calls, and ``filelock`` loads asyncio and sqlite3 before the first screen.
"""

from __future__ import annotations

import errno
import json
import os
import platform
import sys
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Protocol

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

    def holds(self) -> bool:
        """Whether it still keeps others out; taken anew where somebody has removed its file and nobody holds it."""

    def release(self) -> None:
        """Let the next one in."""


class _RealLock:
    """A locked file with the note of its holder."""

    __slots__ = ("_descriptor", "_folder", "left_behind")

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor = _locked(folder)
        self.left_behind = _read(folder)
        self._note()

    def holds(self) -> bool:
        try:
            if os.path.samestat(os.fstat(self._descriptor), (self._folder / LOCK).stat()):
                return True
        except OSError:  # removed, or on a disk that is gone: then nobody else can take it either
            pass
        try:
            descriptor = _locked(self._folder)
        except SessionLocked:
            return False
        except LockUnavailable:
            return True
        os.close(self._descriptor)
        self._descriptor = descriptor
        self._note()
        return True

    def release(self) -> None:
        # A note that stays is taken for a crash: said once too often, never too seldom.
        with suppress(OSError):
            if self.holds():
                (self._folder / HOLDER).unlink(missing_ok=True)
        os.close(self._descriptor)

    def _note(self) -> None:
        with suppress(OSError):  # without the note the lock still holds; it only cannot say whose it is
            _write(self._folder)


def hold(folder: Path) -> Lock:
    """Take the lock of ``folder`` at once or not at all.

    Raises :class:`SessionLocked` where somebody holds it and :class:`LockUnavailable` where the file system
    cannot lock.
    """
    return _RealLock(folder)


def _locked(folder: Path) -> int:
    """The descriptor of the lock's file, locked. Raises as :func:`hold` does."""
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o600)
    except OSError as error:
        raise _unavailable(folder, error) from error
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(descriptor)
        if error.errno in (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK):
            holder = _read(folder)
            raise SessionLocked(holder.name if holder else "", holder.since if holder else None) from None
        raise _unavailable(folder, error) from error
    return descriptor


def _unavailable(folder: Path, error: OSError) -> LockUnavailable:
    return LockUnavailable(
        f"{folder} では記録を始められません（{error.strerror or error}）。書き込めるフォルダーを選んでください。"
    )


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
