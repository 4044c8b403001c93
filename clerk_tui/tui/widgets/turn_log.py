"""The transcript (発言の一覧): draws only the lines that are seen, however long the meeting.

Rows come as values; unchanged rows are the identical objects, so that showing a new state costs as much as
what changed in it. Heights are measured when a row comes into sight and estimated until then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from clerk_tui.domain.text import clean
from clerk_tui.tui.heights import Heights
from clerk_tui.tui.wrapping import text_width, wrap

_WIDE = 76
"""Cells from which speaker and text stand side by side."""
_TIME = 6
_LABEL = 16
_TAG = 5
_INDENT = 2

_Styles = Callable[[str], Style]
"""The style of a part of a row, by the part's name."""


class RowKind(Enum):
    """What a row of the transcript is."""

    TURN = auto()
    HEADING = auto()
    STAGE = auto()
    MARK = auto()


@dataclass(frozen=True, slots=True)
class LogRow:
    """One entry of the record as the log shows it."""

    key: str
    """Entry id; stays the same while the entry is corrected."""
    kind: RowKind
    time: str
    """「14:03」, or empty."""
    label: str
    """Who speaks."""
    tag: str
    """Phase, in a word."""
    paragraphs: tuple[str, ...]
    flags: tuple[str, ...] = ()
    """Literal marks such as 要確認: nothing is told by colour alone."""


class TurnLog(ScrollView, can_focus=True):
    """Shows rows, follows the newest one, and lets one be chosen by keyboard."""

    DEFAULT_CSS = """
    TurnLog {
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        & > .turn-log--time { color: $text-muted; }
        & > .turn-log--label { color: $text-primary; text-style: bold; }
        & > .turn-log--tag { color: $text-muted; }
        & > .turn-log--text { color: $foreground; }
        & > .turn-log--heading { color: $text; background: $panel; text-style: bold; }
        & > .turn-log--stage { color: $text-muted; text-style: italic; }
        & > .turn-log--flag { color: $text-warning; text-style: bold; }
        & > .turn-log--cursor { background: $boost; }
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "turn-log--time",
        "turn-log--label",
        "turn-log--tag",
        "turn-log--text",
        "turn-log--heading",
        "turn-log--stage",
        "turn-log--flag",
        "turn-log--cursor",
    }
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", "前の発言", show=False),
        Binding("down", "step(1)", "次の発言", show=False),
        Binding("pageup", "page(-1)", "前のページ", show=False),
        Binding("pagedown", "page(1)", "次のページ", show=False),
        Binding("home", "first", "最初の発言", show=False),
        Binding("end", "last", "最新の発言", show=False),
        Binding("enter", "choose", "この発言を直す", show=False),
    ]

    class Chosen(Message):
        """A row was chosen with Enter or the mouse."""

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

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self._rows: list[LogRow] = []
        self._heights = Heights()
        self._measured: set[int] = set()
        self._strips: dict[tuple[LogRow, bool], list[Strip]] = {}
        self._cursor = -1
        self._settling = False
        self.follow = True
        """Whether the newest row is kept in sight."""

    @property
    def rows(self) -> Sequence[LogRow]:
        return self._rows

    @property
    def cursor(self) -> str | None:
        """Key of the row under the cursor; None while the log follows the newest row."""
        return self._rows[self._cursor].key if 0 <= self._cursor < len(self._rows) else None

    def show(self, rows: Sequence[LogRow]) -> None:
        """Show these rows; what has not changed is not touched."""
        under_cursor = self.cursor
        same = self._common_start(rows)
        if len(self._rows) - same <= 1 and len(rows) - same <= 2:
            self._replace_tail(rows, same)
        else:
            self._replace_all(rows)
        if under_cursor is not None:
            self._cursor = next((i for i, row in enumerate(self._rows) if row.key == under_cursor), -1)
            self.follow = self._cursor < 0
        self._settle()

    def select(self, key: str) -> None:
        """Put the cursor on a row, if it is there, and bring it into sight."""
        for index, row in enumerate(self._rows):
            if row.key == key:
                self._move_cursor(index)
                return

    def release(self) -> None:
        """Take the cursor away and follow the newest row again."""
        self._cursor = -1
        self.follow = True
        self._settle()

    # -- keys -----------------------------------------------------------------------------------------

    def action_step(self, by: int) -> None:
        if self._rows:
            start = self._cursor if self._cursor >= 0 else len(self._rows) if by < 0 else len(self._rows) - 1
            self._move_cursor(start + by)

    def action_page(self, by: int) -> None:
        if self._rows:
            row = self._cursor if self._cursor >= 0 else len(self._rows) - 1
            line = self._heights.top(row) + by * max(self._content_height - 1, 1)
            target, _ = self._heights.row_at(line)
            self._move_cursor(target if target != row else row + by)

    def action_first(self) -> None:
        self._move_cursor(0)

    def action_last(self) -> None:
        if self._rows:
            self._move_cursor(len(self._rows) - 1)
            self.follow = True
            self._settle()

    def action_choose(self) -> None:
        if self.cursor is not None:
            self.post_message(self.Chosen(self.cursor))

    def _on_click(self, event: events.Click) -> None:
        if self._rows:
            index, _ = self._heights.row_at(event.y + self._top)
            again = index == self._cursor
            self._move_cursor(index)
            if again:
                self.action_choose()

    def _move_cursor(self, index: int) -> None:
        if not self._rows:
            return
        self._cursor = min(max(index, 0), len(self._rows) - 1)
        self.follow = False
        self._settle()
        self.post_message(self.Highlighted(self._rows[self._cursor].key))

    # -- rows and heights -----------------------------------------------------------------------------

    def _common_start(self, rows: Sequence[LogRow]) -> int:
        """How many rows from the start are unchanged; identity first, since equal tuples are long to compare."""
        same = 0
        for old, new in zip(self._rows, rows, strict=False):
            if old is not new and old != new:
                break
            same += 1
        return same

    def _replace_tail(self, rows: Sequence[LogRow], same: int) -> None:
        while len(self._rows) > same:
            index = len(self._rows) - 1
            self._forget(self._rows.pop())
            self._measured.discard(index)
            self._heights.pop()
        for row in rows[same:]:
            self._rows.append(row)
            self._heights.append(self._estimate(row))

    def _replace_all(self, rows: Sequence[LogRow]) -> None:
        known = {self._rows[index]: self._heights[index] for index in self._measured}
        kept = set(rows)
        for row in self._rows:
            if row not in kept:
                self._forget(row)
        self._rows = list(rows)
        self._measured = {index for index, row in enumerate(self._rows) if row in known}
        self._heights = Heights(known.get(row) or self._estimate(row) for row in self._rows)

    def _forget(self, row: LogRow) -> None:
        self._strips.pop((row, False), None)
        self._strips.pop((row, True), None)

    def _estimate(self, row: LogRow) -> int:
        """A height without wrapping: nearly right for Japanese, where two cells are a character."""
        if row.kind is not RowKind.TURN:
            return max(len(row.paragraphs), 1)
        column = max(self._text_width // 2, 1)
        lines = sum(len(paragraph) // column + 1 for paragraph in row.paragraphs) or 1
        return lines if self._is_wide else lines + 1

    @property
    def _width(self) -> int:
        return max(self.scrollable_content_region.width, 1)

    @property
    def _content_height(self) -> int:
        return max(self.scrollable_content_region.height, 1)

    @property
    def _top(self) -> int:
        return round(self.scroll_offset.y)

    @property
    def _is_wide(self) -> bool:
        return self._width >= _WIDE

    @property
    def _text_width(self) -> int:
        return max(self._width - (_TIME + _LABEL + _TAG if self._is_wide else _INDENT), 2)

    def _measure(self, index: int) -> bool:
        """Measure a row; whether that changed its height."""
        if index in self._measured:
            return False
        height = len(self._row_strips(index))
        self._measured.add(index)
        changed = height != self._heights[index]
        self._heights.set(index, height)
        return changed

    def _settle(self) -> None:
        """Measure what will be seen, and scroll so that the right row is seen."""
        if self._settling or not self.size:
            return
        self._settling = True
        try:
            if self.follow:
                self._settle_at_end()
            elif self._cursor >= 0:
                self._settle_around(self._cursor)
            self._resize()
        finally:
            self._settling = False
        self.refresh()

    def _settle_at_end(self) -> None:
        seen, index = 0, len(self._rows) - 1
        while index >= 0 and seen < self._content_height:
            self._measure(index)
            seen += self._heights[index]
            index -= 1
        self._resize()
        self._jump(self._heights.total - self._content_height)

    def _settle_around(self, index: int) -> None:
        height = self._content_height
        seen, below = 0, index
        while below < len(self._rows) and seen < height:
            self._measure(below)
            seen += self._heights[below]
            below += 1
        seen, above = 0, index - 1
        while above >= 0 and seen < height:
            self._measure(above)
            seen += self._heights[above]
            above -= 1
        self._resize()
        top, tall = self._heights.top(index), self._heights[index]
        if top < self._top:
            self._jump(top)
        elif top + tall > self._top + height:
            self._jump(min(top, top + tall - height))

    def _resize(self) -> None:
        size = Size(self._width, self._heights.total)
        if size != self.virtual_size:
            self.virtual_size = size

    def _jump(self, line: int) -> None:
        line = max(line, 0)
        if line != self._top:
            self.scroll_to(y=line, animate=False, force=True, immediate=True)

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        if not self._settling:
            # Scrolled by wheel or bar: rows that come into sight are measured, and the first one stays put.
            self.follow = self._cursor < 0 and round(new) >= self.max_scroll_y
            self._measure_seen()

    def _measure_seen(self) -> None:
        if not self._rows:
            return
        self._settling = True
        try:
            index, within = self._heights.row_at(self._top)
            first, changed, seen = index, False, -within
            while index < len(self._rows) and seen < self._content_height:
                changed |= self._measure(index)
                seen += self._heights[index]
                index += 1
            if changed:
                self._resize()
                self._jump(self._heights.top(first) + min(within, self._heights[first] - 1))
        finally:
            self._settling = False

    def _on_resize(self, event: events.Resize) -> None:
        del event
        self._strips.clear()
        self._measured.clear()
        self._heights = Heights(map(self._estimate, self._rows))
        if not self.follow and self._cursor < 0:
            self._measure_seen()
        self._settle()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._strips.clear()

    # -- drawing --------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        base = self.rich_style
        line = y + self._top
        if not self._rows or line >= self._heights.total:
            return Strip.blank(width, base)
        index, within = self._heights.row_at(line)
        strips = self._row_strips(index)
        if within >= len(strips):
            return Strip.blank(width, base)
        return strips[within].apply_style(base) if not strips[within].cell_length else strips[within]

    def _row_strips(self, index: int) -> list[Strip]:
        row, selected = self._rows[index], index == self._cursor
        key = (row, selected)
        if key not in self._strips:
            self._strips[key] = self._drawn(row, selected)
        return self._strips[key]

    def _drawn(self, row: LogRow, selected: bool) -> list[Strip]:
        base = self.rich_style
        if selected:
            base += Style(bgcolor=self.get_component_rich_style("turn-log--cursor").bgcolor)

        def style(name: str) -> Style:
            return base + self._component(name)

        match row.kind:
            case RowKind.TURN:
                lines = self._wide(row, style) if self._is_wide else self._narrow(row, style)
            case RowKind.HEADING:
                band = self.get_component_rich_style("turn-log--heading")
                base = base + band if not selected else base + Style(bold=True)
                lines = [
                    [Segment(f" {piece}", base)]
                    for paragraph in row.paragraphs
                    for piece in _pieces(paragraph, self._width - 2)
                ]
            case RowKind.STAGE | RowKind.MARK:
                lines = [
                    [Segment(" " * _INDENT + piece, style("stage"))]
                    for paragraph in row.paragraphs
                    for piece in _pieces(paragraph, self._width - _INDENT)
                ]
        return [_filled(line, self._width, base) for line in lines or [[]]]

    def _component(self, name: str) -> Style:
        """A component's style without its background, so that the cursor's shows through."""
        found = self.get_component_rich_style(f"turn-log--{name}", partial=True)
        return Style(color=found.color, bold=found.bold, italic=found.italic)

    def _wide(self, row: LogRow, style: _Styles) -> list[list[Segment]]:
        """Time, speaker and phase in columns beside the text."""
        labels = _pieces(row.label, _LABEL - 1)
        texts = self._texts(row, style)
        lines: list[list[Segment]] = []
        for number in range(max(len(labels), len(texts))):
            first = number == 0
            lines.append(
                [
                    Segment(_padded(row.time if first else "", _TIME), style("time")),
                    Segment(_padded(labels[number] if number < len(labels) else "", _LABEL), style("label")),
                    Segment(_padded(_one_line(row.tag) if first else "", _TAG), style("tag")),
                    *(texts[number] if number < len(texts) else ()),
                ]
            )
        return lines

    def _narrow(self, row: LogRow, style: _Styles) -> list[list[Segment]]:
        """Time, speaker and phase on a line of their own above the text."""
        head = [
            Segment(f"{row.time} " if row.time else "", style("time")),
            Segment(_one_line(row.label), style("label")),
            Segment(f" {_one_line(row.tag)}" if row.tag else "", style("tag")),
        ]
        return [head, *([Segment(" " * _INDENT, style("text")), *line] for line in self._texts(row, style))]

    def _texts(self, row: LogRow, style: _Styles) -> list[list[Segment]]:
        lines = [
            [Segment(piece, style("text"))]
            for paragraph in row.paragraphs
            for piece in _pieces(paragraph, self._text_width)
        ]
        if row.flags:
            flags = " ".join(f"【{_one_line(flag)}】" for flag in row.flags)
            marked = [[Segment(piece, style("flag"))] for piece in _pieces(flags, self._text_width)]
            lines = marked + lines
        return lines


def _one_line(text: str) -> str:
    return clean(text).replace("\n", " ").replace("\t", " ")


def _pieces(text: str, width: int) -> list[str]:
    """The lines of a paragraph; tabs are blanks by now, and nothing in it can steer the terminal."""
    plain = _one_line(text)
    return [plain[start:end].rstrip() for start, end in wrap(plain, max(width, 2))]


def _padded(text: str, cells: int) -> str:
    return text + " " * max(cells - text_width(text), 0)


def _filled(segments: list[Segment], width: int, base: Style) -> Strip:
    return Strip([segment for segment in segments if segment.text]).adjust_cell_length(width, base).simplify()

