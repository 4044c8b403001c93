"""The files of a record: ``record.json``, then ``record.2.json`` and so on after I/O errors.

Each is a TinyDB file. A segment gets its name only when its first content is on the disk, and from then on
grows by one line, one write and one fsync at a time: the line and the closing brackets are written over the
old closing brackets. So at any moment at most the last line of the last segment is in doubt.
"""

from __future__ import annotations

import errno
import os
import re
from contextlib import suppress
from pathlib import Path

from .documents import CLOSING, OPENING, render
from .files import Files, Handle

RECORD = "record.json"
TEMPORARY = ".tmp"
_NAME = re.compile(r"record(?:\.([1-9][0-9]*))?\.json")


class Replaced(OSError):
    """Somebody has put another file in the place of ours, or has written to it: what was home may be no more."""

    def __init__(self) -> None:
        super().__init__(errno.ESTALE, "記録のファイルが、ほかのプログラムに書き換えられました")


class Segment:
    """The file that the next line goes to. After any error it must not be used again."""

    __slots__ = ("_handle", "_size", "path")

    def __init__(self, files: Files, path: Path, size: int) -> None:
        """``size``: bytes that the file has, its closing brackets included."""
        self.path = path
        self._size = size
        self._handle: Handle = files.update(path)

    @property
    def end(self) -> int:
        """Offset of the closing brackets."""
        return self._size - len(CLOSING)

    def check(self) -> None:
        """Raises :class:`Replaced` where the file is not as it was left: an editor or a sync program saved it."""
        if not self._handle.stands(self.path, self._size):
            raise Replaced

    def add(self, line: bytes) -> None:
        """One write, one fsync. ``OSError`` (a short write is one) means: nothing is known about this file.

        Neither is tried twice. After a failed fsync the system may have dropped the pages and call the next
        fsync a success; after a short write the file ends in half a line.
        """
        self._put(line, self.end)

    def again(self, line: bytes) -> None:
        """Write the last line once more, in its place: it may be in the system's cache alone.

        It was written and its process killed before the fsync; or the fsync failed and the cache still shows it.
        """
        first = len(OPENING)
        self._put(line, max(self.end - len(line) - len(b",\n"), first) if line else first)

    def _put(self, line: bytes, at: int) -> None:
        """Write the comma before a line, the line and the closing brackets from byte ``at`` on."""
        comma = b"," if at > len(OPENING) else b""
        data = b"%b%b\n%b" % (comma, line, CLOSING) if line else CLOSING
        write_durably(self._handle, data, at)
        self._size = at + len(data)

    def restore(self) -> None:
        """Cut what an error has left after the last good line, for stock TinyDB.

        What is cut is durable in another segment. Not synced: opening the record gathers its files anyway.
        """
        self._handle.write(CLOSING, self.end)
        self._handle.truncate(self._size)

    def close(self) -> None:
        """Give the file back."""
        self._handle.close()


def write_durably(handle: Handle, data: bytes, at: int = 0) -> None:
    """One write, one fsync; a short write is an ``OSError`` (a disk that fills up begins with one)."""
    if handle.write(data, at) != len(data):
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


def begin(files: Files, folder: Path, lines: list[bytes]) -> Segment:
    """A new segment in ``folder`` that holds ``lines``, under a name that none has. Raises ``OSError``."""
    taken = segments(files, folder)
    number = int((_NAME.fullmatch(taken[-1].name) or [0, 1])[1] or 1) + 1 if taken else 1
    path = folder / (f"record.{number}.json" if number > 1 else RECORD)
    anchor(files, folder)
    data = render(lines)
    write_whole(files, path, data)
    return Segment(files, path, len(data))


def write_whole(files: Files, path: Path, data: bytes) -> None:
    """Put ``data`` under the name ``path``, durably and in one step: all of it or, on ``OSError``, none."""
    temporary = path.with_name(path.name + TEMPORARY)
    handle = files.create(temporary)
    try:
        write_durably(handle, data)
    except OSError:
        with suppress(OSError):  # on a full disk the room is needed elsewhere; opening again sweeps as well
            files.remove(temporary)
        raise
    finally:
        handle.close()
    files.replace(temporary, path)
    files.sync_folder(path.parent)
