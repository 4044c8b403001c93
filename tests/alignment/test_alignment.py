"""Segments laid on turns: the clocks, the boundaries, what is sure, and that no character is lost or doubled."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerk_tui.alignment import (
    Anchor,
    ClockFit,
    Confidence,
    Filling,
    Part,
    Slot,
    Stream,
    fit_clock,
    in_order,
    propose,
    slots_of,
)
from clerk_tui.alignment.matching import Index
from clerk_tui.alignment.moving import inserted, moved
from clerk_tui.alignment.phrasing import one_voice
from clerk_tui.alignment.proposal import paragraphs_of
from clerk_tui.alignment.telling import clock_lines, label_lines, loose_lines
from clerk_tui.domain.ids import EntryId, PersonId
from clerk_tui.domain.record import Named, State, Turn
from clerk_tui.transcript import Segment, Transcript, Word

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
SPOKEN_BY = ("会長", "課長", "会長", "青木", "課長", "会長", "井口", "課長", "会長")


def said(offset: float = 0.0, rate: float = 1.0, *, labels: bool = False) -> list[Segment]:
    """The texts at five characters a second."""
    segments, at = [], 0.0
    for who, text in zip(SPOKEN_BY, TEXTS, strict=True):
        label = f"話者{sorted(set(SPOKEN_BY)).index(who)}" if labels else ""
        segments.append(Segment(offset + rate * at, offset + rate * (at + len(text) / 5), text, label))
        at += len(text) / 5 + 0.5
    return segments


def turns(known: int = 2) -> list[Slot]:
    """The record; every ``known``-th turn has its words."""
    slots, at = [], 0.0
    for number, text in enumerate(TEXTS):
        slots.append(Slot(EntryId(str(number)), at, text if number % known == 0 else "", SPOKEN_BY[number]))
        at += len(text) / 5 + 0.5
    return slots


def whole(filling: Filling) -> str:
    """Everything that is placed or listed, in order."""
    parts = [(p.begin, p.text) for p in filling.proposals if p.text]
    parts += [(each.begin, each.text) for each in filling.loose]
    return "".join(text for _, text in sorted(parts))


@pytest.mark.parametrize("offset", [0.0, 7.3, 88.0, 1500.0, 6000.0])
@pytest.mark.parametrize("rate", [1.0, 1.004, 0.997])
def test_the_clocks_are_found_from_the_words_wherever_the_recording_begins(
    offset: float, rate: float
) -> None:
    fit = fit_clock(
        [Anchor(slot.begins, slot.text, n) for n, slot in enumerate(turns()) if slot.text],
        Stream.of(said(offset, rate)),
    )
    assert fit.finds >= 4
    assert fit.believed
    for slot in turns():
        assert fit.recording(slot.begins) == pytest.approx(offset + rate * slot.begins, abs=1.0)


@pytest.mark.parametrize("offset", [0.0, 45.0, 1500.0])
def test_each_turn_gets_its_words(offset: float) -> None:
    chance = Random(3)
    jittered = [
        Slot(s.entry, max(0.0, s.begins + chance.uniform(-0.8, 0.8)), s.text, s.voice) for s in turns()
    ]
    found = propose(jittered, Stream.of(said(offset)))
    assert [proposal.text for proposal in found.proposals] == list(TEXTS)


def test_without_a_word_in_common_everything_is_doubtful_and_the_clerk_is_told_what_would_help() -> None:
    stream = Stream.of(said())
    found = propose([Slot(s.entry, s.begins, "") for s in turns()], stream)
    assert {proposal.confidence for proposal in found.proposals} == {Confidence.DOUBTFUL}
    assert whole(found) == stream.text
    (line,) = clock_lines(found, stream)
    assert "録音の始まりの時刻を教えてください" in line


def test_a_given_offset_is_followed_and_is_no_proof() -> None:
    stream = Stream.of(said(30.0))
    found = propose([Slot(s.entry, s.begins, "") for s in turns()], stream, ClockFit.told(30.0))
    assert [proposal.text for proposal in found.proposals] == list(TEXTS)
    assert Confidence.SURE not in found.counts or not found.counts[Confidence.SURE]
    assert "言われた時刻" in next(iter(clock_lines(found, stream)))


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
        segments.append(Segment(1061 + at, 1061 + at + len(text) / 5, text))
        at += len(text) / 5 + 0.4
    anchors = [Anchor(slot.begins, slot.text, n) for n, slot in enumerate(slots) if slot.text]
    fit = fit_clock(anchors, Stream.of(segments))
    assert fit.pieces[0].offset == pytest.approx(1061, abs=1.0)


def test_a_recorder_that_was_paused_has_two_pieces() -> None:
    chance = Random(5)
    texts = [
        "".join(chance.choices("窓口の予約と取消しについて規則を定める件数を示す資料", k=24))
        for _ in range(16)
    ]
    slots = [Slot(EntryId(str(n)), 60.0 * n + (900 if n >= 8 else 0), text) for n, text in enumerate(texts)]
    stream = Stream.of([Segment(60.0 * n, 60.0 * n + 5, text) for n, text in enumerate(texts)])
    fit = fit_clock([Anchor(s.begins, s.text, n) for n, s in enumerate(slots)], stream)
    assert [(round(piece.offset), len(piece.pins)) for piece in fit.pieces] == [(0, 8), (-900, 8)]
    told = list(clock_lines(propose(slots, stream), stream))
    assert any("途切れています" in line for line in told)


def test_files_are_put_in_the_order_in_which_they_were_spoken() -> None:
    chance = Random(5)
    texts = [
        "".join(chance.choices("窓口の予約と取消しについて規則を定める件数を示す資料", k=24))
        for _ in range(12)
    ]
    slots = [Slot(EntryId(str(n)), 60.0 * n, text) for n, text in enumerate(texts)]
    first, second = (
        [Segment(60.0 * n, 60.0 * n + 5, text) for n, text in enumerate(part)]
        for part in (texts[:6], texts[6:])
    )
    assert in_order(slots, [second, first]) == [1, 0]
    stream = Stream.of(first, second)
    found = propose(slots, stream)
    assert [p.text for p in found.proposals] == texts
    assert [len(piece.pins) for piece in found.fit.pieces] == [6, 6]
    number, moment = stream.place(found.proposals[6].begin)
    assert number == 1
    assert moment == pytest.approx(0.0, abs=0.2)


def test_words_without_a_turn_are_listed_and_not_given_away() -> None:
    chatter = [Segment(10.0 * n, 10.0 * n + 3, "マイクの確認をします。") for n in range(1, 100)]
    stream = Stream.of([*chatter, *said(1500.0)])
    found = propose(turns(), stream)
    assert found.proposals[0].text == TEXTS[0]
    assert sum(len(each.text) for each in found.loose) == sum(len(each.text) for each in chatter)
    assert any("置き場所のない言葉" in line for line in loose_lines(found, stream))


def test_what_was_most_likely_not_said_stands_in_no_turn() -> None:
    false = Segment(20.0, 22.0, "ご視聴ありがとうございました", doubt="認識の空耳")
    stream = Stream.of(sorted([*said(), false], key=lambda each: each.start))
    found = propose(turns(), stream)
    assert "視聴" not in whole(found)
    assert any("ご視聴ありがとうございました" in line for line in loose_lines(found, stream))


@given(
    st.lists(
        st.tuples(st.floats(0, 300), st.floats(0, 20), st.text("あいう。ます", min_size=1, max_size=30)),
        max_size=20,
    ),
    st.lists(st.tuples(st.floats(0, 300), st.text("あいう。ます", max_size=20)), min_size=1, max_size=15),
)
@settings(max_examples=60, deadline=None)
def test_every_character_reaches_one_turn_or_is_listed(
    heard: list[tuple[float, float, str]], spoken: list[tuple[float, str]]
) -> None:
    stream = Stream.of([Segment(start, start + length, text) for start, length, text in heard])
    slots = [Slot(EntryId(str(n)), at, text) for n, (at, text) in enumerate(sorted(spoken))]
    found = propose(slots, stream)
    assert whole(found) == stream.text
    assert [proposal.entry for proposal in found.proposals] == [slot.entry for slot in slots]
    assert all(a.end <= b.begin for a, b in pairwise(found.proposals))
    assert list(stream.times) == sorted(stream.times)


def test_equal_times_keep_the_order_of_the_file() -> None:
    stream = Stream.of([Segment(5.0, 5.0, "質問です。"), Segment(5.0, 5.0, "お答えします。")])
    assert stream.text == "質問です。お答えします。"


def test_words_with_times_place_each_character() -> None:
    words = (Word(10.0, "定刻です。"), Word(60.0, "始めます。"))
    stream = Stream.of([Segment(10.0, 62.0, "定刻です。始めます。", words=words)])
    assert stream.moment(5) == pytest.approx(60.2, abs=0.3)


def test_labels_of_voices_are_learned_and_never_become_text() -> None:
    stream = Stream.of(said(labels=True))
    found = propose(turns(known=3), stream)
    assert "話者" not in whole(found)
    names = dict(line.removeprefix("話者「").split("」は ") for line in label_lines(found, str))
    assert names["話者0"].startswith("井口") or names["話者2"].startswith("課長")


@pytest.mark.parametrize(
    ("text", "part", "one"),
    [
        ("保存の期間は五年でしょうか。", Part.MEMBER, True),
        ("保存の期間は五年でしょうか。規則では五年としております。", Part.MEMBER, False),
        ("規則では五年としております。では、短くできないのでしょうか。", Part.OFFICE, False),
        ("規則では五年としております。", Part.OFFICE, True),
        ("次に移ります。ほかに御質問はございますか。", Part.CHAIR, True),
        ("ほかに御質問はございますか。保存の期間が長過ぎます。", Part.CHAIR, False),
        ("何でも。", Part.OTHER, True),
    ],
)
def test_a_turn_that_speaks_like_two_people_is_not_sure(text: str, part: Part, one: bool) -> None:
    assert one_voice(re.findall("[^。]+。", text), part) is one


def test_people_who_follow_on_themselves_show_that_a_turn_was_not_keyed() -> None:
    slots = [slot for n, slot in enumerate(turns(known=2)) if n != 3]
    slots[2] = Slot(slots[2].entry, slots[2].begins, slots[2].text, "課長")
    assert propose(slots, Stream.of(said())).misses


def test_moving_a_boundary_keeps_every_word_once() -> None:
    stream = Stream.of(said())
    found = propose(turns(), stream)
    for number, position in ((3, 0), (3, 10**6), (1, found.proposals[1].begin + 3), (0, 5)):
        other = moved(found, number, position, stream)
        assert whole(other) == stream.text
        assert all(a.end <= b.begin or not b.text for a, b in pairwise(other.proposals))


def test_loose_words_become_a_turn() -> None:
    stream = Stream.of(said())
    freed = moved(propose(turns(), stream), 0, 13, stream)
    (loose,) = freed.loose
    assert loose.text == TEXTS[0][:13]
    other = inserted(freed, loose, EntryId("新"), stream)
    assert [p.entry for p in other.proposals][:2] == ["新", "0"]
    assert not other.loose
    assert whole(other) == stream.text


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
    fit = fit_clock([Anchor(slot.begins, slot.text, n) for n, slot in enumerate(slots)], Stream.of(segments))
    assert fit.pieces[0].rate == pytest.approx(1.01, abs=0.001)
    assert fit.recording(7000.0) == pytest.approx(20 + 1.01 * 7000, abs=2.0)


def test_one_find_tells_the_offset_and_proves_nothing() -> None:
    text = "資料の一ページ目を御覧ください。"
    fit = fit_clock([Anchor(10.0, text)], Stream.of([Segment(45.0, 48.0, text)]))
    assert (fit.pieces[0].rate, fit.finds, fit.believed) == (1.0, 1, False)
    assert fit.pieces[0].offset == pytest.approx(35, abs=0.5)


def test_known_words_are_found_though_some_are_misheard() -> None:
    stream = Stream.of([Segment(0, 5, "はい。えーただい手から青葉町水辺審気会を開きます。次です。")])
    (find, *_) = Index(stream).finds("ただいまから青葉町水辺審議会を開きます。")
    assert find.likeness > 0.8
    assert stream.text[find.begin : find.end].endswith("開きます。")
    assert Index(stream).finds("ない。") == []


def test_silence_is_no_segment() -> None:
    stream = Stream.of([Segment(0, 1, "はい。"), Segment(1, 5, " 　"), Segment(5, 6, "どうぞ。")])
    assert stream.text == "はい。どうぞ。"


def test_a_record_without_turns_has_nothing_to_fill_and_loses_nothing() -> None:
    stream = Stream.of(Transcript(tuple(said())))
    assert slots_of(State()) == ()
    found = propose((), stream)
    assert (found.proposals, whole(found)) == ((), stream.text)


def test_the_slots_are_the_turns_in_order_of_time() -> None:
    at = datetime(2026, 5, 18, 14, 0, tzinfo=UTC)
    who = Named(PersonId("青木委員"))
    late = Turn(EntryId("2"), who, at + timedelta(seconds=90), None, ("後の発言。",), "questions")
    early = Turn(EntryId("1"), who, at, None, (), "questions")
    assert slots_of(State(entries=(late, early))) == (
        Slot(EntryId("1"), 0.0, "", "青木委員"),
        Slot(EntryId("2"), 90.0, "後の発言。", "青木委員"),
    )


def test_a_proposal_comes_in_paragraphs_and_none_where_nothing_was_heard() -> None:
    text = "これは一つの文です。" * 60
    found = propose(
        [Slot(EntryId("1"), 0.0, ""), Slot(EntryId("2"), 500.0, "")], Stream.of([Segment(0, 100, text)])
    )
    assert found.proposals[0].paragraphs == paragraphs_of(found.proposals[0].text)
    assert (found.proposals[1].paragraphs, found.proposals[1].confidence) == ((), Confidence.DOUBTFUL)
