"""The entry field (入力欄): where speech is typed, with a Japanese input method on.

While the input method holds text, Enter, Esc and most control keys belong to it; what arrives here is
committed text, one key event a character. Of the keys, only what editing cannot do without stays in the field:

===================================  ==================================================================
Enter                                commits the text; the screen empties the field when it is recorded
Ctrl+J                               begins a paragraph; arrives in every terminal, often as Ctrl+Enter too
Shift+Enter, Alt+Enter               the same where they arrive: most terminals send a bare Enter instead
Space, of either width               expands the abbreviation before the cursor, else is a space
arrows, Home, End, Ctrl+←→, Shift+…  move and select; Ctrl+A selects all
Backspace, Delete, Ctrl+X, C, V      delete, cut, copy, paste
Ctrl+Z, Ctrl+Y                       undo and redo here as long as there is something to, else the screen's
===================================  ==================================================================

Tab, Esc, PageUp and PageDown, function keys and all other control letters are the screen's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from typing import ClassVar, Protocol, runtime_checkable

from textual import events, on
from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.screen import Screen
from textual.widgets import TextArea

from clerk_tui.domain.text import clean

LIMIT = 200_000
"""Characters that the field takes; more is a paste gone wrong."""

Expand = Callable[[str], str | None]
"""Gives what an abbreviation (略語) stands for, or None."""


@runtime_checkable
class Typist(Protocol):
    """An app that has keys typed into whatever screen is in front."""

    def type_later(self, keys: Iterable[events.Key | events.Paste]) -> None: ...


_Item = events.Key | events.Paste
"""What waits its turn."""

_MOVES = {key: f"cursor_{key}" for key in ("up", "down", "left", "right")}
_MOVES |= {"home": "cursor_line_start", "end": "cursor_line_end"}
_NEW_PARAGRAPH = ("ctrl+j", "shift+enter", "alt+enter")
_SPACES = (" ", "\u3000")
_LONGEST_ABBREVIATION = 20
_BURST = 0.05
"""Seconds: characters that arrive within them were committed together by the input method."""


class Entry(TextArea, inherit_bindings=False):
    """A few lines of plain text that Enter commits."""

    DEFAULT_CSS = """
    Entry {
        height: 5;
        border: round $border;
        padding: 0 1;
        background: $surface;
        /* Always there: Textual 8.2 fails where undoing a paste of many lines makes the bar go away. */
        overflow-y: scroll;
        scrollbar-size-vertical: 1;
        scrollbar-background: $surface;
        scrollbar-background-hover: $surface;
        scrollbar-background-active: $surface;
        &:focus { border: round $border; }
        /* The terminal's own cursor stands here: a drawn one would hide what is being converted. */
        &:dark .text-area--cursor, &:light .text-area--cursor {
            color: $foreground; background: $surface; text-style: none;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, move, show=False) for key, move in _MOVES.items()),
        *(Binding(f"shift+{key}", f"{move}(True)", show=False) for key, move in _MOVES.items()),
        Binding("ctrl+left", "cursor_word_left", show=False),
        Binding("ctrl+right", "cursor_word_right", show=False),
        Binding("ctrl+a", "select_all", show=False),
        Binding("backspace", "delete_left", show=False),
        Binding("delete", "delete_right", show=False),
        Binding("ctrl+x", "cut", show=False),
        Binding("ctrl+c", "copy", show=False),
        Binding("ctrl+v", "paste", show=False),
        Binding("ctrl+z", "undo", show=False),
        Binding("ctrl+y", "redo", show=False),
    ]

    class Begun(Message):
        """The first key of a new speech arrived in the empty field."""

        def __init__(self, arrived: float) -> None:
            super().__init__()
            self.arrived = arrived
            """When it arrived, in seconds of the monotonic clock (``time.monotonic()``)."""

    class Edited(Message):
        """The text or the cursor changed; posted once for each time the screen was painted with a change."""

        def can_replace(self, message: Message) -> bool:
            return isinstance(message, Entry.Edited)

    class Committed(Message):
        """Enter was pressed; the field holds the text until the screen empties it."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Refused(Message):
        """Something was not taken into the field; what stands there is untouched."""

        def __init__(self, reason: str) -> None:
            super().__init__()
            self.reason = reason

    def __init__(self, text: str = "", *, expand: Expand | None = None) -> None:
        super().__init__(clean(text), highlight_cursor_line=False, max_checkpoints=200)
        self._full_form = expand
        self.cursor_blink = False
        self.match_cursor_bracket = False
        self._waiting: deque[_Item] = deque()
        self._busy = False
        self._last_arrival = 0.0
        self._telling = False

    @property
    def can_undo(self) -> bool:
        """Whether the field has an edit of its own to undo."""
        return bool(self.history.undo_stack)

    @property
    def can_redo(self) -> bool:
        return bool(self.history.redo_stack)

    def put(self, text: str, cursor: int | None = None) -> None:
        """Fill the field with another text, cursor behind so many characters, or at the end.

        What could be undone in it is forgotten: from here on that is the record's affair.
        """
        text = clean(text)
        self.load_text(text)
        before = text if cursor is None else text[: max(cursor, 0)]
        self.move_cursor((before.count("\n"), len(before) - (before.rfind("\n") + 1)))

    def empty(self) -> None:
        """Take the text away once it is recorded."""
        self.put("")

    def take(self, event: events.Key | events.Paste) -> None:
        """What was typed while the focus was elsewhere, in its place among the other keys."""
        self._forward_event(event)

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        return bool(_typed(key, character))

    async def _on_key(self, event: events.Key) -> None:
        event.stop()
        event.prevent_default()
        await self._receive(event)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        await self._receive(event)

    async def _receive(self, item: _Item) -> None:
        self._waiting.append(item)
        if self._busy or self.screen.is_active:
            await self._work_off()
        else:
            self._hand_over()

    async def _work_off(self) -> None:
        """Do what was typed, in order, up to an Enter that the screen has not answered yet.

        Where keys pile up (a slow line, a slow disk), those behind the Enter belong to the next speech. For the
        same reason a command is carried out from here: as an event it would rise to its binding behind all that
        was typed after it.
        """
        while self._waiting and not self._busy:
            match self._waiting.popleft():
                case events.Paste() as paste:
                    self._insert(paste.text, paste.time)
                case events.Key(key="enter"):
                    self._commit()
                case events.Key() as key if text := _text_of(key):
                    self._type(text, key.time)
                case events.Key() as command:
                    self._busy = True
                    await self.app._check_bindings(command.key)
                    self._busy = False
                    if not self.screen.is_active:
                        self._hand_over()

    def _hand_over(self) -> None:
        """A command opened another screen: what was typed behind it is meant for that one."""
        keys = [_again(item) for item in self._waiting]
        self._waiting.clear()
        # Only our own apps keep keys apart; under any other one (a test of this field alone) none wait.
        if isinstance(self.app, Typist):
            self.app.type_later(keys)

    def _commit(self) -> None:
        self._busy = True
        # Straight to the screen, and behind it the word that the screen is done with it.
        self.screen.post_message(self.Committed(self.text))
        self.screen.call_later(self.call_later, self._committed)

    async def _committed(self) -> None:
        self._busy = False
        await self._work_off()

    def _type(self, text: str, arrived: float) -> None:
        # What a conversion commits is one edit, and so one step to undo.
        if not text.isascii() and arrived - self._last_arrival > _BURST:
            self.history.checkpoint()
        self._last_arrival = arrived
        if self._insert(text, arrived) and text in _SPACES:
            self._expand_abbreviation()

    def _insert(self, text: str, arrived: float) -> bool:
        """Put a text in the place of the selection; False where it would be too much."""
        text = clean(text)
        if not text:
            return False
        length = sum(map(len, self.document.lines)) + self.document.line_count - 1
        if length - len(self.selected_text) + len(text) > LIMIT:
            self.post_message(
                self.Refused(
                    f"入力欄に入るのは{LIMIT:,}字までです。いまの文はそのままですので、短く分けて入れてください。"
                )
            )
            return False
        if not length:
            self.post_message(self.Begun(arrived))
        self.replace(text, *self.selection, maintain_selection_offset=False)
        return True

    def _expand_abbreviation(self) -> None:
        """Put what the longest abbreviation before the cursor stands for in its place and that of the space.

        The space was an edit of its own: undoing the expansion brings back what was typed, space and all.
        """
        row, column = self.cursor_location
        before = self.document.get_line(row)[: column - 1]
        for start in range(max(len(before) - _LONGEST_ABBREVIATION, 0), len(before)):
            full = self._full_form(before[start:]) if self._full_form else None
            if full:
                self.history.checkpoint()
                self.replace(clean(full), (row, start), (row, column), maintain_selection_offset=False)
                self.history.checkpoint()
                return

    def action_undo(self) -> None:
        if not self.can_undo:
            raise SkipAction
        super().action_undo()

    def action_redo(self) -> None:
        if not self.can_redo:
            raise SkipAction
        super().action_redo()

    def action_cut(self) -> None:
        """Cut the selection; without one, nothing: a whole line is too much to lose by a slip."""
        if self.selection.is_empty:
            raise SkipAction
        super().action_cut()

    def action_paste(self) -> None:
        """Paste what was cut or copied in this program."""
        self._insert(self.app.clipboard, self._last_arrival)

    def on_mount(self) -> None:
        self.screen.screen_layout_refresh_signal.subscribe(self, self._layout_changed)

    def _layout_changed(self, screen: Screen[object]) -> None:
        """The input method's window opens where the terminal's cursor stands: let it follow the field."""
        if screen.is_active:
            self.app.cursor_position = self.cursor_screen_offset

    @on(TextArea.Changed)
    @on(TextArea.SelectionChanged)
    def _tell_soon(self) -> None:
        if not self._telling:
            self._telling = True
            self.call_after_refresh(self._tell)

    def _tell(self) -> None:
        self._telling = False
        self.post_message(self.Edited())


def _again(typed: events.Key | events.Paste) -> events.Key | events.Paste:
    """The same key as if it had not been handed on yet, with the time at which it was typed."""
    if isinstance(typed, events.Paste):
        fresh: events.Key | events.Paste = events.Paste(typed.text)
    else:
        fresh = events.Key(typed.key, typed.character)
    fresh.time = typed.time
    return fresh


def is_text(event: events.Key | events.Paste) -> bool:
    """Whether something typed is text, and no command."""
    return isinstance(event, events.Paste) or bool(_typed(event.key, event.character))


def _text_of(key: events.Key) -> str:
    return "\n" if key.key in _NEW_PARAGRAPH else _typed(key.key, key.character)


def _typed(key: str, character: str | None) -> str:
    """The text that a key types; empty where it is a command.

    Textual takes the ideographic space, joiners and 外字 for unprintable; here they are text like any other.
    An Alt key is a command, but what an input method commits right behind Esc is text all the same.
    """
    if not character or (key.startswith("alt+") and character.isascii()):
        return ""
    return character if character >= " " and character != "\x7f" else ""
