"""``clerk-tui status``: where the minutes stand after the meeting, what is due, and the next step."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from clerk_tui.deadlines import deadlines, due_after
from clerk_tui.domain.commands import Command, PublishSummary, SetStatus
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.finalizing import unanswered
from clerk_tui.domain.labels import asked_label
from clerk_tui.domain.ledger import corrected_since_final
from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.domain.record import MeetingStage, State
from clerk_tui.intake.request import typed_day
from clerk_tui.session_names import locate
from clerk_tui.sessions import aside, recording, standing, state_of, timeline

from .finalizing_commands import SUMMARY
from .json_output import tell_json
from .listing import DeadlineOut


class StepOut(Struct, frozen=True):
    """A step as ``--json`` has it."""

    status: str
    on: date
    by: str
    note: str
    due: date | None
    asked: tuple[str, ...]


def run(options: Namespace) -> int:
    folder = locate(options.session)
    if not options.status:
        if spare := [name for name in ("by", "note", "on", "due") if getattr(options, name)]:
            raise Refused(f"--{spare[0]} は、状態（例：確定）と一緒に書いてください。")
        state = state_of(folder)
    else:
        copy, today = aside(standing(folder)), date.today()  # noqa: DTZ011 the day on the wall
        try:
            # What is refused is refused before the record is opened.
            copy.dispatch(_command(options, copy.state, today))
        except Unconfirmed as question:
            raise Refused(f"{question}先に clerk-tui settle 会議 で決めるか、--force を付けてください。") from None
        with recording(folder) as opened:
            # Opening it has read the preparation anew: the rule may be another one.
            made = opened.session.dispatch(_command(options, opened.session.state, today))
            state = opened.session.state
        if not options.json:
            print("記録しました。" if made else "もうそのとおりに記録されています。")
    if options.json:
        _tell_json(state)
    else:
        print("\n".join(told(state)))
        if later := corrected_since_final(timeline(folder)):
            print(f"確定のあとに直されたところ：{later} 件（記録の画面の「訂正の記録」で見られます）")
    return 0


def asking(on: date, typed: str, state: State) -> date | None:
    """Until when answers are due: as typed, else by the body's rule; None: nobody says.

    Raises:
        CalendarError: what was typed is no day.
    """
    rule = state.meeting.profile.deadlines
    if not typed:
        return due_after(on, rule.answers, rule.counted) if rule.answers else None
    due = typed_day(typed, on)
    # 「1/8」, typed in December, is a day of the next year.
    return typed_day(typed, date(on.year + 1, 1, 1)) if due < on else due


def told(state: State) -> Iterator[str]:
    """Everything about the status, line by line."""
    today = date.today()  # noqa: DTZ011 the day on the wall
    if state.stage is not MeetingStage.CLOSED:
        yield f"会議は{state.stage}です。会議録の状態は、閉会のあとに進めます。"
        return
    yield f"会議録の状態：{state.status}"
    for step in state.steps:
        by = f"　{step.by}" if step.by else ""
        note = f"　{step.note}" if step.note else ""
        due = f"　回答期限 {step.due.isoformat()}" if step.due else ""
        yield f"  {step.on.isoformat()}　{step.status}{by}{due}{note}"
    if state.summarized:
        yield f"概要の公表：{state.summarized.isoformat()}"
    for answer in state.answers:
        changes = f"直し {answer.changes} 件" if answer.changes else "直しなし"
        yield f"回答：{asked_label(state.meeting, answer.who)}　{answer.on.isoformat()}　{changes}"
    if state.status is MinutesStatus.ASKED and (left := unanswered(state)):
        yield "未回答：" + "、".join(asked_label(state.meeting, who) for who in left)
    if state.conflicts:
        yield f"決まっていない食い違い：{len(state.conflicts)} 件（clerk-tui settle 会議 で見て、決めます）"
    for deadline in deadlines(state):
        yield f"期限：{deadline.told(today)}"


def _command(options: Namespace, state: State, today: date) -> Command:
    on = typed_day(options.on, today) if options.on else today
    if options.status == SUMMARY:
        return PublishSummary(on)
    status = MinutesStatus(options.status)
    due = asking(on, options.due, state) if status is MinutesStatus.ASKED or options.due else None
    return SetStatus(status, options.by, options.note, on, due, confirmed=options.force)


def _tell_json(state: State) -> None:
    today = date.today()  # noqa: DTZ011 the day on the wall
    tell_json(
        {
            "stage": state.stage,
            "status": state.status if state.stage is MeetingStage.CLOSED else "",
            "steps": [
                StepOut(
                    each.status,
                    each.on,
                    each.by,
                    each.note,
                    each.due,
                    tuple(asked_label(state.meeting, who) for who in each.asked),
                )
                for each in state.steps
            ],
            "summarized": state.summarized,
            "answers": [
                {"who": asked_label(state.meeting, each.who), "on": each.on, "changes": each.changes}
                for each in state.answers
            ],
            "unanswered": [asked_label(state.meeting, who) for who in unanswered(state)],
            "conflicts": len(state.conflicts),
            "deadlines": [DeadlineOut(each.what, each.due, each.overdue(today)) for each in deadlines(state)],
        }
    )
