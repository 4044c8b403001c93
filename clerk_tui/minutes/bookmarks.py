"""The marks that the filling of a template leaves around each printed field, made into bookmarks of the Word file."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy
from itertools import count
from typing import Final

from docx.opc.package import OpcPackage
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from lxml import etree

from .anchors import BEGIN, MARKED, Origin

_TEXT: Final = qn("w:t")
_RUN: Final = qn("w:r")
_PARAGRAPH: Final = qn("w:p")
_END: Final = qn("w:bookmarkEnd")
_START: Final = qn("w:bookmarkStart")
_SHADE: Final = qn("w:shd")
_BEFORE_SHADE: Final = frozenset(
    qn(f"w:{name}")
    for name in (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr"),
    )
)
"""Properties of a paragraph that the format wants before its shade."""
_ROW: Final = re.compile(r"_bd_(\d+)_")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

Piece = tuple[str, str]
"""「text」 and characters, 「begin」 and the name of a bookmark, or 「end」."""


def bookmark(root: etree._Element, origin: Origin) -> None:
    """Put a bookmark around each marked text of the main part, and what the file is of at both of its ends."""
    numbers = count(1)
    for run in [text.getparent() for text in root.iter(_TEXT) if BEGIN in (text.text or "")]:
        # A run with several texts comes once for each of them.
        if run is not None and run.getparent() is not None and run.tag == _RUN:
            _divide(run, numbers)
    _end_between(root)
    body = root.find(qn("w:body"))
    first, last = next(body.iter(_PARAGRAPH), None), body.findall(_PARAGRAPH)[-1:]
    # In a paragraph, where every program leaves them; and whoever rewrites the beginning leaves the end.
    for paragraph, prefix in [(each, "") for each in (first,) if each is not None] + [
        (each, "z") for each in last
    ]:
        for name in origin.names(prefix):
            paragraph.extend(_pair(name, numbers))


def shade(root: etree._Element, rows: frozenset[int]) -> None:
    """Put a shade behind the paragraphs in which these rows of the body were printed, whatever the template."""
    for mark in root.iter(_START) if rows else ():
        found = _ROW.match(mark.get(qn("w:name"), ""))
        if found is None or int(found[1]) not in rows:
            continue
        paragraph = next(mark.iterancestors(_PARAGRAPH), None)
        if paragraph is not None:
            look = paragraph.get_or_add_pPr()
            for old in look.findall(_SHADE):
                look.remove(old)
            fill = {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): "FFF2CC"}
            look.insert(sum(child.tag in _BEFORE_SHADE for child in look), etree.Element(_SHADE, fill))


def unmarked(package: OpcPackage) -> None:
    """Take out the marks that stand where no bookmark can: in a property of a picture, a drawing's own text."""
    for part in package.iter_parts():
        if isinstance(part, XmlPart):
            for node in part.element.iter(etree.Element):
                if node.text and BEGIN in node.text:
                    node.text = MARKED.sub("", node.text)
                for name, value in node.attrib.items():
                    if BEGIN in value:
                        node.set(name, MARKED.sub("", value))


def _divide(run: etree._Element, numbers: count[int]) -> None:
    """The run as several, so that a bookmark holds the printed text and nothing else."""
    look = run.find(qn("w:rPr"))
    made: list[etree._Element] = []
    open_number = ""
    current: etree._Element | None = None

    def running() -> etree._Element:
        nonlocal current
        if current is None:
            current = etree.Element(_RUN)
            if look is not None:
                current.append(deepcopy(look))
            made.append(current)
        return current

    for child in run:
        if child is look:
            continue
        if child.tag != _TEXT:
            running().append(deepcopy(child))
            continue
        for kind, value in _pieces(child.text or ""):
            if kind == "text":
                text = etree.SubElement(running(), _TEXT)
                text.set(_SPACE, "preserve")
                text.text = value
                continue
            if kind == "end" and current is None:
                # Nothing was printed: the place of it is kept for whoever fills it in.
                running()
            current = None
            if kind == "begin":
                open_number = str(next(numbers))
                made.append(_mark("bookmarkStart", open_number, value))
            else:
                made.append(_mark("bookmarkEnd", open_number))
    for each in made:
        run.addprevious(each)
    run.getparent().remove(run)


def _end_between(root: etree._Element) -> None:
    """Put the end of a bookmark that ends with its paragraph at the beginning of the next one.

    In a full line LibreOffice gives it a line of its own below: a blank one.
    """
    for end in [*root.iter(_END)]:
        paragraph = end.getparent()
        following = paragraph.getnext() if paragraph is not None else None
        if following is not None and end.getnext() is None and {paragraph.tag, following.tag} == {_PARAGRAPH}:
            following.insert(int(following.find(qn("w:pPr")) is not None), end)


def _pieces(text: str) -> Iterator[Piece]:
    at = 0
    for found in MARKED.finditer(text):
        if found.start() > at:
            yield "text", text[at : found.start()]
        yield ("begin", found[1]) if found[1] is not None else ("end", "")
        at = found.end()
    if at < len(text):
        yield "text", text[at:]


def _pair(name: str, numbers: count[int]) -> tuple[etree._Element, etree._Element]:
    number = str(next(numbers))
    return _mark("bookmarkStart", number, name), _mark("bookmarkEnd", number)


def _mark(tag: str, number: str, name: str = "") -> etree._Element:
    made = etree.Element(qn(f"w:{tag}"))
    made.set(qn("w:id"), number)
    if name:
        made.set(qn("w:name"), name)
    return made
