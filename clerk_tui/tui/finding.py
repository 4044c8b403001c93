"""Finding a person by a few keys (人さがし): name, よみ in kana or romaji, post, office, seat number.

What is typed may be half-converted by the IME (「さt」), full-width, in any romaji spelling (kyo, kyou, si,
shi) and in any form of a character (髙橋, 高橋): people are found, the record keeps their own spelling.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from enum import IntEnum
from functools import lru_cache

from jaconv import kana2alphabet
from msgspec import Struct
from rapidfuzz.distance import DamerauLevenshtein

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.text import normalize, number
from clerk_tui.recording.numbers import numbers

# Families that the record keeps apart but nobody remembers apart while typing.
_LOOSE = str.maketrans("斎條嶽舘", "斉条岳館")

_SEAT = re.compile("(?:議席|席)?(?P<number>.+?)(?:番委員|番|号)?")
_KANA_OR_LATIN = re.compile("[ぁ-ゖ'a-z-]+")
_KANA = re.compile("[ぁ-ゖ-]+")

# Hepburn, its passport and typed spellings, all to one; the order matters (longest first).
_SPELLINGS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("[-']", ""),
        ("c(?=ch)", "t"),
        ("sh(?=i)", "s"),
        ("ch(?=i)", "t"),
        ("sh(?=[aueo])", "sy"),
        ("ch(?=[aueo])", "ty"),
        ("cy(?=[auo])", "ty"),
        ("ts(?=u)", "t"),
        ("j(?=i)", "z"),
        ("jy?(?=[aueo])", "zy"),
        ("dz?(?=[ui])", "z"),
        ("f(?=[aiueo])", "h"),
        ("m(?=[bpm])", "n"),
        ("nn+", "n"),
        ("o(?:h(?![aiueoy])|[ou]+)", "o"),
        ("uu+", "u"),
    )
)

# What a consonant without its vowel yet may become.
_BEGUN = {
    "sh": ("si", "sy"),
    "ch": ("ti", "ty"),
    "ts": ("tu",),
    "jy": ("zy",),
    "j": ("zi", "zy"),
    "f": ("hu",),
}


class Match(IntEnum):
    """How well a person answers to what was typed; the best first."""

    SEAT = 0
    WHOLE = 1
    START = 2
    READING = 3
    """The reading begins so in romaji, with long vowels made equal (おの, おおの)."""
    INSIDE = 4
    SCATTERED = 5
    """The characters occur in that order (情政課長 for 情報政策課長)."""
    ROLE = 6
    SIMILAR = 7


class _Keys(Struct, frozen=True):
    """What one person is found by, folded."""

    names: tuple[str, ...]
    posts: tuple[str, ...]
    readings: tuple[str, ...]
    romaji: tuple[str, ...]
    roles: tuple[str, ...]


def find(meeting: Meeting, query: str, away: Collection[PersonId] = ()) -> tuple[Person, ...]:
    """The people who answer to ``query``, best first; all in roster order where nothing was typed.

    Args:
        meeting: whose roster is searched.
        query: as typed.
        away: people who are not in the room; among equals they come last, but they are found.
    """
    typed = _folded(query)
    known = numbers(meeting)
    ranked = []
    for index, person in enumerate(meeting.people):
        match = _match(_keys(person, *_role_words(meeting, person)), known[person.id], typed)
        if match is not None:
            ranked.append((match, person.id in away, index, person))
    ranked.sort(key=lambda entry: entry[:3])
    # A slip is only thought of where what was typed means nobody.
    sure = ranked and ranked[0][0] is not Match.SIMILAR
    return tuple(person for match, _, _, person in ranked if not (sure and match is Match.SIMILAR))


def is_kana(query: str) -> bool:
    """Whether what was typed is a reading, which finds only those whose reading the roster has."""
    return bool(_KANA.fullmatch(_folded(query)))


def _match(keys: _Keys, seat: int | None, typed: str) -> Match | None:
    if not typed:
        return Match.WHOLE
    if seat is not None and seat == _seat(typed):
        return Match.SEAT
    texts = (*keys.names, *keys.posts, *keys.readings)
    romaji = romanised(typed)
    if typed in texts:
        return Match.WHOLE
    if any(text.startswith(typed) for text in texts):
        return Match.START
    if romaji and any(text.startswith(_beginnings(romaji)) for text in keys.romaji):
        return Match.READING
    if any(typed in text for text in texts):
        return Match.INSIDE
    if len(typed) > 1 and any(_scattered(typed, text) for text in (*keys.names, *keys.posts)):
        return Match.SCATTERED
    if any(text.startswith(typed) for text in keys.roles):
        return Match.ROLE
    if _similar(typed, (*keys.names, *keys.posts)) or (romaji and _similar(romaji, keys.romaji)):
        return Match.SIMILAR
    return None


def romanised(text: str) -> str:
    """Folded kana, romaji or a mixture of both in one plain spelling; empty where other characters occur."""
    if not _KANA_OR_LATIN.fullmatch(text):
        return ""
    latin = kana2alphabet(text)
    for pattern, plain in _SPELLINGS:
        latin = pattern.sub(plain, latin)
    return latin


def _beginnings(romaji: str) -> tuple[str, ...]:
    """What a reading may begin with where this much was typed."""
    for consonant, sounds in _BEGUN.items():
        if romaji.endswith(consonant):
            return tuple(romaji.removesuffix(consonant) + sound for sound in sounds)
    return (romaji,)


@lru_cache(maxsize=2048)
def _keys(person: Person, title: str, category: str) -> _Keys:
    post = person.post or title
    full = person.name + person.given
    readings = _texts(person.reading, *person.reading.split())
    kana = [reading for reading in (*readings, *_kana_names(person)) if _KANA.fullmatch(reading)]
    return _Keys(
        names=_texts(full, person.given, person.name + post, full + post),
        posts=_texts(person.post, person.office),
        readings=readings,
        romaji=tuple(map(romanised, kana)),
        roles=_texts(title, category, person.section),
    )


def _kana_names(person: Person) -> tuple[str, ...]:
    """Names that are their own reading (さくら, ジョン)."""
    return tuple(_folded(name) for name in (person.name, person.given) if name)


def _texts(*texts: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, map(_folded, texts))))


def _folded(text: str) -> str:
    """As :func:`normalize`, with 斎 and 斉 alike and ā, ô without their marks."""
    bare = "".join(
        character for character in unicodedata.normalize("NFD", text) if character not in "\u0304\u0302"
    )
    return normalize(unicodedata.normalize("NFC", bare)).translate(_LOOSE)


def _role_words(meeting: Meeting, person: Person) -> tuple[str, str]:
    role = meeting.role_of(person)
    return role.title, role.category


def _seat(typed: str) -> int | None:
    match = _SEAT.fullmatch(typed)
    return number(match["number"]) if match else None


def _scattered(typed: str, text: str) -> bool:
    characters = iter(text)
    return all(character in characters for character in typed)


def _similar(typed: str, texts: tuple[str, ...]) -> bool:
    """Whether a text begins nearly so: one slip in four characters, a swap of two counting as one."""
    if len(typed) < 3:
        return False
    return any(
        DamerauLevenshtein.distance(typed, text[:length]) <= len(typed) // 3 - (len(typed) > 8)
        for text in texts
        for length in (len(typed) - 1, len(typed), len(typed) + 1)
    )
