"""What the pure rooms load, seen from a fresh interpreter: no screen, no database, no Word, no file."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PURE = (
    "clerk_tui.domain.events",
    "clerk_tui.domain.timeline",
    "clerk_tui.domain.checks",
    "clerk_tui.domain.wording",
    "clerk_tui.predict",
    "clerk_tui.recording.input_state",
    "clerk_tui.recording.steps",
    "clerk_tui.recording.undoing",
    "clerk_tui.chair.items",
    "clerk_tui.minutes.outline",
)
FOREIGN = (
    "textual",
    "rich",
    "tinydb",
    "docx",
    "lxml",
    "watchfiles",
    "rapidfuzz",
    "jaconv",
    "tomllib",
    "asyncio",
)

_PROBE = """
import sys
from pathlib import Path
opened = []
sys.addaudithook(lambda name, args: opened.append(str(args[0])) if name == "open" else None)
import {module}
opened = [path for path in opened if not path.endswith((".py", ".pyc", ".so", ".pyd"))]
print(sorted(set({foreign}) & set(sys.modules)), [p for p in opened if "clerk" in p and "__pycache__" not in p])
"""


@pytest.mark.parametrize("module", PURE)
def test_a_pure_module_loads_nothing_foreign_and_opens_no_file(module: str) -> None:
    probe = _PROBE.format(module=module, foreign=FOREIGN)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[] []"


def test_help_loads_neither_screen_nor_word() -> None:
    probe = (
        "import sys, contextlib, io\n"
        "from clerk_tui.cli.main import main\n"
        "with contextlib.redirect_stdout(io.StringIO()), contextlib.suppress(SystemExit): main(['--help'])\n"
        f"print(sorted(set({FOREIGN}) & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


LATER = (
    *("docx", "docxtpl", "openpyxl", "lxml", "janome", "webvtt", "starlette", "uvicorn"),
    *("rapidfuzz", "jaconv", "watchfiles", "anyio", "zipfile"),
    *("clerk_tui.tui.dialogs", "clerk_tui.tui.questions", "clerk_tui.tui.finding", "clerk_tui.tui.providers"),
    *("clerk_tui.tui.screens.help", "clerk_tui.tui.palette", "clerk_tui.watching", "clerk_tui.chair"),
    *("clerk_tui.minutes.outline", "clerk_tui.minutes.template", "clerk_tui.minutes.word", "clerk_tui.drafting"),
    *("clerk_tui.export", "clerk_tui.search", "clerk_tui.published", "clerk_tui.transcript", "clerk_tui.alignment"),
    *("clerk_tui.polish", "clerk_tui.leaks", "clerk_tui.scripting", "clerk_tui.audio"),
)
"""What nobody needs before the first picture; each of them once made the clerk wait for it."""

_PICTURE = """
import asyncio, sys
from clerk_tui.tui.terminal import prepare_environment
prepare_environment()
import clerk_tui.cli.main, clerk_tui.cli.record
from clerk_tui.session import Session
from clerk_tui.tui.app import ClerkApp

class Nowhere:
    def append(self, records): pass

async def first_picture():
    async with ClerkApp(Session(Nowhere())).run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        print(sorted(set({later}) & set(sys.modules)))

asyncio.run(first_picture())
"""


def test_the_first_picture_waits_for_nothing_that_is_needed_later() -> None:
    probe = _PICTURE.format(later=LATER)
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


HOME_LATER = (
    *("clerk_tui.tui.app", "clerk_tui.tui.screens.record", "clerk_tui.tui.actions", "argcomplete"),
    *("clerk_tui.tui.home.form", "clerk_tui.tui.home.output", "clerk_tui.tui.file_picker"),
)
_HOME = """
import asyncio, sys
from clerk_tui.tui.terminal import prepare_environment
prepare_environment()
import clerk_tui.cli.main
from clerk_tui.cli.home import Outside
from clerk_tui.tui.home.app import HomeApp

async def first_picture():
    async with HomeApp(Outside()).run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        print(sorted(set({later}) & set(sys.modules)))

asyncio.run(first_picture())
"""


def test_the_home_screen_waits_for_nothing_that_a_command_needs_later(tmp_path: Path) -> None:
    # As soon as the meetings are listed, they are watched; here that is at once.
    watching = {"clerk_tui.watching", "watchfiles", "anyio"}
    probe = _HOME.format(later=(*sorted({*LATER} - {"clerk_tui.tui.dialogs"} - watching), *HOME_LATER))
    environment = {**os.environ, "XDG_CONFIG_HOME": str(tmp_path), "CLERK_TUI_SESSIONS": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True, env=environment
    )
    assert done.stdout.strip() == "[]"
