"""What an app has painted (画面の文字), and the files that keep it.

    python -m pytest --snapshot-update tests/tui/test_screens.py

writes what is painted now; read the differences before you commit them.
"""

from __future__ import annotations

import io
from typing import Any

from rich.console import Console
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from syrupy.location import PyTestLocation
from textual.app import App


class PlainText(SingleFileSnapshotExtension):
    """A text file for each snapshot, under the name that the test gives it."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"

    @classmethod
    def get_snapshot_name(cls, *, test_location: PyTestLocation, index: int | str = 0) -> str:
        return str(index)


def painted(app: App[Any]) -> str:
    """The whole screen as text, dialogs over what is behind them; without the blanks at the ends of lines."""
    width, height = app.size
    console = Console(
        file=io.StringIO(), width=width, height=height, record=True, force_terminal=True, legacy_windows=False
    )
    # As App.export_screenshot paints its pictures.
    console.print(app.screen._compositor.render_update(full=True, screen_stack=app._background_screens))
    return "\n".join(line.rstrip() for line in console.export_text().splitlines()) + "\n"
