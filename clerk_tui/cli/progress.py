"""How far long work has come (進み具合): one line on standard error, which the next one takes the place of.

Only where somebody sees it: on a terminal, or on the home screen, which reads the lines of the command that it runs.
"""

from __future__ import annotations

import os
import sys

SHOWN = "CLERK_TUI_PROGRESS"
"""Environment variable that has progress told although standard error is no terminal."""


def tell_progress(text: str) -> None:
    """Say how far it has come; empty: it is done."""
    if sys.stderr.isatty():
        print(f"\r{text}\x1b[K", end="", file=sys.stderr, flush=True)
    elif os.environ.get(SHOWN):
        print(f"\r{text}", end="\r", file=sys.stderr, flush=True)
