"""Rows of an agenda → cases as they were typed (案件の行): numbers read, sections and merged cells filled."""

from __future__ import annotations

import re

from msgspec import Struct

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.text import NUMBER, normalize

from .columns import Columns
from .headings import Field
from .problems import Problem
from .sheets.grid import Sheet

_REMARK = re.compile(r"^(※|＊|\*|注|備考|以上|合計|計$|小計)")
_NO_CASE = {
    normalize(word)
    for word in ("開会", "閉会", "その他", "事務連絡", "連絡事項", "休憩", "答申", "次回開催", "議題")
}
_BETWEEN = " 　:：\n-－"
"""What may stand between a number and its title."""


class Entry(Struct, frozen=True):
    """A row of the agenda."""

    sheet: Sheet
    row: int
    cases: tuple[CaseId, ...]
    titles: tuple[str, ...]
    """One for each case."""
    office: str = ""
    explainer: str = ""
    group: str = ""
    """What the clerk wrote to keep rows together; empty: office and explainer decide."""
    item: str = ""
    received: str = ""
    referred_to: str = ""


def read_entries(columns: Columns, notation: Notation) -> tuple[list[Entry], list[Problem]]:
    """The entries below a heading, in order, and what is wrong with the rows."""
    reader = _Rows(columns, notation)
    for row in columns.rows:
        reader.row(row)
    return reader.entries, reader.problems


def leading_cases(text: str, notation: Notation) -> tuple[tuple[CaseId, ...], str]:
    """The cases whose numbers a text begins with, and the rest of it; none and the whole text where it does not."""
    end = 0
    numbers: dict[CaseId, None] = {}
    for mention in notation.mentions(text):
        if text[end : mention.start].strip(_BETWEEN + "、,，・と"):
            break  # a case that the title mentions
        numbers |= dict.fromkeys(mention.cases)
        end = mention.end
    return tuple(numbers), text[end:].strip(_BETWEEN) if numbers else text


class _Rows:
    def __init__(self, columns: Columns, notation: Notation) -> None:
        self.columns = columns
        self.notation = notation
        self.entries: list[Entry] = []
        self.problems: list[Problem] = []
        self.kind = (
            self.kind_in(columns.head(Field.NUMBER))
            or self.kind_in(columns.sheet.name)
            or (notation.kinds[0] if len(notation.kinds) == 1 else "")
        )
        """The kind of a number that is written without one."""

    def row(self, row: int) -> None:
        columns = self.columns
        number, title = columns.text(row, Field.NUMBER), columns.text(row, Field.TITLE)
        # One text over the whole row, or a lone one: a section (「１　報告事項」), a remark, a total.
        texts = {text for column in columns.sheet.columns(row) if (text := columns.sheet.text(row, column))}
        if _REMARK.match(number or title) or (not number and not title):
            return
        if normalize(title) == normalize(columns.head(Field.TITLE)) and columns.heading:
            return  # the heading again, on a new page
        alone = len(texts) == 1 and (number == title or not (number and title))
        if alone and not self.notation.mentions(title or number):
            if kind := self.kind_in(title or number):
                self.kind = kind
                return
            if normalize(re.sub(rf"^\W*{NUMBER}?[.．、)）\s]*", "", title or number)) in _NO_CASE:
                return
        self.entry(row, number if number != title else "", title)

    def entry(self, row: int, number: str, title: str) -> None:
        if not self.notation.mentions(number):
            # 「諮問第52号　…について」: the number stands before the title, a serial number perhaps beside it.
            _, rest = leading_cases(title, self.notation)
            if rest != title:
                number, title = title[: len(title) - len(rest)].strip(_BETWEEN), rest
        if not number:
            if normalize(title) not in _NO_CASE:
                self.problem(
                    row,
                    f"「{_short(title)}」に番号がありません。「{self.example()}」のように書いてください。",
                    Field.NUMBER,
                )
            return
        cases = self.cases(row, number)
        if not cases:
            return
        titles = [line.strip() for line in title.split("\n") if line.strip()]
        if not titles:
            self.problem(row, f"「{_short(number)}」の件名が空です。件名を書いてください。", Field.TITLE)
            return
        if len(titles) != len(cases):
            # A title that was broken to fit the column is one title for all.
            titles = ["".join(titles)] * len(cases)
        text = self.columns.text
        self.entries.append(
            Entry(
                self.columns.sheet,
                row,
                cases,
                tuple(titles),
                _line(text(row, Field.OFFICE)),
                text(row, Field.EXPLAINER),
                _line(text(row, Field.GROUP)),
                _line(text(row, Field.ITEM)),
                _line(text(row, Field.RECEIVED)),
                _line(text(row, Field.REFERRED)),
            )
        )

    def cases(self, row: int, number: str) -> tuple[CaseId, ...]:
        text = re.sub(r"\s*\n\s*", "、", number)
        try:
            return self.notation.parse(text, self.kind_of(row))
        except NotationError as error:
            self.problem(row, str(error), Field.NUMBER)
            return ()

    def kind_of(self, row: int) -> str:
        return self.kind_in(self.columns.text(row, Field.KIND)) or self.kind

    def kind_in(self, text: str) -> str:
        """The kind that a text names; empty where it names none or several."""
        plain = normalize(text)
        found = [kind for kind in self.notation.kinds if normalize(kind) in plain]
        # 「諮問意見」 names 諮問 as well: the longest one is meant.
        longest = max(found, key=len, default="")
        return longest if all(kind in longest for kind in found) else ""

    def example(self) -> str:
        return self.notation.label(CaseId(self.notation.kinds[-1] if self.notation.kinds else "", 52))

    def problem(self, row: int, message: str, field: Field) -> None:
        column = self.columns.places.get(field)
        self.problems.append(self.columns.sheet.problem(row, message, column))


def _line(text: str) -> str:
    return "".join(part.strip() for part in text.split("\n"))


def _short(text: str) -> str:
    line = _line(text)
    return line if len(line) <= 30 else f"{line[:29]}…"
