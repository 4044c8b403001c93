"""For or against (態度表明): what a turn declares about which cases, and what has been declared so far."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.commands import DeclareStance, WithdrawStances
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.queries import block_cases, named_cases
from clerk_tui.domain.record import Position, Speaker, State

from .base import CommandDialog
from .cases import read_cases, written_cases
from .fields import Cycle, Field, Line, Rows, cells

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
    """The scope is what the words name; where they name nothing, the dialog says 「明言なし」 and asks."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+o", "withdraw", show=False)]

    heading = "態度の記録"
    hint = "←→ 態度を選ぶ　Tab 次の欄　F2（Ctrl+O）この発言の態度を取り消す　Enter 記録　Esc 戻る"

    def __init__(self, state: State, entry_id: EntryId | None) -> None:
        super().__init__(state)
        turn = state.turn(entry_id) if entry_id else next(iter(reversed(state.turns)), None)
        self._turn = turn
        self._scope = block_cases(state, turn) if turn else ()
        if turn:
            self.heading = f"態度の記録：{full_label(meeting_of(state), turn.speaker, turn.capacity)}"

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        named = written_cases(meeting, named_cases(meeting, self._turn) if self._turn else ())
        yield Static(Content(self._turn.text.replace("\n", "") if self._turn else ""), classes="quoted")
        positions: Cycle[Position] = Cycle([(str(position), position) for position in Position])
        yield Field("態度", positions, classes="gap")
        yield Field("対象の案件", Line(named, "空欄は「明言なし」", id="cases"))
        yield Static(Content(self._scope_text(named)), classes="scope")
        yield Field("条件・要望", Line(placeholder="条件・要望付きのとき", id="note"))
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
