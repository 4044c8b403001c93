"""The draft as it is sent round (確認依頼): who is asked, what each is sent, and whose remarks are whose. Pure.

A member is sent the whole draft, an office what was said on its cases and by its people; their own remarks are marked.
The file says by two numbers whom it is for: the place on the roster, or among the offices of the agenda.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from clerk_tui.domain.finalizing import last_request
from clerk_tui.domain.labels import asked_label
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.progress import Asked
from clerk_tui.domain.queries import block_groups, took_part
from clerk_tui.domain.record import BlockHeading, Entry, Named, State, Turn

from .document import DRAFT_MARK, Document, Row
from .edition import Edition
from .outline import prepared, rows

_CODE = re.compile(r"([01])_(\d{1,6})")


def recipients(state: State) -> tuple[Asked, ...]:
    """Every member who took part, and every office whose cases were called."""
    spoke = {turn.speaker.person for turn in state.turns if isinstance(turn.speaker, Named)}
    called = {group.office for block in state.blocks for group in block_groups(state, block.id)}
    people = (person for person in state.meeting.voters if person.id in spoke or took_part(state, person.id))
    return (
        *(Asked(person.id) for person in people),
        *(Asked(office=office) for office in offices(state.meeting) if office in called),
    )


def offices(meeting: Meeting) -> tuple[str, ...]:
    """The offices of the agenda, each once, in its order."""
    return tuple(dict.fromkeys(group.office for group in meeting.groups if group.office))


def code(meeting: Meeting, who: Asked) -> str:
    """Two numbers that stand for somebody who is asked; empty: the meeting does not have them."""
    if who.office:
        known = offices(meeting)
        return f"1_{known.index(who.office):04d}" if who.office in known else ""
    at = next((n for n, person in enumerate(meeting.people) if person.id == who.person), None)
    return f"0_{at:04d}" if at is not None else ""


def asked_by(meeting: Meeting, written: str) -> Asked | None:
    """Whom a code stands for; None: nobody in this meeting."""
    found = _CODE.fullmatch(written)
    if found is None:
        return None
    at, known = int(found[2]), offices(meeting)
    if found[1] == "1":
        return Asked(office=known[at]) if at < len(known) else None
    return Asked(meeting.people[at].id) if at < len(meeting.people) else None


def requested(state: State, document: Document, edition: Edition, who: Asked) -> Document:
    """The document as it is sent to somebody, with to whom and until when on every page."""
    return replace(
        document,
        body=tuple(row for _, row in request_rows(state, edition, who)),
        draft=_told(state, who),
    )


def request_rows(state: State, edition: Edition, who: Asked | None) -> tuple[tuple[Entry | None, Row], ...]:
    """The rows that somebody is sent, each with what of the record it prints; None: all of them."""
    found = tuple(rows(state, prepared(state), edition))
    if who is None or not who.office:
        return found
    kept = set(_of_office(state, who.office))
    return tuple((entry, row) for entry, row in found if entry is not None and entry.id in kept)


def own_rows(state: State, edition: Edition, who: Asked) -> frozenset[int]:
    """Places of their own remarks among the rows that they are sent."""
    people = _people(state.meeting, who)
    return frozenset(
        at
        for at, (entry, _) in enumerate(request_rows(state, edition, who))
        if isinstance(entry, Turn) and isinstance(entry.speaker, Named) and entry.speaker.person in people
    )


def _of_office(state: State, office: str) -> Iterator[str]:
    """The lines on the cases of an office, with what stands between them, and the remarks of its people."""
    meeting = state.meeting
    people = frozenset(person.id for person in meeting.people if _belongs(person, office))
    cases = {case for group in meeting.groups if group.office == office for case in group.cases}
    within = False
    for entry in state.entries:
        if isinstance(entry, Turn | BlockHeading):
            groups = block_groups(state, entry.block) if entry.block else ()
            within = any(group.office == office for group in groups)
            if isinstance(entry, Turn) and entry.cases and cases.isdisjoint(entry.cases):
                within = False
        own = isinstance(entry, Turn) and isinstance(entry.speaker, Named) and entry.speaker.person in people
        if within or own:
            yield entry.id


def _people(meeting: Meeting, who: Asked) -> frozenset[str]:
    if not who.office:
        return frozenset({who.person})
    explain = {
        person for group in meeting.groups if group.office == who.office for person in group.explainers
    }
    return frozenset({*explain, *(person.id for person in meeting.people if _belongs(person, who.office))})


def _belongs(person: Person, office: str) -> bool:
    """Whether somebody is of an office: the roster says so, or names the office in the post (市民課長) alone."""
    return person.office == office or (not person.office and person.post.startswith(office))


def _told(state: State, who: Asked) -> str:
    step = last_request(state, who)
    due = f"　回答は{step.due.month}月{step.due.day}日まで" if step and step.due else ""
    whose = "担当の方の発言" if who.office else "ご本人の発言"
    return f"{DRAFT_MARK}確認依頼　{asked_label(state.meeting, who)}{due}　色の付いた所が{whose}です"
