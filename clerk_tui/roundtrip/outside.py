"""What was changed outside of the body (冒頭・表・ページの端): fields of the record, and words that are none. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from clerk_tui.minutes.anchors import tells_origin

from .changes import Change, FieldChanged, LineChanged
from .rows import Base, Read
from .word import Line, WordFile


def others(base: Base, file: WordFile, read: Read) -> Iterator[Change]:
    """Every line outside of the body that differs, is new, or is gone."""
    begins = [row.lines[0] for row in read.rows if row.lines]
    for w in read.others:
        line, of = file.lines[w], read.of[w]
        old = tuple(base.lines[b].text.rstrip() for b in of)
        if "".join(old) == line.text.rstrip():
            continue
        where, at, author = place_of(base, file, read, w), bisect_right(begins, w), "、".join(line.authors)
        new = (line.text.rstrip(),) if not line.blank else ()
        field = _field(base.lines[of[0]], line.text) if len(of) == 1 else None
        if field is None:
            yield LineChanged(where=where, at=at, old=old, new=new, author=author)
        else:
            name, before, after = field
            yield FieldChanged(
                where=where, at=at, old=old, new=new, author=author, name=name, before=before, after=after
            )
    there = {b for of in read.of for b in of}
    for b, line in enumerate(base.lines):
        if base.roles[b] is None and b not in there and not line.blank:
            removers = (file.removed.get(mark.name, "") for mark in line.marks)
            yield LineChanged(
                where=f"{line.part or '本文'}の「{line.text[:20]}」",
                at=len(read.rows) if line.part else 0,
                old=(line.text,),
                author="、".join(dict.fromkeys(filter(None, removers))),
            )


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


def _field(line: Line, text: str) -> tuple[str, str, str] | None:
    """The one field of a line whose fixed words still stand, with its value before and after."""
    marks = [mark for mark in line.marks if not tells_origin(mark.name)]
    if len(marks) != 1:
        return None
    (mark,) = marks
    before, after = line.text[: mark.start], line.text[mark.end :]
    if not text.startswith(before) or not text.endswith(after) or len(text) < len(before) + len(after):
        return None
    return mark.name, line.text[mark.start : mark.end], text[len(before) : len(text) - len(after)]
