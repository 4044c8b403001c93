"""The lines of a 次第 (次第の読取り): title, when and where, items, topics, cases and papers; each line has its place.

The paper's own marks are learned first: which kinds of numbering stand at the heads of its lines, and in which
order they first come, which is how deep each of them lies (１ → （１） → ア).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.meeting import Material
from clerk_tui.domain.moments import find_days, read_moment
from clerk_tui.domain.text import NUMBER, number

from .agenda_table import AgendaEntry, tags
from .case_numbers import CaseNumbers
from .lines import LineKind, PlacedLine, Where, short
from .schedule import Origin, Schedule
from .sheets import Paragraph

_DIGITS = r"[0-9０-９一二三四五六七八九十]{1,3}"
_MARKS = {
    "日程": re.compile(rf"[\s　]*(?:議事)?日程[\s　]*第?[\s　]*(?P<number>{_DIGITS})[\s　.．、:：]*(?=\S)"),
    "1.": re.compile(
        rf"[\s　]*(?:第[\s　]*(?P<first>{_DIGITS})[\s　.．、]+|(?P<number>{_DIGITS})[\s　]*(?:[.．、)）][\s　]*|[\s　]+))(?=\S)"
    ),
    "(1)": re.compile(rf"[\s　]*[（(][\s　]*(?P<number>{_DIGITS})[\s　]*[)）][\s　]*(?=\S)"),
    "①": re.compile(r"[\s　]*(?P<number>[①-⑳㉑-㉟❶-❿])[\s　.．]*(?=\S)"),
    "ア": re.compile(
        r"[\s　]*(?:[（(][ア-ンa-zａ-ｚｱ-ﾝ][)）]|[ア-ンa-zａ-ｚｱ-ﾝ](?=[\s　.．、)）]))[\s　.．、)）]*(?=\S)"
    ),
    "・": re.compile(r"[\s　]*[・○●◯◇◆□■◎▽▼▪•＊*‐－-][\s　]*(?=\S)"),
}
_NUMBERED = ("日程", "1.", "(1)", "①", "ア")
_WHEN = r"(?:開[\s　]*催[\s　]*)?(?:日[\s　]*時|期[\s　]*日|と[\s　]*き|年[\s　]*月[\s　]*日|開[\s　]*催[\s　]*日|会[\s　]*議[\s　]*日[\s　]*時|招[\s　]*集[\s　]*日[\s　]*時|[^\s　：:]{0,8}(?:開催日時|開催日|開会日時))"
_WHERE = (
    r"(?:(?:開[\s　]*催|会[\s　]*議|招[\s　]*集)[\s　]*)?(?:場[\s　]*所|会[\s　]*場|と[\s　]*こ[\s　]*ろ)"
)
_LABELLED = re.compile(
    rf"[\s　]*[【〔\[［◆■○◎●・]?[\s　]*(?:(?P<when>{_WHEN})|(?P<where>{_WHERE}))[\s　]*[】〕\]］]?"
    r"(?:[\s　]*[:：][\s　]*|[\s　]+|$)(?P<value>.*)"
)
_WHERE_WITHIN = re.compile(rf"[\s　]+[【〔\[［]?{_WHERE}[】〕\]］]?[\s　:：]+(?P<value>\S.*)")
_OTHER_LABEL = re.compile(
    r"[\s　]*[【〔\[［◆■○◎●]?(?:出席者|欠席者|傍聴|対象|主催|問合せ|問い合わせ|連絡先|担当|事務局|司会|議長|説明者|出席委員|"
    r"欠席委員|会議の公開|公開・非公開)[^\s　:：】]{0,8}[】〕\]］]?[\s　]*[:：][\s　]*\S"
)
_COUNTED = re.compile(
    rf"(?:(?:令和|平成|R)[\s　]*(?:{NUMBER}|元)[\s　]*年[\s　]*度?)?[\s　]*第[\s　]*{NUMBER}[\s　]*回"
)
_MONTHLY = re.compile(
    rf"(?:(?:令和|平成)[\s　]*(?:{NUMBER}|元)[\s　]*年[\s　]*)?{NUMBER}月[\s　]*(?:定例総会|定例会|臨時会|総会|定例|臨時|例会|通常会議)"
)
_PAPER_NAME = re.compile(
    r"[\s　]*(?:会[\s　]*議[\s　]*)?(?:次[\s　]*第|議[\s　]*事[\s　]*次[\s　]*第|議[\s　]*事[\s　]*日[\s　]*程|日[\s　]*程[\s　]*表?|"
    r"式[\s　]*次[\s　]*第|レ[\s　]*ジ[\s　]*ュ[\s　]*メ|議案等?一覧表?|案件一覧表?|議案書|付託案件表|[^\s　]{0,6}一覧表?|[^\s　]{0,6}名簿)[\s　]*"
    r"(?:[（(].*[)）])?$"
)
_BODY_NAME = re.compile(
    r"[^\s　。、]*(?:審議会|審査会|委員会|協議会|懇談会|懇話会|検討会|有識者会議|会議|部会|総会|定例会|臨時会|分科会|議会)"
)
_MATERIALS = re.compile(
    r"[\s　]*[【〔\[［■□◆◇○●・<＜]*[\s　]*(?P<when>当日|事前|席上|机上|会議)?[\s　]*(?:配[\s　]*[布付][\s　]*)?(?:資[\s　]*料|書[\s　]*類)(?:一覧|目録)?"
    r"[\s　]*[】〕\]］>＞]*[\s　]*[:：]?[\s　]*(?P<first>.*)"
)
_MATERIAL = re.compile(
    r"[\s　]*[・○●◯◇◆□■‐－-]?[\s　]*(?:参考|当日|別紙|補足|追加|会議|説明|配布|配付)?(?:資料|別紙|別添|別冊)[\s　]*(?:[（(]?[0-9０-９一二三四五六七八九十①-⑳№NoＮｏA-ZＡ-Ｚ][0-9０-９A-Za-z.．－―‐ー\-]*[)）]?)"
    r"(?:[\s　:：].*|$)|[\s　]*[・○●◯◇◆□■‐－-]?[\s　]*(?:参考資料|当日資料|追加資料)(?:[\s　:：].*|$)"
)
_REFERENCE = re.compile(
    r"[\s　]*(?:[…‥・]{2,}[\s　]*|[【〔\[［（(<＜][\s　]*)(?P<ref>(?:参考|当日|別紙)?(?:資料|別紙)[^】〕\]］）)>＞]*?)[\s　]*(?:[】〕\]］）)>＞]|$)$"
    r"|[\s　]{2,}(?P<bare>(?:参考|当日)?資料[\s　]*(?:№|No\.?)?[0-9０-９][0-9０-９、・～~－\-]*)$"
)
_INLINE_SUB = re.compile(
    rf"(?P<head>議[\s　]*題|議[\s　]*事|[^\s　（(]{{0,6}}事項|案[\s　]*件)[\s　:：]*(?=[（(]{_DIGITS}[)）])"
)
_TOPIC_LABEL = re.compile(
    r"[\s　]*(?:議[\s　]*題|テ[\s　]*ー[\s　]*マ|案[\s　]*件)[\s　]*[:：][\s　]*(?P<value>\S.*)"
)
_THEME = re.compile(r"[\s　]*(?:テーマ|議題名|内容|演題|講師|主題|論点)|[\s　]*[「『～〜―]")
_REMARK = re.compile(r"[\s　]*(?:※|＊|\*|注[\s　:：)）])")
_FURNITURE = re.compile(
    r"[\s　]*(?:以[\s　]*上|[-－―ー‐]*[\s　]*[0-9０-９]{1,3}[\s　]*[-－―ー‐]*|記|裏面(?:へ|に続く)?|敬称略|[（(].*現在[)）])[\s　]*$"
)
_PLACE_END = re.compile(
    r"(?:室|館|ホール|庁舎|センター|会場|議場|公民館|階|会館|プラザ|オンライン|棟|役場|役所)(?:[\s　]*[（(].*[)）])?$"
)
_COMPLETE = re.compile(
    r"(?:について|件|案|承認|報告|選任|選出|指名|委嘱|請願|陳情|決定|改正|挨拶|あいさつ|他|会|事項|[）)」』。])$"
)
_SPREAD = re.compile(r"(?:[^\s　]{1,2}[\s　]+)+[^\s　]{1,2}")
CEREMONY = re.compile(
    r"開会|閉会|開議|散会|閉議|あいさつ|挨拶|その他|連絡|署名|会期|点呼|定足|出席|欠席|成立|次回|資料(?:の)?確認|休憩|諸般の報告|諸報告|"
    r"教育長報告|会長報告|委員紹介|職員紹介|自己紹介|辞令|委嘱状|日程|(?:前回|会議録|議事録).*(?:承認|確認|確定)|宣告|宣言|憲章|黙とう|黙祷"
)
"""Items that are no topic of their own."""
CONTAINER = re.compile(
    r"(?:議題|議事|審議|報告|協議|案件|議案|付議事件|審査|諮問|次第|(?:.*(?:事項|案件|議案|議題))|会議に付した事件|議案審議|議案審査)(?:[（(].*[)）])?"
)
"""Items that only stand over others."""


class AgendaItemRead(Struct, frozen=True):
    """An item of the 次第 with the number that the paper gives it."""

    number: int
    title: str
    where: Where
    order: int
    """Of its line, among all lines of the paper."""


class LineReader:
    """Reads the lines of a paper, in order; what came of them is in its fields."""

    def __init__(self, numbers: CaseNumbers) -> None:
        self.numbers = numbers
        self.labelled = Schedule()
        """What stands behind 日時 and 場所."""
        self.bare = Schedule()
        """What stands without such a word."""
        self.body = ""
        """The name of the body, as the paper's title has it."""
        self.items: list[AgendaItemRead] = []
        self.entries: list[tuple[int, AgendaEntry]] = []
        """Each with the order of its line."""
        self.materials: list[Material] = []
        self.placed: list[PlacedLine] = []
        self.doubts: list[str] = []
        self._styles: tuple[str, ...] = ()
        """The paper's kinds of numbering, as they first come."""
        self._within: list[str] = []
        """The marks of the line at hand and of those over it."""
        self._awaited = ""
        """Of which label the value is still to come: when, where."""
        self._handing_out: str | None = None
        """Within the list of papers: when they are handed out."""
        self._handing_style = ""
        """The mark of the heading over that list; its like ends the list."""
        self._numberless = False
        self._references: list[str] = []
        """Papers that titles point at."""
        self._order = 0

    @property
    def schedule(self) -> Schedule:
        return self.labelled.over(self.bare)

    def learn(self, paragraphs: Sequence[Paragraph]) -> None:
        """The marks of a paper, before its first line is read."""
        self._end_of_list()
        self._learn(paragraphs)

    def line(self, paragraph: Paragraph) -> None:
        """The next line of the paper."""
        self._order += 1
        self._line(paragraph, Where(paragraph.file, paragraph.number, paragraph.sheet))

    def table(self, entries: Sequence[AgendaEntry]) -> None:
        """The rows of a table that stands between the lines; cases that lines name as well are the table's."""
        self._order += 1
        last = self.items[-1] if self.items else None
        under = last.number if last and CONTAINER.fullmatch(last.title) else None
        known = {case for entry in entries for case in entry.cases}
        self.entries = [
            (order, entry)
            for order, entry in self.entries
            if not entry.cases or not known.issuperset(entry.cases)
        ]
        self.entries += [(self._order, replace(entry, under=under)) for entry in entries]

    def end(self) -> None:
        """All papers have been read."""
        self._end_of_list()
        self._end()

    def outside(self, where: Where, text: str) -> None:
        """A line that stands around a table: a title, a date, a remark."""
        self._order += 1
        if not self._head(Paragraph(where.file, where.row, text), where, text):
            self._rest(where, text)

    def _end_of_list(self) -> None:
        self._handing_out, self._awaited = None, ""

    # -- the paper's own marks

    def _learn(self, paragraphs: Sequence[Paragraph]) -> None:
        """Which kinds of numbering stand at the heads of the lines; the first of them is the outermost."""
        seen: dict[str, None] = {}
        for paragraph in paragraphs:
            text = paragraph.text
            listed = _MATERIALS.fullmatch(text) and "料" in text[:12]
            if listed or _LABELLED.match(self._bare(text)):
                continue
            if paragraph.level is not None:
                seen[f"自動{paragraph.level}"] = None
                continue
            style = next((style for style in _NUMBERED if _MARKS[style].match(text)), "")
            # A year before the first item is no number.
            if style and not (style == "1." and not seen and find_days(text)):
                seen[style] = None
        self._styles = tuple(seen)
        self._within = []
        self._numberless = not seen

    def _mark(self, paragraph: Paragraph) -> tuple[int | None, int | None, str]:
        """How deep the line's mark lies, its number, and the line without it; None: it has no such mark."""
        text = paragraph.text
        if paragraph.level is not None:
            return self._depth(f"自動{paragraph.level}"), None, text.strip()
        for style, pattern in _MARKS.items():
            match = pattern.match(text)
            if match is None or (style != "・" and style not in self._styles):
                continue
            groups = match.groupdict()
            typed = groups.get("number") or groups.get("first") or ""
            return self._depth(style), number(typed), text[match.end() :].strip()
        return None, None, text.strip()

    def _depth(self, style: str) -> int:
        """How deep a mark lies: that of its like above, else one deeper than the last line."""
        if style in self._within:
            del self._within[self._within.index(style) + 1 :]
        elif self._styles and style == self._styles[0]:
            self._within = [style]
        else:
            self._within.append(style)
        return len(self._within) - 1

    def _bare(self, text: str) -> str:
        """A line without any mark, for the labels that may stand behind one."""
        for pattern in _MARKS.values():
            if match := pattern.match(text):
                return text[match.end() :]
        return text

    # -- one line

    def _line(self, paragraph: Paragraph, where: Where) -> None:
        text = paragraph.text.strip()
        depth, own, rest = self._mark(paragraph)
        if self._head(paragraph, where, text, rest, begun=bool(self.items) or depth is not None):
            return
        if self._case(where, text, rest):
            return
        if depth is None:
            self._unmarked(paragraph, where, text)
            return
        if inline := _INLINE_SUB.match(rest):
            self._item(where, own, inline["head"], text)
            rest, depth = rest[inline.end() :], depth + 1
            rest = _MARKS["(1)"].sub("", rest, count=1)
            self._topic(where, rest, "")
        elif depth == 0:
            self._item(where, own, rest, text)
        elif depth == 1 or not self.entries or not self.items:
            self._topic(where, rest, text)
        else:
            self._place(where, text, LineKind.DETAIL)

    def _head(
        self, paragraph: Paragraph, where: Where, text: str, rest: str = "", *, begun: bool = False
    ) -> bool:
        """Whether a line is one of those that may stand anywhere: when, where, papers, a remark, a title."""
        rest = rest or self._bare(text).strip()
        if self._awaited and self._value(where, text):
            return True
        self._awaited = ""
        if labelled := _LABELLED.fullmatch(rest):
            return self._label(where, text, labelled)
        if self._papers(where, text, rest):
            return True
        if _REMARK.match(text):
            self._place(where, text, LineKind.REMARK)
        elif _FURNITURE.fullmatch(text):
            self._place(where, text, LineKind.HEADING)
        elif not begun and self._bare_moment(where, text):
            return True
        else:
            return not begun and paragraph.level is None and self._title(where, text)
        return True

    def _label(self, where: Where, text: str, found: re.Match[str]) -> bool:
        value = found["value"].strip()
        self._handing_out = None
        if not value:
            self._awaited = "when" if found["when"] else "where"
            self._place(where, text, LineKind.MOMENT if found["when"] else LineKind.PLACE)
            return True
        if found["where"]:
            self._where(where, text, value)
            return True
        if not self._when(where, text, value) and not re.search(r"[:：]", text):
            return False  # 「期日前投票について」
        return True

    def _value(self, where: Where, text: str) -> bool:
        """The value of a label that stood alone on the line before."""
        awaited, self._awaited = self._awaited, ""
        if awaited == "where" and not _LABELLED.fullmatch(text):
            self._where(where, text, text)
            return True
        return awaited == "when" and bool(find_days(text)) and self._when(where, text, text)

    def _when(self, where: Where, text: str, value: str) -> bool:
        within = _WHERE_WITHIN.search(value)
        moment = read_moment(value[: within.start()] if within else value)
        if moment.day is None and moment.starts is None:
            self.doubts.append(f"{where}「{short(text)}」の日時が読めません。日時を入れてください。")
            self._place(where, text, LineKind.UNREAD)
            return True
        self.doubts += [f"{where}：{doubt}" for doubt in moment.doubts]
        if moment.day is not None and moment.date is None and not moment.doubts:
            self.doubts.append(f"{where}「{short(text)}」の日付に年がありません。日付を入れてください。")
        read = Schedule.known(Origin.READ, day=moment.date, starts=moment.starts, ends=moment.ends)
        self.labelled = self.labelled.over(read)
        if within:
            self.labelled = self.labelled.over(Schedule.known(Origin.READ, place=within["value"].strip()))
        self._place(where, text, LineKind.MOMENT)
        return True

    def _where(self, where: Where, text: str, value: str) -> None:
        self.labelled = self.labelled.over(Schedule.known(Origin.READ, place=_single_blanks(value)))
        self._place(where, text, LineKind.PLACE)

    def _bare_moment(self, where: Where, text: str) -> bool:
        """A date without its label, and the place on the line below it."""
        days = [day for day in find_days(text) if day.year]
        if days:
            rest = text[: days[0].start] + text[days[0].end :]
            if len(re.sub(r"午前|午後|[0-9０-９時分半から～〜~まで:：正午\s　()（）]", "", rest)) > 6:
                return False
            moment = read_moment(text)
            self.doubts += [f"{where}：{doubt}" for doubt in moment.doubts]
            read = Schedule.known(Origin.READ, day=moment.date, starts=moment.starts, ends=moment.ends)
            self.bare = read.over(self.bare) if moment.starts else self.bare.over(read)
            self._place(where, text, LineKind.MOMENT)
            return True
        if self.bare.date and not self.bare.place and _PLACE_END.search(text) and len(text) <= 40:
            # Learned from where it stands, not from a word.
            self.bare = self.bare.over(Schedule.known(Origin.GUESSED, place=_single_blanks(text)))
            self._place(where, text, LineKind.PLACE)
            return True
        return False

    def _title(self, where: Where, text: str) -> bool:
        """The title of the paper: how the meeting is counted, the body's name."""
        name = _PAPER_NAME.sub("", text).strip()
        if not name:
            self._place(where, text, LineKind.HEADING)
            return True
        counted = _COUNTED.search(text) or _MONTHLY.search(text)
        if self.numbers.notation.mentions(text) or len(text) > 60:
            return False
        if counted is None and not (_BODY_NAME.search(name) and not re.search(r"について|[。:：]", text)):
            return False
        if counted and not self.bare.title:
            told = _half(re.sub(r"[\s　]", "", counted.group()))
            after = re.match(r"[\s　]*(?:定例会|臨時会)(?=[\s　]|$)", text[counted.end() :])
            title = told + (after.group().strip() if after else "")
            self.bare = self.bare.over(Schedule.known(Origin.READ, title=title))
            name = (_PAPER_NAME.sub("", text[: counted.start()] + text[counted.end() :])).strip()
        found = re.sub(r"定例会$|臨時会$|[（(].*[)）]$", "", name.strip(" 　")).strip(" 　")
        if found and not self.body and re.search(r"会|議", found):
            self.body = _single_blanks(found)
        self._place(where, text, LineKind.TITLE)
        return True

    def _papers(self, where: Where, text: str, rest: str) -> bool:
        """Whether a line belongs to the list of papers (配布資料)."""
        style = next((name for name in self._styles if name in _MARKS and _MARKS[name].match(text)), "")
        heading = _MATERIALS.fullmatch(rest) if not style or "配" in rest else None
        if heading and (not heading["first"] or re.search(r"[:：]", text)) and not _MATERIAL.fullmatch(rest):
            self._handing_out = (heading["when"] or "").replace("会議", "")
            self._handing_style = style
            self._place(where, text, LineKind.HEADING)
            for part in filter(None, re.split(r"[、，]", heading["first"])):
                self._material(part)
            return True
        if _MATERIAL.fullmatch(rest) or _MATERIAL.fullmatch(text):
            self._material(rest if _MATERIAL.fullmatch(rest) else text)
            self._place(where, text, LineKind.MATERIAL)
            return True
        if self._handing_out is None:
            return False
        ended = re.match(r"[\s　]*[【〔\[［■◆]|[\s　]*以[\s　]*上", text) or _PAPER_NAME.fullmatch(text)
        if ended or _REMARK.match(text) or (style and style == self._handing_style):
            self._handing_out = None
            return False
        self._material(rest)
        self._place(where, text, LineKind.MATERIAL)
        return True

    def _material(self, text: str) -> None:
        title = _single_blanks(re.sub(r"^[\s　]*[・○●◯◇◆□■][\s　]*", "", text))
        if title and all(each.title != title for each in self.materials):
            self.materials.append(Material(self._handing_out or "", title))

    def _case(self, where: Where, text: str, rest: str) -> bool:
        """Whether a line begins with the number of a case."""
        for typed in dict.fromkeys((rest, text)):
            cases, title = self.numbers.leading(typed)
            if cases:
                break
        else:
            return False
        tag = tags(self._referred(title))
        if not tag.title:
            self._place(where, text, LineKind.UNREAD)
            self.doubts.append(f"{where}「{short(text)}」に件名がありません。件名を書いてください。")
            return True
        entry = AgendaEntry(
            where,
            cases,
            (tag.title,) * len(cases),
            office=tag.office,
            under=self._current(),
            closed=tag.closed,
        )
        self.entries.append((self._order, entry))
        self._place(where, text, LineKind.CASE)
        return True

    def _referred(self, title: str) -> str:
        """A title without the paper that it points at (「…について【資料1】」), which is kept as a paper."""
        match = _REFERENCE.search(title)
        if match is None:
            return title
        named = _single_blanks(match["ref"] or match["bare"])
        self._references.append(named)
        return title[: match.start()]

    def _item(self, where: Where, own: int | None, rest: str, text: str) -> None:
        title = _unspread(self._referred(rest))
        taken = [item.number for item in self.items]
        number = own if own and own > max(taken, default=0) else max(taken, default=0) + 1
        self.items.append(AgendaItemRead(number, title, where, self._order))
        self._place(where, text, LineKind.ITEM)

    def _topic(self, where: Where, rest: str, text: str) -> None:
        """``text`` is empty where the line has been placed already."""
        tag = tags(self._referred(rest))
        entry = AgendaEntry(
            where, heading=tag.title, office=tag.office, under=self._current(), closed=tag.closed
        )
        self.entries.append((self._order, entry))
        if text:
            self._place(where, text, LineKind.TOPIC)

    def _unmarked(self, paragraph: Paragraph, where: Where, text: str) -> None:
        last = self.placed[-1].kind if self.placed else None
        indented = paragraph.text[:1] in " 　"
        if label := _TOPIC_LABEL.fullmatch(text):
            self._topic(where, label["value"], text)
        elif (self.items or self.entries) and _THEME.match(text) and last in (LineKind.ITEM, LineKind.TOPIC):
            self._theme(where, text)
        elif CONTAINER.fullmatch(_unspread(text)) and not self.items:
            self._numberless = self._numberless or not self._styles
            self._place(where, text, LineKind.HEADING)
        elif self._numberless and not _OTHER_LABEL.match(text) and len(text) <= 60 and self._after_heading():
            self._item(where, None, text, text)
        elif last in (LineKind.CASE, LineKind.TOPIC, LineKind.ITEM) and indented and self._goes_on(text):
            self._continue(where, text)
        else:
            self._rest(where, text)

    def _after_heading(self) -> bool:
        return any(line.kind in (LineKind.HEADING, LineKind.ITEM) for line in self.placed)

    def _theme(self, where: Where, text: str) -> None:
        """What the item above is about: it becomes a topic with that in its heading."""
        if self.placed[-1].kind is LineKind.TOPIC and self.entries:
            order, entry = self.entries[-1]
            self.entries[-1] = order, replace(entry, heading=f"{entry.heading}　{text}")
        else:
            item = self.items[-1]
            entry = AgendaEntry(item.where, heading=f"{item.title}　{text}", under=item.number)
            self.entries.append((item.order, entry))
        self._place(where, text, LineKind.TOPIC)

    def _goes_on(self, text: str) -> bool:
        """Whether the title above stops in the middle, so that this line ends it."""
        if self.placed[-1].kind is LineKind.ITEM:
            return False
        _, entry = self.entries[-1]
        title = entry.titles[-1] if entry.titles else entry.heading
        return not _COMPLETE.search(title) and len(text) <= 60

    def _continue(self, where: Where, text: str) -> None:
        order, entry = self.entries[-1]
        tag = tags(self._referred(text))
        entry = replace(
            entry,
            titles=tuple(title + tag.title for title in entry.titles),
            heading=entry.heading + tag.title if entry.heading else "",
            office=entry.office or tag.office,
            closed=entry.closed or tag.closed,
        )
        self.entries[-1] = order, entry
        self._place(where, text, self.placed[-1].kind)

    def _rest(self, where: Where, text: str) -> None:
        self._place(where, text, LineKind.UNREAD)

    def _current(self) -> int | None:
        return self.items[-1].number if self.items else None

    def _place(self, where: Where, text: str, kind: LineKind) -> None:
        self.placed.append(PlacedLine(where, text, kind))

    def _end(self) -> None:
        """What only the whole paper tells: papers that are only pointed at, items that are topics of their own."""
        for named in self._references:
            if not any(named.replace("　", "") in each.title.replace("　", "") for each in self.materials):
                self.materials.append(Material("", named))
        under = {entry.under for _, entry in self.entries}
        for item in self.items:
            alone = item.number not in under
            if alone and not CEREMONY.search(item.title) and not CONTAINER.fullmatch(item.title):
                tag = tags(item.title)
                entry = AgendaEntry(
                    item.where, heading=tag.title, office=tag.office, under=item.number, closed=tag.closed
                )
                self.entries.append((item.order, entry))
        self.entries.sort(key=lambda each: each[0])


def _single_blanks(text: str) -> str:
    return re.sub(
        r"[\s　]+", lambda gap: gap.group()[0] if len(gap.group()) > 1 else gap.group(), text.strip()
    )


def _unspread(text: str) -> str:
    """「開　会」 as 「開会」: blanks that only spread the characters out."""
    text = text.strip()
    return (
        re.sub(r"[\s　]+", "", text)
        if _SPREAD.fullmatch(text) and len(re.sub(r"[\s　]", "", text)) <= 8
        else text
    )


def _half(text: str) -> str:
    """Full-width digits as half-width ones."""
    return text.translate({code: code - 0xFEE0 for code in range(0xFF10, 0xFF1A)})
