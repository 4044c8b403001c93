"""A clerk at random: appends, closes, crashes and opens again, and holds the record to its promise.

The promise: what was answered with a location that is ``saved`` is there after any crash, in order, once. What
was under way may be there, whole or not at all. Nothing else may be there. And as long as the record is open
and in its folder, its files are TinyDB files.
"""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

from disk import Disk, Killed
from msgspec import Struct, field
from record_events import AT, said

from clerk_tui.domain.events import MeetingClosed, Recorded
from clerk_tui.record import RecordDB, RecordError, RecordView
from clerk_tui.record.segments import segments

HOME = Path("/sessions/みどり市")
AWAY = Path("/state")


class PromiseBroken(AssertionError):
    """The record is not what was promised."""


def all_of(disk: Disk, folder: Path = HOME, fallback: Path | None = None) -> list[Recorded]:
    """The record as a reader finds it; its damages are none."""
    reading = RecordView(folder, files=disk, fallback=fallback).storage.poll()
    assert not reading.damages
    return list(reading.records)


def seqs(disk: Disk, folder: Path, *, strict: bool = True) -> list[int]:
    """The numbers that stock TinyDB finds in the record's files (``strict``: in all of them). Counts as no call."""
    fault, calls, disk.fault = disk.fault, disk.calls, None
    try:
        tables = [_events(bytes(disk.file(path)), strict=strict) for path in segments(disk, folder)]
    finally:
        disk.fault, disk.calls = fault, calls
    return sorted({document["seq"] for table in tables for document in table.values()})


def _events(data: bytes, *, strict: bool) -> dict[str, dict[str, int]]:
    try:
        found: dict[str, dict[str, int]] = json.loads(data)["events"]
    except ValueError:
        if strict:
            raise
        return {}
    return found


class Clerk(Struct):
    """One meeting on one disk."""

    disk: Disk
    random: Random
    fallback: Path | None = AWAY
    home: Path = HOME
    record: RecordDB | None = None
    attempted: list[Recorded] = field(default_factory=list)
    promised: int = 0
    """How many of the attempted events must survive."""
    boundaries: set[int] = field(default_factory=lambda: {0})
    """Where batches begin and end: a record that ends elsewhere holds half a batch."""

    def open(self) -> None:
        """Open or open again, and check what is there."""
        self.record = RecordDB(self.home, files=self.disk, fallback=self.fallback)
        self.check(self.record)

    def check(self, record: RecordDB) -> None:
        """Hold the record to the promise; what it holds beyond is from now on what was attempted."""
        storage = record.storage
        found = list(storage.records)
        problems = storage.recovery.sentences
        if storage.read_only:
            raise PromiseBroken(f"read-only after a mere crash: {problems}")
        if len(found) < self.promised:
            raise PromiseBroken(f"{self.promised} promised, {len(found)} found: {problems}")
        if found != self.attempted[: len(found)]:
            raise PromiseBroken("changed, doubled or out of order")
        if len(found) not in self.boundaries:
            raise PromiseBroken("half a batch")
        del self.attempted[len(found) :]
        if storage.location.saved:
            self.promised = len(found)
        self.check_files()

    def check_files(self) -> None:
        """Stock TinyDB finds in the files what is saved there."""
        assert self.record is not None
        storage = self.record.storage
        # What a crash has torn is put right when the record is opened; where the disk fails in that very
        # moment, the next segment holds everything.
        strict = not storage.location.trouble
        numbers = [one.seq for one in storage.records]
        if storage.location.whole and seqs(self.disk, storage.folder, strict=strict) != numbers:
            raise PromiseBroken("stock TinyDB finds something else")

    def append(self, *, closing: bool = False) -> None:
        """A batch of one to three."""
        assert self.record is not None
        first = len(self.attempted) + 1
        size = self.random.choice((1, 1, 1, 2, 3))
        text = f"青葉町の公園{self.random.random()}" + "木" * self.random.choice((1, 1, 30, 1800))
        batch = [said(first + index, text, first) for index in range(size)]
        if closing:
            batch[-1] = Recorded(batch[-1].seq, AT, 0.5, first, MeetingClosed(AT))
        self.attempted += batch
        self.boundaries.add(len(self.attempted))
        self.record.insert_multiple(batch)
        if self.record.storage.location.saved:
            self.promised = len(self.attempted)
        self.check_files()

    def step(self) -> None:
        """Something that clerks do."""
        if self.record is None:
            self.open()
            return
        match self.random.choices(("append", "close meeting", "check", "reopen", "read"), (12, 1, 2, 2, 1))[0]:
            case "append":
                self.append()
            case "close meeting":
                self.append(closing=True)
            case "check":
                self.record.storage.check()
            case "reopen":
                self.record.close()
                self.record = None
            case "read":
                found = all_of(self.disk, self.home, self.fallback)
                if found != self.attempted[: len(found)] or (
                    self.record.storage.location.saved and len(found) < self.promised
                ):
                    raise PromiseBroken("a reader saw something else")

    def run(self, steps: int) -> None:
        """So many steps, or until the process is killed."""
        try:
            for _ in range(steps):
                self.step()
        except Killed:
            pass
        except RecordError:
            # Opening says that the disk cannot be read or locked: nothing was promised by that.
            self.record = None

    def crash(self, *, power: bool) -> None:
        """The process ends, or the machine."""
        self.record = None
        if power:
            self.disk.lose_power(self.random)
        else:
            self.disk.kill()
