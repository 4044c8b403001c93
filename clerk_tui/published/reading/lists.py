"""Lists of people at the top of minutes (出席者の一覧): which list a line goes on, and who stands in it."""

from __future__ import annotations

import re

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.published.data import Listed

from .labels import Item, named
from .page import Ledger, Place
from .people import Names, people_in
from .person import ABSENT, MARKED
from .posts import CHAIR_POST, MEMBER_POST, POSTS, SITS_FOR, squeezed
from .sections import sections

_CATEGORY = re.compile(
    r"^[\s　]*(?P<word>(?:第?[0-9０-９一二三四五六七八九]号|"
    r"[^\s　、。（）()：:]{0,12})委員[（(](?![^（()）]*[名人][）)])[^（）()、・]{2,20}[）)]|"
    r"第?[0-9０-９一二三四五六七八九]号委員|第?[0-9０-９一二三四五六七八九十]+(?:地区|区域)|"
    r"[^\s　、]{2,20}を代表する(?:委員|者)|[^\s　、0-9０-９]{2,12}代表(?=[\s　：:]{2,})|"
    r"[^\s　、0-9０-９]{4,12}代表|"
    r"(?:公募(?:[市町村区]民|委員)?|[市町村区県住国]民(?:代表|委員)?|有識者|"
    r"[^\s　、0-9０-９]{2,10}(?:行政機関|団体|関係者|事業者))(?=[\s　]{2,}|\t))[\s　：:]+(?=\S)"
)
"""「1号委員（学識経験者）　沢渡　健」: for whom those behind it sit (選出区分)."""


_COUNTED_GROUP = re.compile(
    r"(?:[0-9０-９]{1,2}[\s　.．]+|[（(][0-9０-９]{1,2}[)）]|[①-⑳])?[\s　]*(?P<word>[^（）()、。：:]{3,24}(?:委員|議員|代表|"
    r"選出|関係者|経験者))[\s　]*(?P<count>[（(][0-9０-９一二三四五六七八九十]{1,3}[名人][)）])"
)
"""「1　条例第3条第1号委員（1人）」: a list within the list, with its count."""


_DISTRICT = re.compile(r"(?:^|(?<=[\s　]))([^\s　、（）()0-9０-９]{1,5}(?:地区|区域|分区))[\s　]+(?=\S)")
_GROUP_ALONE = re.compile(
    r"[（(【＜\[〔]([^（）()]{2,16}(?:委員|議員|構成員|職員|事務局|側))[）)】＞\]〕]"
)
_PLAIN = ("", "委員", "議員")
"""Posts that say no more than that somebody belongs to the body."""


class Group(Struct):
    """A list of people under one word (出席者の区分)."""

    word: str
    item: Item
    people: list[Listed] = field(default_factory=list)
    counts: list[tuple[str, int]] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    members: bool = False
    """Whether words like 「［委員］」 head its people: members, whatever they are elsewhere."""


class Lists(Struct):
    """The lists read so far."""

    ledger: Ledger
    guessed: set[str] = field(default_factory=set)
    """What was taken from a line without a label: 「場所」 …"""
    groups: list[Group] = field(default_factory=list)
    post: str = ""
    """Of those on the next line, where they say none."""
    chairs: list[Listed] = field(default_factory=list)
    """Whom a line of its own names as presiding (議長氏名)."""

    def roster(self, text: str, place: Place) -> bool:
        """A line of a list of people."""
        if self.groups and (counted := _COUNTED_GROUP.fullmatch(text.strip(" 　"))):
            count = people_in(counted["count"]).counts
            word = squeezed(counted["word"])
            told = Item.PRESENT if word.startswith("出席") else Item.ABSENT if word.startswith("欠席") else None
            self.groups.append(Group(word, told or self.groups[-1].item, counts=list(count), places=[place]))
            self.post = ""
            return True
        if alone := _GROUP_ALONE.fullmatch(text.strip(" 　")):
            self._group(alone[1], place)
            return True
        if districts := [*_DISTRICT.finditer(text)]:
            edges = [*(mark.start() for mark in districts), len(text)]
            if not text[: edges[0]].strip(" 　") and len(districts) > 1:
                # 「東地区　乗鞍　照夫　　西地区　穂高　静江」
                return all(self._of(m[1], text[m.end() : end], place) for m, end in zip(districts, edges[1:], strict=True))
        pieces = list(sections(text))
        fine = True
        for word, rest in pieces:
            if word and rest.strip(" 　") and self._sits_for(word):
                fine = self._of(word, rest, place) and fine
                continue
            if word:
                self._group(word, place)
            if rest.strip(" 　"):
                fine = self._names(rest, place) and fine
        return fine

    def _of(self, word: str, names: str, place: Place) -> bool:
        """Those behind a word that tells for whom or where they sit."""
        there = len(self.groups[-1].people) if self.groups else 0
        fine = self._names(names, place)
        group = self.groups[-1].people
        group[there:] = [replace(person, office=person.office or squeezed(word)) for person in group[there:]]
        return fine

    def _sits_for(self, word: str) -> bool:
        """Whether a word in a list of members tells for whom those behind it sit: 「【被保険者代表】…」."""
        plain = squeezed(word)
        return (
            bool(self.groups)
            and self.groups[-1].item in (Item.PRESENT, Item.ABSENT)
            and SITS_FOR.search(plain) is not None
            and plain not in POSTS
            and named(plain) is None
        )

    def _post_below(self, post: str) -> bool:
        """Give a post that stands on the line below its name; the list has begun with a name and not with a post."""
        group = self.groups[-1] if self.groups else None
        if group is None or not group.people or post not in POSTS or self.post or named(post):
            return False
        last, others = group.people[-1], group.people[:-1]
        if last.post or not last.given or not all(person.post for person in others):
            return False
        group.people[-1] = replace(last, post=post)
        return True

    def _group(self, word: str, place: Place) -> None:
        plain = squeezed(word)
        item = named(plain)
        if plain in ("出席", "出席委員", "出席者"):
            self.groups.append(Group(plain, Item.PRESENT, places=[place]))
        elif plain in ("欠席", "欠席委員", "欠席者"):
            self.groups.append(Group(plain, Item.ABSENT, places=[place]))
        elif item in (Item.SECRETARIAT, Item.OFFICIALS):
            self.groups.append(Group(plain, item, places=[place]))
        elif (plain in POSTS and not plain.endswith("推進委員")) or (
            MEMBER_POST.search(plain) and len(plain) < 8
        ):
            here = self.groups[-1] if self.groups else None
            if here is None or here.item in (Item.SECRETARIAT, Item.OFFICIALS):
                self.groups.append(Group(plain, Item.PRESENT, places=[place]))
            elif here.item is Item.PRESENT and not here.people and plain == "委員":
                here.word = plain
            elif here.item is Item.PRESENT:
                here.members = True
            self.post = plain
            return
        elif plain.endswith(("委員", "議員")):
            self.groups.append(Group(plain, self._here_or_not(plain), places=[place]))
        else:
            self.groups.append(Group(plain, Item.OFFICIALS, places=[place]))
        self.post = ""

    def _here_or_not(self, word: str) -> Item:
        """Whether those under a word among the lists are absent: it opens that list, or stood over the present before."""
        here = self.groups[-1] if self.groups else None
        again = any(group.word == word and group.item is Item.PRESENT for group in self.groups)
        return Item.ABSENT if here and here.item is Item.ABSENT and (again or not here.people) else Item.PRESENT

    def _names(self, text: str, place: Place) -> bool:
        if not self.groups:
            self.groups.append(Group("出席者", Item.PRESENT, places=[place]))
        if presence := re.match(r"[\s　]*(出席|欠席)[\s　]+(?=[^\s　])", text):
            self._group(presence[1], place)
            text = text[presence.end() :]
        lead = re.match(
            r"^[\s　]*(事[\s　]*務[\s　]*局(?:側)?|説[\s　]*明[\s　]*[員者]|担[\s　]*当[\s　]*課|"
            r"(?:[市町村県区]|[^\s　]{1,6}[市町村県区])?教育委員会(?:事務局)?|[市町村県区](?:役所|役場|庁))"
            r"[\s　]+(?=[^\s長次])",
            text,
        )
        if lead:
            self._group(lead[1], place)
            text = text[lead.end() :]
        lead = re.match(r"[\s　]*[^\s　]{2,12}(?:委員|議員)[\s　]+(?=第?[0-9０-９一二三四五六七八九十]+(?:地区|区域))", text)
        category = _CATEGORY.match(text[lead.end() :] if lead else text)
        if category:
            text = (lead.group() if lead else "") + text[(lead.end() if lead else 0) + category.end() :]
        people = self.groups[-1].people
        ditto = text.strip(" 　").startswith("〃") and people
        if category and SITS_FOR.search(self.post):
            self.post = ""  # 「市民　名越」 below 「学識経験者　安曇」
        same = re.match(r"[\s　]*同[\s　]+(?=\S)", text) if people and people[-1].office else None
        office = people[-1].office if same else ""
        text = text[same.end() :] if same else text
        found = people_in(text, people[-1].post if ditto else self.post)
        if same:  # 「国保年金課　課長　津川」 above 「同　　課長補佐　寺内」
            found = replace(found, people=tuple(replace(p, office=p.office or office) for p in found.people))
        if category:
            word = squeezed(category["word"])
            found = replace(found, people=tuple(replace(p, office=p.office or word) for p in found.people))
        return self._taken(found, place)

    def _taken(self, found: Names, place: Place) -> bool:
        group = self.groups[-1]
        self.post = found.post
        for each in found.people:
            person = self._of_list(each, group)
            if CHAIR_POST.fullmatch(person.post) and self._listed(person, group):
                self.chairs.append(person)
                continue
            status = person.status or (ABSENT if group.item is Item.ABSENT else "")
            # 「１番　鵜沼　清」 on a list of 議員.
            post = (
                "議員"
                if person.post == "委員" and group.word.endswith("議員") and "委員" not in person.printed
                else person.post
            )
            group.people.append(replace(person, status=status, post=post))
        group.counts += found.counts
        group.places.append(place)
        return not found.rest

    def _of_list(self, person: Listed, group: Group) -> Listed:
        """「鶴見　正司（ひなた警察署長）」 among members: what they are elsewhere."""
        noted = f"（{person.post}）" in person.printed and not MEMBER_POST.search(person.post)
        if not noted or not re.search("委員|構成員|議員", group.word):
            return person
        return replace(person, office=person.office or person.post, post="")

    def _listed(self, person: Listed, but: Group) -> bool:
        """Whether another list has the person already: a line of its own then tells who presides (議長　宮脇徹)."""
        whole = person.name + person.given
        others = [other for group in self.groups if group is not but for other in group.people]
        return any(other.name + other.given == whole and other.post in _PLAIN for other in others)

    def named_as_chair(self, title: str) -> None:
        """Give the posts that lines of their own and marks before names tell (議長氏名, ◎)."""
        chair = "委員長" if re.search("委員会", title) else "部会長" if re.search("部会", title) else "会長"
        for group in self.groups:
            marks = {person.post for person in group.people}
            for at, person in enumerate(group.people):
                post = person.post
                if post and post in MARKED:
                    self.guessed |= {"役職の印"} if "◎" in marks else set()
                    post = {"◎": chair}.get(post, f"副{chair}") if "◎" in marks else ""
                named = [p.post for p in self.chairs if p.name + p.given == person.name + person.given]
                group.people[at] = replace(person, post=named[0] if named and post in _PLAIN else post)
