"""Somebody works on a draft in Word (案を直す人): the edits that clerks and members make, by python-docx."""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

import docx
from docx.oxml.ns import qn
from docx.table import _Row
from docx.text.paragraph import Paragraph


def rewrite(paragraph: Paragraph, text: str) -> None:
    """Type over a paragraph, as Word does: its anchors stay."""
    runs = [run for run in paragraph.runs if run.text] or paragraph.runs
    if not runs:
        paragraph.add_run(text)
        return
    for run in runs[1:]:
        run.text = ""
    runs[0].text = text


class Draft:
    """A draft in the layout 「発言の表」, open for editing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.word = docx.Document(str(path))

    def save(self) -> None:
        self.word.save(str(self.path))

    @property
    def turns(self) -> list[_Row]:
        """The rows with a label of their own."""
        return [row for row in self.word.tables[-1].rows if len(row._tr.tc_lst) == 2]

    @property
    def count(self) -> int:
        return len(self.turns)

    def speaker(self, number: int) -> str:
        return self.turns[number].cells[0].text

    def label(self, number: int, text: str) -> None:
        rewrite(self.turns[number].cells[0].paragraphs[0], text)

    def text(self, number: int, *paragraphs: str) -> None:
        """Type over the words of a turn, paragraph by paragraph."""
        cell = self.turns[number].cells[1]
        while len(cell.paragraphs) < len(paragraphs):
            cell.paragraphs[-1]._p.addnext(bare(cell.paragraphs[-1]._p))
        for paragraph, text in zip(cell.paragraphs, paragraphs, strict=False):
            rewrite(paragraph, text)
        for paragraph in cell.paragraphs[len(paragraphs) :]:
            paragraph._p.getparent().remove(paragraph._p)

    def words(self, number: int) -> tuple[str, ...]:
        return tuple(paragraph.text for paragraph in self.turns[number].cells[1].paragraphs)

    def add(self, after: int, label: str, *paragraphs: str) -> None:
        """Put a row in, copied from the one before it."""
        row = self.turns[after]
        row._tr.addnext(bare(row._tr))
        self.label(after + 1, label)
        self.text(after + 1, *paragraphs)

    def delete(self, number: int) -> None:
        row = self.turns[number]._tr
        row.getparent().remove(row)

    def move(self, number: int, after: int) -> None:
        row, target = self.turns[number]._tr, self.turns[after]._tr
        target.addnext(row)

    def split(self, number: int, paragraph: int, offset: int, label: str) -> None:
        """Cut a turn in two: the words behind the place go into a row of their own."""
        words = self.words(number)
        first = (*words[:paragraph], words[paragraph][:offset])
        second = (words[paragraph][offset:], *words[paragraph + 1 :])
        self.add(number, label, *[text for text in second if text])
        self.text(number, *[text for text in first if text])

    def join(self, number: int) -> None:
        """Cut the words of the next row out and paste them here."""
        here, there = self.turns[number].cells[1]._tc, self.turns[number + 1]
        for paragraph in there.cells[1].paragraphs:
            here.append(paragraph._p)
        there._tr.getparent().remove(there._tr)

    def lose_anchors(self) -> None:
        """Without the anchors of the body's rows, as after a program that knows none."""
        for mark in [*self.word.element.body.iter(qn("w:bookmarkStart"))]:
            if mark.get(qn("w:name"), "").startswith("_bd_"):
                mark.getparent().remove(mark)

    def every(self) -> list[Paragraph]:
        """Every paragraph of the main text."""
        return [Paragraph(element, self.word) for element in self.word.element.body.iter(qn("w:p"))]

    def replace(self, old: str, new: str) -> None:
        """Type over the one paragraph that says so."""
        (found,) = [paragraph for paragraph in self.every() if paragraph.text == old]
        rewrite(found, new)


class Lines(Draft):
    """A draft in the layout 「全文」: 「○発言者　本文」, further paragraphs below."""

    @property
    def paragraphs(self) -> list[list[Paragraph]]:
        """The paragraphs of each turn."""
        found: list[list[Paragraph]] = []
        for paragraph in self.word.paragraphs:
            if paragraph.text.startswith("○"):
                found.append([paragraph])
            elif found and paragraph.style is not None and paragraph.style.name == "発言" and paragraph.text:
                found[-1].append(paragraph)
        return found

    @property
    def count(self) -> int:
        return len(self.paragraphs)

    def speaker(self, number: int) -> str:
        return self.paragraphs[number][0].text.removeprefix("○").partition("　")[0]

    def label(self, number: int, text: str) -> None:
        first = self.paragraphs[number][0]
        rewrite(first, f"○{text}　{first.text.partition('　')[2]}")

    def words(self, number: int) -> tuple[str, ...]:
        first, *rest = self.paragraphs[number]
        return (first.text.partition("　")[2], *(paragraph.text for paragraph in rest))

    def text(self, number: int, *paragraphs: str) -> None:
        there = self.paragraphs[number]
        first, *rest = paragraphs
        rewrite(there[0], f"{there[0].text.partition('　')[0]}　{first}")
        for paragraph in there[len(paragraphs) :]:
            paragraph._p.getparent().remove(paragraph._p)
        last = there[0]
        for at, text in enumerate(rest, start=1):
            if at < len(there):
                last = there[at]
            else:
                made = bare(last._p)
                last._p.addnext(made)
                last = Paragraph(made, last._parent)
            rewrite(last, text)

    def add(self, after: int, label: str, *paragraphs: str) -> None:
        last = self.paragraphs[after][-1]
        made = bare(last._p)
        last._p.addnext(made)
        rewrite(Paragraph(made, last._parent), f"○{label}　")
        self.text(after + 1, *paragraphs)

    def delete(self, number: int) -> None:
        for paragraph in self.paragraphs[number]:
            paragraph._p.getparent().remove(paragraph._p)

    def move(self, number: int, after: int) -> None:
        block, target = self.paragraphs[number], self.paragraphs[after][-1]._p
        for paragraph in reversed(block):
            target.addnext(paragraph._p)

    def join(self, number: int) -> None:
        there, last = self.paragraphs[number + 1], self.paragraphs[number][-1]._p
        rewrite(there[0], there[0].text.partition("　")[2])
        for paragraph in reversed(there):
            last.addnext(paragraph._p)


def bare(element: Any) -> Any:
    """A copy as Word makes it: without the anchors, which stay with the original."""
    made = copy.deepcopy(element)
    for mark in [*made.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    return made
