"""What a line of the proceedings looks like (行の見分け): its number, its brackets, its quotes."""

from __future__ import annotations

import re
import unicodedata

from clerk_tui.domain.moments import Clock, find_days
from clerk_tui.domain.text import normalize

from .closed import opened
from .labels import ENUMERATOR
from .posts import squeezed

NUMBERED = re.compile(
    rf"^(?P<enumerator>{ENUMERATOR}|[0-9０-９]{{1,2}}(?=[^0-9０-９\s　.．]))[\s　]*(?P<text>\S.*)$"
)
DEPTH = {"1": 1, "１": 1, "①": 1, "第": 1, "1)": 2, "(1)": 2, "ア": 3, "Ⅰ": 0}


def number_form(enumerator: str) -> tuple[str, int]:
    """The form of a number (「(1)」, 「ア」, 「1」) and its value."""
    plain = unicodedata.normalize("NFKC", enumerator).strip()
    digits = re.search(r"[0-9]+", plain)
    kana = re.search(r"[ア-オ]", plain)
    kanji = re.search(r"[一二三四五六七八九十]+", plain)
    value = (
        int(digits.group())
        if digits
        else "アイウエオ".find(kana.group()) + 1
        if kana
        else "〇一二三四五六七八九十".find(kanji.group()[0])
        if kanji
        else 1
    )
    if re.fullmatch(r"[①-⑳]", enumerator.strip()):
        return "①", value
    if kana:
        return "ア", value
    if plain.startswith("("):
        return "(1)", value
    if plain.endswith(")"):
        return "1)", value
    return "1", value


def number_of(text: str) -> tuple[str, int] | None:
    """Form and value of the number with which a heading begins; None: the line is none."""
    match = NUMBERED.match(text.strip(" 　"))
    return (
        number_form(match["enumerator"])
        if match and not text.rstrip().endswith("。") and len(text) <= 70
        else None
    )


def bare(text: str) -> str:
    """A topic without its number, its result and its blanks, for comparison."""
    match = NUMBERED.match(text.strip(" 　"))
    words = opened(match["text"] if match else text)[0]
    words = re.sub(r"[（(](?:付議|諮問|報告|協議|可決|承認|同意|原案.*|了承)[）)]$", "", words.strip(" 　"))
    return normalize(squeezed(words))


def without_times(text: str, parts: tuple[Clock, ...]) -> str:
    left = text
    for part in reversed(parts):
        left = left[: part.start] + left[part.end :]
    for day in reversed(find_days(left)):
        left = left[: day.start] + left[day.end :]
    return left.strip(" 　（）()、")


def balanced(inner: str) -> bool:
    """Whether the brackets around it are one pair: not 「（1）…（案）」."""
    depth = 0
    for character in inner:
        depth += (character in "（(〔［[《") - (character in "）)〕］]》")
        if depth < 0:
            return False
    return depth == 0


def unquoted(text: str) -> str:
    """What is said without the quotes around all of it."""
    whole = re.fullmatch(r"「([^「」]*(?:「[^「」]*」[^「」]*)*)」", text.strip())
    return whole[1] if whole else text
