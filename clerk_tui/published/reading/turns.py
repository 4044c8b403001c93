"""What was said (発言の読取り): rows of the table of turns, or lines, → turns, headings and stage directions."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.published.data import HeadingRow, PublishedRow, StageRow, TurnRow

from .page import Place, Remarks, Row, TableBlock

_STAGE = re.compile(r"^[（(〔［\[](?P<text>[^（）()〔〕]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)〕］\]]$")
_CASE = r"[^\s第、・～〜\-－]{0,12}第?[0-9０-９〇一二三四五六七八九十百]+号?"
_CASES = re.compile(rf"^(?=.*第.+号){_CASE}(?:[、・,，～〜\-－]\s*{_CASE})*$")
_ENDED = re.compile(r"[。．.！？!?」』）)…：:]$")


class Turns(Struct):
    """What has been read so far."""

    remarks: Remarks
    labels: frozenset[str]
    """Everybody who is named before a remark somewhere in the file."""
    rows: list[PublishedRow] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        return any(isinstance(row, TurnRow) for row in self.rows)

    def table(self, table: TableBlock) -> None:
        for row in table.rows:
            match len(row.cells):
                case 1:
                    self._across(row)
                case 2:
                    self._row(row)
                case _:
                    self.remarks.refuse(
                        row.place,
                        "発言の表は「発言者」と「発言」の二列で読みます。この行の列を二つにしてください。",
                    )

    def speaks(self, label: str, paragraphs: Sequence[str]) -> None:
        """Somebody begins to speak."""
        self.rows.append(TurnRow(label, tuple(paragraphs)))

    def line(self, text: str, place: Place) -> None:
        """A line without a speaker: a heading, a stage direction, or more of what was being said."""
        plain = text.strip()
        if stage := _STAGE.match(plain):
            self.rows.append(StageRow(stage["text"].strip()))
        elif _CASES.match(plain):
            self._heading((plain,))
        else:
            self._goes_on((text,), place)

    def _row(self, row: Row) -> None:
        label, said = "".join(line.strip() for line in row.cells[0]), row.cells[1]
        if label:
            self.speaks(label, said)
        elif all(_CASES.match(line.strip()) for line in said):
            # A page break in a converted file: what covered both columns slid into the second.
            self.rows.append(HeadingRow(tuple(line.strip() for line in said)))
        else:
            self._goes_on(said, row.place)

    def _across(self, row: Row) -> None:
        """A row of one cell over both columns."""
        lines = row.cells[0]
        stages = [_STAGE.match(line.strip()) for line in lines]
        if len(lines) == 1 and lines[0].strip() in self.labels:
            # Markdown cannot tell 「somebody, no words」 from a row of one cell.
            self.speaks(lines[0].strip(), ())
        elif all(stages):
            self.rows += [StageRow(stage["text"].strip()) for stage in stages if stage]
        else:
            self.rows.append(HeadingRow(tuple(line.strip() for line in lines)))

    def _heading(self, lines: tuple[str, ...]) -> None:
        last = self.rows[-1] if self.rows else None
        if isinstance(last, HeadingRow):
            self.rows[-1] = HeadingRow((*last.lines, *lines))
        else:
            self.rows.append(HeadingRow(lines))

    def _goes_on(self, lines: Sequence[str], place: Place) -> None:
        """More of the last turn: a page or a narrow line cut it, or a new paragraph begins."""
        at = next((n for n in range(len(self.rows) - 1, -1, -1) if isinstance(self.rows[n], TurnRow)), None)
        last = self.rows[at] if at is not None else None
        if at is None or not isinstance(last, TurnRow):
            self.remarks.refuse(
                place, f"「{_shown(lines)}」の発言者がありません。発言者を書き足してください。"
            )
            return
        said = list(last.paragraphs)
        for line in lines:
            if said and not _ENDED.search(said[-1]) and not line.startswith("　"):
                said[-1] += line.strip()
            else:
                said.append(line)
        self.rows[at] = replace(last, paragraphs=tuple(said))


def _shown(lines: Sequence[str]) -> str:
    text = "".join(lines).strip()
    return text if len(text) <= 20 else f"{text[:20]}…"
