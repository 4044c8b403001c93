"""Tables drawn with box characters (罫線の表): 「│会議名│…│」 between 「├──┼──┤」 → rows."""

from __future__ import annotations

import re
from collections.abc import Sequence

from .page import Place, Row

_BORDER = "│┃║"
_DRAWN = re.compile(r"^[\s　]*[┌┏╔├┣╠└┗╚│┃║╭╰]")
_RULE = re.compile(r"[─━═╌┄┈]{2,}")
_CORNERS = re.compile(r"[\s　─━═╌┄┈┌┏╔├┣╠└┗╚┐┓╗┤┫╣┘┛╝┬┳╦┴┻╩┼╋╬╭╮╰╯┠┨┯┷┿╂]+")
_CROSSINGS = re.compile(r"[│┃║├┣╠┤┫╣┼╋╬┠┨┿╂]")


def drawn(line: str) -> bool:
    """Whether a line belongs to a table drawn with box characters."""
    return bool(_DRAWN.match(line))


def box_rows(lines: Sequence[tuple[int, str]]) -> list[Row]:
    """The rows of a drawn table, each at its first line; what is written between two rules is one row.

    A rule through some of the columns (「│　├───┤」) begins a new row; the label to its left stays that of the rows
    above it, as in a table with merged cells.
    """
    rows: list[Row] = []
    cells: list[list[str]] = []
    first = 0
    for number, line in lines:
        ruled = bool(_RULE.search(line))
        pieces = _pieces(line)
        if ruled and cells:
            _end(rows, cells, first)
            cells = []
        if ruled and not any(_CORNERS.sub("", piece) for piece in pieces):
            continue
        texts = [_CORNERS.sub("", piece) if _RULE.search(piece) else piece.strip(" 　") for piece in pieces]
        if cells and len(texts) != len(cells):
            _end(rows, cells, first)
            cells = []
        if not cells:
            cells, first = [[] for _ in texts], number
        for cell, text in zip(cells, texts, strict=True):
            if text:
                cell.append(text)
    _end(rows, cells, first)
    return rows


def _pieces(line: str) -> list[str]:
    text = line.strip(" 　")
    border = _CROSSINGS if _RULE.search(text) else re.compile(f"[{_BORDER}]")
    pieces = border.split(text)
    if pieces and not pieces[0].strip(" 　"):
        pieces = pieces[1:]
    if pieces and not pieces[-1].strip(" 　"):
        pieces = pieces[:-1]
    return pieces


def _end(rows: list[Row], cells: list[list[str]], first: int) -> None:
    if not any(cells):
        return
    # A label that is set in the middle of its lines is one word.
    label = [("".join(cells[0]),)] if len(cells) > 1 and cells[0] else [tuple(cells[0])]
    rest = [tuple(cell) for cell in cells[1:]]
    rows.append(Row((*label, *rest), Place(first)))
