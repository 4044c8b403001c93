"""Case numbers and their texts (案件番号の表記): printed, spoken, typed and mentioned in running speech.

Owns how cases are written in a heading (:func:`heading`) or said aloud (:func:`spoken`), and how both, and
whatever a clerk types for them, are read back (:func:`read`, :func:`parse`, :func:`mentions`). ``kinds`` are
always the kinds of case of the body, in the order in which it names them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from .ids import CaseId
from .text import NUMBER, number

MAX_RANGE = 500
"""Numbers that one range may hold: more is a slip of the finger, not an agenda."""

# ー and the like stand here because that is what an input method gives for the dash key.
_RANGE = r"(?:から|ないし|乃至|[～〜~\-－ー―—–‐‑−])"
_SEPARATOR = r"(?:それから|及び|および|並びに|ならびに|と|[・･、､,，])"
# 号 that belongs to a building, a form or a class of insured people, not to a case.
_NUMBERED = r"号(?![棟室館車線機俸様被])"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


class NotationError(ValueError):
    """A list of cases that cannot be read; the message is one Japanese sentence with the mend."""


class Numerals(StrEnum):
    """Width of the digits in print (数字の表記)."""

    HALF = "半角"
    FULL = "全角"


@dataclass(frozen=True, slots=True)
class Mention:
    """A reference to one case or one range of cases in running text (言及)."""

    start: int
    end: int
    """``text[start:end]`` is the reference, ranges with both ends."""
    cases: tuple[CaseId, ...]


def written(value: int, numerals: Numerals = Numerals.HALF) -> str:
    """A number in digits of that width."""
    return str(value).translate(_FULL_WIDTH) if numerals is Numerals.FULL else str(value)


def label(case: CaseId, numerals: Numerals = Numerals.HALF) -> str:
    """One case: 「諮問第52号」."""
    return f"{case.kind}第{written(case.number, numerals)}号"


def heading(cases: Iterable[CaseId], kinds: Sequence[str], numerals: Numerals = Numerals.HALF) -> str:
    """Cases as a heading prints them (見出し): 「報告第3号・第4号、諮問第11号～第14号・第20号」.

    Kinds come in the given order, unknown ones after them as first seen; numbers ascend. The kind stands
    once, two consecutive numbers are joined by ・, three or more by ～, separate runs by ・, kinds by 、.
    """

    def run(first: int, last: int) -> str:
        start, end = (f"第{written(value, numerals)}号" for value in (first, last))
        return start if first == last else f"{start}{'・' if last - first == 1 else '～'}{end}"

    return "、".join(kind + "・".join(run(*ends) for ends in runs) for kind, runs in _runs(cases, kinds))


def spoken(cases: Iterable[CaseId], kinds: Sequence[str], numerals: Numerals = Numerals.HALF) -> str:
    """Cases as the chair says them (読み上げ): 「諮問第11号から諮問第14号と諮問第20号」.

    The kind is said with every number: two consecutive ones 「A・B」, three or more 「AからB」. Separate runs
    of a kind are joined by 、 and the last by と; kinds by と.
    """

    def run(kind: str, first: int, last: int) -> str:
        start, end = (label(CaseId(kind, value), numerals) for value in (first, last))
        return start if first == last else f"{start}{'・' if last - first == 1 else 'から'}{end}"

    def listed(texts: list[str]) -> str:
        return "と".join(filter(None, ("、".join(texts[:-1]), texts[-1])))

    return "と".join(listed([run(kind, *ends) for ends in runs]) for kind, runs in _runs(cases, kinds))


def read(text: str, agenda: Collection[CaseId], kinds: Sequence[str]) -> tuple[CaseId, ...]:
    """The cases of a typed list (「諮問52-57,79」), in order of appearance, each once.

    A number takes the kind before it; with none before it, the only kind on the agenda that has the number.

    Raises:
        NotationError: the text cannot be read, or names what is not on the agenda.
    """
    known = tuple(dict.fromkeys((*kinds, *(case.kind for case in sorted(agenda)))))
    named = dict.fromkeys(
        CaseId(kind, value)
        for item in _items(text, known)
        for kind in (item.kind or _only_kind(item, agenda, known),)
        for value in item.numbers
    )
    if missing := [case for case in named if case not in agenda]:
        raise NotationError(
            f"{heading(missing, known)}は次第にありません。番号を直すか、先に案件として加えてください。"
        )
    return tuple(named)


def parse(text: str, kinds: Sequence[str]) -> tuple[CaseId, ...]:
    """The cases of a written list where there is no agenda yet; every list begins with a kind.

    Raises:
        NotationError: the text cannot be read, or a number has no kind.
    """
    named: dict[CaseId, None] = {}
    for item in _items(text, tuple(kinds)):
        if not item.kind:
            raise NotationError(f"「{item.text}」の前に種別（{'、'.join(kinds)}）を付けてください。")
        if not item.first:
            raise NotationError(f"「{item.text}」は案件の番号になりません。1以上の番号に直してください。")
        named.update(dict.fromkeys(CaseId(item.kind, value) for value in item.numbers))
    return tuple(named)


def mentions(text: str, kinds: Sequence[str]) -> tuple[Mention, ...]:
    """Every reference to cases in running speech, on the agenda or not, in order.

    A reference is a kind and a number with 号 (「諮問第58号から第60号」); further numbers with 号 belong to
    it only as the next items of the same list (「諮問第62号・第63号」). 条, 項, 回 and a 号 without a kind are
    none.
    """
    grammar = _grammar(tuple(kinds))
    found: list[Mention] = []
    position = 0
    while match := grammar.reference.search(text, position):
        kind = _squeezed(match["kind"])
        while match:
            position = match.end()
            item = _item(match, kind)
            if match["last"] and (
                item is None or item.kind != kind or not 0 <= item.last - item.first < MAX_RANGE
            ):
                # No range after all (「諮問第60号から報告第3号へ戻る」): each end is a reference of its own.
                position = match.end("opening")
                item = _item(match, kind, single=True)
            if item and (match["mark"] or position > match.end("opening")):
                cases = tuple(CaseId(kind, value) for value in item.numbers)
                found.append(Mention(match.start("opening"), position, cases))
            match = grammar.further.match(text, position)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Item:
    """One number (``first == last``) or one range of a list; ``kind`` is empty where none was given yet."""

    kind: str
    first: int
    last: int
    text: str

    @property
    def numbers(self) -> range:
        return range(self.first, self.last + 1)


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The regular expressions that go with a body's kinds of case."""

    item: re.Pattern[str]
    """A number or range as typed: kind, 第 and 号 may be missing."""
    gap: re.Pattern[str]
    """What may stand between two items as typed."""
    reference: re.Pattern[str]
    """A number or range in speech, with its kind."""
    further: re.Pattern[str]
    """The next item of a list in speech, with the separator before it."""


@lru_cache(maxsize=32)
def _grammar(kinds: tuple[str, ...]) -> _Grammar:
    # The longest kind first, so that 諮問意見 is not read as 諮問 with a remainder.
    names = [r"\s*".join(map(re.escape, kind)) for kind in sorted(kinds, key=len, reverse=True) if kind]
    kind = f"(?:{'|'.join(names) or '(?!)'})"
    separators = rf"\s*(?:(?!{kind}){_SEPARATOR}\s*)+"

    def item(before: str, mark: str, mark2: str) -> re.Pattern[str]:
        first = rf"第?\s*(?P<first>{NUMBER})(?:\s*(?P<mark>{mark}))?"
        last = rf"(?:(?P<kind2>{kind})|同)?\s*第?\s*(?P<last>{NUMBER}){mark2}"
        return re.compile(rf"{before}\s*{first})(?:\s*{_RANGE}\s*{last})?")

    return _Grammar(
        item=item(rf"(?P<opening>(?:(?P<kind>{kind})|同)?", "号", r"(?:\s*号)?(?:\s*まで)?"),
        gap=re.compile(rf"{separators}|\s+|(?<=号)|(?<=まで)|(?={kind}|[同第])"),
        reference=item(rf"(?P<opening>(?P<kind>{kind})", _NUMBERED, rf"\s*{_NUMBERED}"),
        # A range word may part two numbers too, where they make no range (「第10号から第8号へ戻る」).
        further=item(
            rf"(?:\s*まで)?(?:{separators}|\s*{_RANGE}\s*)(?P<opening>同?", _NUMBERED, rf"\s*{_NUMBERED}"
        ),
    )


def _items(text: str, kinds: tuple[str, ...]) -> Iterator[_Item]:
    """The items of a typed list.

    Raises:
        NotationError: empty or unreadable text, or a range that is none.
    """
    text = text.strip()
    example = f"「{kinds[0] if kinds else ''}52～57、79」のように"
    if not text:
        raise NotationError(f"案件の番号が入っていません。{example}入れてください。")
    grammar, kind, position = _grammar(kinds), "", 0
    while position < len(text):
        match = grammar.item.match(text, position)
        item = _item(match, kind) if match else None
        gap = grammar.gap.match(text, match.end()) if match else None
        if match is None or item is None:
            raise NotationError(f"「{_shown(text[position:])}」が読み取れません。{example}入れてください。")
        if gap is None and match.end() < len(text):
            raise NotationError(
                f"「{_shown(text[match.end() :])}」が読み取れません。{example}入れてください。"
            )
        if gap and gap.group() and gap.end() == len(text):
            raise NotationError(f"末尾の「{gap.group().strip()}」のあとに番号を入れるか、消してください。")
        _check_range(match, item)
        yield item
        kind = item.kind
        position = gap.end() if gap else len(text)


def _item(match: re.Match[str], inherited: str, *, single: bool = False) -> _Item | None:
    """What a match of the grammar says; ``single`` leaves the end of a range out. None: not a numeral."""
    groups = match.groupdict()
    kind = _squeezed(groups.get("kind")) or inherited
    first = number(match["first"])
    last = first
    if match["last"] and not single:
        kind = (not kind and _squeezed(match["kind2"])) or kind
        last = number(match["last"])
    if first is None or last is None:
        return None
    return _Item(kind, first, last, match["opening"] if single else match.group())


def _check_range(match: re.Match[str], item: _Item) -> None:
    kind2 = _squeezed(match["kind2"])
    if kind2 and kind2 != item.kind:
        raise NotationError(f"「{item.text}」は両端の種別が違います。種別ごとに分けて入れてください。")
    if item.last < item.first:
        raise NotationError(f"「{item.text}」は番号の順が逆です。小さい番号を先に入れてください。")
    if len(item.numbers) > MAX_RANGE:
        raise NotationError(
            f"「{item.text}」は{len(item.numbers)}件になります。一つの範囲は{MAX_RANGE}件までに直してください。"
        )


def _only_kind(item: _Item, agenda: Collection[CaseId], kinds: Sequence[str]) -> str:
    """The kind of an item that was typed without one."""
    found = [
        kind for kind in kinds if CaseId(kind, item.first) in agenda and CaseId(kind, item.last) in agenda
    ]
    match found:
        case [kind]:
            return kind
        case []:
            raise NotationError(
                f"「{item.text}」にあたる案件は次第にありません。番号を直すか、種別を付けてください。"
            )
        case _:
            candidates = "か".join(
                heading((CaseId(kind, value) for value in item.numbers), kinds) for kind in found
            )
            raise NotationError(
                f"「{item.text}」だけでは{candidates}か決まりません。種別を付けて入れてください。"
            )


def _runs(cases: Iterable[CaseId], kinds: Sequence[str]) -> list[tuple[str, list[tuple[int, int]]]]:
    """Kinds in order, each with its runs of consecutive numbers as (first, last)."""
    numbers: dict[str, set[int]] = {}
    for case in cases:
        numbers.setdefault(case.kind, set()).add(case.number)
    found: list[tuple[str, list[tuple[int, int]]]] = []
    for kind in dict.fromkeys((*kinds, *numbers)):
        runs: list[tuple[int, int]] = []
        for value in sorted(numbers.get(kind, ())):
            if runs and value == runs[-1][1] + 1:
                runs[-1] = (runs[-1][0], value)
            else:
                runs.append((value, value))
        if runs:
            found.append((kind, runs))
    return found


def _squeezed(text: str | None) -> str:
    """A kind as matched, without the white space that a conversion may have put in."""
    return "".join((text or "").split())


def _shown(text: str) -> str:
    return text if len(text) <= 20 else f"{text[:20]}…"
