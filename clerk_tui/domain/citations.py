"""Reading case numbers (案件番号の読み取り): the grammar of what clerks type and of what is said in a meeting."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from clerk_tui.errors import ClerkError

from .ids import CaseId
from .text import NUMBER, number
from .value import Value

USUAL = "{kind}第{number}号"
"""The way in which most bodies number their cases."""

MAX_RANGE = 500
"""Numbers that one range may hold: more is a slip of the finger, not an agenda."""

# ー and the like stand here because that is what an input method gives for the dash key.
_RANGE = r"(?:から|ないし|乃至|[～〜~\-－ー―—–‐‑−])"
_SEPARATOR = r"(?:それから|及び|および|並びに|ならびに|と|[・･、､,，])"
# 号 that belongs to a building, a form or a class of insured people, not to a case.
_MARK = r"号(?![棟室館車線機俸様被])"
# 「第5号の2」; where it goes on as a word, something else is counted (「第5号の2点目」).
_BRANCH = r"[1-9１-９][0-9０-９]{0,2}"
_WORD = r"[0-9０-９つ一-龠々ァ-ヺA-Za-zＡ-Ｚａ-ｚ]"
# After a number without 号 these make it a count, a date or a sum (「議題3点」, 「議題1、3人」).
_COUNT = re.compile(
    r"[ヵカか箇ヶケ][所月年国条]|[つ個件点回年月日時分秒番人名項枚頁条円割度台歳種％%]|ページ|[.．][0-9０-９]"
)
_DIGITS = re.compile(r"[0-9０-９]+")


class NotationError(ClerkError, ValueError):
    """A list of cases that cannot be read; the message is one Japanese sentence with the mend."""


_FIELD = re.compile(r"\{number([2-4]?)\}")


class Numbering(Value, frozen=True):
    """How the numbers of one series of cases are written (番号の付け方)."""

    kind: str
    pattern: str = USUAL
    """With ``{number}`` once (``{number2}``: at least two digits) and ``{kind}`` at most once: 「第{number}号{kind}」."""

    @property
    def before(self) -> str:
        """The words that stand before a number of the series, without 第 and brackets."""
        return re.sub(r"[第（(]+$", "", self._split[0])

    @property
    def after(self) -> str:
        """The words that stand after it, without 号 and brackets."""
        return re.sub(r"^[号）)]+", "", self._split[2])

    @property
    def marked(self) -> bool:
        """Whether 号 tells a number of a case from any other."""
        return "号" in self._split[2]

    @property
    def leads(self) -> bool:
        """Whether the series is named before its numbers, so that a list needs it once."""
        return bool(self.before)

    def parts(self, value: str, branch: str) -> tuple[str, str, str]:
        """The written number: the words before it, itself with its branch (empty: none), the words after it."""
        first, width, last = self._split
        value = value.rjust(width, "０" if value[:1] in "０１２３４５６７８９" else "0")
        mark, rest = last[: len(last) - len(self.after)], self.after
        if branch and mark.startswith("号"):
            mark = f"号の{branch}{mark.removeprefix('号')}"
        elif branch:
            value = f"{value}の{branch}"
        return self.before, f"{first[len(self.before) :]}{value}{mark}", rest

    @property
    def _split(self) -> tuple[str, int, str]:
        return _split_pattern(self.kind, self.pattern)


@lru_cache(maxsize=64)
def _split_pattern(kind: str, pattern: str) -> tuple[str, int, str]:
    """What stands before the number, its least digits, what stands after it."""
    first, width, last = _FIELD.split(pattern, maxsplit=1)
    return first.replace("{kind}", kind), int(width or 1), last.replace("{kind}", kind)


def pattern_fault(pattern: str) -> str:
    """What is wrong with the pattern of a numbering, as a Japanese sentence; empty: nothing."""
    rest = _FIELD.sub("", pattern, count=1).replace("{kind}", "", 1)
    if len(_FIELD.findall(pattern)) != 1 or pattern.count("{kind}") > 1 or "{" in rest or "}" in rest:
        return "{number}（番号）を一度入れてください。{kind}（種別）は一度まで使えます。"
    if re.search(r"[0-9０-９]\{number|\{number[2-4]?\}[0-9０-９]", pattern):
        return "{number} のすぐ前と後ろに数字は置けません。"
    if not re.sub(r"[第号（）()\s]", "", re.sub(r"\{number[2-4]?\}", "", pattern)):
        return "番号だけでは見分けられません。{kind} か言葉を添えてください。"
    return ""


# Patterns that a printed number may follow, those that say most about themselves first.
_LABELS = {
    USUAL: r"(?P<kind>{kind})第(?P<number>{number})号(?:の(?P<branch>{branch}))?",
    "第{number}号{kind}": r"第(?P<number>{number})号(?:の(?P<branch>{branch}))?(?P<kind>{kind})",
    "{kind}（{number}）": r"(?P<kind>{kind})[（(](?P<number>{number})(?:の(?P<branch>{branch}))?[）)]",
    "{kind}{number}": r"(?P<kind>{kind})(?P<number>[0-9０-９]{{1,6}})(?:の(?P<branch>{branch}))?",
}


_KIND = r"[^第号0-9０-９（）()]+(?:[（(][^（）()0-9０-９一二三四五六七八九十]{1,8}[）)])?"
"""The name of a kind, perhaps with the series within it (「諮問（情）」)."""


def read_label(text: str) -> tuple[CaseId, str] | None:
    """The case that a text names, whatever its kind, and the pattern of its numbering; None: it is no number."""
    plain = "".join(text.split())
    for pattern, expression in _LABELS.items():
        regex = expression.format(kind=_KIND, number=NUMBER, branch=_BRANCH)
        match = re.fullmatch(regex, plain)
        value = number(match["number"]) if match else None
        if match and value is not None:
            return CaseId(match["kind"], value, int(match["branch"] or 0)), pattern
    return None


class Cited(Value, frozen=True):
    """One number (``first == last``) or one range; ``kind`` is empty where none was given yet."""

    kind: str
    first: int
    last: int
    branch: int
    """枝番 of a single number; 0: none."""
    text: str

    def cases(self, kind: str = "") -> tuple[CaseId, ...]:
        """The cases; ``kind`` stands in where none was given."""
        kind = self.kind or kind
        return tuple(CaseId(kind, value, self.branch) for value in range(self.first, self.last + 1))


class Reference(Value, frozen=True):
    """One number or range in running speech: ``text[start:end]``."""

    start: int
    end: int
    cited: Cited


def typed_list(text: str, numberings: tuple[Numbering, ...]) -> Iterator[Cited]:
    """The items of a typed list, each with the kind that it says or takes over from the one before.

    Raises:
        NotationError: empty or unreadable text, or a range that is none.
    """
    text = text.strip()
    example = f"「{numberings[0].kind if numberings else ''}52～57、79」のように"
    if not text:
        raise NotationError(f"案件の番号が入っていません。{example}入れてください。")
    grammar, kind, position = _grammar(numberings), "", 0
    while position < len(text):
        match = grammar.item.match(text, position)
        item = _cited(grammar, match, kind) if match else None
        gap = grammar.gap.match(text, match.end()) if match else None
        if match is None or item is None:
            raise NotationError(f"「{_shown(text[position:])}」が読み取れません。{example}入れてください。")
        if gap is None and match.end() < len(text):
            raise NotationError(
                f"「{_shown(text[match.end() :])}」が読み取れません。{example}入れてください。"
            )
        if gap and gap.group() and gap.end() == len(text):
            raise NotationError(f"末尾の「{gap.group().strip()}」のあとに番号を入れるか、消してください。")
        _check_range(grammar, match, item)
        yield item
        kind = item.kind
        position = gap.end() if gap else len(text)


def references(text: str, numberings: tuple[Numbering, ...]) -> Iterator[Reference]:
    """Every reference to cases in running speech, in order."""
    grammar = _grammar(numberings)
    position = 0
    while match := grammar.reference.search(text, position):
        kind = _cited_kind(grammar, match)
        if not kind:
            # A number alone, where the kind might have come after it.
            position = match.end("first")
            continue
        numbering = grammar.numberings[kind]
        while match and _named(grammar, match, "after") in ("", kind):
            position = match.end()
            cited = _cited(grammar, match, kind)
            if match["last"] and not (cited and _is_range(grammar, match, cited, numbering)):
                # No range after all (「諮問第60号から報告第3号へ戻る」): each end is a reference of its own.
                position = match.end("opening")
                cited = _cited(grammar, match, kind, single=True)
            if cited and _is_number(match, text, position, numbering):
                yield Reference(match.start("opening"), position, cited)
            match = grammar.further.match(text, position)


class _Grammar(Value, frozen=True):
    """The regular expressions that go with a body's kinds of case."""

    numberings: dict[str, Numbering]
    """By the words that name the series, and by its kind."""
    item: re.Pattern[str]
    """A number or range as typed: kind, 第 and 号 may be missing."""
    gap: re.Pattern[str]
    """What may stand between two items as typed."""
    reference: re.Pattern[str]
    """A number or range in speech, with its kind."""
    further: re.Pattern[str]
    """The next item of a list in speech, with the separator before it."""


@lru_cache(maxsize=32)
def _grammar(numberings: tuple[Numbering, ...]) -> _Grammar:
    words = {"".join(numbering.kind.split()): numbering for numbering in numberings}
    words |= {"".join((each.before or each.after).split()): each for each in numberings}
    kind = _one_of(words)
    trailing = _one_of(numbering.after for numbering in numberings if not numbering.leads)
    # 「甲第2号証」: named on both sides.
    closing = _one_of(numbering.after for numbering in numberings if numbering.leads and numbering.after)
    separators = rf"\s*(?:(?!{kind}){_SEPARATOR}\s*)+"

    def unit(end: str, mark: str) -> str:
        """A number with what may stand around it; ``end`` is 2 for the second one of a range."""
        return (
            rf"(?:第|(?P<open{end}>[（(]))?\s*(?P<{'last' if end else 'first'}>{NUMBER})"
            rf"(?:\s*(?P<mark{end}>{mark}))?"
            rf"(?:\s*の\s*(?P<branch{end}>{_BRANCH})(?=\s*{kind}|(?!{_WORD})))?"
            rf"(?(open{end})\s*[）)])"
        )

    def item(before: str, mark: str, until: str = "") -> re.Pattern[str]:
        """A number with its kind before or after it, perhaps with the end of a range."""
        first = rf"{unit('', mark)}(?:\s*{closing})?(?(kind)|(?:\s*(?P<after>{trailing}))?)"
        last = rf"(?:(?P<kind2>{kind})|同)?\s*{unit('2', mark)}(?:\s*(?P<after2>{trailing}))?{until}"
        return re.compile(rf"{before}{first})(?:\s*{_RANGE}\s*{last})?")

    # Only where kinds come after their numbers need every number be looked at.
    needed = "?" if any(not numbering.leads for numbering in numberings) else ""
    return _Grammar(
        numberings=words,
        item=item(rf"(?P<opening>(?:(?:(?P<kind>{kind})|同)\s*)?", "号", r"(?:\s*まで)?"),
        gap=re.compile(rf"{separators}|\s+|(?<=号)|(?<=まで)|(?={kind}|[同第（(])"),
        reference=item(rf"(?P<opening>(?:(?P<kind>{kind})\s*){needed}", _MARK),
        # A range word may part two numbers too, where they make no range (「第10号から第8号へ戻る」).
        further=item(
            rf"(?:\s*まで)?(?:{separators}|\s*{_RANGE}\s*)(?P<opening>(?P<kind>(?!))?(?:同\s*)?", _MARK
        ),
    )


def _one_of(kinds: Iterable[str]) -> str:
    """What matches any of the kinds, 諮問意見 before 諮問, lest it be read as that with a remainder."""
    names = [r"\s*".join(map(re.escape, kind)) for kind in sorted(kinds, reverse=True) if kind]
    return f"(?:{'|'.join(names) or '(?!)'})"


def _named(grammar: _Grammar, match: re.Match[str], *groups: str) -> str:
    """The first kind that is named in one of the groups, in whatever words its numbers are written."""
    # White space may have been put in by a conversion.
    word = next(("".join(match[group].split()) for group in groups if match[group]), "")
    return grammar.numberings[word].kind if word else ""


def _cited_kind(grammar: _Grammar, match: re.Match[str]) -> str:
    """The kind that an item says: before its number, else after it, else after the end of its range."""
    return _named(grammar, match, "kind", "after", "after2")


def _cited(grammar: _Grammar, match: re.Match[str], inherited: str, *, single: bool = False) -> Cited | None:
    """What a match of the grammar says; ``single`` leaves the end of a range out. None: not a numeral."""
    first = number(match["first"])
    last = number(match["last"]) if match["last"] and not single else first
    if first is None or last is None:
        return None
    kind = _cited_kind(grammar, match) or inherited or _named(grammar, match, "kind2")
    return Cited(kind, first, last, int(match["branch"] or 0), match.group())


def _check_range(grammar: _Grammar, match: re.Match[str], item: Cited) -> None:
    if _named(grammar, match, "kind2", "after2") not in ("", item.kind):
        raise NotationError(f"「{item.text}」は両端の種別が違います。種別ごとに分けて入れてください。")
    if match["last"] and (match["branch"] or match["branch2"]):
        raise NotationError(f"「{item.text}」は枝番を範囲にしています。枝番は一つずつ入れてください。")
    if item.last < item.first:
        raise NotationError(f"「{item.text}」は番号の順が逆です。小さい番号を先に入れてください。")
    if item.last - item.first >= MAX_RANGE:
        raise NotationError(
            f"「{item.text}」は{item.last - item.first + 1}件になります。"
            f"一つの範囲は{MAX_RANGE}件までに直してください。"
        )


def _is_range(grammar: _Grammar, match: re.Match[str], cited: Cited, numbering: Numbering) -> bool:
    """Whether what looks like a range in speech is one of this kind of case."""
    return bool(
        (match["mark2"] or not numbering.marked)
        and not (match["branch"] or match["branch2"])
        and _named(grammar, match, "kind2", "after2") in ("", cited.kind)
        and 0 <= cited.last - cited.first < MAX_RANGE
    )


def _is_number(match: re.Match[str], text: str, end: int, numbering: Numbering) -> bool:
    """Whether a number or range in speech, which ends at ``end``, is written as those of its kind are."""
    ranged = end > match.end("opening")
    if numbering.marked:
        return bool(match["mark"] or ranged)
    if match["mark"] or match["open"] or match["after"]:
        return True
    digits = (match["first"], match["last"]) if ranged else (match["first"],)
    return all(map(_DIGITS.fullmatch, digits)) and not _COUNT.match(text, end)


def _shown(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
