"""A page (紙面): what any file of minutes is before it is understood; and where each of its lines went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct, field

from clerk_tui.domain.text import clean


class Place(Struct, frozen=True):
    """Where something stands, as a person finds it."""

    line: int
    """Line of a text, row of a table, paragraph of a Word file; from 1."""
    sheet: str = ""
    """「表3」 or 「本文」 in a Word file; empty in a text."""
    part: int = 0
    """Which line of a paragraph or cell, where it has several."""

    def __str__(self) -> str:
        return f"{self.sheet}{'の' if self.sheet else ''}{self.line}行目"


ENTRY = "list entry"
"""Style of an entry of a list in Markdown."""
HEADING = "heading"
"""The style of a line that a format without styles of its own marks as a heading (#, h1)."""


class TextLine(Struct, frozen=True):
    """A line outside of tables, not empty."""

    text: str
    place: Place
    style: str = ""
    """The paragraph's style as Word names it; empty: none that says anything."""
    apart: bool = False
    """Whether an empty line stands before it."""
    numbered: bool = False
    """Whether Word numbers it."""


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
    wrapped: bool = False
    """Whether a line may have been cut where the paper ended (a text that was made from a PDF)."""

    @property
    def lines(self) -> Iterator[str]:
        """Each line, those within cells too."""
        for block in self.blocks:
            if isinstance(block, TextLine):
                yield block.text
            else:
                yield from (line for row in block.rows for cell in row.cells for line in cell)

    @property
    def units(self) -> Iterator[tuple[Place, str]]:
        """Everything that has to go somewhere: each line outside of tables, each row of a table."""
        for block in self.blocks:
            if isinstance(block, TextLine):
                yield block.place, block.text
            else:
                for row in block.rows:
                    yield row.place, "　".join(filter(None, row.texts))


class Ledger(Struct):
    """Where each line of a page went (行の行き先)."""

    page: Page
    kinds: dict[Place, str] = field(default_factory=dict)

    def put(self, place: Place, kind: str) -> None:
        self.kinds[place] = kind

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.kinds.values())

    def lines(self, *kinds: str) -> tuple[tuple[Place, str], ...]:
        """The lines that became one of these kinds, in order."""
        return tuple(
            (place, clean(text.strip())) for place, text in self.page.units if self.kinds.get(place) in kinds
        )

    @property
    def unread(self) -> tuple[tuple[Place, str], ...]:
        """The lines that found no place, in order."""
        return tuple(
            (place, clean(text.strip())) for place, text in self.page.units if place not in self.kinds
        )
