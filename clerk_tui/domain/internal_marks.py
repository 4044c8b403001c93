"""Words for the internal edition alone (内部用の語句): ``〔内部：…〕``, read over all paragraphs of a turn. Pure.

A mark is any opening bracket, 内部 or 内部用, a colon of any width, and everything up to the bracket that closes it:
blanks count for nothing, brackets nest, and a mark that is never closed takes the rest of the turn with it, which is
the safe side. What looks like a mark and is none (:func:`unclear`) must not be printed at all: nobody can tell where
it ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

_PAIRS = {
    "〔": "〕", "(": ")", "[": "]", "{": "}", "【": "】", "〈": "〉", "《": "》", "「": "」", "『": "』", "<": ">",
    "〖": "〗", "〘": "〙", "〚": "〛", "⦅": "⦆", "≪": "≫",
}  # fmt: skip
_OPENERS = re.escape("".join(_PAIRS))
_BLANK = r"[\s\u200b-\u200d\u2060\ufeff\u00ad]*"
_WORD = f"内{_BLANK}部(?:{_BLANK}用|{_BLANK}限{_BLANK}り?|{_BLANK}の{_BLANK}み)?"
_COLON = "[:;：；︓﹕ː∶꞉︰]"
_MARK = re.compile(f"[{_OPENERS}]{_BLANK}{_WORD}{_BLANK}{_COLON}")
_LIKE = re.compile(
    # A colon after 内部 with no bracket before it.
    f"{_WORD}{_BLANK}{_COLON}"
    # A bracket and 内部 without its colon: in 〔〕【】[]{} whatever follows, in the brackets of ordinary prose where
    # 内部 stands by itself (「（内部監査）」 is a word).
    rf"|[〔\[{{【〖〘〚]{_BLANK}内{_BLANK}部"
    rf"|[{_OPENERS}]{_BLANK}{_WORD}(?:\s|[、。,./|ー\-―…→=)\]}}〕】〉》>」』])"
)


def public_paragraphs(paragraphs: Sequence[str], withheld: str) -> tuple[str, ...]:
    """The paragraphs as the public edition prints them, one for each: empty where all of it is withheld.

    Args:
        paragraphs: all of a turn; a mark may begin in one and end in another.
        withheld: what is printed in the place of a mark, once, where it begins.
    """
    spans = _spans("\n".join(paragraphs))
    printed, begin = [], 0
    for text in paragraphs:
        end, kept = begin + len(text), ""
        done = begin
        for start, stop in spans:
            if start < end and stop > begin:
                kept += text[done - begin : max(start - begin, 0)] + (withheld if start >= begin else "")
                done = min(stop, end)
        printed.append(kept + text[done - begin :])
        begin = end + 1
    return tuple(printed)


def public_words(text: str, withheld: str) -> str:
    """One text by itself, as the public edition prints it."""
    return public_paragraphs((text,), withheld)[0]


def has_marks(text: str) -> bool:
    """Whether some of the text is for the internal edition alone."""
    return bool(_spans(text))


def unclear(paragraphs: Sequence[str]) -> str:
    """Words that look like a mark and are none, with a few around them; empty where there are none.

    Args:
        paragraphs: all of a turn, as written.
    """
    rest = "\n".join(public_paragraphs(paragraphs, ""))
    found = _LIKE.search(_narrow(rest))
    return rest[max(0, found.start() - 4) : found.end() + 8].replace("\n", "") if found else ""


def _spans(text: str) -> list[tuple[int, int]]:
    """Where the marks stand, from the opening bracket to behind the closing one; none within another."""
    narrow = _narrow(text)
    spans: list[tuple[int, int]] = []
    position = 0
    while found := _MARK.search(narrow, position):
        position = _end(narrow, found)
        spans.append((found.start(), position))
    return spans


def _end(text: str, mark: re.Match[str]) -> int:
    """Behind the bracket that closes the mark; the end of the text where none does."""
    waiting = [text[mark.start()]]
    position = mark.end()
    while position < len(text):
        if inner := _MARK.match(text, position):
            waiting.append(text[position])
            position = inner.end()
            continue
        character = text[position]
        position += 1
        if character == waiting[-1]:
            waiting.append(character)
        elif character == _PAIRS[waiting[-1]]:
            waiting.pop()
            if not waiting:
                return position
    return len(text)


def _narrow(text: str) -> str:
    """The text with one form of each bracket, colon and character, every one in its place."""
    return "".join(
        folded if len(folded := unicodedata.normalize("NFKC", character)) == 1 else character
        for character in text
    )
