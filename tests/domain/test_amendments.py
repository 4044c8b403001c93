"""Changes on paper during the meeting, laid over a preparation: each once, at its place, and nothing else."""

from __future__ import annotations

import pytest
from meetings import AOKI, MEETING, PARK_GROUP, Q1, Q2, Q3, Q4, R1, ROAD_GROUP, TREE_GROUP
from msgspec.structs import replace

from clerk_tui.domain.amendments import (
    Amendment,
    CaseAdded,
    CaseDropped,
    CaseRetitled,
    GroupAdded,
    GroupsReordered,
    MaterialAdded,
    MaterialReplaced,
    PersonAdded,
)
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, Group, Material, Meeting, Person

NEW = CaseId("諮問", 9)
ADDED = Case(NEW, "仮設広場について")


def amended(meeting: Meeting, amendment: Amendment) -> Meeting:
    return amendment.amend(meeting)


def cases_of(meeting_groups: tuple[Group, ...]) -> dict[GroupId, tuple[CaseId, ...]]:
    return {group.id: group.cases for group in meeting_groups}


@pytest.mark.parametrize(
    ("after", "expected"),
    [(None, (R1, Q1, Q2, NEW)), (R1, (R1, NEW, Q1, Q2)), (Q2, (R1, Q1, Q2, NEW)), (Q4, (R1, Q1, Q2, NEW))],
)
def test_a_case_is_added_to_its_group_alone(after: CaseId | None, expected: tuple[CaseId, ...]) -> None:
    found = amended(MEETING, CaseAdded(ADDED, PARK_GROUP, after))
    assert cases_of(found.groups) == {**cases_of(MEETING.groups), PARK_GROUP: expected}
    assert found.cases == (*MEETING.cases, ADDED)


def test_a_case_that_the_preparation_has_by_now_is_not_added_again() -> None:
    once = amended(MEETING, CaseAdded(ADDED, PARK_GROUP))
    assert amended(once, CaseAdded(replace(ADDED, title="ほか"), PARK_GROUP, after=R1)) == once
    # In the table already, but in no group: it gets its place, and one line of the table.
    listed = replace(MEETING, cases=(*MEETING.cases, ADDED))
    assert amended(listed, CaseAdded(ADDED, PARK_GROUP)) == once


def test_a_case_for_a_group_that_is_gone_is_listed_and_stands_in_no_group() -> None:
    found = amended(MEETING, CaseAdded(ADDED, GroupId("9")))
    assert (found.cases, found.groups) == ((*MEETING.cases, ADDED), MEETING.groups)


def test_a_dropped_case_leaves_the_table_and_its_group() -> None:
    found = amended(MEETING, CaseDropped(Q1))
    assert [case.id for case in found.cases] == [R1, Q2, Q3, Q4]
    assert cases_of(found.groups) == {**cases_of(MEETING.groups), PARK_GROUP: (R1, Q2)}
    assert amended(found, CaseDropped(Q1)) == found


def test_a_title_is_corrected_for_one_case() -> None:
    found = amended(MEETING, CaseRetitled(Q2, "公園の一部廃止について"))
    assert found.cases == tuple(
        replace(case, title="公園の一部廃止について") if case.id == Q2 else case for case in MEETING.cases
    )
    assert replace(found, cases=MEETING.cases) == MEETING
    assert amended(MEETING, CaseRetitled(NEW, "ない案件")) == MEETING


def test_a_group_material_or_person_is_added_once() -> None:
    group, material = Group(GroupId("9"), ()), Material("当日", "資料9")
    person = Person(PersonId("山本委員"), "山本", "member")
    found = MEETING
    for _ in range(2):
        for amendment in (GroupAdded(group), MaterialAdded(material), PersonAdded(person)):
            found = amended(found, amendment)
    assert found.groups == (*MEETING.groups, group)
    assert found.materials == (*MEETING.materials, material)
    assert found.people == (*MEETING.people, person)
    # The preparation's own word is the later one.
    assert amended(MEETING, PersonAdded(Person(AOKI, "青木", "official"))) == MEETING
    assert amended(MEETING, GroupAdded(Group(PARK_GROUP, ()))) == MEETING


def test_a_material_is_replaced_by_its_title() -> None:
    first, second = MEETING.materials
    new = Material("当日", "資料1 諮問事項（差し替え）")
    assert amended(MEETING, MaterialReplaced(first.title, new)).materials == (new, second)
    assert amended(MEETING, MaterialReplaced("ない資料", new)) == MEETING


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((TREE_GROUP, PARK_GROUP, ROAD_GROUP), (TREE_GROUP, PARK_GROUP, ROAD_GROUP)),
        # What is not named keeps its place.
        ((TREE_GROUP, PARK_GROUP), (TREE_GROUP, ROAD_GROUP, PARK_GROUP)),
        ((ROAD_GROUP, GroupId("9"), PARK_GROUP), (ROAD_GROUP, PARK_GROUP, TREE_GROUP)),
        ((), (PARK_GROUP, ROAD_GROUP, TREE_GROUP)),
    ],
)
def test_groups_take_the_places_of_one_another(
    order: tuple[GroupId, ...], expected: tuple[GroupId, ...]
) -> None:
    assert tuple(group.id for group in amended(MEETING, GroupsReordered(order)).groups) == expected
