"""The list of all actions (操作の一覧), with the terminal's own cursor in its field."""

from __future__ import annotations

from textual.command import Command, CommandList, CommandPalette
from textual.geometry import Offset
from textual.screen import Screen
from textual.widgets import Input

from .providers import NOTHING


class Palette(CommandPalette):
    """Textual's palette; nothing in it paints over a conversion."""

    DEFAULT_CSS = """
    Palette Input > .input--cursor { color: $foreground; background: transparent; text-style: none; }
    """

    def _action_command_list(self, action: str) -> None:
        """Enter where nothing was found leaves the list open: what is typed on must not become a speech."""
        rows = self.query_one(CommandList)
        if action == "select" and rows.highlighted is not None:
            option = rows.get_option_at_index(rows.highlighted)
            if isinstance(option, Command) and option.hit.text == NOTHING:
                return
        super()._action_command_list(action)

    def on_mount(self) -> None:
        self.query_one(Input).cursor_blink = False
        self.screen_layout_refresh_signal.subscribe(self, self._layout_changed)

    def _layout_changed(self, _screen: Screen[object]) -> None:
        self._place_cursor()

    def on_input_changed(self) -> None:
        self.call_after_refresh(self._place_cursor)

    def _place_cursor(self) -> None:
        if self.is_active:
            field = self.query_one(Input)
            # Textual's is a cell too far on at the end of the text.
            self.app.cursor_position = field.cursor_screen_offset - Offset(int(field.cursor_at_end), 0)
