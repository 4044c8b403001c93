"""What can be done now (ヘルプ): the actions of the present state with their keys, and nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from clerk_tui.tui.actions import Action
from clerk_tui.tui.dialogs.base import Dialog
from clerk_tui.tui.keymap import PALETTE, Keymap, shown, shown_keys
from rich.cells import cell_len

_ADVICE = (
    "キーは、変換を確定してから押してください。変換中のキーは日本語入力が受け取ります。",
    "キーのない操作も、{palette} の一覧から名前で選べます。",
)


class HelpScreen(Dialog[None]):
    """Scrolls with the arrows; Esc or Enter goes back to the entry."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/help.tcss"]  # noqa: RUF012 - Textual wants a list
    heading = "いま使える操作"
    hint = "↑↓ 送る　Esc 入力行へ戻る"

    def __init__(self, actions: Sequence[Action], keymap: Keymap) -> None:
        super().__init__()
        self._actions = actions
        self._keymap = keymap

    def body(self) -> ComposeResult:
        with VerticalScroll(id="actions"):
            yield Static(help_text(self._actions, self._keymap))

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()

    def accept(self) -> None:
        self.dismiss(None)


def help_text(actions: Sequence[Action], keymap: Keymap) -> Content:
    """Actions by area: keys, name, what it does."""
    lines = [Content.styled(line.format(palette=shown(PALETTE)), "$text-muted") for line in _ADVICE]
    for area, members in groupby(sorted(actions, key=lambda a: list(type(a.area)).index(a.area)), lambda a: a.area):
        lines += [Content(""), Content.styled(str(area), "bold $text-primary")]
        for action in members:
            keys = shown_keys(keymap, action.id)
            lines.append(
                Content.assemble((f" {_padded(keys, 16)}", "bold"), (_padded(action.name, 32), ""), (action.help, "$text-muted"))
            )
    return Content("\n").join(lines)


def _padded(text: str, cells: int) -> str:
    return text + " " * max(1, cells - cell_len(text))
