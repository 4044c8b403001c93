"""What stays to be done: marked on a turn, listed by office, carried until it is done, printed where the body says so."""

from __future__ import annotations

from pathlib import Path

import pytest
from meetings import AOKI, CHAIR, CLERK, IGUCHI, MEETING, PARK_GROUP, PARKS, PROFILE, Q1, ROAD_GROUP, Desk
from msgspec.structs import replace

from clerk_tui import profile as profiles
from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.follow_ups import by_office, owed, told
from clerk_tui.domain.meeting import FollowUp, FollowUpKind, Meeting
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.record import Decision, MarkKind, Named
from clerk_tui.export.rows import follow_up_records
from clerk_tui.intake.carry_over import carried_over
from clerk_tui.intake.preparation import FILE, read_preparation
from clerk_tui.intake.preparation import PROFILE as PROFILE_FILE
from clerk_tui.intake.preparation_writer import write_preparation
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline
from clerk_tui.profile import write_profile


def printing() -> Meeting:
    return replace(MEETING, profile=replace(PROFILE, form=replace(PROFILE.form, follow_ups="宿題")))


def test_a_turn_says_what_is_owed_and_by_whom() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.OpenBlock((PARK_GROUP,)))
    desk.do(
        c.RecordTurn(Named(AOKI), ("樹木の数が分かりません。本数の一覧の資料を提出してください。",)),
        c.MarkFollowUp(),
    )
    desk.do(
        c.RecordTurn(Named(CLERK), ("手元にないので、後日お答えします。", "以上です。")),
        c.MarkFollowUp(due="次回まで"),
    )
    desk.do(c.RecordTurn(Named(CHAIR), ("条件を付けて決定といたします。",)))
    desk.do(c.RuleCases((Decision(Q1, "条件付き決定", "点検の回数を増やすこと"),)), c.MarkFollowUp())
    assert [(office, [told(each) for each in found]) for office, found in by_office(owed(desk.state))] == [
        ("公園課", ["資料提出：本数の一覧の資料を提出してください", "裁決の条件：点検の回数を増やすこと"]),
        ("総務課長", ["後日回答：手元にないので、後日お答えします（次回まで）"]),
    ]


def test_what_is_owed_is_carried_until_it_is_done(tmp_path: Path) -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.RecordTurn(Named(PARKS), ("後日お答えします。",)))
    desk.do(c.MarkFollowUp(what="樹木の本数"), c.MarkFollowUp(what="点検の日"))
    desk.do(c.SettleFollowUp("点検の日"), c.CloseMeeting())
    carried = carried_over(desk.state).follow_ups
    assert [(each.what, each.since) for each in carried] == [("樹木の本数", "令和8年度第1回")]
    coming = replace(MEETING, follow_ups=carried)
    (tmp_path / PROFILE_FILE).write_text(write_profile(PROFILE), encoding="utf-8")
    (tmp_path / FILE).write_text(write_preparation(coming), encoding="utf-8")
    assert read_preparation(tmp_path, profiles).follow_ups == carried
    following = Desk(coming)
    assert [told(each) for each in owed(following.state)] == ["後日回答：樹木の本数（令和8年度第1回から）"]
    following.do(c.CallRoll(), c.SettleFollowUp("樹木の本数"))
    assert owed(following.state) == ()
    assert carried_over(following.state).follow_ups == ()


def test_printed_only_where_the_body_says_so_and_never_from_a_closed_part() -> None:
    for meeting, printed in ((MEETING, 0), (printing(), 1)):
        desk = Desk(meeting)
        desk.do(c.CallRoll(), c.RecordTurn(Named(PARKS), ("後日。",)), c.MarkFollowUp(what="樹木の本数"))
        desk.do(c.MakeMark(MarkKind.CLOSED_PART), c.RecordTurn(Named(PARKS), ("後日。",)))
        desk.do(c.MarkFollowUp(what="職員の処分"), c.SettleFollowUp("樹木の本数"))
        public, internal = (outline(desk.state, desk.at, edition) for edition in Edition)
        assert [row.what for row in public.follow_ups] == ["樹木の本数"][:printed]
        assert [row.done for row in internal.follow_ups] == ["済", ""][: printed * 2]
        assert len(list(follow_up_records(desk.state, Edition.INTERNAL))) == 2
        assert [each.what for each in follow_up_records(desk.state, Edition.PUBLIC)] == ["樹木の本数"][
            :printed
        ]


def test_a_name_in_it_is_found_where_it_would_be_printed() -> None:
    for meeting, found in ((MEETING, []), (printing(), ["宿題"])):
        desk = Desk(meeting)
        desk.do(
            c.CallRoll(), c.RecordTurn(Named(PARKS), ("後日。",)), c.MarkFollowUp(what="青木委員に答える")
        )
        assert [each.where for each in name_findings(desk.state)] == found


def test_what_cannot_be_marked_or_settled_is_refused() -> None:
    desk = Desk(replace(MEETING, follow_ups=(FollowUp("前", FollowUpKind.ANSWER, "前"),)))
    desk.do(c.CallRoll(), c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(IGUCHI)))
    with pytest.raises(Refused, match="何をするのか"):
        desk.do(c.MarkFollowUp())
    desk.do(c.MarkFollowUp(what="図面"))
    with pytest.raises(Refused, match="もう宿題に"):
        desk.do(c.MarkFollowUp(what="図面"))
    with pytest.raises(Refused, match="残っているものの中にありません"):
        desk.do(c.SettleFollowUp("写真"))
    with pytest.raises(Refused, match="前の会議からの宿題"):
        desk.do(c.SettleFollowUp("前", dropped=True))
    desk.do(c.SettleFollowUp("図面", dropped=True))
    assert [each.what for each in owed(desk.state)] == ["前"]


def test_who_signs_the_minutes_is_printed_at_their_head() -> None:
    desk = Desk()
    desk.do(c.CallRoll(), c.NameSignatories((AOKI, IGUCHI, AOKI)))
    made = outline(desk.state, desk.at)
    assert made.signatories == ("青木委員", "井口委員")
    assert [row.paragraphs for row in made.header if row.label == "会議録署名委員"] == [
        ("青木委員、井口委員",)
    ]
    desk.do(c.NameSignatories())
    assert outline(desk.state, desk.at).signatories == ()
