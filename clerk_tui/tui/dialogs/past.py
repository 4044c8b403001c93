"""What was said before (過去の発言): remarks of all meetings, by their words."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from .base import Dialog
from .fields import Field, Line, Rows


class Past(Struct, frozen=True):
    """A remark of an earlier meeting."""

    place: str
    """「2026-05-18 第1回 14:20 委員 質問」."""
    excerpt: str
    text: str


class Answer(Struct, frozen=True):
    """The newest remarks that have all words."""

    found: Sequence[Past] = ()
    trouble: str = ""
    """Why it may not be all of them, in one sentence; empty: it is."""


LookUp = Callable[[str], Answer]
"""Words, separated by blanks, to what is found of them; called in a thread, one call after another."""

READING = "読んでいます。"


class PastDialog(Dialog[None]):
    """Searches as one types; shows the whole remark below the list.

    The records may have to be read first, which takes as long as there are meetings; that happens aside.
    """

    heading = "過去の発言"
    hint = "語を打つとさがします（空白で区切ると、すべてを含むもの）　↑↓ 選ぶ　Esc 戻る"

    def __init__(self, look_up: LookUp, words: str = "") -> None:
        super().__init__()
        self._look_up = look_up
        self._words = words
        self._answered_for: str | None = None
        """The words whose answer is shown; None before the first."""
        self._looking = False

    def body(self) -> ComposeResult:
        yield Field("語", Line(self._words, "例：外部委託 保存期間", narrows=True))
        rows: Rows[Past] = Rows()
        rows.add_class("gap")
        yield rows
        yield Static(id="remark", classes="summary")

    def on_mount(self) -> None:
        self._look()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    def on_option_list_option_highlighted(self) -> None:
        self._show()

    def accept(self) -> None:
        self.dismiss(None)

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self.run_worker(self._answer())
        self._show()

    async def _answer(self) -> None:
        """Answer for what is typed, and again while it is another by then; the words between are skipped."""
        rows: Rows[Past] = self.query_one(Rows)
        line = self.query_one(Line)
        while self._answered_for != (words := line.value):
            answer = await asyncio.to_thread(self._look_up, words) if words.strip() else Answer()
            rows.fill([(f"{found.place}　{found.excerpt}", found) for found in answer.found])
            if answer.trouble:
                self.say(answer.trouble)
            self._answered_for = words
            self._show()
        self._looking = False

    def _show(self) -> None:
        rows: Rows[Past] = self.query_one(Rows)
        nothing = ""
        if self.query_one(Line).value.strip():
            nothing = READING if self._answered_for is None else "見つかりませんでした。"
        self.query_one("#remark", Static).update(Content(rows.value.text if rows.value else nothing))
