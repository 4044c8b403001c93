"""The key sheet to print (キー一覧): one page of the keys of the record screen and of those that come after it.

    python scripts/make_keysheet.py                   docs/handbook/キー一覧.md
    python scripts/make_keysheet.py --word FILE.docx  the same on one landscape page of A4
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from pathlib import Path

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from msgspec import Struct

from clerk_tui.tui import fill, polish
from clerk_tui.tui.actions import BY_ID, Area
from clerk_tui.tui.keymap import DEFAULT, PALETTE, shown, shown_keys

PAGE = Path(__file__).parents[1] / "docs" / "handbook" / "キー一覧.md"
_TITLE = "キー一覧"
_SUB = "印刷して机に置く一枚です。かなを打っている途中では、確定してから押してください。"
_WORD_FONT = "ＭＳ ゴシック"
_COLUMNS_BEGIN = (Area.REPAIR.value, Area.HEARING.value)
"""Headings at the top of the second and the third column: what is done in the meeting, its repair, what comes after."""


class Group(Struct, frozen=True):
    """Keys under one heading, each with what it does."""

    heading: str
    keys: tuple[tuple[str, str], ...]


def groups() -> Iterator[Group]:
    """What stands on the sheet, from the registry and the screens' own lines of keys."""
    for area in Area:
        if area is Area.HEARING:
            yield Group("打っているとき", (("Ctrl+J", "段落を改める"), ("Space", "略語を開く")))
        own = tuple(
            (keys, action.name)
            for action in BY_ID.values()
            if action.area is area and (keys := shown_keys(DEFAULT, action.id))
        )
        if area is Area.SCREEN:
            own += ((shown(PALETTE), "すべての操作を名前でさがす"),)
        if own:
            yield Group(area.value, own)
    yield Group("文字起こしを入れる", _hinted(fill.HINT))
    yield Group("整文", _hinted(polish.HINT))


def _hinted(line: str) -> tuple[tuple[str, str], ...]:
    """The keys of a line of hints: 「Enter 採る　F2 …」."""
    return tuple((key, what) for key, _, what in (item.partition(" ") for item in line.split("　")))


def page() -> str:
    """The sheet as a page of the handbook."""
    parts = [
        f"# {_TITLE}\n",
        f"{_SUB}\nくわしいはたらきは [キーの一覧](../keys.md) にあります。",
        "Word の一枚（A4 横）は `python scripts/make_keysheet.py --word キー一覧.docx` で作れます。\n",
        '<div class="sheet" markdown>\n',
    ]
    for group in groups():
        rows = [f"| {keys} | {what} |" for keys, what in group.keys]
        parts.append("\n".join((f"## {group.heading}\n", "| キー | 操作 |", "|---|---|", *rows, "")))
    return "\n".join((*parts, "</div>\n"))


def word(target: Path) -> None:
    """The sheet on one landscape page of A4, in three columns."""
    document = Document()
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin = section.bottom_margin = Mm(10)
    columns = section._sectPr.find(qn("w:cols"))
    if columns is None:
        columns = OxmlElement("w:cols")
        section._sectPr.append(columns)
    columns.set(qn("w:num"), "3")
    columns.set(qn("w:space"), "340")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = _WORD_FONT, Pt(11)
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), _WORD_FONT)
    normal.paragraph_format.space_after = Pt(0)
    document.add_paragraph().add_run(f"clerk_tui　{_TITLE}").bold = True
    note = document.add_paragraph().add_run("確定してから押してください。Ctrl+P で全部さがせます。")
    note.font.size = Pt(9)
    for group in groups():
        head = document.add_paragraph()
        head.paragraph_format.space_before = Pt(5)
        head.paragraph_format.keep_with_next = True
        if group.heading in _COLUMNS_BEGIN:
            head.add_run().add_break(WD_BREAK.COLUMN)
        head.add_run(group.heading).bold = True
        for keys, what in group.keys:
            line = document.add_paragraph()
            line.paragraph_format.tab_stops.add_tab_stop(Mm(35))
            line.paragraph_format.left_indent = Mm(35)
            line.paragraph_format.first_line_indent = Mm(-35)
            line.add_run(keys).bold = True
            line.add_run(f"\t{what}")
    document.save(str(target))


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--word", type=Path, metavar="FILE")
    wanted = parser.parse_args(arguments).word
    if wanted is None:
        PAGE.write_text(page(), encoding="utf-8", newline="\n")
    else:
        word(wanted)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
