"""Invisible anchors in a Word file (しおり): which field each text was printed from, and which record the file is of.

A name must name nobody, not even by chance: field names without their vowels and decimal numbers cannot be read as
a Japanese name. The file says how many events the record had, and a digest of what was printed; none of the record,
because that would be another one for another speaker of the same words.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from .document import PROOF, Document
from .edition import Edition

BEGIN, NAMED, END = "\ufdd0", "\ufdd1", "\ufdd2"
"""Around a printed text while the template is filled: BEGIN name NAMED text END. No cleaned text holds one of them."""
MARKED: Final = re.compile(f"{BEGIN}([^{NAMED}]*){NAMED}|{END}")

Path = tuple[str | int, ...]
"""From the document to a field: names of attributes, and places in a list."""

_VOWELS: Final = str.maketrans("", "", "aeiouy")
_STATE: Final = re.compile(r"_z?s(\d+)_(\d{18})")
_ASKED: Final = re.compile(r"_z?q([01]_\d+)")
_FORM: Final = re.compile(r"_z?f([01])_(\d{6})_(\d{18})")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


class Origin(Struct, frozen=True):
    """What a file was made from."""

    seq: int
    """Number of the record's last event; 0: the file does not say."""
    digest: str
    """Of the document as it was printed (18 digits)."""
    edition: Edition
    layout: str
    """Six digits for the layout: see :func:`layout_number`."""
    template: str
    """Of the words of the Word template (18 digits)."""
    asked: str = ""
    """Who was sent it for confirmation (:func:`.requests.code`); empty: nobody."""

    def names(self, prefix: str = "") -> tuple[str, ...]:
        """The names of the bookmarks that say it; ``prefix`` tells a second set in the same file from the first."""
        form = f"_{prefix}f{int(self.edition is Edition.INTERNAL)}_{self.layout}_{self.template}"
        asked = (f"_{prefix}q{self.asked}",) if self.asked else ()
        return (f"_{prefix}s{self.seq}_{self.digest}", form, *asked) if self.seq else (form, *asked)


def anchor(path: Path) -> str:
    """The name of the bookmark around a printed field."""
    return "".join(f"_{step.translate(_VOWELS) if isinstance(step, str) else step}" for step in path)


def origin(document: Document, seq: int, layout: str, wording: str, asked: str = "") -> Origin:
    """What a file says of its making; ``wording`` is that of its template."""
    template = _digits(wording.encode("utf-8", "surrogatepass"), 18)
    return Origin(seq, digest(document), Edition(document.edition), layout_number(layout), template, asked)


def origin_of(names: list[str]) -> Origin | None:
    """What the bookmarks of a file say; None: they say nothing, or two different things."""
    states = {found.groups() for name in names if (found := _STATE.fullmatch(name))}
    forms = {found.groups() for name in names if (found := _FORM.fullmatch(name))}
    asked = {found[1] for name in names if (found := _ASKED.fullmatch(name))}
    if len(forms) != 1 or len(states) > 1 or len(asked) > 1:
        return None
    ((internal, layout, template),) = forms
    seq, printed = next(iter(states), ("0", ""))
    edition = Edition.INTERNAL if internal == "1" else Edition.PUBLIC
    return Origin(int(seq), printed, edition, layout, template, next(iter(asked), ""))


def tells_origin(name: str) -> bool:
    """Whether a bookmark says what the file was made from, and is around no field."""
    return any(form.fullmatch(name) for form in (_STATE, _FORM, _ASKED))


def digest(document: Document) -> str:
    """Of all that a document prints but the record's own proof; when it is printed makes no difference."""
    header = tuple(row for row in document.header if row.label != PROOF)
    told = repr(replace(document, created=_EPOCH, header=header))
    return _digits(told.encode("utf-8", "surrogatepass"), 18)


def layout_number(layout: str) -> str:
    """Six digits that stand for a layout's id."""
    return _digits(layout.encode(), 6)


def _digits(data: bytes, count: int) -> str:
    return f"{int.from_bytes(blake2b(data, digest_size=16).digest()) % 10**count:0{count}d}"
