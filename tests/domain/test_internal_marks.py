"""Words for the internal edition: read over the whole turn, whatever the brackets; what is unclear is not printed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from script_player import prepared

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.internal_marks import has_marks, public_paragraphs, public_words, unclear
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.record import Unnamed

BODY = "privacy_council"


@pytest.mark.parametrize(
    ("paragraphs", "printed"),
    [
        (("〔内部：甲", "乙〕丙"), ("●", "丙")),
        (("あ〔内部：甲", "乙", "丙〕い", "う"), ("あ●", "", "い", "う")),
        (("〔内部:甲〕い",), ("●い",)),
        (("【内部：甲】い",), ("●い",)),
        (("［内部：甲］い",), ("●い",)),
        (("[内部:甲]い",), ("●い",)),
        (("（内部：甲）い",), ("●い",)),
        (("〔内部 ：甲〕い",), ("●い",)),
        (("〔　内　部　：甲〕い",), ("●い",)),
        (("〔内\u200b部：甲〕い",), ("●い",)),
        (("〔内部用：甲〕い",), ("●い",)),
        (("﹝内部：甲﹞い",), ("●い",)),
        (("〔内部；甲〕い",), ("●い",)),
        (("〔内部：甲〔乙〕丙〕い",), ("●い",)),
        (("〔内部：甲（乙）丙〕い",), ("●い",)),
        (("〔内部：甲【内部：乙】丙〕い",), ("●い",)),
        # Brackets that cross: what nobody can tell apart stays inside.
        (("〔内部：甲【内部：乙〕丙】い",), ("●",)),
        (("〔内部：甲】い", "う"), ("●", "")),
        (("〔内", "部：甲〕い"), ("●", "い")),
        (("あ", "", "い"), ("あ", "", "い")),
        # A paragraph of several lines is one.
        (("あ\n〔内部：甲\n乙〕い", "〔内部：丙〕\nう"), ("あ\n●い", "●\nう")),
        (("〔内部：甲〕い〔内部：乙", "丙〕う〔内部：丁〕え"), ("●い●", "う●え")),
        (("〔注：甲〕",), ("〔注：甲〕",)),
        ((), ()),
    ],
)
def test_a_mark_is_replaced_and_every_paragraph_keeps_its_number(
    paragraphs: tuple[str, ...], printed: tuple[str, ...]
) -> None:
    assert public_paragraphs(paragraphs, "●") == printed
    assert has_marks("\n".join(paragraphs)) is (paragraphs != printed)


def test_in_one_text_the_ends_of_lines_within_a_mark_go_with_it() -> None:
    assert public_words("あ〔内部：甲\n乙〕い\nう", "●") == "あ●い\nう"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("〔内部〕甲", True),
        ("〔内部　甲〕", True),
        ("〔内部、甲〕", True),
        ("〔内部甲〕", True),
        ("【内部】甲", True),
        ("[内部-甲]", True),
        ("（内部）甲", True),
        ("（内部　甲）", True),
        ("内部：甲", True),
        ("次に内部用：甲", True),
        ("「内部」：甲", True),
        ("（内部監査）の結果", False),
        ("「内部統制」という言葉", False),
        ("区の内部情報系のシステム", False),
        ("〔内部：甲〕", False),
        ("内部の問題です：甲", False),
        ("", False),
    ],
)
def test_what_looks_like_a_mark_and_is_none_is_told(text: str, found: bool) -> None:
    assert bool(unclear((text,))) is found


def test_what_is_unclear_is_a_finding_that_cannot_be_confirmed() -> None:
    session, _ = prepared(BODY)
    session.dispatch(c.RecordTurn(Unnamed("member"), ("はい。", "〔内部〕病院の件です。")))
    turn = session.state.turns[-1].id
    session.dispatch(c.FlagTurn(turn, "〔内部〕確かめる"))
    session.dispatch(c.RecordStageDirection("〔内部〕退室"))
    session.dispatch(c.CountObservers(3, "〔内部〕記者を含む"))
    session.dispatch(c.ConfirmNames(turn))
    found = [(each.where, each.people) for each in name_findings(session.state)]
    assert found == [("本文", ()), ("ト書き", ()), ("傍聴者数の備考", ()), ("要確認の覚え", ())]
    told = [finding.message for finding in findings(session.state) if finding.rule is Rule.NAMED]
    assert len(told) == 4 and all("読み取れない" in message for message in told)
    assert "［" not in told[0] and "〔内部〕病院" in told[0]


def test_a_body_that_prints_names_keeps_its_inside_words_as_well() -> None:
    session, _ = prepared(BODY)
    session.dispatch(c.RecordTurn(Unnamed("member"), ("〔内部〕甲",)))
    assert session.state.meeting is not None
    nobody = replace(session.state, meeting=replace(session.state.meeting, people=()))
    assert [each.where for each in name_findings(nobody)] == ["本文"]


def test_of_a_turn_with_marks_no_part_is_confirmed_by_itself() -> None:
    session, _ = prepared(BODY)
    session.dispatch(c.RecordTurn(Unnamed("member"), ("〔内部：甲", "杉浦〕榎本委員です。")))
    turn = session.state.turns[-1].id
    assert [person.name for each in name_findings(session.state) for person in each.people] == ["榎本"]
    session.dispatch(c.ConfirmNames(turn))
    assert list(name_findings(session.state)) == []
    session.dispatch(c.EditText(turn, ("甲", "杉浦〕榎本委員です。")))
    assert [person.name for each in name_findings(session.state) for person in each.people] == [
        "榎本",
        "杉浦",
    ]
