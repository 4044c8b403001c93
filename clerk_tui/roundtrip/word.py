"""A draft as it lies in a Word file (案の読取り): its lines in order, with their anchors, authors and comments.

Tracked changes are read as if they were accepted, with who made them. Headers, footers, notes and text boxes are
lines like all others; what Word computes (page numbers, tables of contents) is no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from lxml import etree
from msgspec import Struct, field

from clerk_tui.domain.text import clean
from clerk_tui.intake.sheets.package import Package
from clerk_tui.intake.word_body import opened
from clerk_tui.minutes.anchors import Origin, origin_of

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_LETTERS: Final = (f"{_W}t", _MATH_TEXT)
_SAVED_BY: Final = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}lastModifiedBy"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_SIGNS: Final = {
    **{f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"},
    **{f"{_W}noBreakHyphen": "-", f"{_W}sym": "〓"},
}
_SKIPPED: Final = {f"{_W}{name}" for name in ("pPr", "rPr", "rt", "instrText", "fldSimple", "delText")} | {
    _FALLBACK
}
_GONE: Final = (f"{_W}del", f"{_W}moveFrom")
_COME: Final = (f"{_W}ins", f"{_W}moveTo")
_OTHER_PARTS: Final = (
    (re.compile(r"word/header\d*\.xml"), "ヘッダー"),
    (re.compile(r"word/footer\d*\.xml"), "フッター"),
    (re.compile(r"word/footnotes\.xml"), "脚注"),
    (re.compile(r"word/endnotes\.xml"), "文末脚注"),
)


class Cell(Struct, frozen=True):
    """Where in a table a line stands."""

    table: int
    row: int
    cell: int
    of: int
    """How many cells the row has."""


class Mark(Struct, frozen=True):
    """An anchor and the characters that it is around."""

    name: str
    start: int
    end: int


class Note(Struct, frozen=True):
    """A comment."""

    author: str
    text: str


class Line(Struct, frozen=True):
    """One paragraph."""

    text: str
    part: str = ""
    """「ヘッダー」 and the like; empty: the main text."""
    cell: Cell | None = None
    style: str = ""
    marks: tuple[Mark, ...] = ()
    notes: tuple[Note, ...] = ()
    authors: tuple[str, ...] = ()
    """Who made the tracked changes in it."""

    @property
    def blank(self) -> bool:
        return not self.text.strip()


class WordFile(Struct, frozen=True):
    """A draft."""

    lines: tuple[Line, ...]
    origin: Origin | None
    """What it says it was made from."""
    removed: dict[str, str]
    """Anchors within what a tracked change has taken out, each with its author."""
    saved_by: str = ""
    """Who saved it last, as its properties say."""


def read_draft(path: Path) -> WordFile:
    """The lines of a ``.docx``.

    Raises:
        FileProblems: it is no Word file, or not a sanitized one.
    """
    package, body = opened(path)
    reader = _Reader(_styles(package.xml("word/styles.xml")), _comments(package))
    reader.blocks(body)
    for pattern, name in _OTHER_PARTS:
        for part in sorted(filter(pattern.fullmatch, package.parts)):
            other = package.xml(part)
            if other is not None:
                reader.part = name
                reader.blocks(other)
    return WordFile(tuple(reader.lines), origin_of(reader.names), reader.removed, _saved_by(package))


class _Said(Struct):
    """A paragraph in the course of its reading."""

    text: str = ""
    marks: list[Mark] = field(default_factory=list)
    open: dict[str, tuple[str, int]] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)


class _Reader:
    """Goes through the blocks of a part in order."""

    def __init__(self, styles: dict[str, str], comments: dict[str, Note]) -> None:
        self.lines: list[Line] = []
        self.names: list[str] = []
        self.removed: dict[str, str] = {}
        self.part = ""
        self._styles = styles
        self._comments = comments
        self._tables = 0
        self._field = 0
        self._held: _Said | None = None
        """A paragraph whose end was deleted: the next one goes on with it."""

    def blocks(self, parent: etree._Element, cell: Cell | None = None) -> None:
        for child in parent:
            if child.tag == f"{_W}p":
                self._paragraph(child, cell)
            elif child.tag == f"{_W}tbl":
                self._table(child)
            elif child.tag == f"{_W}bookmarkStart":
                self.names.append(child.get(f"{_W}name", ""))
            elif child.tag in _GONE:
                self._remove(child)
            elif child.tag == f"{_W}sdt":
                self.blocks(_content(child), cell)
            elif child.tag in (*_COME, f"{_W}customXml", f"{_W}footnote", f"{_W}endnote"):
                self.blocks(child, cell)
        self._end(cell, "")

    def _table(self, table: etree._Element) -> None:
        self._tables += 1
        number = self._tables
        for at, row in enumerate(_inside(table, f"{_W}tr")):
            gone = next(
                (row.find(f"{_W}trPr/{tag}") for tag in _GONE if row.find(f"{_W}trPr/{tag}") is not None),
                None,
            )
            if gone is not None:
                self._remove(row, gone.get(f"{_W}author", ""))
                continue
            cells = list(_inside(row, f"{_W}tc"))
            come = row.find(f"{_W}trPr/{_W}ins")
            for place, each in enumerate(cells):
                before = len(self.lines)
                self.blocks(each, Cell(number, at, place, len(cells)))
                if come is not None:
                    self._sign(before, come.get(f"{_W}author", ""))

    def _sign(self, since: int, author: str) -> None:
        from msgspec.structs import replace

        for at in range(since, len(self.lines)):
            line = self.lines[at]
            self.lines[at] = replace(line, authors=tuple(dict.fromkeys((*line.authors, author))))

    def _remove(self, element: etree._Element, author: str = "") -> None:
        for mark in element.iter(f"{_W}bookmarkStart"):
            self.removed[mark.get(f"{_W}name", "")] = author or element.get(f"{_W}author", "")

    def _paragraph(self, paragraph: etree._Element, cell: Cell | None) -> None:
        said = self._held or _Said()
        self._held = None
        self._inline(paragraph, said)
        look = paragraph.find(f"{_W}pPr")
        ended = None
        if look is not None:
            ended = next((found for tag in _GONE if (found := look.find(f"{_W}rPr/{tag}")) is not None), None)
            said.authors += [
                found.get(f"{_W}author", "")
                for tag in (*_GONE, *_COME)
                if (found := look.find(f"{_W}rPr/{tag}")) is not None
            ]
        if ended is not None:
            self._held = said if said.text.strip() else self._emptied(said, ended.get(f"{_W}author", ""))
            return
        self._put(said, cell, self._style(look))

    def _emptied(self, said: _Said, author: str) -> _Said:
        """A paragraph that was deleted with its end: nothing of it goes on in the next one."""
        for name in (*(mark.name for mark in said.marks), *(name for name, _ in said.open.values())):
            self.removed[name] = author
        return _Said(notes=said.notes, boxes=said.boxes)

    def _end(self, cell: Cell | None, style: str) -> None:
        if self._held is not None:
            held, self._held = self._held, None
            if held.text.strip():
                self._put(held, cell, style)

    def _put(self, said: _Said, cell: Cell | None, style: str) -> None:
        said.marks += [Mark(name, start, len(said.text)) for name, start in said.open.values()]
        text = clean(said.text)
        self.lines.append(
            Line(
                text,
                self.part,
                cell,
                style,
                tuple(said.marks),
                tuple(dict.fromkeys(said.notes)),
                tuple(dict.fromkeys(filter(None, said.authors))),
            )
        )
        for box in said.boxes:
            self.blocks(box)

    def _inline(self, element: etree._Element, said: _Said) -> None:
        for child in element:
            tag = child.tag
            if tag in _LETTERS:
                said.text += "" if self._field else (child.text or "")
            elif tag in _SIGNS:
                # A page break is no line of the text.
                if not self._field and child.get(f"{_W}type") not in ("page", "column"):
                    said.text += _SIGNS[tag]
            elif tag == f"{_W}bookmarkStart":
                name = child.get(f"{_W}name", "")
                self.names.append(name)
                said.open[child.get(f"{_W}id", "")] = (name, len(said.text))
            elif tag == f"{_W}bookmarkEnd":
                if begun := said.open.pop(child.get(f"{_W}id", ""), None):
                    said.marks.append(Mark(begun[0], begun[1], len(said.text)))
            elif tag == f"{_W}fldChar":
                kind = child.get(f"{_W}fldCharType")
                self._field += {"begin": 1, "end": -1}.get(kind or "", 0)
            elif tag == f"{_W}commentReference":
                if note := self._comments.get(child.get(f"{_W}id", "")):
                    said.notes.append(note)
            elif tag in _GONE:
                said.authors.append(child.get(f"{_W}author", ""))
                self._remove(child)
            elif tag == f"{_W}txbxContent":
                said.boxes.append(child)
            elif tag not in _SKIPPED and isinstance(tag, str):
                if tag in _COME:
                    said.authors.append(child.get(f"{_W}author", ""))
                self._inline(child, said)

    def _style(self, look: etree._Element | None) -> str:
        style = look.find(f"{_W}pStyle") if look is not None else None
        return self._styles.get(style.get(f"{_W}val", ""), "") if style is not None else ""


def _saved_by(package: Package) -> str:
    root = package.xml("docProps/core.xml")
    found = root.find(_SAVED_BY) if root is not None else None
    return clean(found.text or "").strip() if found is not None else ""


def _content(wrapped: etree._Element) -> etree._Element:
    found = wrapped.find(f"{_W}sdtContent")
    return found if found is not None else wrapped


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or cells of a row, those within content controls among them."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}customXml", *_COME):
            yield from _inside(_content(child), tag)


def _styles(root: etree._Element | None) -> dict[str, str]:
    """Names of the paragraph styles by their ids, as they are compared: programs differ in their case."""
    found = {}
    for style in root.iter(f"{_W}style") if root is not None else ():
        name = style.find(f"{_W}name")
        if name is not None:
            found[style.get(f"{_W}styleId", "")] = name.get(f"{_W}val", "").casefold()
    return found


def _comments(package: Package) -> dict[str, Note]:
    root = package.xml("word/comments.xml")
    found = {}
    for comment in root.iter(f"{_W}comment") if root is not None else ():
        lines = ("".join(text.text or "" for text in line.iter(f"{_W}t")) for line in comment.iter(f"{_W}p"))
        text = clean("\n".join(filter(None, lines))).strip()
        author = clean(comment.get(f"{_W}author", "")).strip()
        found[comment.get(f"{_W}id", "")] = Note(author, text)
    return found
