"""What came of an item, as it is typed."""

from __future__ import annotations

import pytest
from dialog_app import asking, type_text
from sample import MEMBERS, discussion, meeting, session

from clerk_tui.domain.commands import Conclude
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import Ballots
from clerk_tui.tui.dialogs.conclude import ConcludeDialog, votes


def test_votes_are_typed_in_a_line() -> None:
    first, second = (meeting().person(person) for person in MEMBERS[:2])
    assert first
    assert second
    read = votes(meeting(), f"{first.name}５票、{second.name}3 無効1")
    assert read == ((Ballots(first.id, 5), Ballots(second.id, 3)), 1)
    for wrong in ("たくさん", "誰か3"):
        with pytest.raises(Refused):
            votes(meeting(), wrong)


async def test_a_term_and_an_election() -> None:
    first = meeting().person(MEMBERS[0])
    assert first
    async with asking(ConcludeDialog(session(*discussion()).state)) as (pilot, app):
        await type_text(pilot, "副会長の選挙")
        await pilot.press("tab", "tab")
        await type_text(pilot, "副会長")
        await pilot.press("tab")
        await type_text(pilot, first.name)
        await pilot.press("enter")
        await pilot.pause()
    assert app.answers == [Conclude("", "副会長の選挙", (MEMBERS[0],), "副会長")]
