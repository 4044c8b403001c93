"""The order of things: all recorded events, which of them hold, and the state they fold to (履歴・取消し).

Undoing takes back one whole command, wherever its events stand, and redoing puts it back in its place; both
are events themselves, so nothing ever leaves the journal.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from operator import attrgetter

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .events import Recorded
from .history import Redo, Redone, Undo, Undone
from .record import State

# Undoing folds again from the nearest kept state, so it costs at most so many events however long the
# meeting; at about 30 µs an event that is less than a frame.
_KEEP_EVERY = 128


class Timeline:
    """Events in order of their numbers, with undo and redo. No I/O; equal events give equal states."""

    def __init__(self, records: Iterable[Recorded] = ()) -> None:
        self._records: list[Recorded] = []
        self._holding: list[Recorded] = []
        self._kept: list[tuple[int, State]] = [(0, State())]
        self._done: list[int] = []
        self._undone: list[int] = []
        self.state = State()
        self.extend(records)

    @property
    def records(self) -> Sequence[Recorded]:
        """Every event ever recorded, undone ones included."""
        return self._records

    @property
    def holding(self) -> Sequence[Recorded]:
        """The events that hold: without those undone."""
        return self._holding

    @property
    def next_seq(self) -> int:
        return self._records[-1].seq + 1 if self._records else 1

    @property
    def can_undo(self) -> bool:
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        return bool(self._undone)

    def decide(self, command: Command, stamp: Stamp) -> tuple[Event, ...]:
        """What the command makes happen now; empty where it changes nothing.

        Raises:
            Refused: one Japanese sentence for the clerk; nothing has happened.
        """
        match command:
            case Undo():
                return (self.undo(),)
            case Redo():
                return (self.redo(),)
            case _:
                return command.decide(self.state, stamp)

    def undo(self) -> Undone:
        """The event that takes back the last command.

        Raises:
            Refused: nothing is left to take back.
        """
        if not self._done:
            raise Refused("取り消せる操作はもうありません。")
        return Undone(self._done[-1])

    def redo(self) -> Redone:
        """The event that puts back the command undone last.

        Raises:
            Refused: nothing was undone, or something else was recorded since.
        """
        if not self._undone:
            raise Refused("やり直せる操作はありません。")
        return Redone(self._undone[-1])

    def batch(self, number: int) -> tuple[Recorded, ...]:
        """The events of one command."""
        return tuple(record for record in self._records if record.batch == number)

    def extend(self, records: Iterable[Recorded]) -> None:
        """Take in further events, in order of their numbers."""
        for record in records:
            self._append(record)

    def _append(self, record: Recorded) -> None:
        self._records.append(record)
        match record.event:
            case Undone(batch=batch):
                self._take_back(batch)
            case Redone(batch=batch):
                self._put_back(batch)
            case event:
                self._hold(record)
                if event.undoable:
                    if not self._done or self._done[-1] != record.batch:
                        self._done.append(record.batch)
                    self._undone.clear()

    def _hold(self, record: Recorded) -> None:
        self._holding.append(record)
        self.state = record.event.apply(self.state)
        if len(self._holding) % _KEEP_EVERY == 0:
            self._kept.append((len(self._holding), self.state))

    def _take_back(self, batch: int) -> None:
        if batch not in self._done:
            return
        self._done.remove(batch)
        self._undone.append(batch)
        self._fold_again([record for record in self._holding if record.batch != batch], batch)

    def _put_back(self, batch: int) -> None:
        if batch not in self._undone:
            return
        self._undone.remove(batch)
        self._done.append(batch)
        back = [record for record in self.batch(batch) if not isinstance(record.event, Undone | Redone)]
        self._fold_again(sorted((*self._holding, *back), key=attrgetter("seq")), batch)

    def _fold_again(self, holding: list[Recorded], batch: int) -> None:
        """Fold the changed list; a batch's number is its first event's, so nothing before it changes."""
        first = next((i for i, record in enumerate(holding) if record.seq >= batch), len(holding))
        while self._kept[-1][0] > first:
            self._kept.pop()
        start, self.state = self._kept[-1]
        self._holding = holding[:start]
        for record in holding[start:]:
            self._hold(record)
        # Who had the floor is forgotten: whose remark it was to become may be what was taken back.
        self.state = replace(self.state, floor=None)


def replay(records: Iterable[Recorded]) -> State:
    """The state that the records fold to."""
    return Timeline(records).state
