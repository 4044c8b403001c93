"""``clerk-tui chair``: the chair's view of a session, in this terminal or in a browser."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from contextlib import suppress
from pathlib import Path

from clerk_tui.chair.following import follow
from clerk_tui.chair.presence import counted
from clerk_tui.chair.views import CHAIR, NAMED, ROOM, View
from clerk_tui.domain.errors import Refused
from clerk_tui.intake.problems import FileProblems
from clerk_tui.record import RecordError
from clerk_tui.session import SYSTEM_CLOCK
from clerk_tui.session_names import locate
from clerk_tui.sessions import state_of


def run(options: Namespace) -> int:
    folder = locate(options.session)
    # The record of another meeting is not shown; one that cannot be read is followed, and says so.
    with suppress(FileProblems, RecordError):
        state_of(folder, incomplete=True)
    show = _in_browser if options.web else _in_terminal
    with counted(folder):
        return show(folder, options)


def chosen(options: Namespace) -> View:
    """The level of the view that was asked for."""
    if options.room:
        return ROOM
    return NAMED if options.names else CHAIR


def _in_terminal(folder: Path, options: Namespace) -> int:
    from clerk_tui.chair.app import ChairApp

    app = ChairApp(follow(folder), SYSTEM_CLOCK.now, view=chosen(options))
    app.run()
    app.raise_crash()
    return 0


def _in_browser(folder: Path, options: Namespace) -> int:
    try:
        from clerk_tui.chair.web import serve
    except ModuleNotFoundError as missing:
        raise Refused(
            f"ブラウザーで見せるための部品（{missing.name}）がありません。"
            "clerk_tui のフォルダーで .venv/bin/python -m pip install '.[web]' を実行してください。"
        ) from None
    asyncio.run(
        serve(
            follow(folder),
            SYSTEM_CLOCK.now,
            host=options.host,
            port=options.port,
            view=chosen(options),
            tell=lambda sentence: print(sentence, flush=True),
        )
    )
    return 0
