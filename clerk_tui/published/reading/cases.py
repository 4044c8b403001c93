"""The case table (案件の表): number, title and result of each case."""

from __future__ import annotations

import re

from msgspec import Struct, field

from clerk_tui.domain.citations import read_label
from clerk_tui.domain.ids import CaseId
from clerk_tui.published.data import PublishedCase

from .page import Remarks, Row, TableBlock

_COLUMNS = (re.compile(r"番号|号数|No"), re.compile(r"件名|議題|案件|題名"), re.compile(r"結果|結論|議決"))


def is_case_table(table: TableBlock) -> bool:
    first = table.rows[0].texts
    named = len(first) >= 3 and sum(any(c.search(text) for text in first) for c in _COLUMNS) >= 2
    return named or any(
        len(row.cells) >= 2 and (label := read_label(row.texts[0])) and "号" in label[1] for row in table.rows
    )


class CaseTable(Struct):
    """What has been read so far; a table that goes on over a page goes on here."""

    remarks: Remarks
    cases: list[PublishedCase] = field(default_factory=list)
    columns: tuple[str, str, str] | None = None
    rest: list[str] = field(default_factory=list)
    """Cells that have no place in a record, as words."""
    _heads: tuple[str, ...] = ()
    _at: tuple[int, int, int] = (0, 1, 2)

    def table(self, table: TableBlock) -> None:
        for row in table.rows:
            label = read_label(self._cell(row, 0))
            if label is not None:
                self._case(*label, row)
            elif self.columns is None and not self.cases and len(row.cells) >= 3:
                self._headed(row)
            elif row.texts == self._heads:
                continue  # the headings once more, on the next page
            elif not self._cell(row, 0) and self.cases:
                self._goes_on(row)
            else:
                self.remarks.refuse(
                    row.place,
                    f"案件の番号「{self._cell(row, 0)}」を読めません。「諮問第52号」のように書き直してください。",
                )

    def _headed(self, row: Row) -> None:
        self._heads = row.texts
        found = [
            next((at for at, text in enumerate(row.texts) if column.search(text)), -1) for column in _COLUMNS
        ]
        if -1 not in found and len(set(found)) == 3:
            self._at = (found[0], found[1], found[2])
        number, title, result = (row.texts[at] for at in self._at)
        self.columns = (number, title, result)

    def _case(self, case: CaseId, numbering: str, row: Row) -> None:
        if any(known.id == case for known in self.cases):
            self.remarks.refuse(
                row.place, f"「{self._cell(row, 0)}」が二度あります。どちらかの番号を直してください。"
            )
            return
        # 「決 定」: spaces within a result only spread it over its cell.
        result = re.sub(r"\s", "", self._cell(row, 2))
        self.cases.append(PublishedCase(case, self._cell(row, 1), result, numbering))
        for at, text in enumerate(row.texts):
            if text and at not in self._at:
                head = self._heads[at] if at < len(self._heads) else ""
                self.rest.append(f"{row.texts[self._at[0]]}　{head}{'：' if head else ''}{text}")
                self.remarks.note(row.place, f"「{text}」の列は記録にないので、ト書きとして残しました。")

    def _goes_on(self, row: Row) -> None:
        """A row that a page cut in two."""
        last = self.cases[-1]
        self.cases[-1] = PublishedCase(
            last.id,
            last.title + self._cell(row, 1),
            last.result + re.sub(r"\s", "", self._cell(row, 2)),
            last.numbering,
        )

    def _cell(self, row: Row, column: int) -> str:
        at = self._at[column]
        return row.texts[at] if at < len(row.texts) else ""
