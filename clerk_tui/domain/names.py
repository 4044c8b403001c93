"""Whose name stands in a text (氏名の現れ): the members whom the minutes call by a title alone. Pure.

The secret of anonymised minutes is not who was there (that is printed at their top) but who said what. A member's
name in what is said gives that away; so does a name between brackets, in a note, in a property of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from .meeting import Meeting, Person
from .profile import LabelStyle
from .record import State
from .text import normalize
from .value import Value

_TELLING_READING = 3
"""Kana from which a reading is looked for by itself: a shorter one stands inside ordinary words (おの in おのおの)."""
_CALLED = "委員|会長|副会長|部会長|議員|議長|教授|先生|弁護士|司法書士|税理士|行政書士|医師|博士|さん|さま|様|氏|君|殿"
"""What follows a surname of one character (林, 森) where it is a name and not a word."""
_SAYS = "です|でござい|でした|と申|と言|といい"
"""What follows the name of somebody who says who they are."""
_UNDIVIDED = 3
"""Characters from which a name without a given name may be both in one (相原太郎, 林太郎)."""

INTERNAL_OPEN, INTERNAL_CLOSE = "〔内部：", "〕"
"""Brackets around words that are for the internal edition alone (内部用)."""
_INTERNAL = re.compile(f"{INTERNAL_OPEN}[^{INTERNAL_CLOSE}]*(?:{INTERNAL_CLOSE}|$)")


class Names(Value, frozen=True):
    """A searcher for the names of certain people."""

    people: tuple[Person, ...]
    _patterns: Mapping[Person, re.Pattern[str]]
    _any: re.Pattern[str]

    def within(self, text: str) -> tuple[Person, ...]:
        """Those whose name or reading stands in the text, whatever its width, kana, spacing or 異体字."""
        folded = normalize(text)
        if not self._any.search(folded):
            return ()
        return tuple(person for person in self.people if self._patterns[person].search(folded))


@lru_cache(maxsize=16)
def searcher(people: tuple[Person, ...]) -> Names:
    """A searcher for the names of these people."""
    patterns = {person: "|".join(_forms(person)) or "(?!)" for person in people}
    return Names(
        people,
        {person: re.compile(pattern) for person, pattern in patterns.items()},
        re.compile("|".join(patterns.values()) or "(?!)"),
    )


def hidden_names(state: State) -> Names:
    """The names that must not be tied to a remark in this body's public minutes.

    Those of people who are on the roster no longer, or stand there otherwise now, are still looked for.
    """
    now = hidden(state.meeting)
    return searcher(tuple(dict.fromkeys((*now, *state.former))))


@lru_cache(maxsize=8)
def hidden(meeting: Meeting) -> tuple[Person, ...]:
    """The people on the roster whose remarks are printed without their names."""
    return tuple(person for person in meeting.people if _is_hidden(meeting, person))


def public_words(text: str, withheld: str) -> str:
    """The text without what is for the internal edition, and with ``withheld`` in its place."""
    return _INTERNAL.sub(lambda _found: withheld, text)


def _is_hidden(meeting: Meeting, person: Person) -> bool:
    """Whether the minutes call the person by what several are called, or by a letter."""
    role = meeting.role_of(person)
    match role.label:
        case LabelStyle.TITLE | LabelStyle.LETTERED:
            return True
        case LabelStyle.POST:
            # Two 副会長: the post does not tell which of them has spoken.
            return not person.post or (role.votes and _shares_post(meeting, person))
        case _:
            return False


def _shares_post(meeting: Meeting, person: Person) -> bool:
    return any(other.post == person.post and other.id != person.id for other in meeting.voters)


def _forms(person: Person) -> Iterator[str]:
    """Patterns of how the person may be called, in folded text."""
    surname, given, reading = normalize(person.name), normalize(person.given), normalize(person.reading)
    called = f"(?:{normalize(_CALLED)})"
    if len(surname) > 1:
        yield re.escape(surname)
    elif surname:
        yield f"{re.escape(surname)}{called}"
        yield _introduced(surname)
        yield f"(?:^|{called}の){re.escape(surname)}(?=[、。,]|$)"
    if given:
        yield re.escape(surname + given)
        yield re.escape(given) if len(given) > 1 else f"{re.escape(given)}{called}"
    elif len(surname) >= _UNDIVIDED:
        yield from _undivided(surname, called)
    if len(reading) >= _TELLING_READING:
        yield re.escape(reading)
    elif reading:
        yield f"{re.escape(reading)}{called}"


def _undivided(name: str, called: str) -> Iterator[str]:
    """Beginnings of a name that the roster does not divide into 姓 and 名, one of which is the surname."""
    for length in (1, 2):
        yield f"(?<![一-鿿]){re.escape(name[:length])}{called}"
        yield _introduced(name[:length])
    if len(name) > _UNDIVIDED:
        # Of four characters two are hardly ever chance; of three they may be all of a surname but its end.
        yield re.escape(name[:2])
        yield re.escape(name[2:])


def _introduced(surname: str) -> str:
    """「委員の林です」: a short name where somebody gives it as their own."""
    return f"(?<![一-鿿]){re.escape(surname)}(?:{normalize(_SAYS)})"
