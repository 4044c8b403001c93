"""CSV for Excel, JSON for programs (表とデータ)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from msgspec.structs import asdict

from clerk_tui.domain.record import MeetingStage, State
from clerk_tui.minutes.edition import Edition, known_to
from clerk_tui.minutes.outline import moment_line, outline

from .rows import agenda_records, case_records, follow_up_records, recusal_records, turn_records, vote_records

_BOM = "\ufeff"
"""Without it a Japanese Excel takes the file for cp932."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""What a spreadsheet would carry out instead of showing."""

_CASES = (
    "種別", "番号", "枝番", "表記", "件名", "所管", "結果", "採決の方法", "賛成", "反対", "棄権", "除斥",
    "会長の裁決", "裁決の時刻", "賛成の表明", "反対の表明", "条件付きの表明", "採決の経過",
)  # fmt: skip
_TURNS = ("順", "時刻", "発言者", "段階", "案件", "発言", "動作")


def cases_csv(state: State, created: datetime, edition: Edition) -> str:
    """One line a case."""
    del created
    return _csv(_CASES, (tuple(asdict(row).values()) for row in case_records(state, edition)))


def turns_csv(state: State, created: datetime, edition: Edition) -> str:
    """One line a turn."""
    del created
    rows = (
        (row.number, row.at, row.speaker, row.phase, row.cases, row.text, "○" if row.narrated else "")
        for row in turn_records(state, edition)
    )
    return _csv(_TURNS, rows)


def json_text(state: State, created: datetime, edition: Edition) -> str:
    """Everything as one object."""
    state = known_to(edition, state)
    meeting = state.meeting
    found = {
        "format": "clerk-tui minutes 1",
        "edition": str(edition),
        "created": created.isoformat(),
        "title": list(meeting.title),
        "body": meeting.profile.body,
        "date": meeting.day,
        "moment": moment_line(state, meeting) if state.prepared else "",
        "place": meeting.place,
        "status": str(state.status) if state.stage is MeetingStage.CLOSED else "",
        "steps": [
            {"status": str(each.status), "on": each.on.isoformat(), "by": each.by, "note": each.note}
            for each in state.steps
        ],
        "summary_published": state.summarized.isoformat() if state.summarized else "",
        "agenda": [asdict(row) for row in agenda_records(state, edition)],
        "cases": [asdict(row) for row in case_records(state, edition)],
        "votes": [asdict(row) for row in vote_records(state, edition)],
        "conclusions": [asdict(row) for row in outline(state, created, edition).conclusions]
        if state.prepared
        else [],
        "recusals": [asdict(row) for row in recusal_records(state)],
        "follow_ups": [asdict(row) for row in follow_up_records(state, edition)],
        "turns": [asdict(row) for row in turn_records(state, edition)],
    }
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows([_harmless(value) for value in row] for row in rows)
    return _BOM + stream.getvalue()


def _harmless(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, str) and value.lstrip(" 　").startswith(_FORMULA):
        return f"'{value}"
    return value
