"""Papers with markup (``.md``, ``.html``) as lines and tables: what a reader of the page sees, in order."""

from __future__ import annotations

import html as entities
import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree, html
from msgspec import Struct

from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import FileProblems, Problem

from .delimited import decoded
from .grid import Cell, Sheet, tidy
from .package import read_bytes

LIMIT = 2_000_000
"""Bytes."""

_HEADING = re.compile(r"[ ]{0,3}#{1,6}[\s　]+|[ ]{0,3}>[ ]?")
_RULE = re.compile(r"[\s]*(?:[-*_=][ ]*){3,}|[\s|:\-]*-[\s|:\-]*")
_EMPHASIS = re.compile(r"(\*\*|__|~~|`)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_ORDERED = re.compile(r"(?P<indent>[ \t]*)[0-9]{1,2}[.)][ ]+(?=\S)")
_DEFINED = re.compile(r"^[ ]{0,3}:[ ]+")
"""Before the text of a definition list, whose word stands on the line above."""
_BULLET = re.compile(r"^([\s　]*)[*+-][ ]+(?:\[[ xX]\][ ]+)?(?=\S)")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_BAR = re.compile(r"(?<!\\)\|")
_LEFT_OUT = {"script", "style", "head", "nav", "footer", "noscript", "template", "rt", "rp"}
_BLOCKS = {
    "p", "div", "section", "article", "main", "header", "body", "html", "ul", "ol", "dl", "dt", "dd", "blockquote", "figure",
    "h1", "h2", "h3", "h4", "h5", "h6", "pre", "aside", "form", "fieldset", "address", "details", "summary", "caption",
}  # fmt: skip
_SPANNED = 60
"""Cells that one cell can cover, whatever the page says."""


class MarkedLine(Struct, frozen=True):
    """A line outside of tables."""

    number: int
    """From 1; of a page, which of its paragraphs."""
    text: str
    """With its indent; a point of a list has its sign."""
    level: int | None = None
    """Depth in numbered lists, 0 outermost; None: the page numbers it not."""


def read_markdown(path: Path) -> Iterator[MarkedLine | Sheet]:
    """The lines and tables of a ``.md``; raises FileProblems where it cannot be read."""
    rows: dict[int, list[str]] = {}
    tables = 0
    indents: list[int] = []
    """Of the numbered lists that the line at hand stands in: Markdown numbers them itself, whatever is typed."""
    lines = decoded(path, read_bytes(path, LIMIT)).splitlines()
    for number, line in enumerate((*lines, ""), start=1):
        if line.lstrip().startswith("|"):
            if not _RULE.fullmatch(line):
                rows[number] = [_plain(cell) for cell in _BAR.split(line.strip().strip("|"))]
            continue
        if rows:
            tables += 1
            cells = {(at, c): text for at, row in rows.items() for c, text in enumerate(row, start=1) if text}
            if cells:
                yield Sheet(path, f"表{tables}", cells)
            rows = {}
        numbered = _ORDERED.match(line)
        if numbered:
            indent = len(numbered["indent"].replace("\t", "    "))
            indents = [*(each for each in indents if each < indent), indent]
            yield MarkedLine(number, _plain(line[numbered.end() :], indented=True), len(indents) - 1)
            continue
        text = _plain(_BULLET.sub(r"\1・", _DEFINED.sub("", _HEADING.sub("", line))), indented=True)
        if text.strip() and not _RULE.fullmatch(line):
            yield MarkedLine(number, text)


def _plain(text: str, *, indented: bool = False) -> str:
    """A text as it is shown, without its signs."""
    text = _LINK.sub(r"\1", _BREAK.sub("\n", text.replace("\\|", "|")))
    while (shown := _EMPHASIS.sub(r"\2", text)) != text:
        text = shown
    text = entities.unescape(text)
    return text.rstrip() if indented else tidy(text)


def read_web(path: Path) -> Iterator[MarkedLine | Sheet]:
    """The lines and tables of a ``.html``.

    Raises:
        FileProblems: it cannot be read, or is no HTML.
    """
    yield from _Walk(path).read(web_root(path, decoded(path, read_bytes(path, LIMIT))))


def web_root(path: Path, text: str) -> etree._Element:
    """The root of a page's tree.

    Args:
        path: named where it is refused.
        text: the page as it was decoded.

    Raises:
        FileProblems: it is no HTML.
    """
    try:
        return html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*\?>", "", text))
    except (etree.ParserError, ValueError):
        message = "HTML として読めません。ブラウザーで開き、テキストで保存し直してください。"
        raise FileProblems([Problem(path, None, "", message)]) from None


class _Walk:
    """Walks through a page once, collecting the text between blocks."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.text = ""
        self.count = 0
        self.tables = 0
        self.sign = ""
        """Before the next line: the sign of a point."""
        self.level: int | None = None
        """Of the next line: the depth of its number."""

    def read(self, root: etree._Element) -> Iterator[MarkedLine | Sheet]:
        yield from self.inside(root, ())
        yield from self.flushed()

    def inside(self, element: etree._Element, lists: tuple[str, ...]) -> Iterator[MarkedLine | Sheet]:
        self.text += _blank(element.text)
        for child in element:
            tag = child.tag if isinstance(child.tag, str) else "script"
            if tag == "table":
                yield from self.flushed()
                self.tables += 1
                sheet = _sheet(self.path, f"表{self.tables}", child)
                if sheet.cells:
                    yield sheet
            elif tag == "li":
                yield from self.flushed()
                depth = len(lists) - 1
                self.level = depth if lists[-1:] == ("ol",) else None
                self.sign = "" if lists[-1:] == ("ol",) else f"{'　' * max(depth, 0)}・"
                yield from self.inside(child, lists)
                yield from self.flushed()
                self.level, self.sign = None, ""
            elif tag in _BLOCKS:
                yield from self.flushed()
                yield from self.inside(child, (*lists, tag) if tag in ("ol", "ul") else lists)
                yield from self.flushed()
            elif tag in ("br", "hr"):
                self.text += "\n"
            elif tag not in _LEFT_OUT:
                yield from self.inside(child, lists)
            self.text += _blank(child.tail)

    def flushed(self) -> Iterator[MarkedLine]:
        text, self.text = self.text, ""
        for line in clean(text.strip("\n ")).split("\n"):
            if line.strip():
                self.count += 1
                yield MarkedLine(self.count, self.sign + line.strip(" "), self.level)
                self.sign, self.level = "", None


def _sheet(path: Path, name: str, table: etree._Element) -> Sheet:
    cells: dict[Cell, str] = {}
    merged: dict[Cell, Cell] = {}
    for row, drawn in enumerate(table.iter("tr"), start=1):
        column = 1
        for cell in drawn:
            if cell.tag not in ("td", "th"):
                continue
            while (row, column) in merged:
                column += 1
            lines = [each.text for each in _Walk(path).read(cell) if isinstance(each, MarkedLine)]
            if text := tidy("\n".join(lines)):
                cells[row, column] = text
            width, height = _span(cell, "colspan"), _span(cell, "rowspan")
            for down in range(height):
                for right in range(width):
                    if down or right:
                        merged[row + down, column + right] = (row, column)
            column += width
    return Sheet(path, name, cells, merged)


def _span(cell: etree._Element, name: str) -> int:
    typed = cell.get(name, "1")
    return min(max(int(typed), 1), _SPANNED) if typed.isdecimal() else 1


def _blank(text: str | None) -> str:
    """HTML takes every run of ASCII white space for one blank; the wide blank is a character."""
    return re.sub(r"[ \t\r\n]+", " ", text or "") if text and text.strip(" \t\r\n") else ""
