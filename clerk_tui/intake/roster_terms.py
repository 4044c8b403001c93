"""What a roster holds (名簿の中身): people by list, in each of its terms of office."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum

from msgspec import Struct, field

from clerk_tui.domain.meeting import Person
from clerk_tui.domain.moments import find_days

from .people import SECTIONS


class Roster(Struct):
    """People by list (``members`` …), and what was found beside them."""

    lists: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    vacancies: int = 0
    counted: tuple[int, ...] = ()
    """How many members the paper itself says there are."""
    notes: tuple[str, ...] = ()
    """What stands beside somebody's name and has no field of its own."""
    doubts: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(person for section in SECTIONS for person in self.lists.get(section, ()))


class PostsOf(Enum):
    """What the posts of the members on a roster are of."""

    BODY = "the body, or of wherever one works"
    LIST = "the list: every member is called 委員, so that a 課長 among them is none"
    ORGANISATION = "the organisation beside it"


class Term(Struct):
    """People of one term of office (任期)."""

    label: str = ""
    lists: dict[str, list[Person]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    """Where its people stand among the placed lines."""
    vacancies: int = 0


def of_day(terms: Sequence[Term], day: date | None) -> Term:
    """The term that holds on that day; where none says so the last one."""
    spans = [(term, [each.date for each in find_days(term.label) if each.date]) for term in terms]
    fitting = [term for term, days in spans if day and len(days) > 1 and days[0] <= day <= days[-1]]
    return (fitting or [*terms])[-1]
