"""How people are called (呼称): in the minutes, in the attendance list, and on the clerk's own screen.

A public label belongs to a person × capacity × turn: one person may be 会長 in one turn and 部会長 in the
next, and two people may both be 部会長.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import assert_never

from .calendar import fill
from .ids import CaseId, PersonId
from .meeting import Meeting, Person
from .notation import Numerals, written
from .profile import USUAL_MARK, LabelStyle, Role
from .progress import Asked
from .record import Named, Speaker, Turn, Unnamed

NOBODY = "発言者"
"""Somebody who is on the roster no longer, in public."""

Letters = Mapping[PersonId, str]
"""Letters of members under LabelStyle.LETTERED (A委員), the same through one document."""


def public_label(
    meeting: Meeting, speaker: Speaker, capacity: str = "", letters: Letters | None = None
) -> str:
    """The label printed before what the speaker said, by the profile's rule for the role."""
    match speaker:
        case Unnamed(role=role_id):
            role = meeting.profile.role(role_id)
            return capacity or (role.title if role else role_id)
        case Named(person=person_id):
            person = meeting.person(person_id)
            if person is None:
                # The roster was changed by hand after the turn; the id would be a name.
                return capacity or NOBODY
            role = meeting.role_of(person)
            label = styled(meeting, person, role.label, capacity, letters)
            return _framed(role, person, label, meeting.profile.style.numerals)
        case _:
            assert_never(speaker)


def speaker_mark(meeting: Meeting, speaker: Speaker) -> str:
    """What a template that marks its speakers prints before the label: the mark of the speaker's role."""
    match speaker:
        case Unnamed(role=role_id):
            role = meeting.profile.role(role_id)
        case Named(person=person_id):
            person = meeting.person(person_id)
            role = meeting.role_of(person) if person else None
        case _:
            assert_never(speaker)
    return role.mark if role else USUAL_MARK


def listed_label(meeting: Meeting, person: Person) -> str:
    """The person as the attendance list prints them (出席者欄)."""
    return styled(meeting, person, meeting.role_of(person).listed)


def styled(
    meeting: Meeting, person: Person, style: LabelStyle, capacity: str = "", letters: Letters | None = None
) -> str:
    """The person's label in a style."""
    title = meeting.role_of(person).title
    post = capacity or person.post
    surname = distinct_name(meeting, person)
    match style:
        case LabelStyle.POST:
            return post or title
        case LabelStyle.NAME_POST:
            # A capacity may hold the name already (「長谷委員」, who was elected 委員長 later on).
            return post if post.startswith(surname) and post == capacity else f"{surname}{post or title}"
        case LabelStyle.TITLE:
            return capacity or title
        case LabelStyle.NAME_TITLE:
            return f"{surname}{capacity or title}"
        case LabelStyle.LETTERED:
            return capacity or f"{(letters or {}).get(person.id, '')}{title}"
        case LabelStyle.NAME:
            return f"{person.name}{person.given}{capacity}"
        case _:
            assert_never(style)


def _framed(role: Role, person: Person, label: str, numerals: Numerals) -> str:
    """The label with what the body prints around it; bare for who has no seat where the frame numbers seats."""
    if person.seat is None and "{seat}" in role.framed:
        return label
    values = {
        "label": label,
        "seat": "" if person.seat is None else written(person.seat, numerals),
        "surname": person.name,
        "name": f"{person.name}{person.given}",
    }
    return fill(role.framed, values)


def distinct_name(meeting: Meeting, person: Person) -> str:
    """The surname, with the given name where two of one role and post share it (同姓)."""
    if person.given and any(
        other.id != person.id
        and (other.name, other.post, other.role) == (person.name, person.post, person.role)
        for other in meeting.people
    ):
        return f"{person.name}{person.given}"
    return person.name


def full_label(meeting: Meeting, speaker: Speaker, capacity: str = "") -> str:
    """The speaker as the clerk knows them, for the clerk's screen only (佐藤会長, 江川区民課長)."""
    match speaker:
        case Unnamed(role=role_id):
            role = meeting.profile.role(role_id)
            return f"{capacity or (role.title if role else role_id)}（氏名未定）"
        case Named(person=person_id):
            person = meeting.person(person_id)
            if person is None:
                return str(person_id)
            return styled(meeting, person, LabelStyle.NAME_POST, capacity)
        case _:
            assert_never(speaker)


def asked_label(meeting: Meeting, who: Asked) -> str:
    """Who is asked to confirm the draft, as the clerk knows them."""
    return who.office or full_label(meeting, Named(who.person))


def written_cases(meeting: Meeting, cases: Iterable[CaseId]) -> str:
    """The cases as a heading has them, which the notation reads again."""
    return meeting.profile.notation.heading(cases)


def lettered(meeting: Meeting, turns: Iterable[Turn]) -> dict[PersonId, str]:
    """A letter for each member of a lettered role, in the order of first speaking: A … Z, AA …"""
    letters: dict[PersonId, str] = {}
    for turn in turns:
        match turn.speaker:
            case Named(person=person_id) if person_id not in letters:
                person = meeting.person(person_id)
                if person and meeting.role_of(person).label is LabelStyle.LETTERED:
                    letters[person_id] = _letter(len(letters))
            case _:
                pass
    return letters


def _letter(index: int) -> str:
    head, tail = divmod(index, 26)
    return (_letter(head - 1) if head else "") + chr(ord("A") + tail)
