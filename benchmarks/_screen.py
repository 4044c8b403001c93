"""The clerk's screen on a session's record without a store behind it: ``python -m benchmarks._screen FOLDER``."""

from __future__ import annotations

import sys
from pathlib import Path

from clerk_tui.tui.terminal import driver_class, prepare_environment

prepare_environment()

from clerk_tui.session import Session  # noqa: E402
from clerk_tui.sessions import timeline  # noqa: E402 - Textual reads its environment when it is imported
from clerk_tui.tui.app import ClerkApp  # noqa: E402

from ._nowhere import Nowhere  # noqa: E402


def main() -> None:
    app = ClerkApp(Session(Nowhere(), timeline(Path(sys.argv[1])).records))
    app.driver_class = driver_class() or app.driver_class
    app.run()


if __name__ == "__main__":
    main()
