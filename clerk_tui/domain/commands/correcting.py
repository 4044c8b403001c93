"""What is put right afterwards (訂正). Where ``entry`` may be None, it means the turn recorded last."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.record import Speaker


@dataclass(frozen=True, slots=True)
class EditText:
    """本文を直す。"""

    entry: EntryId
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """過去の発言の語句を一括して置き換える。"""

    old: str
    new: str
    entries: tuple[EntryId, ...] = ()
    """Where; empty: everywhere."""


@dataclass(frozen=True, slots=True)
class CorrectSpeaker:
    """発言者を直す。"""

    entry: EntryId | None
    speaker: Speaker
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class TagCases:
    """発言が関係する案件を指定する。"""

    entry: EntryId | None
    cases: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True)
class RephaseTurn:
    """この発言だけ段階を付け替える。"""

    entry: EntryId
    phase: str


@dataclass(frozen=True, slots=True)
class RephaseFrom:
    """この発言から先、同じ段階が続く限り付け替える。"""

    entry: EntryId
    phase: str


@dataclass(frozen=True, slots=True)
class ShiftPhase:
    """発言の途中に段階の境目を置く。"""

    entry: EntryId | None
    phase: str
    paragraph: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MarkNarration:
    """記述と発言の別を直す。"""

    entry: EntryId
    narrated: bool


@dataclass(frozen=True, slots=True)
class SplitTurn:
    """発言を分ける。"""

    entry: EntryId
    paragraph: int
    offset: int
    speaker: Speaker | None = None
    """Who spoke the second part; None: the same person."""
    capacity: str | None = None
    """In which capacity (立場); None: as before where it is the same person, else in none."""


@dataclass(frozen=True, slots=True)
class MergeTurns:
    """続く二つの発言を一つにする。"""

    first: EntryId
    second: EntryId


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """発言・ト書き・見出しを移す。"""

    entry: EntryId
    before: EntryId | None


@dataclass(frozen=True, slots=True)
class DeleteEntry:
    """発言・ト書きを削る（記録には残る）。"""

    entry: EntryId


@dataclass(frozen=True, slots=True)
class FlagTurn:
    """要確認の印を付ける・外す。"""

    entry: EntryId | None
    note: str


@dataclass(frozen=True, slots=True)
class WaiveAnswer:
    """答弁不要とする。"""

    entry: EntryId | None = None


@dataclass(frozen=True, slots=True)
class ConfirmNames:
    """発言に出てくる氏名を、公開してよいと確かめる。"""

    entry: EntryId | None = None
