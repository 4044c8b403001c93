"""The clock by the course of the talk: a record without a single word, and what it may claim from that."""

from __future__ import annotations

from random import Random

import pytest
from msgspec.structs import replace

from clerk_tui.alignment import (
    Anchor,
    Confidence,
    Filling,
    Pair,
    Part,
    Slot,
    Stream,
    course,
    fit_clock,
    propose,
)
from clerk_tui.domain.ids import EntryId
from clerk_tui.transcript import Segment

_TOPICS = ("保存", "委託", "閲覧", "複写", "廃棄", "監査", "研修", "通知", "登録", "照会")
_PLAN = (Part.CHAIR, Part.MEMBER, Part.OFFICE, Part.MEMBER, Part.OFFICE)


def said(count: int, seed: int) -> list[tuple[Part, str]]:
    """Rounds of a chair, and members and officials in turns, none of them like another."""
    chance = Random(seed)
    found = []
    for number in range(count):
        topic = f"{chance.choice(_TOPICS)}{number}番"
        part = chance.choice((Part.MEMBER, Part.OFFICE)) if chance.random() < 0.2 else _PLAN[number % 5]
        more = f"{topic}の扱いは前と変わりません。" * chance.randint(0, 4)
        text = {
            Part.CHAIR: f"{topic}について、御質問はございますか。",
            Part.MEMBER: f"{topic}について伺います。{more}どのようになっているのでしょうか。",
            Part.OFFICE: f"お答えいたします。{more}{topic}は規程のとおり実施しております。",
        }[part]
        found.append((part, text))
    return found


def played(
    offset: float, paused: int | None = None, seed: int = 1, stopped: int = 80
) -> tuple[list[Slot], Stream, list[str]]:
    """Turns without words, and a transcript that lies ``offset`` seconds off, 900 more before turn ``paused``.

    Nothing is heard from turn ``stopped`` on.
    """
    chance = Random(seed)
    slots, segments = [], []
    at = 0.0
    texts = said(80, seed)
    for number, (part, text) in enumerate(texts):
        off = offset + (900.0 if paused is not None and number < paused else 0.0)
        slots.append(
            Slot(EntryId(str(number)), at + chance.uniform(0, 0.8), "", f"{part}{number % 2}", part, True)
        )
        for sentence in text.split("。")[:-1]:
            length = len(sentence) / 5
            if number < stopped:
                segments.append(Segment(at + off, at + off + length, f"{sentence}。"))
            at += length + 0.5
        at += 1.0
    return slots, Stream.of(segments), [text for _, text in texts]


def wrong(filling: Filling, texts: list[str]) -> list[str]:
    return [
        p.text for p in filling.proposals if p.confidence is Confidence.SURE and p.text != texts[int(p.entry)]
    ]


@pytest.mark.parametrize("offset", [0.0, 700.0])
def test_no_word_is_known_and_the_clock_is_found(offset: float) -> None:
    slots, stream, texts = played(offset)
    filling = propose(slots, stream)
    assert filling.fit.finds == 0
    assert filling.fit.believed
    assert filling.fit.recording(slots[40].begins) == pytest.approx(slots[40].begins + offset, abs=4)
    assert wrong(filling, texts) == []
    assert sum(p.text == texts[int(p.entry)] for p in filling.proposals) >= 60


def test_a_pause_that_no_word_shows_is_seen() -> None:
    slots, stream, texts = played(0.0, paused=40)
    filling = propose(slots, stream)
    assert wrong(filling, texts) == []
    assert filling.fit.recording(slots[20].begins) == pytest.approx(slots[20].begins + 900, abs=4)


def test_what_the_last_look_finds_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(course, "_PASSES", 1)
    slots, stream, texts = played(700.0)
    filling = propose(slots, stream)
    assert filling.fit.recording(slots[40].begins) == pytest.approx(slots[40].begins + 700, abs=4)
    assert wrong(filling, texts) == []


def test_turns_after_the_end_of_the_recording_do_not_hide_where_the_others_are() -> None:
    slots, stream, texts = played(0.0, stopped=40)
    filling = propose(slots, stream)
    assert filling.fit.supported(slots[20].begins)
    assert filling.fit.recording(slots[20].begins) == pytest.approx(slots[20].begins, abs=4)
    assert wrong(filling, texts) == []
    assert sum(p.text == texts[int(p.entry)] for p in filling.proposals[:40]) >= 30
    assert all(p.confidence is not Confidence.SURE for p in filling.proposals[41:])


def test_turns_far_before_the_only_words_of_the_record_are_found_by_the_course_of_the_talk() -> None:
    """The last three turns have words: they say nothing of what was said a quarter of an hour before them."""
    slots, stream, texts = played(700.0)
    slots = [replace(slot, text=texts[n]) if n >= 77 else slot for n, slot in enumerate(slots)]
    by_words = fit_clock(
        [Anchor(slot.begins, slot.text, n) for n, slot in enumerate(slots) if slot.text], stream
    )
    assert [by_words.supported(slots[n].begins) for n in (0, 10, 40)] == [False, False, True]
    filling = propose(slots, stream)
    (piece,) = filling.fit.pieces
    assert piece.finds == 3
    assert [filling.fit.supported(slots[n].begins) for n in (0, 10, 40)] == [True, True, True]
    assert [p.text for p in filling.proposals] == texts
    assert any(p.confidence is Confidence.SURE for p in filling.proposals[:16])


def test_another_meeting_gives_nothing() -> None:
    slots, _, _ = played(0.0, seed=1)
    _, stream, _ = played(0.0, seed=2)
    filling = propose(slots, stream)
    assert filling.counts[Confidence.SURE] == 0


def test_what_was_pointed_at_holds() -> None:
    slots, stream, texts = played(5000.0)
    position = stream.text.index(texts[12])
    filling = propose(slots, stream, pairs=(Pair(12, position),))
    assert filling.proposals[12].begin == position
    assert wrong(filling, texts) == []
