"""A session on disk: made, opened by one writer, read by anybody, and the same again after everything."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from pathlib import Path

import pytest
from script_player import prepared
from tinydb import TinyDB, where

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import MeetingStage, Unnamed
from clerk_tui.intake.problems import FileProblems
from clerk_tui.record import FolderRefused, RecordLocation, RecordView, SessionLocked, Where
from clerk_tui.record.relocation import away_name
from clerk_tui.rescue import rescue_folder
from clerk_tui.session import Session
from clerk_tui.session_names import NoSuchSession, locate
from clerk_tui.sessions import (
    ClosedStore,
    create,
    new_folder,
    preparation,
    reading,
    recording,
    root,
    state_of,
    summaries,
    timeline,
    view,
)

MEMBER = Unnamed("member")


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


@pytest.fixture
def meeting() -> Meeting:
    found = prepared("privacy_council")[0].state.meeting
    assert found is not None
    return found


@pytest.fixture
def folder(meeting: Meeting) -> Path:
    return create(new_folder("第2回"), meeting)


def test_what_was_created_reads_back_equal(folder: Path, meeting: Meeting) -> None:
    assert preparation(folder) == meeting
    assert locate(folder.name) == folder
    assert locate(str(folder)) == folder
    with pytest.raises(Refused, match="すでに会議が"):
        create(folder, meeting)
    assert new_folder("第2回").name == "第2回-2"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows では所有者の設定に従うため")
def test_files_that_name_people_are_the_owners_alone(folder: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("はい。",)))
        opened.unsent.save({"text": "途中"})
    for path in folder.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


@pytest.mark.parametrize("name", ["ない", "..", "../第2回", "a/b"])
def test_a_name_that_is_no_session(name: str, folder: Path) -> None:
    with pytest.raises((NoSuchSession, ValueError)):
        locate(name)


def test_a_record_without_its_preparation_is_a_session_still(folder: Path) -> None:
    """The record carries what was prepared: the files beside it may get lost."""
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("残る。",)))
        state = opened.session.state
    (folder / "preparation.toml").unlink()
    (folder / "profile.toml").unlink()
    assert locate(folder.name) == folder
    assert [(found.folder, found.state, found.fault) for found in summaries()] == [(folder, state, "")]
    assert state.meeting is not None
    with pytest.raises(Refused, match="すでに会議が"):
        create(folder, state.meeting)
    with recording(folder) as opened:
        assert opened.news == (
            f"preparation.toml：ファイルがありません。「{folder}」に置いてください。 前の内容のまま続けます。",
        )
        opened.session.dispatch(c.RecordTurn(MEMBER, ("続く。",)))
    assert [turn.text for turn in state_of(folder).turns] == ["残る。", "続く。"]
    (folder / "record.json").rename(folder / "record.2.json")
    assert locate(folder.name) == folder
    (folder / "record.2.json").unlink()
    with pytest.raises(NoSuchSession):
        locate(folder.name)


def test_a_folder_that_is_only_called_so_hides_no_session(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    other = tmp_path / folder.name
    other.mkdir()
    (other / "資料.pdf").write_bytes(b"")
    assert locate(folder.name).samefile(folder)
    shutil.copytree(folder, other, dirs_exist_ok=True)
    assert locate(folder.name).samefile(other)
    monkeypatch.chdir(folder)
    assert locate(".").samefile(folder)


def test_the_record_is_there_again_and_goes_on(folder: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("一つ目。",)))
        before = opened.session.state
    with recording(folder) as opened:
        assert opened.session.state == before
        opened.session.dispatch(c.RecordTurn(MEMBER, ("二つ目。",)))
        seqs = [record.seq for record in opened.session.timeline.records]
        offsets = [record.offset for record in opened.session.timeline.records]
    assert seqs == list(range(1, len(seqs) + 1))
    assert offsets == sorted(offsets)
    assert [turn.text for turn in state_of(folder).turns] == ["一つ目。", "二つ目。"]


def test_a_reader_sees_what_the_writer_has_stored_while_it_writes(folder: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("今。",)))
        assert timeline(folder).state == opened.session.state


def test_only_one_writes_and_the_other_is_told_who(folder: Path) -> None:
    with recording(folder), pytest.raises(SessionLocked, match="記録"), recording(folder):
        raise AssertionError
    with recording(folder) as again:
        assert not again.record.storage.read_only


@pytest.mark.skipif(sys.platform == "win32", reason="Windows では開いている錠のファイルを消せないため")
def test_whoever_was_overtaken_after_the_lock_was_removed_is_told_and_writes_nothing(folder: Path) -> None:
    told: list[RecordLocation] = []
    with recording(folder) as first:
        first.store.on_location = told.append
        first.session.dispatch(c.RecordTurn(MEMBER, ("甲の一。",)))
        (folder / "record.lock").unlink()
        with recording(folder) as second:
            second.session.dispatch(c.RecordTurn(MEMBER, ("乙の二。",)))
        before = first.session.state
        with pytest.raises(Refused, match="ほかの画面がこの記録に書き足しています"):
            first.session.dispatch(c.RecordTurn(MEMBER, ("甲の二。",)))
        assert first.session.state == before
    assert [location.where for location in told] == [Where.TAKEN_OVER]
    assert [turn.text for turn in state_of(folder).turns] == ["甲の一。", "乙の二。"]


def test_looking_on_changes_nothing_and_says_why(folder: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("今。",)))
        onlooker = Session(ClosedStore("ほかの画面で記録中です。"), timeline(folder).records)
        with pytest.raises(Refused, match="ほかの画面"):
            onlooker.dispatch(c.RecordTurn(MEMBER, ("私も。",)))
        assert onlooker.state == opened.session.state


def test_a_preparation_changed_by_hand_is_taken_in_when_it_is_opened(folder: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("今。",)))
    path = folder / "preparation.toml"
    path.write_text(path.read_text("utf-8").replace('end = "16:00"', 'end = "17:00"'), encoding="utf-8")
    with recording(folder) as opened:
        assert opened.session.state.meeting is not None
        assert opened.session.state.meeting.ends.hour == 17
        assert len(opened.session.state.turns) == 1


def test_a_preparation_that_is_wrong_from_the_start_is_refused(folder: Path) -> None:
    path = folder / "preparation.toml"
    path.write_text(path.read_text("utf-8") + "\nplaces = 3\n", encoding="utf-8")
    with pytest.raises(FileProblems), recording(folder):
        raise AssertionError


def test_one_that_is_broken_later_is_told_and_the_record_goes_on(folder: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("今。",)))
    path = folder / "preparation.toml"
    path.write_text(path.read_text("utf-8") + "\nplaces = 3\n", encoding="utf-8")
    with recording(folder) as opened:
        assert len(opened.session.state.turns) == 1
        (sentence,) = opened.news
    assert "places" in sentence
    assert sentence.endswith("前の内容のまま続けます。")


def test_closing_seals_the_record_and_a_later_correction_opens_it(folder: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("終わり。",)))
        opened.session.dispatch(c.CloseMeeting())
        assert opened.record.storage.sealed
        assert reading(folder).sealed
        opened.session.dispatch(c.EditText(opened.session.state.turns[0].id, ("終わります。",)))
        assert not opened.record.storage.sealed
    assert state_of(folder).stage is MeetingStage.CLOSED


def test_the_record_opens_with_plain_tinydb_in_mid_meeting(folder: Path) -> None:
    with recording(folder) as opened:
        for text in ("一つ目。", "二つ目。"):
            opened.session.dispatch(c.RecordTurn(MEMBER, (text,)))
            with TinyDB(folder / "record.json", encoding="utf-8") as database:
                events = database.table("events").all()
            records = opened.session.timeline.records
            assert [event["seq"] for event in events] == [record.seq for record in records]
            assert [event["type"] for event in events] == [type(record.event).__name__ for record in records]


def test_a_session_can_be_asked_in_the_words_of_tinydb(folder: Path) -> None:
    turns = where("type") == "TurnRecorded"
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("一つ目。",)))
        opened.session.dispatch(c.RecordTurn(MEMBER, ("二つ目。",)))
        for record in (opened.record, view(folder)):
            found = record.search(turns)
            assert [one["event"]["turn"]["paragraphs"] for one in found] == [["一つ目。"], ["二つ目。"]]


def test_what_cannot_be_stored_in_the_folder_is_told_and_nothing_is_lost(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locations = []
    with recording(folder) as opened:
        opened.store.on_location = locations.append
        opened.session.dispatch(c.RecordTurn(MEMBER, ("はじめ。",)))
        real = os.fsync

        def broken(descriptor: int) -> None:
            monkeypatch.setattr(os, "fsync", real)
            raise OSError(5, "入出力エラー")

        monkeypatch.setattr(os, "fsync", broken)
        opened.session.dispatch(c.RecordTurn(MEMBER, ("あと。",)))
    assert [turn.text for turn in state_of(folder).turns] == ["はじめ。", "あと。"]
    assert all(location.where is Where.FOLDER for location in locations)


def test_the_list_shows_what_is_there_and_what_is_broken(folder: Path, meeting: Meeting) -> None:
    bad = create(new_folder("壊れ"), meeting)
    (bad / "record.json").write_bytes(b'{"events": {\n"1":{"seq":1,"crc":"00000000"}\n,"2":{"seq":2}\n}}\n')
    found = {summary.folder.name: summary for summary in summaries()}
    assert found[folder.name].state.meeting is not None
    assert set(found) == {folder.name, bad.name}
    assert root() == folder.parent


def test_a_record_that_moved_can_be_opened_where_it_went(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "usb"
    told: list[Path] = []
    with recording(folder) as opened:
        opened.store.on_location = lambda location: told.append(location.path.parent)
        opened.session.dispatch(c.RecordTurn(MEMBER, ("移る前の発言",)))
        assert opened.relocate(stick).whole
        assert opened.folder == stick
        opened.session.dispatch(c.RecordTurn(MEMBER, ("移った後の発言",)))
    assert told == [stick]
    with recording(locate(str(stick))) as opened:
        assert [turn.text for turn in opened.session.state.turns] == ["移る前の発言", "移った後の発言"]
        assert opened.session.state.meeting == preparation(folder)
    with recording(folder) as left, pytest.raises(Refused):
        left.session.dispatch(c.RecordTurn(MEMBER, ("元の場所での発言",)))


def test_a_record_does_not_move_into_another_ones_folder(folder: Path, meeting: Meeting) -> None:
    other = create(new_folder("別の会議"), meeting)
    with recording(other):
        pass
    with recording(folder) as opened:
        with pytest.raises(FolderRefused):
            opened.relocate(other)
        assert opened.folder == folder


def test_readers_find_what_was_recorded_while_the_folder_could_not_be_written(folder: Path) -> None:
    """As after a server was away for a while: the whole record lies in the user's own part of the disk."""
    with recording(folder) as opened:
        for text in ("一。", "二。", "三。"):
            opened.session.dispatch(c.RecordTurn(MEMBER, (text,)))
        whole, identity = opened.session.state, opened.record.storage.identity
    file = folder / "record.json"
    away = rescue_folder() / away_name(folder, identity)
    away.mkdir(parents=True)
    (away / file.name).write_bytes(file.read_bytes())
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(b"".join(lines[:4]))
    assert len(RecordView(folder).storage.poll().records) < len(reading(folder).records)
    assert state_of(folder) == whole
    assert [summary.state for summary in summaries()] == [whole]


def test_readers_follow_a_record_that_was_taken_elsewhere_or_say_that_it_is_gone(
    folder: Path, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(MEMBER, ("一。",)))
        assert opened.relocate(stick).whole
        opened.session.dispatch(c.RecordTurn(MEMBER, ("二。",)))
        whole = opened.session.state
    assert state_of(folder) == whole
    (summary,) = summaries()
    assert (summary.state, summary.fault) == (whole, "")
    shutil.rmtree(stick)
    (summary,) = summaries()
    assert [turn.text for turn in summary.state.turns] == ["一。"]
    assert f"続きは {stick} にあります" in summary.fault


def test_half_typed_lines_of_two_meetings_never_meet(tmp_path: Path, meeting: Meeting) -> None:
    """Where neither folder takes them, either."""
    first, second = (create(tmp_path / name, meeting) for name in ("甲会議", "乙会議"))
    for folder in (first, second):
        # What no file can replace.
        (folder / "unsent.json").mkdir()
    with recording(first) as opened:
        opened.unsent.save({"text": "甲の打ちかけ"})
    with recording(second) as opened:
        assert opened.unsent.load() is None
        opened.unsent.save({"text": "乙の打ちかけ"})
        opened.unsent.discard()
    with recording(first) as opened:
        assert opened.unsent.load() == {"text": "甲の打ちかけ"}
