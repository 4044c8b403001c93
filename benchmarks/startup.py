"""From the command to the first picture: processor time of ``--help``, and the screen against a minimal one."""

from __future__ import annotations

import compileall
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import clerk_tui
from benchmarks.report import Figure, Report
from clerk_tui import profile as profiles
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.sessions import create

from ._watched import Watched

ROUNDS, QUICK_ROUNDS = 15, 5


def run(quick: bool) -> Report:
    """Everything in turn, again and again."""
    rounds = QUICK_ROUNDS if quick else ROUNDS
    bare, asked, minimal, screen = [], [], [], []
    # As an installed program is: with its modules compiled.
    for compiled in (Path(clerk_tui.__file__).parent, Path(__file__).parent):
        compileall.compile_dir(compiled, quiet=1)
    with TemporaryDirectory() as place:
        home = Path(place)
        meeting = read_preparation(shipped_folder() / "privacy_council" / "sample", profiles)
        folder = create(home / "会議", meeting)
        for _ in range(rounds):
            bare.append(_processor_time([sys.executable, "-c", "pass"]))
            asked.append(_processor_time([sys.executable, "-m", "clerk_tui", "--help"]))
            minimal.append(_painted([sys.executable, "-m", "benchmarks._minimal"], "ready to type", home))
            screen.append(
                _painted(
                    [sys.executable, "-m", "clerk_tui", "record", str(folder)], "まだ発言はありません", home
                )
            )
    names = ("Python だけ", "clerk-tui --help", "最小の Textual", "record の最初の画面")
    return Report(
        name="startup",
        figures={
            "help_seconds": Figure(statistics.median(asked) - statistics.median(bare), 0.15),
            "first_paint": Figure(statistics.median(screen) / statistics.median(minimal), 1.5),
        },
        header=("", "中央値 ms"),
        rows=[
            [name, f"{statistics.median(times) * 1000:.0f}"]
            for name, times in zip(names, (bare, asked, minimal, screen), strict=True)
        ],
        notes=(
            "はじめの二つはプロセッサーの時間、あとの二つは起動から端末に出るまで。help_seconds は Python だけとの差（秒）。",
        ),
    )


def _processor_time(command: Sequence[str]) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _painted(command: Sequence[str], text: str, home: Path) -> float:
    begun = time.perf_counter()
    program = Watched(command, home)
    try:
        program.painted(text)
        return time.perf_counter() - begun
    finally:
        program.end()
