"""Somebody works in Word on a draft in any form: the edits find their place by the anchors, and act as Word acts."""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from word_editing import bare

_BODY = re.compile(r"_bd_(\d+)_")


class Page:
    """A draft, open for editing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.word = docx.Document(str(path))
        self.body = self.word.element.body

    def save(self) -> None:
        self.word.save(str(self.path))

    @property
    def text(self) -> str:
        return "".join(text.text or "" for text in self.body.iter(qn("w:t")))

    def marks(self, start: str) -> list[Any]:
        """The bookmarks whose names begin so, in the order of the text."""
        return [m for m in self.body.iter(qn("w:bookmarkStart")) if m.get(qn("w:name"), "").startswith(start)]

    def paragraph(self, name: str) -> Paragraph:
        """The paragraph with this field."""
        mark = next(m for m in self.marks(name) if m.get(qn("w:name")) == name)
        return Paragraph(next(mark.iterancestors(qn("w:p"))), self.word)

    def value(self, name: str) -> str:
        return "".join(text.text or "" for run in self._runs(name) for text in run.iter(qn("w:t")))

    def put(self, name: str, text: str) -> None:
        """Type over a field; its anchor stays."""
        first, *rest = self._runs(name)
        for run in rest:
            run.getparent().remove(run)
        for child in [*first.iterchildren(qn("w:t"), qn("w:br"), qn("w:tab"))]:
            first.remove(child)
        letters = OxmlElement("w:t")
        letters.text = text
        letters.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        first.append(letters)

    def _runs(self, name: str) -> list[Any]:
        start = next(m for m in self.marks(name) if m.get(qn("w:name")) == name)
        found, here = [], start.getnext()
        # It may end with its paragraph.
        while here is not None and (
            here.tag != qn("w:bookmarkEnd") or here.get(qn("w:id")) != start.get(qn("w:id"))
        ):
            if here.tag == qn("w:r"):
                found.append(here)
            here = here.getnext()
        return found

    def said(self, row: int, paragraph: int = 0) -> str:
        return f"_bd_{row}_prgrphs_{paragraph}_txt"

    def words(self, row: int) -> list[str]:
        names = [m.get(qn("w:name")) for m in self.marks(f"_bd_{row}_prgrphs_")]
        return [self.value(name) for name in names]

    def block(self, row: int) -> list[Any]:
        """The paragraphs, the table's row or the table that hold this row of the body and nothing else."""
        found: list[Any] = []
        for mark in self.marks(f"_bd_{row}_"):
            element = next(mark.iterancestors(qn("w:p")))
            for tag in (qn("w:tr"), qn("w:tbl")):
                around = next(element.iterancestors(tag), None)
                if around is not None and self._held(around) == {str(row)}:
                    element = around
            if element not in found:
                found.append(element)
        return found

    def _held(self, element: Any) -> set[str]:
        names = (mark.get(qn("w:name"), "") for mark in element.iter(qn("w:bookmarkStart")))
        return {found[1] for name in names if (found := _BODY.match(name))}

    def retype(self, row: int, text: str) -> None:
        """Type over the words of a turn, the anchors with them."""
        paragraph = self.paragraph(self.said(row))
        self.put(self.said(row), text)
        for mark in [*paragraph._p.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
            mark.getparent().remove(mark)

    def further(self, row: int, text: str) -> None:
        """Press Enter at the end of a turn and type one more paragraph."""
        last = self.marks(f"_bd_{row}_prgrphs_")[-1]
        paragraph = next(last.iterancestors(qn("w:p")))
        before = "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        blank = "　" if before.startswith("　") else ""
        made = bare(paragraph)
        for run in [*made.iterchildren(qn("w:r"))][1:]:
            made.remove(run)
        paragraph.addnext(made)
        self._type(made, f"{blank}{text}")

    def _type(self, paragraph: Any, text: str) -> None:
        for run in [*paragraph.iterchildren(qn("w:r"))]:
            paragraph.remove(run)
        Paragraph(paragraph, self.word).add_run(text)

    def delete(self, row: int) -> None:
        for element in self.block(row):
            element.getparent().remove(element)

    def move(self, row: int, after: int) -> None:
        target = self.block(after)[-1]
        for element in reversed(self.block(row)):
            target.addnext(element)

    def add(self, after: int, label: str, text: str) -> None:
        """Copy a turn below itself, and type another label and other words into the copy."""
        block = self.block(after)
        kept, was = [deepcopy(each) for each in block], (self.value(f"_bd_{after}_lbl"), self.words(after))
        self.put(f"_bd_{after}_lbl", label)
        self.put(self.said(after), text)
        made = [bare(each) for each in block]
        for old, own in zip(block, kept, strict=True):
            old.getparent().replace(old, own)
        target = kept[-1]
        for each in reversed(made):
            target.addnext(each)
        assert (self.value(f"_bd_{after}_lbl"), self.words(after)) == was

    def split(self, row: int, at: int, label: str) -> None:
        text = self.value(self.said(row))
        self.add(row, label, text[at:])
        self.put(self.said(row), text[:at])

    def join(self, row: int, other: int) -> None:
        """Cut the words of a turn out, paste them below another's, and take what is left of it away."""
        words = self.words(other)
        self.delete(other)
        for text in words:
            self.further(row, text)

    def stage(self, row: int, text: str) -> None:
        """Copy a stage direction below itself."""
        block = self.block(row)
        name = next(m.get(qn("w:name")) for m in self.marks(f"_bd_{row}_"))
        was = self.value(name)
        self.put(name, text)
        made = [bare(each) for each in block]
        self.put(name, was)
        for each in reversed(made):
            block[-1].addnext(each)

    def tracked(self, name: str, tag: str, text: str, author: str) -> None:
        """A word put in behind a field's first run, or the field's words taken out: pending."""
        first, *_ = runs = self._runs(name)
        change = OxmlElement(f"w:{tag}")
        change.set(qn("w:author"), author)
        change.set(qn("w:id"), "9001")
        if tag == "ins":
            made, letters = OxmlElement("w:r"), OxmlElement("w:t")
            letters.text = text
            made.append(letters)
            change.append(made)
            runs[-1].addnext(change)
            return
        first.addprevious(change)
        for run in runs:
            for letters in run.iter(qn("w:t")):
                letters.tag = qn("w:delText")
            change.append(run)

    def unanchored(self, start: str = "_") -> None:
        for mark in self.marks(start):
            mark.getparent().remove(mark)
