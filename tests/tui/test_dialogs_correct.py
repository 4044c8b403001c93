"""Corrections of a line, replacing in many lines, and flags."""

from __future__ import annotations

import pytest
from dialog_app import answer, asking, paste, type_text
from msgspec.structs import replace
from sample import CHAIR, CITIZENS, MEMBERS, discussion, session, turn
from textual.widgets.text_area import Selection

from clerk_tui.domain.commands import (
    CompoundCommand,
    CorrectSpeaker,
    DeleteEntry,
    EditText,
    FlagTurn,
    KeepInside,
    MakeMark,
    MarkNarration,
    MarkPoint,
    MergeTurns,
    MoveEntry,
    RecordStageDirection,
    RephaseFrom,
    RephaseTurn,
    ReplaceText,
    ShiftPhase,
    SplitTurn,
    TagCases,
)
from clerk_tui.domain.errors import Refused, UnknownReference
from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.internal_marks import Passage
from clerk_tui.domain.record import BlockHeading, MarkKind, Named
from clerk_tui.recording.corrections import Operation, changes, cursor_place, draft_of, moving, possible
from clerk_tui.tui.dialogs.correct import CorrectDialog, FlagDialog, PointDialog
from clerk_tui.tui.dialogs.fields import MarkedSheet, Sheet
from clerk_tui.tui.dialogs.lookup import ReplaceDialog, places, replacement


@pytest.fixture
def made():
    return session(*discussion())


@pytest.fixture
def question(made):
    """The member's question: two paragraphs, a turn before and one after it."""
    return made.state.turns[-2]


def dialog(made, entry, **more):
    return CorrectDialog(made.state, made.timeline, entry.id, **more)


def test_an_unchanged_draft_changes_nothing(question):
    assert changes(question, draft_of(question)) == ()


def test_each_matter_is_a_command_of_its_own(question):
    draft = replace(
        draft_of(question),
        text=" 一段落目\n\n二段落目 ",
        speaker=Named(CHAIR),
        cases=(CaseId("諮問", 11),),
        phase="opinions",
        narrated=True,
        flag="数字を確認",
    )
    entry = question.id
    expected = (
        EditText(entry, ("一段落目", "二段落目")),
        CorrectSpeaker(entry, Named(CHAIR), ""),
        TagCases(entry, (CaseId("諮問", 11),)),
        RephaseTurn(entry, "opinions"),
        MarkNarration(entry, True),
        FlagTurn(entry, "数字を確認"),
    )
    assert changes(question, draft) == expected
    assert changes(question, replace(draft, onward=True))[3] == RephaseFrom(entry, "opinions")


@pytest.mark.parametrize(
    ("cursor", "place"),
    [
        ((0, 0), (0, 0)),
        ((0, 2), (0, 2)),
        ((1, 0), (1, 0)),
        ((2, 1), (1, 0)),
        ((2, 4), (1, 2)),
        ((9, 9), (2, 0)),
    ],
)
def test_the_cursor_in_the_paragraphs_of_the_record(cursor, place):
    assert cursor_place("あいう\n\n  かきく", *cursor) == place


def test_only_operations_that_make_sense(made, question):
    first = made.state.entries[0]
    heading = next(entry for entry in made.state.entries if isinstance(entry, BlockHeading))
    assert Operation.UP not in possible(made.state, first)
    assert set(possible(made.state, question)) == set(Operation)
    assert set(possible(made.state, heading)) == {Operation.UP, Operation.DOWN, Operation.HISTORY}


def test_moving_down_and_back_up_restores_the_order(made, question):
    before = [entry.id for entry in made.state.entries]
    made.dispatch(moving(made.state, question.id, Operation.DOWN))
    assert [entry.id for entry in made.state.entries][-1] == question.id
    made.dispatch(moving(made.state, question.id, Operation.UP))
    assert [entry.id for entry in made.state.entries] == before


def test_the_first_line_has_nothing_before_it(made):
    with pytest.raises(Refused):
        moving(made.state, made.state.entries[0].id, Operation.JOIN_PREVIOUS)


async def test_one_edit_is_one_command(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await type_text(pilot, "まず、")
        await pilot.press("ctrl+s")
    assert app.answers == [EditText(question.id, (f"まず、{question.paragraphs[0]}", question.paragraphs[1]))]


async def test_nothing_changed_closes_without_a_command(made, question):
    assert await answer(dialog(made, question), "ctrl+s") == [None]


async def test_several_matters_become_one_command(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await pilot.press("f4")
        await type_text(pilot, "うえだ")
        await pilot.press("enter")
        await pilot.pause()
        app.dialog.query_one("#phase").focus()
        await pilot.press("right", "tab", "right")
        app.dialog.query_one("#cases").focus()
        await type_text(pilot, "11")
        await pilot.press("enter")
    (command,) = app.answers
    assert command == CompoundCommand(
        (
            CorrectSpeaker(question.id, Named(MEMBERS[2])),
            TagCases(question.id, (CaseId("諮問", 11),)),
            RephaseFrom(question.id, "opinions"),
        )
    )


async def test_typed_text_is_not_lost_by_one_escape(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await type_text(pilot, "あ")
        await pilot.press("escape")
        assert app.answers == []
        assert "もう一度 Esc" in app.said
        await pilot.press("escape")
    assert app.answers == [None]


async def test_a_case_number_that_cannot_be_read_keeps_the_text(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await type_text(pilot, "あ")
        app.dialog.query_one("#cases").focus()
        await type_text(pilot, "諮問99")
        await pilot.press("ctrl+s")
        assert "次第にありません" in app.said
        assert app.dialog.query_one(Sheet).text.startswith("あ")
    assert app.answers == []


async def choose(pilot, operation, made, question):
    await pilot.press("f2")
    await pilot.pause()
    await pilot.press(*["down"] * list(possible(made.state, question)).index(operation), "enter")
    await pilot.pause()


async def test_split_at_the_cursor_with_the_words_typed_before(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await type_text(pilot, "では")
        await pilot.press("down", "home")
        await choose(pilot, Operation.SPLIT, made, question)
        await type_text(pilot, "うえだ")
        await pilot.press("enter")
    (command,) = app.answers
    assert command.commands[0].paragraphs[0].startswith("では")
    assert command.commands[1] == SplitTurn(question.id, 1, 0, Named(MEMBERS[2]), "")
    made.dispatch(command)
    assert [t.speaker for t in made.state.turns[-3:-1]] == [Named(MEMBERS[0]), Named(MEMBERS[2])]


async def test_a_split_at_the_edge_is_refused_inside(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await choose(pilot, Operation.SPLIT, made, question)
        await pilot.press("enter")
        await pilot.pause()
        assert "空になります" in app.said
    assert app.answers == []


async def test_a_phase_boundary_at_the_cursor(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await pilot.press("down", "home", "right")
        await choose(pilot, Operation.SHIFT, made, question)
        phases = [phase.id for phase in made.state.meeting.profile.phases]
        await pilot.press(*["down"] * phases.index("opinions"), "enter")
    assert app.answers == [ShiftPhase(question.id, "opinions", 1, 1)]


async def test_merge_with_the_next_and_the_previous(made, question):
    asked, answered = made.state.turns[-3].id, made.state.turns[-1].id
    for operation, command in (
        (Operation.JOIN_PREVIOUS, MergeTurns(asked, question.id)),
        (Operation.JOIN_NEXT, MergeTurns(question.id, answered)),
        (Operation.UP, MoveEntry(question.id, asked)),
    ):
        async with asking(dialog(made, question)) as (pilot, app):
            await choose(pilot, operation, made, question)
        assert app.answers == [command]


async def test_deleting_asks(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await choose(pilot, Operation.DELETE, made, question)
        await pilot.press("escape")
        await pilot.pause()
        assert app.answers == []
        await choose(pilot, Operation.DELETE, made, question)
        await pilot.press("enter")
        await pilot.pause()
    assert app.answers == [DeleteEntry(question.id)]


async def test_the_history_of_the_line(made, question):
    made.dispatch(FlagTurn(question.id, "数字を確認"))
    async with asking(dialog(made, question)) as (pilot, app):
        await choose(pilot, Operation.HISTORY, made, question)
        assert "数字を確認" in str(app.screen.query_one("Rows").options[0].prompt)


async def test_a_half_done_correction_waits_while_the_record_goes_on(made, question):
    parked = []
    async with asking(dialog(made, question, park=parked.append)) as (pilot, app):
        await type_text(pilot, "途中")
        await pilot.press("ctrl+l")
    assert app.answers == [None]
    (draft,) = parked
    async with asking(dialog(made, question, draft=draft)) as (pilot, app):
        await pilot.press("ctrl+s")
    (command,) = app.answers
    assert command.paragraphs[0] == f"途中{question.paragraphs[0]}"


async def test_a_stage_direction_has_only_its_words(made):
    made.dispatch(RecordStageDirection("異議なし"))
    stage = made.state.entries[-1]
    async with asking(dialog(made, stage)) as (pilot, app):
        await type_text(pilot, "全員、")
        await pilot.press("ctrl+s")
    assert app.answers == [EditText(stage.id, ("全員、異議なし",))]


async def test_a_mark_and_a_heading_can_be_looked_at(made):
    made.dispatch(MakeMark(MarkKind.RECESS, "[休憩]"))
    for entry in (made.state.entries[-1], next(e for e in made.state.entries if isinstance(e, BlockHeading))):
        assert await answer(dialog(made, entry), "enter") == [None]


def test_a_line_that_is_gone_is_refused(made):
    with pytest.raises(UnknownReference):
        CorrectDialog(made.state, made.timeline, EntryId("e999"))


async def test_a_paste_is_made_harmless(made, question):
    async with asking(dialog(made, question)) as (pilot, app):
        await paste(pilot, "甲\x1b[31m乙\r\n丙　丁")
        await pilot.press("ctrl+s")
    (command,) = app.answers
    assert command.paragraphs[:2] == ("甲␛[31m乙", f"丙　丁{question.paragraphs[0]}")


def test_every_place_is_found_and_shown(made):
    found = places(made.state, "予約", "よやく")
    assert [place.entry for place in found] == [made.state.turns[-2].id]
    assert "【よやく】" in found[0].after
    assert "【予約】" in found[0].before
    assert places(made.state, "", "何か") == ()


def test_what_the_list_shows_is_what_is_replaced(made):
    made.dispatch(RecordStageDirection("第11号の資料の配布"))
    found = places(made.state, "第11号", "第一一号")
    made.dispatch(replacement(found, (), "第11号", "第一一号"))
    assert places(made.state, "第11号", "") == ()
    assert [place.entry for place in places(made.state, "第一一号", "")] == [place.entry for place in found]


@pytest.mark.parametrize(("old", "new"), [("", "甲"), ("予約", "予約"), ("ない語句", "甲")])
def test_a_replacement_that_changes_nothing_is_refused(made, old, new):
    with pytest.raises(Refused):
        replacement(places(made.state, old, new), (), old, new)


async def test_replacing_with_one_line_spared(made):
    async with asking(ReplaceDialog(made.state)) as (pilot, app):
        await type_text(pilot, "第12号")
        await pilot.press("tab")
        await type_text(pilot, "第十二号")
        found = places(made.state, "第12号", "")
        app.dialog.query_one("Rows").focus()
        await pilot.press("space", "enter")
    assert len(found) > 1
    assert app.answers == [ReplaceText("第12号", "第十二号", tuple(place.entry for place in found[1:]))]


async def test_deleting_words_everywhere_is_asked(made):
    async with asking(ReplaceDialog(made.state)) as (pilot, app):
        await type_text(pilot, "ただいまから")
        await pilot.press("enter")
        assert "消します" in app.said
        assert app.answers == []
        await pilot.press("enter")
    assert app.answers == [ReplaceText("ただいまから", "")]


async def test_points_as_said_in_own_words_and_taken_away(made):
    last = made.state.turns[-1].id
    assert await answer(PointDialog(made.state, last), "enter") == [MarkPoint(last, "〃")]
    async with asking(PointDialog(made.state, None)) as (pilot, app):
        await type_text(pilot, "委託は認めない。")
        await pilot.press("enter")
    assert app.answers == [MarkPoint(None, "委託は認めない。")]
    made.dispatch(MarkPoint(last))
    assert await answer(PointDialog(made.state, last), "up", "enter") == [MarkPoint(last, "")]


async def test_flags_usual_own_and_taken_away(made):
    state = made.state
    last = state.turns[-1].id
    assert await answer(FlagDialog(state, last), "down", "enter") == [FlagTurn(last, "発言者を確認")]
    async with asking(FlagDialog(state, None)) as (pilot, app):
        await type_text(pilot, "412件か")
        await pilot.press("enter")
    assert app.answers == [FlagTurn(None, "412件か")]
    made.dispatch(FlagTurn(last, "聞き取れず"))
    assert await answer(FlagDialog(made.state, last), "up", "enter") == [FlagTurn(last, "")]
    assert made.state.turns[-1].speaker == Named(CITIZENS)
    assert turn(CITIZENS).speaker == Named(CITIZENS)


async def test_selected_words_are_kept_inside_with_one_key_and_shown_as_such(made, question):
    first = question.paragraphs[0]
    async with asking(dialog(made, question)) as (pilot, app):
        sheet = app.dialog.query_one(MarkedSheet)
        await pilot.press("f3")
        assert "Shift と矢印キー" in app.said
        sheet.selection = Selection((0, 0), (0, 4))
        await pilot.press("ctrl+n")
        assert f"公開では：{first[4:]}" in app.shown("#public")
        (span,) = sheet.get_line(0).spans
        assert (span.start, span.end) == (0, 4) and span.style.underline
        # Words typed before it move it, and the words around it can be corrected.
        sheet.selection = Selection.cursor((0, 0))
        await type_text(pilot, "まず")
        assert sheet.passages == (Passage(2, 6),)
        await pilot.press("ctrl+s")
        await pilot.pause()
    (command,) = app.answers
    assert command == CompoundCommand(
        (
            EditText(question.id, (f"まず{first}", *question.paragraphs[1:])),
            KeepInside(question.id, (Passage(2, 6),)),
        )
    )


async def test_the_same_key_publishes_them_again(made, question):
    made.dispatch(KeepInside(question.id, (Passage(0, 6),)))
    turn = made.state.turn(question.id)
    async with asking(dialog(made, turn)) as (pilot, app):
        app.dialog.query_one(MarkedSheet).selection = Selection((0, 2), (0, 4))
        await pilot.press("f3", "ctrl+s")
        await pilot.pause()
    assert app.answers == [KeepInside(question.id, (Passage(0, 2), Passage(4, 6)))]
