"""The numbers of a paper's cases (案件番号): read in the body's own series; a series that it lacks is added and told.

A number is what the office writes: 「第1号議案」, 「甲第3号議案」, 「諮問（情）第12号」, 「5みど総第12号」, 「R5-02」.
"""

from __future__ import annotations

import re
import unicodedata

from msgspec.structs import replace

from clerk_tui.domain.citations import USUAL, NotationError, Numbering, pattern_fault
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.profile import CaseKind, Outcome, Profile
from clerk_tui.domain.text import NUMBER, normalize

_BETWEEN = " 　:：\n-－"
"""What may stand between a number and its title."""

_ABOUT = re.compile("[のにをはへ]|から|及び|並びに|と(?=[^\\s　]*の)|関連|関係")
"""What goes on with a number without a gap: the title is about that case (「議案第11号の取下げについて」)."""

# 「議第1号」, 「第1号議案」, 「甲第1号議案」, 「諮問（情）第12号」, 「5みど総第12号」.
_SERIES = re.compile(
    rf"(?P<before>[^\s　第号「」、。]{{0,16}})第\s*(?P<number>{NUMBER})\s*号(?:の[1-9１-９][0-9０-９]?)?"
    r"(?P<after>(?!関連|関係)[^\s　0-9０-９、。「」（(～〜・の及]{0,6})(?=[\s　:：「（(～〜・、]|$)"
)
# 「R5-02」, 「議案第R5-02号」.
_CODED = re.compile(
    r"(?P<before>[^\s　号]*?第)?(?P<code>[A-Za-zＡ-Ｚａ-ｚ]{0,3}[0-9０-９]{1,4}[-－‐―ー])"
    r"(?P<number>[0-9０-９]{1,4})(?P<after>号?)"
    r"(?=[\s　:：「（(]|$)"
)
# 「協議事項1」, where a column of numbers says that it is one.
_PLAIN = re.compile(
    rf"(?P<before>[^\s　第号0-9０-９（）()]{{2,10}})\s*(?P<number>{NUMBER})(?=[\s　～〜・、]|$)"
)
_BEHIND = re.compile(r"(?P<title>.*\S)[\s　]*[（(【〔\[［][\s　]*(?P<numbers>[^（()）【】〔〕\[\]［］]+?)[\s　]*[)）】〕\]］]")
_KIND_OF_HEADING = re.compile(r"(?P<kind>諮問|議案|報告|協議|請願|陳情|承認|同意|認定)(?:案件)?(?:番号)?")
_USUAL_KIND = re.compile(
    r"(?P<kind>諮問|議案|報告|協議|請願|陳情|承認|同意|認定|発議|意見書案|議会案|審議|議|認可|許可|届出|答申)(?:案件|事項)?"
)
_OF_CASE = re.compile(
    rf"{_USUAL_KIND.pattern}第[\s　]*{NUMBER}[\s　]*号"
    rf"|第[\s　]*{NUMBER}[\s　]*号{_USUAL_KIND.pattern.replace('?P<kind>', '')}"
)
"""A number that is one of a case in any office (「諮問第3号」, 「第12号議案」), whatever the body's kinds are."""
_SERIES_NAME = re.compile(r"(?:[\w・ー－-]|[（(][\w・ー]+[)）])+")
_NO_SERIES = re.compile("資料|別紙|様式|日程|附属|付属|^第|[年月日回条図頁]$")
_RULED = (Outcome("承認", "承認", "承認"), Outcome("継続審議", "継続審議", "継続審議", settled=False))


class CaseNumbers:
    """Reads numbers; knows the kinds of the profile and those that it has met."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.doubts: list[str] = []
        self.notation: Notation = profile.notation

    def leading(self, text: str) -> tuple[tuple[CaseId, ...], str]:
        """The cases whose numbers a text begins with, and the rest; none and the whole text where it does not.

        A case that the title mentions later on (「議案第54号　議案第40号の一部訂正について」) is not among them.
        """
        found, rest = self._known(text)
        if found or not self._learn(text, (_SERIES, _CODED)):
            return found, rest
        return self._known(text)

    def trailing(self, text: str) -> tuple[tuple[CaseId, ...], str]:
        """The cases whose numbers stand in brackets behind a title (「…の認定について（諮問第3号）」), and the title.

        None and the whole text where there is more in the brackets, or the number is one of a law (「条例第5号」).
        """
        match = _BEHIND.fullmatch(text)
        if match is None:
            return (), text
        found, rest = self._known(match["numbers"])
        if not found and _OF_CASE.fullmatch(match["numbers"]) and self._learn(match["numbers"], (_SERIES,)):
            found, rest = self._known(match["numbers"])
        return (found, match["title"]) if found and not rest else ((), text)

    def cell(self, text: str, kind: str) -> tuple[CaseId, ...]:
        """The cases of a cell with nothing but numbers in it.

        Args:
            text: of the cell, line breaks included.
            kind: of numbers that do not say theirs; empty: they must.

        Raises:
            NotationError: it cannot be read, or a number has no kind.
        """
        refusal: NotationError | None = None
        for joined in dict.fromkeys((_joined(text, ""), _joined(text, "、"))):
            for _ in range(2):
                try:
                    return self.notation.parse(joined, kind)
                except NotationError as error:
                    refusal = refusal or error
                if not self._learn(joined, (_SERIES, _CODED, _PLAIN), hint=kind):
                    break
        raise refusal or NotationError("")

    def kind_in(self, text: str) -> str:
        """The kind that a text names; empty where it names none or several."""
        plain = normalize(text)
        found = [kind for kind in self.notation.kinds if normalize(kind) in plain]
        # 「諮問意見」 names 諮問 as well: the longest one is meant.
        longest = max(found, key=len, default="")
        return longest if all(kind in longest for kind in found) else ""

    def kind_of_heading(self, head: str) -> str:
        """The kind that a heading (「諮問番号」) gives to bare numbers below it, added where the body has none such."""
        match = _KIND_OF_HEADING.fullmatch("".join(head.split()))
        return match["kind"] if match and self._add(match["kind"], USUAL, match["kind"]) else ""

    def kind_called(self, word: str) -> str:
        """The kind that a column of kinds (種別) names in a usual word, added where the body has none such."""
        match = _USUAL_KIND.fullmatch("".join(word.split()))
        return match["kind"] if match and self._add(match["kind"], USUAL, match["kind"]) else ""

    def _known(self, text: str) -> tuple[tuple[CaseId, ...], str]:
        end = 0
        numbers: dict[CaseId, None] = {}
        for mention in self.notation.mentions(text):
            if text[end : mention.start].strip(_BETWEEN + "、,，・と及び"):
                break
            # 「議案第54号　議案第40号の…」: after a blank, a further number belongs to the title.
            if numbers and re.fullmatch(r"[\s　]+", text[end : mention.start] or "-"):
                break
            if not numbers:
                self._as_written(text[mention.start : mention.end], mention.cases[0])
            numbers |= dict.fromkeys(mention.cases)
            end = mention.end
        if numbers and _ABOUT.match(text[end:]):
            return (), text
        return tuple(numbers), text[end:].strip(_BETWEEN) if numbers else text

    def _as_written(self, typed: str, case: CaseId) -> None:
        """Keep the paper's order of kind and number (「議案第1号」) where the profile has the other (「第1号議案」)."""
        usual = self.notation.label(case)
        if (
            not usual.startswith("第")
            or not usual.endswith(f"号{case.kind}")
            or not typed.startswith(case.kind)
        ):
            return
        told = f"番号が「{case.kind}第1号」のように書かれていますが、型では「第1号{case.kind}」です。"
        self._rewrite(case.kind, USUAL, f"{told}この会議では紙のとおりに書きます。")

    def _learn(self, text: str, series: tuple[re.Pattern[str], ...], hint: str = "") -> bool:
        """Add the series of the number that a text begins with; False: there is none, or it is known."""
        for pattern in series:
            match = pattern.match(text)
            if match is None:
                continue
            if len(re.findall("[（(]", match["before"] or "")) != len(
                re.findall("[）)]", match["before"] or "")
            ):
                continue  # 「口頭意見陳述（諮問第22号…」 tells of a case
            before, after = _digits(match["before"] or ""), match["after"] if pattern is not _PLAIN else ""
            if pattern is _PLAIN:
                if _NO_SERIES.search(before):
                    continue
                return self._add(before, "{kind}{number}", hint)
            if pattern is _CODED:
                if not before and not hint and not re.match("[A-Za-zＡ-Ｚａ-ｚ]", match["code"]):
                    continue
                width = "2" if match["number"][0] in "0０" or len(match["number"]) > 1 else ""
                code = _digits(match["code"])
                name = (before.removesuffix("第") + code).rstrip("-－‐―ー") if before else code
                name = re.sub(r"[0-9]+[-]?$", lambda year: f"{year.group().rstrip('-')}年", name.rstrip("-"))
                return self._add(name, f"{before}{code}{{number{width}}}{after}", hint or before)
            if before and after:
                return self._add(before + after, f"{before}第{{number}}号{after}", after)
            if before:
                return self._add(before, USUAL, hint or before)
            if after in self.notation.kinds:
                usual = self.notation.label(CaseId(after, 1))
                told = f"番号が「第1号{after}」のように書かれていますが、型では「{usual}」です。"
                self._rewrite(after, "第{number}号{kind}", f"{told}この会議では紙のとおりに書きます。")
                return True
            if after:
                return self._add(after, "第{number}号{kind}", hint or after)
        return False

    def _add(self, name: str, numbering: str, hint: str) -> bool:
        if name in self.notation.kinds or not name or re.search(r"[0-9０-９（(]$", name):
            return False
        if not _usable(name, numbering, self.notation):
            return False
        base = self._like(name, hint)
        outcomes = base.outcomes if base else _RULED
        kind = CaseKind(name, outcomes, numbering, base.carries if base else True)
        self.profile = replace(self.profile, kinds=(*self.profile.kinds, kind))
        self.notation = self.profile.notation
        like = (
            f"結果の言葉は「{base.name}」と同じ"
            if base
            else f"結果の言葉は「{'」「'.join(o.name for o in outcomes)}」"
        )
        label = self.notation.label(CaseId(name, 1))
        entry = f'{{ name = "{name}"' + (f', numbering = "{numbering}"' if numbering != USUAL else "") + " }"
        self.doubts.append(
            f"「{label}」の種別「{name}」がこの型にありません。この会議の種別として足しました（{like}）。"
            f"ほかの会議でも使うなら、型の kinds に {entry} を足してください。"
        )
        return True

    def _rewrite(self, name: str, numbering: str, told: str) -> None:
        kinds = tuple(
            replace(kind, numbering=numbering) if kind.name == name else kind for kind in self.profile.kinds
        )
        self.profile = replace(self.profile, kinds=kinds)
        self.notation = self.profile.notation
        self.doubts.append(told)

    def _like(self, name: str, hint: str) -> CaseKind | None:
        """The kind whose results fit best: one that the name or the hint holds, one with a character of it."""
        named = [kind for kind in self.profile.kinds if kind.name in name or (hint and kind.name in hint)]
        alike = [kind for kind in self.profile.kinds if set(kind.name) & set(name)]
        return next(iter((*named, *alike, *self.profile.kinds)), None)


def join_lines(text: str) -> str:
    """A text that was broken to fit its column; a line that begins with a blank was begun on purpose."""
    return re.sub(r"\n(?=[\s　])[\s　]*", "　", text).replace("\n", "")


def _usable(name: str, numbering: str, known: Notation) -> bool:
    """Whether a series is one of words, and its numbers and those of the others are read back as they are written."""
    if not _SERIES_NAME.fullmatch(name) or pattern_fault(numbering):
        return False
    notation = replace(known, numberings=(*known.numberings, Numbering(name, numbering)))
    written = [CaseId(kind, number) for kind in notation.kinds for number in (1, 12)]
    try:
        return all(notation.parse(notation.label(case)) == (case,) for case in written)
    except NotationError:
        return False


def _joined(text: str, joiner: str) -> str:
    return joiner.join(part.strip() for part in text.split("\n") if part.strip())


def _digits(text: str) -> str:
    """Full-width digits and letters as half-width ones; brackets stay."""
    return "".join(
        unicodedata.normalize("NFKC", char) if re.match("[０-９Ａ-Ｚａ-ｚ－]", char) else char
        for char in text
    )
