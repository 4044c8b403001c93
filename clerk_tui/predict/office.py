"""Who of those that explain and answer speaks next (説明・答弁する人): by agenda, by matter, by habit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import assert_never

from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Group, Person
from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.record import Named, Speaker, Unnamed

from . import cues
from .choice import Choice
from .cues import Call
from .exchange import review
from .scene import Pause, Scene, Side
from .words import shared, titles

_ANSWERING = (Standing.OFFICIAL, Standing.SECRETARIAT, Standing.GUEST)
_SEVERAL = re.compile("[、，,・／/\\s]+")
_ASKING = (PhaseRole.QUESTIONS, PhaseRole.OPINIONS)


def explainers_left(scene: Scene) -> tuple[Speaker, ...]:
    """Explainers of the open block who have not spoken in it, in the order of its groups."""
    heard = {step.speaker for step in scene.in_block()}
    named = (Named(person) for group in scene.groups for person in group.explainers)
    here = {Named(person.id) for person in scene.people}
    return tuple(speaker for speaker in dict.fromkeys(named) if speaker in here and speaker not in heard)


def office_choices(scene: Scene, call: Call | None) -> list[Choice]:
    """Everybody who may explain or answer."""
    if scene.part is PhaseRole.EXPLANATION:
        weigh = _explaining(scene)
    elif scene.part in _ASKING:
        weigh = _answering(scene)
    else:
        weigh = _reporting(scene)
    if call:
        _add_called(scene, call, weigh)
    last = scene.last
    if last is not None and last.side is Side.OFFICE and last.speaker in weigh and scene.pause is Pause.NONE:
        # Whoever has just spoken does not speak again.
        weigh[last.speaker] = (weigh[last.speaker][0] * 0.02, weigh[last.speaker][1])
    return [Choice(speaker, weight, reason) for speaker, (weight, reason) in weigh.items()]


_Weighed = dict[Speaker, tuple[float, str]]


def _everybody(scene: Scene) -> _Weighed:
    """All who may answer, nearly alike: of those nothing is known about, the roster's order decides."""
    weighed: _Weighed = {}
    for index, person in enumerate(scene.of(*_ANSWERING)):
        weighed[Named(person.id)] = (0.2 / (index + 4), scene.meeting.role_of(person).title)
    for step in scene.steps:
        if step.side is Side.OFFICE and step.speaker not in weighed:
            # Known by role only, so far.
            weighed[step.speaker] = (0.05, "先の発言者")
    return weighed


def _add(weighed: _Weighed, speaker: Speaker, weight: float, reason: str) -> None:
    """More weight; the reason shown is that of the greatest part."""
    if speaker in weighed:
        before, why = weighed[speaker]
        weighed[speaker] = (before + weight, reason if weight >= before else why)


def _explaining(scene: Scene) -> _Weighed:
    weighed = _everybody(scene)
    for index, speaker in enumerate(explainers_left(scene)):
        _add(weighed, speaker, 6.0 / (index + 1), "説明者")
    heard = {step.speaker for step in scene.in_block()}
    for person in _of_offices(scene, scene.groups):
        if Named(person.id) not in heard:
            _add(weighed, Named(person.id), 1.5, "所管課")
    # Where the agenda names nobody, those who explained before explain again.
    for step in scene.steps:
        if step.part is PhaseRole.EXPLANATION and step.side is Side.OFFICE and step.block != scene.block:
            _add(weighed, step.speaker, 0.8, "前回の説明者")
    _add_secretariat(scene, weighed, 0.4)
    return weighed


def _answering(scene: Scene) -> _Weighed:
    weighed = _everybody(scene)
    block = review(scene)
    last = scene.last
    asked = last.paragraphs if last is not None and last.side is Side.MEMBER else ()
    _add_by_words(scene, weighed, block.matter, asked)
    for person in cues.posts_in(scene, asked):
        _add(weighed, Named(person.id), 3.0, "名指し")
    for person in cues.addressed(scene, asked):
        _add(weighed, Named(person.id), 30.0, "名指し")
    adding = last is not None and last.side is Side.OFFICE
    # Who answered before is asked again; that says less about who adds to somebody else's answer.
    again = 0.4 if block.moved else 3.0 if adding else 6.0
    for age, speaker in enumerate(reversed(block.answering)):
        _add(weighed, speaker, again * 0.45**age, "続けて答弁")
    groups = [group for group in scene.groups if group.id in block.matter] or list(scene.groups)
    sure = bool(block.matter) or len(groups) == 1
    for group in groups:
        _add_shares(weighed, block.on.get(group.id, {}), 4.0 if block.matter else 1.0, "この案件で答弁")
    offices = _of_offices(scene, groups)
    for person in offices:
        _add(weighed, Named(person.id), (5.0 if sure else 2.0) / len(offices), "所管課")
    for speaker, explained in block.explained.items():
        about = not block.matter or not explained or bool(block.matter & explained)
        official = scene.standing(speaker) is Standing.OFFICIAL
        _add(weighed, speaker, (3.0 if official else 1.0) if about else 0.2, "説明者")
    _add_shares(weighed, block.answered, 0.5 if block.moved else 1.5, "この審議で答弁")
    if last is not None and adding:
        _add_shares(weighed, block.after.get(last.speaker, {}), 6.0, "答弁を補う人")
        if sure:
            # Where two offices are in charge of the matter, one answer is often half of it.
            for person in offices:
                if Named(person.id) not in block.answering:
                    _add(weighed, Named(person.id), 4.0, "ほかの所管課")
        for speaker in block.explained:
            _add(weighed, speaker, 1.5, "説明者の補足")
    return weighed


def _add_by_words(scene: Scene, weighed: _Weighed, matter: frozenset[GroupId], asked: Sequence[str]) -> None:
    """Whoever's post sounds like what is asked, or like the title of the matter: an agenda may name no office."""
    groups = [group for group in scene.groups if not matter or group.id in matter]
    if any(group.office for group in groups):
        return
    texts = titles(scene.meeting, groups)
    # Speeches are long: two characters in them mean little, in a title much.
    said = [sentence for paragraph in asked for sentence in paragraph.split("。")]
    for person in scene.of(Standing.OFFICIAL):
        if alike := 2 * shared(person, texts) + shared(person, said):
            _add(weighed, Named(person.id), 0.35 * min(alike, 6), "所管と見られる")


def _reporting(scene: Scene) -> _Weighed:
    """Outside of questions the secretariat speaks, mostly the one who did before."""
    weighed = _everybody(scene)
    _add_secretariat(scene, weighed, 1.0)
    for person in {person for group in scene.meeting.groups for person in group.explainers}:
        # Who explains the cases is the one who works on them.
        if Named(person) in weighed and scene.standing(Named(person)) is Standing.SECRETARIAT:
            _add(weighed, Named(person), 0.5, "事務局")
    fading = 1.0
    for step in scene.steps:
        if step.side is Side.OFFICE and scene.standing(step.speaker) is Standing.SECRETARIAT:
            formal = step.part not in _ASKING
            _add(weighed, step.speaker, (1.2 if formal else 0.3) * fading, "事務局")
            fading *= 0.8
    return weighed


def _add_secretariat(scene: Scene, weighed: _Weighed, weight: float) -> None:
    for index, person in enumerate(scene.of(Standing.SECRETARIAT)):
        _add(weighed, Named(person.id), weight / (index + 1), "事務局")


def _add_called(scene: Scene, call: Call, weighed: _Weighed) -> None:
    for speaker in call.speakers:
        match speaker:
            case Named():
                _add(weighed, speaker, 30.0, "名指し")
            case Unnamed(role=role):
                # 「事務局から」: whoever of them is likeliest.
                meant = [Named(person.id) for person in scene.people if person.role == role]
                known = {person: weighed[person] for person in meant if person in weighed}
                total = sum(weight for weight, _ in known.values())
                for person, (weight, reason) in known.items():
                    weighed[person] = (weight + 30.0 * weight / total, reason)
            case _:
                assert_never(speaker)


def _add_shares(weighed: _Weighed, counts: Mapping[Speaker, float], weight: float, reason: str) -> None:
    # One more than were counted: a single answer is not yet a habit.
    total = sum(counts.values()) + 1.0
    for speaker, count in counts.items():
        _add(weighed, speaker, weight * count / total, reason)


def _of_offices(scene: Scene, groups: Iterable[Group]) -> tuple[Person, ...]:
    """Officials of the offices in charge, in the order of the groups."""
    offices = [group.office for group in groups if group.office]
    people = scene.of(*_ANSWERING)
    return tuple(dict.fromkeys(person for office in offices for person in people if _belongs(person, office)))


def _belongs(person: Person, office: str) -> bool:
    """Whether the person is of an office, or of one of several (「高齢者課、障害者課」)."""
    own = person.office or person.post.removesuffix("長")
    return any(
        name and (name in person.post or name in own or (own and own in name))
        for name in _SEVERAL.split(office)
    )
