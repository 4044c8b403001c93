"""Minutes as lines and plain tables one below another (流し込み): every decision taken, nobody behind the strings.

What :mod:`~.document` is for the table of turns, this is for the other layouts. A line names the style that gives
it its look in the Word template; a writer adds nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from .document import Note


class Look(StrEnum):
    """The paragraph styles of the Word template, by the names that Word shows."""

    TITLE = "会議名称"
    HEADING = "heading 1"
    SUBHEADING = "heading 2"
    LABEL = "項目"
    CONTENT = "内容"
    ITEM = "箇条"
    SPEAKER = "発言者"
    SPEECH = "発言"
    ACTION = "動作"
    STAGE = "ト書き"
    COLUMN = "列名"
    NUMBER = "番号"
    CASE = "件名"
    RESULT = "審議結果"
    GAP = "表の間"


TABLE_STYLE = "会議録の表"


class Line(Struct, frozen=True):
    """A paragraph."""

    look: Look
    text: str
    notes: tuple[Note, ...] = ()
    """Remarks to the editor of the draft."""
    cleared: bool | None = None
    """For words of the record, whether names may stand in them; None for whatever else is printed."""


class Grid(Struct, frozen=True):
    """A table; each cell is the lines in it."""

    caption: str
    """For those who listen to the page."""
    widths: tuple[int, ...]
    """Of the columns, as shares of the page's width."""
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    head: int = 0
    """Rows at the top that are repeated on each page."""


Block: TypeAlias = Line | Grid


class Flow(Struct, frozen=True):
    """A whole document in the order of print."""

    title: str
    """For the properties of the file."""
    blocks: tuple[Block, ...]
    created: datetime
    """Goes into the properties of the file; aware of its zone."""
    recorder: str = "記録担当"
    """Who signs the notes; a function, not a name."""

    def __post_init__(self) -> None:
        """Raise :class:`ValueError` for a time without a zone."""
        if self.created.tzinfo is None:
            raise ValueError("Flow.created needs a time zone")

    @property
    def lines(self) -> Iterator[Line]:
        """Every paragraph, those in tables included, in the order of print."""
        for block in self.blocks:
            if isinstance(block, Line):
                yield block
            else:
                yield from (line for row in block.rows for cell in row for line in cell)
