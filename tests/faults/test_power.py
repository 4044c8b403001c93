"""Power cuts and kills at random moments on the simulated disk."""

from __future__ import annotations

from random import Random

from disk import Disk, Killed, nth
from driver import Clerk


def rounds(seeds: range, steps: int = 30) -> None:
    """A meeting for each seed: four crashes, each at a random call, by kill or power cut."""
    for seed in seeds:
        random = Random(seed)
        clerk = Clerk(Disk(), random)
        for _ in range(4):
            clerk.disk.fault = nth(clerk.disk.calls + random.randint(1, 8 * steps), Killed())
            clerk.run(steps)
            clerk.crash(power=random.random() < 0.7)
            clerk.open()
            clerk.append()
            assert clerk.record is not None
            clerk.record.close()
            clerk.record = None


def test_what_was_promised_survives_power_cuts(slow: bool) -> None:
    rounds(range(1500 if slow else 150))
