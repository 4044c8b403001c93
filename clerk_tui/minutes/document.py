"""A 会議録 once every decision is taken: strings in the order of print, with no person and no meeting behind them.

This module owns the boundary between deciding and drawing. Whoever builds a :class:`Document` has already chosen
labels, notation and edition; whoever draws one (Word and the other writers) can add nothing and leak nothing.
All text is plain: a writer escapes it for its own format; a tab and a newline within a paragraph are kept.
"""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

from msgspec import Struct


class HeaderRow(Struct, frozen=True):
    """One row of the table at the top (項目 | 区分 | 内容)."""

    label: str
    """項目, e.g. 日時. Consecutive rows with the same label are printed under one label (出席者, 配布資料)."""
    paragraphs: tuple[str, ...]
    sublabel: str | None = None
    """区分, e.g. 事務局 or 当日; ``None`` where the content takes the place of it as well."""
    bulleted: bool = False
    """Each paragraph is an item (・); the bullet itself belongs to the writer."""


class CaseRow(Struct, frozen=True):
    """One line of the case table, e.g. 諮問第52号 | 件名 | 決定."""

    number: str
    title: str
    result: str


class Note(Struct, frozen=True):
    """A remark to the editor of the draft (校正者への注記), e.g. 要確認; never part of the text."""

    text: str
    paragraph: int = 0
    """Index of the paragraph that it concerns, in the turn that carries it."""


class Paragraph(Struct, frozen=True):
    """One paragraph of a turn."""

    text: str
    narrated: bool = False
    """What was done rather than said (動作), e.g. 諮問文を会長に渡す。"""
    cleared: bool = False
    """Whether names may stand in it: it reports who is absent, or the clerk has confirmed it."""


class Heading(Struct, frozen=True):
    """Opens a block of cases (見出し); one line a group."""

    lines: tuple[str, ...]


class Turn(Struct, frozen=True):
    """One turn (発言) under the label of its speaker. No paragraphs: the words are still to be filled in."""

    label: str
    paragraphs: tuple[Paragraph, ...]
    notes: tuple[Note, ...] = ()

    def __post_init__(self) -> None:
        """Raise :class:`ValueError` for a note on a paragraph that is not there."""
        places = range(max(len(self.paragraphs), 1))
        if any(note.paragraph not in places for note in self.notes):
            raise ValueError(f"a note points outside the {len(self.paragraphs)} paragraphs of its turn")


class StageDirectionRow(Struct, frozen=True):
    """A stage direction (ト書き), e.g. 異議なし; the brackets belong to the writer."""

    text: str
    cleared: bool = False
    """Whether names may stand in it, because the clerk has confirmed it."""


Row: TypeAlias = Heading | Turn | StageDirectionRow


class Document(Struct, frozen=True):
    """A whole 会議録 in the order of print."""

    title_label: str
    """項目 of the first row, e.g. 会議名称."""
    title: tuple[str, ...]
    """Lines of the name of the document."""
    header: tuple[HeaderRow, ...]
    contents_heading: str
    """E.g. 【会議内容】."""
    contents: tuple[str, ...]
    """Items under that heading, without their numbers."""
    case_columns: tuple[str, str, str]
    """Names of the columns, e.g. 番号, 件名, 審議結果."""
    cases: tuple[CaseRow, ...]
    body: tuple[Row, ...]
    created: datetime
    """Goes into the properties of the file; must be aware of its zone, so that equal documents make equal files."""
    recorder: str = "記録担当"
    """Who signs the notes; a function, not a name."""

    def __post_init__(self) -> None:
        """Raise :class:`ValueError` for a time without a zone."""
        if self.created.tzinfo is None:
            raise ValueError("Document.created needs a time zone")
