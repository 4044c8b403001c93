"""A sheet of cells (表), wherever it came from: a workbook, a CSV file, a table in a Word file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import jaconv
from msgspec import Struct, field
from msgspec.structs import force_setattr

from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import Problem

Cell = tuple[int, int]
"""Row and column, both counted from 1."""

ROWS = 10_000
CELLS = 100_000
"""What one file may hold: a meeting of forty cases and thirty people takes a hundredth of it."""

_LETTERS = re.compile(r"[A-Z]{1,3}")


class Sheet(Struct, frozen=True):
    """Texts by place. Empty cells are absent; every text is cleaned and without blanks around it."""

    file: Path
    name: str
    """Name of the sheet as a message gives it; empty where the file has only one and no name for it."""
    cells: Mapping[Cell, str]
    merged: Mapping[Cell, Cell] = field(default_factory=dict)
    """For each further cell of a merged range (結合セル) the first one, which holds the text."""
    readings: Mapping[Cell, str] = field(default_factory=dict)
    """ふりがな that the program keeps with a cell, in hiragana."""
    hidden_rows: Mapping[int, str] = field(default_factory=dict)
    """What stands in rows that the clerk has hidden or filtered out; it is not among the cells."""
    hidden_columns: Mapping[int, str] = field(default_factory=dict)
    """Likewise the first text of each hidden column."""

    _by_row: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """Per row the columns in which a reader sees something; asked for too often to be looked for each time."""

    def __post_init__(self) -> None:
        seen: dict[int, set[int]] = {row: set() for row in sorted({row for row, _ in self.cells})}
        for row, column in (*self.cells, *(at for at, first in self.merged.items() if first in self.cells)):
            if row in seen:
                seen[row].add(column)
        force_setattr(self, "_by_row", {row: tuple(sorted(columns)) for row, columns in seen.items()})

    def first(self, row: int, column: int) -> Cell:
        """The cell that holds what is seen there."""
        return self.merged.get((row, column), (row, column))

    def text(self, row: int, column: int) -> str:
        """What a reader sees there, merged ranges filled; empty where there is nothing."""
        return self.cells.get(self.first(row, column), "")

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows that hold anything of their own, in order."""
        return tuple(self._by_row)

    def columns(self, row: int) -> tuple[int, ...]:
        """The columns in which a reader sees something in that row."""
        return self._by_row.get(row, ())

    def problem(self, row: int | None, message: str, column: int | None = None) -> Problem:
        """A problem at a place of this sheet."""
        return Problem(self.file, row, "", message, self.name, letters(column) if column else "")


def tidy(text: str) -> str:
    """A cell's text as it is kept."""
    return clean(text.replace("_x000D_", "").replace("\t", " ")).strip()


def hiragana(text: str) -> str:
    """Kana of either kind and width as hiragana; everything else stays."""
    return jaconv.kata2hira(unicodedata.normalize("NFKC", text)).strip()


def letters(column: int) -> str:
    """The name of a column: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def column_number(name: str) -> int | None:
    """The column of that name, in either case and width; None where it is no column's name."""
    plain = name.strip().translate({code: code - 0xFEE0 for code in range(0xFF21, 0xFF5B)}).upper()
    if not _LETTERS.fullmatch(plain):
        return None
    number = 0
    for letter in plain:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
