"""A passage to be worked over before it is taken (本文の手直し)."""

from __future__ import annotations

from textual.app import ComposeResult

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.turns import cleaned

from .base import Dialog
from .fields import Sheet


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
