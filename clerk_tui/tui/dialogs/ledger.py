"""The ledger of corrections (訂正の記録), to be read only."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.commands import Command
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.ledger import LedgerLine, history, ledger
from clerk_tui.domain.timeline import Timeline

from .base import Dialog
from .fields import Rows, cells


def one_line(text: str) -> str:
    """Paragraphs in one line."""
    return "／".join(text.split("\n"))


class LedgerDialog(Dialog[Command]):
    """Every correction with its time, the highlighted one in full below; it opens like the others and never answers."""

    heading = "訂正の記録"
    hint = "↑↓ 見る　Esc・Enter 閉じる"

    def __init__(self, timeline: Timeline, entry_id: EntryId | None = None) -> None:
        super().__init__()
        self._lines = history(timeline, entry_id) if entry_id else ledger(timeline)
        if entry_id:
            self.heading = "この発言の訂正の記録"

    def body(self) -> ComposeResult:
        rows: Rows[LedgerLine] = Rows([(self._label(line), line) for line in self._lines])
        if self._lines:
            rows.highlighted = len(self._lines) - 1
        yield rows
        yield Static(Content("" if self._lines else "訂正はまだありません。"), classes="summary")

    def accept(self) -> None:
        self.dismiss(None)

    def on_option_list_option_highlighted(self) -> None:
        rows: Rows[LedgerLine] = self.query_one(Rows)
        if (line := rows.value) is not None:
            gone = "（取り消された訂正です）" if line.undone else ""
            self.query_one(".summary", Static).update(
                Content(
                    f"訂正前：{one_line(line.before) or 'なし'}\n訂正後：{one_line(line.after) or 'なし'}{gone}"
                )
            )

    def _label(self, line: LedgerLine) -> str:
        undone = "取消済 " if line.undone else ""
        change = f"{one_line(line.before) or 'なし'} → {one_line(line.after) or 'なし'}"
        return f"{line.at:%H:%M:%S}　{cells(line.what, 14)}{undone}{change}"
