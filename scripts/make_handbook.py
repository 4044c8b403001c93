"""The handbook as one file (一冊の手引き): every page of docs/handbook, in the order of the site, as Word and as PDF.

    python scripts/make_handbook.py                     build/書記の手引き.docx
    python scripts/make_handbook.py --pdf               and the PDF beside it, through LibreOffice
    python scripts/make_handbook.py -o FILE.docx        there

Pages are headings of the first level, so that the navigation pane of Word leads through them; links from page to page
go on working. Pictures are drawn by Chromium from what the pages show; of a moving one, the frame that stands still.
"""

from __future__ import annotations

import io
import re
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from make_screens import png
from markdown_it import MarkdownIt
from markdown_it.token import Token
from rich.cells import cell_len

from clerk_tui import __version__
from clerk_tui.minutes.pdf import print_pdf

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "handbook"
TITLE = "書記の手引き"
_FONT, _TYPED = "游ゴシック", "ＭＳ ゴシック"
_WIDE = Mm(165)
"""How wide a picture is at most: the text of a page of A4."""
_MOVES = re.compile(r"<animate [^>]*/>")
_JAPANESE = re.compile("[\u2014-\u2026\u3000-\u30ff\u3400-\u9fff\uff00-\uff60]")

Picture = Callable[[Path], bytes]
"""A picture of the documents as PNG."""


def pages() -> list[Path]:
    """The pages in the order in which the site has them."""
    told = re.findall(r"handbook/([^\s\]]+\.md)", (ROOT / "mkdocs.yml").read_text("utf-8"))
    return [FOLDER / name for name in told]


def drawn(source: Path) -> bytes:
    """The picture by Chromium; raises SystemExit where there is none."""
    with tempfile.TemporaryDirectory() as place:
        still = Path(place) / source.name
        still.write_text(_MOVES.sub("", source.read_text("utf-8")), encoding="utf-8")
        png(still)
        return still.with_suffix(".png").read_bytes()


class Book:
    """The Word file as it grows."""

    def __init__(self, picture: Picture) -> None:
        self.document = Document()
        self._picture = picture
        self._pictures: dict[Path, bytes] = {}
        self._page = FOLDER
        self._bookmarks = 0
        self._set_up()

    def _set_up(self) -> None:
        section = self.document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(22)
        section.top_margin = section.bottom_margin = Mm(20)
        self.document.core_properties.title = f"clerk_tui {TITLE}"
        self.document.core_properties.author = ""
        self.document.core_properties.comments = ""
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Heading 3", "List Bullet", "List Number"):
            style = self.document.styles[name]
            style.font.name = _FONT
            fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
            for kind in ("w:eastAsia", "w:ascii", "w:hAnsi"):
                fonts.set(qn(kind), _FONT)
            for theme in ("w:asciiTheme", "w:eastAsiaTheme", "w:hAnsiTheme", "w:cstheme"):
                fonts.attrib.pop(qn(theme), None)
            if name.startswith("Heading"):
                style.font.color.rgb = RGBColor(0x1F, 0x3A, 0x5F)
        self.document.styles["Normal"].font.size = Pt(10.5)
        footer = section.footer.paragraphs[0]
        footer.alignment = 1
        for kind, text in (("begin", ""), ("", "PAGE"), ("end", "")):
            run = footer.add_run()
            part = OxmlElement("w:fldChar" if kind else "w:instrText")
            if kind:
                part.set(qn("w:fldCharType"), kind)
            else:
                part.text = text
            run._r.append(part)

    def cover(self, headings: Sequence[tuple[Path, str]]) -> None:
        """The title and, page by page, where to find what."""
        self.document.add_paragraph(f"clerk_tui　{TITLE}", style="Title")
        self.document.add_paragraph(f"版 {__version__}")
        for page, heading in headings:
            self._link(self.document.add_paragraph(), heading, _anchor(page))

    def add(self, page: Path, tokens: Sequence[Token]) -> None:
        """One page, beginning on a new leaf."""
        self._page = page
        at = 0
        while at < len(tokens):
            end = _end(tokens, at)
            self._block(tokens[at : end + 1], style="")
            at = end + 1

    def _block(self, tokens: Sequence[Token], style: str) -> None:
        first = tokens[0]
        match first.type:
            case "heading_open":
                level = int(first.tag[1:])
                heading = self.document.add_heading(level=level)
                self._inline(heading, tokens[1])
                if level == 1:
                    heading.paragraph_format.page_break_before = True
                    self._bookmark(heading, _anchor(self._page))
            case "paragraph_open":
                self._inline(self.document.add_paragraph(style=style or None), tokens[1])
            case "bullet_list_open" | "ordered_list_open":
                kind = "List Bullet" if first.type.startswith("bullet") else "List Number"
                self._list(tokens[1:-1], kind)
            case "table_open":
                self._table(tokens)
            case "fence":
                self._typed(first.content)
            case "html_block":
                pass  # what lays out the key sheet of the site
            case _:
                raise ValueError(f"{self._page.name}: {first.type}")

    def _list(self, tokens: Sequence[Token], kind: str) -> None:
        number, at = 0, 0
        while at < len(tokens):
            end = _end(tokens, at)
            item = tokens[at + 1 : end]
            inner, number = 0, number + 1
            while inner < len(item):
                stop = _end(item, inner)
                if item[inner].type == "paragraph_open":
                    # Numbered by hand: Word would go on counting from the list before.
                    line = self.document.add_paragraph(style="List Bullet" if kind == "List Bullet" else None)
                    if kind == "List Number":
                        line.paragraph_format.left_indent = Mm(7)
                        line.paragraph_format.first_line_indent = Mm(-7)
                        line.add_run(f"{number}.　" if inner == 0 else "")
                    self._inline(line, item[inner + 1])
                else:
                    self._block(item[inner : stop + 1], style="")
                inner = stop + 1
            at = end + 1

    def _table(self, tokens: Sequence[Token]) -> None:
        rows: list[list[Token]] = []
        for before, token in pairwise(tokens):
            if before.type == "tr_open":
                rows.append([])
            if before.type in ("th_open", "td_open"):
                rows[-1].append(token)
        table = self.document.add_table(len(rows), len(rows[0]), style="Table Grid")
        table.autofit = False
        longest = [max(min(cell_len(row[at].content), 60) + 4 for row in rows) for at in range(len(rows[0]))]
        for column, long in zip(table.columns, longest, strict=True):
            column.width = int(_WIDE * long / sum(longest))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text, long in zip(row.cells, texts, longest, strict=True):
                cell.width = int(_WIDE * long / sum(longest))
                line = cell.paragraphs[0]
                line.paragraph_format.space_before = line.paragraph_format.space_after = Pt(2)
                self._inline(line, text)
                for run in line.runs if texts is rows[0] else ():
                    run.bold = True
        self.document.add_paragraph()

    def _typed(self, content: str) -> None:
        for line in content.rstrip("\n").split("\n"):
            paragraph = self.document.add_paragraph()
            paragraph.paragraph_format.left_indent = Mm(6)
            paragraph.paragraph_format.space_after = Pt(0)
            self._mono(paragraph.add_run(line))
        self.document.add_paragraph()

    @staticmethod
    def _mono(run: Any) -> None:
        run.font.name, run.font.size = _TYPED, Pt(10)
        run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _TYPED)

    def _inline(self, paragraph: Any, token: Token) -> None:
        bold, link = False, ""
        parts = token.children or []
        for number, part in enumerate(parts):
            match part.type:
                case "strong_open" | "strong_close":
                    bold = part.type == "strong_open"
                case "link_open":
                    link = unquote(str(part.attrs["href"]))
                case "link_close":
                    link = ""
                case "image":
                    self._show(paragraph, unquote(str(part.attrs["src"])), part.content)
                case "softbreak":
                    around = f"{parts[number - 1].content[-1:]}{parts[number + 1].content[:1]}"
                    paragraph.add_run("" if len(_JAPANESE.findall(around)) == 2 else " ")
                case "text" | "code_inline":
                    target = (self._page.parent / link.partition("#")[0]).resolve() if link else self._page
                    if part.type == "code_inline":
                        self._mono(paragraph.add_run(part.content))
                    elif link and target in pages():
                        self._link(paragraph, part.content, _anchor(target))
                    else:
                        paragraph.add_run(part.content).bold = bold or None
                case _:
                    if part.content.strip():
                        raise ValueError(f"{self._page.name}: {part.type} {part.content}")

    def _show(self, paragraph: Any, source: str, told: str) -> None:
        path = (self._page.parent / source).resolve()
        if path not in self._pictures:
            self._pictures[path] = self._picture(path)
        shape = paragraph.add_run().add_picture(io.BytesIO(self._pictures[path]), width=_WIDE)
        shape._inline.docPr.set("descr", told)

    def _bookmark(self, paragraph: Any, name: str) -> None:
        self._bookmarks += 1
        for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
            mark = OxmlElement(kind)
            mark.set(qn("w:id"), str(self._bookmarks))
            if kind == "w:bookmarkStart":
                mark.set(qn("w:name"), name)
            paragraph._p.append(mark)

    @staticmethod
    def _link(paragraph: Any, text: str, anchor: str) -> None:
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), anchor)
        run = paragraph.add_run(text)
        run.font.color.rgb = RGBColor(0x1F, 0x5A, 0x9C)
        run.font.underline = True
        link.append(run._r)
        paragraph._p.append(link)


def _anchor(page: Path) -> str:
    return f"page-{pages().index(page)}"


def _end(tokens: Sequence[Token], at: int) -> int:
    """The token that closes the one at ``at``; itself where it closes itself."""
    depth = 0
    for end in range(at, len(tokens)):
        depth += tokens[end].nesting
        if depth == 0:
            return end
    raise ValueError(tokens[at].type)


def _texts(tokens: Sequence[Token]) -> Iterator[str]:
    """The words of the first heading."""
    yield from (part.content for part in tokens[1].children or [])


def build(target: Path, picture: Picture = drawn) -> None:
    """The whole handbook as a Word file."""
    read = MarkdownIt("commonmark").enable("table")
    parsed = [(page, read.parse(page.read_text("utf-8"))) for page in pages()]
    book = Book(picture)
    book.cover([(page, "".join(_texts(tokens))) for page, tokens in parsed])
    for page, tokens in parsed:
        book.add(page, tokens)
    target.parent.mkdir(parents=True, exist_ok=True)
    book.document.save(str(target))


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("-o", "--out", type=Path, default=ROOT / "build" / f"{TITLE}.docx")
    parser.add_argument("--pdf", action="store_true")
    options = parser.parse_args(arguments)
    build(options.out)
    if options.pdf:
        print_pdf(options.out, options.out.with_suffix(".pdf"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
