"""Closed parts: planned before the meeting, recorded with their reason, and what each edition prints of them."""

from __future__ import annotations

from pathlib import Path

from meetings import AOKI, CHAIR, MEETING, PARK_GROUP, PROFILE, Q3, R1, ROAD_GROUP, Desk
from msgspec.structs import replace

from clerk_tui import profile as profiles
from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, closing_findings, findings
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Form
from clerk_tui.domain.queries import closing_ground, closing_reason
from clerk_tui.domain.record import Decision, MarkKind, Named
from clerk_tui.intake.preparation import FILE, read_preparation
from clerk_tui.intake.preparation import PROFILE as PROFILE_FILE
from clerk_tui.intake.preparation_writer import write_preparation
from clerk_tui.minutes.document import Document, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline
from clerk_tui.profile import write_profile
from clerk_tui.recording.input_state import InputState, SpeakerRole
from clerk_tui.recording.steps import steps

REASON = "人事に関する案件（会議規則第14条）"


def planned(form: Form = PROFILE.form, **whole: str) -> Meeting:
    groups = tuple(
        replace(g, closed="" if whole else REASON) if g.id == ROAD_GROUP else g for g in MEETING.groups
    )
    return replace(MEETING, profile=replace(PROFILE, form=form), groups=groups, **whole)


def told(document: Document) -> list[str]:
    return [row.text for row in document.body if isinstance(row, StageDirectionRow)]


def test_what_is_planned_is_read_back_with_its_reason(tmp_path: Path) -> None:
    for meeting in (planned(), planned(closed=REASON)):
        (tmp_path / PROFILE_FILE).write_text(write_profile(meeting.profile), encoding="utf-8")
        (tmp_path / FILE).write_text(write_preparation(meeting), encoding="utf-8")
        assert read_preparation(tmp_path, profiles) == meeting


def test_the_screen_closes_and_opens_again_where_it_was_planned() -> None:
    desk = Desk(planned())
    hand = InputState(SpeakerRole(Named(CHAIR)))

    def first() -> str:
        return steps(desk.state, hand, typing=False)[0].label

    desk.do(c.CallRoll(), c.RecordTurn(Named(CHAIR), ("始めます。",)), c.OpenBlock((ROAD_GROUP,)))
    assert first() == "非公開にする"
    desk.do(c.MakeMark(MarkKind.CLOSED_PART, REASON))
    assert first() != "非公開にする"
    desk.do(c.OpenBlock((PARK_GROUP,)))
    assert first() == "公開に戻す"
    assert Rule.STILL_CLOSED in [f.rule for f in closing_findings(desk.state)]


def test_what_was_to_be_closed_and_was_not_is_told() -> None:
    desk = Desk(planned())
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(CHAIR), ("非公開とします。",)))
    assert Rule.NOT_CLOSED_OFF not in [f.rule for f in findings(desk.state)]
    desk.do(c.RecordTurn(Named(AOKI), ("伺います。",)))
    assert Rule.NOT_CLOSED_OFF in [f.rule for f in findings(desk.state)]


def test_the_reason_and_what_was_decided_are_printed_as_the_body_has_it() -> None:
    form = replace(PROFILE.form, closed_notice="{reason}のため、非公開で審議した。", closed_results=False)
    desk = Desk(planned(form))
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.MakeMark(MarkKind.CLOSED_PART, REASON))
    desk.do(c.RecordTurn(Named(CHAIR), ("決定といたします。",)), c.RuleCases((Decision(Q3, "決定"),)))
    desk.do(c.MakeMark(MarkKind.OPEN_PART), c.OpenBlock((PARK_GROUP,)))
    desk.do(c.RecordTurn(Named(CHAIR), ("了承といたします。",)), c.RuleCases((Decision(R1, "了承"),)))
    public, internal = (
        outline(desk.state, desk.at, edition) for edition in (Edition.PUBLIC, Edition.INTERNAL)
    )
    assert f"{REASON}のため、非公開で審議した。" in told(public)
    assert {row.number: row.result for row in public.cases if row.result} == {
        "諮問第3号": "非公開",
        "報告第1号": "報告了承",
    }
    assert [row.number for row in public.votes] == ["報告第1号"]
    assert [row.number for row in internal.votes] == ["諮問第3号", "報告第1号"]


def test_a_reason_that_nobody_told_is_not_printed_as_one() -> None:
    form = replace(PROFILE.form, closed_notice="{reason}のため、非公開で審議した。")
    desk = Desk(planned(form))
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.MakeMark(MarkKind.CLOSED_PART, "非公開"))
    assert told(outline(desk.state, desk.at))[-1] == Form().closed_notice
    assert closing_reason("非公開　会議規則第14条") == "会議規則第14条"
    assert closing_reason("（非公開）") == closing_reason("非公開") == ""


def test_a_whole_meeting_that_is_closed() -> None:
    desk = Desk(planned(closed=REASON))
    desk.do(c.CallRoll(), c.RecordTurn(Named(CHAIR), ("始めます。",)), c.OpenBlock((PARK_GROUP,)))
    assert desk.state.in_closed_part
    public = outline(desk.state, desk.at)
    assert told(public) == [PROFILE.form.closed_notice]
    assert not [row for row in public.body if isinstance(row, Turn)]
    assert [row for row in outline(desk.state, desk.at, Edition.INTERNAL).body if isinstance(row, Turn)]
    desk.do(c.MakeMark(MarkKind.OPEN_PART), c.RecordTurn(Named(AOKI), ("公開です。",)))
    assert [row.label for row in outline(desk.state, desk.at).body if isinstance(row, Turn)] == ["委員"]


def test_the_article_of_the_body_is_the_ground_where_no_reason_was_planned() -> None:
    article = replace(MEETING, profile=replace(PROFILE, closed_under="会議規則第14条"))
    assert closing_ground(Desk(article).state) == "会議規則第14条"
    desk = Desk(replace(planned(), profile=article.profile))
    desk.do(c.OpenMeeting(), c.OpenBlock((ROAD_GROUP,)))
    assert closing_ground(desk.state) == closing_reason(REASON)
