"""A file of published minutes → :class:`~clerk_tui.published.data.Published`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.profile import Form
from clerk_tui.domain.text import sentences
from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.published.data import Published, StageRow, TurnRow

from .cases import CaseTable, is_case_table
from .header import Header, Item, is_header
from .markdown import read_text
from .marks import begun, usual_mark
from .page import Page, Remarks, TableBlock, TextLine
from .turns import Turns
from .word import read_word

_READERS = {".docx": read_word, ".txt": read_text, ".md": read_text}

_CONTENTS = re.compile(
    r"^(?:【[^【】]*】|[<＜〈《][^>＞〉》]*[>＞〉》]|(?:会議内容|議題|次第|会議次第|議事日程))$"
)
_NUMBERED = re.compile(r"^[（(]?[0-9０-９]{1,2}[）)]?[\s　.．、]+(?P<text>\S.*)$")
# A name is written in kanji or katakana; 「ありました委員」 is none.
_MEMBER = re.compile(r"[一-龥々〆ァ-ヶー]{1,5}(?:委員|議員)")
_NOT_A_NAME = re.compile(r"^(?:欠席|出席|担当|各|全|副|新|前|本日|農業|推進|署名|専門|臨時|審査)+")


class Reading(Struct, frozen=True):
    """Minutes that were read, and what the clerk should know of how."""

    published: Published
    notes: tuple[str, ...]


def read_minutes(path: Path) -> Reading:
    """Read minutes in a two-column table (layout 1) or line by line (layout 2).

    Raises:
        FileProblems: the file cannot be read, is not sanitized, or holds what cannot be placed; all of it.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        message = (
            f"会議録は {'、'.join(_READERS)} で渡してください（PDF や .doc は、Word で .docx に直せます）。"
        )
        raise FileProblems([Problem(path, None, "", message)])
    return _Reader(read(path)).reading()


class _Reader:
    """Walks the blocks of a page once."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.contents_heading = ""
        self.contents: list[str] = []
        self.rest: list[str] = []
        self.remarks = Remarks(self.page.path)
        self.header, self.cases = Header(self.remarks), CaseTable(self.remarks)
        self.mark = usual_mark(block.text for block in self.page.blocks if isinstance(block, TextLine))
        self.turns = Turns(self.remarks, frozenset(self._labels()))

    def reading(self) -> Reading:
        for block in self.page.blocks:
            match block:
                case TableBlock(rows=rows):
                    if rows:
                        self._table(block)
                case TextLine():
                    self._line(block)
        if not self.turns.begun and not self.remarks.problems:
            self.remarks.refuse(
                None,
                "発言が見つかりません。「発言者」「発言」の二列の表か、「○会長　…」「【会長】…」の行で書かれた"
                "会議録を渡してください。",
            )
        self.remarks.judge()
        return Reading(self._published(), tuple(self.remarks.notes))

    def _labels(self) -> Iterator[str]:
        """Who is named before a remark in a table of two columns."""
        for block in self.page.blocks:
            if isinstance(block, TableBlock):
                yield from (row.texts[0] for row in block.rows if len(row.cells) == 2 and all(row.texts))

    def _table(self, table: TableBlock) -> None:
        self.header.close()
        if self.turns.begun:
            self.turns.table(table)
        elif is_case_table(table):
            self.cases.table(table)
        elif is_header(table):
            self.header.table(table)
        elif all(len(row.cells) >= 3 for row in table.rows):
            for row in table.rows:
                self.remarks.refuse(
                    row.place,
                    "何の表か分かりません。会議の概要・案件・発言のどれでもない表は、除いてから渡してください。",
                )
        else:
            self.turns.table(table)

    def _line(self, line: TextLine) -> None:
        speaker = begun(line.text, self.mark) if self.mark else None
        if speaker:
            self.header.close()
            self.turns.speaks(speaker.label, (speaker.text,) if speaker.text else ())
        elif self.turns.begun:
            self.turns.line(line.text, line.place)
        else:
            self._before(line)

    def _before(self, line: TextLine) -> None:
        """A line above the first remark."""
        plain = line.text.strip()
        numbered = _NUMBERED.match(plain)
        if _CONTENTS.match(plain):
            self.header.close()
            self.contents_heading = self.contents_heading or plain
        elif self.contents_heading and numbered:
            self.contents.append(numbered["text"].strip())
        elif not self.contents_heading and self.header.line(line.text, line.place):
            return
        elif not self.header.begun and not self.contents_heading:
            self.header.title.append(plain)
        elif self.contents_heading:
            # Under the list of contents a line may be a heading or a direction before the first remark.
            self.turns.line(line.text, line.place) if not self.contents else self._keep(line)
        else:
            self._keep(line)

    def _keep(self, line: TextLine) -> None:
        self.rest.append(line.text.strip())
        self.remarks.note(line.place, "どこの文か分からないので、ト書きとして残しました。")

    def _published(self) -> Published:
        header = self.header
        kept = [StageRow(text) for text in (*header.rest, *self.cases.rest, *self.rest)]
        rows = (*kept, *self.turns.rows)
        return Published(
            title=tuple(header.title),
            moment=header.moment,
            place=header.place,
            attendance=tuple((category, tuple(names)) for category, names in header.attendance),
            absent=tuple(header.absent) or tuple(self._said_absent()),
            observers=header.observers,
            materials=tuple((when, tuple(titles)) for when, titles in header.materials),
            contents=tuple(self.contents),
            cases=tuple(self.cases.cases),
            rows=rows,
            form=self._form(),
        )

    def _said_absent(self) -> Iterator[str]:
        """Absentees of whom only a remark tells: their seats belong to the next roster all the same."""
        listed = {name for _, names in self.header.attendance for name in names}
        first = [row for row in self.turns.rows if isinstance(row, TurnRow)][:6]
        for text in (paragraph for turn in first for paragraph in turn.paragraphs):
            for start, end in sentences(text):
                sentence = text[start:end]
                if "欠席" in sentence and listed:
                    names = dict.fromkeys(_MEMBER.findall(sentence))
                    yield from (name for name in names if name not in listed and not _NOT_A_NAME.match(name))

    def _form(self) -> Form:
        """The fixed words as they were printed."""
        labels = self.header.labels
        form = Form()
        return replace(
            form,
            title=labels.get(Item.TITLE, form.title),
            moment=labels.get(Item.MOMENT, form.moment),
            place=labels.get(Item.PLACE, form.place),
            attendance=labels.get(Item.ATTENDANCE, form.attendance),
            absentees=labels.get(Item.ABSENT, form.absentees),
            observers=labels.get(Item.OBSERVERS, form.observers),
            materials=labels.get(Item.MATERIALS, form.materials),
            contents=self.contents_heading or form.contents,
            columns=self.cases.columns or form.columns,
        )
