"""Where the record goes on when its own folder cannot be written (保存先)."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from .base import Dialog
from .fields import Field, Line

Relocate = Callable[[str], str]
"""Takes the folder as typed (empty: the session's own once more) and says where the record is now.

Raises Refused, with one sentence, where the record stays where it is.
"""


class RelocateDialog(Dialog[str]):
    """Asks for a folder, and closes only when the record is there; hands back the sentence that says so."""

    heading = "記録の保存先"
    hint = "Enter ここに移す　Esc 戻る"

    def __init__(self, trouble: str, offered: str, relocate: Relocate) -> None:
        super().__init__()
        self._trouble = trouble
        self._offered = offered
        self._relocate = relocate

    def body(self) -> ComposeResult:
        yield Static(Content(self._trouble), classes="summary")
        yield Field(
            "フォルダー", Line(self._offered, "空なら、元のフォルダーをもう一度試します", id="folder")
        )

    def accept(self) -> None:
        self.dismiss(self._relocate(self.query_one("#folder", Line).value.strip()))
