"""What all dialogs have in common, and the two that ask before something ends."""

from __future__ import annotations

from datetime import datetime

import pytest
from dialog_app import Asking, answer, asking, paste, type_text
from msgspec.structs import replace
from rich.cells import cell_len
from sample import CHAIR, JST, MEMBERS, START, discussion, session, turn

from clerk_tui.domain.calendar import CalendarError
from clerk_tui.domain.checks import closing_findings, place_of
from clerk_tui.domain.commands import (
    CloseMeeting,
    CompoundCommand,
    DeclareStance,
    FlagTurn,
    MarkAttendance,
    OpenMeeting,
    ReopenMeeting,
    WithdrawStances,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import Attendance, Named, Position, State
from clerk_tui.recording.input_state import SpeakerRole
from clerk_tui.support.cells import cells, flowed
from clerk_tui.tui.dialogs.asking import ConfirmDialog
from clerk_tui.tui.dialogs.base import confirmed, moment, together
from clerk_tui.tui.dialogs.cases import AddCaseDialog, CaseTagDialog, ChangeCaseDialog, StanceDialog
from clerk_tui.tui.dialogs.correct import CorrectDialog, FlagDialog
from clerk_tui.tui.dialogs.course import BlockDialog, MarkDialog, PhaseDialog, PhraseDialog, StageDialog
from clerk_tui.tui.dialogs.fields import Cycle, Rows, Sheet
from clerk_tui.tui.dialogs.lookup import LedgerDialog, ReplaceDialog
from clerk_tui.tui.dialogs.occasion import ClosingDialog, MaterialDialog, NextMeetingDialog, ObserversDialog
from clerk_tui.tui.dialogs.people import AttendanceDialog, RollCallDialog, SpeakerDialog
from clerk_tui.tui.dialogs.ruling import RulingDialog
from clerk_tui.tui.widgets.hint import Hint


@pytest.mark.parametrize("text", ["", "桐野", "桐野会長", "とても長い名前の委員会", "abc", "[red]あ"])
def test_a_column_has_its_width(text):
    assert cell_len(cells(text, 10)) == 10
    assert cells(text, 40).rstrip() == text


def test_a_cut_column_says_so():
    assert cells("とても長い名前", 9).endswith("…")


def test_keys_are_broken_between_keys_only():
    hint = "Enter 記録　Esc 戻る　Tab 次の欄"
    assert flowed(hint, 80) == hint
    assert flowed(hint, 20) == "Enter 記録　Esc 戻る\nTab 次の欄"


def test_a_typed_time_is_on_the_day_of_the_meeting():
    state = session(turn(CHAIR, "始めます。")).state
    assert moment(state, "15時5分") == datetime(2026, 5, 18, 15, 5, tzinfo=JST)
    assert moment(state, " ") is None
    before = moment(session().state, "15時5分")
    assert before is not None
    assert before.tzinfo is not None
    with pytest.raises(CalendarError):
        moment(state, "夕方")


def test_without_a_preparation_there_is_nothing_to_ask():
    with pytest.raises(Refused, match="準備"):
        meeting_of(State())


def test_confirmation_reaches_into_combined_commands():
    absent = MarkAttendance(MEMBERS[0], Attendance.ABSENT)
    assert confirmed(CompoundCommand((OpenMeeting(), absent))) == CompoundCommand(
        (OpenMeeting(), MarkAttendance(MEMBERS[0], Attendance.ABSENT, confirmed=True))
    )
    assert confirmed(OpenMeeting()) == OpenMeeting()


def test_one_command_stays_alone():
    assert together([]) is None
    assert together([OpenMeeting()]) == OpenMeeting()
    assert together([OpenMeeting(), CloseMeeting()]) == CompoundCommand((OpenMeeting(), CloseMeeting()))


async def test_yes_and_no():
    assert await answer(ConfirmDialog("[終わりますか]"), "enter") == [True]
    assert await answer(ConfirmDialog("終わりますか。"), "escape") == [False]
    async with asking(ConfirmDialog("[bold]終わりますか[/x]")) as (_, app):
        assert app.shown(".summary") == "[bold]終わりますか[/x]"


async def test_a_second_press_is_no_second_answer():
    async with asking(ConfirmDialog("終わりますか。")) as (pilot, app):
        app.dialog.action_accept()
        app.dialog.action_accept()
        app.dialog.action_cancel()
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert app.answers == [True]


async def test_a_paste_of_several_lines_is_one_line_and_loses_nothing():
    async with asking(StageDialog(session().state)) as (pilot, app):
        await paste(pilot, "資料の\r\n配布\x1b")
        await type_text(pilot, "　済")
        assert app.dialog.query_one("Line").value == "資料の 配布␛　済"


async def test_a_paste_without_end_is_refused_and_what_was_typed_stays():
    made = session(*discussion())
    for dialog in (StageDialog(made.state), CorrectDialog(made.state, made.timeline, made.state.turns[0].id)):
        async with asking(dialog) as (pilot, app):
            await type_text(pilot, "先")
            await paste(pilot, "長" * 200_000)
            assert "長すぎます" in app.said
            field = app.dialog.focused
            assert len(getattr(field, "value", "") or field.text) < 100


def test_without_a_meeting_no_dialog_is_opened():
    for dialog in (RollCallDialog, PhraseDialog, ClosingDialog, lambda state: SpeakerDialog(state, ())):
        with pytest.raises(Refused, match="準備"):
            dialog(State())


def test_findings_point_at_their_lines():
    state = session(*discussion(), FlagTurn(None, "数字")).state
    found = {place_of(state, finding) for finding in closing_findings(state)}
    assert found == {"", "14:03 佐伯市民課長"}


async def test_enter_on_a_finding_goes_to_its_line():
    state = session(*discussion(), FlagTurn(None, "数字")).state
    async with asking(ClosingDialog(state)) as (pilot, app):
        await pilot.press("enter")
        assert "一つの発言" in app.said
        await pilot.press("up", "enter")
    assert app.answers == [state.turns[-1].id]


async def test_closing_in_spite_of_findings_with_its_time():
    state = session(*discussion()).state
    assert await answer(ClosingDialog(state), "ctrl+s") == [CloseMeeting()]
    async with asking(ClosingDialog(state)) as (pilot, app):
        await pilot.press("tab")
        await type_text(pilot, "13時")
        await pilot.press("enter")
        assert "開会より前" in app.said
        await pilot.press("home", "delete", "delete")
        await type_text(pilot, "16")
        await pilot.press("enter")
    (command,) = app.answers
    assert command.at == START.replace(hour=16)


async def test_a_closed_meeting_is_not_closed_again_but_reopened():
    assert await answer(ClosingDialog(session(*discussion(), CloseMeeting()).state), "f5") == [
        ReopenMeeting()
    ]


def everyone():
    """Each dialog once, over a meeting under way."""
    made = session(*discussion(), FlagTurn(None, "数字"))
    state, last = made.state, made.state.turns[-1].id
    return {
        "confirm": lambda: ConfirmDialog("終わりますか。"),
        "roll_call": lambda: RollCallDialog(state),
        "attendance": lambda: AttendanceDialog(state),
        "observers": lambda: ObserversDialog(state),
        "block": lambda: BlockDialog(state),
        "ruling": lambda: RulingDialog(state, SpeakerRole(Named(CHAIR))),
        "speaker": lambda: SpeakerDialog(state, ()),
        "phrase": lambda: PhraseDialog(state),
        "phase": lambda: PhaseDialog(state),
        "correct": lambda: CorrectDialog(state, made.timeline, last),
        "cases": lambda: CaseTagDialog(state, last),
        "add_case": lambda: AddCaseDialog(state),
        "change_case": lambda: ChangeCaseDialog(state),
        "material": lambda: MaterialDialog(state),
        "stage": lambda: StageDialog(state),
        "flag": lambda: FlagDialog(state, last),
        "stance": lambda: StanceDialog(state, last),
        "replace": lambda: ReplaceDialog(state),
        "ledger": lambda: LedgerDialog(made.timeline),
        "closing": lambda: ClosingDialog(state),
        "next_meeting": lambda: NextMeetingDialog(state),
        "mark": lambda: MarkDialog(state),
    }


@pytest.mark.parametrize("name", everyone())
async def test_everything_is_on_the_smallest_screen_and_escape_leaves(name):
    app = Asking(everyone()[name]())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        box = app.dialog.query_one(".box").region
        hint = app.dialog.query_one(Hint)
        assert app.screen.region.contains_region(box)
        assert box.contains_region(hint.region)
        assert hint.region.height == str(hint.content).count("\n") + 1
        for widget in app.dialog.query("Line, Cycle, Sheet, Rows"):
            assert not widget.display or widget.region.height == 0 or box.contains_region(widget.region)
        await pilot.press("escape")
    assert app.answers in ([None], [False])


CHANGED = {
    RollCallDialog: ("space",),
    MarkDialog: ("right",),
    NextMeetingDialog: ("8",),
    ObserversDialog: ("3",),
    AttendanceDialog: ("tab", "tab", "right"),
    StanceDialog: ("right",),
    BlockDialog: ("space",),
    RulingDialog: ("right",),
    AddCaseDialog: ("tab", "right"),
    SpeakerDialog: ("ctrl+o",),
    ClosingDialog: ("tab", "1"),
}


@pytest.mark.parametrize("kind", CHANGED)
async def test_whatever_was_changed_is_not_lost_by_one_escape(kind):
    made = session(*discussion())
    attempted = {
        StanceDialog: lambda: StanceDialog(made.state, None),
        RulingDialog: lambda: RulingDialog(made.state, SpeakerRole(Named(CHAIR))),
        SpeakerDialog: lambda: SpeakerDialog(made.state, ()),
    }.get(kind, lambda: kind(made.state))
    async with asking(attempted()) as (pilot, app):
        await pilot.press(*CHANGED[kind])
        await pilot.press("escape")
        assert app.answers == []
        assert "もう一度 Esc" in app.said
        await pilot.press("escape")
    assert app.answers == [None]


async def test_what_is_typed_after_the_warning_is_warned_of_again():
    async with asking(NextMeetingDialog(session(*discussion()).state)) as (pilot, app):
        await type_text(pilot, "8")
        await pilot.press("escape")
        await type_text(pilot, "1")
        assert app.said == ""
        await pilot.press("escape")
        assert app.answers == []
        assert "もう一度 Esc" in app.said
        await pilot.press("escape")
    assert app.answers == [None]


async def test_what_only_narrows_a_list_is_no_loss():
    made = session(*discussion())
    for dialog in (AttendanceDialog(made.state), SpeakerDialog(made.state, ()), PhraseDialog(made.state)):
        async with asking(dialog) as (pilot, app):
            await type_text(pilot, "委")
            await pilot.press("escape")
        assert app.answers == [None]


async def test_results_put_back_as_they_were_are_no_loss():
    assert await answer(
        RulingDialog(session(*discussion()).state, SpeakerRole(Named(CHAIR))), "right", "left", "escape"
    ) == [None]


async def test_a_function_key_has_a_twin_that_reaches_the_dialog_from_a_field():
    made = session(*discussion())
    async with asking(RulingDialog(made.state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        sheet = app.dialog.query_one(Sheet)
        words = sheet.text
        sheet.focus()
        await type_text(pilot, "あ")
        await pilot.press("ctrl+r")
        assert sheet.text == words
        app.dialog.query_one(Rows).highlighted = 1
        app.dialog.query_one(Rows).focus()
        await pilot.press("right")
        sheet.focus()
        await pilot.press("ctrl+o")
        assert "諮問第11号・諮問第12号" in sheet.text
    async with asking(SpeakerDialog(made.state, ())) as (pilot, app):
        before = app.dialog.query_one(Cycle).label
        await pilot.press("ctrl+o")
        assert app.dialog.query_one(Cycle).label != before
    declared = DeclareStance(Position.FOR, (), made.state.turns[-1].id)
    made.dispatch(declared)
    async with asking(StanceDialog(made.state, declared.entry)) as (pilot, app):
        app.dialog.query_one("#note").focus()
        await pilot.press("ctrl+o")
    assert app.answers == [WithdrawStances(declared.entry)]


def test_a_typed_time_is_of_the_day_on_which_the_meeting_was_opened():
    """A meeting that was put off ends on the day on which it began."""
    put_off = datetime(2031, 3, 5, 13, 30, tzinfo=JST)
    assert moment(replace(session().state, opened=put_off), "16:30") == put_off.replace(hour=16)
