"""A crash before and after each call of a checkpoint, a seal, a recovery or a draft replays to the same state."""

from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from random import Random

import pytest
from disk import Disk, Killed, nth

from clerk_tui.journal import Draft, DraftUnsaved, Journal
from clerk_tui.journal.line import Document

HOME = Path("/sessions/青葉町")


def prepared() -> tuple[Disk, list[Document]]:
    """Twelve documents, a plain copy of the first six, and half a line."""
    disk = Disk()
    documents: list[Document] = [{"id": f"e{number}", "text": "発言" * 20} for number in range(12)]
    journal = Journal.open(HOME, files=disk)
    journal.append(documents[:6])
    journal.checkpoint()
    for document in documents[6:]:
        journal.append([document])
    journal.close()
    disk.append(HOME / "record.journal").write(b'15 0000abcd {"id": "half')
    return disk, documents


def checkpoint(disk: Disk) -> None:
    with Journal.open(HOME, files=disk) as journal:
        journal.checkpoint()


def seal(disk: Disk) -> None:
    with Journal.open(HOME, files=disk) as journal:
        journal.seal()


@pytest.mark.parametrize("power", [False, True], ids=["kill", "power"])
@pytest.mark.parametrize("action", [checkpoint, seal])
def test_every_step(action: Callable[[Disk], None], power: bool) -> None:
    disk, documents = prepared()
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
            with Journal.open(HOME, files=disk) as journal:
                assert list(journal.documents) == documents
                assert not journal.read_only
                assert journal.recovery.edited is None
                copy = json.loads(disk.file(HOME / "record.json"))
                assert list(copy["_default"].values()) in (documents[:6], documents)
            assert not [name for name in disk.names(HOME) if name.endswith(".tmp")]


def test_a_copy_edited_by_somebody_else_is_noticed_and_kept() -> None:
    disk, documents = prepared()
    path = HOME / "record.json"
    changed = bytes(disk.file(path)).replace("発言".encode(), "暴言".encode(), 1)
    disk.put(path, changed)

    with Journal.open(HOME, files=disk) as journal:
        assert journal.recovery.edited == path
        assert "書き換えられています" in journal.recovery.sentences[-1]
        assert list(journal.documents) == documents
        journal.checkpoint()

    kept = [name for name in disk.names(HOME) if name.startswith("record.edited-")]
    assert bytes(disk.file(HOME / kept[0])) == changed
    with Journal.open(HOME, files=disk) as journal:
        assert journal.recovery.edited is None


def test_a_draft_is_the_last_one_or_the_one_before_at_every_step() -> None:
    base = Disk()
    Draft(HOME, files=base).save({"text": "前の書きかけ"})
    calls = base.calls
    Draft(HOME, files=deepcopy(base)).save({"text": "いまの書きかけ"})
    for step in range(calls + 1, calls + 12):
        for seed in range(20):
            disk = deepcopy(base)
            disk.fault = nth(step, Killed())
            draft = Draft(HOME, files=disk)
            saved = False
            try:
                draft.save({"text": "いまの書きかけ"})
                saved = True
            except Killed:
                pass
            disk.lose_power(Random(seed))
            found = Draft(HOME, files=disk).load()
            assert found in (
                [{"text": "いまの書きかけ"}]
                if saved
                else [{"text": "前の書きかけ"}, {"text": "いまの書きかけ"}]
            )


def test_a_draft_finds_another_place_and_says_when_there_is_none() -> None:
    disk = Disk()
    away = Path("/state")
    disk.fault = nth(1, OSError(28, "空き容量がありません"), forever=True, under=HOME)
    assert Draft(HOME, files=disk, fallback=away).save({"text": "書きかけ"}) == away / "draft.json"
    assert Draft(HOME, files=disk, fallback=away).load() == {"text": "書きかけ"}
    with pytest.raises(DraftUnsaved, match="空き容量"):
        Draft(HOME, files=disk).save({"text": "書きかけ"})
