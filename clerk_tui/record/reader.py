"""Readers of a record: they take no lock, change nothing and never see half a line (閲覧).

They look where its writer may have put it: a record that fled from its folder, or was taken to another one
during the meeting, is whole there, and the folder by whose name it is asked for holds only its beginning.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from msgspec import Struct
from msgspec.structs import replace
from tinydb.storages import Storage

from clerk_tui.domain.events import Recorded

from .chain import Chain, Damage
from .documents import tables
from .errors import RecordReadOnly, RecordUnreadable
from .files import REAL, Files
from .relocation import MOVED, away_of, moved_to
from .segments import segments

_LOOKS = 5
_PAUSE = 0.02
"""Seconds between two looks at an end that is just being written."""


class Reading(Struct, frozen=True):
    """What a reader found."""

    records: Sequence[Recorded]
    """The events asked for, in order."""
    count: int
    """All events of the record so far."""
    head: str
    """Chain (32 hex digits) of the last line."""
    sealed: bool
    """Whether the meeting was closed and nothing has been recorded since."""
    damages: tuple[Damage, ...] = ()
    """Why the record may go on where the events end."""
    restarted: bool = False
    """Whether the record was exchanged under the reader: the events are then all of them."""


class RecordReader(Storage):
    """A TinyDB storage that reads what is new each time; what it has seen costs nothing more."""

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """``fallback``: the folder under which the record goes on while its own cannot be written."""
        self._folder = folder
        self._files = files
        self._fallback = fallback
        self._chain = Chain()
        self._segment: Path | None = None
        self._offset = 0
        self._lines = 0
        self._unended = False
        """Whether the last line taken did not show its LF yet: it may have been seen while it was written."""
        self._polled = 0
        self._restarted = False

    def poll(self) -> Reading:
        """The events since the last call. Raises ``RecordUnreadable``."""
        self._look()
        chain, seen, restarted = self._chain, self._polled, self._restarted
        self._polled, self._restarted = len(chain.records), False
        return Reading(
            records=chain.records[seen:],
            count=len(chain.records),
            head=chain.head.decode(),
            sealed=chain.sealed,
            damages=tuple(chain.damages),
            restarted=restarted,
        )

    def whole(self) -> Reading:
        """The record for one who looks once: an end that stays without its brackets counts as damage.

        Raises ``RecordUnreadable``.
        """
        reading = self.poll()
        for _ in range(_LOOKS):
            if self._chain.closed or reading.damages:
                return reading
            time.sleep(_PAUSE)
            reading = self.poll()
            reading = replace(reading, records=self._chain.records)
        if self._chain.closed or reading.damages:
            return reading
        sentence = (
            f"{self._chain.last} は途中で終わっています（{reading.count} 件まで読めました）。"
            "記録の画面で開くと、終わりが元に戻ります。"
        )
        return replace(reading, damages=(Damage(self._chain.last, 0, sentence),))

    def read(self) -> dict[str, dict[str, Any]]:
        """The record as TinyDB sees it, as it is now. Raises ``RecordUnreadable``."""
        self._look()
        return tables(self._chain.lines)

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:  # noqa: ARG002 (TinyDB's signature)
        """Refused."""
        raise RecordReadOnly(
            "この記録は見るだけで開いています。記録するには clerk-tui record 会議 で開いてください。"
        )

    append = write

    def _look(self) -> None:
        chain = self._chain
        damaged = bool(chain.damages)
        try:
            there = self._advance(self._places())
            if there and chain.damages and not damaged:
                # Perhaps it grew between two reads of the system: what follows on is taken already.
                there = self._advance(self._places())
            # What did not follow on may be the fault of what was read before: a machine that lost power can
            # come back with less than its readers had seen. Then, and once, everything is read anew.
            if not there or (bool(chain.records) and not damaged and bool(chain.damages)):
                self._restart()
                self._advance(self._places())
        except OSError as error:
            refuge = self._fled()
            if not refuge:
                raise RecordUnreadable(
                    f"{self._folder} の記録を読み込めません（{error.strerror or error}）。"
                    "保存先がつながっているか、読む権限があるかを確かめてください。"
                ) from error
            self._restart()
            self._advance(iter(refuge))

    def _restart(self) -> None:
        self._chain, self._segment, self._polled, self._restarted = Chain(), None, 0, True

    def _places(self) -> Iterator[Path]:
        """Every file that may hold the record, what it calls itself being known once the first has been read."""
        folder, seen = self._folder, set[Path]()
        while folder not in seen:
            seen.add(folder)
            found = segments(self._files, folder)
            if folder != self._folder and not found:
                sentence = f"この記録の続きは {folder} にありますが、いまは見つかりません。保存先をつないでください。"
                self._chain.damages.append(Damage(MOVED, 0, sentence))
            yield from found
            away = away_of(self._files, folder, self._fallback, self._chain.identity)
            if away is not None:
                yield from segments(self._files, away)
            folder = moved_to(self._files, folder, away) or folder

    def _fled(self) -> list[Path]:
        """The files of the whole copy under the fallback, for when the folder cannot be read at all."""
        try:
            away = away_of(self._files, self._folder, self._fallback, self._chain.identity)
            return segments(self._files, away) if away is not None else []
        except OSError:
            # Of two troubles the one with the folder is told.
            return []

    def _advance(self, places: Iterator[Path]) -> bool:
        """Take what is new. False where the files no longer hold what was read from them."""
        chain = self._chain
        chain.damages.clear()
        chain.rests.clear()
        reached = self._segment is None
        for path in places:
            reached = reached or path == self._segment
            if not reached:
                continue
            if path != self._segment:
                self._segment, self._offset, self._lines, self._unended = path, 0, 0, False
            data = self._files.read(path, self._offset)
            if self._unended and data.startswith(b"\n"):
                data = data[1:]
                self._offset, self._lines, self._unended = self._offset + 1, self._lines + 1, False
            taken = chain.feed(self._called(path), data, self._lines or None)
            self._offset += taken
            self._lines += data.count(b"\n", 0, taken)
            if taken:
                self._unended = data[taken - 1 : taken] != b"\n"
        if reached:
            chain.judge()
        return reached

    def _called(self, path: Path) -> str:
        return path.name if path.parent == self._folder else str(path)
