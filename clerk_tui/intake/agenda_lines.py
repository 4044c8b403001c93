"""The lines of a 次第 (次第の読取り): title, when and where, items, topics, cases and papers; each line has its place."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from clerk_tui.domain.text import number

from .agenda_entries import LONGEST, AgendaItemRead, Entries
from .agenda_head import HeadReader
from .agenda_marks import Marks
from .agenda_table import AgendaEntry
from .agenda_tags import Tags, tags
from .agenda_words import (
    ADDRESS,
    AGENDA_BELOW,
    AT_TIME,
    BARE_CEREMONY,
    CONTAINER,
    ELSEWHERE_TOLD,
    EXPLAINED,
    FURNITURE,
    HOW,
    INLINE_SUB,
    LABELLED,
    LETTER_NUMBER,
    MARKS,
    MEETING_THEME,
    NAMED,
    NEXT_BEHIND,
    OF_LETTER,
    OTHER_LABEL,
    PRESENT,
    REMARK,
    SENTENCE,
    THEME,
    TOPIC_LABEL,
    WHOLLY_CLOSED,
    hour_and_rest,
    kind_of_mark,
    single_blanks,
    unspread,
)
from .case_numbers import CaseNumbers
from .lines import MEMBERS_COUNTED, LineKind, PlacedLine, Where, short
from .material_list import MaterialList
from .people import unwrapped
from .sheets import Paragraph


class LineReader:
    """Reads the lines of papers, in order; what came of them is in its fields."""

    def __init__(self, numbers: CaseNumbers) -> None:
        self.numbers = numbers
        self.head = HeadReader()
        self.items: list[AgendaItemRead] = []
        self.materials = MaterialList()
        self.on_agenda = Entries(numbers, self.materials)
        self.closed = ""
        """Why the whole meeting is closed, as the paper says it."""
        self.counted: list[int] = []
        """How many members the papers say there are."""
        self.placed: list[PlacedLine] = []
        self.doubts: list[str] = []
        self.notes: list[str] = []
        self.marks = Marks()
        self._container: tuple[int, str] | None = None
        """A topic that may only stand over those below it (「(1) 審議事項」): its line among the placed, its mark."""
        self._heading = False
        """Whether a heading in brackets (「【報告事項】」) stands above within an item, and nothing with a mark since."""
        self._indent = 0
        """Blanks before the last line that put something on the agenda."""
        self._marked = False
        """Whether the last topic has a mark of its own."""
        self._place_indent = 0
        """Likewise before the line of the place."""
        self._order = 0
        self._before = 0
        """Items of the papers before this one."""

    @property
    def entries(self) -> list[tuple[int, AgendaEntry]]:
        """The cases and topics so far, each with the order of its line."""
        return self.on_agenda.found

    def learn(self, paragraphs: Sequence[Paragraph]) -> None:
        """The marks of a paper, before its first line is read."""
        self.materials.end()
        self.head.awaited = ""
        self.marks.learn(paragraphs)
        self._before = len(self.items)
        self._container = None

    def line(self, paragraph: Paragraph) -> None:
        """The next line of the paper."""
        before = len(self.placed)
        depth, own, rest = self.marks.read(paragraph)
        kind = self.marks.within[-1] if self.marks.within else ""
        self._read(paragraph, depth, own, rest)
        if depth is None or own is None or len(self.placed) == before:
            return
        line = self.placed[-1]
        last = self.marks.before(depth, kind, own, counts=line.kind is not LineKind.MATERIAL)
        if last:
            self.doubts.append(
                f"{line}の番号は{own}ですが、その前の番号は{last}です。抜けや重なりがないか確かめてください。"
            )

    def _read(self, paragraph: Paragraph, depth: int | None, own: int | None, rest: str) -> None:
        self._order += 1
        if self.placed and self.placed[-1].where.sheet != paragraph.sheet:
            self.materials.end()
        hour, _ = hour_and_rest(paragraph.text)
        if hour and not self.items:
            self.head.begins(hour)
        where, text = Where(paragraph.file, paragraph.number, paragraph.sheet), paragraph.text.strip()
        indent = len(paragraph.text) - len(paragraph.text.lstrip())
        if self._anywhere(
            where, text, rest, indent, begun=len(self.items) > self._before or depth is not None
        ):
            return
        if self._explained(where, text):
            return
        if depth is not None:
            self._indent, self._marked = indent, True
            self._heading = False
        if self._case(where, text, rest):
            self._indent = indent
            return
        if depth is None:
            self._unmarked(where, text, indent)
        elif inline := INLINE_SUB.match(rest):
            self._item(where, own, inline["head"])
            self._place(where, text, LineKind.ITEM)
            self._topic(where, MARKS["(1)"].sub("", rest[inline.end() :], count=1))
            self.marks.within = [*self.marks.within[:1], "(1)"]
        elif depth and self.marks.within[-1] == "14:00":
            self._place(where, text, LineKind.DETAIL)  # who comes when, within a topic
        elif depth == 0 and AGENDA_BELOW.fullmatch(unspread(rest)):
            self._place(where, text, LineKind.HEADING)
        elif depth == 0 and (self._of_letter(paragraph.text, rest) or ELSEWHERE_TOLD.search(rest)):
            self._place(where, text, LineKind.REMARK)
        elif depth == 0:
            self._container = None
            self._item(where, own, rest)
            self._place(where, text, LineKind.ITEM)
        elif self.items and (
            BARE_CEREMONY.fullmatch(unspread(rest)) or self._next_time(rest) or SENTENCE.search(rest)
        ):
            self._place(where, text, LineKind.DETAIL)
        elif depth == 1 or not self.entries or not self.items or self._contained(depth):
            self._topic(where, rest)
            mark = self.marks.within[-1]
            if self._container is None or mark == self._container[1]:
                contains = CONTAINER.fullmatch(tags(rest).title) and self.items
                self._container = (len(self.placed), mark) if contains else None
            self._place(where, text, LineKind.TOPIC)
        else:
            self._place(where, text, LineKind.DETAIL)

    def table(
        self, entries: Sequence[AgendaEntry], items: Sequence[tuple[Where, int | None, str]] = ()
    ) -> None:
        """The rows of a table that stands between the lines; cases that lines name as well are the table's."""
        self._order += 1
        over = [item for item in self.items if CONTAINER.fullmatch(item.title)]
        # Below the item that stands over others; a list in a file of its own belongs to the only such one.
        last = self.items[-1:] if self.items[-1:] == over[-1:] or len(over) != 1 else over
        under = last[0].number if last and CONTAINER.fullmatch(last[0].title) else None
        self.on_agenda.of_table(self._order, entries, under)
        for where, own, title in items:
            self._item(where, own, title)

    def end(self) -> None:
        """What only the whole tells: papers that are only pointed at, items that are topics of their own."""
        self.materials.add_referred()
        self.on_agenda.end(self.items)
        self.doubts += self.on_agenda.doubts
        self.notes += [entry.note for _, entry in self.entries if entry.note and entry.note not in self.notes]

    # -- lines that may stand anywhere

    def _anywhere(self, where: Where, text: str, rest: str, indent: int, *, begun: bool) -> bool:
        """Whether a line tells when or where, belongs to the list of papers, is a remark or the title."""
        kind = self.head.value(where, text) if self.head.awaited else None
        labelled = LABELLED.fullmatch(rest)
        if kind is None and labelled:
            self.materials.end()
            kind = self.head.label(where, text, labelled)
        kind = kind or self.materials.line(text, rest, self.marks.kinds, self.marks.parts)
        if kind is None and REMARK.match(text):
            kind = LineKind.REMARK
        if kind is None and FURNITURE.fullmatch(text):
            kind = LineKind.HEADING
        if kind is None and (named := NAMED.fullmatch(rest)):
            kind = self.head.title(named["value"], self.numbers.notation)
        above = self.placed[-1].text if self.placed else ""
        wholly = WHOLLY_CLOSED.fullmatch(rest) or (
            PRESENT.fullmatch(above) and text.startswith("非公開") and WHOLLY_CLOSED.fullmatch(f"{above}　{text}")
        )
        if kind is None and wholly:
            self.closed = wholly["why"].strip()
            self.doubts.append(
                f"{where}により、会議の全体を非公開としました。違えば準備の closed を直してください。"
            )
            kind = LineKind.HEADING
        if kind is None and PRESENT.fullmatch(rest):
            self._count(text)
            kind = LineKind.UNREAD
        if kind is None and (how := HOW.fullmatch(rest)):
            kind = self.head.how(how["value"])
        letter = ADDRESS.fullmatch(text) or (LETTER_NUMBER.fullmatch(text) and not self.numbers.kind_in(text))
        if kind is None and not begun and letter:
            kind = LineKind.HEADING
        below_place = self.placed[-1].kind is LineKind.PLACE if self.placed else False
        if kind is None and below_place and self.head.more_of_place(text, deeper=indent > self._place_indent):
            kind = LineKind.PLACE
        if kind is None and not begun:
            kind = self.head.unlabelled(where, text) or self.head.title(text, self.numbers.notation)
        if kind is LineKind.PLACE and not below_place:
            self._place_indent = indent
        if kind is not None:
            self._place(where, text, kind)
        return kind is not None

    # -- the agenda

    def _case(self, where: Where, text: str, rest: str) -> bool:
        """Whether a line begins with the number of a case."""
        for typed in dict.fromkeys((rest, text)):
            cases, title = self.numbers.leading(typed)
            if cases:
                break
        else:
            return False
        if self._container:
            self._contained(len(self.marks.within) + 1)
        tag = self.on_agenda.tags(title)
        if not tag.title:
            self._place(where, text, LineKind.UNREAD)
            self.doubts.append(f"{where}「{short(text)}」に件名がありません。件名を書いてください。")
            return True
        self.on_agenda.case(self._order, where, cases, tag, self._current())
        self._place(where, text, LineKind.CASE)
        return True

    def _item(self, where: Where, own: int | None, rest: str) -> None:
        if behind := NEXT_BEHIND.fullmatch(rest):
            self.notes.append(f"{where}の次回の予定「{behind['next']}」（記録の画面で入れます）")
            rest = behind["item"]
        if timed := AT_TIME.search(rest):
            self.head.begins(timed["time"])
            rest = rest[: timed.start()]
        # A line that only points at a paper (「３　資料１」) is called by that.
        title = single_blanks(unspread(self.materials.referred(rest))) or single_blanks(rest)
        last = max((item.number for item in self.items), default=0)
        number = own if own and own > last else last + 1
        self.items.append(AgendaItemRead(number, title, where, self._order))

    def _next_time(self, rest: str) -> bool:
        """Whether a line only tells of the next meeting (「次回会議は２月頃を予定」), below what stands over no topics."""
        return rest.startswith("次回") and CONTAINER.fullmatch(self.items[-1].title) is None

    def _contained(self, depth: int) -> bool:
        """Whether a deeper line is a topic of its own, because the one over it (審議事項) only stands over others."""
        if self._container is None or self._container[1] not in self.marks.within[:depth]:
            return False
        at, _ = self._container
        above = self.placed[at]
        if above.kind is LineKind.TOPIC:
            self.placed[at] = replace(above, kind=LineKind.HEADING)
            self.on_agenda.drop(above.where)
        return depth == self.marks.within.index(self._container[1]) + 1

    def _of_letter(self, text: str, rest: str) -> bool:
        """Whether a numbered part of a letter tells something besides the agenda (「５　その他」 below 「１　日時」)."""
        agenda = all(CONTAINER.fullmatch(item.title) for item in self.items)
        return (
            kind_of_mark(text) == self.marks.parts != "" and agenda and OF_LETTER.fullmatch(rest) is not None
        )

    def _topic(self, where: Where, rest: str) -> None:
        tag = self.on_agenda.tags(rest)
        # A line that is nothing but a paper or a state in brackets is called by that.
        tag = tag if tag.title else replace(tag, title=single_blanks(rest))
        self.on_agenda.topic(self._order, where, tag, self._current())

    def _explained(self, where: Where, text: str) -> bool:
        """Whether a line tells who explains the case or topic above it."""
        last = self.placed[-1].kind if self.placed else None
        found = EXPLAINED.fullmatch(text)
        if found is None or last not in (LineKind.CASE, LineKind.TOPIC):
            return False
        self.on_agenda.explained("explainer" if found["who"] else "office", found["value"].strip())
        self._place(where, text, last)
        return True

    def _unmarked(self, where: Where, text: str, indent: int) -> None:
        last = self.placed[-1].kind if self.placed else None
        agenda = last in (LineKind.CASE, LineKind.TOPIC, LineKind.DETAIL)
        kind = LineKind.UNREAD
        about_all = not self.items and not self.entries and MEETING_THEME.match(text)
        if about_all or ELSEWHERE_TOLD.search(text):
            kind = LineKind.REMARK
        elif label := TOPIC_LABEL.fullmatch(text):
            self._topic(where, label["value"])
            kind = LineKind.TOPIC
        elif THEME.match(text) and last in (LineKind.ITEM, LineKind.TOPIC):
            self._theme(text)
            kind = LineKind.TOPIC
        elif self._heads(text):
            kind = LineKind.HEADING
            self._heading = bool(self.items) and unwrapped(text) != text
        elif self._heading and last in (LineKind.HEADING, LineKind.TOPIC):
            kind = self._below_heading(where, text, last)
        elif self.marks.none and len(text) <= LONGEST and self._headed(where) and self._may_be_item(text):
            self._item(where, None, text)
            kind = LineKind.ITEM
        elif last is LineKind.ITEM and indent and text.startswith("次回"):
            kind = LineKind.DETAIL  # when the next one will be is told, not deliberated on
        elif self.marks.within == ["【】"] and self.items and last not in (None, LineKind.UNREAD):
            kind = self._below_heading(where, text, last)
        elif last is LineKind.TOPIC and self._marked and indent > self._indent and not self.on_agenda.goes_on(text):
            kind = LineKind.DETAIL  # below a topic with a number of its own
        elif last in (LineKind.ITEM, LineKind.TOPIC) and indent and self._under_container(text):
            self._marked = False
            self._topic(where, text)
            self._indent = indent
            kind = LineKind.TOPIC
        elif last in (LineKind.CASE, LineKind.TOPIC) and (indent or self.on_agenda.dangles()) and self.on_agenda.goes_on(text):
            self.on_agenda.go_on(text)
            kind = last
        elif agenda and indent > self._indent:
            kind = LineKind.DETAIL
        elif agenda and indent and indent == self._indent and self._within_container(text):
            self._topic(where, text)
            kind = LineKind.TOPIC
        else:
            self._count(text)
        self._place(where, text, kind)

    def _below_heading(self, where: Where, text: str, last: LineKind | None) -> LineKind:
        """What a line without a mark is below a heading in brackets: a topic, its end, or a detail."""
        begun = last in (LineKind.TOPIC, LineKind.CASE)
        if begun and self.on_agenda.dangles() and self.on_agenda.goes_on(text):
            self.on_agenda.go_on(text)
            return last or LineKind.TOPIC
        if self._within_container(text) and SENTENCE.search(text) is None:
            self._topic(where, text)
            return LineKind.TOPIC
        return LineKind.DETAIL

    def _heads(self, text: str) -> bool:
        """Whether a line without a mark heads the agenda (「日程」) or a part of it (「【報告事項】」)."""
        bare = unspread(unwrapped(text).rstrip(" 　:："))
        if not self.items and AGENDA_BELOW.fullmatch(bare):
            return True
        return CONTAINER.fullmatch(bare) is not None and (not self.items or unwrapped(text) != text)

    def _may_be_item(self, text: str) -> bool:
        """Whether a line may be an item where none has a mark: no sentence, and no label with its value."""
        return not OTHER_LABEL.match(text) and SENTENCE.search(text) is None

    def _count(self, text: str) -> None:
        found = (number(typed) for typed in MEMBERS_COUNTED.findall(text))
        self.counted += [value for value in found if value]

    def _headed(self, where: Where) -> bool:
        """Whether a heading (「議題」) stands above, so that lines without marks are items; each sheet is on its own."""
        book = where.file.suffix.lower() == ".xlsx"
        return any(
            line.kind in (LineKind.HEADING, LineKind.ITEM)
            and (not book or (line.where.file, line.where.sheet) == (where.file, where.sheet))
            for line in self.placed
        )

    def _under_container(self, text: str) -> bool:
        """Whether an indented line without a mark is a topic of the item above (報告事項), and no end of a title."""
        if not self._within_container(text):
            return False
        return self.placed[-1].kind is LineKind.ITEM or not self.on_agenda.goes_on(text)

    def _within_container(self, text: str) -> bool:
        """Whether the item above stands over others, so that a line may be one of them."""
        return (
            bool(self.items)
            and CONTAINER.fullmatch(self.items[-1].title) is not None
            and len(text) <= LONGEST
        )

    def _theme(self, text: str) -> None:
        """What the line above is about: it becomes a topic with that in its heading."""
        if self.placed[-1].kind is LineKind.TOPIC:
            self.on_agenda.theme(text)
        else:
            item = self.items[-1]
            self.on_agenda.topic(item.order, item.where, Tags(f"{item.title}　{text}"), item.number)

    def _current(self) -> int | None:
        return self.items[-1].number if self.items else None

    def _place(self, where: Where, text: str, kind: LineKind) -> None:
        # The cells of a row are told with one blank between them.
        self.placed.append(PlacedLine(where, single_blanks(text) if where.sheet else text, kind))
