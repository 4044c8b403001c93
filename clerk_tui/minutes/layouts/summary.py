"""会議結果の概要: one page that can go round within a minute of the closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from clerk_tui.domain.calendar import format_date, format_time
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import agenda, attendees, group_heading, printed_result, remaining
from clerk_tui.domain.record import Position, Ruling, State
from clerk_tui.minutes.document import HeaderRow
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Block, Flow, Grid, Line, Look
from clerk_tui.minutes.outline import moment_line, words

from . import opening
from .opening import fields, titles
from .wording import SummaryWords, Wording

_FEW = 10
"""Rows that a page has room for though their titles take two lines."""
_ONE_LINE = 22
"""Characters of a title that stand on one line."""


def summary(state: State, created: datetime, edition: Edition, wording: Wording) -> Flow:
    """Header, results, stances in numbers, what is pending, the next meeting; nobody's name."""
    meeting = state.meeting
    if not state.prepared:
        raise ValueError("a record without a preparation has no summary")
    chosen = wording.summary
    blocks: list[Block] = [
        *titles(("　".join(meeting.title), chosen.title)),
        fields(tuple(_header(state, meeting, chosen, edition))),
        Line(Look.SUBHEADING, chosen.results),
        _results(state, meeting, edition),
    ]
    stances = list(_stances(state, meeting))
    if stances:
        # In running text: a page has no room for a line each.
        blocks += [Line(Look.SUBHEADING, chosen.stances), Line(Look.CONTENT, "／".join(stances))]
    pending = [status for status in remaining(state) if status.remaining]
    if pending:
        blocks.append(Line(Look.SUBHEADING, chosen.pending))
        for status in pending:
            reason = words(meeting, status.reason, edition)
            text = f"・{group_heading(meeting, status.group)}"
            blocks.append(Line(Look.ITEM, f"{text}（{reason}）" if reason else text))
    return Flow(" ".join((*meeting.title, chosen.title)), tuple(blocks), created)


def _header(state: State, meeting: Meeting, chosen: SummaryWords, edition: Edition) -> Iterator[HeaderRow]:
    form = meeting.profile.form
    yield HeaderRow(form.moment, (moment_line(state, meeting),))
    yield HeaderRow(form.place, (meeting.place,))
    roll = attendees(state)
    if roll is not None:
        counted = chosen.voters.format(present=roll.present, seats=roll.seats, required=roll.required)
        yield HeaderRow(form.attendance, (counted,))
    yield HeaderRow(form.observers, (form.observers_count.format(count=state.observers or 0),))
    yield HeaderRow(chosen.next, (_next(state, meeting, chosen, edition),))


def _results(state: State, meeting: Meeting, edition: Edition) -> Grid:
    """One row for the cases of a group that ended alike; where there are many, one line a row."""
    found: list[tuple[str, list[CaseId], str, str]] = []
    for status in agenda(state):
        alike: dict[tuple[str, str], list[CaseId]] = {}
        for case in status.group.cases:
            if (ruling := state.rulings.get(case)) is not None:
                alike.setdefault(_result(meeting, ruling, edition), []).append(case)
        for (result, note), cases in alike.items():
            numbers = meeting.profile.notation.heading(tuple(cases))
            found.append((numbers, cases, result, note))
    room = _ONE_LINE if len(found) > _FEW else None
    head = tuple((Line(Look.COLUMN, name),) for name in meeting.profile.form.columns)
    rows = (
        (
            (Line(Look.CASE, numbers),),
            tuple(Line(Look.CASE, text) for text in (_titles(meeting, cases, room), note) if text),
            (opening.result(result),),
        )
        for numbers, cases, result, note in found
    )
    return Grid("審議の結果", (9, 17, 5), (head, *rows), head=1)


def _result(meeting: Meeting, ruling: Ruling, edition: Edition) -> tuple[str, str]:
    """The result in a word, and what goes with it: a condition or rider, a count of votes."""
    bare = replace(ruling, decision=replace(ruling.decision, note=""))
    notes = [words(meeting, ruling.decision.note, edition)]
    if ruling.tally is not None:
        notes.append(f"{ruling.method}：賛成{ruling.tally.ayes}、反対{ruling.tally.noes}")
    told = "　".join(filter(None, notes))
    return printed_result(meeting, bare), f"（{told}）" if told else ""


def _titles(meeting: Meeting, cases: list[CaseId], room: int | None) -> str:
    first = meeting.case(cases[0])
    title = first.title if first else ""
    others = f" ほか{len(cases) - 1}件" if len(cases) > 1 else ""
    if room is not None and len(title + others) > room:
        title = f"{title[: room - len(others) - 1]}…"
    return f"{title}{others}"


def _stances(state: State, meeting: Meeting) -> Iterator[str]:
    """How many were for, against, or for it on a condition: numbers alone, in whatever edition."""
    counted: dict[tuple[CaseId, ...], Counter[Position]] = {}
    for stance in state.stances:
        counted.setdefault(stance.cases, Counter())[stance.position] += 1
    for cases, positions in counted.items():
        numbers = meeting.profile.notation.heading(cases)
        told = "、".join(f"{position}{positions[position]}名" for position in Position if positions[position])
        yield f"{numbers}　{told}"


def _next(state: State, meeting: Meeting, chosen: SummaryWords, edition: Edition) -> str:
    coming = state.next_meeting
    if coming is None:
        return chosen.undecided
    style = meeting.profile.style
    parts = [
        format_date(coming.date, style.date, style.numerals) if coming.date else "",
        format_time(coming.time, style.time, style.numerals) if coming.time else "",
        coming.place,
        words(meeting, coming.note, edition),
    ]
    return "　".join(filter(None, parts)) or chosen.undecided
