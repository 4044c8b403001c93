"""Readers of a record: they take no lock, change nothing and never see half a line (閲覧)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .errors import JournalUnreadable
from .files import REAL, Files
from .line import Document
from .replay import Damage, Replay
from .segment import segments


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found."""

    documents: Sequence[Document]
    """The documents asked for, in order."""
    count: int
    """All documents of the record so far."""
    head: str
    """Chain (32 hex digits) of the last line."""
    identity: str
    """The same in every copy of the record; empty where there is no record."""
    sealed: bool
    """Whether the meeting was closed and nothing has been recorded since."""
    damages: tuple[Damage, ...] = ()
    """Why the record may go on where the documents end."""
    restarted: bool = False
    """Whether the record was exchanged under the reader: the documents are then all of them."""


class Follower:
    """Reads what is new, each time it is asked; what it has seen costs nothing more."""

    def __init__(self, folder: Path, *, files: Files = REAL) -> None:
        self._folder = folder
        self._files = files
        self._replay = Replay()
        self._segment = ""
        self._offset = 0
        self._lines = 0
        self._unended = False
        """Whether the last line taken did not show its LF yet: it may have been seen while it was written."""

    def poll(self) -> Reading:
        """The documents since the last call. Raises ``JournalUnreadable``."""
        seen = len(self._replay.documents)
        damaged = bool(self._replay.damages)
        try:
            there = self._advance()
            # What did not follow on may be the fault of what was read before: a machine that lost power can
            # come back with less than its readers had seen. Then, and once, everything is read anew.
            restarted = not there or (bool(seen) and not damaged and bool(self._replay.damages))
            if restarted:
                self._replay, self._segment, seen = Replay(), "", 0
                self._advance()
        except OSError as error:
            raise JournalUnreadable(
                f"{self._folder} の記録を読み込めません（{error.strerror or error}）。"
                "保存先がつながっているか、読む権限があるかを確かめてください。"
            ) from error
        replay = self._replay
        return Reading(
            documents=replay.documents[seen:],
            count=len(replay.documents),
            head=replay.head.decode(),
            identity=replay.identity,
            sealed=replay.sealed,
            damages=tuple(replay.damages),
            restarted=restarted,
        )

    def _advance(self) -> bool:
        """Take what is new. False where the files no longer hold what was read from them."""
        replay = self._replay
        paths = segments(self._files, self._folder)
        names = [path.name for path in paths]
        if self._segment and self._segment not in names:
            return False
        replay.damages.clear()
        replay.rests.clear()
        for path in paths[names.index(self._segment) if self._segment else 0 :]:
            if path.name != self._segment:
                self._segment, self._offset, self._lines, self._unended = path.name, 0, 0, False
            data = self._files.read(path, self._offset)
            if self._unended and data.startswith(b"\n"):
                data, self._offset, self._lines, self._unended = (
                    data[1:],
                    self._offset + 1,
                    self._lines + 1,
                    False,
                )
            taken = replay.feed(path.name, data, self._lines)
            self._offset += taken
            self._lines += data.count(b"\n", 0, taken)
            if taken:
                self._unended = data[taken - 1 : taken] != b"\n"
        replay.judge()
        return True


def read(folder: Path, after: int = 0, *, files: Files = REAL) -> Reading:
    """The documents of the record in ``folder`` after number ``after``. Raises ``JournalUnreadable``."""
    reading = Follower(folder, files=files).poll()
    if not after:
        return reading
    return Reading(
        documents=reading.documents[after:],
        count=reading.count,
        head=reading.head,
        identity=reading.identity,
        sealed=reading.sealed,
        damages=reading.damages,
    )
