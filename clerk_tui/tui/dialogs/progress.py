"""After the closing (閉会のあと): how far the minutes have come, and corrections that differ."""

from __future__ import annotations

from datetime import date

from textual.app import ComposeResult
from textual.content import Content

from clerk_tui.deadlines import deadlines, due_after
from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.commands import Command, PublishSummary, SetStatus
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.progress import Conflict, MinutesStatus
from clerk_tui.domain.record import State
from clerk_tui.intake.request import typed_day
from clerk_tui.roundtrip.conflicts import decision, wanted
from clerk_tui.roundtrip.present import words
from clerk_tui.tui.widgets.prose import Prose

from .base import CommandDialog
from .fields import Cycle, Field, Line, Rows


class StatusDialog(CommandDialog):
    """The next step of the minutes, or one back; with day, who and a note."""

    heading = "会議録の状態"
    hint = "←→ 状態を選ぶ　Tab 次の欄　Enter 記録　Esc 戻る"

    def __init__(self, state: State, today: date) -> None:
        super().__init__(state)
        self._today = today

    def body(self) -> ComposeResult:
        state = self.record
        lines = [f"いまは「{state.status}」です。"]
        lines += [f"{format_date(step.on)}　{step.status}　{step.by}　{step.note}".rstrip() for step in state.steps]
        lines += [f"期限：{each.told(self._today)}" for each in deadlines(state)]
        yield Prose(Content("\n".join(lines)))
        kinds = [*MinutesStatus]
        coming = kinds[min(kinds.index(state.status) + 1, len(kinds) - 1)]
        choices: list[tuple[str, MinutesStatus | None]] = [
            *((str(status), status) for status in MinutesStatus),
            ("会議結果の概要を公表した", None),
        ]
        yield Field("状態", Cycle(choices, kinds.index(coming)), classes="gap")
        yield Field("日付", Line(placeholder="今日", id="on"))
        yield Field("だれが", Line(placeholder="例：庶務課長決裁", id="by"))
        yield Field("回答期限", Line(self._due(), placeholder="「確認中」のとき。例：12/4", id="due"))
        yield Field("覚え", Line(id="note"))

    def on_mount(self) -> None:
        self.query_one(Cycle).focus()

    def command(self) -> SetStatus | PublishSummary:
        cycle: Cycle[MinutesStatus | None] = self.query_one(Cycle)
        on = typed_day(typed, self._today) if (typed := self._typed("on")) else self._today
        if cycle.value is None:
            return PublishSummary(on)
        due = self._typed("due") if cycle.value is MinutesStatus.ASKED else ""
        until = typed_day(due, on) if due else None
        return SetStatus(cycle.value, self._typed("by"), self._typed("note"), on, until)

    def _typed(self, field: str) -> str:
        return self.query_one(f"#{field}", Line).value.strip()

    def _due(self) -> str:
        rule = meeting_of(self.record).profile.deadlines
        return due_after(self._today, rule.answers, rule.counted).isoformat() if rule.answers else ""


class SettleDialog(CommandDialog):
    """One correction beside the other; which of them holds."""

    heading = "直しの食い違い"
    hint = "↑↓ 選ぶ　Tab 次の欄　←→ どちらにするか　Enter 決める　Esc 戻る"

    def body(self) -> ComposeResult:
        rows: Rows[Conflict] = Rows([((each.where, each.by), each) for each in self.record.conflicts])
        yield rows
        yield Prose(Content(""), classes="summary")
        yield Field("決め方", Cycle([("記録のまま", False), ("案のとおりに直す", True)]), classes="gap")
        yield Field("だれが", Line(placeholder="例：会長", id="by"))

    def on_mount(self) -> None:
        self.query_one(Rows).focus()
        self.on_option_list_option_highlighted()

    def command(self) -> Command:
        rows: Rows[Conflict] = self.query_one(Rows)
        choice: Cycle[bool] = self.query_one(Cycle)
        return decision(
            self.record,
            (rows.highlighted or 0) + 1,
            taken=choice.value,
            by=self.query_one("#by", Line).value.strip(),
        )

    def on_option_list_option_highlighted(self) -> None:
        """Both corrections of the conflict in full."""
        rows: Rows[Conflict] = self.query_one(Rows)
        if (each := rows.value) is None:
            return
        entry = self.record.entry(each.entry) if each.entry else None
        now = words(entry) if entry is not None else each.now
        new = wanted(self.record, each) if each.entry else each.wanted
        told = (
            ("元の案", each.before),
            (f"記録（{each.other or '書記'}）", now),
            (f"案（{each.by or '直した人は不明'}）", new),
        )
        text = "\n".join(f"{name}：{'／'.join(lines) or '（ありません）'}" for name, lines in told)
        self.query_one(".summary", Prose).update(Content(text))
