"""Which column holds what (列の見分け): by the words of the heading rows, corrected by what the clerk has said."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import normalize

from .column_words import Field, TableKind
from .lines import Where
from .problems import FileProblems, maybe
from .sheets.grid import Sheet, column_number, letters

HEADING_ROWS = 40
"""Rows in which the heading is looked for: titles and remarks may stand above it."""

_BRACKETS = re.compile(r"[(（\[［【].*?[)）\]］】]", re.DOTALL)
_TAIL = re.compile(r"(名称|等|欄|※\d*)$")
_NOTHING = re.compile(r"[\s　\-－―‐─–—ー・/／]*|なし|該当なし|未定")
_DITTO_WITHIN = re.compile(r"[\s　]*(?:〃|同上?|”|″)[\s　]+(?P<rest>\S.*)")
"""「〃　主幹」: the office above, with another post."""
_OFFICE_PART = re.compile(r".*(?:[課部局室係所館署]|センター|事務局|委員会)(?=.)|.*[課部局室係所館署]$")
_SPAN = re.compile("自|至|から|まで|始期|終期|始|終|開始|終了|")
"""The parts of a heading over a span of time."""
_DITTO = re.compile(r"[\s　]*(〃|々|同上|同右|”|″)[\s　]*")


class Columns(Struct, frozen=True):
    """Where the fields of a sheet stand."""

    table: TableKind
    sheet: Sheet
    heading: int
    """The last row of the headings; 0: the sheet has none."""
    places: Mapping[Field, int]
    first: int = 0
    """The first row of the headings."""
    span: tuple[int, int] = (1, 1_000_000)
    """The columns of this table, where several stand side by side."""
    until: int = 1_000_000
    """The last row of this table, where another one follows below."""

    def __contains__(self, field: Field) -> bool:
        return field in self.places

    def seen(self, row: int, field: Field) -> str:
        """What stands in that row under the field as it is written; empty where there is no such column."""
        return self.sheet.text(row, self.places[field]) if field in self.places else ""

    def text(self, row: int, field: Field) -> str:
        """Likewise, 「〃」 filled from above and 「―」 taken for nothing."""
        text = self.seen(row, field)
        while _DITTO.fullmatch(text) and (above := [r for r in self.rows if r < row]):
            row = above[-1]
            text = self.seen(row, field)
        within = _DITTO_WITHIN.fullmatch(text) if field is not Field.REMARK else None
        if within and (above := [r for r in self.rows if r < row]):
            office = _OFFICE_PART.match(self.text(above[-1], field).split("　")[0])
            text = (office.group() if office else "") + within["rest"]
        return "" if _NOTHING.fullmatch(text) else text

    def head(self, field: Field) -> str:
        """The heading's own words."""
        return self.sheet.text(self.heading, self.places[field]) if field in self.places else ""

    @property
    def rows(self) -> tuple[int, ...]:
        """The rows below the heading."""
        return tuple(row for row in self.sheet.rows if self.heading < row <= self.until and self.cells(row))

    def cells(self, row: int) -> tuple[int, ...]:
        """The columns of this table in which something stands in that row."""
        low, high = self.span
        return tuple(column for column in self.sheet.columns(row) if low <= column <= high)

    def texts(self, row: int) -> list[str]:
        """The different texts of that row, in order."""
        return list(dict.fromkeys(filter(None, (self.sheet.text(row, column) for column in self.cells(row)))))

    def unused(self) -> list[str]:
        """The headings of columns that are not read though something stands in them."""
        used = set(self.places.values())
        filled = {
            column
            for row in self.rows
            for column in self.cells(row)
            if self.sheet.first(row, column)[1] == column
        }
        # Under one heading over several columns (任期：自｜至), reading the first is reading it.
        above = range(self.first or self.heading, self.heading + 1)
        covered = {c for c in filled if any(self.sheet.first(row, c)[1] in used for row in above)}
        # … unless it has a heading of its own, which says something else (案件：名称｜所在地).
        own = {c for c in covered - used if self.sheet.first(self.heading, c) == (self.heading, c)}
        filled -= covered - {c for c in own if not _SPAN.fullmatch(plain(self.sheet.text(self.heading, c)))}
        heads = (
            self.sheet.text(self.heading, column) or f"{letters(column)}列"
            for column in sorted(filled - used)
        )
        return list(dict.fromkeys("".join(head.split()) for head in heads))

    def where(self, row: int) -> Where:
        return Where(self.sheet.file, row, self.sheet.name)


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


def find_tables(sheet: Sheet, tables: Sequence[TableKind], said: Mapping[Field, str]) -> list[Columns]:
    """The tables of a sheet, of the first of the kinds that its headings make; none: it is none of them.

    Several stand side by side where all headings come again. Letters that the clerk has said count only where
    no heading speaks for another kind of table.

    Raises:
        FileProblems: a heading stands twice, so that two columns may be meant.
    """
    headings = {field: where for field, where in said.items() if column_number(where) is None}
    for hints in (headings, said):
        for table in tables:
            if _found(sheet, table, hints) is not None:
                columns = _found(sheet, table, said)
                if columns is None:
                    return []
                blocks = _side_by_side(columns, said)
                if len(blocks) == 1:
                    _check(columns, said)
                return _below(blocks, [each for each in tables if each is not table])
    return []


def _below(blocks: list[Columns], others: Sequence[TableKind]) -> list[Columns]:
    """The tables, and one of another kind whose headings stand further down the same sheet."""
    sheet, heading = blocks[0].sheet, blocks[0].heading
    for row in [row for row in sheet.rows if row > heading]:
        for table in others:
            places = _matched(sheet, row, table, {})
            if len(places) < 2 or not any(field in places for field in table.needed):
                continue
            # Its title (「出席者」) stands alone above it.
            before = [each for each in sheet.rows if heading < each < row]
            titled = (
                bool(before) and len({sheet.first(before[-1], c) for c in sheet.columns(before[-1])}) == 1
            )
            until = before[-1] - 1 if titled else row - 1
            below = Columns(table, sheet, row, places, row)
            return [*(replace(block, until=until) for block in blocks), below]
    return blocks


def headed(found: Sequence[Columns], said: Mapping[Field, str]) -> dict[Field, str]:
    """The corrections in the words of the headings, which stay true when a column moves; letters where none stand."""
    heads = {field: columns.head(field) for field in said for columns in found if columns.head(field)}
    return {field: heads.get(field) or where for field, where in said.items()}


def plain(text: str) -> str:
    """A heading as it is compared: without remarks in brackets (「件名（案）」)."""
    return normalize(_TAIL.sub("", _BRACKETS.sub("", text).strip()) or text)


def _found(sheet: Sheet, table: TableKind, said: Mapping[Field, str]) -> Columns | None:
    wanted = {field: where for field, where in said.items() if field in table.words}
    best: Columns | None = None
    for row in [row for row in sheet.rows if row <= HEADING_ROWS]:
        places = _matched(sheet, row, table, wanted)
        needed = [field for field in table.needed if field in places]
        by_word = [
            field
            for field, at in places.items()
            if column_number(wanted.get(field, "")) is None
            or plain(sheet.text(row, at)) in map(plain, table.words[field])
        ]
        alone = len(sheet.columns(row)) == 1 and needed[:1] == by_word
        # Where the clerk has said by its letter what makes it such a table, one heading beside it is enough.
        # 氏名 and 件名 say enough alone, 内容 or 名前 do not.
        sure = any(re.search("氏名|件名", sheet.text(row, places[field])) for field in needed)
        enough = 2 if any(field in by_word for field in needed) and not sure else 1
        if needed and (len(by_word) >= enough or alone) and (best is None or len(places) > len(best.places)):
            best = Columns(table, sheet, row, places, row)
    if best is None:
        by_letter = {f: at for f, where in wanted.items() if (at := column_number(where)) is not None}
        # Nobody wrote a heading, but the clerk has said where everything stands.
        return Columns(table, sheet, 0, by_letter) if by_letter.keys() & {*table.needed} else None
    return _two_rows(best)


def _two_rows(columns: Columns) -> Columns:
    """The heading with the row above or below it where the two are one: parted by merged cells."""
    sheet, row = columns.sheet, columns.heading
    above, below = row - 1, row + 1
    joined_above = any(sheet.first(row, column)[0] == above for column in sheet.columns(row))
    under = sheet.columns(below)
    # Below, only parts of a heading that covers several columns (任期：自｜至).
    joined_below = bool(under) and all(
        sheet.first(below, column)[0] <= row
        or any(
            sheet.first(row, other) == sheet.first(row, column)
            for other in sheet.columns(row)
            if other != column
        )
        for column in under
    )
    joined_below = joined_below and below in sheet.rows
    return Columns(
        columns.table,
        sheet,
        below if joined_below else row,
        _parted(columns, below) if joined_below else columns.places,
        above if joined_above else row,
    )


def _parted(columns: Columns, below: int) -> Mapping[Field, int]:
    """The places where the row below parts a heading over several columns (氏名：漢字｜ふりがな, 番号：種別｜号)."""
    sheet, row = columns.sheet, columns.heading
    parts = [
        c
        for c in sheet.columns(below)
        if sheet.first(below, c)[0] == below
        and any(sheet.first(row, o) == sheet.first(row, c) for o in sheet.columns(row) if o != c)
    ]
    found: dict[Field, int] = {}
    for field, words in columns.table.words.items():
        heads = set(map(plain, words))
        named = [c for c in parts if plain(sheet.text(below, c)) in heads and c not in found.values()]
        # What another column is headed by stays there.
        if named and (field not in columns.places or columns.places[field] in parts):
            found[field] = named[0]
    places = {**columns.places, **found}
    for field, at in columns.places.items():
        if field not in found and at in found.values():
            same = [c for c in parts if sheet.first(row, c) == sheet.first(row, at)]
            left = [c for c in same if c not in found.values()]
            places[field] = left[0] if left else at
    return places


def _matched(sheet: Sheet, row: int, table: TableKind, said: Mapping[Field, str]) -> dict[Field, int]:
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
    for field, pattern in table.like.items():
        alike = [
            c
            for c in sheet.columns(row)
            if c not in taken and re.fullmatch(pattern, plain(sheet.text(row, c)))
        ]
        if alike and field not in places and any(each in places for each in table.words):
            places[field] = alike[0]
            taken.add(alike[0])
    return places


def _ranked(sheet: Sheet, row: int, words: tuple[str, ...], taken: set[int]) -> list[tuple[int, int]]:
    """The columns whose heading is one of the words, with its place among them, the surest first."""
    order = {plain(word): rank for rank, word in reversed(tuple(enumerate(words)))}
    return sorted(
        (order[head], column)
        for column in sheet.columns(row)
        if column not in taken and (head := plain(sheet.text(row, column))) in order
    )


def _side_by_side(columns: Columns, said: Mapping[Field, str]) -> list[Columns]:
    """The same table again to the right, once for each time that all its headings come again."""
    sheet, row = columns.sheet, columns.heading
    heads = [(column, plain(sheet.text(row, column))) for column in sheet.columns(row)]
    for count in (4, 3, 2):
        width, rest = divmod(len(heads), count)
        parts = [heads[start : start + width] for start in range(0, len(heads), width)] if width > 1 else []
        if (
            rest
            or len(parts) != count
            or any([h for _, h in part] != [h for _, h in parts[0]] for part in parts)
        ):
            continue
        blocks = []
        for index, part in enumerate(parts):
            low = part[0][0]
            high = parts[index + 1][0][0] - 1 if index + 1 < count else 1_000_000
            block = _block(columns, part, said, low, high)
            blocks.append(block)
        return blocks
    return _by_names(columns, heads, said)


def _by_names(columns: Columns, heads: Sequence[tuple[int, str]], said: Mapping[Field, str]) -> list[Columns]:
    """Rosters side by side whose headings are not all the same (氏名｜役職｜氏名｜職名): one for each 氏名."""
    words = set(map(plain, columns.table.words.get(Field.NAME, ())))
    at = [index for index, (_, text) in enumerate(heads) if text in words]
    before = at[0] if at else 0
    starts = [index - before for index in at]
    if len(at) < 2 or any(end - start < 2 for start, end in pairwise(starts)):
        return [columns]
    parts = [heads[start:end] for start, end in zip(starts, [*starts[1:], len(heads)], strict=True)]
    highs = [part[0][0] - 1 for part in parts[1:]] + [1_000_000]
    return [_block(columns, part, said, part[0][0], high) for part, high in zip(parts, highs, strict=True)]


def _block(
    columns: Columns, part: Sequence[tuple[int, str]], said: Mapping[Field, str], low: int, high: int
) -> Columns:
    """One of the tables side by side; letters that were said for another of them count here for its likes."""
    sheet, row = columns.sheet, columns.heading
    wanted = {}
    for field, where in said.items():
        at = column_number(where)
        head = plain(sheet.text(row, at)) if at is not None else plain(where)
        same = [column for column, text in part if text == head]
        if same:
            wanted[field] = same[0]
    places = {field: at for field, at in wanted.items() if field in columns.table.words}
    for field, words in columns.table.words.items():
        order = {plain(word) for word in words}
        free = [column for column, text in part if text in order and column not in places.values()]
        if free and field not in places:
            places[field] = free[0]
    return Columns(columns.table, sheet, row, places, columns.first, (low, high))


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
