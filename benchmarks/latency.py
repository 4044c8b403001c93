"""From a key to the painted change, seen from outside through a pseudo-terminal.

Three screens are open at the same time and are typed into in turn: one with few turns, one with many, and one
with few and no store behind it. What a key costs must not grow with the meeting, and the disk hardly shows.
"""

from __future__ import annotations

import statistics
import sys
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct, field

from benchmarks.report import Figure, Report
from clerk_tui import profile as profiles
from clerk_tui.domain.commands import CallRoll, ChangePhase, CompoundCommand, OpenBlock, RecordTurn
from clerk_tui.domain.record import Named
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.sessions import create, recording

from ._watched import Watched

FEW, MANY = 100, 5_000
ROUNDS = 120
QUICK_ROUNDS = 20
_CHARACTERS = "亜哀愛悪握圧扱宛嵐依威為畏胃尉異移萎偉椅彙維慰緯育壱逸茨芋印因咽姻引淫陰隠韻右宇羽雨唄鬱畝浦"
"""Typed one by one; none of them stands anywhere else on the screen."""
_A_ROUND = 4
_WORD = "改修工事費予算額内訳精算書添付資料確認済"
"""Twenty characters that an input method hands over at once; a number goes with them."""


class Screen(Struct):
    """One open screen, and how long it took (seconds)."""

    name: str
    program: Watched
    times: dict[str, list[float]] = field(default_factory=dict)
    typed: int = 0

    def one_round(self, number: int) -> None:
        """Some characters, a conversion, a turn."""
        for _ in range(_A_ROUND):
            character = _CHARACTERS[self.typed % len(_CHARACTERS)]
            self.typed += 1
            self._take("一字", character, character)
        word = f"{_WORD}{number:04}"
        self._take("20字の確定", word, word)
        # The entry empties; what is painted again stands in the log.
        self._take("発言の確定", word, "\r")

    def _take(self, what: str, painted: str, typed: str) -> None:
        self.times.setdefault(what, []).append(self.program.painted(painted, typed))
        self.program.settle()

    def median(self, what: str) -> float:
        return statistics.median(self.times[what])

    def tail(self, what: str) -> float:
        """99th percentile."""
        return statistics.quantiles(self.times[what], n=100, method="inclusive")[98]


def run(quick: bool) -> Report:
    """Type into all three in turn, and compare."""
    with TemporaryDirectory() as place, ExitStack() as stack:
        home = Path(place)
        few, many = (_meeting(home / str(count), count) for count in (FEW, MANY))
        bare = _meeting(home / "bare", FEW)
        record = [sys.executable, "-m", "clerk_tui", "record"]
        screens = [
            _opened(stack, f"{FEW}発言", [*record, str(few)], home),
            _opened(stack, f"{MANY}発言", [*record, str(many)], home),
            _opened(stack, "保存なし", [sys.executable, "-m", "benchmarks._screen", str(bare)], home),
        ]
        for number in range(QUICK_ROUNDS if quick else ROUNDS):
            for screen in screens:
                screen.one_round(number)
    small, large, unsaved = screens
    whats = tuple(small.times)
    figures = {
        **{
            f"median_{key}": Figure(large.median(what) / small.median(what), 1.1)
            for key, what in _named(whats)
        },
        **{f"p99_{key}": Figure(large.tail(what) / small.tail(what), 1.5) for key, what in _named(whats)},
        "store": Figure(small.median("発言の確定") / unsaved.median("発言の確定"), 1.2),
    }
    rows = [
        [what, screen.name, f"{screen.median(what) * 1000:.1f}", f"{screen.tail(what) * 1000:.1f}"]
        for what in whats
        for screen in screens
    ]
    return Report(
        name="latency",
        figures=figures,
        header=("操作", "画面", "中央値 ms", "99% ms"),
        rows=rows,
        notes=(
            "打鍵から、変わったところが端末に出るまで。三つの画面を同時に開き、かわるがわる打ちます。"
            f"20字の確定には番号 4 桁が付きます。{MANY}発言と{FEW}発言の比、保存ありと保存なしの比が目標です。",
        ),
    )


def _named(whats: tuple[str, ...]) -> list[tuple[str, str]]:
    return list(zip(("character", "conversion", "turn"), whats, strict=True))


def _opened(stack: ExitStack, name: str, command: list[str], home: Path) -> Screen:
    program = Watched(command, home)
    stack.callback(program.end)
    program.painted("Ctrl+P")
    program.settle()
    return Screen(name, program)


def _meeting(folder: Path, turns: int) -> Path:
    """A session of the sample body in the questions of its first block, after so many turns."""
    meeting = read_preparation(shipped_folder() / "privacy_council" / "sample", profiles)
    create(folder, meeting)
    speakers = [Named(person.id) for person in meeting.people]

    def turn(number: int) -> RecordTurn:
        text = f"{number}番目の発言です。保存の期間と、書類を受け取る窓口について、もう少し詳しく伺います。"
        return RecordTurn(speakers[number % len(speakers)], (text,))

    with recording(folder) as opened:
        opened.session.dispatch(CallRoll())
        opened.session.dispatch(OpenBlock((meeting.groups[0].id,)))
        opened.session.dispatch(ChangePhase("questions"))
        for start in range(0, turns, 50):
            opened.session.dispatch(CompoundCommand(tuple(map(turn, range(start, min(turns, start + 50))))))
    return folder
