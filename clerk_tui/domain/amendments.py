"""Changes on paper during a meeting (当日の変更), laid over the preparation and again over every new one.

Total and idempotent: an amendment whose object is gone, or is there already because the clerk has put it
into the preparation file as well, changes nothing.
"""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from typing import TypeVar

from msgspec.structs import fields, replace

from .acts import Command, Event, Stamp
from .errors import Refused, UnknownReference
from .ids import CaseId, GroupId
from .lookups import case_of, group_of, meeting_of, not_closed
from .meeting import AgendaItem, Case, CaseOrigin, Group, Material, Meeting, Person
from .names import hidden
from .record import State
from .text import clean
from .value import Value
from .votes import voted_on

__all__ = [
    "AddCase",
    "AddGroup",
    "AddItem",
    "AddMaterial",
    "AddPerson",
    "CaseAdded",
    "CaseDropped",
    "CaseRetitled",
    "DaySet",
    "DropCase",
    "GroupAdded",
    "GroupsReordered",
    "ItemAdded",
    "MaterialAdded",
    "MaterialReplaced",
    "PersonAdded",
    "PlaceSet",
    "ReorderGroups",
    "ReplaceMaterial",
    "RetitleCase",
    "SetDay",
    "SetPlace",
    "SetTitle",
    "TitleSet",
]

Entered = TypeVar("Entered", bound=Value)


class Amendment(Event, frozen=True):
    """An event that changes what the meeting is on paper."""

    @abstractmethod
    def amend(self, meeting: Meeting) -> Meeting:
        """The meeting with the amendment."""

    def apply(self, state: State) -> State:
        if not state.prepared:
            return state
        amended = self.amend(state.meeting)
        return on_paper(replace(state, amendments=(*state.amendments, self)), amended)


def on_paper(state: State, meeting: Meeting) -> State:
    """The state with another meeting on paper; a hidden name that goes off its roster stays hidden."""

    def called(person: Person) -> tuple[str, str, str]:
        return person.name, person.given, person.reading

    still = {called(person) for person in (*meeting.people, *state.former)}
    before = hidden(state.meeting)
    gone = tuple(person for person in before if called(person) not in still)
    return replace(state, meeting=meeting, former=(*state.former, *gone))


class SetDay(Command, frozen=True, tag="day"):
    """会議の日を決める（準備と違う日に開いたとき、または準備の日のままでよいと確かめたとき）。"""

    date: date

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        return (DaySet(self.date),)


class DaySet(Amendment, frozen=True):
    """会議の日: what the clerk said, whatever the preparation and the clock say."""

    date: date

    def amend(self, meeting: Meeting) -> Meeting:
        # The body's own words for the day as prepared tell another day.
        return meeting if meeting.date == self.date else replace(meeting, date=self.date, moment_text="")


class SetPlace(Command, frozen=True, tag="place"):
    """会議の場所を直す。"""

    place: str

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        place = clean(self.place).strip()
        if not place:
            raise Refused("会議の場所を入力してください。")
        return () if place == meeting.place else (PlaceSet(place),)


class PlaceSet(Amendment, frozen=True):
    """会議の場所の訂正."""

    place: str

    def amend(self, meeting: Meeting) -> Meeting:
        return replace(meeting, place=self.place)


class SetTitle(Command, frozen=True, tag="title"):
    """会議名称を直す。"""

    title: tuple[str, ...]
    """Line by line."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        title = tuple(line for each in self.title if (line := clean(each).strip()))
        if not title:
            raise Refused("会議名称を入力してください。")
        return () if title == meeting.title else (TitleSet(title),)


class TitleSet(Amendment, frozen=True):
    """会議名称の訂正."""

    title: tuple[str, ...]

    def amend(self, meeting: Meeting) -> Meeting:
        return replace(meeting, title=self.title)


class ReorderGroups(Command, frozen=True, tag="reorder"):
    """残りの審議順を変える。"""

    groups: tuple[GroupId, ...]

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        order = tuple(dict.fromkeys(group_of(state, group).id for group in self.groups))
        if len(order) < 2:
            raise Refused("並べ替える案件群を二つ以上選んでください。")
        return (GroupsReordered(order),)


class GroupsReordered(Amendment, frozen=True):
    """The order in which what remains is to be taken (審議順の変更)."""

    groups: tuple[GroupId, ...]

    def amend(self, meeting: Meeting) -> Meeting:
        rank = {group: index for index, group in enumerate(self.groups)}
        named = sorted((group for group in meeting.groups if group.id in rank), key=lambda g: rank[g.id])
        # Groups that the order does not name keep their places; the named ones fill the places between.
        queue = iter(named)
        order = tuple(next(queue) if group.id in rank else group for group in meeting.groups)
        return replace(meeting, groups=order)


class AddCase(Command, frozen=True, tag="add_case"):
    """案件を追加する。"""

    case: Case
    group: GroupId
    after: CaseId | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        group = group_of(state, self.group)
        case = _checked(meeting, self.case)
        if self.after is not None and self.after not in group.cases:
            where = meeting.profile.notation.heading((self.after,))
            raise UnknownReference(f"{where}はその案件群にありません。追加する位置を選び直してください。")
        return (CaseAdded(case, group.id, self.after),)


class CaseAdded(Amendment, frozen=True):
    """当日追加された案件."""

    case: Case
    group: GroupId
    after: CaseId | None = None
    """Its place in the case table; None: last of its group."""

    def amend(self, meeting: Meeting) -> Meeting:
        cases = meeting.cases
        if not meeting.case(self.case.id):
            cases = (*cases, self.case)
        groups = tuple(
            replace(group, cases=self._placed(group.cases))
            if group.id == self.group and self.case.id not in group.cases
            else group
            for group in meeting.groups
        )
        return replace(meeting, cases=cases, groups=groups)

    def _placed(self, cases: tuple[CaseId, ...]) -> tuple[CaseId, ...]:
        at = cases.index(self.after) + 1 if self.after in cases else len(cases)
        return (*cases[:at], self.case.id, *cases[at:])


class DropCase(Command, frozen=True, tag="drop_case"):
    """案件を議題から外す。"""

    case: CaseId

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        case = case_of(state, self.case)
        if voted_on(state, case.id):
            raise Refused("裁決した案件は外せません。取下げなら、裁決の結果を「取下げ」に直してください。")
        return (CaseDropped(case.id),)


class CaseDropped(Amendment, frozen=True):
    """A case taken off the agenda (議題からの削除); a case withdrawn after a call is ruled 取下げ instead.

    A group that had no other case goes with it: nothing is left of it that could be called.
    """

    case: CaseId

    def amend(self, meeting: Meeting) -> Meeting:
        return replace(
            meeting,
            cases=tuple(case for case in meeting.cases if case.id != self.case),
            groups=tuple(
                replace(group, cases=tuple(case for case in group.cases if case != self.case))
                for group in meeting.groups
                if group.cases != (self.case,)
            ),
        )


class RetitleCase(Command, frozen=True, tag="retitle_case"):
    """件名を直す。"""

    case: CaseId
    title: str

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        case = case_of(state, self.case)
        title = clean(self.title).strip()
        if not title:
            raise Refused("件名を入力してください。")
        return (CaseRetitled(case.id, title),)


class CaseRetitled(Amendment, frozen=True):
    """件名の訂正."""

    case: CaseId
    title: str

    def amend(self, meeting: Meeting) -> Meeting:
        cases = tuple(
            replace(case, title=self.title) if case.id == self.case else case for case in meeting.cases
        )
        return replace(meeting, cases=cases)


class AddGroup(Command, frozen=True, tag="add_group"):
    """議題を追加する。"""

    group: Group
    cases: tuple[Case, ...] = ()

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        group = sanitized(self.group)
        if meeting.group(group.id):
            raise Refused(f"案件群「{group.id}」はすでにあります。")
        cases = tuple(_checked(meeting, case) for case in self.cases)
        if set(group.cases) - {case.id for case in cases} or len(cases) != len({case.id for case in cases}):
            raise Refused("追加する案件群の案件番号と件名の数が合いません。")
        return (GroupAdded(replace(group, cases=())), *(CaseAdded(case, group.id) for case in cases))


class GroupAdded(Amendment, frozen=True):
    """追加議題."""

    group: Group

    def amend(self, meeting: Meeting) -> Meeting:
        if meeting.group(self.group.id):
            return meeting
        return replace(meeting, groups=(*meeting.groups, self.group))


class AddItem(Command, frozen=True, tag="add_item"):
    """次第に項目を加える（追加日程）。審議するものは、その番号を item にした案件群を加える。"""

    title: str = ""
    mark: str = ""
    """Its number as it is to be printed (「追加日程第1」)."""
    under: int | None = None
    after: int | None = None
    """Behind which item, and all that is part of it; None: last of those that it stands among."""
    number: int | None = None
    """What groups name it by; None: the next number that is free."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        title, mark = clean(self.title).strip(), clean(self.mark).strip()
        if not title and not mark:
            raise Refused("次第に加える項目の題か番号を入力してください。")
        for name in (self.under, self.after):
            if name is not None and meeting.item(name) is None:
                raise UnknownReference(f"次第に{name}番の項目はありません。")
        after = meeting.item(self.after)
        if after is not None and after.under != self.under:
            raise Refused("加える項目の位置（after）が、加える先（under）の中にありません。")
        number = free_number(meeting) if self.number is None else self.number
        if meeting.item(number) is not None:
            raise Refused(f"次第の{number}番はすでにあります。")
        return (ItemAdded(AgendaItem(number, title, mark, self.under), self.after),)


class ItemAdded(Amendment, frozen=True):
    """追加日程."""

    item: AgendaItem
    after: int | None = None

    def amend(self, meeting: Meeting) -> Meeting:
        if meeting.item(self.item.number):
            return meeting
        items = meeting.items
        before = meeting.item(self.after) or next(
            (item for item in reversed(items) if item.under == self.item.under), meeting.item(self.item.under)
        )
        within = [at for at, item in enumerate(items) if before in meeting.lineage(item)]
        at = max(within, default=len(items) - 1) + 1
        return replace(meeting, items=(*items[:at], self.item, *items[at:]))


def free_number(meeting: Meeting) -> int:
    """A number that no item has."""
    return max((item.number for item in meeting.items), default=0) + 1


class AddMaterial(Command, frozen=True, tag="add_material"):
    """資料を追加する。"""

    material: Material

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        material = _named(self.material)
        if material in meeting.materials:
            raise Refused("その資料はもう一覧にあります。")
        return (MaterialAdded(material),)


class MaterialAdded(Amendment, frozen=True):
    """追加資料."""

    material: Material

    def amend(self, meeting: Meeting) -> Meeting:
        if self.material in meeting.materials:
            return meeting
        return replace(meeting, materials=(*meeting.materials, self.material))


class ReplaceMaterial(Command, frozen=True, tag="replace_material"):
    """資料を差し替える。"""

    old: str
    new: Material

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        if all(material.title != self.old for material in meeting.materials):
            raise UnknownReference(f"資料「{self.old}」は一覧にありません。")
        return (MaterialReplaced(self.old, _named(self.new)),)


class MaterialReplaced(Amendment, frozen=True):
    """差し替え: ``old`` is the title as listed."""

    old: str
    new: Material

    def amend(self, meeting: Meeting) -> Meeting:
        materials = tuple(self.new if item.title == self.old else item for item in meeting.materials)
        return replace(meeting, materials=materials)


class AddPerson(Command, frozen=True, tag="add_person"):
    """名簿にない人を加える。"""

    person: Person

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        person = sanitized(self.person)
        if not person.id:
            raise Refused("加える人の名前を入力してください。")
        if meeting.person(person.id):
            raise Refused(
                f"「{person.id}」はすでに名簿にあります。同姓の方なら名または役職を付けてください。"
            )
        if meeting.profile.role(person.role) is None:
            raise Refused(f"役割「{person.role}」は審議会の型にありません。型にある役割を選んでください。")
        return (PersonAdded(person),)


class PersonAdded(Amendment, frozen=True):
    """Somebody who was on no list."""

    person: Person

    def amend(self, meeting: Meeting) -> Meeting:
        if meeting.person(self.person.id):
            return meeting
        return replace(meeting, people=(*meeting.people, self.person))


def sanitized(entered: Entered) -> Entered:
    """What was entered on the day, each of its texts fit for terminal, journal and Word."""
    texts = {
        field.name: clean(text).strip()
        for field in fields(entered)
        # Exactly str: the words of an enumeration are strings too, but fixed.
        if type(text := getattr(entered, field.name)) is str
    }
    return replace(entered, **texts)


def _checked(meeting: Meeting, case: Case) -> Case:
    """A case to be added, once sure that its kind is known, its number free and its title there."""
    if meeting.profile.kind(case.id.kind) is None:
        kinds = "、".join(meeting.profile.kind_names)
        raise UnknownReference(f"案件の種別「{case.id.kind}」は設定にありません（{kinds}）。")
    if meeting.case(case.id):
        where = meeting.profile.notation.heading((case.id,))
        raise Refused(f"{where}はすでに次第にあります。")
    case = sanitized(case)
    if not case.title:
        raise Refused("追加する案件の件名を入力してください。")
    return replace(case, origin=CaseOrigin.ADDED) if case.origin is CaseOrigin.PLANNED else case


def _named(material: Material) -> Material:
    material = sanitized(material)
    if not material.title:
        raise Refused("資料の名前を入力してください。")
    return material
