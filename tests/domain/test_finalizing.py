"""From the draft to the published minutes: steps forward and back, what is refused, and what the rule demands."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from meetings import AOKI, CHAIR, MEETING, PARK_GROUP, PROFILE, START, Desk
from msgspec.structs import replace

from clerk_tui.deadlines import closed_office, deadlines, due_after
from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, closing_findings
from clerk_tui.domain.demands import homeless, missing_items
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.finalizing import unanswered
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import asked_label
from clerk_tui.domain.ledger import authors, corrected_since_final
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Days, Deadlines, Form
from clerk_tui.domain.progress import Asked, MinutesStatus
from clerk_tui.domain.record import MarkKind, Named
from clerk_tui.minutes.edition import Edition, known_to
from clerk_tui.minutes.outline import outline

DAY = START.date()
DRAFT, ASKED, FINAL, PUBLISHED = MinutesStatus


def closed(meeting: Meeting = MEETING) -> Desk:
    desk = Desk(meeting)
    desk.do(c.OpenMeeting(), c.RecordTurn(Named(CHAIR), ("始めます。",)), c.CloseMeeting())
    return desk


def test_the_minutes_go_forward_and_back_and_every_step_stays() -> None:
    desk = closed()
    assert desk.state.status is DRAFT
    desk.do(
        c.SetStatus(ASKED, "庶務係", "メールで", DAY + timedelta(1), DAY + timedelta(8), (Asked(AOKI),)),
        c.SetStatus(FINAL, "会長", on=DAY + timedelta(9)),
        c.SetStatus(DRAFT, note="訂正", on=DAY + timedelta(10)),
        c.SetStatus(FINAL, on=DAY + timedelta(10)),
        c.SetStatus(PUBLISHED, on=DAY + timedelta(11)),
    )
    assert [step.status for step in desk.state.steps] == [ASKED, FINAL, DRAFT, FINAL, PUBLISHED]
    assert desk.state.steps[0].due == DAY + timedelta(8)
    assert desk.state.status is PUBLISHED
    desk.undo()
    assert desk.state.status is FINAL


@pytest.mark.parametrize(
    ("command", "sentence"),
    [
        (c.SetStatus(DRAFT), "もう「案」です"),
        (c.SetStatus(FINAL, on=DAY - timedelta(1)), "会議の日"),
        (c.SetStatus(FINAL, due=DAY + timedelta(3)), "「確認中」だけです"),
        (c.SetStatus(ASKED, on=DAY + timedelta(3), due=DAY + timedelta(2)), "依頼の日"),
        (c.SetStatus(ASKED, asked=(Asked(PersonId("だれか")),)), "名簿にありません"),
        (c.TakeAnswer(), "どちらか一つ"),
        (c.TakeAnswer(AOKI, changes=-1), "0 以上"),
        (c.DecideConflict(1), "1 番の食い違いはありません"),
        (c.PublishSummary(DAY - timedelta(1)), "会議の日"),
    ],
)
def test_what_makes_no_sense_is_refused(command: c.Command, sentence: str) -> None:
    desk = closed()
    with pytest.raises(Refused, match=sentence):
        desk.do(command)
    assert desk.state.status is DRAFT


def test_a_step_is_not_taken_before_the_last_one() -> None:
    desk = closed()
    desk.do(c.SetStatus(ASKED, on=DAY + timedelta(5)))
    with pytest.raises(Refused, match="「確認中」にした日"):
        desk.do(c.SetStatus(FINAL, on=DAY + timedelta(4)))


def test_before_the_closing_there_is_nothing_to_confirm_and_final_minutes_are_not_opened_again() -> None:
    desk = Desk()
    for command in (c.SetStatus(ASKED), c.PublishSummary()):
        with pytest.raises(Refused, match="閉会が記録されていない"):
            desk.do(command)
    desk = closed()
    desk.do(c.SetStatus(FINAL, on=DAY))
    with pytest.raises(Refused, match="「案」に戻してから"):
        desk.do(c.ReopenMeeting())
    desk.do(c.SetStatus(DRAFT, on=DAY), c.ReopenMeeting())
    with pytest.raises(Refused, match="より前です"):
        desk.do(c.CloseMeeting(), c.SetStatus(FINAL, on=DAY - timedelta(1)))


def test_who_is_asked_and_has_not_answered() -> None:
    desk = closed()
    both = (Asked(AOKI), Asked(office="公園課"))
    desk.do(c.SetStatus(ASKED, on=DAY, asked=both), c.TakeAnswer(AOKI, changes=2))
    assert unanswered(desk.state) == (Asked(office="公園課"),)
    desk.do(c.TakeAnswer(office="公園課"), c.SetStatus(ASKED, on=DAY, asked=both[:1]))
    assert unanswered(desk.state) == (Asked(AOKI),)


def test_a_conflict_stops_the_final_minutes_until_it_is_decided_or_passed_over() -> None:
    desk = closed()
    entry = desk.state.turns[0].id
    note = c.NoteConflict("1 番目の発言", ("乙。",), ("甲。",), ("丙。",), entry, "青木委員", "井口委員", "a.docx")
    desk.do(note, note)
    assert len(desk.state.conflicts) == 1
    (found,) = [f for f in closing_findings(desk.state) if f.rule is Rule.CONFLICT]
    assert found.entry == entry and "青木委員と井口委員" in found.message
    for status in (FINAL, PUBLISHED):
        with pytest.raises(Unconfirmed, match="食い違いが 1 件"):
            desk.do(c.SetStatus(status, on=DAY))
    desk.do(c.SetStatus(FINAL, on=DAY, confirmed=True))
    assert desk.state.conflicts
    desk.do(c.DecideConflict(1, taken=True))
    assert desk.state.conflicts == ()


def test_the_public_knows_the_step_and_neither_who_took_it_nor_who_was_asked() -> None:
    desk = closed()
    desk.do(c.SetStatus(ASKED, "秘書 青木", "青木委員へ", DAY, None, (Asked(AOKI),)), c.TakeAnswer(AOKI))
    public = known_to(Edition.PUBLIC, desk.state)
    (step,) = public.steps
    assert (step.status, step.on, step.by, step.note, step.asked) == (ASKED, DAY, "", "", ())
    assert (public.answers, public.conflicts) == ((), ())


def test_the_mark_of_a_draft_stands_until_the_minutes_are_final() -> None:
    desk = closed()

    def mark() -> str:
        return outline(desk.state, START).draft

    marks = [mark()]
    for status in (ASKED, FINAL, PUBLISHED, DRAFT):
        desk.do(c.SetStatus(status, on=DAY))
        marks.append(mark())
    assert marks == ["（案）", "（案）", "", "", "（案）"]


def test_a_correction_of_somebody_is_one_step_of_undoing_and_says_nothing_where_nothing_changed() -> None:
    desk = closed()
    turn = desk.state.turns[0]
    events = desk.do(c.TakeCorrection((c.EditText(turn.id, ("直した。",)),), "青木委員", "a.docx"))
    assert [type(record.event).__name__ for record in events] == ["TextEdited", "SourceNoted"]
    desk.undo()
    assert desk.state.turns[0] == turn
    assert desk.do(c.TakeCorrection((c.EditText(turn.id, turn.paragraphs),), "青木委員")) == ()


def test_the_author_of_the_last_correction_of_each_line_is_known() -> None:
    desk = closed()
    first = desk.state.turns[0].id
    desk.do(c.ReopenMeeting(), c.RecordTurn(Named(AOKI), ("一つ目。二つ目。",)), c.RecordTurn(Named(AOKI), ("三つ目。",)))
    second, third = (turn.id for turn in desk.state.turns[1:])
    desk.do(
        c.TakeCorrection((c.EditText(first, ("直した。",)),), "青木委員", "a.docx"),
        c.TakeCorrection((c.MoveEntry(third, first),), "庶務係"),
        c.TakeCorrection((c.EditText(second, ("直した。",)),), "上田委員"),
        c.EditText(second, ("書記が直した。",)),
    )
    assert authors(desk.timeline.records) == {first: "青木委員", third: "庶務係", second: ""}
    desk.undo()
    assert authors(desk.timeline.records)[second] == "上田委員"


def test_corrections_of_final_minutes_are_counted() -> None:
    desk = closed()
    turn = desk.state.turns[0].id
    desk.do(c.EditText(turn, ("前。",)), c.SetStatus(FINAL, on=DAY))
    assert corrected_since_final(desk.timeline) == 0
    desk.do(c.EditText(turn, ("後。",)), c.SetStatus(PUBLISHED, on=DAY), c.EditText(turn, ("さらに後。",)))
    assert corrected_since_final(desk.timeline) == 2
    desk.undo()
    assert corrected_since_final(desk.timeline) == 1
    desk.do(c.SetStatus(DRAFT, on=DAY))
    assert corrected_since_final(desk.timeline) == 0
    desk.do(c.SetStatus(FINAL, on=DAY))
    assert corrected_since_final(desk.timeline) == 0


# -- days ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "days", "counted", "due"),
    [
        (date(2026, 10, 14), 7, Days.CALENDAR, date(2026, 10, 21)),
        (date(2026, 10, 14), 7, Days.OFFICE, date(2026, 10, 23)),
        # 敬老の日, 国民の休日 between two holidays, 秋分の日.
        (date(2026, 9, 18), 1, Days.OFFICE, date(2026, 9, 24)),
        # The end of the year; 成人の日 is the second Monday.
        (date(2026, 12, 28), 1, Days.OFFICE, date(2027, 1, 4)),
        (date(2027, 1, 8), 1, Days.OFFICE, date(2027, 1, 12)),
        # 振替休日 after 昭和の日 … こどもの日.
        (date(2026, 5, 1), 1, Days.OFFICE, date(2026, 5, 7)),
        (date(2026, 5, 1), 0, Days.OFFICE, date(2026, 5, 1)),
    ],
)
def test_a_term_ends_on_a_day(day: date, days: int, counted: Days, due: date) -> None:
    assert due_after(day, days, counted) == due


def test_offices_are_closed_at_the_end_of_the_year_on_weekdays_as_well() -> None:
    assert closed_office(date(2026, 12, 29)) and closed_office(date(2027, 1, 1))
    assert not closed_office(date(2026, 12, 28)) and not closed_office(date(2027, 1, 4))


def test_what_is_due_until_it_is_done() -> None:
    rule = Deadlines(7, 30, 10, Days.CALENDAR)
    desk = Desk(replace(MEETING, profile=replace(PROFILE, deadlines=rule)))
    assert deadlines(desk.state) == ()
    desk.do(c.OpenMeeting(), c.CloseMeeting())
    found = deadlines(desk.state)
    assert [(each.what, (each.due - DAY).days) for each in found] == [("概要の公表", 7), ("会議録の公表", 30)]
    assert found[0].told(DAY + timedelta(4)) == "概要の公表 5月25日まで（あと3日）"
    assert found[0].told(DAY + timedelta(7)) == "概要の公表 5月25日まで（今日まで）"
    assert found[0].told(DAY + timedelta(9)) == "概要の公表 5月25日まで（2日過ぎています）"
    assert (found[0].overdue(DAY + timedelta(7)), found[0].overdue(DAY + timedelta(8))) == (False, True)
    desk.do(c.PublishSummary(DAY), c.SetStatus(ASKED, on=DAY, due=DAY + timedelta(5), asked=(Asked(AOKI),)))
    assert [each.what for each in deadlines(desk.state)] == ["確認の回答（未回答 1）", "会議録の公表"]
    desk.do(c.SetStatus(PUBLISHED, on=DAY))
    assert deadlines(desk.state) == ()


# -- what the rule demands -----------------------------------------------------------------------------------

ALL = (
    *("開催日時", "場所", "出席者", "欠席者", "傍聴者数", "議題", "公開・非公開の別", "非公開の理由"),
    *("発言内容", "会議資料", "事務局", "問い合わせ先"),
)


def demanding(*required: str, **fields: str) -> Meeting:
    profile = replace(PROFILE, required=required, fields=tuple(fields.items()))
    return replace(MEETING, profile=profile)


def missing(desk: Desk) -> list[str]:
    return [name for name, _ in missing_items(desk.state)]


def test_what_is_demanded_and_missing_is_told_with_its_place() -> None:
    desk = Desk(demanding(*ALL))
    assert missing(desk) == [
        *("開催日時", "出席者", "欠席者", "傍聴者数", "公開・非公開の別", "発言内容", "事務局", "問い合わせ先")
    ]
    told = [f.message for f in closing_findings(desk.state) if f.rule is Rule.REQUIRED_ITEM]
    assert "要領の項目「出席者」がありません。記録の画面の「出欠」で記録してください。" in told
    assert any("「問い合わせ先」を足してください" in message for message in told)
    desk.do(
        c.OpenMeeting(),
        c.CallRoll(),
        c.CountObservers(0),
        c.RecordTurn(Named(CHAIR), ("始めます。",)),
        c.CloseMeeting(),
    )
    assert missing(desk) == ["欠席者", "公開・非公開の別", "問い合わせ先"]


def test_the_fields_of_the_office_count_for_every_item() -> None:
    desk = Desk(demanding("傍聴者の数", "担当課", "公開の別", 担当課="公園課", 公開の別="", 傍聴者数="3名"))
    assert missing(desk) == ["公開の別"]


def test_a_closed_part_without_a_reason_lacks_one() -> None:
    desk = Desk(demanding("非公開の理由"))
    desk.do(c.OpenMeeting())
    assert missing(desk) == []
    desk.do(c.MakeMark(MarkKind.CLOSED_PART))
    assert missing(desk) == ["非公開の理由"]
    named = Desk(demanding("非公開の理由"))
    named.do(c.OpenMeeting(), c.MakeMark(MarkKind.CLOSED_PART, "個人情報を扱うため"))
    assert missing(named) == []


def test_absentees_that_the_body_does_not_print_are_missing() -> None:
    meeting = demanding("欠席者")
    desk = Desk(meeting)
    desk.do(c.CallRoll())
    assert "absentees" in dict(missing_items(desk.state))["欠席者"]
    printing = Desk(replace(meeting, profile=replace(meeting.profile, form=Form(absentees="欠席者"))))
    assert missing(printing) == ["欠席者"]
    printing.do(c.CallRoll())
    assert missing(printing) == []


def test_an_item_without_a_place_is_told_of_the_profile() -> None:
    profile = replace(PROFILE, required=("出席委員の氏名", "傍聴人の数", "録音の有無"), fields=(("担当課", ""),))
    assert homeless(profile) == ("録音の有無",)


@pytest.mark.parametrize(
    ("name", "meeting", "where"),
    [
        ("会議名", {"title": ()}, "title"),
        ("開催日時", {"date": None}, "date"),
        ("議題", {"items": (), "cases": (), "groups": ()}, "items"),
        ("配布資料", {"materials": ()}, "materials"),
        ("事務局", {"people": tuple(p for p in MEETING.people if p.role != "secretariat")}, "people"),
        ("署名委員", {}, "署名委員"),
        ("次回の日程", {}, "次回の日程"),
        ("発言内容", {}, "発言が記録されていません"),
    ],
)
def test_what_is_missing_is_told_with_where_it_is_written(name: str, meeting: dict[str, Any], where: str) -> None:
    desk = Desk(replace(demanding(name), **meeting))
    ((told, sentence),) = missing_items(desk.state)
    assert told == name
    assert where in sentence


def test_when_the_paper_words_it_the_hours_need_not_be_recorded() -> None:
    assert missing(Desk(replace(demanding("日時"), moment_text="令和8年の秋"))) == []


def test_results_and_words_that_are_lacking_are_counted() -> None:
    desk = Desk(demanding("審議結果", "発言内容"))
    desk.do(c.OpenMeeting(), c.OpenBlock((PARK_GROUP,)), c.RecordTurn(Named(CHAIR), ()))
    told = dict(missing_items(desk.state))
    assert "結果のない案件が" in told["審議結果"]
    assert "本文のない発言が 1 件" in told["発言内容"]


def test_observers_that_the_body_does_not_print_are_missing() -> None:
    meeting = demanding("傍聴者数")
    desk = Desk(replace(meeting, profile=replace(meeting.profile, form=Form(observers=""))))
    desk.do(c.CountObservers(2))
    assert "observers" in dict(missing_items(desk.state))["傍聴者数"]


def test_who_is_asked_is_called_by_name_or_office() -> None:
    assert asked_label(MEETING, Asked(AOKI)).startswith("青木")
    assert asked_label(MEETING, Asked(office="公園課")) == "公園課"
