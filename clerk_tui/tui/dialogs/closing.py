"""Before the meeting is closed (閉会前の点検): what is open, each one key away from its line."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.checks import Finding, closing_findings, place_of
from clerk_tui.domain.commands import CloseMeeting, Command
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import State

from .base import Dialog, attempt, moment
from .fields import Field, Line, Rows


class ClosingDialog(Dialog[Command | EntryId]):
    """Every finding; Enter goes to its line, Ctrl+S closes the meeting all the same."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s,f5", "close", show=False)]

    heading = "閉会前の点検"

    def __init__(self, state: State) -> None:
        super().__init__()
        meeting_of(state)
        self.record = state
        self._findings = closing_findings(state)
        go = "↑↓ 選ぶ　Enter その発言へ　" if self._findings else "Enter・"
        self.hint = f"{go}Ctrl+S（F5） 閉会を記録　Esc 戻る"

    def body(self) -> ComposeResult:
        count = len(self._findings)
        yield Static(
            Content(
                f"確かめたいことが{count}件あります。残したまま閉会してもかまいません（あとから直せます）。"
                if count
                else "確かめることはありません。閉会できます。"
            )
        )
        if count:
            rows: Rows[Finding] = Rows([(self._label(finding), finding) for finding in self._findings])
            rows.add_class("gap", "-wrapped")
            yield rows
        yield Field("閉会の時刻", Line(placeholder="今"), classes="gap")

    def accept(self) -> None:
        if not self._findings or self.query_one(Line).has_focus:
            self._close()
            return
        rows: Rows[Finding] = self.query_one(Rows)
        if rows.value is not None and rows.value.entry is not None:
            self.dismiss(rows.value.entry)
        else:
            self.say("これは一つの発言についてのことではないので、移る先がありません。")

    def action_close(self) -> None:
        self.attempting(self._close)

    def _close(self) -> None:
        command = CloseMeeting(moment(self.record, self.query_one(Line).value))
        attempt(self.record, command)
        self.dismiss(command)

    def _label(self, finding: Finding) -> str:
        return (f"{place}：" if (place := place_of(self.record, finding)) else "") + finding.message
