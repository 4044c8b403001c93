"""One durable append to a record of 100, 1,000 and 20,000 events, and opening the longest one.

Measured in turn on one disk, in one run, a new order each time: the same bytes written and fsynced by hand
(the limit), our journal, SQLite (WAL, synchronous=FULL) and stock TinyDB. Opening again, chain and checksums
included, is held against ``json.loads`` of the same bytes: of each event, and of all of them as one array.
"""

from __future__ import annotations

import gc
import json
import os
import random
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from tinydb import TinyDB

from benchmarks.report import Figure, Report
from clerk_tui.journal import Journal
from clerk_tui.journal.files import Handle, RealFiles

SIZES = (100, 1_000, 20_000)
TEXT = ("みどり市の公園の木は、夏の暑さをやわらげる大切な財産だと思います。" * 13)[:400]
RIVALS = ("limit", "journal", "sqlite", "tinydb")

Document = dict[str, str]
Append = Callable[[int], None]


class _Unsynced:
    """A handle whose sync does nothing: records are prepared without waiting for the disk."""

    def __init__(self, handle: Handle) -> None:
        self.write = handle.write
        self.truncate = handle.truncate
        self.stands = handle.stands
        self.close = handle.close

    def sync(self) -> None: ...


class _Preparing(RealFiles):
    def append(self, path: Path) -> Handle:
        return _Unsynced(super().append(path))


def event(number: int) -> Document:
    """A turn of about 400 Japanese characters."""
    return {
        "id": f"{number:032x}",
        "type": "TurnRecorded",
        "at": "2030-05-14T13:30:00+09:00",
        "speaker": "委員",
        "text": TEXT + str(number),
    }


def run(quick: bool) -> Report:
    """Measure. ``quick``: fewer appends and openings."""
    figures: dict[str, Figure] = {}
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory(dir=Path.cwd(), prefix=".benchmark-") as name:
        folder = Path(name)
        for size in SIZES:
            times, processor = _appends(folder / str(size), size, 250 if quick else 1000)
            middle = {rival: median(taken) for rival, taken in times.items()}
            tail = {rival: quantiles(taken, n=100)[98] for rival, taken in times.items() if rival != "tinydb"}
            figures[f"median_{size}"] = Figure(middle["journal"] / middle["limit"], 1.15)
            figures[f"p99_{size}"] = Figure(tail["journal"] / tail["limit"], 2.0)
            figures[f"to_sqlite_{size}"] = Figure(middle["journal"] / middle["sqlite"], 1.0)
            rows += [
                [
                    f"{size:,}",
                    rival,
                    f"{middle[rival] * 1e3:.3f} ms",
                    f"{tail[rival] * 1e3:.3f} ms" if rival in tail else "",
                    f"{middle[rival] / middle['limit']:.2f}",
                    f"{processor[rival] * 1e6:.0f} µs",
                ]
                for rival in RIVALS
            ]
        flat = [figures[f"median_{size}"].value for size in SIZES]
        figures["flat"] = Figure(max(flat) / min(flat), 1.15)
        opening, each, array = _openings(folder / str(SIZES[-1]), 5 if quick else 15)
    figures["reopen_to_json_each"] = Figure(opening / each, 1.5)
    figures["reopen_to_json_array"] = Figure(opening / array, 1.5)
    return Report(
        name="append",
        figures=figures,
        header=("records", "store", "median", "p99", "× limit", "processor"),
        rows=rows,
        notes=(
            f"開き直し（{SIZES[-1]:,}件、鎖の検査を含む）{opening * 1e3:.0f} ms、"
            f"json.loads 一件ずつ {each * 1e3:.0f} ms、全件を一つの配列として {array * 1e3:.0f} ms。",
        ),
    )


def _appends(folder: Path, size: int, samples: int) -> tuple[dict[str, list[float]], dict[str, float]]:
    """Seconds of each append, and processor seconds of one, for each rival at records of ``size`` events."""
    folder.mkdir()
    times: dict[str, list[float]] = {rival: [] for rival in RIVALS}
    processor = dict.fromkeys(RIVALS, 0.0)
    with ExitStack() as stack:
        rivals = {
            "limit": _limit(stack, folder, size),
            "journal": _journal(stack, folder, size),
            "sqlite": _sqlite(stack, folder, size),
            "tinydb": _tinydb(stack, folder, size),
        }
        shuffle = random.Random(size).shuffle
        # TinyDB's rewriting empties the processor's caches for whoever comes next, so it comes rarely.
        pause = samples // max(3, min(20, 20_000 // size))
        gc.collect()
        gc.disable()
        try:
            for sample in range(samples):
                order = [rival for rival in RIVALS if rival != "tinydb" or sample % pause == 0]
                shuffle(order)
                for rival in order:
                    worked = process_time()
                    began = perf_counter()
                    rivals[rival](size + sample)
                    times[rival].append(perf_counter() - began)
                    processor[rival] += process_time() - worked
        finally:
            gc.enable()
    return times, {rival: processor[rival] / len(times[rival]) for rival in RIVALS}


def _limit(stack: ExitStack, folder: Path, size: int) -> Append:
    """The bytes of our lines, written and fsynced with nothing around it."""
    with Journal.open(folder / "lines", files=_Preparing()) as journal:
        for number in range(size + 1):
            journal.append([event(number)])
    data = (folder / "lines" / "record.journal").read_bytes()
    line = data[data.rfind(b"\n", 0, -1) + 1 :]
    path = folder / "raw"
    path.write_bytes(data)
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND)
    stack.callback(os.close, descriptor)
    os.fsync(descriptor)

    def append(_: int) -> None:
        os.write(descriptor, line)
        os.fsync(descriptor)

    return append


def _journal(stack: ExitStack, folder: Path, size: int) -> Append:
    with Journal.open(folder / "session", files=_Preparing()) as journal:
        for number in range(size):
            journal.append([event(number)])
    ours = stack.enter_context(Journal.open(folder / "session"))

    def append(number: int) -> None:
        ours.append([event(number)])

    return append


def _sqlite(stack: ExitStack, folder: Path, size: int) -> Append:
    """Prepared, closed and opened again, as ours is."""
    path = folder / "events.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as prepared:
        prepared.execute("PRAGMA journal_mode=WAL")
        prepared.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        prepared.execute("BEGIN")
        bodies = ((json.dumps(event(number), ensure_ascii=False),) for number in range(size))
        prepared.executemany("INSERT INTO events (body) VALUES (?)", bodies)
        prepared.execute("COMMIT")
    database = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
    database.execute("PRAGMA synchronous=FULL")

    def append(number: int) -> None:
        body = json.dumps(event(number), ensure_ascii=False)
        database.execute("INSERT INTO events (body) VALUES (?)", (body,))

    return append


def _tinydb(stack: ExitStack, folder: Path, size: int) -> Append:
    database = stack.enter_context(TinyDB(folder / "tinydb.json", encoding="utf-8", ensure_ascii=False))
    database.insert_multiple(event(number) for number in range(size))

    def append(number: int) -> None:
        database.insert(event(number))

    return append


def _openings(folder: Path, samples: int) -> tuple[float, float, float]:
    """Median seconds of opening the record, of ``json.loads`` event by event, and of one array of them all."""
    lines = (folder / "session" / "record.journal").read_bytes().splitlines()
    bodies = [line.split(b" ", 3)[3] for line in lines]
    array = b"[%b]" % b",".join(bodies)

    def opening() -> object:
        with Journal.open(folder / "session") as journal:
            return journal.documents

    ways: tuple[Callable[[], object], ...] = (
        opening,
        lambda: [json.loads(body) for body in bodies],
        lambda: json.loads(array),
    )
    times: list[list[float]] = [[] for _ in ways]
    for _ in range(samples):
        for way, taken in zip(ways, times, strict=True):
            gc.collect()
            began = perf_counter()
            kept = way()
            taken.append(perf_counter() - began)
            del kept
    opened, each, whole = map(median, times)
    return opened, each, whole
