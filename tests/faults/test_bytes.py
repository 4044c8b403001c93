"""Damaged bytes: the record is an exact prefix, or the damage is named; never a changed text."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from disk import Disk
from driver import HOME, all_of, seqs
from record_events import AT, batch, said, texts

from clerk_tui.domain.events import MeetingClosed, Recorded
from clerk_tui.record import Reading, RecordDB, RecordTooNew, RecordView
from clerk_tui.record.doctor import salvage, verify
from clerk_tui.record.documents import CLOSING, GENESIS, OPENING, SCHEMA, chain_of, compose, render

FILE = HOME / "record.json"
SAVED = Path("/sessions/取り出し")


def written(count: int) -> tuple[bytes, list[Recorded]]:
    """A closed record with ``count`` events, every tenth in a batch with the one before."""
    disk = Disk()
    records: list[Recorded] = []
    with RecordDB(HOME, files=disk) as record:
        while len(records) < count - 1:
            first = len(records) + 1
            size = min(2 if first % 10 == 1 else 1, count - first)
            records += batch(first, [f"{first + index}番目の発言です。" for index in range(size)])
            record.insert_multiple(records[first - 1 :])
        records.append(Recorded(count, AT, 0.5, count, MeetingClosed(AT)))
        record.insert(records[-1])
    return bytes(disk.file(FILE)), records


def laid(data: bytes) -> Disk:
    disk = Disk()
    disk.put(FILE, data)
    return disk


def look(data: bytes) -> Reading:
    return RecordView(HOME, files=laid(data)).storage.poll()


def opened(data: bytes) -> tuple[Disk, RecordDB]:
    disk = laid(data)
    return disk, RecordDB(HOME, files=disk)


def aside(disk: Disk, what: str) -> list[bytes]:
    return [bytes(disk.file(HOME / name)) for name in disk.names(HOME) if what in name]


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def test_truncation_at_every_byte(slow: bool) -> None:
    data, records = written(60 if slow else 12)
    counts = set()
    for size in range(len(data)):
        disk, record = opened(data[:size])
        found = list(record.storage.records)
        assert found == records[: len(found)]
        assert not record.storage.read_only
        assert found == records or not record.storage.sealed
        record.insert(said(len(found) + 1, "次の発言"))
        record.close()
        disk.lose_power(Random(size))
        assert texts(all_of(disk)[-1:]) == ["次の発言"]
        assert seqs(disk, HOME) == list(range(1, len(found) + 2))
        rest = data[:size].rsplit(b"\n", 1)[1] if size > len(OPENING) else b""
        taken = rest and found and b'"chain"' in rest and rest.endswith(b'"}')
        torn = aside(disk, "torn")
        assert torn == ([rest] if rest and not taken and not CLOSING.startswith(rest) else [])
        counts.add(len(found))
    assert counts == {len(records), *(record.batch - 1 for record in records)}


def test_every_bit_flipped(slow: bool) -> None:
    data, records = written(22 if slow else 8)
    whole = look(data)
    for position in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[position] ^= 1 << bit
            found = look(bytes(flipped))
            assert list(found.records) == records[: found.count]
            # Nothing passes for the record as it was closed: there is damage, or the seal is gone.
            brackets = position >= len(data) - len(CLOSING) - 1
            assert found.damages or found.head != whole.head or brackets


def test_a_flipped_bit_before_the_last_line_is_named_and_nothing_is_cut(slow: bool) -> None:
    data, _ = written(12)
    last = len(b"".join(lines(data)[:-2]))
    random = Random(4)
    for position in range(last) if slow else random.sample(range(last), 200):
        flipped = bytearray(data)
        flipped[position] ^= 1 << random.randrange(8)
        disk, record = opened(bytes(flipped))
        assert record.storage.read_only
        assert "行目から先が" in record.storage.recovery.sentences[0]
        assert bytes(disk.file(FILE)) == bytes(flipped)
        assert set(disk.names(HOME)) == {"record.json"}


def test_a_flipped_bit_costs_one_event_at_most() -> None:
    data, records = written(12)
    for position in Random(5).sample(range(len(data)), 60):
        flipped = bytearray(data)
        flipped[position] ^= 4
        disk = laid(bytes(flipped))
        before = verify(HOME, files=disk)
        saved = salvage(HOME, SAVED, files=disk)
        rescued = all_of(disk, saved.folder)
        assert [record for record in records if record in rescued] == rescued
        assert len(rescued) == saved.saved == before.readable >= len(records) - 1
        assert saved.missing == before.missing
        assert bytes(disk.file(FILE)) == bytes(flipped)
        assert seqs(disk, SAVED) == [record.seq for record in rescued]


@pytest.mark.parametrize(
    "garbage",
    [
        b"\0" * 4096,
        b"\n\n\n",
        b"\xff\xfe",
        b"13 ",
        b',"13":{"seq":13,"crc":"00000000"}\n',
        "改行なし".encode(),
    ],
)
@pytest.mark.parametrize("over", [True, False], ids=["over the brackets", "after them"])
def test_tails_of_zeros_and_garbage_are_set_aside(garbage: bytes, over: bool) -> None:
    data, records = written(12)
    disk, record = opened(data.removesuffix(CLOSING) + (garbage if over else CLOSING + garbage))
    storage = record.storage
    assert storage.records == records
    assert storage.recovery.torn is not None
    assert bytes(disk.file(storage.recovery.torn)) == (garbage if over else CLOSING + garbage)
    assert "前回は突然終了しました。12件を復元、書きかけ1件は" in storage.recovery.sentences[0]
    record.insert(said(13, "次の発言"))
    assert all_of(disk) == [*records, said(13, "次の発言")]
    assert seqs(disk, HOME) == list(range(1, 14))


def test_random_tails(slow: bool) -> None:
    data, records = written(8)
    random = Random(6)
    for _ in range(400 if slow else 60):
        _, record = opened(data.removesuffix(CLOSING) + random.randbytes(random.randint(1, 3000)))
        assert record.storage.records == records
        assert not record.storage.read_only


def test_a_batch_that_was_torn_is_not_there_in_part() -> None:
    """Some of its documents prove themselves: they were never answered with a place."""
    data, records = written(8)
    line = compose(batch(9, ["一", "二", "三"]), look(data).head.encode())
    first, second, third = [line.index(b'"%d":' % number) for number in (9, 10, 11)]
    for torn in (
        line[:third],
        line[:second] + b"\0" * (third - second) + line[third:],
        line[:first] + b"\0" * (second - first) + line[second:],
    ):
        disk, record = opened(data.removesuffix(CLOSING) + b"," + torn)
        assert not record.storage.read_only
        assert record.storage.records == records
        assert aside(disk, "torn") == [b"," + torn]


def test_deleted_and_swapped_lines_are_named_and_a_doubled_one_changes_nothing() -> None:
    data, records = written(12)
    whole = lines(data)
    for index in range(1, len(whole) - 2):
        edits = {
            "deleted": whole[:index] + whole[index + 1 :],
            "doubled": whole[: index + 1] + whole[index:],
            "swapped": [*whole[:index], whole[index + 1], whole[index], *whole[index + 2 :]],
        }
        for how, edit in edits.items():
            found = look(b"".join(edit))
            assert list(found.records) == records[: found.count]
            if how == "doubled" and not found.damages:
                # To JSON the same key twice is one document; the chain and the seal prove that all are there.
                assert found.count == len(records) and found.sealed
                continue
            assert found.damages
            assert found.damages[0].line in {index + 1, index + 2}


def test_lines_cut_off_the_end_show_by_the_seal_and_by_the_brackets() -> None:
    data, _ = written(12)
    whole = lines(data)
    assert look(data).sealed
    for brackets in (True, False):
        cut = RecordView(HOME, files=laid(b"".join(whole[:-3]) + brackets * CLOSING)).storage.whole()
        assert not cut.sealed
        assert bool(cut.damages) != brackets
    assert "途中で終わっています" in cut.damages[0].sentence
    seal = verify(HOME, files=laid(data)).seals[-1]
    assert (seal.count, seal.head) == (12, chain_of(whole[-2].removesuffix(b"\n")).decode())


def rewritten_by_stock_tinydb(text: str) -> bytes:
    return json.dumps(json.loads(text)).encode()


@pytest.mark.parametrize(
    "save",
    [
        rewritten_by_stock_tinydb,
        lambda text: json.dumps(json.loads(text), indent=4, ensure_ascii=False).encode(),
        lambda text: json.dumps(json.loads(text), separators=(",", ":")).encode("utf-16"),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: ("\ufeff" + text).encode(),
    ],
    ids=["tinydb", "indented", "utf-16", "crlf", "bom"],
)
def test_a_file_saved_with_the_same_documents_is_understood(save: Callable[[str], bytes]) -> None:
    data, records = written(12)
    saved = save(data.decode())
    assert look(saved).records == records
    assert look(saved).sealed
    assert look(saved).damages == ()
    disk, record = opened(saved)
    assert record.storage.records == records
    record.insert(said(13, "続き"))
    assert bytes(disk.file(FILE)).startswith(data.removesuffix(CLOSING)), "in our form again"
    assert aside(disk, "edited") == [saved]
    assert all_of(disk) == [*records, said(13, "続き")]


@pytest.mark.parametrize(
    "change",
    [
        lambda events: events["3"]["event"].update(paragraphs=["別の発言"]),
        lambda events: events.pop("3"),
        lambda events: events.update({"13": {"seq": 13, "type": "TurnRecorded"}}),
        lambda events: events["12"].pop("crc"),
        lambda events: events["12"].update(crc="00000000"),
        lambda events: events["12"].update(chain="0" * 32),
        lambda events: events["3"].update(seq=3.0),
    ],
)
def test_a_file_saved_with_other_documents_is_damaged(change: Callable[[dict[str, Any]], object]) -> None:
    data, records = written(12)
    tables = json.loads(data)
    change(tables["events"])
    saved = json.dumps(tables).encode()
    disk, record = opened(saved)
    assert record.storage.read_only
    assert record.storage.records == records[: len(record.storage.records)]
    assert bytes(disk.file(FILE)) == saved
    kept = salvage(HOME, SAVED, files=disk)
    assert kept.saved >= 11


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text.replace("番目", "番め").encode(),
        lambda text: text.encode("utf-16"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("cp932"),
        lambda text: text.replace("\n", "\r\n").replace("番目", "番め").encode(),
    ],
)
def test_a_file_saved_by_an_editor_is_named_and_nothing_of_it_is_cut(edit: Callable[[str], bytes]) -> None:
    """Also where its end is missing: the machine had lost power before."""
    data = edit(b"".join(lines(written(12)[0])[:-2]).decode())
    disk, record = opened(data)
    assert record.storage.read_only
    assert "record.json" in record.storage.recovery.sentences[0]
    assert bytes(disk.file(FILE)) == data
    assert look(data).damages


def test_another_tinydb_by_the_name_of_the_record_is_left_alone() -> None:
    data = b'{"_default": {"1": {"note": "x"}}}'
    disk, record = opened(data)
    assert record.storage.read_only
    assert bytes(disk.file(FILE)) == data


@pytest.mark.parametrize("data", [b"", b"{", OPENING, b'{"events": {}}'])
def test_a_file_without_events_is_begun_anew(data: bytes) -> None:
    """What stock TinyDB leaves that was given the path before there was a record."""
    disk, record = opened(data)
    assert not record.storage.read_only
    record.insert(said(1))
    assert seqs(disk, HOME) == [1]


def test_of_two_writers_who_both_went_on_salvage_keeps_every_remark() -> None:
    """On two machines, of which a sync program kept both files."""
    disk = Disk()
    with RecordDB(HOME, files=disk) as record:
        record.insert(said(1, "共通"))
    common = bytes(disk.file(FILE))
    with RecordDB(HOME, files=disk) as record:
        record.insert(said(2, "甲の発言"))
    other = Disk()
    other.put(FILE, common)
    with RecordDB(HOME, files=other) as record:
        record.insert(said(2, "乙の発言"))
    disk.put(HOME / "record.2.json", bytes(other.file(FILE)))
    with RecordDB(HOME, files=disk) as record:
        assert record.storage.read_only
    saved = salvage(HOME, SAVED, files=disk)
    assert saved.conflicts == (2,)
    assert saved.others is not None
    kept = str(all_of(disk, saved.folder)) + disk.file(saved.others).decode()
    assert "甲の発言" in kept
    assert "乙の発言" in kept


@pytest.mark.parametrize("size", [1, 2])
def test_a_torn_write_that_comes_back_with_its_file_is_no_damage(size: int) -> None:
    """Put aside and removed when the record was opened; the machine then lost power, and the removal with it."""
    disk = Disk()
    with RecordDB(HOME, files=disk) as record:
        record.insert(said(1, "共通"))
        record.insert_multiple(batch(2, ["書きかけ", "その続き"][:size]))
    torn = bytes(disk.file(FILE))[: -len(CLOSING) - 3]
    disk = laid(torn)
    for number in (2, 3):
        with RecordDB(HOME, files=disk) as record:
            record.insert(said(number, f"{number}番目"))
    disk.put(HOME / "record.2.json", torn)
    assert not RecordView(HOME, files=disk).storage.poll().damages
    with RecordDB(HOME, files=disk) as record:
        assert not record.storage.read_only
        assert texts(record.storage.records) == ["共通", "2番目", "3番目"]
    assert seqs(disk, HOME) == [1, 2, 3]
    assert torn[torn.rindex(b',"2"') :] in aside(disk, "torn")


def test_a_file_that_came_back_with_more_than_a_torn_write_is_damage() -> None:
    data, records = written(6)
    disk = laid(data)
    broken = bytearray(data)
    broken[data.index(b',"3"') + 30] ^= 1
    other = laid(data[: data.index(b',"3"')])
    with RecordDB(HOME, files=other) as record:
        record.insert(said(3, "別の三番目"))
    disk.put(FILE, bytes(other.file(FILE)))
    disk.put(HOME / "record.2.json", bytes(broken))
    with RecordDB(HOME, files=disk) as record:
        assert record.storage.read_only
    assert len(records) == 6


def test_a_note_that_leads_nowhere_is_told_and_ends_nothing() -> None:
    disk = laid(written(3)[0])
    disk.put(HOME / "record.moved.txt", b"/usb/\0")
    assert "見つかりません" in RecordView(HOME, files=disk).storage.poll().damages[0].sentence


def test_what_somebody_types_never_passes_for_a_line() -> None:
    disk = Disk()
    line = lines(written(2)[0])[1].decode()
    with RecordDB(HOME, files=disk) as record:
        for number in range(1, 4):
            record.insert(said(number, line * 3 + "\n" + line))
    data = bytes(disk.file(FILE))
    last = len(b"".join(lines(data)[:-2]))
    for size in range(last + 1, len(data) - len(CLOSING) - 1):
        _, again = opened(data[:size])
        assert len(again.storage.records) == 2
        assert not again.storage.read_only


def test_a_newer_version_is_not_continued() -> None:
    line = compose([said(1)], GENESIS, identity="0" * 16)
    newer = compose([said(1)], GENESIS, identity="0" * 16)
    assert newer == line
    from clerk_tui.record import documents

    for change in (
        lambda event: {**event, "v": SCHEMA + 1},
        lambda event: {**event, "type": "Unheard", "event": {"type": "Unheard"}},
        lambda event: {**event, "event": {**event["event"], "unheard": 1}},
    ):
        value = json.loads(b"{%b}" % line)["1"]
        fields = {name: item for name, item in change(value).items() if name not in ("crc", "chain")}
        text = documents._protect(1, json.dumps(fields, separators=(",", ":"), ensure_ascii=False).encode())
        forged = b'%b,"chain":"%b"}' % (text, documents.next_chain(GENESIS, text))
        with pytest.raises(RecordTooNew, match="新しい版で書かれています"):
            look(render([forged]))
        disk = laid(render([forged]))
        with pytest.raises(RecordTooNew):
            RecordDB(HOME, files=disk)
        assert not disk.locked
        assert bytes(disk.file(FILE)) == render([forged])
