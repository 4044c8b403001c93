"""The real thing: processes that are killed, two at one record, a reader beside a writer, faults by strace."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import IO

import pytest
from tinydb import TinyDB

from clerk_tui.journal import Draft, Follower, Journal, SessionLocked, read
from clerk_tui.journal.doctor import verify

WRITER = Path(__file__).with_name("writer.py")


def start(
    folder: Path, *more: str, before: tuple[str, ...] = (), stdout: int = subprocess.PIPE
) -> subprocess.Popen[str]:
    command = [*before, sys.executable, str(WRITER), str(folder), str(folder.parent / "state"), *more]
    return subprocess.Popen(command, stdout=stdout, text=True, encoding="utf-8")


def lines_of(process: subprocess.Popen[str]) -> IO[str]:
    assert process.stdout is not None
    return process.stdout


def expected(number: int) -> dict[str, str]:
    return {"id": f"e{number}", "text": f"{number}番目の発言。" * (1 + number % 40)}


def test_kill_9_at_random_moments(tmp_path: Path, slow: bool) -> None:
    random = Random(9)
    folder = tmp_path / "会議"
    acknowledged = -1
    for round_ in range(1000 if slow else 12):
        if round_ % 20 == 0:
            folder, acknowledged = tmp_path / f"会議{round_}", -1
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
        found = list(read(folder).documents)
        assert found == [expected(number) for number in range(len(found))]
        assert len(found) > acknowledged
        assert verify(folder).intact
        assert Draft(folder).load() is not None or len(found) == 0
        if (folder / "record.json").exists():
            with TinyDB(folder / "record.json", access_mode="r", encoding="utf-8") as plain:
                copied = [dict(document) for document in plain]
            assert copied == found[: len(copied)]


def test_the_second_writer_is_told_who_records_and_a_stale_lock_lets_in(tmp_path: Path, slow: bool) -> None:
    folder = tmp_path / "会議"
    with Journal.open(folder):
        for _ in range(50 if slow else 2):
            process = start(folder)
            output = lines_of(process).read()
            process.wait()
            assert output.startswith("locked この会議は ")
            assert "から記録しています" in output
    process = start(folder)
    assert lines_of(process).readline() == "open\n"
    with pytest.raises(SessionLocked) as refusal:
        Journal.open(folder)
    note = json.loads((folder / "record.holder.json").read_text(encoding="utf-8"))
    assert (refusal.value.holder, refusal.value.since.isoformat()) == (note["holder"], note["since"])
    process.kill()
    process.communicate()
    with Journal.open(folder) as journal:
        assert journal.recovery.left_behind is not None
        assert "前回は突然終了しました" in journal.recovery.sentences[0]
    with Journal.open(folder) as journal:
        assert journal.recovery.sentences == ()


def test_a_reader_beside_a_writer_sees_prefixes_only(tmp_path: Path, slow: bool) -> None:
    folder, count = tmp_path / "会議", 5_000 if slow else 400
    process = start(folder, str(count), stdout=subprocess.DEVNULL)
    follower = Follower(folder)
    seen: list[object] = []
    polls = 0
    while len(seen) < count:
        reading = follower.poll()
        assert not reading.damages
        assert not reading.restarted
        for document in reading.documents:
            assert document == expected(len(seen))
            seen.append(document)
        polls += 1
        assert process.poll() in (None, 0)
    assert process.wait() == 0
    assert polls > 10
    assert len(read(folder, after=count - 3).documents) == 3


@pytest.mark.skipif(not shutil.which("strace"), reason="strace がありません")
@pytest.mark.parametrize(
    "fault",
    [
        "fsync:error=EIO",
        "fsync:error=ENOSPC",
        "fsync:error=EINTR",
        "write:error=ENOSPC",
        "write:error=EIO",
        "write:retval=5",
    ],
)
def test_faults_of_the_kernel(tmp_path: Path, fault: str, slow: bool) -> None:
    """The journal's own file fails at the n-th call (strace counts those on this path alone)."""
    call = fault.partition(":")[0]
    for when in range(1, 41 if slow else 3):
        folder = tmp_path / f"会議{when}"
        Journal.open(folder).close()
        trace = ("strace", "-qq", "-f", "-o", "/dev/null", "-P", str(folder / "record.journal"))
        inject = ("-e", f"trace={call}", "-e", f"inject={fault}:when={when}")
        process = start(folder, "50", before=(*trace, *inject))
        output = lines_of(process).read().splitlines()
        assert process.wait() == 0
        assert output[0] == "open"
        assert [line.split()[1] for line in output[1:]] == ["folder"] * 50
        found = list(read(folder).documents)
        assert found == [expected(number) for number in range(50)]
        assert verify(folder).intact
        moved = (folder / "record.2.journal").exists()
        assert moved or "EINTR" in fault  # Python itself goes on after an interrupted call
        with Journal.open(folder) as journal:
            assert journal.append([{"id": "次の発言"}]).whole
