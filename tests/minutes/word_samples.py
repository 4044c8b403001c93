"""A small meeting of a fictional town as a document, and the reading back of a Word file."""

from __future__ import annotations

import json
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from clerk_tui.minutes import word
from clerk_tui.minutes.document import (
    CaseRow,
    ContentsLine,
    Document,
    HeaderRow,
    Heading,
    Paragraph,
    Row,
    StageDirectionRow,
    Turn,
)

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "table.docx"
GOLDEN = ROOT.parent / "shared" / "seed" / "golden.json"
COLUMNS = ("番号", "件名", "審議結果")

SAMPLE = Document(
    title=("令和7年度第2回", "みどり市水辺環境審議会会議録"),
    header=(
        HeaderRow("日時", ("令和7年6月3日(火)10時00分から11時40分まで",)),
        HeaderRow("出席者", ("青木会長、石田委員",), "委員"),
        HeaderRow("出席者", ("川口水辺課長",), "事務局"),
        HeaderRow("出席者", ("岸本土木課長",), "関係課"),
        HeaderRow("傍聴者", ("3名",)),
        HeaderRow("配布資料", ("資料1 用水路の現況", "資料2 意見書案"), "事前", bulleted=True),
        HeaderRow("配布資料", ("会議次第",), "当日", bulleted=True),
    ),
    contents=(ContentsLine("1", "前回会議録の確認"), ContentsLine("2", "議案の審議")),
    cases=(
        CaseRow("議案第8号", "青葉用水の親水護岸について", "可決"),
        CaseRow("議案第11号", "蛍の保護区域の変更について", "継続審議"),
    ),
    body=(
        Turn("会長", (Paragraph("定刻になりましたので始めます。"), Paragraph("では、議案第8号です。"))),
        Heading(("議案第8号", "議案第11号")),
        Turn("水辺課長", (Paragraph("議案の内容を説明する。", narrated=True),)),
        Turn("委員", (), ("発言の内容が未記入です",)),
        Turn(
            "委員",
            (Paragraph("水量は足りますか。"), Paragraph("冬は?")),
            ("聞き取り", "数字"),
        ),
        StageDirectionRow("異議なし"),
    ),
    created=datetime(2025, 6, 3, 3, 0, tzinfo=UTC),
)


def draw(document: Document, folder: Path, template: Path = TEMPLATE) -> Path:
    target = folder / "draft.docx"
    word.write(document, None, template, target)
    return target


def part(file: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(file) as archive:
        return etree.fromstring(archive.read(name))


def lines(cell: etree._Element) -> list[str]:
    """Text of each paragraph; a tab and a line end within it as such."""
    marks = {qn("w:tab"): "\t", qn("w:br"): "\n"}
    return [
        "".join(marks.get(node.tag, node.text or "") for node in paragraph.iter(qn("w:t"), *marks))
        for paragraph in cell.iter(qn("w:p"))
    ]


def table_lines(file: Path, number: int) -> list[list[list[str]]]:
    """Rows → cells → paragraphs of one table, as they stand in the XML (a merged cell is one cell)."""
    table = docx.Document(str(file)).tables[number]._tbl
    return [[lines(cell) for cell in row.tc_lst] for row in table.tr_lst]


def expected_header(document: Document) -> list[list[list[str]]]:
    rows = [[[document.labels.title], list(document.title) or [""]]]
    above = None
    for row in document.header:
        content = [f"・{text}" if row.bulleted else text for text in row.paragraphs]
        middle = [] if row.sublabel is None else [[row.sublabel]]
        rows.append([["" if row.label == above else row.label], *middle, content])
        above = row.label
    return rows


def expected_body(rows: tuple[Row, ...]) -> list[list[list[str]]]:
    found: list[list[list[str]]] = []
    for row in rows:
        match row:
            case Heading(lines):
                found.append([list(lines)])
            case StageDirectionRow(text):
                found.append([[f"（{text}）"]])
            case Turn(label, paragraphs):
                found.append([[label], [paragraph.text for paragraph in paragraphs] or [""]])
    return found


def assert_same(file: Path, document: Document) -> None:
    assert table_lines(file, 0) == expected_header(document)
    assert table_lines(file, 1) == [
        [[column] for column in document.labels.case_columns],
        *([[case.number], [case.title], [case.result]] for case in document.cases),
    ]
    assert table_lines(file, 2) == expected_body(document.body)
    between = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs if paragraph.text]
    assert between == [
        document.labels.contents,
        *(item.indent + item.text for item in document.contents),
    ]


def golden() -> Document:
    if not GOLDEN.exists():
        pytest.skip("見本の会議（shared/seed）がこの環境にありません")
    data = json.loads(GOLDEN.read_text(encoding="utf-8"))
    head = data["header"]
    body: list[Row] = []
    for row in data["rows"]:
        match row["row"]:
            case "heading":
                body.append(Heading(tuple(row["lines"])))
            case "stage":
                body.append(StageDirectionRow(row["text"]))
            case "turn":
                body.append(Turn(row["label"], tuple(map(Paragraph, row["paragraphs"]))))
    return Document(
        tuple(head["title"]),
        (
            HeaderRow("日時", (head["datetime"],)),
            HeaderRow("場所", (head["place"],)),
            *(
                HeaderRow("出席者", ("、".join(each["names"]),), each["category"])
                for each in head["attendance"]
            ),
            HeaderRow("傍聴者", (head["observers"],)),
            *(
                HeaderRow("配布資料", tuple(each["titles"]), each["when"], bulleted=True)
                for each in head["materials"]
            ),
        ),
        tuple(ContentsLine(str(at), title) for at, title in enumerate(head["contents"], 1)),
        tuple(
            CaseRow(f"{each['kind']}第{each['number']}号", each["title"], each["result"])
            for each in data["cases"]
        ),
        tuple(body),
        datetime(2020, 11, 9, 8, 0, tzinfo=UTC),
    )
