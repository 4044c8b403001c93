"""Whose name stands in a text (氏名の現れ): the members whom the minutes call by a title alone. Pure.

The secret of anonymised minutes is not who was there (that is printed at their top) but who said what. A member's
name in what is said gives that away; so does a name between brackets, in a note, in a property of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from .ids import PersonId
from .meeting import Meeting, Person
from .profile import LabelStyle, PhaseRole
from .record import Entry, StageDirection, State, Turn
from .text import fold

_TELLING_READING = 3
"""Kana from which a reading is looked for: a shorter one stands inside ordinary words (おの in おのおの)."""
_CALLED = "委員|会長|副会長|部会長|議員|議長|教授|先生|さん|さま|様|氏|君|殿"
"""What follows a surname of one character (林, 森) where it is a name and not a word."""

INTERNAL_OPEN, INTERNAL_CLOSE = "〔内部：", "〕"
"""Brackets around words that are for the internal edition alone (内部用)."""
_INTERNAL = re.compile(f"{INTERNAL_OPEN}[^{INTERNAL_CLOSE}]*(?:{INTERNAL_CLOSE}|$)")


@dataclass(frozen=True, slots=True)
class Names:
    """A searcher for the names of the members whose remarks are printed without one."""

    people: tuple[Person, ...]
    _patterns: Mapping[PersonId, re.Pattern[str]]

    def within(self, text: str) -> tuple[Person, ...]:
        """Those whose name or reading stands in the text, whatever its width, kana, spacing or 異体字."""
        if not self.people:
            return ()
        folded = fold(text)
        return tuple(person for person in self.people if self._patterns[person.id].search(folded))


@lru_cache(maxsize=8)
def hidden_names(meeting: Meeting) -> Names:
    """The names that must not be tied to a remark in this body's public minutes."""
    people = tuple(person for person in meeting.people if _is_hidden(meeting, person))
    return Names(people, {person.id: _pattern(person) for person in people})


def public_words(text: str, withheld: str) -> str:
    """The text without what is for the internal edition, and with ``withheld`` in its place."""
    return _INTERNAL.sub(lambda _found: withheld, text)


def exposed(state: State) -> Iterator[tuple[Entry, str, tuple[Person, ...]]]:
    """Each text that would print a hidden name in the public minutes, with its line and whose names.

    Left out are the report of who is absent, where names belong, texts that the clerk has confirmed, and words
    for the internal edition.
    """
    meeting = state.meeting
    if meeting is None or not (names := hidden_names(meeting)).people:
        return
    for entry in state.entries:
        for text in _texts(meeting, entry):
            if text not in state.confirmed and (
                found := names.within(public_words(text, meeting.profile.form.withheld))
            ):
                yield entry, text, found


def _texts(meeting: Meeting, entry: Entry) -> tuple[str, ...]:
    match entry:
        case Turn() if not is_absence_report(meeting, entry):
            return entry.paragraphs
        case StageDirection(text=text):
            return (text,)
        case _:
            return ()


def is_absence_report(meeting: Meeting, turn: Turn) -> bool:
    """Whether the turn begins in the phase in which absences are reported (欠席報告) and no member speaks in it."""
    phase = meeting.profile.phase(turn.phase)
    return phase is not None and phase.role is PhaseRole.ABSENCE and not turn.shifts


def _is_hidden(meeting: Meeting, person: Person) -> bool:
    """Whether the minutes call the person by what several are called, or by a letter."""
    match meeting.role_of(person).label:
        case LabelStyle.TITLE | LabelStyle.LETTERED:
            return True
        case LabelStyle.POST:
            return not person.post
        case _:
            return False


def _pattern(person: Person) -> re.Pattern[str]:
    surname = fold(person.name)
    kinds: list[str] = []
    if len(surname) > 1:
        kinds.append(re.escape(surname))
    elif surname:
        kinds.append(f"{re.escape(surname)}(?:{fold(_CALLED)})")
    if person.given:
        kinds.append(re.escape(surname + fold(person.given)))
        if len(fold(person.given)) > 1:
            kinds.append(re.escape(fold(person.given)))
    if len(reading := fold(person.reading)) >= _TELLING_READING:
        kinds.append(re.escape(reading))
    return re.compile("|".join(kinds) if kinds else "(?!)")
