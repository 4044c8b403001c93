"""A roster that is drawn with blanks (空白でそろえた表): lines below their headings → a sheet, where every column is proven.

A column is proven by a gutter: cells that are blank in all of its lines, so that no name is cut in two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from rich.cells import cell_len

from .agenda_words import FURNITURE, SENTENCE
from .column_words import ROSTER, Field
from .roster_row import REMARK
from .sheets import Paragraph, Sheet

_FEWEST = 2
"""Lines below the headings that make a table."""
_WORDS = sorted({word for words in ROSTER.words.values() for word in words}, key=len, reverse=True)
_HEADING = re.compile(
    "|".join(
        pattern
        for word in _WORDS
        for pattern in (re.escape(word), r"[\s　]+".join(map(re.escape, word)))
        if " " not in word
    ),
    re.IGNORECASE,
)
"""A heading, its characters spread out or not."""
_NAMES = set(ROSTER.words[Field.NAME])


def with_text_tables(blocks: Sequence[Sheet | Paragraph]) -> list[Sheet | Paragraph]:
    """The blocks of a paper, each roster that blanks draw among its lines as a sheet."""
    found: list[Sheet | Paragraph] = []
    at = 0
    while at < len(blocks):
        block = blocks[at]
        heads = _heads(block.text) if isinstance(block, Paragraph) else []
        table = _table(blocks, at, heads) if heads else None
        found.append(table or block)
        at += len(table.rows) if table else 1
    return found


def _heads(text: str) -> list[tuple[int, str]]:
    """The headings of a line that holds nothing else, each with the cell it begins in; empty: it is no such line."""
    found: list[tuple[int, str]] = []
    at = 0
    while at < len(text):
        if text[at] in " 　":
            at += 1
            continue
        match = _HEADING.match(text, at)
        if match is None or (match.end() < len(text) and text[match.end()] not in " 　"):
            return []
        found.append((cell_len(text[:at]), re.sub(r"[\s　]+", "", match.group())))
        at = match.end()
    return found if len(found) > 1 and any(word in _NAMES for _, word in found) else []


def _table(blocks: Sequence[Sheet | Paragraph], at: int, heads: Sequence[tuple[int, str]]) -> Sheet | None:
    """The table whose headings stand in that line; None: its columns are not proven."""
    heading = blocks[at]
    lines: list[Paragraph] = []
    starts: list[int] = []
    for block in blocks[at + 1 :]:
        if not isinstance(block, Paragraph) or _ends(block.text):
            break
        tried = _starts([line.text for line in (*lines, block)], heads)
        if tried is None:
            break
        starts = tried
        lines.append(block)
    if len(lines) < _FEWEST or not isinstance(heading, Paragraph):
        return None
    cells = {(heading.number, column): word for column, (_, word) in enumerate(heads, start=1)}
    for line in lines:
        cells |= {(line.number, column): text for column, text in _cells(line.text, starts) if text}
    return Sheet(heading.file, "", cells)


def _ends(text: str) -> bool:
    """Whether a line is no row: a remark, a sentence, the number of the page, or a heading again."""
    return bool(REMARK.match(text.strip()) or SENTENCE.search(text) or FURNITURE.fullmatch(text) or _heads(text))


def _starts(lines: Sequence[str], heads: Sequence[tuple[int, str]]) -> list[int] | None:
    """Where each column begins: behind the gutter that is nearest to its heading; None: there is none."""
    filled = {cell for line in lines for cell in _filled(line)}
    last = max(filled, default=0)
    ends = [cell for cell in range(1, last + 1) if cell in filled and cell - 1 not in filled]
    starts = [0]
    for (before, _), (start, word) in pairwise(heads):
        possible = [end for end in ends if max(before, starts[-1]) < end < start + cell_len(word)]
        if not possible and start <= last:
            return None
        starts.append(min(possible, key=lambda end: abs(end - start), default=start))
    return starts


def _filled(line: str) -> Iterator[int]:
    cell = 0
    for char in line:
        width = cell_len(char)
        if char not in " 　":
            yield from range(cell, cell + width)
        cell += width


def _cells(line: str, starts: Sequence[int]) -> Iterator[tuple[int, str]]:
    texts = ["" for _ in starts]
    cell = 0
    for char in line:
        column = sum(start <= cell for start in starts) - 1
        texts[column] += char
        cell += cell_len(char)
    return ((column, text.strip()) for column, text in enumerate(texts, start=1))
