"""Build ``templates/privacy_council/sample/案件一覧.xlsx``: the list of cases and the roster as a clerk has them.

    python scripts/make_example.py [FILE]

The same cases and people as the sample preparation, in a workbook with a title, merged cells and two sheets.
"""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font

from clerk_tui import profile as profiles
from clerk_tui.domain.meeting import Meeting
from clerk_tui.intake.preparation import read_preparation

SAMPLE = Path(__file__).resolve().parents[1] / "templates" / "privacy_council" / "sample"
TARGET = SAMPLE / "案件一覧.xlsx"
_LISTS = {"会長": "委員", "委員": "委員", "説明員": "説明員", "事務局": "事務局"}
_DAY = datetime(2026, 9, 1)  # noqa: DTZ001 - a workbook's properties have no zone


def build(target: Path) -> None:
    """Write the workbook; equal content, whenever it is made."""
    meeting = read_preparation(SAMPLE, profiles)
    book = openpyxl.Workbook()
    book.properties.creator = ""
    book.properties.created = book.properties.modified = _DAY
    _cases(book.active, meeting)
    _people(book.create_sheet("名簿"), meeting)
    book.save(target)


def _cases(sheet, meeting: Meeting) -> None:  # type: ignore[no-untyped-def]
    sheet.title = "案件一覧"
    sheet.append(["　".join(meeting.title[:1]) + "　報告・諮問事項一覧"])
    sheet.merge_cells("A1:E1")
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append([])
    sheet.append(["種別", "番号", "件名", "所管課", "説明者"])
    names = {person.id: f"{person.name}　{person.post}" for person in meeting.people}
    for group in meeting.groups:
        first = sheet.max_row + 1
        for case_id in group.cases:
            case = meeting.case(case_id)
            explainers = "、".join(names[person] for person in group.explainers)
            sheet.append(
                [case_id.kind, f"第{case_id.number}号", case.title if case else "", group.office, explainers]
            )
        if sheet.max_row > first:
            for column in "DE":
                sheet.merge_cells(f"{column}{first}:{column}{sheet.max_row}")
    _looks(sheet, 3, (8, 10, 60, 20, 30))


def _people(sheet, meeting: Meeting) -> None:  # type: ignore[no-untyped-def]
    sheet.append(["区分", "氏名", "ふりがな", "役職", "所属", "選出区分"])
    for person in meeting.people:
        standing = str(meeting.role_of(person).standing)
        name = f"{person.name}　{person.given}" if person.given else person.name
        sheet.append(
            [_LISTS.get(standing, standing), name, person.reading, person.post, person.office, person.section]
        )
    _looks(sheet, 1, (10, 16, 16, 24, 20, 16))


def _looks(sheet, head: int, widths: tuple[int, ...]) -> None:  # type: ignore[no-untyped-def]
    for cell in sheet[head]:
        cell.font = Font(bold=True)
    for letter, width in zip("ABCDEF", widths, strict=False):
        sheet.column_dimensions[letter].width = width


if __name__ == "__main__":
    build(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET)
