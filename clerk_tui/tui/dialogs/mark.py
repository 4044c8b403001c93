"""Interruptions (休憩・再開・非公開): only what is possible at this moment."""

from __future__ import annotations

from textual.app import ComposeResult

from clerk_tui.domain.commands import MakeMark
from clerk_tui.domain.record import MarkKind, MeetingStage, State

from .base import CommandDialog, moment
from .fields import Cycle, Field, Line


def possible_marks(state: State) -> tuple[MarkKind, ...]:
    """What can be marked now."""
    first = MarkKind.RESUMED if state.stage is MeetingStage.RECESS else MarkKind.RECESS
    return (first, MarkKind.OPEN_PART if state.in_closed_part else MarkKind.CLOSED_PART)


class MarkDialog(CommandDialog):
    """Which mark, why, and when."""

    heading = "休憩・非公開"
    hint = "←→ 選ぶ　Tab 次の欄　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        yield Field("記録する行", Cycle([(str(kind), kind) for kind in possible_marks(self.record)]))
        yield Field("理由", Line(placeholder="なくてもかまいません", id="reason"))
        yield Field("時刻", Line(placeholder="今", id="at"))

    def command(self) -> MakeMark:
        kind: Cycle[MarkKind] = self.query_one(Cycle)
        return MakeMark(
            kind.value,
            self.query_one("#reason", Line).value,
            moment(self.record, self.query_one("#at", Line).value),
        )
