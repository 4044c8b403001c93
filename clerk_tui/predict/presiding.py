"""Who speaks for the chair's side next (進行・部会報告): the presider, and whoever reports for a committee."""

from __future__ import annotations

from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.record import Named

from .choice import Choice
from .cues import Call
from .members import plain_member
from .scene import Scene, Side


def chair_choices(scene: Scene) -> list[Choice]:
    """The chair, or the one who has taken the chair's place (会長職務代理者)."""
    weights = {(Named(person.id), ""): 1.0 for person in scene.of(Standing.CHAIR)}
    before = next((step for step in scene.steps if step.side is Side.CHAIR), None)
    deputies = [
        capacity for capacity in scene.meeting.profile.capacities if scene.meeting.profile.presides(capacity)
    ]
    if not weights:
        weights = {
            (Named(person.id), presiding_capacity(scene.meeting, person)): 1.0
            for person in scene.people
            if presides_by_post(scene.meeting, person)
        }
    choices = [Choice(speaker, weight, "進行", capacity) for (speaker, capacity), weight in weights.items()]
    if before and (before.speaker, before.capacity) not in weights:
        choices.append(Choice(before.speaker, 5.0, "進行", before.capacity))
    if not choices and deputies:
        choices.append(Choice(plain_member(scene), 1.0, f"{deputies[0]}として", deputies[0]))
    return choices


_DEPUTIES = ("副会長", "副委員長", "職務代理者", "会長職務代理者", "委員長職務代理者")
"""Posts that preside in the chair's absence, whatever the profile says of them."""


def presides_by_post(meeting: Meeting, person: Person) -> bool:
    """Whether somebody's post lets them preside while the chair is away."""
    return meeting.profile.presides(person.post) or person.post in _DEPUTIES


def presiding_capacity(meeting: Meeting, person: Person) -> str:
    """In which capacity a deputy presides: their post where it says so, else the first that the profile has."""
    if meeting.profile.presides(person.post):
        return person.post
    acting = (capacity for capacity in meeting.profile.capacities if meeting.profile.presides(capacity))
    return next(acting, person.post)


def reporter_choices(scene: Scene, call: Call | None) -> list[Choice]:
    """Who may report for a committee (部会長): the chair in that capacity, or a member."""
    capacities = [
        name for name in scene.meeting.profile.capacities if not scene.meeting.profile.presides(name)
    ]
    told = bool(call and call.capacity in capacities)
    capacity = call.capacity if call and told else "".join(capacities[:1])
    if not capacity:
        return []
    # 「部会長から」 calls somebody else; without a word, or with 「私から」, the chair goes on.
    chair = 1.0 if told and call and not call.myself else 3.0
    reason = f"{capacity}として"
    heard = {step.speaker for step in scene.steps if step.capacity == capacity}
    weights = {Named(person.id): chair for person in scene.of(Standing.CHAIR)}
    weights |= {Named(person.id): 4.0 for person in scene.of(Standing.MEMBER) if person.post == capacity}
    # Whom the agenda names as explaining the open cases.
    for person in dict.fromkeys(person for group in scene.groups for person in group.explainers):
        speaker = Named(person)
        if scene.standings.get(speaker) in (Standing.CHAIR, Standing.MEMBER):
            weights[speaker] = weights.get(speaker, 0.0) + 6.0
    choices = [Choice(speaker, weight, reason, capacity) for speaker, weight in weights.items()]
    choices.append(Choice(plain_member(scene), 2.0, reason, capacity))
    return [
        Choice(choice.speaker, choice.weight * (1.5 if choice.speaker in heard else 1.0), reason, capacity)
        for choice in choices
    ]
