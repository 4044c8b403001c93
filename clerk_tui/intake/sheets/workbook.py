"""Excel workbooks (``.xlsx``) as sheets; the only module that imports openpyxl.

openpyxl gives the values with their number formats; merged ranges, formulas without a stored result and the
number of rows are taken from the XML itself beforehand, because openpyxl fills a merged range cell by cell,
which one hostile range (A1:XFD1048576) makes endless.
"""

from __future__ import annotations

import posixpath
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any

from lxml import etree
from msgspec import Struct, field

from clerk_tui.domain.calendar import format_date
from clerk_tui.intake.problems import FileProblems, Problem

from .grid import CELLS, ROWS, Cell, Sheet, column_number, hiragana, letters, tidy
from .package import Package, load

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = b"http://purl.oclc.org/ooxml/spreadsheetml/main"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_OTHER_TAGS = 200_000
"""Angle brackets outside the sheets: openpyxl makes a Python object of each element there."""
_TRUE = ("1", "true")
_LAST_COLUMN = 1_000
_LAST_ROW = 1_048_576
"""Of any sheet in Excel."""
_COUNTED = re.compile(r'(?:"([^"]*)")?[0#]+(?:"([^"]*)")?(?:;.*)?')
"""A number format that prints words around a whole number, 「"諮問第"0"号"」."""
# What openpyxl raises on a workbook that is not as Excel writes it: it has no exception of its own for this.
_BROKEN = (
    KeyError, IndexError, ValueError, TypeError, AttributeError, ArithmeticError, SyntaxError, OSError,
    AssertionError, NotImplementedError, RecursionError, EOFError, zipfile.BadZipFile, zlib.error,
)  # fmt: skip


def read_workbook(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets that hold anything, in order.

    Raises:
        FileProblems: the file cannot be used, or a formula has no stored result.
    """
    package = load(path, ".xlsx", "Excel")

    def refused(message: str) -> FileProblems:
        return FileProblems([Problem(path, None, "", message)])

    if "xl/workbook.xml" not in package.parts:
        raise refused(
            "Excel のブックではありません。Excel で開き、「Excel ブック (*.xlsx)」で保存し直してください。"
        )
    if _STRICT in package.parts["xl/workbook.xml"]:
        raise refused(
            "「Strict Open XML」形式は読めません。「Excel ブック (*.xlsx)」で保存し直してください。"
        )
    others = (part for name, part in package.parts.items() if not name.startswith("xl/worksheets/"))
    if sum(part.count(b"<") for part in others) > _OTHER_TAGS:
        raise refused("書式が多すぎます。要る行だけを新しいブックに値で貼り付けて保存してください。")
    shared = _shared_readings(package)
    looks = {name: _look(package, part, shared) for name, part in _sheet_parts(package)}
    problems = [
        Problem(
            path,
            row,
            "",
            "数式の計算結果が保存されていません。Excel で開いて上書き保存するか、値に直してください。",
            name,
            letters(column),
        )
        for name, look in looks.items()
        for row, column in look.uncalculated
    ]
    if problems:
        raise FileProblems(problems)
    try:
        sheets = tuple(
            _sheet(path, name, rows, looks[name]) for name, rows in _values(package) if name in looks
        )
    except _BROKEN:
        raise refused(
            "Excel のブックとして読めません。Excel で開き、「Excel ブック (*.xlsx)」で保存し直してください。"
        ) from None
    return tuple(sheet for sheet in sheets if sheet.cells)


class _Look(Struct):
    """What was seen in a sheet's XML."""

    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    """First row, first column, last row, last column."""
    uncalculated: list[Cell] = field(default_factory=list)
    readings: dict[Cell, str] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    """Filtered rows are hidden ones as well."""
    hidden_columns: set[int] = field(default_factory=set)


def _sheet_parts(package: Package) -> Iterator[tuple[str, str]]:
    """The name and the part of every visible sheet."""
    workbook = package.xml("xl/workbook.xml")
    arrows = package.xml("xl/_rels/workbook.xml.rels")
    if workbook is None or arrows is None:
        return
    targets = {each.get("Id"): each.get("Target", "") for each in arrows}
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        target = targets.get(sheet.get(_REL), "")
        part = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if sheet.get("state", "visible") == "visible" and part in package.parts:
            yield tidy(sheet.get("name", "")), part


def _look(package: Package, part: str, shared: Sequence[str]) -> _Look:
    """Walk through the sheet once, keeping nothing but what is asked for.

    Raises:
        FileProblems: it is no XML, or larger than a person's table.
    """

    def refused(message: str) -> FileProblems:
        return FileProblems([Problem(package.path, None, "", message)])

    look, rows, cells = _Look(), 0, 0
    wanted = tuple(f"{_MAIN}{name}" for name in ("row", "c", "mergeCell", "col"))
    try:
        walk = etree.iterparse(
            BytesIO(package.parts[part]), tag=wanted, resolve_entities=False, no_network=True
        )
        for _, element in walk:
            match etree.QName(element).localname:
                case "row":
                    rows += 1
                    number = element.get("r", "")
                    if number.isdecimal() and (len(number) > 9 or int(number) > _LAST_ROW):
                        # openpyxl makes an empty row of each number before it.
                        raise refused(
                            f"行番号 {number[:12]} は Excel にない番号です。Excel で開いて修復し、保存し直してください。"
                        )
                    if element.get("hidden") in _TRUE and element.get("r", "").isdecimal():
                        look.hidden_rows.add(int(element.get("r", "")))
                    element.clear(keep_tail=False)
                case "col" if element.get("hidden") in _TRUE:
                    first, last = (element.get(end, "") for end in ("min", "max"))
                    if first.isdecimal() and last.isdecimal():
                        # Excel hides all columns to the right of the last one as one range of thousands.
                        look.hidden_columns |= {*range(int(first), min(int(last), _LAST_COLUMN) + 1)}
                case "col":
                    pass
                case "c":
                    cells += 1
                    place = _place(element.get("r", ""))
                    has_formula = element.find(f"{_MAIN}f") is not None
                    value = element.find(f"{_MAIN}v")
                    if (
                        place
                        and has_formula
                        and (value is None or not value.text)
                        and element.get("t") != "str"
                    ):
                        look.uncalculated.append(place)
                    if place and (reading := _cell_reading(element, value, shared)):
                        look.readings[place] = reading
                case _:
                    ends = [_place(end) for end in element.get("ref", "").split(":")]
                    if len(ends) == 2 and ends[0] and ends[1]:
                        look.merged.append((*ends[0], *ends[1]))
            if rows > ROWS or cells > CELLS:
                raise refused(
                    f"行が多すぎます（{ROWS:,} 行まで）。使う行だけを新しいブックに貼り付けて保存してください。"
                )
    except etree.XMLSyntaxError:
        raise refused("シートの中身が壊れています。Excel で開いて修復し、保存し直してください。") from None
    return look


def _cell_reading(cell: etree._Element, value: etree._Element | None, shared: Sequence[str]) -> str:
    """The ふりがな of a cell's text."""
    if cell.get("t") == "s" and value is not None and (value.text or "").isdecimal():
        index = int(value.text or "")
        return shared[index] if index < len(shared) else ""
    inline = cell.find(f"{_MAIN}is")
    return _reading(inline) if inline is not None else ""


def _shared_readings(package: Package) -> tuple[str, ...]:
    """The ふりがな of each shared text."""
    root = package.xml("xl/sharedStrings.xml")
    return tuple(_reading(item) for item in root.iter(f"{_MAIN}si")) if root is not None else ()


def _reading(item: etree._Element) -> str:
    """A text with every part for which Excel keeps ふりがな in kana; empty where it keeps none."""
    runs = item.findall(f"{_MAIN}rPh")
    if not runs:
        return ""
    base = "".join(
        text.text or "" for text in item.iter(f"{_MAIN}t") if text.getparent().tag != f"{_MAIN}rPh"
    )
    made, at = "", 0
    for run in runs:
        start, end = run.get("sb", ""), run.get("eb", "")
        if not (start.isdecimal() and end.isdecimal()):
            return ""
        made += base[at : int(start)] + "".join(text.text or "" for text in run.iter(f"{_MAIN}t"))
        at = int(end)
    return hiragana(tidy(made + base[at:]))


def _place(text: str) -> Cell | None:
    match = _PLACE.fullmatch(text)
    return (int(match[2]), column_number(match[1]) or 0) if match else None


def _values(package: Package) -> list[tuple[str, dict[Cell, str]]]:
    """The texts of every sheet, as openpyxl gives them."""
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        # It warns in English of what it leaves out (drop-down lists, pictures), none of which is wanted.
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(package.data), read_only=True, data_only=True, keep_links=False)
        found = []
        for sheet in book.worksheets:
            texts = {}
            # The size that the file declares need not be true, and would be filled up with empty cells.
            sheet.reset_dimensions()
            for row in sheet.iter_rows():
                for cell in row:
                    text = tidy(_text(cell))
                    if text:
                        texts[cell.row, cell.column] = text
            found.append((tidy(sheet.title), texts))
    return found


def _text(cell: Any) -> str:
    """What Excel shows in the cell, near enough for reading it."""
    match cell.value:
        case None:
            return ""
        case bool():
            return "はい" if cell.value else "いいえ"
        case datetime() | date():
            return format_date(
                date(cell.value.year, cell.value.month, cell.value.day), "{era}{year}年{month}月{day}日"
            )
        case time():
            return f"{cell.value:%H:%M}"
        case int() | float():
            number = int(cell.value) if cell.value == int(cell.value) else cell.value
            words = _COUNTED.fullmatch(cell.number_format or "")
            return f"{words[1] or ''}{number}{words[2] or ''}" if words else str(number)
        case other:
            return str(other)


def _sheet(path: Path, name: str, cells: dict[Cell, str], look: _Look) -> Sheet:
    hidden = {at for at in cells if at[0] in look.hidden_rows or at[1] in look.hidden_columns}
    seen = {at: text for at, text in cells.items() if at not in hidden}
    hidden_rows = {
        row: "　".join(text for at, text in sorted(cells.items()) if at[0] == row)
        for row in sorted(look.hidden_rows & {row for row, _ in cells})
    }
    hidden_columns = {
        column: next(text for at, text in sorted(cells.items()) if at[1] == column)
        for column in sorted(look.hidden_columns & {column for _, column in cells})
    }
    last_row = max((row for row, _ in cells), default=0)
    last_column = max((column for _, column in cells), default=0)
    merged: dict[Cell, Cell] = {}
    for top, left, bottom, right in look.merged:
        if (top, left) not in cells:
            continue
        # What is seen of a range whose first cell is hidden still shows its text.
        for row in range(top, min(bottom, last_row) + 1):
            for column in range(left, min(right, last_column) + 1):
                if row in look.hidden_rows or column in look.hidden_columns:
                    continue
                if (row, column) != (top, left) and (row, column) not in cells and len(merged) < CELLS:
                    merged[row, column] = (top, left)
    kept = {
        (top, left): cells[top, left]
        for top, left, _, _ in look.merged
        if (top, left) in hidden and (top, left) in merged.values()
    }
    return Sheet(path, name, {**seen, **kept}, merged, look.readings, hidden_rows, hidden_columns)
