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
from .json_output import tell_json

_NAME_CELLS = 20


def report(*, as_json: bool = False) -> int:
    """Print every look; 1 if something will not do."""
    if as_json:
        looks_at = list(_sights())
        tell_json([{"verdict": each.verdict.name.lower(), "name": each.name, "text": each.text} for each in looks_at])
        return int(any(each.verdict is Verdict.BAD for each in looks_at))
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
