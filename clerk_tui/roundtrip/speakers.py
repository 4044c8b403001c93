"""Whom a printed label means (名札の読み): one person where there is only one, else nobody in particular. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from clerk_tui.domain.labels import full_label, lettered, public_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import Named, Speaker, State, Unnamed
from clerk_tui.minutes.edition import Edition

Voice = tuple[Speaker, str]
"""A speaker and the capacity in which they speak."""


def voices(state: State, edition: Edition) -> Mapping[str, Voice | None]:
    """Every label that the edition can print, with who it is; None where it may be several people.

    A label that all members share is a member whom nobody has named: it is put into no particular mouth.
    """
    meeting, letters = state.meeting, lettered(state.meeting, state.turns)
    found: dict[str, list[Voice]] = {}

    def add(speaker: Speaker, capacity: str) -> None:
        if edition is Edition.INTERNAL:
            label = full_label(meeting, speaker, capacity)
        else:
            label = public_label(meeting, speaker, capacity, letters)
        if (speaker, capacity) not in found.setdefault(label, []):
            found[label].append((speaker, capacity))

    for person in meeting.people:
        add(Named(person.id), "")
    for role in meeting.profile.roles:
        add(Unnamed(role.id), "")
    for turn in state.turns:
        add(turn.speaker, turn.capacity)
    return {label: _one(meeting, label, each) for label, each in found.items()}


def _one(meeting: Meeting, label: str, each: list[Voice]) -> Voice | None:
    people = {speaker for speaker, _ in each if isinstance(speaker, Named)}
    if len(people) == 1:
        # In their own capacity, unless they have never spoken so under this label.
        return min((voice for voice in each if voice[0] in people), key=lambda voice: len(voice[1]))
    if not people:
        return each[0] if len(each) == 1 else None
    known = [meeting.person(speaker.person) for speaker in people]
    roles = {person.role for person in known if person is not None}
    if len(roles) != 1 or None in known:
        return None
    nobody = Unnamed(roles.pop())
    return (nobody, "") if public_label(meeting, nobody) == label else None
