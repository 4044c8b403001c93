"""``clerk-tui doctor`` without a session: what this desk offers."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.diagnostics import CheckResult, Verdict
from clerk_tui.diagnostics.disk import looks
from clerk_tui.diagnostics.fonts import fonts
from clerk_tui.diagnostics.terminal import ambiguous_width, encoding, terminal
from clerk_tui.profile import template_folders
from clerk_tui.sessions import root

from .japanese import padded

_NAME_CELLS = 20


def report() -> int:
    """Print every look; 1 if something will not do."""
    worst = Verdict.GOOD
    for sight in _sights():
        print(f"{padded(sight.verdict.value, 4)}  {padded(sight.name, _NAME_CELLS)}{sight.text}", flush=True)
        worst = sight.verdict if sight.verdict is Verdict.BAD else worst
    return int(worst is Verdict.BAD)


def _sights() -> Iterator[CheckResult]:
    yield terminal()
    yield encoding()
    yield ambiguous_width()
    yield from looks(root())
    templates = [path for folder in template_folders() for path in sorted(folder.rglob("*.docx"))]
    yield fonts(templates)
