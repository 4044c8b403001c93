"""A finished Word file read back by another library (読み返し): it opens, and every remark stands in it, in order.

The file was spelled out piece by piece; whether others can read it, only another reader can tell. python-docx is
one, and no line of it was used for the writing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from clerk_tui.domain.text import clean

from .document import Document, Heading, StageDirectionRow, Turn
from .flow import Flow
from .ooxml import TemplateError


def remarks(document: Document | Flow) -> Iterator[str]:
    """The texts that must be in the file, in the order of print; what the template puts around them is its own."""
    if isinstance(document, Flow):
        yield from (line.text for line in document.lines)
        return
    for row in document.body:
        match row:
            case Turn(paragraphs=paragraphs):
                yield from (paragraph.text for paragraph in paragraphs)
            case Heading(lines=headings):
                yield from headings
            case StageDirectionRow(text=text):
                yield text


def reread(made: Path, texts: Iterable[str]) -> None:
    """Look for the texts in the file, each after the one before it.

    Raises:
        TemplateError: it cannot be opened, or a text is not where it should be; a Japanese sentence with the mend.
    """
    paragraphs = _paragraphs(made)
    here = next(paragraphs, None)
    at = 0
    for text in map(clean, texts):
        while here is not None and (found := here.find(text, at)) < 0:
            here, at = next(paragraphs, None), 0
        if here is None:
            raise TemplateError(
                f"作った Word ファイルを読み返したところ、「{text[:24]}」が見つからないため、出しませんでした。"
                "審議会の Word のひな形を、もとのひな形に戻して作り直してください（記録は失われていません）。"
            )
        at = found + len(text)


def _paragraphs(made: Path) -> Iterator[str]:
    """The text of each paragraph, those in tables included."""
    import docx
    from docx.opc.exceptions import OpcError
    from docx.oxml.ns import qn
    from docx.text.paragraph import Paragraph
    from lxml.etree import XMLSyntaxError

    try:
        document = docx.Document(str(made))
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise TemplateError(
            f"作った Word ファイルが開けないため、出しませんでした（{fault}）。"
            "審議会の Word のひな形を、もとのひな形に戻して作り直してください（記録は失われていません）。"
        ) from fault
    for element in document.element.body.iter(qn("w:p")):
        yield Paragraph(element, document).text
