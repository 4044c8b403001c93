"""A model against the record, over appends, closings, crashes, faults and openings in any order."""

from __future__ import annotations

import errno
from pathlib import Path
from random import Random

from disk import Disk, Killed, nth
from driver import AWAY, HOME, Clerk
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from clerk_tui.domain.events import Recorded
from clerk_tui.record import RecordError, RecordView

HARMS = st.sampled_from([OSError(errno.EIO, "EIO"), OSError(errno.ENOSPC, "ENOSPC"), 3])


class Record(RuleBasedStateMachine):
    """The model is the list of what was appended; the promise is checked at every opening."""

    def __init__(self) -> None:
        super().__init__()
        self.clerk = Clerk(Disk(), Random(0))
        self.follower = RecordView(HOME, files=self.clerk.disk, fallback=AWAY).storage
        self.followed: list[Recorded] = []

    def opened(self) -> bool:
        return self.clerk.record is not None

    @precondition(lambda self: not self.opened())
    @rule()
    def open(self) -> None:
        try:
            self.clerk.open()
        except RecordError:
            self.clerk.crash(power=False)

    @precondition(opened)
    @rule(times=st.integers(1, 5), seed=st.integers(0, 99))
    def append(self, times: int, seed: int) -> None:
        self.clerk.random.seed(seed + len(self.clerk.attempted))
        for _ in range(times):
            self.clerk.append()

    @precondition(opened)
    @rule()
    def look(self) -> None:
        self.clerk.record.storage.check()

    @precondition(opened)
    @rule()
    def close_meeting(self) -> None:
        self.clerk.append(closing=True)
        assert self.clerk.record.storage.sealed

    @precondition(opened)
    @rule()
    def close(self) -> None:
        self.clerk.disk.fault = None
        self.clerk.record.close()
        self.clerk.record = None

    @rule(after=st.integers(1, 12), harm=HARMS, home=st.booleans())
    def fault(self, after: int, harm: OSError | int, home: bool) -> None:
        """One failure in a while: of any disk, or for good of the one at home."""
        at = self.clerk.disk.calls + after
        self.clerk.disk.fault = nth(at, harm, forever=home, under=HOME if home else None)

    @precondition(opened)
    @rule(seed=st.integers(0, 10_000))
    def failed_fsync_then_power_cut(self, seed: int) -> None:
        """The trap of every store: an fsync that fails once, and succeeds the next time with nothing written."""
        disk = self.clerk.disk
        at = disk.calls

        def fault(call: int, name: str, path: Path) -> OSError | None:
            nonlocal at
            if name != "sync" or not at or call <= at:
                return None
            at = 0
            return OSError(errno.EIO, "EIO")

        disk.fault = fault
        self.clerk.append()
        self.crash(power=True, seed=seed)

    @rule()
    def mend(self) -> None:
        self.clerk.disk.fault = None

    @rule(power=st.booleans(), seed=st.integers(0, 10_000))
    def crash(self, power: bool, seed: int) -> None:
        self.clerk.random.seed(seed)
        self.clerk.crash(power=power)
        self.follower, self.followed = RecordView(HOME, files=self.clerk.disk, fallback=AWAY).storage, []

    @precondition(opened)
    @rule(after=st.integers(1, 8), power=st.booleans(), seed=st.integers(0, 10_000))
    def crash_in_the_middle(self, after: int, power: bool, seed: int) -> None:
        """The end comes between two calls of an append."""
        self.clerk.disk.fault = nth(self.clerk.disk.calls + after, Killed())
        try:
            for _ in range(5):
                self.clerk.append()
        except Killed:
            self.crash(power=power, seed=seed)

    @precondition(lambda self: self.clerk.disk.fault is None)
    @rule()
    def follow(self) -> None:
        """A reader that stays open sees a prefix, and sees it grow."""
        reading = self.follower.poll()
        if reading.restarted:
            self.followed.clear()
        self.followed += reading.records
        assert not reading.damages
        assert reading.count == len(self.followed)
        if self.opened():
            assert self.followed == self.clerk.attempted[: len(self.followed)]
            assert len(self.followed) == len(self.clerk.attempted) or not self.clerk.record.storage.location.saved

    @invariant()
    def the_screen_shows_the_record(self) -> None:
        if self.opened():
            assert list(self.clerk.record.storage.records) == self.clerk.attempted

    @invariant()
    def saved_means_promised(self) -> None:
        if self.opened() and self.clerk.record.storage.location.saved:
            assert self.clerk.promised == len(self.clerk.attempted)


def run(*, examples: int, steps: int, shrink: bool) -> None:
    run_state_machine_as_test(
        Record,
        settings=settings(
            max_examples=examples,
            stateful_step_count=steps,
            phases=[Phase.generate, *([Phase.shrink] if shrink else [])],
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_model_and_record_agree(slow: bool) -> None:
    run(examples=4000 if slow else 300, steps=50, shrink=True)
