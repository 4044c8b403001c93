"""Finding a word in a hundred, a thousand and ten thousand meetings of the real one's size, and what the cache weighs.

The rival stands in the same run over the same remarks: SQLite's FTS5 as one would write it by hand, with an index of
pairs of characters, so that a word of two characters is found by it too, and without a look at the text of what the
index says. Each finds the fifty newest remarks, with what is shown of them. Beside them, over copies of the real
record: reading every record, asking the archive through DuckDB where it is installed, and looking whether the cache
is current, which a search does before it asks.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from functools import partial
from importlib.util import find_spec
from itertools import pairwise
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from benchmarks.draft import seed
from benchmarks.report import Figure, Report
from clerk_tui.domain.text import normalize
from clerk_tui.minutes.edition import Edition
from clerk_tui.search import Query, Remark, Source
from clerk_tui.search.cache import opened
from clerk_tui.search.finding import scan, stamp_of
from clerk_tui.sessions import state_of

GOLDEN = Path(__file__).parents[2] / "shared" / "seed" / "golden.json"
SIZES, QUICK_SIZES = (100, 1_000, 10_000), (10, 100)
_GOALS = {10: 0.1, 100: 0.1, 1_000: 0.1, 10_000: 0.3}
"""Processor seconds of the slowest word."""
_ROUNDS, _LIMIT, _AT_ONCE = 9, 50, 16
_MOST_ARCHIVED, _MOST_READ = 1_000, 100
"""Meetings that are written as files: a thousand take minutes."""
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
        with TemporaryDirectory() as name:
            place = Path(name)
            cache, rival = place / "cache", place / "rival.db"
            _take_in(cache, turns, size)
            _fill(rival, turns, size)
            for word in _WORDS:
                if _cached(cache, word) != _indexed(rival, word):
                    raise AssertionError(f"{size} 会議で、「{word}」の見つけたものが相手と違います。")
            ours = [_time(_cached, cache, word) for word in _WORDS]
            theirs = [_time(_indexed, rival, word) for word in _WORDS]
            weight = _weight(cache)
            figures[f"seconds_{size}"] = Figure(max(ours), _GOALS[size])
            figures[f"rival_{size}"] = Figure(max(ours) / max(theirs), 1.0)
            figures[f"weight_{size}"] = Figure(weight / (size * characters * 3), 3.0)
            rows += [
                _row(size, "控え", ours, weight),
                _row(size, "FTS5（手書き、本文との照合なし）", theirs, rival.stat().st_size),
                *_beside(place, size),
            ]
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


def _row(size: int, name: str, taken: list[float], weight: int) -> list[str]:
    return [f"{size:,}", name, *(f"{each * 1000:.1f}" for each in taken), f"{weight / 1e6:,.1f}"]


def _weight(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _beside(place: Path, size: int) -> Iterator[list[str]]:
    """The other ways, over copies of the real record; those that take a second once, the others as ours."""
    if size > _MOST_ARCHIVED:
        return
    (place / "seed").mkdir()
    seed(place / "seed")
    session = place / "seed" / "session"
    if size <= _MOST_READ:
        sessions = place / "sessions"
        for number in range(size):
            shutil.copytree(session, sessions / f"会議{number}")
        names = [path.name for path in sessions.iterdir()]
        taken = [_time(partial(_scanned, names), sessions, word, rounds=1) for word in _WORDS]
        yield _row(size, "記録を一つずつ読む", taken, _weight(sessions))
        taken = [_time(_stamped, sessions, "")] * len(_WORDS)
        yield _row(size, "控えが新しいかを見る", taken, 0)
    if find_spec("duckdb") and find_spec("pyarrow"):
        from clerk_tui.archive import dataset
        from clerk_tui.archive.query import ask

        state = state_of(session)
        sources = (dataset.Source(f"会議{number}", "1", lambda: state) for number in range(size))
        dataset.write_dataset(place / "archive", sources, Edition.INTERNAL)

        def asked(folder: Path, word: str) -> object:
            return ask(folder, Query((word,)), _LIMIT)

        yield _row(
            size,
            "保管庫（DuckDB）",
            [_time(asked, place / "archive", word, rounds=3) for word in _WORDS],
            _weight(place / "archive"),
        )


def _scanned(names: list[str], sessions: Path, word: str) -> object:
    return scan(Query((word,)), _LIMIT, sessions, names)


def _stamped(sessions: Path, _word: str) -> object:
    return {path.name: stamp_of(path) for path in sessions.iterdir()}


def _take_in(folder: Path, turns: list[tuple[str, str]], size: int) -> None:
    """Fill the cache as a search does."""
    with opened(folder) as cache:
        for begin in range(0, size, _AT_ONCE):
            some = range(begin, min(begin + _AT_ONCE, size))
            cache.put([(_source(number), "1", list(_remarks(turns, number))) for number in some])


def _cached(folder: Path, word: str) -> list[tuple[str, int]]:
    """Meetings and numbers of the remarks that the cache finds; opened anew, as a command does."""
    with opened(folder) as cache:
        return [(hit.source.folder, hit.remark.number) for hit in cache.search(Query((word,)), _LIMIT)]


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


def _time(search: Callable[[Path, str], object], place: Path, word: str, rounds: int = _ROUNDS) -> float:
    """The median of the processor's seconds: the files are in memory, and other programs do not count."""
    taken = []
    for _ in range(rounds):
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
