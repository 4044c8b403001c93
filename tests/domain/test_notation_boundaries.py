"""Case numbers at the edges: the last number of a range, the first that is too many, words cut short."""

from __future__ import annotations

import pytest

from clerk_tui.domain.citations import MAX_RANGE, NotationError, Numbering, pattern_fault, read_label
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.notation import Notation, Numerals

USUAL = Notation.usual("報告", "諮問")
TRAILING = Notation((Numbering("議案", "第{number}号{kind}"), Numbering("請願", "第{number}号{kind}")))


def run(kind: str, *numbers: int) -> tuple[CaseId, ...]:
    return tuple(CaseId(kind, number) for number in numbers)


def mentioned(notation: Notation, text: str) -> list[tuple[str, tuple[CaseId, ...]]]:
    return [(text[found.start : found.end], found.cases) for found in notation.mentions(text)]


def test_a_range_in_speech_may_begin_and_end_with_the_same_number() -> None:
    assert mentioned(USUAL, "諮問第8号から第8号まで") == [("諮問第8号から第8号", run("諮問", 8))]


def test_a_range_in_speech_holds_as_many_numbers_as_a_typed_one() -> None:
    ((_, cases),) = mentioned(USUAL, f"諮問第1号から第{MAX_RANGE}号まで")
    assert cases == run("諮問", *range(1, MAX_RANGE + 1))
    ends = [cases for _, cases in mentioned(USUAL, f"諮問第1号から第{MAX_RANGE + 1}号まで")]
    assert ends == [run("諮問", 1), run("諮問", MAX_RANGE + 1)]


def test_a_range_over_two_kinds_that_follow_their_numbers_is_two_mentions() -> None:
    text = "第1号議案から第3号請願まで"
    assert [cases for _, cases in mentioned(TRAILING, text)] == [run("議案", 1), run("請願", 3)]


def test_a_list_of_trailing_kinds_goes_on_with_the_kind_said_last() -> None:
    text = "第1号議案、第2号請願、第3号を議題とします"
    assert [cases for _, cases in mentioned(TRAILING, text)] == [
        run("議案", 1),
        run("請願", 2),
        run("請願", 3),
    ]


def test_what_is_no_range_within_a_list_is_two_numbers_of_its_kind() -> None:
    text = "諮問第1号、第10号から第8号へ戻ります"
    assert [cases for _, cases in mentioned(USUAL, text)] == [run("諮問", n) for n in (1, 10, 8)]


def test_a_typed_range_takes_the_kind_that_stands_before_its_end() -> None:
    assert USUAL.parse("8～諮問10、12") == run("諮問", 8, 9, 10, 12)


def test_a_range_without_a_mark_ends_in_digits() -> None:
    notation = Notation((Numbering("議題", "{kind}{number}"),))
    assert [cases for _, cases in mentioned(notation, "議題1から3へ")] == [run("議題", 1, 2, 3)]
    assert mentioned(notation, "議題1から三へ") == []


def test_what_looks_like_a_numeral_and_is_none_is_no_case() -> None:
    assert read_label("諮問第十十号") is None
    assert mentioned(USUAL, "諮問第十十号、諮問第8号") == [("諮問第8号", run("諮問", 8))]
    assert mentioned(USUAL, "諮問第8号から第十十号") == [("諮問第8号", run("諮問", 8))]


def test_a_number_alone_takes_a_kind_that_has_both_ends() -> None:
    agenda = (*run("報告", *range(1, 9)), *run("諮問", *range(9, 20)))
    assert USUAL.read("3～8", agenda) == run("報告", *range(3, 9))
    with pytest.raises(NotationError, match="「8～9」にあたる案件は次第にありません"):
        USUAL.read("8～9", agenda)


@pytest.mark.parametrize(
    ("rest", "shown"), [("あ" * 20, "あ" * 20), ("あ" * 21, "あ" * 20 + "…"), ("あ" * 40, "あ" * 20 + "…")]
)
def test_what_cannot_be_read_is_shown_up_to_twenty_characters(rest: str, shown: str) -> None:
    with pytest.raises(NotationError, match=f"^「{shown}」が読み取れません"):
        USUAL.parse(rest)
    with pytest.raises(NotationError, match=f"^「{shown}」が読み取れません"):
        USUAL.parse(f"諮問8号{rest}")


@pytest.mark.parametrize("text", ["", "？", "諮問8？"])
def test_an_unreadable_list_is_answered_with_an_example_of_the_first_kind(text: str) -> None:
    with pytest.raises(NotationError, match=r"「報告52～57、79」のように入れてください。$"):
        USUAL.parse(text)
    with pytest.raises(NotationError, match=r"「52～57、79」のように入れてください。$"):
        Notation(()).parse(text.replace("諮問8", ""))


@pytest.mark.parametrize("pattern", ["{kind}", "{kind}{kind}{number}号", "{kind}1{number}"])
def test_a_fault_of_a_pattern_names_its_place_holders_as_they_are_typed(pattern: str) -> None:
    fault = pattern_fault(pattern)
    assert fault.startswith("{number}")
    assert fault.endswith("。")


def test_a_case_that_is_missing_is_told_in_the_digits_of_the_body() -> None:
    with pytest.raises(NotationError, match=r"^諮問第３１号は次第にありません"):
        Notation(USUAL.numberings, Numerals.FULL).read("諮問31", run("諮問", 30))


def test_a_typed_range_over_two_kinds_that_follow_their_numbers_is_refused() -> None:
    with pytest.raises(NotationError, match="「第1号議案～第3号請願」は両端の種別が違います"):
        TRAILING.parse("第1号議案～第3号請願")


@pytest.mark.parametrize("said", ["議題（十）", "議題第十号"])
def test_a_bracket_or_a_mark_makes_a_case_of_a_number_in_kanji(said: str) -> None:
    notation = Notation((Numbering("議題", "{kind}（{number}）"),))
    assert [cases for _, cases in mentioned(notation, f"{said}について")] == [run("議題", 10)]
    assert mentioned(notation, "議題十について") == []


@pytest.mark.parametrize(
    "word", [*"～〜~-－ー―—–‐‑−", "から", "ないし", "乃至", " から ", "号から"], ids=ascii
)
def test_each_word_and_each_dash_of_a_range(word: str) -> None:
    assert USUAL.parse(f"諮問8{word}10") == run("諮問", 8, 9, 10)


@pytest.mark.parametrize(
    "word",
    [*"・･、､,，", "と", "及び", "および", "並びに", "ならびに", "それから", "、及び", " 、 "],
    ids=ascii,
)
def test_each_word_and_each_sign_of_a_list(word: str) -> None:
    assert USUAL.parse(f"諮問8{word}10") == run("諮問", 8, 10)
    text = f"諮問第8号{word}第10号について"
    assert [cases for _, cases in mentioned(USUAL, text)] == [run("諮問", 8), run("諮問", 10)]


@pytest.mark.parametrize("word", "棟室館車線機俸様被")
def test_a_number_of_a_building_a_train_or_a_form_is_no_case(word: str) -> None:
    assert mentioned(USUAL, f"諮問第8号{word}") == []


@pytest.mark.parametrize(("written", "branch"), [("2", 2), ("２", 2), ("12", 12), ("１２", 12), ("230", 230)])
def test_a_branch_number_in_digits_of_either_width(written: str, branch: int) -> None:
    assert [cases for _, cases in mentioned(USUAL, f"諮問第5号の{written}を")] == [
        (CaseId("諮問", 5, branch),)
    ]


@pytest.mark.parametrize("word", ["つ", "点目", "々", "カ所", "A案", "a", "Ａ", "ａ", "000円", "０００円"])
def test_what_is_counted_after_a_case_is_no_branch_of_it(word: str) -> None:
    assert [cases for _, cases in mentioned(USUAL, f"諮問第5号の2{word}")] == [run("諮問", 5)]


@pytest.mark.parametrize(
    "unit",
    [
        *"つ個件点回年月日時分秒番人名項枚頁条円割度台歳種％%",
        *("ヵ所", "カ月", "か年", "箇国", "ヶ条", "ケ所", "ページ", ".5", "．5", ".５"),
    ],
)
def test_a_count_a_date_or_a_sum_is_no_case_where_none_are_marked(unit: str) -> None:
    notation = Notation((Numbering("議題", "{kind}{number}"),))
    assert mentioned(notation, f"議題3{unit}") == []
    assert [cases for _, cases in mentioned(notation, "議題3を")] == [run("議題", 3)]


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("諮問第8号", (CaseId("諮問", 8), "{kind}第{number}号")),
        ("諮問第8号の2", (CaseId("諮問", 8, 2), "{kind}第{number}号")),
        ("第8号議案", (CaseId("議案", 8), "第{number}号{kind}")),
        ("第8号の2議案", (CaseId("議案", 8, 2), "第{number}号{kind}")),
        ("議題（8）", (CaseId("議題", 8), "{kind}（{number}）")),
        ("議題(8)", (CaseId("議題", 8), "{kind}（{number}）")),
        ("議題（8の2）", (CaseId("議題", 8, 2), "{kind}（{number}）")),
        ("議題8", (CaseId("議題", 8), "{kind}{number}")),
        ("議題８", (CaseId("議題", 8), "{kind}{number}")),
        ("議題8の2", (CaseId("議題", 8, 2), "{kind}{number}")),
        ("議題1234567", None),
        ("議題八", None),
    ],
)
def test_a_printed_label_tells_its_numbering(label: str, expected: tuple[CaseId, str] | None) -> None:
    assert read_label(label) == expected


@pytest.mark.parametrize("brackets", ["（）", "()"])
def test_brackets_of_either_width_in_a_pattern_and_in_speech(brackets: str) -> None:
    before, after = brackets
    assert pattern_fault(f"{{kind}}{before}{{number}}{after}") == ""
    notation = Notation((Numbering("議題", "{kind}（{number}）"),))
    assert [cases for _, cases in mentioned(notation, f"議題{before}8{after}、{before}9{after}です")] == [
        run("議題", 8),
        run("議題", 9),
    ]


@pytest.mark.parametrize("typed", ["諮問8第9号", "諮問8同9", "諮問8(9)", "諮問8（9）", "諮問8号9"])
def test_a_new_number_needs_no_separator_where_it_shows_itself(typed: str) -> None:
    assert USUAL.parse(typed) == run("諮問", 8, 9)
    assert USUAL.parse("諮問8報告3") == (*run("諮問", 8), *run("報告", 3))
    assert USUAL.parse("諮問7～8まで9") == run("諮問", 7, 8, 9)


def test_a_kind_that_follows_numbers_is_not_taken_by_a_number_that_has_one() -> None:
    mixed = Notation((Numbering("諮問"), Numbering("議案", "第{number}号{kind}")))
    assert mentioned(mixed, "諮問第8号議案として") == [("諮問第8号", run("諮問", 8))]


@pytest.mark.parametrize("same", ["同第9号", "同 第9号", "同  第9号"])
def test_the_same_kind_may_be_said_as_such(same: str) -> None:
    assert [cases for _, cases in mentioned(USUAL, f"諮問第8号及び{same}")] == [
        run("諮問", 8),
        run("諮問", 9),
    ]
    assert USUAL.parse("諮問8  9") == run("諮問", 8, 9)
