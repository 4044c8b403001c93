"""Changes on paper during a meeting (当日の変更), laid over the preparation.

Total and idempotent: an amendment whose object is gone, or is there already because the clerk has put it
into the preparation file as well, changes nothing.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from .ids import CaseId, GroupId
from .meeting import Case, Group, Material, Meeting, Person
from .value import Value


class GroupsReordered(Value, frozen=True, tag=True):
    """The order in which what remains is to be taken (審議順の変更)."""

    groups: tuple[GroupId, ...]


class CaseAdded(Value, frozen=True, tag=True):
    """当日追加された案件."""

    case: Case
    group: GroupId
    after: CaseId | None = None
    """Its place in the case table; None: last of its group."""


class CaseDropped(Value, frozen=True, tag=True):
    """A case taken off the agenda (議題からの削除); a case withdrawn after a call is ruled 取下げ instead."""

    case: CaseId


class CaseRetitled(Value, frozen=True, tag=True):
    """件名の訂正."""

    case: CaseId
    title: str


class GroupAdded(Value, frozen=True, tag=True):
    """追加議題."""

    group: Group


class MaterialAdded(Value, frozen=True, tag=True):
    """追加資料."""

    material: Material


class MaterialReplaced(Value, frozen=True, tag=True):
    """差し替え: ``old`` is the title as listed."""

    old: str
    new: Material


class PersonAdded(Value, frozen=True, tag=True):
    """Somebody who was on no list."""

    person: Person


Amendment = (
    GroupsReordered
    | CaseAdded
    | CaseDropped
    | CaseRetitled
    | GroupAdded
    | MaterialAdded
    | MaterialReplaced
    | PersonAdded
)
"""Events that change what the meeting is on paper."""


def amended(meeting: Meeting, amendment: Amendment) -> Meeting:
    """The meeting with one amendment."""
    match amendment:
        case CaseAdded():
            return _with_case(meeting, amendment)
        case CaseDropped(case=dropped):
            return replace(
                meeting,
                cases=tuple(case for case in meeting.cases if case.id != dropped),
                groups=tuple(
                    replace(group, cases=tuple(case for case in group.cases if case != dropped))
                    for group in meeting.groups
                ),
            )
        case CaseRetitled(case=retitled, title=title):
            return replace(
                meeting,
                cases=tuple(
                    replace(case, title=title) if case.id == retitled else case for case in meeting.cases
                ),
            )
        case GroupAdded(group=group):
            if meeting.group(group.id):
                return meeting
            return replace(meeting, groups=(*meeting.groups, group))
        case GroupsReordered(groups=order):
            return replace(meeting, groups=_reordered(meeting, order))
        case MaterialAdded(material=material):
            if material in meeting.materials:
                return meeting
            return replace(meeting, materials=(*meeting.materials, material))
        case MaterialReplaced(old=old, new=new):
            return replace(
                meeting,
                materials=tuple(new if item.title == old else item for item in meeting.materials),
            )
        case PersonAdded(person=person):
            if meeting.person(person.id):
                return meeting
            return replace(meeting, people=(*meeting.people, person))
        case _:
            assert_never(amendment)


def _with_case(meeting: Meeting, added: CaseAdded) -> Meeting:
    cases = meeting.cases
    if not meeting.case(added.case.id):
        cases = (*cases, added.case)
    groups = tuple(
        replace(group, cases=_inserted(group.cases, added.case, added.after))
        if group.id == added.group and added.case.id not in group.cases
        else group
        for group in meeting.groups
    )
    return replace(meeting, cases=cases, groups=groups)


def _inserted(cases: tuple[CaseId, ...], case: Case, after: CaseId | None) -> tuple[CaseId, ...]:
    at = cases.index(after) + 1 if after in cases else len(cases)
    return (*cases[:at], case.id, *cases[at:])


def _reordered(meeting: Meeting, order: tuple[GroupId, ...]) -> tuple[Group, ...]:
    rank = {group: index for index, group in enumerate(order)}
    named = sorted((group for group in meeting.groups if group.id in rank), key=lambda group: rank[group.id])
    # Groups that the order does not name keep their places; the named ones fill the places between.
    queue = iter(named)
    return tuple(next(queue) if group.id in rank else group for group in meeting.groups)
