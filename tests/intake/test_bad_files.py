"""Files that are wrong: one sentence for each fault with file, place and mend; nothing is written, nothing hangs."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import openpyxl
import pytest
from books import CASES, HEAD, PEOPLE, both, paper, proposed, table, workbook

from clerk_tui.cli.main import Code, main
from clerk_tui.domain.errors import Refused
from clerk_tui.intake.column_words import Field
from clerk_tui.intake.problems import FileProblems

Make = Callable[[Path], Path]
LONGEST = 5.0
"""Seconds that a refusal may take."""


def written(name: str, content: bytes | str) -> Make:
    def make(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return make


def rows(*more: tuple[object, ...], head: tuple[str, ...] = HEAD) -> Make:
    return lambda folder: table(folder / "案件.csv", (head, *more))


def people(*more: tuple[object, ...]) -> Make:
    return lambda folder: workbook(folder / "a.xlsx", ("案件", CASES), ("名簿", (*PEOPLE, *more)))


def zipped(name: str, files: dict[str, str | bytes]) -> Make:
    def make(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for inner, content in files.items():
                archive.writestr(inner, content)
        return folder / name

    return make


def repacked(name: str, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None) -> Make:
    """A good workbook or paper with its parts changed."""

    def make(folder: Path) -> Path:
        good = (
            both(folder / "元.xlsx")
            if name.endswith(".xlsx")
            else paper(folder / "元.docx", "次第", rows=CASES)
        )
        with zipfile.ZipFile(good) as old, zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.namelist():
                new.writestr(entry, change(entry, old.read(entry)))
            for entry, data in (more or {}).items():
                new.writestr(entry, data)
        good.unlink()
        return folder / name

    return make


def broken(part: str, data: bytes) -> Callable[[str, bytes], bytes]:
    return lambda entry, old: data if part in entry else old


def same(_entry: str, old: bytes) -> bytes:
    return old


def uncalculated(folder: Path) -> Path:
    return workbook(folder / "a.xlsx", ("案件", (HEAD, ("諮問", "=1+1", "件名について", "市民課", ""))))


def many_rows(folder: Path) -> Path:
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("案件")
    for number in range(100_000):
        sheet.append(["諮問", f"第{number}号", "件名について", "市民課", ""])
    book.save(folder / "a.xlsx")
    return folder / "a.xlsx"


ENTITY = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
LAUGHS = (
    b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a0 "ha">'
    + b"".join(b'<!ENTITY a%d "&a%d;&a%d;">' % (number, number - 1, number - 1) for number in range(1, 30))
    + b"]><a>&a29;</a>"
)

BAD: dict[str, tuple[Make, str]] = {
    # -- no such thing, or another thing
    "no file": (lambda folder: folder / "ない.xlsx", "ファイルがありません"),
    "a folder": (lambda folder: folder, "読める形式ではありません"),
    "a folder with the right name": (lambda folder: _folder(folder / "a.csv"), "ファイルではありません"),
    "another kind": (written("a.jpg", b"\xff\xd8"), "読める形式ではありません"),
    "a printed paper": (written("a.pdf", b"%PDF-1.7"), "この形式は読めません"),
    "an old workbook": (written("a.xls", b"\xd0\xcf\x11\xe0"), "「Excel ブック (*.xlsx)」で保存"),
    "an old paper": (written("a.doc", b"\xd0\xcf\x11\xe0"), "「Word 文書 (*.docx)」で保存"),
    "an old workbook under the new name": (
        written("a.xlsx", b"\xd0\xcf\x11\xe0" + b"x" * 600),
        "古い形式か、パスワード",
    ),
    "a text under the name of a workbook": (written("a.xlsx", "番号,件名\n"), "読めません"),
    "a text under the name of a paper": (written("a.docx", "番号,件名\n"), "読めません"),
    "a picture under the name of a table": (
        written("a.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"),
        "文字のファイルではありません",
    ),
    "an archive that is no office file": (zipped("a.xlsx", {"a.txt": "x"}), "Excel"),
    "a paper under the name of a workbook": (
        lambda f: _renamed(paper(f / "b.docx", "次第"), f / "a.xlsx"),
        "Excel",
    ),
    "a workbook under the name of a paper": (lambda f: _renamed(both(f / "b.xlsx"), f / "a.docx"), "Word"),
    # -- damaged
    "half a workbook": (lambda f: _halved(both(f / "a.xlsx")), "読めません"),
    "half a paper": (lambda f: _halved(paper(f / "a.docx", "次第", rows=CASES)), "読めません"),
    "a damaged sheet": (repacked("a.xlsx", broken("sheet1.xml", b"<worksheet><sheetData><row")), "壊れて"),
    "a damaged list of sheets": (repacked("a.xlsx", broken("xl/workbook.xml", b"<workbook")), "壊れて"),
    "a damaged text of a paper": (repacked("a.docx", broken("word/document.xml", b"<w:document")), "壊れて"),
    "an empty file": (written("a.csv", b""), "何も書かれていません"),
    "a row of a number that no sheet has": (
        repacked("a.xlsx", lambda name, data: re.sub(rb'<row r="2"', b'<row r="999999999"', data)),
        "Excel にない番号",
    ),
    "an empty workbook": (lambda f: workbook(f / "a.xlsx", ("空", ())), "何も書かれていません"),
    "blank lines alone": (written("a.csv", "\n,,,\n\n"), "何も書かれていません"),
    "bytes of no encoding": (
        written("a.csv", "番号,件名\n".encode() + b"\xff\xfe\x81\xff"),
        "文字コード",
    ),
    "a quotation that never ends": (written("a.csv", '番号,件名\n"諮問第1号,件名\n'), "引用符"),
    # -- the wrong table
    "no headings": (rows(("あ", "い", "う", "え", "お"), head=("甲", "乙", "丙", "丁", "戊")), "見出し"),
    "two columns of the same kind": (
        rows(("諮問第1号", "甲について", "乙について"), head=("番号", "件名", "件名")),
        "件名の列を指定",
    ),
    "a roster instead of an agenda": (
        lambda f: table(f / "a.csv", (("ふりがな", "住所"), ("あいはら", "若葉町"))),
        "見出し",
    ),
    # -- rows
    "a case without a title": (rows(("諮問", "第1号", "", "市民課", "")), "件名が空です"),
    "a number that is none": (rows(("諮問", "第いち号", "件名について", "市民課", "")), "第いち号"),
    "a range that runs backwards": (rows(("諮問", "第57号～第52号", "件名について", "市民課", "")), "第57号"),
    "a range without an end": (
        rows(("諮問", "第52号～", "件名について", "市民課", "")),
        "「～」が読み取れません",
    ),
    "a range of thousands": (rows(("諮問", "第1号～第9999号", "件名について", "市民課", "")), "第1号"),
    "the same number twice": (
        rows(("諮問", "第1号", "甲について", "", ""), ("諮問", "第1号", "乙について", "", "")),
        "二度あります",
    ),
    "the same number in a range": (
        rows(("諮問", "第1号～第3号", "甲について", "", ""), ("諮問", "第2号", "乙について", "", "")),
        "二度あります",
    ),
    # -- people
    "somebody twice": (people(("委員", "相原　由美", "", "", "", "")), "二度あります"),
    "a reading in kanji": (people(("委員", "千田　進", "千田", "", "", "")), "よみ「千田」"),
    # -- our own format
    "our own file, no TOML": (written("準備.toml", "date = \n"), "準備.toml"),
    "our own file in another encoding": (written("準備.toml", 'place = "会議室"'.encode("cp932")), "UTF-8"),
    "our own file without what it needs": (written("準備.toml", 'place = "会議室"\n'), "準備.toml"),
    # -- hostile
    "a bomb": (
        zipped("a.xlsx", {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": b" " * 300_000_000}),
        "大きすぎます",
    ),
    "a bomb in a paper": (
        zipped("a.docx", {"[Content_Types].xml": "<Types/>", "word/document.xml": b" " * 300_000_000}),
        "大きすぎます",
    ),
    "an entity from outside": (repacked("a.xlsx", broken("sheet1.xml", ENTITY)), "外部を参照する仕掛け"),
    "an entity from outside in a paper": (
        repacked("a.docx", broken("word/document.xml", ENTITY)),
        "外部を参照する仕掛け",
    ),
    "a billion laughs": (repacked("a.xlsx", broken("sheet1.xml", LAUGHS)), "外部を参照する仕掛け"),
    "macros": (repacked("a.xlsx", same, {"xl/vbaProject.bin": b"x"}), "マクロ"),
    "macros in a paper": (repacked("a.docx", same, {"word/vbaProject.bin": b"x"}), "マクロ"),
    "formulas that were never calculated": (uncalculated, "数式の計算結果"),
    "a hundred thousand rows": (many_rows, "多すぎます"),
    "a hundred thousand lines": (written("a.csv", "番号,件名\n" + "1,2\n" * 100_000), "行が多すぎます"),
    "a line of ten million characters": (
        written("a.csv", "番号,件名\n諮問第1号," + "あ" * 10_000_000),
        "大きすぎます",
    ),
    "a name that climbs out": (repacked("a.xlsx", same, {"../../evil.txt": b"x"}), ""),
}


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def _renamed(path: Path, to: Path) -> Path:
    return path.rename(to)


def _halved(path: Path) -> Path:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])
    return path


def test_there_are_more_than_forty_kinds() -> None:
    assert len(BAD) >= 45


@pytest.mark.parametrize("kind", BAD)
def test_it_is_refused_in_a_sentence(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make, told = BAD[kind]
    (tmp_path / "files").mkdir()
    path = make(tmp_path / "files")
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    begun = time.process_time()
    code = main(["new", "令和8年度第3回", "--from", str(path), "--yes"])
    took = time.process_time() - begun
    said = capsys.readouterr()
    assert took < LONGEST
    if not told:
        # Nothing of it is unpacked, so that where it would climb to makes no difference.
        assert code == 0
        assert not list(tmp_path.rglob("evil.txt"))
        return
    assert code == Code.REFUSED, said.out
    assert told in said.err
    assert "Traceback" not in said.err
    if path.suffix and path.name != "files":
        assert path.name in said.err
    assert not (tmp_path / "sessions").exists()


def test_everything_wrong_is_told_together_with_its_places(tmp_path: Path) -> None:
    bad = (
        HEAD,
        ("諮問", "第いち号", "甲について", "市民課", ""),
        ("諮問", "第2号", "", "市民課", ""),
        ("諮問", "第4号～", "丙について", "市民課", ""),
    )
    path = workbook(
        tmp_path / "a.xlsx", ("案件", bad), ("名簿", (*PEOPLE, ("委員", "千田　進", "千田", "", "", "")))
    )
    with pytest.raises(FileProblems) as refusal:
        proposed(path)
    told = [str(problem) for problem in refusal.value.problems]
    assert len(told) == 4
    assert all("a.xlsx" in each for each in told)
    assert sum("案件" in each for each in told) == 3
    assert "名簿" in told[3]
    assert [any(f"{row}行" in each for each in told) for row in (2, 3, 4, 8)] == [True] * 4


def test_two_files_that_are_wrong_are_both_told(tmp_path: Path) -> None:
    first, second = rows(("諮問", "第1号", "", "", ""))(tmp_path), tmp_path / "b.pdf"
    second.write_bytes(b"%PDF")
    with pytest.raises(FileProblems) as refusal:
        proposed(first, second)
    assert {problem.file for problem in refusal.value.problems} == {first, second}


def test_a_column_that_is_not_there_is_told(tmp_path: Path) -> None:
    path = rows(("諮問", "第1号", "甲について", "", ""))(tmp_path)
    with pytest.raises(FileProblems, match="見出しの列がありません"):
        proposed(path, columns={Field.TITLE: "存在しない"})
    with pytest.raises(Refused, match="という項目はありません"):
        from clerk_tui.intake.columns import correction

        correction("題=C")


def test_formula_cells_are_taken_as_what_they_show_and_written_as_text(tmp_path: Path) -> None:
    """A title that begins with = is a text of ours, wherever it goes."""
    path = table(
        tmp_path / "a.csv", (HEAD, ("諮問", "第1号", '=HYPERLINK("http://x")について', "市民課", ""))
    )
    meeting = proposed(path).meeting
    assert meeting.cases[0].title.startswith("=HYPERLINK")


def test_controls_in_cells_are_made_harmless(tmp_path: Path) -> None:
    path = table(tmp_path / "a.csv", (HEAD, ("諮問", "第1号", "件名\x1b[31m\u202eについて", "市民課", "")))
    title = proposed(path).meeting.cases[0].title
    assert "\x1b" not in title
    assert "\u202e" not in title


def test_a_paper_with_changes_that_nobody_has_accepted_is_still_a_paper(tmp_path: Path) -> None:
    path = paper(tmp_path / "次第.docx", "1　諮問事項", "諮問第1号　甲について（市民課）")
    document = docx.Document(str(path))
    document.save(io.BytesIO())
    assert [case.title for case in proposed(path).meeting.cases] == ["甲について"]
