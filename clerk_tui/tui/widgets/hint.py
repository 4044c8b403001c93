"""The line of keys at the foot of a screen (操作の案内)."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from clerk_tui.support.cells import flowed


class Hint(Static):
    """Keys and what they do, in as many lines as the width asks for, broken between keys only."""

    def __init__(self, keys: str, *, id: str = "hint") -> None:  # Textual's name for it
        super().__init__(Content(keys), id=id)
        self._keys = keys

    def on_resize(self) -> None:
        self.update(Content(flowed(self._keys, self.content_size.width)))
