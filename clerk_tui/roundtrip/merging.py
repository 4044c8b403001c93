"""Two corrections of one text put together (三者の突合せ), sentence by sentence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

_SENTENCE = re.compile(r"[^。！？\n]*[。！？\n]|[^。！？\n]+")

Region = tuple[int, int, tuple[str, ...]]
"""Sentences of the base from … to …, and what stands there now."""


def merged(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> tuple[str, ...] | None:
    """The paragraphs with both corrections; None where both are about the same sentence.

    Args:
        base: the paragraphs before either.
        one: after the one correction.
        other: after the other one.
    """
    old = _sentences(base)
    regions = sorted({*_changed(old, _sentences(one)), *_changed(old, _sentences(other))})
    for (_, end, _), (start, further, _) in pairwise(regions):
        # What both have changed has no winner, and what both have put in at one place no order.
        if start < end or (start == end and start == further):
            return None
    if any(a[1] == b[0] and a[0] == a[1] for a, b in pairwise(regions)):
        return None
    found: list[str] = []
    at = 0
    for start, end, text in regions:
        found += [*old[at:start], *text]
        at = end
    return tuple(text for text in "".join((*found, *old[at:])).split("\n") if text)


def preferred(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    """The paragraphs with both corrections; ``other`` where both are about the same sentence."""
    old = _sentences(base)
    wanted = [*_changed(old, _sentences(other))]
    kept = [
        each for each in _changed(old, _sentences(one)) if not any(_meet(each, their) for their in wanted)
    ]
    found: list[str] = []
    at = 0
    for start, end, text in sorted({*wanted, *kept}):
        found += [*old[at:start], *text]
        at = end
    return tuple(text for text in "".join((*found, *old[at:])).split("\n") if text)


def _meet(one: Region, other: Region) -> bool:
    """Whether two corrections are about the same sentence, or put in something at the same place."""
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0] or one[:2] == other[:2]


def _sentences(paragraphs: Sequence[str]) -> list[str]:
    return _SENTENCE.findall("\n".join(paragraphs) + "\n" if paragraphs else "")


def _changed(old: list[str], new: list[str]) -> Iterator[Region]:
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield i1, i2, tuple(new[j1:j2])


_WORD = re.compile(r"[0-9]+|[０-９]+|[A-Za-z]+|[ァ-ヶー]+|.|\n")
"""What is changed as a whole: a number, a foreign word; else a character."""
_Span = tuple[int, int, int, int, bool]


def _spans(old: Sequence[str], new: Sequence[str]) -> Iterator[_Span]:
    """The words of both from … to …, in pieces, and whether they are the same."""
    found: list[_Span] = []
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        # A character that two words have in common by chance is no word between them.
        chance = kind == "equal" and i2 - i1 == 1 and bool(found) and i2 < len(old) and j2 < len(new)
        same = kind == "equal" and not chance
        if found and found[-1][-1] == same:
            begun = found.pop()
            found.append((begun[0], i2, begun[2], j2, same))
        else:
            found.append((i1, i2, j1, j2, same))
    return iter(found)


def told(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """The words that were changed, each before and after."""
    one, other = (_WORD.findall("\n".join(side)) for side in (old, new))
    return tuple(
        ("".join(one[i1:i2]), "".join(other[j1:j2]))
        for i1, i2, j1, j2, same in _spans(one, other)
        if not same
    )


Piece = tuple[str, bool]
"""Words, and whether they are on one side alone."""


def sides(old: Sequence[str], new: Sequence[str]) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces, line after line, with what each has alone marked."""
    one, other = (_WORD.findall("\n".join(side)) for side in (old, new))
    spans = list(_spans(one, other))
    return (
        tuple(("".join(one[i1:i2]), not same) for i1, i2, _, _, same in spans if i2 > i1),
        tuple(("".join(other[j1:j2]), not same) for _, _, j1, j2, same in spans if j2 > j1),
    )
