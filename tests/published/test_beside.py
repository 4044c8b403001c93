"""What our minutes list beside the proceedings: results of topics, and what stays to be done."""

from __future__ import annotations

import pytest

from clerk_tui.domain.meeting import FollowUpKind
from clerk_tui.published.data import Attendance, Listed, Published, PublishedFollowUp, TurnRow
from clerk_tui.published.reading.beside import Beside
from clerk_tui.published.script import script

ANSWER, PAPER = FollowUpKind.ANSWER, FollowUpKind.PAPER


@pytest.mark.parametrize(
    ("line", "owed"),
    [
        (
            "・財政課　資料提出　基金の一覧（次回まで）",
            PublishedFollowUp(PAPER, "基金の一覧", "財政課", "次回まで"),
        ),
        ("・後日回答　利用者の数", PublishedFollowUp(ANSWER, "利用者の数")),
        ("・資料提出　図面（案）", PublishedFollowUp(PAPER, "図面（案）")),
        (
            "・市民課　後日回答　件数（年度末、第3回から）　済",
            PublishedFollowUp(ANSWER, "件数", "市民課", "年度末", "第3回", done=True),
        ),
        ("・後日回答　件数（第3回から）", PublishedFollowUp(ANSWER, "件数", since="第3回")),
    ],
)
def test_what_stays_to_be_done(line: str, owed: PublishedFollowUp) -> None:
    beside = Beside()
    assert beside.line(line, "【宿題】")
    assert beside.follow_ups == [owed]


def test_a_topic_with_a_blank_is_told_from_its_result() -> None:
    beside = Beside(topics=("役員　選挙",))
    assert beside.line("・役員　選挙　沢田委員（沢田委員5票、無効1票）", "")
    assert beside.conclusions == [("役員　選挙", "沢田委員（沢田委員5票、無効1票）")]


def test_a_line_of_another_kind_is_not_taken() -> None:
    assert not Beside().line("・何かの行", "")


def minutes(**told: object) -> Published:
    parts: dict[str, object] = {
        "title": ("西野町会議録",), "moment": "", "place": "", "attendance": (), "absent": (), "observers": "", "materials": (),
        "contents": (), "cases": (), "rows": (TurnRow("会長", ("件数は後日お答えします。",)), TurnRow("関委員", ("はい。",))),
    }  # fmt: skip
    return Published(**(parts | told))  # type: ignore[arg-type]


def test_what_is_owed_is_put_to_the_turn_that_says_it_and_what_is_older_into_the_preparation() -> None:
    owed = (
        PublishedFollowUp(ANSWER, "件数は後日お答えします"),
        PublishedFollowUp(PAPER, "図面", since="第3回", done=True),
    )
    meeting, lines = script(minutes(follow_ups=owed))
    assert [(each.what, each.since) for each in meeting.follow_ups] == [("図面", "第3回")]
    assert [line for line in lines if line["command"] in ("follow_up", "settle")] == [
        {"command": "follow_up", "kind": "後日回答", "what": "件数は後日お答えします", "turn": 1},
        {"command": "settle", "what": "図面"},
    ]


def test_a_signatory_whom_nobody_knows_is_not_made_one() -> None:
    listed = (
        Attendance(
            "委員", (Listed("関三郎委員", "関", "三郎", "委員"), Listed("森花委員", "森", "花", "委員"))
        ),
    )
    signing = (Listed("関委員", "関", "", "委員"), Listed("梶委員", "梶", "", "委員"))
    _, lines = script(minutes(attendance=listed, signatories=signing))
    assert [line["people"] for line in lines if line["command"] == "signatories"] == [["関三郎委員"]]
