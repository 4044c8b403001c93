"""What the minutes lack on their way to the public (要領の項目・食い違いの点検)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.demands import missing_items
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import State

from .finding import Finding, Rule


def required(state: State, _meeting: Meeting) -> Iterator[Finding]:
    """What the body's rule demands and nobody has written."""
    for name, where in missing_items(state) if state.prepared else ():
        yield Finding(Rule.REQUIRED_ITEM, f"要領の項目「{name}」がありません。{where}")


def conflicts(state: State, _meeting: Meeting) -> Iterator[Finding]:
    """Corrections that differ and that nobody has decided."""
    for each in state.conflicts:
        by = f"（{each.by}と{each.other or '記録'}）" if each.by else ""
        yield Finding(
            Rule.CONFLICT,
            f"{each.where}の直しが食い違ったままです{by}。clerk-tui settle 会議 で決めてください。",
            each.entry,
        )
