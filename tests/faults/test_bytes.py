"""Damaged bytes: the record is an exact prefix, or the damage is named; never a changed text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from disk import Disk

from clerk_tui.journal import Journal, Reading, read
from clerk_tui.journal.doctor import salvage, verify
from clerk_tui.journal.line import GENESIS, Document, chain_of, compose

HOME = Path("/sessions/青葉町")
FILE = HOME / "record.journal"


def written(count: int) -> tuple[bytes, list[Document]]:
    """A closed record with ``count`` documents, every tenth in a batch with the one before."""
    disk = Disk()
    documents: list[Document] = [
        {"id": f"e{number}", "speaker": "委員", "text": f"{number}番目の発言です。"}
        for number in range(count)
    ]
    with Journal.open(HOME, files=disk) as journal:
        for number in range(0, count, 10):
            journal.append(documents[number : number + 2])
            for document in documents[number + 2 : number + 10]:
                journal.append([document])
        journal.seal()
    return bytes(disk.file(FILE)), documents


def look(data: bytes) -> Reading:
    disk = Disk()
    disk.put(FILE, data)
    return read(HOME, files=disk)


def opened(data: bytes) -> tuple[Disk, Journal]:
    disk = Disk()
    disk.put(FILE, data)
    return disk, Journal.open(HOME, files=disk)


def test_truncation_at_every_byte(slow: bool) -> None:
    data, documents = written(60 if slow else 12)
    counts = set()
    for size in range(len(data)):
        disk, journal = opened(data[:size])
        found = list(journal.documents)
        assert found == documents[: len(found)]
        assert not journal.read_only
        assert found == documents or not journal.sealed
        journal.append([{"id": "次の発言"}])
        journal.close()
        disk.lose_power(Random(size))
        assert list(read(HOME, files=disk).documents) == [*found, {"id": "次の発言"}]
        torn = [bytes(disk.file(HOME / name)) for name in disk.names(HOME) if "torn" in name]
        last = data.rfind(b"\n", 0, size) + 1
        assert torn in ([], [data[last:size]])
        assert bool(torn) == (last < size and not data[size:].startswith(b"\n"))
        counts.add(len(found))
    assert counts == {0, *range(2, 13 if not slow else 61)} - {count + 1 for count in range(0, 60, 10)}


def test_every_bit_flipped(slow: bool) -> None:
    data, documents = written(60 if slow else 8)
    whole = look(data)
    for position in range(len(data)):
        for bit in range(8):
            flipped = bytearray(data)
            flipped[position] ^= 1 << bit
            found = look(bytes(flipped))
            assert list(found.documents) == documents[: found.count]
            # Nothing passes for the record as it was closed: there is damage, or the seal is gone.
            assert found.damages or found.head != whole.head or position == len(data) - 1


def test_a_flipped_bit_before_the_last_line_is_named_and_nothing_is_cut(slow: bool) -> None:
    data, _ = written(12)
    last = data.rfind(b"\n", 0, -1) + 1
    random = Random(4)
    for position in range(last) if slow else random.sample(range(last), 200):
        flipped = bytearray(data)
        flipped[position] ^= 1 << random.randrange(8)
        disk, journal = opened(bytes(flipped))
        assert journal.read_only
        assert "行目から先が" in journal.recovery.sentences[0]
        assert bytes(disk.file(FILE)) == bytes(flipped)
        assert set(disk.names(HOME)) == {"record.journal"}


def test_a_flipped_bit_costs_one_line_at_most() -> None:
    data, documents = written(12)
    for position in Random(5).sample(range(len(data)), 60):
        flipped = bytearray(data)
        flipped[position] ^= 4
        disk = Disk()
        disk.put(FILE, bytes(flipped))
        before = verify(HOME, files=disk)
        saved = salvage(HOME, Path("/sessions/取り出し"), files=disk)
        rescued = list(read(saved.folder, files=disk).documents)
        assert [document for document in documents if document in rescued] == rescued
        assert len(rescued) == saved.saved == before.readable >= len(documents) - 2
        assert saved.missing == before.missing
        assert bytes(disk.file(FILE)) == bytes(flipped)


@pytest.mark.parametrize(
    "garbage", [b"\0" * 4096, b"\n\n\n", b"\xff\xfe", b"13 ", b"7 00000000 x {}\n", "改行なし".encode()]
)
def test_tails_of_zeros_and_garbage_are_set_aside(garbage: bytes) -> None:
    data, documents = written(12)
    disk, journal = opened(data + garbage)
    assert list(journal.documents) == documents
    assert journal.recovery.torn is not None
    assert bytes(disk.file(journal.recovery.torn)) == garbage
    assert "前回は突然終了しました。12件を復元、書きかけ1件は" in journal.recovery.sentences[0]
    journal.append([{"id": "次の発言"}])
    assert list(read(HOME, files=disk).documents) == [*documents, {"id": "次の発言"}]


def test_random_tails(slow: bool) -> None:
    data, documents = written(8)
    random = Random(6)
    for _ in range(400 if slow else 60):
        _, journal = opened(data + random.randbytes(random.randint(1, 3000)))
        assert list(journal.documents) == documents
        assert not journal.read_only


def lines(data: bytes) -> list[bytes]:
    return data.splitlines(keepends=True)


def test_deleted_doubled_and_swapped_lines_are_named() -> None:
    data, documents = written(12)
    whole = lines(data)
    for index in range(len(whole) - 1):
        edits = {
            "deleted": whole[:index] + whole[index + 1 :],
            "doubled": whole[: index + 1] + whole[index:],
            "swapped": [*whole[:index], whole[index + 1], whole[index], *whole[index + 2 :]],
        }
        for edit in edits.values():
            found = look(b"".join(edit))
            assert list(found.documents) == documents[: found.count]
            assert found.damages
            assert found.damages[0].line in {index + 1, index + 2}


def test_lines_cut_off_the_end_show_by_the_seal_alone() -> None:
    data, _ = written(12)
    whole = lines(data)
    assert look(data).sealed
    cut = look(b"".join(whole[:-2]))
    assert not cut.damages
    assert not cut.sealed
    disk = Disk()
    disk.put(FILE, data)
    seal = verify(HOME, files=disk).seals[-1]
    assert (seal.count, seal.head) == (12, whole[-2].split(b" ")[2].decode())


def test_a_journal_that_is_shorter_than_its_plain_copy_is_named_and_salvaged() -> None:
    disk, journal = opened(written(12)[0])
    journal.checkpoint()
    journal.close()
    data = bytes(disk.file(FILE))
    disk.put(FILE, b"".join(lines(data)[:6]))

    again = Journal.open(HOME, files=disk)

    assert again.read_only
    assert "12 件ありますが" in again.recovery.sentences[0]
    saved = salvage(HOME, Path("/sessions/取り出し"), files=disk)
    assert saved.saved == 12
    assert saved.missing == ()


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
    """Also where no plain copy tells how much there was: the machine had lost power before."""
    data = edit(b"".join(lines(written(12)[0])[:-1]).decode())
    disk, journal = opened(data)
    assert journal.read_only
    assert "record.journal" in journal.recovery.sentences[0]
    assert bytes(disk.file(FILE)) == data
    assert look(data).damages


def test_a_reader_says_that_the_journal_is_shorter_than_its_copy() -> None:
    disk = Disk()
    with Journal.open(HOME, files=disk) as journal:
        for number in range(6):
            journal.append([{"id": f"e{number}"}])
        journal.checkpoint()
    assert read(HOME, files=disk).damages == ()
    disk.put(FILE, b"".join(lines(bytes(disk.file(FILE)))[:4]))
    reading = read(HOME, 1, files=disk)
    assert [document["id"] for document in reading.documents] == ["e1", "e2"]
    assert "6 件ありますが" in reading.damages[0].sentence


@pytest.mark.parametrize(
    "copy", [b"[" * 200_000, b'{"_default": {"x": {}}, "journal": {"1": {"count": 99}}}']
)
def test_a_copy_that_is_no_copy_keeps_nobody_from_the_record(copy: bytes) -> None:
    disk = Disk()
    disk.put(FILE, written(12)[0])
    disk.put(HOME / "record.json", copy)
    saved = salvage(HOME, Path("/sessions/取り出し"), files=disk)
    assert saved.saved == 12
    assert len(read(HOME, files=disk).documents) == 12


def test_of_two_writers_who_both_went_on_salvage_keeps_every_remark() -> None:
    """Somebody has deleted the lock: both were told that their remark was saved."""
    disk = Disk()
    first = Journal.open(HOME, files=disk)
    first.append([{"id": "1", "text": "共通"}])
    disk.locked.clear()
    second = Journal.open(HOME, files=disk)
    second.append([{"id": "2", "text": "乙の発言"}])
    first.append([{"id": "2", "text": "甲の発言"}])
    disk.kill()
    saved = salvage(HOME, Path("/sessions/取り出し"), files=disk)
    assert saved.conflicts == (2,)
    assert saved.others is not None
    kept = str(read(saved.folder, files=disk).documents) + disk.file(saved.others).decode()
    assert "甲の発言" in kept
    assert "乙の発言" in kept


def test_a_note_that_leads_nowhere_is_told_and_ends_nothing() -> None:
    disk = Disk()
    disk.put(FILE, written(3)[0])
    disk.put(HOME / "record.moved.txt", b"/usb/\0")
    assert "見つかりません" in read(HOME, files=disk).damages[0].sentence


def test_what_somebody_types_never_passes_for_a_line() -> None:
    disk = Disk()
    line = lines(written(1)[0])[1].decode()
    with Journal.open(HOME, files=disk) as journal:
        for number in range(3):
            journal.append([{"id": f"e{number}", "text": line * 3 + "\n" + line}])
    data = bytes(disk.file(FILE))
    last = data.rfind(b"\n", 0, -1) + 1
    for size in range(last + 1, len(data) - 1):
        _, journal = opened(data[:size])
        assert len(journal.documents) == 2
        assert not journal.read_only


def test_a_newer_version_is_not_continued() -> None:
    body = b'{"$journal":{"version":99,"id":"0123456789abcdef"}}'
    _, journal = opened(compose(b"1", chain_of(GENESIS, b"1", body), body))
    assert journal.read_only
    assert "新しい版" in journal.recovery.sentences[0]
