"""``clerk-tui record``: the clerk's screen."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from clerk_tui.library import locate


def run(options: Namespace) -> int:
    return screen(locate(options.session))


def screen(folder: Path) -> int:
    """Open the screen on a session until the clerk leaves it."""
    raise NotImplementedError(folder)
