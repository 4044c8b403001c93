"""A passage for the internal edition is a fact of the turn, and goes with its words whatever is corrected."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from meetings import MEMBER, Desk

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.internal_marks import (
    Passage,
    carried_passages,
    kept_inside,
    public_paragraphs,
    toggled,
)
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.names import word_around
from clerk_tui.domain.record import Turn

TEXT = ("病院の患者の件です。", "終わります。")


def desk(*paragraphs: str) -> tuple[Desk, Turn]:
    at = Desk()
    at.do(c.RecordTurn(MEMBER, paragraphs or TEXT))
    return at, at.state.turns[-1]


def public(at: Desk, number: int = -1) -> tuple[str, ...]:
    return at.state.turns[number].in_public("＊").paragraphs


def test_it_is_withheld_over_paragraphs_and_can_be_taken_back() -> None:
    at, turn = desk()
    at.do(c.KeepInside(turn.id, (Passage(3, 12),)))
    assert public(at) == ("病院の＊", "わります。")
    assert at.state.turns[-1].paragraphs == TEXT, "no character is put into the words"
    at.do(c.KeepInside(turn.id, ()))
    assert public(at) == TEXT
    at.undo()
    assert public(at) == ("病院の＊", "わります。")
    with pytest.raises(Refused, match="本文の外"):
        at.do(c.KeepInside(turn.id, (Passage(0, 99),)))


def test_it_stands_beside_a_typed_mark() -> None:
    at, turn = desk("甲〔内部：乙〕丙丁")
    at.do(c.KeepInside(turn.id, (Passage(7, 9),)))
    assert public(at) == ("甲＊",)


@pytest.mark.parametrize(
    ("new", "left"),
    [
        ("市の病院の患者の件です。", ("市の病院の＊件です。",)),
        ("病院の入院患者さんの件です。", ("病院の入院＊件です。",)),
        ("病院の山田様の件です。", ("病院の＊件です。",)),
        ("件です。患者の", ("件です。＊",)),
    ],
)
def test_a_correction_never_publishes_what_was_kept_inside(new: str, left: tuple[str, ...]) -> None:
    at, turn = desk("病院の患者の件です。")
    at.do(c.KeepInside(turn.id, (Passage(3, 6),)))
    at.do(c.EditText(turn.id, (new,)))
    assert public(at) == left


def test_it_goes_with_its_words_when_turns_are_divided_and_joined() -> None:
    at, turn = desk()
    at.do(c.KeepInside(turn.id, (Passage(3, 12),)))
    at.do(c.SplitTurn(turn.id, 0, 5))
    assert public(at, -2) == ("病院の＊",) and public(at) == ("＊", "わります。")
    first, second = at.state.turns[-2:]
    at.do(c.MergeTurns(first.id, second.id))
    assert public(at) == ("病院の＊", "＊", "わります。")


def test_a_name_in_it_is_no_finding() -> None:
    at, turn = desk("青木委員の話です。")
    assert [each.entry for each in name_findings(at.state)] == [turn.id]
    at.do(c.KeepInside(turn.id, (Passage(0, 4),)))
    assert not list(name_findings(at.state))


_WORDS = st.text("あい漢、\n", max_size=12)


@given(_WORDS, _WORDS, _WORDS, _WORDS)
def test_no_word_of_a_passage_is_published_by_a_change_around_it(
    before: str, after: str, new_before: str, new_after: str
) -> None:
    secret = "ＸＹＺ"
    old, new = before + secret + after, new_before + secret + new_after
    passage = Passage(len(before), len(before) + len(secret))
    carried = carried_passages((passage,), old.split("\n"), new.split("\n"))
    assert not set("".join(public_paragraphs(new.split("\n"), "", carried))) & set(secret)


def test_a_word_that_is_no_name_is_allowed_in_the_whole_meeting() -> None:
    at, _ = desk("上田原の公園と、青木ヶ原の樹木です。")
    assert len(list(name_findings(at.state))) == 1
    at.do(c.AllowWord("青木ヶ原"))
    at.do(c.AllowWord("上田原"))
    assert not list(name_findings(at.state))
    at.do(c.RecordTurn(MEMBER, ("上田委員のとおりです。",)))
    assert len(list(name_findings(at.state))) == 1
    for name in ("上田", "上田委員", "上田委員の", "「青木」"):
        with pytest.raises(Refused, match="氏名そのもの"):
            at.do(c.AllowWord(name))


def test_a_word_without_a_name_or_allowed_already_is_not_recorded() -> None:
    at, _ = desk("青木ヶ原の樹木です。")
    assert at.do(c.AllowWord("樹木")) == ()
    assert len(at.do(c.AllowWord("青木ヶ原"))) == 1
    assert at.do(c.AllowWord("青木ヶ原")) == ()
    assert at.state.allowed == {"青木ヶ原"}


@pytest.mark.parametrize(
    ("text", "found", "word"),
    [
        ("上田原の公園と、青木ヶ原の樹木です。", "青木", "青木ヶ原"),
        ("昨日の上田原線です。", "上田", "上田原線"),
        ("アオキバラの件です。", "アオキ", "アオキバラ"),
        ("樹木です。", "青木", ""),
    ],
)
def test_the_word_around_a_name_ends_where_its_letters_end(text: str, found: str, word: str) -> None:
    assert word_around(text, found) == word


def test_a_typed_mark_is_kept_inside_with_its_brackets_beside_the_passages() -> None:
    text = ("甲〔内部：乙", "丙〕丁戊", "己")
    assert kept_inside(text, ()) == (Passage(1, 9),)
    assert kept_inside(text, (Passage(12, 13),)) == (Passage(1, 9), Passage(12, 13))
    assert kept_inside(text, (Passage(9, 10),)) == (Passage(1, 10),), "what touches is one passage"
    assert kept_inside(("甲",), ()) == ()


@pytest.mark.parametrize(
    ("passages", "chosen", "left"),
    [
        ((), Passage(2, 4), (Passage(2, 4),)),
        ((Passage(2, 4),), Passage(3, 6), (Passage(2, 6),)),
        ((Passage(2, 4), Passage(6, 8)), Passage(2, 8), (Passage(2, 8),)),
        ((Passage(2, 4), Passage(6, 8)), Passage(2, 4), (Passage(6, 8),)),
        ((Passage(2, 8), Passage(10, 12)), Passage(4, 6), (Passage(2, 4), Passage(6, 8), Passage(10, 12))),
    ],
)
def test_choosing_words_keeps_them_inside_and_choosing_them_again_publishes_them(
    passages: tuple[Passage, ...], chosen: Passage, left: tuple[Passage, ...]
) -> None:
    assert toggled(passages, chosen) == left
