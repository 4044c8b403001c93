"""To another stage of the proceedings (段階の移行)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.commands import ChangePhase
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.profile import Phase
from clerk_tui.domain.record import State

from .base import CommandDialog
from .fields import Rows


def next_phase(state: State) -> int:
    """Index of the phase that follows the present one; after the last, the last."""
    phases = meeting_of(state).profile.phases
    at = next((index for index, phase in enumerate(phases) if phase.id == state.phase), -1)
    return min(at + 1, len(phases) - 1)


def closes_block(state: State, phase: Phase) -> bool:
    """Whether entering the phase ends the deliberation of the open cases."""
    return state.current is not None and not phase.in_block


class PhaseDialog(CommandDialog):
    """The body's phases in their order, the next one offered first."""

    heading = "段階を移る"
    hint = "↑↓ 選ぶ　Enter 移る　Esc 戻る"

    def body(self) -> ComposeResult:
        rows: Rows[Phase] = Rows(
            [
                (f"{'今' if phase.id == self.record.phase else '　'}　{phase.name}", phase)
                for phase in meeting_of(self.record).profile.phases
            ]
        )
        rows.highlighted = next_phase(self.record)
        yield rows
        yield Static(classes="summary")

    def command(self) -> ChangePhase:
        rows: Rows[Phase] = self.query_one(Rows)
        if rows.value is None:
            raise Refused("この会議体の設定に段階がありません。")
        return ChangePhase(rows.value.id)

    def on_option_list_option_highlighted(self) -> None:
        rows: Rows[Phase] = self.query_one(Rows)
        ends = rows.value is not None and closes_block(self.record, rows.value)
        self.query_one(".summary", Static).update(
            Content("審議中の案件群は、ここで閉じます。" if ends else "")
        )
