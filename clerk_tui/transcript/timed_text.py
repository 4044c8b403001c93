"""Plain text with times (時刻付きの文章): a line begins a segment with a time at its start or its end.

「[0:01:23] 本日は…」, 「00:01:23 - 00:01:30 本日は…」, or a line of its own such as 「話者1 00:05」 with the words
below it. What stands above the first time is the file's title.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from .segment import Heard
from .times import CLOCK, seconds

_OPEN, _CLOSE = r"[\[(【〔<]?\s*", r"\s*[\])】〕>]?"
_FIRST = re.compile(
    rf"\s*{_OPEN}({CLOCK})(?:\s*(?:-->|[-~〜~–—])\s*({CLOCK}))?{_CLOSE}(?:\s*[:\t、]\s*|\s+|(?<=[\])】〕>])|$)"
)
_LAST = re.compile(rf"\s*\S{{1,20}}(?:\s\S{{1,20}})?\s+{_OPEN}({CLOCK}){_CLOSE}\s*")
"""A speaker and a time; longer lines are speech in which a time is mentioned."""


def read_timed_text(text: str) -> Iterator[Heard]:
    """The segments of a text; none where it has no times."""
    start: float | None = None
    end: float | None = None
    place = 0
    words: list[str] = []
    for number, line in enumerate(text.splitlines(), start=1):
        # Times are looked for in the folded line; what may stand before one folds sign by sign, so that the
        # words behind it are taken as they are.
        folded = unicodedata.normalize("NFKC", line)
        if found := _FIRST.match(folded):
            following: tuple[str, str | None, str] | None = (found[1], found[2], line[found.end() :])
        elif found := _LAST.fullmatch(folded):
            following = (found[1], None, "")
        else:
            following = None
        if following is None:
            words.append(line)
            continue
        if place:
            yield Heard(start, end, " ".join(words), place)
        start, end = seconds(following[0]), seconds(following[1]) if following[1] else None
        place, words = number, [following[2]]
    if place:
        yield Heard(start, end, " ".join(words), place)
