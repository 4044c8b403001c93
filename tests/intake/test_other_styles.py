"""Papers in other styles than the shared inputs: fictional towns, the same rules; no line is lost in any variant."""

from __future__ import annotations

import random
import unicodedata
from collections import Counter
from datetime import date, time
from pathlib import Path

import pytest
from books import Cells, paper, profile, proposed, table, workbook

from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.moments import find_days
from clerk_tui.errors import ClerkError
from clerk_tui.intake.body import body_of
from clerk_tui.intake.lines import LineKind
from clerk_tui.intake.names import divided, read_name
from clerk_tui.intake.papers import read_papers
from clerk_tui.intake.proposal import Proposal
from clerk_tui.intake.request import BodySaid
from clerk_tui.intake.schedule import Origin, Schedule, next_title
from clerk_tui.profile import find, read_profile, write_profile
from clerk_tui.profile.gaps import gaps
from clerk_tui.profile.standard import USUAL_BODY, usual_kind

COMMITTEE = read_profile(find("agriculture_committee"))
NOTHING = Schedule()


def read(folder: Path, text: str, rows: Cells = (), **more: object) -> Proposal:
    lines = text.strip("\n").split("\n")
    return proposed(paper(folder / "次第.docx", *lines, rows=rows), profile=COMMITTEE, said=NOTHING, **more)


def labels(meeting: Meeting) -> list[str]:
    return [meeting.profile.notation.label(case.id) for case in meeting.cases]


def topics(meeting: Meeting) -> list[str]:
    return [group.heading for group in meeting.groups if not group.cases]


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.items]


ASSEMBLY = """
総務委員会会議日程

日　時　　令和７年６月１２日（木）午前１０時開議
場　所　　第２委員会室

１　付託議案の審査
　(1) 議案第３１号　若葉市税条例の一部改正について（税務課）
　(2) 議案第３２号　若葉市手数料条例の一部を
　　改正する条例について（市民課）
２　所管事務の調査について
３　その他
"""
KANJI = """
令和八年度第二回若葉市文化財保護審議会次第
日時　令和八年十二月一日（火）午後二時から午後四時まで
場所　市民会館三階　会議室
一　開会
二　議題
（一）指定文化財の候補について
（二）保存活用計画の見直しについて
三　報告
　報告１　令和七年度事業の実績について
　報告２　補助金の交付状況について
四　その他
五　閉会
以上
"""
BULLETS = """
第３回若葉市子ども会議　レジュメ
と　き：２０２６年１１月３０日（月）１８：３０～２０：３０
ところ：若葉市役所本庁　５０１会議室
○開会
○議題
　・前回の振り返り
　・今年度の事業について（資料１、資料２）
○報告事項
　・児童館の整備について　　　【資料３】
○その他
○閉会
＜配布資料＞
資料１　前回の記録
資料２　事業計画
資料３　児童館整備計画
※お車でのご来場はご遠慮ください。
"""
UNMARKED = """
若葉市環境審議会
日時
令和８年１０月５日（月）　１４時～
場所
若葉市役所　１０１会議室
議題
環境基本計画の改定について
一般廃棄物処理計画について
その他
"""
ORDER = """
令和８年第４回若葉市教育委員会臨時会議事日程
令和８年７月３０日　午前９時３０分　開会
教育委員会室
第１　会議録署名委員の指名
第２　会期の決定
第３　議案第２５号　若葉市立図書館条例施行規則の一部を改正する規則の制定について
第４　議案第２６号　議案第１８号の一部訂正について（非公開）
第５　報告第３号　専決処分の報告について
"""
SERIES = """
第２回　若葉市防災会議　次第
１　開会
２　甲第１号議案　地域防災計画の修正について
３　乙第１号議案　水防計画の修正について
４　諮問（情）第７号　開示決定について
５　閉会
"""
ROMAN = """
第４回　若葉市史編さん委員会
〔日　時〕　令和８年１０月７日（水）　13:30-15:30
〔会　場〕　歴史民俗資料館　講座室
〔次　第〕
Ⅰ　開会
Ⅱ　報告
　１　資料調査の状況　　　　　資料１、２
　２　刊行計画
Ⅲ　協議
　　第２巻の目次案について
Ⅳ　閉会　　　午後３時３０分
"""
STYLES = {
    "roman": ROMAN,
    "assembly": ASSEMBLY,
    "kanji": KANJI,
    "bullets": BULLETS,
    "unmarked": UNMARKED,
    "order": ORDER,
    "series": SERIES,
}


def test_an_assemblys_committee(tmp_path: Path) -> None:
    meeting = read(tmp_path, ASSEMBLY).meeting
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2025, 6, 12), time(10), None)
    assert labels(meeting) == ["議案第31号", "議案第32号"]
    # A title that was broken to fit the line goes on below.
    assert meeting.cases[1].title == "若葉市手数料条例の一部を改正する条例について"
    assert [group.office for group in meeting.groups][:2] == ["税務課", "市民課"]
    assert titles(meeting) == ["付託議案の審査", "所管事務の調査について", "その他"]
    assert topics(meeting) == ["所管事務の調査について"]


def test_kanji_numerals_and_numbered_words(tmp_path: Path) -> None:
    proposal = read(tmp_path, KANJI)
    meeting = proposal.meeting
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2026, 12, 1), time(14), time(16))
    assert meeting.title[0] == "令和8年度第2回"
    assert titles(meeting) == ["開会", "議題", "報告", "その他", "閉会"]
    assert [group.item for group in meeting.groups] == [2, 2, 3, 3]
    assert len(topics(meeting)) == 4
    assert any("文化財保護審議会" in doubt for doubt in proposal.doubts)


def test_bullets_of_two_kinds_and_papers_pointed_at(tmp_path: Path) -> None:
    meeting = read(tmp_path, BULLETS).meeting
    assert titles(meeting) == ["開会", "議題", "報告事項", "その他", "閉会"]
    assert topics(meeting) == ["前回の振り返り", "今年度の事業について", "児童館の整備について"]
    assert [material.title for material in meeting.materials] == [
        "資料１　前回の記録",
        "資料２　事業計画",
        "資料３　児童館整備計画",
    ]


def test_labels_on_lines_of_their_own_and_topics_without_marks(tmp_path: Path) -> None:
    proposal = read(tmp_path, UNMARKED)
    meeting = proposal.meeting
    assert (meeting.date, meeting.starts, meeting.place) == (
        date(2026, 10, 5),
        time(14),
        "若葉市役所　１０１会議室",
    )
    assert titles(meeting) == ["環境基本計画の改定について", "一般廃棄物処理計画について", "その他"]
    assert proposal.schedule.origin("title") is Origin.GUESSED
    assert proposal.schedule.origin("date") is Origin.READ
    assert proposal.schedule.origin("ends") is Origin.UNKNOWN


def test_roman_numerals_and_topics_without_a_mark_of_their_own(tmp_path: Path) -> None:
    meeting = read(tmp_path, ROMAN).meeting
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2026, 10, 7), time(13, 30), time(15, 30))
    assert meeting.place == "歴史民俗資料館　講座室"
    assert titles(meeting) == ["開会", "報告", "協議", "閉会"]
    assert topics(meeting) == ["資料調査の状況", "刊行計画", "第２巻の目次案について"]
    assert [material.title for material in meeting.materials] == ["資料１", "資料２"]


def test_a_timetable(tmp_path: Path) -> None:
    rows = [
        ("時刻", "内容", "担当"),
        ("14:00", "１　開会", ""),
        ("14:05", "２　提案制度の見直しについて", ""),
        ("15:50", "３　閉会", ""),
    ]
    head = "第２回若葉市協働推進会議　タイムテーブル\n令和８年１０月５日（月）\n市民活動センター"
    meeting = read(tmp_path, head, rows).meeting
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2026, 10, 5), time(14), None)
    assert titles(meeting) == ["開会", "提案制度の見直しについて", "閉会"]


def test_a_title_that_cites_another_case_is_one_case(tmp_path: Path) -> None:
    proposal = read(tmp_path, ORDER)
    meeting = proposal.meeting
    assert labels(meeting) == ["議案第25号", "議案第26号", "報告第3号"]
    assert meeting.cases[1].title == "議案第１８号の一部訂正について"
    assert any("議案第26号は「非公開」" in doubt for doubt in proposal.doubts)
    assert meeting.place == "教育委員会室"
    assert proposal.schedule.origin("place") is Origin.GUESSED


def test_series_that_the_body_has_not_are_kept_as_written_and_told(tmp_path: Path) -> None:
    proposal = read(tmp_path, SERIES)
    assert labels(proposal.meeting) == ["甲第1号議案", "乙第1号議案", "諮問（情）第7号"]
    assert sum("この型にありません" in doubt for doubt in proposal.doubts) == 3


def test_a_table_is_an_order_of_the_day(tmp_path: Path) -> None:
    rows = [
        ("日程", "件名", "担当"),
        ("第１", "議事録署名委員の指名", ""),
        ("第２", "議案第５号　農地法第３条の許可申請について", "農地係"),
        ("第３", "議案第６号　議案第４号の一部訂正について", "〃"),
        ("第４", "その他", ""),
    ]
    meeting = read(tmp_path, "若葉町農業委員会　第５回総会", rows).meeting
    assert labels(meeting) == ["議案第5号", "議案第6号"]
    assert [(item.number, item.title) for item in meeting.items] == [
        (1, "議事録署名委員の指名"),
        (4, "その他"),
    ]
    assert meeting.groups[0].office == "農地係"
    assert len(meeting.groups[0].cases) == 2


def test_values_in_a_table_of_labels(tmp_path: Path) -> None:
    rows = [
        ("日時", "令和８年６月２日（火）　午前10時から正午まで"),
        ("場所", "若葉市役所　大会議室"),
        ("出席者", "委員15名"),
    ]
    proposal = read(tmp_path, SERIES, rows)
    meeting = proposal.meeting
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2026, 6, 2), time(10), time(12))
    assert any("委員15名とありますが" in doubt for doubt in proposal.doubts)
    assert [line.text for line in proposal.lines if line.kind is LineKind.UNREAD] == ["出席者　委員15名"]


@pytest.mark.parametrize(
    ("lines", "starts", "ends", "place"),
    [
        ("日時：令和８年１２月１日（火） 開会 午前10時 閉会予定 正午", time(10), time(12), ""),
        ("日時令和8年12月1日（火）13時30分〜15時", time(13, 30), time(15), ""),
        (
            "日時・場所　令和８年１２月１日　午後６時半から８時まで　市民会館",
            time(18, 30),
            time(20),
            "市民会館",
        ),
        ("【日時】R8.12.1(火) 10:00-11:30", time(10), time(11, 30), ""),
        (
            "開催日　２０２６年１２月１日\n開催時間　１４：００～１６：００\n会場等　議場",
            time(14),
            time(16),
            "議場",
        ),
        ("日　　時　　令和八年十二月一日　午前九時三十分開会\n開催場所　：　議場", time(9, 30), None, "議場"),
        ("令和８年１２月１日（火）午後２時　第２委員会室", time(14), None, "第２委員会室"),
        # The year stands in the title; the weekday agrees.
        ("期日：12月1日（火）午後2時", time(14), None, ""),
    ],
)
def test_when_and_where_in_many_words(
    lines: str, starts: time, ends: time | None, place: str, tmp_path: Path
) -> None:
    meeting = read(tmp_path, f"令和８年度第２回若葉市防災会議\n{lines}\n1 開会\n2 閉会").meeting
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2026, 12, 1), starts, ends)
    assert meeting.place == place


def test_a_year_is_not_guessed_against_the_weekday(tmp_path: Path) -> None:
    proposal = read(tmp_path, "令和８年度第２回若葉市防災会議\n期日：12月1日（水）午後2時\n1 開会")
    assert proposal.meeting.date is None
    assert any("日付に年がありません" in doubt for doubt in proposal.doubts)


# -- rosters


def listed(folder: Path, rows: Cells, **more: object) -> Proposal:
    said = more.pop("said", Schedule.known(Origin.SAID, title="第1回"))
    return proposed(roster=workbook(folder / "名簿.xlsx", ("名簿", rows)), said=said, **more)


def names(meeting: Meeting) -> list[tuple[str, str, str]]:
    return [(person.name, person.given, person.post) for person in meeting.people]


def test_marks_honours_totals_and_an_empty_seat(tmp_path: Path) -> None:
    rows = [
        ("若葉市環境審議会委員名簿",),
        ("◎は会長、○は副会長", "", "委員8名"),
        ("番号", "氏名", "所属・役職", "推薦団体"),
        (1, "◎　青木　一郎　様", "若葉大学教授", "学識経験者"),
        (2, "○ 石井 花子 様", "若葉市商工会会長", "商工会"),
        (3, "上田　次郎様", "", "公募"),
        (4, "（調整中）", "若葉市医師会", "医師会"),
        ("", "委員計　４名"),
    ]
    proposal = listed(tmp_path, rows)
    assert names(proposal.meeting) == [
        ("青木", "一郎", "会長"),
        ("石井", "花子", "副会長"),
        ("上田", "次郎", ""),
    ]
    assert [person.section for person in proposal.meeting.people] == ["学識経験者", "商工会", "公募"]
    assert any("委員8名とありますが、読めたのは3名" in doubt for doubt in proposal.doubts)
    assert any("欠員・未定が1" in doubt for doubt in proposal.doubts)
    assert not any("委員4名" in doubt for doubt in proposal.doubts)


def test_posts_and_names_in_one_cell(tmp_path: Path) -> None:
    rows = [
        ("議席", "委員"),
        ("１番", "会長　窪田　善一"),
        ("２番", "会長職務代理者　牛山　輝"),
        ("３番", "大沢　徳次"),
        ("", "農業委員会事務局"),
        ("", "事務局長　土井　恵"),
    ]
    meeting = listed(tmp_path, rows, profile=COMMITTEE).meeting
    assert names(meeting) == [
        ("窪田", "善一", "会長"),
        ("牛山", "輝", "会長職務代理者"),
        ("大沢", "徳次", ""),
        ("土井", "恵", "事務局長"),
    ]
    assert [person.seat for person in meeting.people] == [1, 2, 3, None]
    assert len(meeting.voters) == 3


TERMS = [
    ("第10期委員（令和4年4月1日～令和6年3月31日）",),
    ("役職", "氏名"),
    ("会長", "青木　一郎"),
    ("委員", "石井　花子"),
    ("第11期委員（令和6年4月1日～令和8年3月31日）",),
    ("役職", "氏名"),
    ("会長", "石井　花子"),
    ("委員", "上田　次郎"),
]


@pytest.mark.parametrize(
    ("day", "chair"), [(date(2023, 5, 1), "青木"), (date(2025, 5, 1), "石井"), (None, "石井")]
)
def test_two_terms_on_one_sheet(day: date | None, chair: str, tmp_path: Path) -> None:
    said = Schedule.known(Origin.SAID, title="第1回", day=day)
    proposal = listed(tmp_path, TERMS, said=said)
    assert [person.name for person in proposal.meeting.people if person.post == "会長"] == [chair]
    assert any("任期の違う名簿が2つ" in doubt for doubt in proposal.doubts)
    assert sum(line.kind is LineKind.ELSEWHERE for line in proposal.lines) == 2


def test_two_chairs_are_told(tmp_path: Path) -> None:
    rows = [("役職", "氏名"), ("会長", "青木　一郎"), ("会長", "石井　花子")]
    assert any("会長が2人います" in doubt for doubt in listed(tmp_path, rows).doubts)


def test_a_roster_in_lines(tmp_path: Path) -> None:
    lines = (
        "若葉市環境審議会　委員名簿",
        "（敬称略）",
        "会　長　　青木　一郎　　若葉大学教授",
        "副会長　　石井　花子　　若葉市商工会",
        "委　員　　上田　次郎",
        "【事務局】",
        "環境課長　　川上　守",
    )
    proposal = proposed(
        roster=paper(tmp_path / "名簿.docx", *lines), said=Schedule.known(Origin.SAID, title="第1回")
    )
    assert names(proposal.meeting) == [
        ("青木", "一郎", "会長"),
        ("石井", "花子", "副会長"),
        ("上田", "次郎", ""),
        ("川上", "守", "環境課長"),
    ]
    assert [person.role for person in proposal.meeting.people][-1] == "secretariat"


@pytest.mark.parametrize(
    ("text", "surname", "given"),
    [
        ("大　島　　健", "大島", "健"),
        ("森　　一", "森", "一"),
        ("山 田 太 郎", "山田太郎", ""),
        ("小林　久美子", "小林", "久美子"),
        ("小林久美子", "小林久美子", ""),
    ],
)
def test_a_name_is_divided_at_its_widest_gap(text: str, surname: str, given: str) -> None:
    assert divided(text) == (surname, given)


@pytest.mark.parametrize(
    ("text", "name", "post", "reading"),
    [
        ("くぼた　ぜんいち\n窪田　善一", "窪田", "", "くぼた ぜんいち"),
        ("窪田　善一（ｸﾎﾞﾀ ｾﾞﾝｲﾁ）", "窪田", "", "くぼた ぜんいち"),
        ("窪田　善一（会長）", "窪田", "会長", ""),
        ("副委員長　石井　花子", "石井", "副委員長", ""),
        ("井川　参事官", "井川", "参事官", ""),
        ("青木会長", "青木", "会長", ""),
    ],
)
def test_what_stands_around_a_name(text: str, name: str, post: str, reading: str) -> None:
    cell = read_name(text)
    assert (cell.name, cell.post, cell.reading) == (name, post, reading)


def test_kana_in_the_row_above_is_the_reading_of_the_name_below(tmp_path: Path) -> None:
    rows = [
        ("役職", "氏名", "所属"),
        ("", "あおき　いちろう", ""),
        ("会長", "青木　一郎", "若葉大学"),
        ("", "いしい　はなこ", ""),
        ("委員", "石井　花子", "医師会"),
    ]
    meeting = listed(tmp_path, rows).meeting
    assert names(meeting) == [("青木", "一郎", "会長"), ("石井", "花子", "")]
    assert [person.reading for person in meeting.people] == ["あおき", "いしい"]


def test_two_rosters_side_by_side_with_their_own_headings(tmp_path: Path) -> None:
    rows = [
        ("委員", "", "市側", ""),
        ("氏名", "役職", "氏名", "職名"),
        ("青木　一郎", "会長", "川上　守", "環境部長"),
        ("石井　花子", "副会長", "木村　実", "環境課長"),
        ("上田　次郎", "", "", ""),
    ]
    meeting = listed(tmp_path, rows).meeting
    assert [person.name for person in meeting.voters] == ["青木", "石井", "上田"]
    assert {person.role for person in meeting.people[3:]} == {"official"}


def test_a_post_in_the_remarks_and_who_has_left(tmp_path: Path) -> None:
    rows = [
        ("No", "選出区分", "氏　名", "備　考", "出欠"),
        (1, "１号委員（学識経験者）", "青木　一郎", "会長（再任）", "○"),
        (2, "同上", "石井　花子", "令和8年3月31日まで", "欠"),
        (3, "３号委員（公募）", "―", "募集中", ""),
    ]
    said = Schedule.known(Origin.SAID, title="第1回", day=date(2026, 9, 1))
    proposal = listed(tmp_path, rows, said=said)
    assert names(proposal.meeting) == [("青木", "一郎", "会長"), ("石井", "花子", "")]
    assert [person.section for person in proposal.meeting.people] == ["１号委員（学識経験者）"] * 2
    assert any("石井花子さんの任期は会議の日より前に" in doubt for doubt in proposal.doubts)
    assert any("再任" in note for note in proposal.notes)


def test_posts_below_the_list_go_to_those_who_are_on_it(tmp_path: Path) -> None:
    rows = [
        ("席", "議員氏名", "会派"),
        (1, "関　　三郎", "若葉会"),
        (2, "木原　大輔", "市民クラブ"),
        ("委員長　　関　三郎", "", ""),
    ]
    proposal = listed(tmp_path, rows)
    assert names(proposal.meeting) == [("関", "三郎", "委員長"), ("木原", "大輔", "")]
    # The profile calls the chair 会長: who alone heads the list presides, and it is told.
    assert [person.role for person in proposal.meeting.people] == ["chair", "member"]
    assert any("「委員長」を、型の「会長」" in doubt for doubt in proposal.doubts)


# -- a body that nobody has described yet


def test_a_new_body_is_described_by_its_own_papers(tmp_path: Path) -> None:
    agenda = paper(tmp_path / "次第.docx", *ORDER.strip().split("\n"))
    people = [
        ("職", "氏名"),
        ("教育長", "青木　一郎"),
        ("教育長職務代理者", "石井　花子"),
        ("委員", "上田　次郎"),
    ]
    roster = workbook(tmp_path / "名簿.xlsx", ("名簿", people))
    papers = read_papers([agenda], roster, USUAL_BODY, said={}, remembered={})
    made, told = body_of(papers, USUAL_BODY, usual_kind)
    assert (made.body, made.kind_names) == ("若葉市教育委員会", ("議案", "報告"))
    assert made.capacities == ("教育長職務代理者",)
    assert [role.title for role in made.roles][:2] == ["教育長", "委員"]
    assert [phase.name for phase in made.phases if phase.in_block] == ["説明", "質疑", "討論", "採決"]
    assert any("紙から作りました" in sentence for sentence in told)
    # The chair's usual sentences lead through its phases, and through no others.
    named = {phase.id for phase in made.phases}
    assert {phrase.then for phrase in made.phrases} == {"", "questions", "opinions", "ruling", "notices", "closing"}
    assert all(set(phrase.phases) <= named for phrase in made.phrases)
    # What was guessed can be written and read again.
    path = tmp_path / "profile.toml"
    path.write_text(write_profile(made), encoding="utf-8")
    assert read_profile(path) == made


@pytest.mark.parametrize("phases", ["", "開会、説明、意見、閉会"])
def test_a_new_body_can_be_led_through_its_phases(phases: str, tmp_path: Path) -> None:
    """None of the phases of deliberation is one that no phrase leads out of, and an item can be called."""
    agenda = paper(tmp_path / "次第.docx", *ORDER.strip().split("\n"))
    papers = read_papers([agenda], None, USUAL_BODY, said={}, remembered={})
    made, _ = body_of(papers, USUAL_BODY, usual_kind, None, BodySaid(phases=phases))
    path = tmp_path / "profile.toml"
    path.write_text(write_profile(made), encoding="utf-8")
    assert not [gap for gap in gaps(path, made) if "定型文" in gap]


# -- the next title


@pytest.mark.parametrize(
    ("last", "day", "title"),
    [
        ("令和8年度第3回", date(2026, 12, 1), "令和8年度第4回"),
        ("令和8年度第3回", date(2027, 5, 1), "令和9年度第1回"),
        ("12月定例会", date(2027, 3, 2), "3月定例会"),
        ("令和8年12月定例会", date(2027, 3, 2), "令和9年3月定例会"),
        ("令和8年12月定例会", None, ""),
    ],
)
def test_the_next_title_is_of_the_kind_of_the_last(last: str, day: date | None, title: str) -> None:
    meeting = Meeting(profile(), (last,), date(2026, 11, 10), time(10), None, "")
    assert next_title(meeting, day) == ((title,) if title else ())


# -- no line is lost


def variant(lines: list[str], dice: random.Random) -> list[str]:
    """Lines dropped, doubled, moved, spaced and widened."""
    made = list(lines)
    for _ in range(dice.randint(1, 4)):
        at = dice.randrange(len(made))
        match dice.randrange(6):
            case 0:
                made.pop(at)
            case 1:
                made.insert(at, made[at])
            case 2:
                made[at] = "　".join(made[at])
            case 3:
                made[at] = unicodedata.normalize("NFKC", made[at])
            case 4:
                made[at] = made[at].translate({code: code + 0xFEE0 for code in range(0x21, 0x7F)})
            case _:
                other = dice.randrange(len(made))
                made[at], made[other] = made[other], made[at]
        if not made:
            return list(lines)
    return made


@pytest.mark.parametrize("style", STYLES)
def test_every_line_is_placed_or_named_in_every_variant(style: str, tmp_path: Path) -> None:
    dice = random.Random(style)
    lines = [line for line in STYLES[style].strip("\n").split("\n") if line.strip()]
    path = tmp_path / "次第.txt"
    for _ in range(80):
        made = [line for line in variant(lines, dice) if line.strip()]
        path.write_text("\n".join(made), encoding="utf-8")
        try:
            papers = read_papers([path], None, COMMITTEE, said={}, remembered={})
        except ClerkError as refusal:
            assert path.name in str(refusal)
            continue
        assert Counter(line.where.row for line in papers.lines) == Counter(range(1, len(made) + 1))
        # A date that nobody has written is nowhere.
        found = papers.schedule.date
        assert found is None or found in {day.date for line in made for day in find_days(line)}


TABLES: dict[str, Cells] = {
    "terms": TERMS,
    "cases": [
        ("令和８年度第５回　議案一覧",),
        ("番号", "件名", "所管"),
        ("議案第二十一号", "条例の一部改正について", "総務課"),
        ("議案第２２号～第２４号", "財産の取得について", "〃"),
        ("報告", "", ""),
        ("第3号", "損害賠償の額の決定について", "同上"),
        ("※第3号は差替え", "", ""),
        ("合計", "５件", ""),
    ],
    "roster": [
        ("職", "氏　名", "備考"),
        ("会長", "青木　一郎", ""),
        ("委員", "（欠員）", "公募中"),
        ("委員", "石井　花子（いしい　はなこ）", "R8.3.31退任"),
        ("（事務局）", "", ""),
        ("環境課長", "川上　守", ""),
        ("計", "３名", ""),
    ],
}


@pytest.mark.parametrize("name", TABLES)
def test_every_row_is_placed_or_named_in_every_variant(name: str, tmp_path: Path) -> None:
    dice = random.Random(name)
    path = tmp_path / "表.csv"
    for _ in range(60):
        rows = [list(row) for row in TABLES[name]]
        for _ in range(dice.randint(1, 3)):
            at = dice.randrange(len(rows))
            match dice.randrange(4):
                case 0 if len(rows) > 2:
                    rows.pop(at)
                case 1:
                    rows.insert(at, rows[at])
                case 2:
                    rows[at] = [unicodedata.normalize("NFKC", str(cell)) for cell in rows[at]]
                case _:
                    other = dice.randrange(len(rows))
                    rows[at], rows[other] = rows[other], rows[at]
        table(path, rows)
        try:
            papers = read_papers([path], None, COMMITTEE, said={}, remembered={})
        except ClerkError as refusal:
            # Whoever is on the list twice, a case twice, no heading: told with the file.
            assert path.name in str(refusal)
            continue
        assert {line.where.row for line in papers.lines} == set(range(1, len(rows) + 1))
