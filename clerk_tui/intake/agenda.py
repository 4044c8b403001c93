"""The agenda of a preparation (次第・案件): items, cases and the groups in which they are explained.

A group lists its cases itself (``cases``), or names by number (``numbers``) those of one list for the whole
meeting, whose order is then that of the case table.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import AgendaItem, Case, CaseOrigin, Group, Person
from clerk_tui.domain.notation import Notation

from .messages import maybe
from .positions import Key
from .roster import people_by_name
from .toml import Row, Source, Table

_ORIGINS = {origin.value: origin for origin in CaseOrigin}


def read_items(root: Table) -> tuple[AgendaItem, ...]:
    """The items, numbered as they come unless the file numbers them."""
    items: dict[int, AgendaItem] = {}
    for index, row in enumerate(root.rows("items", texts=True), start=1):
        if isinstance(row, Row):
            item = AgendaItem(index, row.cells[0].strip())
            if not item.title:
                root.source.problem(row.key, "次第の項目が空です。題を書くか、消してください。")
        else:
            number = row.number("number")
            item = AgendaItem(index if number is None else number, row.word("title", required=True))
        if item.number in items:
            root.source.problem(row.key, f"次第の{item.number}番が二つあります。番号を直してください。")
        items[item.number] = item
    return tuple(items.values())


def read_agenda(
    root: Table, notation: Notation, people: Sequence[Person], items: Sequence[AgendaItem]
) -> tuple[tuple[Case, ...], tuple[Group, ...]]:
    """The cases in the order of the case table, and the groups in the order of the agenda."""
    reader = _Agenda(root.source, notation)
    common = reader.cases(root)
    names = people_by_name(people)
    numbers = dict.fromkeys(item.number for item in items)
    placed: dict[CaseId, Key] = {}
    groups: dict[GroupId, Group] = {}
    for index, table in enumerate(root.tables("groups"), start=1):
        group = Group(
            GroupId(table.word("id") or str(index)),
            reader.group_cases(table, placed),
            table.word("office"),
            _explainers(table, names),
            table.word("heading"),
            _item(table, numbers),
        )
        if not group.cases and not group.heading and not ({"cases", "numbers"} & table.data.keys()):
            table.problem("案件も見出しもありません。cases か heading を書いてください。")
        if group.id in groups:
            table.problem(f"案件群の id「{group.id}」が二つあります。別の id にしてください。", "id")
        groups[group.id] = group
    for case in common:
        if case not in placed:
            root.source.problem(
                reader.written[case],
                f"{notation.label(case)}がどの案件群にも入っていません。[[groups]] の numbers に加えてください。",
            )
    return tuple(reader.found.values()), tuple(groups.values())


class _Agenda:
    """The cases met so far."""

    def __init__(self, source: Source, notation: Notation) -> None:
        self.source = source
        self.notation = notation
        self.found: dict[CaseId, Case] = {}
        self.written: dict[CaseId, Key] = {}
        """Where each stands in the file."""

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
        title = row.word("title", required=True)
        origin = row.choice("origin", _ORIGINS, CaseOrigin.PLANNED)
        received, referred_to, reported = row.word("received"), row.word("referred_to"), row.word("reported")
        case_id = self.single(number, (*row.key, "number")) if number else None
        return Case(case_id, title, origin, received, referred_to, reported) if case_id else None

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

    def group_cases(self, table: Table, placed: dict[CaseId, Key]) -> tuple[CaseId, ...]:
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
            if case in placed:
                line = self.source.lines.get(placed[case])
                name = self.notation.label(case)
                message = f"{name}はほかの案件群（{line}行目）にもあります。一つにしてください。"
                table.problem(message)
            placed.setdefault(case, table.key)
        return tuple(dict.fromkeys(cases))


def _explainers(table: Table, people: Mapping[str, tuple[Person, ...]]) -> tuple[PersonId, ...]:
    found: list[PersonId] = []
    for index, typed in enumerate(table.texts("explainer")):
        matches = people.get(typed.strip(), ())
        if len(matches) == 1:
            found.append(matches[0].id)
            continue
        if matches:
            choices = "、".join(f"「{person.id}」" for person in matches)
            message = (
                f"説明者「{typed}」に当たる人が{len(matches)}人います。{choices}のどれかを書いてください。"
            )
        else:
            near = maybe(typed, people)
            message = f"説明者「{typed}」が名簿にありません。{near}名簿に足すか、名前を直してください。"
        table.problem(message, "explainer", index)
    return tuple(dict.fromkeys(found))


def _item(table: Table, items: Collection[int]) -> int | None:
    number = table.number("item")
    if number is not None and number not in items:
        known = "、".join(map(str, items)) or "なし"
        table.problem(
            f"次第に{number}番の項目がありません（今あるのは {known}）。「items」と番号を合わせてください。",
            "item",
        )
    return number
