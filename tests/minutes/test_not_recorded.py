"""What nobody recorded is printed as unknown, with a remark, and never as a fact: no number is not zero."""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

import docx
import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "domain"))
from meetings import AOKI, CHAIR, CLERK, IGUCHI, MEETING, PARK_GROUP, START, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, closing_findings, findings
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.record import Attendance, Named, State
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.document import Document, Doubtful
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline


def drawn(state: State) -> Document:
    return outline(state, START)


def doubts(text: str) -> str:
    return "".join(text.notes) if isinstance(text, Doubtful) else ""


def header(document: Document, label: str) -> list[str]:
    return [text for row in document.header if row.label == label for text in row.paragraphs]


@pytest.fixture
def bare() -> Desk:
    """A remark and nothing else: neither roll nor observers nor an end."""
    desk = Desk()
    desk.do(c.RecordTurn(Named(CHAIR), ("始めます。",)))
    return desk


def test_observers_never_counted_are_not_none(bare: Desk) -> None:
    document = drawn(bare.state)
    assert document.observers == "不明" and "傍聴者" in doubts(document.observers)
    assert Rule.NO_OBSERVERS in [finding.rule for finding in closing_findings(bare.state)]
    bare.do(c.CountObservers(0))
    assert drawn(bare.state).observers == "0名"
    assert Rule.NO_OBSERVERS not in [finding.rule for finding in closing_findings(bare.state)]


def test_without_a_roll_nobody_is_printed_as_present(bare: Desk) -> None:
    document = drawn(bare.state)
    printed = header(document, document.labels.attendance)
    assert set(printed) == {"不明"} and all("出欠" in doubts(text) for text in printed)
    bare.do(c.CallRoll())
    assert "青木" in "".join(header(drawn(bare.state), "出席者"))


def test_one_late_comer_makes_the_others_no_absentees() -> None:
    form = replace(MEETING.profile.form, absentees="欠席者")
    desk = Desk(replace(MEETING, profile=replace(MEETING.profile, form=form)))
    desk.do(c.MarkAttendance(AOKI, Attendance.LATE))
    assert drawn(desk.state).absentees == "不明"
    desk.do(c.CallRoll(absent=(IGUCHI,)))
    assert drawn(desk.state).absentees and not doubts(drawn(desk.state).absentees)


def test_somebody_added_who_spoke_was_there(bare: Desk) -> None:
    bare.do(c.CallRoll(), c.AddPerson(Person(PersonId("辻住民"), "辻", "official", "住民")))
    assert "住民" not in "".join(header(drawn(bare.state), "出席者"))
    bare.do(c.RecordTurn(Named(PersonId("辻住民")), ("一言。",)))
    assert "住民" in "".join(header(drawn(bare.state), "出席者"))


def test_the_planned_end_is_not_printed_as_the_end(bare: Desk) -> None:
    document = drawn(bare.state)
    assert "16時00分" not in document.moment and "閉会" in doubts(document.moment)
    bare.do(c.CloseMeeting())
    assert not doubts(drawn(bare.state).moment)


def another_day() -> Desk:
    desk = Desk()
    desk.at = START - timedelta(days=17)
    desk.do(c.CallRoll(), c.RecordTurn(Named(CHAIR), ("始めます。",)), c.CountObservers(0), c.CloseMeeting())
    return desk


def test_a_meeting_recorded_on_another_day_is_not_dated_silently() -> None:
    desk = another_day()
    assert Rule.OTHER_DAY in [finding.rule for finding in findings(desk.state)]
    assert "5月1日" in doubts(drawn(desk.state).moment)


@pytest.mark.parametrize(("day", "printed"), [(date(2026, 5, 1), "5月1日"), (date(2026, 5, 18), "5月18日")])
def test_the_day_follows_what_the_clerk_says(day: date, printed: str) -> None:
    desk = another_day()
    desk.do(c.SetDay(day))
    assert Rule.OTHER_DAY not in [finding.rule for finding in findings(desk.state)]
    moment = drawn(desk.state).moment
    assert printed in moment and not doubts(moment)


def test_the_preparation_read_again_does_not_take_the_day_back() -> None:
    desk = another_day()
    desk.do(c.SetDay(date(2026, 5, 1)), c.Prepare(replace(MEETING, place="別の会議室")))
    assert desk.state.meeting.date == date(2026, 5, 1)


def test_word_says_unknown_with_a_comment(bare: Desk, tmp_path: Path) -> None:
    bare.do(c.OpenBlock((PARK_GROUP,)), c.RecordTurn(Named(CLERK), ("説明します。",)))
    made = write_draft(bare.state, tmp_path / "案.docx", START, Edition.INTERNAL)
    told = [comment.text for comment in docx.Document(str(made)).comments]
    for what in ("傍聴者の数", "出欠", "閉会の時刻"):
        assert any(what in text and text.startswith("要確認") for text in told), told
