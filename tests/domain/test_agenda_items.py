"""Items within items, items that bundle cases, items added on the day: one tree, read everywhere alike."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from meetings import MEETING, PARK_GROUP, Q1, ROAD_GROUP, TREE_GROUP, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.agenda_items import listed
from clerk_tui.domain.errors import Refused, UnknownReference
from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.meeting import AgendaItem, Case, Group, Meeting
from clerk_tui.domain.queries import group_chapters, group_heading, group_name
from clerk_tui.minutes.document import Heading
from clerk_tui.minutes.outline import outline

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
TOPIC = GroupId("話題")


def nested() -> Meeting:
    """「2 議事」 with 日程 that bundle cases, and 「(1)」 with 「ア」 below it."""
    items = (
        AgendaItem(1, "開会"),
        AgendaItem(2, "議事"),
        AgendaItem(3, "", "日程第1", 2),
        AgendaItem(4, "会長提出の案件", "日程第2", 2),
        AgendaItem(5, "来年度の事業", "(1)", 2),
        AgendaItem(6, "図書館", "ア", 5),
        AgendaItem(7, "閉会"),
    )
    first, second, third = (
        replace(group, item=item, heading="") for group, item in zip(MEETING.groups, (3, 4, 4), strict=False)
    )
    return replace(MEETING, items=items, groups=(first, second, third, Group(TOPIC, heading="図書館", item=6)))


def lines(meeting: Meeting) -> list[tuple[tuple[str, ...], str]]:
    return [
        (tuple(item.line for item in group_chapters(meeting, group)), group_heading(meeting, group))
        for group in meeting.groups
    ]


def test_headings_stand_below_the_items_that_they_lie_in() -> None:
    meeting = nested()
    names = [group_name(meeting, group) for group in meeting.groups]
    assert lines(meeting) == [
        (("2　議事",), f"日程第1　{names[0]}"),
        (("2　議事", "日程第2　会長提出の案件"), names[1]),
        (("2　議事", "日程第2　会長提出の案件"), names[2]),
        (("2　議事", "(1)　来年度の事業"), "ア　図書館"),
    ]


def test_an_agenda_without_items_in_items_has_no_such_headings() -> None:
    assert all(not above for above, _ in lines(MEETING))
    assert [heading for _, heading in lines(MEETING)] == [group_name(MEETING, g) for g in MEETING.groups]


def test_the_minutes_print_each_heading_once_with_the_number_on_paper() -> None:
    desk = Desk(nested())
    for group in (PARK_GROUP, ROAD_GROUP, TREE_GROUP, TOPIC):
        desk.do(c.OpenBlock((group,)))
    document = outline(desk.state, NOW)
    headings = [row.lines for row in document.body if isinstance(row, Heading)]
    names = [group_name(desk.state.meeting, group) for group in desk.state.meeting.groups]
    assert headings == [
        ("2　議事", f"日程第1　{names[0]}"),
        ("日程第2　会長提出の案件", names[1]),
        (names[2],),
        ("(1)　来年度の事業", "ア　図書館"),
    ]
    assert [(each.indent, each.number, each.title) for each in document.contents] == [
        ("", "1", "開会"),
        ("", "2", "議事"),
        ("　", "日程第1", names[0]),
        ("　", "日程第2", "会長提出の案件"),
        ("　", "(1)", "来年度の事業"),
        ("　　", "ア", "図書館"),
        ("", "7", "閉会"),
    ]


def test_an_item_is_added_behind_another_and_all_that_is_part_of_it() -> None:
    desk = Desk(nested())
    desk.do(c.AddItem(mark="追加日程第1", under=2, after=4, number=9))
    case = Case(CaseId(Q1.kind, 99), "追加の案件")
    desk.do(c.AddGroup(Group(GroupId("追"), (case.id,), item=9), (case,)))
    meeting = desk.state.meeting
    assert [item.number for item, _ in listed(meeting)] == [1, 2, 3, 4, 9, 5, 6, 7]
    name = meeting.profile.notation.label(case.id)
    assert lines(meeting)[-1] == (("2　議事",), f"追加日程第1　{name}")
    desk.do(c.AddItem("後から", under=5))
    assert [item.title for item in desk.state.meeting.items][-2:] == ["後から", "閉会"]


@pytest.mark.parametrize(
    ("command", "wrong"),
    [
        (c.AddItem(), Refused),
        (c.AddItem("題", under=99), UnknownReference),
        (c.AddItem("題", under=5, after=3), Refused),
        (c.AddItem("題", number=2), Refused),
    ],
)
def test_an_item_that_has_no_place_is_refused(command: c.AddItem, wrong: type[Refused]) -> None:
    desk = Desk(nested())
    with pytest.raises(wrong):
        desk.do(command)
    assert desk.state.meeting == nested()


def test_an_item_that_the_new_preparation_has_is_not_added_twice() -> None:
    desk = Desk(nested())
    desk.do(c.AddItem("追加の報告", number=9))
    prepared = desk.state.meeting
    desk.do(c.Prepare(replace(prepared, seats=9)))
    assert desk.state.meeting.items == prepared.items
