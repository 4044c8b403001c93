"""What became of every line of a paper (行の置き所): something, or something that is told."""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.text import NUMBER, clean

from .problems import Problem

MEMBERS_COUNTED = re.compile(rf"(?:委員|構成員|議員)(?:数|総数|定数)?[\s　:：（(]*({NUMBER})\s*[名人]")
"""How many members a line says there are."""

_SHOWN = 40
"""Characters of a line as it is told."""


class LineKind(StrEnum):
    """What a line is; the value is what the clerk calls it."""

    TITLE = "題名"
    MOMENT = "日時"
    PLACE = "場所"
    ITEM = "次第"
    TOPIC = "議題"
    CASE = "案件"
    MATERIAL = "資料"
    PERSON = "名簿"
    HEADING = "見出し"
    TOTAL = "合計"
    REMARK = "注記"
    DETAIL = "細目"
    VACANCY = "欠員"
    HIDDEN = "隠した行"
    ELSEWHERE = "ほかの会議"
    UNREAD = "読めなかった行"


TOLD = (
    LineKind.UNREAD,
    LineKind.REMARK,
    LineKind.DETAIL,
    LineKind.VACANCY,
    LineKind.HIDDEN,
    LineKind.ELSEWHERE,
)
"""What goes into no part of the meeting, so that the clerk is told of it."""


class Where(Struct, frozen=True):
    """A line of a paper."""

    file: Path
    row: int
    sheet: str = ""

    def __str__(self) -> str:
        sheet = f" シート「{self.sheet}」" if self.sheet else ""
        return f"{clean(self.file.name)}{sheet} {self.row}行目"

    def problem(self, message: str, column: str = "") -> Problem:
        """What is wrong there."""
        return Problem(self.file, self.row, "", message, self.sheet, column)


class PlacedLine(Struct, frozen=True):
    """A line with what it became."""

    where: Where
    text: str
    kind: LineKind

    def __str__(self) -> str:
        return f"{self.where}「{short(self.text)}」"


def short(text: str, most: int = _SHOWN) -> str:
    """A text on one line, cut to what a message holds."""
    line = " ".join(text.split("\n"))
    return line if len(line) <= most else f"{line[: most - 1]}…"
