"""The record as a TinyDB: ``EventLog(folder)`` for queries, with inserting as the only change.

For whoever wants to ask a session in plain TinyDB terms: ``with EventLog(folder) as log: log.search(…)``. It asks
the journal itself and not its copy, and is the folder's one writer as long as it is open. The application does
not go through it: it writes by :class:`~.journal.Journal`, and leaves stock TinyDB the copy of ``checkpoint``.

TinyDB's own way to write hands the whole database to the storage. Here an insert goes straight to the journal
and costs one line; every other change is refused, and ``write`` along with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Document, Table

from .errors import ReadOnlyJournal
from .files import REAL, Files
from .journal import Journal


class JournalStorage(Storage):
    """A TinyDB storage whose truth is the journal in ``folder``."""

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """Opens the journal, and raises what :meth:`Journal.open` raises."""
        self.journal = Journal.open(folder, files=files, fallback=fallback)

    def read(self) -> dict[str, dict[str, Any]]:
        """TinyDB's view of the record; copies, so that no query can change what is recorded."""
        rows = enumerate(self.journal.documents, 1)
        return {TinyDB.default_table_name: {str(number): _copy(document) for number, document in rows}}

    def write(self, data: dict[str, dict[str, Any]]) -> NoReturn:  # noqa: ARG002 (TinyDB's signature)
        """Refused: the record is a log."""
        _refuse()

    def close(self) -> None:
        self.journal.close()


class EventTable(Table):
    """A table that only grows. A document's id in TinyDB is its number in the record."""

    def insert(self, document: Mapping[str, Any]) -> int:
        """Record one document and return its number; on return it is where ``journal.place`` says."""
        self.insert_multiple([document])
        return len(self)

    def insert_multiple(self, documents: Iterable[Mapping[str, Any]]) -> list[int]:
        """Record documents as one batch: all of them or none. Returns their numbers."""
        batch = list(documents)
        if any(isinstance(document, Document) for document in batch):
            raise ValueError("the journal numbers its documents itself")
        if not isinstance(self._storage, JournalStorage):
            raise TypeError("an EventTable stands on a JournalStorage")
        journal = self._storage.journal
        before = len(journal.documents)
        journal.append(batch)
        self.clear_cache()
        return list(range(before + 1, len(journal.documents) + 1))

    def update(self, *_: object, **__: object) -> NoReturn:
        """Refused: a correction is a new document."""
        _refuse()

    def update_multiple(self, *_: object, **__: object) -> NoReturn:
        """Refused: a correction is a new document."""
        _refuse()

    def upsert(self, *_: object, **__: object) -> NoReturn:
        """Refused: a correction is a new document."""
        _refuse()

    def remove(self, *_: object, **__: object) -> NoReturn:
        """Refused: nothing is taken out of a record."""
        _refuse()

    def truncate(self) -> NoReturn:
        """Refused: nothing is taken out of a record."""
        _refuse()


class EventLog(TinyDB):
    """``TinyDB`` over a session's folder: ``with EventLog(folder) as log: log.search(where(…) == …)``."""

    table_class = EventTable

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """Opens the journal, and raises what :meth:`Journal.open` raises."""
        super().__init__(folder, storage=JournalStorage, files=files, fallback=fallback)


def _copy(value: Any) -> Any:
    """A JSON value of its own."""
    if isinstance(value, dict):
        return {key: _copy(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_copy(item) for item in value]
    return value


def _refuse() -> NoReturn:
    raise ReadOnlyJournal(
        "記録は書き足すだけで、書き換えや削除はできません。訂正も一件の記録として残してください。"
    )
