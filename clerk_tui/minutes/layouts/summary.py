"""会議結果の概要: one page that can go round within a minute of the closing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import agenda, group_heading, printed_result, remaining
from clerk_tui.domain.record import Position, Ruling, State
from clerk_tui.domain.votes import voted_on
from clerk_tui.domain.wording import tally_words, vote_words
from clerk_tui.minutes.document import CaseRow, Document, named
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import prepared
from clerk_tui.minutes.showing import words

_FEW = 10
"""Rows that a page has room for though their titles take two lines."""
_ONE_LINE = 22
"""Characters of a title that stand on one line."""


class Pending(Struct, frozen=True):
    """A group of cases that is not decided."""

    heading: Annotated[str, named("見出し", "案件の見出し")]
    reason: Annotated[str, named("理由", "後回しにした理由。ないときは空")]


class Fields(Struct, frozen=True):
    """What this layout alone prints: results, stances in numbers, what is pending; nobody's name."""

    results: Annotated[
        tuple[CaseRow, ...], named("結果一覧", "次第の順。同じ結果の案件は一行、件名は一行に収まる長さ")
    ]
    stances: Annotated[tuple[str, ...], named("態度一覧", "例：議案第3号　賛成5名、条件付賛成1名")]
    pending: Annotated[tuple[Pending, ...], named("継続一覧", "継続・後回しの案件の並び")]


def fields(state: State, document: Document) -> Fields:
    """The page's contents."""
    meeting, edition = prepared(state), Edition(document.edition)
    return Fields(
        results=tuple(_results(state, meeting, edition)),
        stances=tuple(_stances(state, meeting)),
        pending=tuple(
            Pending(group_heading(meeting, status.group), words(meeting, status.reason, edition))
            for status in remaining(state)
            if status.remaining
        ),
    )


def _results(state: State, meeting: Meeting, edition: Edition) -> Iterator[CaseRow]:
    """One row for the cases of a group that ended alike; where there are many, one line a row."""
    found: list[tuple[str, list[CaseId], str, str]] = []
    for status in agenda(state):
        alike: dict[tuple[str, str], list[CaseId]] = {}
        for case in status.group.cases:
            if (ruling := state.rulings.get(case)) is not None:
                alike.setdefault(_result(state, meeting, ruling, edition), []).append(case)
        for (result, note), cases in alike.items():
            numbers = meeting.profile.notation.heading(tuple(cases))
            found.append((numbers, cases, result, note))
    room = _ONE_LINE if len(found) > _FEW else None
    for numbers, cases, result, note in found:
        yield CaseRow(numbers, _titles(meeting, cases, room), result, note)


def _result(state: State, meeting: Meeting, ruling: Ruling, edition: Edition) -> tuple[str, str]:
    """The result in a word, and what goes with it: a condition or rider, a count of votes, else all votes."""
    votes = voted_on(state, ruling.decision.case)
    if len(votes) > 1:
        course = "／".join(vote_words(meeting, vote) for vote in votes)
        result = words(meeting, printed_result(meeting, ruling), edition)
        return result, f"（{words(meeting, course, edition)}）"
    bare = replace(ruling, decision=replace(ruling.decision, note=""))
    notes = [words(meeting, ruling.decision.note, edition)]
    if votes and votes[0].tally is not None:
        notes.append(f"{ruling.method}：{tally_words(votes[0].tally)}")
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
