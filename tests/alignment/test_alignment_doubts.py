"""When a turn whose words are found is not sure all the same, and where words come from that nobody has keyed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest

from clerk_tui.alignment import Confidence, Filling, Slot, Stream, in_order, propose
from clerk_tui.domain.ids import EntryId
from clerk_tui.transcript import Segment


def sentences(count: int) -> list[str]:
    """Sentences of 24 characters that are nowhere alike."""
    chance = Random(5)
    letters = "窓口の予約と取消しについて規則を定める件数を示す資料"
    return ["".join(chance.choices(letters, k=21)) + "です。" for _ in range(count)]


def heard(texts: Sequence[str], labels: Sequence[str] = ()) -> list[Segment]:
    """A sentence a minute, five seconds long."""
    return [
        Segment(60.0 * n, 60.0 * n + 5, text, label)
        for n, (text, label) in enumerate(zip(texts, labels or [""] * len(texts), strict=True))
    ]


def keyed(texts: Sequence[str], voices: Sequence[str] = ()) -> list[Slot]:
    return [
        Slot(EntryId(str(n)), 60.0 * n, text, voice)
        for n, (text, voice) in enumerate(zip(texts, voices or [""] * len(texts), strict=True))
    ]


def doubted(found: Filling) -> list[str]:
    """The turns that are not sure."""
    return [p.entry for p in found.proposals if p.confidence is not Confidence.SURE]


def test_files_whose_words_show_no_order_stay_as_they_are() -> None:
    texts = sentences(6)
    unknown = [Segment(0.0, 5.0, "マイクの確認をします。")]
    assert in_order(keyed(texts), [heard(texts[3:]), unknown, heard(texts[:3])]) == [0, 1, 2]


def test_a_hint_of_the_offset_holds_where_words_prove_nothing_and_hides_nothing() -> None:
    texts = sentences(8)
    few = Stream.of(heard(texts[:2]))
    assert propose(keyed(texts[:2]), few, expected=0.0).fit.pieces[0].offset == pytest.approx(0.1, abs=0.1)
    assert propose(keyed(texts[:2]), few, expected=3000.0).fit.pieces[0].offset == 3000.0
    found = propose(keyed(texts), Stream.of(heard(texts)), expected=5000.0)
    assert found.fit.believed
    assert found.fit.pieces[0].offset == pytest.approx(0.1, abs=0.1)


def test_a_turn_while_the_recorder_stood_still_gets_nothing_and_its_neighbours_are_not_sure() -> None:
    texts = sentences(12)
    texts[4] += "資料のとおりです。件数は示すとおりです。"
    slots = keyed(texts)
    slots[4:6] = [Slot(EntryId("4"), 240.0, ""), Slot(EntryId("5"), 300.0, "")]
    found = propose(slots, Stream.of([segment for n, segment in enumerate(heard(texts)) if n != 5]))
    before = found.proposals[4].text
    assert [p.text for p in found.proposals] == [*texts[:4], before, "", *texts[6:]]
    assert before + "".join(loose.text for loose in found.loose) == texts[4]
    assert doubted(found) == ["4", "5", "6"]


def test_a_turn_in_a_pause_of_the_recorder_takes_no_words_of_those_around_it() -> None:
    texts = sentences(12)
    texts[7] += "資料のとおりです。件数は示すとおりです。"
    slots = [Slot(EntryId(str(n)), 60.0 * n + (900 if n >= 8 else 0), text) for n, text in enumerate(texts)]
    slots[7:8] = [Slot(EntryId("7"), 420.0, ""), Slot(EntryId("休憩"), 434.0, "")]
    found = propose(slots, Stream.of(heard(texts)))
    assert [len(piece.pins) for piece in found.fit.pieces] == [7, 4]
    assert [p.text for p in found.proposals] == [*texts[:8], "", *texts[8:]]
    assert doubted(found) == ["7", "休憩", "8"]
    assert found.proposals[7].confidence is Confidence.LIKELY


def test_a_boundary_where_no_sentence_ends_is_not_sure() -> None:
    texts = sentences(10)
    texts[4] = texts[4][:-3]
    segments = heard(texts)
    segments[4] = Segment(240.0, 299.9, texts[4])
    slots = keyed(texts)
    slots[4], slots[5] = (Slot(slot.entry, slot.begins, "") for slot in slots[4:6])
    found = propose(slots, Stream.of(segments))
    assert [p.text for p in found.proposals] == texts
    # Whoever's part is not known is told by the key alone: the turn before ends there as well.
    assert doubted(found) == ["3", "4", "5"]


def test_a_turn_with_a_long_silence_within_may_lack_words() -> None:
    texts = sentences(10)
    texts[4] += "資料のとおりです。"
    segments = heard(texts)
    segments[4:5] = [Segment(240.0, 245.0, texts[4][:24]), Segment(265.0, 267.0, texts[4][24:])]
    found = propose(keyed(texts), Stream.of(segments))
    assert [p.text for p in found.proposals] == texts
    assert doubted(found) == ["4"]


def test_a_turn_with_two_labels_is_not_sure_though_its_words_are_known() -> None:
    texts = sentences(20)
    texts[4] += "資料のとおりです。件数は示すとおりです。"
    segments = heard(texts, ["甲", "乙"] * 10)
    segments[4:5] = [
        Segment(240.0, 242.5, texts[4][:24], "甲"),
        Segment(242.5, 243.5, texts[4][24:33], "乙"),
        Segment(243.5, 245.0, texts[4][33:], "乙"),
    ]
    found = propose(keyed(texts, ["青木", "井口"] * 10), Stream.of(segments))
    assert [p.text for p in found.proposals] == texts
    assert doubted(found) == ["4"]


def test_where_turns_were_not_keyed_a_turn_whose_label_goes_on_is_not_sure() -> None:
    texts = sentences(12)
    voices = ["青木", "井口", "青木", "井口", "青木", "青木", "井口", "青木", "井口", "青木", "井口", "青木"]
    found = propose(
        keyed(texts, voices),
        Stream.of(heard(texts, ["甲" if voice == "青木" else "乙" for voice in voices])),
    )
    assert found.misses
    assert [p.text for p in found.proposals] == texts
    assert doubted(found) == ["4", "5"]
