"""The top of the minutes (会議の概要): name, time, place, who was there, what was handed out."""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct, field

from .page import Place, Remarks, Row, TableBlock

_BULLET = re.compile(r"^[・･●○■□◆▪•*]\s*")
_KEYED = re.compile(
    r"^(?:第?[0-9０-９]{1,2}\s*[.．、)）]?[\s　]*|[（(][0-9０-９]{1,2}[）)][\s　]*|[■●・◆□○]\s*)?"
    r"(?P<key>[^\s　：:（(、。][^：:（(、。]{0,12}?)(?:[\s　]*[：:]|[\s　]+|$)[\s　]*(?P<value>.*)$"
)
_SUBKEY = re.compile(r"^(?P<key>[^：:、。]{1,16}?)(?:[：:]\s*|[\s　]{1,}(?=\S*、))(?P<value>.+)$")


class Item(Enum):
    """What a label at the top stands for (項目)."""

    TITLE = r"会議の?名称?|審議会等?の?名称|名称|会議名"
    MOMENT = r"(開催|会議の)?日時|開催年月日|日時及び場所"
    PLACE = r"(開催|会議の)?場所|会場"
    ABSENT = r"欠席.{0,6}"
    ATTENDANCE = r"(会議)?出席.{0,6}|参加者|説明のため出席した者|出席説明員"
    OBSERVERS = r"傍聴.{0,6}"
    MATERIALS = r"(配布|会議|配付|提出)?資料(一覧)?"


_TELLING = (Item.TITLE, Item.MOMENT, Item.PLACE)


def is_header(table: TableBlock) -> bool:
    return any(item(row.texts[0]) in _TELLING for row in table.rows)


def item(label: str) -> Item | None:
    """What a label stands for; None: something that is not known here."""
    plain = re.sub(r"\s", "", label)
    return next((known for known in Item if re.fullmatch(known.value, plain)), None)


class Header(Struct):
    """What has been read so far."""

    remarks: Remarks
    title: list[str] = field(default_factory=list)
    moment: str = ""
    place: str = ""
    attendance: list[tuple[str, list[str]]] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    observers: str = ""
    materials: list[tuple[str, list[str]]] = field(default_factory=list)
    labels: dict[Item, str] = field(default_factory=dict)
    """The words that were printed for the items."""
    rest: list[str] = field(default_factory=list)
    """Items that have no place in a record, as words."""
    _open: tuple[str, Item | None] = ("", None)
    """The item to which a line or row without a label belongs."""

    @property
    def begun(self) -> bool:
        return bool(self.labels)

    def table(self, table: TableBlock) -> None:
        for row in table.rows:
            self._row(row)

    def line(self, text: str, place: Place) -> bool:
        """Take a line, where it begins an item or goes on one. False: it is none of the header's."""
        found = _KEYED.match(text)
        known = item(found["key"]) if found else None
        if found and known:
            self._open = found["key"], known
            self.labels.setdefault(known, re.sub(r"\s", "", found["key"]))
            if found["value"].strip():
                self._put(known, "", (found["value"].strip(),), place)
            return True
        if self._open[1] is None:
            return False
        sub = _SUBKEY.match(text.strip()) if self._open[1] in (Item.ATTENDANCE, Item.MATERIALS) else None
        if sub:
            self._put(self._open[1], sub["key"].strip(), (sub["value"].strip(),), place)
        else:
            self._put(self._open[1], "", (text.strip(),), place, goes_on=True)
        return True

    def close(self) -> None:
        """What follows belongs to no item."""
        self._open = ("", None)

    def _row(self, row: Row) -> None:
        texts = row.texts
        if texts[0]:
            self._open = texts[0], item(texts[0])
            if self._open[1]:
                self.labels.setdefault(self._open[1], texts[0])
        label, known = self._open
        *between, content = row.cells[1:] or ((),)
        sub = "".join("".join(lines) for lines in between)
        if known is None:
            words = "：".join(filter(None, (label, sub, "　".join(content))))
            self.rest.append(words)
            self.remarks.note(row.place, f"「{label}」は記録にない項目なので、ト書きとして残しました。")
        elif content:
            self._put(known, sub, content, row.place)

    def _put(
        self, known: Item, sub: str, lines: tuple[str, ...], place: Place, *, goes_on: bool = False
    ) -> None:
        match known:
            case Item.TITLE:
                self.title += [line.strip() for line in lines]
            case Item.MOMENT:
                self.moment = _joined(self.moment, lines)
            case Item.PLACE:
                self.place = _joined(self.place, lines)
            case Item.ABSENT:
                self.absent += _names(lines)
            case Item.ATTENDANCE:
                if goes_on and self.attendance:
                    self.attendance[-1][1].extend(_names(lines))
                else:
                    self.attendance.append((sub or self._open[0], _names(lines)))
            case Item.OBSERVERS:
                self.observers = _joined(self.observers, lines)
            case Item.MATERIALS:
                if goes_on and self.materials:
                    self.materials[-1][1].extend(_bullets(lines))
                else:
                    self.materials.append((sub or self._open[0], _bullets(lines)))
        if sub and known not in (Item.ATTENDANCE, Item.MATERIALS):
            self.rest.append(f"{self._open[0]}：{sub}")
            self.remarks.note(place, f"「{sub}」は記録にない項目なので、ト書きとして残しました。")


def _joined(before: str, lines: tuple[str, ...]) -> str:
    return " ".join(filter(None, (before, *(line.strip() for line in lines))))


def _names(lines: tuple[str, ...]) -> list[str]:
    names = re.split("[、，,]", "".join(line.strip() for line in lines))
    return [name.strip() for name in names if name.strip()]


def _bullets(lines: tuple[str, ...]) -> list[str]:
    """The items of a list: each begins with a bullet, or every line is one where there are none."""
    found: list[str] = []
    marked = any(_BULLET.match(line.strip()) for line in lines)
    for line in lines:
        text = line.strip()
        bare = _BULLET.sub("", text)
        if marked and found and bare == text:
            found[-1] += f" {bare}"
        else:
            found.append(bare)
    return found
