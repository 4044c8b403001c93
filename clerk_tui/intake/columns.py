"""Which column holds what (列の見分け): by the words of the heading row, corrected by what the clerk has said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import fold

from .problems import FileProblems
from .sheets.grid import Sheet, column_number, letters
from .telling import maybe


class Field(StrEnum):
    """What a column can hold; the value is what the clerk calls it by."""

    NUMBER = "番号"
    KIND = "種別"
    TITLE = "件名"
    OFFICE = "所管課"
    EXPLAINER = "説明者"
    GROUP = "案件群"
    ITEM = "次第の番号"
    RECEIVED = "受けた時"
    REFERRED = "付託先"
    NAME = "氏名"
    SURNAME = "姓"
    GIVEN = "名"
    READING = "よみ"
    POST = "役職"
    SECTION = "選出区分"
    LIST = "名簿"
    SEAT = "議席番号"


Words = Mapping[Field, tuple[str, ...]]
"""For each field the words of its heading, the surest first."""

_OFFICE = (
    "所管課",
    "担当課",
    "所管",
    "主管課",
    "所管部署",
    "担当部署",
    "担当",
    "課名",
    "部署",
    "所属",
    "所属課",
)

AGENDA: Words = {
    Field.NUMBER: (
        "諮問番号", "案件番号", "議案番号", "報告番号", "諮問・報告番号", "諮問等番号", "議題番号", "事件番号",
        "番号", "整理番号", "no", "no.", "号",
    ),
    Field.KIND: ("種別", "案件種別", "案件の種別", "区分", "種類", "報告・諮問の別"),
    Field.TITLE: (
        "件名", "案件名", "議案名", "事件名", "議題", "議題名", "諮問事項", "諮問件名", "案件", "事項", "内容", "題名", "タイトル",
    ),
    Field.OFFICE: _OFFICE,
    Field.EXPLAINER: ("説明者", "説明員", "説明者名", "説明担当", "説明担当者", "説明"),
    Field.GROUP: ("案件群", "グループ", "まとまり", "一括", "一括審議"),
    Field.ITEM: ("次第の番号", "次第", "次第番号"),
    Field.RECEIVED: ("受けた時", "諮問日", "諮問年月日", "受理日", "付議日"),
    Field.REFERRED: ("付託先", "付託部会", "部会"),
}  # fmt: skip
ROSTER: Words = {
    Field.NAME: ("氏名", "委員名", "名前", "委員氏名", "お名前", "職員名", "姓名"),
    Field.SURNAME: ("姓", "名字", "苗字", "氏"),
    Field.GIVEN: ("名",),
    Field.READING: ("よみ", "ふりがな", "読み", "読み仮名", "読みがな", "よみがな", "氏名かな", "かな"),
    Field.POST: ("役職", "役職名", "職名", "職", "肩書", "補職名", "役"),
    Field.OFFICE: _OFFICE,
    Field.SECTION: ("選出区分", "選出母体", "選出団体", "委員区分", "推薦団体", "選任区分"),
    Field.LIST: ("名簿", "名簿区分", "立場", "出席区分", "区分"),
    Field.SEAT: ("議席番号", "議席", "席番", "席番号", "席次"),
}

HEADING_ROWS = 40
"""Rows in which the heading is looked for: titles and remarks may stand above it."""

_BRACKETS = re.compile(r"[(（\[［【].*?[)）\]］】]")
_TAIL = re.compile(r"(名称|等|欄|※\d*)$")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the fields of a sheet stand."""

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


def find_columns(sheet: Sheet, words: Words, required: Field, said: Mapping[Field, str]) -> Columns | None:
    """The columns of a sheet; None where it has no heading row with the required field.

    Args:
        sheet: to be looked at.
        words: of the fields that are looked for.
        required: the field without which the sheet is of another kind.
        said: what the clerk has said, a column's letters or its heading's words for a field.

    Raises:
        FileProblems: two columns may be meant, or the one that was said is not there.
    """
    wanted = {field: where for field, where in said.items() if field in words}
    best: Columns | None = None
    for row in [row for row in sheet.rows if row <= HEADING_ROWS]:
        places = _matched(sheet, row, words, wanted)
        by_word = [field for field in places if column_number(wanted.get(field, "")) is None]
        enough = len(by_word) >= 2 or (required in by_word and len(sheet.columns(row)) == 1)
        if required in places and enough and (best is None or len(places) > len(best.places)):
            best = Columns(sheet, row, places)
    if best is None:
        by_letter = {f: at for f, where in wanted.items() if (at := column_number(where)) is not None}
        # Nobody wrote a heading, but the clerk has said where everything stands.
        return Columns(sheet, 0, by_letter) if required in by_letter else None
    _check(best, words, wanted)
    return best


def _matched(sheet: Sheet, row: int, words: Words, said: Mapping[Field, str]) -> dict[Field, int]:
    places: dict[Field, int] = {}
    taken: set[int] = set()
    for field, where in said.items():
        at = column_number(where)
        named = [c for c in sheet.columns(row) if _plain(sheet.text(row, c)) == _plain(where)]
        # A heading may itself look like a column's name (「No」): then the heading is meant.
        found = named[0] if named else at
        if found is not None:
            places[field] = found
            taken.add(found)
    for field in words:
        ranked = [] if field in places else _ranked(sheet, row, words[field], taken)
        if ranked:
            places[field] = ranked[0][1]
            taken.add(ranked[0][1])
    return places


def _ranked(sheet: Sheet, row: int, words: tuple[str, ...], taken: set[int]) -> list[tuple[int, int]]:
    """The columns whose heading is one of the words, with its place among them, the surest first."""
    order = {_plain(word): rank for rank, word in reversed(tuple(enumerate(words)))}
    return sorted(
        (order[plain], column)
        for column in sheet.columns(row)
        if column not in taken and (plain := _plain(sheet.text(row, column))) in order
    )


def _check(columns: Columns, words: Words, said: Mapping[Field, str]) -> None:
    """Refuse where the same heading stands twice, or a heading that was said stands nowhere."""
    sheet, row = columns.sheet, columns.heading
    problems = []
    for field in words:
        if field in said:
            if column_number(said[field]) is None and field not in columns:
                message = f"「{said[field]}」という見出しの列がありません。--column {field}=C のように列の記号で指定してください。"
                problems.append(sheet.problem(row, message))
            continue
        if field not in columns:
            continue
        at = columns.places[field]
        head = _plain(sheet.text(row, at))
        same = [
            column
            for column in sheet.columns(row)
            if _plain(sheet.text(row, column)) == head
            and sheet.merged.get((row, column), (row, column)) != sheet.merged.get((row, at), (row, at))
        ]
        if same:
            others = "、".join(letters(column) for column in (at, *same))
            message = f"「{field}」にあたる列が {others} の{len(same) + 1}つあります。--column {field}={letters(at)} のように指定してください。"
            problems.append(sheet.problem(row, message, at))
    if problems:
        raise FileProblems(problems)


def _plain(text: str) -> str:
    return fold(_TAIL.sub("", _BRACKETS.sub("", text).strip()) or text)
