"""A case put right or taken off the agenda (件名の訂正・議題からの削除)."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType

from clerk_tui.domain.commands import DropCase, RetitleCase
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Case

from .base import CommandDialog, attempt
from .confirm import ConfirmDialog
from .fields import Field, Line, Rows, cells


class ChangeCaseDialog(CommandDialog):
    """The title of the highlighted case is offered for correction; F2 takes the case off."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+o", "drop", show=False)]

    heading = "案件の訂正・議題からの削除"
    hint = "↑↓ 案件を選ぶ　Tab 件名へ　F2（Ctrl+O）議題から外す　Enter 件名を直す　Esc 戻る"

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        label = meeting.profile.notation.label
        yield Rows([(f"{cells(label(case.id), 14)}{case.title}", case) for case in meeting.cases])
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
        attempt(self.record, command)

        def answered(sure: bool | None) -> None:
            if sure:
                self.propose(command)

        name = meeting_of(self.record).profile.notation.label(case.id)
        question = f"{name}「{case.title}」を議題から外します（取り消せます）。よろしいですか。"
        self.app.push_screen(ConfirmDialog(question), answered)

    def _case(self) -> Case:
        rows: Rows[Case] = self.query_one(Rows)
        if rows.value is None:
            raise Refused("この会議には案件がありません。")
        return rows.value
