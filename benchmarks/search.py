"""Finding a word in ten, a hundred and a thousand meetings of the real one's size, and what the cache weighs."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.report import Figure, Report
from clerk_tui.search import Query, Remark, SearchCache, Source

GOLDEN = Path(__file__).parents[2] / "shared" / "seed" / "golden.json"
SIZES, QUICK_SIZES = (10, 100, 1_000), (10, 100)
_ROUNDS = 9
_WORDS = ("委員", "個人情報", "髙橋", "保存期間が長過ぎる", "どこにも出てこない語")
"""A word of two characters that is everywhere, common ones, another form of a character, none at all."""


def run(quick: bool) -> Report:
    """Fill a cache meeting by meeting, and search it."""
    turns = [
        (row["label"], "\n".join(row["paragraphs"]))
        for row in json.loads(GOLDEN.read_text("utf-8"))["rows"]
        if row["row"] == "turn"
    ]
    characters = sum(len(text) for _, text in turns)
    rows, worst, weight = [], 0.0, 0.0
    sizes = QUICK_SIZES if quick else SIZES
    with TemporaryDirectory() as place:
        for size in sizes:
            cache = SearchCache(Path(place) / str(size))
            cache.put((_source(number), "1", list(_remarks(turns, number))) for number in range(size))
            times = {word: _time(Path(place) / str(size), word) for word in _WORDS}
            worst = max(times.values())
            weight = cache.size / (size * characters * 3)
            rows.append(
                [
                    f"{size:,}",
                    *(f"{taken * 1000:.1f}" for taken in times.values()),
                    f"{cache.size / 1e6:.1f}",
                ]
            )
    return Report(
        name="search",
        figures={"seconds": Figure(worst, 0.1), "weight": Figure(weight, 3.0)},
        header=("会議", *_WORDS, "控え MB"),
        rows=rows,
        notes=(
            "控えを開いてから 50 件を揃えるまでのミリ秒（最も遅い語を図にします）。大きさは、発言の UTF-8 に対する比。",
        ),
    )


def _time(folder: Path, word: str) -> float:
    """The median; a search opens the cache anew, as a command does."""
    taken = []
    for _ in range(_ROUNDS):
        begun = time.perf_counter()
        SearchCache(folder).search(Query((word,)))
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def _source(number: int) -> Source:
    return Source(
        f"会議{number}", f"第{number}回審議会", "審議会", f"{1950 + number % 100}-{1 + number % 12:02}-01"
    )


def _remarks(turns: list[tuple[str, str]], number: int) -> Iterator[Remark]:
    """The real meeting's remarks in another order, so that no two meetings are the same."""
    chance = Random(number)
    for place, (label, text) in enumerate(chance.sample(turns, len(turns)), 1):
        yield Remark(place, "14:00", label, "質問", "諮問第52号", f"{text}{number}")
