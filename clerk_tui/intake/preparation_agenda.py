"""The cases and groups of ``preparation.toml`` (案件と案件群): each case once, each in one group, no number unknown."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import AgendaItem, Case, Group, Person
from clerk_tui.domain.notation import Notation

from .people import people_by_name
from .positions import Key
from .problems import maybe
from .toml import Row, Source, Table
from .typed import read_struct


class AgendaReader:
    """Cases and groups: a group lists its cases itself, or names by number those of one list for the meeting."""

    def __init__(
        self, root: Table, notation: Notation, people: Sequence[Person], items: Sequence[AgendaItem]
    ) -> None:
        self.root = root
        self.source: Source = root.source
        self.notation = notation
        self.people = people_by_name(people)
        self.items = dict.fromkeys(item.number for item in items)
        self.found: dict[CaseId, Case] = {}
        self.written: dict[CaseId, Key] = {}
        """Where each stands in the file."""
        self.placed: dict[CaseId, Key] = {}
        """In which group."""

    def read(self) -> tuple[tuple[Case, ...], tuple[Group, ...]]:
        """The cases in the order of the case table, and the groups in the order of the agenda."""
        common = self.cases(self.root)
        groups: dict[GroupId, Group] = {}
        for index, table in enumerate(self.root.tables("groups"), start=1):
            group = self.group(table, index)
            if group.id in groups:
                table.problem(f"案件群の id「{group.id}」が二つあります。別の id にしてください。", "id")
            groups[group.id] = group
        for case in common:
            if case not in self.placed:
                self.source.problem(
                    self.written[case],
                    f"{self.notation.label(case)}がどの案件群にも入っていません。[[groups]] の numbers に加えてください。",
                )
        return tuple(self.found.values()), tuple(groups.values())

    def group(self, table: Table, index: int) -> Group:
        given = {
            "cases": self.group_cases(table),
            "explainers": self.explainers(table),
            "item": self.item(table),
        }
        usual = Group(GroupId(str(index)), ())
        group = read_struct(table, Group, usual, given=given, filled=("id",))
        if not group.cases and not group.heading and not ({"cases", "numbers"} & table.data.keys()):
            table.problem("案件も見出しもありません。cases か heading を書いてください。")
        return group

    def cases(self, table: Table) -> tuple[CaseId, ...]:
        """The cases that a list defines."""
        ids: list[CaseId] = []
        for row in table.rows("cases", width=2):
            case = self.case(row)
            if case is None:
                continue
            if case.id in self.found:
                line = self.source.lines.get(self.written[case.id])
                name = self.notation.label(case.id)
                message = f"{name}が二度あります（もう一つは{line}行目）。番号を直すか、一つにしてください。"
                self.source.problem(row.key, message)
                continue
            self.found[case.id] = case
            self.written[case.id] = row.key
            ids.append(case.id)
        return tuple(ids)

    def case(self, row: Table | Row) -> Case | None:
        """The case in a row; None where its number cannot be read."""
        if isinstance(row, Row):
            number, title = row.cells[0].strip(), row.cells[1].strip()
            if not title:
                self.source.problem(row.key, f"「{number}」の件名が空です。件名を書いてください。")
            case_id = self.single(number, row.key)
            return Case(case_id, title) if case_id else None
        number = row.word("number", required=True)
        found = self.single(number, (*row.key, "number")) if number else None
        case = read_struct(row, Case, given={"id": found or CaseId("", 0)}, required=("title",))
        return case if found else None

    def single(self, text: str, key: Key) -> CaseId | None:
        cases = self.parsed(text, key)
        if len(cases) > 1:
            message = f"「{text}」は{len(cases)}件になります。一行に一件ずつ、件名と並べて書いてください。"
            self.source.problem(key, message)
            return None
        return cases[0] if cases else None

    def parsed(self, text: str, key: Key) -> tuple[CaseId, ...]:
        try:
            return self.notation.parse(text)
        except NotationError as error:
            self.source.problem(key, str(error))
            return ()

    def group_cases(self, table: Table) -> tuple[CaseId, ...]:
        """The cases of a group, defined there or named by number."""
        if "numbers" in table and "cases" in table:
            table.problem("cases と numbers の両方があります。どちらか一方にしてください。", "numbers")
        cases = list(self.cases(table))
        for index, text in enumerate(table.texts("numbers")):
            key = (*table.key, "numbers", index)
            named = self.parsed(text, key)
            missing = [case for case in named if case not in self.found]
            if missing:
                where = self.notation.heading(missing)
                self.source.problem(
                    key, f"{where}は「cases」にありません。番号を直すか、案件を足してください。"
                )
            cases += [case for case in named if case in self.found]
        for case in cases:
            if case in self.placed:
                line = self.source.lines.get(self.placed[case])
                name = self.notation.label(case)
                message = f"{name}はほかの案件群（{line}行目）にもあります。一つにしてください。"
                table.problem(message)
            self.placed.setdefault(case, table.key)
        return tuple(dict.fromkeys(cases))

    def explainers(self, table: Table) -> tuple[PersonId, ...]:
        found: list[PersonId] = []
        for index, typed in enumerate(table.texts("explainer")):
            matches = self.people.get(typed.strip(), ())
            if len(matches) == 1:
                found.append(matches[0].id)
                continue
            table.problem(_whom(typed, matches, self.people), "explainer", index)
        return tuple(dict.fromkeys(found))

    def item(self, table: Table) -> int | None:
        number = table.number("item")
        if number is not None and number not in self.items:
            known = "、".join(map(str, self.items)) or "なし"
            table.problem(
                f"次第に{number}番の項目がありません（今あるのは {known}）。「items」と番号を合わせてください。",
                "item",
            )
        return number


def _whom(typed: str, matches: Sequence[Person], people: Collection[str]) -> str:
    if matches:
        choices = "、".join(f"「{person.id}」" for person in matches)
        return f"説明者「{typed}」に当たる人が{len(matches)}人います。{choices}のどれかを書いてください。"
    return f"説明者「{typed}」が名簿にありません。{maybe(typed, people)}名簿に足すか、名前を直してください。"
