"""Items of the agenda around what is discussed (次第の項目の中の項目): which headings stand above a group. Pure.

An agenda without marks and without items in items has no such headings: its groups stand for themselves.
"""

from __future__ import annotations

from collections.abc import Iterable

from .meeting import AgendaItem, Group, Meeting


def own_item(meeting: Meeting, group: Group, heading: str) -> AgendaItem | None:
    """The item that is the group: marked or inside another, of no other group, and called like it or not at all.

    ``heading``: the group's line without the item's number.
    """
    item = meeting.item(group.item)
    if item is None or not (item.mark or item.under is not None):
        return None
    titles = {case.title for case in map(meeting.case, group.cases) if case is not None}
    if item.title not in ("", heading, *titles):
        return None
    alone = all(other.item != item.number or other.id == group.id for other in meeting.groups)
    return item if alone and all(part.under != item.number for part in meeting.items) else None


def chapters(meeting: Meeting, group: Group, heading: str) -> tuple[AgendaItem, ...]:
    """The items whose lines stand above the group's, the outermost first."""
    item = meeting.item(group.item)
    around = meeting.lineage(item)
    if len(around) < 2 and not (item and item.mark):
        return ()
    return around[:-1] if own_item(meeting, group, heading) else around


def listed(meeting: Meeting) -> tuple[tuple[AgendaItem, int], ...]:
    """Every item with its depth, 0 for those of the agenda itself, in the order of the paper."""
    return tuple((item, len(meeting.lineage(item)) - 1) for item in meeting.items)


def new_chapters(before: Iterable[AgendaItem], now: tuple[AgendaItem, ...]) -> tuple[AgendaItem, ...]:
    """Of the chapters of a group those that the group before it did not stand in."""
    last = tuple(before)
    same = next((at for at, item in enumerate(now) if item not in last[at : at + 1]), len(now))
    return now[same:]
