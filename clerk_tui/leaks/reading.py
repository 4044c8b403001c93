"""Every text of an Office package with its place (ファイルの中の文字): seen and unseen, known parts and unknown ones.

Nothing is skipped because a reader would not show it: hidden and deleted text, attributes, comments of the XML
and of the archive, names of files, properties, pictures as raw bytes, what lies in the archive outside its parts.
"""

from __future__ import annotations

import re
import struct
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct

MAIN_TEXT = "word/document.xml"
TITLE = "docProps/core.xml（title）"
"""The name of the document among the properties of the file."""
NAME_OF_PART = "（部品の名前）"
_PAGES = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
"""The parts that are printed on the pages."""
_TWO_BYTES = ("utf-16-le", "utf-16-be")
_ENCODINGS = ("utf-8", *_TWO_BYTES, "cp932", "euc_jp", "iso2022_jp")
_IN_ADDRESSES = ("utf-8", "cp932", "euc_jp")
_CODED = re.compile(r"%[0-9A-Fa-f]{2}|&#?\w+;|_x[0-9A-Fa-f]{4}_|\\u[0-9A-Fa-f]{4}")
_CODE_POINT = re.compile(r"_x([0-9A-Fa-f]{4})_|\\u([0-9A-Fa-f]{4})")
_CODES_IN_CODES = 4
_PRINTED = ("t", "delText", "instrText")
_LENGTHS = struct.Struct("<HH")
"""Of the name and of what was added to it: the end of an entry's header in a zip."""
_HEADER, _END = 30, 22
"""Bytes of that header, and of the record that ends a zip, before what has no fixed length."""


class Found(Struct, frozen=True):
    """A text and where it stands."""

    place: str
    text: str
    paragraph: bool = False
    """Whether it is a whole printed paragraph of the main text, a header, a footer or a note."""


def texts(path: Path) -> Iterator[Found]:
    """Everything in the file, its own name included; what stands there in a code, in clear as well."""
    for found in _as_written(path):
        yield found
        for clear in in_clear(found.text):
            # What is printed may be allowed as it is; a blank or a bracket in a code would make it another text.
            if found.place != MAIN_TEXT or _beyond_ascii(clear) > _beyond_ascii(found.text):
                yield Found(f"{found.place}（符号で書かれた文字）", clear)


def in_clear(text: str) -> Iterator[str]:
    """The text with what is written as in an address, in XML or in Office's names; and where that is a code again."""
    for encoding in _IN_ADDRESSES if _CODED.search(text) else ():
        clear = text
        for _ in range(_CODES_IN_CODES):
            clear = unescape(unquote(clear, encoding, errors="ignore"))
            clear = _CODE_POINT.sub(lambda code: chr(int(code[1] or code[2], 16)), clear)
        if clear != text:
            yield clear


def _beyond_ascii(text: str) -> int:
    return sum(not char.isascii() for char in text)


def _as_written(path: Path) -> Iterator[Found]:
    yield Found("ファイル名", path.name)
    data = path.read_bytes()
    with zipfile.ZipFile(BytesIO(data)) as archive:
        for entry in archive.infolist():
            place = entry.filename
            yield Found(f"{place}{NAME_OF_PART}", place)
            yield from _decoded(f"{place}（zip の注釈）", entry.comment)
            yield from _decoded(f"{place}（zip の付加情報）", entry.extra)
            yield from _part(place, archive.read(entry))
        for piece in _outside(data, archive):
            yield from _decoded("zip の部品の外", piece)


def _outside(data: bytes, archive: zipfile.ZipFile) -> Iterator[bytes]:
    """What stands around the parts: nothing in a file as we write it, but for the archive's own book-keeping."""
    position = 0
    for entry in sorted(archive.infolist(), key=lambda entry: entry.header_offset):
        yield data[position : entry.header_offset]
        name, added = _LENGTHS.unpack_from(data, entry.header_offset + _HEADER - _LENGTHS.size)
        # The same as in the directory, says the format; nobody checks it.
        start = entry.header_offset + _HEADER + name
        yield data[start : start + added]
        position = start + added + entry.compress_size
    yield data[position : archive.start_dir]
    # The archive's comment, and whatever was written behind it.
    yield data[data.rfind(b"PK\x05\x06") + _END :]


def _part(place: str, data: bytes) -> Iterator[Found]:
    if zipfile.is_zipfile(BytesIO(data)):
        # It may hold another, and that one more: no part of 会議録 is one, so that is said instead of looking.
        yield Found(f"{place}{NAME_OF_PART}", f"{place}（zip）")
    try:
        # As an attacker reads it: comments and instructions are kept, and so is what an entity of the document
        # stands for. One that stands for another file is an error, and the file is not opened.
        root = etree.fromstring(data)
    except etree.XMLSyntaxError:
        yield from _decoded(place, data)
        return
    if root.getroottree().docinfo.internalDTD is not None:
        # Word writes no declaration of a document's type; the parser keeps no comment of it.
        yield from _decoded(f"{place}（文書型の宣言）", data)
    yield from _xml(place, root)


def _xml(place: str, root: etree._Element) -> Iterator[Found]:
    printed = _PAGES.fullmatch(place) is not None
    in_paragraphs: set[etree._Element] = set()
    for _event, (prefix, address) in etree.iterwalk(root, events=("start-ns",)):
        yield Found(f"{place}（名前空間）", f"{prefix}\n{address}")
    # Comments may stand outside the root as well.
    for node in chain(root.itersiblings(preceding=True), root.iter(), root.itersiblings()):
        if isinstance(node.tag, str):
            tag = etree.QName(node).localname
            yield Found(f"{place}（要素の名前）", tag)
            for name, value in node.attrib.items():
                yield Found(f"{place}（{tag} の属性）", value)
                yield Found(f"{place}（属性の名前）", etree.QName(name).localname)
            # Read as one, because a name may be cut over runs, or over the cells of a row.
            if tag == "p":
                whole = "".join(_own_text(node)) or "".join(node.itertext())
                yield Found(place, whole, paragraph=printed)
                in_paragraphs.update(node.iter())
            elif tag == "rt":
                # Over a word alone stands its reading, which is read as no part of a sentence.
                yield Found(f"{place}（ふりがな）", "".join(node.itertext()))
            elif tag == "tr":
                yield Found(place, "".join(node.itertext()))
            if node.text and not (tag in _PRINTED and node in in_paragraphs):
                yield Found(f"{place}（{tag}）", node.text)
        else:
            yield Found(f"{place}（XML の注釈）", node.text or "")
        if node.tail:
            yield Found(place, node.tail)


def _own_text(paragraph: etree._Element) -> Iterator[str]:
    """The characters of a paragraph; a break between them counts as a blank."""
    for node in paragraph.iter(etree.Element):
        name = etree.QName(node).localname
        if name in _PRINTED:
            # Not its text alone, which a comment would end.
            yield from node.itertext()
        elif name == "br":
            yield "\n"
        elif name == "tab":
            yield "\t"


def _decoded(place: str, data: bytes) -> Iterator[Found]:
    """Raw bytes in every way in which Japanese may stand in them."""
    if data:
        for encoding in _ENCODINGS:
            yield Found(place, data.decode(encoding, errors="ignore"))
        # What has two bytes a character may begin at an odd one.
        for encoding in _TWO_BYTES:
            yield Found(place, data[1:].decode(encoding, errors="ignore"))
