"""The 会議録 as a Word file: a :class:`~.document.Document` poured into a template.

Owns the order of the parts and the numbering (第N項, merged labels, notes); the look belongs to the template and
the words to the document. Rows are spelled out one after another straight into the file, so that time grows with
the number of turns and memory does not.

Three tables stand in the text, always in this order: header, cases, turns. The lines that open a block are
paragraphs in a heading style within the table of turns. A table of contents, a screen reader, the navigator of
LibreOffice and a PDF's outline show them; Word's own navigation pane shows the heading above the tables and leaves
out every heading in a table. One table of turns, as this kind of minutes is printed, was judged worth more.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final, assert_never

from clerk_tui.support.atomic import Inspect, write_atomically

from . import opc, word_template
from .document import CaseRow, Document, HeaderRow, Heading, Note, Paragraph, Row, StageDirectionRow, Turn
from .notes import comments, properties, with_comments
from .ooxml import XML_DECLARATION, TemplateError, run_text
from .word_template import Template

__all__ = ["TemplateError", "render", "write"]

_CHUNK: Final = 1 << 16
_RESTART: Final = '<w:vMerge w:val="restart"/>'
_CONTINUE: Final = "<w:vMerge/>"


def write(document: Document, template: Path, target: Path, inspect: Inspect = lambda _file: None) -> None:
    """Draw ``document`` in the look of ``template`` and write_atomically it at ``target`` in one step.

    Equal documents in equal templates make equal files. Raises :class:`TemplateError` if the template cannot be
    used, :class:`OSError` if the file cannot be written, and what ``inspect`` raises; in any case what was at
    ``target`` is still there.
    """
    loaded = word_template.load(template)
    write_atomically(target, lambda stream: render(document, loaded, stream), inspect)


def render(document: Document, template: Template, stream: IO[bytes]) -> None:
    """Write the file to a seekable ``stream``; for a template that is loaded once and used again (preview)."""
    notes = [note for row in document.body if isinstance(row, Turn) for note in _in_order(row)]
    main, parts = template.main, template.parts
    if notes:
        texts = [note.text for note in notes]
        main, parts = with_comments(main, parts, comments(texts, document.recorder, document.created))
    title = properties(" ".join(document.title), document.created)
    opc.write(stream, main, _chunks(_text(document, template)), title, parts)


def _text(document: Document, template: Template) -> Iterator[str]:
    """The text part, row by row."""
    printer = _Printer(template)
    regions = (  # in the order of REGIONS, which is the order of the template's slots
        printer.header(document),
        printer.line("会議内容", 会議内容=document.contents_heading),
        printer.contents(document.contents),
        printer.cases(document),
        printer.body(document.body),
    )
    yield XML_DECLARATION + template.body.head
    for region, (_, piece) in zip(regions, template.body.rest, strict=True):
        yield from region
        yield piece


class _Printer:
    """Fills the forms of one template; counts the notes as they come."""

    def __init__(self, template: Template) -> None:
        self._forms = template.forms
        self._notes = 0
        self._labels: dict[str, str] = {}
        """Labels already spelled out: the same few come again and again."""

    def line(self, form: str, **words: str) -> Iterator[str]:
        """A paragraph outside the tables."""
        yield self._forms[form].fill({place: run_text(text) for place, text in words.items()})

    def contents(self, items: tuple[str, ...]) -> Iterator[str]:
        for number, item in enumerate(items, start=1):
            yield from self.line("議題", 議題番号=str(number), 議題=item)

    def header(self, document: Document) -> Iterator[str]:
        yield self._row("題名", 項目=(document.title_label,), 会議名称=document.title)
        labels = [row.label for row in document.header]
        for row, above, below in zip(document.header, [None, *labels], [*labels[1:], None], strict=False):
            yield self._header_row(row, continues=row.label == above, continued=row.label == below)

    def _header_row(self, row: HeaderRow, *, continues: bool, continued: bool) -> str:
        form = "内容" if row.sublabel is None else "区分"
        look = "箇条" if row.bulleted else "内容"
        cells = {
            "結合": _CONTINUE if continues else _RESTART if continued else "",
            "項目": self._paragraphs(form, "項目", () if continues else (row.label,)),
            "内容": self._paragraphs(form, look, row.paragraphs),
        }
        if row.sublabel is not None:
            cells["区分"] = self._paragraphs(form, "区分", (row.sublabel,))
        return self._forms[form].fill(cells)

    def cases(self, document: Document) -> Iterator[str]:
        number, title, result = document.case_columns
        yield self._row("列名", 番号の列=(number,), 件名の列=(title,), 審議結果の列=(result,))
        for case in document.cases:
            yield self._case(case)

    def _case(self, case: CaseRow) -> str:
        return self._row("件名", 番号=(case.number,), 件名=(case.title,), 審議結果=(case.result,))

    def body(self, rows: tuple[Row, ...]) -> Iterator[str]:
        for row in rows:
            match row:
                case Turn():
                    yield self._turn(row)
                case Heading():
                    yield self._row("見出し", 見出し=row.lines)
                case StageDirectionRow():
                    yield self._row("ト書き", ト書き=(row.text,))
                case _:
                    assert_never(row)
        if not rows:  # Word takes a table without rows for damage
            yield self._row("発言", 発言者=(), 発言=())

    def _turn(self, turn: Turn) -> str:
        spelled = []
        for number, paragraph in enumerate(turn.paragraphs or (Paragraph(""),)):
            place = "動作" if paragraph.narrated else "発言"
            words = {place: run_text(paragraph.text)}
            if turn.notes:
                words |= self._note_marks(turn, number)
            spelled.append(self._forms[f"発言.{place}"].fill(words))
        label = self._labels.get(turn.label)
        if label is None:
            label = self._labels[turn.label] = self._paragraphs("発言", "発言者", (turn.label,))
        return self._forms["発言"].fill({"発言者": label, "発言": "".join(spelled)})

    def _note_marks(self, turn: Turn, paragraph: int) -> dict[str, str]:
        count = sum(note.paragraph == paragraph for note in turn.notes)
        numbers = range(self._notes, self._notes + count)
        self._notes += count
        return {
            "注記の始": "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in numbers),
            "注記の終": "".join(
                f'<w:commentRangeEnd w:id="{number}"/><w:r><w:commentReference w:id="{number}"/></w:r>'
                for number in numbers
            ),
        }

    def _row(self, form: str, **cells: tuple[str, ...]) -> str:
        spelled = {place: self._paragraphs(form, place, texts) for place, texts in cells.items()}
        return self._forms[form].fill(spelled)

    def _paragraphs(self, form: str, place: str, texts: tuple[str, ...]) -> str:
        """One paragraph a text, at least one: a cell without a paragraph would be damage."""
        paragraph = self._forms[f"{form}.{place}"]
        return "".join([paragraph.fill({place: run_text(text)}) for text in texts or ("",)])


def _chunks(pieces: Iterator[str]) -> Iterator[str]:
    """The same text in fewer and larger pieces: a row at a time is slow to compress."""
    held, size = [], 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= _CHUNK:
            yield "".join(held)
            held, size = [], 0
    yield "".join(held)


def _in_order(turn: Turn) -> list[Note]:
    return sorted(turn.notes, key=lambda note: note.paragraph)
