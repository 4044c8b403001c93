"""What stays to be done, and who signs, at the screen."""

from __future__ import annotations

from dialog_app import answer, asking
from sample import CITIZENS, MEMBERS, discussion, session, turn

from clerk_tui.domain.commands import MarkFollowUp, NameSignatories, SettleFollowUp
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.meeting import FollowUpKind
from clerk_tui.tui.dialogs.follow_ups import FollowUpDialog, FollowUpsDialog
from clerk_tui.tui.dialogs.occasion import ClosingDialog, SignatoriesDialog

PROMISED = (*discussion(), turn(CITIZENS, "件数は、後日お知らせします。"))


async def test_one_more_key_takes_over_what_the_turn_says() -> None:
    state = session(*PROMISED).state
    (made,) = await answer(FollowUpDialog(state, EntryId("")), "enter")
    assert isinstance(made, MarkFollowUp)
    assert (made.kind, made.what, made.office) == (FollowUpKind.ANSWER, "件数は、後日お知らせします", "市民課")


async def test_what_is_left_is_listed_at_closing_and_settled_or_dropped() -> None:
    state = session(*PROMISED, MarkFollowUp(what="件数")).state
    (left,) = state.follow_ups
    assert await answer(FollowUpsDialog(state), "enter") == [SettleFollowUp(left.id)]
    assert await answer(FollowUpsDialog(state), "f2") == [SettleFollowUp(left.id, dropped=True)]
    async with asking(ClosingDialog(state)) as (_pilot, app):
        shown = [str(each.render()) for each in app.screen.query("Static")]
    assert any("宿題\n市民課：後日回答：件数" in text for text in shown)


async def test_those_who_sign_are_marked_in_order() -> None:
    keys = ("down", "down", "space", "up", "space", "enter")
    assert await answer(SignatoriesDialog(session().state), *keys) == [NameSignatories((MEMBERS[1], MEMBERS[0]))]
