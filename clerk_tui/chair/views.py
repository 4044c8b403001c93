"""The levels of the view (誰に見せるか): for the chair without names, with names, and for the room.

A level is what is told and the parts in which it is told; terminal and page draw any of them alike.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial

from msgspec import Struct

from clerk_tui.domain.record import State

from .brief import ChairBrief, brief
from .following import POLLING
from .items import SECTIONS, Level, Place, Row, Section, Span, Tone, decided, head
from .room import room_brief

WAITING = "会議の準備ができるのを待っています。"
_STOPPED = "表示が新しくなっていないことがあります。"


def _cases(brief: ChairBrief) -> Iterator[Row]:
    """What is being dealt with, for those who have no papers: the cases with their titles."""
    if brief.item and brief.open:
        yield Row((Span(brief.item, Tone.STRONG),), level=Level.HEADLINE)
    for group in brief.open:
        if not group.cases:
            yield Row((Span(group.heading, Tone.STRONG),), level=Level.HEADLINE)
        for case in group.cases:
            result = (Span(f"　{case.result}", Tone.STRONG),) if case.result else ()
            yield Row((Span(case.title), *result), (Span(f"{case.number}　", Tone.SUBJECT),))


ROOM_SECTIONS: tuple[Section, ...] = (
    Section("head", "", Place.TOP, head),
    Section("room-open", "審議中", Place.NOW, _cases, "いま審議中の案件はありません"),
    Section("decided", "結果", Place.REST, decided, "まだありません"),
)
"""Every part of the room's view: item, cases, phase, result."""


class View(Struct, frozen=True):
    """One level of the view: who it is for, what is told and in which parts."""

    title: str
    sections: tuple[Section, ...]
    brief: Callable[[State, datetime], ChairBrief | None]
    for_room: bool = False
    """Whether it hangs where everybody sees it: then it tells nothing of how and where the record is kept."""

    def trouble(self, told: str, *, polling: bool) -> str:
        """What is said where this may not be the whole record; empty: it is."""
        if self.for_room:
            return _STOPPED if told else ""
        return told or (POLLING if polling else "")


CHAIR = View("会長の画面", SECTIONS, brief)
NAMED = View("会長の画面", SECTIONS, partial(brief, names=True))
ROOM = View("傍聴席の画面", ROOM_SECTIONS, room_brief, for_room=True)
