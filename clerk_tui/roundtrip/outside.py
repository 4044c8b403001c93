"""What was changed outside of the body (冒頭・表・ページの端): fields of the record, and words that are none. Pure."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence, Set
from itertools import combinations, pairwise

from clerk_tui.minutes.anchors import tells_origin

from .base import Base
from .changes import Change, FieldChanged, LineChanged
from .rows import Read
from .word import Line, Mark, WordFile

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
    found = _values(line, marks, text)
    if found is None and (listed := _as_a_list(line, marks)) is not None:
        # Somebody was put in or taken out: the list is read as a whole.
        marks, between = listed
        found = _values(line, marks, text)
        whole = next(at for at, mark in enumerate(marks) if mark.name.endswith(_LIST))
        if found is not None:
            before, after = (_SEPARATED.join(each.split(between)) for each in found[whole])
            found[whole] = (before, after)
    for mark, (before, after) in zip(marks, found or (), strict=False):
        if before != after:
            yield mark.name, before, after


_FEW = 2
"""Fields of one line that are looked for together where they cannot all be told apart."""
_LIST, _SEPARATED = "_nms", "、"


def _as_a_list(line: Line, marks: Sequence[Mark]) -> tuple[list[Mark], str] | None:
    """The marks with those of the names of one list as one, and what stands between the names; None: there is none."""
    names = [mark for mark in marks if _LISTED.fullmatch(mark.name)]
    between = {line.text[one.end : other.start] for one, other in pairwise(names)}
    lists = {mark.name.rpartition(_LIST)[0] for mark in names}
    at = [marks.index(mark) for mark in names]
    if len(between) != 1 or "" in between or len(lists) != 1 or at != list(range(at[0], at[0] + len(at))):
        return None
    whole = Mark(f"{lists.pop()}{_LIST}", names[0].start, names[-1].end)
    return [*marks[: at[0]], whole, *marks[at[-1] + 1 :]], between.pop()


def _values(line: Line, marks: Sequence[Mark], text: str) -> list[tuple[str, str]] | None:
    """What stands at each mark, before and after; None: the words around them do not say where."""
    before = [line.text[mark.start : mark.end] for mark in marks]
    every = frozenset(range(len(marks)))
    # Fields without a word between them are told apart where one or two of them alone can have been changed.
    for size in (len(marks), *range(1, min(_FEW, len(marks) - 1) + 1)):
        sets = [every] if size == len(marks) else map(frozenset, combinations(range(len(marks)), size))
        found = [after for each in sets if (after := _matched(line, marks, text, each)) is not None]
        if len(found) == 1:
            return list(zip(before, found[0], strict=True))
        if found:
            return None
    return None


def _matched(line: Line, marks: Sequence[Mark], text: str, free: Set[int]) -> tuple[str, ...] | None:
    """What stands at each mark if those that are not ``free`` say the same; None: they do not, or not at one place."""
    ends = (0, *(mark.end for mark in marks))

    def pattern(anything: str) -> str:
        parts = []
        for at, mark in enumerate(marks):
            value = line.text[mark.start : mark.end]
            parts.append(re.escape(line.text[ends[at] : mark.start]))
            parts.append(f"({anything if at in free else re.escape(value)})")
        return "".join(parts) + re.escape(line.text[ends[-1] :])

    shortest, longest = (re.fullmatch(pattern(anything), text, re.DOTALL) for anything in (".*?", ".*"))
    if shortest is None or longest is None or shortest.groups() != longest.groups():
        return None
    return shortest.groups()
