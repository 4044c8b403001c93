"""``clerk-tui list``: the sessions and how far each has come."""

from __future__ import annotations

from argparse import Namespace

from clerk_tui.domain.queries import remaining
from clerk_tui.library import Summary, root, summaries

from .japanese import table


def run(_options: Namespace) -> int:
    found = list(summaries())
    if not found:
        print(f"{root()} に会議はありません。clerk-tui new で作れます（見本は clerk-tui demo）。")
        return 0
    print(table([("会議", "日付", "状態", "発言", "残り"), *map(_row, found)]))
    for summary in found:
        if summary.fault:
            print(f"\n{summary.folder.name}：{summary.fault}")
    return 0


def _row(summary: Summary) -> tuple[str, ...]:
    state = summary.state
    if state.meeting is None:
        return (summary.folder.name, "", "読めません", "", "")
    left = sum(len(status.remaining) for status in remaining(state))
    turns = str(len(state.turns))
    return (summary.folder.name, state.meeting.day or "不明", state.stage.value, turns, f"{left} 件")
