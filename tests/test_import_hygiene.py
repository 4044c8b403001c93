"""What the pure rooms load, seen from a fresh interpreter: no screen, no database, no Word, no file."""

from __future__ import annotations

import subprocess
import sys

import pytest

PURE = (
    "clerk_tui.domain.events",
    "clerk_tui.domain.timeline",
    "clerk_tui.domain.checks",
    "clerk_tui.domain.wording",
    "clerk_tui.predict",
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
