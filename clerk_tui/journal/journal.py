"""The writer of a record: a batch is one line, one write and one fsync, whatever happens to the disk."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from .checkpoint import CHECKPOINT, digest, render
from .errors import CheckpointFailed, JournalUnreadable, PlaceRefused, ReadOnlyJournal
from .files import REAL, Files
from .line import Document, chain_of, compose, encode
from .lock import Lock
from .place import Place
from .recover import Found, Recovery, find, settle, sweep
from .replay import VERSION, Seal
from .segment import anchor, prepare, publish
from .store import Store
from .whereabouts import MOVED, away_name, leave_word


class Journal:
    """The record of one session, open for writing by this process alone, from one thread."""

    recovery: Recovery
    """What opening found."""
    away: Path | None
    """The folder to which this record goes while its own cannot be written; None: there is no other place."""

    def __init__(self, files: Files, folder: Path, fallback: Path | None, lock: Lock, found: Found) -> None:
        """Use :meth:`open`."""
        self._files = files
        self._locks = {folder: lock}
        self._replay = found.replay
        self._ids = {str(document["id"]) for document in found.replay.documents}
        identity = found.replay.identity or secrets.token_hex(8)
        # Its own, also where the rest was found under the name of a copy of this folder, which may still need it.
        self._fallback = fallback
        self.away = fallback / away_name(folder, identity) if fallback is not None else None
        self._store = Store(files, folder, self.away, found.lines, found.home)
        torn = None if self.read_only else self._recover(found, identity)
        self.recovery = Recovery(
            count=len(self.documents),
            torn=torn,
            adopted=len(self.documents) - found.count,
            damages=tuple(self._replay.damages),
            edited=found.edited,
            left_behind=lock.left_behind,
        )

    @classmethod
    def open(cls, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> Journal:
        """Become the writer of ``folder`` (made if absent) and recover what is there.

        ``fallback``: the folder under which the record goes on while its own cannot be written.
        Raises ``SessionLocked``, ``LockUnavailable``, ``JournalUnreadable``. A damaged record opens with
        ``read_only`` set. A disk that can be read and not written is no error: see ``place``.
        """
        try:
            files.make_folder(folder)
        except OSError as error:
            raise JournalUnreadable(
                f"{folder} を作れません（{error.strerror or error}）。書き込めるフォルダーを選んでください。"
            ) from error
        lock = files.lock(folder)
        try:
            return cls(files, folder, fallback, lock, find(files, folder, fallback))
        except BaseException:
            lock.release()
            raise

    def __enter__(self) -> Journal:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def folder(self) -> Path:
        """The session's folder; another one after :meth:`relocate`."""
        return self._store.folder

    @property
    def place(self) -> Place:
        """Where the record is now."""
        return self._store.place

    @property
    def documents(self) -> Sequence[Document]:
        """Everything recorded, in order. Whatever is done to them changes no file."""
        return self._replay.documents

    @property
    def head(self) -> str:
        """The chain (32 hex digits) of the last line."""
        return self._replay.head.decode()

    @property
    def identity(self) -> str:
        """16 hex digits that every copy of this record shares."""
        return self._replay.identity

    @property
    def read_only(self) -> bool:
        """Whether the record is damaged, so that nothing may be written after the damage."""
        return bool(self._replay.damages)

    @property
    def sealed(self) -> bool:
        """Whether the meeting was closed and nothing has been recorded since."""
        return self._replay.sealed

    def append(self, documents: Sequence[Document]) -> Place:
        """Record ``documents``, all of them or none, and return where they are now.

        Each has a text as its ``"id"``; one that is recorded already is passed over. No I/O error is raised:
        the place says how far the record has had to move. Raises ``ReadOnlyJournal``, and ``TypeError`` or
        ``ValueError`` (before anything is written) for what is no JSON or has no id.
        """
        self._check_writable()
        new: dict[str, Document] = {}
        for document in documents:
            key = document.get("id")
            if not isinstance(key, str):
                raise ValueError(f"a document needs a text as its id, not {key!r}")
            if key not in self._ids:
                new.setdefault(key, document)
        if new:
            values = [dict(document) for document in new.values()]
            self._add(values if len(values) > 1 else values[0], new)
        return self.place

    def check(self) -> Place:
        """Where the record is; if somebody else has changed its file, it is written anew first."""
        return self.place if self.read_only or not self._locks else self._store.check()

    def seal(self) -> Seal:
        """State the record's count and head in the record itself. A later append opens it again (封印)."""
        self._check_writable()
        if not self.sealed:
            self._add({"$seal": {"count": len(self.documents), "head": self.head}})
        return self._replay.seals[-1]

    def checkpoint(self) -> None:
        """Write ``record.json`` anew, for stock TinyDB and text editors.

        One that somebody else has changed is kept under another name. Raises ``CheckpointFailed``, also
        while the record is not whole in its folder.
        """
        self._check_writable()
        path = self.folder / CHECKPOINT
        try:
            self._check_whole()
            data = render(self._store.record, len(self.documents), self.head)
            temporary = prepare(self._files, path, data)
            if CHECKPOINT in self._files.names(self.folder):
                old = digest(self._files.read(path))
                if old not in {known.digest for known in self._replay.checkpoints}:
                    self._files.replace(path, path.with_name(f"record.edited-{old[:8]}.json"))
            # Named first: a crash before the replacement leaves the old copy, which was named in its time.
            self._add({"$checkpoint": {"count": len(self.documents), "digest": digest(data)}})
            self._check_whole()
            publish(self._files, temporary, path)
        except OSError as error:
            raise CheckpointFailed(
                f"{path} に控えを書けませんでした（{error.strerror or error}）。記録そのものは失われていません。"
            ) from error

    def relocate(self, folder: Path) -> Place:
        """Go on in ``folder``, with a whole copy of the record; the session's own folder means: try again.

        Where the folder cannot be written, the old place is returned, with the trouble. Raises
        ``PlaceRefused`` where the folder belongs to another record, ``SessionLocked``, ``LockUnavailable``.
        """
        self._check_writable()
        if folder == self.folder:
            return self.place if self.place.whole else self._store.move(self.place.trouble)
        old = self.folder
        with suppress(OSError):  # told by the relocation itself
            self._files.make_folder(folder)
        # The lock of a folder that was left is kept: whoever opened it now would continue what goes on here.
        lock = None if folder in self._locks else self._files.lock(folder)
        try:
            there = find(self._files, folder, None)
            if there.last is not None and there.replay.identity != self.identity:
                raise PlaceRefused(f"{folder} には別の会議の記録があります。空のフォルダーを選んでください。")
            place = self._store.relocate(folder)
            if self.folder == folder:
                self._call_back(folder)
                for left in filter(None, (old, self.away)):
                    leave_word(self._files, left, folder)
                if lock is not None:
                    self._locks[folder], lock = lock, None
            return place
        finally:
            if lock is not None:
                lock.release()

    def close(self) -> None:
        """Let go of file and lock. What was appended needs no closing to be saved."""
        self._store.close()
        while self._locks:
            self._locks.popitem()[1].release()

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
            raise ReadOnlyJournal(
                "この記録は壊れているため、閲覧だけができます。clerk-tui doctor で読める部分を取り出してください。"
            )
        if not self._locks:
            raise ReadOnlyJournal("この記録はもう閉じられています。開き直してください。")

    def _check_whole(self) -> None:
        if not self.place.whole:
            raise OSError(self.place.trouble)

    def _add(self, value: Sequence[Document] | Document, ids: Iterable[str] = ()) -> Place:
        """Put one line at the end: documents with their ids, or a note."""
        body = encode(value)
        number = b"%d" % (len(self.documents) + 1)
        chain = chain_of(self._replay.head, number, body)
        # In memory first: an interrupt in the middle of the write must not leave the file ahead of us.
        self._replay.extend(chain, value)
        self._ids.update(ids)
        return self._store.add(compose(number, chain, body))

    def _recover(self, found: Found, identity: str) -> Path | None:
        """Make what was found durable, whole and ready to go on; return where torn bytes were saved."""
        folder, torn, trouble = self.folder, None, ""
        complete = found.home == sum(map(len, found.lines))
        try:
            sweep(self._files, folder)
            anchor(self._files, folder)
            if found.last is not None and complete:
                torn, size = settle(self._files, found)
                # Always: a process may have been killed between giving a name and making it durable.
                self._files.sync_folder(folder)
                self._store.resume(found.last, size)
        except OSError as error:
            trouble = error.strerror or str(error)
        if not found.lines:
            self._add({"$journal": {"version": VERSION, "id": identity}})
        elif trouble or not complete:
            self._store.move(trouble)
        return torn
