"""About the meeting as a whole (会議のこと): closing, observers, the next meeting, papers, where the record is kept."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from datetime import date, datetime
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from clerk_tui.deadlines import deadlines
from clerk_tui.domain.calendar import format_date, format_time, parse_date, parse_time
from clerk_tui.domain.checks import Finding, closing_findings, place_of
from clerk_tui.domain.commands import (
    AddMaterial,
    CloseMeeting,
    Command,
    CountObservers,
    NameSignatories,
    ReopenMeeting,
    ReplaceMaterial,
    SetDay,
    SetNextMeeting,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.follow_ups import by_office, owed, told
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Material, Person
from clerk_tui.domain.record import MeetingStage, NextMeeting, State
from clerk_tui.domain.text import number
from clerk_tui.tui.widgets.prose import Prose

from .base import CommandDialog, Dialog, moment
from .fields import Cycle, Field, Label, Line, Rows


class ClosingDialog(Dialog[Command | EntryId]):
    """Every finding; Enter goes to its line, Ctrl+S closes the meeting all the same, or opens a closed one again."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,f5", "close", show=False)]

    def __init__(self, state: State, today: date | None = None) -> None:
        super().__init__()
        meeting_of(state)
        self.record = state
        self._today = today or datetime.now().astimezone().date()
        self._findings = closing_findings(state)
        self._after = state.stage is MeetingStage.CLOSED
        self.heading = "閉会後の点検" if self._after else "閉会前の点検"
        go = "↑↓ 選ぶ　Enter その発言へ　" if self._findings else "" if self._after else "Enter・"
        close = "閉会を取り消して続ける" if self._after else "閉会を記録"
        self.hint = f"{go}Ctrl+S（F5） {close}　Esc 戻る"

    def body(self) -> ComposeResult:
        count = len(self._findings)
        left = f"確かめたいことが{count}件あります。" if count else "確かめることはありません。"
        if not self._after:
            left += "残したまま閉会してもかまいません（あとから直せます）。" if count else "閉会できます。"
        yield Prose(Content(left))
        if count:
            rows: Rows[Finding] = Rows(
                [(self._label(finding), finding) for finding in self._findings], wrapped=True
            )
            rows.add_class("gap")
            yield rows
        if left_over := tuple(by_office(owed(self.record))):
            lines = (f"{office}：{'／'.join(map(told, found))}" for office, found in left_over)
            yield Prose(Content("宿題\n" + "\n".join(lines)), classes="gap")
        # What the closing sets going is told before it.
        if due := deadlines(replace(self.record, stage=MeetingStage.CLOSED)):
            lines = (each.told(self._today) for each in due)
            yield Prose(Content("期限　" + "、".join(lines)), classes="gap")
        if not self._after:
            yield Field("閉会の時刻", Line(placeholder="今"), classes="gap")

    def accept(self) -> None:
        if not self._findings and self._after:
            self.dismiss(None)
            return
        if not self._findings or any(line.has_focus for line in self.query(Line)):
            self._close()
            return
        rows: Rows[Finding] = self.query_one(Rows)
        if rows.value is not None and rows.value.entry is not None:
            self.dismiss(rows.value.entry)
        else:
            self.say("これは一つの発言についてのことではないので、移る先がありません。")

    def action_close(self) -> None:
        self.attempting(self._close)

    def _close(self) -> None:
        command: Command = (
            ReopenMeeting() if self._after else CloseMeeting(moment(self.record, self.query_one(Line).value))
        )
        self.carry_out(command)
        self.dismiss(command)

    def _label(self, finding: Finding) -> str:
        return (f"{place}：" if (place := place_of(self.record, finding)) else "") + finding.message


class DayDialog(CommandDialog):
    """Of which day the meeting is: the day of the clock, or that of the preparation."""

    heading = "会議の日"
    hint = "↑↓ 選ぶ　Enter 記録　Esc あとで決める（閉会前の点検に出ます）"

    def __init__(self, state: State, today: date) -> None:
        super().__init__(state)
        self._today = today

    def body(self) -> ComposeResult:
        planned = meeting_of(self.record).date
        told = f"準備は{format_date(planned)}の会議です。" if planned else "準備に会議の日がありません。"
        yield Prose(Content(f"{told}今日は{format_date(self._today)}です。会議録の日付を選んでください。"))
        days = [(f"{format_date(self._today)}（今日）の会議として記録する", self._today)]
        if planned and planned != self._today:
            days.append((f"{format_date(planned)}の会議のまま記録する（あとからの記録・練習）", planned))
        rows: Rows[date] = Rows(days)
        rows.add_class("gap")
        yield rows

    def command(self) -> SetDay | None:
        rows: Rows[date] = self.query_one(Rows)
        return SetDay(rows.value) if rows.value else None


def head_count(typed: str) -> int:
    """A typed number of people: 3, ３, 三, 3名.

    Raises:
        Refused: it is no number.
    """
    text = unicodedata.normalize("NFKC", typed).strip().removesuffix("名").removesuffix("人").strip()
    count = number(text)
    if count is None:
        raise Refused(f"「{typed.strip()}」を人数として読めません。「3」のように数字で入れてください。")
    return count


class ObserversDialog(CommandDialog):
    """Number of observers, with a note (報道関係者 …)."""

    heading = "傍聴者数"
    hint = "Tab 次の欄　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        before = self.record.observers
        yield Field("人数", Line("" if before is None else str(before), "3", id="count"))
        yield Field("備考", Line(self.record.observers_note, "うち報道関係者1名 など", id="note"))

    def on_mount(self) -> None:
        # A number typed over what was counted before takes its place.
        self.query_one("#count", Line).action_select_all()

    def command(self) -> CountObservers:
        return CountObservers(
            head_count(self.query_one("#count", Line).value), self.query_one("#note", Line).value
        )


def next_meeting(day: str, start: str, place: str, note: str) -> NextMeeting:
    """What was typed, as the record keeps it; an empty day or time is not settled yet.

    Raises:
        CalendarError: a day or time that cannot be read; Refused: nothing was typed.
    """
    if not any(text.strip() for text in (day, start, note)):
        raise Refused("次回の日付か、備考（「日程は調整の上」など）を入れてください。")
    return NextMeeting(
        parse_date(day) if day.strip() else None,
        parse_time(start) if start.strip() else None,
        place.strip(),
        note.strip(),
    )


class NextMeetingDialog(CommandDialog):
    """Day, time, place; the place of today is offered."""

    heading = "次回の開催"
    hint = "Tab 次の欄　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        known = self.record.next_meeting
        place = known.place if known else meeting_of(self.record).place
        yield Field(
            "日付", Line(format_date(known.date) if known and known.date else "", "令和8年7月6日", id="day")
        )
        yield Field(
            "時刻", Line(format_time(known.time) if known and known.time else "", "14時00分", id="start")
        )
        yield Field("場所", Line(place, id="place"))
        yield Field("備考", Line(known.note if known else "", "日程は調整の上 など", id="note"))

    def command(self) -> SetNextMeeting:
        day, start, place, note = (
            self.query_one(f"#{name}", Line).value for name in ("day", "start", "place", "note")
        )
        return SetNextMeeting(next_meeting(day, start, place, note))


class SignatoriesDialog(CommandDialog):
    """Who signs the minutes, marked in the order of being named."""

    heading = "会議録に署名する委員"
    hint = "↑↓ 選ぶ　Space 指名・取消し　Enter 記録　Esc 戻る"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._named = list(state.signatories)

    def body(self) -> ComposeResult:
        yield Rows([(self._label(person), person) for person in meeting_of(self.record).voters])

    def command(self) -> NameSignatories:
        if not self._named and not self.record.signatories:
            raise Refused("署名する委員を Space で選んでください。")
        return NameSignatories(tuple(self._named))

    def changed(self) -> bool:
        return tuple(self._named) != self.record.signatories

    def action_mark(self) -> None:
        rows: Rows[Person] = self.query_one(Rows)
        if rows.value is None or rows.highlighted is None:
            return
        (self._named.remove if rows.value.id in self._named else self._named.append)(rows.value.id)
        for index, person in enumerate(meeting_of(self.record).voters):
            rows.relabel(index, self._label(person))

    def _label(self, person: Person) -> str:
        at = f"{self._named.index(person.id) + 1}" if person.id in self._named else "　"
        return f"［{at}］{listed_label(meeting_of(self.record), person)}"


def material_command(old: Material | None, when: str, title: str) -> AddMaterial | ReplaceMaterial:
    """A new paper, or one in the place of an old one.

    Raises:
        Refused: nothing would change.
    """
    new = Material(when, title)
    if old is None:
        return AddMaterial(new)
    if new == old:
        raise Refused("差し替えたあとの資料の名前を入れてください（例：資料3（差し替え版））。")
    return ReplaceMaterial(old.title, new)


class MaterialDialog(CommandDialog):
    """The first row adds a paper, each other one replaces that paper."""

    heading = "資料の追加・差し替え"
    hint = "↑↓ 追加か、差し替える資料　Tab 次の欄　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        listed = meeting_of(self.record).materials
        add: list[tuple[Label, Material | None]] = [("新しい資料を追加", None)]
        rows: Rows[Material | None] = Rows(
            [*add, *(((f"差し替え（{item.when}）", item.title), item) for item in listed)]
        )
        yield rows
        yield Field("資料の名前", Line(placeholder="資料4 検針業務の委託料"), classes="gap")
        yield Field("配布", Cycle([("当日", "当日"), ("事前", "事前")]))

    def on_mount(self) -> None:
        self.query_one(Line).focus()

    def command(self) -> AddMaterial | ReplaceMaterial:
        rows: Rows[Material | None] = self.query_one(Rows)
        when: Cycle[str] = self.query_one(Cycle)
        return material_command(rows.value, when.value, self.query_one(Line).value.strip())

    def on_option_list_option_highlighted(self) -> None:
        """The title of the paper to be replaced is offered, unless another has been typed."""
        rows: Rows[Material | None] = self.query_one(Rows)
        line = self.query_one(Line)
        if not line.touched:
            line.offer(rows.value.title if rows.value else "")


Relocate = Callable[[str], str]
"""Takes the folder as typed (empty: the session's own once more) and says where the record is now.

Raises Refused, with one sentence, where the record stays where it is.
"""


class RelocateDialog(Dialog[str]):
    """Asks for a folder, and closes only when the record is there; hands back the sentence that says so."""

    heading = "記録の保存先"
    hint = "Enter ここに移す　Esc 戻る"

    def __init__(self, trouble: str, offered: str, relocate: Relocate) -> None:
        super().__init__()
        self._trouble = trouble
        self._offered = offered
        self._relocate = relocate

    def body(self) -> ComposeResult:
        yield Prose(Content(self._trouble), classes="summary")
        yield Field(
            "フォルダー", Line(self._offered, "空なら、元のフォルダーをもう一度試します", id="folder")
        )

    def accept(self) -> None:
        self.dismiss(self._relocate(self.query_one("#folder", Line).value.strip()))
