"""The top of the minutes (会議の概要): name, time, place, who was there, agenda, materials — each line to its item."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.moments import find_days, find_times, read_moment
from clerk_tui.domain.text import NUMBER, number

from .closed import opened
from .entries import BULLET, KINDS, is_room, side_by_side, titles_in
from .label_forms import LabelForms
from .labels import DOTS, ENUMERATOR, MARKS, PEOPLE, Item, Labelled, labelled, named
from .lines import NUMBERED, number_form, number_of
from .lists import Group
from .occasion import Occasion, apart
from .page import Place
from .people import people_in
from .phrases import (
    ALONE,
    ASIDE,
    BODY_NAME,
    DOCUMENT,
    FORM,
    HELD,
    MADE,
    PUBLISHER,
    RULE,
    RULED,
    SESSION,
    STATIONERY,
    TITLE_STYLES,
    TOPIC_LINE,
    TOPIC_WORDS,
)
from .posts import MEMBER_POST, OFFICE, POSTS, UNIT, squeezed

_PAPER = re.compile(r"[\s　・･●○\-]*(?:参考|追加|当日|別紙)?資料[\s　]?[0-9０-９一二三四五①-⑳A-ZＡ-Ｚ]")


def _counts(value: str) -> tuple[tuple[str, int], ...]:
    """「（定数12名　出席10名　欠席2名）」 behind the label of a list; empty: it is none."""
    inner = re.fullmatch(r"[（(]([^（）()]+)[）)]", value)
    found = re.findall(rf"([^\s　、0-9０-９]{{0,6}}?)[\s　]*({NUMBER})[\s　]*[名人]", inner[1]) if inner else []
    return tuple((word, number(count) or 0) for word, count in found) if len(found) > 1 else ()


_CHAIRS = "会長|委員長|議長|座長|部会長"
_OPENED_AND_CLOSED = re.compile(
    r"(?P<opened>\S.*?時.*?)[\s　、]+(?:閉[\s　]*会|散[\s　]*会|閉[\s　]*議)[\s　：:]+(?P<closed>\S.*時.*)"
)
_LIST_OF = re.compile(r"(?:した|する|の)(?:者|職員|職氏名|氏名)|職[・、]?氏名|(?:出席|列席|同席)(?:者|職員)|名簿$")


class Topic(Struct):
    """A line of the agenda."""

    text: str
    enumerator: str = ""
    result: str = ""
    place: Place | None = None
    closed: str = ""
    """What stands behind it of its being closed to the public."""


class Header(Occasion):
    """What has been read so far."""

    observers: str = ""
    materials: list[tuple[str, list[str]]] = field(default_factory=list)
    topics: list[Topic] = field(default_factory=list)
    other: list[tuple[str, str]] = field(default_factory=list)
    """Items that have no place in a record, as words."""
    signers: list[str] = field(default_factory=list)
    """The lines that say who signs."""
    contents_heading: str = ""
    now: Item | None = None
    """The item to which a line without a label belongs."""
    indented: bool = False
    """Whether the line of people before was indented: a word at the margin then begins another list."""
    titled: bool = False
    forms: LabelForms = field(default_factory=LabelForms)
    _titles: list[tuple[str, Place]] = field(default_factory=list)

    @property
    def begun(self) -> bool:
        return bool(self.labels)

    def line(
        self, text: str, place: Place, *, style: str = "", numbered: bool = False, following: str = ""
    ) -> bool:
        """Put a line above the proceedings where it belongs. False: it belongs nowhere here."""
        plain = text.strip(" 　\t")
        if not plain or RULE.fullmatch(plain):
            self.ledger.put(place, "罫線")
            return True
        if STATIONERY.fullmatch(plain):
            self.other.append(("様式", plain))
            self.ledger.put(place, "その他の項目")
            return True
        if style in TITLE_STYLES:
            return self._title(plain, place)
        found = labelled(text)
        if numbered and not (found and found.value):
            return self._topic(plain, place)
        if (
            found
            and found.item is Item.BODY
            and not self.begun
            and not self.title
            and BODY_NAME.search(found.value)
        ):
            # 「会議録　○○審議会」
            return self._title(plain.lstrip(MARKS), place)
        if found and not found.value and found.label in ("開会", "開議") and self._begins_agenda(found):
            return self._topic(plain, place)
        linked = found is not None and re.match(r"[（(\[［](?:PDF|ＰＤＦ|ワード|エクセル|Word|Excel)", found.value)
        if found and self.now is Item.MATERIALS and (linked or (not found.value and _PAPER.match(following))):
            # 「次第」 over 「資料1　…」: the first of the papers.
            self.ledger.put(place, KINDS[Item.MATERIALS])
            return self.value(Item.MATERIALS, plain, place)
        if found and not self._is_entry(found, plain):
            self.forms.learn(text)
            return self.labelled(found, place)
        if found is None and not self._next_topic(plain) and (likely := self.forms.label(text, self.now)):
            self.forms.learn(text)
            return self.labelled(likely, place)
        return self._goes_on(text, plain, place)

    def _begins_agenda(self, found: Labelled) -> bool:
        """「1　開会」 where the labels bear no numbers: the first line of an agenda without a heading."""
        first = bool(found.enumerator) and number_form(found.enumerator)[1] == 1
        if not first or self.forms.seen["number"] or self.now is Item.ITEMS:
            return False
        self.now = Item.ITEMS
        self.labels.setdefault(Item.ITEMS, "次第")
        return True

    def _next_topic(self, plain: str) -> bool:
        """Whether a line bears the number after that of the last topic."""
        here = number_of(plain)
        last = self.topics[-1].enumerator if self.topics and self.now is Item.ITEMS else ""
        before = number_form(last) if last else None
        return bool(here and before and here == (before[0], before[1] + 1))

    def labelled(self, found: Labelled, place: Place) -> bool:
        """Begin an item."""
        self.now, self.post = found.item, ""
        self.labels.setdefault(found.item, found.label)
        self.ledger.put(place, KINDS[found.item])
        value = found.value
        if found.item in PEOPLE:
            self.groups.append(Group(found.label, found.item, places=[place]))
        if found.item is Item.ITEMS:
            self.contents_heading = self.contents_heading or found.label
        if found.item is Item.MATERIALS:
            self.materials.append((found.label, []))
        if found.item is Item.OTHER or found.item is Item.OPENNESS or found.item is Item.SIGNERS:
            self.other.append((found.label, value))
            self.signers += [value] if found.item is Item.SIGNERS and value else []
            if found.label.startswith("招集"):
                self.called = self.called or value
            self.told_chair(found.label, value)
            self.told_observers(value)
        elif value and not self.value(found.item, value, place):
            # What is no name in a list of people is named with its line.
            del self.ledger.kinds[place]
            return False
        return True

    def told_chair(self, label: str, value: str) -> None:
        """Who presides, where a line of its own tells it: 「議長（会長）氏名　安達　節子」."""
        if chair := re.fullmatch(rf"(?:議長[（(])?({_CHAIRS})[）)]?の?氏名", label):
            self.chairs += [p if p.post else replace(p, post=chair[1]) for p in people_in(value).people]

    def told_observers(self, value: str) -> None:
        """How many listened, where the line of another item tells it: 「公開（傍聴者2名）」."""
        if there := re.search(r"傍聴(?:者|人)[\s　：:]*(?:は)?[\s　]*([0-9０-９]+[\s　]*[名人]|なし)", value):
            self.observers = self.observers or there[1]

    def value(self, item: Item, value: str, place: Place) -> bool:
        """What stands behind a label, or on a line below it."""
        value = value.strip(" 　")
        self.now = item
        match item:
            case Item.TITLE:
                for line in [line for line in self.title if FORM.fullmatch(squeezed(line))]:
                    self.title.remove(line)
                    self.other.append(("書類の名称", line))
                self.title.append(value)
                self.titled = True
            case Item.MOMENT:
                when, where = apart(value)
                self.moments.append(when)
                self.place = self.place or where
            case Item.OPENED if both := _OPENED_AND_CLOSED.fullmatch(value):
                # 「開会　１４時　　閉会　１５時８分」 on one line
                self.value(Item.OPENED, both["opened"], place)
                self.value(Item.CLOSED, both["closed"], place)
            case Item.OPENED:
                known = squeezed(value) in squeezed(self.opened) or (
                    find_times(self.opened) and not find_days(value)
                )
                self.opened += "" if known else f" {value}"
            case Item.CLOSED:
                self.closed += "" if squeezed(value) in squeezed(self.closed) else f" {value}"
            case Item.PLACE:
                self.place = f"{self.place} {value}".strip()
            case Item.OBSERVERS:
                self.observers = f"{self.observers} {value}".strip()
            case Item.MATERIALS:
                if not self.materials:
                    self.materials.append(("資料", []))
                for entry in side_by_side(value):
                    self.materials[-1][1].extend(titles_in(entry))
            case Item.ITEMS:
                for topic in side_by_side(value):
                    self._add_topic(topic, place)
            case Item.BODY if TOPIC_WORDS.search(value):
                self.now = Item.ITEMS
                self._add_topic(value, place)
            case Item.BODY:
                if times := find_times(value):
                    self.opened = self.opened or value[times[0].start :]
            case _ if item in PEOPLE:
                if self.groups and (told := _counts(value)):
                    self.groups[-1].counts += [each for each in told if each[0] in ("", "出席", "欠席")]
                    return True
                return self.roster(value, place)
            case _:
                self.other.append((self.labels.get(item, ""), value))
        return True

    def _goes_on(self, text: str, plain: str, place: Place) -> bool:
        """A line without a label."""
        if find_days(plain) and MADE.search(plain) and len(plain) <= 30:
            self.other.append(("作成", plain))
            self.ledger.put(place, "その他の項目")
            return True
        if told := HELD.match(plain):
            return self.held(told, place)
        if not self.begun and self._top(plain, place):
            return True
        if self.opening(plain, place):
            return True
        if self.title and SESSION.fullmatch(plain) and not re.search("回", "".join(self.title)):
            return self._title(plain, place)
        if self._named_post(plain, place):
            return True
        item = self.now
        if item is Item.ITEMS and find_days(plain) and self.bare(plain, place, only_telling=True):
            return True  # 「令和６年３月４日　午前１０時開議」 under 議事日程
        bulleted = plain.lstrip(f"{DOTS} 　")
        if item is Item.BODY and (NUMBERED.match(bulleted) or TOPIC_WORDS.search(bulleted)) and not plain.endswith("。"):
            self.ledger.put(place, "議題")
            return self._add_topic(plain, place)
        if item is Item.SIGNERS and (signers := people_in(plain)).people and not signers.rest:
            self.other.append((self.labels[item], plain))
            self.signers.append(plain)
            self.ledger.put(place, "署名委員")
            return True
        if item is Item.PLACE and self.place and text[:1] in " 　\t" and is_room(plain):
            self.ledger.put(place, "場所")  # 「　　３階　３０３会議室」 below the building
            return self.value(item, plain, place)
        if item is None or (item is Item.PLACE and self.place) or (item in (Item.BODY, Item.SIGNERS)):
            return self.bare(plain, place)
        if item in PEOPLE:
            return self._people_go_on(text, plain, place)
        if item is Item.ITEMS and plain.endswith("。") and not RULED.search(plain):
            return self.bare(plain, place)
        if item in (Item.ITEMS, Item.MATERIALS):
            self.ledger.put(place, KINDS[item])
            return self.value(item, plain, place)
        if item in (Item.MOMENT, Item.OPENED, Item.CLOSED):
            moment = read_moment(plain)
            if moment.day or moment.starts or moment.ends:
                self.ledger.put(place, "日時")
                return self.value(item, plain, place)
            return self.bare(plain, place)
        if item is Item.OBSERVERS and self.observers:
            return self.bare(plain, place)
        if item in (Item.OTHER, Item.OPENNESS):
            label, said = self.other[-1]
            if self.bare(plain, place, only_telling=True):
                return True
            self.other[-1] = (label, f"{said} {plain}".strip())
            self.ledger.put(place, "その他の項目")
            return True
        self.ledger.put(place, KINDS[item])
        return self.value(item, plain, place)

    def _named_post(self, plain: str, place: Place) -> bool:
        """「〔委　員〕　沖津委員、米長委員」: a post in brackets as the label of its people."""
        match = re.match(
            r"[【〔［\[＜〈](?P<word>[^】〕］\]＞〉]{2,12})[】〕］\]＞〉][\s　：:]*(?P<names>\S.*)$", plain
        )
        word = squeezed(match["word"]) if match else ""
        if match is None or not (word in POSTS or MEMBER_POST.search(word)):
            return False
        found = people_in(match["names"])
        if not found.people or found.rest:
            return False
        self._group(word, place)
        self.labels.setdefault(Item.PRESENT, word)
        self.now = Item.PRESENT
        self.ledger.put(place, "出席者")
        return self.roster(match["names"], place)

    def _people_go_on(self, text: str, plain: str, place: Place) -> bool:
        if ASIDE.fullmatch(plain) or re.fullmatch(r"[（(［\[][^（）()［］]{1,6}[市町村区県][）)］\]]", plain):
            # 「（南町）」: those below it are from there.
            self.ledger.put(place, "出席者")
            return True
        alone = ALONE.fullmatch(plain)
        word = squeezed(alone["word"]) if alone else ""
        heads = (
            alone is not None
            and text[:1] not in " 　\t"
            and self.indented
            and bool(re.search(r"[^\s]{3,}(?:委員|議員|職員|者|側|部局|構成員)$", plain))
        )
        self.indented = text[:1] in " 　\t"
        if self._other_list(plain, place):
            return True
        if self._post_below(squeezed(plain)):
            self.ledger.put(place, "出席者")
            return True
        is_group = (
            heads
            or word in POSTS
            or word in ("出席", "欠席", *"県市町村区国")
            or named(word) in PEOPLE
            or (alone is not None and plain[0] in "（(【[［＜<〔" and people_in(word).people == ())
        )
        if is_group:
            self._group(word, place)
            self.ledger.put(place, "出席者")
            return True
        if read_moment(plain).day and not re.search("退任|就任|から|まで", plain):
            return self.bare(plain, place)
        if self.roster(text.rstrip(), place):
            self.ledger.put(place, "出席者")
            return True
        if _LIST_OF.search(squeezed(plain)) and not people_in(plain).people:
            # Whatever list it heads, those below are not on the one above.
            self._group(re.sub(rf"^{ENUMERATOR}", "", squeezed(plain)), place)
        return False

    def _other_list(self, plain: str, place: Place) -> bool:
        """「幹事：児童青少年課　松下課長」 below those absent: a list of its own, whatever its word."""
        match = re.match(
            r"(?P<word>[^\s　：:、（）()0-9０-９]{2,10})[\s　]*[：:][\s　]*(?P<names>\S.*)$", plain
        )
        word = squeezed(match["word"]) if match else ""
        if (
            match is None
            or named(word)
            or UNIT.search(word)
            or (MEMBER_POST.search(word) and word not in ("監事", "幹事"))
        ):
            return False
        found = people_in(match["names"])
        posts = [person.post for person in found.people if person.post]
        ours = all(OFFICE.search(post) and not MEMBER_POST.search(post) for post in posts)
        if not posts or found.rest or not (ours or len(posts) == len(found.people)):
            return False
        self.groups.append(Group(word, Item.OFFICIALS, places=[place]))
        self.post = ""
        self.ledger.put(place, "出席者")
        return self.roster(match["names"], place)

    def _top(self, plain: str, place: Place) -> bool:
        """A line above every label."""
        if re.fullmatch(r"(?:\S[\s　]+){3,}\S", plain):
            plain = squeezed(plain)
        days = find_days(plain)
        without = plain
        for day in reversed(days):
            without = without[: day.start] + without[day.end :]
        without = re.sub(r"[（(][\s　]*[）)]", "", without).strip(" 　―－─")
        if re.fullmatch(r"(?:令和|平成|昭和)[\s　]*[0-9０-９元一二三四五六七八九十]{1,3}[\s　]*年度", plain) and not self.title:
            return self._title(plain, place)
        if DOCUMENT.search(squeezed(without)) and not self.titled:
            # What stood above it may be the first line of the name, or the running head of the page.
            for line, at in self._titles:
                if find_days(line) or not BODY_NAME.search(line) or "－" in line:
                    self.title.remove(line)
                    self.ledger.put(at, "頁の見出し・番号")
            return self._title(without if days and days[0].start == 0 else plain, place, sure=True)
        bracketed = re.fullmatch(r"[（(【].{2,24}[）)】]", plain)
        if self.title and bracketed and re.search("回|年度|定例|臨時|要旨|概要", plain):
            return self._title(plain, place)
        if self.titled:
            if self.bare(plain, place):
                return True
            if BODY_NAME.search(plain) and len(self.title) < 3 and DOCUMENT.search(squeezed(plain)):
                return self._title(plain, place)
            if (PUBLISHER.search(plain) and len(plain) <= 16) or (
                re.search(f"{BODY_NAME.pattern}$", plain) and len(plain) <= 24
            ):
                self.other.append(("発行", plain))
                self.ledger.put(place, "その他の項目")
                return True
            return False
        if (days and not without) or (self.title and is_room(plain) and len(plain) <= 24):
            return self.bare(plain, place)
        if BODY_NAME.search(without) and len(without) <= 60 and not without.endswith("。"):
            if days:
                self.moments.append(plain)
                self.guessed.add("日時")
            return self._title(without, place)
        return self.bare(plain, place)

    def _title(self, text: str, place: Place, *, sure: bool = False) -> bool:
        self.title.append(re.sub(r"[\s　]+", "　", text).strip("　"))
        self._titles.append((self.title[-1], place))
        self.titled = self.titled or sure
        self.ledger.put(place, "会議名")
        return True

    def _is_entry(self, found: Labelled, plain: str) -> bool:
        """Whether what looks like a label is an entry of the list that is open: 「（2）報告事項」 in an agenda, 「委員　…」."""
        if self.now in PEOPLE and found.item is Item.PRESENT and found.label in ("出席", "参加", "の"):
            return True
        if self.now is Item.ITEMS:
            opens = found.item in (Item.OPENED, Item.CLOSED) or found.label == "議事"
            if opens and found.enumerator and not found.value:
                return True
            if found.item in (Item.ITEMS, Item.OTHER) and found.enumerator:
                return True
            if found.item is Item.ITEMS and found.value and re.match(r"[第0-9０-９]", found.value):
                return True  # 「議案第1号　…」
        if self.now in (Item.MATERIALS, Item.ITEMS) and plain[0] in DOTS and not found.value:
            return True  # 「・次第」 among the papers
        if self.now is Item.MATERIALS and found.item in (Item.MATERIALS, Item.ITEMS) and found.value:
            return bool(re.match(r"[0-9０-９一二三四第\-－]", found.value)) or plain[:1] in MARKS + "・"
        if (
            found.item is Item.MATERIALS
            and re.match(r"[0-9０-９]", found.value)
            and self.now is not Item.MATERIALS
        ):
            return False
        return False

    def _topic(self, text: str, place: Place) -> bool:
        self.ledger.put(place, "議題")
        self.contents_heading = self.contents_heading or "次第"
        return self._add_topic(text, place)

    def _add_topic(self, text: str, place: Place) -> bool:
        bare = BULLET.sub("", text) if text[:1] in MARKS else text
        match = TOPIC_LINE.match(bare.strip())
        assert match is not None  # all of it may be the text
        words = re.sub(r"[\s　]{2,}", "　", match["text"].strip(" 　"))
        if words and not re.fullmatch(r"[（(]第[0-9０-９一二三四五六七八九十]+号[)）]", words):
            enumerator = (match["enumerator"] or "").strip()
            self.topics.append(Topic(words, enumerator, place=place, closed=opened(words)[1]))
        return True
