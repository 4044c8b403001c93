"""A web page (.html) as a page: its paragraphs, list items and tables in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from msgspec import Struct

from clerk_tui.domain.text import clean
from clerk_tui.intake.sheets.markup import web_root
from clerk_tui.intake.sheets.package import read_bytes

from .page import HEADING, Block, Page, Place, Row, TableBlock, TextLine
from .plain import LIMIT, decoded

_LEFT_OUT = {"script", "style", "head", "nav", "footer", "noscript", "template", "rt", "rp"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "body", "html", "ul", "ol", "li", "dl", "dt", "dd", "blockquote",
    "tr", "td", "th", "tbody", "center",
    "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figure", "aside", "form", "fieldset", "address", "details", "summary",
}  # fmt: skip


def read_web(path: Path) -> Page:
    """The page of a ``.html``.

    Raises:
        FileProblems: it cannot be read, or is no HTML.
    """
    root = web_root(path, decoded(path, read_bytes(path, LIMIT)))
    return Page(path, tuple(_numbered(_Walk().blocks(root))))


class _Text(Struct, frozen=True):
    """The text of an element, with the style that its lines have."""

    text: str
    style: str = ""


def _numbered(pieces: Iterator[_Text | list[tuple[tuple[str, ...], ...]]]) -> Iterator[Block]:
    """Lines and tables with their places: a web page has no lines, so its paragraphs are counted."""
    number = tables = 0
    for piece in pieces:
        if isinstance(piece, _Text):
            for line in piece.text.split("\n"):
                if line.strip():
                    number += 1
                    yield TextLine(line.rstrip(), Place(number), piece.style)
        elif piece:
            tables += 1
            rows = (Row(cells, Place(at, f"表{tables}")) for at, cells in enumerate(piece, start=1))
            yield TableBlock(tuple(row for row in rows if any(row.texts)))


class _Walk:
    def __init__(self) -> None:
        self.text = ""

    def blocks(self, element: etree._Element) -> Iterator[_Text | list[tuple[tuple[str, ...], ...]]]:
        yield from self._inside(element)
        yield from self._flushed()

    def _inside(self, element: etree._Element) -> Iterator[_Text | list[tuple[tuple[str, ...], ...]]]:
        self.text += _blank(element.text)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else "script"
            if tag == "table":
                yield from self._flushed()
                if _is_layout(child):
                    yield from self._inside(child)
                    yield from self._flushed()
                else:
                    yield _rows(child)
            elif tag in _BLOCKS:
                yield from self._flushed()
                yield from self._inside(child)
                yield from self._flushed(HEADING if re.fullmatch("h[1-6]", tag) else "")
            elif tag in ("br", "hr"):
                self.text += "\n"
            elif tag not in _LEFT_OUT:
                yield from self._inside(child)
            self.text += _blank(child.tail)

    def _flushed(self, style: str = "") -> Iterator[_Text]:
        if self.text.strip():
            yield _Text(clean(self.text.strip("\n ")), style)
        self.text = ""


def _is_layout(table: etree._Element) -> bool:
    """Whether a table only places the page: it has one cell, or another table within a cell."""
    return len(list(table.iter("td", "th"))) == 1 or table.find(".//table") is not None


def _rows(table: etree._Element) -> list[tuple[tuple[str, ...], ...]]:
    """The rows of a table; a cell over several rows stands in the first, with nothing in its place below."""
    found: list[tuple[tuple[str, ...], ...]] = []
    below: dict[int, int] = {}
    for row in table.iter("tr"):
        cells: list[tuple[str, ...]] = []
        for cell in (each for each in row if each.tag in ("td", "th")):
            while below.get(len(cells), 0):
                below[len(cells)] -= 1
                cells.append(())
            if (rows := _span(cell, "rowspan")) > 1:
                below[len(cells)] = rows - 1
            cells.append(_lines(cell))
        while below.get(len(cells), 0):
            below[len(cells)] -= 1
            cells.append(())
        found.append(tuple(cells))
    return found


def _span(cell: etree._Element, name: str) -> int:
    told = cell.get(name, "1").strip()
    return int(told) if told.isdecimal() else 1


def _lines(cell: etree._Element) -> tuple[str, ...]:
    return tuple(
        line.strip(" ")
        for piece in _Walk().blocks(cell)
        if isinstance(piece, _Text)
        for line in piece.text.split("\n")
        if line.strip()
    )


def _blank(text: str | None) -> str:
    """HTML takes every run of ASCII white space for one blank; the wide blank is a character."""
    return re.sub(r"[ \t\r\n]+", " ", text or "") if text and text.strip(" \t\r\n") else ""
