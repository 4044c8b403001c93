"""Texts in which names are looked for (探す文): without ルビ and tags, and back from folded words to those written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .text import normalize
from .value import Value

_AROUND = 10
"""Characters of the line on either side of the words that matched."""
_RUBY = re.compile(
    # 相《あい》原《はら》, 相原（あいはら）, <ruby>相原<rt>あいはら</rt></ruby>
    r"(?<=[一-鿿々〆ヶぁ-んァ-ヶ])[(（《〈\[［【｟〔][ぁ-んァ-ヶーｦ-ﾟ・\s]{1,12}[)）》〉\]］】｠〕]"
    r"|<r[tp]>[^<]*</r[tp]>|</?[a-zA-Z][^<>]{0,80}>"
    r"|[|｜](?=[一-鿿々〆])"
)


class Shown(Value, frozen=True):
    """Words of a text with the line around them."""

    words: tuple[str, ...]
    """As written, each once; as they were looked for where the writing has no such place (ルビ)."""
    line: str
    """「…先ほど［相原委員］に賛成…」: the first of them."""


def unruled(text: str) -> str:
    """The text without readings over its characters, and without tags."""
    return _RUBY.sub("", text)


def as_shown(text: str, folded_words: Iterable[str]) -> Shown:
    """Find words of the folded text in the text as it is written."""
    folded, places = _traced(text)
    found: dict[str, tuple[int, int]] = {}
    missing: list[str] = []
    for word in dict.fromkeys(folded_words):
        bare = normalize(word)
        start = folded.find(bare) if bare else -1
        if start < 0:
            missing.append(word)
        else:
            first, last = places[start], places[start + len(bare) - 1]
            found.setdefault(text[first[0] : last[1]], (first[0], last[1]))
    if not found:
        return Shown(tuple(missing), f"{_flat(text[: 2 * _AROUND])}［{'、'.join(missing)}］")
    start, end = min(found.values(), key=lambda place: (place[0], -place[1]))
    before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
    head = "…" if start > _AROUND else ""
    tail = "…" if end + _AROUND < len(text) else ""
    return Shown((*found, *missing), f"{head}{_flat(before)}［{_flat(text[start:end])}］{_flat(after)}{tail}")


def _traced(text: str) -> tuple[str, list[tuple[int, int]]]:
    """The folded text, and for each of its characters the place in the text that it comes from."""
    folded, places, start = "", [], 0
    while start < len(text):
        end = start + 1
        # A letter and the marks that belong to it are folded as one.
        while end < len(text) and (unicodedata.combining(text[end]) or text[end] in "ﾞﾟ゛゜"):
            end += 1
        piece = normalize(text[start:end])
        folded += piece
        places += [(start, end)] * len(piece)
        start = end
    return folded, places


def _flat(text: str) -> str:
    return text.replace("\n", "")
