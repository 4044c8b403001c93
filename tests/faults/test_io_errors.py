"""I/O errors at each n-th call: the record moves on, nothing is doubled, nothing that was promised is lost."""

from __future__ import annotations

import errno
import json
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from disk import Disk, nth
from driver import AWAY, HOME, Clerk, all_of, seqs
from record_events import batch, said, texts

from clerk_tui.domain.events import Recorded
from clerk_tui.record import (
    FolderRefused,
    RecordDB,
    RecordError,
    RecordLocation,
    RecordReadOnly,
    RecordUnreadable,
    RecordView,
    SessionLocked,
    Where,
)
from clerk_tui.record.segments import segments

HARMS = {
    "EIO": OSError(errno.EIO, "入出力エラー"),
    "ENOSPC": OSError(errno.ENOSPC, "空き容量がありません"),
    "EINTR": InterruptedError(errno.EINTR, "割り込み"),
    "short": 5,
}


def meeting(clerk: Clerk) -> None:
    """Six appends, a closing, and a correction after it. What cannot be opened is left at that."""
    try:
        clerk.open()
    except RecordError:
        return
    assert clerk.record is not None
    for _ in range(6):
        clerk.append()
    clerk.append(closing=True)
    clerk.append()
    assert list(clerk.record.storage.records) == clerk.attempted
    clerk.record.close()


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
        assert clerk.record is not None
        assert clerk.record.storage.location.whole
        clerk.record.close()
        clerk.crash(power=True)
        clerk.open()
        assert all_of(clerk.disk) == clerk.attempted
        assert [path.name for path in segments(clerk.disk, HOME)] == ["record.json"], "gathered"


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
        assert clerk.record is not None
        assert clerk.record.storage.location.saved
        assert clerk.promised == len(clerk.attempted)
        clerk.crash(power=True)
        clerk.open()
        assert clerk.record.storage.location.whole
        assert not [
            clerk.disk.names(AWAY / name) for name in clerk.disk.names(AWAY) if clerk.disk.names(AWAY / name)
        ]


class Talk:
    """A record, and what is said in it one after another."""

    def __init__(self, disk: Disk, folder: Path = HOME, fallback: Path | None = AWAY) -> None:
        self.record = RecordDB(folder, files=disk, fallback=fallback)
        self.storage = self.record.storage
        self.close = self.record.close

    def say(self, *spoken: str) -> RecordLocation:
        """One command."""
        self.record.insert_multiple(batch(len(self.storage.records) + 1, list(spoken)))
        return self.storage.location

    @property
    def said(self) -> list[str]:
        return texts(self.storage.records)

    def __enter__(self) -> Talk:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def heard(disk: Disk, folder: Path = HOME, fallback: Path | None = None) -> list[str]:
    return texts(all_of(disk, folder, fallback))


def test_a_failed_fsync_is_not_repeated_on_the_segment() -> None:
    disk = Disk()
    talk = Talk(disk)
    disk.fault = nth(disk.calls + 2, OSError(errno.EIO, "入出力エラー"))
    disk.log.clear()

    location = talk.say("a")

    assert disk.log.count("sync record.json") == 1
    assert location.path.name == "record.2.json"
    assert location.where is Where.FOLDER
    assert "入出力エラー" in location.sentence
    disk.log.clear()
    assert talk.say("b") == location
    assert disk.log == ["write record.2.json", "sync record.2.json"]


def test_each_segment_is_a_tinydb_file_after_an_error() -> None:
    for harm in HARMS.values():
        for call in (1, 2):
            disk = Disk()
            talk = Talk(disk)
            talk.say("a", "b")
            disk.fault = nth(disk.calls + call, harm)
            talk.say("c" * 5000, "d")
            assert seqs(disk, HOME) == [1, 2, 3, 4]
            talk.close()
            disk.fault = None
            with Talk(disk) as again:
                assert again.storage.recovery.sentences == ()
            assert [path.name for path in segments(disk, HOME)] == ["record.json"], "gathered"


def test_the_cost_of_an_append_does_not_grow() -> None:
    """Counted, not timed: one write and one fsync, for one event or a batch, however long the record is."""
    disk = Disk()
    talk = Talk(disk)
    for number in range(2000):
        disk.log.clear()
        before = len(disk.file(HOME / "record.json"))
        talk.say(*["発言"] * (1 + number % 3))
        assert disk.log == ["write record.json", "sync record.json"]
        assert len(disk.file(HOME / "record.json")) - before < 800


def test_every_disk_dead_keeps_the_record_in_memory_until_one_lives() -> None:
    disk = Disk()
    talk = Talk(disk)
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True)

    locations = [talk.say(f"m{number}") for number in range(5)]

    assert {location.where for location in locations} == {Where.MEMORY}
    assert not locations[-1].saved
    assert "この画面の中だけ" in locations[-1].sentence
    disk.fault = None
    assert talk.say("alive").whole
    talk.close()
    disk.lose_power(Random(1))
    with Talk(disk) as again:
        assert again.said == ["m0", "m1", "m2", "m3", "m4", "alive"]


def test_the_record_comes_home_by_itself_and_leaves_no_copy() -> None:
    disk = Disk()
    talk = Talk(disk)
    disk.fault = nth(1, OSError(errno.ENOSPC, "空き容量がありません"), forever=True, under=HOME)
    for number in range(5):
        assert talk.say(f"m{number}").where is Where.FALLBACK
    away = talk.storage.location.path.parent
    assert len(heard(disk, away)) == 5
    assert seqs(disk, away) == [1, 2, 3, 4, 5]
    disk.fault = None

    locations = [talk.say(f"n{number}") for number in range(8)]

    assert locations[-1].whole
    assert "全部保存されています" in locations[-1].sentence
    assert len(heard(disk)) == 13
    assert disk.names(away) == []


@pytest.mark.parametrize("readable", [True, False])
def test_a_reader_follows_the_record_to_where_it_fled_and_back(readable: bool) -> None:
    disk = Disk()
    talk = Talk(disk)
    talk.say("a")
    follower = RecordView(HOME, files=disk, fallback=AWAY).storage
    seen: list[Recorded] = []

    def look() -> list[str]:
        reading = follower.poll()
        if reading.restarted:
            seen.clear()
        seen.extend(reading.records)
        assert (reading.damages, reading.count) == ((), len(seen))
        return texts(seen)

    assert look() == ["a"]
    dead = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=HOME)
    disk.fault = dead
    for number in range(3):
        assert talk.say(f"m{number}").where is Where.FALLBACK
        disk.fault = None if readable else dead
        assert look() == ["a", *(f"m{past}" for past in range(number + 1))]
        disk.fault = dead
    assert heard(disk, HOME, AWAY) == look()
    disk.fault = None
    for number in range(8):
        talk.say(f"n{number}")
        look()
    assert talk.storage.location.whole
    assert look() == ["a", "m0", "m1", "m2", *(f"n{number}" for number in range(8))]


def test_a_folder_that_cannot_be_read_is_told_where_the_record_has_not_fled() -> None:
    disk = Disk()
    with Talk(disk) as talk:
        talk.say("a")
    for under in (HOME, None):
        disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=under)
        with pytest.raises(RecordUnreadable, match="入出力エラー"):
            all_of(disk, HOME, AWAY)


def test_a_reader_follows_the_record_to_another_place_and_tells_when_that_is_gone() -> None:
    disk = Disk()
    talk = Talk(disk)
    talk.say("a")
    stick = Path("/usb/会議")
    follower = RecordView(HOME, files=disk, fallback=AWAY).storage
    assert follower.poll().count == 1
    for place in (Path("/usb/もうひとつ"), stick):
        assert talk.storage.relocate(place).whole
    talk.say("b")
    talk.close()
    assert texts(follower.poll().records) == ["b"]
    assert follower.poll().records == []
    disk.shown[stick].clear()
    (damage,) = RecordView(HOME, files=disk).storage.poll().damages
    assert f"続きは {stick} にあります" in damage.sentence


def test_another_place_takes_the_whole_record_and_keeps_the_old_lock() -> None:
    disk = Disk()
    talk = Talk(disk, fallback=None)
    talk.say("a")
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=HOME)
    assert talk.say("b").where is Where.MEMORY
    stick = Path("/usb/会議")

    location = talk.storage.relocate(stick)

    assert location.whole
    assert talk.storage.folder == stick
    assert set(disk.locked) == {HOME, stick}
    talk.say("c")
    talk.close()
    disk.lose_power(Random(2))
    assert heard(disk, stick) == ["a", "b", "c"]


@pytest.mark.parametrize("dead", [HOME, Path("/state")], ids=["home", "state"])
def test_the_copy_that_was_left_is_not_continued(dead: Path) -> None:
    """The word that the record has moved is left in two places; one of them is enough."""
    disk = Disk()
    talk = Talk(disk)
    talk.say("a")
    stick = Path("/usb/会議")
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=dead)
    for place in (stick, Path("/usb/もうひとつ"), stick):
        assert talk.storage.relocate(place).whole
    talk.say("b")
    talk.close()
    assert not disk.locked
    disk.fault = None

    with Talk(disk) as left:
        assert left.storage.read_only
        assert f"{stick} に移されています" in left.storage.recovery.sentences[0]

    with Talk(disk, stick) as moved:
        assert not moved.storage.read_only
        moved.storage.relocate(HOME)
        moved.say("c")
    with Talk(disk) as back:
        assert not back.storage.read_only
        assert back.said == ["a", "b", "c"]


def saved_by_an_editor(disk: Disk, path: Path) -> None:
    disk.put(path, bytes(disk.file(path)))


def saved_with_other_words(disk: Disk, path: Path) -> None:
    disk.put(path, bytes(disk.file(path)).replace("佐藤".encode(), "佐籐".encode()))


def taken_back_to_an_earlier_state(disk: Disk, path: Path) -> None:
    data = bytes(disk.file(path))
    disk.put(path, data[: data.index(b"\n", len(data) // 2) + 1])


def written_over(disk: Disk, path: Path) -> None:
    disk.file(path)[:] = b"# \n"


def written_by_stock_tinydb(disk: Disk, path: Path) -> None:
    """As its JSONStorage does: in place, in its own form, with a table more."""
    tables = {**json.loads(bytes(disk.file(path))), "_default": {"1": {"note": "私のメモ"}}}
    disk.file(path)[:] = json.dumps(tables).encode()


def removed(disk: Disk, path: Path) -> None:
    del disk.shown[path.parent][path.name], disk.durable[path.parent][path.name]


EXCHANGES = [
    saved_by_an_editor,
    saved_with_other_words,
    taken_back_to_an_earlier_state,
    written_over,
    written_by_stock_tinydb,
    removed,
]


@pytest.mark.parametrize("exchange", EXCHANGES)
def test_a_file_that_somebody_else_changes_is_left(exchange: Callable[[Disk, Path], None]) -> None:
    """What an editor, a sync program or a hand does to the open file costs nothing that is shown as saved."""
    for looked_at in (False, True):
        disk = Disk()
        talk = Talk(disk)
        for number in range(3):
            talk.say(f"佐藤委員{number}")
        exchange(disk, talk.storage.location.path)
        if looked_at:
            assert talk.storage.check().whole, "without waiting for the next remark"
        else:
            assert talk.say("佐藤委員3").whole
            assert "書き換えられました" in talk.storage.location.trouble
        recorded = talk.said
        disk.kill()
        assert heard(disk) == recorded
        with Talk(disk) as again:
            assert not again.storage.read_only, again.storage.recovery.sentences
            assert again.said == recorded
            assert again.storage.location.path.name == "record.json"
            assert seqs(disk, HOME) == list(range(1, len(recorded) + 1))


def test_what_another_program_has_added_to_its_copy_is_put_aside() -> None:
    disk = Disk()
    with Talk(disk) as talk:
        talk.say("a", "b")
    written_by_stock_tinydb(disk, HOME / "record.json")
    with Talk(disk) as again:
        assert again.said == ["a", "b"]
        (told,) = again.storage.recovery.sentences
        (aside,) = again.storage.recovery.rewritten
        assert str(aside) in told
        again.say("c")
    assert "私のメモ" in json.loads(bytes(disk.file(aside)))["_default"]["1"]["note"]
    assert seqs(disk, HOME) == [1, 2, 3]


def test_the_second_writer_notices_before_it_writes() -> None:
    """Somebody has removed the lock: whoever did not write last is told, and writes nothing."""
    disk = Disk()
    first = Talk(disk)
    first.say("甲の一")
    disk.locked.clear()
    second = Talk(disk)
    second.say("乙の二")
    data = bytes(disk.file(HOME / "record.json"))

    with pytest.raises(RecordReadOnly, match="ほかの画面がこの記録に書き足しています"):
        first.say("甲の二")

    assert bytes(disk.file(HOME / "record.json")) == data
    assert segments(disk, HOME) == [HOME / "record.json"]
    assert first.storage.location.where is Where.TAKEN_OVER
    assert "閉じて開き直す" in first.storage.location.sentence
    with pytest.raises(RecordReadOnly, match="ほかの画面"):
        first.say("甲の三")
    first.close()
    second.say("乙の三")
    second.close()
    with Talk(disk) as third:
        assert third.said == ["甲の一", "乙の二", "乙の三"]
        assert not third.storage.read_only


def test_a_lock_that_was_removed_is_taken_again_by_a_look() -> None:
    disk = Disk()
    talk = Talk(disk)
    disk.locked.clear()
    assert talk.storage.check().whole
    with pytest.raises(SessionLocked):
        Talk(disk)


def test_a_record_that_has_not_begun_keeps_the_folder_it_flees_to() -> None:
    """Two of them by one path, and nobody could tell which holds the record when its own folder is lost."""
    disk = Disk()
    talk = Talk(disk)
    disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=HOME)
    away = talk.say("a").path.parent
    for name in list(disk.shown[away]):
        disk.remove(away / name)
    disk.kill()
    with Talk(disk) as again:
        assert again.storage.away == away


def test_a_folder_that_is_removed_under_the_record_sends_it_away() -> None:
    disk = Disk()
    talk = Talk(disk)
    talk.say("前")
    del disk.shown[HOME], disk.durable[HOME]
    assert talk.say("後").where is Where.FALLBACK
    disk.kill()
    assert heard(disk, HOME, AWAY) == ["前", "後"]


@pytest.mark.parametrize("fled", ["A", "both"])
def test_a_copy_of_the_folder_takes_nothing_from_the_record(fled: str) -> None:
    """A backup has the same identity: what the record has put aside meanwhile stays the record's."""
    disk = Disk()
    copy = Path("/backup/会議")
    with Talk(disk) as talk:
        talk.say("共通")
    disk.put(copy / "record.json", bytes(disk.file(HOME / "record.json")))

    def dies(place: Path, said: str) -> Talk:
        talk = Talk(disk, place)
        disk.fault = nth(1, OSError(errno.EIO, "入出力エラー"), forever=True, under=place)
        assert talk.say(said).where is Where.FALLBACK
        return talk

    first = dies(HOME, "A")
    disk.fault = None
    if fled == "both":
        dies(copy, "B").close()
        disk.fault = None
    else:
        with Talk(disk, copy) as other:
            other.say("B")
    first.close()
    with Talk(disk) as again:
        assert again.said == ["共通", "A"]
    with Talk(disk, copy) as again:
        assert again.said[-1] == "B"


def test_a_place_that_cannot_be_written_changes_nothing() -> None:
    disk = Disk()
    talk = Talk(disk)
    stick = Path("/usb/会議")
    disk.fault = nth(1, OSError(errno.EROFS, "読み取り専用です"), forever=True, under=Path("/usb"))
    disk.shown[stick] = {}

    with pytest.raises(RecordError):
        talk.storage.relocate(stick)

    assert talk.storage.folder == HOME
    assert set(disk.locked) == {HOME}
    assert talk.say("a").whole


def test_a_place_with_another_record_is_refused() -> None:
    disk = Disk()
    stick = Path("/usb/会議")
    with Talk(disk, stick) as other:
        other.say("別の会議")
    talk = Talk(disk)

    with pytest.raises(FolderRefused, match="別の会議"):
        talk.storage.relocate(stick)

    assert set(disk.locked) == {HOME}


def test_an_interrupt_between_write_and_fsync_loses_and_doubles_nothing() -> None:
    disk = Disk()
    talk = Talk(disk)
    for number in (1, 2):

        def interrupt(call: int, name: str, path: Path, at: int = disk.calls + number) -> None:
            if call == at:
                raise KeyboardInterrupt

        disk.fault = interrupt
        first = len(talk.said) + 1
        with pytest.raises(KeyboardInterrupt):
            talk.record.insert(said(first, f"during{number}"))
        disk.fault = None
        assert talk.record.insert(said(first, f"during{number}")) == first
        with pytest.raises(ValueError, match="comes next"):
            talk.record.insert(said(first, "something else"))
        assert talk.say(f"after{number}").saved
    talk.close()
    disk.lose_power(Random(3))
    with Talk(disk) as again:
        assert again.said == ["during1", "after1", "during2", "after2"]
