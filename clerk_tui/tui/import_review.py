"""Minutes before they are taken in (取込みの確認): what was read of them, by kind, with what is doubtful on top.

Nothing is written before Ctrl+S, and nothing doubtful before the clerk has had it in sight. The file is read again
when it is saved elsewhere, so that a line can be mended in Word while the screen stays open.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from .own_app import OwnApp
from .widgets.hint import Hint
from .widgets.preview import Look, Preview

_LOOK = 1.0
"""Seconds between looks at the file."""
HINT = "PageUp・PageDown 送る　Ctrl+S 取り込む　Ctrl+Q やめる"


class ImportReview(OwnApp[bool]):
    """The review of one file; returns whether it is to be taken in."""

    TITLE = "会議録の取込み"
    CSS_PATH = "styles/new.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "take"),
        Binding("ctrl+q", "leave"),
        Binding("pagedown,space,down", "turn_page(1)"),
        Binding("pageup,up", "turn_page(-1)"),
    ]

    def __init__(self, name: str, look: Callable[[int], Look], stamp: Callable[[], object]) -> None:
        """``name``: of the file; ``look`` reads it, for lines of so many cells; ``stamp`` changes when it does."""
        super().__init__()
        self._name = name
        self._look = look
        self._stamp = stamp
        self._seen: object = None
        self._shown = Preview()

    def compose(self) -> ComposeResult:
        yield Static(Content(f"会議録の取込み：{self._name}"), id="heading")
        yield self._shown
        yield Static(id="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self.apply_theme()
        self.set_interval(_LOOK, self._watch)
        self._renew()

    def on_resize(self) -> None:
        self.call_after_refresh(self._renew)

    def _watch(self) -> None:
        if self._stamp() != self._seen:
            self._renew()

    def _renew(self) -> None:
        self._seen = self._stamp()
        self._shown.look_at(self._look(self._shown.width_of_text))

    def action_turn_page(self, direction: int) -> None:
        self._shown.turn_page(direction)

    def action_take(self) -> None:
        """Take it in; what is doubtful is pointed at first."""
        self._watch()
        if not self._shown.found.fits:
            self._say("このままでは取り込めません。ファイルを直して保存すると、すぐ読み直します。")
        elif told := self._shown.hold_back():
            self._say(f"{told}読み終えたら、もう一度 Ctrl+S で取り込みます。")
        else:
            self.exit(True)

    def action_leave(self) -> None:
        self.exit(False)

    def _say(self, sentence: str) -> None:
        self.query_one("#status", Static).update(Content(sentence))
