"""A Word file as a page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clerk_tui.intake.word_body import Line, Table, read_body

from .page import Block, Page, Place, Row, TableBlock, TextLine

_BODY = "本文"


def read_word(path: Path) -> Page:
    """The page of a ``.docx``.

    Raises:
        FileProblems: it is no Word file, or not a sanitized one.
    """
    return Page(path, tuple(_blocks(path)))


def _blocks(path: Path) -> Iterator[Block]:
    tables = 0
    apart = False
    for block in read_body(path):
        match block:
            case Line(text=text, number=number, level=level, style=style):
                apart = apart or not text.strip()
                for part, line in enumerate(text.split("\n")):
                    if line.strip():
                        yield TextLine(
                            line.rstrip(),
                            Place(number, _BODY, part),
                            style,
                            apart,
                            level is not None or style.startswith("List Number"),
                        )
                        apart = False
            case Table(rows=drawn):
                apart = False
                tables += 1
                rows = (
                    Row(tuple(_lines(cell.lines) for cell in cells), Place(number, f"表{tables}"))
                    for number, cells in enumerate(drawn, start=1)
                )
                yield TableBlock(tuple(row for row in rows if any(row.texts)))


def _lines(paragraphs: tuple[str, ...]) -> tuple[str, ...]:
    lines = [line.rstrip() for paragraph in paragraphs for line in paragraph.split("\n")]
    return tuple(line for line in lines if line)
