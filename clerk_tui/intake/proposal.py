"""The next meeting, put together from what the clerk has (準備の組立て): files, the last meeting, the body's profile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time
from pathlib import Path

from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import AgendaItem, Case, Group, Material, Meeting, Person
from clerk_tui.domain.notation import label
from clerk_tui.domain.profile import Profile

from .agenda_docx import read_paper
from .columns import AGENDA, ROSTER, Field, find_columns
from .doubts import doubts
from .entries import Entry, read_entries
from .people_rows import Listed, read_people
from .plan import Plan, plan
from .problems import FileProblems, Problem
from .roster import SECTIONS
from .sheets import Sheet, read_sheets
from .takeover import Takeover


@dataclass(frozen=True, slots=True)
class Wish:
    """What the clerk asks for."""

    profile: Profile
    title: tuple[str, ...]
    date: date
    starts: time
    ends: time
    place: str
    agenda: Path | None = None
    """A table or a 次第; it may hold the roster as well."""
    roster: Path | None = None
    said: Mapping[Field, str] = field(default_factory=dict)
    """Corrections of columns."""
    last: Takeover | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A preparation, and what to look at again in it."""

    meeting: Meeting
    doubts: tuple[str, ...]


def propose(wish: Wish) -> Proposal:
    """Read everything and put it together; nothing is written.

    Raises:
        FileProblems: all that is wrong in the files, of both together.
    """
    reading = _Reading(wish)
    agenda = reading.sheets(wish.agenda)
    # A roster of its own counts; without one, the sheets of the agenda's workbook may hold it.
    listed = reading.people(reading.sheets(wish.roster) if wish.roster else agenda)
    items, entries = reading.agenda(agenda)
    if reading.problems:
        raise FileProblems(reading.problems)
    people = _people(wish, listed)
    items = items or _usual_items(wish)
    planned = plan(entries, people, len(items))
    if planned.problems:
        raise FileProblems(planned.problems)
    cases, groups, carried = _with_carried(planned, wish.last, people)
    last = wish.last
    seats = last.meeting.seats if last else None
    meeting = Meeting(
        profile=wish.profile,
        title=wish.title,
        date=wish.date,
        starts=wish.starts,
        ends=wish.ends,
        place=wish.place,
        people=people,
        materials=(Material("事前", last.minutes),) if last else (),
        items=tuple(AgendaItem(number, title) for number, title in enumerate(items, start=1)),
        cases=cases,
        groups=groups,
    )
    if seats is not None and len(meeting.voters) <= seats:
        meeting = replace(meeting, seats=seats)
    return Proposal(meeting, (*planned.doubts, *carried, *doubts(meeting)))


class _Reading:
    """The files, with what is wrong in them so far."""

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        self.problems: list[Problem] = []

    def sheets(self, path: Path | None) -> tuple[Sheet, ...]:
        if path is None:
            return ()
        try:
            return read_sheets(path)
        except FileProblems as faults:
            self.problems += faults.problems
            return ()

    def people(self, sheets: tuple[Sheet, ...]) -> Listed:
        listed = Listed({})
        for sheet in sheets:
            try:
                columns = find_columns(sheet, ROSTER, Field.NAME, self.wish.said) or find_columns(
                    sheet, ROSTER, Field.SURNAME, self.wish.said
                )
            except FileProblems as faults:
                self.problems += faults.problems
                continue
            if columns is not None:
                listed, problems = read_people(columns, self.wish.profile, listed.lists)
                self.problems += problems
        if self.wish.roster and not listed.people and not self.problems:
            self.nothing_found(sheets, "氏名", "名簿")
        return listed

    def agenda(self, sheets: tuple[Sheet, ...]) -> tuple[tuple[str, ...], list[Entry]]:
        kinds = self.wish.profile.kind_names
        entries: list[Entry] = []
        items: tuple[str, ...] = ()
        tables = 0
        for sheet in sheets:
            try:
                columns = find_columns(sheet, AGENDA, Field.TITLE, self.wish.said)
            except FileProblems as faults:
                self.problems += faults.problems
                continue
            if columns is not None:
                tables += 1
                found, problems = read_entries(columns, kinds)
                entries += found
                self.problems += problems
        if self.wish.agenda and self.wish.agenda.suffix.lower() == ".docx" and sheets:
            items, lines = read_paper(self.wish.agenda, sheets[-1], kinds)
            # Where the cases stand in a table, the lines only mention them.
            entries = entries or lines
        if self.wish.agenda and not entries and not self.problems and not (tables or items):
            self.nothing_found(sheets, "件名", "案件")
        return items, entries

    def nothing_found(self, sheets: tuple[Sheet, ...], field: str, what: str) -> None:
        """Say what was seen instead, so that the clerk can point at the column."""
        for sheet in sheets[:1]:
            row = max(sheet.rows, key=lambda row: len(sheet.columns(row)))
            seen = "、".join(sheet.text(row, column) for column in sheet.columns(row)[:6])
            message = (
                f"{what}の表の見出し（「{field}」など）が見つかりません。"
                f"見えたのは「{seen[:60]}」です。--column {field}=B のように列を指定してください。"
            )
            self.problems.append(sheet.problem(row, message))


def _people(wish: Wish, listed: Listed) -> tuple[Person, ...]:
    """The roster that was read; a list that it does not hold is taken over from the last meeting."""
    if wish.last is None:
        return listed.people
    last = wish.last.meeting
    people: list[Person] = []
    for section, standings in SECTIONS.items():
        people += listed.lists.get(section) or tuple(
            person
            for person in last.people
            if last.role_of(person).standing in standings and wish.profile.role(person.role) is not None
        )
    return tuple({person.id: person for person in people}.values())


def _usual_items(wish: Wish) -> tuple[str, ...]:
    last = f"{wish.last.minutes}の確定" if wish.last else f"前回{wish.profile.document}の確定"
    return last, f"{'・'.join(wish.profile.kind_names)}事項"


def _with_carried(
    planned: Plan, last: Takeover | None, people: tuple[Person, ...]
) -> tuple[tuple[Case, ...], tuple[Group, ...], list[str]]:
    """The plan with the carried cases: those that it names keep their place, the others come first."""
    if last is None:
        return tuple(planned.cases), tuple(planned.groups), []
    before = {case.id: case for case in last.cases}
    here = {case.id for case in planned.cases}
    known = {person.id for person in people}
    cases = [
        replace(old, title=case.title) if (old := before.get(case.id)) else case for case in planned.cases
    ]
    groups: list[Group] = []
    for group in last.groups:
        rest = tuple(case for case in group.cases if case not in here)
        if rest:
            explainers = tuple(person for person in group.explainers if person in known)
            groups.append(replace(group, cases=rest, explainers=explainers))
    carried = [before[case] for group in groups for case in group.cases]
    doubts = [f"{label(case.id)}は前回からの継続として次第の初めに置きました。" for case in carried]
    numbered = [
        replace(group, id=GroupId(str(number)))
        for number, group in enumerate((*groups, *planned.groups), start=1)
    ]
    return (*carried, *cases), tuple(numbered), doubts
