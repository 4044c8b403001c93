"""Where the record is now (保存先)."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from msgspec import Struct

TAKEN_OVER = (
    "ほかの画面がこの記録に書き足しています。この画面では記録できません。"
    "閉じて開き直すと、続きから記録できます。"
)


class Where(Enum):
    """How far the record has had to move."""

    FOLDER = "folder"
    """All of it is in the session's folder."""
    FALLBACK = "fallback"
    """All of it is in the user's own part of the disk; the session's folder lacks the latest part."""
    MEMORY = "memory"
    """The latest part is in this process alone."""
    TAKEN_OVER = "taken over"
    """All of it is on the disk, but another process has become its writer: this one may not write any more."""


class RecordLocation(Struct, frozen=True):
    """The answer to "is it saved, and where?" after every append."""

    where: Where
    path: Path
    """The file that the record is written to; in ``MEMORY`` the one that was left last."""
    trouble: str = ""
    """What the operating system said when the record last had to move; empty while nothing has happened."""

    @property
    def whole(self) -> bool:
        """Whether the session's folder holds everything."""
        return self.where is Where.FOLDER

    @property
    def saved(self) -> bool:
        """Whether what was appended last is on a disk."""
        return self.where is not Where.MEMORY

    @property
    def sentence(self) -> str:
        """For the clerk: where the record is, and what to do."""
        match self.where:
            case Where.FOLDER if self.trouble:
                return (
                    f"書き込みに失敗したため {self.path.name} に移りました。"
                    f"記録は全部保存されています。（{self.trouble}）"
                )
            case Where.FOLDER:
                return f"記録は {self.path.parent} に保存されています。"
            case Where.FALLBACK:
                return (
                    f"会議のフォルダーに書けないため、記録は {self.path.parent} に保存しています。"
                    f"別の保存先を選べます。（{self.trouble}）"
                )
            case Where.MEMORY:
                return (
                    "どこにも保存できません。最新の記録はこの画面の中だけにあります。"
                    f"画面を閉じずに別の保存先を選んでください。（{self.trouble}）"
                )
            case Where.TAKEN_OVER:
                return TAKEN_OVER
