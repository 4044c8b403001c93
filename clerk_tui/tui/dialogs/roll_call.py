"""The roll (出欠確認): who is there, by names or by a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.commands import CallRoll
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.queries import Attendees, counted, presence
from clerk_tui.domain.record import Attendance, State
from clerk_tui.domain.text import normalize
from clerk_tui.recording.numbers import numbers
from clerk_tui.tui.finding import find
from clerk_tui.tui.widgets.prose import Prose

from .base import CommandDialog
from .fields import SPACE_KEYS, Field, Label, Line, Rows

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
    return Attendees.of(meeting, sum(counted(meeting, roll[person.id]) for person in meeting.voters))


def summary(meeting: Meeting, roll: Roll) -> str:
    """The numbers as the clerk reads them out."""
    count = head_count(meeting, roll)
    online = sum(1 for person in meeting.voters if roll[person.id] is Attendance.ONLINE)
    quorum = "足りています" if count.quorate else f"あと{count.required - count.present}名足りません"
    return f"委員の出席 {count.present}名（うちオンライン {online}名）／定数 {count.seats}名\n" + (
        f"定足数 {count.required}名：{quorum}" if count.required else "定足数の定めはありません"
    )


class Absentees(Line):
    """The line for names: while nothing stands in it, the keys of the list below work from here."""

    async def _on_key(self, event: events.Key) -> None:
        if self.value or event.key not in _ROLL_KEYS:
            await super()._on_key(event)
            return
        event.prevent_default()
        event.stop()
        await self.run_action(_ROLL_KEYS[event.key])


_ROLL_KEYS = {
    **dict.fromkeys(SPACE_KEYS.split(","), "screen.mark"),
    "left": "screen.step(-1)",
    "right": "screen.step(1)",
}


class RollCallDialog(CommandDialog):
    """Names or arrows and Space mark the absentees, → those online; the count and the quorum are seen live."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2", "step(1)", show=False)]

    heading = "出欠確認（全員出席から始めます）"
    hint = (
        "名前を打って Enter 欠席・出席（空白で区切って何人でも）　↑↓ 選ぶ　Space 欠席・出席　"
        "→（F2）オンライン　← 出席　Enter 記録　Esc 戻る"
    )

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._before = roll_so_far(state)
        self._roll = dict(self._before)

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        yield Field("欠席の人", Absentees(placeholder="名前・よみ・ローマ字・役職・議席番号", narrows=True))
        rows: Rows[Person] = Rows([(self._label(person), person) for person in meeting.people])
        rows.add_class("gap")
        yield rows
        yield Prose(Content(summary(meeting, self._roll)), classes="summary")

    def command(self) -> CallRoll:
        return roll_command(self._roll)

    def accept(self) -> None:
        line = self.query_one(Absentees)
        if line.value.strip():
            self._mark_named(line)
        else:
            super().accept()

    def changed(self) -> bool:
        return self._roll != self._before or bool(self.query_one(Absentees).value.strip())

    def on_input_changed(self, event: Input.Changed) -> None:
        """Who is meant is seen before Enter."""
        meant = [people[0] for _, people in self._named(event.value) if len(people) == 1]
        if meant:
            self.query_one(Rows).highlighted = meeting_of(self.record).people.index(meant[-1])

    def _named(self, typed: str) -> list[tuple[str, Sequence[Person]]]:
        meeting = meeting_of(self.record)
        return [(word, named(meeting, word)) for word in re.split(r"[\s、，,・]+", typed) if word]

    def _mark_named(self, line: Absentees) -> None:
        """Mark everybody who is named beyond doubt; the rest stays in the line, and is told."""
        left, told = [], []
        for word, people in self._named(line.value):
            if len(people) == 1:
                self._turn(people[0])
                continue
            left.append(word)
            names = "、".join(listed_label(meeting_of(self.record), person) for person in people)
            told.append(
                f"「{word}」は{len(people)}名に当たります（{names}）。"
                if people
                else f"「{word}」は名簿にいません。"
            )
        line.value = " ".join(left)
        line.cursor_position = len(line.value)
        self.say("".join(told))

    def action_mark(self) -> None:
        rows: Rows[Person] = self.query_one(Rows)
        if rows.value is not None:
            self._turn(rows.value)

    def action_step(self, step: int) -> None:
        rows: Rows[Person] = self.query_one(Rows)
        if rows.value is not None:
            self._set(rows.value, Attendance.ONLINE if step > 0 else Attendance.PRESENT)

    def _turn(self, person: Person) -> None:
        absent = self._roll[person.id] is Attendance.ABSENT
        self._set(person, Attendance.PRESENT if absent else Attendance.ABSENT)

    def _set(self, person: Person, status: Attendance) -> None:
        self._roll[person.id] = status
        meeting = meeting_of(self.record)
        self.query_one(Rows).relabel(meeting.people.index(person), self._label(person))
        self.query_one(".summary", Static).update(Content(summary(meeting, self._roll)))

    def _label(self, person: Person) -> Label:
        meeting = meeting_of(self.record)
        status = self._roll[person.id]
        mark = {Attendance.PRESENT: "", Attendance.ABSENT: "欠席", Attendance.ONLINE: "オンライン"}[status]
        role = meeting.role_of(person)
        place = person.office or person.section or role.category
        return f"{numbers(meeting)[person.id]:>3}", listed_label(meeting, person), place, mark


def named(meeting: Meeting, word: str) -> Sequence[Person]:
    """Whoever a word of the roll call means: by number, by the beginning of a name or reading, else whoever is found."""
    found = find(meeting, word)
    exact = [person for person in found if str(numbers(meeting)[person.id]) == normalize(word)]
    begin = [
        person
        for person in found
        if any(normalize(text).startswith(normalize(word)) for text in (person.name, person.reading) if text)
    ]
    return exact if len(exact) == 1 else begin if len(begin) == 1 else found
