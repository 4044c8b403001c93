"""A finished Word file read back (読み返し): it opens, and every remark stands in it, in the order of the record.

The template is the office's own. Whatever it leaves out, repeats or moves, a file that lacks a remark never gets
its name. It is read from its bytes as any other program would, and nothing of the writing is asked.
"""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml.etree import XMLSyntaxError

from clerk_tui.domain.text import clean

from .template import TemplateError

_MEND = "審議会の Word のひな形を、もとのひな形に戻して作り直してください（記録は失われていません）。"


def reread(made: Path, texts: Iterable[str], notes: Iterable[str] = ()) -> None:
    """Look for the texts in the file, each after the one before it, and for the notes among its comments.

    Raises:
        TemplateError: it cannot be opened, or a text or note is not where it should be; a sentence with the mend.
    """
    try:
        document = docx.Document(str(made))
    except (OpcError, XMLSyntaxError, zipfile.BadZipFile, KeyError, ValueError) as fault:
        raise TemplateError(
            f"作った Word ファイルが開けないため、出しませんでした（{fault}）。{_MEND}"
        ) from fault
    paragraphs = _paragraphs(document)
    here = next(paragraphs, None)
    at = 0
    for text in map(clean, texts):
        while here is not None and (found := here.find(text, at)) < 0:
            here, at = next(paragraphs, None), 0
        if here is None:
            raise _missing(text)
        at = found + len(text)
    wanted = Counter(map(clean, notes))
    if wanted:
        for note in wanted - Counter(comment.text for comment in document.comments):
            raise _missing(note)


def _missing(text: str) -> TemplateError:
    return TemplateError(
        f"作った Word ファイルを読み返したところ、「{text[:24]}」が見つからないため、出しませんでした。{_MEND}"
    )


_TEXT, _BREAKS, _PARAGRAPH = qn("w:t"), {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t"}, qn("w:p")


def _paragraphs(document: Document) -> Iterator[str]:
    """The text of each paragraph in the order of print, those in tables included."""
    for paragraph in document.element.body.iter(_PARAGRAPH):
        yield "".join(_BREAKS.get(node.tag, node.text or "") for node in paragraph.iter(_TEXT, *_BREAKS))
