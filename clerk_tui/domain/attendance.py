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
    "AttendanceCorrected",
    "AttendanceRecorded",
    "CallRoll",
    "CorrectAttendance",
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


class CorrectAttendance(Command, frozen=True, tag="correct_attendance"):
    """出欠の記録を、初めから終わりまで置き換える（会議のあとで分かった誤り）。挙げなかった人はそのまま。"""

    presences: tuple[Presence, ...]

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        people = tuple(dict.fromkeys(person_of(state, each.person).id for each in self.presences))
        if not people:
            raise Refused("出欠を直す人が挙げられていません。")
        presences = tuple(replace(each, note=clean(each.note).strip()) for each in self.presences)
        for person in people:
            own = tuple(each for each in presences if each.person == person)
            if [each.at for each in own] != sorted(each.at for each in own):
                raise Refused(f"「{person}」の出欠が時刻の順に並んでいません。順に並べてください。")
            if not any(each.status.here for each in own):
                _never_there(state, person)
        if all(
            state.attendance.get(person) == tuple(each for each in presences if each.person == person)
            for person in people
        ):
            return ()
        return (AttendanceCorrected(presences),)


def _never_there(state: State, person: PersonId) -> None:
    """Refuse where the record has somebody take part who is to have been absent."""
    if any(turn.speaker == Named(person) for turn in state.turns):
        raise Refused(f"「{person}」は発言しているので、欠席にはできません。先に、その発言の発言者を直してください。")
    if any(person in vote.roll for vote in state.votes):
        raise Refused(f"「{person}」は採決に加わっているので、欠席にはできません。先に、その裁決を直してください。")


class AttendanceCorrected(Event, frozen=True):
    """出欠の訂正: what was recorded of these people holds no longer."""

    presences: tuple[Presence, ...]

    def apply(self, state: State) -> State:
        attendance = dict(state.attendance)
        for person in dict.fromkeys(presence.person for presence in self.presences):
            attendance[person] = tuple(each for each in self.presences if each.person == person)
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
