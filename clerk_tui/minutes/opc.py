"""The package around a Word file (Open Packaging Conventions): read as parts, written byte for byte the same.

Owns what may travel from a template into the minutes. A file saved by an office program carries its editor's
name, the company, the place of its own template, a preview picture, editing session numbers; only parts on the
list :data:`CARRIED`, reached from the text, go on, and they go on scrubbed (:func:`scrub`).
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from lxml import etree
from msgspec import Struct
from msgspec.structs import replace

from .ooxml import XML_DECLARATION, R, TemplateError, W, qn, xml_text
from .pictures import bare

_LOOK = "styles settings numbering theme fontTable font webSettings"
_PAGE = "header footer footnotes endnotes image hyperlink"
CARRIED: Final = frozenset(f"{_LOOK} {_PAGE}".split())
"""Kinds of part that belong to the look of a page."""

_MAIN: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_RELATIONSHIPS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
_PROPERTIES: Final = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_MATH: Final = "http://schemas.openxmlformats.org/officeDocument/2006/math"
_LIMIT: Final = 64 * 1024 * 1024
_SCRUBBED: Final = ("rsid", "rsids", "mailMerge", "docVars", "writeProtection")
_TRACES: Final = ("proofErr", "lastRenderedPageBreak", "bookmarkStart", "bookmarkEnd", "permStart", "permEnd")


class Relationship(Struct, frozen=True):
    """An arrow from a part to another part of the package, or out of it."""

    id: str
    type: str
    target: str
    """Name of a part, or an address if ``external``."""
    external: bool = False

    @property
    def kind(self) -> str:
        """Last word of the type, e.g. ``footer``; empty for a type of another family."""
        family, _, kind = self.type.rpartition("/")
        return kind if family == R else ""


class Part(Struct, frozen=True):
    """One file of the package; ``name`` has no leading slash."""

    name: str
    content_type: str
    data: bytes
    relationships: tuple[Relationship, ...] = ()


def parse(data: bytes, file: str) -> etree._Element:
    """The root of an XML part; neither entities nor the network are followed. Raises :class:`TemplateError`."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise TemplateError(
            f"テンプレート「{file}」の中身が壊れています。Word で開いて修復し、保存し直してください。"
        ) from error


def read(path: Path) -> tuple[Part, tuple[Part, ...]]:
    """The text part of the Word file at ``path``, not scrubbed, and the parts carried along with it, scrubbed.

    Raises :class:`TemplateError` if it is no Word file, is too large, or leans on a part that is not carried.
    """
    with _opened(path) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > _LIMIT:
            raise TemplateError(
                f"テンプレート「{path.name}」が大きすぎます（展開後 64 MB まで）。画像を小さくして保存し直してください。"
            )
        reader = _Reader(archive, path.name)
        roots = [each for each in reader.relationships("") if each.type.endswith("/officeDocument")]
        if not roots or reader.content_type(roots[0].target) != _MAIN:
            raise _no_word_file(path.name)
        main = reader.part(roots[0].target)
        return main, tuple(reader.carried(main))


def write(
    stream: IO[bytes], main: Part, main_text: Iterable[str], properties: Part, parts: Iterable[Part]
) -> None:
    """Write a package whose text part is ``main``, its data taken from ``main_text`` piece by piece.

    Entries carry no time, no owner and no name of a system.
    """
    others = (properties, *parts)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        _put(archive, "[Content_Types].xml", _content_types((main, *others)))
        roots = (
            Relationship("rId1", f"{R}/officeDocument", main.name),
            Relationship("rId2", _PROPERTIES, properties.name),
        )
        _put(archive, "_rels/.rels", _relationships("", roots))
        with archive.open(_entry(main.name), "w") as entry:
            for piece in main_text:
                entry.write(piece.encode("utf-8"))
        for part in others:
            _put(archive, part.name, part.data)
        for part in (main, *others):
            if part.relationships:
                _put(archive, _relationships_of(part.name), _relationships(part.name, part.relationships))


def scrub(root: etree._Element) -> None:
    """Take out, in place, what an office program leaves about the act of editing rather than about the page."""
    for element in list(root.iter(*map(qn, (*_SCRUBBED, *_TRACES)))):
        element.getparent().remove(element)
    for element in root.iter(etree.Element):
        for name in element.attrib:
            local = etree.QName(name).localname
            if local.startswith("rsid") or local in ("paraId", "textId"):
                del element.attrib[name]
    if root.tag == qn("settings"):
        for child in list(root):
            if etree.QName(child).namespace not in (W, _MATH) or child.get(f"{{{R}}}id") is not None:
                root.remove(child)


class _Reader:
    """The parts of one open archive."""

    def __init__(self, archive: zipfile.ZipFile, file: str) -> None:
        self._archive = archive
        self._file = file
        self._names = frozenset(archive.namelist())
        types = parse(self._bytes("[Content_Types].xml"), file)
        self._defaults: dict[str, str] = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in types.iter(f"{{{_TYPES}}}Default")
        }
        self._overrides: dict[str, str] = {
            each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
            for each in types.iter(f"{{{_TYPES}}}Override")
        }

    def _bytes(self, name: str) -> bytes:
        if name not in self._names:
            raise _no_word_file(self._file)
        return self._archive.read(name)

    def content_type(self, name: str) -> str:
        """Content type of a part; empty if the package does not say."""
        return self._overrides.get(name) or self._defaults.get(name.rpartition(".")[2].lower(), "")

    def relationships(self, name: str) -> tuple[Relationship, ...]:
        """All arrows that leave the part ``name``; the package itself is the empty name."""
        source = _relationships_of(name)
        if source not in self._names:
            return ()
        found = []
        for each in parse(self._bytes(source), self._file).iter(f"{{{_RELATIONSHIPS}}}Relationship"):
            external = each.get("TargetMode") == "External"
            target = each.get("Target", "")
            if not external:
                target = posixpath.normpath(posixpath.join("/", posixpath.dirname(name), target)).lstrip("/")
            found.append(Relationship(each.get("Id", ""), each.get("Type", ""), target, external))
        return tuple(found)

    def part(self, name: str) -> Part:
        """The part with those of its arrows that are carried; what they point at is not read yet."""
        kept = tuple(
            each
            for each in self.relationships(name)
            if each.kind in CARRIED and (not each.external or each.kind == "hyperlink")
        )
        return Part(name, self.content_type(name), self._bytes(name), kept)

    def carried(self, main: Part) -> Iterator[Part]:
        """Every part that ``main`` leads to, once, scrubbed, in the order of the arrows."""
        self._refuse_dangling(parse(main.data, self._file), main)
        seen = {main.name}
        queue = list(main.relationships)
        while queue:
            arrow = queue.pop(0)
            if arrow.external or arrow.target in seen:
                continue
            seen.add(arrow.target)
            part = self.part(arrow.target)
            queue += part.relationships
            if part.content_type.endswith("+xml"):
                root = parse(part.data, self._file)
                scrub(root)
                self._refuse_dangling(root, part)
                part = replace(part, data=etree.tostring(root, encoding="UTF-8", standalone=True))
            else:
                part = replace(part, data=bare(part.data))
            yield part

    def _refuse_dangling(self, root: etree._Element, part: Part) -> None:
        known = {each.id for each in part.relationships}
        for value in root.xpath("//@r:*", namespaces={"r": R}):
            if value and value not in known:
                kinds = {each.id: each.type.rpartition("/")[2] for each in self.relationships(part.name)}
                raise TemplateError(
                    f"テンプレート「{self._file}」に会議録へ持ち込めないもの（{kinds.get(value, value)}）が"
                    "貼り付けられています。取り除いて保存し直してください。"
                )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(BytesIO(path.read_bytes())) as archive:
            yield archive
    except FileNotFoundError as error:
        raise TemplateError(
            f"テンプレート「{path.name}」が見つかりません。「{path.parent}」に戻してください。"
        ) from error
    except OSError as error:
        raise TemplateError(
            f"テンプレート「{path.name}」を読めません（{error.strerror}）。ほかで開いていれば閉じてください。"
        ) from error
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError) as error:
        raise _no_word_file(path.name) from error


def _no_word_file(file: str) -> TemplateError:
    return TemplateError(
        f"テンプレート「{file}」は Word 文書として読めません。Word で開き、「Word 文書 (*.docx)」で保存し直してください。"
    )


def _relationships_of(name: str) -> str:
    folder, file = posixpath.split(name)
    return posixpath.join(folder, "_rels", f"{file}.rels")


def _entry(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)  # dated 1980, as long as nobody says otherwise
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0  # otherwise the same minutes would differ between Windows and the rest
    return info


def _put(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_entry(name), data)


def _content_types(parts: Iterable[Part]) -> bytes:
    defaults: Mapping[str, str] = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    overrides = ""
    for part in parts:
        extension = part.name.rpartition(".")[2].lower()
        if extension != "xml" and defaults.get(extension, part.content_type) == part.content_type:
            defaults = {**defaults, extension: part.content_type}
        else:
            overrides += (
                f'<Override PartName="/{xml_text(part.name)}" ContentType="{xml_text(part.content_type)}"/>'
            )
    listed = "".join(
        f'<Default Extension="{xml_text(e)}" ContentType="{xml_text(t)}"/>' for e, t in defaults.items()
    )
    return f'{XML_DECLARATION}<Types xmlns="{_TYPES}">{listed}{overrides}</Types>'.encode()


def _relationships(source: str, arrows: Iterable[Relationship]) -> bytes:
    folder = posixpath.dirname(source)
    lines = ""
    for each in arrows:
        target = each.target if each.external else posixpath.relpath(each.target, folder or ".")
        mode = ' TargetMode="External"' if each.external else ""
        lines += (
            f'<Relationship Id="{xml_text(each.id)}" Type="{each.type}" Target="{xml_text(target)}"{mode}/>'
        )
    return f'{XML_DECLARATION}<Relationships xmlns="{_RELATIONSHIPS}">{lines}</Relationships>'.encode()
