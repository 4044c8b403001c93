"""The meeting itself (会議): prepared, opened, interrupted, closed, and who is there."""

from __future__ import annotations

from datetime import datetime

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.record import Attendance, MarkKind, NextMeeting
from clerk_tui.domain.value import Value


class Prepare(Value, frozen=True):
    """準備を読み込む（はじめて、または手直しのあと）。"""

    meeting: Meeting


class OpenMeeting(Value, frozen=True):
    """開会する。"""

    at: datetime | None = None


class CloseMeeting(Value, frozen=True):
    """閉会する。"""

    at: datetime | None = None


class MakeMark(Value, frozen=True):
    """休憩・再開、非公開・公開再開を記録する。"""

    kind: MarkKind
    reason: str = ""
    at: datetime | None = None


class SetNextMeeting(Value, frozen=True):
    """次回の日程を記録する。"""

    next: NextMeeting


class CallRoll(Value, frozen=True):
    """出欠を一度に取る: 挙げた者のほかは全員出席。"""

    absent: tuple[PersonId, ...] = ()
    online: tuple[PersonId, ...] = ()
    at: datetime | None = None


class MarkAttendance(Value, frozen=True):
    """一人の出欠を記録する（欠席・遅参・退席・再入室・代理・オンライン）。"""

    person: PersonId
    status: Attendance
    note: str = ""
    confirmed: bool = False
    """True once the clerk has confirmed that somebody who spoke is to be absent."""
    at: datetime | None = None


class CountObservers(Value, frozen=True):
    """傍聴者数を記録する。"""

    count: int
    note: str = ""


class AddPerson(Value, frozen=True):
    """名簿にない人を加える。"""

    person: Person
