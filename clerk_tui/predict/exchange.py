"""What the open block has shown so far (この審議でのやりとり): who explained, who answered what, who adds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import assert_never

from msgspec import Struct, field

from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.profile import PhaseRole
from clerk_tui.domain.record import Speaker

from . import cues
from .scene import Scene, Side, Step
from .words import about


class Exchange(Struct):
    """What the open block has shown so far (この案件群でのやりとり)."""

    explained: dict[Speaker, set[GroupId]] = field(default_factory=dict)
    """Who explained, and which groups they named."""
    answered: dict[Speaker, float] = field(default_factory=lambda: defaultdict(float))
    """Answers, a supplement counting less than a first answer."""
    on: dict[GroupId, dict[Speaker, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )
    """The same for questions that named a group."""
    after: dict[Speaker, dict[Speaker, float]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(float))
    )
    """Who added to whose answer."""
    matter: frozenset[GroupId] = frozenset()
    """The groups that the present exchange is about; empty: nobody said."""
    moved: bool = False
    """Whether the last question went over to another matter than the one before it."""
    answering: list[Speaker] = field(default_factory=list)
    """Who answered the member who has the floor, the latest last."""


def review(scene: Scene) -> Exchange:
    """Go through the block from its start."""
    seen = Exchange()
    group_of = {case: group.id for group in scene.groups for case in group.cases}
    before: Step | None = None
    for step in reversed(tuple(scene.in_block())):
        match step.side:
            case Side.CHAIR:
                if not step.paragraphs or cues.invites(step.paragraphs):
                    seen.matter, seen.moved = frozenset(), False
                    seen.answering.clear()
            case Side.MEMBER | Side.REPORTER:
                named = step.cases or cues.cases_in(scene.meeting, step.paragraphs)
                matter = frozenset(group_of[case] for case in named if case in group_of) or about(
                    scene.meeting, scene.groups, step.paragraphs
                )
                seen.moved = bool(matter) and bool(seen.matter) and matter != seen.matter
                seen.matter = matter or seen.matter
            case Side.OFFICE:
                _heard(scene, seen, step, before, group_of)
            case _:
                assert_never(step.side)
        before = step
    return seen


def _heard(
    scene: Scene, seen: Exchange, step: Step, before: Step | None, group_of: Mapping[CaseId, GroupId]
) -> None:
    if step.part is PhaseRole.EXPLANATION:
        named = step.cases or cues.cases_in(scene.meeting, step.paragraphs)
        seen.explained[step.speaker] = {group_of[case] for case in named if case in group_of}
        return
    adds = before is not None and before.side is Side.OFFICE and before.part is not PhaseRole.EXPLANATION
    if adds and before is not None:
        seen.after[before.speaker][step.speaker] += 1.0
    weight = 0.4 if adds else 1.0
    seen.answered[step.speaker] += weight
    for group in seen.matter:
        seen.on[group][step.speaker] += weight
    if step.speaker in seen.answering:
        seen.answering.remove(step.speaker)
    # The one who answers first is asked again; who only adds stands behind.
    seen.answering.insert(len(seen.answering) - (1 if adds and seen.answering else 0), step.speaker)
    seen.moved = False
