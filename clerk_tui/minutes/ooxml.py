"""WordprocessingML as text: the names in use, and the way by which plain text becomes XML.

Everything that a record holds passes :func:`xml_text` or :func:`run_text` before it reaches a file, so that
no character can make the file unreadable. What comes in is cleaned at the door; this is the last guard.
"""

from __future__ import annotations

import re
from typing import Final

from clerk_tui.domain.text import clean
from clerk_tui.errors import ClerkError

W: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
XML_DECLARATION: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_SPECIAL: Final = re.compile('[&<>"]')
_ENTITIES: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"})
_BREAKS: Final = re.compile("([\t\n])")
_PIECES: Final = {"\t": "<w:tab/>", "\n": "<w:br/>"}


class TemplateError(ClerkError):
    """A Word template cannot be used; one Japanese sentence: the file, what is wrong with it, and the mend."""


def qn(tag: str) -> str:
    """The name of a ``w:`` element or attribute as lxml spells it: ``qn("tr")`` is ``"{…}tr"``."""
    return f"{{{W}}}{tag}"


def xml_text(text: str) -> str:
    """``text`` as it may stand in an element or in a quoted attribute; what XML cannot carry becomes visible."""
    if not text.isprintable():  # a quick look, which all but a few texts pass
        text = clean(text)
    return text.translate(_ENTITIES) if _SPECIAL.search(text) else text


def run_text(text: str) -> str:
    """``text`` as the content of one ``w:r``: ``w:t`` elements, with ``w:tab`` and ``w:br`` for tabs and line ends."""
    if text.isprintable() and not _SPECIAL.search(text):
        return _piece(text) if text else ""
    return "".join([_PIECES.get(piece) or _piece(piece) for piece in _BREAKS.split(xml_text(text)) if piece])


def _piece(text: str) -> str:
    return f'<w:t xml:space="preserve">{text}</w:t>'
