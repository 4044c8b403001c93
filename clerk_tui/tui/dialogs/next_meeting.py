"""When and where the body meets next (次回の開催)."""

from __future__ import annotations

from textual.app import ComposeResult

from clerk_tui.domain.calendar import format_date, format_time, parse_date, parse_time
from clerk_tui.domain.commands import SetNextMeeting
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import NextMeeting

from .base import CommandDialog
from .fields import Field, Line


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
