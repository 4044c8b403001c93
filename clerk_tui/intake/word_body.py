"""The body of a Word file from outside (本文の読取り): its paragraphs and tables in order, without their look.

Deleted text, field codes and readings over characters (ルビ) are left out; comments, headers and footers lie in
other parts and are not read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from msgspec import Struct

from clerk_tui.domain.text import clean

from .problems import FileProblems, Problem
from .sheets.package import Package, load

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
_BOX = f"{_W}txbxContent"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}{name}" for name in ("del", "moveFrom", "rt", "pPr", "rPr", "instrText")} | {
    _FALLBACK,
    _BOX,
}
_DOCUMENT = "word/document.xml"
_STYLES = "word/styles.xml"


class Line(Struct, frozen=True):
    """A paragraph outside of tables."""

    text: str
    number: int
    """Which paragraph it is, from 1, tables not counted."""
    level: int | None = None
    """Depth in a numbered list (自動番号), 0 outermost; None: Word gives it no number."""
    style: str = ""
    """Name of its style (「発言」); empty: the usual one."""


class TableCell(Struct, frozen=True):
    """A cell as it is drawn."""

    lines: tuple[str, ...]
    span: int = 1
    """Columns that it covers."""
    continued: bool = False
    """True where it goes on a cell of the row above (縦の結合)."""

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


class Table(Struct, frozen=True):
    """A table; rows need not have the same number of cells."""

    rows: tuple[tuple[TableCell, ...], ...]


Block = Line | Table


def opened(path: Path) -> tuple[Package, etree._Element]:
    """The package of a ``.docx`` and its body.

    Raises:
        FileProblems: it is no Word file, or not a sanitized one.
    """
    package = load(path, ".docx", "Word")
    root = package.xml(_DOCUMENT)
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        message = "Word の文書ではありません。Word で開き、「Word 文書 (*.docx)」で保存し直してください。"
        raise FileProblems([Problem(path, None, "", message)])
    return package, body


def read_body(path: Path) -> tuple[Block, ...]:
    """The blocks of a ``.docx`` in order; raises as :func:`opened`."""
    package, body = opened(path)
    styles = _styles(package.xml(_STYLES))
    blocks: list[Block] = []
    count = 0
    for element in _unwrapped(body):
        if element.tag == f"{_W}p":
            count += 1
            style = _style(element, styles)
            boxes = _boxes(element)
            text = _text(element)
            if text or not boxes:
                blocks.append(Line(text, count, _level(element, style), style))
            # What stands in a text box is no part of the line that it is fastened to.
            blocks += [Line(line, count) for line in boxes]
        elif element.tag == f"{_W}tbl":
            blocks.append(Table(tuple(_rows(element))))
    return tuple(blocks)


def _unwrapped(parent: etree._Element) -> Iterator[etree._Element]:
    """The children, those within content controls (コンテンツ コントロール) among them."""
    for child in parent:
        if child.tag == f"{_W}sdt":
            content = child.find(f"{_W}sdtContent")
            if content is not None:
                yield from _unwrapped(content)
        elif child.tag == f"{_W}ins":
            yield from _unwrapped(child)
        else:
            yield child


def _rows(table: etree._Element) -> Iterator[tuple[TableCell, ...]]:
    for row in _unwrapped(table):
        if row.tag == f"{_W}tr":
            yield tuple(_cell(cell) for cell in _unwrapped(row) if cell.tag == f"{_W}tc")


def _cell(cell: etree._Element) -> TableCell:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    width = span.get(f"{_W}val", "1") if span is not None else "1"
    # Paragraphs of a table within the cell are its text as well.
    paragraphs = (each for each in cell.iter(f"{_W}p") if next(each.iterancestors(_FALLBACK), None) is None)
    lines = tuple(_text(paragraph) for paragraph in paragraphs)
    return TableCell(
        lines,
        min(int(width), 63) if width.isdecimal() else 1,
        merge is not None and merge.get(f"{_W}val", "continue") == "continue",
    )


def _styles(root: etree._Element | None) -> dict[str, str]:
    """Names of the paragraph styles by their ids."""
    found = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        if name is not None:
            found[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "")
    return found


def _style(paragraph: etree._Element, styles: dict[str, str]) -> str:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    return styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""


_NUMBERING_STYLE = re.compile(r"(?:List Number|段落番号)[\s　]*([2-5])?")


def _level(paragraph: etree._Element, style: str) -> int | None:
    """The level at which Word numbers a paragraph, by its own setting or by its style; None: it does not."""
    numbering = paragraph.find(f"{_W}pPr/{_W}numPr")
    if numbering is None:
        by_style = _NUMBERING_STYLE.fullmatch(style)
        return int(by_style[1] or 1) - 1 if by_style else None
    level = numbering.find(f"{_W}ilvl")
    value = level.get(f"{_W}val", "0") if level is not None else "0"
    return int(value) if value.isdecimal() else 0


def _boxes(paragraph: etree._Element) -> list[str]:
    """The paragraphs of the text boxes (テキスト ボックス) that are fastened to a paragraph, each once."""
    boxes = (
        box
        for box in paragraph.iter(_BOX)
        if not any(above.tag in {_FALLBACK, _BOX} for above in box.iterancestors())
    )
    return [text for box in boxes for inner in box.iter(f"{_W}p") if (text := _text(inner)).strip()]


def _text(paragraph: etree._Element) -> str:
    return clean("".join(_pieces(paragraph)))


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _BREAKS:
            # A page break is no line of the text.
            yield "" if child.get(f"{_W}type") == "page" else _BREAKS[child.tag]
        elif child.tag not in _LEFT_OUT:
            yield from _pieces(child)
