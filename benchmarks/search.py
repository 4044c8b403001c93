"""Finding a word in a hundred, a thousand and ten thousand meetings of the real one's size, and what the cache weighs.

The rival stands in the same run over the same remarks: SQLite's FTS5 with an index of pairs of characters, so that a
word of two characters is found by it too. Each finds the fifty newest remarks, with what is shown of them.
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.report import Figure, Report
from clerk_tui.domain.text import normalize
from clerk_tui.search import Query, Remark, SearchCache, Source

GOLDEN = Path(__file__).parents[2] / "shared" / "seed" / "golden.json"
SIZES, QUICK_SIZES = (100, 1_000, 10_000), (10, 100)
_GOALS = {10: 0.1, 100: 0.1, 1_000: 0.1, 10_000: 0.3}
"""Processor seconds of the slowest word."""
_ROUNDS, _LIMIT = 9, 50
_WORDS = ("委員", "個人情報", "髙橋", "保存期間が長過ぎる", "どこにも出てこない語")
"""A word of two characters that is everywhere, common ones, another form of a character, none at all."""


def run(quick: bool) -> Report:
    """Fill a cache and the rival meeting by meeting, and search both."""
    turns = [
        (row["label"], "\n".join(row["paragraphs"]))
        for row in json.loads(GOLDEN.read_text("utf-8"))["rows"]
        if row["row"] == "turn"
    ]
    characters = sum(len(text) for _, text in turns)
    figures: dict[str, Figure] = {}
    rows = []
    for size in QUICK_SIZES if quick else SIZES:
        with TemporaryDirectory() as place:
            cache = SearchCache(Path(place) / "cache")
            cache.put((_source(number), "1", list(_remarks(turns, number))) for number in range(size))
            rival = Path(place) / "rival.db"
            _fill(rival, turns, size)
            ours = {word: _time(_cached, cache.folder, word) for word in _WORDS}
            theirs = {word: _time(_indexed, rival, word) for word in _WORDS}
            agree = [word for word in _WORDS if _cached(cache.folder, word) == _indexed(rival, word)]
            if agree != list(_WORDS):
                raise AssertionError(
                    f"{size} 会議で、見つけたものが相手と違います：{set(_WORDS) - set(agree)}"
                )
            slowest = max(ours.values())
            figures[f"seconds_{size}"] = Figure(slowest, _GOALS[size])
            figures[f"rival_{size}"] = Figure(slowest / max(theirs.values()), 1.0)
            figures[f"weight_{size}"] = Figure(cache.size / (size * characters * 3), 3.0)
            for name, taken, weight in (("控え", ours, cache.size), ("FTS5", theirs, rival.stat().st_size)):
                rows.append(
                    [
                        f"{size:,}",
                        name,
                        *(f"{each * 1000:.1f}" for each in taken.values()),
                        f"{weight / 1e6:,.1f}",
                    ]
                )
    return Report(
        name="search",
        figures=figures,
        header=("会議", "", *_WORDS, "MB"),
        rows=rows,
        notes=(
            "開いてから 50 件を揃えるまでのプロセッサーのミリ秒（中央値）。図は最も遅い語の秒と、相手の最も遅い語との比。"
            "weight は、発言の UTF-8 に対する控えの大きさの比。",
        ),
    )


def _cached(folder: Path, word: str) -> list[tuple[str, int]]:
    """Meetings and numbers of the remarks that the cache finds; opened anew, as a command does."""
    return [
        (hit.source.folder, hit.remark.number) for hit in SearchCache(folder).search(Query((word,)), _LIMIT)
    ]


def _pairs(text: str) -> str:
    """The folded text as its pairs of characters, each a word of the index."""
    folded = normalize(text)
    return " ".join(f"{one.encode().hex()}x{other.encode().hex()}" for one, other in pairwise(folded))


def _fill(path: Path, turns: list[tuple[str, str]], size: int) -> None:
    """The rival's index, the oldest meeting first, so that the newest remarks have the highest numbers."""
    oldest_first = sorted(range(size), key=lambda number: (_source(number).date, -number))
    with closing(sqlite3.connect(path)) as base:
        base.executescript(
            "pragma journal_mode=off; pragma synchronous=off;"
            "create table remarks (meeting text, number integer, at text, speaker text, phase text, cases text, words text);"
            "create virtual table pairs using fts5(words, content='', detail='full', tokenize='ascii');"
        )
        for number in oldest_first:
            for remark in reversed(list(_remarks(turns, number))):
                row = base.execute(
                    "insert into remarks values (?, ?, ?, ?, ?, ?, ?)",
                    (_source(number).folder, remark.number, remark.at, remark.speaker, remark.phase, remark.cases, remark.text),
                ).lastrowid  # fmt: skip
                base.execute("insert into pairs (rowid, words) values (?, ?)", (row, _pairs(remark.text)))
        base.commit()


def _indexed(path: Path, word: str) -> list[tuple[str, int]]:
    """The same as :func:`_cached`, by the rival."""
    with closing(sqlite3.connect(path)) as base:
        found = base.execute(
            "select meeting, number, at, speaker, phase, cases, words from remarks where rowid in "
            "(select rowid from pairs where pairs match ? order by rowid desc limit ?) order by rowid desc",
            (f'"{_pairs(word)}"', _LIMIT),
        )
        return [(row[0], row[1]) for row in found]


def _time(search: Callable[[Path, str], object], place: Path, word: str) -> float:
    """The median of the processor's seconds: the files are in memory, and other programs do not count."""
    taken = []
    for _ in range(_ROUNDS):
        begun = time.process_time()
        search(place, word)
        taken.append(time.process_time() - begun)
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
