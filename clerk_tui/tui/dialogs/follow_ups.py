"""What stays to be done (宿題): marked on a turn, and settled when it is done."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from clerk_tui.domain.commands import MarkFollowUp, SettleFollowUp
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.follow_ups import guessed, owed, told
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of, turn_of
from clerk_tui.domain.meeting import FollowUp, FollowUpKind
from clerk_tui.domain.record import State

from .base import CommandDialog
from .fields import Cycle, Field, Line, Rows


class FollowUpDialog(CommandDialog):
    """What the turn leaves to be done, and for whom: as its words say, unless the clerk knows better."""

    hint = "Tab 次の欄　←→ 種類　Enter 宿題にする　Esc 戻る"

    def __init__(self, state: State, entry: EntryId) -> None:
        super().__init__(state)
        turn = turn_of(state, entry or None)
        self._entry = turn.id
        self._likely = guessed(state, turn)
        self.heading = f"宿題：{full_label(meeting_of(state), turn.speaker, turn.capacity)}の発言"

    def body(self) -> ComposeResult:
        kinds = list(FollowUpKind)
        yield Field("何をするか", Line(self._likely.what, "例：委託料の内訳の資料", id="what"))
        kind = Cycle([(str(each), each) for each in kinds], kinds.index(self._likely.kind))
        yield Field("種類", kind)
        yield Field("担当", Line(self._likely.office, "例：市民課", id="office"))
        yield Field("期限", Line(placeholder="例：次回まで", id="due"))

    def command(self) -> MarkFollowUp:
        kind: Cycle[FollowUpKind] = self.query_one(Cycle)
        what, office, due = (self.query_one(f"#{name}", Line).value for name in ("what", "office", "due"))
        return MarkFollowUp(kind.value, what, office, due, self._entry)


class FollowUpsDialog(CommandDialog):
    """What is not done; Enter says that it is, F2 that it was marked by mistake."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+o", "drop", show=False)]

    heading = "残っている宿題"
    hint = "↑↓ 選ぶ　Enter 済みにする　F2（Ctrl+O）付け間違いを取り消す　Esc 戻る"

    def body(self) -> ComposeResult:
        yield Rows([(f"{each.office or '担当未定'}　{told(each)}", each) for each in owed(self.record)])

    def command(self) -> SettleFollowUp:
        return SettleFollowUp(self._chosen().id)

    def action_drop(self) -> None:
        self.attempting(lambda: self.propose(SettleFollowUp(self._chosen().id, dropped=True)))

    def _chosen(self) -> FollowUp:
        rows: Rows[FollowUp] = self.query_one(Rows)
        if rows.value is None:
            raise Refused("残っている宿題はありません。")
        return rows.value
