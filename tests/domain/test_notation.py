"""Case numbers: headings, speech, what a clerk types and what is mentioned."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_tui.domain.citations import MAX_RANGE, NotationError
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.notation import Mention, Notation, Numerals

SEED = Path(__file__).parents[2].parent / "shared" / "seed" / "golden.json"

KINDS = ("報告", "諮問")
# One is the beginning of another, one the end, and 同意 begins like 「同第1号」.
ALL_KINDS = ("報告", "諮問", "諮問意見", "議案", "議員提出議案", "承認", "同意")


def label(case: CaseId, numerals: Numerals = Numerals.HALF) -> str:
    return Notation.usual(numerals=numerals).label(case)


def heading(cases: Iterable[CaseId], kinds: Sequence[str], numerals: Numerals = Numerals.HALF) -> str:
    return Notation.usual(*kinds, numerals=numerals).heading(cases)


def spoken(cases: Iterable[CaseId], kinds: Sequence[str], numerals: Numerals = Numerals.HALF) -> str:
    return Notation.usual(*kinds, numerals=numerals).spoken(cases)


def read(text: str, agenda: Collection[CaseId], kinds: Sequence[str]) -> tuple[CaseId, ...]:
    return Notation.usual(*kinds).read(text, agenda)


def parse(text: str, kinds: Sequence[str]) -> tuple[CaseId, ...]:
    return Notation.usual(*kinds).parse(text)


def mentions(text: str, kinds: Sequence[str]) -> tuple[Mention, ...]:
    return Notation.usual(*kinds).mentions(text)


def cases(kind: str, *numbers: int) -> tuple[CaseId, ...]:
    return tuple(CaseId(kind, number) for number in numbers)


AGENDA = frozenset((*cases("報告", *range(1, 9)), *cases("諮問", *range(8, 31))))

# Dense enough that runs of two, of three and lone numbers all come up.
case_sets = st.lists(st.sampled_from(ALL_KINDS), min_size=1, max_size=4, unique=True).flatmap(
    lambda kinds: st.sets(
        st.builds(CaseId, st.sampled_from(kinds), st.integers(1, 40) | st.integers(1, 120_000)), min_size=1
    )
)
numerals = st.sampled_from(Numerals)


@pytest.mark.parametrize(
    ("numbers", "text"),
    [
        ((7,), "諮問第7号"),
        ((7, 8), "諮問第7号・第8号"),
        ((7, 8, 9), "諮問第7号～第9号"),
        ((7, 9), "諮問第7号・第9号"),
        ((20, 7, 9, 8), "諮問第7号～第9号・第20号"),
        ((1, 2, 4, 6, 7, 8), "諮問第1号・第2号・第4号・第6号～第8号"),
    ],
)
def test_heading_of_one_kind(numbers: tuple[int, ...], text: str) -> None:
    assert heading(cases("諮問", *numbers), KINDS) == text


def test_heading_names_kinds_in_the_order_of_the_body_and_unknown_ones_last() -> None:
    mixed = (*cases("陳情", 5), *cases("諮問", 3, 4), *cases("認定", 1), *cases("報告", 2))
    assert heading(mixed, KINDS) == "報告第2号、諮問第3号・第4号、陳情第5号、認定第1号"
    assert heading((), KINDS) == ""


def test_full_width_digits() -> None:
    assert heading(cases("諮問", 8, 9, 10), KINDS, Numerals.FULL) == "諮問第８号～第１０号"
    assert spoken(cases("諮問", 8, 9, 10), KINDS, Numerals.FULL) == "諮問第８号から諮問第１０号"
    assert label(CaseId("諮問", 10), Numerals.FULL) == "諮問第１０号"


@pytest.mark.parametrize(
    ("named", "text"),
    [
        (cases("報告", 3, 4), "報告第3号・報告第4号"),
        (cases("諮問", 12, 13, 14, 29), "諮問第12号から諮問第14号と諮問第29号"),
        (cases("諮問", 1, 3, 5, 6), "諮問第1号、諮問第3号と諮問第5号・諮問第6号"),
        ((*cases("諮問", 9), *cases("報告", 1, 2, 3)), "報告第1号から報告第3号と諮問第9号"),
        ((), ""),
    ],
)
def test_spoken(named: tuple[CaseId, ...], text: str) -> None:
    assert spoken(named, KINDS) == text


def test_every_heading_of_the_published_minutes_comes_out_to_the_letter() -> None:
    if not SEED.exists():
        pytest.skip("公表された会議録の資料がこの環境にはありません。")
    golden = json.loads(SEED.read_text(encoding="utf-8"))
    lines = [line for row in golden["rows"] if row["row"] == "heading" for line in row["lines"]]
    agenda = [CaseId(case["kind"], case["number"]) for case in golden["cases"]]
    assert len(lines) == 14
    read_back = [read(line, agenda, KINDS) for line in lines]
    assert [heading(found, KINDS) for found in read_back] == lines
    assert sorted(case for found in read_back for case in found) == sorted(agenda)


def test_every_case_mentioned_in_the_published_minutes_is_on_its_agenda() -> None:
    if not SEED.exists():
        pytest.skip("公表された会議録の資料がこの環境にはありません。")
    golden = json.loads(SEED.read_text(encoding="utf-8"))
    agenda = {CaseId(case["kind"], case["number"]) for case in golden["cases"]}
    text = "\n".join(
        paragraph for row in golden["rows"] if row["row"] == "turn" for paragraph in row["paragraphs"]
    )
    assert {case for mention in mentions(text, KINDS) for case in mention.cases} == agenda


@given(case_sets, numerals)
def test_headings_and_speech_read_back(named: set[CaseId], width: Numerals) -> None:
    for text in (heading(named, ALL_KINDS, width), spoken(named, ALL_KINDS, width)):
        assert set(read(text, named, ALL_KINDS)) == named
        assert set(parse(text, ALL_KINDS)) == named
        assert {case for mention in mentions(text, ALL_KINDS) for case in mention.cases} == named


@given(case_sets, numerals)
def test_mentions_stand_where_they_say(named: set[CaseId], width: Numerals) -> None:
    text = f"では、{spoken(named, ALL_KINDS, width)}を議題とします。"
    found = mentions(text, ALL_KINDS)
    ends = [0, *(place for mention in found for place in (mention.start, mention.end)), len(text)]
    assert ends == sorted(ends)
    for mention in found:
        assert text[mention.start : mention.end].endswith("号")
        first = mention.cases[0]
        assert text[mention.start :].startswith(label(first, width))


@given(st.text(alphabet="諮問報告第号1２三十、・～から と\n同", max_size=30))
def test_whatever_is_typed_is_read_or_refused_in_japanese(text: str) -> None:
    try:
        found = read(text, AGENDA, KINDS)
    except NotationError as refusal:
        assert str(refusal).endswith("ください。")
    else:
        assert found
        assert set(found) <= AGENDA
        assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    "text",
    [
        "諮問12-14,29",
        "諮問第１２号から第１４号・第２９号",
        "諮問第12号～第14号 及び 諮問第29号",
        " 諮　問 第 12 号 〜 第 14 号 、 第 29 号 ",
        "第十二号から第十四号まで、それから第二十九号",
        "諮問第一二号～第一四号並びに同第二九号",
        "諮問１２ー１４，２９",
        "諮問12~14 29",
        "諮問12から14まで29",
        "諮問第12号から同第14号、同第29号",
        "諮問第12号から諮問第14号と、諮問第29号",
        "諮問12、13、14、13、29",
    ],
)
def test_ways_of_typing_one_list(text: str) -> None:
    assert read(text, AGENDA, KINDS) == cases("諮問", 12, 13, 14, 29)


def test_a_list_keeps_its_order_and_changes_kind_where_it_says_so() -> None:
    assert read("諮問29、12、報告3・4、諮問9", AGENDA, KINDS) == (
        *cases("諮問", 29, 12),
        *cases("報告", 3, 4),
        *cases("諮問", 9),
    )


def test_a_number_alone_takes_the_only_kind_that_has_it() -> None:
    assert read("7,9", AGENDA, KINDS) == (*cases("報告", 7), *cases("諮問", 9))
    assert read("5", cases("陳情", 5), KINDS) == cases("陳情", 5)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "入っていません"),
        ("　", "入っていません"),
        ("諮問31", "諮問第31号は次第にありません"),
        ("諮問29～33、報告9", "報告第9号、諮問第31号～第33号は次第にありません"),
        ("31", "「31」にあたる案件は次第にありません"),
        ("8", "「8」だけでは報告第8号か諮問第8号か決まりません"),
        ("諮問14から12", "「諮問14から12」は番号の順が逆です"),
        ("報告7～諮問9", "「報告7～諮問9」は両端の種別が違います"),
        ("諮門12", "「諮門12」が読み取れません"),
        ("諮問12号の件", "「の件」が読み取れません"),
        ("諮問12一14", "「一14」が読み取れません"),
        ("諮問十十", "「諮問十十」が読み取れません"),
        ("諮問12、", "末尾の「、」のあとに番号"),
        ("諮問1234567", "「諮問1234567」が読み取れません"),
        ("諮問10～9999", "9990件になります"),
    ],
)
def test_refusals_name_what_is_wrong(text: str, said: str) -> None:
    with pytest.raises(NotationError) as refusal:
        read(text, AGENDA, KINDS)
    assert said in str(refusal.value)
    assert str(refusal.value).endswith("ください。")


def test_without_an_agenda_every_list_begins_with_a_kind() -> None:
    assert parse("議案3～5、同7、承認1", ALL_KINDS) == (*cases("議案", 3, 4, 5, 7), *cases("承認", 1))
    with pytest.raises(NotationError, match="「5」の前に種別（報告、諮問）を付けてください"):
        parse("5", KINDS)
    with pytest.raises(NotationError, match="「諮問第0号」は案件の番号になりません"):
        parse("諮問第0号", KINDS)


def test_a_range_holds_so_many_numbers_and_no_more() -> None:
    assert len(parse(f"諮問1～{MAX_RANGE}", KINDS)) == MAX_RANGE
    with pytest.raises(NotationError, match=f"{MAX_RANGE + 1}件になります"):
        parse(f"諮問1～{MAX_RANGE + 1}", KINDS)


def test_the_longest_kind_wins() -> None:
    text = "諮問意見第1号、諮問第2号、議員提出議案第3号、議案第4号、同意第5号"
    expected = tuple(
        CaseId(*pair)
        for pair in zip(("諮問意見", "諮問", "議員提出議案", "議案", "同意"), range(1, 6), strict=True)
    )
    assert parse(text, ALL_KINDS) == expected
    assert tuple(mention.cases[0] for mention in mentions(text, ALL_KINDS)) == expected


def test_names_of_kinds_may_look_like_numerals_and_separators() -> None:
    kinds = ("請願", "請願二類", "とりまとめ")
    text = "請願第1号、請願二類第2号ととりまとめ第3号"
    assert parse(text, kinds) == tuple(CaseId(kind, n) for n, kind in enumerate(kinds, 1))
    assert heading(parse(text, kinds), kinds) == "請願第1号、請願二類第2号、とりまとめ第3号"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("諮問第8号から第10号について伺います。", [("諮問第8号から第10号", (8, 9, 10))]),
        ("諮問第8号・第9号ですが", [("諮問第8号", (8,)), ("第9号", (9,))]),
        ("諮問第29号、第29号というのは追加の分です。", [("諮問第29号", (29,)), ("第29号", (29,))]),
        ("諮問 第 １２ 号～第１３号", [("諮問 第 １２ 号～第１３号", (12, 13))]),
        ("諮問第十二号は賛成", [("諮問第十二号", (12,))]),
        ("諮問12～14号まで、16号", [("諮問12～14号", (12, 13, 14)), ("16号", (16,))]),
        ("諮問第8号から説明し、次に移ります。", [("諮問第8号", (8,))]),
        ("諮問第8号から12ページに続きます。", [("諮問第8号", (8,))]),
        ("諮問第10号から第8号へ戻ります。", [("諮問第10号", (10,)), ("第8号", (8,))]),
        ("諮問第8号、第3条、第4号", [("諮問第8号", (8,))]),
        ("諮問第8号の第2項第6号", [("諮問第8号", (8,))]),
        ("諮問第8号と2号棟", [("諮問第8号", (8,))]),
        ("諮問第999号", [("諮問第999号", (999,))]),
    ],
)
def test_mentions_in_speech(text: str, found: list[tuple[str, tuple[int, ...]]]) -> None:
    assert [(text[mention.start : mention.end], mention.cases) for mention in mentions(text, KINDS)] == [
        (said, cases("諮問", *numbers)) for said, numbers in found
    ]


@pytest.mark.parametrize(
    "text",
    [
        "資料2の5ページ",
        "条例第7条",
        "第3回の会議録",
        "同第14条",
        "条例第18条の2第1項第6号",
        "第9号はどうですか",
        "2点報告します。報告1点目は",
        "報告2、3件ありました",
        "諮問第3回",
        "諮問をいただいた第8号",
        "別記様式の報告第2号様式",
    ],
)
def test_what_is_no_mention(text: str) -> None:
    assert mentions(text, KINDS) == ()


def test_a_change_of_kind_within_a_range_is_two_mentions() -> None:
    found = mentions("諮問第10号から報告第3号へ", KINDS)
    assert [mention.cases for mention in found] == [cases("諮問", 10), cases("報告", 3)]


def test_no_kinds_no_mentions() -> None:
    assert mentions("諮問第8号", ()) == ()
