"""What is put right afterwards (訂正). Where ``entry`` may be None, it means the turn recorded last."""

from __future__ import annotations

from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.record import Speaker
from clerk_tui.domain.value import Value


class EditText(Value, frozen=True):
    """本文を直す。"""

    entry: EntryId
    paragraphs: tuple[str, ...]


class ReplaceText(Value, frozen=True):
    """過去の発言の語句を一括して置き換える。"""

    old: str
    new: str
    entries: tuple[EntryId, ...] = ()
    """Where; empty: everywhere."""


class CorrectSpeaker(Value, frozen=True):
    """発言者を直す。"""

    entry: EntryId | None
    speaker: Speaker
    capacity: str = ""


class TagCases(Value, frozen=True):
    """発言が関係する案件を指定する。"""

    entry: EntryId | None
    cases: tuple[CaseId, ...]


class RephaseTurn(Value, frozen=True):
    """この発言だけ段階を付け替える。"""

    entry: EntryId
    phase: str


class RephaseFrom(Value, frozen=True):
    """この発言から先、同じ段階が続く限り付け替える。"""

    entry: EntryId
    phase: str


class ShiftPhase(Value, frozen=True):
    """発言の途中に段階の境目を置く。"""

    entry: EntryId | None
    phase: str
    paragraph: int
    offset: int = 0


class MarkNarration(Value, frozen=True):
    """記述と発言の別を直す。"""

    entry: EntryId
    narrated: bool


class SplitTurn(Value, frozen=True):
    """発言を分ける。"""

    entry: EntryId
    paragraph: int
    offset: int
    speaker: Speaker | None = None
    """Who spoke the second part; None: the same person."""
    capacity: str | None = None
    """In which capacity (立場); None: as before where it is the same person, else in none."""


class MergeTurns(Value, frozen=True):
    """続く二つの発言を一つにする。"""

    first: EntryId
    second: EntryId


class MoveEntry(Value, frozen=True):
    """発言・ト書き・見出しを移す。"""

    entry: EntryId
    before: EntryId | None


class DeleteEntry(Value, frozen=True):
    """発言・ト書きを削る（記録には残る）。"""

    entry: EntryId


class FlagTurn(Value, frozen=True):
    """要確認の印を付ける・外す。"""

    entry: EntryId | None
    note: str


class WaiveAnswer(Value, frozen=True):
    """答弁不要とする。"""

    entry: EntryId | None = None


class ConfirmNames(Value, frozen=True):
    """発言に出てくる氏名を、公開してよいと確かめる。"""

    entry: EntryId | None = None
