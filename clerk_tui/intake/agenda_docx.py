"""A 次第 in Word as items and cases (次第の読取り): its numbered lines, typed or numbered by Word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.notation import mentions

from .entries import Entry
from .sheets.grid import Sheet, tidy
from .word_body import Line, read_body

_NUMBERED = re.compile(
    r"^(?:第?\s*[0-9０-９一二三四五六七八九十]{1,3}\s*(?:[.．、）)]\s*|[\s　]+)|[①-⑳][\s　]*)(?=\S)"
)
_SUB = re.compile(
    r"^(?:[（(][0-9０-９一二三四五六七八九十ア-ン]{1,3}[)）]|[ア-ン][\s　.．]|[・○●◯■□-])[\s　]*"
)
_OFFICE = re.compile(r"[（(【]([^（()）【】]*(?:課|室|局|所|部|係|センター))[)）】]$")
_ITEM_LONGEST = 60


def read_paper(path: Path, sheet: Sheet, kinds: Sequence[str]) -> tuple[tuple[str, ...], list[Entry]]:
    """The items of the agenda, and the cases that stand in lines of their own.

    Args:
        path: of the Word file.
        sheet: its paragraphs, for the places of problems.
        kinds: of case.

    Raises:
        FileProblems: the file cannot be used.
    """
    items: list[str] = []
    entries: list[Entry] = []
    for line in read_body(path):
        if not isinstance(line, Line):
            continue
        text = tidy(line.text)
        plain = _SUB.sub("", _NUMBERED.sub("", text, count=1), count=1)
        found = mentions(plain, kinds)
        if found and found[0].start == 0:
            entry = _entry(sheet, line.number, plain, kinds, len(items))
            entries += [entry] if entry else []
        elif (
            (line.level == 0 or _NUMBERED.match(text))
            and not _SUB.match(text)
            and len(plain) <= _ITEM_LONGEST
        ):
            items.append(plain)
    return tuple(items), entries


def _entry(sheet: Sheet, row: int, text: str, kinds: Sequence[str], item: int) -> Entry | None:
    """「諮問第52号～第54号　…について（市民課）」; None where no title follows the numbers."""
    end = 0
    numbers: list[CaseId] = []
    for mention in mentions(text, kinds):
        if mention.start - end > 4:
            break  # a case that the title mentions
        numbers += mention.cases
        end = mention.end
    title = text[end:].strip(" 　:：、-－")
    office = _OFFICE.search(title)
    if office:
        title = title[: office.start()].rstrip()
    if not title:
        return None
    return Entry(
        sheet, row, tuple(dict.fromkeys(numbers)), (title,) * len(dict.fromkeys(numbers)),
        office[1] if office else "", item=str(item) if item else "",
    )  # fmt: skip
