"""要点記録: block by block the points of what was explained, asked, thought and decided (要点), the rest counted."""

from __future__ import annotations

from itertools import groupby
from typing import Annotated

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.labels import Letters, lettered
from clerk_tui.domain.meeting import Group, Meeting
from clerk_tui.domain.points import AS_SAID
from clerk_tui.domain.profile import PhaseRole
from clerk_tui.domain.queries import block_groups, cases_of, group_heading, is_chair
from clerk_tui.domain.record import Block, State
from clerk_tui.domain.record import Turn as RecordedTurn
from clerk_tui.domain.wording import phrase_text
from clerk_tui.minutes.document import CaseRow, Document, Paragraph, Turn, named
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import closed_notice, prepared, turn_row
from clerk_tui.minutes.showing import printed_case, shown, words


class Section(Struct, frozen=True):
    """What was said in one phase: the turns that are points, and how many are not."""

    turns: Annotated[tuple[Turn, ...], named("要点発言", "要点にした発言の並び。書記の言葉か、発言のまま")]
    left: Annotated[str, named("省いた数", "要点にしていない発言の数。ないときは空")]


class Announced(Struct, frozen=True):
    """One group of cases, as it was announced."""

    heading: Annotated[str, named("見出し", "案件の見出し")]
    cases: Annotated[tuple[CaseRow, ...], named("案件一覧", "その案件の並び")]


class Part(Section, frozen=True):
    """A section with the name of its phase."""

    name: Annotated[str, named("段階", "審議会の型の段階の名前（説明、質疑、討論など）")] = ""


class BlockPoints(Struct, frozen=True):
    """What was said about the cases that were taken together."""

    groups: Annotated[tuple[Announced, ...], named("案件群", "一括して審議した案件の並び")]
    closed: Annotated[str, named("非公開", "非公開で審議したことわり書き。公開の審議では空")]
    parts: Annotated[
        tuple[Part, ...],
        named("段階一覧", "審議の段階ごとの要点の並び。質疑と意見に当たる段階は、発言がなくても載る"),
    ]
    results: Annotated[tuple[CaseRow, ...], named("結果一覧", "結果の並び。同じ結果が続く案件は一行")]


class Fields(Struct, frozen=True):
    """What this layout alone prints."""

    blocks: Annotated[tuple[BlockPoints, ...], named("要点一覧", "審議の順の、案件群ごとの要点")]
    notices: Annotated[Section, named("その他の発言", "事務連絡などの要点")]


def fields(state: State, document: Document) -> Fields:
    """The record case by case; the chair's procedural lines are left out."""
    meeting = prepared(state)
    procedure = frozenset(phrase_text(state, phrase) for phrase in meeting.profile.phrases)
    scene = _Scene(state, meeting, Edition(document.edition), lettered(meeting, state.turns), procedure)
    turns = [entry for entry in shown(state, scene.edition) if isinstance(entry, RecordedTurn)]
    blocks = []
    for block in state.blocks:
        groups = [group for group in block_groups(state, block.id) if group.cases or group.heading]
        if groups:
            blocks.append(_block(scene, block, groups, [turn for turn in turns if turn.block == block.id]))
    notices = [turn for turn in turns if _role(scene.meeting, turn.phase) is PhaseRole.NOTICES]
    return Fields(tuple(blocks), _section(scene, notices))


class _Scene(Struct, frozen=True):
    """What every part of the document is made from."""

    state: State
    meeting: Meeting
    edition: Edition
    letters: Letters
    procedure: frozenset[str]
    """What the chair says at every meeting."""


def _block(scene: _Scene, block: Block, groups: list[Group], turns: list[RecordedTurn]) -> BlockPoints:
    state, meeting = scene.state, scene.meeting
    label = meeting.profile.notation.label

    closed = not turns and any(turn.block == block.id for turn in state.turns)
    # Alike results stand on one line each time they follow one another.
    decided = [
        (case, printed_case(state, case, scene.edition))
        for case in cases_of(groups)
    ]
    alike = groupby(decided, key=lambda pair: pair[1])
    return BlockPoints(
        groups=tuple(_announced(meeting, group) for group in groups),
        closed=closed_notice(meeting, next((g.closed for g in groups if g.closed), "")) if closed else "",
        parts=() if closed else tuple(_parts(scene, turns)),
        results=tuple(
            CaseRow("・".join(label(case) for case, _ in pairs), "", result) for result, pairs in alike
        ),
    )


def _parts(scene: _Scene, turns: list[RecordedTurn]) -> list[Part]:
    """The phases of the block as they came, whatever the body calls them; who said nothing keeps the usual place."""
    found: list[tuple[float, Part]] = []
    place = -1.0
    for phase in scene.meeting.profile.phases:
        theirs = [turn for turn in turns if turn.phase == phase.id]
        place = float(turns.index(theirs[0])) if theirs else place + 1 / len(scene.meeting.profile.phases)
        if phase.role is PhaseRole.RULING:
            # The ruling itself stands below; what others said to it does not.
            theirs = [turn for turn in theirs if not is_chair(scene.state, turn.speaker)]
        said = _section(scene, theirs)
        always = phase.in_block and phase.role in (PhaseRole.QUESTIONS, PhaseRole.OPINIONS)
        if said.turns or said.left or always:
            found.append((place, Part(said.turns, said.left, phase.name)))
    return [part for _, part in sorted(found, key=lambda pair: pair[0])]


def _announced(meeting: Meeting, group: Group) -> Announced:
    found = ((case_id, meeting.case(case_id)) for case_id in group.cases)
    cases = (
        CaseRow(meeting.profile.notation.label(case_id), case.title if case else "", "")
        for case_id, case in found
    )
    return Announced(group_heading(meeting, group), tuple(cases))


def _section(scene: _Scene, turns: list[RecordedTurn]) -> Section:
    """The points among the turns: those marked, and those that tell in a sentence what was done instead of said.

    Lines of procedure that the chair says at every meeting are not counted.
    """
    state, meeting = scene.state, scene.meeting
    points, left = [], 0
    for turn in turns:
        if not turn.point and not turn.narrated:
            left += not (is_chair(state, turn.speaker) and scene.procedure.issuperset(turn.paragraphs))
            continue
        row = turn_row(state, meeting, turn, scene.edition, scene.letters)
        if turn.point not in ("", AS_SAID):
            own = words(meeting, turn.point, scene.edition).split("\n")
            row = replace(row, paragraphs=tuple(Paragraph(line) for line in own if line.strip()))
        points.append(row)
    return Section(tuple(points), str(left or ""))


def _role(meeting: Meeting, phase: str) -> PhaseRole | None:
    found = meeting.profile.phase(phase)
    return found.role if found else None
