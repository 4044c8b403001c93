"""What keeps a turn from being sure: each reason alone, beside a turn for which nothing speaks against it."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

import pytest
from msgspec.structs import replace

from clerk_tui.alignment import ClockFit, Confidence, Part, Slot, Stream, lattice
from clerk_tui.alignment.certainty import Certainty
from clerk_tui.alignment.clock import Piece, Pin
from clerk_tui.alignment.edges import Edges
from clerk_tui.alignment.matching import Find
from clerk_tui.alignment.phrasing import Phrasing
from clerk_tui.alignment.voices import Voices
from clerk_tui.domain.ids import EntryId
from clerk_tui.transcript import Segment
from clerk_tui.transcript.hallucinations import LOOP

SECONDS = 5.0
"""Of a sentence."""


def said(labels: str, end: str = "です。") -> list[Segment]:
    """A sentence of 24 characters for each label, one right after the other; a blank: no label."""
    chance = Random(5)
    letters = "窓口予約取消規則定件数示資料"
    return [
        Segment(
            SECONDS * n,
            SECONDS * (n + 1),
            "".join(chance.choices(letters, k=24 - len(end))) + end,
            label.strip(),
        )
        for n, label in enumerate(labels)
    ]


def confidence(
    segments: Sequence[Segment],
    turns: Sequence[tuple[int, int]],
    number: int,
    *,
    late: Sequence[float] = (),
    made_up: bool = False,
    certainty: float = 1.0,
    unreliable: bool = False,
    strict: bool = False,
    part: Part = Part.OFFICE,
    texts: Sequence[str] = (),
    spread: float = 1.5,
    stray: bool = False,
) -> Confidence:
    """How sure the ``number``-th turn is.

    Args:
        segments: what was heard, in segments of 24 characters.
        turns: numbers of the first segment of each turn and of the one behind its last.
        number: of the turn that is asked for.
        late: seconds by which each turn's key is late.
        made_up: whether the turns were keyed later.
        certainty: what the lattice says of each turn.
        unreliable: whether many keys are late, or full stops are missing.
        strict: whether turns are missing.
        part: of every turn.
        texts: what the record has of each turn.
        spread: seconds by which keys usually lie off the line.
        stray: whether a key is off by far.
    """
    stream = Stream.of(segments)
    spans = [lattice.Span(n, 24 * a, 24 * b, certainty) for n, (a, b) in enumerate(turns)]
    begun = [SECONDS * a for a, _ in turns]
    keys = [at + off for at, off in zip(begun, late or [0.0] * len(turns), strict=True)]
    pins = tuple(Pin(n, at, at + 30 * (stray and n == 0), Find(0, 1, 1.0), 5.0) for n, at in enumerate(begun))
    known = texts or [""] * len(turns)
    weighing = lattice.Weighing(stream, Phrasing(stream), Voices(stream), 1.5, 0.04, (), Edges(stream, []))
    return Certainty(
        slots=[Slot(EntryId(str(n)), at, known[n], str(n), part) for n, at in enumerate(begun)],
        places=[lattice.Slot(n, (at,), "", (), str(n), part, float(made_up)) for n, at in enumerate(keys)],
        stream=stream,
        fit=ClockFit((Piece(0.0, 1.0, pins),), spread=spread, anchors=len(pins)),
        pins={},
        weighing=weighing,
        strict=strict,
        unreliable=unreliable,
    ).of(number, spans)


THREE = [(0, 4), (4, 8), (8, 12)]
FIVE = [(0, 4), (4, 8), (8, 12), (12, 16), (16, 20)]


@pytest.mark.parametrize(
    ("why", "found"), [("認識の空耳", Confidence.SURE), (LOOP, Confidence.LIKELY)], ids=["misheard", "loop"]
)
def test_of_words_that_went_round_in_a_circle_nobody_knows_how_often_they_were_said(
    why: str, found: Confidence
) -> None:
    doubted = Segment(29.9, 30.0, "はい、はい、はい、はい", doubt=why)
    assert confidence([*said(" " * 12), doubted], THREE, 1) is found
    # What stands in the next turn says nothing of this one.
    assert confidence([*said(" " * 12), doubted], THREE, 0) is Confidence.SURE


@pytest.mark.parametrize(
    ("end", "length", "found"),
    [
        ("です", 4, Confidence.SURE),
        ("件数", 4, Confidence.LIKELY),
        ("件数", 13, Confidence.SURE),
    ],
    ids=["a sentence's end", "within a sentence", "within a sentence, after a long turn"],
)
def test_another_label_ends_a_turn_where_a_sentence_ends_or_the_turn_is_long(
    end: str, length: int, found: Confidence
) -> None:
    turns = [(0, length), (length, 2 * length), (2 * length, 3 * length)]
    segments = said("甲" * length + "乙" * length + "丙" * length, end)
    assert confidence(segments, turns, 1, unreliable=True) is found


@pytest.mark.parametrize(
    ("labels", "found"),
    [("甲甲甲甲乙乙乙乙丙丙丙丙", Confidence.SURE), ("甲甲甲丙乙乙乙乙丙丙丙丙", Confidence.LIKELY)],
    ids=["the neighbour's", "a third one"],
)
def test_a_label_at_the_boundary_that_is_not_the_neighbours_tells_nobody_apart(
    labels: str, found: Confidence
) -> None:
    assert confidence(said(labels), THREE, 1, certainty=0.97) is found


@pytest.mark.parametrize(
    ("late", "made_up", "found"),
    [
        ([0, 5, 0], False, Confidence.SURE),
        ([0, 10, 0], False, Confidence.LIKELY),
        ([0, 10, 0], True, Confidence.SURE),
        ([0, 100, 0], True, Confidence.LIKELY),
        ([0, 0, 10], False, Confidence.LIKELY),
        ([0, 0, -10], True, Confidence.LIKELY),
        ([10, 0, 0], False, Confidence.SURE),
    ],
)
def test_a_turn_is_sure_where_its_key_and_the_next_one_are_where_keys_are(
    late: list[float], made_up: bool, found: Confidence
) -> None:
    assert confidence(said(" " * 12), THREE, 1, late=late, made_up=made_up) is found


LATE = 4.0
"""Seconds: a key that may be as late as that, and shows nothing where many keys are."""


@pytest.mark.parametrize(
    ("labels", "turns", "late", "found"),
    [
        (" " * 20, FIVE, [0, 0, LATE, LATE, 0], Confidence.SURE),
        (" " * 20, FIVE, [LATE] * 5, Confidence.SURE),
        (" " * 20, [(0, 0), (0, 8), *FIVE[2:]], [0, LATE, LATE, 0, 0], Confidence.LIKELY),
        (" " * 20, [(0, 4), (5, 8), *FIVE[2:]], [0, 0, LATE, 0, 0], Confidence.LIKELY),
        (" " * 20, [(0, 4), (5, 8), *FIVE[2:]], [0, 0, 0, 0, 0], Confidence.SURE),
        ("甲甲甲甲乙乙乙乙丙丙丙丙丁丁丁丁甲甲甲甲", FIVE, [0, LATE, LATE, 0, 0], Confidence.SURE),
        ("甲甲丁丁乙乙乙乙丙丙丙丙丁丁丁丁甲甲甲甲", FIVE, [0, LATE, LATE, 0, 0], Confidence.LIKELY),
        ("甲甲丁丁乙乙乙乙丙丙丙丙丁丁丁丁甲甲甲甲", FIVE, [0, 0, 0, 0, 0], Confidence.SURE),
    ],
    ids=[
        "fast on both sides",
        "up to the ends of the record",
        "an empty turn",
        "words between turns",
        "words between turns that stand fast",
        "a label each",
        "a turn of two labels",
        "a turn of two labels behind one that stands fast",
    ],
)
def test_where_many_keys_are_late_a_turn_is_sure_if_nothing_leaves_room_for_a_shift(
    labels: str, turns: list[tuple[int, int]], late: list[float], found: Confidence
) -> None:
    assert confidence(said(labels), turns, 2, late=late, unreliable=True) is found


def test_where_keys_are_off_by_far_a_turn_must_be_surer() -> None:
    for certainty, found in ((0.985, Confidence.LIKELY), (0.995, Confidence.SURE)):
        assert confidence(said(" " * 20), FIVE, 3, certainty=certainty, stray=True) is found


def test_a_comma_ends_a_short_turn_only_where_a_pause_is_heard() -> None:
    short = [(0, 3), (3, 6), (6, 9)]
    assert confidence(said(" " * 12, "です、"), short, 1) is Confidence.LIKELY
    apart = [
        replace(each, start=each.start + n, end=each.end + n)
        for n, each in enumerate(said(" " * 12, "です、"))
    ]
    assert confidence(apart, short, 1, late=[0, 3, 6]) is Confidence.SURE


def test_words_of_the_record_must_be_heard_where_a_neighbour_has_them() -> None:
    segments = said(" " * 12)
    own = "".join(each.text for each in segments[:4])
    assert confidence(segments, THREE, 1, texts=[own, "", ""]) is Confidence.SURE
    other = "これは、記録だけにある、まったく別の発言でございます。"
    assert confidence(segments, THREE, 1, texts=[other, "", ""]) is Confidence.LIKELY


def test_a_turn_that_begins_by_going_on_with_something_is_not_sure() -> None:
    segments = said(" " * 12)
    segments[4] = replace(segments[4], text="また、" + segments[4].text[3:])
    assert confidence(segments, THREE, 1, spread=0.6, certainty=0.97) is Confidence.LIKELY
    assert confidence(segments, THREE, 0, spread=0.6, certainty=0.97) is Confidence.LIKELY
    assert confidence(segments, THREE, 2, spread=0.6, certainty=0.97) is Confidence.SURE
    # All that is known together may weigh more than a word, where keys are kept to all the more.
    assert confidence(segments, THREE, 1, spread=0.6, certainty=0.985) is Confidence.SURE
    assert confidence(segments, THREE, 1, certainty=0.985) is Confidence.LIKELY
    assert confidence(segments, THREE, 1, certainty=0.995) is Confidence.SURE
    assert confidence(segments, THREE, 1, certainty=0.995, strict=True) is Confidence.LIKELY
    # A chair, or a member, may take up what an official has said; the key must say so.
    assert confidence(segments, THREE, 1, part=Part.CHAIR, spread=0.6) is Confidence.SURE
    assert confidence(segments, THREE, 1, part=Part.CHAIR, certainty=0.97) is Confidence.LIKELY
    assert confidence(segments, THREE, 1, part=Part.CHAIR, spread=0.6, unreliable=True) is Confidence.LIKELY


def test_whoevers_part_is_not_known_is_told_by_the_key_alone() -> None:
    for spread, found in ((1.5, Confidence.LIKELY), (0.6, Confidence.SURE)):
        assert confidence(said(" " * 12), THREE, 1, part=Part.OTHER, spread=spread) is found


def test_a_question_within_a_members_turn_is_not_answered_there() -> None:
    segments = said(" " * 12)
    segments[5] = replace(segments[5], text="その期間を短くすることは、本当にできないのですか。")
    assert len(segments[5].text) == 25
    segments[5] = replace(segments[5], text=segments[5].text[1:])
    assert confidence(segments, THREE, 1, part=Part.MEMBER) is Confidence.SURE
    segments[6] = replace(segments[6], text="規則では五年として、その間は大切に保存しております。"[-24:])
    assert confidence(segments, THREE, 1, part=Part.MEMBER) is Confidence.LIKELY


def test_where_turns_are_missing_nothing_within_one_may_look_like_anothers_beginning() -> None:
    segments = said(" " * 12)
    assert confidence(segments, THREE, 1, strict=True) is Confidence.SURE
    segments[6] = replace(segments[6], text="補足、" + segments[6].text[3:])
    assert confidence(segments, THREE, 1, strict=True) is Confidence.LIKELY


def test_how_known_keys_lie_is_how_the_others_do() -> None:
    stream = Stream.of(said(" " * 4))
    slot = lattice.Slot(0, (10.0,), "", (), "", Part.OTHER)

    def weighed(lateness: tuple[float, ...]) -> float:
        edges = Edges(stream, [])
        weighing = lattice.Weighing(stream, Phrasing(stream), Voices(stream), 1.5, 0.04, lateness, edges)
        return weighing.time(slot, 7.0) - weighing.time(slot, 10.0)

    assert weighed((3.0,) * 12) > 0 > weighed(())
    assert weighed((3.0,) * 11) < 0


@pytest.mark.parametrize(("late", "certainty"), [(0.2, 0.91), (1.4, 0.95)])
def test_keys_that_are_kept_to_say_where_a_turn_begins(late: float, certainty: float) -> None:
    keys = [late] * 3
    segments = said(" " * 12)
    assert confidence(segments, THREE, 1, late=keys, spread=0.6, certainty=certainty) is Confidence.SURE
    less = certainty - 0.02
    assert confidence(segments, THREE, 1, late=keys, spread=0.6, certainty=less) is Confidence.LIKELY
    assert confidence(segments, THREE, 1, late=keys, certainty=certainty) is Confidence.LIKELY
    commas = said(" " * 12, "です、")
    assert confidence(commas, THREE, 1, late=keys, spread=0.6, certainty=certainty) is Confidence.LIKELY


def test_nobody_ends_by_saying_who_they_are() -> None:
    segments = said(" " * 12)
    assert confidence(segments, THREE, 1) is Confidence.SURE
    segments[7] = replace(segments[7], text="窓口の予約の取消しは別です。えー、6番、仲村です。")
    assert len(segments[7].text) == 25
    segments[7] = replace(segments[7], text=segments[7].text[1:])
    assert confidence(segments, THREE, 1) is Confidence.LIKELY
    assert confidence(segments, THREE, 2) is Confidence.LIKELY
