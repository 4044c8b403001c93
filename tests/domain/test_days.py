"""Past midnight, continued on another day, two recesses: times right, printed right, and never a negative length."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import pytest
from meetings import CHAIR, JST, MEETING, Q3, ROAD_GROUP, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.moments import typed_moment
from clerk_tui.domain.queries import forecast, in_recess
from clerk_tui.domain.record import Decision, MarkKind, Named
from clerk_tui.minutes.document import StageDirectionRow
from clerk_tui.minutes.outline import outline
from clerk_tui.scripting.timestamps import moment

LATE = replace(MEETING, starts=time(22, 0), ends=time(23, 30))


def on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 5, day, hour, minute, tzinfo=JST)


@pytest.mark.parametrize(
    ("typed", "opened", "last", "meant"),
    [
        (time(0, 10), on(18, 22), on(18, 23, 50), on(19, 0, 10)),
        (time(23, 50), on(18, 22), on(19, 0, 20), on(18, 23, 50)),
        (time(0, 30), on(18, 10), on(18, 23, 50), on(19, 0, 30)),
        (time(9, 30), on(18, 9), on(18, 22), on(18, 9, 30)),
        (time(14, 0), on(18, 14, 2), on(18, 14, 40), on(18, 14, 0)),
        (time(17, 0), on(18, 14), on(18, 14, 40), on(18, 17, 0)),
        (time(10, 5), on(18, 14), on(19, 10, 10), on(19, 10, 5)),
    ],
)
def test_a_typed_time_is_of_the_day_that_is_meant(
    typed: time, opened: datetime, last: datetime, meant: datetime
) -> None:
    assert typed_moment(typed, opened, last) == meant


def test_a_script_goes_past_midnight() -> None:
    assert moment("0:10", on(18, 23, 50)) == on(19, 0, 10)
    assert moment("23:59", on(19, 0, 1)) == on(18, 23, 59)
    assert moment("9:30", on(18, 22)) == on(18, 9, 30)


def test_a_meeting_past_midnight_is_printed_with_the_day() -> None:
    desk = Desk(LATE)
    desk.at = on(18, 22)
    desk.do(c.CallRoll(), c.OpenMeeting(at=on(18, 22)), c.RecordTurn(Named(CHAIR), ("始めます。",)))
    desk.at = on(19, 0, 10)
    desk.do(c.MakeMark(MarkKind.RECESS), c.MakeMark(MarkKind.RESUMED), c.CloseMeeting(at=on(19, 0, 30)))
    made = outline(desk.state, desk.at)
    assert made.moment == "令和8年5月18日(月) 22時00分から翌日0時30分まで"
    assert [row.text for row in made.body if isinstance(row, StageDirectionRow)] == [
        "休憩　翌日0時10分",
        "再開　翌日0時11分",
    ]


def test_a_meeting_that_is_continued_on_another_day() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(CHAIR), ("決定といたします。",)))
    desk.do(c.RuleCases((Decision(Q3, "決定"),)), c.MakeMark(MarkKind.RECESS, at=on(18, 16)))
    desk.at = on(19, 10)
    desk.do(c.MakeMark(MarkKind.RESUMED))
    found = forecast(desk.state, on(19, 10, 10))
    assert found is not None
    assert found.planned == on(19, 16)
    assert found.projected - on(19, 10, 10) < timedelta(hours=12)
    desk.do(c.CloseMeeting(at=on(19, 11)))
    made = outline(desk.state, desk.at)
    assert made.moment == "令和8年5月18日(月) 14時02分から令和8年5月19日(火)11時00分まで"
    marks = [row.text for row in made.body if isinstance(row, StageDirectionRow)]
    assert marks == ["延会　16時00分", "続会　令和8年5月19日(火)10時00分"]


def test_the_time_in_recess_is_never_negative() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenMeeting(), c.MakeMark(MarkKind.RECESS, at=on(18, 15)))
    desk.do(c.MakeMark(MarkKind.RESUMED, at=on(18, 14)))
    assert in_recess(desk.state, on(18, 14), on(18, 16)) == timedelta()
    desk.do(c.MakeMark(MarkKind.RECESS, at=on(18, 15, 30)))
    assert in_recess(desk.state, on(18, 14), on(18, 16)) == timedelta(minutes=30)


def test_a_part_without_the_public_is_no_recess() -> None:
    desk = Desk()
    desk.do(c.OpenMeeting(on(18, 14)), c.MakeMark(MarkKind.CLOSED_PART, at=on(18, 14, 10)))
    desk.do(c.MakeMark(MarkKind.RECESS, at=on(18, 14, 30)), c.MakeMark(MarkKind.RESUMED, at=on(18, 14, 45)))
    assert in_recess(desk.state, on(18, 14), on(18, 16)) == timedelta(minutes=15)
