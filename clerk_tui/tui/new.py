"""Preparing a meeting (会議の準備): what there is on the left, the meeting that comes of it on the right.

Nothing is written before Ctrl+S. The files are looked at again when they are saved elsewhere, so that a fault can be
mended in Excel while the screen stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import fields
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from clerk_tui.domain.errors import Refused

from .dialogs.fields import Cycle, Field, Line
from .own_app import OwnApp
from .widgets.hint import Hint

_PAUSE = 0.3
"""Seconds after the last key before the files are read again."""
_WIDTH = 60
"""Cells of the preview before it has been laid out."""
_LOOK = 1.0
"""Seconds between looks at the files."""
_WIDTHS = [(0, "-narrow"), (100, "-wide")]
"""Below the second, the preview stands under the form, which has no blank rows then."""
HINT = "Tab 次の欄　←→ 選ぶ　PageUp・PageDown 下見を送る　Ctrl+S 会議を作って記録を始める　Ctrl+Q やめる"


class Form(Struct, frozen=True):
    """What the clerk has typed; empty parts were not said."""

    body: str = ""
    last: str = ""
    """Folder of the last meeting."""
    title: str = ""
    files: str = ""
    """Paths, separated by 、 or ;."""
    roster: str = ""
    columns: str = ""
    """「件名=C、所管課=課」."""
    date: str = ""
    start: str = ""
    end: str = ""
    place: str = ""


class Look(Struct, frozen=True):
    """What comes of a form: the meeting as it would be, or everything that is wrong."""

    text: str
    fits: bool


_LINES = (
    ("title", "名称", "令和8年度第3回"),
    ("files", "案件・次第", "案件一覧.xlsx（複数は 、で区切る）"),
    ("roster", "名簿", "別のファイルにあるとき"),
    ("columns", "列の指定", "件名=C、所管課=課（見分けられないとき）"),
    ("date", "日", "10/14、令和8年10月14日"),
    ("start", "開始", "14:00"),
    ("end", "終了予定", "16:00"),
    ("place", "場所", "第2会議室"),
)


class NewApp(OwnApp[Path]):
    """A form and its preview; returns the folder of the session that was made."""

    TITLE = "会議の準備"
    CSS_PATH = "styles/new.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "make"),
        Binding("ctrl+q", "quit"),
        Binding("pagedown", "turn_page(1)"),
        Binding("pageup", "turn_page(-1)"),
    ]
    HORIZONTAL_BREAKPOINTS = _WIDTHS

    def __init__(
        self,
        bodies: Sequence[tuple[str, str]],
        meetings: Sequence[tuple[str, str]],
        look: Callable[[Form, int], Look],
        make: Callable[[Form], Path],
        stamp: Callable[[Form], object],
    ) -> None:
        """``bodies`` and ``meetings``: what to choose from, as it is called and as the form has it.

        ``look`` is told the width that its text may have, in cells; ``make`` raises :class:`Refused` where it
        cannot; ``stamp`` changes when one of the files does.
        """
        super().__init__()
        self._bodies = bodies
        self._meetings = meetings
        self._look = look
        self._make = make
        self._stamp = stamp
        self._seen: object = None
        self._waiting: Timer | None = None

    def compose(self) -> ComposeResult:
        with Horizontal(id="sides"):
            with VerticalScroll(id="form", can_focus=False):
                yield Field("審議会", Cycle([("前回と同じ、または見本", ""), *self._bodies], id="body"))
                yield Field("前回の会議", Cycle([("引き継がない", ""), *self._meetings], id="last"))
                for name, label, hint in _LINES:
                    yield Field(label, Line("", hint, id=name))
            with VerticalScroll(id="shown", can_focus=False):
                yield Static(id="preview")
        yield Static(id="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self.apply_theme()
        self.query_one("#title", Line).focus()
        self.set_interval(_LOOK, self._watch)
        self.renew()

    @property
    def form(self) -> Form:
        """What is typed now."""
        lines = {name: self.query_one(f"#{name}", Line).value.strip() for name, _, _ in _LINES}
        chosen = {name: str(self.query_one(f"#{name}", Cycle).value) for name in ("body", "last")}
        values = {**lines, **chosen}
        return Form(**{each.name: values[each.name] for each in fields(Form)})

    def on_resize(self) -> None:
        self.call_after_refresh(self.renew)

    def on_input_changed(self, _event: Input.Changed) -> None:
        self._later()

    def on_cycle_changed(self) -> None:
        self._later()

    def _later(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self.renew)

    def _watch(self) -> None:
        if self._waiting is None and self._stamp(self.form) != self._seen:
            self.renew()

    def renew(self) -> None:
        """Read everything again and show what comes of it."""
        self._waiting = None
        form = self.form
        self._seen = self._stamp(form)
        preview = self.query_one("#preview", Static)
        found = self._look(form, preview.content_size.width or _WIDTH)
        preview.set_class(not found.fits, "-wrong")
        preview.update(Content(found.text))

    def action_turn_page(self, direction: int) -> None:
        shown = self.query_one("#shown", VerticalScroll)
        (shown.scroll_page_down if direction > 0 else shown.scroll_page_up)(animate=False)

    def action_make(self) -> None:
        try:
            made = self._make(self.form)
        except Refused as refusal:
            self.query_one("#status", Static).update(Content(str(refusal).split("\n")[0]))
            self.renew()
        else:
            self.exit(made)
