"""The cases and what became of them (案件と結果): listed at the top, in a table, in headings, or only spoken of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.citations import USUAL, read_label
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.text import NUMBER, number, sentences
from clerk_tui.published.data import HeadingRow, PublishedCase, PublishedRow, PublishedVote, StageRow, TurnRow

from .closed import opened
from .header import Topic
from .lines import DEPTH, bare, number_of
from .page import Ledger, Row
from .posts import CHAIR_POST, squeezed

_KIND = (
    "議員提出議案|委員会提出議案|市長提出議案|議案|諮問|報告|請願|陳情|認定|承認|同意|発議|協議|選挙|選任|意見書案|決議案|動議|推薦|届出|許可申請|"
    "専決|提案|議第|付議"
)
_YEAR = "(?:[0-9０-９]{1,2}|[元一二三四五六七八九十〇]{1,3})"
_BRANCH = "(?:の[0-9０-９]{1,2})?"
_LABEL = re.compile(
    rf"(?:(?:{_KIND}|(?<![一-龥々])議)第[\s　]*{NUMBER}[\s　]*号{_BRANCH}|(?:陳情|請願)?{_YEAR}第[\s　]*{NUMBER}[\s　]*号|"
    rf"第[\s　]*{NUMBER}[\s　]*号{_BRANCH}(?:議案|諮問|報告|請願|陳情|協議|認定|承認|議題)|"
    rf"(?:議決|報告|協議|審議|承認)(?:事項|案件)[\s　]*[0-9０-９]{{1,3}})"
)
_AT_START = re.compile(
    rf"(?:{_LABEL.pattern}|[一-龥]{{2,8}}第[\s　]*{NUMBER}[\s　]*号{_BRANCH})(?![のを]?[一-龥]*[項条])"
)
_WORD = (
    "修正可決|原案可決|可決|否決|不承認|承認|不同意|同意|不許可相当|許可相当|不許可|許可|不採択|趣旨採択|一部採択|採択|継続審[査議]|継続|了承|了解|不認定|認定|答申|撤回|"
    "取り?下げ|保留|適任|決定"
)
_HOW = (
    "(?:事務局)?案の?(?:とおり|通り)|諮問の?(?:とおり|通り)|原案の?(?:とおり|通り|どおり)|修正案の?(?:とおり|通り|どおり)|申出の?(?:とおり|どおり)|(?:一部)?修正の?上[、，]?|修正して|条件(?:付き?|を付け|を付し)(?:て|で|の上)?[、，]?|"
    "附帯意見を付し?て?[、，]?|全会一致で|全員(?:賛成|一致)(?:で|により)"
)
_SAID = re.compile(
    rf"(?P<how>{_HOW})?(?P<word>{_WORD})(?:する|す|した|すること|すべき)?(?P<should>べき(?:もの|である)?)?"
    r"(?P<rest>[^。？?]*)$"
)
_ASKED = re.compile(
    r"(?:か[。？?]?$|ませんか|でしょうか|願い|求め|賛成の(?:方|委員|議員|諸君)|反対の(?:方|委員|議員)|採決(?:いたし|し|に入|を行)|諮り|伺い|説明|報告(?:を|し)|"
    r"質疑|思います|議題と|上程)"
)
_GOES_ON = re.compile(
    r"(?:次回(?:も|以降も?|に)?、?)?(?:引き?続き|継続して|改めて)[、]?(?:次回(?:も|に)?、?)?(?:審議|審査|協議|調査|検討)(?:を行う|する|していく|を続ける|を行い|し)"
    r"(?P<rest>(?:こと)?(?:に|と)?(?:した|する|決[しす]た?|決定(?:した|いたしました|しました)|なった|いたします|します|いたしました|しました)?)$"
)
"""「次回も引き続き審議することとした」."""
_LIKE_THAT = re.compile(r"(?:その(?:よう|とおり|通り)|さよう|左様|お諮り(?:した)?(?:の)?とおり)に?、?(?:決定|決し)")
"""「そのように決定します」: what was decided stands in the question."""
_SETTLED = re.compile(
    r"(?:ました|ます|した|する|された|される|です|である|なった|決[しす]た?|決定|もの)[）)]?$|^[、，]?$"
)
_PRINTED = re.compile(
    rf"[（(](?P<result>(?:{_HOW})?(?:{_WORD})(?:すべきもの)?(?:[・、]?附帯意見(?:あり|付き?|を付す|を付して)|（.*?）)?|継続|結果なし)[）)]$"
)
_BEHIND = re.compile(
    rf"(?:[\s　]|[…・]{{2,}}|[）)」])[\s　]*(?P<result>(?:{_HOW})?(?:{_WORD})(?:すべきもの)?)$"
)
"""「…の一部改正について　　原案可決」: the result in a column of its own."""
_OUTCOME = re.compile(
    rf"^(?:本件は?|本案は?|これ(?:を|は)?|審議(?:の)?結果[、：:]?|結果[、：:]?)?[、，\s　]*(?P<result>(?:{_HOW})?(?:{_WORD}))"
    r"(?:と(?:される|された|する|した|なった)|された|される|する|した|しました|されました)?。?$"
)
_COLUMNS = (
    re.compile(r"番号|号数|No|№|種別"),
    re.compile(r"件名|議題|案件名?|題名|事項|内容"),
    re.compile(r"結果|結論|議決|審議"),
)


def read_case(text: str, title: str = "") -> tuple[CaseId, str] | None:
    """The case of a label and the pattern of its number: 「陳情一七第七六号」 is of a series of its year.

    Where the label leaves the kind out, the title ends in it (「…に関する陳情」).
    """
    plain = squeezed(text)
    yearly = re.fullmatch(rf"(陳情|請願)?({_YEAR})第({NUMBER})号", plain)
    if yearly is None:
        return read_label(plain)
    kind = yearly[1] or next(
        (word for word in ("陳情", "請願", "議案") if squeezed(title).endswith(word)), ""
    )
    value = number(yearly[3])
    return (CaseId(kind, value), f"{{kind}}{yearly[2]}第{{number}}号") if kind and value else None


def labelled_case(text: str) -> tuple[CaseId, str, str] | None:
    """The case that a line begins with, the pattern of its number, and what follows; None: it begins with none."""
    match = _AT_START.match(text.strip(" 　「"))
    if not match:
        return None
    rest = text.strip(" 　「")[match.end() :]
    if re.match(r"の(?:報告|送付|答申)", rest):
        return None  # 「答申第15号の報告」: a topic about it
    found = read_case(match.group(), rest)
    return (*found, rest) if found else None


_NUMBER_ALONE = re.compile(rf"(第[\s　]*{NUMBER}[\s　]*号)[\s　]+(\S.*)$")


def _behind_title(text: str) -> tuple[CaseId, str, str] | None:
    """The case whose number stands in brackets behind its title: 「基本方針の変更について（諮問第412号）」."""
    match = re.fullmatch(rf"(?P<title>.+?)[\s　]*[（(](?P<label>{_LABEL.pattern})[）)]", text.strip(" 　"))
    found = read_case(squeezed(match["label"])) if match else None
    return (*found, match["title"]) if found and match and not _LABEL.search(match["title"]) else None


def outcome(text: str) -> str:
    """The result that a line tells by itself (「本件同意とされる。」, 「了承」); empty: none."""
    match = _OUTCOME.match(squeezed(text))
    return match["result"] if match else ""


_AS_A_RESULT = re.compile(r"^.*(?:(?:結果|により|ところ|なく|諮り)[、，]|(?:一致|多数|全員)で)")
_CHAIR = "会長"
"""In whose words the minutes themselves tell what became of something."""


_OPINION = re.compile(
    r"(?:支障|異存|異議|問題)(?:の|が|は)?な[いし](?:もの)?(?:旨|と)?の?(?:回答|答申|具申|意見)?(?=す|と|を|いた|し|$)"
    r"|(?:適当|妥当|非農地)(?=である|と認め|と判断|な|とする)"
)
"""What was decided to answer: 「支障ない旨回答することに決定」."""
_VOTED = re.compile(
    r"異議(?:は)?(?:なし|無し|ございません|ありません|がない)[^。]*(?:認め|決)|(?:挙手|起立|賛成)(?:全員|多数|少数)|"
    r"全(?:員|会一致)(?:賛成|で|により)[^。]*(?:可決|決|承認)|(?:可決|否決|承認|同意|採択|了承)(?:され|いたし|し)(?:まし|た|ます)"
)
"""Something was settled, whatever it was."""


class Cases(Struct):
    """What has been read so far."""

    ledger: Ledger
    found: dict[CaseId, PublishedCase] = field(default_factory=dict)
    guessed: set[CaseId] = field(default_factory=set)
    """Whose result was taken from what was said."""
    spoken: set[CaseId] = field(default_factory=set)
    """That no list names."""
    twice: list[str] = field(default_factory=list)
    """Numbers that stand before two titles."""
    columns: tuple[str, str, str] | None = None
    unruled: dict[CaseId, str] = field(default_factory=dict)
    """Cases of which something was settled that is no result known here, with the words."""
    asked: str = ""
    """The sentence in which the chair last asked whether to decide."""
    rest: list[str] = field(default_factory=list)
    """Cells that have no place in a record, as words."""
    _at: tuple[int, int, int] = (0, 1, 2)
    _heads: tuple[str, ...] = ()

    def add(self, case: CaseId, title: str, result: str = "", numbering: str = USUAL) -> None:
        known = self.found.get(case)
        title = re.sub(r"[\s　]+", "　", title.strip(" 　")).strip("　")
        if known and title and known.title and squeezed(known.title) != squeezed(title):
            self.twice.append(f"{case.kind}{case.number}「{known.title}」「{title}」")
            return
        result = squeezed(result) if result.strip(" 　―－-—") else ""
        self.found[case] = PublishedCase(
            case,
            (known.title if known else "") or title,
            result or (known.result if known else ""),
            numbering,
        )

    def voted(self, case: CaseId, numbering: str, vote: PublishedVote) -> None:
        """A line of the table of votes, which tells no titles."""
        known = self.found.get(case, PublishedCase(case, "", "", numbering))
        vote = replace(vote, result=squeezed(vote.result))
        self.found[case] = replace(known, result=vote.result or known.result, votes=(*known.votes, vote))

    def topic(self, topic: Topic, heading: str = "") -> bool:
        """A line of the agenda; False: it is no numbered case. ``heading``: of the agenda, which may tell the kind."""
        if (short := _NUMBER_ALONE.match(topic.text)) and (kind := re.search("議案|諮問|報告|請願|陳情", heading)):
            # 「第1号　…の決定について」 under 「議案」
            topic = Topic(f"{short[1]}{kind.group()}　{short[2]}", topic.enumerator, topic.result, topic.place, topic.closed)
        found = labelled_case(topic.text) or _behind_title(topic.text)
        if not found:
            return False
        case, numbering, rest = found
        rest = opened(rest)[0]
        printed = _PRINTED.search(squeezed(rest))
        behind = _BEHIND.search(rest.rstrip(" 　"))
        if behind and not printed:
            rest = rest[: behind.start()]
        result = printed["result"] if printed else behind["result"] if behind else topic.result
        quoted = re.match(r"[\s　]*「((?:[^「」]|「[^「」]*」)+)」(?:[（(【※\s　].*)?$", rest)
        title = quoted[1] if quoted else rest.strip(" 　「」、：:")
        if whole := re.fullmatch(r"[（(]([^（）()]+)[）)]", title):
            title = whole[1]
        if printed:
            title = re.sub(r"[（(][^（）()]*(?:（[^（）()]*）)?[）)][\s　]*$", "", title)
        if re.match(r"[にのをとは]", rest):
            title = opened(topic.text)[0]
        self.add(case, title, result, numbering)
        return True

    def head(self, texts: Sequence[str]) -> bool:
        """Whether a row names the columns of a list of cases."""
        plain = tuple(map(squeezed, texts))
        at = [next((n for n, text in enumerate(plain) if column.search(text)), -1) for column in _COLUMNS]
        if -1 in at[:2] or at[0] == at[1] or len(plain) < 2 or any(len(text) > 12 for text in plain):
            return False
        if re.search("発言|質問|氏名", "".join(plain)):
            return False
        if at[2] in (-1, at[0], at[1]):
            at[2] = len(plain)  # a list without results
        self._at, self._heads = (at[0], at[1], at[2]), plain
        if at[2] < len(plain):
            self.columns = (texts[at[0]], texts[at[1]], texts[at[2]])
        return True

    def row(self, row: Row) -> bool:
        """A row of the list; False: it is none."""
        label = read_label(self._cell(row, 0))
        if label is None:
            if tuple(map(squeezed, row.texts)) == self._heads:
                self.ledger.put(row.place, "見出し")
                return True
            if not self._cell(row, 0) and self.found and self._cell(row, 1) + self._cell(row, 2):
                last = list(self.found.values())[-1]
                self.found[last.id] = PublishedCase(
                    last.id,
                    last.title + self._cell(row, 1),
                    last.result + squeezed(self._cell(row, 2)),
                    last.numbering,
                )
                self.ledger.put(row.place, "案件")
                return True
            return False
        self.add(label[0], self._cell(row, 1), self._cell(row, 2), label[1])
        self.ledger.put(row.place, "案件")
        for at, text in enumerate(row.texts):
            if text and at not in self._at:
                head = self._heads[at] if at < len(self._heads) else ""
                self.rest.append(f"{row.texts[self._at[0]]}　{head}{'：' if head else ''}{text}")
        return True

    def _cell(self, row: Row, column: int) -> str:
        at = self._at[column]
        return row.texts[at] if at < len(row.texts) else ""

    def told(
        self,
        rows: Iterable[PublishedRow],
        results: Iterable[tuple[str, str]],
        topics: Sequence[str] = (),
    ) -> None:
        """What the proceedings tell: cases that no list names, and results that no list prints.

        ``topics``: of the agenda; one that is no case ends what was said of the case before it.
        """
        rows = tuple(rows)
        listed = bool(self.found)
        for line in (line for row in rows if isinstance(row, HeadingRow) for line in row.lines):
            self._heading(line)
        if not listed:
            for sentence in _sentences(rows):
                self._taken_up(sentence)
        for topic, result in results:
            case = next((found[0] for found in [labelled_case(_unnumbered(topic))] if found), None)
            if case in self.found:
                # 「採決　賛成全員により認定すべきものと決定」: of a sentence, what was decided.
                self._result(case, (_said(result) if re.search("賛成|一致|異議", result) else "") or result, sure=True)
        current: list[CaseId] = []
        number: str | None = None
        others = {bare(topic) for topic in topics if not self.mentioned(topic)}
        for row in rows:
            if isinstance(row, HeadingRow):
                for line in row.lines:
                    here, form = self.mentioned(line), (number_of(line) or (None,))[0]
                    if here:
                        current, number = here, form
                    elif bare(line) in others or (form and DEPTH.get(form, 1) <= DEPTH.get(number or "", 9)):
                        current, number = [], None
            elif isinstance(row, TurnRow):
                current = self._ruled(row, current)
            elif isinstance(row, StageRow):
                # An outline tells in sentences what became of the case under whose heading they stand.
                self._voted(row.text, current)
                if not row.text.endswith("。"):
                    continue
                current = self._ruled(TurnRow(_CHAIR, (row.text,)), current, narrated=True)

    def _heading(self, line: str) -> None:
        found = labelled_case(_unnumbered(line))
        if found and (behind := _BEHIND.search(found[2].rstrip(" 　"))):
            found = (found[0], found[1], found[2][: behind.start()])
            if not self.found.get(found[0], PublishedCase(found[0], "", "")).result:
                self.add(found[0], found[2].strip(" 　、「」"), behind["result"], found[1])
        if found and found[0] not in self.found and not re.match(r"[・、～〜\-－]", found[2].strip(" 　")):
            self.add(found[0], found[2].strip(" 　、「」"), "", found[1])

    def _taken_up(self, sentence: str) -> None:
        for match in _LABEL.finditer(sentence):
            found = read_case(match.group())
            behind = sentence[match.end() :]
            title = (
                re.match(
                    r"[、，\s　「『]+(?P<title>[^、。「」『』]{3,70}?(?:について|に関する件|の件))", behind
                )
                or re.match(
                    r"[、，\s　「『]+(?P<title>[^、。「」『』]{2,70}?"
                    r"(?:条例|予算(?:（[^（）]*）)?|規則の一部改正|契約|意見書))",
                    behind,
                )
                or re.match(r"[『「](?P<title>[^『』「」]{3,60})[』」]", behind)
            )
            if title and _LABEL.search(title["title"]):
                title = None
            if found and title and (found[0] not in self.found or not self.found[found[0]].title):
                self.add(found[0], title["title"], "", found[1])
                self.spoken.add(found[0])
            elif (
                found
                and found[0] not in self.found
                and (re.search("議題と|上程|一括", sentence) or _said(sentence.rstrip("。")))
            ):
                self.add(found[0], "", "", found[1])
                self.spoken.add(found[0])

    def mentioned(self, text: str) -> list[CaseId]:
        """The cases whose numbers a text names."""
        # A body's own series (協議案第4号) is known from its list.
        kinds = "|".join(sorted({re.escape(case.kind) for case in self.found if case.kind}, key=len, reverse=True))
        pattern = rf"(?:{kinds})第[\s　]*{NUMBER}[\s　]*号{_BRANCH}|{_LABEL.pattern}" if kinds else _LABEL
        found = [read_case(match.group()) for match in re.finditer(pattern, text)]
        return [label[0] for label in found if label and label[0] in self.found]

    def _ruled(
        self, row: TurnRow, current: list[CaseId], *, narrated: bool = False
    ) -> list[CaseId]:
        """What the chair announces of the cases named or open; the cases that are open then.

        ``narrated``: the minutes tell it in their own words: 「…採決を行い、賛成多数により、…と決定した」.
        """
        chairs = bool(
            CHAIR_POST.search(re.sub(r"[（(].*", "", row.label))
            or re.search(r"(?:会長|委員長|議長|座長|教育長|理事)(?:[（(].*)?$", row.label)
        )
        for paragraph in row.paragraphs:
            for start, end in sentences(paragraph):
                sentence = re.sub(r"[（(][^（）()]*[）)][。]?$", "", paragraph[start:end]).rstrip("。 　")
                named = self.mentioned(sentence)
                said = _said(_AS_A_RESULT.sub("", sentence) if narrated else sentence) if chairs else ""
                if said and _LIKE_THAT.search(sentence):
                    said = _word(self.asked) or said
                elif chairs and not said and _ASKED.search(sentence) and _word(sentence):
                    self.asked = sentence
                if said:
                    self.asked = ""
                    for case in named or current:
                        self._result(case, said, sure=False, again=bool(named))
                if named:
                    current = named
                if chairs:
                    self._voted(sentence, current)
        return current

    def _voted(self, text: str, cases: Iterable[CaseId]) -> None:
        if voted := _VOTED.search(text):
            for case in cases:
                self.unruled.setdefault(case, voted.group())

    def _result(self, case: CaseId, result: str, *, sure: bool, again: bool = True) -> None:
        known = self.found[case]
        if known.result and (not again or case not in self.guessed):
            return
        self.found[case] = replace(known, result=result)
        if not sure:
            self.guessed.add(case)


def _said(sentence: str) -> str:
    """The result that the chair announces in a sentence; empty: none."""
    if (going := _GOES_ON.search(sentence)) and _SETTLED.search(going["rest"]):
        return "継続審議"
    if _ASKED.search(sentence):
        return ""
    for match in re.finditer(_SAID.pattern, sentence):
        if _SETTLED.search(match["rest"]) and not re.search(r"(?:ない|せん)", match["rest"]):
            how = match["how"] or ""
            # 「全員賛成により可決」: how it was voted is no part of the result.
            how = "" if re.match("全", how) else how.rstrip("、，")
            if match["word"] == "決定" and not how and (opinion := _OPINION.search(sentence[: match.start()])):
                return opinion.group()
            should = "すべきもの" if re.match(r"(?:す)?べき", sentence[match.end("word") :]) else ""
            return f"{how}{match['word']}{should}"
    return ""


def _word(sentence: str) -> str:
    """The result that a question proposes (「原案を適当と認め、答申することでよろしいですか」); empty: none."""
    found = [*re.finditer(rf"(?P<how>{_HOW})?(?P<word>{_WORD})(?=する|す|と|いたし|し)", sentence)]
    return f"{(found[-1]['how'] or '').rstrip('、，')}{found[-1]['word']}" if found else ""


def _sentences(rows: Iterable[PublishedRow]) -> Iterator[str]:
    for row in rows:
        if isinstance(row, TurnRow):
            for paragraph in row.paragraphs:
                for start, end in sentences(paragraph):
                    yield paragraph[start:end]


def _unnumbered(text: str) -> str:
    return re.sub(
        r"^[\s　]*(?:[0-9０-９]{1,2}[.．、\s　]+|[（(][0-9０-９]{1,2}[）)]|[①-⑳]|日程第[0-9０-９]+[\s　、]*)[\s　]*",
        "",
        text,
    )
