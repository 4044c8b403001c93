"""Cases (案件): those a turn concerns, stances on them, cases added and put right."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.amendments import free_number
from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.commands import (
    AddCase,
    AddGroup,
    AddItem,
    Command,
    DeclareStance,
    DropCase,
    RetitleCase,
    TagCases,
    WithdrawStances,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, EntryId, GroupId
from clerk_tui.domain.labels import full_label, written_cases
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Meeting
from clerk_tui.domain.queries import block_cases, group_heading, named_cases
from clerk_tui.domain.record import Position, Speaker, State
from clerk_tui.recording.announcing import stances_of
from clerk_tui.support.cells import cells
from clerk_tui.tui.widgets.prose import Prose

from .asking import ConfirmDialog
from .base import CommandDialog, together
from .fields import Cycle, Field, Label, Line, Rows


def read_cases(meeting: Meeting, typed: str) -> tuple[CaseId, ...]:
    """The cases of a typed list; none where nothing is typed.

    Raises:
        NotationError: the list cannot be read, or names what is not on the agenda.
    """
    return meeting.profile.notation.read(typed, meeting.case_ids) if typed.strip() else ()


def case_row(meeting: Meeting, case: CaseId, chosen: Collection[CaseId]) -> Label:
    """One case with its mark."""
    found = meeting.case(case)
    mark = "［選］" if case in chosen else "［　］"
    return f"{mark}{meeting.profile.notation.label(case)}", found.title if found else ""


class CaseTagDialog(CommandDialog):
    """The line and the list show the same cases; whichever is changed, the other follows."""

    heading = "この発言が関係する案件"
    hint = "番号を打つか、↑↓ と Space で選ぶ（空欄は審議中の全部）　Enter 記録　Esc 戻る"

    def __init__(self, state: State, entry_id: EntryId | None) -> None:
        super().__init__(state)
        self._entry = entry_id
        turn = state.turn(entry_id) if entry_id else next(iter(reversed(state.turns)), None)
        self._before = turn.cases if turn else ()
        self._chosen = set(self._before)

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        yield Field("案件", Line(written_cases(meeting, self._before), "諮問11-12、報告3"))
        rows: Rows[CaseId] = Rows([(self._label(case), case) for case in meeting.case_ids])
        rows.add_class("gap")
        yield rows

    def command(self) -> TagCases:
        return TagCases(self._entry, read_cases(meeting_of(self.record), self.query_one(Line).value))

    def action_mark(self) -> None:
        rows: Rows[CaseId] = self.query_one(Rows)
        if rows.value is not None:
            self._chosen ^= {rows.value}
            self._mark()
            line = self.query_one(Line)
            with line.prevent(Input.Changed):
                line.value = written_cases(meeting_of(self.record), self._chosen)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Half a number is no error while it is being typed; Enter says what is wrong."""
        try:
            self._chosen = set(read_cases(meeting_of(self.record), event.value))
        except NotationError:
            return
        self._mark()

    def _mark(self) -> None:
        rows: Rows[CaseId] = self.query_one(Rows)
        for index, case in enumerate(rows.values):
            rows.relabel(index, self._label(case))

    def _label(self, case: CaseId) -> Label:
        return case_row(meeting_of(self.record), case, self._chosen)


_SHORT = {Position.FOR: "賛", Position.AGAINST: "反", Position.CONDITIONAL: "条"}


class Matrix(Struct, frozen=True):
    """Members × cases (態度の一覧)."""

    cases: tuple[CaseId, ...]
    rows: tuple[tuple[Speaker, tuple[str, ...]], ...]
    """Each member who declared anything, with a word for each case: 賛, 反, 条, or empty.

    One who changed position shows the last; （ ） where the speaker had named no case.
    """


def matrix(state: State, cases: Sequence[CaseId]) -> Matrix:
    """What has been declared about these cases, members in the order of first declaring."""
    found: dict[Speaker, dict[CaseId, str]] = {}
    for stance in state.stances:
        for case in stance.cases:
            if case in cases:
                word = _SHORT[stance.position]
                found.setdefault(stance.speaker, {})[case] = f"({word})" if stance.implicit else word
    rows = tuple((speaker, tuple(words.get(case, "") for case in cases)) for speaker, words in found.items())
    return Matrix(tuple(cases), rows)


class StanceDialog(CommandDialog):
    """The stances that the words declare are filled in, all of them where there are several; fields that are changed
    make one stance. Where the words name no case, the dialog says 「明言なし」 and asks.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+o", "withdraw", show=False)]

    heading = "態度の記録"
    hint = "←→ 態度を選ぶ　Tab 次の欄　F2（Ctrl+O）この発言の態度を取り消す　Enter 記録　Esc 戻る"

    def __init__(self, state: State, entry_id: EntryId | None) -> None:
        super().__init__(state)
        turn = state.turn(entry_id) if entry_id else next(iter(reversed(state.turns)), None)
        self._turn = turn
        self._scope = block_cases(state, turn) if turn else ()
        self._heard = stances_of(state, turn) if turn else ()
        if turn:
            self.heading = f"態度の記録：{full_label(meeting_of(state), turn.speaker, turn.capacity)}"

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        first = next(iter(self._heard), None)
        cases = first.cases if first else named_cases(meeting, self._turn) if self._turn else ()
        named = written_cases(meeting, cases)
        yield Prose(Content(self._turn.text.replace("\n", "") if self._turn else ""), classes="quoted")
        usual = list(Position).index(first.position) if first else 0
        positions: Cycle[Position] = Cycle([(str(position), position) for position in Position], usual)
        yield Field("態度", positions, classes="gap")
        yield Field("対象の案件", Line(named, "空欄は「明言なし」", id="cases"))
        yield Prose(Content(self._scope_text(named)), classes="scope")
        yield Field("条件・要望", Line(first.note if first else "", "条件・要望付きのとき", id="note"))
        if len(self._heard) > 1:
            told = "、".join(
                f"{each.position}（{written_cases(meeting, each.cases)}）" for each in self._heard
            )
            yield Prose(
                Content(f"読み取り：{told}。そのまま Enter を押すと全部を、直すとその一つだけを記録します。"), classes="gap"
            )
        yield from self._declared()

    def on_mount(self) -> None:
        self.query_one(Cycle).focus()

    def command(self) -> DeclareStance:
        if self._turn is None:
            raise Refused("態度を付ける発言がまだありません。")
        position: Cycle[Position] = self.query_one(Cycle)
        cases = read_cases(meeting_of(self.record), self.query_one("#cases", Line).value)
        note = self.query_one("#note", Line).value
        return DeclareStance(position.value, cases, self._turn.id, note, implicit=not cases)

    def accept(self) -> None:
        if len(self._heard) > 1 and not self.changed():
            self.propose(together(self._heard))
            return
        command = self.command()
        if command.cases:
            self.propose(command)
            return
        self.propose(
            command,
            f"どの案件への態度か、発言では明言されていません。審議中の全部への「{command.position}」としますか。",
        )

    def action_withdraw(self) -> None:
        if self._turn is not None:
            withdrawal = WithdrawStances(self._turn.id)
            self.attempting(lambda: self.propose(withdrawal))

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id == "cases":
            self.query_one(".scope", Static).update(Content(self._scope_text(event.value)))

    def _scope_text(self, typed: str) -> str:
        if typed.strip():
            return ""
        scope = written_cases(meeting_of(self.record), self._scope) or "なし"
        return f"明言なし：審議中の全部（{scope}）として記録し、点検に残します。"

    def _declared(self) -> ComposeResult:
        table = matrix(self.record, self._scope)
        if table.rows:
            heads = "".join(cells(_short(case), 6) for case in table.cases)
            yield Static(Content(f" {cells('これまでの態度', 22)}{heads}"), classes="heading")
            yield Rows([(self._row(speaker, words), speaker) for speaker, words in table.rows])

    def _row(self, speaker: Speaker, words: Sequence[str]) -> str:
        name = full_label(meeting_of(self.record), speaker)
        return f"{cells(name, 22)}{''.join(cells(word or '・', 6) for word in words)}"


def _short(case: CaseId) -> str:
    """The head of a narrow column: 諮52, 議5の2."""
    return f"{case.kind[:1]}{case.number}" + (f"の{case.branch}" if case.branch else "")


_NEW = None


def fresh_group(meeting: Meeting) -> GroupId:
    """An id that no group has."""
    taken = {group.id for group in meeting.groups}
    count = 1
    while (candidate := GroupId(f"追加{count}")) in taken:
        count += 1
    return candidate


def case_id(meeting: Meeting, kind: str, typed: str) -> CaseId:
    """The case of a number as typed: 17, １７, 第17号, 17の2; a kind that is typed goes before the chosen one.

    Raises:
        Refused: it is no number, or more than one.
    """
    try:
        found = meeting.profile.notation.parse(typed, kind)
    except NotationError:
        found = ()
    if len(found) != 1:
        raise Refused(f"「{typed.strip()}」を案件番号として読めません。「17」のように数字で入れてください。")
    return found[0]


def added(
    meeting: Meeting,
    case: Case | None,
    into: GroupId | None,
    *,
    title: str,
    after: CaseId | None,
    office: str,
) -> AddCase | AddGroup:
    """The case into a group, or a group of its own; without a case, an item that has only a title.

    Raises:
        Refused: a case without a number cannot go into a group of cases.
    """
    if into is not None:
        if case is None:
            raise Refused("案件番号を入れてください。番号のない議題は、入れる先を「新しい案件群」にします。")
        return AddCase(case, into, after)
    new = fresh_group(meeting)
    if case is None:
        if not title.strip():
            raise Refused("案件番号か、議題の件名を入れてください。")
        return AddGroup(Group(new, (), office.strip(), heading=title.strip()))
    return AddGroup(Group(new, (case.id,), office.strip()), (case,))


def added_item(meeting: Meeting, mark: str, title: str) -> AddItem:
    """An item for what is added, behind the last one that is taken up and among those that it stands among."""
    last = next((item for group in reversed(meeting.groups) if (item := meeting.item(group.item))), None)
    beside = last if last and (last.mark or last.under is not None) else None
    return AddItem(
        title,
        mark,
        beside.under if beside else None,
        beside.number if beside else None,
        free_number(meeting),
    )


class AddCaseDialog(CommandDialog):
    """Kind, number, title, and where it goes."""

    heading = "案件・議題の追加"
    hint = "Tab 次の欄　←→ 選ぶ　Enter 追加　Esc 戻る"

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        origins = (CaseOrigin.ADDED, CaseOrigin.CARRIED, CaseOrigin.REFERRED, CaseOrigin.EXECUTIVE)
        groups = [(f"{group_heading(meeting, group)} {group.office}", group.id) for group in meeting.groups]
        yield Field("番号", Line(placeholder="17（番号のない議題は空欄）", id="number"))
        yield Field("種別", Cycle([(kind, kind) for kind in meeting.profile.kind_names], id="kind"))
        yield Field("件名", Line(id="title"))
        yield Field("入れる先", Cycle([("新しい案件群", _NEW), *groups], id="group"), classes="gap")
        yield Field("位置", Cycle([("最後", _NEW)], id="after"))
        yield Field("経緯", Cycle([(str(origin), origin) for origin in origins], id="origin"))
        yield Field("所管課", Line(placeholder="新しい案件群のとき", id="office"))
        yield Field("日程の番号", Line(placeholder="追加日程第1（次第に載せる新しい案件群のとき）", id="mark"))

    def command(self) -> Command | None:
        meeting = meeting_of(self.record)
        typed, title, office, mark = (
            self.query_one(f"#{name}", Line).value.strip() for name in ("number", "title", "office", "mark")
        )
        kind: Cycle[str] = self.query_one("#kind", Cycle)
        group: Cycle[GroupId | None] = self.query_one("#group", Cycle)
        after: Cycle[CaseId | None] = self.query_one("#after", Cycle)
        origin: Cycle[CaseOrigin] = self.query_one("#origin", Cycle)
        case = Case(case_id(meeting, kind.value, typed), title, origin.value) if typed else None
        made = added(meeting, case, group.value, title=title, after=after.value, office=office)
        if not mark:
            return made
        if not isinstance(made, AddGroup):
            raise Refused("日程の番号は、新しい案件群のときだけ入れられます。入れる先を直すか、消してください。")
        item = added_item(meeting, mark, "" if case else title)
        return together([item, replace(made, group=replace(made.group, item=item.number))])

    def on_cycle_changed(self, event: Cycle.Changed) -> None:
        if event.cycle.id == "group":
            group: Cycle[GroupId | None] = self.query_one("#group", Cycle)
            meeting = meeting_of(self.record)
            found = meeting.group(group.value) if group.value else None
            label = meeting.profile.notation.label
            cases = [(f"{label(case)} の次", case) for case in (found.cases if found else ())]
            self.query_one("#after", Cycle).offer([("最後", _NEW), *cases])


class ChangeCaseDialog(CommandDialog):
    """The title of the highlighted case is offered for correction; F2 takes the case off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+o", "drop", show=False)]

    heading = "案件の訂正・議題からの削除"
    hint = "↑↓ 案件を選ぶ　Tab 件名へ　F2（Ctrl+O）議題から外す　Enter 件名を直す　Esc 戻る"

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        label = meeting.profile.notation.label
        yield Rows([((label(case.id), case.title), case) for case in meeting.cases])
        yield Field("件名", Line(), classes="gap")

    def command(self) -> RetitleCase:
        case = self._case()
        title = self.query_one(Line).value
        if title.strip() == case.title:
            raise Refused("件名が変わっていません。Tab で件名の欄へ移って直してください。")
        return RetitleCase(case.id, title)

    def action_drop(self) -> None:
        self.attempting(self._ask_drop)

    def on_option_list_option_highlighted(self) -> None:
        """A title that was typed stays when the arrows move on."""
        if not self.changed():
            self.query_one(Line).offer(self._case().title)

    def _ask_drop(self) -> None:
        case = self._case()
        command = DropCase(case.id)

        def answered(sure: bool | None) -> None:
            if sure:
                self.attempting(lambda: self.propose(command))

        name = meeting_of(self.record).profile.notation.label(case.id)
        question = f"{name}「{case.title}」を議題から外します（取り消せます）。よろしいですか。"
        self.app.push_screen(ConfirmDialog(question), answered)

    def _case(self) -> Case:
        rows: Rows[Case] = self.query_one(Rows)
        if rows.value is None:
            raise Refused("この会議には案件がありません。")
        return rows.value
