"""What a clerk has becomes the meeting: whatever the file, the headings, the width of the digits."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from books import CASES, HEAD, PEOPLE, both, paper, proposed, table, workbook

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.intake.column_words import Field

EXPECTED = ["報告第9号", "諮問第23号", "諮問第24号", "諮問第27号", "諮問第25号"]


def labels(meeting: Meeting) -> list[str]:
    return [meeting.profile.notation.label(case.id) for case in meeting.cases]


def test_a_workbook_with_agenda_and_roster(tmp_path: Path) -> None:
    proposal = proposed(both(tmp_path / "資料.xlsx"))
    meeting = proposal.meeting
    assert labels(meeting) == EXPECTED
    assert [(group.office, len(group.cases)) for group in meeting.groups] == [
        ("市民課", 4),
        ("子育て支援課", 1),
    ]
    assert [person.name for person in meeting.people] == ["水沢", "相原", "榎本", "鳥井", "白石", "村瀬"]
    assert [person.given for person in meeting.people][:2] == ["誠", "由美"]
    explainers = [str(person) for group in meeting.groups for person in group.explainers]
    assert ["鳥井" in explainers[0], "白石" in explainers[1]] == [True, True]
    assert "諮問第26号がありません。抜けていないか確かめてください。" in proposal.doubts
    assert any("諮問第24号・第27号の件名が同じです" in doubt for doubt in proposal.doubts)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_a_table_in_any_encoding(encoding: str, tmp_path: Path) -> None:
    meeting = proposed(table(tmp_path / "案件.csv", encoding=encoding)).meeting
    assert labels(meeting) == EXPECTED


def test_tabs_between_the_columns(tmp_path: Path) -> None:
    meeting = proposed(table(tmp_path / "案件.tsv", delimiter="\t")).meeting
    assert labels(meeting) == EXPECTED


def test_a_paper_with_a_table(tmp_path: Path) -> None:
    path = paper(
        tmp_path / "次第.docx",
        "令和8年度第3回みどり市情報公開・個人情報保護審議会　次第",
        "日時　令和8年10月14日（水）午後2時から午後4時まで",
        "場所　本庁舎4階 第2会議室",
        "1　前回会議録の確定",
        "2　報告・諮問事項",
        "3　その他",
        rows=CASES,
    )
    meeting = proposed(path, roster=workbook(tmp_path / "名簿.xlsx", ("名簿", PEOPLE))).meeting
    assert labels(meeting) == EXPECTED
    assert (meeting.date, meeting.starts, meeting.ends) == (date(2026, 10, 14), time(14), time(16))
    assert "第2会議室" in meeting.place
    assert [item.title for item in meeting.items][:2] == ["前回会議録の確定", "報告・諮問事項"]


def test_a_paper_with_the_cases_in_its_lines(tmp_path: Path) -> None:
    path = paper(
        tmp_path / "次第.docx",
        "令和8年度第3回審議会　次第",
        "1　前回会議録の確定",
        "2　諮問事項",
        "諮問第23号　書かない窓口の個人情報の項目について（市民課）",
        "諮問第25号　子育て相談の外部結合について（子育て支援課）",
    )
    assert labels(proposed(path).meeting) == ["諮問第23号", "諮問第25号"]


def merged(book: Any) -> None:
    sheet = book["諮問事項"]
    sheet.insert_rows(1, 3)
    sheet["A1"] = "令和8年度第3回　諮問事項一覧"
    sheet.merge_cells("A1:E1")
    sheet["A6"] = sheet["D6"] = sheet["E6"] = None
    sheet.merge_cells("A6:A7")
    sheet["A6"] = "諮問"
    sheet.merge_cells("D5:D7")
    sheet.merge_cells("E5:E7")


def test_merged_cells_and_headings_further_down(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("諮問事項", CASES), ("名簿", PEOPLE), after=merged)
    meeting = proposed(path).meeting
    assert labels(meeting) == EXPECTED
    assert [(group.office, len(group.cases)) for group in meeting.groups] == [
        ("市民課", 4),
        ("子育て支援課", 1),
    ]


@pytest.mark.parametrize(
    ("typed", "cases"),
    [
        ("第52号", [52]),
        ("第５２号", [52]),
        ("52", [52]),
        ("第五十二号", [52]),
        ("諮問第52号～第57号・第79号", [52, 53, 54, 55, 56, 57, 79]),
        ("52～54", [52, 53, 54]),
        ("第52号、第54号", [52, 54]),
        ("第52号及び第54号", [52, 54]),
    ],
)
def test_numbers_in_one_cell_open_into_their_cases(typed: str, cases: list[int], tmp_path: Path) -> None:
    rows = (HEAD, ("諮問", typed, "件名について", "市民課", ""))
    assert [case.id for case in proposed(table(tmp_path / "a.csv", rows)).meeting.cases] == [
        CaseId("諮問", number) for number in cases
    ]


@pytest.mark.parametrize(
    "head",
    [
        ("種別", "番号", "件名", "所管課", "説明者"),
        ("区分", "案件番号", "議題", "担当課", "説明員"),
        ("種類", "Ｎｏ．", "諮問事項", "主管課", "説明担当者"),
        ("案件種別", "諮 問 番 号", "案 件 名", "担当部署", "説明"),
    ],
)
def test_columns_are_found_by_their_synonyms(head: tuple[str, ...], tmp_path: Path) -> None:
    assert labels(proposed(table(tmp_path / "a.csv", (head, *CASES[1:]))).meeting) == EXPECTED


def test_sections_remarks_and_totals_are_no_cases(tmp_path: Path) -> None:
    rows = (
        ("番号", "件名", "所管課"),
        ("１　報告事項", "", ""),
        ("第9号", "混雑状況の配信について", "市民課"),
        ("２　諮問事項", "", ""),
        ("第23号", "個人情報の項目について", "市民課"),
        ("※第24号は取下げ", "", ""),
        ("合計", "2件", ""),
        ("", "閉会", ""),
    )
    assert labels(proposed(table(tmp_path / "a.csv", rows)).meeting) == ["報告第9号", "諮問第23号"]


def test_a_wrong_guess_is_corrected_by_heading_or_letter(tmp_path: Path) -> None:
    rows = (("番号", "略称", "正式な名前", "課"), ("諮問第5号", "略", "正式な件名について", "市民課"))
    path = table(tmp_path / "a.csv", rows)
    by_heading = proposed(path, columns={Field.TITLE: "正式な名前", Field.OFFICE: "課"})
    assert by_heading.meeting.cases[0].title == "正式な件名について"
    assert by_heading.meeting.groups[0].office == "市民課"
    assert proposed(path, columns={Field.TITLE: "C"}).meeting.cases[0].title == "正式な件名について"
    # What was said once is worth remembering by its heading, which stays where columns move.
    assert by_heading.columns[Field.TITLE] == "正式な名前"
    moved = (("番号", "正式な名前"), ("諮問第6号", "次の件名について"))
    again = proposed(table(tmp_path / "b.csv", moved), remembered=by_heading.columns)
    assert again.meeting.cases[0].title == "次の件名について"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (
            [("諮問", "第1号", "甲について", "市民課", ""), ("諮問", "第3号", "乙について", "市民課", "")],
            "諮問第2号がありません",
        ),
        (
            [("諮問", "第1号", "甲について", "市民課", ""), ("諮問", "第2号", "甲について", "市民課", "")],
            "件名が同じ",
        ),
        ([("諮問", "第1号", "甲について", "水道課", "")], "水道課の説明者が名簿にありません"),
        ([("諮問", "第1号", "甲について", "市民課", "鳥居")], "説明者「鳥居」が名簿にありません"),
    ],
)
def test_what_is_odd_is_pointed_out(rows: list[tuple[str, ...]], told: str, tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", ("案件", (HEAD, *rows)), ("名簿", PEOPLE))
    assert any(told in doubt for doubt in proposed(path).doubts)


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ([("委員", "白石　純", "", "", "", "")], "「白石」姓が2人います"),
        ([("事務局", "鳥井　実", "", "市民課長", "市民課", "")], "両方にいます"),
    ],
)
def test_people_who_could_be_confused_are_pointed_out(
    people: list[tuple[str, ...]], told: str, tmp_path: Path
) -> None:
    path = workbook(tmp_path / "a.xlsx", ("案件", CASES), ("名簿", (*PEOPLE, *people)))
    assert any(told in doubt for doubt in proposed(path).doubts)


def test_without_a_chair_it_says_so(tmp_path: Path) -> None:
    people = (PEOPLE[0], *PEOPLE[2:])
    path = workbook(tmp_path / "a.xlsx", ("案件", CASES), ("名簿", people))
    assert any("会長がいません" in doubt for doubt in proposed(path).doubts)
