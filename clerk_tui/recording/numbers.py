"""A number for everybody on the roster (番号), by which the clerk reaches them all meeting."""

from __future__ import annotations

from itertools import count

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting


def numbers(meeting: Meeting) -> dict[PersonId, int]:
    """Their seat, else the next number free, by the roster.

    Whoever is put on the roster during the meeting stands at its end and takes no number from anybody.
    """
    taken = {person.seat for person in meeting.people if person.seat is not None}
    free = (number for number in count(1) if number not in taken)
    return {person.id: next(free) if person.seat is None else person.seat for person in meeting.people}
