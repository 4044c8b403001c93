"""The journal on real files: append, read, reopen, and what lies in the folder afterwards."""

from __future__ import annotations

import json
import math
import os
import stat
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from clerk_tui.journal import (
    Draft,
    Follower,
    Journal,
    JournalUnreadable,
    ReadOnlyJournal,
    SessionLocked,
    Where,
    read,
)
from clerk_tui.journal.doctor import Gap, salvage, verify
from clerk_tui.journal.errors import PlaceRefused
from clerk_tui.journal.files import replace_patiently
from clerk_tui.journal.table import EventLog, EventTable

TURN = {"id": "e1", "speaker": "会長", "text": "みどり市の公園について、ご意見はありますか。"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "青葉町審議会"


def test_what_is_appended_is_there_when_the_record_is_opened_again(folder: Path) -> None:
    with Journal.open(folder) as journal:
        assert journal.documents == []
        place = journal.append([TURN, {"id": "e2"}])
        assert (place.where, place.path, place.trouble) == (Where.FOLDER, folder / "record.journal", "")
        journal.append([{"id": "e3"}])
        head = journal.head
    with Journal.open(folder) as journal:
        assert journal.documents == [TURN, {"id": "e2"}, {"id": "e3"}]
        assert journal.head == head
        assert journal.recovery.sentences == ()


def test_a_batch_is_one_line(folder: Path) -> None:
    with Journal.open(folder) as journal:
        journal.append([{"id": "a"}, {"id": "b"}, {"id": "c"}])
        journal.append([{"id": "d"}])
    lines = (folder / "record.journal").read_bytes().splitlines()
    assert [line.split(b" ", 3)[0] for line in lines] == [b"1", b"1", b"4"]
    assert json.loads(lines[1].split(b" ", 3)[3]) == [{"id": "a"}, {"id": "b"}, {"id": "c"}]


def test_a_document_that_is_recorded_already_is_passed_over(folder: Path) -> None:
    with Journal.open(folder) as journal:
        journal.append([{"id": "a"}, {"id": "b"}, {"id": "a"}])
        size = (folder / "record.journal").stat().st_size
        journal.append([{"id": "b"}])
        journal.append([])
        assert (folder / "record.journal").stat().st_size == size
    with Journal.open(folder) as journal:
        journal.append([{"id": "a"}, {"id": "c"}])
        assert journal.documents == [{"id": "a"}, {"id": "b"}, {"id": "c"}]


@pytest.mark.parametrize(
    "bad", [{"text": "番号なし"}, {"id": 3}, {"id": "x", "value": math.nan}, {"id": "x", "value": object()}]
)
def test_what_is_no_document_is_refused_before_anything_is_written(
    folder: Path, bad: dict[str, object]
) -> None:
    with Journal.open(folder) as journal:
        before = (folder / "record.journal").read_bytes()
        with pytest.raises((ValueError, TypeError)):
            journal.append([{"id": "good"}, bad])  # type: ignore[list-item]
        assert journal.documents == []
        assert (folder / "record.journal").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        "\ud800 ひとりの代用対",
        "改行\nと\r復帰",
        "\x00\x1b[31m",
        "\u2028\u2029",
        '"]} 引用',
        "𠮷野家\U000e0100",
    ],
)
def test_any_text_comes_back_as_it_was(folder: Path, text: str) -> None:
    with Journal.open(folder) as journal:
        journal.append([{"id": "a", "text": text}, {"id": "b", "text": text}])
        journal.checkpoint()
    assert read(folder).documents == [{"id": "a", "text": text}, {"id": "b", "text": text}]
    with TinyDB(folder / "record.json", access_mode="r", encoding="utf-8") as plain:
        assert plain.all() == [{"id": "a", "text": text}, {"id": "b", "text": text}]


def test_stock_tinydb_opens_the_checkpoint(folder: Path) -> None:
    with Journal.open(folder) as journal:
        journal.append([TURN])
        journal.append([{"id": "e2"}, {"id": "e3"}])
        journal.checkpoint()
    with TinyDB(folder / "record.json", encoding="utf-8") as plain:
        assert plain.all() == [TURN, {"id": "e2"}, {"id": "e3"}]
        assert plain.get(doc_id=1) == TURN
        assert plain.table("journal").get(doc_id=1)["count"] == 3  # type: ignore[index, call-overload]
    with Journal.open(folder) as journal:
        assert journal.recovery.edited is None


def test_the_event_log_is_a_tinydb_that_only_grows(folder: Path) -> None:
    with EventLog(folder) as log:
        assert log.insert(TURN) == 1
        assert log.insert_multiple([{"id": "e2", "speaker": "委員"}, {"id": "e3", "speaker": "委員"}]) == [
            2,
            3,
        ]
        assert log.get(doc_id=2) == {"id": "e2", "speaker": "委員"}
        assert [document.doc_id for document in log.search(where("speaker") == "委員")] == [2, 3]
        log.insert({"id": "e4", "speaker": "委員"})
        assert len(log.search(where("speaker") == "委員")) == 3
        assert log.tables() == {"_default"}
        for change in (
            lambda: log.update({"speaker": "傍聴人"}),
            lambda: log.update_multiple([({"speaker": "傍聴人"}, where("id") == "e2")]),
            lambda: log.upsert({"id": "e2"}, where("id") == "e2"),
            lambda: log.remove(where("id") == "e2"),
            log.truncate,
            log.drop_tables,
            lambda: log.drop_table("_default"),
        ):
            with pytest.raises(ReadOnlyJournal, match="書き足すだけ"):
                change()
        found = log.get(doc_id=1)
        assert found is not None
        found["speaker"] = "傍聴人"  # type: ignore[call-overload, index]
        assert log.get(doc_id=1) == TURN
        assert isinstance(log.table("_default"), EventTable)
    assert [document["id"] for document in read(folder).documents] == ["e1", "e2", "e3", "e4"]


def test_a_seal_states_count_and_head_and_a_correction_opens_it(folder: Path) -> None:
    with Journal.open(folder) as journal:
        journal.append([TURN])
        head = journal.head
        seal = journal.seal()
        assert (seal.count, seal.head) == (1, head)
        assert journal.seal() == seal
        assert journal.sealed
        assert read(folder).sealed
        journal.append([{"id": "e2"}])
        assert not journal.sealed
        journal.seal()
    result = verify(folder)
    assert [one.count for one in result.seals] == [1, 2]
    assert result.sealed
    assert result.intact


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX の権限です")
def test_only_the_owner_may_read(folder: Path) -> None:
    old = os.umask(0)
    try:
        with Journal.open(folder) as journal:
            journal.append([TURN])
            journal.checkpoint()
            Draft(folder).save({"text": "書きかけ"})
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    finally:
        os.umask(old)
    assert set(modes) == {"record.journal", "record.json", "record.lock", "record.holder.json", "draft.json"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "record.journal").chmod(0o644)
    with Journal.open(folder):
        assert stat.S_IMODE((folder / "record.journal").stat().st_mode) == 0o600


def test_one_writer_many_readers(folder: Path) -> None:
    with Journal.open(folder) as journal:
        journal.append([TURN])
        with pytest.raises(SessionLocked) as refusal:
            Journal.open(folder)
        assert refusal.value.since is not None
        assert refusal.value.holder in str(refusal.value)
        assert read(folder).documents == [TURN]
    with Journal.open(folder):
        pass


def test_a_closed_journal_takes_nothing(folder: Path) -> None:
    journal = Journal.open(folder)
    journal.close()
    with pytest.raises(ReadOnlyJournal, match="閉じられています"):
        journal.append([TURN])


def test_a_follower_gets_each_document_once(folder: Path) -> None:
    follower = Follower(folder)
    assert follower.poll().count == 0
    with Journal.open(folder) as journal:
        journal.append([TURN])
        assert follower.poll().documents == [TURN]
        assert follower.poll().documents == []
        journal.append([{"id": "e2"}, {"id": "e3"}])
        with (folder / "record.journal").open("ab") as file:
            file.write(b'4 00000000 {"id": "half')
        reading = follower.poll()
        assert (reading.documents, reading.count, reading.restarted) == (
            [{"id": "e2"}, {"id": "e3"}],
            3,
            False,
        )
        assert follower.poll().damages == ()
    with Journal.open(folder) as journal:
        assert journal.recovery.torn is not None
        journal.append([{"id": "e4"}])
        assert follower.poll().documents == [{"id": "e4"}]
    assert read(folder, after=2).documents == [{"id": "e3"}, {"id": "e4"}]


def test_a_follower_sees_no_harm_in_any_part_of_a_line(folder: Path, tmp_path: Path) -> None:
    """A write that is under way can show any part of itself, also all of the line but its LF."""
    with Journal.open(folder) as journal:
        for number in range(4):
            journal.append([{"id": f"e{number}", "text": "発言"}])
    data = (folder / "record.journal").read_bytes()
    for step in (1, 2, 3, 7, 50):
        seen = tmp_path / f"step{step}"
        seen.mkdir()
        follower, found = Follower(seen), []
        for size in [*range(0, len(data), step), len(data)]:
            (seen / "record.journal").write_bytes(data[:size])
            reading = follower.poll()
            assert not reading.damages
            assert not reading.restarted
            found += reading.documents
        assert found == read(folder).documents


def test_a_follower_starts_anew_where_the_record_was_exchanged(folder: Path) -> None:
    with Journal.open(folder) as journal:
        journal.append([TURN])
        kept = (folder / "record.journal").read_bytes()
        journal.append([{"id": "lost"}])
    follower = Follower(folder)
    assert follower.poll().count == 2
    (folder / "record.journal").write_bytes(kept)
    with Journal.open(folder) as journal:
        for number in range(3):
            journal.append([{"id": f"new{number}", "text": "別の続き"}])
    reading = follower.poll()
    assert reading.restarted
    assert [document["id"] for document in reading.documents] == ["e1", "new0", "new1", "new2"]


def test_damage_opens_read_only_and_the_readable_part_is_saved(folder: Path, tmp_path: Path) -> None:
    with Journal.open(folder) as journal:
        for number in range(1, 7):
            journal.append([{"id": f"e{number}", "text": "発言"}])
    path = folder / "record.journal"
    broken = path.read_bytes().replace(b'"e3"', b'"e9"')
    path.write_bytes(broken)

    with Journal.open(folder) as journal:
        assert journal.read_only
        assert [document["id"] for document in journal.documents] == ["e1", "e2"]
        assert "4 行目から先が、2 件目に続いていません" in journal.recovery.sentences[0]
        for change in (lambda: journal.append([{"id": "x"}]), journal.seal, journal.checkpoint):
            with pytest.raises(ReadOnlyJournal, match="doctor"):
                change()

    found = verify(folder)
    assert not found.intact
    assert (found.count, found.readable, found.missing) == (2, 5, (Gap(3, 3),))
    saved = salvage(folder, tmp_path / "取り出し")
    assert (saved.saved, saved.missing, saved.conflicts) == (5, (Gap(3, 3),), ())
    assert [document["id"] for document in read(saved.folder).documents] == ["e1", "e2", "e4", "e5", "e6"]
    assert path.read_bytes() == broken
    with pytest.raises(PlaceRefused, match="すでに記録があります"):
        salvage(folder, saved.folder)


def test_an_unreadable_record_says_so(folder: Path) -> None:
    (folder / "record.journal").mkdir(parents=True)
    with pytest.raises(JournalUnreadable, match="読み込めません"):
        Journal.open(folder)
    with pytest.raises(JournalUnreadable, match="読み込めません"):
        read(folder)


def test_reading_where_nothing_is_recorded(folder: Path) -> None:
    assert read(folder).count == 0
    assert not folder.exists()


def test_replacing_is_tried_again_while_a_reader_holds_the_file() -> None:
    pauses: list[float] = []

    def busy() -> None:
        if len(pauses) < 3:
            raise PermissionError("in use")

    replace_patiently(busy, stubborn=True, pause=pauses.append)
    assert len(pauses) == 3
    with pytest.raises(PermissionError):
        replace_patiently(
            lambda: (_ for _ in ()).throw(PermissionError()), stubborn=True, pause=pauses.append
        )
    pauses.clear()
    with pytest.raises(PermissionError):
        replace_patiently(busy, stubborn=False, pause=pauses.append)
    assert pauses == []


def test_a_draft_lives_until_it_is_discarded(folder: Path) -> None:
    draft = Draft(folder)
    assert draft.load() is None
    draft.save({"text": "書き"})
    draft.save({"text": "書きかけ", "speaker": "委員"})
    assert Draft(folder).load() == {"text": "書きかけ", "speaker": "委員"}
    Draft(folder).discard()
    assert Draft(folder).load() is None
    draft.discard()


def test_a_draft_that_cannot_be_read_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / "draft.json").write_bytes(b'{"number": 1, "draft"')
    draft = Draft(folder)
    assert draft.load() is None
    assert draft.damaged is not None
    assert draft.damaged.read_bytes() == b'{"number": 1, "draft"'
