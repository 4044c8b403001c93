"""Which reader a file gets (読み手の選択), by the end of its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.intake.word_body import Line, Table, read_body

from .delimited import decoded, read_delimited
from .grid import Cell, Sheet, tidy
from .markup import MarkedLine, read_markdown, read_web
from .package import read_bytes

SUFFIXES = (".xlsx", ".csv", ".tsv", ".docx", ".txt", ".md", ".html", ".htm")
_TEXT_LIMIT = 1_000_000
"""Bytes of a plain text."""


class Paragraph(Struct, frozen=True):
    """A line of a paper outside of tables."""

    file: Path
    number: int
    """Which paragraph or line it is, from 1; tables not counted."""
    text: str
    """With its indent, without anything behind it."""
    level: int | None = None
    """Depth in one of Word's numbered lists, 0 outermost; None: Word gives it no number."""
    sheet: str = ""
    """The table or sheet of which it is a row; empty: none."""


def read_blocks(path: Path) -> tuple[Sheet | Paragraph, ...]:
    """The sheets, tables and paragraphs of a file that hold anything, in order.

    Raises:
        FileProblems: all that is wrong with it, or it holds nothing.
    """
    blocks: tuple[Sheet | Paragraph, ...]
    match path.suffix.lower():
        case ".xlsx":
            from .workbook import read_workbook

            blocks = read_workbook(path)
        case ".csv" | ".tsv":
            blocks = (read_delimited(path),)
        case ".txt":
            blocks = _text(path)
        case ".docx":
            blocks = _word(path)
        case ".md":
            blocks = _marked(path, read_markdown(path))
        case ".html" | ".htm":
            blocks = _marked(path, read_web(path))
        case ".xls" | ".xlsm" | ".xlsb" | ".ods" | ".numbers":
            raise _refused(
                path, "この形式は読めません。Excel で開き、「Excel ブック (*.xlsx)」で保存し直してください。"
            )
        case ".doc" | ".docm" | ".rtf" | ".odt" | ".pdf":
            raise _refused(
                path, "この形式は読めません。Word で開き、「Word 文書 (*.docx)」で保存し直してください。"
            )
        case _:
            raise _refused(path, f"読める形式ではありません。{'、'.join(SUFFIXES)} のどれかにしてください。")
    if not any(isinstance(block, Paragraph) or block.cells for block in blocks):
        raise _refused(path, "何も書かれていません。別のファイルでないか確かめてください。")
    return blocks


def _marked(path: Path, found: Iterable[MarkedLine | Sheet]) -> tuple[Sheet | Paragraph, ...]:
    """The blocks of a file with markup."""
    blocks: list[Sheet | Paragraph] = []
    for each in found:
        if isinstance(each, Sheet):
            blocks.append(each)
        elif line := _line(each.text):
            blocks.append(Paragraph(path, each.number, line, each.level))
    return tuple(blocks)


def _text(path: Path) -> tuple[Sheet | Paragraph, ...]:
    """A plain text: a table where its lines have separators, else lines."""
    lines = decoded(path, read_bytes(path, _TEXT_LIMIT)).splitlines()
    filled = [line for line in lines if line.strip()]
    first = filled[0] if filled else ""
    # A tab in the title alone only sets something to the right.
    tabbed = sum("\t" in line.strip() for line in filled) * 2 > len(filled)
    if ("\t" in first.strip() and tabbed) or first.count(",") > 1:
        return (read_delimited(path),)
    kept = ((number, _line(line)) for number, line in enumerate(lines, start=1))
    return tuple(Paragraph(path, number, line) for number, line in kept if line)


def _word(path: Path) -> tuple[Sheet | Paragraph, ...]:
    blocks: list[Sheet | Paragraph] = []
    tables = 0
    for block in read_body(path):
        if isinstance(block, Line):
            # A line break within a paragraph is a line of its own to whoever reads the paper.
            for part in filter(None, map(_line, block.text.split("\n"))):
                blocks.append(Paragraph(path, block.number, part, block.level))
        else:
            tables += 1
            sheet = _sheet(path, f"表{tables}", block)
            blocks += [sheet] if sheet.cells else []
    return tuple(blocks)


def _line(text: str) -> str:
    """The text with its indent; a tab within it parts what stands behind a title, as a wide gap does."""
    kept = tidy(text.strip().replace("\t", "　　"))
    indent = len(text) - len(text.lstrip())
    return text[:indent].replace("\t", "　") + kept if kept else ""


def _sheet(path: Path, name: str, table: Table) -> Sheet:
    cells: dict[Cell, str] = {}
    merged: dict[Cell, Cell] = {}
    above: dict[int, Cell] = {}
    """For each column the cell that a continued one goes on."""
    for row, drawn in enumerate(table.rows, start=1):
        column = 1
        for cell in drawn:
            first = above.get(column, (row, column)) if cell.continued else (row, column)
            text = tidy(cell.text)
            if text and first == (row, column):
                cells[first] = text
            for at in range(column, column + cell.span):
                if (row, at) != first:
                    merged[row, at] = first
                above[at] = first
            column += cell.span
    return Sheet(path, name, cells, merged)


def _refused(path: Path, message: str) -> FileProblems:
    return FileProblems([Problem(path, None, "", message)])
