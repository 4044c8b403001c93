"""Where the lines of a record are: its folder, the fallback folder, or memory alone.

The writer never gives up and never trusts a file that has failed once. After any I/O error it leaves the
segment and begins another with what is in doubt: in the record's own folder, else (the whole record) in the
fallback folder, else it keeps the lines in memory and tries again with the next one.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from .files import Files
from .location import RecordLocation, Where
from .relocation import HOME, note_home
from .segments import RECORD, Replaced, Segment, begin, segments

_BLOCK = 4096
"""A write that fails may take with it what shared its disk block, so a new segment repeats that much."""
_MOST_PATIENT = 64
"""Lines between two attempts to return to the record's own folder, at most."""


class SegmentWriter:
    """Puts lines that only grow on a disk. ``folder`` is their home, ``away`` the folder they flee to."""

    def __init__(self, files: Files, folder: Path, away: Path | None, lines: list[bytes], home: int) -> None:
        """``lines``: the whole record; the first ``home`` of them are durable in ``folder``."""
        self.folder = folder
        self.location = RecordLocation(Where.FOLDER, folder)
        self._lines = lines
        self._files = files
        self._away = away
        self._home = home
        self._safe = home
        self._patience = 1
        self._waited = 0
        self._segment: Segment | None = None

    def resume(self, segment: Segment) -> None:
        """Go on in a segment of the home folder that ends in the record's last line."""
        self._arrive(Where.FOLDER, segment, "")

    def add(self) -> RecordLocation:
        """Store the line that was put last into ``lines``; return where it is."""
        follows = (
            self._safe == len(self._lines) - 1
        )  # else an interrupted call left lines that are nowhere yet
        if self._segment is None or not follows:
            return self.move(self.location.trouble)
        try:
            self._segment.add(self._lines[-1])
        except OSError as error:
            return self.move(_said(error))
        self._safe = len(self._lines)
        if self.location.where is Where.FOLDER:
            self._home = self._safe
        else:
            self._try_home()
        return self.location

    @property
    def unsaved(self) -> int:
        """Lines at the end of the record that are in memory alone."""
        return 0 if self.location.saved else len(self._lines) - self._safe

    @property
    def replaced(self) -> OSError | None:
        """What is wrong where somebody else has changed the file, or it cannot be looked at."""
        try:
            if self._segment is not None:
                self._segment.check()
        except OSError as error:
            return error
        return None

    def flee(self, error: OSError) -> RecordLocation:
        """Leave a segment that is not as it was left, or cannot be looked at."""
        if not isinstance(error, Replaced):
            return self.move(_said(error))
        self.close()  # it is somebody else's now, and left as it is
        if self.location.where is Where.FOLDER:
            return self.begin_anew(error)
        return self.move(_said(error))

    def begin_anew(self, error: OSError) -> RecordLocation:
        """Go on in a segment that holds everything: what is in the folder may be lost, or no TinyDB file."""
        self._home = 0
        return self.move(_said(error))

    def move(self, trouble: str) -> RecordLocation:
        """Leave the present segment for the first place that takes the record."""
        left, self._segment = self._segment, None
        try:
            return self._flee(trouble)
        finally:
            if left is not None:
                with suppress(
                    OSError
                ):  # the record does not need it, but stock TinyDB could not read that file
                    if self.location.saved:
                        left.restore()
                with suppress(OSError):
                    left.close()

    def _flee(self, trouble: str) -> RecordLocation:
        try:
            return self._arrive(Where.FOLDER, self._begin_home(), trouble)
        except OSError as error:
            trouble = _said(error)
        if self._away is not None and not self._lines:
            # An empty file there would not know whose it is. The first line tries again.
            self.location = RecordLocation(Where.FALLBACK, self._away / RECORD, trouble)
            return self.location
        if self._away is not None:
            try:
                self._files.make_folder(self._away)
                location = self._arrive(Where.FALLBACK, begin(self._files, self._away, self._lines), trouble)
                note_home(self._files, self._away, self.folder)
                return location
            except OSError as error:
                trouble = f"{trouble} / {_said(error)}"
        self.location = RecordLocation(Where.MEMORY, self.location.path, trouble)
        return self.location

    def relocate(self, folder: Path) -> RecordLocation:
        """Make ``folder`` the home, with a whole copy. Where it cannot be written, only the trouble changes."""
        try:
            self._files.make_folder(folder)
            segment = begin(self._files, folder, self._lines)
        except OSError as error:
            self.location = RecordLocation(
                self.location.where, self.location.path, f"{folder}: {_said(error)}"
            )
            return self.location
        self.close()
        self.folder = folder
        return self._arrive(Where.FOLDER, segment, "")

    def give_up(self) -> RecordLocation:
        """Write no more: another process has become the writer."""
        self.close()
        self.location = RecordLocation(Where.TAKEN_OVER, self.location.path)
        return self.location

    def close(self) -> None:
        """Let go of the segment. Its content was durable before, or is not counted as such."""
        if self._segment is not None:
            with suppress(OSError):
                self._segment.close()
            self._segment = None

    def _arrive(self, where: Where, segment: Segment, trouble: str) -> RecordLocation:
        self._segment = segment
        self._safe = len(self._lines)
        self._patience = 1
        self._waited = 0
        self.location = RecordLocation(where, segment.path, trouble)
        if where is Where.FOLDER:
            self._home = self._safe
            self._clear_away()
        return self.location

    def _try_home(self) -> None:
        """While away: return as soon as the home folder takes the record, asking ever more rarely."""
        self._waited += 1
        if self._waited < self._patience:
            return
        self._waited = 0
        self._patience = min(self._patience * 2, _MOST_PATIENT)
        try:
            segment = self._begin_home()
        except OSError:  # still not; the location goes on saying so
            return
        self.close()
        self._arrive(Where.FOLDER, segment, self.location.trouble)

    def _begin_home(self) -> Segment:
        """A segment at home that overlaps with what is durable there. Raises ``OSError``."""
        start, overlap = self._home, 0
        while start and overlap < _BLOCK:
            start -= 1
            overlap += len(self._lines[start])
        return begin(self._files, self.folder, self._lines[start:])

    def _clear_away(self) -> None:
        """The record is whole at home: names of people need not lie elsewhere as well."""
        if self._away is None:
            return
        with suppress(OSError):  # a copy that stays is passed over when the record is opened again
            for path in segments(self._files, self._away):
                self._files.remove(path)
            if HOME in self._files.names(self._away):
                self._files.remove(self._away / HOME)


def _said(error: OSError) -> str:
    return error.strerror or str(error)
