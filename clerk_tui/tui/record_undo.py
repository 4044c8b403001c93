"""Undo and redo at the record screen (取消し): named in words, and the typed speech goes back to the entry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from clerk_tui.domain.commands import Redo, Undo
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import Redone, Undone
from clerk_tui.recording.undoing import Undoing, entry_of, undoing

from .keymap import first_key

if TYPE_CHECKING:
    from .screens.record import RecordScreen


class RecordUndo:
    """Takes back the entry's own edits first, then the record's commands."""

    def __init__(self, screen: RecordScreen) -> None:
        self.screen = screen
        self._given_back: list[Undoing] = []
        """What was undone and not put back, the last one at the end: its words stand in the entry."""

    def forget(self) -> None:
        """Something else was recorded: what was undone cannot be put back any more."""
        self._given_back.clear()

    def undo(self) -> None:
        """The entry's own edit, else the last command; its words go back to the entry, and it is named."""
        screen = self.screen
        if screen.entry.can_undo:
            screen.entry.undo()
            return
        try:
            event = screen.session.timeline.undo()
        except Refused as refusal:
            screen.say(str(refusal), refused=True)
            return
        assert isinstance(event, Undone)
        records = screen.session.timeline.batch(event.batch)
        in_sight = {screen.transcript.shows(key) for record in records if (key := entry_of(record.event))}
        free = self._entry_is_free
        if not screen.keep_going(Undo()):
            return
        undone = undoing(screen.state, records)
        told = f"取り消しました：{undone.words}。" + (
            "" if in_sight <= {True} else "（見えていなかった行です）"
        )
        if undone.text and free:
            told += "文は入力行に戻しました。"
        elif undone.text:
            redo = first_key(screen.keymap, "redo")
            told += f"入力行にほかの文があるので、文は戻していません（{redo} で元に戻ります）。"
        if free:
            self._given_back.append(undone)
            self._show_given()
        screen.say(told)

    def redo(self) -> None:
        """The entry's own edit, else the command undone last, whose words leave the entry again."""
        screen = self.screen
        if screen.entry.can_redo:
            screen.entry.redo()
            return
        try:
            event = screen.session.timeline.redo()
        except Refused as refusal:
            screen.say(str(refusal), refused=True)
            return
        assert isinstance(event, Redone)
        records = screen.session.timeline.batch(event.batch)
        free = bool(self._given_back) and screen.entry.text == self._given
        if not screen.keep_going(Redo()):
            return
        if free:
            self._given_back.pop()
            self._show_given()
        screen.say(f"やり直しました：{undoing(screen.state, records).words}。")

    @property
    def _given(self) -> str:
        """The words that the last undo put into the entry."""
        return self._given_back[-1].text if self._given_back else ""

    @property
    def _entry_is_free(self) -> bool:
        """Whether nothing stands in the entry but what an undo put there."""
        return not self.screen.in_hand or self.screen.entry.text == self._given

    def _show_given(self) -> None:
        if self._given:
            self.screen.give_words_back(self._given_back[-1])
        elif self.screen.in_hand:
            self.screen.clear_entry()
