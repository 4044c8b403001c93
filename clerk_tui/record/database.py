"""The record as a TinyDB: the one way in which it is written, opened, followed and asked.

:class:`RecordDB` is its writer and :class:`RecordView` a reader. Here an insert adds one line. Every other change of
TinyDB ends in handing the whole database to ``Storage.write``, which both refuse.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB
from tinydb.storages import Storage
from tinydb.table import Table

from clerk_tui.domain.events import Recorded

from .documents import TABLE, Document
from .files import REAL, Files
from .reader import RecordReader
from .writer import RecordWriter


class EventTable(Table):
    """A table that only grows. A document's id in TinyDB is the number of its event."""

    def __init__(self, storage: Storage, name: str, cache_size: int = 0, persist_empty: bool = False) -> None:
        # No cache of answers: a reader's record grows without TinyDB knowing of it.
        super().__init__(storage, name, cache_size, persist_empty)

    def insert(self, document: Recorded | Mapping[str, Any]) -> int:
        """Record one event and return its number."""
        return self.insert_multiple([document])[0]

    def insert_multiple(self, documents: Iterable[Recorded | Mapping[str, Any]]) -> list[int]:
        """Record the events of one command: all of them or none. Returns their numbers.

        On return they are where the storage's ``location`` says. Raises ``RecordReadOnly``, and ``ValueError``
        for what is no event or does not come next.
        """
        if self.name != TABLE:
            raise ValueError(f"a record has one table, {TABLE}")
        records = [item if isinstance(item, Recorded) else _recorded(item) for item in documents]
        self._storage.append(records)  # type: ignore[attr-defined] # both of our storages have it
        return [record.seq for record in records]


class RecordDB(TinyDB):
    """The record in ``folder`` for its one writer: ``with RecordDB(folder) as record: record.insert(…)``."""

    table_class = EventTable
    default_table_name = TABLE

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """``fallback``: the folder under which the record goes on while its own cannot be written.

        Raises ``SessionLocked``, ``LockUnavailable``, ``RecordUnreadable``.
        """
        super().__init__(folder, storage=RecordWriter, files=files, fallback=fallback)

    @property
    def storage(self) -> RecordWriter:
        """Where it is, what opening found, and its events as values."""
        assert isinstance(self._storage, RecordWriter)
        return self._storage


class RecordView(TinyDB):
    """The record in ``folder`` for a reader, who disturbs nobody: ``RecordView(folder).search(where(…) == …)``."""

    table_class = EventTable
    default_table_name = TABLE

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """``fallback``: the folder under which the record goes on while its own cannot be written."""
        super().__init__(folder, storage=RecordReader, files=files, fallback=fallback)

    @property
    def storage(self) -> RecordReader:
        """What is new, as values."""
        assert isinstance(self._storage, RecordReader)
        return self._storage


def _recorded(document: Mapping[str, Any]) -> Recorded:
    try:
        return msgspec.convert(document, Document).recorded
    except msgspec.ValidationError as fault:
        raise ValueError(f"no event: {fault}") from fault
