"""The list of all actions (操作の一覧), with the terminal's own cursor in its field."""

from __future__ import annotations

from textual.command import Command, CommandList, CommandPalette
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
