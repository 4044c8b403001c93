"""Scripts without files or clocks: a store in memory, and a clock that stands still (台本の再生)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct, field

from clerk_tui import profile as profiles
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.events import Recorded
from clerk_tui.intake import read_preparation
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.scripting.replay import replay
from clerk_tui.session import Clock, Session

JST = timezone(timedelta(hours=9), "JST")
TYPED_LATER = datetime(2026, 12, 1, 9, 0, tzinfo=JST)
"""When the scripts are played: another day than the meetings', so that a time taken from the clock shows."""


class MemoryStore(Struct):
    """Keeps what is appended."""

    records: list[Recorded] = field(default_factory=list)

    def append(self, records: Sequence[Recorded]) -> None:
        self.records += records


def sample_folder(body: str) -> Path:
    """The folder of a body's sample meeting, as shipped."""
    return shipped_folder() / body / "sample"


def prepared(body: str) -> tuple[Session, MemoryStore]:
    """A session with the body's sample prepared, before a word is spoken."""
    store = MemoryStore()
    session = Session(store, clock=Clock(lambda: TYPED_LATER, lambda: 0.0))
    session.dispatch(Prepare(read_preparation(sample_folder(body), profiles)))
    return session, store


def played(body: str) -> tuple[Session, MemoryStore]:
    """A session in which the body's sample has been played to the end."""
    session, store = prepared(body)
    replay(session, sample_folder(body) / "script.jsonl")
    return session, store
