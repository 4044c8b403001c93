"""The rules (整文の規則): where a text has something that minutes do not print.

Words are told from parts of words by morphological analysis: その in その資料 is no filler, 出来 in 出来高 is no
verb. The only module that knows janome.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from itertools import accumulate

from janome.tokenizer import Token, Tokenizer
from msgspec import Struct

# At the head of a clause and followed by a comma, these mean nothing; elsewhere they are words.
_HESITANT = frozenset(("その", "あの", "まあ", "こう", "まぁ", "ま", "え", "あ", "えっと", "ええと"))
_DRAWN = re.compile(r"(?:え|あ|う|お|ん)[ーぇぁー]+|え[ーっ]*と[ーぉ]*|あの[ーぉ]+|その[ーぉ]+|まあ?ー+")
_CLAUSE = "、。！？「（"
_STOPS = "。！？"
_WORD = re.compile(r"\w")
_STUTTER = re.compile(r"([一-龥ぁ-んァ-ヶ]{1,3})、(?=\1)")
_WIDE = re.compile(r"[０-９]+")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


class Rule(StrEnum):
    """Why an edit is proposed."""

    FILLER = "言いよどみ"
    STUTTER = "言い直し"
    WORD = "用字用語"
    WIDTH = "数字の幅"
    NOTATION = "番号の書き方"


class Edit(Struct, frozen=True):
    """One difference within a text."""

    start: int
    end: int
    before: str
    after: str
    rule: Rule


class Rules(Struct, frozen=True):
    """What a body has put right."""

    words: Mapping[str, str]
    kinds: Sequence[str] = ()
    """Kinds of cases, whose numbers are written 第N号."""

    def edits(self, text: str) -> tuple[Edit, ...]:
        """The edits in order; none overlaps another."""
        found: list[Edit] = []
        free = 0
        for edit in sorted(self._all(text), key=lambda each: (each.start, -each.end)):
            if edit.start >= free:
                found.append(edit)
                free = edit.end
        return tuple(found)

    def _all(self, text: str) -> Iterator[Edit]:
        tokens = _tokens(text)
        yield from _fillers(text, tokens)
        for match in _STUTTER.finditer(text):
            yield Edit(match.start(), match.end(), match[0], "", Rule.STUTTER)
        yield from self._spellings(text, tokens)
        for match in _WIDE.finditer(text):
            yield Edit(match.start(), match.end(), match[0], match[0].translate(_NARROW), Rule.WIDTH)
        if self.kinds:
            kinds = "|".join(map(re.escape, self.kinds))
            for match in re.finditer(rf"({kinds})([0-9０-９]+)号", text):
                after = f"{match[1]}第{match[2].translate(_NARROW)}号"
                yield Edit(match.start(), match.end(), match[0], after, Rule.NOTATION)

    def _spellings(self, text: str, tokens: Sequence[_Token]) -> Iterator[Edit]:
        begins = {token.start for token in tokens}
        ends = {token.end for token in tokens}
        for written, spelled in self.words.items():
            for match in re.finditer(re.escape(written), text):
                if match.start() in begins and (match.end() in ends or _inflects(text, match.end())):
                    yield Edit(match.start(), match.end(), written, spelled, Rule.WORD)


def says_something(text: str) -> bool:
    """Whether there is a word in it, and not stops alone."""
    return _WORD.search(text) is not None


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.after + text[edit.end :]
    return text


class _Token(Struct, frozen=True):
    surface: str
    part: str
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.surface)


@cache
def _tokenizer() -> Tokenizer:
    # Its dictionary takes a moment to open.
    return Tokenizer()


def _tokens(text: str) -> list[_Token]:
    found = [token for token in _tokenizer().tokenize(text) if isinstance(token, Token)]
    starts = accumulate((len(token.surface) for token in found), initial=0)
    return [
        _Token(token.surface, token.part_of_speech.split(",")[0], start)
        for token, start in zip(found, starts, strict=False)
    ]


def _fillers(text: str, tokens: Sequence[_Token]) -> Iterator[Edit]:
    for chain in _chains(text, tokens):
        start, end = chain[0][0], chain[-1][1]
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if after and after not in _STOPS:
            places = chain
        elif before == "、":
            # The clause before it ends the sentence now.
            places = [(start - 1, end)]
        elif before in ("", *_STOPS) and after in ("", "。"):
            # Nothing else was said between two stops: 「。。」 is no sentence.
            places = [(start, end + len(after))]
        elif before not in _CLAUSE:
            places = [(start, end)]
        else:
            # All that a pair of brackets holds, or a cry (えー！): that was said.
            continue
        yield from (Edit(first, last, text[first:last], "", Rule.FILLER) for first, last in places)


def _chains(text: str, tokens: Sequence[_Token]) -> Iterator[list[tuple[int, int]]]:
    """Where fillers stand, each with its comma; those that follow one another together."""
    chain: list[tuple[int, int]] = []
    for token in tokens:
        before = text[token.start - 1] if token.start else "。"
        comma = text[token.end : token.end + 1] == "、"
        drawn = _DRAWN.fullmatch(token.surface) is not None
        hesitant = token.surface in _HESITANT and comma and before in _CLAUSE
        analysed = token.part == "フィラー" and (comma or len(token.surface) > 1)
        if drawn or hesitant or analysed:
            if chain and chain[-1][1] != token.start:
                yield chain
                chain = []
            chain.append((token.start, token.end + comma))
    if chain:
        yield chain


def _inflects(text: str, place: int) -> bool:
    """Whether a verb goes on here (出来-る, 頂-き): the analysis cuts after its ending."""
    return place < len(text) and "ぁ" <= text[place] <= "ん"
