"""The entry field (入力欄): where speech is typed, with a Japanese input method on.

While the input method holds text, Enter, Esc and most control keys belong to it; what arrives here is
committed text, and every function key and control letter that is no editing essential is left to the screen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from clerk_tui.domain.text import clean

LIMIT = 200_000
"""Characters that one remark may have; more is a paste gone wrong."""

Expand = Callable[[str], str | None]
"""Gives what an abbreviation stands for, or None; see ``Profile.abbreviations``."""

_NEWLINES = ("ctrl+j", "shift+enter", "alt+enter")
_LONGEST_ABBREVIATION = 20


class Entry(TextArea, inherit_bindings=False):
    """A few lines of plain text: Enter commits, Ctrl+J begins a new paragraph, Tab expands an abbreviation."""

    DEFAULT_CSS = """
    Entry {
        height: 5;
        border: round $border;
        padding: 0 1;
        background: $surface;
        scrollbar-size-vertical: 1;
        &:focus { border: round $border; }
        & .text-area--cursor-line { background: transparent; }
    }
    """
    # Only what editing cannot do without; Ctrl+A, E, W, U, K, D, F and the like belong to the screen.
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "cursor_up", show=False),
        Binding("down", "cursor_down", show=False),
        Binding("left", "cursor_left", show=False),
        Binding("right", "cursor_right", show=False),
        Binding("ctrl+left", "cursor_word_left", show=False),
        Binding("ctrl+right", "cursor_word_right", show=False),
        Binding("home", "cursor_line_start", show=False),
        Binding("end", "cursor_line_end", show=False),
        Binding("shift+left", "cursor_left(True)", show=False),
        Binding("shift+right", "cursor_right(True)", show=False),
        Binding("shift+up", "cursor_up(True)", show=False),
        Binding("shift+down", "cursor_down(True)", show=False),
        Binding("shift+home", "cursor_line_start(True)", show=False),
        Binding("shift+end", "cursor_line_end(True)", show=False),
        Binding("ctrl+a", "select_all", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+backspace,alt+backspace", "delete_word_left", show=False),
        Binding("ctrl+x", "cut", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+v", "paste", show=False),
    ]

    class Begun(Message):
        """The first key of a new remark arrived."""

        def __init__(self, time: float) -> None:
            super().__init__()
            self.time = time
            """When the key arrived, by the toolkit's monotonic clock (seconds)."""

    class Committed(Message):
        """Enter was pressed; the field still holds the text until the screen clears it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Edited(Message):
        """The text changed; a burst of changes arrives as one."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Entry.Edited)

    class Refused(Message):
        """Something was not taken into the field; what was there is untouched."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(
        self,
        *,
        expand: Expand | None = None,
        placeholder: str = "",
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(
            soft_wrap=True,
            show_line_numbers=False,
            tab_behavior="focus",
            highlight_cursor_line=False,
            max_checkpoints=200,
            placeholder=placeholder,
            id=id,
            classes=classes,
        )
        self.expand = expand

    def put(self, text: str) -> None:
        """Fill the field, cursor at the end; used for drafts and phrases."""
        self.load_text(clean(text))
        self.move_cursor(self.document.end)

    def clear_text(self) -> None:
        """Empty the field, and forget what could be undone in it: that is the record's affair now."""
        self.load_text("")

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(self.Committed(self.text))
        elif event.key in _NEWLINES:
            event.stop()
            event.prevent_default()
            self._begin(event.time)
            self._replace_via_keyboard("\n", *self.selection)
        elif event.key == "tab":
            event.stop()
            event.prevent_default()
            self._expand_abbreviation()
        elif event.is_printable and event.character is not None:
            event.stop()
            event.prevent_default()
            self._begin(event.time)
            self._insert(event.character)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._begin(event.time)
        self._insert(event.text)

    def action_paste(self) -> None:
        """Paste what was cut or copied here."""
        self._insert(self.app.clipboard)

    def _insert(self, text: str) -> None:
        if len(self.text) + len(text) > LIMIT:
            self.post_message(
                self.Refused(f"一つの発言は{LIMIT:,}字までです。貼り付けを分けてください（いまの本文はそのままです）。")
            )
            return
        result = self._replace_via_keyboard(clean(text), *self.selection)
        if result:
            self.move_cursor(result.end_location)

    def _begin(self, time: float) -> None:
        if not self.text:
            self.post_message(self.Begun(time))

    def _expand_abbreviation(self) -> None:
        """Replace the longest abbreviation that ends at the cursor, as one edit that can be undone."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        for length in range(min(column, _LONGEST_ABBREVIATION), 0, -1):
            full = self.expand(line[column - length : column]) if self.expand else None
            if full:
                self.history.checkpoint()
                self._replace_via_keyboard(clean(full), (row, column - length), (row, column))
                self.history.checkpoint()
                return

    def undo_here(self) -> bool:
        """Undo the last edit in the field; False where there is none, so that the record's undo is meant."""
        if not self.history.undo_stack:
            return False
        self.undo()
        return True

    def redo_here(self) -> bool:
        """Redo the edit undone last in the field; False where there is none."""
        if not self.history.redo_stack:
            return False
        self.redo()
        return True

    def _on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self.text))
        self.keep_cursor_fresh()

    def keep_cursor_fresh(self) -> None:
        """Tell the terminal where the cursor is: the input method's window opens there."""
        if self.has_focus:
            self.app.cursor_position = self.cursor_screen_offset
