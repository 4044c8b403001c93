"""Case numbers and their texts (案件番号の表記): printed, spoken, typed and mentioned in running speech.

A body's :class:`Notation` owns how its cases are written in a heading or said aloud, and how both, and whatever
a clerk types for them, are read back.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from enum import StrEnum

from .citations import Cited, NotationError, Numbering, references, typed_list
from .ids import CaseId
from .text import kanji
from .value import Value

_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


class Numerals(StrEnum):
    """How numbers are written in print (数字の表記)."""

    HALF = "半角"
    FULL = "全角"
    KANJI = "漢数字"


class Mention(Value, frozen=True):
    """A reference to one case or one range of cases in running text (言及)."""

    start: int
    end: int
    """``text[start:end]`` is the reference, ranges with both ends."""
    cases: tuple[CaseId, ...]


def written(value: int, numerals: Numerals = Numerals.HALF) -> str:
    """A number as the body writes it: 12, １２, 十二."""
    match numerals:
        case Numerals.FULL:
            return str(value).translate(_FULL_WIDTH)
        case Numerals.KANJI:
            return kanji(value)
        case _:
            return str(value)


class Notation(Value, frozen=True):
    """How a body writes its cases (表記)."""

    numberings: tuple[Numbering, ...]
    """One for each kind of case, in the order in which headings name them."""
    numerals: Numerals = Numerals.HALF

    @classmethod
    def usual(cls, *kinds: str, numerals: Numerals = Numerals.HALF) -> Notation:
        """The notation of a body that numbers all its cases 「諮問第52号」."""
        return cls(tuple(Numbering(kind) for kind in kinds), numerals)

    @property
    def kinds(self) -> tuple[str, ...]:
        """Names of the kinds, in their order."""
        return tuple(numbering.kind for numbering in self.numberings)

    def label(self, case: CaseId) -> str:
        """One case: 「諮問第52号」, 「第5号の2議案」, 「議題（1）」."""
        before, number, after = self._parts(case)
        return f"{before}{number}{after}"

    def heading(self, cases: Iterable[CaseId]) -> str:
        """Cases as a heading prints them (見出し): 「報告第3号・第4号、諮問第11号～第14号・第20号」.

        Kinds come in their order, unknown ones after them as first seen; numbers ascend. A kind that stands
        before its numbers stands once, two consecutive numbers are joined by ・, three or more by ～, separate
        runs by ・, kinds by 、.
        """

        def run(run: Sequence[CaseId]) -> str:
            ends = [f"{number}{after}" for _, number, after in map(self._parts, run)]
            return "・".join(ends) if len(ends) < 3 else f"{ends[0]}～{ends[-1]}"

        return "、".join(
            self._parts(runs[0][0])[0] + "・".join(run(cases) for cases in runs) for runs in self._runs(cases)
        )

    def spoken(self, cases: Iterable[CaseId]) -> str:
        """Cases as the chair says them (読み上げ): 「諮問第11号から諮問第14号と諮問第20号」.

        The kind is said with every number: two consecutive ones 「A・B」, three or more 「AからB」. Separate runs
        of a kind are joined by 、 and the last by と; kinds by と.
        """

        def run(run: Sequence[CaseId]) -> str:
            ends = [self.label(case) for case in run]
            return "・".join(ends) if len(ends) < 3 else f"{ends[0]}から{ends[-1]}"

        def listed(texts: list[str]) -> str:
            return "と".join(filter(None, ("、".join(texts[:-1]), texts[-1])))

        return "と".join(listed([run(cases) for cases in runs]) for runs in self._runs(cases))

    def read(self, text: str, agenda: Collection[CaseId]) -> tuple[CaseId, ...]:
        """The cases of a typed list (「諮問52-57,79」), in order of appearance, each once.

        A number takes the kind before it; with none before it, the only kind on the agenda that has the number.

        Raises:
            NotationError: the text cannot be read, or names what is not on the agenda.
        """
        # What came onto the agenda under another roof keeps its kind.
        foreign = dict.fromkeys(case.kind for case in sorted(agenda) if case.kind not in self.kinds)
        known = Notation((*self.numberings, *map(Numbering, foreign)), self.numerals)
        named = dict.fromkeys(
            case
            for item in typed_list(text, known.numberings)
            for case in item.cases(item.kind or known._only_kind(item, agenda))
        )
        if missing := [case for case in named if case not in agenda]:
            raise NotationError(
                f"{known.heading(missing)}は次第にありません。番号を直すか、先に案件として加えてください。"
            )
        return tuple(named)

    def parse(self, text: str, kind: str = "") -> tuple[CaseId, ...]:
        """The cases of a written list where there is no agenda yet.

        Args:
            text: the list.
            kind: what the numbers are that the list begins with, where they do not say it; empty: they must.

        Raises:
            NotationError: the text cannot be read, or a number has no kind.
        """
        named: dict[CaseId, None] = {}
        for item in typed_list(text, self.numberings):
            if not (item.kind or kind):
                raise NotationError(f"「{item.text}」の前に種別（{'、'.join(self.kinds)}）を付けてください。")
            if not item.first:
                raise NotationError(f"「{item.text}」は案件の番号になりません。1以上の番号に直してください。")
            named.update(dict.fromkeys(item.cases(kind)))
        return tuple(named)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Every reference to cases in running speech, on the agenda or not, in order.

        A reference is a number as the body writes it, with its kind (「諮問第58号から第60号」); further numbers
        belong to it only as the next items of the same list (「諮問第62号・第63号」). 条, 項, 回 and a 号 without
        a kind are none.
        """
        return tuple(
            Mention(found.start, found.end, found.cited.cases())
            for found in references(text, self.numberings)
        )

    def _parts(self, case: CaseId) -> tuple[str, str, str]:
        """What stands before the number, the number with what belongs to it, and what stands after it."""
        numbering = next((known for known in self.numberings if known.kind == case.kind), None)
        return (numbering or Numbering(case.kind)).parts(
            written(case.number, self.numerals), written(case.branch, self.numerals) if case.branch else ""
        )

    def _only_kind(self, item: Cited, agenda: Collection[CaseId]) -> str:
        """The kind of an item that was typed without one."""
        ends = {kind: (item.cases(kind)[0], item.cases(kind)[-1]) for kind in self.kinds}
        found = [kind for kind, (first, last) in ends.items() if first in agenda and last in agenda]
        match found:
            case [kind]:
                return kind
            case []:
                raise NotationError(
                    f"「{item.text}」にあたる案件は次第にありません。番号を直すか、種別を付けてください。"
                )
            case _:
                candidates = "か".join(self.heading(item.cases(kind)) for kind in found)
                raise NotationError(
                    f"「{item.text}」だけでは{candidates}か決まりません。種別を付けて入れてください。"
                )

    def _runs(self, cases: Iterable[CaseId]) -> list[list[list[CaseId]]]:
        """For each kind in order, its runs of consecutive cases; one with a branch number is a run of its own."""
        by_kind: dict[str, set[CaseId]] = {}
        for case in cases:
            by_kind.setdefault(case.kind, set()).add(case)
        found: list[list[list[CaseId]]] = []
        for kind in dict.fromkeys((*self.kinds, *by_kind)):
            runs: list[list[CaseId]] = []
            for case in sorted(by_kind.get(kind, ())):
                if runs and CaseId(kind, case.number - 1) == runs[-1][-1] and not case.branch:
                    runs[-1].append(case)
                else:
                    runs.append([case])
            if runs:
                found.append(runs)
        return found
