"""Rulings put right, taken out and made once more at the screen."""

from __future__ import annotations

from dialog_app import answer, asking, type_text
from sample import CHAIR, MEMBERS, discussion, session
from textual.widgets import Static

from clerk_tui.domain.commands import (
    AmendRuling,
    CallRoll,
    CompoundCommand,
    RecordTurn,
    RuleCases,
    WithdrawRuling,
)
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.record import Casting, Decision, Method, Named, Tally
from clerk_tui.recording.input_state import SpeakerRole
from clerk_tui.tui.dialogs.amend_ruling import AmendRulingDialog, drafts
from clerk_tui.tui.dialogs.fields import Cycle, Line, Rows
from clerk_tui.tui.dialogs.ruling import RulingDialog, vote_faults
from clerk_tui.tui.dialogs.votes import tally_of

REPORT, FIRST, SECOND = CaseId("報告", 3), CaseId("諮問", 11), CaseId("諮問", 12)


def ruled():
    first = RuleCases((Decision(FIRST, "否決", subject="修正案"),), Method.STANDING, Tally(1, 4))
    rest = RuleCases((Decision(FIRST, "決定"), Decision(SECOND, "決定")), Method.STANDING, Tally(4, 1))
    return session(*discussion(), first, rest, RuleCases((Decision(REPORT, "了承"),)))


def test_every_vote_is_listed_with_its_number_on_the_case():
    assert [(draft.was.decision.case, draft.vote) for draft in drafts(ruled().state)] == [
        (FIRST, 1),
        (FIRST, 2),
        (SECOND, 1),
        (REPORT, 1),
    ]


async def test_nothing_changed_records_nothing():
    assert await answer(AmendRulingDialog(ruled().state), "enter") == [None]


async def test_nothing_ruled_is_said_inside():
    async with asking(AmendRulingDialog(session(*discussion()).state)) as (pilot, app):
        await pilot.press("enter")
        assert "まだ記録されていません" in app.said


async def test_a_result_is_stepped_to_and_its_numbers_are_typed():
    async with asking(AmendRulingDialog(ruled().state)) as (pilot, app):
        await pilot.press("up", "right")
        app.dialog.query_one("#noes", Line).focus()
        await pilot.press("backspace")
        await type_text(pilot, "２")
        await pilot.press("enter")
        (made,) = app.answers
        assert isinstance(made, AmendRuling)
        assert (made.decision.case, made.tally, made.method, made.vote) == (
            SECOND,
            Tally(4, 2),
            Method.STANDING,
            1,
        )
        assert made.decision.outcome != "決定"


async def test_votes_are_taken_out_the_last_first_and_another_is_amended():
    async with asking(AmendRulingDialog(ruled().state)) as (pilot, app):
        await pilot.press("home", "space", "down", "space", "end")
        app.dialog.query_one("#note", Line).focus()
        await type_text(pilot, "毎年の報告")
        await pilot.press("enter")
        assert app.answers == [
            CompoundCommand(
                (
                    AmendRuling(Decision(REPORT, "了承", "毎年の報告"), vote=1),
                    WithdrawRuling(FIRST, 2),
                    WithdrawRuling(FIRST, 1),
                )
            )
        ]
    done = ruled()
    done.dispatch(app.answers[0])
    assert [vote.decision.case for vote in done.state.votes] == [SECOND, REPORT]


async def test_a_vote_is_kept_after_all():
    assert await answer(AmendRulingDialog(ruled().state), "space", "space", "enter") == [None]


async def test_numbers_that_cannot_be_read_keep_the_row():
    async with asking(AmendRulingDialog(ruled().state)) as (pilot, app):
        await pilot.press("up")
        app.dialog.query_one("#ayes", Line).focus()
        await type_text(pilot, "あ")
        await pilot.press("down")
        await pilot.pause()
        assert (app.dialog.query_one(Rows).highlighted, "読めません" in app.said) == (2, True)


async def test_the_turn_that_is_selected_leads_to_its_vote():
    done = session(*discussion(), RuleCases((Decision(FIRST, "決定"),)))
    entry = done.state.turns[-1].id
    done.dispatch(RecordTurn(Named(CHAIR), ("次です。",)))
    done.dispatch(RuleCases((Decision(SECOND, "決定"),)))
    async with asking(AmendRulingDialog(done.state, entry)) as (_, app):
        assert app.dialog.query_one(Rows).highlighted == 0


async def test_a_condition_that_is_typed_is_not_lost_unasked():
    async with asking(AmendRulingDialog(ruled().state)) as (pilot, app):
        await pilot.press("space", "escape")
        assert "もう一度 Esc" in app.said


async def test_what_is_voted_on_stands_in_the_ruling_and_in_its_sentence():
    async with asking(RulingDialog(session(*discussion()).state, SpeakerRole(Named(CHAIR))), (100, 40)) as (pilot, app):
        await pilot.press("space", "down")
        app.dialog.query_one("#subject", Line).focus()
        await type_text(pilot, "修正案")
        await pilot.press("enter")
        spoken, ruling = app.answers[0].commands
        assert "諮問第11号の修正案は決定" in spoken.paragraphs[0]
        assert ruling.decisions[0] == Decision(FIRST, "決定", subject="修正案")


async def test_numbers_that_cannot_be_are_told_before_they_are_recorded():
    state = session(CallRoll(()), *discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR))), (100, 40)) as (pilot, app):
        method = app.dialog.query_one("#method", Cycle)
        method.choose(Method.STANDING)
        await pilot.pause()
        for name, count in (("ayes", "1"), ("noes", "2")):
            app.dialog.query_one(f"#{name}", Line).focus()
            await type_text(pilot, count)
        await pilot.pause()
        assert "過半数に足りません" in str(app.dialog.query_one(".warnings", Static).content)


def test_a_tie_that_the_chair_has_broken_is_no_fault():
    state = session(*discussion()).state
    decision = (Decision(FIRST, "決定"),)
    tie, broken = Tally(2, 2), Tally(2, 2, casting=Casting.FOR)
    assert "可否同数" in vote_faults(state, decision, Method.STANDING, tie, Named(CHAIR))[0]
    assert vote_faults(state, decision, Method.STANDING, broken, Named(CHAIR)) == ()
    assert vote_faults(state, decision, Method.DECLARED, None, Named(CHAIR)) == ()


def test_recused_members_and_the_casting_vote_are_read():
    assert tally_of(Method.STANDING, "2", "2", "", recused="1", casting=Casting.AGAINST) == Tally(
        2, 2, 0, 1, Casting.AGAINST
    )


async def test_votes_by_name_are_told_by_who_was_not_for_it():
    state = session(*discussion()).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("f4")
        await type_text(pilot, "3、井口")
        await pilot.press("tab")
        await type_text(pilot, "上田")
        # 3 and 井口 are one person.
        await pilot.press("enter")
        assert "賛否が二つあります" in app.said
        app.dialog.query_one("#noes_by", Line).value = "3"
        await pilot.pause()
        assert app.shown(".rest") == "賛成3：青木、榎本、小野"
        await pilot.press("enter")
        (made,) = app.answers
    ruling = made.commands[-1]
    tally = Tally(3, 1, 1, 0, None, MEMBERS[:1] + MEMBERS[3:5], MEMBERS[1:2], MEMBERS[2:3])
    assert (ruling.method, ruling.tally) == (Method.SHOW_OF_HANDS, tally)


async def test_an_amendment_that_changes_nothing_keeps_the_names():
    able = MEMBERS[:5]
    tally = Tally(4, 1, ayes_by=able[:4], noes_by=able[4:])
    made = session(*discussion(), RuleCases((Decision(FIRST, "決定"),), Method.STANDING, tally))
    assert await answer(AmendRulingDialog(made.state), "enter") == [None]


async def test_without_a_roll_nobody_can_be_named():
    state = session(*discussion()[1:]).state
    async with asking(RulingDialog(state, SpeakerRole(Named(CHAIR)))) as (pilot, app):
        await pilot.press("f4", "enter")
        assert "先に出欠" in app.said


async def test_the_words_tell_how_it_was_ruled():
    state = session(*discussion()).state
    spoken = (Decision(FIRST, "決定"),)
    dialog = RulingDialog(state, SpeakerRole(Named(CHAIR)), spoken, method=Method.NO_OBJECTION)
    (made,) = await answer(dialog, "enter")
    assert made.commands[-1].method is Method.NO_OBJECTION
