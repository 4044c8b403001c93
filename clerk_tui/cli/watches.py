"""What goes on beside the record screen until it is closed (見張り): files under watch, the record, the chair's screens."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from clerk_tui.sessions import RecordStore, preparation
from clerk_tui.settings import own_folder
from clerk_tui.support.os_errors import reason

if TYPE_CHECKING:
    from clerk_tui.intake.problems import FileProblems
    from clerk_tui.tui.app import ClerkApp

_VIEWS_EVERY = 3.0
"""Seconds between looks for screens of the chair."""
_CHECK_EVERY = 3.0
"""Seconds between looks whether the record's file is still ours."""


class Watch(Struct, frozen=True):
    """What goes on beside the screen until it is closed."""

    name: str
    going_on: Coroutine[None, None, None]


async def guarded(app: ClerkApp, stands: asyncio.Event, watch: Watch) -> None:
    """One watch, begun when the first picture stands; where it fails it is told and ends nothing else."""
    try:
        await stands.wait()
        await watch.going_on
    except Exception as fault:
        why = reason(fault) if isinstance(fault, OSError) else type(fault).__name__
        app.call_later(
            app.warn,
            f"{watch.name}が止まりました（{why}）。記録は続けられます。画面を開き直すと、また始まります。",
        )
        if not isinstance(fault, OSError):
            # A fault of ours: reported when the screen is closed.
            raise
    finally:
        # Where the screen never stood, it was never begun.
        watch.going_on.close()


async def watch_preparation(app: ClerkApp, folder: Path) -> None:
    from clerk_tui.intake.preparation import FILE, PROFILE
    from clerk_tui.watching import changes

    async for _ in changes(folder, (FILE, PROFILE)):
        _prepare(app, folder)


async def watch_abbreviations(app: ClerkApp) -> None:
    from clerk_tui.intake.abbreviations import FILE as ABBREVIATIONS
    from clerk_tui.watching import changes

    own = own_folder()
    own.mkdir(parents=True, exist_ok=True)
    _abbreviate(app, own / ABBREVIATIONS)
    async for _ in changes(own, (ABBREVIATIONS,)):
        _abbreviate(app, own / ABBREVIATIONS)


async def check_record(store: RecordStore) -> None:
    """An editor or a sync program may put another file in the place of the record between two remarks."""
    while True:
        await asyncio.sleep(_CHECK_EVERY)
        store.check()


async def count_views(app: ClerkApp, folder: Path) -> None:
    """Tell the clerk whether the chair has a screen open."""
    from clerk_tui.chair.presence import open_views

    while True:
        app.show_views(await asyncio.to_thread(open_views, folder))
        await asyncio.sleep(_VIEWS_EVERY)


def _prepare(app: ClerkApp, folder: Path) -> None:
    from clerk_tui.intake.problems import FileProblems

    try:
        app.prepare(preparation(folder))
    except FileProblems as faults:
        _tell(app, faults)


def _abbreviate(app: ClerkApp, path: Path) -> None:
    from clerk_tui.intake.abbreviations import read_abbreviations
    from clerk_tui.intake.problems import FileProblems

    try:
        app.use_abbreviations(read_abbreviations(path))
    except FileProblems as faults:
        _tell(app, faults)


def _tell(app: ClerkApp, faults: FileProblems) -> None:
    first, *more = faults.problems
    rest = f"（ほか {len(more)} 件）" if more else ""
    # Told once the screen stands: the first look may come before it.
    app.call_later(app.warn, f"{first}{rest} 前の内容のまま続けます。")
