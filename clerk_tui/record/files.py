"""The few things the record asks of a file system, and the real one (:data:`REAL`).

The record touches the disk through this layer alone, so that the tests can put a file system under it that
loses power, tears writes and fails at any chosen call.
"""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from clerk_tui.support.windows import replace_patiently

from .lock import Lock, hold

_BINARY = getattr(os, "O_BINARY", 0)
_PRIVATE_FILE = 0o600
_PRIVATE_FOLDER = 0o700


class Handle(Protocol):
    """A file that is open for writing."""

    def write(self, data: bytes, at: int) -> int:
        """Write from byte ``at`` on, and return how many bytes were taken; fewer are for the caller to judge."""

    def sync(self) -> None:
        """Return when the content is on the disk. After an error nothing is known about the content."""

    def truncate(self, size: int) -> None:
        """Cut the file after ``size`` bytes."""

    def stands(self, path: Path, size: int) -> bool:
        """Whether ``path`` still leads to this file, and the file has as many bytes."""

    def close(self) -> None:
        """Give the handle back, without any promise."""


class Files(Protocol):
    """A file system as the record sees it. Every method raises ``OSError``."""

    def names(self, folder: Path) -> list[str]:
        """The names in ``folder``; none where it does not exist."""

    def read(self, path: Path, start: int = 0) -> bytes:
        """The content from byte ``start`` on."""

    def create(self, path: Path) -> Handle:
        """A new, empty file for its owner only; an old one of that name is emptied."""

    def update(self, path: Path) -> Handle:
        """An existing file."""

    def replace(self, source: Path, target: Path) -> None:
        """Give ``source`` the name ``target`` in one step."""

    def remove(self, path: Path) -> None:
        """Take the name away."""

    def make_folder(self, folder: Path) -> None:
        """Make the folder, and those above it, for its owner only; an existing one is left as it is."""

    def sync_folder(self, folder: Path) -> None:
        """Return when the names in ``folder`` are on the disk (nothing to do on Windows)."""

    def lock(self, folder: Path) -> Lock:
        """Become the one writer of ``folder``; raises ``SessionLocked``."""


class _RealHandle:
    """A file descriptor."""

    __slots__ = ("_fd", "_identity")

    def __init__(self, fd: int) -> None:
        self._fd = fd
        status = os.fstat(fd)
        self._identity = (status.st_dev, status.st_ino)

    def write(self, data: bytes, at: int) -> int:
        if sys.platform != "win32":
            return os.pwrite(self._fd, data, at)
        os.lseek(self._fd, at, os.SEEK_SET)
        return os.write(self._fd, data)

    def sync(self) -> None:
        if sys.platform == "darwin":
            # On macOS fsync stops at the drive's cache; only this call goes through to the medium.
            import fcntl

            try:
                fcntl.fcntl(self._fd, fcntl.F_FULLFSYNC)
            except OSError as error:
                if error.errno not in (errno.ENOTSUP, errno.EINVAL, errno.ENOTTY):
                    raise
            else:
                return
        os.fsync(self._fd)

    def truncate(self, size: int) -> None:
        os.ftruncate(self._fd, size)

    def stands(self, path: Path, size: int) -> bool:
        if sys.platform == "win32":
            return os.fstat(self._fd).st_size == size  # nobody can rename or remove there what is open
        try:
            named = os.stat(path)  # noqa: PTH116 (half the time of Path.stat, before every append)
        except FileNotFoundError:
            return False
        return named.st_size == size and (named.st_dev, named.st_ino) == self._identity

    def close(self) -> None:
        os.close(self._fd)


class RealFiles:
    """The operating system's files."""

    def names(self, folder: Path) -> list[str]:
        try:
            return os.listdir(folder)  # noqa: PTH208 (plain names are wanted, not paths)
        except FileNotFoundError:
            return []

    def read(self, path: Path, start: int = 0) -> bytes:
        with path.open("rb", buffering=0) as file:
            # As it was at one moment: readall would go on into what is written between two of its reads.
            size = os.fstat(file.fileno()).st_size
            file.seek(start)
            return file.read(max(size - start, 0)) or b""

    def create(self, path: Path) -> Handle:
        return self._open(path, os.O_CREAT | os.O_TRUNC)

    def update(self, path: Path) -> Handle:
        return self._open(path, 0)

    def replace(self, source: Path, target: Path) -> None:
        replace_patiently(lambda: os.replace(source, target))  # noqa: PTH105 (one name for both systems)

    def remove(self, path: Path) -> None:
        path.unlink(missing_ok=True)

    def make_folder(self, folder: Path) -> None:
        folder.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)

    def sync_folder(self, folder: Path) -> None:
        if sys.platform == "win32":
            return  # a folder cannot be opened there; NTFS journals names by itself
        fd = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(fd)
        except OSError as error:
            if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # a network drive without the notion
                raise
        finally:
            os.close(fd)

    def lock(self, folder: Path) -> Lock:
        return hold(folder)

    @staticmethod
    def _open(path: Path, flags: int) -> Handle:
        fd = os.open(path, os.O_WRONLY | _BINARY | flags, _PRIVATE_FILE)
        if sys.platform != "win32" and os.fstat(fd).st_mode & 0o077:
            # The file names people; a copy or a backup may have brought it back readable for everybody.
            with suppress(PermissionError):  # it belongs to somebody else, who decides
                os.fchmod(fd, _PRIVATE_FILE)
        return _RealHandle(fd)


REAL: Files = RealFiles()
"""The files of this machine."""
