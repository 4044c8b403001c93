"""``clerk-tui list``: the sessions and how far each has come."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from msgspec import Struct

from clerk_tui.deadlines import deadlines
from clerk_tui.domain.finalizing import status_word
from clerk_tui.domain.queries import remaining
from clerk_tui.domain.record import MeetingStage
from clerk_tui.rescue import rescue_folder
from clerk_tui.sessions import Summary, root, summaries

from .japanese import table
from .json_output import tell_json


class DeadlineOut(Struct, frozen=True):
    """A deadline as ``--json`` has it."""

    what: str
    due: date
    overdue: bool


class Row(Struct, frozen=True):
    """A meeting as ``--json`` has it; of one that cannot be read only number, folder and fault are known."""

    number: int
    name: str
    folder: str
    title: str = ""
    body: str = ""
    date: str = ""
    stage: str = ""
    turns: int = 0
    remaining: int = 0
    fault: str = ""
    status: str = ""
    """Of the minutes, once the meeting is closed."""
    due: tuple[DeadlineOut, ...] = ()


def run(options: Namespace) -> int:
    found = list(summaries())
    if options.json:
        tell_json([_out(number, summary) for number, summary in enumerate(found, start=1)])
        return 0
    if not found:
        print(f"{root()} に会議はありません。clerk-tui new で作れます（見本は clerk-tui demo）。")
        return 0
    rows = ((str(number), *_row(summary)) for number, summary in enumerate(found, start=1))
    print(table([("番号", "会議", "日付", "状態", "発言", "残り", "期限"), *rows]))
    for number, summary in enumerate(found, start=1):
        if summary.fault:
            print(f"\n{summary.folder.name}：{summary.fault}")
        if summary.folder.parent == rescue_folder():
            print(
                f"\n{summary.folder.name}：会議のフォルダーがなくなったため、退避した所にある記録です。"
                f"clerk-tui record {number} で開くと、会議のフォルダーに戻ります。"
            )
    return 0


def _out(number: int, summary: Summary) -> Row:
    state, folder = summary.state, summary.folder
    if not state.prepared:
        return Row(number, folder.name, str(folder), fault=summary.fault)
    left = sum(len(status.remaining) for status in remaining(state))
    meeting, turns = state.meeting, len(state.turns)
    return Row(
        number,
        folder.name,
        str(folder),
        "　".join(meeting.title),
        meeting.profile.body,
        meeting.day,
        state.stage.value,
        turns,
        left,
        summary.fault,
        str(state.status) if state.stage is MeetingStage.CLOSED else "",
        tuple(DeadlineOut(each.what, each.due, each.overdue(_today())) for each in deadlines(state)),
    )


def _row(summary: Summary) -> tuple[str, ...]:
    state = summary.state
    if not state.prepared:
        return (summary.folder.name, "", "読めません", "", "", "")
    left = sum(len(status.remaining) for status in remaining(state))
    turns = str(len(state.turns))
    due = next((each.told(_today()) for each in deadlines(state)), "")
    return (summary.folder.name, state.meeting.day or "不明", status_word(state), turns, f"{left} 件", due)


def _today() -> date:
    return date.today()  # noqa: DTZ011 the day on the wall
