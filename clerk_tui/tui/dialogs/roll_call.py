"""Roll call in one pass (出欠確認): everybody is there but those marked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.commands import CallRoll
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.queries import Attendees, presence
from clerk_tui.domain.record import Attendance, State

from .base import CommandDialog
from .fields import Rows, cells

Roll = Mapping[PersonId, Attendance]
"""出席, 欠席 or オンライン出席 for each person on the roster."""


def roll_so_far(state: State) -> dict[PersonId, Attendance]:
    """Everybody present, but those whom an earlier roll call has otherwise."""
    kept = (Attendance.ABSENT, Attendance.ONLINE)
    roll: dict[PersonId, Attendance] = {}
    for person in meeting_of(state).people:
        last = presence(state, person.id)
        roll[person.id] = last.status if last and last.status in kept else Attendance.PRESENT
    return roll


def roll_command(roll: Roll) -> CallRoll:
    """The command that records the roll."""
    return CallRoll(
        absent=tuple(person for person, status in roll.items() if status is Attendance.ABSENT),
        online=tuple(person for person, status in roll.items() if status is Attendance.ONLINE),
    )


def head_count(meeting: Meeting, roll: Roll) -> Attendees:
    """Voting members who would be there, against seats and quorum."""
    return Attendees.of(meeting, sum(1 for person in meeting.voters if roll[person.id].here))


def summary(meeting: Meeting, roll: Roll) -> str:
    """The numbers as the clerk reads them out."""
    count = head_count(meeting, roll)
    online = sum(1 for person in meeting.voters if roll[person.id] is Attendance.ONLINE)
    quorum = "足りています" if count.quorate else f"あと{count.required - count.present}名足りません"
    return (
        f"委員の出席 {count.present}名（うちオンライン {online}名）／定数 {count.seats}名\n"
        f"定足数 {count.required}名：{quorum}"
    )


class RollCallDialog(CommandDialog):
    """Arrows and Space mark the absentees, → those online; the count and the quorum are seen live."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "step(1)", show=False)]

    heading = "出欠確認（全員出席から始めます）"
    hint = "↑↓ 選ぶ　Space 欠席・出席　→（F2）オンライン　← 出席　Enter 記録　Esc 戻る"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._before = roll_so_far(state)
        self._roll = dict(self._before)

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        yield Rows([(self._label(person), person) for person in meeting.people])
        yield Static(Content(summary(meeting, self._roll)), classes="summary")

    def command(self) -> CallRoll:
        return roll_command(self._roll)

    def changed(self) -> bool:
        return self._roll != self._before

    def action_mark(self) -> None:
        rows: Rows[Person] = self.query_one(Rows)
        if rows.value is not None:
            absent = self._roll[rows.value.id] is Attendance.ABSENT
            self._set(Attendance.PRESENT if absent else Attendance.ABSENT)

    def action_step(self, step: int) -> None:
        self._set(Attendance.ONLINE if step > 0 else Attendance.PRESENT)

    def _set(self, status: Attendance) -> None:
        rows: Rows[Person] = self.query_one(Rows)
        person, index = rows.value, rows.highlighted
        if person is None or index is None:
            return
        self._roll[person.id] = status
        rows.relabel(index, self._label(person))
        self.query_one(".summary", Static).update(Content(summary(meeting_of(self.record), self._roll)))

    def _label(self, person: Person) -> str:
        meeting = meeting_of(self.record)
        seat = f"{person.seat:>3}" if person.seat is not None else "   "
        status = self._roll[person.id]
        mark = {Attendance.PRESENT: "", Attendance.ABSENT: "欠席", Attendance.ONLINE: "オンライン"}[status]
        role = meeting.role_of(person)
        place = person.office or person.section or role.category
        return f"{seat}　{cells(listed_label(meeting, person), 26)}{cells(place, 24)}{mark}"
