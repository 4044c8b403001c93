"""One meeting being recorded (セッション): commands in, events to the record, state out.

The only writer of the record. What :attr:`Session.state` shows has been stored first; a command that is
refused, or that could not be stored, changes nothing.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from clerk_tui.domain.acts import Command, Stamp
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.record import State
from clerk_tui.domain.timeline import Timeline


class Clock(Struct, frozen=True):
    """Wall clock with zone, and a clock that is never set back (seconds)."""

    now: Callable[[], datetime]
    monotonic: Callable[[], float]


SYSTEM_CLOCK = Clock(lambda: datetime.now().astimezone(), time.monotonic)


class Store(Protocol):
    """Where events go: :meth:`append` returns once they are stored, all of one command or none."""

    def append(self, records: Sequence[Recorded]) -> None: ...


class Session:
    """State, store and clock; every key, palette entry and script line ends in :meth:`dispatch`."""

    def __init__(self, store: Store, records: Iterable[Recorded] = (), clock: Clock = SYSTEM_CLOCK) -> None:
        self._store = store
        self._clock = clock
        self.timeline = Timeline(records)
        self._origin = self._clock.monotonic() - self._elapsed_before()

    @property
    def state(self) -> State:
        return self.timeline.state

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def dispatch(self, command: Command, at: datetime | None = None) -> tuple[Recorded, ...]:
        """Carry out a command.

        Args:
            command: what to do.
            at: the moment it belongs to, for notes typed in afterwards; None: now.

        Returns:
            The events it made, already stored; none where it changed nothing.

        Raises:
            Refused: it makes no sense as it stands; the message is for the clerk.
        """
        stamp = Stamp(self.timeline.next_seq, at or self._clock.now())
        records = tuple(
            Recorded(stamp.seq + index, stamp.at, self._offset(), stamp.seq, event)
            for index, event in enumerate(self.timeline.decide(command, stamp))
        )
        if records:
            self._store.append(records)
            self.timeline.extend(records)
        return records

    def _offset(self) -> float:
        # A millisecond is more than a keypress needs, and keeps the record readable.
        return round(self._clock.monotonic() - self._origin, 3)

    def _elapsed_before(self) -> float:
        """Where the offsets of an earlier run ended, with the time that has passed since by the wall clock."""
        records = self.timeline.records
        if not records:
            return 0.0
        last = records[-1]
        return last.offset + max(0.0, (self._clock.now() - last.at).total_seconds())
