"""Breaking lines: nothing lost, nothing too wide, Japanese rules kept (禁則処理)."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from clerk_tui.support.cells import TAB, apart, columns, shares, spaced, wrap

CLOSERS = "、。」』）】ー！？っょ％"
OPENERS = "「『（【"
PLAIN = "青葉町の予算案を審議12aB"
SPEECH = st.text(st.sampled_from(CLOSERS + OPENERS + PLAIN + " \u3000…―"), max_size=80)
ANYTHING = st.text(
    st.one_of(
        st.characters(exclude_categories=("Cs", "Cc")),
        st.sampled_from("\n\t \u3000\u3099\u200d\ufe0f👩❤葛\U000e0100。「aー"),
    ),
    max_size=60,
)
WIDTHS = st.integers(1, 40)


def lines(text: str, width: int) -> list[str]:
    return [text[start:end] for start, end in wrap(text, width)]


def seen(line: str) -> str:
    return line.rstrip(" \u3000\t\n")


def may_break(before: str, after: str) -> bool:
    """The rules once more, for the characters of SPEECH."""
    if after in CLOSERS + "… \u3000" or before in OPENERS:
        return False
    if before.isascii() and after.isascii() and before.isalnum() and after.isalnum():
        return False
    return not (before == after == "―")


@given(ANYTHING, WIDTHS)
@example("", 4)
@example("\n", 4)
@example("👩\u200d👧❤\ufe0f", 3)
def test_the_lines_are_the_text(text: str, width: int) -> None:
    assert "".join(lines(text, width)) == text
    assert all(end > start for start, end in wrap(text, width)[:-1])


@given(ANYTHING, WIDTHS)
@example("a\ufe0f❤\ufe0f❤\ufe0f", 3)
@example("\t\t予算\t案", 6)
def test_no_line_is_too_wide(text: str, width: int) -> None:
    for line in lines(text, width):
        cells = cell_len(spaced(line))
        one_character = sum(cell_len(char) > 0 for char in seen(line)) == 1
        assert cells <= width or one_character or "\t" in seen(line)


@given(ANYTHING, WIDTHS)
def test_no_mark_is_parted_from_its_character(text: str, width: int) -> None:
    pieces = lines(text, width)
    for before, after in itertools.pairwise(pieces):
        if not before.endswith("\n") and any(map(cell_len, before)):
            assert not after or cell_len(after[0]) > 0
            assert not before.endswith("\u200d") or len(before) == 1


@given(SPEECH, st.integers(6, 40))
@example("（（（（（（あ", 6)
@example("あいう。。。。。。。。", 8)
def test_forbidden_places_are_kept_free(text: str, width: int) -> None:
    """A line ends at a forbidden place only where it has no other."""
    spans = wrap(text, width)
    for start, end in spans[:-1]:
        if not may_break(text[end - 1], text[end]):
            assert not any(may_break(text[i - 1], text[i]) for i in range(start + 1, end))


@given(SPEECH, st.integers(6, 40))
def test_no_line_ends_too_soon(text: str, width: int) -> None:
    """What follows a line would not have fitted into it, up to its next permitted place."""
    spans = wrap(text, width)
    for start, end in spans[:-1]:
        place = next((i for i in range(end + 1, len(text)) if may_break(text[i - 1], text[i])), len(text))
        assert cell_len(seen(text[start:place])) > width


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("みどり市の予算は、妥当だ。", 16, ["みどり市の予算", "は、妥当だ。"]),
        ("会長は「異議なし」と述べた", 8, ["会長は", "「異議な", "し」と述", "べた"]),
        ("サーバーは更新済み", 6, ["サー", "バーは", "更新済", "み"]),
        ("予算 budget report", 12, ["予算 budget ", "report"]),
        ("https://midori.example/a", 10, ["https://mi", "dori.examp", "le/a"]),
        ("定員は１２名です", 8, ["定員は", "１２名で", "す"]),
        ("それは……はい", 7, ["それ", "は……は", "い"]),
        ("一\n\n二", 8, ["一\n", "\n", "二"]),
        ("カ\u3099キ\u3099", 2, ["カ\u3099", "キ\u3099"]),
        ("ああああ　　　いい", 8, ["ああああ　　　", "いい"]),
        ("葛\U000e0100飾", 2, ["葛\U000e0100", "飾"]),
    ],
)
def test_examples(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


def test_tabs_go_to_the_next_stop() -> None:
    assert spaced("案\t可\n") == "案" + " " * (TAB - 2) + "可"
    assert spaced("\t可") == " " * TAB + "可"
    assert spaced("可\t") == "可"


@pytest.mark.parametrize(
    "text", ["審議" * 100_000, "a" * 200_000, "（" * 200_000, "ー" * 200_000, " あ。" * 66_666]
)
def test_a_text_of_any_length_is_passed_once(text: str) -> None:
    """Each character is looked at once, whatever the rules make of it."""

    class Once(str):
        def __getitem__(self, key: object) -> str:
            raise AssertionError("looked back")

    assert "".join(text[start:end] for start, end in wrap(Once(text), 80)) == text


def test_short_parts_are_whole_and_long_ones_share_what_is_left() -> None:
    assert shares([10, 60, 50], 70) == [10, 30, 30]
    assert shares([10, 12, 14], 70) == [10, 12, 14]
    assert shares([10, 12], -5) == [0, 0]


def test_columns_are_as_wide_as_their_texts_and_none_is_cut_beside_empty_cells() -> None:
    rows = [
        ("報告第3号", "窓口予約システムの運用状況について", "< 了承 >"),
        ("諮問第11号", "更新", "< 決定 >"),
    ]
    assert columns(rows, 80) == [
        "報告第3号 　窓口予約システムの運用状況について　< 了承 >",
        "諮問第11号　更新                              　< 決定 >",
    ]
    assert (
        columns([*rows, ("新しい案件を加える、という長い行",)], 80)[2] == "新しい案件を加える、という長い行"
    )
    for width in (30, 40, 54):
        assert all(cell_len(line) <= width for line in columns(rows, width))
    assert columns(rows, 80, [0, 40])[0].index("<") > columns(rows, 80)[0].index("<")
    assert columns([], 80) == []


def test_titles_that_begin_alike_are_shown_by_what_differs() -> None:
    titles = [
        "書かない窓口システムに記録する個人情報の項目について",
        "書かない窓口に関する業務の外部結合について",
        "書かない窓口に関する業務の外部委託について",
        "住民票の写しの交付について",
    ]
    assert apart(titles, 13) == ["…システムに…", "…外部結合に…", "…外部委託に…", "住民票の写し…"]
    assert apart(titles, 60) == titles
    assert apart(["同じ件名の案件", "同じ件名の案件"], 8) == ["同じ件…"] * 2


@given(st.lists(st.text("戸籍に関する事務の外部結合委託ァア1a", max_size=30), max_size=4), st.integers(2, 30))
def test_what_is_shown_of_titles_fits_and_differs_where_it_can(titles: list[str], width: int) -> None:
    shown = apart(titles, width)
    assert all(cell_len(text) <= width for text in shown)
    assert [text for text, title in zip(shown, titles, strict=True) if cell_len(title) <= width] == [
        title for title in titles if cell_len(title) <= width
    ]
