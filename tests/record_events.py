"""Events for tests of the record: what they mean is nothing to it."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from clerk_tui.domain.events import NamesConfirmed, Recorded
from clerk_tui.domain.ids import EntryId

AT = datetime(2030, 5, 14, 13, 30, tzinfo=timezone(timedelta(hours=9)))


def said(seq: int, text: str = "発言", batch: int = 0) -> Recorded:
    """An event with a text, as number ``seq``, alone or in a batch."""
    event = NamesConfirmed(EntryId(f"e{seq}"), (text,))
    return Recorded(seq, AT + timedelta(seconds=seq), float(seq), batch or seq, event)


def batch(first: int, texts: list[str]) -> list[Recorded]:
    """One command's events, numbered from ``first``."""
    return [said(first + index, text, first) for index, text in enumerate(texts)]


def texts(records: object) -> list[str]:
    """What was said in each."""
    return [record.event.paragraphs[0] for record in records]  # type: ignore[attr-defined]
