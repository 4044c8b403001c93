"""Papers in further forms (架空): numbers behind titles, headings in brackets, 次第 in columns, rosters drawn with blanks."""

from __future__ import annotations

import random
from pathlib import Path

import docx
import openpyxl
import pytest

from clerk_tui.cli.main import main
from clerk_tui.cli.new import proposed
from clerk_tui.domain.meeting import Meeting
from clerk_tui.errors import ClerkError
from clerk_tui.intake.proposal import Proposal
from clerk_tui.intake.request import NEW_BODY, NewMeetingRequest
from clerk_tui.sessions import create, preparation

HEAD = """\
令和9年第2回　みなと市空家等対策協議会　次第
日時　令和9年1月20日（水）　14時
場所　みなと市役所　3階会議室
"""
ROSTER = """\
氏名,ふりがな,役職
山田　太郎,やまだ　たろう,会長
林　一,はやし　はじめ,
德永　光,とくなが　ひかる,
"""


@pytest.fixture(autouse=True)
def own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))


def read(folder: Path, agenda: str, roster: str = "", body: str = NEW_BODY) -> Proposal:
    paper = folder / "次第.txt"
    paper.write_text(agenda, encoding="utf-8")
    people = folder / "名簿.csv" if roster.startswith("氏名,") else folder / "名簿.txt"
    people.write_text(roster, encoding="utf-8")
    return proposed(NewMeetingRequest(body=body, files=(paper,), roster=people if roster else None))


def agenda(meeting: Meeting) -> list[str]:
    """Cases with their numbers, and topics."""
    label = meeting.profile.notation.label
    titles = {case.id: f"{label(case.id)}　{case.title}" for case in meeting.cases}
    return [line for group in meeting.groups for line in ([titles[case] for case in group.cases] or [group.heading])]


def people(meeting: Meeting) -> list[str]:
    return [
        "/".join((person.name, person.given, person.post, person.section, person.office))
        for person in meeting.people
    ]


@pytest.mark.parametrize(
    ("line", "given"),
    [
        ("特定空家等の認定について（諮問第3号）", "諮問第3号　特定空家等の認定について"),
        ("規則の制定について【議案第12号】（住宅課）", "議案第12号　規則の制定について"),
        ("相談件数について（報告第2号・住宅課）", "報告第2号　相談件数について"),
        ("条例の施行について（平成30年条例第5号）", "条例の施行について（平成30年条例第5号）"),
        ("論点の整理（諮問第3号関連）", "論点の整理（諮問第3号関連）"),
        ("議案第11号の取下げについて", "議案第11号の取下げについて"),
        (
            "議案第4号の訂正について（議案第12号）",
            "議案第12号　議案第4号の訂正について",
        ),
    ],
)
def test_a_number_in_brackets_behind_a_title_is_the_cases(tmp_path: Path, line: str, given: str) -> None:
    meeting = read(tmp_path, f"{HEAD}１　開会\n２　議事\n（１）{line}\n３　閉会\n").meeting
    assert agenda(meeting) == [given]


def test_one_number_behind_two_titles_makes_no_case_of_either(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}１　議事\n（１）論点（諮問第3号）\n（２）答申案（諮問第3号）\n")
    assert agenda(found.meeting) == ["論点（諮問第3号）", "答申案（諮問第3号）"]
    assert sum("番号はほかの案件にもある" in doubt for doubt in found.doubts) == 2


def test_headings_in_brackets_are_items_with_topics_below(tmp_path: Path) -> None:
    lines = "【開会】\n【報告事項】\n実績について\n調査の結果について\n【審議事項】\n計画（素案）について\n"
    lines += "【その他】\n【閉会】\n"
    meeting = read(tmp_path, HEAD + lines).meeting
    assert [item.title for item in meeting.items] == ["開会", "報告事項", "審議事項", "その他", "閉会"]
    assert agenda(meeting) == ["実績について", "調査の結果について", "計画（素案）について"]
    within = f"{HEAD}１　開会\n２　議事\n【報告事項】\n実績について\n【審議事項】\n素案について\n３　閉会\n"
    meeting = read(tmp_path, within).meeting
    assert [item.title for item in meeting.items] == ["開会", "議事", "閉会"]
    assert agenda(meeting) == ["実績について", "素案について"]


def test_the_next_meeting_behind_an_item_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, f"{HEAD}１　議事\n（１）計画について\n２　その他　次回の開催予定　令和9年2月頃\n")
    assert found.meeting.items[-1].title == "その他"
    assert any("次回の開催予定　令和9年2月頃" in note for note in found.notes)


def test_the_lines_of_an_agenda_in_columns(tmp_path: Path) -> None:
    document = docx.Document()
    for line in HEAD.splitlines():
        document.add_paragraph(line)
    rows = (
        ("番号", "内容", "担当課", "資料"),
        ("１", "開会", "", ""),
        ("２", "議題", "", ""),
        ("（１）", "計画の進捗状況について", "住宅課", "資料１"),
        ("（２）", "助成制度について", "建築課", "当日配布"),
        ("３", "閉会", "", ""),
    )
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, typed in zip(table.add_row().cells, row, strict=True):
            cell.text = typed
    paper = tmp_path / "次第.docx"
    document.save(str(paper))
    found = proposed(NewMeetingRequest(body=NEW_BODY, files=(paper,)))
    assert [item.title for item in found.meeting.items] == ["開会", "議題", "閉会"]
    assert agenda(found.meeting) == ["計画の進捗状況について", "助成制度について"]
    assert [group.office for group in found.meeting.groups] == ["住宅課", "建築課"]
    assert [material.title for material in found.meeting.materials] == ["資料１"]
    assert any("当日配布" in note for note in found.notes)


def test_a_roster_drawn_with_blanks(tmp_path: Path) -> None:
    roster = """\
みなと市空家等対策協議会委員名簿
　氏　　名　　　　　　所　　　属　　　　　　　　備　考
　飯　島　　　博　　　みなと司法書士会　　　　　会長
　長　　　　　大　樹　建築士会　　　　　　　　　副会長
　李　　　　　恩　智　自治会連合会
"""
    meeting = read(tmp_path, f"{HEAD}１　開会\n２　計画について\n", roster).meeting
    assert people(meeting) == [
        "飯島/博/会長//みなと司法書士会",
        "長/大樹/副会長//建築士会",
        "李/恩智///自治会連合会",
    ]


def test_people_below_the_papers_are_no_papers(tmp_path: Path) -> None:
    lines = (
        "１　開会\n２　計画について\n【配布資料】\n資料１　計画（案）\n出席予定者\n"
        "　会　長　　若　林　　　実\n　委　員　　岡　　　　　誠\n　　同　　　エドワーズ　恵\n"
        "事務局\n　住宅課長　　大　月　　　洋\n"
    )
    meeting = read(tmp_path, HEAD + lines).meeting
    assert [material.title for material in meeting.materials] == ["資料１　計画（案）"]
    assert [person.name + person.given for person in meeting.people] == [
        "若林実",
        "岡誠",
        "エドワーズ恵",
        "大月洋",
    ]


def test_what_is_doubtful_is_told_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paper = tmp_path / "次第.txt"
    paper.write_text("みなと市空家等対策協議会　次第\n１　開会\n２　計画について\n", encoding="utf-8")
    people = tmp_path / "名簿.csv"
    people.write_text("氏名,所属\n林　一,自治会\n岡　誠,建築士会\n", encoding="utf-8")
    assert main(["new", "第1回", "--from", str(paper), "--roster", str(people), "-y"]) == 0
    told = capsys.readouterr()
    both = told.out + told.err
    for once in ("日付が分かりません", "場所が分かりません", "会長がいません"):
        assert both.count(once) == 1, once


def test_a_quorum_of_more_than_were_read(tmp_path: Path) -> None:
    roster = "氏名,役職\n林　一,会長\n岡　誠,\n"
    found = read(tmp_path, f"{HEAD}１　開会\n", roster, body="review_board")
    assert found.meeting.seats == 3
    assert any("定足数は3人" in doubt for doubt in found.doubts)
    assert preparation(create(tmp_path / "会議", found.meeting)) == found.meeting


PIECES = (
    *"「」『』（）()【】\"'\\\t#=[]{}🙂　 、・…①～-%甲𠮷髙é",
    "第1号", "議案第3号", "諮問第2号", "５みど総第12号", "R5-02", "について", "の一部改正", "予算", "（道路課）", "資料1",
    "{number}", "非公開", "👨‍👩‍👧", "\u200b", "\u00a0", "\u2028", "\x0b",
)  # fmt: skip


def test_whatever_was_read_is_written_so_that_it_can_be_read(tmp_path: Path) -> None:
    """Titles of any signs: what ``new`` writes is the same meeting when it is read again."""
    made = 0
    for seed in range(60):
        chance = random.Random(seed)

        def title(chance: random.Random = chance) -> str:
            return "".join(chance.choice(PIECES) for _ in range(chance.randint(1, 7)))

        lines = [f"{at}　{title()}" for at in range(1, 4)]
        lines += [f"（{at}）{title()}" for at in range(1, 4)]
        lines += [
            f"{chance.choice(['議案', '諮問', '認定', 'み総'])}第{at}号　{title()}" for at in range(1, 4)
        ]
        lines += ["配布資料", *(f"資料{at}　{title()}" for at in (1, 2))]
        body = chance.choice(["agriculture_committee", "privacy_council", "review_board", NEW_BODY])
        try:
            meeting = read(tmp_path, HEAD + "\n".join(lines), ROSTER, body).meeting
        except ClerkError:
            continue  # two cases of one number, or no title: refused before anything is written
        assert preparation(create(tmp_path / str(seed), meeting)) == meeting, seed
        made += 1
    assert made > 30


def test_officials_among_the_members_and_a_staff_heading_with_its_office(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("みなと市空家等対策協議会　委員名簿")
    rows = (
        ("区分", "職名", "氏名", "備考"),
        ("学識経験者", "みなと大学教授", "貴　　昭彦", "会長"),
        ("利用者代表", "体育協会理事", "チェ　ジウ", ""),
        ("市職員", "総務部長", "茗荷谷　学", ""),
    )
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, typed in zip(table.add_row().cells, row, strict=True):
            cell.text = typed
    for line in ("事務局（総務部住宅課）", "住宅課長　五百旗頭　進　　同主査　砂金　遥"):
        document.add_paragraph(line)
    roster = tmp_path / "名簿.docx"
    document.save(str(roster))
    paper = tmp_path / "次第.txt"
    paper.write_text(f"{HEAD}１　開会\n２　計画について\n", encoding="utf-8")
    meeting = proposed(NewMeetingRequest(body=NEW_BODY, files=(paper,), roster=roster)).meeting
    assert [person.name for person in meeting.voters] == ["貴", "チェ", "茗荷谷"]
    assert meeting.people[2].section == "市職員"
    assert people(meeting)[3:] == ["五百旗頭/進/住宅課長//", "砂金/遥/住宅課主査//"]


def test_hours_within_a_topic_and_parts_of_a_notice_are_no_topics(tmp_path: Path) -> None:
    lines = (
        "令和9年2月9日（火）本会議終了後\n議題\n　１　処分の審議\n　　　　14:30～　審査請求人\n　　　　15:00～　処分庁\n"
        "　２　計画について\n"
    )
    found = read(tmp_path, "みなと市行政不服審査会（第一部会）　次第\n" + lines)
    assert found.meeting.profile.body == "みなと市行政不服審査会（第一部会）"
    assert agenda(found.meeting) == ["処分の審議", "計画について"]
    assert any("本会議終了後" in doubt for doubt in found.doubts)


def test_names_in_two_columns_below_one_heading(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in (("区分", "氏名", "", "備考"), ("1号委員", "蔵王", "重吉", "会長"), ("2号委員", "小林", "一", "")):
        sheet.append(row)
    sheet.merge_cells("B1:C1")
    roster = tmp_path / "名簿.xlsx"
    book.save(roster)
    paper = tmp_path / "次第.txt"
    paper.write_text(f"{HEAD}１　開会\n２　計画（案）について（諮問第3号）　資料２\n", encoding="utf-8")
    meeting = proposed(NewMeetingRequest(body=NEW_BODY, files=(paper,), roster=roster)).meeting
    assert [(person.name, person.given) for person in meeting.people] == [("蔵王", "重吉"), ("小林", "一")]
    assert agenda(meeting) == ["諮問第3号　計画（案）について"]
    assert [material.title for material in meeting.materials] == ["資料２"]
