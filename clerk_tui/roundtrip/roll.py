"""Lists of people that were rewritten (出席者・欠席者・出欠・署名委員): who is meant, and how the record has it. Pure.

A list is read only as far as it is printed: each piece must be how exactly one person is printed. Whoever is in it as
before keeps all that the record has of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.acts import Command
from clerk_tui.domain.calendar import CalendarError, parse_time
from clerk_tui.domain.commands import CorrectAttendance, NameSignatories
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.queries import absentees, took_part
from clerk_tui.domain.record import Attendance, Presence, State
from clerk_tui.minutes.outline import attended

ROLL = "記録の画面で出欠を直してください。"
_NEXT_DAY = "翌日"
_STATUS = re.compile(f"({'|'.join(status.value for status in Attendance)})(?:（(.*)）)?")


class Fact(Struct, frozen=True):
    """One thing that a field says differently."""

    make: Callable[[State], Command]
    """What puts it into a record."""
    of: Callable[[State], object]
    """What of a record it is about."""


Here = tuple[Attendance, str] | None
"""How somebody took part, and who sat for them; None: they did not."""


def attendance_facts(base: State, category: str, printed: str, joiner: str = "") -> Iterator[Fact]:
    """What a list of those who were there says of the people of a category.

    ``joiner`` stands between them; empty: what the body's form says.

    Raises:
        Refused: somebody in it is none of them, or it is not known who.
    """
    meeting = base.meeting
    people = [person for person in meeting.people if meeting.role_of(person).category == category]
    here: dict[PersonId, Here] = {}
    for piece in _pieces(meeting, printed, joiner):
        person, how = _one(piece, [(p, how) for p in people if (how := _how(meeting, p, piece)) is not None])
        if person.id in here:
            raise Refused(f"「{piece}」が二度あります。{ROLL}")
        here[person.id] = how
    for person in people:
        before = attended(base, meeting, person) if took_part(base, person.id) else ""
        how = here.get(person.id)
        if how is None and not before:
            continue
        if how is None or _as_printed(meeting, person, how) != before:
            yield _fact(person.id, _entries(base, person.id, how))


def name_facts(base: State, category: str, at: int, printed: str) -> Iterator[Fact]:
    """What the place of one name in the list of a category says: the same person otherwise, or nobody any more.

    Raises:
        Refused: it is another person, for whom this place was not printed.
    """
    meeting = base.meeting
    there = [
        person
        for person in meeting.people
        if meeting.role_of(person).category == category and took_part(base, person.id)
    ]
    if at >= len(there):
        raise Refused(ROLL)
    how = _how(meeting, there[at], printed) if printed else None
    if printed and how is None:
        raise Refused(f"「{printed}」は「{listed_label(meeting, there[at])}」の書き方ではありません。{ROLL}")
    yield _fact(there[at].id, _entries(base, there[at].id, how))


def absentee_facts(base: State, printed: str) -> Iterator[Fact]:
    """What a list of absent members says.

    Raises:
        Refused: somebody in it is no member, or somebody is no longer in it: that alone does not say they were there.
    """
    meeting = base.meeting
    missing = [
        _one(piece, [(p, None) for p in meeting.voters if listed_label(meeting, p) == piece])[0].id
        for piece in _pieces(meeting, printed)
    ]
    before = [person.id for person in absentees(base)]
    if gone := [person for person in before if person not in missing]:
        raise Refused(
            f"「{'、'.join(gone)}」が出席していたのなら、{meeting.profile.form.attendance}の欄にも書いてください。"
        )
    for person in missing:
        if person not in before:
            yield _fact(person, _entries(base, person, None))


def presence_facts(base: State, person: Person, before: str, printed: str) -> Iterator[Fact]:
    """What the roll says of one member, from beginning to end.

    Args:
        base: the record.
        person: the member.
        before: what was printed of them.
        printed: what the draft has.

    Raises:
        Refused: it is not as a roll is printed.
    """
    entries = base.attendance.get(person.id, ())
    old = before.split("、")
    left = list(zip(old, entries, strict=False))
    found: list[Presence] = []
    for piece in printed.split("、"):
        same = next((pair for pair in left if pair[0] == piece), None)
        if same is not None:
            left.remove(same)
            found.append(same[1])
        elif piece not in old[len(entries) :]:
            found.append(_presence(base, person.id, piece))
    yield _fact(person.id, tuple(found))


def signatory_facts(base: State, printed: str) -> Iterator[Fact]:
    """Who is named to sign the minutes.

    Raises:
        Refused: somebody in the list is not on the roster.
    """
    meeting = base.meeting
    people = tuple(
        _one(piece, [(p, None) for p in meeting.people if listed_label(meeting, p) == piece])[0].id
        for piece in _pieces(meeting, printed)
    )
    yield Fact(lambda _: NameSignatories(people), lambda state: state.signatories)


def _fact(person: PersonId, presences: tuple[Presence, ...]) -> Fact:
    """That the record has this of a person."""
    if not presences:
        raise Refused(ROLL)
    return Fact(lambda _: CorrectAttendance(presences), lambda state: state.attendance.get(person))


def _pieces(meeting: Meeting, printed: str, joiner: str = "") -> list[str]:
    joiner = joiner or meeting.profile.form.attendance_joiner or "、"
    return [piece.strip() for piece in printed.split(joiner)] if printed.strip() else []


def _one(piece: str, found: Sequence[tuple[Person, Here]]) -> tuple[Person, Here]:
    if not found:
        raise Refused(f"「{piece}」は、名簿のだれの書き方でもありません。{ROLL}")
    if len(found) > 1:
        raise Refused(f"「{piece}」と書かれる人が何人もいて、だれか決められません。{ROLL}")
    return found[0]


def _how(meeting: Meeting, person: Person, piece: str) -> Here:
    """How the person took part where a piece of a list is printed of them; None: it is not."""
    form, label = meeting.profile.form, listed_label(meeting, person)
    if piece == label:
        return Attendance.PRESENT, ""
    if piece == form.online.format(member=label):
        return Attendance.ONLINE, ""
    before, _, after = form.deputy.format(member=label, name="\0").partition("\0")
    if piece.startswith(before) and piece.endswith(after) and len(piece) > len(before) + len(after):
        return Attendance.SUBSTITUTE, piece[len(before) : len(piece) - len(after)]
    return None


def _as_printed(meeting: Meeting, person: Person, how: tuple[Attendance, str]) -> str:
    form, label = meeting.profile.form, listed_label(meeting, person)
    status, name = how
    if status is Attendance.SUBSTITUTE:
        return form.deputy.format(member=label, name=name)
    return form.online.format(member=label) if status is Attendance.ONLINE else label


_AS_BEFORE: Mapping[Attendance, tuple[Attendance, ...]] = {
    Attendance.PRESENT: (Attendance.ONLINE, Attendance.SUBSTITUTE),
    Attendance.ONLINE: (Attendance.PRESENT, Attendance.SUBSTITUTE),
    Attendance.SUBSTITUTE: (Attendance.PRESENT, Attendance.ONLINE, Attendance.SUBSTITUTE),
}
"""What was recorded of somebody, where they took part in this way instead."""


def _entries(base: State, person: PersonId, how: Here) -> tuple[Presence, ...]:
    """What the record is to have of a person, with as much of what it has as can stay."""
    entries = base.attendance.get(person, ())
    at = entries[0].at if entries else base.opened
    if at is None:
        raise Refused(f"開会が記録されていないので、いつからの出欠か決められません。{ROLL}")
    if how is None:
        reason = entries[0].note if entries and entries[0].status is Attendance.ABSENT else ""
        return (Presence(person, Attendance.ABSENT, at, reason),)
    status, note = how
    if not any(entry.status.here for entry in entries):
        return (Presence(person, status, at, note),)
    return tuple(
        replace(entry, status=status, note=note) if entry.status in _AS_BEFORE[status] else entry
        for entry in entries
    )


def _presence(base: State, person: PersonId, piece: str) -> Presence:
    """One entry of the roll, as it is printed."""
    found = _STATUS.fullmatch(piece.strip())
    entries = base.attendance.get(person, ())
    if found is None:
        raise Refused(f"「{piece}」は、出欠の書き方ではありません（例：遅参（14:10））。{ROLL}")
    inside = (found[2] or "").split("　", 1)
    at, note = (entries[0].at if entries else base.opened), found[2] or ""
    if base.meeting.timed:
        at, note = _moment(base.opened, inside[0]), "".join(inside[1:])
    if at is None:
        raise Refused(f"「{piece}」には時刻がありません（例：遅参（14:10））。{ROLL}")
    return Presence(person, Attendance(found[1]), at, note)


def _moment(opened: datetime | None, printed: str) -> datetime | None:
    try:
        clock = parse_time(printed.removeprefix(_NEXT_DAY))
    except CalendarError:
        return None
    if opened is None:
        return None
    day = opened.date() + timedelta(days=printed.startswith(_NEXT_DAY))
    return datetime.combine(day, clock, opened.tzinfo)
