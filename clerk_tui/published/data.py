"""The data file of published minutes (JSON): header, case table and rows, as printed."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.citations import USUAL
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import FollowUpKind
from clerk_tui.domain.moments import Moment
from clerk_tui.domain.profile import Form, Standing
from clerk_tui.domain.record import MarkKind
from clerk_tui.errors import ClerkError
from clerk_tui.support.os_errors import reason


class UnreadableMinutes(ClerkError):
    """The file is not of the expected shape: one Japanese sentence that names the place in it."""


class PublishedVote(Struct, frozen=True):
    """One line of the table of votes."""

    result: str
    method: str = ""
    """How it was voted on (採決の方法); empty: print does not say."""
    tally: tuple[int, int, int] | None = None
    """賛成, 反対 and 棄権."""
    subject: str = ""
    recused: int = 0
    """除斥."""
    casting: str = ""
    """How the chair broke a tie: 賛成 or 反対."""

    @property
    def parted(self) -> PublishedVote:
        """With the words in brackets apart from the result."""
        match = re.fullmatch(r"([^（）]+)（(.+)）", self.result)
        return replace(self, result=match[1], subject=match[2]) if match else self


class PublishedCase(Struct, frozen=True):
    """One line of the case table."""

    id: CaseId
    title: str
    result: str
    numbering: str = USUAL
    """How its number was printed."""
    votes: tuple[PublishedVote, ...] = ()
    """As the table of votes has them, in its order."""

    @property
    def decided(self) -> tuple[PublishedVote, ...]:
        """The votes, else the printed result as one; of several, 「否決（修正案）」 says what was voted on."""
        if len(self.votes) < 2:
            return tuple(replace(vote, result=self.result) for vote in self.votes or (PublishedVote(""),))
        return tuple(vote.parted for vote in self.votes)


class HeadingRow(Struct, frozen=True):
    """見出し行: one line a group."""

    lines: tuple[str, ...]


class TurnRow(Struct, frozen=True):
    """発言."""

    label: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        return "".join(self.paragraphs)


class StageRow(Struct, frozen=True):
    """ト書き, without brackets."""

    text: str


class MarkRow(Struct, frozen=True):
    """休憩・再開 with its time."""

    kind: MarkKind
    at: time


PublishedRow = HeadingRow | TurnRow | StageRow | MarkRow


class Listed(Struct, frozen=True):
    """Somebody on a list of those present."""

    printed: str
    """As printed, blanks aside."""
    name: str = ""
    """姓, or the whole name where print does not divide it; empty: ``printed`` is still to be taken apart."""
    given: str = ""
    post: str = ""
    seat: int | None = None
    status: str = ""
    """出席, 欠席, 代理出席, オンライン出席; empty: as the list says."""
    proxy: str = ""
    """Who came instead."""
    office: str = ""
    later: tuple[tuple[str, time], ...] = ()
    """What became of it during the meeting: 遅参, 退席 … with the hour."""
    recused: str = ""
    """The cases that kept them out (除斥), as printed."""
    called: time | None = None
    """The hour of the first that the roll has of them."""
    missed: str = ""
    """The cases for whose votes they were away, as printed."""


class Attendance(Struct, frozen=True):
    """A list of those present (出席者の区分)."""

    category: str
    people: tuple[Listed, ...]
    standing: Standing | None = None
    """None: the word of the category and its place tell."""


class PublishedFollowUp(Struct, frozen=True):
    """A line of what stays to be done (宿題)."""

    kind: FollowUpKind
    what: str
    office: str = ""
    due: str = ""
    since: str = ""
    """The meeting that it comes from; empty: this one."""
    done: bool = False


class Published(Struct, frozen=True):
    """Minutes as printed, in order."""

    title: tuple[str, ...]
    moment: str
    place: str
    attendance: tuple[Attendance, ...]
    """In roster order."""
    absent: tuple[str, ...]
    """Those whom only a list of the absent or a report names."""
    observers: str
    materials: tuple[tuple[str, tuple[str, ...]], ...]
    contents: tuple[str, ...]
    cases: tuple[PublishedCase, ...]
    rows: tuple[PublishedRow, ...]
    form: Form = field(default_factory=Form)
    """The fixed words; the pattern of the number of observers is inferred from ``observers``."""
    outcomes: tuple[tuple[str, str], ...] = ()
    """Topics without a case number, each with its printed result."""
    when: Moment | None = None
    """``moment`` taken apart, with what other lines tell of it; None: ``moment`` says it all."""
    signatories: tuple[Listed, ...] = ()
    """Who signs (会議録署名委員)."""
    conclusions: tuple[tuple[str, str], ...] = ()
    """Topics without a case number in a list of results of its own: ``outcomes`` stand within the proceedings."""
    follow_ups: tuple[PublishedFollowUp, ...] = ()
    closed: tuple[tuple[str, str], ...] = ()
    """Lines of ``contents`` that are closed to the public, each with the words that say so."""

    @property
    def turns(self) -> tuple[TurnRow, ...]:
        return tuple(row for row in self.rows if isinstance(row, TurnRow))

    @property
    def heading_lines(self) -> tuple[str, ...]:
        return tuple(line for row in self.rows if isinstance(row, HeadingRow) for line in row.lines)


def read_published(path: Path) -> Published:
    """Read a data file.

    Raises:
        UnreadableMinutes: no JSON, or a part is missing or of another shape.
    """
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as fault:
        raise UnreadableMinutes(f"{path.name} を開けません（{reason(fault)}）。") from None
    except ValueError:
        raise UnreadableMinutes(f"{path.name} を JSON（UTF-8）として読めません。") from None
    try:
        return _published(data)
    except (KeyError, TypeError, ValueError, AttributeError) as fault:
        raise UnreadableMinutes(
            f"{path.name} の形が違います（{type(fault).__name__}: {fault}）。header、cases、rows を確かめてください。"
        ) from fault


def _published(data: Mapping[str, Any]) -> Published:
    header = data["header"]
    return Published(
        title=_texts(header["title"]),
        moment=str(header.get("datetime") or ""),
        place=str(header.get("place") or ""),
        attendance=tuple(
            Attendance(str(item["category"]), tuple(map(Listed, _texts(item["names"]))))
            for item in header["attendance"]
        ),
        absent=_texts(header.get("absent") or ()),
        observers=str(header.get("observers") or ""),
        materials=tuple((str(m["when"]), _texts(m["titles"])) for m in header.get("materials") or ()),
        contents=_texts(header.get("contents") or ()),
        cases=tuple(
            PublishedCase(
                CaseId(str(c["kind"]), int(c["number"]), int(c.get("branch") or 0)),
                str(c["title"]),
                str(c["result"] or ""),
                str(c.get("numbering") or USUAL),
            )
            for c in data.get("cases") or ()
        ),
        rows=tuple(_row(row) for row in data["rows"]),
    )


def _row(row: Mapping[str, Any]) -> PublishedRow:
    match row["row"]:
        case "heading":
            return HeadingRow(_texts(row["lines"]))
        case "turn":
            return TurnRow(str(row["label"]), _texts(row["paragraphs"]))
        case "stage":
            return StageRow(str(row["text"]))
        case kind:
            raise ValueError(f"知らない行です: {kind}")


def _texts(values: object) -> tuple[str, ...]:
    if isinstance(values, str):
        return (values,)
    if not isinstance(values, list | tuple):
        raise TypeError(f"並びのはずの値が {values!r} です")
    return tuple(str(value) for value in values)
