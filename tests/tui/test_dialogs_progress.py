"""After the closing, at the screen: the next step of the minutes, what is due, and corrections that differ."""

from __future__ import annotations

from datetime import date, timedelta

from dialog_app import answer, asking
from msgspec.structs import replace
from sample import MEMBERS, discussion, meeting, session, turn

from clerk_tui.domain.commands import (
    CloseMeeting,
    Command,
    CompoundCommand,
    DecideConflict,
    EditText,
    NoteConflict,
    PublishSummary,
    SetStatus,
    TakeCorrection,
)
from clerk_tui.domain.profile import Deadlines
from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.domain.record import State
from clerk_tui.tui.dialogs.base import confirmed
from clerk_tui.tui.dialogs.occasion import ClosingDialog
from clerk_tui.tui.dialogs.progress import SettleDialog, StatusDialog

TODAY = date(2026, 12, 1)


def closed(*commands: Command) -> State:
    return session(*discussion(), CloseMeeting(), *commands).state


async def test_enter_takes_the_next_step_and_an_arrow_another() -> None:
    state = closed()
    assert await answer(StatusDialog(state, TODAY), "enter") == [SetStatus(MinutesStatus.ASKED, on=TODAY)]
    assert await answer(StatusDialog(state, TODAY), "right", "enter") == [
        SetStatus(MinutesStatus.FINAL, on=TODAY)
    ]
    assert await answer(StatusDialog(state, TODAY), "left", "left", "enter") == [PublishSummary(TODAY)]


def test_a_step_with_open_conflicts_is_confirmed_by_a_second_enter() -> None:
    step = SetStatus(MinutesStatus.FINAL, on=TODAY)
    assert confirmed(step) == replace(step, confirmed=True)


def differing() -> tuple[State, NoteConflict]:
    spoken = turn(MEMBERS[0], "件数は百件です。以上です。")
    entry = session(*discussion(), spoken).state.turns[-1].id
    note = NoteConflict(
        "最後の発言", ("件数は100件。以上です。",), ("件数は百件です。以上です。",), (), entry, "甲委員"
    )
    return session(*discussion(), spoken, CloseMeeting(), note).state, note


async def test_a_conflict_shows_both_and_is_decided_for_one() -> None:
    state, note = differing()
    assert note.entry is not None
    async with asking(SettleDialog(state)) as (_pilot, app):
        shown = "\n".join(str(each.render()) for each in app.screen.query("Static"))
    assert "記録（書記）：件数は百件です。以上です。" in shown
    assert "案（甲委員）：件数は100件。以上です。" in shown
    assert await answer(SettleDialog(state), "enter") == [DecideConflict(1)]
    (taken,) = await answer(SettleDialog(state), "tab", "right", "enter")
    edit = TakeCorrection((EditText(note.entry, ("件数は100件。以上です。",)),), "甲委員")
    assert taken == CompoundCommand((edit, DecideConflict(1, taken=True)))


async def test_the_closing_says_what_will_be_due() -> None:
    made = meeting()
    assert made.date is not None
    ruled = replace(made, profile=replace(made.profile, deadlines=Deadlines(summary=7, minutes=30)))
    state = session(*discussion()).state
    state = replace(state, base=ruled, meeting=ruled)
    async with asking(ClosingDialog(state, made.date)) as (_pilot, app):
        shown = "\n".join(str(each.render()) for each in app.screen.query("Static"))
    due = made.date + timedelta(7)
    assert f"期限　概要の公表 {due.month}月{due.day}日まで（あと7日）、会議録の公表" in shown
