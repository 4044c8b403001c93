"""The fields of a Word template filled in by docxtpl, so that no text can become code, XML or another text.

docxtpl puts the pieces together into which Word cuts a field, and Jinja fills it: in a sandbox, with every unknown
name an error. What is printed passes :meth:`_Template.printed` alone: it is cleaned, escaped, and noted down with
the part it was printed in. The faults of a template are told with the paragraph and the word where they are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

import docx.document
from docx.oxml.ns import nsmap
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Namespace
from lxml import etree
from markupsafe import Markup
from msgspec import Struct

from clerk_tui.domain.text import clean

from .anchors import BEGIN, END, MARKED, NAMED
from .faults import FAULTS, Unprintable, fault_of, stray_text, unknown
from .fields import LOOP, Text

NOTE: Final = "note"
"""Target of the instruction that stands, in the rendered XML, where a remark to the editor belongs."""

_WITHOUT: Final = (*("safe", "e", "escape", "forceescape", "tojson", "urlize", "xmlattr", "pprint"), "random")
"""Filters that would let text past :meth:`_Template.printed`, or make two files of one record."""
_SIGNS: Final = (("{｛", "｝}"), ("%％", "％%"), ("#＃", "＃#"))
_WIDE: Final = re.compile(
    "|".join(
        rf"[{{｛](?:<[^>]*>)*[{opening}]((?:(?!</w:p>).)*?)[{closing}](?:<[^>]*>)*[}}｝]"
        for opening, closing in _SIGNS
    ),
    re.DOTALL,
)
"""A field as a Japanese keyboard may write it, in full width; Word may cut its signs apart."""
_STRAY: Final = etree.XPath(
    " | ".join(f"//w:{tag}/text()" for tag in ("body", "hdr", "ftr", "tbl", "tr", "tc", "p", "r")),
    namespaces={"w": nsmap["w"]},
)
"""Text where Word has none, and would call the file damaged."""
_PARAGRAPH: Final = re.compile(r"<w:p(?=[ >/])")
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_BREAKS: Final = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_SPECIAL: Final = re.compile('[&<>"\t\n]')
_PIECES: Final = re.compile("([\t\n])")


class Printed(Struct, frozen=True):
    """A text that was printed, and where."""

    part: str
    """Name of the part within the package, e.g. ``word/header1.xml``."""
    text: str
    cleared: bool | None = None
    """For a piece of the record, whether names may stand in it; ``None`` for whatever else is printed."""


class Rendered(Struct, frozen=True):
    """A template with its fields filled in."""

    document: docx.document.Document
    printed: tuple[Printed, ...]
    """Everything that was printed, in the order of print."""
    notes: tuple[str, ...]
    """The remarks to the editor; the instruction :data:`NOTE` with their number stands where each belongs."""


def render(
    template: docx.document.Document, file: str, values: Mapping[str, Any], known: frozenset[str]
) -> Rendered:
    """Fill in the fields of a template; the template itself is used up.

    Args:
        template: opened and scrubbed.
        file: its name, for the messages.
        values: of all fields, by name.
        known: the names of all fields, those within others included.

    Raises:
        TemplateError: a field has no such name, or the template cannot be made a document.
    """
    filling = _Template(template, file, known)
    filling.render(dict(values), filling.environment())
    return Rendered(filling.docx, tuple(filling.log), tuple(filling.notes))


class _Template(DocxTemplate):  # type: ignore[misc]
    """One template in the course of its filling."""

    def __init__(self, document: docx.document.Document, file: str, known: frozenset[str]) -> None:
        super().__init__(file)
        self.docx = document
        self.file = file
        self.known = known
        self.log: list[Printed] = []
        self.notes: list[str] = []
        self._anchored: set[str] = set()
        self._main = self._part = str(document.part.partname).lstrip("/")

    def environment(self) -> ImmutableSandboxedEnvironment:
        """Nothing in it but loops, conditions and the filters for text."""
        made = ImmutableSandboxedEnvironment(
            autoescape=True, undefined=StrictUndefined, finalize=self.printed, cache_size=0
        )
        made.globals = {"namespace": Namespace}
        for name in _WITHOUT:
            made.filters.pop(name)
        return made

    def printed(self, value: Any) -> Any:
        """What stands in the XML for a value: the one way by which text gets into the file."""
        if isinstance(value, Markup | Undefined):
            # The one was printed before and put aside, the other is an error as soon as it is spelled.
            return value
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise Unprintable
        text = str(value)
        if not text.isprintable():  # a quick look, which all but a few texts pass
            text = clean(text)
        self.log.append(Printed(self._part, text, value.cleared if isinstance(value, Text) else None))
        marks = ""
        # Word has no comments in headers and notes.
        if isinstance(value, Text) and self._part == self._main:
            for note in value.notes:
                marks += f"<?{NOTE} {len(self.notes)}?>"
                self.notes.append(note)
            # A bookmark has one place: where a template prints a field twice, the first.
            if value.anchor and value.anchor not in self._anchored:
                self._anchored.add(value.anchor)
                return Markup(f"{marks}{BEGIN}{value.anchor}{NAMED}{_spelled(text)}{END}")
        return Markup(marks + _spelled(text))

    def patch_xml(self, src_xml: str) -> str:
        """As docxtpl does, after fields in full width have become such in half width."""
        patched: str = super().patch_xml(_WIDE.sub(_halved, src_xml))
        return patched

    def render_xml_part(self, src_xml: str, part: Any, context: Any, jinja_env: Any = None) -> str:
        """One part filled in; it is well-formed."""
        self._part = str(part.partname).lstrip("/")
        # Each paragraph on a line of its own: the engine tells its faults by lines.
        source = _PARAGRAPH.sub("\n<w:p", src_xml)
        try:
            tree = jinja_env.parse(source)
            self._check_names(tree, context, source)
            rendered: str = jinja_env.from_string(tree).render(context)
            root = etree.fromstring(rendered.encode())
        except FAULTS as fault:
            raise fault_of(self.file, source, fault, self.known) from fault
        if stray := "".join(text.strip() for text in _STRAY(root)):
            raise stray_text(self.file, MARKED.sub("", stray))
        return rendered.replace("\n<w:p", "<w:p")

    def render_properties(self, context: Any, jinja_env: Any = None) -> None:
        """Not of the template: its properties do not go on."""

    def _check_names(self, tree: nodes.Template, context: Mapping[str, Any], source: str) -> None:
        """Refuse a name that no field has, also where this meeting would not come to it."""
        own = {name.name for name in tree.find_all(nodes.Name) if name.ctx != "load"}
        for name in tree.find_all(nodes.Name):
            if name.ctx == "load" and name.name not in own and name.name not in (*context, LOOP, "namespace"):
                raise unknown(self.file, source, name.lineno, name.name, context)
        for found in tree.find_all(nodes.Getattr):
            if not found.attr.isascii() and found.attr not in self.known:
                raise unknown(self.file, source, found.lineno, found.attr, self.known)


def _halved(found: re.Match[str]) -> str:
    """The field with its signs in half width."""
    number = found.lastindex or 1
    opening, closing = _SIGNS[number - 1]
    return f"{{{opening[0]}{found[number]}{closing[-1]}}}"


def _spelled(text: str) -> str:
    """The text as the inside of a ``w:t``."""
    if not _SPECIAL.search(text):
        return text
    return "".join(
        f'</w:t>{_BREAKS[piece]}<w:t xml:space="preserve">'
        if piece in _BREAKS
        else piece.translate(_ENTITIES)
        for piece in _PIECES.split(text)
    )
