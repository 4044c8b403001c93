"""A page (紙面): what any file of minutes is before it is understood; and the list of what is wrong with it."""

from __future__ import annotations

from pathlib import Path

from msgspec import Struct, field

from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import FileProblems, Problem


class Place(Struct, frozen=True):
    """Where something stands, as a person finds it."""

    line: int
    """Line of a text, row of a table, paragraph of a Word file; from 1."""
    sheet: str = ""
    """「表3」 or 「本文」 in a Word file; empty in a text."""

    def __str__(self) -> str:
        return f"{self.sheet}{'の' if self.sheet else ''}{self.line}行目"


class TextLine(Struct, frozen=True):
    """A line outside of tables, not empty."""

    text: str
    place: Place


class Row(Struct, frozen=True):
    """One row of a table: its cells, each with its lines; a cell that spans several columns is one."""

    cells: tuple[tuple[str, ...], ...]
    place: Place

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple("".join(lines).strip() for lines in self.cells)


class TableBlock(Struct, frozen=True):
    """The rows of a table in which something is written."""

    rows: tuple[Row, ...]


Block = TextLine | TableBlock


class Page(Struct, frozen=True):
    """A whole file."""

    path: Path
    blocks: tuple[Block, ...]


class Remarks(Struct):
    """What a reader has to say: problems refuse the file, notes are told."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def refuse(self, place: Place | None, message: str) -> None:
        line, sheet = (place.line, place.sheet) if place else (None, "")
        self.problems.append(Problem(self.path, line, "", message, sheet))

    def note(self, place: Place, message: str) -> None:
        self.notes.append(f"{clean(self.path.name)} {place}：{message}")

    def judge(self) -> None:
        """Raise ``FileProblems`` where there are any."""
        if self.problems:
            raise FileProblems(self.problems)
