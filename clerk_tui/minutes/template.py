"""A Word template (ひな形) opened for use: looked through, and without a trace of who edited it.

A file saved by an office program carries its editor's name, the company, the place of its own template, a preview
picture, editing session numbers. Only parts of the kinds in :data:`CARRIED`, reached from the text, go on into the
minutes, and they go on scrubbed (:func:`_scrub`).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Final

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import OpcError
from docx.opc.part import Part, XmlPart
from docx.oxml.ns import qn
from lxml import etree

from clerk_tui.errors import ClerkError
from clerk_tui.intake.sheets.package import load

from .pictures import bare

_LOOK = "styles settings numbering theme fontTable font webSettings"
_PAGE = "header footer footnotes endnotes image hyperlink"
CARRIED: Final = frozenset(f"{_LOOK} {_PAGE}".split())
"""Kinds of part that belong to the look of a page."""

_R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_ARROWS: Final = etree.XPath("//@r:*", namespaces={"r": _R})
_SCRUBBED: Final = ("rsid", "rsids", "mailMerge", "docVars", "writeProtection")
_TRACES: Final = ("proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd")
_UNFINISHED: Final = ("ins", "del", "moveFrom", "moveTo", "commentReference")


class TemplateError(ClerkError):
    """A Word template cannot be used; one Japanese sentence: the file, what is wrong with it, and the mend."""


def refusal(file: str, fault: str, mend: str) -> TemplateError:
    """The sentence about a template: what is wrong with it, and what to do."""
    return TemplateError(f"テンプレート「{file}」{fault}。{mend}ください。")


def read(path: Path) -> bytes:
    """The bytes of a template that may be opened.

    Raises:
        FileProblems: it is missing, no package, too large, or holds macros or a document type.
        TemplateError: it is saved in the strict variant, which python-docx does not read.
    """
    package = load(path, ".docx", "Word")
    if any(_STRICT in part for part in package.parts.values()):
        raise refusal(
            path.name,
            "は「完全 Open XML（ISO 厳密準拠）」で保存されています",
            "Word で「Word 文書 (*.docx)」を選び、保存し直して",
        )
    return package.data


def opened(data: bytes, file: str) -> Document:
    """The template as a document with nothing in it but the look of a page and its fields.

    Args:
        data: of a template, as :func:`read` gives it.
        file: its name, for the messages.

    Raises:
        TemplateError: it is no Word file, is unfinished, or leans on a part that is not carried.
    """
    import docx

    try:
        document = docx.Document(BytesIO(data))
    except (OpcError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as fault:
        raise refusal(
            file,
            "は Word 文書として読めません",
            "Word で開いて修復し、「Word 文書 (*.docx)」で保存し直して",
        ) from fault
    if next(document.element.iter(*(qn(f"w:{tag}") for tag in _UNFINISHED)), None) is not None:
        raise refusal(file, "に変更履歴かコメントが残っています", "Word ですべて片付けてから保存し直して")
    for part in _carried(document, file):
        if isinstance(part, XmlPart):
            _scrub(part.element)
        elif part.content_type.endswith("xml"):
            root = etree.fromstring(part.blob)
            _scrub(root)
            part._blob = etree.tostring(root, encoding="UTF-8", standalone=True)
        else:
            part._blob = bare(part.blob)
    return document


def wording(document: Document) -> str:
    """What an opened template says, fields included: another look of the same words makes no difference."""
    parts = sorted(document.part.package.iter_parts(), key=lambda part: str(part.partname))
    lines = (line for part in parts if isinstance(part, XmlPart) for line in part.element.iter(qn("w:p")))
    return "\n".join("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in lines)


def template_lines(path: Path) -> tuple[str, ...]:
    """The text of each paragraph of a template, instructions and fields included, tables among them.

    Raises:
        FileProblems, TemplateError: it cannot be opened as a template.
    """
    body = opened(read(path), path.name).element.body
    return tuple("".join(text.text or "" for text in line.iter(qn("w:t"))) for line in body.iter(qn("w:p")))


def _carried(document: Document, file: str) -> Iterator[Part]:
    """Every part that goes on; the arrows to the others are taken out, and with them the parts."""
    package = document.part.package
    _drop(package, lambda arrow: arrow.reltype != RELATIONSHIP_TYPE.OFFICE_DOCUMENT)
    seen: list[Part] = []
    queue: list[Part] = [document.part]
    while queue:
        part = queue.pop(0)
        if part in seen:
            continue
        seen.append(part)
        _drop(part, lambda arrow: not _goes_on(arrow))
        _refuse_dangling(part, file)
        queue += [arrow.target_part for arrow in part.rels.values() if not arrow.is_external]
        yield part


def _drop(source: Any, unwanted: Any) -> None:
    for key in [key for key, arrow in source.rels.items() if unwanted(arrow)]:
        del source.rels[key]


def _goes_on(arrow: Any) -> bool:
    family, _, kind = arrow.reltype.rpartition("/")
    return family == _R and kind in CARRIED and (not arrow.is_external or kind == "hyperlink")


def _refuse_dangling(part: Part, file: str) -> None:
    """Refuse a part that shows something which is not carried: an embedded sheet, a linked picture, a chart."""
    if not part.content_type.endswith("xml") or part.content_type.endswith("settings+xml"):
        return
    root = part.element if isinstance(part, XmlPart) else etree.fromstring(part.blob)
    if any(value and value not in part.rels for value in _ARROWS(root)):
        raise refusal(
            file,
            "に、会議録へ持ち込めないもの（埋め込んだ表やグラフ、リンクした画像など）が貼り付けられています",
            "取り除いて保存し直して",
        )


def _scrub(root: etree._Element) -> None:
    """Take out, in place, what an office program leaves about the act of editing rather than about the page."""
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    for element in list(root.iter(*(qn(f"w:{tag}") for tag in (*_SCRUBBED, *_TRACES)))):
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)
    for element in root.iter(etree.Element):
        for name in element.attrib:
            local = etree.QName(name).localname
            if local.startswith("rsid") or local in ("paraId", "textId"):
                del element.attrib[name]
    if root.tag == qn("w:settings"):
        for child in list(root):
            if etree.QName(child).namespace not in (_W, _MATH) or child.get(f"{{{_R}}}id") is not None:
                root.remove(child)
