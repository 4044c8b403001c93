"""Where the page is cut (切り分け): the top, the proceedings, the signatures; and what stands on every page."""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct

from .labels import MARKS, PEOPLE, Item, labelled
from .lines import number_form, number_of
from .page import Page, TableBlock, TextLine
from .people import people_in
from .phrases import TOPIC_WORDS
from .posts import squeezed
from .speech import Speech, speaks

_PAGE = re.compile(r"[-－―–—‐\s　]*[0-9０-９]{1,4}(?:[\s　]*[/／][\s　]*[0-9０-９]{1,4})?[-－―–—‐\s　]*")
_ATTESTED = re.compile(
    r"^[\s　]*(?:以上|上記|右|この(?:会議録|議事録)|ここに|本(?:会議録|議事録)|前記)[^。]{0,60}"
    r"(?:署名|顛末|相違|証する|記名)|"
    r"^[^。]{4,60}(?:ここに署名する|により[、，]?署名する|証するため[^。]{0,12}(?:署名|記名)(?:押印)?する)。?$|"
    r"^[\s　]*(?:会議録|議事録)?署名(?:委員|議員|人|者)(?:[\s　：:]|$)"
)
_COUNTED_HEAD = re.compile(
    r"(?:次第|議題|議事|案件|協議|報告)[\s　]?(?:[0-9０-９一二三四五六七八九]{1,2}[\s　：:「]|"
    r"[（(][0-9０-９一二三四五六七八九]{1,2}[）)].)"
)
_TOLD_END = re.compile("。$|(?:報告|確認|宣言|説明|紹介|挨拶|あいさつ|朗読|指名)$")
_TOP = (*PEOPLE, Item.TITLE, Item.MOMENT, Item.PLACE, Item.OBSERVERS, Item.MATERIALS, Item.SIGNERS)
"""Items with which the proceedings cannot begin."""
_SAID = ("発言", "発言（字下げ済み）", "発言者", "動作", "ト書き", "heading 2")


def is_page_number(text: str) -> bool:
    """Whether a line is the number of a page (「-1-」, 「－ 1／8 －」)."""
    return bool(_PAGE.fullmatch(text)) and bool(re.search(r"[-－―–—‐]", text))


class Cut(Struct, frozen=True):
    """A page, with how its speakers are announced."""

    page: Page
    speech: Speech
    own: bool
    """Whether it is a draft of ours, whose styles say what its paragraphs are."""

    def start(self) -> int:
        """Index of the block with which the proceedings begin."""
        blocks = self.page.blocks
        first = next((n for n in range(len(blocks)) if self._says(n)), len(blocks))
        for index in range(first):
            block = blocks[index]
            found = labelled(block.text) if isinstance(block, TextLine) and not self.own else None
            if (
                found
                and found.item is Item.BODY
                and re.fullmatch(r"(?:[（(].*[）)])?", found.value)
                and self._opens(index)
            ):
                return self._same_list(index)
        return self._first_heading(first) if first < len(blocks) else first

    def _same_list(self, index: int) -> int:
        """The first of the numbered headings that end in 「３ 議事」; the line below it where it is none of a list."""
        first = index
        while first > 0:
            here, above = self.page.blocks[first], self.page.blocks[first - 1]
            number = number_of(here.text) if isinstance(here, TextLine) else None
            before = number_of(above.text) if isinstance(above, TextLine) else None
            known = labelled(above.text) if isinstance(above, TextLine) else None
            if (
                not number
                or before != (number[0], number[1] - 1)
                or (known and known.item is not Item.OPENED)
            ):
                break
            first -= 1
        return first if first < index else index + 1

    def _says(self, index: int) -> bool:
        """Whether somebody begins to speak in a block."""
        block = self.page.blocks[index]
        if not isinstance(block, TextLine):
            return not self.own and self._talks(block)
        if self.own:
            return block.style in _SAID
        speaker = self.speech.begun(block.text)
        return speaker is not None and not self._is_list(block.text, speaker.text, index)

    def _talks(self, table: TableBlock) -> bool:
        """Whether the rows of a table are somebody and what they say: 「会長｜事務局から説明をお願いします。」."""
        pairs = [row.texts for row in table.rows if len(row.cells) == 2 and row.texts[0]]
        told = [
            who
            for who, words in pairs
            if speaks(squeezed(who)) and labelled(who) is None and words.endswith(("。", "？", "?", "」"))
        ]
        return len(told) > 1 and len(told) * 2 > len(table.rows)

    def _opens(self, index: int) -> bool:
        """Whether what stands below a heading is the proceedings: no item of the top comes before somebody speaks.

        「７．議事」 with its topics, 「８．発言要旨」 below it: the first is the agenda.
        """
        here = self.page.blocks[index]
        heading = labelled(here.text) if isinstance(here, TextLine) else None
        own = heading.label if heading else ""
        for block in self.page.blocks[index + 1 :]:
            if not isinstance(block, TextLine):
                return not self.speech.forms
            if self.speech.begun(block.text):
                return True
            found = labelled(block.text)
            if (
                found
                and found.item is Item.BODY
                and not found.value
                and (
                    found.label == own or (found.enumerator and self._numbered_alike(index, found.enumerator))
                )
            ):
                return False
            if found and found.item in (Item.MOMENT, Item.PLACE, Item.PRESENT, Item.ABSENT):
                return False
            if found and found.item is Item.MATERIALS and not found.value:
                return False
        return True

    def _numbered_alike(self, index: int, enumerator: str) -> bool:
        """Whether the heading bears the number before ``enumerator`` in the same list."""
        block = self.page.blocks[index]
        here, there = number_of(block.text) if isinstance(block, TextLine) else None, number_form(enumerator)
        return here == (there[0], there[1] - 1)

    def _first_heading(self, index: int) -> int:
        """The heading above the first speech, where there is one: its number goes on among the speeches."""
        first = index
        texts = [block.text.strip(" 　") if isinstance(block, TextLine) else "" for block in self.page.blocks]
        numbers = {number_of(text) for text in texts[index:]}
        chain: dict[str, int] = {}
        while first > 0:
            text = texts[first - 1]
            number = number_of(text)
            goes_on = number is not None and (number[0], number[1] + 1) in numbers
            aside = (
                bool(re.fullmatch(r"[（(〔［\[].*[）)〕］\]]|※.*|[△▽].*|[―－—─].+[―－—─]", text)) and labelled(text) is None
            )
            counted = bool(_COUNTED_HEAD.match(text)) and not text.endswith("。")
            told = first > 1 and bool(_TOLD_END.search(texts[first - 2]))
            chained = number is None or number[0] not in chain or chain[number[0]] == number[1] + 1
            taken_up = (first < index and chained) or (told and bool(TOPIC_WORDS.search(text)))
            above = number is not None and taken_up and not text.endswith("。")
            marked = text[:1] in MARKS and f"mark{text[:1]}" in self.speech.marks and labelled(text) is None
            known = labelled(text)
            if known and (known.item in _TOP or (known.item is Item.ITEMS and known.value)):
                break
            marked = marked or counted
            if not (goes_on or aside or above or marked) and self._told_below_heading(first - 1, numbers):
                first -= 1
                continue
            if self.own or not (goes_on or aside or above or marked):
                break
            first -= 1
            if number:
                numbers.add(number)
                chain[number[0]] = number[1]
        return first

    def _told_below_heading(self, index: int, numbers: set[tuple[str, int] | None]) -> bool:
        """Whether a sentence stands below a heading whose number goes on among the speeches."""
        block, above = self.page.blocks[index], self.page.blocks[index - 1] if index else None
        if self.own or not isinstance(block, TextLine) or not isinstance(above, TextLine):
            return False
        number = number_of(above.text)
        return (
            bool(_TOLD_END.search(block.text.rstrip(" 　")))
            and labelled(block.text) is None
            and number is not None
            and (number[0], number[1] + 1) in numbers
        )

    def _is_list(self, line: str, text: str, index: int) -> bool:
        """Whether a line under a list of people only looks like a speech: its words are names."""
        known = labelled(line)
        if known and known.item not in (Item.SECRETARIAT, Item.OFFICIALS, Item.BODY):
            return True
        if text:
            names = people_in(text)
            if names.people and not names.rest and "。" not in text:
                return True
            told = re.search("挨拶|説明|開会|開議|進行|報告", squeezed(text))
            return len(re.findall("[ぁ-ん]", text)) < 2 and "。" not in text and told is None
        # A speaker alone on the line: what follows is a speech, not a name.
        rest = [
            block.text for block in self.page.blocks[index + 1 : index + 3] if isinstance(block, TextLine)
        ]
        if known and rest and (names := people_in(rest[0])).people and not names.rest and "。" not in rest[0]:
            return True  # 「○委員外議員」 over 「議長　久慈　昭　君」
        return bool(rest) and not any(
            "。" in text or len(re.findall("[ぁ-ん]", text)) >= 3 or re.match(r"[\s　]*《", text)
            for text in rest
        )

    def heads(self) -> frozenset[str]:
        """Lines that a page number stands beside and that come again."""
        lines = [block.text.strip(" 　") for block in self.page.blocks if isinstance(block, TextLine)]
        again = Counter(lines)
        numbers = {at for at, line in enumerate(lines) if is_page_number(line)}
        beside = {lines[at + 1] for at in numbers if at + 1 < len(lines)} | {
            lines[at - 1] for at in numbers if at
        }
        return frozenset(
            line
            for line in beside
            if again[line] > 1 and not self.speech.begun(line) and not line.endswith("。")
        )

    def last_said(self) -> int:
        """Index of the last block in which somebody begins to speak."""
        return max((n for n in range(len(self.page.blocks)) if self._says(n)), default=len(self.page.blocks))

    def tail(self) -> int:
        """Index from which everything is signatures: what stands behind the formula, when nobody speaks after it."""
        blocks = self.page.blocks
        said = [
            index
            for index, block in enumerate(blocks)
            if isinstance(block, TextLine) and self.speech.begun(block.text)
        ]
        for index in range(said[-1] + 1 if said else len(blocks), len(blocks)):
            block = blocks[index]
            if isinstance(block, TextLine) and _ATTESTED.match(block.text):
                return index
        return len(blocks) + 1
