"""The least that a Textual app with a log and an entry can be: ``python -m benchmarks._minimal``."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import RichLog, Static, TextArea


class Minimal(App[None]):
    def compose(self) -> ComposeResult:
        yield RichLog()
        yield TextArea()
        yield Static("ready to type")


if __name__ == "__main__":
    Minimal().run()
