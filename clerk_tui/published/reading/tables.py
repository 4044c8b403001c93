"""Tables of minutes (表の読取り): row by row, since one table may hold the top, the cases and what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.citations import read_label
from clerk_tui.published.data import HeadingRow, PublishedVote, StageRow

from .body import Body
from .cases import Cases
from .columns import As, Head, head_of
from .directions import ACTED
from .entries import KINDS, is_room, side_by_side
from .header import Header
from .label_forms import told_by
from .labels import ENUMERATOR, PEOPLE, Item, named
from .lines import NUMBERED
from .lists import Group
from .page import Page, Place, Row, TableBlock
from .people import people_in
from .phrases import FORM, STATIONERY
from .posts import CHAIR_POST, MEMBER_POST, POSTS, squeezed
from .roster_table import listed, one_side
from .speech import Begun, Speech, speaks

_REMARK = re.compile(
    r"（(?=除斥|可否同数)(?:除斥(?P<recused>[0-9]+)、?)?(?:可否同数、[^、（）]+の裁決は(?P<casting>賛成|反対))?）$"
)
"""What our own minutes print behind the result of a vote."""
_LIST_AHEAD = re.compile(r"[（(【\[][^（）()【】]{2,12}[）)】\]][\s　]*\S")
_REACTION = re.compile(
    r"[（(〔［\[][^（）()]{0,14}(?:異議なし|異議無し|の声(?:あり)?|挙手|起立|拍手|了承|賛成|退席|着席|入室|退室|質疑なし)(?:全員|多数|少数|あり|なし)?[）)〕］\]]"
)
"""What those present did, on a line of its own in a cell."""
_TELLING = (Item.MOMENT, Item.PLACE, Item.PRESENT)


def candidates(page: Page) -> Iterator[str]:
    """Lines within cells where somebody may be announced."""
    for block in page.blocks:
        if isinstance(block, TableBlock):
            for row in block.rows:
                for lines in row.cells[1:] if len(row.cells) > 1 else row.cells:
                    if len(lines) > 1:
                        yield from lines


class Tables(Struct):
    """What has been read so far."""

    header: Header
    body: Body
    cases: Cases
    speech: Speech
    rest: list[str] = field(default_factory=list)
    """Items that have no place in a record, as words."""
    attendance_label: str = ""
    materials_label: str = ""
    _head: Head | None = None
    _label: str = ""

    def table(self, table: TableBlock, *, within: bool) -> None:
        """Read a table; ``within``: it stands among what was said."""
        table = one_side(table)
        self.body.topics = self.body.topics or tuple(self.header.topics)
        self._head, self._label = (self._head if self._goes_on(table) else None), ""
        telling = any(named(row.texts[0], numbered=True) in _TELLING for row in table.rows if row.texts[0])
        for row in table.rows:
            head = head_of(row, self.cases, telling=telling and not self.header.begun)
            if head:
                self._head = head
                if head.kind is As.ROSTER and self.header.groups and self.header.groups[-1].people:
                    self.header.groups.append(Group("出席者", Item.PRESENT))
                self.body.ledger.put(row.place, "見出し")
            elif self.body.over or (within and self._is_signature(row)):
                self.body.ledger.put(row.place, "署名")
            elif self._head is None or not self._under(row):
                self._plain(row, table)

    def _goes_on(self, table: TableBlock) -> bool:
        """Whether a table goes on the one before it, which a page cut."""
        first = table.rows[0] if table.rows else None
        return bool(
            first
            and self._head
            and len(first.cells) == len(self._head.texts)
            and self._head.kind in (As.TURNS, As.CASES)
            and not head_of(first, self.cases, telling=False)
        )

    def _is_signature(self, row: Row) -> bool:
        return (
            len(row.cells) == 2
            and not row.texts[1]
            and speaks(squeezed(row.texts[0]))
            and self.body.begun
            and not self.speech.forms
        )

    def _under(self, row: Row) -> bool:
        """A row under named columns; False: it does not fit them."""
        head = self._head
        assert head is not None
        if head.kind is As.CASES:
            return self.cases.row(row)
        if head.kind in (As.ROSTER, As.ANSWERS, As.GIST) and 1 < len(row.cells) < len(head.texts):
            # Markdown leaves out empty cells at the end of a row.
            row = replace(row, cells=(*row.cells, *(() for _ in range(len(head.texts) - len(row.cells)))))
        if len(row.cells) != len(head.texts):
            return False
        match head.kind:
            case As.ROSTER:
                return listed(self.header, row, head.at)
            case As.TURNS:
                self._turn(row, head.at)
            case As.ANSWERS:
                self._answered(row, head)
            case As.VOTES:
                return self._vote(row, head)
            case As.GIST:
                topic = row.texts[head.at["topic"]]
                if topic:
                    self.body.heading(topic, row.place)
                self._lines(row.cells[head.at["words"]], row.place)
                self._concluded(row, head)
        return True

    def _vote(self, row: Row, head: Head) -> bool:
        """「議案第14号｜挙手｜6｜1｜可決」."""
        label = read_label(row.texts[0])
        if label is None:
            return False
        cells = dict(zip(head.texts, row.texts, strict=True))
        method = next((cells[text] for text in head.texts if "方法" in text), "")
        ayes, noes, abstentions = (
            next((cells[text] for text in head.texts if word in text), "")
            for word in ("賛成", "反対", "棄権")
        )
        counted = ayes.isdecimal() and noes.isdecimal()
        tally = (
            (int(ayes), int(noes), int(abstentions) if abstentions.isdecimal() else 0) if counted else None
        )
        result = next((cells[text] for text in head.texts if "結果" in text), "")
        told = _REMARK.search(result)
        vote = PublishedVote(result[: told.start()] if told else result, method, tally)
        if told:
            vote = replace(vote, recused=int(told["recused"] or 0), casting=told["casting"] or "")
        self.cases.voted(label[0], label[1], vote)
        self.body.ledger.put(row.place, "表決")
        return True

    def _turn(self, row: Row, at: dict[str, int]) -> None:
        topic = row.texts[at["topic"]] if at["topic"] >= 0 else ""
        if topic:
            self.body.heading(topic, row.place)
        who, said = row.cells[at["who"]], row.cells[at["words"]]
        if len(who) == len(said) > 1 and all(speaks(squeezed(line)) for line in who):
            # Two speakers in one row, each beside a line of words.
            for each, words in zip(who, said, strict=True):
                self._said(squeezed(each), (words,), row.place)
            return
        self._said(squeezed("".join(who)), said, row.place)

    def _said(self, who: str, said: tuple[str, ...], place: Place) -> None:
        at = next((n for n, line in enumerate(said) if self.body.on_agenda(line)), -1) if who else -1
        if at >= 0:
            # A heading among the words of a cell: the speaker goes on below it.
            if at:
                self._said(who, said[:at], place)
            self.body.heading(said[at], place)
            if said[at + 1 :]:
                self._said(who, said[at + 1 :], place)
            self.body.ledger.put(place, "発言")
            return
        lines = list(said)
        if who:
            self.body.speaks(Begun(who, ""), place)
            last = self.body.rows[-1]
            cut = next(
                (n for n, line in enumerate(lines) if n and _REACTION.fullmatch(line.strip())), len(lines)
            )
            self.body.rows[-1] = replace(last, paragraphs=tuple(lines[:cut]))
            if cut < len(lines) and not self.body.speech.words:
                self._lines(tuple(lines[cut:]), place)
        else:
            self._lines(tuple(lines), place)
        self.body.ledger.put(place, "発言" if who or lines else "見出し")

    def _answered(self, row: Row, head: Head) -> None:
        if head.at["topic"] >= 0 and (topic := row.texts[head.at["topic"]]):
            self.body.heading(topic, row.place)
        for name in ("question", "answer"):
            said = row.cells[head.at[name]]
            if said and re.fullmatch(r"(?:特に)?(?:なし|無し)。?", "".join(said).strip()):
                self.body.stage("".join(said).strip(), row.place)
            elif said:
                self._said(head.texts[head.at[name]], said, row.place)
        self._concluded(row, head)
        self.body.ledger.put(row.place, "発言")

    def _concluded(self, row: Row, head: Head) -> None:
        """What the row says became of its topic."""
        result = row.texts[head.at["result"]].strip("－―-ー 　") if head.at["result"] >= 0 else ""
        if result:
            self.body.results.append((self.body.topic, result))
            self.body.stage(f"{head.texts[head.at['result']]}　{result}", row.place)
            self.body.talking = False

    def _lines(self, lines: tuple[str, ...], place: Place) -> None:
        """The lines of a cell, as if they stood on the page."""
        for number, line in enumerate(lines):
            following = lines[number + 1] if number + 1 < len(lines) else ""
            self.body.line(line, place, following=following)
        self.body.ledger.put(place, "発言")

    def _plain(self, row: Row, table: TableBlock) -> None:
        """A row without named columns."""
        texts = row.texts
        cells = len(texts)
        item = named(texts[0].strip("【】"), numbered=True) if texts[0] else None
        if cells >= 4 and cells % 2 == 0 and all(named(text, numbered=True) for text in texts[::2]):
            # 「場所｜…｜傍聴者｜…」: label and value in turn.
            for at in range(0, cells, 2):
                self._plain(Row(row.cells[at : at + 2], row.place), table)
            return
        if all(squeezed(text) in ("項目", "内容", "区分", "事項", "備考") for text in texts) and cells > 1:
            self.body.ledger.put(row.place, "見出し")
            return
        if cells == 2 and item in (Item.SECRETARIAT, Item.OFFICIALS) and self._is_said(row, table):
            self._said(squeezed(texts[0]), row.cells[1], row.place)
        elif cells >= 2 and (item or self._label_goes_on(texts)) and not (self.body.begun and item is None):
            self._labelled(row, item)
        elif cells == 1:
            self._across(row)
        elif cells == 2 and self._is_turn(row, table):
            label = "".join(line.strip() for line in row.cells[0])
            if label:
                self._said(squeezed(label) if not self.body.speech.words else label, row.cells[1], row.place)
            elif all(_CASES_ONLY.match(squeezed(line)) for line in row.cells[1]):
                self._row_heading(row.cells[1], row.place)
            elif all(_REACTION.fullmatch(line.strip()) for line in row.cells[1]):
                self._lines(row.cells[1], row.place)
            elif not self._goes_on_said(row.cells[1], row.place):
                return
        elif cells >= 2 and texts[0] and not self.body.begun:
            self._labelled(row, None)

    def _goes_on_said(self, lines: tuple[str, ...], place: Place) -> bool:
        """A row without a speaker: more of the last turn, cut by a page."""
        before = len(self.body.rows)
        for number, line in enumerate(lines):
            if not self.body._more(line, place, joined=number == 0 and not line.startswith("　")):
                return False
        del before
        return True

    def _is_said(self, row: Row, table: TableBlock) -> bool:
        """「事務局｜資料1により説明します。」: words of somebody, who may stand as a label over people elsewhere."""
        return (
            speaks(squeezed(row.texts[0]))
            and row.texts[1].endswith(("。", "？", "?"))
            and self._is_turn(row, table)
        )

    def _is_turn(self, row: Row, table: TableBlock) -> bool:
        pairs = [r for r in table.rows if len(r.cells) == 2]
        speaking = sum(speaks(squeezed(r.texts[0])) for r in pairs if r.texts[0])
        if not self.body.begun and row.texts[0] and not speaks(squeezed(row.texts[0])):
            return False
        return self.body.begun or (
            speaking * 2 >= len([r for r in pairs if r.texts[0]])
            and (len(pairs) > 1 or row.texts[1].endswith("。"))
        )

    def _across(self, row: Row) -> None:
        """A row of one cell over all columns."""
        lines = row.cells[0]
        if not self.body.begun and not self.header.begun:
            self.header.line("　".join(lines), row.place)
            return
        stages = [
            re.fullmatch(r"[（(〔［\[](.*)[）)〕］\]]", line.strip()) or ACTED.fullmatch(line.strip()) for line in lines
        ]
        if all(stages):
            self.body.rows += [StageRow(stage[1].strip()) for stage in stages if stage]
            self.body.ledger.put(row.place, "ト書き")
        elif (
            len(lines) == 1
            and self.body.begun
            and squeezed(lines[0]) in {getattr(r, "label", "") for r in self.body.rows}
        ):
            # Markdown cannot tell 「somebody, no words」 from a row of one cell.
            self._said(squeezed(lines[0]), (), row.place)
        elif any(self.speech.begun(line) for line in lines):
            self._lines(lines, row.place)
        else:
            self._row_heading(lines, row.place)

    def _row_heading(self, lines: tuple[str, ...], place: Place) -> None:
        self.body.talking = False
        self.body.topic = lines[0].strip() if lines else ""
        self.body.rows.append(HeadingRow(tuple(line.strip() for line in lines)))
        self.body.ledger.put(place, "見出し")

    def _label_goes_on(self, texts: tuple[str, ...]) -> bool:
        return not texts[0] and bool(self._label)

    def _labelled(self, row: Row, item: Item | None) -> None:
        """A row of the top: label, perhaps a word within it, and what it says."""
        texts, header = row.texts, self.header
        cells = row.cells
        while len(cells) > 2 and not cells[-1]:
            cells = cells[:-1]
        row = replace(row, cells=cells)
        if texts[0]:
            self._label = re.sub(rf"^{ENUMERATOR}", "", squeezed(texts[0])) or squeezed(texts[0])
        content = row.cells[-1]
        sub = squeezed("".join(line for lines in row.cells[1:-1] for line in lines))
        item = item or named(self._label) or _likely(self._label)
        if sub and item in (Item.TITLE, Item.MOMENT, Item.PLACE):
            # Several cells beside such a label all tell of it; a room beside the name is where it was.
            *others, last = row.cells[1:]
            if item is Item.TITLE and is_room("".join(last)) and not header.place:
                header.place, content = (
                    "".join(last).strip(),
                    tuple(line for lines in others for line in lines),
                )
                header.guessed.add("場所")
            else:
                content = tuple(line for lines in row.cells[1:] for line in lines)
            sub = ""
        item = self._spoken(item, content) or self._unknown(row, sub, content)
        if item is None:
            return
        item = Item.ITEMS if item is Item.BODY and _lists(content) else item
        header.labels.setdefault(item, self._label)
        header.ledger.put(row.place, "出席者" if item in PEOPLE else KINDS[item])
        header.now = item
        if item is Item.BODY:
            self._lines(content, row.place)
        elif item in PEOPLE:
            if not self._side_by_side(item, row):
                self._people(item, sub, content, row.place)
        elif item is Item.MATERIALS:
            self.materials_label = self._label if sub else self.materials_label
            # Papers under the label alone have no word of when they were handed out.
            self._materials(sub, content)
        elif item is Item.TITLE:
            self._title(content)
        elif item is Item.ITEMS:
            header.contents_heading = header.contents_heading or self._label
            for line in content:
                header.value(item, line, row.place)
        elif item in (Item.OTHER, Item.OPENNESS, Item.SIGNERS):
            header.other.append((self._label, "　".join(content)))
            header.told_observers("　".join(content))
            header.told_chair(self._label, "　".join(content))
            if self._label.startswith("招集"):
                header.called = header.called or "　".join(content)
            header.signers += content if item is Item.SIGNERS else ()
        else:
            for line in content:
                header.value(item, line, row.place)

    def _title(self, content: tuple[str, ...]) -> None:
        """The name of the meeting, unless a line above the table gave it; what a form is called is no name."""
        header = self.header
        named_already = header.titled and not all(FORM.fullmatch(squeezed(line)) for line in header.title)
        if named_already and self._label not in dict(header.other):
            header.other.append((self._label, "　".join(content)))
            return
        said = squeezed("".join(content))
        header.other += [("会議名", line) for line in header.title if squeezed(line) not in said]
        header.title = [line.strip() for line in content if not STATIONERY.fullmatch(line.strip())]
        header.titled = True

    def _spoken(self, item: Item | None, content: tuple[str, ...]) -> Item | None:
        """What a row is, where its lines are speeches: the proceedings, whatever the form calls them."""
        said = sum(self.speech.begun(line) is not None for line in content)
        return Item.BODY if said > 1 and item in (None, Item.OTHER, Item.OPENNESS) else item

    def _side_by_side(self, item: Item, row: Row) -> bool:
        """「出席者｜（委員）野々市会長、…｜（事務局）｜文化課長　加賀」: lists in cells of one row."""
        cells = row.cells[1:]
        between = [line.strip() for lines in cells[:-1] for line in lines]
        if not any(_LIST_AHEAD.match(line) or len(people_in(line).people) > 1 for line in between):
            return False
        self.header.groups.append(Group(self._label, item, places=[row.place]))
        self.header.post = ""
        word = ""
        fine = True
        for line in (line for lines in cells for line in lines):
            if re.fullmatch(r"[（(【\[][^（）()【】]{2,12}[）)】\]]", line.strip()):
                word = line.strip()
                continue
            fine = self.header.roster(f"{word}{line}", row.place) and fine
            word = ""
        if not fine:
            del self.header.ledger.kinds[row.place]
        return True

    def _people(self, item: Item, sub: str, content: tuple[str, ...], place: Place) -> None:
        header = self.header
        if sub:
            self.attendance_label = self._label
        word = sub or self._label
        kind = named(sub) if sub else None
        group = Group(word, kind if kind in PEOPLE else item, places=[place])
        if sub and kind not in PEOPLE and item is Item.PRESENT and header.groups and _officials(sub, content):
            group.item = Item.OFFICIALS
        header.groups.append(group)
        header.post = sub if CHAIR_POST.fullmatch(sub) or (sub in POSTS and re.match("副|.*職務代", sub)) else ""
        fine = True
        for line in content:
            fine = header.roster(line, place) and fine
        if not fine:
            del header.ledger.kinds[place]

    def _unknown(self, row: Row, sub: str, content: tuple[str, ...]) -> Item | None:
        """A label that is not known: a list of people, of papers, or something that a record has no place for."""
        found = [people_in(line) for line in content]
        posted = [person for names in found for person in names.people if person.post]
        if found and all(names.people and not names.rest for names in found) and posted:
            return (
                Item.PRESENT
                if re.search("委員|議員", self._label) or not self.header.groups
                else Item.OFFICIALS
            )
        if content and all(line.strip()[:1] in "・･●○■-" for line in content):
            self.header.ledger.put(row.place, "資料")
            self._materials(self._label, content)
            return None
        words = "：".join(filter(None, (self._label, sub, "　".join(content))))
        self.rest.append(words)
        self.header.other.append((self._label, "　".join(content)))
        self.header.ledger.put(row.place, "その他の項目")
        return None

    def _materials(self, when: str, content: tuple[str, ...]) -> None:
        self.header.materials.append((when, []))
        content = tuple(title for line in content for title in side_by_side(line))
        content = tuple(title for line in content for title in (line.split("／") if line.count("／") > 1 else [line]))
        marked = any(line.strip()[:1] in "・･" for line in content)
        titles = self.header.materials[-1][1]
        for line in content:
            if marked and titles and line.strip()[:1] not in "・･":
                titles[-1] += f" {line.strip()}"
            else:
                titles.append(re.sub(r"^(?:[・･●○■\-]|[（(][0-9０-９]{1,2}[)）])\s*", "", line.strip()))


def _lists(content: tuple[str, ...]) -> bool:
    """「議事｜（1）…（2）…」: what is on, not what was said."""
    return bool(content) and all(
        NUMBERED.match(line.strip()) and not line.rstrip().endswith("。") for line in content
    )


def _likely(label: str) -> Item | None:
    """The list of people that an unknown label tells of."""
    found = told_by(label)
    return found.item if found and found.item in (Item.PRESENT, Item.ABSENT, Item.SECRETARIAT) else None


def _officials(word: str, content: tuple[str, ...]) -> bool:
    """Whether those under a word of the list of those present are not members: every one has a post of an office."""
    if re.search("委員|議員|代表", word):
        return False
    people = [person for line in content for person in people_in(line).people]
    return bool(people) and all(person.post and not MEMBER_POST.search(person.post) for person in people)


_CASES_ONLY = re.compile(
    r"^(?=.*第.+号)[^\s第、・～〜\-－]{0,12}第?[0-9０-９〇一二三四五六七八九十百]+号?(?:[、・,，～〜\-－]\s*[^\s第、・～〜\-－]{0,12}第?[0-9０-９〇一二三四五六七八九十百]+号?)*$"
)
