"""要点記録: block by block what was explained, asked, thought and decided, in the words of the record."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import groupby

from msgspec import Struct

from clerk_tui.domain.labels import lettered
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import PhaseRole
from clerk_tui.domain.queries import block_groups, cases_of, group_heading, is_chair, printed_result
from clerk_tui.domain.record import Block as OpenBlock
from clerk_tui.domain.record import State, Turn
from clerk_tui.domain.wording import phrase_text
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Block, Flow, Line, Look
from clerk_tui.minutes.outline import outline, shown, turn_row
from clerk_tui.minutes.outline import words as printed

from .opening import fields, titles
from .wording import PointsWords, Wording

_SECTIONS = (PhaseRole.EXPLANATION, PhaseRole.COMMITTEE_REPORT, PhaseRole.QUESTIONS, PhaseRole.OPINIONS)


def points(state: State, created: datetime, edition: Edition, wording: Wording) -> Flow:
    """The record case by case; the chair's procedural lines are left out."""
    meeting = state.meeting
    if not state.prepared:
        raise ValueError("a record without a preparation has no minutes")
    document = outline(state, created, edition)
    words = wording.points
    scene = _Scene(state, meeting, edition, words)
    turns = [entry for entry in shown(state, edition) if isinstance(entry, Turn)]
    blocks: list[Block] = [*titles((*document.title, words.title)), fields(document.header)]
    for block in state.blocks:
        blocks += _block(scene, block, [turn for turn in turns if turn.block == block.id])
    notices = [turn for turn in turns if _role(meeting, turn.phase) is PhaseRole.NOTICES]
    if notices:
        blocks.append(Line(Look.HEADING, words.other))
        blocks += _said(scene, notices)
    return Flow(" ".join(document.title), tuple(blocks), created)


class _Scene(Struct, frozen=True):
    """What every part of the document is made from."""

    state: State
    meeting: Meeting
    edition: Edition
    words: PointsWords


def _block(scene: _Scene, block: OpenBlock, turns: list[Turn]) -> Iterator[Line]:
    state, meeting, words = scene.state, scene.meeting, scene.words
    groups = [group for group in block_groups(state, block.id) if group.cases or group.heading]
    if not groups:
        return
    for group in groups:
        yield Line(Look.HEADING, group_heading(meeting, group))
        for case_id in group.cases:
            case = meeting.case(case_id)
            yield Line(
                Look.ITEM, f"・{meeting.profile.notation.label(case_id)}　{case.title if case else ''}"
            )
    names = {
        PhaseRole.EXPLANATION: words.explanation,
        PhaseRole.COMMITTEE_REPORT: words.report,
        PhaseRole.QUESTIONS: words.questions,
        PhaseRole.OPINIONS: words.opinions,
    }
    if not turns and any(turn.block == block.id for turn in state.turns):
        yield Line(Look.CONTENT, meeting.profile.form.closed_notice)
    for role in _SECTIONS if turns else ():
        lines = list(_said(scene, [turn for turn in turns if _role(meeting, turn.phase) is role]))
        if lines or role in (PhaseRole.QUESTIONS, PhaseRole.OPINIONS):
            yield Line(Look.SUBHEADING, names[role])
            yield from lines or [Line(Look.CONTENT, words.nothing)]
    yield Line(Look.SUBHEADING, words.result)
    # Alike results stand on one line each time they follow one another.
    decided = [
        (case, printed(meeting, printed_result(meeting, state.rulings.get(case)), scene.edition))
        for case in cases_of(groups)
    ]
    for result, alike in groupby(decided, key=lambda pair: pair[1]):
        numbers = "・".join(meeting.profile.notation.label(case) for case, _ in alike)
        yield Line(Look.ITEM, f"・{numbers}　{result}")


def _said(scene: _Scene, turns: list[Turn]) -> Iterator[Line]:
    state, meeting, words = scene.state, scene.meeting, scene.words
    letters = lettered(meeting, state.turns)
    procedure = {phrase_text(state, phrase) for phrase in meeting.profile.phrases}
    for turn in turns:
        row = turn_row(state, meeting, turn, scene.edition, letters)
        kept = [p for p in row.paragraphs if not (is_chair(state, turn.speaker) and p.text in procedure)]
        for number, paragraph in enumerate(kept):
            speaker = f"{words.speaker_open}{row.label}{words.speaker_close}" if number == 0 else "　"
            notes = row.notes if number == 0 else ()
            yield Line(Look.ITEM, f"{speaker}{paragraph.text}", notes, paragraph.cleared)
        if not row.paragraphs:
            yield Line(Look.ITEM, f"{words.speaker_open}{row.label}{words.speaker_close}", row.notes)


def _role(meeting: Meeting, phase: str) -> PhaseRole | None:
    found = meeting.profile.phase(phase)
    return found.role if found else None
