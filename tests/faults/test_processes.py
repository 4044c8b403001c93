"""The real thing: processes that are killed, two at one record, a reader beside a writer, faults by strace."""

from __future__ import annotations

import errno
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from mmap import PAGESIZE
from pathlib import Path
from random import Random
from typing import IO

import pytest
from disk import Disk, Fault, Killed, nth
from driver import HOME
from record_events import said
from writer import event

from clerk_tui.domain.events import Recorded
from clerk_tui.record import RecordDB, RecordReadOnly, RecordView, SessionLocked, UnsentText
from clerk_tui.record.doctor import verify
from clerk_tui.record.files import REAL
from clerk_tui.record.segments import segments

WRITER = Path(__file__).with_name("writer.py")


def start(
    folder: Path, *more: str, before: tuple[str, ...] = (), stdout: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    command = [*before, sys.executable, str(WRITER), str(folder), str(folder.parent / "state"), *more]
    return subprocess.Popen(command, stdout=stdout, text=True, encoding="utf-8")


def lines_of(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def read(folder: Path) -> list[Recorded]:
    return list(RecordView(folder).storage.poll().records)


class StockTinyDB:
    """TinyDB in another process, which opens what it is told to."""

    def __init__(self) -> None:
        command = [sys.executable, str(WRITER.with_name("opener.py"))]
        pipe = subprocess.PIPE
        self._process = subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8")

    def count(self, path: Path) -> tuple[int, int]:
        """How many documents there are, and the number of the last."""
        answer = self._answer(path)
        assert not answer.startswith("failed"), (answer, path.read_bytes()[-200:])
        count, last, _ = map(int, answer.split())
        return count, last

    def count_beside_a_writer(self, path: Path) -> tuple[int, int]:
        """The same while the file grows: a read into which a write fell mixes two moments, and is made again."""
        while True:
            before = path.stat().st_size
            answer = self._answer(path)
            if not answer.startswith("failed"):
                count, last, _ = map(int, answer.split())
                return count, last
            assert path.stat().st_size > before, (answer, path.read_bytes()[-200:])

    def _answer(self, path: Path) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{path}\n")
        self._process.stdin.flush()
        return self._process.stdout.readline()

    def end(self) -> None:
        self._process.communicate()
        assert self._process.returncode == 0


@pytest.fixture
def stock() -> Iterator[StockTinyDB]:
    opener = StockTinyDB()
    yield opener
    opener.end()


def test_kill_9_at_random_moments(tmp_path: Path, slow: bool, stock: StockTinyDB) -> None:
    random = Random(9)
    folder = tmp_path / "会議"
    acknowledged = torn = 0
    rounds = 150 if slow else 12
    for round_ in range(rounds):
        if round_ % 20 == 0:
            folder, acknowledged = tmp_path / f"会議{round_}", 0
        process = start(folder)
        output = lines_of(process)
        assert output.readline() == "open\n"
        for _ in range(random.randrange(60)):
            acknowledged = int(output.readline().split()[0])
        process.kill()
        # What the dead one had printed before it was killed counts as well.
        for line in output.read().splitlines():
            number, _, where = line.partition(" ")
            if where:
                acknowledged = int(number)
        process.wait()
        output.close()
        found = read(folder)
        assert found == [event(number) for number in range(1, len(found) + 1)]
        assert len(found) >= acknowledged
        assert verify(folder).intact
        assert UnsentText(folder).load() is not None or len(found) < 5
        if not (folder / "record.json").read_bytes().endswith(b"\n}}\n"):
            torn += 1  # killed in the middle of one write; opening it puts the brackets back
            assert (folder / "record.json").stat().st_size % PAGESIZE == 0, "one call, stopped between two pages"
            RecordDB(folder).close()
        assert stock.count(folder / "record.json") == (len(found), len(found))
    # A write is one call; the kernel may still stop it between two pages of the file.
    assert torn <= max(2, rounds // 20)


def harms(random: Random, calls: int) -> Fault:
    """A kill, a disk that tears, errs or fills up, at some call to come."""
    harm = random.choice(
        (Killed(), Killed(), OSError(errno.EIO, "EIO"), OSError(errno.ENOSPC, "ENOSPC"), random.randrange(400))
    )
    return nth(calls + random.randint(1, 25), harm)


def test_stock_tinydb_opens_the_record_at_random_moments_of_a_fault_run(
    tmp_path: Path, slow: bool, stock: StockTinyDB
) -> None:
    """From another process, in the middle of meetings in which the disk fails, and after each crash."""
    random, disk = Random(14), Disk()
    moments = crashes = moved = 0
    record = RecordDB(HOME, files=disk)
    saved = 0
    while moments < (1000 if slow else 120):
        disk.fault = harms(random, disk.calls)
        try:
            for _ in range(random.randint(1, 12)):
                first = len(record.storage.records) + 1
                size = random.choice((1, 1, 3))
                text = "みどり市" * random.choice((1, 20, 900))
                record.insert_multiple([said(first + index, text, first) for index in range(size)])
                saved = len(record.storage.records)
        except Killed:
            crashes += 1
            if random.random() < 0.6:
                disk.lose_power(random)
            else:
                disk.kill()
            record = RecordDB(HOME, files=disk)
        disk.fault = None
        if not record.storage.location.whole:
            continue
        assert not record.storage.read_only
        assert len(record.storage.records) >= saved
        names = segments(disk, HOME)
        moved += len(names) > 1
        last = 0
        for path in names:
            copy = tmp_path / path.name
            copy.write_bytes(bytes(disk.file(path)))
            count, last = stock.count(copy)
            assert count
        assert last == len(record.storage.records)
        moments += 1
        if saved > 150:  # another meeting
            record.close()
            disk, saved = Disk(), 0
            record = RecordDB(HOME, files=disk)
            record.insert(said(1))
    assert crashes > moments // 10
    assert moved > moments // 20


def test_stock_tinydb_reads_beside_a_writer(tmp_path: Path, stock: StockTinyDB) -> None:
    """While another process appends as fast as it can: what it reads is what was there at some moment."""
    folder = tmp_path / "会議"
    process = start(folder, "300")
    output = lines_of(process)
    assert output.readline() == "open\n"
    seen = 0
    for line in output:
        if int(line.split()[0]) % 25 == 0:
            acknowledged = int(line.split()[0])
            count, last = stock.count_beside_a_writer(folder / "record.json")
            assert count == last >= acknowledged
            seen += 1
    assert process.wait() == 0
    assert seen == 12


def test_the_second_writer_is_told_who_records_and_a_stale_lock_lets_in(tmp_path: Path, slow: bool) -> None:
    folder = tmp_path / "会議"
    with RecordDB(folder):
        for _ in range(50 if slow else 2):
            process = start(folder)
            output = lines_of(process).read()
            process.wait()
            assert output.startswith("locked この会議は ")
            assert "から記録しています" in output
    process = start(folder)
    assert lines_of(process).readline() == "open\n"
    with pytest.raises(SessionLocked) as refusal:
        RecordDB(folder)
    note = json.loads((folder / "record.holder.json").read_text(encoding="utf-8"))
    assert (refusal.value.holder, refusal.value.since.isoformat()) == (note["holder"], note["since"])
    process.kill()
    process.communicate()
    with RecordDB(folder) as record:
        assert record.storage.recovery.left_behind is not None
        assert "前回は突然終了しました" in record.storage.recovery.sentences[0]
    with RecordDB(folder) as record:
        assert record.storage.recovery.sentences == ()


def test_a_lock_file_that_was_removed_lets_nobody_write_over_another(tmp_path: Path) -> None:
    folder = tmp_path / "会議"
    with RecordDB(folder) as record:
        record.insert(event(1))
        (folder / "record.lock").unlink()
        assert record.storage.check().whole, "it has taken the lock again"
        process = start(folder, "3")
        assert lines_of(process).read().startswith("locked")
        process.wait()
        (folder / "record.lock").unlink()
        process = start(folder, "3")
        assert lines_of(process).read().startswith("open")
        assert process.wait() == 0
        with pytest.raises(RecordReadOnly, match="ほかの画面がこの記録に書き足しています"):
            record.insert(said(2, "こちらの発言"))
    assert read(folder) == [event(1), event(2), event(3)]


def test_a_reader_beside_a_writer_sees_prefixes_only(tmp_path: Path, slow: bool) -> None:
    folder, count = tmp_path / "会議", 5_000 if slow else 400
    process = start(folder, str(count), stdout=subprocess.DEVNULL)
    follower = RecordView(folder).storage
    seen = polls = 0
    while seen < count:
        reading = follower.poll()
        assert not reading.damages
        assert not reading.restarted
        for record in reading.records:
            seen += 1
            assert record == event(seen)
        polls += 1
        assert process.poll() in (None, 0)
    assert process.wait() == 0
    assert polls > 10


@pytest.mark.skipif(not shutil.which("strace"), reason="strace がありません")
@pytest.mark.parametrize(
    "fault",
    [
        "fsync:error=EIO",
        "fsync:error=ENOSPC",
        "fsync:error=EINTR",
        "pwrite64:error=ENOSPC",
        "pwrite64:error=EIO",
        "pwrite64:retval=5",
    ],
)
def test_faults_of_the_kernel(tmp_path: Path, fault: str, slow: bool, stock: StockTinyDB) -> None:
    """The record's own file fails at the n-th call (strace counts those on this path alone)."""
    call = fault.partition(":")[0]
    for when in range(1, 41 if slow else 4):
        folder = tmp_path / f"会議{when}"
        RecordDB(folder).close()
        trace = ("strace", "-qq", "-f", "-o", "/dev/null", "-P", str(folder / "record.json"))
        inject = ("-e", f"trace={call}", "-e", f"inject={fault}:when={when}")
        process = start(folder, "50", before=(*trace, *inject))
        output = lines_of(process).read().splitlines()
        assert process.wait() == 0
        assert output[0] == "open"
        assert [line.split()[1] for line in output[1:]] == ["folder"] * 50
        assert read(folder) == [event(number) for number in range(1, 51)]
        assert verify(folder).intact
        files = segments(REAL, folder)
        assert len(files) == 2 or "EINTR" in fault  # Python itself goes on after an interrupted call
        if when > 1:  # the first call is that of opening, which begins anew
            assert stock.count(files[0])[0] >= when - 2
        assert stock.count(files[-1])[1] == 50
        with RecordDB(folder) as record:
            record.insert(said(51, "次の発言"))
            assert record.storage.location.whole
        assert stock.count(folder / "record.json") == (51, 51)
        assert segments(REAL, folder) == [folder / "record.json"]
