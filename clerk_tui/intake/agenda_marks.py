"""The marks at the heads of a paper's lines (次第の印): learned from the paper first, then read line by line.

The first kind of numbering is the outermost; another one lies deeper than the line it follows (１ → （１） → ア).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from clerk_tui.domain.moments import find_days
from clerk_tui.domain.text import number

from .agenda_words import (
    AGENDA_BELOW,
    LABELLED,
    MARKS,
    MATERIALS,
    NUMBERED,
    PART,
    heading_in_brackets,
    hour_and_rest,
    kind_of_mark,
    unspread,
    without_mark,
)
from .sheets import Paragraph

_BRACKETS = "【】"
"""The kind of mark of a heading in brackets."""


class Marks:
    """How deep the lines of one paper lie."""

    def __init__(self) -> None:
        self.kinds: tuple[str, ...] = ()
        """The paper's kinds of numbering, as they first come."""
        self.within: list[str] = []
        """The marks of the line at hand and of those over it."""
        self.parts = ""
        """The kind of mark that numbers 日時 and 場所, and so the parts of the paper (a letter's 記)."""
        self._counted: dict[tuple[int, str], int] = {}
        """By depth and kind of mark: the last number."""
        self.headings = False
        """Whether headings in brackets (「【報告事項】」) are the outermost level, because nothing is numbered over them."""
        self.none = False
        """Whether lines without a mark are items, because none has one."""

    def learn(self, paragraphs: Sequence[Paragraph]) -> None:
        """The marks of a paper, before its first line is read."""
        seen: dict[str, None] = {}
        parts = below = ""
        headings: list[str] = []
        for paragraph in paragraphs:
            text = paragraph.text
            if LABELLED.match(without_mark(text)) and (numbering := kind_of_mark(text)) in NUMBERED:
                parts = numbering
            if AGENDA_BELOW.fullmatch(unspread(without_mark(text))) and kind_of_mark(text) == parts:
                below = parts  # 「３　次第」: what is below it is the agenda, unless its like goes on
                continue
            if (
                PART.fullmatch(text)
                or LABELLED.match(without_mark(text))
                or (MATERIALS.fullmatch(text) and "料" in text[:12])
            ):
                continue
            if heading_in_brackets(text):
                if not seen or _BRACKETS in seen:
                    headings.append(text)
                    seen[_BRACKETS] = None
                continue
            if paragraph.level is not None:
                seen[f"自動{paragraph.level}"] = None
                continue
            kind = kind_of_mark(hour_and_rest(text)[1]) or kind_of_mark(text)
            # A year before the first item is no number.
            if kind and not (kind == "1." and not seen and find_days(text)):
                seen[kind] = None
        self.headings = len(headings) > 1
        if not self.headings:
            seen.pop(_BRACKETS, None)
        if below and below in seen:
            seen = {below: None, **seen}
        numbered = [kind for kind in seen if not kind.startswith("・")]
        # Bullets make the outermost level where nothing is numbered, or where several head the numbers.
        bullets = [kind_of_mark(paragraph.text) for paragraph in paragraphs]
        over = bool(seen) and next(iter(seen)).startswith("・") and bullets.count(next(iter(seen))) > 1
        self.kinds = tuple(seen if over else numbered or seen)
        self.within = []
        self._counted = {}
        self.parts = parts
        self.none = not seen

    def before(self, depth: int, kind: str, own: int, *, counts: bool) -> int:
        """The last number of the like where this one does not follow it; 0: it does, or a new count begins.

        Args:
            depth: of the mark.
            kind: of the mark.
            own: its number.
            counts: whether it must follow; the papers of a list may have numbers of their own.
        """
        last = self._counted.get((depth, kind), 0)
        if counts or own == last + 1:
            self._counted[depth, kind] = own
        return 0 if own in (1, last + 1) or not counts else last

    def read(self, paragraph: Paragraph) -> tuple[int | None, int | None, str]:
        """How deep the line's mark lies, its number, and the line without it; None: it has no such mark."""
        text = paragraph.text
        if self.headings and (heading := heading_in_brackets(text)):
            return self._depth(_BRACKETS), None, heading
        if paragraph.level is not None:
            return self._depth(f"自動{paragraph.level}"), None, text.strip()
        hour, rest = hour_and_rest(text)
        # The number behind the hour tells more than the hour (「14:00　１　開会」).
        if hour and (kind_of_mark(rest) in self.kinds):
            text = rest
        kind = kind_of_mark(text)
        match = MARKS["・" if kind.startswith("・") else kind].match(text) if kind else None
        if match is None:
            return None, None, text.strip()
        groups = match.groupdict()
        typed = groups.get("number") or groups.get("first") or ""
        glyph = groups.get("glyph")
        own = int(unicodedata.numeric(glyph)) if glyph else number(typed)
        return self._depth(kind), own, text[match.end() :].strip()

    def _depth(self, kind: str) -> int:
        """How deep a mark lies: as its like above, else one deeper than the last line."""
        if kind == "日程":
            self.within = [kind]
        elif kind in self.within:
            del self.within[self.within.index(kind) + 1 :]
        elif self.kinds and kind == self.kinds[0]:
            self.within = [kind]
        else:
            self.within.append(kind)
        return len(self.within) - 1
