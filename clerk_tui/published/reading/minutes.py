"""A file of published minutes → :class:`~clerk_tui.published.data.Published`, with where every line went."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.profile import Form
from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.published.data import (
    HeadingRow,
    Listed,
    Published,
    PublishedRow,
    StageRow,
)

from .beside import Beside
from .body import Body
from .cases import Cases, labelled_case, outcome
from .cut import Cut, is_page_number
from .header import Header, Topic
from .held import held
from .labels import PEOPLE, Item, Labelled, labelled
from .lines import bare
from .lists import Group
from .page import Ledger, Page, Place, TableBlock, TextLine
from .people import people_in
from .person import ONLINE
from .phrases import STATIONERY
from .plain import read_text
from .plausibility import Doubt, doubts
from .presence import attendance_of
from .speech import Speech, learn, speaks
from .spoken import opening_title, said_absent
from .tables import Tables, candidates
from .web import read_web
from .word import read_word

_READERS = {".docx": read_word, ".txt": read_text, ".md": read_text, ".html": read_web, ".htm": read_web}
_BEHIND = (Item.MATERIALS, Item.OTHER, Item.OPENNESS, Item.OBSERVERS, Item.PLACE, Item.MOMENT)
"""Items that some papers list behind the proceedings."""
_CLOSING = {"【": "】", "［": "］", "[": "]", "（": "）", "＜": "＞", "〔": "〕"}


class Reading(Struct, frozen=True):
    """Minutes that were read, and what the clerk should know of how."""

    published: Published
    placed: Counter[str]
    """How many lines became what."""
    unread: tuple[tuple[Place, str], ...]
    """The lines that found no place (読めなかった行)."""
    aside: tuple[tuple[Place, str], ...]
    """Lines that were understood and have no place in a record (その他の項目、署名)."""
    doubts: tuple[Doubt, ...]
    guessed: frozenset[str]
    """What was not read but concluded: 「日時」, 「場所」, 「案件の結果」 …"""


def read_minutes(path: Path, words: tuple[str, str] | None = None) -> Reading:
    """Read minutes in whatever form a body prints them.

    Args:
        path: of the file.
        words: what stands before and after a speaker in a layout that is known.

    Raises:
        FileProblems: the file cannot be read, or nobody speaks in it and it lists no agenda.
    """
    read = _READERS.get(path.suffix.lower())
    if read is None:
        message = (
            f"会議録は {'、'.join(_READERS)} で渡してください（PDF や .doc は、Word で .docx に直せます）。"
        )
        raise FileProblems([Problem(path, None, "", message)])
    return _Reader(read(path), words).reading()


class _Reader:
    """Learns the marks of a page, then walks its blocks once."""

    def __init__(self, page: Page, words: tuple[str, str] | None) -> None:
        self.page = page
        self.ledger = Ledger(page)
        lines = [block for block in page.blocks if isinstance(block, TextLine)]
        self.own = any(line.style in ("発言", "発言者", "議題", "表の間") for line in lines)
        said = [
            line.text
            for line in lines
            if not self.own or line.style in ("発言", "発言（字下げ済み）", "発言者", "動作")
        ]
        said += [] if self.own else list(candidates(page))
        # A first look at the top, for the names: they tell speakers from words.
        self.speech = learn(said)
        start = Cut(page, self.speech, self.own).start()
        people = self._names(start)
        self.speech = learn(said, people)
        if self.own:
            self.speech = _framed(said, self.speech, words)
        elif words:
            framed = replace(self.speech, words=words)
            if sum(framed.begun(line) is not None for line in said) >= max(
                2, sum(self.speech.begun(line) is not None for line in said)
            ):
                self.speech = framed
        self.cut = Cut(page, self.speech, self.own)
        self.start = self.cut.start()
        self.header = Header(self.ledger)
        self.cases = Cases(self.ledger)
        self.body = Body(self.ledger, self.speech, page.wrapped, (), heads=self.cut.heads())
        self.beside = Beside()
        self._over_list = ""
        """The heading that stands right over a list beside the proceedings."""
        self._behind = False
        """Whether nobody speaks any more."""
        self._listing = False
        self.tables = Tables(self.header, self.body, self.cases, self.speech)

    def _names(self, start: int) -> list[str]:
        """Names and names with posts from the top."""
        header = Header(Ledger(self.page))
        for block in self.page.blocks[:start]:
            if isinstance(block, TextLine):
                header.line(block.text, block.place, style=block.style, numbered=block.numbered)
            else:
                for row in block.rows:
                    for lines in row.cells[1:]:
                        for line in lines:
                            header.groups.append(Group("", Item.PRESENT))
                            header.roster(line, row.place)
        found: list[str] = []
        for group in header.groups:
            for person in group.people:
                whole = f"{person.name}{person.given}"
                found += [person.name, whole, f"{whole}{person.post}", f"{person.name}{person.post}", person.proxy]
        return [name for name in found if len(name) >= 2]

    def reading(self) -> Reading:
        blocks = self.page.blocks
        tail, said = self.cut.tail(), self.cut.last_said()
        for index, block in enumerate(blocks):
            if isinstance(block, TableBlock):
                self.tables.table(block, within=index >= self.start)
                continue
            following = next((b.text for b in blocks[index + 1 : index + 2] if isinstance(b, TextLine)), "")
            self._behind = index > said
            if index >= tail and index < len(blocks):
                self.body.over = True
            plain = block.text.strip(" 　")
            if (plain in self.body.heads and index) or (self.page.wrapped and is_page_number(plain)):
                self.ledger.put(block.place, "頁の見出し・番号")
            elif index < self.start and not self.body.begun:
                self._above(block, following)
            else:
                if not self.body.topics:
                    self.body.topics = tuple(self.header.topics)
                self._within(block, following)
        return self._read()

    def _beside(self, block: TextLine) -> bool:
        """What a draft of ours lists beside the proceedings (what became of topics, 宿題): no words of anybody."""
        if not self.own or block.style != "箇条":
            self._over_list = block.text.strip() if block.style == "heading 1" else ""
            return False
        self.beside.topics = tuple(topic.text for topic in self.header.topics)
        if self.beside.line(block.text, self._over_list):
            self.ledger.put(block.place, "議題の結果・宿題")
        return True

    def _above(self, block: TextLine, following: str) -> None:
        if block.style == "表の間" or self._beside(block):
            return
        if self.own and block.style == "heading 1":
            # The first one stands above the agenda; others above the roll, the votes, the proceedings.
            if not self.header.contents_heading:
                self.header.now, self.header.contents_heading = Item.ITEMS, block.text.strip()
            self.ledger.put(block.place, "見出し")
            return
        if self.own and block.style in ("内容", "議題") and self.header.now is Item.ITEMS:
            self.header.labels.setdefault(Item.ITEMS, self.header.contents_heading)
            self.header.value(Item.ITEMS, block.text, block.place)
            self.ledger.put(block.place, "議題")
            return
        if (
            (found := labelled(block.text))
            and found.item is Item.BODY
            and found.enumerator
            and re.search("質疑|意見", found.label)
            and not found.value
        ):
            # 「3　質疑応答」 is a part of the meeting as well as the heading over what was said.
            self.body.heading(block.text, block.place)
            return
        self.header.line(
            block.text, block.place, style=block.style, numbered=block.numbered, following=following
        )

    def _within(self, block: TextLine, following: str) -> None:
        if self._beside(block):
            return
        if self.own and block.style in ("heading 1", "内容") and not self.body.over:
            self.ledger.put(block.place, "見出し")
            self.body.over = block.style == "内容"
            return
        found = labelled(block.text)
        if self._behind and not self._listing and STATIONERY.fullmatch(block.text.strip(" 　")):
            self._listing = True
        if self._behind and (self._listing or (found and (found.item in PEOPLE or _alone(found, block.text)))):
            # The list of those present behind the proceedings, the papers, whom to ask.
            self._listing = True
            self.body.talking = False
            self.header.line(block.text, block.place, style=block.style, numbered=block.numbered)
            return
        if self._behind and self._signs(block.text):
            self.body._signature(block.text, block.place)
            return
        if found and found.item is Item.BODY and not found.value and not self.speech.begun(block.text):
            self.body.heading(block.text, block.place, topic=False)
            return
        if (
            found
            and found.item in (Item.OBSERVERS,)
            and not self.speech.begun(block.text)
            and not self.body.talking
        ):
            self.header.labelled(found, block.place)
            return
        self.body.line(block.text, block.place, block.style, apart=block.apart, following=following)

    def _signs(self, text: str) -> bool:
        """Whether a line behind the last speech holds nothing but those who sign: 「議長　鳥羽 一　　4番　額田 芳江」."""
        if self.own or "。" in text or text.strip(" 　")[:1] in "（(【〔［[":
            return False
        names = people_in(text)
        whole = [person for person in names.people if person.given and (person.post or person.seat is not None)]
        fits = bool(whole) and len(whole) == len(names.people) and not names.rest and not names.counts
        return fits and (len(whole) > 1 or not self.body.talking)

    def _read(self) -> Reading:
        header, body, cases = self.header, self.body, self.cases
        topics = _joined(header.topics)
        for topic in topics:
            cases.topic(topic, header.contents_heading)
        cases.told(body.rows, body.results, tuple(topic.text for topic in topics))
        if (
            not body.begun
            and not topics
            and not self.cases.found
            and not any(isinstance(row, HeadingRow) for row in body.rows)
        ):
            message = (
                "発言も議題も見つかりません。「○会長　…」「【会長】…」「会長：…」のように発言者の分かる会議録か、"
                "「発言者」「発言」の表を渡してください。"
            )
            raise FileProblems([Problem(self.page.path, None, "", message)])
        when = held(header, body)
        header.named_as_chair("".join(header.title))
        attendance, absent = attendance_of(header.groups)
        guessed = set(header.guessed)
        title = tuple(header.title)
        if not title and (said := opening_title(self.body.rows)):
            title = (said,)
            guessed.add("会議名")
        if cases.guessed:
            guessed.add("案件の結果")
        if cases.spoken:
            guessed.add("案件")
        kept = [StageRow(text) for text in (*self.tables.rest, *cases.rest)]
        printed = " ".join(header.moments)
        if header.opened or header.closed:
            printed = " ".join(
                filter(
                    None,
                    (
                        printed,
                        *(
                            f"{word} {text.strip()}"
                            for word, text in (("開会", header.opened), ("閉会", header.closed))
                            if text and text not in printed
                        ),
                    ),
                )
            )
        published = Published(
            title=title,
            moment=printed.strip(),
            place=header.place,
            attendance=attendance,
            absent=absent or tuple(said_absent(self.body.rows, attendance)),
            observers=header.observers,
            materials=tuple((when_, tuple(titles)) for when_, titles in header.materials if titles),
            contents=tuple(topic.text for topic in topics),
            cases=tuple(cases.found.values()),
            rows=(*kept, *body.rows, *(() if body.begun else _only_results(topics, cases))),
            form=self._form(),
            when=when,
            outcomes=tuple(self._outcomes(topics)),
            signatories=tuple(person for line in header.signers for person in people_in(line).people),
            conclusions=tuple(self.beside.conclusions),
            follow_ups=tuple(self.beside.follow_ups),
            closed=tuple(self._closed(topics)),
        )
        return Reading(
            published,
            self.ledger.counts,
            self.ledger.unread,
            self.ledger.lines("その他の項目", "署名"),
            doubts(published, header, cases, self.ledger, body),
            frozenset(guessed),
        )

    def _closed(self, topics: list[Topic]) -> Iterator[tuple[str, str]]:
        """Topics that are closed to the public, as the agenda and as the headings have them."""
        lines = [line for row in self.body.rows if isinstance(row, HeadingRow) for line in row.lines]
        for topic in topics:
            if topic.closed:
                yield topic.text, topic.closed
                yield from (
                    (line, topic.closed) for line in lines if line != topic.text and bare(line) == bare(topic.text)
                )

    def _outcomes(self, topics: list[Topic]) -> Iterator[tuple[str, str]]:
        """Topics without a number that have a printed result."""
        yield from ((f"{topic.enumerator}{topic.text}", topic.result) for topic in topics if topic.result)
        yield from self.body.results

    def _form(self) -> Form:
        """The fixed words as they were printed."""
        labels = self.header.labels
        form = Form()
        online = next((words for group in self.header.groups for p in group.people if (words := _elsewhere(p))), "")
        return replace(
            form,
            online=online or form.online,
            title=labels.get(Item.TITLE, form.title),
            moment=labels.get(Item.MOMENT, form.moment),
            place=labels.get(Item.PLACE, form.place),
            attendance=self.tables.attendance_label or labels.get(Item.PRESENT, form.attendance),
            absentees=labels.get(Item.ABSENT, form.absentees),
            observers=labels.get(Item.OBSERVERS, form.observers),
            signatories=labels.get(Item.SIGNERS, form.signatories),
            follow_ups=self.beside.heading or form.follow_ups,
            materials=self.tables.materials_label or labels.get(Item.MATERIALS, form.materials),
            contents=self.header.contents_heading or form.contents,
            columns=self.cases.columns or form.columns,
        )


def _alone(found: Labelled, line: str) -> bool:
    """Whether a line is the label of an item that may stand behind the talk, and is no words of the last speaker."""
    return found.item in _BEHIND and (
        not found.value or re.search(r"[：:】〉》＞\]］]", line[: len(line) - len(found.value)]) is not None
    )


def _elsewhere(person: Listed) -> str:
    """How the list prints that somebody took part from elsewhere (「{member}（オンライン）」); empty: it does not."""
    words = re.search(r"[（(][^（）()]*[）)]$", person.printed)
    return f"{{member}}{words.group()}" if words and person.status == ONLINE else ""


def _only_results(topics: list[Topic], cases: Cases) -> Iterator[PublishedRow]:
    """An outline without speeches: each topic with what became of it; numbered cases have their results anyway."""
    for topic in topics:
        found = labelled_case(topic.text)
        if topic.result and not (found and found[0] in cases.found):
            yield HeadingRow((topic.text,))
            yield StageRow(f"結果　{topic.result}")


def _framed(lines: list[str], speech: Speech, words: tuple[str, str] | None) -> Speech:
    """Our own drafts put the same words before and after every speaker."""
    if words:
        return replace(speech, words=words)
    marks = Counter(line[0] for line in lines if line)
    first, count = marks.most_common(1)[0] if marks else ("", 0)
    if count * 3 >= len(lines) and not re.match(r"[一-龥ぁ-んァ-ヶ0-9０-９Ａ-Ｚ]", first):
        closing = _CLOSING.get(first) or max(
            ("　", "：", ":", "）", "」", "－"),
            key=lambda mark: sum(speaks(line[1:].partition(mark)[0]) for line in lines if mark in line),
        )
        said = [line.partition(closing)[2] for line in lines if line.startswith(first) and closing in line]
        if said and closing != "　" and all(text.startswith("　") for text in said if text):
            closing += "　"
        return replace(speech, words=(first, closing))
    return speech


def _joined(topics: list[Topic]) -> list[Topic]:
    """Topics whose title stands on the next line, and results that stand below them."""
    found: list[Topic] = []
    for topic in topics:
        result = outcome(topic.text)
        last = found[-1] if found else None
        if last and result and not topic.enumerator:
            last.result = result
        elif (
            last
            and not topic.enumerator
            and re.fullmatch(r"\S{2,10}第?[^\s　]{1,8}号?", last.text)
            and re.search(r"[0-9０-９]号?$", last.text)
        ):
            last.text = f"{last.text}　{topic.text}"
        else:
            found.append(Topic(topic.text, topic.enumerator, topic.result, topic.place, topic.closed))
    return found
