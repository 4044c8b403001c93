"""What can be done now (ヘルプ): the actions of the present state with their keys, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from clerk_tui.support.cells import wrap
from clerk_tui.tui.actions import Action, Area
from clerk_tui.tui.dialogs.base import Dialog
from clerk_tui.tui.keymap import PALETTE, Keymap, shown, shown_keys

_ADVICE = (
    "キーは、変換を確定してから押してください。変換中のキーは日本語入力が受け取ります。",
    "キーのない操作も、{palette} の一覧から名前で選べます。",
    "入力の行では Ctrl+J で段落を改め、略語のあとの Space でもとの言葉に開きます。",
)


_KEYS = 14
"""Cells of the column of keys."""


class HelpScreen(Dialog[None]):
    """Scrolls with the arrows; Esc or Enter goes back to the entry."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = [
        "../styles/dialogs.tcss",
        "../styles/help.tcss",
    ]

    heading = "いま使える操作"
    hint = "↑↓ 送る　Esc 入力行へ戻る"

    def __init__(self, actions: Sequence[Action], keymap: Keymap) -> None:
        super().__init__()
        self._actions = actions
        self._keymap = keymap

    def body(self) -> ComposeResult:
        with VerticalScroll(id="actions"):
            yield Static()

    def on_resize(self) -> None:
        self.call_after_refresh(self._fill)

    def _fill(self) -> None:
        room = self.query_one("#actions").scrollable_content_region.width
        self.query_one("#actions > Static", Static).update(help_text(self._actions, self._keymap, room))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def accept(self) -> None:
        self.dismiss(None)


def help_text(actions: Sequence[Action], keymap: Keymap, width: int) -> Content:
    """Actions by area, so many cells wide: keys and name, and below what it does."""
    lines = [
        Content.styled(piece, "$text-muted")
        for line in _ADVICE
        for piece in _pieces(line.format(palette=shown(PALETTE)), width)
    ]
    for area in Area:
        members = [action for action in actions if action.area is area]
        if members:
            lines += [Content(""), Content.styled(str(area), "bold $text-primary")]
        for action in members:
            keys = shown_keys(keymap, action.id)
            lines.append(Content.assemble((keys + " " * (_KEYS - cell_len(keys)), "bold"), action.name))
            lines += [
                Content.styled(" " * _KEYS + piece, "$text-muted")
                for piece in _pieces(action.help, width - _KEYS)
            ]
    return Content("\n").join(lines)


def _pieces(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, max(width, 2))]
