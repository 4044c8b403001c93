"""What a recogniser does not know and the meeting does (認識用の単語): names with readings, posts, offices, titles. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from clerk_tui.domain.meeting import Meeting

HINT = 160
"""Characters of a hint for Whisper: a longer one makes it skip speech."""


class Term(Struct, frozen=True):
    """A word as it is written, with its reading in hiragana where that is known."""

    written: str
    reading: str = ""


def terms(meeting: Meeting) -> tuple[Term, ...]:
    """The words of a meeting, names first, each once, in the order of the roster and the agenda."""
    profile = meeting.profile
    found: list[Term] = []
    for person in meeting.people:
        found.append(Term(person.name, person.reading))
        if person.given:
            found.append(Term(f"{person.name}{person.given}"))
    found += (Term(person.post) for person in meeting.people)
    found += (Term(office) for person in meeting.people for office in (person.office, person.section))
    found += (Term(group.office) for group in meeting.groups)
    found += (Term(line) for line in meeting.title)
    found += (Term(kind.name) for kind in profile.kinds)
    found += (Term(outcome.name) for kind in profile.kinds for outcome in kind.outcomes)
    found += (Term(_bare(case.title)) for case in meeting.cases)
    return tuple(_once(found))


def for_whisper(words: Iterable[Term]) -> str:
    """One line of words that fits into a hint; what has no room is left out, last words first."""
    hint = ""
    for word in words:
        longer = f"{hint}、{word.written}" if hint else word.written
        if len(longer) > HINT:
            break
        hint = longer
    return hint


def for_amivoice(words: Iterable[Term]) -> str:
    """Lines of 「表記 よみ」; only what has a reading, which that recogniser asks for.

    A blank parts the two and is written ``_`` within a word; 「|」 and 「:」 cannot be registered.
    Source: AmiVoice API, user dictionary (単語登録).
    """
    fit = (word for word in words if word.reading and not re.search(r"[|:]", word.written))
    lines = (f"{'_'.join(word.written.split())} {''.join(word.reading.split())}" for word in fit)
    return "".join(f"{line}\n" for line in lines)


def for_text(words: Iterable[Term]) -> str:
    """Lines of word and reading, divided by a tab, for any other recogniser or for the eye."""
    return "".join(f"{word.written}\t{word.reading}\n" for word in words)


def _bare(title: str) -> str:
    """A title without what is added in brackets at its end and without the words that every title has."""
    return re.sub(r"(に関する業務の.*|について)?([(（][^()（）]*[)）])?$", "", title)


def _once(words: Iterable[Term]) -> list[Term]:
    """Each word once, with its reading if any of its places has one."""
    readings: dict[str, str] = {}
    for word in words:
        written = word.written.strip()
        if written:
            readings[written] = readings.get(written) or word.reading.strip()
    return [Term(written, reading) for written, reading in readings.items()]
