"""Faults whose message is for the clerk (想定内の誤り): told in one sentence, without a traceback."""

from __future__ import annotations


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
