"""The printed result of an election is people and numbers again, where every word of it is one person's."""

from __future__ import annotations

import pytest

from clerk_tui.domain.meeting import Meeting
from clerk_tui.published.conclusions import elected
from clerk_tui.published.data import Attendance, Listed, Published
from clerk_tui.published.script import script

LISTED = (
    Listed("望月会長", "望月", "", "会長"),
    Listed("白石副会長", "白石", "", "副会長"),
    Listed("赤坂委員", "赤坂", "", "委員"),
)


def meeting() -> Meeting:
    nothing = ((), (), ())
    return script(Published(("協議会",), "", "", (Attendance("委員", LISTED),), (), "", *nothing, rows=()))[0]


def test_who_was_elected_is_a_person() -> None:
    assert elected(meeting(), "副会長の選挙", "白石副会長") == {"elected": ["白石副会長"]}


def test_votes_by_name_are_numbers() -> None:
    assert elected(meeting(), "副会長の選挙", "白石副会長（白石副会長2票、赤坂委員1票、無効0票）") == {
        "elected": ["白石副会長"],
        "ballots": [{"person": "白石副会長", "votes": 2}, {"person": "赤坂委員", "votes": 1}],
        "spoiled": 0,
    }


def test_votes_that_name_nobody_stay_words() -> None:
    assert elected(meeting(), "副会長の選挙", "白石副会長　投票（有効3票、無効0票）") == {
        "elected": ["白石副会長"],
        "result": "投票（有効3票、無効0票）",
    }


@pytest.mark.parametrize(
    ("subject", "result"),
    [
        ("副会長の選挙", "黒田委員"),
        ("副会長の選挙", "白石副会長、黒田委員"),
        ("副会長の選挙", "白石副会長（白石副会長2票、黒田委員1票、無効0票）"),
        ("会期の決定", "白石副会長"),
    ],
)
def test_what_is_not_wholly_people_stays_the_text_it_is(subject: str, result: str) -> None:
    assert elected(meeting(), subject, result) == {"result": result}
