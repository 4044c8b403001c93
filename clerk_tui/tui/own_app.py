"""What all our apps have in common (共通の土台): themes, Ctrl+C, and an end that puts nobody's name on the terminal."""

from __future__ import annotations

import gc
from typing import TypeVar

from textual.app import App

from .themes import THEMES

T = TypeVar("T")


class OwnApp(App[T]):
    """Wears our themes; leaves by its own fault without Textual's report."""

    def apply_theme(self, theme: str = THEMES[0].name) -> None:
        """Make our themes known and put one on."""
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme

    def on_ready(self) -> None:
        """The first picture stands: what it stands on is not looked through for garbage again.

        All modules, classes, style rules and the record so far live as long as the program. A full collection
        over them takes 30 to 50 ms, and it would come while somebody types.
        """
        # The tests run many apps in one process, and those do end.
        if not self.is_headless:
            gc.collect()
            gc.freeze()

    def action_help_quit(self) -> None:
        """Ctrl+C is the terminal's copy; it neither leaves nor is it explained in English."""

    def _fatal_error(self) -> None:
        # Textual's report shows local variables, that is names and remarks. Nothing is lost by saying nothing
        # here: `raise_crash` hands the fault on to the command line.
        self._close_messages_no_wait()

    def raise_crash(self) -> None:
        """After the app has ended: raise what ended it, if something did."""
        if self._exception is not None:
            raise self._exception
