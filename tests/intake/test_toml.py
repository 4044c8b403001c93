"""Hand-edited TOML: what is wrong with it is told in Japanese, with the line."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.intake.toml import LIMIT, read

WORDS = {"place": "場所", "seats": "定数", "title": "名称"}


def refusal(path: Path) -> tuple[Problem, ...]:
    with pytest.raises(FileProblems) as caught:
        table = read(path, WORDS)
        table.word("place", required=True)
        table.number("seats")
        table.texts("title")
        table.table("form").word("note")
        table.source.check()
    return caught.value.problems


@pytest.mark.parametrize(
    ("source", "line", "said"),
    [
        ("place = “市役所”", 1, "引用符「“」は使えません"),
        ("place = 「市役所」", 1, "引用符「「」は使えません"),
        ('place ＝ "市役所"', 1, "全角の「＝」があります。半角の「=」"),
        ("seats = ２１", 1, "全角の「２」があります。半角の「2」"),
        ('seats = 1\n　place = "市役所"', 2, "全角の空白"),
        ('title = ["一"、"二"]', 1, "全角の「、」があります。半角の「,」"),
        ('［form］\nnote = ""', 1, "全角の「［」があります。半角の「[」"),
        ('seats = 1\nplace = "市役所\n', 2, '引用符 " が閉じていません'),
        ('place = """市役所\n', 2, '引用符 " が閉じていません'),
        ("start = 14:00", 1, '時刻は "14:00" のように'),
        ("place = 市役所", 1, '半角の引用符 " で囲み'),
        ("place =", 1, '半角の引用符 " で囲み'),
        ('place "市役所"', 1, "半角の = がありません"),
        ("場所 = 1", 1, "行が項目名で始まっていません"),
        ('place = "彼は"言う"', 1, "値のあとに余分な文字"),
        ('title = ["一"\nplace = "市役所"', 2, "[ で始まる並び"),
        ('title = ["一"', 1, "[ で始まる並び"),
        ("form = { note = 1\nplace = 2", 1, "{ で始まる組"),
        ("[form\nnote = 1", 1, "見出しの [ ] が閉じていません"),
        ("[[form]\nnote = 1", 1, "見出しの [ ] が閉じていません"),
        ("seats = 1\nseats = 2", 2, "二度書かれています"),
        ("[form]\n[form]", 2, "二度書かれています"),
        ("form = { a = 1, a = 2 }", 1, "二度書かれています"),
        (r'place = "C:\docs"', 1, r"\ は \\ と二つ続けて"),
        (r'place = "\u00zz"', 1, "文字番号が正しくありません"),
        (r'place = "\ud800"', 1, "文字番号が正しくありません"),
        ("date = 2026-02-30", 1, "暦にない日付"),
        ('place = "a\x07"', 1, "見えない制御文字"),
        ("# \x00", 1, "見えない制御文字"),
        (" = 1", 1, "行が項目名で始まっていません"),
        (f"seats = {'9' * 5000}", None, "書式に合いません"),
    ],
)
def test_broken_syntax_names_the_line_and_the_mend(
    tmp_path: Path, source: str, line: int | None, said: str
) -> None:
    path = tmp_path / "preparation.toml"
    path.write_text(source, encoding="utf-8", newline="")
    with pytest.raises(ValueError):
        tomllib.loads(source)
    (problem,) = refusal(path)
    assert problem.line == line
    assert said in problem.message
    assert problem.message.endswith("。")


@pytest.mark.parametrize(
    ("source", "line", "key", "said"),
    [
        ("seats = 1", None, "", "「place」（場所）がありません"),
        ('seats = 1\nplace = "  "', 2, "place", "「place」（場所）が空です"),
        ("place = 3", 1, "place", "「place」（場所）の値3が正しくありません"),
        ('place = "a"\nseats = "二十一"', 2, "seats", "0 以上の整数"),
        ('place = "a"\nseats = true', 2, "seats", "0 以上の整数"),
        ('place = "a"\nseats = -1', 2, "seats", "0 以上の整数"),
        ('place = "a"\ntitle = [1]', 2, "title", "文字の並び"),
        ('place = "a\\nb"', 1, "place", "改行かタブ"),
        ('place = "a\\u202eb"', 1, "place", "見えない制御文字"),
        ('place = "a"\ntitle = ["a",\n"\\u0007"]', 3, "title.2", "見えない制御文字"),
        ('place = "a"\nseat = 3', 2, "seat", "もしかして「seats」ですか。"),
        ('place = "a"\n"場所" = "b"', 2, "場所", "項目名「場所」は place と書いてください"),
        ('place = "a"\nzzz = "b"', 2, "zzz", "書ける項目は place、seats、title、form です"),
        ('[form]\nplace = "a"\n', 2, "form.place", "「form」の中にあります"),
        ('place = "a"\nform = 3', 2, "form", "[form] の見出し"),
    ],
)
def test_wrong_values_name_the_key(
    tmp_path: Path, source: str, line: int | None, key: str, said: str
) -> None:
    path = tmp_path / "preparation.toml"
    path.write_text(source, encoding="utf-8")
    found = [problem for problem in refusal(path) if said in problem.message]
    assert [(problem.line, problem.key) for problem in found] == [(line, key)]


def test_everything_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "preparation.toml"
    path.write_text('seet = 1\nplace = 3\nseats = "a"\n', encoding="utf-8")
    assert [problem.line for problem in refusal(path)] == [1, 2, 3]
    with pytest.raises(FileProblems) as caught:
        read(path, WORDS).source.check()
    assert str(caught.value).startswith("preparation.toml 1行目：「seet」という項目はありません。")


def test_what_is_no_utf8_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "preparation.toml"
    path.write_bytes(b"# ok\n" + 'place = "市役所"'.encode("cp932"))
    (problem,) = refusal(path)
    assert problem.line == 2
    assert "UTF-8 で保存し直してください" in problem.message


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(tmp_path: Path) -> None:
    path = tmp_path / "preparation.toml"
    path.write_bytes(b"\xef\xbb\xbf" + 'seats = 3\r\nplace = "市役所"\r\n'.encode())
    table = read(path, WORDS)
    assert (table.number("seats"), table.word("place")) == (3, "市役所")
    table.source.check()


def test_files_that_are_none_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "preparation.toml"
    assert "ファイルがありません" in refusal(path)[0].message
    path.write_bytes(b"#" * (LIMIT + 1))
    assert "大きすぎます" in refusal(path)[0].message
    path.write_text("place = " + "[" * 50_000, encoding="utf-8")
    assert "入れ子が深すぎます" in refusal(path)[0].message
    path.unlink()
    path.mkdir()
    assert refusal(path)[0].line is None
