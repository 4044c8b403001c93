"""A clerk at random: appends, seals, copies, crashes and opens again, and holds the record to its promise.

The promise: what was answered with a place that is ``saved`` is there after any crash, in order, once. What
was under way may be there, whole or not at all. Nothing else may be there.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

from disk import Disk, Killed
from msgspec import Struct, field

from clerk_tui.journal import CheckpointFailed, Journal, JournalError, read
from clerk_tui.journal.line import Document

HOME = Path("/sessions/みどり市")
AWAY = Path("/state")


class PromiseBroken(AssertionError):
    """The record is not what was promised."""


class Clerk(Struct):
    """One meeting on one disk."""

    disk: Disk
    random: Random
    fallback: Path | None = AWAY
    home: Path = HOME
    journal: Journal | None = None
    attempted: list[Document] = field(default_factory=list)
    promised: int = 0
    """How many of the attempted documents must survive."""
    boundaries: set[int] = field(default_factory=lambda: {0})
    """Where batches begin and end: a record that ends elsewhere holds half a batch."""

    def open(self) -> None:
        """Open or open again, and check what is there."""
        self.journal = Journal.open(self.home, files=self.disk, fallback=self.fallback)
        self.check(self.journal)

    def check(self, journal: Journal) -> None:
        """Hold the record to the promise; what it holds beyond is from now on what was attempted."""
        found = list(journal.documents)
        problems = journal.recovery.sentences
        if journal.read_only:
            raise PromiseBroken(f"read-only after a mere crash: {problems}")
        if len(found) < self.promised:
            raise PromiseBroken(f"{self.promised} promised, {len(found)} found: {problems}")
        if found != self.attempted[: len(found)]:
            raise PromiseBroken("changed, doubled or out of order")
        if len(found) not in self.boundaries:
            raise PromiseBroken("half a batch")
        del self.attempted[len(found) :]
        if journal.place.saved:
            self.promised = len(found)

    def append(self) -> None:
        """A batch of one to three."""
        assert self.journal is not None
        number = len(self.attempted)
        size = self.random.choice((1, 1, 1, 2, 3))
        text = "青葉町の公園" * self.random.choice((1, 1, 5, 300))
        batch: list[Document] = [
            {"id": f"e{number + index}-{self.random.random()}", "text": text} for index in range(size)
        ]
        self.attempted += batch
        self.boundaries.add(len(self.attempted))
        if self.journal.append(batch).saved:
            self.promised = len(self.attempted)

    def step(self) -> None:
        """Something that clerks do."""
        if self.journal is None:
            self.open()
            return
        match self.random.choices(("append", "seal", "checkpoint", "reopen", "read"), (12, 1, 2, 2, 1))[0]:
            case "append":
                self.append()
            case "seal":
                self.journal.seal()
            case "checkpoint":
                try:
                    self.journal.checkpoint()
                except CheckpointFailed:
                    return
            case "reopen":
                self.journal.close()
                self.journal = None
            case "read":
                found = list(read(self.home, files=self.disk, fallback=self.fallback).documents)
                if found != self.attempted[: len(found)] or (
                    self.journal.place.saved and len(found) < self.promised
                ):
                    raise PromiseBroken("a reader saw something else")

    def run(self, steps: int) -> None:
        """So many steps, or until the process is killed."""
        try:
            for _ in range(steps):
                self.step()
        except Killed:
            pass
        except JournalError:
            # Opening says that the disk cannot be read or locked: nothing was promised by that.
            self.journal = None

    def crash(self, *, power: bool) -> None:
        """The process ends, or the machine."""
        self.journal = None
        if power:
            self.disk.lose_power(self.random)
        else:
            self.disk.kill()
