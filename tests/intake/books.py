"""Files as a clerk has them: workbooks, tables, 次第; good ones, made small (取込みの見本)."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import openpyxl

from clerk_tui import profile as profiles
from clerk_tui.domain.profile import Profile
from clerk_tui.intake.proposal import MeetingPlan, Proposal, propose
from clerk_tui.profile import find, read_profile

Cells = Sequence[Sequence[object]]

HEAD = ("種別", "諮問番号", "件名", "所管課", "説明者")
CASES: Cells = (
    HEAD,
    ("報告", "第9号", "窓口の混雑状況の配信について", "市民課", "鳥井"),
    ("諮問", "第23号", "書かない窓口の個人情報の項目について", "市民課", "鳥井"),
    ("諮問", "第24号・第27号", "書かない窓口の外部委託について", "市民課", "鳥井"),
    ("諮問", "第25号", "子育て相談の外部結合について", "子育て支援課", "白石"),
)
PEOPLE: Cells = (
    ("区分", "氏名", "よみ", "役職", "所属", "選出区分"),
    ("委員", "水沢　誠", "みずさわ", "会長", "", "学識経験者"),
    ("委員", "相原　由美", "あいはら", "", "", "公募市民"),
    ("委員", "榎本　進", "えのもと", "", "", "団体推薦"),
    ("説明員", "鳥井　実", "とりい", "市民課長", "市民課", ""),
    ("説明員", "白石　薫", "しらいし", "子育て支援課長", "子育て支援課", ""),
    ("事務局", "村瀬　誠", "むらせ", "情報公開課長", "情報公開課", ""),
)


def profile() -> Profile:
    return read_profile(find("privacy_council"))


def proposed(*files: Path, **more: Any) -> Proposal:
    """What comes of the files."""
    from clerk_tui.intake.schedule import Origin, Schedule

    said = more.pop("said", Schedule.known(Origin.SAID, title="令和8年度第3回"))
    return propose(
        MeetingPlan(more.pop("profile", profile()), date(2026, 9, 1), said, files, **more), profiles
    )


def workbook(
    path: Path, *sheets: tuple[str, Cells], after: Callable[[Any], None] = lambda _book: None
) -> Path:
    """A workbook with these sheets."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    after(book)
    book.save(path)
    return path


def both(path: Path) -> Path:
    """Agenda and roster in one workbook."""
    return workbook(path, ("諮問事項", CASES), ("名簿", PEOPLE))


def table(path: Path, rows: Cells = CASES, encoding: str = "utf-8", delimiter: str = ",") -> Path:
    stream = io.StringIO()
    csv.writer(stream, delimiter=delimiter).writerows(rows)
    path.write_bytes(stream.getvalue().encode(encoding))
    return path


def paper(path: Path, *lines: str, rows: Cells = ()) -> Path:
    """A 次第 in Word: lines, then a table."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        made = document.add_table(rows=0, cols=len(rows[0]))
        for row in rows:
            for cell, text in zip(made.add_row().cells, row, strict=True):
                cell.text = str(text)
    document.save(str(path))
    return path
