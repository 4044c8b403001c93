"""People (人): who speaks, who came and went, the roll."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import ClassVar, Protocol

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.commands import (
    AddPerson,
    CallRoll,
    Command,
    LiftRecusal,
    MarkAttendance,
    Preside,
    Recuse,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import full_label, listed_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.queries import Attendees, acting_chair, counted, kept_out, open_cases, presence
from clerk_tui.domain.record import Attendance, Named, Speaker, State, Unnamed
from clerk_tui.domain.text import clean
from clerk_tui.support.cells import cells
from clerk_tui.tui.finding import find, is_kana

from .base import CommandDialog, Dialog, moment
from .fields import Cycle, Field, Line, Rows


class Likely(Protocol):
    """A speaker who is likely next (次の発言者の候補)."""

    @property
    def speaker(self) -> Speaker: ...
    @property
    def capacity(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Choice(Struct, frozen=True):
    """One row: somebody in a capacity, and why they are offered."""

    speaker: Speaker
    capacity: str = ""
    reason: str = ""


def choices(state: State, candidates: Sequence[Likely], query: str) -> tuple[Choice, ...]:
    """Candidates first, then the others who fit what was typed, and last those not known by name."""
    meeting = meeting_of(state)
    found = find(meeting, query, _away(state)) if query.strip() else meeting.people
    fitting = {Named(person.id) for person in found}
    likely = [
        Choice(candidate.speaker, candidate.capacity, candidate.reason)
        for candidate in candidates
        if candidate.speaker in fitting or not query.strip()
    ]
    taken = {(choice.speaker, choice.capacity) for choice in likely}
    others = [Choice(Named(person.id)) for person in found if (Named(person.id), "") not in taken]
    unknown = [choice for choice in _unknown(state) if (choice.speaker, "") not in taken]
    return (*likely, *others, *unknown)


def _away(state: State) -> frozenset[PersonId]:
    return frozenset(person for person, entries in state.attendance.items() if not entries[-1].status.here)


def _unknown(state: State) -> list[Choice]:
    """Somebody of a role, not known by name; the members, who are most often meant, stand at the very end."""
    roles = [role for role in meeting_of(state).profile.roles if role.standing is not Standing.CHAIR]
    roles.sort(key=lambda role: role.standing is Standing.MEMBER)
    return [Choice(Unnamed(role.id)) for role in roles]


Add = Callable[[AddPerson], State]
"""Puts somebody on the roster and hands back the record with them; raises Refused."""


class AddPersonDialog(Dialog[AddPerson]):
    """Somebody who is on no list: name, post and role."""

    heading = "名簿にない人を加える"
    hint = "Tab 次の欄　←→ 役割　Enter 加えて発言者にする　Esc 戻る"

    def __init__(self, meeting: Meeting, name: str) -> None:
        super().__init__()
        self._typed_name = name
        self._roles = [
            (role.title, role.id) for role in meeting.profile.roles if role.standing is not Standing.CHAIR
        ]
        standings = [role.standing for role in meeting.profile.roles if role.standing is not Standing.CHAIR]
        # Whoever comes unannounced mostly comes to answer.
        self._usual = standings.index(Standing.OFFICIAL) if Standing.OFFICIAL in standings else 0

    def body(self) -> ComposeResult:
        yield Field("氏名（姓）", Line(self._typed_name, "例：戸川", id="name"))
        yield Field("役職", Line(placeholder="例：施設管理課長。なければ空欄", id="post"))
        yield Field("役割", Cycle(self._roles, self._usual, id="role"))

    def accept(self) -> None:
        name, post = (clean(self.query_one(f"#{each}", Line).value).strip() for each in ("name", "post"))
        if not name:
            raise Refused("加える人の氏名を入れてください。")
        role: Cycle[str] = self.query_one(Cycle)
        command = AddPerson(Person(PersonId(f"{name}{post}"), name, role.value, post))
        self.carry_out(command)
        self.dismiss(command)


class SpeakerDialog(Dialog[tuple[Speaker, str]]):
    """Type-ahead for a speaker and the capacity of the turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+o", "capacity", show=False),
        Binding("f3,ctrl+r", "add", show=False),
    ]

    hint = "↑↓ 選ぶ　F2（Ctrl+O）立場　Enter 決定　Esc 戻る"

    def __init__(
        self,
        state: State,
        candidates: Sequence[Likely],
        heading: str = "発言者を選ぶ",
        add: Add | None = None,
    ) -> None:
        """``add``: puts somebody who is on no list on the roster; None: not here."""
        super().__init__()
        meeting_of(state)
        self.record = state
        self.heading = heading
        self._candidates = tuple(candidates)
        self._add = add
        if add:
            self.hint = "↑↓ 選ぶ　F2（Ctrl+O）立場　F3（Ctrl+R）名簿にない人　Enter 決定　Esc 戻る"

    def body(self) -> ComposeResult:
        yield Field("発言者", Line(placeholder="名前・よみ・ローマ字・役職・議席番号", narrows=True))
        capacities = meeting_of(self.record).profile.capacities
        yield Field("立場", Cycle([("本人の役職・呼称", ""), *((name, name) for name in capacities)]))
        rows: Rows[Choice] = Rows(self._items(""))
        rows.add_class("gap")
        yield rows

    def accept(self) -> None:
        rows: Rows[Choice] = self.query_one(Rows)
        capacity: Cycle[str] = self.query_one(Cycle)
        if rows.value is None:
            self.say(self._nobody())
        else:
            self.dismiss((rows.value.speaker, capacity.value))

    def action_add(self) -> None:
        """Put somebody on the roster who is on no list, and take them; what was typed is their name."""
        if self._add is None:
            return
        add = self._add
        dialog = AddPersonDialog(meeting_of(self.record), self.query_one(Line).value.strip())

        def carry_out(command: Command) -> None:
            assert isinstance(command, AddPerson)
            self.record = add(command)

        def added(command: AddPerson | None) -> None:
            if command is not None:
                capacity: Cycle[str] = self.query_one(Cycle)
                self.dismiss((Named(command.person.id), capacity.value))

        dialog.carry_out = carry_out
        self.app.push_screen(dialog, added)

    def _nobody(self) -> str:
        """That nobody answers to what was typed, and what can be done."""
        typed = self.query_one(Line).value.strip()
        unread = sum(not person.reading for person in meeting_of(self.record).people)
        why = (
            f"よみのない人が{unread}名いるので、漢字でも試してください。" if unread and is_kana(typed) else ""
        )
        add = "F3 で加えるか、" if self._add else ""
        return f"「{typed}」に当たる人は名簿にいません。{why}{add}↑↓ で氏名未定を選んでください。"

    def action_capacity(self) -> None:
        self.query_one(Cycle).action_turn(1)

    def on_input_changed(self, event: Input.Changed) -> None:
        items = self._items(event.value)
        nobody = bool(event.value.strip()) and not any(isinstance(c.speaker, Named) for _, c in items)
        # Enter takes nobody of whom the clerk did not think.
        wanted = any(event.value.strip() in label for label, _ in items)
        self.query_one(Rows).fill(items, None if nobody and not wanted else 0)
        self.say(self._nobody() if nobody and not wanted else "", "-question")

    def on_option_list_option_highlighted(self) -> None:
        rows: Rows[Choice] = self.query_one(Rows)
        if rows.value is not None:
            self.query_one(Cycle).choose(rows.value.capacity)

    def _items(self, query: str) -> list[tuple[str, Choice]]:
        return [(self._label(choice), choice) for choice in choices(self.record, self._candidates, query)]

    def _label(self, choice: Choice) -> str:
        name = full_label(meeting_of(self.record), choice.speaker, choice.capacity)
        match choice.speaker:
            case Named(person=person_id):
                person = meeting_of(self.record).person(person_id)
                return f"{_seat(person)}　{cells(name, 24)}{cells(_known_by(person), 24)}{self._note(choice)}"
            case Unnamed():
                return f"   　{cells(name, 48)}{choice.reason}"

    def _note(self, choice: Choice) -> str:
        match choice.speaker:
            case Named(person=person_id) if (
                last := presence(self.record, person_id)
            ) and not last.status.here:
                return f"{choice.reason}（{last.status}）"
            case _:
                return choice.reason


def _seat(person: Person | None) -> str:
    return f"{person.seat:>3}" if person and person.seat is not None else "   "


def _known_by(person: Person | None) -> str:
    return "　".join(filter(None, (person.reading, person.office))) if person else ""


class Part(StrEnum):
    """What somebody may do on the open cases, besides being there."""

    RECUSED = "除斥（審議中の案件）"
    HEARD = "除斥（同意を得て発言）"
    LIFTED = "除斥の取消し"
    PRESIDES = "進行を代わる"
    RELIEVED = "進行を会長に戻す"


_CHANGES = (
    Attendance.LATE,
    Attendance.LEFT,
    Attendance.RETURNED,
    Attendance.SUBSTITUTE,
    Attendance.ONLINE,
    Attendance.ABSENT,
    Attendance.PRESENT,
)


def changes(state: State) -> tuple[Attendance | Part, ...]:
    """What can happen to somebody now."""
    keeps_out = (Part.RECUSED, Part.HEARD) if open_cases(state) else ()
    lifts = (Part.LIFTED,) if state.recusals else ()
    relieves = (Part.RELIEVED,) if acting_chair(state) else ()
    return (*_CHANGES, *keeps_out, *lifts, Part.PRESIDES, *relieves)


def likely_change(state: State, person: Person) -> Attendance:
    """What happens next to somebody with that attendance so far: who is here leaves, who left returns."""
    last = presence(state, person.id)
    if last is None or last.status is Attendance.ABSENT:
        return Attendance.LATE
    return Attendance.RETURNED if last.status is Attendance.LEFT else Attendance.LEFT


class AttendanceDialog(CommandDialog):
    """Who, what, when (empty: now) and a note; also who is kept out of the open cases, and who presides."""

    heading = "出入り・除斥・進行の交代"
    hint = "文字で絞り込み　↑↓ 人を選ぶ　Tab 次の欄　←→ 出欠を選ぶ　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        yield Field(
            "氏名", Line(placeholder="名前・よみ・ローマ字・役職・議席番号", narrows=True, id="query")
        )
        yield Rows(self._items(""))
        yield Field("出欠", Cycle([(str(each), each) for each in changes(self.record)]), classes="gap")
        yield Field("時刻", Line(placeholder="今", id="at"))
        yield Field("備考", Line(placeholder="代理者の氏名・理由", id="note"))

    def command(self) -> Command:
        rows: Rows[Person] = self.query_one(Rows)
        status: Cycle[Attendance | Part] = self.query_one(Cycle)
        note = self.query_one("#note", Line).value
        if rows.value is None:
            raise Refused("名簿に見つかりません。氏名の文字を減らしてください。")
        if status.value is Attendance.SUBSTITUTE and not note.strip():
            raise Refused("代理の方の氏名を備考に入れてください。")
        at = moment(self.record, self.query_one("#at", Line).value)
        person = rows.value.id
        match status.value:
            case Part.RECUSED | Part.HEARD:
                return Recuse(person, reason=note, heard=status.value is Part.HEARD, at=at)
            case Part.LIFTED:
                return LiftRecusal(person)
            case Part.PRESIDES:
                return Preside(person, at=at)
            case Part.RELIEVED:
                return Preside(at=at)
            case Attendance():
                return MarkAttendance(person, status.value, note, at=at)

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "query":
            self.query_one(Rows).fill(self._items(event.value))

    def on_option_list_option_highlighted(self) -> None:
        rows: Rows[Person] = self.query_one(Rows)
        if rows.value is not None:
            self.query_one(Cycle).choose(likely_change(self.record, rows.value))

    def _items(self, query: str) -> list[tuple[str, Person]]:
        return [(self._label(person), person) for person in find(meeting_of(self.record), query)]

    def _label(self, person: Person) -> str:
        last = presence(self.record, person.id)
        status = f"{last.status}（{last.at:%H:%M}）" if last else "記録なし"
        if person.id in kept_out(self.record):
            status += "・除斥"
        acting = acting_chair(self.record)
        if acting and acting.person == person.id:
            status += "・進行"
        seat = f"{person.seat:>3}" if person.seat is not None else "   "
        return f"{seat}　{cells(listed_label(meeting_of(self.record), person), 26)}{cells(person.reading, 20)}{status}"


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
