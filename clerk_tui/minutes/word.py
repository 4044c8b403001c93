"""Minutes as a Word file: a template filled in, finished by python-docx, and packed the same way every time."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Final

from docx.document import Document as WordDocument
from docx.oxml.ns import nsmap, qn
from docx.text.run import Run
from lxml import etree
from msgspec import Struct

from clerk_tui.domain.text import clean
from clerk_tui.support.atomic import write_atomically

from . import template
from .anchors import origin
from .bookmarks import bookmark, shade, unmarked
from .document import Document
from .fields import FREE, Common, names, values
from .rendering import NOTE, Printed, render

Inspect = Callable[[Path, tuple[Printed, ...]], None]
"""Looks through a finished file that nobody can see yet, knowing what was printed in it."""

_SPACES: Final = {"w": nsmap["w"]}
_EMPTY_TABLES: Final = etree.XPath("//w:tbl[not(w:tr)]", namespaces=_SPACES)
_OPEN_CELLS: Final = etree.XPath("//w:tc[not(*[last()][self::w:p])]", namespaces=_SPACES)
_LAST_TABLES: Final = etree.XPath(
    "//w:body/w:tbl[not(following-sibling::*[not(self::w:sectPr)])]", namespaces=_SPACES
)
_LATE_MERGES: Final = etree.XPath(
    "//w:vMerge[preceding-sibling::*[not(self::w:cnfStyle or self::w:tcW or self::w:gridSpan or self::w:hMerge)]]",
    namespaces=_SPACES,
)
"""docxtpl puts a merge behind all other properties of a cell, where the format wants it before the shade."""
_BEFORE_MERGE: Final = tuple(qn(f"w:{tag}") for tag in ("cnfStyle", "tcW", "gridSpan", "hMerge"))
_NOTES: Final = etree.XPath(f"//processing-instruction('{NOTE}')")
_FIRST_DAY: Final = b"\0\0\x21\0"
"""Time and day of an entry of a zip: the first of January 1980, before which the format has none."""
_TEXTS: Final = struct.Struct("<HHH")
_LONGEST_TITLE: Final = 255
"""Characters that the format has room for."""


def write(
    document: Document,
    own: Struct | None,
    source: Path,
    target: Path,
    inspect: Inspect = lambda _file, _printed: None,
    *,
    layout: str = "",
    seq: int = 0,
    asked: str = "",
    shaded: frozenset[int] = frozenset(),
) -> None:
    """Print ``document`` in the look of the template ``source`` and put it at ``target`` in one step.

    Args:
        document: what every layout can print.
        own: what this layout can print besides.
        source: the Word template.
        target: the file.
        inspect: looks through the file before it gets its name.
        layout: id of the layout, which the file keeps for the way back.
        seq: number of the record's last event, likewise; 0: none that the file could be compared with.
        asked: who is sent it for confirmation, likewise.
        shaded: places in the body of the rows that are marked for them.

    Raises:
        FileProblems, TemplateError: the template cannot be used; one Japanese sentence each.
        OSError: the file cannot be written.

    Equal documents in equal templates make equal files. Whatever is raised, also by ``inspect``, what was at
    ``target`` is still there.
    """
    data, printed = drawn(
        document, own, template.read(source), source.name, layout=layout, seq=seq, asked=asked, shaded=shaded
    )
    write_atomically(target, lambda stream: stream.write(data), lambda made: inspect(made, printed))


def drawn(
    document: Document,
    own: Struct | None,
    data: bytes,
    file: str,
    *,
    layout: str = "",
    seq: int = 0,
    asked: str = "",
    shaded: frozenset[int] = frozenset(),
) -> tuple[bytes, tuple[Printed, ...]]:
    """The bytes of the Word file, and what was printed in it; raises :class:`TemplateError`."""
    known = names(Document, Common, *([type(own)] if own is not None else []))
    known |= {FREE, *(field.label for field in document.free)}
    source = template.opened(data, file)
    made_from = origin(document, seq, layout, template.wording(source), asked)
    rendered = render(source, file, values(document, own), known)
    word = rendered.document
    _mend(word.element)
    _comment(word, rendered.notes, document)
    bookmark(word.element, made_from)
    shade(word.element, shaded)
    unmarked(word.part.package)
    _describe(word, document)
    made = BytesIO()
    word.save(made)
    return _undated(made.getvalue()), rendered.printed


def _mend(root: etree._Element) -> None:
    """What Word would have to repair: a text or cell without an end, a table without rows, a merge out of place."""
    for table in _EMPTY_TABLES(root):
        table.getparent().remove(table)
    for cell in _OPEN_CELLS(root):
        etree.SubElement(cell, qn("w:p"))
    for table in _LAST_TABLES(root):
        table.addnext(etree.Element(qn("w:p")))
    for merge in _LATE_MERGES(root):
        properties = merge.getparent()
        properties.remove(merge)
        properties.insert(sum(child.tag in _BEFORE_MERGE for child in properties), merge)


def _comment(word: WordDocument, notes: tuple[str, ...], document: Document) -> None:
    """Each remark to the editor as a comment on the paragraph where it was printed."""
    recorder = clean(document.recorder)
    at = _instant(document.created).isoformat(timespec="seconds").replace("+00:00", "Z")
    for mark in _NOTES(word.element):
        text = mark.getparent()
        text.text = (text.text or "") + (mark.tail or "")
        text.remove(mark)
        paragraph = next(text.iterancestors(qn("w:p")))
        runs = paragraph.findall(qn("w:r"))
        comment = word.add_comment(
            [Run(runs[0], word), Run(runs[-1], word)],
            clean(notes[int(mark.text)]),
            recorder,
            recorder[:1],
        )
        comment._comment_elm.set(qn("w:date"), at)


def _describe(word: WordDocument, document: Document) -> None:
    """Properties of the file: its name and its day; nobody's name."""
    properties = word.core_properties
    properties.title = clean(" ".join(document.title))[:_LONGEST_TITLE]
    properties.language = "ja-JP"
    properties.author = properties.last_modified_by = ""
    properties.created = properties.modified = _instant(document.created)


def _instant(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _undated(package: bytes) -> bytes:
    """The package without the time of its making and the system it was made on, by which equal files would differ.

    Both stand in the headers of the zip alone, so nothing is unpacked: the time at 10 of a part's own header, in
    the directory at 12, where the system is at 5 and a record is 46 bytes and its three texts long.
    """
    data = bytearray(package)
    with zipfile.ZipFile(BytesIO(package)) as archive:
        headers, at = [entry.header_offset for entry in archive.infolist()], archive.start_dir
    for header in headers:
        data[header + 10 : header + 14] = _FIRST_DAY
        data[at + 5] = 0
        data[at + 12 : at + 16] = _FIRST_DAY
        at += 46 + sum(_TEXTS.unpack_from(data, at + 28))
    return bytes(data)
