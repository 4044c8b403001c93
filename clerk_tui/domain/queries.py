"""Questions that screens and documents ask of the record (照会): what is open, what remains, who is here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import assert_never

from .agenda_items import chapters, own_item
from .amendments import DaySet
from .ids import BlockId, CaseId, EntryId, PersonId
from .meeting import AgendaItem, Group, Meeting, Person
from .profile import Outcome, PhaseRole, Role, Seats, Standing
from .record import (
    Attendance,
    Decision,
    Entry,
    Mark,
    MarkKind,
    Named,
    Presence,
    Presiding,
    Ruling,
    Speaker,
    State,
    Turn,
    Unnamed,
)
from .value import Value
from .votes import recused

_CLOSED = re.compile(r"^\s*[【（(\[]?非公開[】）)\]]?[\s：:、]*")


class Progress(StrEnum):
    """How far a group has come (進み具合)."""

    DONE = "済"
    OPEN = "審議中"
    HALF = "一部済"
    DEFERRED = "後回し"
    WAITING = "未"


class GroupStatus(Value, frozen=True):
    """A group with its progress."""

    group: Group
    progress: Progress
    remaining: tuple[CaseId, ...]
    """Cases not ruled yet."""
    reason: str = ""
    """Why it was deferred."""


class Attendees(Value, frozen=True):
    """Numbers of the roll against the quorum (出席状況・定足数)."""

    present: int
    seats: int
    required: int
    """0: the body has no quorum."""
    excused: int = 0
    """Members kept out of the case (除斥) who do not count against the quorum."""

    @classmethod
    def of(cls, meeting: Meeting, present: int, recused: int = 0) -> Attendees:
        """So many voting members of a meeting: the one place where the quorum is applied.

        Args:
            meeting: with the rule.
            present: who take part.
            recused: who are there, but kept out of the case.
        """
        rule, seats = meeting.profile.quorum, meeting.seat_count
        of = len(meeting.voters) if rule.of is Seats.FILLED else seats
        return cls(present, seats, rule.required(of), recused if rule.despite_recusal else 0)

    @property
    def quorate(self) -> bool:
        return self.present + self.excused >= self.required


class Forecast(Value, frozen=True):
    """When the meeting will end at the pace so far (終了見込み)."""

    planned: datetime
    projected: datetime

    @property
    def over(self) -> timedelta:
        """How much later than planned; negative: time in hand."""
        return self.projected - self.planned


def open_groups(state: State) -> tuple[Group, ...]:
    """The groups of the open block, without those put off since it was opened."""
    return tuple(group for group in block_groups(state, state.current) if group.id not in state.deferred)


def block_groups(state: State, block: BlockId | None) -> tuple[Group, ...]:
    """The groups of a block, as the agenda has them now."""
    found = state.block(block)
    if found is None:
        return ()
    return tuple(group for name in found.groups if (group := state.meeting.group(name)))


def cases_of(groups: Iterable[Group]) -> tuple[CaseId, ...]:
    return tuple(case for group in groups for case in group.cases)


def open_cases(state: State) -> tuple[CaseId, ...]:
    """The cases of the open block."""
    return cases_of(open_groups(state))


def open_unruled(state: State) -> tuple[CaseId, ...]:
    """The open block's cases on which the chair has not ruled."""
    return tuple(case for case in open_cases(state) if case not in state.rulings)


def group_heading(meeting: Meeting, group: Group) -> str:
    """The group's line: its own heading, or its case numbers (「報告第3号・第4号、諮問第11号」); never its id.

    The number of the item that it is goes before it (「(1)　来年度の事業」「日程第1　議案第21号」).
    """
    name = group_name(meeting, group)
    item = own_item(meeting, group, name)
    return "　".join(filter(None, (item.printed, name))) if item else name


def group_name(meeting: Meeting, group: Group) -> str:
    """The group's line without the number of an item."""
    if group.heading or not group.cases:
        return group.heading or group.office or "（件名なし）"
    return meeting.profile.notation.heading(group.cases)


def group_chapters(meeting: Meeting, group: Group) -> tuple[AgendaItem, ...]:
    """The items whose lines stand above the group's (「２　議事」「(1)　来年度の事業」), the outermost first."""
    return chapters(meeting, group, group_name(meeting, group))


def open_topic(state: State) -> str:
    """What is taken up and has no case: the open items, else what the phase is about (会期の決定); empty: nothing."""
    meeting = state.meeting
    named = "、".join(group_name(meeting, group) for group in open_groups(state) if not group.cases)
    if named or open_cases(state):
        return named
    phase = meeting.profile.phase(state.phase)
    own = phase is not None and phase.role in (PhaseRole.OTHER, PhaseRole.CONFIRMATION) and not phase.in_block
    return phase.name if phase is not None and own else ""


def agenda(state: State) -> tuple[GroupStatus, ...]:
    """Every group with its progress, in the order of the agenda."""
    return tuple(_status(state, group) for group in state.meeting.groups)


def remaining(state: State) -> tuple[GroupStatus, ...]:
    """The groups still to be taken or finished: the open ones first, deferred ones before those never called."""
    order = {Progress.OPEN: 0, Progress.HALF: 1, Progress.DEFERRED: 2, Progress.WAITING: 3}
    left = [status for status in agenda(state) if status.progress is not Progress.DONE]
    return tuple(sorted(left, key=lambda status: order[status.progress]))


def next_groups(state: State) -> tuple[Group, ...]:
    """The group that comes next on the agenda; a deferred one only when nothing else is left."""
    waiting = [s.group for s in agenda(state) if s.progress is Progress.WAITING]
    deferred = [s.group for s in agenda(state) if s.progress is Progress.DEFERRED]
    return tuple((waiting or deferred)[:1])


def _status(state: State, group: Group) -> GroupStatus:
    left = tuple(case for case in group.cases if case not in state.rulings)
    called = any(group.id in block.groups for block in state.blocks)
    current = state.block(state.current)
    if group.id in state.deferred:
        progress = Progress.DEFERRED
    elif current and group.id in current.groups and (left or not group.cases):
        progress = Progress.OPEN
    elif (called and not left) or (group.cases and not left):
        progress = Progress.DONE
    elif called:
        progress = Progress.HALF
    else:
        progress = Progress.WAITING
    return GroupStatus(group, progress, left, state.deferred.get(group.id, ""))


def deliberated(state: State) -> tuple[CaseId, ...]:
    """All cases in the order of the case table: as set, else as deliberated, then those never called."""
    in_order = [
        *state.table_order,
        *(case for block in state.blocks for case in cases_of(block_groups(state, block.id))),
        *cases_of(state.meeting.groups),
        *state.meeting.case_ids,
    ]
    known = set(state.meeting.case_ids)
    return tuple(case for case in dict.fromkeys(in_order) if case in known)


def named_cases(meeting: Meeting, turn: Turn) -> tuple[CaseId, ...]:
    """The cases that the turn's words name, else those that it is tagged with."""
    known = set(meeting.case_ids)
    named = (case for found in meeting.profile.notation.mentions(turn.text) for case in found.cases)
    return tuple(dict.fromkeys(case for case in named if case in known)) or turn.cases


def block_cases(state: State, turn: Turn) -> tuple[CaseId, ...]:
    """The cases of the block that the turn belongs to."""
    return cases_of(block_groups(state, turn.block))


def concerned(state: State, turn: Turn) -> tuple[CaseId, ...]:
    """The cases that the turn is tagged with, else its block's."""
    return turn.cases or block_cases(state, turn)


def ruled_outcome(meeting: Meeting, ruling: Ruling) -> Outcome | None:
    return meeting.profile.outcome(ruling.decision.case.kind, ruling.decision.outcome)


def printed_result(meeting: Meeting, ruling: Ruling | None) -> str:
    """The word of the case table (審議結果); empty without a ruling."""
    if ruling is None:
        return ""
    decisions = (*ruling.parts, ruling.decision)
    return "、".join(dict.fromkeys(_decided(meeting, decision) for decision in decisions))


def _decided(meeting: Meeting, decision: Decision) -> str:
    """The word of the case table for one decision, with what was voted on and what goes with it."""
    outcome = meeting.profile.outcome(decision.case.kind, decision.outcome)
    word = outcome.table if outcome else decision.outcome
    for told in (decision.subject, decision.note):
        if told:
            word = meeting.profile.form.note.format(result=word, note=told)
    return word


def public_entries(state: State) -> Iterator[Entry]:
    """The lines of the record without the closed parts (非公開), of which only beginnings and ends are left."""
    closed = bool(state.meeting.closed)
    for entry in state.entries:
        if isinstance(entry, Mark) and entry.kind in (MarkKind.CLOSED_PART, MarkKind.OPEN_PART):
            closed = entry.kind is MarkKind.CLOSED_PART
        elif closed:
            continue
        yield entry


def planned_closed(state: State) -> str:
    """Why the open groups were to be taken without the public; empty: they were not."""
    return next((group.closed for group in open_groups(state) if group.closed), "")


def closing_reason(closed: str) -> str:
    """Why, of what a paper says of its being closed (「非公開　会議規則第14条」); empty: it says only that it is."""
    return _CLOSED.sub("", closed).strip()


def closing_ground(state: State) -> str:
    """Why the public is to be excluded now: as planned for the open groups, else the article of the body."""
    return closing_reason(planned_closed(state)) or state.meeting.profile.closed_under


def in_public(state: State) -> frozenset[EntryId]:
    """The lines that are in no closed part."""
    return frozenset(entry.id for entry in public_entries(state))


def presence(state: State, person: PersonId) -> Presence | None:
    """The person's last attendance entry."""
    entries = state.attendance.get(person, ())
    return entries[-1] if entries else None


def is_here(state: State, person: PersonId) -> bool:
    last = presence(state, person)
    return last is not None and last.status.here


def roll(state: State) -> tuple[PersonId, ...]:
    """Voting members who are there at this moment, in roster order; whom a case keeps out is among them."""
    return tuple(person.id for person in state.meeting.voters if _counts(state, person.id))


def _counts(state: State, person: PersonId) -> bool:
    last = presence(state, person)
    return last is not None and counted(state.meeting, last.status)


def counted(meeting: Meeting, status: Attendance) -> bool:
    """Whether somebody with that attendance counts towards quorum and vote."""
    return status.here and (status is not Attendance.ONLINE or meeting.profile.quorum.online)


def kept_out(state: State) -> tuple[PersonId, ...]:
    """Who is kept out of everything that is before the meeting now, in roster order."""
    cases = open_unruled(state) or open_cases(state)
    out = [set(recused(state, case)) for case in cases]
    common = set.intersection(*out) if out else set()
    return tuple(person.id for person in state.meeting.voters if person.id in common)


def acting_chair(state: State) -> Presiding | None:
    """Who presides now in the chair's place, by what the clerk recorded."""
    acting = state.presiding
    if acting is None or (acting.block is not None and acting.block != state.current):
        return None
    return acting


def deputy(state: State, person: PersonId, at: datetime | None = None) -> str:
    """Who sits for a member (代理) at a moment, by name; empty: nobody does, or nobody has said who.

    Args:
        state: the record.
        person: the member.
        at: None: at any moment of the meeting.
    """
    entries = state.attendance.get(person, ())
    if at is not None:
        before = [entry for entry in entries if entry.at <= at]
        # A roll call that was entered late holds for what was said before it.
        entries = tuple(before[-1:]) or entries[:1]
    found = [entry.note for entry in entries if entry.status is Attendance.SUBSTITUTE]
    return found[-1] if found else ""


def took_part(state: State, person: PersonId) -> bool:
    """Whether the record has the person there at any time: by the roll or, without an entry of it, by a turn."""
    entries = state.attendance.get(person)
    if entries is not None:
        return any(entry.status.here for entry in entries)
    return any(isinstance(entry, Turn) and entry.speaker == Named(person) for entry in state.entries)


def absentees(state: State) -> tuple[Person, ...]:
    """Voting members who the record says were never there, in roster order; who has no entry is not known."""
    return tuple(
        person
        for person in state.meeting.voters
        if person.id in state.attendance and not took_part(state, person.id)
    )


def unrecorded(state: State) -> tuple[Person, ...]:
    """People of whom nobody knows whether they were there, in roster order."""
    return tuple(
        person
        for person in state.meeting.people
        if person.id not in state.attendance and not took_part(state, person.id)
    )


def other_day(state: State, today: date | None = None) -> bool:
    """Whether the meeting is recorded on another day than it was prepared for, and nobody has said which counts.

    Args:
        state: the record.
        today: the day on which it may be opened; needed only before the opening.
    """
    held = state.opened.date() if state.opened else today
    # Where the hours are not known either, the moments of the record are none of the clock's.
    if held is None or not state.meeting.timed or held == state.meeting.date:
        return False
    return not any(isinstance(amendment, DaySet) for amendment in state.amendments)


def attendees(state: State) -> Attendees | None:
    """Present voting members against seats and quorum; None before the roll was called."""
    if not state.attendance:
        return None
    here, out = roll(state), kept_out(state)
    return Attendees.of(
        state.meeting,
        sum(person not in out for person in here),
        sum(took_part(state, person) for person in out),
    )


def is_member(state: State, speaker: Speaker) -> bool:
    """Whether the speaker asks rather than answers: a voting member other than the chair."""
    return _standing_votes(state, speaker) and not is_chair(state, speaker)


def is_chair(state: State, speaker: Speaker) -> bool:
    role = role_of(state, speaker)
    return role is not None and role.standing is Standing.CHAIR


def _standing_votes(state: State, speaker: Speaker) -> bool:
    role = role_of(state, speaker)
    return role is not None and role.votes


def role_of(state: State, speaker: Speaker) -> Role | None:
    """The speaker's role; None for somebody no longer on the roster."""
    meeting = state.meeting
    match speaker:
        case Named(person=person_id):
            person = meeting.person(person_id)
            return meeting.role_of(person) if person else None
        case Unnamed(role=role_id):
            return meeting.profile.role(role_id)
        case _:
            assert_never(speaker)


def forecast(state: State, now: datetime) -> Forecast | None:
    """The end at the pace so far; None before anything was settled.

    The pace is the time per case ruled since the first block was opened; a meeting whose cases are all ruled
    ends now.
    """
    meeting = state.meeting
    if not state.prepared or state.opened is None or meeting.ends is None:
        return None
    # The day on which it was opened or went on: put off to another day, it ends at the planned hour all the same.
    resumed = [e.at for e in state.entries if isinstance(e, Mark) and e.kind is MarkKind.RESUMED]
    day = (resumed[-1] if resumed else state.opened).date()
    planned = datetime.combine(day, meeting.ends, tzinfo=state.opened.tzinfo)
    if state.closed:
        return Forecast(planned, state.closed)
    total, ruled = len(meeting.case_ids), len(set(state.rulings) & set(meeting.case_ids))
    if not total:
        # Without cases, the items are what is settled one after the other.
        total, ruled = len(meeting.groups), sum(s.progress is Progress.DONE for s in agenda(state))
    if not state.blocks or not ruled:
        return None
    began = state.blocks[0].opened
    # A clock that is looked at to the full minute may stand before the call: the end never lies in the past.
    pace = max(now - began - in_recess(state, began, now), timedelta(0)) / ruled
    return Forecast(planned, now + pace * (total - ruled))


def last_moment(state: State) -> datetime | None:
    """The latest moment that the record knows; None: nothing has a time."""
    # Not the last line alone: lines can be moved.
    lines = ((each.ended or each.started) if isinstance(each, Turn) else each.at for each in state.entries)
    return max(filter(None, (state.opened, state.closed, *lines)), default=None)


def in_recess(state: State, since: datetime, until: datetime) -> timedelta:
    """How long the meeting was in recess between two moments, a night between two days included."""
    total, left = timedelta(), None
    for mark in (entry for entry in state.entries if isinstance(entry, Mark)):
        if mark.kind is MarkKind.RECESS and left is None:
            left = mark.at
        elif mark.kind is MarkKind.RESUMED and left is not None:
            total += max(min(mark.at, until) - max(left, since), timedelta())
            left = None
    if left is not None:
        total += max(until - max(left, since), timedelta())
    return total


def in_phase(state: State, role: PhaseRole) -> bool:
    """Whether the proceedings are in the phase that plays that part."""
    phase = state.meeting.profile.phase(state.phase)
    return phase is not None and phase.role is role
