"""A table of an agenda (案件の表) → entries: numbers read, sections and merged cells filled, no row dropped."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.text import NUMBER, normalize
from clerk_tui.domain.text import number as number_of

from .agenda_tags import Tags, tags
from .agenda_words import CONTAINER
from .case_numbers import CaseNumbers, join_lines
from .column_words import Field
from .columns import Columns, plain
from .lines import LineKind, PlacedLine, Where, short
from .people import is_organisation
from .problems import Problem

_REMARK = re.compile(r"^[\s　]*(※|＊|\*|注[\s　:：)）1-9１-９]|備考|以上)")
_TOTAL = re.compile(rf"[（(]?(?:合[\s　]*計|総[\s　]*計|小[\s　]*計|計)[)）]?[\s　:：]*(?:({NUMBER})\s*件)?")
_NO_CASE = {
    normalize(word)
    for word in (
        "開会",
        "閉会",
        "その他",
        "事務連絡",
        "連絡事項",
        "休憩",
        "答申",
        "次回開催",
        "議題",
        "開議",
        "散会",
        "以上",
    )
}
_ORDINALS = {normalize(word) for word in ("no", "no.", "№", "整理番号", "順", "日程", "順序")}
_TITLE_END = re.compile(r"(?:について|件|の承認|請願|陳情|条例|予算|報告)(?:[（(].*[)）])?$")
_STATE_CELL = re.compile(r"新規|継続|継続審議|継続審査|前回継続|再審議|取り?下げ|撤回|延期|保留")
"""A cell beside the title that says nothing but that."""
_CLOSED_CELL = re.compile(r"[\s　※（(【]*(?:一部)?(?:非公開|秘密会)(?!・)[\s\S]{0,20}")
"""A cell of remarks that says nothing but that."""


class AgendaEntry(Struct, frozen=True):
    """Something that a paper puts on the agenda: cases, or a topic without a number."""

    where: Where
    cases: tuple[CaseId, ...] = ()
    titles: tuple[str, ...] = ()
    """One for each case."""
    heading: str = ""
    """Of a topic without a number."""
    office: str = ""
    explainer: str = ""
    group: str = ""
    """What the clerk wrote to keep rows together; empty: office and explainer decide."""
    item: str = ""
    """The number of the agenda item, as a column has it."""
    under: int | None = None
    """The number of the agenda item under which it stands."""
    received: str = ""
    referred_to: str = ""
    closed: str = ""
    """What the paper says of its being closed to the public (「非公開　会議規則第14条」)."""
    state: str = ""
    """Whether the paper calls it new or continued (「継続」)."""

    @property
    def note(self) -> str:
        """What it says of itself and has no field for; empty: nothing."""
        return (
            f"「{short(self.heading or self.titles[0], 30)}」に「{self.state}」とあります"
            if self.state
            else ""
        )


class TableReader:
    """Reads the rows below one heading."""

    def __init__(self, columns: Columns, numbers: CaseNumbers, title: str) -> None:
        """``title``: of the meeting, by which a list for the whole year is told apart."""
        self.columns = columns
        self.numbers = numbers
        self.title = title
        self.entries: list[AgendaEntry] = []
        self.placed: list[PlacedLine] = []
        self.problems: list[Problem] = []
        self.doubts: list[str] = []
        self.notes: list[str] = []
        self.dates: set[str] = set()
        self.papers: list[tuple[str, str]] = []
        """What the rows say of their papers, each with its row."""
        self.items: list[tuple[Where, int | None, str]] = []
        """Rows of an order of the day (日程) without a case, each with its number there."""
        self.unnumbered: list[str] = []
        self.ordinals: list[str] = []
        notation = numbers.notation
        head = columns.head(Field.NUMBER)
        self.ordinal = normalize(head) in _ORDINALS or plain(head) in _ORDINALS
        self.kind = (
            numbers.kind_in(head)
            or numbers.kind_in(columns.sheet.name)
            or (notation.kinds[0] if len(notation.kinds) == 1 and not self.ordinal else "")
        )
        """The kind of a number that is written without one."""
        self.last_kind = ""
        typed = [columns.text(row, Field.NUMBER) for row in columns.rows]
        bare = [number_of(text.strip("（）().． ")) for text in typed if text]
        if not self.kind and any(re.fullmatch(rf"第?\s*{NUMBER}\s*号?", text) for text in typed):
            self.kind = numbers.kind_of_heading(head)
        # 1, 2, 3 … under № counts the rows.
        self.serial = self.ordinal and bare == list(range(1, len(bare) + 1))

    def read(self) -> None:
        """All rows."""
        elsewhere = self.other_meetings()
        for row in self.columns.rows:
            if row in elsewhere:
                self.place(row, LineKind.ELSEWHERE)
            else:
                self.row(row)
                self.dates |= {self.columns.text(row, Field.DATE)} - {""}
        self.tell()

    def other_meetings(self) -> set[int]:
        """The rows of a list for the whole year that are another meeting's."""
        columns = self.columns
        values = {row: text for row in columns.rows if (text := columns.text(row, Field.MEETING))}
        told = list(dict.fromkeys(values.values()))
        if len(told) < 2:
            return set()
        mine = [each for each in told if _same_meeting(each, self.title)]
        if not mine:
            self.doubts.append(
                f"「{columns.head(Field.MEETING)}」の列が{len(told)}つの会議（{'、'.join(told[:4])}"
                f"{' ほか' if len(told) > 4 else ''}）にわたり、どれが今回か分かりません。案件は入れませんでした。"
                f"会議の名称を「{told[-1]}」のように入れてください。"
            )
        return {row for row, text in values.items() if text not in mine}

    def row(self, row: int) -> None:
        columns = self.columns
        number, title = columns.text(row, Field.NUMBER), columns.text(row, Field.TITLE)
        texts = columns.texts(row)
        shown = "　".join(texts)
        if columns.heading and title and normalize(title) == normalize(columns.head(Field.TITLE)):
            self.place(row, LineKind.HEADING)  # the heading again, on a new page
        elif (total := _total(texts)) is not None:
            self.place(row, LineKind.TOTAL)
            if not self.sums(row):
                self.count(total)
        elif _REMARK.match(shown):
            self.place(row, LineKind.REMARK)
        elif not (len(texts) == 1 and self.section(row, texts[0])):
            if number or title:
                self.entry(row, number if number != title else "", title)
            else:
                self.place(row, LineKind.UNREAD)

    def sums(self, row: int) -> bool:
        """Whether a total adds up a column of figures (申請件数), and does not count the rows."""
        columns = self.columns
        counting = {columns.places.get(field) for field in (Field.NUMBER, Field.ORDER)}
        return any(
            number_of(columns.sheet.text(other, at).rstrip("件名人筆 　")) is not None
            for at in columns.cells(row)
            if at not in counting and re.search(r"[0-9０-９]", columns.sheet.text(row, at))
            for other in columns.rows
            if other != row
        )

    def section(self, row: int, text: str) -> bool:
        """Whether a lone text is a heading between the rows (「１　報告事項」)."""
        if self.numbers.notation.mentions(text):
            return False
        bare = normalize(re.sub(rf"^\W*{NUMBER}?[.．、)）\s　]*", "", text))
        kind = self.numbers.kind_in(text) or self.numbers.kind_called(bare)
        if not kind and bare not in _NO_CASE and not bare.endswith(("事項", "議事", "案件", "の部")):
            return False
        self.kind, self.last_kind = kind or ("" if bare in _NO_CASE else self.kind), ""
        self.place(row, LineKind.HEADING)
        return True

    def entry(self, row: int, number: str, title: str) -> None:
        cases: tuple[CaseId, ...] = ()
        word = number and re.search(NUMBER, number) is None
        if word and (normalize(number) in _NO_CASE or CONTAINER.fullmatch(number)):
            number = ""  # 「その他｜(1) …」: a word over the rows, where others have their numbers
            title = re.sub(r"^[（(][0-9０-９]+[)）][\s　]*", "", title)
        sheet, at = self.columns.sheet, self.columns.places.get(Field.NUMBER, 0)
        if number and not title and sheet.first(row, at) != (row, at):
            self.place(row, LineKind.DETAIL)  # more of the case above, whose number goes on
            return
        if not self.numbers.notation.mentions(number):
            # 「諮問第52号　…について」: the number stands before the title, a serial number perhaps beside it.
            cases, rest = self.numbers.leading(title)
            if cases:
                title = rest
        if not cases and number:
            read = self.cell(row, number)
            if read is None:
                return
            cases = read
        if not cases:
            cases, title = self.behind(title)
        if cases and not title:
            message = f"「{short(number, 30)}」の件名が空です。件名を書いてください。"
            self.problem(row, message, Field.TITLE)
        elif cases:
            self.add(row, cases, title)
        elif title and Field.ORDER in self.columns and not number:
            digits = re.search(NUMBER, self.columns.text(row, Field.ORDER))
            own = number_of(digits.group()) if digits else None
            self.items.append((self.columns.where(row), own, join_lines(title)))
            self.place(row, LineKind.ITEM)
        elif title and normalize(title) in _NO_CASE:
            self.place(row, LineKind.HEADING)
        elif title:
            (self.ordinals if number else self.unnumbered).append(join_lines(title))
            self.topic(row, title)
        else:
            self.place(row, LineKind.UNREAD)

    def behind(self, title: str) -> tuple[tuple[CaseId, ...], str]:
        """The cases whose numbers stand behind a title, unless they are another row's already."""
        tag = tags(join_lines(title))
        cases, rest = self.numbers.trailing(tag.title)
        known = {case for entry in self.entries for case in entry.cases}
        if not cases or known.intersection(cases):
            return (), title
        return cases, join_lines(title).replace(tag.title, rest, 1)

    def cell(self, row: int, number: str) -> tuple[CaseId, ...] | None:
        """The cases of a number cell; none: it is but a serial number; None: it cannot be read."""
        typed = self.columns.text(row, Field.KIND)
        # A kind that is written once counts for the rows below it.
        if typed:
            self.last_kind = self.numbers.kind_in(typed) or self.numbers.kind_called(typed)
        kind = self.last_kind or self.kind
        bare = re.fullmatch(rf"[（(]?\s*{NUMBER}\s*[)）.．]?", number) is not None
        if bare and (not kind or self.serial):
            return ()
        try:
            return self.numbers.cell(number.strip("（）() ") if bare else number, kind)
        except NotationError as error:
            self.problem(row, str(error), Field.NUMBER)
            return None

    def without_remarks(self, row: int, title: str) -> str:
        """A title without the remarks below it in its cell (「※前回からの継続」), which are told."""
        first, *more = title.split("\n")
        remarks = [line.strip() for line in more if _REMARK.match(line)]
        self.notes += [f"{self.columns.where(row)}の注記「{short(remark)}」" for remark in remarks]
        return "\n".join((first, *(line for line in more if not _REMARK.match(line))))

    def add(self, row: int, cases: tuple[CaseId, ...], title: str) -> None:
        title = self.without_remarks(row, title)
        lines = [line.strip() for line in title.split("\n") if line.strip()]
        each = len(lines) == len(cases) > 1 and all(map(_TITLE_END.search, lines))
        # A title that was broken to fit the column is one title for all.
        found = [tags(line) for line in lines] if each else [tags(join_lines(title))] * len(cases)
        if Field.OFFICE in self.columns:
            found = [
                replace(tag, title=tag.title + (f"（{tag.office}）" if tag.office else ""), office="")
                for tag in found
            ]
        self.entries.append(self.common(row, found[0], cases, tuple(tag.of_case for tag in found)))
        self.place(row, LineKind.CASE)

    def topic(self, row: int, title: str) -> None:
        tag = tags(join_lines(self.without_remarks(row, title)))
        self.entries.append(replace(self.common(row, tag, (), ()), heading=tag.title))
        self.place(row, LineKind.TOPIC)

    def common(self, row: int, tag: Tags, cases: tuple[CaseId, ...], titles: tuple[str, ...]) -> AgendaEntry:
        text = self.columns.text
        if paper := text(row, Field.PAPER):
            self.papers.append((str(self.columns.where(row)), join_lines(paper)))
        office, explainer = _offices(text(row, Field.OFFICE)) or tag.office, text(row, Field.EXPLAINER)
        office = re.sub(r"^[（(]([^（()）]+)[)）]$", r"\1", office)
        if not office and is_organisation(explainer):
            office, explainer = explainer, ""
        # 「担当課（説明者）」: both in one cell.
        both = re.fullmatch(r"([^（(]+)[（(]([^（()）]+)[)）]", office)
        if both and "説明" in self.columns.head(Field.OFFICE) and not explainer:
            office, explainer = both[1].strip(), both[2].strip()
        return AgendaEntry(
            self.columns.where(row),
            cases,
            titles,
            "",
            office,
            explainer,
            join_lines(text(row, Field.GROUP)),
            join_lines(text(row, Field.ITEM)),
            None,
            join_lines(text(row, Field.RECEIVED)),
            join_lines(text(row, Field.REFERRED)),
            tag.closed or self.closed(row),
            tag.state or next((text for text in self.columns.texts(row) if _STATE_CELL.fullmatch(text)), ""),
        )

    def closed(self, row: int) -> str:
        """What the row says of being closed: under 公開, or under 区分 where that is what it tells."""
        for field in (Field.OPEN, Field.KIND):
            if "非公開" in (typed := self.columns.text(row, field)):
                return join_lines(typed)
        beside = (text for text in self.columns.texts(row) if _CLOSED_CELL.fullmatch(text))
        return join_lines(next(beside, ""))

    def count(self, said: int) -> None:
        cases = sum(len(entry.cases) or 1 for entry in self.entries)
        if said and said not in (cases, len(self.entries)):
            self.doubts.append(
                f"{self.columns.where(self.columns.heading).file.name}の合計は{said}件ですが、読んだ案件は{cases}件です。"
                "抜けか重なりがないか確かめてください。"
            )

    def tell(self) -> None:
        """What is doubtful of the table as a whole, and what its rows say of themselves."""
        self.notes += [entry.note for entry in self.entries if entry.note]
        if self.ordinals:
            shown = "、".join(f"「{short(title, 20)}」" for title in self.ordinals[:3])
            self.doubts.append(
                f"番号に種別がないので、{shown}{' ほか' if len(self.ordinals) > 3 else ''}を番号のない議題としました。"
                "案件なら番号に種別を付けてください（例：議案第1号）。"
            )
        numbered = any(entry.cases for entry in self.entries)
        for title in self.unnumbered if numbered else ():
            self.doubts.append(
                f"「{short(title, 30)}」に番号がありません。番号のない議題としました。案件なら番号を書いてください。"
            )

    def place(self, row: int, kind: LineKind) -> None:
        self.placed.append(PlacedLine(self.columns.where(row), "　".join(self.columns.texts(row)), kind))

    def problem(self, row: int, message: str, field: Field) -> None:
        self.place(row, LineKind.UNREAD)
        column = self.columns.places.get(field)
        self.problems.append(self.columns.sheet.problem(row, message, column))


def _offices(cell: str) -> str:
    """The offices of a cell; each on a line of its own are several, a name that was broken is one."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    return "、".join(lines) if all(map(is_organisation, lines)) else join_lines(cell)


def _total(texts: list[str]) -> int | None:
    """What a total row counts; 0 where it does not say; None: it is no total row."""
    if len(texts) == 1 and re.match(r"[（(]?(?:合[\s　]*計|総[\s　]*計|計)[\s　:：]", texts[0]):
        # 「合計　議案３件、報告１件」
        return sum(number_of(typed) or 0 for typed in re.findall(rf"({NUMBER})\s*件", texts[0]))
    matches = [match for text in texts if (match := _TOTAL.fullmatch(text))]
    if not matches or not _TOTAL.fullmatch(texts[0]):
        return None
    for text in texts:
        found = _TOTAL.fullmatch(text)
        typed = (found[1] if found else None) or (
            counted[1] if (counted := re.fullmatch(rf"({NUMBER})\s*件?", text)) else None
        )
        if typed and (value := number_of(typed)) is not None:
            return value
    return 0


def _same_meeting(cell: str, title: str) -> bool:
    """Whether a cell (「第11回」, 「11」, 「12月定例会」) is of the meeting of that title."""
    counted = re.search(rf"第\s*({NUMBER})\s*回", title)
    own = re.fullmatch(rf"(?:.*第)?\s*({NUMBER})\s*回?", cell)
    if counted and own:
        return number_of(counted[1]) == number_of(own[1])
    return bool(title) and (normalize(cell) in normalize(title) or normalize(title) in normalize(cell))
