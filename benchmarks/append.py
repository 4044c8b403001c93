"""One durable append to a record of 100, 1,000 and 20,000 events, and opening the longest one.

Measured in turn on one disk, in one run, a new order each time: the same bytes written in the same way and fsynced
by hand (the limit), our record, SQLite (WAL, synchronous=FULL) and stock TinyDB. Opening again, with chain and
typed values, is held against ``json.loads`` of the same documents one by one, and of the whole file.
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
from datetime import datetime, timedelta, timezone
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from tinydb import TinyDB

from benchmarks.report import Figure, Report
from clerk_tui.domain.events import Recorded, TurnRecorded
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.record import Turn, Unnamed
from clerk_tui.record import RecordDB
from clerk_tui.record.documents import CLOSING, GENESIS, chain_of, compose, render

SIZES = (100, 1_000, 20_000)
TEXT = ("みどり市の公園の木は、夏の暑さをやわらげる大切な財産だと思います。" * 13)[:400]
RIVALS = ("limit", "record", "sqlite", "tinydb")
AT = datetime(2030, 5, 14, 13, 30, tzinfo=timezone(timedelta(hours=9)))

Append = Callable[[int], None]


def event(number: int) -> Recorded:
    """A turn of about 400 Japanese characters, as number ``number`` of the record."""
    turn = Turn(EntryId(f"e{number}"), Unnamed("member"), AT, None, (f"{TEXT}{number}",), "質問")
    return Recorded(number, AT, number * 12.5, number, TurnRecorded(turn))


def document(number: int) -> dict[str, object]:
    """The same for who keeps it as he likes."""
    return {"type": "TurnRecorded", "at": AT.isoformat(), "speaker": "委員", "text": f"{TEXT}{number}"}


def lines(size: int) -> list[bytes]:
    """A record of so many events."""
    made: list[bytes] = []
    head = GENESIS
    for number in range(1, size + 1):
        made.append(compose([event(number)], head, identity="" if made else "0" * 16))
        head = chain_of(made[-1])
    return made


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
            figures[f"median_{size}"] = Figure(middle["record"] / middle["limit"], 1.15)
            figures[f"p99_{size}"] = Figure(tail["record"] / tail["limit"], 2.0)
            figures[f"to_sqlite_{size}"] = Figure(middle["record"] / middle["sqlite"], 1.0)
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
        opened = _openings(folder / str(SIZES[-1]), 5 if quick else 15)
    figures["reopen_to_json_each"] = Figure(opened["record"] / opened["each"], 1.0)
    figures["reopen_to_json_whole"] = Figure(opened["record"] / opened["whole"], 1.0)
    figures["stock_tinydb_to_json_whole"] = Figure(opened["tinydb"] / opened["whole"], 1.5)
    return Report(
        name="append",
        figures=figures,
        header=("records", "store", "median", "p99", "× limit", "processor"),
        rows=rows,
        notes=(
            f"開き直し（{SIZES[-1]:,}件、錠、鎖の検査、型の値まで）{opened['record'] * 1e3:.0f} ms、"
            f"json.loads 一件ずつ {opened['each'] * 1e3:.0f} ms、ファイル全体 {opened['whole'] * 1e3:.0f} ms、"
            f"ふつうの TinyDB が同じファイルを開いて読む {opened['tinydb'] * 1e3:.0f} ms。",
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
            "record": _record(stack, folder, size),
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
                    rivals[rival](size + 1 + sample)
                    times[rival].append(perf_counter() - began)
                    processor[rival] += process_time() - worked
        finally:
            gc.enable()
    return times, {rival: processor[rival] / len(times[rival]) for rival in RIVALS}


def _limit(stack: ExitStack, folder: Path, size: int) -> Append:
    """The bytes of our lines over the closing brackets, written and fsynced with nothing around it."""
    path = folder / "raw"
    data = render(lines(size))
    path.write_bytes(data)
    line = b",%b\n%b" % (compose([event(size + 1)], GENESIS), CLOSING)
    descriptor = os.open(path, os.O_WRONLY)
    stack.callback(os.close, descriptor)
    os.fsync(descriptor)
    at = len(data) - len(CLOSING)

    def append(_: int) -> None:
        nonlocal at
        os.pwrite(descriptor, line, at)
        os.fsync(descriptor)
        at += len(line) - len(CLOSING)

    return append


def _record(stack: ExitStack, folder: Path, size: int) -> Append:
    """Prepared without waiting for the disk, and opened again."""
    session = folder / "session"
    session.mkdir()
    (session / "record.json").write_bytes(render(lines(size)))
    ours = stack.enter_context(RecordDB(session))

    def append(number: int) -> None:
        ours.insert(event(number))

    return append


def _sqlite(stack: ExitStack, folder: Path, size: int) -> Append:
    """Prepared, closed and opened again, as ours is."""
    path = folder / "events.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as prepared:
        prepared.execute("PRAGMA journal_mode=WAL")
        prepared.execute("CREATE TABLE events (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)")
        prepared.execute("BEGIN")
        bodies = ((json.dumps(document(number), ensure_ascii=False),) for number in range(size))
        prepared.executemany("INSERT INTO events (body) VALUES (?)", bodies)
        prepared.execute("COMMIT")
    database = stack.enter_context(closing(sqlite3.connect(path, isolation_level=None)))
    database.execute("PRAGMA synchronous=FULL")

    def append(number: int) -> None:
        body = json.dumps(document(number), ensure_ascii=False)
        database.execute("INSERT INTO events (body) VALUES (?)", (body,))

    return append


def _tinydb(stack: ExitStack, folder: Path, size: int) -> Append:
    database = stack.enter_context(TinyDB(folder / "tinydb.json", encoding="utf-8", ensure_ascii=False))
    database.insert_multiple(document(number) for number in range(size))

    def append(number: int) -> None:
        database.insert(document(number))

    return append


def _openings(folder: Path, samples: int) -> dict[str, float]:
    """Median seconds of opening the record and of its rivals, by name."""
    path = folder / "session" / "record.json"
    data = path.read_bytes()
    bodies = [line[line.index(b"{") :] for line in data.splitlines()[1:-1]]

    def stock() -> object:
        with TinyDB(path, encoding="utf-8", access_mode="r") as database:
            return database.table("events").all()

    def opening() -> object:
        with RecordDB(folder / "session") as record:
            return record.storage.records

    ways: dict[str, Callable[[], object]] = {
        "record": opening,
        "each": lambda: [json.loads(body) for body in bodies],
        "whole": lambda: json.loads(data),
        "tinydb": stock,
    }
    times: dict[str, list[float]] = {way: [] for way in ways}
    for _ in range(samples):
        for way, go in ways.items():
            gc.collect()
            began = perf_counter()
            kept = go()
            times[way].append(perf_counter() - began)
            del kept
    return {way: median(taken) for way, taken in times.items()}
