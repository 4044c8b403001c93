"""Which member speaks next (次の委員): the one who has the floor, or somebody new."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.record import Named, Speaker, Unnamed

from . import cues
from .choice import Choice
from .cues import Call
from .scene import Pause, Scene, Side, Step


def member_choices(scene: Scene, call: Call | None) -> list[Choice]:
    """Every member, and the member whose name is not known yet (氏名未定)."""
    unnamed = plain_member(scene)
    # First where nothing tells who it is: a guessed name that is overlooked is a remark in another mouth.
    weights: dict[Speaker, tuple[float, str]] = {unnamed: (2.0, "委員（新しい発言者）")}
    named = scene.of(Standing.MEMBER)
    if not _anonymous(scene):
        for person in named:
            weights[Named(person.id)] = (1.0, "委員")
        _by_habit(scene, weights)
    else:
        # They are offered, but a record without names is likely to stay one.
        weights |= {Named(person.id): (0.01, "委員") for person in named}
    spread = sum(weight for speaker, (weight, _) in weights.items() if speaker != unnamed) or 1.0
    choices = {
        speaker: (weight if speaker == unnamed else weight / spread, reason)
        for speaker, (weight, reason) in weights.items()
    }
    if (holder := _holder(scene)) and (holder == unnamed or holder in choices):
        choices[holder] = (24.0, "前の質問者" if scene.part is PhaseRole.QUESTIONS else "前の発言者")
    if (other := _opposite(scene)) and other in choices:
        choices[other] = (12.0, "交互に発言")
    if (following := in_turn(scene)) in choices:
        choices[following] = (12.0, "席の順")
    for number, speaker in enumerate((asked for asked in scene.asked if asked in choices), 1):
        choices[speaker] = (16.0 if number == 1 else 4.0, f"挙手{number}")
    for speaker in call.speakers if call else ():
        if speaker in choices and speaker != unnamed:
            choices[speaker] = (60.0, "名指し")
    last = scene.last
    if last is not None and last.side is Side.MEMBER and last.speaker != unnamed and last.speaker in choices:
        choices[last.speaker] = (0.01, "続けて発言")
    return [Choice(speaker, weight, reason) for speaker, (weight, reason) in choices.items()]


def plain_member(scene: Scene) -> Speaker:
    """The plain member: a profile has that role, its reader sees to it."""
    role = scene.meeting.profile.role_of(Standing.MEMBER) or scene.meeting.profile.roles[0]
    return Unnamed(role.id)


def _anonymous(scene: Scene) -> bool:
    """Whether members have been recorded by role alone, so far."""
    speakers = [step.speaker for step in scene.steps if step.side is Side.MEMBER]
    return bool(speakers) and all(isinstance(speaker, Unnamed) for speaker in speakers)


def _holder(scene: Scene) -> Speaker | None:
    """The member who keeps the floor through the answers, until the chair asks for somebody else."""
    if scene.pause is not Pause.NONE:
        return None
    for step in scene.steps:
        match step.side:
            case Side.MEMBER:
                return step.speaker
            case Side.CHAIR if not _gives_back(step) or step.part is not scene.part:
                # With another phase the floor is open again.
                return None
            case _:
                pass
    return None


def _opposite(scene: Scene) -> Speaker | None:
    """The other one of two members who take turns (甲、乙、甲): they are in an exchange of their own."""
    said: list[Speaker] = []
    for step in scene.in_block():
        if step.part is not scene.part:
            break
        if step.side is Side.MEMBER and (not said or said[-1] != step.speaker):
            said.append(step.speaker)
        if len(said) == _EXCHANGE:
            return said[1] if said[0] == said[2] else None
    return None


def in_turn(scene: Scene) -> Speaker | None:
    """Who sits next to the last speaker, where opinions have been asked for along the seats (席の順の意見)."""
    if scene.part is not PhaseRole.OPINIONS:
        return None
    order: list[Speaker] = [Named(person.id) for person in scene.of(Standing.MEMBER)]
    said = [
        step.speaker
        for step in scene.in_block()
        if step.side is Side.MEMBER and step.part is scene.part and step.speaker in order
    ][:_ROUND]
    places = [order.index(speaker) for speaker in said]
    along = len(places) == _ROUND and all(before + 1 == after for after, before in pairwise(places))
    return order[places[0] + 1] if along and places[0] + 1 < len(order) else None


_ROUND = 2
"""Neighbours who have spoken one after the other, which shows a round."""
_EXCHANGE = 3
"""Turns of members that show an exchange."""


def _gives_back(step: Step) -> bool:
    """Whether the chair only put a word in between."""
    return (
        bool(step.paragraphs)
        and not cues.invites(step.paragraphs)
        and not cues.invites_another(step.paragraphs)
    )


def _by_habit(scene: Scene, weights: dict[Speaker, tuple[float, str]]) -> None:
    """Those who speak often speak again, but seldom twice in one round."""
    fading = 1.0
    for step in _members(scene):
        if step.speaker in weights and isinstance(step.speaker, Named):
            weight, reason = weights[step.speaker]
            here = step.block == scene.block
            again = here and step.part is scene.part
            # Who has asked about these cases mostly has an opinion on them.
            more = (1.0 if here else 0.3) * fading
            weights[step.speaker] = (weight * 0.8 if again else weight + more, reason)
        fading *= 0.97


def _members(scene: Scene) -> Iterator[Step]:
    return (step for step in scene.steps if step.side is Side.MEMBER)
