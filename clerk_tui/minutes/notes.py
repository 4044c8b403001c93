"""What every Word file has besides its text: properties without a person in them, and notes to the editor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from msgspec.structs import replace

from . import opc
from .ooxml import XML_DECLARATION, R, W, run_text, xml_text

_COMMENTS: Final = "word/comments.xml"
_COMMENTS_TYPE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
_CORE: Final = "docProps/core.xml"
_CORE_TYPE: Final = "application/vnd.openxmlformats-package.core-properties+xml"


def comments(texts: Sequence[str], author: str, at: datetime) -> bytes:
    """Word comments, numbered from 0 in the order given."""
    signed = f'w:author="{xml_text(author)}" w:initials="{xml_text(author[:1])}" w:date="{_instant(at)}"'
    spelled = "".join(
        f'<w:comment w:id="{number}" {signed}><w:p><w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>'
        f"{run_text(text)}</w:r></w:p></w:comment>"
        for number, text in enumerate(texts)
    )
    return f'{XML_DECLARATION}<w:comments xmlns:w="{W}">{spelled}</w:comments>'.encode()


def with_comments(
    main: opc.Part, parts: tuple[opc.Part, ...], data: bytes
) -> tuple[opc.Part, tuple[opc.Part, ...]]:
    """The text part with an arrow to its comments, and the parts with the comments among them."""
    longest = max((each.id for each in main.relationships), key=len, default="rId")
    arrow = opc.Relationship(f"{longest}0", f"{R}/comments", _COMMENTS)  # longer than all: surely free
    return (
        replace(main, relationships=(*main.relationships, arrow)),
        (*parts, opc.Part(_COMMENTS, _COMMENTS_TYPE, data)),
    )


def properties(title: str, created: datetime) -> opc.Part:
    """Properties of the file: its name and its day; nobody's name."""
    at = _instant(created)
    data = (
        f"{XML_DECLARATION}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{xml_text(title)}</dc:title><dc:language>ja-JP</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{at}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()
    return opc.Part(_CORE, _CORE_TYPE, data)


def _instant(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
