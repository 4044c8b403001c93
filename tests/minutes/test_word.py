"""The Word file says what the document says, in the form in which minutes are printed."""

from __future__ import annotations

import errno
import os
import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from msgspec.structs import replace
from word_samples import (
    SAMPLE,
    TEMPLATE,
    assert_same,
    draw,
    expected_body,
    golden,
    lines,
    part,
    table_lines,
)

from clerk_tui.minutes import word
from clerk_tui.minutes.document import CaseRow, HeaderRow, Heading, Paragraph, StageDirectionRow, Turn


def test_what_is_read_back_is_what_was_drawn(tmp_path: Path) -> None:
    assert_same(draw(SAMPLE, tmp_path), SAMPLE)


def test_a_whole_published_meeting_is_read_back(tmp_path: Path) -> None:
    document = golden()
    file = draw(document, tmp_path)
    assert_same(file, document)
    body = expected_body(document.body)
    assert [sum(len(row) == count for row in body) for count in (1, 2)] == [9, 207]
    assert len(table_lines(file, 1)) == 1 + 41


def test_a_turn_is_read_by_cells_as_other_programs_do(tmp_path: Path) -> None:
    row = docx.Document(str(draw(SAMPLE, tmp_path))).tables[2].rows[0]
    assert row.cells[0].text == "会長"
    assert [paragraph.text for paragraph in row.cells[1].paragraphs] == [
        "定刻になりましたので始めます。",
        "では、議案第8号です。",
    ]


def test_cells_of_the_header_are_merged(tmp_path: Path) -> None:
    table = docx.Document(str(draw(SAMPLE, tmp_path))).tables[0]._tbl
    merges = [row.tc_lst[0].find(f"{qn('w:tcPr')}/{qn('w:vMerge')}") for row in table.tr_lst]
    values = [None if each is None else each.get(qn("w:val"), "continue") for each in merges]
    assert values == [None, "restart", "restart", "continue", "continue", "restart", "restart", "continue"]
    spans = [[cell.grid_span for cell in row.tc_lst] for row in table.tr_lst]
    assert spans == [[1, 2], [1, 2], *[[1, 1, 1]] * 3, [1, 2], *[[1, 1, 1]] * 2]
    properties = [child.tag for child in merges[2].getparent()]
    assert properties == [qn("w:tcW"), qn("w:vMerge"), qn("w:shd")]  # the order of the schema


def test_rows_across_the_table_and_rows_over_pages(tmp_path: Path) -> None:
    body = (*SAMPLE.body, Turn("会長", (Paragraph("百" * 120), Paragraph("字" * 101))))
    _, cases, turns = docx.Document(str(draw(replace(SAMPLE, body=body), tmp_path))).tables
    for row, expected in zip(turns._tbl.tr_lst, expected_body(body), strict=True):
        across = len(expected) == 1
        assert [cell.grid_span for cell in row.tc_lst] == ([2] if across else [1, 1])
        # A turn of up to 220 characters is kept whole, so that no label stands beside an empty cell.
        assert (row.find(f".//{qn('w:cantSplit')}") is not None) == (row is not turns._tbl.tr_lst[-1])
    head, *rest = cases._tbl.tr_lst
    assert head.find(f".//{qn('w:tblHeader')}") is not None
    assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rest)
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in (head, *rest))


def test_headings_are_headings_and_short_results_are_spread(tmp_path: Path) -> None:
    rider = replace(SAMPLE.cases[1], result="附帯意見付き決定（年次報告を求めること）")
    document = docx.Document(str(draw(replace(SAMPLE, cases=(SAMPLE.cases[0], rider)), tmp_path)))
    named = {paragraph.text: paragraph.style.name for paragraph in document.paragraphs}
    assert named["【会議内容】"] == "Heading 1"
    assert {p.style.name for p in document.tables[2].rows[1].cells[0].paragraphs} == {"Heading 2"}
    result = document.tables[1].rows[1].cells[2].paragraphs[0]
    assert result.style.element.find(f"{qn('w:pPr')}/{qn('w:jc')}").get(qn("w:val")) == "distribute"
    assert document.tables[1].rows[2].cells[2].paragraphs[0].style.name == "件名"


def test_page_fonts_and_number(tmp_path: Path) -> None:
    file = draw(SAMPLE, tmp_path)
    size = part(file, "word/document.xml").find(f".//{qn('w:pgSz')}")
    assert (size.get(qn("w:w")), size.get(qn("w:h")), size.get(qn("w:orient"))) == ("11906", "16838", None)
    styles = part(file, "word/styles.xml")
    assert all(fonts.get(qn("w:eastAsia")) for fonts in styles.iter(qn("w:rFonts")))
    defaults = styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    assert defaults.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "ＭＳ 明朝"
    assert defaults.find(qn("w:lang")).get(qn("w:eastAsia")) == "ja-JP"
    fields = [field.text.strip() for field in part(file, "word/footer1.xml").iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    printed = part(file, "word/document.xml")
    assert all(
        run.find(f"{qn('w:rPr')}/{qn('w:rFonts')}") is not None
        for run in printed.iter(qn("w:r"))
        if run.findall(qn("w:t"))
    )


def test_notes_are_comments_at_their_place(tmp_path: Path) -> None:
    file = draw(SAMPLE, tmp_path)
    comments = {comment.comment_id: comment for comment in docx.Document(str(file)).comments}
    assert {(comment.author, comment.initials) for comment in comments.values()} == {("記録担当", "記")}
    placed = []
    for start in part(file, "word/document.xml").iter(qn("w:commentRangeStart")):
        number = start.get(qn("w:id"))
        paragraph = start.getparent()
        assert paragraph.find(f"{qn('w:commentRangeEnd')}[@{qn('w:id')}='{number}']") is not None
        assert paragraph.find(f"{qn('w:r')}/{qn('w:commentReference')}[@{qn('w:id')}='{number}']") is not None
        placed.append(
            (lines(paragraph.getparent())[0], "".join(paragraph.itertext()), comments[int(number)].text)
        )
    assert placed == [
        ("", "", "発言の内容が未記入です"),
        ("水量は足りますか。", "水量は足りますか。", "聞き取り"),
        ("水量は足りますか。", "水量は足りますか。", "数字"),
    ]


def test_without_notes_there_is_no_comment_part(tmp_path: Path) -> None:
    file = draw(replace(SAMPLE, body=SAMPLE.body[:3]), tmp_path)
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if "comment" in name]


HOSTILE = [
    ("<w:p>&amp;</w:t>", "<w:p>&amp;</w:t>"),
    ("ベル\x07と空\x00", "ベル␇と空␀"),
    ("片割れ\ud842\udfffと\ufffe\uffff", "片割れ‹U+D842›‹U+DFFF›と‹U+FFFE›‹U+FFFF›"),
    ("一\t二\n三\r\n四\r五", "一\t二\n三\n四\n五"),
    (
        "{{ 日時 }}{% if 1 %}｛｛発言｝｝<?note 0?>{_{ 日時 }_}{{% endif %}",
        "{{ 日時 }}{% if 1 %}｛｛発言｝｝<?note 0?>{_{ 日時 }_}{{% endif %}",
    ),
    ("葛\U000e0100飾 𠮷田 e\u0301", "葛\U000e0100飾 𠮷田 e\u0301"),
    ("  前後の空白　 ", "  前後の空白　 "),
    ("]]><![CDATA[ \"'", "]]><![CDATA[ \"'"),
]


@pytest.mark.parametrize(("text", "shown"), HOSTILE)
def test_no_text_can_break_the_file(tmp_path: Path, text: str, shown: str) -> None:
    turn = Turn(text, (Paragraph(text), Paragraph(text, narrated=True)), (text,))
    document = replace(
        SAMPLE,
        title=(text,),
        header=(HeaderRow(text, (text,), text, bulleted=True),),
        cases=(CaseRow(text, text, text),),
        body=(Heading((text, text)), turn, StageDirectionRow(text)),
        recorder=text,
    )
    file = draw(document, tmp_path)
    assert table_lines(file, 1)[1] == [[shown]] * 3
    assert table_lines(file, 2) == [[[shown, shown]], [[shown], [shown, shown]], [[f"（{shown}）"]]]
    assert table_lines(file, 0) == [[["会議名称"], [shown]], [[shown], [shown], [f"・{shown}"]]]
    assert [comment.text for comment in docx.Document(str(file)).comments] == [shown]
    assert docx.Document(str(file)).core_properties.title == shown.replace("\r\n", "\n")


def test_a_meeting_without_anything_still_makes_a_sound_file(tmp_path: Path) -> None:
    empty = replace(SAMPLE, title=(), header=(), contents=(), cases=(), body=())
    file = draw(empty, tmp_path)
    assert table_lines(file, 0) == [[["会議名称"], [""]]]
    assert len(docx.Document(str(file)).tables) == 1, (
        "a table without rows is damage, and one without cases tells nothing"
    )


def test_equal_documents_make_equal_files(tmp_path: Path) -> None:
    first = draw(SAMPLE, tmp_path).read_bytes()
    again = draw(replace(SAMPLE, created=SAMPLE.created.astimezone()), tmp_path).read_bytes()
    assert first == again
    with zipfile.ZipFile(tmp_path / "draft.docx") as archive:
        entries = archive.infolist()
        assert {(each.date_time, each.create_system, each.extra, each.comment) for each in entries} == {
            ((1980, 1, 1, 0, 0, 0), 0, b"", b"")
        }


def test_the_properties_name_the_meeting_and_nobody(tmp_path: Path) -> None:
    file = draw(SAMPLE, tmp_path)
    properties = docx.Document(str(file)).core_properties
    assert properties.title == "令和7年度第2回 みどり市水辺環境審議会会議録"
    assert (properties.author, properties.last_modified_by) == ("", "")
    assert properties.created == properties.modified == SAMPLE.created
    with zipfile.ZipFile(file) as archive:
        assert [name for name in archive.namelist() if name.startswith("docProps/")] == ["docProps/core.xml"]


def test_a_time_without_a_zone_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zone"):
        replace(SAMPLE, created=datetime(2025, 6, 3, 12, 0))  # noqa: DTZ001


def test_a_failed_draft_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = draw(SAMPLE, tmp_path).read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        draw(replace(SAMPLE, body=()), tmp_path)
    assert [each.name for each in tmp_path.iterdir()] == ["draft.docx"]
    assert (tmp_path / "draft.docx").read_bytes() == before


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="この環境には名前つきパイプがありません")
def test_no_file_takes_the_place_of_a_device(tmp_path: Path) -> None:
    target = tmp_path / "draft.docx"
    os.mkfifo(target)
    with pytest.raises(OSError, match="ふつうのファイルではありません"):
        draw(SAMPLE, tmp_path)
    assert target.is_fifo()


def test_a_folder_that_is_not_there_is_an_error_of_the_system(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        word.write(SAMPLE, None, TEMPLATE, tmp_path / "ない" / "draft.docx")
