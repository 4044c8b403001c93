"""Faults whose message is for the clerk (想定内の誤り): told in one sentence, without a traceback."""

from __future__ import annotations

import sys
from pathlib import Path


def expected() -> tuple[type[Exception], ...]:
    """All of them; their modules are loaded only when something went wrong."""
    from clerk_tui.domain.calendar import CalendarError
    from clerk_tui.domain.errors import Refused
    from clerk_tui.intake.problems import FileProblems
    from clerk_tui.journal import JournalError, UnsafeName
    from clerk_tui.journal.codec import CodecError
    from clerk_tui.library import NoSuchSession
    from clerk_tui.minutes.ooxml import TemplateError
    from clerk_tui.profile import NotFound
    from clerk_tui.published.data import UnreadableMinutes
    from clerk_tui.script.errors import ScriptError

    return (
        Refused,
        FileProblems,
        JournalError,
        UnsafeName,
        CodecError,
        CalendarError,
        NoSuchSession,
        TemplateError,
        NotFound,
        ScriptError,
        UnreadableMinutes,
    )


def tell_damages(folder: Path) -> bool:
    """Say on stderr where the record of a session does not go on; whether it was so.

    What is made from such a record lacks the rest of it, and nobody would see that in the Word file.
    """
    from clerk_tui.library import reading

    damages = reading(folder).damages
    for damage in damages:
        print(f"注意：{damage.sentence}", file=sys.stderr)
    if damages:
        print(
            "読めたところまでを使いました。続きは clerk-tui doctor で調べ、別の会議に取り出せます。",
            file=sys.stderr,
        )
    return bool(damages)
