"""Which side speaks next (次の発言の側): the usual procedure, weighed against this meeting's own habits.

The table below is the standard's order of proceedings, put as so many imagined turns; each turn of the
meeting then counts as one more, recent ones in full and older ones less. What was said last tips the balance.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from clerk_tui.domain.profile import PhaseRole, Standing

from . import cues
from .cues import Call
from .members import in_turn
from .office import explainers_left
from .scene import Pause, Scene, Side

Weights = Mapping[Side, float]

# A turn's weight shrinks to a half within about 30 turns, the length of one round of questions.
_FADING = 0.977

# Nothing is impossible in a meeting.
_SELDOM = 0.03

_START = {Side.CHAIR: 6.0, Side.OFFICE: 1.0, Side.MEMBER: 0.3}

# Outside of blocks, chair and secretariat take turns.
_FORMAL: Mapping[Side, Weights] = {
    Side.CHAIR: {Side.OFFICE: 3.0, Side.CHAIR: 1.0, Side.MEMBER: 0.5},
    Side.OFFICE: {Side.CHAIR: 5.0, Side.OFFICE: 0.5, Side.MEMBER: 0.5},
    Side.MEMBER: {Side.CHAIR: 3.0, Side.OFFICE: 2.0, Side.MEMBER: 0.5},
    Side.REPORTER: {Side.CHAIR: 5.0, Side.OFFICE: 0.5, Side.MEMBER: 0.5},
}

# A body whose secretariat does not report on the attendance has its chair go on from item to item.
_LED: Mapping[Side, Weights] = {**_FORMAL, Side.CHAIR: {Side.CHAIR: 4.0, Side.OFFICE: 1.5, Side.MEMBER: 0.5}}

_USUAL: Mapping[PhaseRole, Mapping[Side, Weights]] = {
    PhaseRole.EXPLANATION: {
        Side.CHAIR: {Side.OFFICE: 5.0, Side.MEMBER: 0.5, Side.CHAIR: 0.3},
        Side.OFFICE: {Side.CHAIR: 3.0, Side.OFFICE: 1.0, Side.MEMBER: 0.3},
        Side.MEMBER: {Side.OFFICE: 3.0, Side.CHAIR: 2.0, Side.MEMBER: 0.3},
        Side.REPORTER: {Side.CHAIR: 5.0, Side.OFFICE: 0.5, Side.MEMBER: 0.5},
    },
    PhaseRole.QUESTIONS: {
        Side.CHAIR: {Side.MEMBER: 5.0, Side.OFFICE: 0.5, Side.CHAIR: 0.2},
        Side.MEMBER: {Side.OFFICE: 5.0, Side.CHAIR: 0.7, Side.MEMBER: 0.2},
        Side.OFFICE: {Side.MEMBER: 4.0, Side.CHAIR: 0.8, Side.OFFICE: 0.6},
        Side.REPORTER: {Side.MEMBER: 3.0, Side.CHAIR: 2.0, Side.OFFICE: 0.5},
    },
    PhaseRole.OPINIONS: {
        Side.CHAIR: {Side.MEMBER: 5.0, Side.OFFICE: 0.4, Side.CHAIR: 0.3},
        Side.MEMBER: {Side.CHAIR: 3.0, Side.MEMBER: 2.0, Side.OFFICE: 0.5},
        Side.OFFICE: {Side.CHAIR: 3.0, Side.MEMBER: 2.0, Side.OFFICE: 0.3},
        Side.REPORTER: {Side.CHAIR: 3.0, Side.MEMBER: 2.0, Side.OFFICE: 0.5},
    },
    PhaseRole.COMMITTEE_REPORT: {
        Side.CHAIR: {Side.REPORTER: 3.0, Side.OFFICE: 1.5, Side.MEMBER: 1.0},
        Side.OFFICE: {Side.CHAIR: 4.0, Side.REPORTER: 1.5, Side.OFFICE: 0.5},
        Side.MEMBER: {Side.CHAIR: 2.0, Side.OFFICE: 2.0, Side.REPORTER: 2.0},
        Side.REPORTER: {Side.CHAIR: 5.0, Side.MEMBER: 0.5, Side.OFFICE: 0.5},
    },
    PhaseRole.REPLY: {
        **_FORMAL,
        Side.CHAIR: {Side.CHAIR: 2.0, Side.OFFICE: 1.5, Side.MEMBER: 0.5},
    },
}


def sides(scene: Scene, call: Call | None) -> dict[Side, float]:
    """How likely each side is to speak next; the values sum to 1."""
    usual = _usual(scene)
    weights = {side: usual.get(side, _SELDOM) for side in Side}
    _learn(scene, weights)
    for side, factor in _tipping(scene, call).items():
        weights[side] *= factor
    total = sum(weights.values())
    return {side: weight / total for side, weight in weights.items()}


def _usual(scene: Scene) -> Weights:
    last = scene.last
    if last is None or (scene.pause is Pause.HEADING and scene.part is not PhaseRole.EXPLANATION):
        # A block that does not begin with an explanation begins with the chair's words.
        return _START
    reported = scene.meeting.profile.phase_of(PhaseRole.ABSENCE) is not None
    table = _USUAL.get(scene.part, _FORMAL if reported else _LED)
    if scene.pause is Pause.HEADING:
        return table[Side.CHAIR]
    if scene.part is PhaseRole.EXPLANATION and last.side is Side.OFFICE and explainers_left(scene):
        return {Side.OFFICE: 5.0, Side.CHAIR: 1.0, Side.MEMBER: 0.2}
    return table[last.side]


def _learn(scene: Scene, weights: dict[Side, float]) -> None:
    """Add what followed on the same side in the same phase of this meeting."""
    last = scene.last
    if last is None or scene.pause is not Pause.NONE:
        return
    weight = 1.0
    # Pairs of neighbours, newest first: ``after`` followed on ``before``.
    for after, before in zip(scene.steps, scene.steps[1:], strict=False):
        if after.part is scene.part and before.side is last.side and not after.apart:
            weights[after.side] += weight
        weight *= _FADING


def _tipping(scene: Scene, call: Call | None) -> dict[Side, float]:
    """Factors for what was said, and for what stands after it."""
    last = scene.last
    if scene.pause is Pause.STAGE:
        return {Side.CHAIR: 6.0}
    if scene.pause is Pause.MARK:
        # After a recess it is the chair who goes on.
        return {Side.CHAIR: 40.0}
    if last is None or scene.pause is Pause.HEADING:
        return {}
    match last.side:
        case Side.CHAIR:
            return _after_chair(scene, call)
        case Side.MEMBER:
            if in_turn(scene) is not None:
                return {Side.MEMBER: 6.0}
            if cues.ends(last.paragraphs):
                return {Side.CHAIR: 12.0, Side.OFFICE: 0.4}
            if scene.part is PhaseRole.QUESTIONS and last.paragraphs and not cues.asks(last.paragraphs):
                return {Side.CHAIR: 2.5}
            return {}
        case Side.OFFICE | Side.REPORTER:
            return {}
        case _:
            assert_never(last.side)


def _after_chair(scene: Scene, call: Call | None) -> dict[Side, float]:
    assert scene.last is not None
    said = scene.last.paragraphs
    if call is not None:
        # Those who answer are many, and share what their side is given.
        side = _side_of(scene, call)
        return {side: 100.0 if side is Side.OFFICE else 40.0}
    if cues.wants_explanation(said):
        return {Side.OFFICE: 6.0}
    if cues.invites(said):
        return {Side.MEMBER: 6.0}
    if scene.block is not None and said and cues.asks(said):
        # A question of the chair's own is the offices' to answer.
        return {Side.OFFICE: 6.0}
    return {}


def _side_of(scene: Scene, call: Call) -> Side:
    if call.capacity:
        return Side.REPORTER
    if call.office or any(scene.standing(speaker) is not Standing.MEMBER for speaker in call.speakers):
        return Side.OFFICE
    return Side.MEMBER
