"""A few usual words or one's own (文言): what the dialogs for stage directions and flags share."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult

from clerk_tui.domain.commands import Command
from clerk_tui.domain.record import State

from .base import CommandDialog
from .fields import Field, Line, Rows


class WordsDialog(CommandDialog):
    """What is typed counts; with nothing typed, the highlighted usual word."""

    hint = "↑↓ よく使う文言　または文言を打つ　Enter 記録　Esc 戻る"
    label: ClassVar[str] = "文言"

    def __init__(self, state: State, usual: Sequence[str], typed: str = "") -> None:
        super().__init__(state)
        self._usual = tuple(usual)
        self._typed = typed

    def body(self) -> ComposeResult:
        yield Field(self.label, Line(self._typed))
        rows: Rows[str] = Rows([(word, word) for word in self._usual])
        rows.add_class("gap")
        yield rows

    def command(self) -> Command | None:
        typed = self.query_one(Line).value.strip()
        rows: Rows[str] = self.query_one(Rows)
        return self.make(typed or rows.value or "")

    @abstractmethod
    def make(self, words: str) -> Command | None:
        """The command for these words."""
