"""The transcript (発言の一覧): draws only the lines that are seen, however long the meeting.

Rows come as values; unchanged rows are the identical objects, so that showing a new state costs as much as
what changed in it. A row's height is measured when it comes near the window and estimated until then; where a
measured height differs, the scroll position moves with it, so that nothing on the screen jumps.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.cache import LRUCache
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from clerk_tui.tui.heights import Heights

from .log_row import Line, LogRow, Part, RowKind, estimate, lay_out

__all__ = ["LogRow", "RowKind", "TurnLog"]

_CURSOR = ">"
_REBUILD_FROM = 64
"""Rows changed at once from which the running sums are cheaper made anew."""


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

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.follow = True
        """Whether the newest row is kept in sight."""
        self._rows: tuple[LogRow, ...] = ()
        self._heights = Heights()
        self._measured = bytearray()
        self._cursor: int | None = None
        self._told: str | None = None
        self._columns = 0
        self._settling = False
        self._lines: LRUCache[LogRow, tuple[Line, ...]] = LRUCache(512)
        self._strips: LRUCache[tuple[LogRow, int, bool], Strip] = LRUCache(2048)
        self._styles: dict[tuple[Part | None, bool], Style] = {}

    # -- what the screen says and asks ------------------------------------------------------------------

    @property
    def rows(self) -> Sequence[LogRow]:
        return self._rows

    @property
    def cursor(self) -> str | None:
        """Key of the row under the cursor, if there is one."""
        return None if self._cursor is None else self._rows[self._cursor].key

    def show(self, rows: Sequence[LogRow]) -> None:
        """Show these rows; those that are as before are not looked at.

        The window stays where it is, at the end if it follows; the cursor stays on its row, or goes to the one
        that took its place.
        """
        old, new = self._rows, tuple(rows)
        start = _common(old, new)
        if start == len(old) == len(new):
            return
        kept = _common(old[start:][::-1], new[start:][::-1])
        old_end, new_end = len(old) - kept, len(new) - kept

        def moved(index: int) -> int:
            if index < start:
                return index
            return index + new_end - old_end if index >= old_end else min(index, max(new_end - 1, start))

        top = self._top()
        cursor, at_end = self._cursor, self._cursor == len(old) - 1
        self._rows = new
        self._splice(start, old_end, new_end)
        if cursor is not None:
            key = old[cursor].key
            among = (i for i in range(start, new_end) if new[i].key == key)
            index = next(among, moved(cursor)) if start <= cursor < old_end else moved(cursor)
            self._put_cursor(len(new) - 1 if self.follow and at_end else min(index, len(new) - 1))
        self._settle((moved(top[0]), top[1]))
        self._mark_focus()
        self.refresh()

    def select(self, key: str) -> bool:
        """Put the cursor on a row and bring it into sight; False where there is no such row."""
        index = next((i for i, row in enumerate(self._rows) if row.key == key), None)
        if index is None:
            return False
        self._go(index)
        return True

    def release(self) -> None:
        """Take the cursor away and follow the newest row again."""
        self._put_cursor(None)
        self.follow = True
        self._settle(self._top())

    # -- keys and mouse ---------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        """To the next row; within a row that does not fit, on to what is not seen of it yet."""
        if self._cursor is None:
            self.action_last()
        elif not self._read_on(by):
            self._go(self._cursor + by, from_below=by < 0)

    def action_page(self, by: int) -> None:
        """To the last row that the window can show together with the cursor's, so that none is passed unseen."""
        if self._cursor is None:
            self.action_last()
        elif not self._read_on(by):
            self._measure_around(self._cursor)
            target, room = self._cursor + by, self._height - self._heights[self._cursor]
            while 0 <= target < len(self._rows) and (room := room - self._heights[target]) >= 0:
                target += by
            beyond = target - by
            self._go(beyond if beyond != self._cursor else target, from_below=by < 0)

    def action_first(self) -> None:
        self._go(0)

    def action_last(self) -> None:
        self._go(len(self._rows) - 1, from_below=True)
        self.follow = True
        self._settle(self._top())

    def action_choose(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor))

    def on_focus(self) -> None:
        self._mark_focus()

    def _mark_focus(self) -> None:
        """With the focus here, some row is the one that the keys start from."""
        if self._cursor is None and self._rows and self.has_focus:
            self._put_cursor(len(self._rows) - 1 if self.follow else self._top()[0])

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset(self)
        line = 0 if place is None else place.y + self.scroll_offset.y
        if place is not None and line < self._heights.total:
            self._go(self._heights.row_at(line)[0])
            if event.chain == 2:
                self.action_choose()

    def _read_on(self, by: int) -> bool:
        """Scroll within the row under the cursor; False where it is seen as far as its end."""
        if self._cursor is None:
            return False
        above = self.scroll_offset.y - self._heights.top(self._cursor)
        below = self._heights[self._cursor] - above - self._height
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
        if not self._rows:
            return
        index = min(max(index, 0), len(self._rows) - 1)
        self._put_cursor(index)
        self.follow = False
        top = self._top()
        self._measure_around(index)
        start, end = self._heights.top(index), self._heights.top(index + 1)
        line = self._heights.top(top[0]) + top[1]
        if end - start > self._height:
            line = end - self._height if from_below else start
        else:
            line = min(max(line, end - self._height), start)
        self._settle(self._heights.row_at(max(line, 0)))

    def _put_cursor(self, index: int | None) -> None:
        self._cursor = index if self._rows else None
        self.refresh()
        if self.cursor != self._told:
            self._told = self.cursor
            if self.cursor is not None:
                self.post_message(self.Highlighted(self.cursor))

    # -- heights and the scroll position ----------------------------------------------------------------

    @property
    def _height(self) -> int:
        return max(self.scrollable_content_region.height, 1)

    def _top(self) -> tuple[int, int]:
        """The first row in sight and how many of its lines are above the window."""
        return self._heights.row_at(self.scroll_offset.y) if self._rows else (0, 0)

    def _splice(self, start: int, old_end: int, new_end: int) -> None:
        """Estimates for the rows that came between ``start`` and ``new_end``."""
        fresh = [estimate(row, self._columns) for row in self._rows[start:new_end]]
        old = len(self._heights)
        self._measured[start:old_end] = bytes(len(fresh))
        if len(fresh) + old_end - start < _REBUILD_FROM and old_end in (new_end, old):
            for index, height in enumerate(fresh[: old_end - start], start):
                self._heights.set(index, height)
            for height in fresh[old_end - start :]:
                self._heights.append(height)
            for _ in range(old_end - new_end):
                self._heights.pop()
        else:
            known = [self._heights[index] for index in range(old)]
            known[start:old_end] = fresh
            self._heights = Heights(known)

    def _measure(self, index: int) -> int:
        if not self._measured[index]:
            self._heights.set(index, len(self._laid_out(self._rows[index])))
            self._measured[index] = 1
        return self._heights[index]

    def _measure_around(self, index: int) -> None:
        """Measure a row and, on either side, as many as the window may show together with it."""
        self._measure(index)
        for step in (-1, 1):
            near, room = index + step, self._height * 2
            while 0 <= near < len(self._rows) and room > 0:
                room -= self._measure(near)
                near += step

    def _settle(self, top: tuple[int, int]) -> None:
        """Measure what comes into sight, and put row and line ``top`` at the head of the window.

        Following, the last row is put at its foot instead.
        """
        if not self._columns:
            return
        last = len(self._rows) - 1
        index, within = min(top[0], last), top[1]
        if self._rows:
            self._measure_around(last if self.follow else index)
        size = Size(self._columns, self._heights.total)
        self._settling = True
        if size != self.virtual_size:
            self.virtual_size = size
        end = max(self._heights.total - self._height, 0)
        if self.follow or not self._rows:
            self._scroll(end)
        else:
            self._scroll(min(self._heights.top(index) + min(within, self._heights[index] - 1), end))
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
        top, columns = self._top(), self.scrollable_content_region.width
        if columns != self._columns:
            self._columns = columns
            self._lines.clear()
            self._strips.clear()
            self._heights = Heights(estimate(row, columns) for row in self._rows)
            self._measured = bytearray(len(self._rows))
            top = top[0], 0
        self._settle(top)
        if self._cursor is not None and self.has_focus and not self.follow:
            self._go(self._cursor)

    # -- drawing ----------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        line = y + self.scroll_offset.y
        if line < self._heights.total:
            index, within = self._heights.row_at(line)
            # After a change of size the screen paints once before this widget hears of it.
            if self._measured[index]:
                return self._drawn(self._rows[index], within, index == self._cursor)
        return Strip.blank(self._columns, self._style(None, False))

    def _drawn(self, row: LogRow, within: int, chosen: bool) -> Strip:
        key = (row, within, chosen)
        strip = self._strips.get(key)
        if strip is None:
            strip = self._strips[key] = self._draw(row, self._laid_out(row)[within], within == 0, chosen)
        return strip

    def _draw(self, row: LogRow, pieces: Line, first: bool, chosen: bool) -> Strip:
        blank = self._style(Part.HEADING if row.kind is RowKind.HEADING else None, chosen)
        margin = Segment(_CURSOR if chosen and first else " ", blank)
        segments = [Segment(text, self._style(part, chosen) if text.strip() else blank) for text, part in pieces]
        return Strip([margin, *segments]).adjust_cell_length(self._columns, blank).simplify()

    def _laid_out(self, row: LogRow) -> tuple[Line, ...]:
        lines = self._lines.get(row)
        if lines is None:
            lines = self._lines[row] = lay_out(row, self._columns)
        return lines

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


def _common(old: Sequence[LogRow], new: Sequence[LogRow]) -> int:
    """How many rows at the start are alike.

    By halves, so that comparing runs over the identical objects at the speed of C.
    """
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
