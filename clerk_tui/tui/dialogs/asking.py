"""One question (問い): yes or no, one of several, a few words, a passage."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.content import Content

from clerk_tui.domain.commands import Command
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import State
from clerk_tui.domain.turns import cleaned
from clerk_tui.tui.widgets.prose import Prose

from .base import CommandDialog, Dialog
from .fields import Field, Line, Rows, Sheet

T = TypeVar("T")


class ConfirmDialog(Dialog[bool]):
    """はい or いいえ; Enter says yes, Esc says no."""

    heading = "確認"
    hint = "Enter はい　Esc いいえ"

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def body(self) -> ComposeResult:
        yield Prose(Content(self._question), classes="summary")

    def accept(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)


class ChoiceDialog(Dialog[T]):
    """A list to choose one value from."""

    hint = "↑↓ 選ぶ　Enter 決定　Esc 戻る"

    def __init__(self, heading: str, choices: Sequence[tuple[str, T]]) -> None:
        super().__init__()
        self.heading = heading
        self._choices = tuple(choices)

    def body(self) -> ComposeResult:
        yield Rows(self._choices)

    def accept(self) -> None:
        rows: Rows[T] = self.query_one(Rows)
        self.dismiss(rows.value)


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


class PassageDialog(Dialog[tuple[str, ...]]):
    """Several lines, a paragraph each; hands them back."""

    hint = "Ctrl+S 決定　Esc 戻る"

    def __init__(self, heading: str, text: str) -> None:
        super().__init__()
        self.heading = heading
        self._text = text

    def body(self) -> ComposeResult:
        yield Sheet(self._text)

    def accept(self) -> None:
        paragraphs = cleaned(self.query_one(Sheet).text.split("\n"))
        if not paragraphs:
            raise Refused("本文がありません。採るところを残してください。")
        self.dismiss(paragraphs)
