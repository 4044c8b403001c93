"""要確認: what is to be looked up after the meeting, on one turn."""

from __future__ import annotations

from clerk_tui.domain.commands import FlagTurn
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import State

from .words import WordsDialog

_USUAL = ("聞き取れず", "発言者を確認", "数字を確認", "固有名詞を確認", "案件番号を確認")
_NONE = "印を外す"


class FlagDialog(WordsDialog):
    """A note for the turn; one that has a note can lose it again."""

    label = "確認すること"

    def __init__(self, state: State, entry_id: EntryId | None) -> None:
        turn = state.turn(entry_id) if entry_id else next(iter(reversed(state.turns)), None)
        before = turn.flag if turn else ""
        super().__init__(state, (*_USUAL, _NONE) if before else _USUAL)
        self._entry = entry_id
        who = full_label(meeting_of(state), turn.speaker, turn.capacity) if turn else ""
        self.heading = f"要確認：{who}" + (f"（今は「{before}」）" if before else "")

    def make(self, words: str) -> FlagTurn:
        return FlagTurn(self._entry, "" if words == _NONE else words)
