"""The ledger of corrections as the clerk sees it."""

from __future__ import annotations

from dialog_app import answer, asking
from sample import discussion, session

from clerk_tui.domain.commands import FlagTurn
from clerk_tui.tui.dialogs.lookup import LedgerDialog

ANSWER = session(*discussion()).state.turns[-1]


async def test_the_ledger_shows_before_and_after():
    made = session(*discussion(), FlagTurn(ANSWER.id, "甲"), FlagTurn(ANSWER.id, "[乙]"))
    dialog = LedgerDialog(made.timeline)
    async with asking(dialog) as (pilot, app):
        await pilot.pause()
        assert app.shown(".summary") == "訂正前：甲\n訂正後：[乙]"
        await pilot.press("up")
        await pilot.pause()
        assert app.shown(".summary") == "訂正前：なし\n訂正後：甲"
        await pilot.press("enter")
    assert app.answers == [None]


async def test_an_empty_ledger_says_so():
    dialog = LedgerDialog(session().timeline)
    async with asking(dialog) as (_, app):
        assert app.shown(".summary") == "訂正はまだありません。"
    assert await answer(LedgerDialog(session().timeline), "escape") == [None]
