"""Labels that nobody knows beforehand (項目の見分け): a line in the form of the page's own labels is one, by what it tells.

A page that writes 「【日時】」 and 「【場所】」 means a label by 「【委員出席者】」 as well; 「６　会議書記」 follows
「５　説明者」. What such a label stands for is told by the words in it.
"""

from __future__ import annotations

import re
from collections import Counter

from msgspec import Struct, field

from .labels import DOTS, HEAD, IN_BRACKETS, PEOPLE, Item, Labelled
from .lines import number_form
from .people import people_in

_TELLING = {
    Item.ABSENT: "欠席|不参加",
    Item.SECRETARIAT: "事務局|書記|庶務",
    Item.OFFICIALS: "列席|同席|陪席|説明|執行|当局|関係(?:課|者|職員)|職員|行政|理事者",
    Item.OBSERVERS: "傍聴",
    Item.PRESENT: "出席|参加者|委員|構成員",
    Item.MATERIALS: "資料",
    Item.ITEMS: "議題|次第|案件|日程",
    Item.PLACE: "場所|会場",
    Item.MOMENT: "日時|期日|開催日",
}
"""Words by which a label tells what it stands for; the first item of which it has one."""


class LabelForms(Struct):
    """The forms of the labels read so far."""

    seen: Counter[str] = field(default_factory=Counter)
    number: int = 0
    """Of the last numbered label."""

    def learn(self, line: str) -> None:
        """A known label."""
        form, number = _form(line)
        self.seen[form] += 1
        self.number = number or self.number

    def label(self, line: str, now: Item | None) -> Labelled | None:
        """The label that a line of unknown words must be; None: it stands in no such form.

        Args:
            line: a line that begins with no known label.
            now: the item that is open: in a list of people a word without any telling words is a group.
        """
        form, number = _form(line)
        if not form or not self.seen[form] or (form == "number" and number != self.number + 1):
            return None
        found = told_by(line)
        if found is None or (form not in "【〔［[" and self.seen[form] < 2):
            return None
        # 「５．出席した推進委員（２名）　…」 goes on the numbers of the labels: no name of the list above it.
        goes_on = form == "number" and re.search("出席", found.label) is not None
        if now in PEOPLE and not goes_on and (found.item in (Item.OTHER, Item.PRESENT) or people_in(found.label).people):
            return None
        if now is Item.MATERIALS and found.item in (Item.OTHER, Item.MATERIALS):
            return None
        return found


def told_by(line: str) -> Labelled | None:
    """A line in the place of a label, by what its words speak of; OTHER where they speak of nothing known."""
    head = HEAD.match(line)
    assert head is not None  # every part of it may be missing
    rest = line[head.end() :].strip()
    if bracketed := IN_BRACKETS.match(rest):
        word, value = next(part for part in bracketed.groups()[:3] if part is not None), bracketed[4]
    else:
        word, _, value = re.sub(r"[\s　]*[：:][\s　]*|[\s　]{2,}", "\0", rest, count=1).partition("\0")
    word = re.sub(r"[\s　]", "", word)
    if not 2 <= len(word) <= 36 or re.search("[。、]", word):
        return None
    item = next((item for item, words in _TELLING.items() if re.search(words, word)), Item.OTHER)
    return Labelled(item, word, value.strip(), (head["enumerator"] or "").strip())


def _form(line: str) -> tuple[str, int]:
    """How a line begins that may be a label: its bracket, its mark or that it has a number, and the number."""
    plain = line.strip(" 　")
    if IN_BRACKETS.match(plain):
        return plain[0], 0
    head = HEAD.match(line)
    assert head is not None
    if head["enumerator"]:
        return "number", number_form(head["enumerator"])[1]
    return (head["mark"], 0) if head["mark"] and head["mark"] not in DOTS else ("", 0)
