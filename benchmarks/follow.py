"""From the clerk's record to the chair's screen, beside the bare notification of the same change.

The chair's view runs in a pseudo-terminal as it does in the council's room; a turn is recorded, and the clock
stops when the new speaker is painted there. In the same moment a bare watchfiles watch with the same settings
waits for the same change: what the system itself takes to say that something has happened.
"""

from __future__ import annotations

import statistics
import sys
import time
from pathlib import Path
from queue import Queue
from random import Random
from tempfile import TemporaryDirectory
from threading import Event, Thread

from watchfiles import watch

from benchmarks.report import Figure, Report
from clerk_tui import profile as profiles
from clerk_tui.domain.commands import RecordTurn
from clerk_tui.domain.record import Named
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.sessions import create, recording
from clerk_tui.watching import DEBOUNCE_MS, LOOK_MS, STEP_MS

from ._watched import Watched

ROUNDS, QUICK_ROUNDS = 200, 30
IDLE, QUICK_IDLE = 30.0, 5.0
"""Seconds of an idle view."""
_GAPS = (0.15, 0.45)
"""Seconds between two turns: longer than a debounce, and never the same."""


class Bell:
    """A bare watch of a folder, in a thread of its own."""

    def __init__(self, folder: Path) -> None:
        self._stop = Event()
        self.rung: Queue[float] = Queue()
        self._thread = Thread(target=self._watch, args=(folder,), daemon=True)
        self._thread.start()

    def _watch(self, folder: Path) -> None:
        changes = watch(
            folder,
            watch_filter=None,
            step=STEP_MS,
            debounce=DEBOUNCE_MS,
            rust_timeout=LOOK_MS,
            recursive=False,
            stop_event=self._stop,
        )
        for _ in changes:
            self.rung.put(time.perf_counter())

    def silence(self) -> None:
        while not self.rung.empty():
            self.rung.get()

    def end(self) -> None:
        self._stop.set()
        self._thread.join()


def run(quick: bool) -> Report:
    """Record turn after turn; then leave the view alone."""
    random = Random(5)
    shown: list[float] = []
    told: list[float] = []
    with TemporaryDirectory() as place:
        home = Path(place)
        meeting = read_preparation(shipped_folder() / "privacy_council" / "sample", profiles)
        folder = create(home / "会議", meeting)
        speakers = [person for person in meeting.people if person.role == "member"][:6]
        with recording(folder) as opened:
            opened.session.dispatch(RecordTurn(Named(meeting.people[0].id), ("始めます。",)))
            chair = Watched([sys.executable, "-m", "clerk_tui", "chair", str(folder), "--names"], home)
            bell = Bell(folder)
            try:
                chair.painted("Ctrl+Q")
                chair.settle()
                time.sleep(1)
                for number in range(QUICK_ROUNDS if quick else ROUNDS):
                    time.sleep(random.uniform(*_GAPS))
                    speaker = speakers[number % len(speakers)]
                    bell.silence()
                    begun = time.perf_counter()
                    opened.session.dispatch(RecordTurn(Named(speaker.id), (f"{number}番目の発言です。",)))
                    chair.painted(speaker.name)
                    shown.append(time.perf_counter() - begun)
                    told.append(bell.rung.get(timeout=20) - begun)
                    chair.settle()
                idle = QUICK_IDLE if quick else IDLE
                before = chair.processor_time()
                time.sleep(idle)
                load = (chair.processor_time() - before) / idle
            finally:
                bell.end()
                chair.end()
    return Report(
        name="follow",
        figures={
            "median": Figure(statistics.median(shown) / statistics.median(told), 2.0),
            "p99": Figure(_tail(shown) / _tail(told), 2.0),
            "idle_core": Figure(load, 0.01),
        },
        header=("", "中央値 ms", "99% ms"),
        rows=[
            ["会長の画面に出るまで", f"{statistics.median(shown) * 1000:.1f}", f"{_tail(shown) * 1000:.1f}"],
            ["変更の知らせだけ", f"{statistics.median(told) * 1000:.1f}", f"{_tail(told) * 1000:.1f}"],
        ],
        notes=(
            f"記録が確定するところから測ります（fsync を含む）。知らせは同じ設定（step={STEP_MS}、"
            f"debounce={DEBOUNCE_MS}）の watchfiles だけのもの。何も起きない間に会長の画面が使う時間は、一つの"
            f"コアの {load:.2%}。",
        ),
    )


def _tail(values: list[float]) -> float:
    """99th percentile."""
    return statistics.quantiles(values, n=100, method="inclusive")[98]
