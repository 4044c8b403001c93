"""What was recorded, kept: an append-only journal of JSON documents beside a plain TinyDB file.

The journal knows nothing of meetings; a document is a JSON object with an ``"id"``. The codec turns events
into documents. ``docs/durability.md`` states what is promised and how each part of it is tested.
"""

from __future__ import annotations

from .draft import Draft
from .errors import (
    CheckpointFailed,
    DraftUnsaved,
    JournalError,
    JournalUnreadable,
    LockUnavailable,
    PlaceRefused,
    ReadOnlyJournal,
    SessionLocked,
    UnsafeName,
)
from .journal import Journal
from .names import folder_name, inside
from .place import Place, Where
from .reader import Follower, Reading, read
from .recover import Recovery
from .replay import Damage, Seal

__all__ = [
    "CheckpointFailed",
    "Damage",
    "Draft",
    "DraftUnsaved",
    "Follower",
    "Journal",
    "JournalError",
    "JournalUnreadable",
    "LockUnavailable",
    "Place",
    "PlaceRefused",
    "ReadOnlyJournal",
    "Reading",
    "Recovery",
    "Seal",
    "SessionLocked",
    "UnsafeName",
    "Where",
    "folder_name",
    "inside",
    "read",
]
