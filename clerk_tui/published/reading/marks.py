"""How a line says that somebody begins to speak (発言者の示し方): 「○会長　…」「【会長】…」「会長：…」."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

_NAME = r"[^\s　：:（(）)【】\[\]［］。、]{1,24}"
_BRACKETED = r"(?:[（(][^（）()。]{1,24}[）)])?"

MARKS: dict[str, re.Pattern[str]] = {
    "○": re.compile(rf"^[○◯〇●◎](?P<label>{_NAME}{_BRACKETED})(?:[\s　：:]+(?P<text>.*))?$"),
    "【】": re.compile(r"^【(?P<label>[^【】。]{1,40})】[\s　：:]*(?P<text>.*)$"),
    "[]": re.compile(r"^[\[［](?P<label>[^\[\]［］。]{1,40})[\]］][\s　：:]*(?P<text>.*)$"),
    "（）": re.compile(rf"^(?P<label>{_NAME}[（(][^（）()。]{{1,24}}[）)])[\s　：:]+(?P<text>\S.*)$"),
    "：": re.compile(rf"^(?P<label>{_NAME}{_BRACKETED})[：:][\s　]*(?P<text>.*)$"),
}
"""The forms in use, by what marks them; where two are equally frequent, the first."""

# What the word for a speaker ends with, a name in brackets aside.
_SPEAKER = re.compile(
    r"(長|員|官|者|人|監|事|士|査|幹|任|補佐|書記|代理|君|氏|さん|様|局|課|部|室|係|番|会|[Ａ-ＺA-Z])"
    r"(?:[（(].*[）)])?$"
)


class Begun(Struct, frozen=True):
    """Somebody begins to speak."""

    label: str
    text: str
    """What follows on the same line; may be empty."""


def begun(text: str, mark: str) -> Begun | None:
    """The speaker whom a line announces under the mark; None: it announces none."""
    match = MARKS[mark].match(text.strip())
    if not match or not _SPEAKER.search(match["label"]):
        return None
    return Begun(match["label"].strip(), (match["text"] or "").strip())


def usual_mark(lines: Iterable[str]) -> str | None:
    """The mark by which these minutes announce speakers; None where no line does."""
    counts = Counter(mark for line in lines for mark in MARKS if begun(line, mark))
    return max(MARKS, key=lambda mark: counts[mark]) if counts else None
