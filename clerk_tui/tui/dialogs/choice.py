"""One of several (選択): the short menu that other dialogs open."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from textual.app import ComposeResult

from .base import Dialog
from .fields import Rows

T = TypeVar("T")


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
