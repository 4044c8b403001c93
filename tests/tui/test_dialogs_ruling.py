"""Rulings, declared stances and the cases of a turn."""

from __future__ import annotations

import pytest
from dialog_app import answer, asking, type_text
from sample import CHAIR, CITIZEN_GROUP, MEMBERS, discussion, session, turn
from textual.widgets import Static

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.commands import (
    CallRoll,
    ChangePhase,
    CompoundCommand,
    DeclareStance,
    OpenBlock,
    RecordTurn,
    RuleCases,
    TagCases,
    WithdrawStances,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.labels import written_cases
from clerk_tui.domain.queries import block_cases, named_cases
from clerk_tui.domain.record import Decision, Method, Named, Position, Tally
from clerk_tui.recording.input_state import SpeakerRole
from clerk_tui.tui.dialogs.cases import CaseTagDialog, StanceDialog, matrix, read_cases
from clerk_tui.tui.dialogs.fields import Sheet
from clerk_tui.tui.dialogs.ruling import (
    Draft,
    RulingDialog,
    alike,
    decisions,
    drafts,
    ruling_command,
    stepped,
    warnings,
)
from clerk_tui.tui.dialogs.votes import tally_of

REPORT, FIRST, SECOND = CaseId("報告", 3), CaseId("諮問", 11), CaseId("諮問", 12)
USUAL = (Decision(REPORT, "了承"), Decision(FIRST, "決定"), Decision(SECOND, "決定"))
SENTENCE = "では、報告第3号は了承、諮問第11号・諮問第12号は決定といたします。"


def ruling(sentence, ruled, **how):
    return CompoundCommand((RecordTurn(Named(CHAIR), (sentence,), phase="ruling"), RuleCases(ruled, **how)))


def test_the_usual_results_are_filled_in():
    assert decisions(drafts(session(*discussion()).state)) == USUAL


def test_what_was_ruled_is_left_out():
    state = session(*discussion(), RuleCases((Decision(FIRST, "継続審議"),))).state
    found = drafts(state)
    assert decisions(found) == (USUAL[0], USUAL[2])
    assert found[1] == Draft(Decision(FIRST, "継続審議"), ruled=False)


def test_results_are_stepped_through_in_both_directions():
    meeting = session().state.meeting
    outcomes = [outcome.name for outcome in meeting.profile.kind("報告").outcomes]
    draft = Draft(Decision(REPORT, outcomes[0]))
    for name in (*outcomes[1:], outcomes[0]):
        draft = stepped(meeting, draft, 1)
        assert draft.decision.outcome == name
    assert stepped(meeting, draft, -1).decision.outcome == outcomes[-1]


def test_one_result_for_all_of_a_kind():
    lines = tuple(Draft(decision) for decision in USUAL)
    changed = alike(lines, Draft(Decision(SECOND, "継続審議")))
    assert [line.decision.outcome for line in changed] == ["了承", "継続審議", "継続審議"]


def test_votes_count_only_where_votes_are_taken():
    assert tally_of(Method.DECLARED, "3", "2", "") is None
    assert tally_of(Method.BALLOT, "", "", "") is None
    assert tally_of(Method.SHOW_OF_HANDS, "１２", "0", "1") == Tally(12, 0, 1)
    with pytest.raises(Refused):
        tally_of(Method.STANDING, "12", "", "")


def test_the_clerk_is_warned():
    state = session(
        *discussion(),
        turn(MEMBERS[1], "諮問第12号には反対します。"),
        DeclareStance(Position.AGAINST),
    ).state
    assert warnings(state, USUAL) == ("反対の表明があります：諮問第12号。",)
    put_off = (Decision(SECOND, "継続審議"), Decision(FIRST, "条件付き決定"))
    assert warnings(state, put_off) == ("条件・附帯意見の文言がまだありません：諮問第11号。",)


def test_an_open_question_and_a_lost_quorum_are_told():
    state = session(
        CallRoll(absent=MEMBERS[:4]),
        OpenBlock((CITIZEN_GROUP,)),
        ChangePhase("questions"),
        turn(MEMBERS[4], "費用はいくらですか。"),
        turn(CHAIR, "ほかに御質問はありますか。"),
    ).state
    told = warnings(state, USUAL)
    assert "答弁のない質問が1件あります。" in told
    assert any(sentence.startswith("定足数に足りません") for sentence in told)


def test_the_command_is_carried_out_as_one():
    made = session(*discussion())
    made.dispatch(ruling_command(made.state, Named(CHAIR), SENTENCE, USUAL))
    last = made.state.turns[-1]
    assert last.text == SENTENCE
    assert {ruled.entry for ruled in made.state.rulings.values()} == {last.id}


async def test_one_enter_rules_as_usual():
    state = session(*discussion()).state
    assert await answer(RulingDialog(state, SpeakerRole(Named(CHAIR))), "enter") == [ruling(SENTENCE, USUAL)]


async def test_single_cases_differ_and_the_sentence_follows():
    state = session(*discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("down", "right", "right", "tab")
        await type_text(pilot, "年度末の報告")
        assert "年度末の報告" in app.dialog.query_one(Sheet).text
        await pilot.press("shift+tab", "down", "space", "enter")
    (command,) = app.answers
    assert command.commands[1].decisions == (USUAL[0], Decision(FIRST, "条件付き決定", "年度末の報告"))


async def test_each_case_keeps_its_own_condition():
    state = session(*discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("down", "tab")
        await type_text(pilot, "甲")
        await pilot.press("shift+tab", "down")
        await pilot.pause()
        assert app.dialog.query_one("#note").value == ""
        await pilot.press("up")
        await pilot.pause()
        assert app.dialog.query_one("#note").value == "甲"


async def test_the_chairs_own_words_stay_when_a_result_changes():
    state = session(*discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        app.dialog.query_one(Sheet).focus()
        await pilot.press("end")
        await type_text(pilot, "よろしいですね。")
        app.dialog.query_one("Rows").focus()
        await pilot.press("right", "ctrl+s")
    (command,) = app.answers
    assert command.commands[0].paragraphs == (f"{SENTENCE}よろしいですね。",)
    assert command.commands[1].decisions[0].outcome == "継続審議"


async def test_f3_makes_the_sentence_anew():
    state = session(*discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        app.dialog.query_one(Sheet).text = "別のことば"
        await pilot.press("f3", "enter")
    assert app.answers == [ruling(SENTENCE, USUAL)]


async def test_a_show_of_hands_with_its_numbers():
    state = session(*discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("tab", "tab", "right", "right", "tab")
        await type_text(pilot, "5")
        await pilot.press("enter")
        assert "両方とも" in app.said
        await pilot.press("tab")
        await type_text(pilot, "1")
        await pilot.press("enter")
    assert app.answers == [ruling(SENTENCE, USUAL, method=Method.SHOW_OF_HANDS, tally=Tally(5, 1))]


async def test_a_ballot_without_numbers_is_refused_inside():
    state = session(*discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("tab", "tab", "left", "enter")
        assert "票数" in app.said
    assert app.answers == []


async def test_nothing_open_is_refused_inside():
    async with asking(RulingDialog(session().state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("enter")
        assert "審議中の案件がありません" in app.said
    assert app.answers == []


def test_the_scope_is_what_the_words_name_else_the_block():
    state = session(*discussion(), turn(MEMBERS[1], "諮問第12号と諮問第99号の話です。")).state
    assert state.meeting is not None
    assert named_cases(state.meeting, state.turns[-1]) == (SECOND,)
    assert named_cases(state.meeting, state.turns[-2]) == ()
    assert block_cases(state, state.turns[-1]) == (REPORT, FIRST, SECOND)


def test_the_matrix_shows_the_last_word_of_each_member():
    state = session(
        *discussion(),
        turn(MEMBERS[1], "諮問第12号には反対します。"),
        DeclareStance(Position.AGAINST),
        turn(MEMBERS[2], "賛成です。"),
        DeclareStance(Position.FOR),
        turn(MEMBERS[1], "諮問第12号は賛成に改めます。"),
        DeclareStance(Position.FOR),
    ).state
    table = matrix(state, (REPORT, SECOND))
    assert table.rows == ((Named(MEMBERS[1]), ("", "賛")), (Named(MEMBERS[2]), ("(賛)", "(賛)")))


async def test_a_stance_on_the_cases_that_were_named():
    state = session(*discussion(), turn(MEMBERS[1], "諮問第12号には反対します。")).state
    said = state.turns[-1].id
    assert await answer(StanceDialog(state, said), "enter") == [
        DeclareStance(Position.AGAINST, (SECOND,), said)
    ]


async def test_an_implicit_scope_is_asked_inside():
    state = session(*discussion(), turn(MEMBERS[1], "よいと思います。")).state
    async with asking(StanceDialog(state, None)) as (pilot, app):
        assert "明言なし" in app.shown(".scope")
        await pilot.press("enter")
        assert "明言されていません" in app.said
        assert app.answers == []
        await pilot.press("enter")
    assert app.answers == [DeclareStance(Position.FOR, (), state.turns[-1].id, implicit=True)]


async def test_a_scope_that_the_clerk_has_emptied_is_what_the_dialog_says():
    made = session(*discussion(), turn(MEMBERS[1], "諮問第12号には反対します。"))
    async with asking(StanceDialog(made.state, None)) as (pilot, app):
        await pilot.press("tab", *["backspace"] * 10)
        assert "審議中の全部" in app.shown(".scope")
        await pilot.press("enter", "enter")
    made.dispatch(app.answers[0])
    assert made.state.stances[-1].cases == (REPORT, FIRST, SECOND)
    assert made.state.stances[-1].implicit


async def test_the_scope_can_be_named_by_the_clerk():
    state = session(*discussion(), turn(MEMBERS[1], "よいと思います。")).state
    async with asking(StanceDialog(state, None)) as (pilot, app):
        await pilot.press("tab")
        await type_text(pilot, "諮問１１～１２")
        await pilot.press("enter")
    assert app.answers == [DeclareStance(Position.FOR, (FIRST, SECOND), state.turns[-1].id)]


async def test_a_stance_is_withdrawn():
    state = session(*discussion(), turn(MEMBERS[1], "賛成です。"), DeclareStance(Position.FOR)).state
    assert await answer(StanceDialog(state, None), "f2") == [WithdrawStances(state.turns[-1].id)]


def test_typed_cases_are_read_back():
    meeting = session().state.meeting
    cases = (REPORT, FIRST, SECOND)
    assert read_cases(meeting, written_cases(meeting, cases)) == cases
    assert read_cases(meeting, " ") == ()
    with pytest.raises(NotationError):
        read_cases(meeting, "諮問99")


async def test_cases_typed_and_picked():
    state = session(*discussion()).state
    said = state.turns[-1].id
    async with asking(CaseTagDialog(state, said)) as (pilot, app):
        await type_text(pilot, "諮問11-12")
        app.dialog.query_one("Rows").focus()
        await pilot.press("space", "down", "space", "enter")
    assert app.answers == [TagCases(said, (REPORT, SECOND))]


async def test_cases_that_are_not_on_the_agenda_stay_as_typed():
    async with asking(CaseTagDialog(session(*discussion()).state, None)) as (pilot, app):
        await type_text(pilot, "諮問99")
        await pilot.press("enter")
        assert "次第にありません" in app.said
        await pilot.press("escape")
        assert app.answers == []
        await pilot.press("escape")
    assert app.answers == [None]


async def test_what_is_said_is_seen_on_the_smallest_screen_among_warnings():
    state = session(
        *discussion(),
        turn(MEMBERS[1], "諮問第12号には反対します。"),
        DeclareStance(Position.AGAINST),
        CallRoll(absent=MEMBERS),
    ).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("down", "right", "right", "tab", "tab", "left", "enter")
        await pilot.pause()
        assert app.shown(".warnings").count("注意：") == 3
        message = app.dialog.query_one(".message", Static)
        assert "票数" in app.said
        assert app.dialog.query_one(".box").content_region.contains_region(message.region)
