"""I/O errors at each n-th call: the record moves on, nothing is doubled, nothing that was promised is lost."""

from __future__ import annotations

import errno
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from disk import Disk, nth
from driver import AWAY, HOME, Clerk

from clerk_tui.journal import (
    CheckpointFailed,
    Follower,
    Journal,
    JournalError,
    JournalUnreadable,
    PlaceRefused,
    Where,
    read,
)
from clerk_tui.journal.line import Document

HARMS = {
    "EIO": OSError(errno.EIO, "入出力エラー"),
    "ENOSPC": OSError(errno.ENOSPC, "空き容量がありません"),
    "EINTR": InterruptedError(errno.EINTR, "割り込み"),
    "short": 5,
}


def meeting(clerk: Clerk) -> None:
    """Six appends, a copy, a seal, and a correction after it. What cannot be opened is left at that."""
    try:
        clerk.open()
    except JournalError:
        return
    assert clerk.journal is not None
    for _ in range(6):
        clerk.append()
    with suppress(CheckpointFailed):
        clerk.journal.checkpoint()
    clerk.journal.seal()
    clerk.append()
    assert list(clerk.journal.documents) == clerk.attempted
    clerk.journal.close()


@pytest.mark.parametrize("power", [False, True], ids=["kill", "power"])
@pytest.mark.parametrize("forever", [False, True], ids=["once", "forever"])
@pytest.mark.parametrize("harm", HARMS)
def test_each_call_fails(harm: str, forever: bool, power: bool) -> None:
    for number in range(1, 61):
        clerk = Clerk(Disk(bad_blocks=not forever), Random(number))
        clerk.disk.fault = nth(number, HARMS[harm], forever=forever)
        meeting(clerk)
        clerk.crash(power=power)
        clerk.open()
        clerk.append()
        assert clerk.journal is not None
        assert clerk.journal.place.whole
        clerk.journal.close()
        clerk.crash(power=True)
        clerk.open()
        assert [document["id"] for document in read(HOME, files=clerk.disk).documents] == [
            document["id"] for document in clerk.attempted
        ]


@pytest.mark.parametrize("harm", HARMS)
def test_the_home_disk_alone_dies(harm: str) -> None:
    """Everything under the session's folder fails: nothing is lost, and it all comes home afterwards."""
    for number in range(5, 45):
        clerk = Clerk(Disk(), Random(number))
        clerk.open()
        clerk.append()
        clerk.disk.fault = nth(clerk.disk.calls + number, HARMS[harm], forever=True, under=HOME)
        for _ in range(20):
            clerk.append()
        assert clerk.journal is not None
        assert clerk.journal.place.saved
        assert clerk.promised == len(clerk.attempted)
        clerk.crash(power=True)
        clerk.open()
        assert clerk.journal.place.whole
        assert not [
            clerk.disk.names(AWAY / name) for name in clerk.disk.names(AWAY) if clerk.disk.names(AWAY / name)
        ]


def opened(disk: Disk, *, fallback: Path | None = AWAY) -> Journal:
    return Journal.open(HOME, files=disk, fallback=fallback)


def test_a_failed_fsync_is_not_repeated_on_the_segment() -> None:
    disk = Disk()
    journal = opened(disk)
    disk.fault = nth(disk.calls + 2, OSError(errno.EIO, "入出力エラー"))
    disk.log.clear()

    place = journal.append([{"id": "a"}])

    assert disk.log.count("sync record.journal") == 1
    assert place.path.name == "record.2.journal"
    assert place.where is Where.FOLDER
    assert "入出力エラー" in place.sentence
    disk.log.clear()
    assert journal.append([{"id": "b"}]) == place
    assert disk.log == ["write record.2.journal", "sync record.2.journal"]


def test_the_cost_of_an_append_does_not_grow() -> None:
    """Counted, not timed: one write and one fsync, for one document or a batch, however long the record is."""
    disk = Disk()
    journal = opened(disk)
    for number in range(2000):
        disk.log.clear()
        before = len(disk.file(HOME / "record.journal"))
        journal.append([{"id": f"{number:04}-{part}", "text": "発言"} for part in range(1 + number % 3)])
        assert disk.log == ["write record.journal", "sync record.journal"]
        assert len(disk.file(HOME / "record.journal")) - before < 200


def test_every_disk_dead_keeps_the_record_in_memory_until_one_lives() -> None:
    disk = Disk()
    journal = opened(disk)
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True)

    places = [journal.append([{"id": f"m{number}"}]) for number in range(5)]

    assert {place.where for place in places} == {Where.MEMORY}
    assert not places[-1].saved
    assert "この画面の中だけ" in places[-1].sentence
    disk.fault = None
    assert journal.append([{"id": "alive"}]).whole
    journal.close()
    disk.lose_power(Random(1))
    with opened(disk) as again:
        assert [document["id"] for document in again.documents] == ["m0", "m1", "m2", "m3", "m4", "alive"]


def test_the_record_comes_home_by_itself_and_leaves_no_copy() -> None:
    disk = Disk()
    journal = opened(disk)
    disk.fault = nth(1, OSError(errno.ENOSPC, "空き容量がありません"), forever=True, under=HOME)
    for number in range(5):
        assert journal.append([{"id": f"m{number}"}]).where is Where.FALLBACK
    assert len(read(journal.place.path.parent, files=disk).documents) == 5
    away = journal.place.path.parent
    disk.fault = None

    places = [journal.append([{"id": f"n{number}"}]) for number in range(8)]

    assert places[-1].whole
    assert "全部保存されています" in places[-1].sentence
    assert len(read(HOME, files=disk).documents) == 13
    assert disk.names(away) == []


@pytest.mark.parametrize("readable", [True, False])
def test_a_reader_follows_the_record_to_where_it_fled_and_back(readable: bool) -> None:
    disk = Disk()
    journal = opened(disk)
    journal.append([{"id": "a"}])
    follower = Follower(HOME, files=disk, fallback=AWAY)
    seen: list[Document] = []

    def look() -> list[str]:
        reading = follower.poll()
        if reading.restarted:
            seen.clear()
        seen.extend(reading.documents)
        assert (reading.damages, reading.count) == ((), len(seen))
        return [str(document["id"]) for document in seen]

    assert look() == ["a"]
    dead = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=HOME)
    disk.fault = dead
    for number in range(3):
        assert journal.append([{"id": f"m{number}"}]).where is Where.FALLBACK
        disk.fault = None if readable else dead
        assert look() == ["a", *(f"m{past}" for past in range(number + 1))]
        disk.fault = dead
    assert [document["id"] for document in read(HOME, files=disk, fallback=AWAY).documents] == look()
    disk.fault = None
    for number in range(8):
        journal.append([{"id": f"n{number}"}])
        look()
    assert journal.place.whole
    assert look() == ["a", "m0", "m1", "m2", *(f"n{number}" for number in range(8))]


def test_a_folder_that_cannot_be_read_is_told_where_the_record_has_not_fled() -> None:
    disk = Disk()
    with opened(disk) as journal:
        journal.append([{"id": "a"}])
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=HOME)
    with pytest.raises(JournalUnreadable, match="入出力エラー"):
        read(HOME, files=disk, fallback=AWAY)
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True)
    with pytest.raises(JournalUnreadable, match="入出力エラー"):
        read(HOME, files=disk, fallback=AWAY)


def test_a_reader_follows_the_record_to_another_place_and_tells_when_that_is_gone() -> None:
    disk = Disk()
    journal = opened(disk)
    journal.append([{"id": "a"}])
    stick = Path("/usb/会議")
    follower = Follower(HOME, files=disk, fallback=AWAY)
    assert follower.poll().count == 1
    for place in (Path("/usb/もうひとつ"), stick):
        assert journal.relocate(place).whole
    journal.append([{"id": "b"}])
    journal.close()
    assert [document["id"] for document in follower.poll().documents] == ["b"]
    assert follower.poll().documents == []
    disk.shown[stick].clear()
    (damage,) = read(HOME, files=disk).damages
    assert f"続きは {stick} にあります" in damage.sentence


def test_another_place_takes_the_whole_record_and_keeps_the_old_lock() -> None:
    disk = Disk()
    journal = opened(disk, fallback=None)
    journal.append([{"id": "a"}])
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=HOME)
    assert journal.append([{"id": "b"}]).where is Where.MEMORY
    stick = Path("/usb/会議")

    place = journal.relocate(stick)

    assert place.whole
    assert journal.folder == stick
    assert disk.locked == {HOME, stick}
    journal.append([{"id": "c"}])
    journal.close()
    disk.lose_power(Random(2))
    assert [document["id"] for document in read(stick, files=disk).documents] == ["a", "b", "c"]


@pytest.mark.parametrize("dead", [HOME, Path("/state")], ids=["home", "state"])
def test_the_copy_that_was_left_is_not_continued(dead: Path) -> None:
    """The word that the record has moved is left in two places; one of them is enough."""
    disk = Disk()
    journal = opened(disk)
    journal.append([{"id": "a"}])
    stick = Path("/usb/会議")
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=dead)
    for place in (stick, Path("/usb/もうひとつ"), stick):
        assert journal.relocate(place).whole
    journal.append([{"id": "b"}])
    journal.close()
    assert not disk.locked
    disk.fault = None

    with opened(disk) as left:
        assert left.read_only
        assert f"{stick} に移されています" in left.recovery.sentences[0]

    with Journal.open(stick, files=disk, fallback=AWAY) as moved:
        assert not moved.read_only
        moved.relocate(HOME)
        moved.append([{"id": "c"}])
    with opened(disk) as back:
        assert not back.read_only
        assert [document["id"] for document in back.documents] == ["a", "b", "c"]


def saved_by_an_editor(disk: Disk, path: Path) -> None:
    disk.put(path, bytes(disk.file(path)))


def saved_with_other_words(disk: Disk, path: Path) -> None:
    disk.put(path, bytes(disk.file(path)).replace("佐藤".encode(), "佐籐".encode()))


def taken_back_to_an_earlier_state(disk: Disk, path: Path) -> None:
    data = bytes(disk.file(path))
    disk.put(path, data[: data.index(b"\n", len(data) // 2) + 1])


def written_over(disk: Disk, path: Path) -> None:
    disk.file(path)[:] = b"# \n"


def removed(disk: Disk, path: Path) -> None:
    del disk.shown[path.parent][path.name], disk.durable[path.parent][path.name]


EXCHANGES = [
    saved_by_an_editor,
    saved_with_other_words,
    taken_back_to_an_earlier_state,
    written_over,
    removed,
]


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_a_file_that_somebody_else_changes_is_left(exchange: Callable[[Disk, Path], None]) -> None:
    """What an editor, a sync program or a hand does to the open file costs nothing that is shown as saved."""
    for looked_at in (False, True):
        disk = Disk()
        journal = opened(disk)
        for number in range(3):
            journal.append([{"id": f"前{number}", "text": "佐藤委員"}])
        path = journal.place.path
        exchange(disk, path)
        if looked_at:
            assert journal.check().whole, "without waiting for the next remark"
        else:
            assert journal.append([{"id": "後", "text": "佐藤委員"}]).whole
            assert "書き換えられました" in journal.place.trouble
        recorded = [document["id"] for document in journal.documents]
        disk.kill()
        with opened(disk) as again:
            assert not again.read_only, again.recovery.sentences
            assert [document["id"] for document in again.documents] == recorded
            assert {document["text"] for document in again.documents} == {"佐藤委員"}


def test_a_folder_that_is_removed_under_the_record_sends_it_away() -> None:
    disk = Disk()
    journal = opened(disk)
    journal.append([{"id": "前"}])
    del disk.shown[HOME], disk.durable[HOME]
    assert journal.append([{"id": "後"}]).where is Where.FALLBACK
    disk.kill()
    assert [document["id"] for document in read(HOME, files=disk, fallback=AWAY).documents] == ["前", "後"]


@pytest.mark.parametrize("fled", ["A", "both"])
def test_a_copy_of_the_folder_takes_nothing_from_the_record(fled: str) -> None:
    """A backup has the same identity: what the record has put aside meanwhile stays the record's."""
    disk = Disk()
    copy = Path("/backup/会議")
    with opened(disk) as journal:
        journal.append([{"id": "共通"}])
    disk.put(copy / "record.journal", bytes(disk.file(HOME / "record.journal")))

    def dies(place: Path, said: str) -> Journal:
        journal = Journal.open(place, files=disk, fallback=AWAY)
        disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=place)
        assert journal.append([{"id": said}]).where is Where.FALLBACK
        return journal

    first = dies(HOME, "A")
    disk.fault = None
    if fled == "both":
        dies(copy, "B").close()
        disk.fault = None
    else:
        with Journal.open(copy, files=disk, fallback=AWAY) as other:
            other.append([{"id": "B"}])
    first.close()
    with opened(disk) as again:
        assert [document["id"] for document in again.documents] == ["共通", "A"]
    with Journal.open(copy, files=disk, fallback=AWAY) as other:
        assert [document["id"] for document in other.documents][-1] == "B"


def test_a_place_that_cannot_be_written_changes_nothing() -> None:
    disk = Disk()
    journal = opened(disk)
    stick = Path("/usb/会議")
    disk.fault = nth(1, OSError(errno.EROFS, "読み取り専用です"), forever=True, under=Path("/usb"))
    disk.shown[stick] = {}

    with pytest.raises(JournalError):
        journal.relocate(stick)

    assert journal.folder == HOME
    assert disk.locked == {HOME}
    assert journal.append([{"id": "a"}]).whole


def test_a_place_with_another_record_is_refused() -> None:
    disk = Disk()
    stick = Path("/usb/会議")
    Journal.open(stick, files=disk).close()
    journal = opened(disk)

    with pytest.raises(PlaceRefused, match="別の会議"):
        journal.relocate(stick)

    assert disk.locked == {HOME}


def test_an_interrupt_between_write_and_fsync_loses_and_doubles_nothing() -> None:
    disk = Disk()
    journal = opened(disk)
    for number in (1, 2):

        def interrupt(call: int, name: str, path: Path, at: int = disk.calls + number) -> None:
            if call == at:
                raise KeyboardInterrupt

        disk.fault = interrupt
        with pytest.raises(KeyboardInterrupt):
            journal.append([{"id": f"during{number}"}])
        disk.fault = None
        assert journal.append([{"id": f"during{number}"}, {"id": f"after{number}"}]).saved
    journal.close()
    disk.lose_power(Random(3))
    with opened(disk) as again:
        assert [document["id"] for document in again.documents] == ["during1", "after1", "during2", "after2"]
