"""One person comes, goes or is there otherwise (遅参・退席・再入室・代理・オンライン・欠席)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Input

from clerk_tui.domain.commands import MarkAttendance
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.queries import presence
from clerk_tui.domain.record import Attendance, State
from clerk_tui.tui.finding import find

from .base import CommandDialog, moment
from .fields import Cycle, Field, Line, Rows, cells

CHANGES = (
    Attendance.LATE,
    Attendance.LEFT,
    Attendance.RETURNED,
    Attendance.SUBSTITUTE,
    Attendance.ONLINE,
    Attendance.ABSENT,
    Attendance.PRESENT,
)


def likely_change(state: State, person: Person) -> Attendance:
    """What happens next to somebody with that attendance so far: who is here leaves, who left returns."""
    last = presence(state, person.id)
    if last is None or last.status is Attendance.ABSENT:
        return Attendance.LATE
    return Attendance.RETURNED if last.status is Attendance.LEFT else Attendance.LEFT


class AttendanceDialog(CommandDialog):
    """Who, what, when (empty: now) and a note."""

    heading = "出入り・出欠の変更"
    hint = "文字で絞り込み　↑↓ 人を選ぶ　Tab 次の欄　←→ 出欠を選ぶ　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        yield Field(
            "氏名", Line(placeholder="名前・よみ・ローマ字・役職・議席番号", narrows=True, id="query")
        )
        yield Rows(self._items(""))
        yield Field("出欠", Cycle([(str(status), status) for status in CHANGES]), classes="gap")
        yield Field("時刻", Line(placeholder="今", id="at"))
        yield Field("備考", Line(placeholder="代理者の氏名・理由", id="note"))

    def command(self) -> MarkAttendance:
        rows: Rows[Person] = self.query_one(Rows)
        status: Cycle[Attendance] = self.query_one(Cycle)
        note = self.query_one("#note", Line).value
        if rows.value is None:
            raise Refused("名簿に見つかりません。氏名の文字を減らしてください。")
        if status.value is Attendance.SUBSTITUTE and not note.strip():
            raise Refused("代理の方の氏名を備考に入れてください。")
        at = moment(self.record, self.query_one("#at", Line).value)
        return MarkAttendance(rows.value.id, status.value, note, at=at)

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
        seat = f"{person.seat:>3}" if person.seat is not None else "   "
        return f"{seat}　{cells(listed_label(meeting_of(self.record), person), 26)}{cells(person.reading, 20)}{status}"
