"""The next meeting, put together from what the clerk has (準備の組立て): files, the last meeting, the body's profile."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.meeting import AgendaItem, Case, Group, Material, Meeting, Person
from clerk_tui.domain.notation import Notation

from .carry_over import Takeover
from .columns import Columns, headed
from .gathering import gather
from .headings import Field
from .people_rows import Listed
from .plan import Plan, plan
from .preparation import Profiles, read_preparation_file
from .problems import FileProblems, Problem
from .request import NewMeetingRequest
from .roster import SECTIONS
from .schedule import Schedule, settle
from .warnings import doubts

WHOLE = ".toml"
"""The end of our own files' names: such a file is a whole preparation."""


class Proposal(Struct, frozen=True):
    """A preparation, and what to look at again in it."""

    meeting: Meeting
    doubts: tuple[str, ...]
    tables: tuple[Columns, ...] = ()
    """Where it was read from."""
    columns: Mapping[Field, str] = field(default_factory=dict)
    """The clerk's corrections, as they are worth remembering."""


def propose(wish: NewMeetingRequest, profiles: Profiles) -> Proposal:
    """Read everything and put it together; nothing is written.

    Raises:
        FileProblems: all that is wrong in the files, of all of them together.
    """
    whole = [path for path in wish.files if path.suffix.lower() == WHOLE]
    if whole:
        return _adopted(whole[0], wish, profiles)
    found = gather(wish.files, wish.roster, wish.profile, wish.columns, wish.remembered)
    last = wish.last
    people = _people(wish, found.listed)
    items = found.items or _usual_items(wish)
    planned = plan(found.entries, people, len(items), wish.profile.notation)
    if planned.problems:
        raise FileProblems(planned.problems)
    cases, groups, carried = _with_carried(planned, last, people, wish.profile.notation)
    said = wish.said.over(found.occasion).over(last.following if last else Schedule())
    settled = settle(said, last.meeting if last else None, wish.profile, wish.today)
    meeting = Meeting(
        profile=wish.profile,
        title=settled.title,
        date=settled.date,
        starts=settled.starts,
        ends=settled.ends,
        place=settled.place,
        people=people,
        materials=(Material("事前", last.minutes),) if last else (),
        items=tuple(AgendaItem(number, title) for number, title in enumerate(items, start=1)),
        cases=cases,
        groups=groups,
    )
    seats = last.meeting.seats if last else None
    if seats is not None and len(meeting.voters) <= seats:
        meeting = replace(meeting, seats=seats)
    sentences = (*planned.doubts, *carried, *doubts(meeting))
    return Proposal(meeting, sentences, found.tables, headed(found.tables, wish.columns))


def _adopted(path: Path, wish: NewMeetingRequest, profiles: Profiles) -> Proposal:
    """A whole preparation, but for what the clerk has said otherwise."""
    if len(wish.files) > 1 or wish.roster is not None or wish.last is not None:
        message = f"{WHOLE} はそれだけで一つの準備になります。ほかのファイルや前回の会議と一緒には使わないでください。"
        raise FileProblems([Problem(path, None, "", message)])
    meeting = read_preparation_file(path, profiles)
    there = Schedule("", meeting.date, meeting.starts, meeting.ends, meeting.place)
    settled = settle(wish.said.over(there), meeting, meeting.profile, wish.today)
    meeting = replace(
        meeting,
        title=settled.title if wish.said.title else meeting.title,
        date=settled.date,
        starts=settled.starts,
        ends=settled.ends,
        place=settled.place,
    )
    return Proposal(meeting, doubts(meeting))


def _people(wish: NewMeetingRequest, listed: Listed) -> tuple[Person, ...]:
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


def _usual_items(wish: NewMeetingRequest) -> tuple[str, ...]:
    last = f"{wish.last.minutes}の確定" if wish.last else f"前回{wish.profile.document}の確定"
    return last, f"{'・'.join(wish.profile.kind_names)}事項"


def _with_carried(
    planned: Plan, last: Takeover | None, people: tuple[Person, ...], notation: Notation
) -> tuple[tuple[Case, ...], tuple[Group, ...], list[str]]:
    """The plan with the carried cases: those that it names keep their place, the others come first."""
    if last is None:
        return tuple(planned.cases), tuple(planned.groups), []
    before = {case.id: case for case in last.cases}
    here: set[CaseId] = {case.id for case in planned.cases}
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
    sentences = [
        f"{notation.label(case.id)}は前回からの継続として次第の初めに置きました。" for case in carried
    ]
    numbered = [
        replace(group, id=GroupId(str(number)))
        for number, group in enumerate((*groups, *planned.groups), start=1)
    ]
    return (*carried, *cases), tuple(numbered), sentences
