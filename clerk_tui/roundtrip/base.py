"""The base of a draft (元の案): the document that was printed, and how its template prints each kind of row. Pure."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import Enum, auto

from msgspec import Struct

from clerk_tui.minutes.document import Document, Heading, Turn

from .word import Cell, Line

_ANCHOR = re.compile(r"_bd_(\d+)_(?:(lbl)|(txt)|(lns)_\d+|(prgrphs)_(\d+)_txt)")


class Kind(Enum):
    """What a row of the body is."""

    TURN = auto()
    HEADING = auto()
    STAGE = auto()


class Role(Struct, frozen=True):
    """What a line of the base was printed from."""

    row: int
    """Place in the body of the document."""
    kind: Kind
    label: tuple[int, int] | None = None
    text: tuple[int, int] | None = None


class Form(Struct, frozen=True):
    """How a template prints one kind of row: what stands around its words, and where."""

    before: str = ""
    after: str = ""
    between: str = ""
    """Between the label of a turn and its words, on the same line."""
    inline: bool = False
    """Whether label and words begin on the same line."""
    cell: tuple[int, int] | None = None
    """Which of how many cells."""
    style: str = ""

    def words(self, text: str) -> str:
        """What the template printed, without what stands around it."""
        return text.removeprefix(self.before).removesuffix(self.after) if text else text


class Base(Struct, frozen=True):
    """The record as it was when the draft was made, printed again."""

    document: Document
    lines: tuple[Line, ...]
    roles: tuple[Role | None, ...]
    turn: Form
    """Of the line in which a turn begins."""
    said: Form
    """Of its further paragraphs."""
    heading: Form
    stage: Form
    apart: bool
    """Whether the label of a turn has a cell of its own."""
    signs: tuple[str, ...]
    """What stands before a label, the longest first: it may be another sign for each role (○, ◎)."""

    def printed(self, row: int) -> tuple[str, ...]:
        """The lines of a row of the body."""
        roles = zip(self.roles, self.lines, strict=True)
        return tuple(
            line.text for role, line in roles if role is not None and role.row == row and not line.blank
        )


def base_of(document: Document, lines: Sequence[Line]) -> Base:
    """The base, with how its template prints each kind of row."""
    roles = tuple(_role(document, line) for line in lines)
    pairs = [(role, line) for role, line in zip(roles, lines, strict=True) if role is not None]
    turns: list[Form] = []
    said: list[Form] = []
    apart = Counter[bool]()
    cells: dict[int, Cell | None] = {}
    for role, line in pairs:
        if role.kind is Kind.TURN and role.label is not None:
            start, end = role.label
            cells[role.row] = line.cell
            text = line.text
            if role.text is None:
                form = Form(text[:start], text[end:], "", False, cell_of(line), line.style)
            else:
                begin, stop = role.text
                form = Form(text[:start], text[stop:], text[end:begin], True, cell_of(line), line.style)
            turns.append(form)
        elif role.kind is Kind.TURN and role.text is not None:
            begin, stop = role.text
            said.append(Form(line.text[:begin], line.text[stop:], "", False, cell_of(line), line.style))
            own = cells.get(role.row)
            apart[own is not None and line.cell is not None and own != line.cell] += 1
    turn = _usual(turns)
    return Base(
        document,
        tuple(lines),
        roles,
        turn,
        # Where each turn of the record is one paragraph, a further one has not been seen.
        _usual(said) if said else Form(cell=turn.cell, style=turn.style),
        _usual(_around(pairs, Kind.HEADING)),
        _usual(_around(pairs, Kind.STAGE)),
        apart[True] > apart[False],
        tuple(sorted({form.before for form in turns}, key=len, reverse=True)),
    )


def _role(document: Document, line: Line) -> Role | None:
    row, label, text = -1, None, None
    for mark in line.marks:
        found = _ANCHOR.fullmatch(mark.name)
        if found is None:
            continue
        row = int(found[1])
        if found[2]:
            label = (mark.start, mark.end)
        else:
            text = (mark.start, mark.end)
    if row < 0:
        return None
    kinds = {Turn: Kind.TURN, Heading: Kind.HEADING}
    return Role(row, kinds.get(type(document.body[row]), Kind.STAGE), label, text)


def _around(pairs: Sequence[tuple[Role, Line]], kind: Kind) -> list[Form]:
    return [
        Form(line.text[: role.text[0]], line.text[role.text[1] :], "", False, cell_of(line), line.style)
        for role, line in pairs
        if role.kind is kind and role.text is not None
    ]


def cell_of(line: Line) -> tuple[int, int] | None:
    return (line.cell.cell, line.cell.of) if line.cell else None


def _usual(forms: Sequence[Form]) -> Form:
    return Counter(forms).most_common(1)[0][0] if forms else Form(style="\0")
