"""Which column holds what (列の見分け): by the words of the heading row, corrected by what the clerk has said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import normalize

from .headings import Field, Table
from .messages import maybe
from .problems import FileProblems
from .sheets.grid import Sheet, column_number, letters

HEADING_ROWS = 40
"""Rows in which the heading is looked for: titles and remarks may stand above it."""

_BRACKETS = re.compile(r"[(（\[［【].*?[)）\]］】]")
_TAIL = re.compile(r"(名称|等|欄|※\d*)$")


class Columns(Struct, frozen=True):
    """Where the fields of a sheet stand."""

    table: Table
    sheet: Sheet
    heading: int
    """The row of the headings; 0: the sheet has none."""
    places: Mapping[Field, int]

    def __contains__(self, field: Field) -> bool:
        return field in self.places

    def text(self, row: int, field: Field) -> str:
        """What stands in that row under the field; empty where the sheet has no such column."""
        return self.sheet.text(row, self.places[field]) if field in self.places else ""

    def head(self, field: Field) -> str:
        """The heading's own words."""
        return self.sheet.text(self.heading, self.places[field]) if field in self.places else ""

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows below the heading."""
        return tuple(row for row in self.sheet.rows if row > self.heading)


def correction(typed: str) -> tuple[Field, str]:
    """「件名=C」 or 「件名=議題の内容」 as a field and where it stands.

    Raises:
        Refused: it is not written like that, or there is no such field.
    """
    name, _, where = typed.replace("＝", "=").partition("=")
    fields = {field.value: field for field in Field}
    if name.strip() not in fields:
        near = maybe(name.strip(), fields) or f"書けるのは {'、'.join(fields)} です。"
        raise Refused(f"「{typed}」の「{name.strip()}」という項目はありません。{near}")
    if not where.strip():
        raise Refused(f"「{typed}」に列がありません。「{name.strip()}=C」のように書いてください。")
    return fields[name.strip()], where.strip()


def find_table(sheet: Sheet, tables: Sequence[Table], said: Mapping[Field, str]) -> Columns | None:
    """The columns of a sheet as the first of the tables that its headings make it; None: it is none of them.

    Letters that the clerk has said count only where no heading speaks for another table.

    Raises:
        FileProblems: a heading stands twice, so that two columns may be meant.
    """
    headings = {field: where for field, where in said.items() if column_number(where) is None}
    for hints in (headings, said):
        for table in tables:
            if _found(sheet, table, hints) is not None:
                columns = _found(sheet, table, said)
                if columns is not None:
                    _check(columns, said)
                return columns
    return None


def headed(found: Sequence[Columns], said: Mapping[Field, str]) -> dict[Field, str]:
    """The corrections in the words of the headings, which stay true when a column moves; letters where none stand."""
    heads = {field: columns.head(field) for field in said for columns in found if columns.head(field)}
    return {field: heads.get(field) or where for field, where in said.items()}


def _found(sheet: Sheet, table: Table, said: Mapping[Field, str]) -> Columns | None:
    wanted = {field: where for field, where in said.items() if field in table.words}
    best: Columns | None = None
    for row in [row for row in sheet.rows if row <= HEADING_ROWS]:
        places = _matched(sheet, row, table, wanted)
        needed = [field for field in table.needed if field in places]
        by_word = [field for field in places if column_number(wanted.get(field, "")) is None]
        alone = len(sheet.columns(row)) == 1 and needed[:1] == by_word
        # Where the clerk has said by its letter what makes it such a table, one heading beside it is enough.
        enough = 2 if any(field in by_word for field in needed) else 1
        if needed and (len(by_word) >= enough or alone) and (best is None or len(places) > len(best.places)):
            best = Columns(table, sheet, row, places)
    if best is None:
        by_letter = {f: at for f, where in wanted.items() if (at := column_number(where)) is not None}
        # Nobody wrote a heading, but the clerk has said where everything stands.
        return Columns(table, sheet, 0, by_letter) if by_letter.keys() & {*table.needed} else None
    return best


def _matched(sheet: Sheet, row: int, table: Table, said: Mapping[Field, str]) -> dict[Field, int]:
    places: dict[Field, int] = {}
    taken: set[int] = set()
    for field, where in said.items():
        at = column_number(where)
        named = [c for c in sheet.columns(row) if plain(sheet.text(row, c)) == plain(where)]
        # A heading may itself look like a column's name (「No」): then the heading is meant.
        found = named[0] if named else at
        if found is not None:
            places[field] = found
            taken.add(found)
    for field, words in table.words.items():
        ranked = [] if field in places else _ranked(sheet, row, words, taken)
        if ranked:
            places[field] = ranked[0][1]
            taken.add(ranked[0][1])
    return places


def _ranked(sheet: Sheet, row: int, words: tuple[str, ...], taken: set[int]) -> list[tuple[int, int]]:
    """The columns whose heading is one of the words, with its place among them, the surest first."""
    order = {plain(word): rank for rank, word in reversed(tuple(enumerate(words)))}
    return sorted(
        (order[head], column)
        for column in sheet.columns(row)
        if column not in taken and (head := plain(sheet.text(row, column))) in order
    )


def _check(columns: Columns, said: Mapping[Field, str]) -> None:
    """Refuse where the same heading stands twice and the clerk has not said which one is meant."""
    sheet, row = columns.sheet, columns.heading
    problems = []
    for field, at in columns.places.items():
        if field in said:
            continue
        head, cell = plain(sheet.text(row, at)), sheet.first(row, at)
        same = [
            c for c in sheet.columns(row) if plain(sheet.text(row, c)) == head and sheet.first(row, c) != cell
        ]
        if same:
            others = "、".join(letters(column) for column in (at, *same))
            message = (
                f"「{field}」にあたる列が {others} の{len(same) + 1}つあります。"
                f"{field}の列を指定してください（--column {field}={letters(at)}）。"
            )
            problems.append(sheet.problem(row, message, at))
    if problems:
        raise FileProblems(problems)


def plain(text: str) -> str:
    """A heading as it is compared: without remarks in brackets (「件名（案）」)."""
    return normalize(_TAIL.sub("", _BRACKETS.sub("", text).strip()) or text)
