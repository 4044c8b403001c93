"""What was changed outside of the body (冒頭・表・ページの端): fields of the record, and words that are none. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from clerk_tui.minutes.anchors import tells_origin

from .base import Base
from .changes import Change, FieldChanged, LineChanged
from .rows import Read
from .word import Line, WordFile

_LISTED = re.compile(r"_ttndnc_\d+_nms_\d+")
"""One name in a list of those who were there."""


def others(base: Base, file: WordFile, read: Read) -> Iterator[Change]:
    """Every line outside of the body that differs, is new, or is gone."""
    begins = [row.lines[0] for row in read.rows if row.lines]
    begun: dict[int, int] = {}
    """New lines that go on with a line of the base (somebody has pressed Enter in it), each with that line."""
    for w in read.others:
        first = begun.get(w - 1, w - 1)
        if (
            w - 1 in read.others
            and not read.of[w]
            and read.of[first]
            and _go_on(file.lines[w - 1], file.lines[w])
        ):
            begun[w] = first
    for w in read.others:
        line, of = file.lines[w], read.of[w]
        old = tuple(base.lines[b].text.rstrip() for b in of)
        further = tuple(file.lines[v].text.rstrip() for v, first in begun.items() if first == w)
        if w in begun or ("".join(old) == line.text.rstrip() and not further):
            continue
        where, at, author = place_of(base, file, read, w), bisect_right(begins, w), "、".join(line.authors)
        new = (*((line.text.rstrip(),) if not line.blank else ()), *further)
        # The first of two lines is no value of a field: the rest would be lost.
        fields = list(_fields(base.lines[of[0]], line.text)) if len(of) == 1 and not further else []
        if not fields:
            yield LineChanged(where=where, at=at, old=old, new=new, author=author)
        for name, before, after in fields:
            yield FieldChanged(
                where=where, at=at, old=old, new=new, author=author, name=name, before=before, after=after
            )
    there = {b for of in read.of for b in of}
    new_words = [
        file.lines[w].text
        for w in read.others
        if file.lines[w].text not in {base.lines[b].text for b in read.of[w]}
    ]
    for b, line in enumerate(base.lines):
        if base.roles[b] is None and b not in there and not line.blank:
            yield _gone(line, file, len(read.rows) if line.part else 0, new_words)


def _gone(line: Line, file: WordFile, at: int, new_words: Sequence[str]) -> Change:
    """A line that was taken out; the name in a list of people is a field that says nobody any more."""
    where = f"{line.part or '本文'}の「{line.text.strip()[:20]}」"
    author = "、".join(dict.fromkeys(filter(None, (file.removed.get(mark.name, "") for mark in line.marks))))
    names = [mark for mark in line.marks if _LISTED.fullmatch(mark.name)]
    if len(names) == 1:
        name = line.text[names[0].start : names[0].end]
        # Written into another line, it is not gone.
        if name and not any(name in text for text in new_words):
            return FieldChanged(
                where=where, at=at, old=(line.text,), author=author, name=names[0].name, before=name, after=""
            )
    return LineChanged(where=where, at=at, old=(line.text,), author=author)


def _go_on(line: Line, following: Line) -> bool:
    """Whether a line stands where the one before it stood before it was cut in two."""
    return not following.blank and (line.part, line.cell) == (following.part, following.cell)


def place_of(base: Base, file: WordFile, read: Read, w: int) -> str:
    """Where a line outside of the body stands, as the clerk finds it."""
    line = file.lines[w]
    if line.part:
        return line.part
    if read.of[w] and (label := _beside(base, base.lines[read.of[w][0]])):
        return f"「{label}」の欄"
    before = next((file.lines[v].text for v in range(w - 1, -1, -1) if not file.lines[v].blank), "")
    return f"「{before[:20]}」の後" if before else "冒頭"


def _beside(base: Base, line: Line) -> str:
    """The words of the first cell of a line's row, where it stands in a later one."""
    if line.cell is None:
        return ""
    for other in base.lines:
        same = other.cell and (other.cell.table, other.cell.row) == (line.cell.table, line.cell.row)
        if same and other.cell and other.cell.cell < line.cell.cell:
            return other.text
    return ""


def _fields(line: Line, text: str) -> Iterator[tuple[str, str, str]]:
    """The fields of a line whose fixed words still stand, with their values before and after; those that differ."""
    marks = sorted(
        (mark for mark in line.marks if not tells_origin(mark.name)), key=lambda mark: (mark.start, mark.end)
    )
    if not marks or any(one.end > other.start for one, other in pairwise(marks)):
        return
    ends = (0, *(mark.end for mark in marks))
    fixed = [re.escape(line.text[end : mark.start]) for end, mark in zip(ends, marks, strict=False)]
    last = re.escape(line.text[ends[-1] :])
    # Where the fixed words can stand at several places, nobody knows what belongs to which field.
    shortest, longest = (
        re.fullmatch("".join(f"{words}({any_})" for words in fixed) + last, text, re.DOTALL)
        for any_ in (".*?", ".*")
    )
    if shortest is None or longest is None or shortest.groups() != longest.groups():
        return
    for mark, after in zip(marks, shortest.groups(), strict=True):
        before = line.text[mark.start : mark.end]
        if before != after:
            yield mark.name, before, after
