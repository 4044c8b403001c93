"""What stands at the top of every layout (冒頭): the name of the document, when, where, who was there."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.minutes.document import CaseRow, HeaderRow
from clerk_tui.minutes.flow import Block, Grid, Line, Look

_SHORT = 6
"""Characters that a column of results takes on one line."""


def titles(lines: tuple[str, ...]) -> Iterator[Block]:
    """The document's name."""
    for line in lines:
        yield Line(Look.TITLE, line)


def fields(rows: tuple[HeaderRow, ...]) -> Grid:
    """日時, 場所, 出席者 … as a table of two columns."""
    return Grid(
        "会議の概要",
        (2, 8),
        tuple(
            (
                (Line(Look.LABEL, row.sublabel or row.label),),
                tuple(
                    Line(Look.ITEM if row.bulleted else Look.CONTENT, _item(row, text))
                    for text in row.paragraphs
                )
                or (Line(Look.CONTENT, ""),),
            )
            for row in rows
        ),
    )


def cases(columns: tuple[str, str, str], rows: tuple[CaseRow, ...]) -> Grid:
    """The cases with their results."""
    head = tuple((Line(Look.COLUMN, name),) for name in columns)
    body = (
        ((Line(Look.NUMBER, row.number),), (Line(Look.CASE, row.title),), (result(row.result),))
        for row in rows
    )
    return Grid("案件と審議結果", (2, 6, 2), (head, *body), head=1)


def result(text: str) -> Line:
    """A result in its cell: short ones spread over its width, one with a condition set as running text."""
    return Line(Look.RESULT if len(text) <= _SHORT else Look.CASE, text)


def _item(row: HeaderRow, text: str) -> str:
    return f"・{text}" if row.bulleted else text
