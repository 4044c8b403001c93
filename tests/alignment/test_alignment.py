"""Segments laid on turns: the clocks, the boundaries, and that no character is lost or doubled."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_tui.alignment import ClockFit, Confidence, Slot, Stream, fit_clock, propose
from clerk_tui.alignment.boundaries import Edge, cuts
from clerk_tui.alignment.clock import Anchor
from clerk_tui.alignment.proposal import moved, paragraphs_of, slots_of
from clerk_tui.domain.ids import EntryId, PersonId
from clerk_tui.domain.record import Named, State, Turn
from clerk_tui.transcript import Segment

TEXTS = (
    "定刻になりましたので、ただいまから審議会を始めます。",
    "資料の一ページ目を御覧ください。窓口の予約の件数を示しております。",
    "ただいまの説明について、御質問のある方はいらっしゃいますか。",
    "予約を取り消した方の理由は分かっているのでしょうか。それから、時間帯ごとの件数も教えてください。",
    "日時の変更が大半です。時間帯では午前が多くなっております。",
    "ほかに御質問のある方はいらっしゃいますか。",
    "保存の期間が長過ぎるように思います。",
    "規則では五年ですが、短くできないか検討してまいります。",
    "御質問は以上のようですので、御意見を伺います。",
)


def meeting(offset: float = 0.0, rate: float = 1.0, *, known: int = 2) -> tuple[list[Slot], Stream]:
    """The texts at five characters a second; every ``known``-th is in the record."""
    slots, segments, at = [], [], 0.0
    for number, text in enumerate(TEXTS):
        slots.append(Slot(EntryId(str(number)), at, text if number % known == 0 else ""))
        segments.append(Segment(offset + rate * at, offset + rate * (at + len(text) / 5), text))
        at += len(text) / 5 + 0.5
    return slots, Stream.of(segments)


@pytest.mark.parametrize("offset", [0.0, 7.3, 88.0, -3.0])
@pytest.mark.parametrize("rate", [1.0, 1.004, 0.997])
def test_the_clocks_are_found_from_the_words(offset: float, rate: float) -> None:
    if offset < 0:
        offset = 0.5
    slots, stream = meeting(offset, rate)
    fit = fit_clock([Anchor(slot.begins, slot.text) for slot in slots if slot.text], stream)
    assert fit.finds >= 4
    for slot in slots:
        assert fit.recording(slot.begins) == pytest.approx(offset + rate * slot.begins, abs=1.0)


@pytest.mark.parametrize("offset", [0.0, 45.0])
def test_each_turn_gets_its_words(offset: float) -> None:
    slots, stream = meeting(offset)
    chance = Random(3)
    jittered = [Slot(s.entry, max(0.0, s.begins + chance.uniform(-1.5, 1.5)), s.text) for s in slots]
    found = propose(jittered, stream)
    assert [proposal.text for proposal in found] == list(TEXTS)


def test_without_a_word_in_common_everything_is_doubtful_and_nothing_is_lost() -> None:
    slots, stream = meeting()
    found = propose([Slot(s.entry, s.begins, "") for s in slots], stream)
    assert {proposal.confidence for proposal in found} == {Confidence.DOUBTFUL}
    assert "".join(proposal.text for proposal in found) == stream.text


def test_a_known_offset_needs_no_words() -> None:
    slots, stream = meeting(30.0)
    found = propose([Slot(s.entry, s.begins, "") for s in slots], stream, ClockFit(30.0, 1.0, 1))
    assert [proposal.text for proposal in found] == list(TEXTS)


def test_a_phrase_that_comes_again_and_again_does_not_deceive() -> None:
    phrase = "ほかに御質問のある方はいらっしゃいますか。"
    slots, segments, at = [], [], 0.0
    for number in range(20):
        text = (
            phrase
            if number % 2
            else f"{number}番目の質問です。窓口の混雑について{'くわしく' * number}伺います。"
        )
        slots.append(Slot(EntryId(str(number)), at, text if number % 2 else ""))
        segments.append(Segment(61 + at, 61 + at + len(text) / 5, text))
        at += len(text) / 5 + 0.4
    fit = fit_clock([Anchor(slot.begins, slot.text) for slot in slots if slot.text], Stream.of(segments))
    assert fit.offset == pytest.approx(61, abs=1.0)


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 20), st.text("あいう。ます", min_size=1, max_size=30)),
        max_size=20,
    ),
    st.lists(st.tuples(st.floats(0, 300), st.text("あいう。ます", max_size=20)), min_size=1, max_size=15),
)
@settings(max_examples=60)
def test_every_character_reaches_one_turn(
    heard: list[tuple[float, float, str]], turns: list[tuple[float, str]]
) -> None:
    stream = Stream.of(Segment(start, start + length, text) for start, length, text in heard)
    slots = [Slot(EntryId(str(n)), at, text) for n, (at, text) in enumerate(sorted(turns))]
    found = propose(slots, stream)
    assert "".join(proposal.text for proposal in found) == stream.text
    assert [proposal.entry for proposal in found] == [slot.entry for slot in slots]
    assert list(stream.times) == sorted(stream.times)


@pytest.mark.parametrize(
    ("moment", "confidence"),
    [(3.0, Confidence.SURE), (4.1, Confidence.LIKELY), (4.6, Confidence.DOUBTFUL)],
)
def test_confidence_sinks_as_the_moment_nears_the_middle_of_two_sentence_ends(
    moment: float, confidence: Confidence
) -> None:
    heard = [
        Segment(at, at + 3, text) for at, text in ((0, "定刻です。"), (3, "始めます。"), (6, "資料一です。"))
    ]
    slots = [Slot(EntryId("1"), 0, ""), Slot(EntryId("2"), moment, "")]
    found = propose(slots, Stream.of(heard), ClockFit(0.0, 1.0, 1))
    assert [proposal.text for proposal in found] == ["定刻です。", "始めます。資料一です。"]
    assert {proposal.confidence for proposal in found} == {confidence}


def test_moving_a_boundary_keeps_to_the_neighbours() -> None:
    slots, stream = meeting()
    found = propose(slots, stream)
    for number, position in ((3, 0), (3, 10**6), (1, found[1].begin + 3), (0, 5)):
        other = moved(found, number, position, stream)
        if number:
            assert "".join(proposal.text for proposal in other) == stream.text
        assert all(a.end == b.begin for a, b in pairwise(other) if number)


def test_long_words_are_put_in_paragraphs_at_the_end_of_a_sentence() -> None:
    text = "これは一つの文です。" * 60
    parts = paragraphs_of(text)
    assert "".join(parts) == text
    assert all(part.endswith("。") for part in parts)
    assert len(parts) > 1


def test_a_slow_drift_is_followed_through_a_long_meeting() -> None:
    """1 % over two hours is more than a minute: no one offset fits its beginning and its end."""
    chance = Random(7)
    slots, segments = [], []
    for number in range(60):
        text = "".join(chance.choices("窓口の予約と取消しについて規則を定める件数を示す資料", k=24))
        slots.append(Slot(EntryId(str(number)), number * 120.0, text))
        segments.append(Segment(20 + 1.01 * number * 120, 20 + 1.01 * number * 120 + 5, text))
    fit = fit_clock([Anchor(slot.begins, slot.text) for slot in slots], Stream.of(segments))
    assert fit.rate == pytest.approx(1.01, abs=0.001)
    assert fit.recording(7000.0) == pytest.approx(20 + 1.01 * 7000, abs=2.0)


def test_one_find_tells_the_offset_and_nothing_of_the_pace() -> None:
    text = "資料の一ページ目を御覧ください。"
    fit = fit_clock([Anchor(10.0, text)], Stream.of([Segment(45.0, 48.0, text)]))
    assert (fit.rate, fit.finds) == (1.0, 1)
    assert fit.offset == pytest.approx(35, abs=0.5)


def test_turns_whose_times_run_backwards_fall_together() -> None:
    stream = Stream.of([Segment(10.0 * n, 10.0 * n + 9, "保存の期間は五年です。") for n in range(100)])
    first, second = cuts([Edge(900.0), Edge(20.0)], stream)
    assert first.position == second.position
    assert first.margin == 0.0


def test_silence_is_no_segment() -> None:
    stream = Stream.of([Segment(0, 1, "はい。"), Segment(1, 5, " 　"), Segment(5, 6, "どうぞ。")])
    assert stream.text == "はい。どうぞ。"


def test_a_record_without_turns_has_nothing_to_fill() -> None:
    _, stream = meeting()
    assert slots_of(State()) == ()
    assert propose((), stream) == ()


def test_the_slots_are_the_turns_in_order_of_time() -> None:
    at = datetime(2026, 5, 18, 14, 0, tzinfo=UTC)
    who = Named(PersonId("青木委員"))
    late = Turn(EntryId("2"), who, at + timedelta(seconds=90), None, ("後の発言。",), "questions")
    early = Turn(EntryId("1"), who, at, None, (), "questions")
    assert slots_of(State(entries=(late, early))) == (
        Slot(EntryId("1"), 0.0, ""),
        Slot(EntryId("2"), 90.0, "後の発言。"),
    )


def test_a_proposal_comes_in_paragraphs_and_none_where_nothing_was_heard() -> None:
    text = "これは一つの文です。" * 60
    found = propose(
        [Slot(EntryId("1"), 0.0, ""), Slot(EntryId("2"), 500.0, "")], Stream.of([Segment(0, 100, text)])
    )
    assert found[0].paragraphs == paragraphs_of(found[0].text)
    assert (found[1].paragraphs, found[1].confidence) == ((), Confidence.DOUBTFUL)
