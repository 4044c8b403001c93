"""The heading of a block put right (見出し): its groups, its place, or the whole of it taken back; its turns stay."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.commands import ChangeBlock, Command, DissolveBlock
from clerk_tui.domain.ids import EntryId, GroupId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.queries import agenda, group_heading
from clerk_tui.domain.record import BlockHeading, State
from clerk_tui.domain.timeline import Timeline
from clerk_tui.recording.corrections import Operation, moving, possible
from clerk_tui.tui.widgets.prose import Prose

from .asking import ChoiceDialog, ConfirmDialog
from .base import CommandDialog
from .fields import Label, Rows
from .lookup import LedgerDialog

_DISSOLVE = "見出しを解く（審議に入らなかったことにする。発言は残ります）"


class HeadingDialog(CommandDialog):
    """All groups of the agenda, those of the heading ticked; F2 moves or dissolves it."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+o", "operate", show=False)]

    heading = "見出しの案件群"
    hint = "Space 加える・外す　Enter 記録　F2（Ctrl+O）移す・解く　Esc 戻る"

    def __init__(self, state: State, timeline: Timeline, heading: BlockHeading) -> None:
        super().__init__(state)
        self._line = heading
        self._timeline = timeline
        block = state.block(heading.block)
        self._before = block.groups if block else ()
        self._chosen = set(self._before)

    def body(self) -> ComposeResult:
        turns = sum(turn.block == self._line.block for turn in self.record.turns)
        yield Prose(Content(f"{self._line.at:%H:%M} に入った審議です。発言{turns}件はそのまま残ります。"))
        rows: Rows[GroupId] = Rows(self._items())
        rows.add_class("gap")
        rows.highlighted = self._first()
        yield rows
        yield Prose(Content(self._summary()), classes="summary")

    def command(self) -> Command | None:
        return ChangeBlock(self._groups(), self._line.id) if self.changed() else None

    def changed(self) -> bool:
        return self._groups() != self._before

    def action_mark(self) -> None:
        rows: Rows[GroupId] = self.query_one(Rows)
        if rows.value is not None and rows.highlighted is not None:
            self._chosen ^= {rows.value}
            rows.relabel(rows.highlighted, self._items()[rows.highlighted][0])
            self.query_one(".summary", Static).update(Content(self._summary()))

    def action_operate(self) -> None:
        moves = [
            (operation.value, operation)
            for operation in possible(self.record, self._line)
            if operation in (Operation.UP, Operation.DOWN, Operation.HISTORY)
        ]
        choices: list[tuple[str, Operation | None]] = [(_DISSOLVE, None), *moves]
        asked = ChoiceDialog[Callable[[], None]](
            "この見出しを", [(label, partial(self._operate, each)) for label, each in choices]
        )
        self.app.push_screen(asked, lambda act: act() if act else None)

    def _operate(self, operation: Operation | None) -> None:
        match operation:
            case None:
                question = "見出しを解きます（発言は残り、取り消せます）。よろしいですか。"
                self.app.push_screen(ConfirmDialog(question), self._dissolve)
            case Operation.HISTORY:
                self.app.push_screen(LedgerDialog(self._timeline, self._line.id))
            case _:
                self.attempting(lambda: self.propose(moving(self.record, self._line.id, operation)))

    def _dissolve(self, sure: bool | None) -> None:
        if sure:
            self.attempting(lambda: self.propose(DissolveBlock(self._line.id)))

    def _groups(self) -> tuple[GroupId, ...]:
        """Those that stay in their order, then those added in that of the agenda."""
        listed = (status.group.id for status in agenda(self.record))
        order = dict.fromkeys((*self._before, *listed))
        return tuple(group for group in order if group in self._chosen)

    def _items(self) -> list[tuple[Label, GroupId]]:
        meeting = meeting_of(self.record)
        return [
            (
                (
                    f"{'［選］' if status.group.id in self._chosen else '［　］'}"
                    f"{group_heading(meeting, status.group)}",
                    status.group.office,
                    str(status.progress),
                ),
                status.group.id,
            )
            for status in agenda(self.record)
        ]

    def _first(self) -> int | None:
        """The first ticked row."""
        groups = [group for _, group in self._items()]
        return next((at for at, group in enumerate(groups) if group in self._chosen), 0) if groups else None

    def _summary(self) -> str:
        added, gone = len(self._chosen - set(self._before)), len(set(self._before) - self._chosen)
        return f"加える {added}、外す {gone}。" if added or gone else "変わりません。"


def heading_of(state: State, entry_id: EntryId) -> BlockHeading | None:
    """The heading that a line is, or stands under; else that of the open block or of the last one."""
    headings = [entry for entry in state.entries if isinstance(entry, BlockHeading)]
    entry = state.entry(entry_id)
    if isinstance(entry, BlockHeading):
        return entry
    wanted = (getattr(entry, "block", None), state.current)
    for block in filter(None, wanted):
        if found := next((heading for heading in headings if heading.block == block), None):
            return found
    return headings[-1] if headings else None
