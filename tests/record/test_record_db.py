"""The record on real files: insert, read, reopen, and what lies in the folder afterwards."""

from __future__ import annotations

import json
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from record_events import AT, batch, said, texts
from tinydb import TinyDB, where

from clerk_tui.domain.events import MeetingClosed, Recorded
from clerk_tui.record import (
    FolderRefused,
    RecordDB,
    RecordReadOnly,
    RecordUnreadable,
    RecordView,
    SessionLocked,
    UnsentText,
    Where,
)
from clerk_tui.record.database import EventTable
from clerk_tui.record.doctor import Gap, salvage, verify


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "青葉町審議会"


def read(folder: Path) -> list[Recorded]:
    return list(RecordView(folder).storage.poll().records)


def test_what_is_inserted_is_there_when_the_record_is_opened_again(folder: Path) -> None:
    with RecordDB(folder) as record:
        assert record.storage.records == []
        assert record.insert_multiple(batch(1, ["一", "二"])) == [1, 2]
        location = record.storage.location
        assert (location.where, location.path, location.trouble) == (Where.FOLDER, folder / "record.json", "")
        assert record.insert(said(3)) == 3
        head = record.storage.head
    with RecordDB(folder) as record:
        assert record.storage.records == [*batch(1, ["一", "二"]), said(3)]
        assert record.storage.head == head
        assert record.storage.recovery.sentences == ()


def test_stock_tinydb_opens_the_record_after_every_insert(folder: Path) -> None:
    with RecordDB(folder) as record:
        for number in range(1, 30):
            record.insert(said(number, f"{number}番目"))
            with TinyDB(folder / "record.json", encoding="utf-8") as stock:
                events = stock.table("events")
                assert [document["seq"] for document in events] == list(range(1, number + 1))
                assert [document.doc_id for document in events] == list(range(1, number + 1))
                found = events.search(where("type") == "NamesConfirmed")
                assert found[-1]["event"]["paragraphs"] == [f"{number}番目"]
                assert stock.tables() == {"events"}
        assert record.storage.location.path.name == "record.json", "opening it is no change"


def test_a_batch_is_one_line(folder: Path) -> None:
    with RecordDB(folder) as record:
        record.insert_multiple(batch(1, ["一", "二", "三"]))
        record.insert(said(4))
    opening, *lines, closing, end = (folder / "record.json").read_bytes().split(b"\n")
    assert (opening, closing, end) == (b'{"events": {', b"}}", b"")
    documents = [json.loads(b"{%b}" % line.removeprefix(b",")) for line in lines]
    assert [list(line) for line in documents] == [["1", "2", "3"], ["4"]]
    assert ["chain" in document for document in documents[0].values()] == [False, False, True]


def test_an_event_that_is_recorded_already_is_passed_over(folder: Path) -> None:
    with RecordDB(folder) as record:
        record.insert_multiple(batch(1, ["一", "二"]))
        size = (folder / "record.json").stat().st_size
        record.insert_multiple(batch(1, ["一", "二"]))
        record.insert_multiple([])
        assert (folder / "record.json").stat().st_size == size
    with RecordDB(folder) as record:
        record.insert(said(2, "二", 1))
        record.insert(said(3))
        assert [one.seq for one in record.storage.records] == [1, 2, 3]


def test_an_event_can_be_given_as_a_document(folder: Path) -> None:
    with RecordDB(folder) as record:
        record.insert(said(1))
        document = dict(record.all()[0])
        document.update(seq=2, batch=2)
        record.insert(document)
        assert record.storage.records[1].event == said(1).event


@pytest.mark.parametrize(
    "bad",
    [
        {"text": "番号なし"},
        said(3),
        said(1, "ほかの中身"),
        said(2, "ほかの命令", 1),
        said(2, "\ud800 ひとりの代用対"),
    ],
)
def test_what_is_no_next_event_is_refused_before_anything_is_written(folder: Path, bad: object) -> None:
    with RecordDB(folder) as record:
        record.insert(said(1))
        before = (folder / "record.json").read_bytes()
        with pytest.raises(ValueError):
            record.insert_multiple([bad] if not isinstance(bad, Recorded) else [bad, said(9, "x", 9)])  # type: ignore[list-item]
        assert record.storage.records == [said(1)]
        assert (folder / "record.json").read_bytes() == before
        record.insert(said(2))


@pytest.mark.parametrize(
    "text",
    ["改行\nと\r復帰", "\x00\x1b[31m\x7f", "\u2028\u2029", '"]} 引用 {"seq":1,', "𠮷野家\U000e0100", "\\ud800"],
)
def test_any_text_comes_back_as_it_was(folder: Path, text: str) -> None:
    with RecordDB(folder) as record:
        record.insert_multiple(batch(1, [text, text]))
    assert texts(read(folder)) == [text, text]
    with TinyDB(folder / "record.json", encoding="utf-8") as stock:
        stock.insert({"note": "rewritten by TinyDB"})
        assert [document["event"]["paragraphs"] for document in stock.table("events")] == [[text], [text]]
    assert texts(read(folder)) == [text, text]
    with RecordDB(folder) as record:
        assert texts(record.storage.records) == [text, text]


CHANGES: list[Callable[[TinyDB], object]] = [
    lambda record: record.update({"seq": 9}),
    lambda record: record.update_multiple([({"seq": 9}, where("seq") == 1)]),
    lambda record: record.upsert({"seq": 9}, where("seq") == 1),
    lambda record: record.remove(where("seq") == 1),
    lambda record: record.truncate(),
    lambda record: record.drop_tables(),
    lambda record: record.drop_table("events"),
    lambda record: record.table("_default").truncate(),
    lambda record: record.storage.write({}),
]


def test_the_record_is_a_tinydb_that_only_grows(folder: Path) -> None:
    with RecordDB(folder) as record:
        record.insert(said(1, "会長"))
        record.insert_multiple(batch(2, ["委員", "委員"]))
        by_member = where("event")["paragraphs"] == ["委員"]
        assert record.get(doc_id=2)["seq"] == 2  # type: ignore[index, call-overload]
        assert [document.doc_id for document in record.search(by_member)] == [2, 3]
        record.insert(said(4, "委員"))
        assert len(record.search(by_member)) == 3
        assert len(record) == 4
        assert record.tables() == {"events"}
        assert isinstance(record.table("events"), EventTable)
        before = (folder / "record.json").read_bytes()
        for change in CHANGES:
            with pytest.raises(RecordReadOnly, match="書き足すだけ"):
                change(record)
        with pytest.raises(ValueError, match="one table"):
            record.table("others").insert(said(5))
        found = record.get(doc_id=1)
        assert found is not None
        found["event"]["paragraphs"].append("傍聴人")  # type: ignore[call-overload, index]
        record.storage.read()["events"].clear()
        assert record.get(doc_id=1)["event"]["paragraphs"] == ["会長"]  # type: ignore[call-overload, index]
        assert (folder / "record.json").read_bytes() == before
    assert texts(read(folder)) == ["会長", "委員", "委員", "委員"]


def test_a_view_sees_what_is_new_and_changes_nothing(folder: Path) -> None:
    view = RecordView(folder)
    assert len(view) == 0
    with RecordDB(folder) as record:
        record.insert(said(1))
        assert len(view) == 1
        record.insert(said(2))
        assert view.search(where("seq") == 2)[0].doc_id == 2
        for change in (*CHANGES, lambda view: view.insert(said(3)), lambda view: view.insert_multiple([said(3)])):
            with pytest.raises(RecordReadOnly):
                change(view)
    assert view.storage.poll().count == 2


def test_closing_seals_the_record_and_a_correction_opens_it(folder: Path) -> None:
    closed = Recorded(2, AT, 0.0, 2, MeetingClosed(AT))
    with RecordDB(folder) as record:
        record.insert(said(1))
        record.insert(closed)
        assert record.storage.sealed
        assert RecordView(folder).storage.poll().sealed
        head = record.storage.head
        record.insert(said(3))
        assert not record.storage.sealed
        record.insert(Recorded(4, AT, 0.0, 4, MeetingClosed(AT)))
    result = verify(folder)
    assert [one.count for one in result.seals] == [2, 4]
    assert result.seals[0].head == head
    assert result.sealed
    assert result.intact


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX の権限です")
def test_only_the_owner_may_read(folder: Path) -> None:
    old = os.umask(0)
    try:
        with RecordDB(folder) as record:
            record.insert(said(1))
            UnsentText(folder).save({"text": "書きかけ"})
            modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()}
    finally:
        os.umask(old)
    assert set(modes) == {"record.json", "record.lock", "record.holder.json", "unsent.json"}
    assert set(modes.values()) == {0o600}
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    (folder / "record.json").chmod(0o644)
    with RecordDB(folder):
        assert stat.S_IMODE((folder / "record.json").stat().st_mode) == 0o600


def test_one_writer_many_readers(folder: Path) -> None:
    with RecordDB(folder) as record:
        record.insert(said(1))
        with pytest.raises(SessionLocked) as refusal:
            RecordDB(folder)
        assert refusal.value.since is not None
        assert refusal.value.holder in str(refusal.value)
        assert read(folder) == [said(1)]
    with RecordDB(folder):
        pass


def test_a_closed_record_takes_nothing(folder: Path) -> None:
    record = RecordDB(folder)
    record.close()
    with pytest.raises(RecordReadOnly, match="閉じられています"):
        record.insert(said(1))


def test_a_reader_gets_each_event_once(folder: Path) -> None:
    reader = RecordView(folder).storage
    assert reader.poll().count == 0
    with RecordDB(folder) as record:
        record.insert(said(1))
        assert reader.poll().records == [said(1)]
        assert reader.poll().records == []
        record.insert_multiple(batch(2, ["二", "三"]))
        path = folder / "record.json"
        path.write_bytes(path.read_bytes().removesuffix(b"}}\n") + b',"4":{"seq":4,"at":"20')
        reading = reader.poll()
        assert (reading.records, reading.count, reading.restarted) == (batch(2, ["二", "三"]), 3, False)
        assert reader.poll().damages == ()
    with RecordDB(folder) as record:
        assert record.storage.recovery.torn is not None
        record.insert(said(4))
        assert reader.poll().records == [said(4)]


def test_a_reader_sees_no_harm_in_any_part_of_a_line(folder: Path, tmp_path: Path) -> None:
    """A write that is under way can show any part of itself, also all of the line but its LF."""
    with RecordDB(folder) as record:
        for number in range(1, 5):
            record.insert(said(number))
    data = (folder / "record.json").read_bytes()
    for step in (1, 2, 3, 7, 50):
        seen = tmp_path / f"step{step}"
        seen.mkdir()
        reader, found = RecordView(seen).storage, []
        for size in [*range(0, len(data), step), len(data)]:
            (seen / "record.json").write_bytes(data[:size])
            reading = reader.poll()
            assert not reading.damages
            assert not reading.restarted
            found += reading.records
        assert found == read(folder)


def test_a_reader_starts_anew_where_the_record_was_exchanged(folder: Path) -> None:
    with RecordDB(folder) as record:
        record.insert(said(1))
        kept = (folder / "record.json").read_bytes()
        record.insert(said(2, "消える"))
    reader = RecordView(folder).storage
    assert reader.poll().count == 2
    (folder / "record.json").write_bytes(kept)
    with RecordDB(folder) as record:
        for number in range(2, 5):
            record.insert(said(number, "別の続き"))
    reading = reader.poll()
    assert reading.restarted
    assert texts(reading.records) == ["発言", "別の続き", "別の続き", "別の続き"]


def test_a_reader_goes_on_after_stock_tinydb_has_saved_the_file(folder: Path) -> None:
    with RecordDB(folder) as record:
        record.insert(said(1))
    reader = RecordView(folder).storage
    assert reader.poll().count == 1
    with TinyDB(folder / "record.json") as stock:
        stock.insert({"note": "私のメモ"})
    assert (reader.poll().count, reader.poll().damages) == (1, ())
    with RecordDB(folder) as record:
        record.insert(said(2))
    reading = reader.poll()
    assert (reading.count, reading.damages) == (2, ())
    aside = next(folder.glob("record.edited-*.txt"))
    assert "私のメモ" in json.dumps(json.loads(aside.read_text("utf-8")), ensure_ascii=False)


def test_damage_opens_read_only_and_the_readable_part_is_saved(folder: Path, tmp_path: Path) -> None:
    with RecordDB(folder) as record:
        for number in range(1, 7):
            record.insert(said(number))
    path = folder / "record.json"
    broken = path.read_bytes().replace(b'"e3"', b'"e9"')
    path.write_bytes(broken)

    with RecordDB(folder) as record:
        assert record.storage.read_only
        assert [one.seq for one in record.storage.records] == [1, 2]
        assert "4 行目から先が、2 件目に続いていません" in record.storage.recovery.sentences[0]
        with pytest.raises(RecordReadOnly, match="doctor"):
            record.insert(said(3))

    found = verify(folder)
    assert not found.intact
    assert (found.count, found.readable, found.missing) == (2, 5, (Gap(3, 3),))
    saved = salvage(folder, tmp_path / "取り出し")
    assert (saved.saved, saved.missing, saved.conflicts) == (5, (Gap(3, 3),), ())
    assert [one.seq for one in read(saved.folder)] == [1, 2, 4, 5, 6]
    assert path.read_bytes() == broken
    with RecordDB(saved.folder) as record:
        record.insert(said(7))
    with TinyDB(saved.folder / "record.json") as stock:
        assert [document["seq"] for document in stock.table("events")] == [1, 2, 4, 5, 6, 7]
    with pytest.raises(FolderRefused, match="すでに記録があります"):
        salvage(folder, saved.folder)


def test_an_unreadable_record_says_so(folder: Path) -> None:
    (folder / "record.json").mkdir(parents=True)
    with pytest.raises(RecordUnreadable, match="読み込めません"):
        RecordDB(folder)
    with pytest.raises(RecordUnreadable, match="読み込めません"):
        read(folder)


def test_reading_where_nothing_is_recorded(folder: Path) -> None:
    assert RecordView(folder).storage.whole().count == 0
    assert not folder.exists()


def test_typed_text_lives_until_it_is_discarded(folder: Path) -> None:
    unsent = UnsentText(folder)
    assert unsent.load() is None
    unsent.save({"text": "書き"})
    unsent.save({"text": "書きかけ\ud800", "speaker": "委員"})
    assert UnsentText(folder).load() == {"text": "書きかけ\ud800", "speaker": "委員"}
    UnsentText(folder).discard()
    assert UnsentText(folder).load() is None
    unsent.discard()


def test_typed_text_that_cannot_be_read_is_set_aside(folder: Path) -> None:
    folder.mkdir()
    (folder / "unsent.json").write_bytes(b'{"number": 1, "text"')
    unsent = UnsentText(folder)
    assert unsent.load() is None
    assert unsent.damaged is not None
    assert unsent.damaged.read_bytes() == b'{"number": 1, "text"'
