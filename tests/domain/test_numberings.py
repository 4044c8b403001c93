"""Bodies that number their cases in other ways than 第N号, and numbers that were put in between (枝番)."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_tui.domain.citations import USUAL, NotationError, Numbering, pattern_fault, read_label
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.notation import Notation, Numerals

NUMBER_FIRST, IN_BRACKETS, BARE = "第{number}号{kind}", "{kind}（{number}）", "{kind}{number}"
MIXED = Notation(
    (
        Numbering("報告"),
        Numbering("議案", NUMBER_FIRST),
        Numbering("議題", IN_BRACKETS),
        Numbering("協議事項", BARE),
    )
)

mixed_cases = st.sets(
    st.builds(
        CaseId,
        st.sampled_from(MIXED.kinds),
        st.integers(1, 12),
        st.sampled_from([0, 0, 0, 2, 3]),
    ),
    min_size=1,
    max_size=12,
)


def run(kind: str, *numbers: int) -> tuple[CaseId, ...]:
    return tuple(CaseId(kind, number) for number in numbers)


@pytest.mark.parametrize(
    ("cases", "heading", "spoken"),
    [
        (run("議案", 1), "第1号議案", "第1号議案"),
        (run("議案", 1, 2), "第1号議案・第2号議案", "第1号議案・第2号議案"),
        (run("議案", 1, 2, 3, 7), "第1号議案～第3号議案・第7号議案", "第1号議案から第3号議案と第7号議案"),
        (run("議題", 1, 2), "議題（1）・（2）", "議題（1）・議題（2）"),
        (run("協議事項", 1, 2, 3), "協議事項1～3", "協議事項1から協議事項3"),
        (
            (*run("議案", 2), *run("報告", 4)),
            "報告第4号、第2号議案",
            "報告第4号と第2号議案",
        ),
    ],
)
def test_cases_are_written_as_the_body_numbers_them(
    cases: tuple[CaseId, ...], heading: str, spoken: str
) -> None:
    assert MIXED.heading(cases) == heading
    assert MIXED.spoken(cases) == spoken


@pytest.mark.parametrize(
    ("case", "label"),
    [
        (CaseId("報告", 5, 2), "報告第5号の2"),
        (CaseId("議案", 5, 2), "第5号の2議案"),
        (CaseId("議題", 5, 2), "議題（5の2）"),
        (CaseId("協議事項", 5, 2), "協議事項5の2"),
    ],
)
def test_a_branch_number_stands_behind_its_number(case: CaseId, label: str) -> None:
    assert MIXED.label(case) == label
    assert MIXED.parse(label) == (case,)
    assert read_label(label) == (case, next(n.pattern for n in MIXED.numberings if n.kind == case.kind))


def test_a_branch_number_breaks_a_run() -> None:
    cases = (*run("諮問", 4, 5), CaseId("諮問", 5, 2), *run("諮問", 6, 7, 8))
    notation = Notation.usual("諮問", numerals=Numerals.FULL)
    assert notation.heading(cases) == "諮問第４号・第５号・第５号の２・第６号～第８号"
    assert notation.parse(notation.heading(cases)) == cases


@given(mixed_cases, st.sampled_from((Numerals.HALF, Numerals.FULL)))
def test_headings_and_speech_of_any_numbering_read_back(cases: set[CaseId], width: Numerals) -> None:
    notation = Notation(MIXED.numberings, width)
    for text in (notation.heading(cases), notation.spoken(cases)):
        assert set(notation.parse(text)) == cases
        assert set(notation.read(text, cases)) == cases
        found = notation.mentions(text)
        assert {case for mention in found for case in mention.cases} == cases
        assert all(before.end <= after.start for before, after in pairwise(found))


@pytest.mark.parametrize(
    ("typed", "cases"),
    [
        ("議案1-3", run("議案", 1, 2, 3)),
        ("1～3号議案", run("議案", 1, 2, 3)),
        ("第1号議案、2、報告4", (*run("議案", 1, 2), *run("報告", 4))),
        ("報告3の2、4", (CaseId("報告", 3, 2), *run("報告", 4))),
        ("議題（1）（2）", run("議題", 1, 2)),
        ("議題1,3", run("議題", 1, 3)),
        ("５号の２議案", (CaseId("議案", 5, 2),)),
    ],
)
def test_what_a_clerk_types(typed: str, cases: tuple[CaseId, ...]) -> None:
    assert MIXED.parse(typed) == cases


def test_numbers_without_a_kind_take_the_one_that_is_given() -> None:
    assert MIXED.parse("1、2の2、報告3", "議題") == (*run("議題", 1), CaseId("議題", 2, 2), *run("報告", 3))
    with pytest.raises(NotationError, match="種別"):
        MIXED.parse("1、2")


def test_a_number_that_one_kind_alone_has_needs_no_kind() -> None:
    agenda = (*run("議案", 1, 2), *run("議題", 1), CaseId("議題", 2, 2))
    assert MIXED.read("2の2", agenda) == (CaseId("議題", 2, 2),)
    assert MIXED.read("2", agenda) == run("議案", 2)
    with pytest.raises(NotationError, match=r"第1号議案か議題（1）"):
        MIXED.read("1", agenda)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("報告5の2～7", "枝番は一つずつ"),
        ("報告5～5の3", "枝番は一つずつ"),
        ("第1号議案～報告第3号", "両端の種別が違います"),
        ("報告5の0", "読み取れません"),
        ("議題（1", "読み取れません"),
    ],
)
def test_what_cannot_be_read_is_told(typed: str, said: str) -> None:
    with pytest.raises(NotationError, match=said):
        MIXED.parse(typed)


@pytest.mark.parametrize(
    ("text", "mentioned"),
    [
        (
            "第1号議案から第3号議案までと第5号の2議案を採決します。",
            ["第1号議案から第3号議案", "第5号の2議案"],
        ),
        ("第2号から第4号議案です。", ["第2号から第4号議案"]),
        ("第3号議案から第1号議案へ戻ります。", ["第3号議案", "第1号議案"]),
        ("5月10日の第1号議案、第2号です。", ["第1号議案", "第2号"]),
        ("第1号議案、第3号議案と報告第2号です。", ["第1号議案", "第3号議案", "報告第2号"]),
        ("議案第4号と呼ぶ方もあります。", ["議案第4号"]),
        ("議題1と（議題2）、議題（3）・（4）です。", ["議題1", "議題2", "議題（3）", "（4）"]),
        ("議題3点、議題1、2人、議題4月分、協議事項2.5割", ["議題1"]),
        ("議題一について", []),
        ("協議事項1から協議事項3まで", ["協議事項1から協議事項3"]),
        ("報告第5号の2点目、報告第6号の2について", ["報告第5号", "報告第6号の2"]),
        ("報告第5号の2から第7号", ["報告第5号の2", "第7号"]),
        ("報告第1号から議案第3号へ", ["報告第1号", "議案第3号"]),
        ("第3条第2号、1号車", []),
    ],
)
def test_mentions_in_speech(text: str, mentioned: list[str]) -> None:
    assert [text[found.start : found.end] for found in MIXED.mentions(text)] == mentioned


@pytest.mark.parametrize("pattern", [USUAL, NUMBER_FIRST, IN_BRACKETS, BARE, "第{number}{kind}"])
def test_usual_patterns_are_allowed(pattern: str) -> None:
    assert pattern_fault(pattern) == ""


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{kind}", "一度入れて"),
        ("{number}号", "見分けられません"),
        ("第{number}号", "見分けられません"),
        ("{kind}{number}{number}", "一度入れて"),
        ("{kind}第{number", "一度入れて"),
        ("{kind}1{number}", "数字は置けません"),
        ("{kind!r}第{number}号", "一度入れて"),
    ],
)
def test_other_patterns_are_refused_with_the_reason(pattern: str, said: str) -> None:
    assert said in pattern_fault(pattern)


SERIES = Notation(
    (
        Numbering("諮問（情）", "諮問（情）第{number}号"),
        Numbering("諮問（個）", "諮問（個）第{number}号"),
        Numbering("協議", "令和8年度{kind}第{number}号"),
        Numbering("証", "甲第{number}号{kind}"),
        Numbering("R5", "議案第R5-{number2}号"),
        Numbering("5みど総"),
    )
)


@pytest.mark.parametrize(
    "text",
    [
        "諮問（情）第5号",
        "諮問（情）第5号、諮問（個）第5号",
        "令和8年度協議第3号",
        "甲第2号証・第3号証",
        "議案第R5-02号～12号",
        "5みど総第12号・第13号",
        "甲第5号の2証",
    ],
)
def test_a_series_is_written_as_the_office_writes_it_and_read_back(text: str) -> None:
    cases = SERIES.parse(text)
    assert SERIES.heading(cases) == text
    assert [case for found in SERIES.mentions(f"次に{text}です。") for case in found.cases] == list(cases)


def test_a_series_with_brackets_is_another_than_that_without() -> None:
    (first, second) = SERIES.parse("諮問（情）第5号、諮問（個）第5号")
    assert (first.kind, second.kind) == ("諮問（情）", "諮問（個）")
    assert first.number == second.number == 5


@pytest.mark.parametrize("text", ["", "議案", "52", "第3号", "令和8年度第2回"])
def test_a_text_that_is_no_number_of_a_case(text: str) -> None:
    assert read_label(text) is None


def test_a_printed_number_may_be_spread_over_its_cell() -> None:
    assert read_label("諮 問 第 五 十 二 号") == (CaseId("諮問", 52), USUAL)
