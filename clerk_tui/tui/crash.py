"""An app that ends by its own fault (異常終了) without putting anybody's name on the terminal."""

from __future__ import annotations

from typing import TypeVar

from textual.app import App

T = TypeVar("T")


class DiscreetApp(App[T]):
    """Leaves where Textual would print its report, whose local variables hold names and remarks."""

    def _fatal_error(self) -> None:
        # Nothing is lost by saying nothing here: `raise_crash` hands the fault on to the command line.
        self._close_messages_no_wait()

    def raise_crash(self) -> None:
        """After the app has ended: raise what ended it, if something did."""
        if self._exception is not None:
            raise self._exception
