"""What the record refuses or cannot do, each as one Japanese sentence with the mend.

RecordError
├── SessionLocked            another window or person is recording this meeting
├── LockUnavailable          the folder cannot say whether somebody else is recording
├── RecordReadOnly           the record is damaged, closed or taken over; it can be read and salvaged
├── RecordUnreadable         the operating system does not give the bytes, or an event is no event
│   └── RecordTooNew         a later version of clerk_tui has written it
├── FolderRefused            an offered folder holds something else
└── TextUnsaved              the half-typed line could not be written anywhere

An I/O error while appending is no exception at all: it is a :class:`~.location.RecordLocation`.
"""

from __future__ import annotations

from datetime import datetime

from clerk_tui.errors import ClerkError


class RecordError(ClerkError):
    """The base of everything the record raises on purpose."""


class SessionLocked(RecordError):
    """Somebody else records this meeting: ``holder`` since ``since`` (``None`` where it is not known)."""

    def __init__(self, holder: str, since: datetime | None) -> None:
        self.holder = holder or "ほかの画面"
        self.since = since
        began = f"{since:%Y年%m月%d日 %H:%M} から" if since else ""
        super().__init__(
            f"この会議は {self.holder} が{began}記録しています。その画面を閉じてから開き直してください。"
        )


class LockUnavailable(RecordError):
    """The file system cannot lock, so a second writer could not be kept out."""


class RecordReadOnly(RecordError):
    """The record can be read but not continued."""


class RecordUnreadable(RecordError):
    """The record exists and cannot be read."""


class RecordTooNew(RecordUnreadable):
    """A later version of clerk_tui has written this record; this one would misread or lose part of it."""

    def __init__(self) -> None:
        super().__init__("この記録は新しい版で書かれています。clerk_tui を更新してください。")


class FolderRefused(RecordError):
    """The folder that was offered cannot take this record."""


class TextUnsaved(RecordError):
    """The half-typed line is on the screen only."""
