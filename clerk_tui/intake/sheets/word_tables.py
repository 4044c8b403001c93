"""The tables of a Word file as sheets (次第の表)."""

from __future__ import annotations

from pathlib import Path

from clerk_tui.intake.word_body import Table, read_body

from .grid import Place, Sheet, tidy


def read_tables(path: Path) -> tuple[Sheet, ...]:
    """Every table with text in it, named 「表1」 and so on, and the paragraphs as one more sheet 「本文」.

    Raises:
        FileProblems: the file cannot be used.
    """
    body = read_body(path)
    tables = [block for block in body if isinstance(block, Table)]
    sheets = [_sheet(path, f"表{number}", table) for number, table in enumerate(tables, start=1)]
    lines = {
        (line.number, 1): tidy(line.text) for line in body if not isinstance(line, Table) and tidy(line.text)
    }
    return (*(sheet for sheet in sheets if sheet.cells), *((Sheet(path, "本文", lines),) if lines else ()))


def _sheet(path: Path, name: str, table: Table) -> Sheet:
    cells: dict[Place, str] = {}
    merged: dict[Place, Place] = {}
    above: dict[int, Place] = {}
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
