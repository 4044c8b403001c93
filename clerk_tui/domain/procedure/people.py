"""Attendance, observers, additions to the roster (出欠・傍聴)."""

from __future__ import annotations

from clerk_tui.domain.amendments import PersonAdded
from clerk_tui.domain.commands import AddPerson, CallRoll, CountObservers, MarkAttendance
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.events import AttendanceRecorded, Event, ObserversCounted
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.record import Attendance, Named, Presence, State
from clerk_tui.domain.text import clean

from .context import Stamp, meeting_of, person_of, sanitized


def call_roll(state: State, command: CallRoll, stamp: Stamp) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    for person in (*command.absent, *command.online):
        person_of(state, person)
    both = set(command.absent) & set(command.online)
    if both:
        raise Refused(
            f"「{'、'.join(sorted(both))}」が欠席とオンラインの両方にあります。どちらかにしてください。"
        )
    at = command.at or stamp.at

    def status(person: PersonId) -> Attendance:
        if person in command.absent:
            return Attendance.ABSENT
        return Attendance.ONLINE if person in command.online else Attendance.PRESENT

    return (AttendanceRecorded(tuple(Presence(p.id, status(p.id), at) for p in meeting.people)),)


def mark(state: State, command: MarkAttendance, stamp: Stamp) -> tuple[Event, ...]:
    person = person_of(state, command.person)
    if command.status is Attendance.ABSENT and not command.confirmed and _has_spoken(state, person.id):
        raise Unconfirmed(
            f"「{person.id}」はすでに発言しています。欠席としますか（途中で帰られたのなら「退席」です）。"
        )
    presence = Presence(person.id, command.status, command.at or stamp.at, clean(command.note).strip())
    return (AttendanceRecorded((presence,)),)


def observers(state: State, command: CountObservers) -> tuple[Event, ...]:
    meeting_of(state)
    if command.count < 0:
        raise Refused("傍聴者の人数は 0 以上の数で入力してください。")
    return (ObserversCounted(command.count, clean(command.note).strip()),)


def add(state: State, command: AddPerson) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    person = sanitized(command.person)
    if not person.id:
        raise Refused("加える人の名前を入力してください。")
    if meeting.person(person.id):
        raise Refused(f"「{person.id}」はすでに名簿にあります。同姓の方なら名または役職を付けてください。")
    if meeting.profile.role(person.role) is None:
        raise Refused(f"「{person.role}」という役割は、この会議体の設定にありません。")
    return (PersonAdded(person),)


def _has_spoken(state: State, person: PersonId) -> bool:
    return any(turn.speaker == Named(person) for turn in state.turns)
