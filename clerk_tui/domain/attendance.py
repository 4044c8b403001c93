"""Attendance and observers (出欠・傍聴)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused, Unconfirmed
from .ids import PersonId
from .lookups import meeting_of, person_of
from .record import Attendance, Named, Presence, State
from .text import clean

__all__ = [
    "AttendanceRecorded",
    "CallRoll",
    "CountObservers",
    "MarkAttendance",
    "ObserversCounted",
]


class CallRoll(Command, frozen=True, tag="roll"):
    """出欠を一度に取る: 挙げた者のほかは全員出席。"""

    absent: tuple[PersonId, ...] = ()
    online: tuple[PersonId, ...] = ()
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        for person in (*self.absent, *self.online):
            person_of(state, person)
        both = set(self.absent) & set(self.online)
        if both:
            raise Refused(
                f"「{'、'.join(sorted(both))}」が欠席とオンラインの両方にあります。どちらかにしてください。"
            )
        at = self.at or stamp.at
        return (AttendanceRecorded(tuple(Presence(p.id, self._status(p.id), at) for p in meeting.people)),)

    def _status(self, person: PersonId) -> Attendance:
        if person in self.absent:
            return Attendance.ABSENT
        return Attendance.ONLINE if person in self.online else Attendance.PRESENT


class MarkAttendance(Command, frozen=True, tag="attendance"):
    """一人の出欠を記録する（欠席・遅参・退席・再入室・代理・オンライン）。"""

    person: PersonId
    status: Attendance
    note: str = ""
    confirmed: bool = False
    """True once the clerk has confirmed that somebody who spoke is to be absent."""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        person = person_of(state, self.person)
        spoke = any(turn.speaker == Named(person.id) for turn in state.turns)
        if self.status is Attendance.ABSENT and not self.confirmed and spoke:
            raise Unconfirmed(
                f"「{person.id}」はすでに発言しています。欠席としますか（途中で帰られたのなら「退席」です）。"
            )
        presence = Presence(person.id, self.status, self.at or stamp.at, clean(self.note).strip())
        return (AttendanceRecorded((presence,)),)


class AttendanceRecorded(Event, frozen=True):
    """出欠: a roll call, or one arrival or departure."""

    presences: tuple[Presence, ...]

    def apply(self, state: State) -> State:
        attendance = dict(state.attendance)
        for presence in self.presences:
            attendance[presence.person] = (*attendance.get(presence.person, ()), presence)
        return replace(state, attendance=attendance)


class CountObservers(Command, frozen=True, tag="observers"):
    """傍聴者数を記録する。"""

    count: int
    note: str = ""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        if self.count < 0:
            raise Refused("傍聴者の人数は 0 以上の数で入力してください。")
        return (ObserversCounted(self.count, clean(self.note).strip()),)


class ObserversCounted(Event, frozen=True):
    """傍聴者."""

    count: int
    note: str = ""

    def apply(self, state: State) -> State:
        return replace(state, observers=self.count, observers_note=self.note)
