"""Rulings against the agenda and against what was declared (裁決の点検)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.labels import written_cases
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import Progress, agenda, block_groups, cases_of, group_heading, ruled_outcome
from clerk_tui.domain.record import MeetingStage, Position, State
from clerk_tui.domain.votes import repeated, voted_on

from .finding import Finding, Rule


def unruled(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Cases that nothing was decided on, apart from those put off."""
    for group in agenda(state):
        if group.remaining and group.progress is not Progress.DEFERRED:
            names = written_cases(meeting, group.remaining)
            yield Finding(
                Rule.UNRULED,
                f"{names}の結果が記録されていません。裁決するか、継続審議としてください。",
                cases=group.remaining,
            )


def deferred(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Groups put off (後回し) and not come back to."""
    for group in agenda(state):
        if group.progress is Progress.DEFERRED:
            why = f"（{group.reason}）" if group.reason else ""
            yield Finding(
                Rule.DEFERRED,
                f"後回しにした{group_heading(meeting, group.group)}{why}に、まだ戻っていません。",
                cases=group.remaining,
            )


def not_closed(state: State, _meeting: Meeting) -> Iterator[Finding]:
    """A recess that nobody has ended."""
    if state.stage is MeetingStage.RECESS:
        yield Finding(Rule.NOT_CLOSED, "休憩のままです。再開を記録してから閉会してください。")


def ruled_twice(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Cases decided more than once; the last decision counts."""
    for case, ruling in state.rulings.items():
        if times := repeated(meeting, voted_on(state, case)):
            names = written_cases(meeting, (case,))
            yield Finding(
                Rule.RULED_TWICE,
                f"{names}の裁決が{times}回あります。最後の「{ruling.decision.outcome}」を採ります。",
                ruling.entry,
                (ruling.decision.case,),
            )


def outside_block(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Decisions on cases that were not before the meeting."""
    for ruling in state.votes:
        if ruling.block is None and not state.blocks:
            continue
        if ruling.decision.case not in cases_of(block_groups(state, ruling.block)):
            names = written_cases(meeting, (ruling.decision.case,))
            yield Finding(
                Rule.OUTSIDE_BLOCK,
                f"{names}は、審議中でないときに裁決されています。番号の言い間違いでないか確かめてください。",
                ruling.entry,
                (ruling.decision.case,),
            )


def block_incomplete(state: State, meeting: Meeting) -> Iterator[Finding]:
    """A block of which some cases were ruled and some not, once it is closed."""
    for block in state.blocks:
        if block.closed is None:
            continue
        cases = cases_of(block_groups(state, block.id))
        left = tuple(case for case in cases if case not in state.rulings)
        if left and len(left) < len(cases):
            yield Finding(
                Rule.BLOCK_INCOMPLETE,
                f"一括審議のうち{written_cases(meeting, left)}だけ、裁決から漏れています。",
                cases=left,
            )


def opposed(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Objections that the ruling does not show: the table would print a plain result."""
    against = {
        case for stance in state.stances if stance.position is Position.AGAINST for case in stance.cases
    }
    plain: list[CaseId] = []
    for case in sorted(against):
        ruling = state.rulings.get(case)
        outcome = ruled_outcome(meeting, ruling) if ruling else None
        if ruling and outcome and outcome.settled and not ruling.tally and not ruling.decision.note:
            plain.append(case)
    if plain:
        yield Finding(
            Rule.OPPOSED,
            f"反対の表明がありますが、結果には表れません：{written_cases(meeting, tuple(plain))}。",
            cases=tuple(plain),
        )


def implicit(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Stances whose cases nobody named."""
    for stance in state.stances:
        if stance.implicit:
            yield Finding(
                Rule.IMPLICIT_STANCE,
                f"「{stance.position}」の対象が明言されていません（{written_cases(meeting, stance.cases)}として記録）。",
                stance.entry,
                stance.cases,
            )


def opposite(state: State, meeting: Meeting) -> Iterator[Finding]:
    """One speech that is for and against the same case: a slip of the key, or of the tongue."""
    sides: dict[EntryId | None, dict[Position, set[CaseId]]] = {}
    for stance in state.stances:
        sides.setdefault(stance.entry, {}).setdefault(stance.position, set()).update(stance.cases)
    for entry, side in sides.items():
        both = tuple(sorted(side.get(Position.FOR, set()) & side.get(Position.AGAINST, set())))
        if entry and both:
            yield Finding(
                Rule.OPPOSITE_STANCES,
                f"一つの発言に賛成と反対の両方が記録されています：{written_cases(meeting, both)}。",
                entry,
                both,
            )
