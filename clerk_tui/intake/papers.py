"""What the clerk's papers hold (紙の読取り): people, items, cases, topics and papers, from all sheets of all files."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.meeting import Material
from clerk_tui.domain.moments import find_days
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.text import NUMBER

from .agenda_entries import AgendaItemRead
from .agenda_lines import LineReader
from .agenda_table import AgendaEntry, TableReader
from .agenda_words import BARE_CEREMONY, kind_of_mark, unspread
from .case_numbers import CaseNumbers
from .column_words import AGENDA, ROSTER, Field, TableKind
from .columns import Columns, find_tables, plain
from .lines import LineKind, PlacedLine, Where, short
from .material_list import is_paper
from .people import heading_named, is_organisation, unwrapped
from .problems import FileProblems, Problem
from .roster import RosterReader
from .roster_terms import Roster
from .row_lines import apart, line_of, pairs_of, roster_within, row_text
from .schedule import Origin, Schedule
from .sheets import Paragraph, Sheet, read_blocks
from .sheets.grid import column_number, letters
from .text_table import with_text_tables

_ELSEWHERE = re.compile(
    "前回|前年|過去|記入例|入力例|見本|作業|メモ|下書き|年度分$|昨年|^旧|旧委員|旧名簿|前任"
)
"""Names of sheets that hold another meeting's papers, or nobody's."""
_OF_ROSTER = re.compile("名簿|任期")
_NAMED_ROSTER = re.compile("名簿|構成員|委員一覧|出席者|委員表")
_NAMED_AGENDA = re.compile("次第|日程|議案|案件|議題|諮問|通知|資料")
"""Names of files: a roster that is picked beside the agenda is no agenda, whatever its lines look like."""


class Papers(Struct, frozen=True):
    """All that was found."""

    profile: Profile
    """Of the body, with the kinds of case that the papers have beyond it."""
    roster: Roster = field(default_factory=Roster)
    entries: tuple[AgendaEntry, ...] = ()
    items: tuple[AgendaItemRead, ...] = ()
    materials: tuple[Material, ...] = ()
    schedule: Schedule = field(default_factory=Schedule)
    body: str = ""
    """The name of the body, as the papers have it."""
    tables: tuple[Columns, ...] = ()
    """Where each thing was read from."""
    lines: tuple[PlacedLine, ...] = ()
    """Every line of every paper, with what became of it."""
    doubts: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    closed: str = ""
    """Why the whole meeting is closed; empty: it is not."""
    people_only: bool = False
    """Whether there was but a roster."""


def read_papers(
    files: Sequence[Path],
    roster: Path | None,
    profile: Profile,
    *,
    title: str = "",
    day: date | None = None,
    said: Mapping[Field, str],
    remembered: Mapping[Field, str],
) -> Papers:
    """Read all files; nothing of them is kept where one is wrong.

    Args:
        files: agendas; each may hold the roster as well.
        roster: in a file of its own.
        profile: of the body.
        title: of the meeting, as far as the clerk has said it; tells it apart in a list for the whole year.
        day: likewise.
        said: corrections of columns for these files.
        remembered: corrections that were said before, where they still fit.

    Raises:
        FileProblems: everything that is wrong in any of them.
    """
    reading = _Reading(profile, title, {**remembered, **said})
    reading.apart = roster is not None or any(_NAMED_ROSTER.search(path.stem) for path in files)
    for path in files:
        only_roster = _NAMED_ROSTER.search(path.stem) and not _NAMED_AGENDA.search(path.stem)
        reading.file(path, (ROSTER,) if only_roster else (AGENDA, ROSTER))
    if roster is not None:
        reading.file(roster, (ROSTER,))
    reading.check(said)
    if reading.problems or reading.people.problems:
        raise FileProblems([*reading.problems, *reading.people.problems])
    return replace(reading.papers(day), people_only=not files)


class _Reading:
    """The files so far, with what is wrong in them."""

    def __init__(self, profile: Profile, title: str, said: Mapping[Field, str]) -> None:
        self.title = title
        self.apart = False
        """Whether the roster comes in a file of its own."""
        self.said = said
        self.numbers = CaseNumbers(profile)
        self.agenda = LineReader(self.numbers)
        self.people = RosterReader(profile)
        self.tables: list[Columns] = []
        self.dates: set[str] = set()
        self.placed: list[PlacedLine] = []
        self.problems: list[Problem] = []
        self.doubts: list[str] = []
        self.notes: list[str] = []

    def papers(self, day: date | None) -> Papers:
        self.agenda.end()
        schedule = self.agenda.head.schedule
        days = {each.date for text in self.dates for each in find_days(text) if each.date}
        if len(days) == 1:
            schedule = schedule.over(Schedule.known(Origin.READ, day=days.pop()))
        roster = self.people.roster(day or schedule.date)
        roster = replace(roster, counted=(*roster.counted, *self.agenda.counted))
        return Papers(
            self.numbers.profile,
            roster,
            tuple(entry for _, entry in self.agenda.entries),
            tuple(self.agenda.items),
            tuple(self.agenda.materials.found),
            schedule,
            self.agenda.head.body,
            tuple(self.tables),
            (*self.agenda.placed, *self.placed, *self.people.placed),
            (
                *self.agenda.head.doubts,
                *self.agenda.doubts,
                *self.numbers.doubts,
                *self.doubts,
                *roster.doubts,
            ),
            tuple(dict.fromkeys((*self.notes, *self.agenda.notes, *roster.notes))),
            self.agenda.closed,
        )

    # -- one file

    def file(self, path: Path, kinds: Sequence[TableKind]) -> None:
        try:
            blocks = with_text_tables(read_blocks(path))
        except FileProblems as faults:
            self.problems += faults.problems
            return
        before = self.found()
        parts: list[Columns | Paragraph] = []
        for block in blocks:
            if isinstance(block, Sheet):
                parts += self.sheet(block, kinds)
            else:
                parts.append(block)
        if AGENDA in kinds:
            self.agenda.learn([part for part in parts if isinstance(part, Paragraph)])
        tables = [part for part in parts if isinstance(part, Columns)]
        rosters = {each.sheet.name for each in tables if each.table is ROSTER} - {
            each.sheet.name for each in tables if each.table is AGENDA
        }
        listed = any(each.table is ROSTER for each in tables)
        present = roster_within(parts) if AGENDA in kinds and not listed and not self.apart else range(0)
        for at, part in enumerate(parts):
            rosters_read = listed and any(each.table is ROSTER for each in tables if each in parts[:at])
            if at in present and isinstance(part, Paragraph):
                self.people.line(part)
            elif isinstance(part, Columns):
                self.table(part)
            elif AGENDA in kinds and self.heads_roster(part, parts[at + 1 : at + 2]):
                self.placed.append(
                    PlacedLine(Where(part.file, part.number, part.sheet), part.text.strip(), LineKind.HEADING)
                )
            elif rosters_read and self.people.begins_staff(part.text.strip()):
                self.people.line(part)  # 「事務局：こども部長　二瓶　修」 below the list
            elif AGENDA in kinds and not (part.sheet and part.sheet in rosters):
                self.agenda.line(part)
            elif AGENDA in kinds:
                # Beside a roster on a sheet of its own: its title and its term are no lines of the agenda.
                where, text = Where(part.file, part.number, part.sheet), part.text.strip()
                if not (_OF_ROSTER.search(text) and self.people.said(where, text)):
                    self.agenda.line(part)
            else:
                self.roster_line(part, listed)
        if self.found() == before:
            self.nothing_found(path, blocks, kinds)

    @staticmethod
    def heads_roster(line: Paragraph, after: Sequence[Columns | Paragraph]) -> bool:
        """Whether a line is but the heading of the roster that follows (「出席者名簿」)."""
        table = any(isinstance(each, Columns) and each.table is ROSTER for each in after)
        text = unspread(re.sub(r"[（(][^（()）]*[)）]", "", unwrapped(line.text)))
        return table and re.fullmatch(r"[^\s　]{0,10}(?:名簿|一覧|出席者|構成員|委員)", text) is not None

    def found(self) -> tuple[int, ...]:
        """How much has been found, and how much is wrong."""
        return (
            len(self.agenda.entries),
            len(self.agenda.items),
            sum(line.kind is LineKind.PERSON for line in self.people.placed),
            len(self.problems) + len(self.people.problems),
            len(self.agenda.materials.found),
            sum(line.kind is LineKind.ELSEWHERE for line in self.placed),
            # A letter that leaves the agenda to another paper tells when and where.
            sum(line.kind in (LineKind.MOMENT, LineKind.PLACE) for line in self.agenda.placed),
        )

    def sheet(self, sheet: Sheet, kinds: Sequence[TableKind]) -> list[Columns | Paragraph]:
        """The tables of a sheet, and each row outside of them as a line."""
        self.hidden(sheet)
        if _ELSEWHERE.search(sheet.name):
            self.placed += [
                PlacedLine(Where(sheet.file, row, sheet.name), row_text(sheet, row), LineKind.ELSEWHERE)
                for row in sheet.rows
            ]
            self.doubts.append(
                f"{sheet.file.name}のシート「{sheet.name}」は今回のものではなさそうなので、読みませんでした。"
                "読むならシートの名前を変えてください。"
            )
            return []
        try:
            tables = [self.numbered(table) for table in find_tables(sheet, kinds, self.said)]
        except FileProblems as faults:
            self.problems += faults.problems
            return []
        timetable: list[Columns] = []
        if tables and tables[0].table is AGENDA and not self.is_agenda(tables[0]):
            timetable, tables = tables[:1], tables[1:]
        parts: list[Columns | Paragraph] = []
        after = 0
        for columns in tables:
            if columns.first > after:
                lines = [row for row in sheet.rows if after < row < columns.first]
                over = [row for row in lines if row == columns.first - 1]
                named = [sheet.text(row, at) for row in over for at in sheet.columns(row)]
                if len(tables) > 1 and named and all(heading_named(text) for text in named):
                    # 「農業委員｜推進委員」 over lists side by side
                    headings, lines = {*over, *range(columns.first, columns.heading + 1)}, lines[:-1]
                elif columns.table is ROSTER and columns is not tables[0]:
                    headings, lines = {*lines[-1:], *range(columns.first, columns.heading + 1)}, lines[:-1]
                else:
                    headings = set(range(columns.first, columns.heading + 1))
                parts += self.lines_of(sheet, lines, timetable)
                self.placed += [
                    PlacedLine(Where(sheet.file, row, sheet.name), row_text(sheet, row), LineKind.HEADING)
                    for row in sheet.rows
                    if row in headings
                ]
            parts.append(columns)
            after = max(after, min(columns.until, max(sheet.rows)))
        if not tables:
            parts += self.lines_of(sheet, sheet.rows, timetable)
        return parts

    def lines_of(self, sheet: Sheet, rows: Sequence[int], timetable: Sequence[Columns]) -> list[Paragraph]:
        """Rows as lines of the paper; of a timetable (時間・内容・担当) the last column tells who, not what."""
        made: list[Paragraph] = []
        for row in rows:
            if pairs := pairs_of(sheet, row):
                made += (Paragraph(sheet.file, row, text, None, sheet.name) for text in pairs)
                continue
            columns = next((each for each in timetable if row in each.rows), None)
            line = line_of(sheet, row)
            for told in (Field.PAPER, Field.OFFICE, Field.EXPLAINER) if columns else ():
                who = columns.text(row, told).replace("\n", " ") if columns else ""
                # Who it is of stands behind what it is, perhaps before the papers (内容｜説明｜資料).
                before, found, behind = line.text.rpartition(f"　　{who}")
                if not who or not found or not before.strip() or (behind and behind[:1] not in " 　"):
                    continue
                paper = told is Field.PAPER
                if paper and is_paper(who):
                    continue  # the title points at it
                if paper:
                    line = replace(line, text=before + behind)
                    self.notes.append(f"{Where(sheet.file, row, sheet.name)}の資料「{short(who, 20)}」")
                    continue
                office = is_organisation(who) and who != "事務局"
                line = replace(line, text=f"{before}（{who}）{behind}" if office else before + behind)
                if not office:
                    self.notes.append(f"{Where(sheet.file, row, sheet.name)}の担当「{short(who, 20)}」")
            if columns is not None or not any(row == each.heading for each in timetable):
                made += apart(sheet, row, line)
            else:
                self.placed.append(
                    PlacedLine(Where(sheet.file, row, sheet.name), line.text, LineKind.HEADING)
                )
        return made

    def numbered(self, columns: Columns) -> Columns:
        """A list of cases with the column of their numbers, which its heading may call 「議案」: what stands in it tells."""
        if columns.table is not AGENDA or Field.NUMBER in columns or Field.ORDER in columns:
            return columns
        for column in columns.sheet.columns(columns.heading):
            texts = [text for row in columns.rows if (text := columns.sheet.text(row, column))]
            if column in columns.places.values() or not texts:
                continue
            head = columns.sheet.text(columns.heading, column)
            bare = all(re.fullmatch(rf"第\s*{NUMBER}\s*号", text) for text in texts)
            kinded = bare and (self.numbers.kind_of_heading(head) or self.numbers.kind_in(head))
            if kinded or all(found[0] and not found[1] for found in map(self.numbers.leading, texts)):
                return replace(columns, places={**columns.places, Field.NUMBER: column})
        return columns

    def is_agenda(self, columns: Columns) -> bool:
        """Whether a table with a column 件名 or 内容 is one of cases, and not one of something else (日程・内容・担当)."""
        titles = [columns.text(row, Field.TITLE) for row in columns.rows]
        numbers = {columns.text(row, Field.NUMBER) for row in columns.rows} - {""}
        of_lines = sum(bool(BARE_CEREMONY.fullmatch(unspread(title))) for title in titles) > 1
        if of_lines and numbers and all(kind_of_mark(f"{number}　x") for number in numbers):
            return False  # 「１｜開会」, 「２｜議題」, 「（１）｜…｜保育課｜資料１」: the lines of a 次第 in columns
        if Field.NUMBER in columns or Field.ORDER in columns:
            return True
        return any(self.numbers.leading(columns.text(row, Field.TITLE))[0] for row in columns.rows)

    def table(self, columns: Columns) -> None:
        self.tables.append(columns)
        if columns.table is ROSTER:
            columns = self.people.table(columns)
        else:
            reader = TableReader(columns, self.numbers, self.title or self.agenda.head.schedule.title)
            reader.read()
            self.agenda.table(reader.entries, reader.items)
            self.placed += reader.placed
            self.problems += reader.problems
            self.doubts += reader.doubts
            self.notes += reader.notes
            self.notes += self.agenda.materials.of_rows(reader.papers)
            self.dates |= reader.dates
        unused = columns.unused()
        if unused:
            name = columns.where(columns.heading)
            self.notes.append(f"{name}の列で使わなかったもの：{'、'.join(unused)}")

    def roster_line(self, paragraph: Paragraph, listed: bool) -> None:
        """A line of a file that holds nothing but a roster; ``listed``: in a table."""
        where, text = Where(paragraph.file, paragraph.number, paragraph.sheet), paragraph.text.strip()
        if not listed:
            self.people.line(paragraph)
        elif self.people.begins_list(where, text):
            return
        elif listed and (self.people.section != "members" or self.people.begins_staff(text)):
            self.people.line(paragraph)
        elif not self.people.said(where, text) and not self.people.comes_from(where, text):
            title = text.endswith(("会", "会議", "名簿", "表"))
            self.people.place(where, text, LineKind.HEADING if title else LineKind.UNREAD)

    def hidden(self, sheet: Sheet) -> None:
        for row, text in sheet.hidden_rows.items():
            line = PlacedLine(Where(sheet.file, row, sheet.name), text, LineKind.HIDDEN)
            self.placed.append(line)
            self.doubts.append(
                f"{line}は隠した行なので読みませんでした。入れるなら Excel で表示してください。"
            )
        for column, text in sheet.hidden_columns.items():
            self.notes.append(
                f"{sheet.file.name}の{letters(column)}列「{short(text, 20)}」は隠した列なので読みませんでした"
            )

    # -- what is wrong with all of them

    def check(self, said: Mapping[Field, str]) -> None:
        """A heading that the clerk has just named must stand somewhere; a remembered one need not."""
        for name, where in said.items():
            if column_number(where) is None and not any(
                plain(columns.head(name)) == plain(where) for columns in self.tables
            ):
                message = (
                    f"「{where}」という見出しの列がありません。{name}=C のように列の記号で指定してください。"
                )
                self.problems += [
                    columns.sheet.problem(columns.heading, message) for columns in self.tables[:1]
                ]

    def nothing_found(
        self, path: Path, blocks: Sequence[Sheet | Paragraph], kinds: Sequence[TableKind]
    ) -> None:
        """Say what was seen instead, so that the clerk can point at the column."""
        name, what = (Field.TITLE, "案件") if AGENDA in kinds else (Field.NAME, "名簿")
        sheet = next((block for block in blocks if isinstance(block, Sheet)), None)
        if sheet is None or not sheet.rows:
            message = f"{what}が読み取れません。{what}の行に番号か見出し（「{name}」など）があるか確かめてください。"
            self.problems.append(Problem(path, None, "", message))
            return
        row = max(sheet.rows, key=lambda row: len(sheet.columns(row)))
        seen = "、".join(sheet.text(row, column) for column in sheet.columns(row)[:6])
        message = (
            f"{what}の表の見出し（「{name}」など）が見つかりません。"
            f"見えたのは「{seen[:60]}」です。見出しを足すか、列を指定してください（--column {name}=B）。"
        )
        self.problems.append(sheet.problem(row, message))
