"""What the office decides once (設定): the folder of meetings, the look of the screens, the keys."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from clerk_tui.domain.errors import Refused
from clerk_tui.tui.dialogs.fields import Cycle, Field, Line
from clerk_tui.tui.themes import DARK, LIGHT
from clerk_tui.tui.widgets.hint import Hint

from .offers import Decided

HINT = "Tab 次の項目　←→ 選ぶ　F2 キーの割当てのファイルを作る　Ctrl+S 決める　Esc 戻る"
QUESTION = "Enter ここに置く　Esc あとで決める（設定でいつでも変えられます）"
_THEMES = (("暗い", DARK.name), ("明るい", LIGHT.name))


class FolderQuestion(ModalScreen[str | None]):
    """Asks at the first start where the meetings lie; gives what came of it, None: not now."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss(None)", show=False)]

    def __init__(self, suggested: str, decide: Callable[[str], str]) -> None:
        """``decide`` says what comes of it, and raises Refused where it cannot be there."""
        super().__init__()
        self._suggested = suggested
        self._decide = decide

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(
                Content(
                    "はじめに一度だけ：会議の記録をどこに置きますか。\n"
                    "庁内の共有フォルダーにもできます。\n"
                    "このままでよければ Enter を押してください。"
                ),
                classes="title",
            )
            yield Line(self._suggested)
            yield Static(classes="status")
            yield Hint(QUESTION)

    def on_mount(self) -> None:
        line = self.query_one(Line)
        line.offer(self._suggested)
        line.focus()

    def on_input_submitted(self) -> None:
        folder = self.query_one(Line).value.strip()
        try:
            told = self._decide(folder)
        except Refused as refusal:
            self.query_one(".status", Static).update(Content(str(refusal)))
        else:
            self.dismiss(told)


class SettingsScreen(Screen[str | None]):
    """Gives what came of it; None: nothing was decided."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "accept", show=False),
        Binding("f2", "make_keys", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self, now: Decided, decide: Callable[[str, str], str], make_keys: Callable[[], str]
    ) -> None:
        """``decide``: folder and theme, raises Refused; ``make_keys``: writes the file, says what was done."""
        super().__init__()
        self._now = now
        self._decide = decide
        self._make_keys = make_keys
        self._folder = Line(now.sessions)
        names = [name for _, name in _THEMES]
        self._theme = Cycle(_THEMES, names.index(now.theme) if now.theme in names else 0)

    def compose(self) -> ComposeResult:
        yield Static(Content("設定"), classes="top")
        with VerticalScroll(id="fields", can_focus=False):
            fixed = f"{self._now.fixed}で決まっています。" if self._now.fixed else ""
            yield Static(Content(f"会議のフォルダーを置く場所です。{fixed}"), classes="help")
            yield Field("会議の場所", self._folder)
            yield Static(
                Content("画面の明るさです。どの画面も、次に開くときからそうなります。"), classes="help"
            )
            yield Field("明るさ", self._theme)
            yield Static(Content(self._now.keys), classes="help", id="keys")
        yield Static(classes="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self._folder.disabled = bool(self._now.fixed)
        (self._theme if self._now.fixed else self._folder).focus()

    def on_cycle_changed(self) -> None:
        self.app.theme = self._theme.value

    def on_input_submitted(self) -> None:
        self.app.action_focus_next()

    def action_accept(self) -> None:
        try:
            told = self._decide("" if self._now.fixed else self._folder.value.strip(), self._theme.value)
        except Refused as refusal:
            self.query_one(".status", Static).update(Content(str(refusal)))
        else:
            self.dismiss(told)

    def action_make_keys(self) -> None:
        try:
            told = self._make_keys()
        except Refused as refusal:
            told = str(refusal)
        self.query_one(".status", Static).update(Content(told))
