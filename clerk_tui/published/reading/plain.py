"""A text as a page (.txt, .md): plain lines, and tables drawn with ``|`` as converters from PDF write them."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.intake.sheets.package import read_bytes

from .boxes import box_rows, drawn
from .page import ENTRY, HEADING, Block, Page, Place, Row, TableBlock, TextLine

LIMIT = 20_000_000
"""Bytes; minutes of a whole day have a twentieth of that."""
_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?")
_RULE_WITHIN = re.compile(r":?-{3,}:?(?:\s*\|\s*:?-{3,}:?)+")
_BAR = re.compile(r"(?<!\\)\|")
_BREAK = re.compile(r"\s*(?:<br\s*/?>|</?(?:p|ul|ol|li)(?:\s[^<>]*)?>)\s*", re.IGNORECASE)
_EMPHASIS = re.compile(r"(?:\*\*|__)(?=\S)(.+?)(?<=\S)(?:\*\*|__)|^[*_](?=[^\s*_])([^*_]+)[*_]$")
_HEADING = re.compile(r"^#{1,6}\s+|^[ \t]*[-*+][ \t]+|^:[ \t]+(?=\S)")
_ENTRY = re.compile(r"[ \t]*[-*+][ \t]+")
_ORDERED = re.compile(r"[ \t]*[0-9]{1,2}\.[ \t]+")
"""An entry of a numbered list, where the headings of the file are marked as such."""
_BOLD_HEAD = re.compile(r"^(?:\*\*|__)([^*_：:]{1,30})(?:\*\*|__)[ \u3000]+(?=\S)")


def read_text(path: Path) -> Page:
    """The page of a text in UTF-8 or cp932.

    Raises:
        FileProblems: it cannot be read, or is no text.
    """
    return Page(path, tuple(_blocks(decoded(path, read_bytes(path, LIMIT)))), wrapped=True)


def decoded(path: Path, data: bytes) -> str:
    """The text of a file in UTF-8 or cp932.

    Raises:
        FileProblems: it is in neither.
    """
    if b"\0" not in data:
        for encoding in ("utf-8-sig", "cp932"):
            try:
                return clean(data.decode(encoding))
            except UnicodeDecodeError:
                continue
    message = (
        "文字として読めません。UTF-8 のテキストで保存し直してください（Word の文書は .docx のまま渡せます）。"
    )
    raise FileProblems([Problem(path, None, "", message)])


def _blocks(text: str) -> Iterator[Block]:
    rows: list[Row] = []
    box: list[tuple[int, str]] = []
    apart = False
    lines = text.split("\n")
    bare = _without_borders(lines)
    marked = sum(line.startswith("#") for line in lines) > 1
    for number, line in enumerate(lines, start=1):
        if drawn(line):
            box.append((number, line))
            continue
        if box:
            yield from _boxed(box)
            box = []
        if line.lstrip().startswith("|") or number in bare:
            row = Row(_cells(line.strip()), Place(number))
            if not _RULE.fullmatch(line.strip()) and any(row.texts):
                rows.append(row)
            continue
        if rows:
            yield TableBlock(tuple(rows))
            rows = []
        if line.strip():
            # Bold sets a speaker apart from the words as well as wide blanks do.
            plain = _BOLD_HEAD.sub(r"\1　　", _HEADING.sub("", line.rstrip()))
            entry = _ENTRY.match(line) or (marked and _ORDERED.match(line))
            style = HEADING if line.startswith("#") else ENTRY if entry else ""
            yield TextLine(_EMPHASIS.sub(r"\1\2", plain), Place(number), style, apart=apart)
        apart = not line.strip()
    if rows:
        yield TableBlock(tuple(rows))
    yield from _boxed(box)


def _without_borders(lines: list[str]) -> set[int]:
    """Numbers of the lines of Markdown tables whose rows have no bar at their ends."""
    found: set[int] = set()
    for at, line in enumerate(lines):
        if at and _RULE_WITHIN.fullmatch(line.strip()) and "|" in lines[at - 1]:
            found |= {at, at + 1}
            below = at + 1
            while below < len(lines) and "|" in lines[below]:
                found.add(below + 1)
                below += 1
    return found


def _boxed(lines: list[tuple[int, str]]) -> Iterator[Block]:
    if rows := box_rows(lines):
        yield TableBlock(tuple(rows))


def _cells(line: str) -> tuple[tuple[str, ...], ...]:
    drawn = _BAR.split(line.removeprefix("|").removesuffix("|"))
    cells = [_lines(cell) for cell in drawn]
    # Markdown joins no cells: one that covered the row comes out with nothing to its right.
    while len(cells) > 1 and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _lines(cell: str) -> tuple[str, ...]:
    pieces = _BREAK.split(cell.replace("\\|", "|"))
    lines = (html.unescape(piece).strip(" ") for piece in pieces)
    return tuple(line for line in lines if line)
