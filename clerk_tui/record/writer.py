"""The writer of a record: a batch is one line, one write and one fsync, whatever happens to the disk."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

from tinydb.storages import Storage

from clerk_tui.domain.events import MeetingClosed, Recorded

from .documents import compose, tables
from .errors import FolderRefused, RecordError, RecordReadOnly
from .files import REAL, Files
from .location import TAKEN_OVER, RecordLocation, Where
from .recovery import Found, Recovery, find, gather, sweep
from .relocation import MOVED, away_name, identity_of, leave_word
from .segment_writer import SegmentWriter
from .segments import anchor


class RecordWriter(Storage):
    """A TinyDB storage that only grows, written by this process alone, from one thread."""

    recovery: Recovery
    """What opening found."""
    away: Path | None
    """The folder to which this record goes while its own cannot be written; None: there is no other place."""

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """Become the writer of ``folder`` (made if absent) and recover what is there.

        ``fallback``: the folder under which the record goes on while its own cannot be written.
        Raises ``SessionLocked``, ``LockUnavailable``, ``RecordUnreadable``. A damaged record opens with
        ``read_only`` set. A disk that can be read and not written is no error: see ``location``.
        """
        with suppress(OSError):  # the lock says so
            files.make_folder(folder)
        self._files = files
        self._fallback = fallback
        lock = files.lock(folder)
        self._locks = {folder: lock}
        try:
            found = find(files, folder, fallback)
            self._chain = found.chain
            # A record that has not begun may have a folder to flee to already. With a second one nobody could
            # tell, when all else is lost, which of the two is its own.
            self.identity = found.chain.identity or identity_of(found.away) or secrets.token_hex(8)
            """16 hex digits that every copy of this record shares."""
            # Its own, also where the rest was found under the name of a copy of this folder, which may still
            # need it.
            self.away = fallback / away_name(folder, self.identity) if fallback is not None else None
            self._segments = SegmentWriter(files, folder, self.away, self._chain.lines, found.home)
            self.recovery = self._recover(found)
        except BaseException:
            self.close()
            raise

    @property
    def folder(self) -> Path:
        """The record's home."""
        return self._segments.folder

    @property
    def location(self) -> RecordLocation:
        """Where the record is now."""
        return self._segments.location

    @property
    def records(self) -> Sequence[Recorded]:
        """Every event, in order."""
        return self._chain.records

    @property
    def unsaved(self) -> Sequence[Recorded]:
        """The events that are in memory alone."""
        lines = self._segments.unsaved
        batches = list(dict.fromkeys(record.batch for record in self._chain.records))
        left = set(batches[len(batches) - lines :]) if lines else set()
        return [record for record in self._chain.records if record.batch in left]

    @property
    def head(self) -> str:
        """Chain (32 hex digits) of the last line."""
        return self._chain.head.decode()

    @property
    def read_only(self) -> bool:
        """Whether the record is damaged, so that nothing may be written after the damage."""
        return bool(self._chain.damages)

    @property
    def sealed(self) -> bool:
        """Whether the meeting was closed and nothing has been recorded since."""
        return self._chain.sealed

    def append(self, records: Sequence[Recorded]) -> RecordLocation:
        """Record the events of one command, all of them or none, and return where they are now.

        What is recorded already is passed over. A batch that closes the meeting is sealed: number and chain of
        its last event state how long the record was. No I/O error is raised: the location says how far the
        record has had to move. Raises ``RecordReadOnly``, and ``ValueError`` (before anything is written) for
        events that do not come next and for a text that has no UTF-8 form.
        """
        self._check_writable()
        self._stand()
        self._check_writable()
        chain = self._chain
        new = [record for record in records if not self._has(record)]
        if not new:
            return self.location
        for number, record in enumerate(new, chain.seq + 1):
            if record.seq != number or record.batch != new[0].batch:
                raise ValueError(
                    f"event {number} of one batch comes next, not {record.seq} of {record.batch}"
                )
        identity = "" if chain.records else self.identity
        sealed = any(isinstance(record.event, MeetingClosed) for record in new)
        line = compose(new, chain.head, identity=identity, sealed=sealed)
        # In memory first: an interrupt in the middle of the write must not leave the file ahead of us.
        chain.extend(line, new, identity, sealed=sealed)
        return self._segments.add()

    def check(self) -> RecordLocation:
        """Where the record is; if somebody else has changed its file, it is written anew first.

        Where another process has gone on with it, this one writes no more.
        """
        if self.read_only or not self._locks or self.location.where is Where.TAKEN_OVER:
            return self.location
        return self._stand() if self._locks[self.folder].holds() else self._segments.give_up()

    def _stand(self) -> RecordLocation:
        """Look at the file alone: a fraction of what the lock takes, before every append."""
        error = self._segments.replaced
        if error is None:
            return self.location
        if not self._locks[self.folder].holds() or self._continued():
            return self._segments.give_up()
        return self._segments.flee(error)

    def relocate(self, folder: Path) -> RecordLocation:
        """Go on in ``folder``, with a whole copy of the record; the session's own folder means: try again.

        Where the folder cannot be written, the old location is returned, with the trouble. Raises
        ``FolderRefused`` where the folder belongs to another record, ``SessionLocked``, ``LockUnavailable``.
        """
        self._check_writable()
        if folder == self.folder:
            return self.location if self.location.whole else self._segments.move(self.location.trouble)
        old = self.folder
        with suppress(OSError):  # told by the relocation itself
            self._files.make_folder(folder)
        # The lock of a folder that was left is kept: whoever opened it now would continue what goes on here.
        lock = None if folder in self._locks else self._files.lock(folder)
        try:
            there = find(self._files, folder, None)
            if (there.chain.lines or there.chain.rests) and there.chain.identity != self.identity:
                raise FolderRefused(
                    f"{folder} には別の会議の記録があります。空のフォルダーを選んでください。"
                )
            location = self._segments.relocate(folder)
            if self.folder == folder:
                self._call_back(folder)
                for left in filter(None, (old, self.away)):
                    leave_word(self._files, left, folder)
                if lock is not None:
                    self._locks[folder], lock = lock, None
            return location
        finally:
            if lock is not None:
                lock.release()

    def read(self) -> dict[str, dict[str, Any]]:
        """The record as TinyDB sees it; each time a copy, so that no query can change what is recorded."""
        return tables(self._chain.lines)

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:  # noqa: ARG002 (TinyDB's signature)
        """Refused: the record only grows."""
        raise RecordReadOnly(
            "記録は書き足すだけで、書き換えや削除はできません。訂正も一件の記録として残してください。"
        )

    def close(self) -> None:
        """Let go of file and lock. What was appended needs no closing to be saved."""
        if hasattr(self, "_segments"):
            self._segments.close()
        while self._locks:
            self._locks.popitem()[1].release()

    def _has(self, record: Recorded) -> bool:
        """Whether the event is recorded already: an interrupted call is made again."""
        for known in reversed(self._chain.records):
            if known.seq <= record.seq:
                return known == record
        return False

    def _continued(self) -> bool:
        """Whether another process has written on where this one ended: somebody has removed the lock."""
        try:
            there = find(self._files, self.folder, None).chain
        except RecordError:
            return False
        return there.head != self._chain.head and self._chain.head in there.numbers

    def _call_back(self, folder: Path) -> None:
        """Take away the word that the record has left ``folder``: it has come back."""
        places = [folder]
        if self._fallback is not None:
            places.append(self._fallback / away_name(folder, self.identity))
        for place in places:
            with suppress(OSError):
                self._files.remove(place / MOVED)

    def _check_writable(self) -> None:
        if self.read_only:
            raise RecordReadOnly(
                "この記録は壊れているため、見ることしかできません。"
                "clerk-tui doctor 会議 --salvage 新しいフォルダー で、読める部分を取り出してください。"
            )
        if not self._locks:
            raise RecordReadOnly("この記録はもう閉じられています。開き直してください。")
        if self.location.where is Where.TAKEN_OVER:
            raise RecordReadOnly(TAKEN_OVER)

    def _recover(self, found: Found) -> Recovery:
        """Make what was found durable, whole and ready to go on; say what was found."""
        folder, chain = self.folder, found.chain
        torn: Path | None = None
        rewritten: tuple[Path, ...] = ()
        if not self.read_only:
            try:
                sweep(self._files, folder)
                anchor(self._files, folder)
                gathered = gather(self._files, folder, found)
                torn, rewritten = gathered.torn, gathered.rewritten
                self._segments.resume(gathered.segment)
            except OSError as error:
                self._segments.begin_anew(error)
        return Recovery(
            count=len(chain.records),
            torn=torn,
            unclosed=bool(found.files) and not chain.closed,
            adopted=len(chain.records) - found.count,
            damages=tuple(chain.damages),
            rewritten=rewritten,
            left_behind=self._locks[folder].left_behind,
        )
