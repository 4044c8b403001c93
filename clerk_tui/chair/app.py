"""The chair's view in a terminal (端末の会長画面): read-only, one follower, redrawn when the brief changes.

A terminal cannot enlarge its type by itself. The large mode (F2) leaves what is needed at two metres and puts
the numbers in digits of three lines; the rest is the terminal's own zoom, to which the layout gives way.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Digits, Static

from clerk_tui.domain.record import State
from clerk_tui.tui.own_app import OwnApp
from clerk_tui.tui.themes import THEMES

from .brief import ChairBrief
from .following import Snapshot
from .items import Place, Row, Section, shown
from .panels import drawn
from .views import CHAIR, WAITING, View

_CLOCK = 1.0
"""Seconds between looks at the clock; what is shown goes by the minute."""


class SectionView(Widget):
    """One section, drawn again when it says something else or has another width."""

    def __init__(self, section: Section) -> None:
        super().__init__(id=section.id, classes="panel" if section.title else "")
        self.border_title = section.title
        self._section = section
        self._rows: tuple[Row, ...] = ()

    def show(self, brief: ChairBrief, *, large: bool) -> None:
        rows = shown(self._section, brief, far=large)
        self.display = bool(rows)
        # Laying out costs more than comparing.
        if rows != self._rows:
            self._rows = rows
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002 - as Textual calls it
        return max((line.cell_length for line in self._drawn(container.width).split()), default=0)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        return len(self._drawn(width).split())

    def render(self) -> Content:
        return self._drawn(self.content_size.width)

    def _drawn(self, width: int) -> Content:
        return drawn(self._rows, width, spaced=self._section.place is Place.SAY)


def _parts(view: View, place: Place) -> ComposeResult:
    yield from (SectionView(section) for section in view.sections if section.place is place)


class ChairApp(OwnApp[None]):
    """Shows what comes from ``sights``; has no way to record anything."""

    TITLE = "会長の画面"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = set()
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (96, "-wide")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "large", "大きな字", id="chair.large"),
        Binding("f3", "shade", "明るい・暗い", id="chair.shade"),
        Binding("ctrl+q", "quit", "閉じる", id="chair.quit"),
    ]

    shown: reactive[ChairBrief | None] = reactive[ChairBrief | None](None)
    large: reactive[bool] = reactive(False)

    def __init__(
        self,
        sights: AsyncIterator[Snapshot],
        now: Callable[[], datetime],
        *,
        view: View = CHAIR,
        on_shown: Callable[[int], None] = lambda _seq: None,
    ) -> None:
        """``on_shown`` is told the number of the last event each time the screen stands."""
        super().__init__()
        self._sights = sights
        self._now = now
        self._view = view
        self._on_shown = on_shown
        self._sight = Snapshot(State(), 0)
        self._minute = now()

    def compose(self) -> ComposeResult:
        with Horizontal(id="top"):
            yield from _parts(self._view, Place.TOP)
            yield Static(id="clock")
        yield Static(id="trouble")
        with Horizontal(id="big"):
            yield from _figure("left-digits", "残り（件）")
            yield from _figure("end-digits", "")
            yield from _figure("clock-digits", "現在")
        with Horizontal(id="numbers"):
            yield from _parts(self._view, Place.NUMBERS)
        yield from _parts(self._view, Place.SAY)
        with Horizontal(id="columns"):
            with VerticalScroll(id="now", can_focus=False):
                yield from _parts(self._view, Place.NOW)
            with VerticalScroll(id="rest", can_focus=False):
                yield from _parts(self._view, Place.REST)
        keys = "F3 明るい・暗い　Ctrl+Q 閉じる"
        if not self._view.for_room:
            keys = f"F2 大きな字　{keys}"
        yield Static(Content.styled(keys, "$text-muted"), id="keys")

    def on_mount(self) -> None:
        self.title = self._view.title
        self.set_class(self._view.for_room, "-room")
        self.apply_theme()
        self.set_interval(_CLOCK, self._tick)
        self.run_worker(self._follow())

    async def _follow(self) -> None:
        async for sight in self._sights:
            self._sight = sight
            self._look()
            self.call_after_refresh(self._on_shown, sight.seq)

    def _tick(self) -> None:
        minute = self._now().replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self._look()

    def _look(self) -> None:
        self.shown = self._view.brief(self._sight.state, self._now())
        trouble = self._view.trouble(self._sight.trouble, polling=self._sight.polling)
        if self.shown is None and not trouble:
            trouble = WAITING
        warning = self.query_one("#trouble", Static)
        warning.display = bool(trouble)
        warning.update(Content(trouble))

    def watch_shown(self, after: ChairBrief | None) -> None:
        if after is None:
            return
        for view in self.query(SectionView):
            view.show(after, large=self.large)
        self.query_one("#clock", Static).update(Content.styled(after.clock, "bold"))
        self.query_one("#left-digits", Digits).update(str(after.cases_left))
        self.query_one("#end-digits", Digits).update(after.projected or after.planned)
        self.query_one("#clock-digits", Digits).update(after.clock)
        self.query_one("#end-digits-name", Static).update(
            Content(f"終了見込み　{after.overtime}" if after.projected else "終了予定")
        )

    def watch_large(self, large: bool) -> None:
        self.set_class(large, "-large")
        self.watch_shown(self.shown)

    def action_large(self) -> None:
        # What the digits tell is the chair's.
        if self._view.for_room:
            return
        self.large = not self.large

    def action_shade(self) -> None:
        dark, light = (theme.name for theme in THEMES)
        self.theme = light if self.theme == dark else dark


def _figure(name: str, title: str) -> ComposeResult:
    with Vertical(classes="figure"):
        yield Static(Content(title), id=f"{name}-name")
        yield Digits(id=name)
