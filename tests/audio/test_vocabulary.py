"""What a recogniser is told beforehand: the names with their readings, and no more than it can take."""

from __future__ import annotations

import pytest
from script_player import prepared

from clerk_tui.audio.vocabulary import HINT, Term, for_amivoice, for_text, for_whisper, terms


@pytest.fixture(scope="module")
def words() -> tuple[Term, ...]:
    meeting = prepared("privacy_council")[0].state.meeting
    assert meeting is not None
    return terms(meeting)


def test_names_come_first_with_their_readings(words: tuple[Term, ...]) -> None:
    assert words[0].written == "水沢"
    assert words[0].reading
    written = [word.written for word in words]
    assert len(written) == len(set(written))
    assert "情報公開課長" in written
    assert "諮問" in written


def test_a_hint_is_short_enough(words: tuple[Term, ...]) -> None:
    hint = for_whisper(words)
    assert hint.startswith("水沢、")
    assert HINT / 2 < len(hint) <= HINT
    assert for_whisper(()) == ""


def test_registered_words_have_a_reading() -> None:
    found = for_amivoice(
        (Term("水沢", "みずさわ"), Term("情報公開課"), Term("A B", "えー びー"), Term("一|二", "いち"))
    )
    assert found == "水沢 みずさわ\nA_B えーびー\n"


def test_the_list_for_the_eye_has_all(words: tuple[Term, ...]) -> None:
    assert len(for_text(words).splitlines()) == len(words)
