"""Patterns of a profile (穴埋めの文): text with ``{cases}`` and the like, checked when it is read.

A misspelt placeholder would otherwise come to light in the middle of a meeting.
"""

from __future__ import annotations

from collections.abc import Collection

from clerk_tui.domain.calendar import CalendarError, check_pattern
from clerk_tui.intake.toml import Table


def pattern(
    table: Table,
    key: str,
    default: str,
    fields: Collection[str],
    *,
    required: bool = False,
    lines: bool = False,
) -> str:
    """The pattern under a key; a note at the key where it has a placeholder that nobody fills in."""
    text = table.text(key, default, required=required, lines=lines)
    try:
        check_pattern(text, fields)
    except CalendarError as error:
        table.problem(str(error), key)
        return default
    return text
