"""Preparing a meeting (会議の準備): what there is on the left, the meeting that comes of it on the right.

Nothing is written before Ctrl+S, and nothing doubtful before the clerk has had it in sight. The files are looked at
again when they are saved elsewhere, so that a fault can be mended in Excel while the screen stays open.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from msgspec.structs import asdict
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Input, Static

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import clean
from clerk_tui.intake.proposal import WHOLE
from clerk_tui.intake.request import (
    AS_PROPOSED,
    MINUTES,
    BodySaid,
    NewMeetingRequest,
    typed_columns,
    typed_files,
)
from clerk_tui.intake.sheets import SUFFIXES

from .body_form import BodyForm
from .dialogs.fields import Cycle, Field, Line
from .file_picker import FilePicker
from .own_app import OwnApp
from .widgets.hint import Hint
from .widgets.preview import Look, Preview

_PAUSE = 0.3
"""Seconds after the last key before the files are read again."""
_LOOK = 1.0
"""Seconds between looks at the files."""
_WIDTHS = [(0, "-narrow"), (100, "-wide")]
"""Below the second, the preview stands under the form, which has no blank rows then."""
HINT = (
    "Tab 次の欄　←→ 選ぶ　F2 ファイル　F3 型を直す　PageUp・PageDown 下見を送る　"
    "Ctrl+S 会議を作って記録を始める　Ctrl+Q やめる"
)


class MeetingLook(Look, frozen=True):
    """What comes of a form, with the body that its papers make likely."""

    body: BodySaid | None = None
    """None: the body has a profile already."""


NOTHING = NewMeetingRequest()
"""What was said where nothing was."""
_NO_LAST = ("引き継がない", "")
_FILES = ("files", "roster")
_LINES = (
    ("title", "名称", "令和8年度第3回"),
    ("files", "案件・次第", "案件一覧.xlsx（F2 で選ぶ、複数は 、で区切る）"),
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
        Binding("ctrl+q", "leave"),
        Binding("f2", "pick"),
        Binding("f3", "correct_body"),
        Binding("pagedown", "turn_page(1)"),
        Binding("pageup", "turn_page(-1)"),
    ]
    HORIZONTAL_BREAKPOINTS = _WIDTHS

    def __init__(
        self,
        bodies: Sequence[tuple[str, str]],
        meetings: Sequence[tuple[str, str]],
        look: Callable[[NewMeetingRequest, int], Look],
        make: Callable[[NewMeetingRequest], Path],
        stamp: Callable[[NewMeetingRequest], object],
        *,
        request: NewMeetingRequest = NOTHING,
    ) -> None:
        """``bodies`` and ``meetings``: what to choose from, as it is called and as the form has it.

        ``look`` is told the width that its text may have, in cells; ``make`` raises :class:`Refused` where it
        cannot; ``stamp`` changes when one of the files does; ``request``: what was said already.
        """
        super().__init__()
        self._bodies = bodies
        self._look = look
        self._make = make
        self._stamp = stamp
        # Kept, because the form is read while a file is being chosen on a screen above it.
        self._body = _cycle("body", ("前回と同じ、紙から、または見本", ""), bodies, request.body)
        self._meetings = tuple(meetings)
        self._last = _cycle("last", _NO_LAST, meetings, request.last)
        self._said = {
            "title": request.title,
            "files": " ".join(f'"{path}"' for path in request.files),
            "roster": str(request.roster or ""),
            "columns": "、".join(request.columns),
            "date": request.date,
            "start": request.start,
            "end": request.end,
            "place": request.place,
        }
        self._lines = {name: Line("", hint, id=name) for name, _, hint in _LINES}
        self._seen: object = None
        self._waiting: Timer | None = None
        self._shown = Preview()
        self._body_said = request.new_body
        self._leaving = False

    def compose(self) -> ComposeResult:
        with Horizontal(id="sides"):
            with VerticalScroll(id="form", can_focus=False):
                yield Field("審議会", self._body)
                yield Field("前回の会議", self._last)
                for name, label, _ in _LINES:
                    yield Field(label, self._lines[name])
            yield self._shown
        yield Static(id="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self.apply_theme()
        for name, text in self._said.items():
            self._lines[name].offer(text)
        self._lines["title"].focus()
        self.set_interval(_LOOK, self._watch)
        self.renew()

    @property
    def request(self) -> NewMeetingRequest:
        """What is typed now."""
        typed = {name: line.value.strip() for name, line in self._lines.items()}
        roster = typed_files(typed["roster"])
        return NewMeetingRequest(
            body=self._body.value,
            last=self._last.value,
            title=typed["title"],
            files=typed_files(typed["files"]),
            roster=roster[0] if roster else None,
            columns=typed_columns(typed["columns"]),
            date=typed["date"],
            start=typed["start"],
            end=typed["end"],
            place=typed["place"],
            new_body=self._body_said,
        )

    def on_resize(self) -> None:
        self.call_after_refresh(self.renew)

    def on_input_changed(self, _event: Input.Changed) -> None:
        self._changed()

    def on_cycle_changed(self) -> None:
        self._changed()

    def _changed(self) -> None:
        # What was said, was said of what stood here before.
        self._say("")
        self._later()

    def _later(self) -> None:
        self._leaving = False
        if self._waiting is not None:
            self._waiting.stop()
        self._waiting = self.set_timer(_PAUSE, self._renew_in_time)

    def _watch(self) -> None:
        # Not while a file is being chosen: what it would renew lies on the screen below.
        if self._waiting is None and len(self.screen_stack) == 1 and self._stamp(self.request) != self._seen:
            self.renew()

    def _renew_in_time(self) -> None:
        self._waiting = None
        if len(self.screen_stack) == 1:
            self.renew()
        else:
            self._later()

    def renew(self) -> None:
        """Read everything again and show what comes of it."""
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None
        request = self.request
        self._seen = self._stamp(request)
        self._shown.look_at(self._look(request, self._shown.width_of_text))

    def action_turn_page(self, direction: int) -> None:
        self._shown.turn_page(direction)

    def action_make(self) -> None:
        """Write the meeting; what is doubtful is pointed at first, once, and seen to its end."""
        self.renew()
        if told := self._shown.hold_back():
            self._say(f"{told}読み終えたら、もう一度 Ctrl+S で会議を作ります。")
            return
        try:
            made = self._make(self.request)
        except Refused as refusal:
            self._say(str(refusal).split("\n")[0])
        else:
            self.exit(made)

    def action_leave(self) -> None:
        """Leave; what was typed is not dropped unasked."""
        parts: tuple[Line | Cycle[str], ...] = (*self._lines.values(), self._body, self._last)
        touched = any(part.touched for part in parts)
        if touched and not self._leaving:
            self._leaving = True
            self._say("入れたものは残りません。やめるなら、もう一度 Ctrl+Q を押してください。")
        else:
            self.exit(None)

    def action_correct_body(self) -> None:
        """Correct what the papers make likely of a new body."""
        found = self._shown.found
        proposed = found.body if isinstance(found, MeetingLook) else None
        if proposed is None and self._body_said == AS_PROPOSED:
            self._say("直せる型がありません。型を紙から作るときに、その型を直せます（審議会で「紙から新しい型を作る」）。")
            return

        def corrected(said: BodySaid | None) -> None:
            if said is not None:
                # What was left as it is follows the papers, also when they change.
                changed = {
                    name: new if new != getattr(offered, name) else getattr(self._body_said, name)
                    for name, new in asdict(said).items()
                }
                self._body_said = BodySaid(**changed)
            self.renew()

        offered = proposed or self._body_said
        self.push_screen(BodyForm(offered), corrected)

    def action_pick(self) -> None:
        """Choose a file for the field with the cursor: the last minutes, a roster, all else for the first."""
        if self.focused is self._last:
            self._pick_minutes()
            return
        field = self.focused if isinstance(self.focused, Line) and self.focused.id in _FILES else None
        target = field or self._lines["files"]
        before = typed_files(target.value)
        folder = before[-1].parent if before and before[-1].parent.is_dir() else Path.cwd()

        def chosen(path: Path | None) -> None:
            if path is not None:
                quoted = f'"{path}"'
                target.value = f"{target.value.rstrip()} {quoted}".strip() if target.id == "files" else quoted
                target.focus()

        self.push_screen(FilePicker(folder.absolute(), (*SUFFIXES, WHOLE)), chosen)

    def _pick_minutes(self) -> None:
        def chosen(path: Path | None) -> None:
            if path is not None:
                self._meetings = ((f"会議録 {clean(path.name)}", str(path)), *self._meetings)
                self._last.offer([_NO_LAST, *self._meetings], 1)
                self._last.focus()
                self._later()

        self.push_screen(FilePicker(Path.cwd(), MINUTES), chosen)

    def _say(self, sentence: str) -> None:
        self.query_one("#status", Static).update(Content(sentence))


def _cycle(name: str, none: tuple[str, str], choices: Sequence[tuple[str, str]], said: str) -> Cycle[str]:
    """A choice that stands on what was said."""
    values = [none[1], *(value for _, value in choices)]
    return Cycle([none, *choices], values.index(said) if said in values else 0, id=name)
