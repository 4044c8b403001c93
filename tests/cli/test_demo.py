"""Practising: a meeting of today that asks nothing, and a lesson of five keys that checks itself off."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from command_line import Call

from clerk_tui.cli import demo
from clerk_tui.domain.commands import CloseMeeting, RecordTurn
from clerk_tui.domain.queries import other_day
from clerk_tui.domain.record import Unnamed
from clerk_tui.recording.lesson import END, STEPS
from clerk_tui.sessions import preparation, recording, state_of
from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.widgets.lesson import Lesson


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Path, bool]]:
    """What the screen was opened on, and whether with the lesson."""
    found: list[tuple[Path, bool]] = []

    def screen(folder: Path, *, lesson: bool = False) -> int:
        found.append((folder, lesson))
        return 0

    monkeypatch.setattr(demo, "screen", screen)
    return found


def test_the_demo_is_a_meeting_of_today_and_asks_for_no_day(
    call: Call, tmp_path: Path, opened: list[tuple[Path, bool]]
) -> None:
    assert call("demo", at=tmp_path).returncode == 0
    ((folder, lesson),) = opened
    today = date.today()  # noqa: DTZ011 the day on the wall
    meeting = preparation(folder)
    assert (meeting.date, lesson) == (today, True)
    assert meeting.starts is not None and meeting.ends is not None and meeting.starts < meeting.ends
    assert not other_day(state_of(folder), today)


def test_it_goes_on_where_it_was_left_and_begins_anew_once_it_is_over(
    call: Call, tmp_path: Path, opened: list[tuple[Path, bool]]
) -> None:
    call("demo", at=tmp_path)
    first = opened[0][0]
    with recording(first) as at_work:
        at_work.session.dispatch(RecordTurn(Unnamed("member"), ("はじめます。",)))
    call("demo", at=tmp_path)
    assert opened[1] == (first, False)
    with recording(first) as at_work:
        at_work.session.dispatch(CloseMeeting())
    call("demo", at=tmp_path)
    assert opened[2] == (first.with_name(f"{first.name}-2"), True)


def test_a_practice_is_no_meeting_of_today(call: Call, tmp_path: Path, opened: list[tuple[Path, bool]]) -> None:
    call("demo", at=tmp_path)
    assert "今日の会議はありません。" in call("check", "今日", at=tmp_path).stderr


def test_a_sample_that_is_not_there_is_refused(call: Call, tmp_path: Path) -> None:
    done = call("demo", "--body", "privacy_counsil", at=tmp_path)
    assert done.returncode == 3
    assert "もしかして「privacy_council」ですか。" in done.stderr


@pytest.mark.parametrize("now", ["09:07", "23:50"])
def test_the_practice_begins_about_now_and_ends_the_same_day(
    now: str, played: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Fixed(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            return datetime.combine(date(2026, 5, 1), datetime.strptime(now, "%H:%M").time())

    monkeypatch.setattr(demo, "datetime", Fixed)
    meeting = demo._held_now(preparation(played))
    assert meeting.date == date(2026, 5, 1)
    assert meeting.starts is not None and meeting.ends is not None and meeting.starts < meeting.ends
    assert timedelta(minutes=Fixed.now().minute) - timedelta(minutes=meeting.starts.minute) < timedelta(minutes=5)


async def test_each_of_the_five_keys_checks_its_step_off(
    call: Call, tmp_path: Path, opened: list[tuple[Path, bool]]
) -> None:
    call("demo", at=tmp_path)
    with recording(opened[0][0]) as at_work:
        app = ClerkApp(at_work.session, lesson=True)
        async with app.run_test(size=(60, 20)) as pilot:
            await pilot.pause()
            lesson = app.record.query_one(Lesson)
            keys: list[list[str]] = [["a", "enter"], ["f2"], ["ctrl+t"], ["ctrl+z"], ["f1"]]
            for number, pressed in enumerate(keys):
                assert lesson.step == number
                # Other keys than the one that is asked for check nothing off.
                await pilot.press("tab" if number not in (1,) else "escape")
                await pilot.pause()
                assert lesson.step == number
                for key in pressed:
                    await pilot.press(key)
                    await pilot.pause()
                await pilot.pause(0.6 if number == len(STEPS) - 1 else 0.1)
            assert lesson.step == len(STEPS)
            assert END[:4] in str(lesson.render())
            await pilot.press("escape", "b", "enter")
            await pilot.pause(0.4)
            assert not app.record.query(Lesson)
