"""When and where it was held, on lines without a label (見出しのない日時と場所)."""

from __future__ import annotations

import re

from msgspec import field

from clerk_tui.domain.moments import find_days, find_times, read_moment

from .entries import is_room
from .labels import ENUMERATOR, Item
from .lists import Group, Lists
from .page import Place
from .people import people_in
from .phrases import HELD_AT
from .posts import squeezed

_PLACE_BEHIND = re.compile(r"[\s　]+(?:場[\s　]*所|会[\s　]*場|ところ)[\s　]*[：:][\s　]*(?=\S)")


def apart(value: str) -> tuple[str, str]:
    """When, and where, if the line tells both: 「9月28日 13:30～　会場：町役場」."""
    found = _PLACE_BEHIND.search(value)
    return (value[: found.start()], value[found.end() :].strip()) if found else (value, "")


class Occasion(Lists):
    """What the top tells of the occasion so far."""

    moments: list[str] = field(default_factory=list)
    """The lines that tell when, in order."""
    opened: str = ""
    closed: str = ""
    called: str = ""
    """The day for which it was called (招集): that of the meeting where no other line tells."""
    place: str = ""
    title: list[str] = field(default_factory=list)
    labels: dict[Item, str] = field(default_factory=dict)
    """The words that were printed for the items."""

    def held(self, told: re.Match[str], place: Place) -> bool:
        """「令和5年7月25日、第7回教育委員会議を教育委員室において開催した。」"""
        self.moments.append(told["when"])
        self.guessed.add("日時")
        if not self.place:
            self.place = told["where"].strip(" 　、")
            self.guessed.add("場所")
        self.ledger.put(place, "日時")
        return True

    def opening(self, plain: str, place: Place) -> bool:
        """「午前10時00分開会」, 「（午前9時30分）」: when it began, on a line of its own."""
        clocks = find_times(plain)
        if len(clocks) != 1 or find_days(plain):
            return False
        left = squeezed(plain[: clocks[0].start] + plain[clocks[0].end :]).strip("（）()〔〕")
        if left not in ("開会", "開議", "開始") and not (left == "" and plain[0] in "（(〔"):
            return False
        self.opened = self.opened or plain
        self.ledger.put(place, "日時")
        return True

    def bare(self, plain: str, place: Place, *, only_telling: bool = False) -> bool:
        """A day, an hour or a room on a line of its own."""
        at = HELD_AT.fullmatch(plain)
        if at and find_days(at["when"]) and not self.place:
            self.place = at["where"]
            self.moments.append(at["when"])
            self.guessed |= {"日時", "場所"}
            self.ledger.put(place, "日時")
            return True
        moment = read_moment(plain)
        left = plain
        spans = [(day.start, day.end) for day in find_days(plain)]
        spans += [(clock.start, clock.end) for clock in find_times(plain)]
        for start, end in sorted(spans, reverse=True):
            left = left[:start] + left[end:]
        left = re.sub(r"[\s　（）()]|開会|開議|閉会|散会|から|まで|[～〜~\-－より]", "", left)
        if (moment.day or moment.starts or moment.ends) and len(left) <= 4:
            self.moments.append(plain)
            if Item.MOMENT not in self.labels:
                self.guessed.add("日時")
            self.ledger.put(place, "日時")
            return True
        behind = re.match(r".*(?:日|曜日?[）)]|[（(].[）)])[\s　]+(?P<room>\S.*)$", plain)
        if moment.day and behind and is_room(behind["room"]) and not find_days(behind["room"]):
            # 「令和7年3月13日（木曜日）　第2委員会室」
            self.moments.append(plain[: behind.start("room")].strip(" 　"))
            self.place = self.place or behind["room"]
            self.guessed |= {"日時", "場所"}
            self.ledger.put(place, "日時")
            return True
        room = re.sub(rf"^{ENUMERATOR}", "", plain)
        if not self.place and not moment.day and is_room(room) and (self.moments or self.title):
            self.place = room
            self.guessed.add("場所")
            self.ledger.put(place, "場所")
            return True
        people = people_in(plain)
        if (
            not only_telling
            and people.people
            and not people.rest
            and all(person.post for person in people.people)
        ):
            # 「会長　山田太郎」 under no label.
            if not self.groups or self.groups[-1].item is Item.ABSENT:
                self.groups.append(Group("出席者", Item.PRESENT, places=[place]))
            self.guessed.add("出席者")
            self.ledger.put(place, "出席者")
            return self.roster(plain, place)
        return False
