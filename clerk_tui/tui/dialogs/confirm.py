"""A question with two answers (確認)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from .base import Dialog


class ConfirmDialog(Dialog[bool]):
    """はい or いいえ; Enter says yes, Esc says no."""

    heading = "確認"
    hint = "Enter はい　Esc いいえ"

    def __init__(self, question: str) -> None:
        super().__init__()
        self._question = question

    def body(self) -> ComposeResult:
        yield Static(Content(self._question), classes="summary")

    def accept(self) -> None:
        self.dismiss(True)

    def action_cancel(self) -> None:
        self.dismiss(False)
