"""A form: a piece of WordprocessingML with places to fill, and how a tree is cut into such pieces.

In the tree a place is a processing instruction, which survives being spelled out and can be mistaken for nothing
else. The whole tree is spelled once, forms laid out at its end, and cut at the marks: so no form repeats the
namespaces of the root, and a printed row costs no more than joining its strings.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from lxml import etree
from msgspec import Struct

from .ooxml import qn

END: Final = "end"
"""Name of the mark behind the last form."""

_PLACE: Final = re.compile(r"[{｛]\s*([^{}｛｝]+?)\s*[}｝]")
_MARK: Final = re.compile(r"<\?(slot|form) ([^?]*)\?>")
_BEFORE_VMERGE: Final = tuple(map(qn, ("cnfStyle", "tcW", "gridSpan", "hMerge")))


class Form(Struct, frozen=True):
    """A piece of XML with places."""

    head: str
    """What stands before the first place."""
    rest: tuple[tuple[str, str], ...]
    """Each place, and what stands between it and the next."""

    def fill(self, values: Mapping[str, str]) -> str:
        """The XML with ``values`` (XML themselves) in its places; a place without a value stays empty."""
        get = values.get
        return self.head + "".join([get(place, "") + piece for place, piece in self.rest])


def slot_mark(name: str) -> etree._ProcessingInstruction:
    """A place called ``name``."""
    return etree.ProcessingInstruction("slot", name)


def form_mark(name: str) -> etree._ProcessingInstruction:
    """The beginning of the form ``name``, which ends at the next such mark."""
    return etree.ProcessingInstruction("form", name)


def cut(spelled: str) -> tuple[Form, dict[str, Form]]:
    """The text around the forms as one form, and each form by its name."""
    marks = _MARK.split(spelled)
    name, head, rest = "", marks[0], list[tuple[str, str]]()
    forms = {}
    for kind, mark, piece in zip(marks[1::3], marks[2::3], marks[3::3], strict=True):
        if kind == "slot":
            rest.append((mark, piece))
        else:
            forms[name] = Form(head, tuple(rest))
            name, head, rest = mark, piece, []
    around = forms.pop("")
    *rest, (place, piece) = around.rest
    return Form(
        around.head, (*rest, (place, piece + head))
    ), forms  # the root's own end stands behind all forms


def mark_slots(paragraph: etree._Element) -> tuple[str, ...]:
    """Put a slot where a place is written, in the look of its first character; the names, in order.

    Word cuts a run wherever the look, the language or the input method changed, so a place may be spread over
    several runs: its characters are taken out of all of them.
    """
    texts = [text for text in paragraph.iter(qn("t")) if next(text.iterancestors(qn("p"))) is paragraph]
    whole = "".join(text.text or "" for text in texts)
    found = list(_PLACE.finditer(whole))
    starts = [sum(len(text.text or "") for text in texts[:number]) for number in range(len(texts))]
    for place in reversed(found):  # from the end, so that what is still to be found keeps its position
        for text, start in reversed(list(zip(texts, starts, strict=True))):
            content = text.text or ""
            left, right = max(place.start() - start, 0), min(place.end() - start, len(content))
            if left >= right:
                continue
            text.text = content[:left]
            text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            rest = content[right:]
            if rest:
                after = etree.Element(qn("t"), attrib=dict(text.attrib))
                after.text = rest
                text.addnext(after)
            if start <= place.start(1) < start + len(content):
                text.addnext(slot_mark(place[1]))
    return tuple(place[1] for place in found)


def mark_merge(paragraph: etree._Element) -> None:
    """A slot ``結合`` for ``w:vMerge`` in the cell of a label, where the schema wants it."""
    cell = next(paragraph.iterancestors(qn("tc")))
    properties = cell.find(qn("tcPr"))
    if properties is None:
        properties = etree.Element(qn("tcPr"))
        cell.insert(0, properties)
    for merge in properties.findall(qn("vMerge")):
        properties.remove(merge)
    index = sum(1 for child in properties if child.tag in _BEFORE_VMERGE)
    properties.insert(index, slot_mark("結合"))


def mark_note(paragraph: etree._Element) -> None:
    """Slots ``注記の始`` and ``注記の終`` around the text of a paragraph."""
    properties = paragraph.find(qn("pPr"))
    opening = slot_mark("注記の始")
    paragraph.insert(0 if properties is None else 1, opening)
    paragraph.append(slot_mark("注記の終"))
