"""Readers of a record: they take no lock, change nothing and never see half a line (閲覧).

They look where its writer may have put it: a record that fled from its folder, or was taken to another one
during the meeting, is whole there, and the folder by whose name it is asked for holds only its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from .checkpoint import compare
from .errors import JournalUnreadable
from .files import REAL, Files
from .line import Document
from .replay import Damage, Replay
from .segment import segments
from .whereabouts import MOVED, away_of, moved_to


class Reading(Struct, frozen=True):
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

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """``fallback``: the folder under which the record goes on while its own cannot be written."""
        self._folder = folder
        self._files = files
        self._fallback = fallback
        self._replay = Replay()
        self._segment: Path | None = None
        self._offset = 0
        self._lines = 0
        self._unended = False
        """Whether the last line taken did not show its LF yet: it may have been seen while it was written."""

    def poll(self) -> Reading:
        """The documents since the last call. Raises ``JournalUnreadable``."""
        seen = len(self._replay.documents)
        damaged = bool(self._replay.damages)
        try:
            there = self._advance(self._places())
            # What did not follow on may be the fault of what was read before: a machine that lost power can
            # come back with less than its readers had seen. Then, and once, everything is read anew.
            restarted = not there or (bool(seen) and not damaged and bool(self._replay.damages))
            if restarted:
                self._replay, self._segment, seen = Replay(), None, 0
                self._advance(self._places())
        except OSError as error:
            refuge = self._fled()
            if not refuge:
                raise JournalUnreadable(
                    f"{self._folder} の記録を読み込めません（{error.strerror or error}）。"
                    "保存先がつながっているか、読む権限があるかを確かめてください。"
                ) from error
            restarted = True
            self._replay, self._segment, seen = Replay(), None, 0
            self._advance(iter(refuge))
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

    def cut_short(self) -> Damage | None:
        """What is wrong where the plain copy holds more than the journal did at the last poll."""
        try:
            return compare(self._files, self._folder, self._replay).damage(self._replay)
        except OSError:
            # The journal itself could be read, and that is what counts.
            return None

    def _places(self) -> Iterator[Path]:
        """Every file that may hold the record, what it calls itself being known once the first has been read."""
        folder, seen = self._folder, set[Path]()
        while folder not in seen:
            seen.add(folder)
            found = segments(self._files, folder)
            if folder != self._folder and not found:
                sentence = f"この記録の続きは {folder} にありますが、いまは見つかりません。保存先をつないでください。"
                self._replay.damages.append(Damage(MOVED, 0, sentence))
            yield from found
            away = away_of(self._files, folder, self._fallback, self._replay.identity)
            if away is not None:
                yield from segments(self._files, away)
            folder = moved_to(self._files, folder, away) or folder

    def _fled(self) -> list[Path]:
        """The files of the whole copy under the fallback, for when the folder cannot be read at all."""
        try:
            away = away_of(self._files, self._folder, self._fallback, self._replay.identity)
            return segments(self._files, away) if away is not None else []
        except OSError:
            # Of two troubles the one with the folder is told.
            return []

    def _advance(self, places: Iterator[Path]) -> bool:
        """Take what is new. False where the files no longer hold what was read from them."""
        replay = self._replay
        replay.damages.clear()
        replay.rests.clear()
        reached = self._segment is None
        for path in places:
            reached = reached or path == self._segment
            if not reached:
                continue
            if path != self._segment:
                self._segment, self._offset, self._lines, self._unended = path, 0, 0, False
            data = self._files.read(path, self._offset)
            if self._unended and data.startswith(b"\n"):
                data, self._offset, self._lines, self._unended = (
                    data[1:],
                    self._offset + 1,
                    self._lines + 1,
                    False,
                )
            taken = replay.feed(self._called(path), data, self._lines)
            self._offset += taken
            self._lines += data.count(b"\n", 0, taken)
            if taken:
                self._unended = data[taken - 1 : taken] != b"\n"
        if reached:
            replay.judge()
        return reached

    def _called(self, path: Path) -> str:
        return path.name if path.parent == self._folder else str(path)


def read(folder: Path, after: int = 0, *, files: Files = REAL, fallback: Path | None = None) -> Reading:
    """The documents of the record in ``folder`` after number ``after``, wherever the rest of it is.

    ``fallback``: the folder under which the record goes on while its own cannot be written.

    Raises ``JournalUnreadable``.
    """
    follower = Follower(folder, files=files, fallback=fallback)
    reading = follower.poll()
    if not reading.sealed and not reading.damages and follower.cut_short():
        # Or its writer went on, and made a copy, between the two looks: then a second reading has it all.
        follower = Follower(folder, files=files, fallback=fallback)
        reading = follower.poll()
        shorter = follower.cut_short()
        reading = replace(reading, damages=(*reading.damages, *filter(None, (shorter,))))
    return replace(reading, documents=reading.documents[after:]) if after else reading
