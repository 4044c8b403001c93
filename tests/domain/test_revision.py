"""A preparation that was saved again: every change is told, and nothing is taken over in silence that belongs elsewhere."""

from __future__ import annotations

from datetime import date, time

import pytest
from meetings import AOKI, MEETING, MEMBER, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Unconfirmed
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import (
    AgendaItem,
    Case,
    FollowUp,
    FollowUpKind,
    Group,
    Material,
    Meeting,
    Person,
)
from clerk_tui.domain.record import Named
from clerk_tui.domain.revision import changes, is_other

OTHER_BODY = replace(MEETING, profile=replace(MEETING.profile, body="みどり市公園審議会"))
OTHER_TITLE = replace(MEETING, title=("令和8年度第2回", "みどり市緑化審議会会議録"))
OTHER_DAY = replace(MEETING, date=date(2026, 6, 18))
WITHOUT_AOKI = replace(MEETING, people=tuple(each for each in MEETING.people if each.id != AOKI))

CHANGES: dict[str, tuple[object, str]] = {
    "profile": (replace(MEETING.profile, document="議事録"), "審議会の型"),
    "title": (
        ("令和8年度第2回",),
        "会議の名前「令和8年度第1回　みどり市緑化審議会会議録」→「令和8年度第2回」",
    ),
    "date": (date(2026, 5, 19), "日付「2026-05-18」→「2026-05-19」"),
    "starts": (None, "開始「14:00:00」→「なし」"),
    "ends": (time(17, 0), "終了「16:00:00」→「17:00:00」"),
    "place": ("公民館", "場所「みどり市役所 第2会議室」→「公民館」"),
    "seats": (5, "定数「なし」→「5」"),
    "closed": ("条例第7条", "非公開の理由「なし」→「条例第7条」"),
    "moment_text": ("当日の午後", "日時の書き方「なし」→「当日の午後」"),
    "items": (
        (*MEETING.items, AgendaItem(3, "その他")),
        "次第に「その他」を加える",
    ),
    "people": (WITHOUT_AOKI.people, "出席予定者から「青木」を除く"),
    "materials": (MEETING.materials[::-1], "資料の順"),
    "fields": ((("傍聴者", "2人"),), "自由欄に「傍聴者」を加える"),
    "cases": (
        (replace(MEETING.cases[0], title="街灯の点検について"), *MEETING.cases[1:]),
        "案件「報告第1号　公園樹木の点検について」を直す",
    ),
    "groups": (
        (*MEETING.groups, Group(GroupId("4"), heading="その他の案件")),
        "案件群に「その他の案件」を加える",
    ),
    "follow_ups": (
        (FollowUp("樹木の数", FollowUpKind.ANSWER, "樹木の数"),),
        "宿題に「樹木の数」を加える",
    ),
}
"""What each field of the preparation may become, and how that is told."""


@pytest.mark.parametrize("field", Meeting.__struct_fields__)
def test_a_change_of_any_field_is_told(field: str) -> None:
    after, told = CHANGES[field]
    assert changes(MEETING, replace(MEETING, **{field: after})) == (told,)


def test_a_preparation_that_says_the_same_changes_nothing() -> None:
    assert changes(MEETING, replace(MEETING)) == ()


def test_of_many_changes_the_first_in_the_file_are_told_and_the_others_counted() -> None:
    told = changes(MEETING, replace(MEETING, **{field: after for field, (after, _) in CHANGES.items()}))
    assert told[0] == CHANGES["title"][1] and told[7] == CHANGES["moment_text"][1]
    assert len(told) == 9 and told[-1] == "ほか 8 件"


def test_what_is_new_gone_and_moved_of_one_list_is_told_apart() -> None:
    new = Person(PersonId("江本委員"), "江本", "member")
    chair, _aoki, iguchi, ueda, *others = MEETING.people
    assert changes(MEETING, replace(MEETING, people=(chair, ueda, iguchi, *others, new))) == (
        "出席予定者に「江本」を加える",
        "出席予定者から「青木」を除く",
        "出席予定者の順",
    )
    assert changes(
        MEETING, replace(MEETING, materials=(MEETING.materials[0], Material("当日", "席次表")))
    ) == (
        "資料に「席次表」を加える",
        "資料から「会議次第」を除く",
    )
    added = Case(CaseId("諮問", 5), "緑地の追加について")
    assert changes(MEETING, replace(MEETING, cases=(*MEETING.cases, added))) == (
        "案件に「諮問第5号　緑地の追加について」を加える",
    )


@pytest.mark.parametrize(
    ("new", "other"),
    [
        (OTHER_BODY, True),
        (replace(OTHER_TITLE, date=OTHER_DAY.date), True),
        # One of the two put right is a correction of this meeting's own preparation.
        (OTHER_TITLE, False),
        (OTHER_DAY, False),
        (MEETING, False),
    ],
)
def test_another_body_or_neither_title_nor_day_is_another_meeting(new: Meeting, other: bool) -> None:
    assert is_other(MEETING, new) is other


def test_until_somebody_has_spoken_any_preparation_is_taken_over() -> None:
    desk = Desk()
    desk.do(c.Prepare(OTHER_BODY))
    assert desk.state.base == OTHER_BODY


def test_another_meetings_preparation_is_asked_about_with_both_names() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(MEMBER, ("はい。",)))
    with pytest.raises(Unconfirmed) as asked:
        desk.do(c.Prepare(OTHER_BODY))
    assert str(asked.value) == (
        "準備は別の会議のもののようです"
        "（記録は「みどり市緑化審議会　令和8年度第1回みどり市緑化審議会会議録　2026-05-18」、"
        "準備は「みどり市公園審議会　令和8年度第1回みどり市緑化審議会会議録　2026-05-18」）。取り込みますか。"
    )
    assert desk.state.base == MEETING
    desk.do(c.Prepare(OTHER_BODY, confirmed=True))
    assert desk.state.base == OTHER_BODY


def test_only_who_has_spoken_by_name_is_missed_on_the_new_roster() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(MEMBER, ("はい。",)))
    desk.do(c.Prepare(WITHOUT_AOKI))
    desk.undo()
    desk.do(c.RecordTurn(Named(AOKI), ("はい。",)))
    with pytest.raises(Unconfirmed, match="すでに発言した人がいません（青木）。取り込みますか。"):
        desk.do(c.Prepare(WITHOUT_AOKI))
    assert desk.state.base == MEETING
