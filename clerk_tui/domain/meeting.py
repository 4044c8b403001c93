"""The meeting as prepared (事前準備): agenda, people and papers, before a word is spoken."""

from __future__ import annotations

from datetime import date, time
from enum import StrEnum

from .ids import CaseId, GroupId, PersonId, RoleId
from .profile import Profile, Role
from .publicity import Internal, Unjudged
from .value import OnPaper


class Person(OnPaper, frozen=True):
    """Somebody who may speak (出席予定者): a member, an official or one of the secretariat."""

    id: PersonId
    name: str
    """姓; the whole name where the roster gives only that."""
    role: RoleId
    post: str = ""
    """役職; empty for a plain member."""
    given: str = ""
    """名."""
    reading: Internal = ""
    """よみ, in hiragana."""
    office: str = ""
    """所管課・所属."""
    seat: int | None = None
    """議席番号."""
    section: str = ""
    """選出区分."""


class CaseOrigin(StrEnum):
    """How a case came onto the agenda (付議の経緯)."""

    PLANNED = "今回"
    ADDED = "当日追加"
    CARRIED = "継続"
    REFERRED = "部会付託"
    EXECUTIVE = "専決"
    """Decided already by who may act for the body (専決処分), and put to it for its approval."""


class Case(OnPaper, frozen=True):
    """案件. Its title is no key: two cases of a meeting may share one."""

    id: CaseId
    title: str
    origin: CaseOrigin = CaseOrigin.PLANNED
    received: str = ""
    """When it was received (「前回」, 「令和2年8月3日」), for carried and referred cases."""
    referred_to: str = ""
    """部会 that it was referred to."""
    reported: str = ""
    """When the 部会 finished."""


class Group(OnPaper, frozen=True):
    """案件群: the cases of one office or one system, explained together; one line of a heading."""

    id: GroupId
    cases: tuple[CaseId, ...] = ()
    """In the order of the case table, which need not be the order of numbers."""
    office: str = ""
    """所管課."""
    explainers: tuple[PersonId, ...] = ()
    heading: str = ""
    """A heading of its own, where the case numbers do not make it; for a group without cases, its name."""
    item: int | None = None
    """Number of the agenda item (次第) that it belongs to."""
    closed: Unjudged = ""
    """Why the public is to be excluded, with the article (非公開の理由と根拠); empty: it is open."""


class Material(OnPaper, frozen=True):
    """配布資料."""

    when: str
    """事前 or 当日."""
    title: str


class AgendaItem(OnPaper, frozen=True):
    """次第の項目; the items stand in the order of the paper, each behind the one that it is part of."""

    number: int
    """What other items and the groups name it by; printed where it has no mark and is part of none."""
    title: str = ""
    """Empty only beside a mark: the cases alone say what it is about (「日程第3　議案第1号～第3号」)."""
    mark: str = ""
    """Its number as the paper prints it (「(1)」「ア」「日程第3」「追加日程第1」); empty: a plain count."""
    under: int | None = None
    """Number of the item that it is part of."""

    @property
    def printed(self) -> str:
        """Its number in print; empty: a part of an item that the paper does not number."""
        return self.mark or (str(self.number) if self.under is None else "")

    @property
    def line(self) -> str:
        """「(1)　来年度の事業について」."""
        return "　".join(filter(None, (self.printed, self.title)))


class FollowUpKind(StrEnum):
    """What is owed (宿題の種類)."""

    ANSWER = "後日回答"
    PAPER = "資料提出"
    CONDITION = "裁決の条件"
    OTHER = "その他"


class FollowUp(OnPaper, frozen=True):
    """宿題: what somebody owes the body, until it is done."""

    id: str
    kind: FollowUpKind
    what: Unjudged
    office: Unjudged = ""
    """Who owes it (所管課); empty: nobody has said."""
    due: Unjudged = ""
    """Until when, in words."""
    since: str = ""
    """The meeting that it comes from; empty: this one."""
    inside: bool = False
    """Whether it comes from a closed part, which the public minutes do not show."""


class Meeting(OnPaper, frozen=True):
    """One meeting of one body, as it stands on paper at the moment."""

    profile: Profile
    title: tuple[str, ...]
    """会議名称, line by line."""
    date: date | None
    """None, as for the hours: nobody knows (minutes that do not say when); it stays unknown wherever it is shown."""
    starts: time | None
    ends: time | None
    """Planned end (終了予定)."""
    place: str
    people: tuple[Person, ...] = ()
    """In roster order, which is data: never sorted."""
    seats: int | None = None
    """定数; None: as many as the roster has voting members."""
    materials: tuple[Material, ...] = ()
    items: tuple[AgendaItem, ...] = ()
    cases: tuple[Case, ...] = ()
    groups: tuple[Group, ...] = ()
    """In the order of the agenda."""
    moment_text: str = ""
    """日時 in the body's own words, where the profile's patterns cannot make it; empty: made."""
    fields: tuple[tuple[str, str], ...] = ()
    """What this meeting has in the profile's free fields (自由欄) instead of the usual words."""
    follow_ups: tuple[FollowUp, ...] = ()
    """What former meetings left to be done."""

    closed: Unjudged = ""
    """Why the whole meeting is closed to the public, with the article; empty: it is open."""

    def person(self, person: PersonId) -> Person | None:
        return next((candidate for candidate in self.people if candidate.id == person), None)

    def role_of(self, person: Person) -> Role:
        """The person's role.

        Raises:
            KeyError: the profile has no such role; the readers refuse such a file.
        """
        role = self.profile.role(person.role)
        if role is None:
            raise KeyError(person.role)
        return role

    def case(self, case: CaseId) -> Case | None:
        return next((candidate for candidate in self.cases if candidate.id == case), None)

    def group(self, group: GroupId) -> Group | None:
        return next((candidate for candidate in self.groups if candidate.id == group), None)

    def item(self, number: int | None) -> AgendaItem | None:
        return next((item for item in self.items if item.number == number), None)

    def lineage(self, item: AgendaItem | None) -> tuple[AgendaItem, ...]:
        """The item behind those that it is part of, the outermost first; none for None."""
        found: list[AgendaItem] = []
        while item is not None and item not in found:
            found.insert(0, item)
            item = self.item(item.under) if item.under is not None else None
        return tuple(found)

    def group_of(self, case: CaseId) -> Group | None:
        return next((group for group in self.groups if case in group.cases), None)

    @property
    def free_fields(self) -> tuple[tuple[str, str], ...]:
        """The profile's free fields in their order, with what stands in them at this meeting; empty: nothing."""
        own = dict(self.fields)
        return tuple((name, own.get(name, usual)) for name, usual in self.profile.fields)

    @property
    def voters(self) -> tuple[Person, ...]:
        """Members with a seat that counts towards the quorum, the chair among them."""
        return tuple(person for person in self.people if self.role_of(person).votes)

    @property
    def day(self) -> str:
        """The day in ISO 8601; empty: not known."""
        return self.date.isoformat() if self.date else ""

    @property
    def timed(self) -> bool:
        """Whether day and hours are known, without which no turn has a time of its own."""
        return None not in (self.date, self.starts, self.ends)

    @property
    def seat_count(self) -> int:
        return self.seats if self.seats is not None else len(self.voters)

    @property
    def case_ids(self) -> tuple[CaseId, ...]:
        return tuple(case.id for case in self.cases)


UNPREPARED = Meeting(Profile("", "", "", (), (), ()), (), None, None, None, "")
"""The meeting of a record without a preparation: nobody is on its roster, nothing on its agenda."""
