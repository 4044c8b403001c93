"""Following a session (追随): its folder → the events that are new → the record as it stands.

A reader takes no lock and writes nothing. The folder is watched, not the file, which an atomic replacement
would silence; once a second it is looked at anyway, for shared folders from which no notifications come.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.events import MeetingPrepared, Recorded
from clerk_tui.domain.record import State
from clerk_tui.domain.timeline import Timeline
from clerk_tui.intake.preparation import FILE, PROFILE
from clerk_tui.intake.problems import FileProblems
from clerk_tui.record import Reading, RecordUnreadable
from clerk_tui.sessions import preparation, view
from clerk_tui.watching import Stamps, Wake, stamps, wakes

POLLING = "このフォルダーからは変更の知らせが届かないため、1秒ごとに読みに行っています。"
VANISHED = "会議の記録が見えなくなりました。保存先がつながっているか確かめてください（最後に見えた内容を出しています）。"
DAMAGED = "記録に読めない部分があります。書記に伝えてください（読めたところまでを出しています）。"


class Snapshot(Struct, frozen=True):
    """What a look at the folder shows."""

    state: State
    seq: int
    """Number of the last event; 0 before the record has begun."""
    trouble: str = ""
    """Why this may not be the whole record, in one sentence for the room; empty: it is."""
    polling: bool = False
    """Whether changes are found by looking alone."""


class Following:
    """The record of one folder, as far as it can be seen; each event is read and folded once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._record = view(folder).storage
        self._prepared: tuple[Stamps | None, State] = (None, State())
        self.timeline = Timeline()

    def look(self) -> Snapshot:
        """Take in what is new. Trouble is told in the sight; the next look tries again."""
        try:
            trouble = self._take(self._record.poll())
        except RecordUnreadable as fault:
            # Events handed over before the fault are not handed over twice: begin again from the first.
            self._record = view(self._folder).storage
            trouble = str(fault)
        state = self.timeline.state
        if not state.prepared and not trouble:
            state, trouble = self._as_prepared()
        return Snapshot(state, self.timeline.next_seq - 1, trouble)

    def _take(self, reading: Reading) -> str:
        before = reading.count - len(reading.records)
        known = len(self.timeline.records)
        if before != (0 if reading.restarted else known):
            # The reader had to begin again, or this side had: both do.
            self._record = view(self._folder).storage
            reading, before = self._record.poll(), 0
        if before == known:
            self.timeline.extend(reading.records)
        elif reading.records:
            self.timeline = Timeline(reading.records)
        else:
            return VANISHED
        return DAMAGED if reading.damages else ""

    def _as_prepared(self) -> tuple[State, str]:
        """A session on which nobody has worked yet, from its files."""
        seen = stamps(self._folder / name for name in (FILE, PROFILE))
        if seen != self._prepared[0]:
            try:
                state = MeetingPrepared(preparation(self._folder)).apply(State())
            except FileProblems as faults:
                return self._prepared[1], str(faults.problems[0])
            self._prepared = seen, state
        return self._prepared[1], ""

    @property
    def records(self) -> tuple[Recorded, ...]:
        """Every event taken in, in order."""
        return tuple(self.timeline.records)


async def follow(folder: Path) -> AsyncIterator[Snapshot]:
    """The record now, and again each time something of it has changed; ends only with its task."""
    async for sight in sights(Following(folder), wakes(folder)):
        yield sight


async def sights(following: Following, wakes: AsyncIterator[Wake]) -> AsyncIterator[Snapshot]:
    """A sight for each change that a wake brings, the first at once.

    A change that time alone has found, and of which no notification comes afterwards either, shows that this
    folder sends none; the next notification shows that it does.
    """
    seen = await asyncio.to_thread(following.look)
    yield seen
    unannounced = polling = False
    async for wake in wakes:
        sight = await asyncio.to_thread(following.look)
        match wake:
            case Wake.NOTIFIED:
                unannounced = polling = False
            case Wake.TIME:
                polling = polling or unannounced
                unannounced = unannounced or sight.seq != seen.seq
        sight = Snapshot(sight.state, sight.seq, sight.trouble, polling)
        if sight != seen:
            seen = sight
            yield sight
