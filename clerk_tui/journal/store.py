"""The bytes of a record and where they are: its folder, the fallback folder, or memory alone.

The store never gives up and never trusts a file that has failed once. After any I/O error it leaves the
segment and begins another with what is in doubt: in the record's own folder, else (the whole record) in the
fallback folder, else it keeps the lines in memory and tries again with the next one.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from .files import Files
from .place import Place, Where
from .segment import Replaced, Segment, anchor, next_segment, segments, write_whole

_BLOCK = 4096
"""A write that fails may take with it what shared its disk block, so a new segment repeats that much."""
_MOST_PATIENT = 64
"""Lines between two attempts to return to the record's own folder, at most."""


class Store:
    """A record that only grows. ``folder`` is its home, ``away`` the folder it flees to."""

    def __init__(self, files: Files, folder: Path, away: Path | None, lines: list[bytes], home: int) -> None:
        """``lines``: the whole record; the first ``home`` bytes of it are durable in ``folder``."""
        self.folder = folder
        self.place = Place(Where.FOLDER, folder)
        self._lines = lines
        self._size = sum(map(len, lines))
        self._files = files
        self._away = away
        self._home = home
        self._safe = home
        self._patience = 1
        self._waited = 0
        self._segment: Segment | None = None

    @property
    def record(self) -> bytes:
        """All lines."""
        return b"".join(self._lines)

    def resume(self, path: Path, size: int) -> None:
        """Go on in the segment ``path`` of the home folder, whose ``size`` bytes end in the record's last line.

        Raises ``OSError``.
        """
        self._arrive(Where.FOLDER, Segment(self._files, path, size), "")

    def add(self, line: bytes) -> Place:
        """Append a line; return where it is."""
        follows = self._safe == self._size  # else an interrupted call left lines that are nowhere yet
        self._lines.append(line)
        self._size += len(line)
        if self._segment is None or not follows:
            return self.move(self.place.trouble)
        try:
            self._segment.add(line)
        except OSError as error:
            return self._flee(error)
        self._safe = self._size
        if self.place.where is Where.FOLDER:
            self._home = self._safe
        else:
            self._try_home()
        return self.place

    def check(self) -> Place:
        """Notice, without waiting for the next line, that somebody else has changed the file."""
        if self._segment is not None:
            try:
                self._segment.check()
            except OSError as error:
                return self._flee(error)
        return self.place

    def _flee(self, error: OSError) -> Place:
        if isinstance(error, Replaced) and self.place.where is Where.FOLDER:
            self._home = 0  # what was there may be gone with the file: the next one holds everything
        return self.move(_said(error))

    def move(self, trouble: str) -> Place:
        """Leave the present segment for the first place that takes the record."""
        self.close()
        try:
            return self._arrive(Where.FOLDER, self._begin_home(), trouble)
        except OSError as error:
            trouble = _said(error)
        if self._away is not None:
            try:
                self._files.make_folder(self._away)
                return self._arrive(Where.FALLBACK, self._begin(self._away, 0), trouble)
            except OSError as error:
                trouble = f"{trouble} / {_said(error)}"
        self.place = Place(Where.MEMORY, self.place.path, trouble)
        return self.place

    def relocate(self, folder: Path) -> Place:
        """Make ``folder`` the home, with a whole copy. Where it cannot be written, nothing changes but the trouble."""
        try:
            self._files.make_folder(folder)
            segment = self._begin(folder, 0)
        except OSError as error:
            self.place = Place(self.place.where, self.place.path, f"{folder}: {_said(error)}")
            return self.place
        self.close()
        self.folder = folder
        return self._arrive(Where.FOLDER, segment, "")

    def close(self) -> None:
        """Let go of the segment. Its content was durable before, or is not counted as such."""
        if self._segment is not None:
            with suppress(OSError):
                self._segment.close()
            self._segment = None

    def _arrive(self, where: Where, segment: Segment, trouble: str) -> Place:
        self._segment = segment
        self._safe = self._size
        self._patience = 1
        self._waited = 0
        self.place = Place(where, segment.path, trouble)
        if where is Where.FOLDER:
            self._home = self._safe
            self._clear_away()
        return self.place

    def _try_home(self) -> None:
        """While away: return as soon as the home folder takes the record, asking ever more rarely."""
        self._waited += 1
        if self._waited < self._patience:
            return
        self._waited = 0
        self._patience = min(self._patience * 2, _MOST_PATIENT)
        try:
            segment = self._begin_home()
        except OSError:  # still not; the place goes on saying so
            return
        self.close()
        self._arrive(Where.FOLDER, segment, self.place.trouble)

    def _begin_home(self) -> Segment:
        """A segment at home that overlaps with what is durable there."""
        return self._begin(self.folder, max(self._home - _BLOCK, 0))

    def _begin(self, folder: Path, start: int) -> Segment:
        """A new segment with the record from the line on that holds byte ``start``. Raises ``OSError``."""
        anchor(self._files, folder)
        path = next_segment(self._files, folder)
        record = self.record
        content = record[record.rfind(b"\n", 0, start) + 1 :]
        write_whole(self._files, path, content)
        return Segment(self._files, path, len(content))

    def _clear_away(self) -> None:
        """The record is whole at home: names of people need not lie elsewhere as well."""
        if self._away is None:
            return
        with suppress(OSError):  # a copy that stays is passed over when the record is opened again
            for path in segments(self._files, self._away):
                self._files.remove(path)


def _said(error: OSError) -> str:
    return error.strerror or str(error)
