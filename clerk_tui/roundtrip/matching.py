"""Which line of the base each line of a file was (行の突合せ): by its anchor, else by its text, else by its place. Pure."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby

from rapidfuzz.distance import Indel

from .word import Line

ALIKE = 0.4
"""From this similarity on, two lines in the same gap are one that was changed."""

_TELLING = 12
"""Characters from which on a line is known wherever it stands; a label is not."""

Begins = Callable[[Line], bool]
"""Whether a line is the beginning of a turn by its look."""


def alike(one: str, other: str) -> float:
    """How much of two texts is the same, from 0 to 1."""
    return Indel.normalized_similarity(one, other)


def matched(
    base: Sequence[Line], file: Sequence[Line], fixed: Sequence[bool], begins: Begins
) -> list[list[int]]:
    """For each line of the file, the lines of the base that are in it, in order; none: it is new.

    Args:
        base: the lines of the base, all of them anchored as they were printed.
        file: the lines that came back.
        fixed: for each line of the base, whether it is no part of the body.
        begins: whether a line of the file looks like the beginning of a turn.
    """
    found: list[list[int]] = [[] for _ in file]
    taken: set[int] = set()

    def pair(b: int, w: int) -> None:
        if b not in found[w]:
            found[w].append(b)
        taken.add(b)

    for b, w in _by_anchor(base, file):
        pair(b, w)
    for by in (_by_text, _by_rare_text):
        left_base = [b for b, line in enumerate(base) if b not in taken and not line.blank]
        left_file = [w for w, line in enumerate(file) if not found[w] and not line.blank]
        for b, w in by(base, file, left_base, left_file):
            pair(b, w)
    for left_base, left_file in list(_gaps(base, file, found, taken)):
        if len(left_base) == len(left_file):
            same = zip(left_base, left_file, strict=True)
            near = [(b, w) for b, w in same if not (fixed[b] and begins(file[w]))]
        else:
            near = list(_nearest(base, file, left_base, left_file))
        for b, w in near:
            if _place(base[b]) == _place(file[w]):
                pair(b, w)
    return found


def _by_anchor(base: Sequence[Line], file: Sequence[Line]) -> Iterator[tuple[int, int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for w, line in enumerate(file):
        for mark in line.marks:
            places[mark.name].append(w)
    for b, line in enumerate(base):
        for mark in line.marks:
            there = places.get(mark.name, [])
            # A copied row brings its anchors along: the one that still says the same is the original.
            same = [w for w in there if file[w].text == line.text]
            if there:
                yield b, (same or there)[0]


def _by_text(
    base: Sequence[Line], file: Sequence[Line], left_base: list[int], left_file: list[int]
) -> Iterator[tuple[int, int]]:
    """Lines that say the same in rows that say the same, in order."""
    rows_base, rows_file = _rows(base), _rows(file)
    old = [(base[b].text, rows_base[b]) for b in left_base]
    new = [(file[w].text, rows_file[w]) for w in left_file]
    for i, j, size in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        yield from zip(left_base[i : i + size], left_file[j : j + size], strict=True)


def _by_rare_text(
    base: Sequence[Line], file: Sequence[Line], left_base: list[int], left_file: list[int]
) -> Iterator[tuple[int, int]]:
    """Lines that say what no other says, wherever they stand now."""
    once_base = Counter(base[b].text for b in left_base)
    once_file = Counter(file[w].text for w in left_file)
    where = {file[w].text: w for w in left_file}
    for b in left_base:
        if len(base[b].text) >= _TELLING and once_base[base[b].text] == once_file[base[b].text] == 1:
            yield b, where[base[b].text]


def _rows(lines: Sequence[Line]) -> list[str]:
    """For each line, the words of its table's row; empty outside of tables."""
    found: list[str] = []
    for place, group in groupby(lines, key=lambda line: line.cell and (line.cell.table, line.cell.row)):
        texts = [line.text for line in group]
        found += ["\0".join(texts) if place else ""] * len(texts)
    return found


def _gaps(
    base: Sequence[Line], file: Sequence[Line], found: list[list[int]], taken: set[int]
) -> Iterator[tuple[list[int], list[int]]]:
    """Stretches of new lines, with the lines of the base that stood there and are gone."""
    before, run = -1, list[int]()
    for w in range(len(file) + 1):
        if w < len(file) and not found[w]:
            if not file[w].blank:
                run.append(w)
            continue
        after = min(found[w]) if w < len(file) else len(base)
        if run:
            if after < before:
                # One of the neighbours was moved here: what follows the one before was here.
                after = next((b for b in range(before + 1, len(base)) if b in taken), len(base))
            left = [b for b in range(before + 1, after) if b not in taken and not base[b].blank]
            if left:
                yield left, run
        run = []
        if w < len(file):
            before = max(found[w])


def _nearest(
    base: Sequence[Line], file: Sequence[Line], left_base: list[int], left_file: list[int]
) -> Iterator[tuple[int, int]]:
    """The lines of a gap that resemble each other, in order."""
    at = 0
    for b in left_base:
        near = [
            (alike(base[b].text, file[w].text), -n)
            for n, w in enumerate(left_file)
            if n >= at and _place(base[b]) == _place(file[w])
        ]
        if near and max(near)[0] >= ALIKE:
            at = 1 - max(near)[1]
            yield b, left_file[at - 1]


def _place(line: Line) -> tuple[object, ...]:
    return line.part, line.cell and (line.cell.cell, line.cell.of)
