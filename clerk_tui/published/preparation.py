"""Published minutes → the meeting as it was prepared (準備の復元)."""

from __future__ import annotations

import re

from msgspec.structs import replace

from clerk_tui.domain.meeting import AgendaItem, FollowUp, Material, Meeting
from clerk_tui.domain.notation import Numerals
from clerk_tui.domain.profile import Form, Profile, Style
from clerk_tui.profile.standard import PHASES

from .agenda import Agenda, agenda, kinds
from .data import Published
from .roster import Roster, roster
from .style import moment, observers

_DOCUMENT = re.compile(r"(会議録|議事録|会議要旨|議事要旨|会議概要)$")
_ON_THE_DAY = re.compile(r"追加|差し替え|差替")


def rebuilt(published: Published) -> tuple[Meeting, Agenda, Roster, tuple[Material, ...]]:
    """The meeting before it began, what happened to its agenda and roster, and the materials of the day."""
    numerals = _numerals(published)
    when = moment(published.moment, numerals, published.when)
    plan = agenda(published, numerals)
    people = roster(published)
    materials, late = _materials(published)
    meeting = Meeting(
        profile=_profile(published, people, when.style),
        title=published.title or ("会議名不明",),
        date=when.day,
        starts=when.starts,
        ends=when.ends,
        # The minutes need not say it; a preparation must.
        place=published.place or "場所不明",
        people=people.people,
        materials=materials,
        items=tuple(AgendaItem(number, title) for number, title in enumerate(published.contents, start=1)),
        cases=plan.cases,
        groups=plan.groups,
        moment_text=when.text,
        follow_ups=tuple(
            FollowUp(f"引継ぎ{number}", each.kind, each.what, each.office, each.due, each.since)
            for number, each in enumerate(published.follow_ups, start=1)
            if each.since
        ),
    )
    return meeting, plan, people, late


def _profile(published: Published, people: Roster, style: Style) -> Profile:
    last = published.title[-1] if published.title else ""
    document = _DOCUMENT.search(last)
    capacities = [
        turn.label for turn in published.turns if turn.label.endswith("部会長") and len(turn.label) < 8
    ]
    _, pattern, _ = observers(published.observers)
    return Profile(
        id="published",
        body=_DOCUMENT.sub("", last) or "会議",
        document=document.group() if document else "会議録",
        roles=people.roles,
        kinds=kinds(published),
        phases=PHASES,
        capacities=tuple(dict.fromkeys(capacities)),
        style=style,
        form=replace(published.form, observers_count=pattern, taken_up=_taken_up(published)),
    )


def _taken_up(published: Published) -> str:
    """How a heading is printed when its cases come up again: as these minutes have it."""
    usual = Form().taken_up
    behind = usual.removeprefix("{heading}")
    return usual if any(line.endswith(behind) for line in published.heading_lines) else "{heading}"


def _numerals(published: Published) -> Numerals:
    """Full-width where every digit of the headings is."""
    digits = [char for line in published.heading_lines for char in line if char.isdecimal()]
    return Numerals.FULL if digits and all(char > "9" for char in digits) else Numerals.HALF


def _materials(published: Published) -> tuple[tuple[Material, ...], tuple[Material, ...]]:
    """Materials on the list beforehand, and those that came in during the meeting."""
    everything = [Material(when, title) for when, titles in published.materials for title in titles]
    late: list[Material] = []
    # What is added during a meeting goes to the end of the list: only the last ones can have come so.
    while everything and everything[-1].when == "当日" and _ON_THE_DAY.search(everything[-1].title):
        late.insert(0, everything.pop())
    return tuple(everything), tuple(late)
