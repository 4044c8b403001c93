"""Whose name stands in a text (氏名の現れ): the members whom the minutes call by a title alone. Pure.

The secret of anonymised minutes is not who was there (that is printed at their top) but who said what. A member's
name in what is said gives that away; so does a name between brackets, in a note, in a property of the file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache

from . import name_places as places
from .meeting import Meeting, Person
from .name_text import Shown, as_shown, unruled
from .profile import LabelStyle
from .record import Attendance, State
from .surname_readings import plain, readings, spelled
from .text import normalize
from .value import Value

_TELLING_READING = 3
"""Kana from which a reading in a part of a file that nobody reads is a name."""
_UNDIVIDED = 3
"""Characters from which a name without a given name may be both in one (相原太郎, 林太郎)."""
_WORDS = re.compile(
    "出口|入口|田畑|高原|市場|大家|水口|河口|竹林|松林|草木|"
    "公平|正義|平和|真理|真実|誠実|勝利|英知|大地|未来|和平|文化|博士|健全|千里|希望"
)
"""Names that are written like a word of everyday."""
_KANA = re.compile("[ぁ-ゖ-]+")
_LATIN = re.compile("[a-z]")


_NOBODY = "◇"
"""Stands in the place of a word that is allowed; as long as the word, and no letter of any name."""
_SPREAD = re.compile(r"_|[^\w\s。]")


class Names(Value, frozen=True):
    """A searcher for the names of certain people."""

    people: tuple[Person, ...]
    _cores: Mapping[Person, tuple[str, ...]]
    """Words without one of which nobody need look for the person."""
    _said: Mapping[Person, re.Pattern[str]]
    _latin: Mapping[Person, re.Pattern[str]]
    _parts: Mapping[Person, re.Pattern[str]]
    _read: Mapping[str, tuple[Person, ...]]
    """Readings, as :func:`~.surname_readings.plain` has them, and who is called so."""
    _words: tuple[str, ...] = ()
    """Words that name nobody, though a name stands in them; the longest first."""

    def within(self, text: str) -> tuple[Person, ...]:
        """Those whose name stands in the text as a name, whatever its width, kana, spacing, conversion or 異体字."""
        named = {person for person, _span in self._found(text)}
        return tuple(person for person in self.people if person in named)

    def anywhere(self, text: str) -> tuple[Person, ...]:
        """Those whose name or reading is a piece of the text: of what is no prose (properties, bytes of a file)."""
        for word in self._words:
            text = text.replace(word, _NOBODY * len(word))
        folded = normalize(text)
        return tuple(
            person
            for person in self.people
            if self._parts[person].search(folded) or self._said[person].search(folded)
        )

    def shown(self, text: str) -> Shown:
        """The words of the text that are names, in their line."""
        return as_shown(text, [words for _person, words in self._found(text)])

    def _found(self, text: str) -> Iterator[tuple[Person, str]]:
        """Who is named, and the words in folded text that say so."""
        for word in self._words:
            text = text.replace(word, _NOBODY * len(word))
        prepared = _prepared(text)
        for folded, bare in prepared.folded:
            for person, cores in self._cores.items():
                if any(core in bare for core in cores):
                    for match in self._said[person].finditer(folded):
                        yield person, match[0]
        for word, heard in prepared.standing:
            for reading in heard:
                yield from ((person, word) for person in self._read.get(reading, ()))
        if prepared.latin:
            for person, pattern in self._latin.items():
                for match in pattern.finditer(prepared.latin):
                    yield person, match[0]


@lru_cache(maxsize=16)
def searcher(people: tuple[Person, ...], words: tuple[str, ...] = ()) -> Names:
    """A searcher for the names of these people; in the words none of them is named."""
    said = {person: "|".join(_forms(person)) or "(?!)" for person in people}
    read: dict[str, list[Person]] = {}
    for person in people:
        for reading in dict.fromkeys(map(plain, _heard(person))):
            read.setdefault(reading, []).append(person)
    return Names(
        people,
        {person: tuple(_core_words(person)) for person in people},
        {person: re.compile(pattern) for person, pattern in said.items()},
        {person: re.compile("|".join(_foreign(person)) or "(?!)") for person in people},
        {person: re.compile("|".join(_pieces(person)) or "(?!)") for person in people},
        {reading: tuple(each) for reading, each in read.items()},
        words,
    )


def hidden_names(state: State) -> Names:
    """The names that must not be tied to a remark in this body's public minutes.

    Those of people who are on the roster no longer, or stand there otherwise now, are still looked for.
    """
    now = hidden(state.meeting)
    words = sorted(
        (*state.allowed, *state.meeting.profile.allowed_words), key=lambda word: (-len(word), word)
    )
    return searcher(tuple(dict.fromkeys((*now, *state.former, *_deputies(state, now)))), tuple(words))


def word_around(text: str, found: str) -> str:
    """The word of 漢字 or カタカナ in which the found words stand; "" where they do not stand in the text."""
    letters = f"[{places.KANJI}ヶァ-ヺー]*"
    match = re.search(f"{letters}{re.escape(found)}{letters}", text)
    return match[0] if match else ""


def is_name(names: Names, word: str) -> bool:
    """Whether the word is a name and nothing more: with a title, blanks or marks at most."""
    rest = normalize(word)
    for found in names.shown(word).words:
        rest = rest.replace(normalize(found), "")
    return not re.sub(rf"{places.CALLED}|\W|[のはがをにへとも]", "", rest)


def _deputies(state: State, members: tuple[Person, ...]) -> Iterator[Person]:
    """Who sat for the members (代理): what they said is printed without their names as well."""
    for person in members:
        for presence in state.attendance.get(person.id, ()):
            # What stands behind the name is no part of it (「青木（課長補佐）」).
            words = re.split(r"[（(、,]", presence.note)[0].split()
            if presence.status is Attendance.SUBSTITUTE and words:
                yield Person(person.id, words[0], person.role, given="".join(words[1:]))


@lru_cache(maxsize=8)
def hidden(meeting: Meeting) -> tuple[Person, ...]:
    """The people on the roster whose remarks are printed without their names."""
    return tuple(person for person in meeting.people if _is_hidden(meeting, person))


def _is_hidden(meeting: Meeting, person: Person) -> bool:
    """Whether the minutes call the person by what several are called, or by a letter."""
    role = meeting.role_of(person)
    # Who has no seat is called by the bare label where the frame numbers seats.
    framed = role.framed if person.seat is not None or "{seat}" not in role.framed else ""
    if "{surname}" in framed or "{name}" in framed:
        return False
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
    surname, given = normalize(person.name), normalize(person.given)
    yield from _name(surname)
    if surname and given:
        yield f"{places.SEPARATORS}?".join(map(re.escape, surname + given))
    if given:
        yield from _given(given)
    elif len(surname) >= _UNDIVIDED and not _KANA.fullmatch(surname):
        yield from _undivided(surname)
    yield from map(places.spoken, _heard(person))


def _core_words(person: Person) -> Iterator[str]:
    surname, given = normalize(person.name), normalize(person.given)
    undivided = not given and len(surname) >= _UNDIVIDED and not _KANA.fullmatch(surname)
    words = (surname, given, *_heard(person), *((surname[:1], surname[:2], surname[2:]) if undivided else ()))
    yield from dict.fromkeys(bare for word in words if (bare := _SPREAD.sub("", word) or word))


def _name(name: str) -> Iterator[str]:
    if not name:
        return
    if _KANA.fullmatch(name):
        yield places.spoken(name)
    elif len(name) == 1 or _WORDS.fullmatch(name):
        yield places.short(name)
    else:
        yield places.anywhere(name)


def _given(given: str) -> Iterator[str]:
    if _KANA.fullmatch(given):
        yield places.spoken(given)
    elif len(given) == 1 or _WORDS.fullmatch(given):
        yield f"(?<![{places.KANJI}]){re.escape(given)}{places.CALLED}"
    else:
        # No piece of a compound (正義感, 和平交渉), but for a title.
        yield f"(?<![{places.KANJI}]){re.escape(given)}(?:{places.CALLED}|(?![{places.KANJI}]))"


def _undivided(name: str) -> Iterator[str]:
    """Beginnings of a name that the roster does not divide into 姓 and 名, one of which is the surname."""
    for length in (1, 2):
        yield places.short(name[:length], alone=False)
    if len(name) > _UNDIVIDED:
        # Of four characters two are hardly ever chance; of three they may be all of a surname but its end.
        yield places.anywhere(name[:2])
        yield from _given(name[2:])


def _heard(person: Person) -> tuple[str, ...]:
    """Readings of surname, of 名, and of both, in folded kana; without よみ, those that the characters allow."""
    surname, given = normalize(person.name), normalize(person.given)
    words = tuple(map(normalize, person.reading.split()))
    whole = "".join(words)
    if not whole:
        return tuple(each for each in (*spelled(surname), *spelled(given, given=True)) if len(each) > 1)
    if len(words) > 1:
        return (*words, whole)
    if plain(whole) in readings(surname):
        own = tuple(each for each in spelled(given, given=True) if each)
        return (whole, *own, *(whole + each for each in own))
    # よみ of the whole name in one: the surname is as long as its characters say.
    lengths = {len(each) for each in _prefixes(surname, given) if plain(whole).startswith(each)}
    divided = [part for n in sorted(lengths) if n < len(whole) for part in (whole[:n], whole[n:])]
    return tuple(each for each in dict.fromkeys((whole, *divided, *spelled(given, given=True))) if each)


def _prefixes(surname: str, given: str) -> Iterator[str]:
    """Readings of the surname; of what may be the surname, where the roster has it and 名 in one."""
    shortest = len(surname) if given or len(surname) < _UNDIVIDED else 1
    for length in range(shortest, len(surname) + 1):
        yield from (each for each in readings(surname[:length]) if len(each) > 1)


def _foreign(person: Person) -> Iterator[str]:
    for reading in _heard(person):
        romaji, length = places.romanized(reading)
        if length >= _TELLING_READING:
            yield places.foreign(romaji, length)


def _pieces(person: Person) -> Iterator[str]:
    """Names and telling readings as they are, wherever they stand."""
    for word in (normalize(person.name), normalize(person.given), *map(normalize, person.reading.split())):
        if len(word) > 1 and (not _KANA.fullmatch(word) or len(word) >= _TELLING_READING):
            # The place that is called so is no person, in whatever part of a file (柏木市).
            yield f"{re.escape(word)}(?!{places.PLACES})"


class _Prepared(Value, frozen=True):
    """What of a text does not depend on whom one looks for."""

    folded: tuple[tuple[str, str], ...]
    """The text folded, and that without what may stand between letters; once more without ルビ, where it has any."""
    standing: tuple[tuple[str, frozenset[str]], ...]
    """Words that stand where a name can, and how they may be read."""
    latin: str
    """The text with its blanks, Latin letters bare of their marks (Satō); empty where it has no such letter."""


@lru_cache(maxsize=20_000)
def _prepared(text: str) -> _Prepared:
    # Every check of the record looks at every text again.
    views = tuple(normalize(each) for each in dict.fromkeys((text, unruled(text))))
    words = dict.fromkeys(word for folded in views for word in places.candidates(folded))
    standing = ((word, _by_sound(word)) for word in words)
    bare = unicodedata.normalize("NFKD", text).casefold()
    latin = "".join(letter for letter in bare if not "\u0300" <= letter <= "\u036f")
    return _Prepared(
        tuple((folded, _SPREAD.sub("", folded)) for folded in views),
        tuple((word, heard) for word, heard in standing if heard),
        latin if _LATIN.search(latin) else "",
    )


def _by_sound(word: str) -> frozenset[str]:
    """How a word may be read that stands where a name can stand."""
    heard = readings(word) | readings(word, given=True)
    # Half in kana, a short one is an adjective (高い委員).
    half = any("ぁ" <= character <= "ゖ" for character in word)
    return frozenset(reading for reading in heard if len(reading) > (3 if half else 1))
