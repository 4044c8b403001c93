"""Where one list of people ends and the next begins on a line (区分): 「（委員）…」, 「委員：… 事務局：…」."""

from __future__ import annotations

import re

from .people import people_in
from .posts import SITS_FOR

_SECTION = re.compile(
    r"(?:^|(?<=[\s　、，。]))[（(【\[]?(?P<word>委員|事務局|説明員|説明者|実施機関|担当課|"
    r"関係課|所管課|オブザーバー|参考人|市側|町側|村側|県側|執行部|特別委員|専門委員|"
    r"臨時委員|出席委員|欠席委員|出席|欠席)[）)】\]]?[\s　]*[：:][\s　]*"
)
_POST_IN_BRACKETS = re.compile(
    r"[【＜<〔](?P<word>[^【】＜＞<>〔〕0-9０-９]{2,12})[】＞>〕][\s　]*(?=[^\s　])"
)
"""「【会長】長浜　【副会長】丹野　【委員】…」."""
_OFFICE_BETWEEN = re.compile(r"(?<=[^\s　])[\s　]+(?P<word>事務局)[\s　]+(?=[^\s　、])")
"""「委員　…、伊東栄司　事務局　細田館長」 in one cell: no colon behind the word."""
_BRACKETED = re.compile(
    r"^[（(【\[＜<〔](?P<word>[^（）()【】\[\]＜＞<>〔〕]{1,16})[）)】\]＞>〕][\s　]*(?P<rest>.*)$"
)
_ASIDE = re.compile(r"[（(](?:敬称略|順不同|[^（）()]*順)[）)]")
_NUMBERED = re.compile(r"^[\s　]*(?:[（(][0-9０-９]{1,2}[)）]|[①-⑳]|[ア-オ])[\s　]*(?=\S)")
_NONE = re.compile("(?:特に)?(?:なし|無し|無)")


def sections(text: str) -> list[tuple[str, str]]:
    """A line cut where another list begins: (word, the people of it); the first word may be empty."""
    text = _NUMBERED.sub("", _ASIDE.sub("", text))
    text = _OFFICE_BETWEEN.sub("　事務局：", text)
    bracketed = _BRACKETED.match(text.strip(" 　")) if len(_POST_IN_BRACKETS.findall(text)) < 2 else None
    counted = bracketed and people_in(bracketed["word"]).counts
    if (
        bracketed
        and not counted
        and not _NONE.fullmatch(bracketed["word"])
        and (SITS_FOR.search(bracketed["word"]) or not re.search("[・、，]", bracketed["word"]))
        and (bracketed["rest"] or not people_in(bracketed["word"]).people)
    ):
        return [(bracketed["word"], bracketed["rest"])]
    if len(marks := [*_POST_IN_BRACKETS.finditer(text)]) > 1 or (
        marks and text[: marks[0].start()].strip(" 　、")
    ):
        edges = [*(mark.start() for mark in marks), len(text)]
        before = text[: marks[0].start()]
        return [
            *([("", before)] if before.strip(" 　、") else []),
            *((mark["word"], text[mark.end() : end]) for mark, end in zip(marks, edges[1:], strict=True)),
        ]
    found: list[tuple[str, str]] = []
    at, word = 0, ""
    for match in _SECTION.finditer(text):
        if text[at : match.start()].strip(" 　、"):
            found.append((word, text[at : match.start()]))
        word, at = match["word"], match.end()
    found.append((word, text[at:]))
    grouped = [
        re.match(r"^[\s　]*(事務局|説明員|説明者|実施機関)[\s　]*(?=[（(].*[・、].*[）)])", rest)
        for _, rest in found
    ]
    return [
        (match[1], rest[match.end() :]) if match else (word, rest)
        for match, (word, rest) in zip(grouped, found, strict=True)
    ]
