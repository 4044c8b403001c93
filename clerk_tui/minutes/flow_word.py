"""A flow as a Word file: the styles, page and headers of the body's Word template, the flow's lines in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import IO

from lxml import etree
from msgspec.structs import replace

from clerk_tui.support.atomic import Inspect, write_atomically

from . import opc
from .flow import TABLE_STYLE, Flow, Grid, Line, Look
from .notes import comments, properties, with_comments
from .ooxml import XML_DECLARATION, R, TemplateError, W, qn, run_text, xml_text

_WIDTH = 9070
"""Twentieths of a point of text on the page where the template does not say."""


def write_flow(flow: Flow, template: Path, target: Path, inspect: Inspect = lambda _file: None) -> None:
    """Draw ``flow`` in the look of ``template`` and write_atomically it at ``target`` in one step.

    Raises :class:`TemplateError` if a style is missing in the template, :class:`OSError` if the file cannot be
    written, and what ``inspect`` raises; what was at ``target`` is then still there.
    """
    main, parts = opc.read(template)
    root = opc.parse(main.data, template.name)
    opc.scrub(root)
    styles = _styles(parts, template.name)
    page = root.find(f"{qn('body')}/{qn('sectPr')}")

    def draw(stream: IO[bytes]) -> None:
        printer = _Printer(styles, _text_width(page))
        notes = [note.text for line in flow.lines for note in line.notes]
        text_part, others = main, parts
        if notes:
            text_part, others = with_comments(main, parts, comments(notes, flow.recorder, flow.created))
        text_part = replace(text_part, data=b"")
        opc.write(stream, text_part, printer.text(flow, page), properties(flow.title, flow.created), others)

    write_atomically(target, draw, inspect)


class _Printer:
    """Spells lines and tables out; counts the notes as they come."""

    def __init__(self, styles: Mapping[str, str], width: int) -> None:
        self._styles = styles
        self._width = width
        self._notes = 0

    def text(self, flow: Flow, page: etree._Element | None) -> Iterator[str]:
        yield f'{XML_DECLARATION}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>'
        for block in flow.blocks:
            yield self._line(block) if isinstance(block, Line) else self._grid(block)
        end = etree.tostring(page, encoding="unicode", with_tail=False) if page is not None else ""
        yield f"{end}</w:body></w:document>"

    def _line(self, line: Line) -> str:
        numbers = range(self._notes, self._notes + len(line.notes))
        self._notes += len(line.notes)
        begin = "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers)
        end = "".join(
            f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
            for number in numbers
        )
        text = run_text(line.text)
        run = f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{text}</w:r>' if text else ""
        return f'<w:p><w:pPr><w:pStyle w:val="{self._styles[line.look]}"/></w:pPr>{begin}{run}{end}</w:p>'

    def _grid(self, grid: Grid) -> str:
        whole = sum(grid.widths)
        widths = [self._width * share // whole for share in grid.widths]
        columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        rows = []
        for number, row in enumerate(grid.rows):
            head = "<w:tblHeader/>" if number < grid.head else ""
            cells = "".join(
                f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{"".join(map(self._line, cell))}</w:tc>'
                for width, cell in zip(widths, row, strict=True)
            )
            rows.append(f"<w:tr><w:trPr><w:cantSplit/>{head}</w:trPr>{cells}</w:tr>")
        return (
            f'<w:tbl><w:tblPr><w:tblStyle w:val="{self._styles[TABLE_STYLE]}"/>'
            f'<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblCaption w:val="{xml_text(grid.caption)}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>{self._line(Line(Look.GAP, ''))}"
        )


def _styles(parts: tuple[opc.Part, ...], file: str) -> Mapping[str, str]:
    """Ids of the styles that a flow needs, by name. Raises :class:`TemplateError` for one that is missing."""
    ids: dict[str, str] = {}
    for part in parts:
        if part.content_type.endswith("styles+xml"):
            for style in opc.parse(part.data, file).iter(qn("style")):
                name = style.find(qn("name"))
                if name is not None:
                    # LibreOffice writes built-in names with a capital.
                    ids[name.get(qn("val"), "").casefold()] = style.get(qn("styleId"), "")
    found = {name: ids.get(name.casefold(), "") for name in (*Look, TABLE_STYLE)}
    missing = [name for name, style in found.items() if not style]
    if missing:
        raise TemplateError(
            f"テンプレート「{file}」にスタイル「{'」「'.join(missing)}」がありません。"
            "Word のスタイルの一覧にその名前で加えるか、元のテンプレートに戻してください。"
        )
    return found


def _text_width(page: etree._Element | None) -> int:
    """Width between the margins, in twentieths of a point."""
    size = None if page is None else page.find(qn("pgSz"))
    margins = None if page is None else page.find(qn("pgMar"))
    if size is None or margins is None:
        return _WIDTH
    try:
        return int(size.get(qn("w"))) - int(margins.get(qn("left"))) - int(margins.get(qn("right")))
    except (TypeError, ValueError):
        return _WIDTH
