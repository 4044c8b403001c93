"""What was said before (過去の発言): remarks of all meetings, by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from .base import Dialog
from .fields import Field, Line, Rows


@dataclass(frozen=True, slots=True)
class Past:
    """A remark of an earlier meeting."""

    place: str
    """「2026-05-18 第1回 14:20 委員 質問」."""
    excerpt: str
    text: str


LookUp = Callable[[str], Sequence[Past]]
"""Words, separated by blanks, to the newest remarks that have all of them."""


class PastDialog(Dialog[None]):
    """Searches as one types; shows the whole remark below the list."""

    heading = "過去の発言"
    hint = "語を打つとさがします（空白で区切ると、すべてを含むもの）　↑↓ 選ぶ　Esc 戻る"

    def __init__(self, look_up: LookUp, words: str = "") -> None:
        super().__init__()
        self._look_up = look_up
        self._words = words

    def body(self) -> ComposeResult:
        yield Field("語", Line(self._words, "例：外部委託 保存期間"))
        rows: Rows[Past] = Rows(self._items(self._words))
        rows.add_class("gap")
        yield rows
        yield Static(id="remark", classes="summary")

    def on_mount(self) -> None:
        self._show()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(Rows).fill(self._items(event.value))
        self._show()

    def on_option_list_option_highlighted(self) -> None:
        self._show()

    def accept(self) -> None:
        self.dismiss(None)

    def _items(self, words: str) -> list[tuple[str, Past]]:
        if not words.strip():
            return []
        return [(f"{found.place}　{found.excerpt}", found) for found in self._look_up(words)]

    def _show(self) -> None:
        rows: Rows[Past] = self.query_one(Rows)
        nothing = "見つかりませんでした。" if self.query_one(Line).value.strip() else ""
        self.query_one("#remark", Static).update(Content(rows.value.text if rows.value else nothing))
