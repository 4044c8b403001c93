"""The transcript (発言の一覧): draws only the lines that are seen, however long the meeting.

Rows come as values; unchanged rows are the identical objects, so that showing a new state costs as much as
what changed in it. Where a row turns out higher or lower than it was taken to be, the scroll position moves
with it, so that nothing on the screen jumps.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, cast

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from .log_layout import LogLayout
from .log_row import LogRow, Part, RowKind

__all__ = ["LogRow", "RowKind", "TurnLog"]

_CURSOR = ">"

TakeKey = Callable[[events.Key | events.Paste], bool]
"""Takes what is typed while the focus is in the log; False where it is no text."""


class TurnLog(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows rows, follows the newest one, and lets one be chosen with the arrow keys."""

    DEFAULT_CSS = """
    TurnLog {
        background: $background;
        color: $foreground;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        & > .turn-log--time { color: $text-muted; }
        & > .turn-log--label { color: $text-primary; text-style: bold; }
        & > .turn-log--tag { color: $text-muted; }
        & > .turn-log--text { color: $foreground; }
        & > .turn-log--inside { color: $text-error; background: $error-muted; text-style: underline; }
        & > .turn-log--flag { color: $text-warning; text-style: bold; }
        & > .turn-log--heading { color: $foreground; background: $panel; text-style: bold; }
        & > .turn-log--stage { color: $text-muted; text-style: italic; }
        & > .turn-log--mark { color: $text-accent; text-style: bold; }
        & > .turn-log--cursor { background: $boost; }
        &:focus > .turn-log--cursor { background: $primary 25%; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"turn-log--{part}" for part in (*Part, "cursor")}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "前の発言", show=False),
        Binding("down", "step(1)", "次の発言", show=False),
        Binding("pageup", "page(-1)", "前の画面", show=False),
        Binding("pagedown", "page(1)", "次の画面", show=False),
        Binding("home", "first", "最初の発言", show=False),
        Binding("end", "last", "最後の発言", show=False),
        Binding("enter", "choose", "この発言を開く", show=False),
    ]
    ALLOW_SELECT = False

    class Chosen(Message):
        """Enter, or a double click, on a row."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class Highlighted(Message):
        """The cursor came to another row."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, TurnLog.Highlighted)

    def __init__(self, take_key: TakeKey = lambda _event: False) -> None:
        super().__init__()
        self._take_key = take_key
        self.follow = True
        """Whether the newest row is kept in sight."""
        self._layout = LogLayout()
        self._cursor: int | None = None
        self._told: str | None = None
        self._settling = False
        self._strips: LRUCache[tuple[LogRow, int, bool], Strip] = LRUCache(2048)
        self._styles: dict[tuple[Part | None, bool], Style] = {}

    def _forward_event(self, event: events.Event) -> None:
        # Decided before anything is queued, so that no key overtakes another on its way to the entry.
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if typed and self._take_key(cast("events.Key | events.Paste", event)):
            return
        super()._forward_event(event)

    def shows(self, key: str) -> bool:
        """Whether a row stands in the window."""
        index = next((i for i, row in enumerate(self.rows) if row.key == key), None)
        if index is None:
            return False
        top, bottom = self.scroll_offset.y, self.scroll_offset.y + self._height
        return self._layout.top(index) < bottom and self._layout.top(index + 1) > top

    @property
    def rows(self) -> Sequence[LogRow]:
        return self._layout.rows

    @property
    def cursor(self) -> str | None:
        """Key of the row under the cursor, if there is one."""
        return None if self._cursor is None else self.rows[self._cursor].key

    def show(self, rows: Sequence[LogRow]) -> None:
        """Show these rows; those that are as before are not looked at.

        The window stays where it is, at the end if it follows; the cursor stays on its row, or goes to the one
        that took its place.
        """
        (index, within), cursor, key = self._top(), self._cursor, self.cursor
        followed = self.follow and self._cursor == len(self.rows) - 1
        change = self._layout.replace(rows)
        if change is None:
            return
        if cursor is not None:
            place = change.moved(cursor)
            if change.start <= cursor < change.old_end:
                fresh = range(change.start, change.new_end)
                place = next((i for i in fresh if self.rows[i].key == key), place)
            self._put_cursor(len(self.rows) - 1 if followed else min(place, len(self.rows) - 1))
        self._settle((change.moved(index), within))
        self.on_focus()
        self.refresh()

    def select(self, key: str) -> bool:
        """Put the cursor on a row and bring it into sight; False where there is no such row."""
        index = next((i for i, row in enumerate(self.rows) if row.key == key), None)
        if index is None:
            return False
        self._go(index)
        return True

    def release(self) -> None:
        """Take the cursor away and follow the newest row again."""
        self._put_cursor(None)
        self.follow = True
        self._settle(self._top())

    def action_step(self, by: int) -> None:
        """To the next row; within a row that does not fit, on to what is not seen of it yet."""
        if self._cursor is None:
            self.action_last()
        elif not self._read_on(self._cursor, by):
            self._go(self._cursor + by, from_below=by < 0)

    def action_page(self, by: int) -> None:
        """To the last row that the window can show together with the cursor's, so that none is passed unseen."""
        if self._cursor is None:
            self.action_last()
        elif not self._read_on(self._cursor, by):
            self._layout.measure_around(self._cursor, self._height * 2)
            target, room = self._cursor + by, self._height - self._layout.height(self._cursor)
            while 0 <= target < len(self.rows) and (room := room - self._layout.height(target)) >= 0:
                target += by
            beyond = target - by
            self._go(beyond if beyond != self._cursor else target, from_below=by < 0)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self.rows) - 1, from_below=True)
        self.follow = True
        self._settle(self._top())

    def action_choose(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor))

    def on_focus(self) -> None:
        """With the focus here, some row is the one that the keys start from."""
        if self._cursor is None and self.rows and self.has_focus:
            self._put_cursor(len(self.rows) - 1 if self.follow else self._top()[0])

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        if place is not None and (line := place.y + self.scroll_offset.y) < self._layout.total:
            self._go(self._layout.row_at(line)[0])
            if event.chain == 2:
                self.action_choose()

    def _read_on(self, index: int, by: int) -> bool:
        """Scroll within the row under the cursor; False where it is seen as far as its end."""
        above = self.scroll_offset.y - self._layout.top(index)
        below = self._layout.height(index) - above - self._height
        hidden = below if by > 0 else above
        # A row that is altogether out of sight is gone to, not read on.
        if hidden <= 0 or above + self._height <= 0 or below + self._height <= 0:
            return False
        self._scroll(self.scroll_offset.y + by * min(hidden, max(self._height - 1, 1)))
        self.follow = False
        self._settle(self._top())
        return True

    def _go(self, index: int, *, from_below: bool = False) -> None:
        """Put the cursor on a row, within bounds, and bring it into sight: its start, or coming up its end."""
        if not self.rows:
            return
        index = min(max(index, 0), len(self.rows) - 1)
        self._put_cursor(index)
        self.follow = False
        first, within = self._top()
        self._layout.measure_around(index, self._height * 2)
        start, end = self._layout.top(index), self._layout.top(index + 1)
        if end - start > self._height:
            line = end - self._height if from_below else start
        else:
            line = min(max(self._layout.top(first) + within, end - self._height), start)
        self._settle(self._layout.row_at(max(line, 0)))

    def _put_cursor(self, index: int | None) -> None:
        self._cursor = index if self.rows else None
        self.refresh()
        if self.cursor != self._told:
            self._told = self.cursor
            if self.cursor is not None:
                self.post_message(self.Highlighted(self.cursor))

    @property
    def _height(self) -> int:
        return max(self.scrollable_content_region.height, 1)

    def _top(self) -> tuple[int, int]:
        """The first row in sight and how many of its lines are above the window."""
        return self._layout.row_at(self.scroll_offset.y) if self.rows else (0, 0)

    def _settle(self, top: tuple[int, int]) -> None:
        """Measure what comes into sight, and put row and line ``top`` at the head of the window.

        Following, the last row is put at its foot instead.
        """
        if not self._layout.columns:
            return
        last = len(self.rows) - 1
        index, within = min(top[0], last), top[1]
        if self.rows:
            self._layout.measure_around(last if self.follow else index, self._height * 2)
        size = Size(self._layout.columns, self._layout.total)
        self._settling = True
        if size != self.virtual_size:
            self.virtual_size = size
        end = max(self._layout.total - self._height, 0)
        if self.rows and not self.follow:
            end = min(self._layout.top(index) + min(within, self._layout.height(index) - 1), end)
        self._scroll(end)
        self._settling = False

    def _scroll(self, line: int) -> None:
        if line != self.scroll_y:
            self.scroll_to(y=line, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if not self._settling:
            # By the wheel or the bar: whoever scrolls back to the end wants to follow again.
            self.follow = round(new_value) >= self.max_scroll_y
            self._settle(self._top())

    def on_resize(self) -> None:
        (index, within), columns = self._top(), self.scrollable_content_region.width
        if columns != self._layout.columns:
            self._layout.widen(columns)
            self._strips.clear()
            within = 0
        self._settle((index, within))
        if self._cursor is not None and self.has_focus and not self.follow:
            self._go(self._cursor)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line < self._layout.total:
            index, within = self._layout.row_at(line)
            # After a change of size the screen paints once before this widget hears of it.
            if self._layout.is_measured(index):
                key = self.rows[index], within, index == self._cursor
                strip = self._strips.get(key)
                if strip is None:
                    strip = self._strips[key] = self._draw(*key)
                return strip
        return Strip.blank(self._layout.columns, self._style(None, False))

    def _draw(self, row: LogRow, line: int, chosen: bool) -> Strip:
        blank = self._style(Part.HEADING if row.kind is RowKind.HEADING else None, chosen)
        margin = Segment(_CURSOR if chosen and line == 0 else " ", blank)
        pieces = self._layout.lines(row)[line]
        drawn = (Segment(text, self._style(part, chosen) if text.strip() else blank) for text, part in pieces)
        return Strip([margin, *drawn]).adjust_cell_length(self._layout.columns, blank).simplify()

    def _style(self, part: Part | None, chosen: bool) -> Style:
        """How a part is drawn; the row under the cursor has the cursor's background throughout."""
        style = self._styles.get((part, chosen))
        if style is None:
            style = self.rich_style if part is None else self.get_component_rich_style(f"turn-log--{part}")
            if chosen:
                style += Style(bgcolor=self.get_component_rich_style("turn-log--cursor").bgcolor)
            self._styles[part, chosen] = style
        return style

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._styles.clear()
        self._strips.clear()
