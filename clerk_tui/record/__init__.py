"""The record of a meeting: ``record.json``, a TinyDB file at every moment, that only grows.

:class:`RecordDB` opens it for its one writer, :class:`RecordView` for readers; there is no other way.
``docs/durability.md`` states what is promised and how each part of it is tested.
"""

from __future__ import annotations

from .database import RecordDB, RecordView
from .errors import (
    FolderRefused,
    LockUnavailable,
    RecordError,
    RecordReadOnly,
    RecordTooNew,
    RecordUnreadable,
    SessionLocked,
    TextUnsaved,
)
from .location import RecordLocation, Where
from .names import folder_name
from .reader import Reading
from .unsent import UnsentText

__all__ = [
    "FolderRefused",
    "LockUnavailable",
    "Reading",
    "RecordDB",
    "RecordError",
    "RecordLocation",
    "RecordReadOnly",
    "RecordTooNew",
    "RecordUnreadable",
    "RecordView",
    "SessionLocked",
    "TextUnsaved",
    "UnsentText",
    "Where",
    "folder_name",
]
