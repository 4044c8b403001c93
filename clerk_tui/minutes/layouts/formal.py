"""署名のある会議録: agenda, roll, votes, the transcript, and room for the signatures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import deliberated, printed_result
from clerk_tui.domain.record import Presence, State
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Block, Flow, Grid, Line, Look
from clerk_tui.minutes.outline import outline, words

from .opening import fields, result, titles
from .transcript import proceedings
from .wording import FormalWords, Wording


def formal(state: State, created: datetime, edition: Edition, wording: Wording) -> Flow:
    """The record as a body prints it that votes by name and signs."""
    meeting = state.meeting
    if meeting is None:
        raise ValueError("a record without a preparation has no minutes")
    document = outline(state, created, edition)
    chosen = wording.formal
    blocks: list[Block] = [
        *titles(document.title),
        fields(document.header),
        Line(Look.HEADING, chosen.schedule),
        *(Line(Look.CONTENT, f"日程第{number}　{item}") for number, item in enumerate(document.contents, 1)),
        Line(Look.HEADING, chosen.roll),
        _roll(state, meeting),
        Line(Look.HEADING, chosen.proceedings),
        *proceedings(document, wording.transcript),
        Line(Look.HEADING, chosen.votes),
        _votes(state, meeting, edition),
        *_signatures(chosen),
    ]
    return Flow(" ".join(document.title), tuple(blocks), created)


def _roll(state: State, meeting: Meeting) -> Grid:
    """Everybody with a vote: seat where there are any, name, what became of their presence."""
    seated = any(person.seat is not None for person in meeting.voters)
    head = tuple((Line(Look.COLUMN, name),) for name in ("議席", "氏名", "出欠")[not seated :])
    rows = tuple(
        (
            (Line(Look.NUMBER, f"{person.seat}番" if person.seat is not None else ""),),
            (Line(Look.CASE, listed_label(meeting, person)),),
            (
                Line(
                    Look.CASE,
                    "、".join(_presence(entry, meeting) for entry in state.attendance.get(person.id, ())),
                ),
            ),
        )[not seated :]
        for person in meeting.voters
    )
    return Grid("委員の出欠", (2, 4, 4)[not seated :], (head, *rows), head=1)


def _presence(entry: Presence, meeting: Meeting) -> str:
    at = f"（{entry.at:%H:%M}）" if entry.at is not None and meeting.timed else ""
    return f"{entry.status}{at}"


def _votes(state: State, meeting: Meeting, edition: Edition) -> Grid:
    head = tuple((Line(Look.COLUMN, name),) for name in ("議案", "採決の方法", "賛成", "反対", "結果"))
    rows = []
    for case in deliberated(state):
        ruling = state.rulings.get(case)
        if ruling is None:
            continue
        ayes, noes = (str(ruling.tally.ayes), str(ruling.tally.noes)) if ruling.tally else ("", "")
        texts = (meeting.profile.notation.label(case), str(ruling.method), ayes, noes)
        outcome = words(meeting, printed_result(meeting, ruling), edition)
        rows.append((*((Line(Look.CASE, text),) for text in texts), (result(outcome),)))
    return Grid("表決", (2, 2, 1, 1, 4), (head, *rows), head=1)


def _signatures(chosen: FormalWords) -> Iterator[Block]:
    yield Line(Look.CONTENT, chosen.attest)
    signers = [name.strip() for name in chosen.signers.split("、") if name.strip()]
    yield Grid(
        "署名",
        (3, 7),
        tuple(
            ((Line(Look.LABEL, name),), (Line(Look.CONTENT, ""), Line(Look.CONTENT, ""))) for name in signers
        ),
    )
