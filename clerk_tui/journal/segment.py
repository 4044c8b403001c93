"""The files of a record: ``record.journal``, then ``record.2.journal`` and so on after I/O errors.

A segment gets its name only when its first content is on the disk, and from then on grows by one line, one
write and one fsync at a time. So at any moment at most the last line of the last segment is in doubt.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from pathlib import Path

from .files import Files, Handle

JOURNAL = "record.journal"
TEMPORARY = ".tmp"
_NAME = re.compile(r"record(?:\.([1-9][0-9]*))?\.journal")


class Replaced(OSError):
    """Somebody has put another file in the place of ours, or has written to it: what was home may be no more."""

    def __init__(self) -> None:
        super().__init__(errno.ESTALE, "記録のファイルが、ほかのプログラムに書き換えられました")


class Segment:
    """The file that the next line goes to. After any error it must not be used again."""

    __slots__ = ("_handle", "_size", "path")

    def __init__(self, files: Files, path: Path, size: int) -> None:
        """``size``: bytes that the file has."""
        self.path = path
        self._size = size
        self._handle: Handle = files.append(path)

    def check(self) -> None:
        """Raises :class:`Replaced` where the file is not as it was left: an editor or a sync program saved it."""
        if not self._handle.stands(self.path, self._size):
            raise Replaced

    def add(self, line: bytes) -> None:
        """One write, one fsync, one look. ``OSError`` (a short write is one) means: nothing is known about this file.

        Neither is tried twice. After a failed fsync the system may have dropped the pages and call the next
        fsync a success; after a short write the file ends in half a line.
        """
        add_whole(self._handle, line)
        self._size += len(line)
        self.check()

    def close(self) -> None:
        """Give the file back."""
        self._handle.close()


def add_whole(handle: Handle, data: bytes) -> None:
    """One write, one fsync; a short write is an ``OSError`` (a disk that fills up begins with one)."""
    if handle.write(data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    handle.sync()


def anchor(files: Files, folder: Path) -> None:
    """Make the names of ``folder`` and of everything above it durable; it may have been made just now."""
    for above in folder.parents:
        with suppress(PermissionError):  # what we may not read, we have not made
            files.sync_folder(above)


def segments(files: Files, folder: Path) -> list[Path]:
    """The record's files in ``folder``, oldest first."""
    numbered = [
        (int(found[1] or 1), name) for name in files.names(folder) if (found := _NAME.fullmatch(name))
    ]
    return [folder / name for _, name in sorted(numbered)]


def next_segment(files: Files, folder: Path) -> Path:
    """A name that no segment in ``folder`` has."""
    taken = segments(files, folder)
    if not taken:
        return folder / JOURNAL
    found = _NAME.fullmatch(taken[-1].name)
    number = int(found[1] or 1) if found else 1
    return folder / f"record.{number + 1}.journal"


def write_whole(files: Files, path: Path, data: bytes) -> None:
    """Put ``data`` under the name ``path``, durably and in one step: all of it or, on ``OSError``, none."""
    publish(files, prepare(files, path, data), path)


def prepare(files: Files, path: Path, data: bytes) -> Path:
    """Write and sync ``data`` beside ``path``; return where."""
    temporary = path.with_name(path.name + TEMPORARY)
    handle = files.create(temporary)
    try:
        add_whole(handle, data)
    except OSError:
        with suppress(OSError):  # on a full disk the room is needed elsewhere; opening again sweeps as well
            files.remove(temporary)
        raise
    finally:
        handle.close()
    return temporary


def publish(files: Files, temporary: Path, path: Path) -> None:
    """Give what was prepared its name, durably."""
    files.replace(temporary, path)
    files.sync_folder(path.parent)
