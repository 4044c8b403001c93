"""A crash before and after each call of a closing, a recovery or a save of typed text replays to the same state."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from disk import Disk, Killed, nth
from driver import HOME, seqs
from record_events import AT, said

from clerk_tui.domain.events import MeetingClosed, Recorded
from clerk_tui.record import RecordDB, TextUnsaved, UnsentText
from clerk_tui.record.segments import segments


def prepared() -> tuple[Disk, list[Recorded]]:
    """Twelve events in two segments, of which the second repeats some, and half a line."""
    disk = Disk()
    records = [said(number, "発言" * 20) for number in range(1, 13)]
    record = RecordDB(HOME, files=disk)
    for one in records[:6]:
        record.insert(one)
    disk.fault = nth(disk.calls + 2, OSError(5, "入出力エラー"))
    for one in records[6:]:
        record.insert(one)
    disk.fault = None
    record.close()
    path = segments(disk, HOME)[-1]
    half = b',"13":{"seq":13,"at":"2030-'
    disk.update(path).write(half, len(disk.file(path)) - len(b"}}\n"))
    return disk, records


def reopen(disk: Disk) -> None:
    RecordDB(HOME, files=disk).close()


def close_meeting(disk: Disk) -> None:
    with RecordDB(HOME, files=disk) as record:
        record.insert(Recorded(13, AT, 13.0, 13, MeetingClosed(AT)))


@pytest.mark.parametrize("power", [False, True], ids=["kill", "power"])
@pytest.mark.parametrize("action", [reopen, close_meeting])
def test_every_step(action: Callable[[Disk], None], power: bool) -> None:
    disk, records = prepared()
    assert len(segments(disk, HOME)) == 2
    calls = disk.calls
    action(disk)
    steps = disk.calls - calls
    assert steps > 15
    for step in range(1, steps + 2):
        for seed in range(4 if power else 1):
            disk, _ = prepared()
            disk.fault = nth(disk.calls + step, Killed())
            if step <= steps:
                with pytest.raises(Killed):
                    action(disk)
            else:
                action(disk)
            if power:
                disk.lose_power(Random(seed))
            else:
                disk.kill()
            with RecordDB(HOME, files=disk) as record:
                assert not record.storage.read_only
                assert record.storage.records[:12] == records
                assert record.storage.sealed == (len(record.storage.records) == 13)
                assert seqs(disk, HOME) == list(range(1, len(record.storage.records) + 1))
            assert not [name for name in disk.names(HOME) if name.endswith(".tmp")]
            torn = [bytes(disk.file(HOME / name)) for name in disk.names(HOME) if "torn" in name]
            assert power or b',"13":{"seq":13,"at":"2030-' in torn, "set aside, and never deleted"


def test_typed_text_is_the_last_one_or_the_one_before_at_every_step() -> None:
    base = Disk()
    UnsentText(HOME, files=base).save({"text": "前の書きかけ"})
    calls = base.calls
    UnsentText(HOME, files=deepcopy(base)).save({"text": "いまの書きかけ"})
    for step in range(calls + 1, calls + 12):
        for seed in range(20):
            disk = deepcopy(base)
            disk.fault = nth(step, Killed())
            unsent = UnsentText(HOME, files=disk)
            saved = False
            try:
                unsent.save({"text": "いまの書きかけ"})
                saved = True
            except Killed:
                pass
            disk.lose_power(Random(seed))
            found = UnsentText(HOME, files=disk).load()
            assert found in (
                [{"text": "いまの書きかけ"}]
                if saved
                else [{"text": "前の書きかけ"}, {"text": "いまの書きかけ"}]
            )


def test_typed_text_finds_another_place_and_says_when_there_is_none() -> None:
    disk = Disk()
    away = Path("/state")
    disk.fault = nth(1, OSError(28, "空き容量がありません"), forever=True, under=HOME)
    assert UnsentText(HOME, files=disk, fallback=away).save({"text": "書きかけ"}) == away / "unsent.json"
    assert UnsentText(HOME, files=disk, fallback=away).load() == {"text": "書きかけ"}
    with pytest.raises(TextUnsaved, match="空き容量"):
        UnsentText(HOME, files=disk).save({"text": "書きかけ"})
