"""Following a folder: each event once, nothing written, and no end through anything that happens to the record."""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from chamber import meeting, play, session_folder, steps

from clerk_tui.chair.following import DAMAGED, VANISHED, Following, Snapshot, follow, sights
from clerk_tui.domain.commands import CloseMeeting, RecordTurn
from clerk_tui.domain.record import MeetingStage, State, Unnamed
from clerk_tui.domain.timeline import replay
from clerk_tui.intake.preparation import FILE
from clerk_tui.sessions import recording, timeline
from clerk_tui.watching import Wake

MEMBER = Unnamed("member")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return session_folder(tmp_path)


def snapshot(folder: Path) -> dict[str, tuple[int, int]]:
    return {path.name: (path.stat().st_mtime_ns, path.stat().st_size) for path in folder.iterdir()}


def test_a_session_on_which_nobody_has_worked_is_shown_as_prepared(folder: Path) -> None:
    sight = Following(folder).look()
    assert sight.state.meeting == meeting()
    assert (sight.seq, sight.trouble) == (0, "")


def test_a_preparation_that_turns_wrong_leaves_the_last_good_one(folder: Path) -> None:
    following = Following(folder)
    following.look()
    (folder / FILE).write_text("date = ", "utf-8")
    sight = following.look()
    assert sight.state.meeting == meeting()
    assert FILE in sight.trouble


def test_each_event_is_taken_in_once_and_nothing_is_written(folder: Path) -> None:
    following = Following(folder)
    with recording(folder) as opened:
        for number, _ in enumerate(steps(opened.session)):
            if number % 5 == 0:
                before = snapshot(folder)
                sight = following.look()
                assert snapshot(folder) == before
                assert sight.trouble == ""
                assert sight.state == opened.session.state
        following.look()
        assert following.records == tuple(opened.session.timeline.records)


def test_the_clerk_may_leave_and_come_back(folder: Path) -> None:
    following = Following(folder)
    for text in ("一", "二"):
        with recording(folder) as opened:
            opened.session.dispatch(RecordTurn(MEMBER, (text,)))
            assert following.look().state.turns[-1].text == text
        assert following.look().trouble == ""
    with recording(folder) as opened:
        opened.session.dispatch(CloseMeeting())
    assert following.look().state.stage is MeetingStage.CLOSED


def test_a_half_written_line_is_waited_for(folder: Path) -> None:
    with recording(folder) as opened:
        play(opened, 10)
        whole = (folder / "record.json").read_bytes()
    file = folder / "record.json"
    following = Following(folder)
    file.write_bytes(whole[:-30])
    before = following.look()
    file.write_bytes(whole)
    after = following.look()
    assert before.trouble == after.trouble == ""
    assert before.seq < after.seq
    assert after.state == timeline(folder).state


def test_a_record_that_disappears_stays_on_the_screen_and_comes_back(folder: Path) -> None:
    with recording(folder) as opened:
        play(opened, 10)
    following = Following(folder)
    seen = following.look()
    away = folder.with_name("外した")
    folder.rename(away)
    gone = following.look()
    assert gone.state == seen.state
    assert gone.trouble
    away.rename(folder)
    assert following.look() == seen
    (folder / "record.json").rename(folder / "x")
    assert following.look().trouble == VANISHED


def test_damage_is_told_and_what_can_be_read_is_shown(folder: Path) -> None:
    with recording(folder) as opened:
        play(opened, 12)
    file = folder / "record.json"
    data = bytearray(file.read_bytes())
    lines = bytes(data).splitlines(keepends=True)
    data[sum(map(len, lines[:-3])) + 60] ^= 1
    file.write_bytes(data)
    sight = Following(folder).look()
    assert sight.trouble == DAMAGED
    assert sight.state == read_to(folder, sight.seq)


def read_to(folder: Path, seq: int) -> State:
    return replay([record for record in timeline(folder).records if record.seq <= seq])


async def test_a_segment_after_an_error_is_followed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    following = Following(folder)
    with recording(folder) as opened:
        opened.session.dispatch(RecordTurn(MEMBER, ("一",)))
        following.look()
        with monkeypatch.context() as broken:
            broken.setattr(os, "fsync", _fails_once(os.fsync))
            opened.session.dispatch(RecordTurn(MEMBER, ("二",)))
        opened.session.dispatch(RecordTurn(MEMBER, ("三",)))
        assert (folder / "record.2.json").exists()
        assert [turn.text for turn in following.look().state.turns] == ["一", "二", "三"]


async def test_changes_arrive_by_notification(folder: Path) -> None:
    seen: list[Snapshot] = []
    texts = [f"{number}番目" for number in range(20)]

    async def watch() -> None:
        async for sight in follow(folder):
            seen.append(sight)
            if len(sight.state.turns) == len(texts):
                return

    watching = asyncio.create_task(watch())
    with recording(folder) as opened:
        for text in texts:
            await asyncio.to_thread(opened.session.dispatch, RecordTurn(MEMBER, (text,)))
    await asyncio.wait_for(watching, 20)
    assert [turn.text for turn in seen[-1].state.turns] == texts
    assert [sight.seq for sight in seen] == sorted({sight.seq for sight in seen})
    assert not any(sight.polling or sight.trouble for sight in seen)


class Scripted(Following):
    """Shows so many events at each look, without a folder."""

    def __init__(self, seqs: list[int]) -> None:
        super().__init__(Path())
        self._seqs = iter(seqs)

    def look(self) -> Snapshot:
        return Snapshot(State(), next(self._seqs))


async def polled(seqs: list[int], reasons: list[Wake]) -> list[bool]:
    async def wakes() -> AsyncIterator[Wake]:
        for reason in reasons:
            yield reason

    return [sight.polling async for sight in sights(Scripted(seqs), wakes())]


async def test_a_folder_without_notifications_is_polled_and_says_so() -> None:
    time, told = Wake.TIME, Wake.NOTIFIED
    # The first change found by time alone may have its notification still to come.
    assert await polled([0, 1, 2, 3], [time, time, time]) == [False, False, True, True]
    assert await polled([0, 1, 1, 2], [time, told, told]) == [False, False, False]
    assert await polled([0, 1, 2, 3], [time, time, told]) == [False, False, True, False]


def test_a_folder_that_is_deleted_for_good_is_no_crash(folder: Path) -> None:
    following = Following(folder)
    with recording(folder) as opened:
        play(opened, 5)
    following.look()
    shutil.rmtree(folder)
    assert following.look().trouble


def _fails_once(real):  # type: ignore[no-untyped-def]
    left = [1]

    def fsync(descriptor: int) -> None:
        if left:
            left.pop()
            raise OSError(5, "Input/output error")
        real(descriptor)

    return fsync
