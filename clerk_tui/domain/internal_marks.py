"""Words for the internal edition alone (内部用の語句): passages of a turn, and ``〔内部：…〕`` in any text. Pure.

A :class:`Passage` is a fact of the turn, chosen on the screen. Typed, a mark is any opening bracket, 内部 or 内部用, a
colon of any width, and everything up to the bracket that closes it, over all paragraphs of a turn: blanks count for
nothing, brackets nest, and a mark that is never closed takes the rest of the turn with it, which is the safe side.
What looks like a mark and is none (:func:`unclear`) must not be printed at all: nobody can tell where it ends.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from .value import Value

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


class Passage(Value, frozen=True, order=True):
    """A passage of a turn for the internal edition: characters of its paragraphs joined by one newline."""

    start: int
    end: int
    """Behind the last one."""


def public_paragraphs(
    paragraphs: Sequence[str], withheld: str, passages: Sequence[Passage] = ()
) -> tuple[str, ...]:
    """The paragraphs as the public edition prints them, one for each: empty where all of it is withheld.

    Args:
        paragraphs: all of a turn; a mark may begin in one and end in another.
        withheld: what is printed in the place of a mark, once, where it begins.
        passages: what is kept inside besides, in the order of the text.
    """
    spans = _merged([*_spans("\n".join(paragraphs)), *((each.start, each.end) for each in passages)])
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


def kept_inside(paragraphs: Sequence[str], passages: Sequence[Passage]) -> tuple[Passage, ...]:
    """Everything of a turn that the public edition withholds, typed marks with their brackets among it."""
    marks = (Passage(start, end) for start, end in _spans("\n".join(paragraphs)))
    return together((*marks, *passages))


def toggled(passages: Sequence[Passage], chosen: Passage) -> tuple[Passage, ...]:
    """The passages with one more; without it, where all of it is kept inside already."""
    if not any(each.start <= chosen.start and chosen.end <= each.end for each in passages):
        return together((*passages, chosen))
    left = []
    for each in passages:
        left += [
            Passage(each.start, min(each.end, chosen.start)),
            Passage(max(each.start, chosen.end), each.end),
        ]
    return together(left)


def together(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """The same passages in the order of the text, those that touch as one, empty ones left out."""
    spans = _merged([(each.start, each.end) for each in passages if each.start < each.end])
    return tuple(Passage(start, end) for start, end in spans)


def carried_passages(
    passages: Sequence[Passage], old: Sequence[str], new: Sequence[str]
) -> tuple[Passage, ...]:
    """Passages of the old text at their places in the new one.

    What was put in the place of words that were kept inside is kept inside with them: a correction never publishes.
    """
    if not passages:
        return ()
    before, after = "\n".join(old), "\n".join(new)
    changes = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    moved = []
    for each in passages:
        starts = [
            j1 + (each.start - i1 if what == "equal" else 0)
            for what, i1, i2, j1, _ in changes
            if i1 <= each.start < i2
        ]
        ends = [
            j1 + (each.end - i1) if what == "equal" else j2
            for what, i1, i2, j1, j2 in changes
            if i1 < each.end <= i2
        ]
        begin, end = (starts[0], ends[0]) if starts and ends else (0, 0)
        words = before[each.start : each.end]
        if words in after[begin:end]:
            moved.append(Passage(begin, end))
        else:
            # Moved to another place, or typed anew beside what became of them.
            again = (match.start() for match in re.finditer(re.escape(words), after))
            moved += [Passage(begin, end), *(Passage(at, at + len(words)) for at in again)]
    return together(moved)


def within_text(passages: Iterable[Passage], start: int, end: int) -> tuple[Passage, ...]:
    """What of the passages lies in a piece of the text, counted from its start."""
    return together(Passage(max(each.start, start) - start, min(each.end, end) - start) for each in passages)


def _merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged


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
