"""What the clerk's files hold (ファイルの取りまとめ): people, agenda items and cases, from all sheets of all files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.profile import Profile

from .agenda_docx import read_paper
from .columns import Columns, find_table, plain
from .entries import Entry, read_entries
from .headings import AGENDA, ROSTER, Field, Table
from .people_rows import Listed, read_people
from .problems import FileProblems, Problem
from .schedule import Schedule
from .sheets import Sheet, read_sheets
from .sheets.grid import column_number


class Gathered(Struct, frozen=True):
    """All that was found."""

    listed: Listed
    entries: tuple[Entry, ...]
    items: tuple[str, ...]
    """Of a 次第; empty: no file has one."""
    occasion: Schedule
    tables: tuple[Columns, ...]
    """Where each thing was read from."""


def gather(
    files: Sequence[Path],
    roster: Path | None,
    profile: Profile,
    said: Mapping[Field, str],
    remembered: Mapping[Field, str],
) -> Gathered:
    """Read all files; nothing of them is kept where one is wrong.

    Args:
        files: agendas; each may hold the roster as well.
        roster: in a file of its own.
        profile: of the body.
        said: corrections of columns for these files.
        remembered: corrections that were said before, where they still fit.

    Raises:
        FileProblems: everything that is wrong in any of them.
    """
    reading = _Reading(profile, {**remembered, **said})
    for path in files:
        reading.file(path, (AGENDA, ROSTER))
    if roster is not None:
        reading.file(roster, (ROSTER,))
    reading.check(said)
    if reading.problems:
        raise FileProblems(reading.problems)
    return Gathered(
        reading.listed, tuple(reading.entries), reading.items, reading.occasion, tuple(reading.tables)
    )


class _Reading:
    """The files so far, with what is wrong in them."""

    def __init__(self, profile: Profile, said: Mapping[Field, str]) -> None:
        self.profile = profile
        self.said = said
        self.listed = Listed({})
        self.entries: list[Entry] = []
        self.items: tuple[str, ...] = ()
        self.occasion = Schedule()
        self.tables: list[Columns] = []
        self.problems: list[Problem] = []

    def file(self, path: Path, kinds: Sequence[Table]) -> None:
        try:
            sheets = read_sheets(path)
        except FileProblems as faults:
            self.problems += faults.problems
            return
        before = len(self.tables), len(self.problems), len(self.entries)
        for sheet in sheets:
            try:
                columns = find_table(sheet, kinds, self.said)
            except FileProblems as faults:
                self.problems += faults.problems
                continue
            if columns is not None:
                self.table(columns)
        if path.suffix.lower() == ".docx" and AGENDA in kinds:
            paper = read_paper(path, sheets[-1], self.profile)
            self.items = self.items or paper.items
            self.occasion = self.occasion.over(paper.occasion)
            # Where the cases stand in a table, the lines only mention them.
            if len(self.entries) == before[2]:
                self.entries += paper.entries
            if paper.items:
                return
        if (len(self.tables), len(self.problems), len(self.entries)) == before:
            self.nothing_found(sheets[0], kinds)

    def table(self, columns: Columns) -> None:
        if columns.table is ROSTER:
            self.listed, problems = read_people(columns, self.profile, self.listed.lists)
        else:
            entries, problems = read_entries(columns, self.profile.notation)
            if Field.NUMBER not in columns and not entries:
                return  # 「日程・内容・担当」: a table of something else
            self.entries += entries
        self.tables.append(columns)
        self.problems += problems

    def check(self, said: Mapping[Field, str]) -> None:
        """A heading that the clerk has just named must stand somewhere; a remembered one need not."""
        for field, where in said.items():
            if column_number(where) is None and not any(
                plain(columns.head(field)) == plain(where) for columns in self.tables
            ):
                message = (
                    f"「{where}」という見出しの列がありません。{field}=C のように列の記号で指定してください。"
                )
                self.problems += [
                    columns.sheet.problem(columns.heading, message) for columns in self.tables[:1]
                ]

    def nothing_found(self, sheet: Sheet, kinds: Sequence[Table]) -> None:
        """Say what was seen instead, so that the clerk can point at the column."""
        field, what = (Field.TITLE, "案件") if AGENDA in kinds else (Field.NAME, "名簿")
        row = max(sheet.rows, key=lambda row: len(sheet.columns(row)))
        seen = "、".join(sheet.text(row, column) for column in sheet.columns(row)[:6])
        message = (
            f"{what}の表の見出し（「{field}」など）が見つかりません。"
            f"見えたのは「{seen[:60]}」です。見出しを足すか、列を指定してください（--column {field}=B）。"
        )
        self.problems.append(sheet.problem(row, message))
