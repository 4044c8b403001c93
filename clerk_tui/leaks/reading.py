"""Every text of an Office package with its place (ファイルの中の文字): seen and unseen, known parts and unknown ones.

Nothing is skipped because a reader would not show it: hidden and deleted text, attributes, comments of the XML
and of the archive, names of files, properties, pictures as raw bytes, archives within the archive.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lxml import etree

MAIN_TEXT = "word/document.xml"
NAME_OF_PART = "（部品の名前）"
_DEPTH = 3
"""Archives within archives."""
_ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp")
_TOGETHER = ("p", "tr")
"""Elements whose text is read as one: a name may be cut over runs, or over the cells of a row."""
_PRINTED = ("t", "delText", "instrText")


@dataclass(frozen=True, slots=True)
class Found:
    """A text and where it stands."""

    place: str
    text: str
    paragraph: bool = False
    """Whether it is a whole printed paragraph of the main text."""


def texts(path: Path) -> Iterator[Found]:
    """Everything in the file, its own name included."""
    yield Found("ファイル名", path.name)
    yield from _package(path.read_bytes(), "", 0)


def _package(data: bytes, inside: str, depth: int) -> Iterator[Found]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        yield from _decoded(f"{inside}zip の注釈", archive.comment)
        packed = 0
        for entry in archive.infolist():
            place = f"{inside}{entry.filename}"
            yield Found(f"{place}{NAME_OF_PART}", entry.filename)
            yield from _decoded(f"{place}（zip の注釈）", entry.comment)
            yield from _decoded(f"{place}（zip の付加情報）", entry.extra)
            packed += entry.compress_size
            yield from _part(place, archive.read(entry), depth)
        first = min((entry.header_offset for entry in archive.infolist()), default=0)
        if first:
            yield from _decoded(f"{inside}zip の前", data[:first])


def _part(place: str, data: bytes, depth: int) -> Iterator[Found]:
    if data.startswith(b"PK\x03\x04") and depth < _DEPTH:
        yield from _package(data, f"{place}/", depth + 1)
        return
    try:
        # As an attacker reads it: entities are text, comments and instructions are kept.
        root = etree.fromstring(
            data, etree.XMLParser(resolve_entities=True, no_network=True, huge_tree=False)
        )
    except etree.XMLSyntaxError:
        yield from _decoded(place, data)
        return
    yield from _xml(place, root)


def _xml(place: str, root: etree._Element) -> Iterator[Found]:
    main = place == MAIN_TEXT
    together: set[etree._Element] = set()
    for node in root.getroottree().iter():
        if not isinstance(node.tag, str):
            yield Found(f"{place}（XML の注釈）", node.text or "")
            continue
        tag = etree.QName(node)
        yield Found(f"{place}（要素の名前）", tag.localname)
        for name, value in node.attrib.items():
            yield Found(f"{place}（{tag.localname} の属性）", value)
            yield Found(f"{place}（属性の名前）", etree.QName(name).localname)
        if tag.localname in _TOGETHER:
            whole = "".join(_own_text(node)) if tag.localname == "p" else ""
            yield Found(place, whole or "".join(node.itertext()), paragraph=main and tag.localname == "p")
            together.update(node.iter())
        elif node not in together and node.text and node.text.strip():
            yield Found(f"{place}（{tag.localname}）", node.text)
        if node.tail and node.tail.strip():
            yield Found(place, node.tail)


def _own_text(paragraph: etree._Element) -> Iterator[str]:
    """The characters of a paragraph; a break between them counts as a blank."""
    for node in paragraph.iter(etree.Element):
        name = etree.QName(node).localname
        if name in _PRINTED and node.text:
            yield node.text
        elif name == "br":
            yield "\n"
        elif name == "tab":
            yield "\t"


def _decoded(place: str, data: bytes) -> Iterator[Found]:
    """Raw bytes in every way in which Japanese may stand in them."""
    if data:
        for encoding in _ENCODINGS:
            yield Found(place, data.decode(encoding, errors="ignore"))
