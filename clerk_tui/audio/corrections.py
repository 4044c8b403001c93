"""What clerks correct again and again (認識の誤りと直し): the recogniser's spelling and the right one. Pure.

Read off the ledgers of a body's meetings, so that nothing more has to be kept: a word that was put right several
times, and always in the same way, is most likely a spelling that the recogniser will bring again.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from clerk_tui.domain.ledger import LedgerLine

OFTEN = 2
"""Times from which on a correction is one that comes again."""
_LONGEST = 12
"""Characters of a word; what is longer was written anew."""
_WORD = re.compile(r"[\u4e00-\u9fff々〆ヶ]+|[\u30a0-\u30ffー]+")


class Correction(Struct, frozen=True):
    """A word and what it is corrected to."""

    wrong: str
    right: str
    times: int


def corrections(lines: Iterable[LedgerLine]) -> tuple[Correction, ...]:
    """What was corrected several times in the same way, the most frequent first."""
    counted: Counter[tuple[str, str]] = Counter()
    for line in lines:
        if line.what == "本文" and line.before and line.after and not line.undone:
            counted.update(set(_replaced(line.before, line.after)))
    rights: dict[str, set[str]] = defaultdict(set)
    for wrong, right in counted:
        rights[wrong].add(right)
    found = [
        Correction(wrong, right, times)
        for (wrong, right), times in counted.items()
        if times >= OFTEN and len(rights[wrong]) == 1
    ]
    return tuple(sorted(found, key=lambda each: (-each.times, each.wrong)))


def within(text: str, known: Sequence[Correction]) -> tuple[Correction, ...]:
    """Those whose wrong word stands in a text."""
    return tuple(each for each in known if each.wrong in text)


def corrected(text: str, known: Sequence[Correction]) -> str:
    """The text with the right words, longer ones first."""
    for each in sorted(known, key=lambda each: -len(each.wrong)):
        text = text.replace(each.wrong, each.right)
    return text


def _replaced(before: str, after: str) -> Iterable[tuple[str, str]]:
    """Words that were replaced by others: with the characters of their kind around what was changed."""
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind != "replace":
            continue
        left = _reach(before[:a][::-1])
        right = _reach(before[b:])
        wrong, correct = before[a - left : b + right], after[c - left : d + right]
        if 2 <= len(wrong) <= _LONGEST and 2 <= len(correct) <= _LONGEST:
            yield wrong, correct


def _reach(text: str) -> int:
    found = _WORD.match(text)
    return len(found[0]) if found else 0
