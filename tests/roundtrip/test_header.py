"""Header fields of a draft (冒頭の欄) read as facts: taken as they are printed, beside later corrections, or named."""

from __future__ import annotations

from pathlib import Path

import pytest
from round_trips import Meeting, carried_out, worked_on
from script_player import MemoryStore
from test_diff import replaced_in_row, rewritten_row

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.record import Attendance, Presence, State
from clerk_tui.minutes.edition import Edition
from clerk_tui.roundtrip.changes import FieldChanged, LineChanged
from clerk_tui.roundtrip.fields import corrected, field_values, meaning_of
from clerk_tui.roundtrip.outside import _fields, _gone
from clerk_tui.roundtrip.taking import Fate
from clerk_tui.roundtrip.word import Line, Mark, WordFile
from clerk_tui.session import Session

ENOMOTO, NOSE = PersonId("榎本委員"), PersonId("能勢委員")


@pytest.fixture
def base(meeting: Meeting) -> State:
    records, _, _ = meeting("table")
    return Session(MemoryStore(), records).state


def taken(base: State, name: str, after: str) -> State:
    """The record that prints the field so."""
    meaning = meaning_of(base, name, after, Edition.PUBLIC)
    state = base
    for fact in meaning.facts:
        state = corrected(state, fact.make(state))
    assert meaning.printed(state) == field_values(state, Edition.PUBLIC)[name] == after
    return state


FIELDS = {
    "_rll_1_prsnc": (
        "遅参（14:01）",
        "出席（14:00）、退席（15:40）",
        "欠席（14:00）、遅参（14:10）、退席（15:30）",
        "代理出席（14:00　朝倉）",
        "オンライン出席（14:00）",
    ),
    "_pnd": ("13時59分",),
    "_clsd": ("16時10分",),
    "_nxt": (
        "令和8年12月17日(木)　14時00分　みどり市役所 本庁舎4階 第2会議室",
        "令和8年12月16日(水)　9時30分　公民館",
        "令和8年12月16日(水)　9時30分",
    ),
    "_plc": ("公民館",),
    "_nm": (
        "令和8年度第2回（臨時） みどり市情報公開・個人情報保護審議会会議録",
        "令和8年度第2回 みどり市情報公開・個人情報保護審議会議事録",
    ),
    "_bsrvrs": ("5名",),
    "_mtrls_0_ttls_0": ("資料1　会議録",),
}


@pytest.mark.parametrize(
    ("name", "after"), [(name, text) for name, texts in FIELDS.items() for text in texts]
)
def test_a_field_is_taken_as_it_is_printed(base: State, name: str, after: str) -> None:
    taken(base, name, after)


@pytest.mark.parametrize(
    ("name", "after", "sentence"),
    [
        ("_rll_2_prsnc", "遅刻（14:10）", "出欠の書き方ではありません"),
        ("_rll_2_prsnc", "遅参", "時刻がありません"),
        ("_rll_1_nm", "別の委員", "出欠を直して"),
        ("_qrm_0_prsnt", "11", "人数は出欠から"),
        ("_ttndnc_0_cnt", "11", "人数は出欠から"),
        ("_ttndnc_0_nms_1", "榎本委員", "書き方ではありません"),
        ("_nm", "第二回", "会議名称のどの行"),
        ("_hdr_2_rws_0_sblbl", "委員会", "区分の名前"),
        ("_vts_2_rslt", "否決", "裁決から"),
        ("_nxt", "令和8年13月1日", "日"),
        ("_bsnts", "朝倉委員", "名簿のだれの"),
        ("_pnd", "夕方", "時刻"),
        ("_fr_0_txt", "総務課", "準備のファイル"),
    ],
)
def test_what_no_command_makes_is_named(base: State, name: str, after: str, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        meaning_of(base, name, after, Edition.PUBLIC)


def test_what_follows_from_the_votes_is_not_written_over(base: State) -> None:
    """Who was absent at the votes cannot simply have been there."""
    meaning = meaning_of(base, "_rll_2_prsnc", "出席（14:00）", Edition.PUBLIC)
    state = corrected(base, meaning.facts[0].make(base))
    assert meaning.printed(state).startswith("出席（14:00）、報告第9号")


def test_a_name_that_is_struck_out_of_a_list_is_absent(base: State) -> None:
    there = corrected(base, c.CorrectAttendance((Presence(ENOMOTO, Attendance.ONLINE, base.opened),)))  # type: ignore[arg-type]
    at = field_values(there, Edition.PUBLIC)
    name = next(key for key, text in at.items() if text == "榎本委員" and "_nms_" in key)
    meaning = meaning_of(there, name, "", Edition.PUBLIC)
    state = there
    for fact in meaning.facts:
        state = corrected(state, fact.make(state))
    assert meaning.printed(state) == ""
    assert [each.status for each in state.attendance[ENOMOTO]] == [Attendance.ABSENT]


def test_one_person_of_a_list_is_put_right_beside_a_later_correction_of_another(
    meeting: Meeting, tmp_path: Path
) -> None:
    path = worked_on(
        meeting, tmp_path, lambda d: replaced_in_row(d, "出席者", "柏木委員", "榎本委員、柏木委員")
    )
    later = c.MarkAttendance(NOSE, Attendance.LATE)
    done = carried_out(meeting, path, "table", later)
    assert [each.fate for each in done.judged] == [Fate.TAKEN]
    here = {who: [each.status for each in done.session.state.attendance[who]] for who in (ENOMOTO, NOSE)}
    assert here == {ENOMOTO: [Attendance.PRESENT], NOSE: [Attendance.ABSENT, Attendance.LATE]}


def test_hours_are_put_right_one_by_one(meeting: Meeting, tmp_path: Path) -> None:
    def both(draft: object) -> None:
        rewritten_row(draft, "日時", "令和8年10月14日(水) 13時50分から16時00分まで")  # type: ignore[arg-type]

    path = worked_on(meeting, tmp_path, both)
    records, _, _ = meeting("table")
    closed = Session(MemoryStore(), records).state.closed
    assert closed is not None
    there = carried_out(meeting, path, "table", c.CorrectHours(closed=closed.replace(hour=16, minute=0)))
    assert [each.fate for each in there.judged] == [Fate.TAKEN]
    assert f"{there.session.state.opened:%H:%M}" == "13:50"
    against = carried_out(meeting, path, "table", c.CorrectHours(closed=closed.replace(minute=55)))
    assert [(each.fate, each.now) for each in against.judged] == [
        (Fate.CONFLICT, ("令和8年10月14日(水) 14時00分から15時55分まで",))
    ]
    assert f"{against.session.state.opened:%H:%M}" == "14:00", "whole or not at all"
    word = carried_out(meeting, path, "table", c.CorrectHours(closed=closed.replace(minute=55)), word=True)
    assert f"{word.session.state.opened:%H:%M} {word.session.state.closed:%H:%M}" == "13:50 16:00"


def test_a_list_that_a_template_joins_is_read_as_a_whole() -> None:
    """Names with their own anchors in one line: somebody put in or taken out leaves no place for each."""
    text = "（委員2名）水沢会長・相原委員"
    marks = (
        Mark("_ttndnc_0_ctgr", 1, 3),
        Mark("_ttndnc_0_cnt", 3, 4),
        Mark("_ttndnc_0_nms_0", 6, 10),
        Mark("_ttndnc_0_nms_1", 11, 15),
    )
    line = Line(text, marks=marks)
    assert list(_fields(line, "（委員3名）水沢会長・榎本委員・相原委員")) == [
        ("_ttndnc_0_cnt", "2", "3"),
        ("_ttndnc_0_nms", "水沢会長、相原委員", "水沢会長、榎本委員、相原委員"),
    ]
    assert list(_fields(line, "（委員1名）水沢会長")) == [
        ("_ttndnc_0_cnt", "2", "1"),
        ("_ttndnc_0_nms", "水沢会長、相原委員", "水沢会長"),
    ]
    assert list(_fields(line, "出席は水沢会長")) == []


def test_a_joined_list_is_taken(base: State) -> None:
    names = next(
        text for key, text in field_values(base, Edition.PUBLIC).items() if key == "_hdr_2_rws_0_prgrphs_0"
    )
    after = names.replace("柏木委員", "榎本委員、柏木委員")
    meaning = meaning_of(base, "_ttndnc_0_nms", after, Edition.PUBLIC)
    state = corrected(base, meaning.facts[0].make(base))
    assert meaning.printed(state) == after
    assert len(meaning.facts) == 1 and state.attendance[ENOMOTO][0].status is Attendance.PRESENT


def test_a_name_whose_line_is_gone_is_a_field_and_one_that_was_written_elsewhere_is_not() -> None:
    line = Line("　柏木委員", marks=(Mark("_ttndnc_0_nms_2", 1, 5),))
    file = WordFile((), None, {})
    gone = _gone(line, file, 0, [])
    assert isinstance(gone, FieldChanged) and (gone.before, gone.after) == ("柏木委員", "")
    assert isinstance(_gone(line, file, 0, ["　相原委員、柏木委員"]), LineChanged)
