"""Parts that every dialog is made of (入力欄): a list, a line, a sheet of text, and a value to step through.

All of them take data as text only: nothing typed, pasted or read from a file styles or moves the terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar, Generic, TypeVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option

from clerk_tui.domain.internal_marks import Passage, carried_passages, kept_inside, toggled
from clerk_tui.domain.passages import flat
from clerk_tui.domain.text import clean
from clerk_tui.support.cells import GAP, broken, columns, widths
from clerk_tui.tui.widgets.entry import LIMIT

T = TypeVar("T")

# With the IME on, the space bar gives an ideographic space, which Textual's fields take for unprintable.
SPACE_KEYS = "space,ideographic_space"
_WIDE_SPACE = "\u3000"

Label = str | tuple[str, ...]
"""What a row says: one text, or one for each column."""
_ROW_PADDING = 2
_UNKNOWN = 500

_LINE_LIMIT = 2_000
"""Characters of one line; more is a paste that was meant for somewhere else."""


class Rows(OptionList, Generic[T]):
    """A list of values (一覧): arrows move, Space marks, ←→ change the row, Enter accepts the dialog."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.accept", show=False),
        Binding(SPACE_KEYS, "screen.mark", show=False),
        Binding("left", "screen.step(-1)", show=False),
        Binding("right", "screen.step(1)", show=False),
    ]

    def __init__(
        self, items: Sequence[tuple[Label, T]] = (), *, wrapped: bool = False, id: str | None = None
    ) -> None:
        """``wrapped``: a text that is longer than the list is wide goes on in further lines instead of being cut."""
        super().__init__(id=id, markup=False, compact=True)
        self._values: list[T] = []
        self._labels: list[Label] = []
        self._drawn: list[str] = []
        self._widths: list[int] = []
        self._wrapped = wrapped
        self.fill(items)

    def fill(self, items: Sequence[tuple[Label, T]], highlighted: int | None = 0) -> None:
        """Show these rows instead of the present ones."""
        self.clear_options()
        self._values = [value for _, value in items]
        self._labels = [label for label, _ in items]
        self._drawn = self._laid_out()
        self.add_options(Option(Content(line)) for line in self._drawn)
        self.highlighted = min(highlighted, len(items) - 1) if highlighted is not None and items else None

    def relabel(self, index: int, label: Label) -> None:
        """Another text for one row."""
        self._labels[index] = label
        self._lay_out()

    def on_resize(self) -> None:
        self._lay_out()

    def _lay_out(self) -> None:
        """Draw the rows again that do not fit the width, or each other, any more."""
        for index, (line, before) in enumerate(zip(drawn := self._laid_out(), self._drawn, strict=True)):
            if line != before:
                self.replace_option_prompt_at_index(index, Content(line))
        self._drawn = drawn

    def _laid_out(self) -> list[str]:
        # Before the first layout nobody knows the width.
        room = self.scrollable_content_region.width - _ROW_PADDING or _UNKNOWN
        rows = [(label,) if isinstance(label, str) else label for label in self._labels]
        if self._wrapped:
            return [broken(GAP.join(filter(None, row)), room) for row in rows]
        # Columns do not jump while a list is narrowed down.
        self._widths = widths([row for row in rows if len(row) > 1], self._widths)
        return columns(rows, room, self._widths)

    @property
    def values(self) -> Sequence[T]:
        return self._values

    @property
    def value(self) -> T | None:
        """The highlighted value."""
        return None if self.highlighted is None else self._values[self.highlighted]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The height within the style's maximum; Textual sizes the box around it by the height without."""
        height = super().get_content_height(container, viewport, width)
        most = self.styles.max_height
        return height if most is None else min(height, int(most.resolve(container, viewport)))

    def move(self, step: int) -> None:
        if step < 0:
            self.action_cursor_up()
        else:
            self.action_cursor_down()


class TooLong(Message):
    """A paste was turned away; the field stays as it was."""

    def __init__(self, length: int, limit: int) -> None:
        super().__init__()
        self.length = length
        self.limit = limit


class Line(Input):
    """One line of typing (一行欄); with ``narrows``, it only narrows a list down."""

    # The terminal's own cursor stands in the focused field: a drawn one would hide what is being converted.
    DEFAULT_CSS = """
    Line, Line:focus {
        & > .input--cursor { color: $foreground; background: transparent; text-style: none; }
        &.-empty > .input--cursor { color: $text-muted; }
    }
    """
    # As in the entry: a key means one thing.
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", show=False)]

    def __init__(
        self, value: str = "", placeholder: str = "", *, narrows: bool = False, id: str | None = None
    ) -> None:
        super().__init__(value, placeholder, id=id, compact=True, select_on_focus=False)
        # The terminal's own cursor stands here; painting the line again would paint over a conversion.
        self.cursor_blink = False
        self._offered = value
        self._narrows = narrows
        self.set_class(not value, "-empty")

    ends_behind_text: ClassVar[bool] = True
    """Whether the cursor stands right behind the text at its end."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor stands: right behind the text; Textual's own is a cell further on at its end."""
        return super().cursor_screen_offset - Offset(int(self.cursor_at_end), 0)

    def watch_value(self, value: str) -> None:
        # The first character of the hint stands under the cursor; it is the clerk's no more than the others.
        self.set_class(not value, "-empty")

    @property
    def touched(self) -> bool:
        """Whether it holds what would be lost: something else than was offered."""
        return not self._narrows and self.value != self._offered

    def offer(self, text: str) -> None:
        """Put a text in, with the cursor behind it; it is not the clerk's until it is changed."""
        self._offered = self.value = text
        self.cursor_position = len(text)

    async def _on_key(self, event: events.Key) -> None:
        if event.character == _WIDE_SPACE:
            event.prevent_default()
            event.stop()
            self.insert_text_at_cursor(_WIDE_SPACE)

    def _on_paste(self, event: events.Paste) -> None:
        """A paste of several lines becomes one line; none of it is lost."""
        event.prevent_default()
        event.stop()
        joined = " ".join(part for part in clean(event.text).split("\n") if part)
        if len(joined) + len(self.value) > _LINE_LIMIT:
            self.post_message(TooLong(len(joined), _LINE_LIMIT))
        else:
            self.replace(joined, *sorted(self.selection))


class Sheet(TextArea):
    """Several lines of typing (本文欄): Enter is a new line, so Ctrl+S accepts."""

    DEFAULT_CSS = """
    Sheet {
        &:dark .text-area--cursor, &:light .text-area--cursor {
            color: $foreground; background: transparent; text-style: none;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+a", "select_all", show=False)]

    def __init__(self, text: str = "", *, id: str | None = None) -> None:
        super().__init__(text, id=id, soft_wrap=True, tab_behavior="focus", show_line_numbers=False)
        self.cursor_blink = False
        self._offered = text

    @property
    def touched(self) -> bool:
        """Whether the text is another than was offered."""
        return self.text != self._offered

    def offer(self, text: str, *, shown: bool = True) -> None:
        """Put a text in; without ``shown``, the clerk's own stays where it is, and counts as such."""
        self._offered = text
        if shown:
            self.text = text

    async def _on_key(self, event: events.Key) -> None:
        if event.character == _WIDE_SPACE:
            event.prevent_default()
            event.stop()
            self._replace_via_keyboard(_WIDE_SPACE, *self.selection)

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        event.stop()
        if len(event.text) + len(self.text) > LIMIT:
            self.post_message(TooLong(len(event.text), LIMIT))
        else:
            self._replace_via_keyboard(clean(event.text), *self.selection)


class MarkedSheet(Sheet):
    """A turn's words with its passages for the internal edition (内部用の箇所), in a colour of their own and underlined."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"marked-sheet--inside"}

    def __init__(self, text: str, passages: tuple[Passage, ...]) -> None:
        super().__init__(text)
        self._chosen = passages
        self._chosen_in = text

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The chosen ones, where they stand in the text as it is now."""
        if self.text != self._chosen_in:
            self._chosen = carried_passages(self._chosen, self._chosen_in.split("\n"), self.text.split("\n"))
            self._chosen_in = self.text
        return self._chosen

    def toggle(self) -> bool:
        """Keep the selected words inside, or publish them again; False where nothing is selected."""
        lines = self.text.split("\n")
        start, end = (flat(lines, *place) for place in sorted(self.selection))
        if start == end:
            return False
        self._chosen = toggled(self.passages, Passage(start, end))
        self._line_cache.clear()
        self.refresh()
        return True

    def get_line(self, line_index: int) -> Text:
        line = super().get_line(line_index)
        lines = self.text.split("\n")
        begin = flat(lines, line_index, 0)
        style = self.get_component_rich_style("marked-sheet--inside")
        for each in kept_inside(lines, self.passages):
            line.stylize(style, max(each.start - begin, 0), max(each.end - begin, 0))
        return line


class Cycle(Widget, Generic[T], can_focus=True):
    """One of a few values (選択欄), stepped through with ←→ or Space."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "turn(-1)", show=False),
        Binding("right", "turn(1)", show=False),
        Binding(SPACE_KEYS, "turn(1)", show=False),
    ]

    index: reactive[int] = reactive(0)

    class Changed(Message):
        """The clerk or the dialog chose another value."""

        def __init__(self, cycle: Cycle[Any]) -> None:
            super().__init__()
            self.cycle = cycle

        @property
        def control(self) -> Cycle[Any]:
            return self.cycle

    def __init__(self, choices: Sequence[tuple[str, T]], index: int = 0, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices = tuple(choices)
        self._offered = index
        self.set_reactive(Cycle.index, index)

    @property
    def touched(self) -> bool:
        """Whether the clerk has stepped to another value than the one offered."""
        return self.index != self._offered

    @property
    def value(self) -> T:
        return self._choices[self.index][1]

    @property
    def label(self) -> str:
        return self._choices[self.index][0]

    def choose(self, value: T) -> None:
        """Show this value, if it is one of the choices."""
        for index, (_, candidate) in enumerate(self._choices):
            if candidate == value:
                self._offered = self.index = index

    def offer(self, choices: Sequence[tuple[str, T]], index: int = 0) -> None:
        """Other choices instead of the present ones."""
        self._choices = tuple(choices)
        self._offered = self.index = index
        self.refresh()

    def action_turn(self, step: int) -> None:
        self.index = (self.index + step) % len(self._choices)

    def on_click(self) -> None:
        self.action_turn(1)

    def watch_index(self, old: int, new: int) -> None:
        if self.is_mounted and old != new:
            self.post_message(self.Changed(self))

    def render(self) -> Content:
        return Content(f"< {self.label} >" if len(self._choices) > 1 else self.label)


class Field(Horizontal):
    """A part with its name before it."""

    def __init__(self, label: str, part: Widget, *, classes: str = "") -> None:
        super().__init__(classes=classes)
        self._label = label
        self._part = part

    def compose(self) -> ComposeResult:
        yield Static(Content(self._label), classes="label")
        yield self._part
