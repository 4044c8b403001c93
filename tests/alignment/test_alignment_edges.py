"""What seldom comes in a recording: late keys, crossed keys, missing stops, a recorder that stood still."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from random import Random

import pytest
from msgspec.structs import replace

from clerk_tui.alignment import (
    Anchor,
    ClockFit,
    Confidence,
    Filling,
    Loose,
    Part,
    Slot,
    Stream,
    fit_clock,
    lattice,
    propose,
    slots_of,
)
from clerk_tui.alignment.clock import Piece, Pin
from clerk_tui.alignment.edges import Edges
from clerk_tui.alignment.matching import Find, Index
from clerk_tui.alignment.moving import divided, moved
from clerk_tui.alignment.phrasing import Phrasing, foreign_edges, interrupted, one_voice
from clerk_tui.alignment.telling import clock_lines, loose_lines, told, unplaced
from clerk_tui.alignment.turning import turning
from clerk_tui.alignment.voices import LabelShare, Voices
from clerk_tui.domain.ids import EntryId, RoleId
from clerk_tui.domain.profile import LabelStyle, Role, Standing
from clerk_tui.domain.record import State, Turn, Unnamed
from clerk_tui.transcript import Segment, Transcript, Word


def sentences(count: int, seed: int = 5) -> list[str]:
    """Sentences of 24 characters that are nowhere alike."""
    chance = Random(seed)
    letters = "窓口の予約と取消しについて規則を定める件数を示す資料"
    return ["".join(chance.choices(letters, k=21)) + "です。" for _ in range(count)]


def heard(texts: Sequence[str], every: float = 60.0) -> list[Segment]:
    return [Segment(every * n, every * n + 5, text) for n, text in enumerate(texts)]


def keyed(texts: Sequence[str], every: float = 60.0) -> list[Slot]:
    return [Slot(EntryId(str(n)), every * n, text) for n, text in enumerate(texts)]


# The clock


def test_a_key_that_came_very_late_is_no_word_of_the_clock() -> None:
    """1.004: twenty seconds are within the row's drift over ten minutes, and far off the line."""
    texts = sentences(12)
    at = [600.0 * n for n in range(12)]
    stream = Stream.of(
        [Segment(1.004 * begin, 1.004 * begin + 5, text) for begin, text in zip(at, texts, strict=True)]
    )
    late = 9
    fit = fit_clock(
        [
            Anchor(begin + (20.0 if n == late else 0.0), text, n)
            for n, (begin, text) in enumerate(zip(at, texts, strict=True))
        ],
        stream,
    )
    (piece,) = fit.pieces
    assert [pin.slot for pin in piece.pins] == [n for n in range(12) if n != late]
    assert fit.recording(at[late]) == pytest.approx(1.004 * at[late], abs=0.5)


# Where speakers change


def test_another_label_is_another_speaker_where_no_full_stops_are_written() -> None:
    first, second = "保存の期間が長過ぎる" * 15, "短くできないか検討" * 15
    plain = Stream.of([Segment(0, 40, first, "甲"), Segment(40, 80, second, "乙")])
    at = list(plain.breaks).index(len(first))
    edges = Edges(plain, [])
    assert edges[at] == edges.turning[at] < 0
    assert edges.is_firm(at)
    stops = Stream.of(
        [
            Segment(0, 5, "長過ぎる。以上です。保存の期間が", "甲"),
            Segment(5, 9, "短くできないか検討します。", "乙"),
        ]
    )
    within = list(stops.breaks).index(16)
    assert Edges(stops, [])[within] < 0
    assert not Edges(stops, []).is_firm(within)


# The lattice


def weighing(stream: Stream) -> lattice.Weighing:
    return lattice.Weighing(stream, Phrasing(stream), Voices(stream), 1.0, 0.04, (), Edges(stream, []))


def place(number: int, moment: float) -> lattice.Slot:
    return lattice.Slot(number, (moment,), "", (), "", Part.OTHER)


def test_keys_in_the_wrong_order_give_all_to_the_first_turn_and_nothing_is_sure() -> None:
    stream = Stream.of(heard(sentences(40)))
    spans = lattice.weigh(
        [place(0, 2340.0), place(1, 0.0)],
        0,
        len(stream.text),
        weighing(stream),
        opens=True,
        closes=True,
    )
    assert [(span.begin, span.end, span.certainty) for span in spans] == [
        (0, len(stream.text), 0.0),
        (len(stream.text), len(stream.text), 0.0),
    ]


def test_in_a_very_long_stretch_turns_end_only_where_sentences_do(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = "窓口の予約と取消し", "規則を定める件数を示す資料です。以上で終わります。"
    stream = Stream.of([Segment(0, 5, first), Segment(5, 35, second)])

    def boundary() -> int:
        spans = lattice.weigh(
            [place(0, 0.0), place(1, 5.0)], 0, len(stream.text), weighing(stream), opens=False, closes=False
        )
        assert (spans[0].begin, spans[1].end) == (0, len(stream.text))
        assert spans[0].end == spans[1].begin
        return spans[1].begin

    assert boundary() == len(first)
    monkeypatch.setattr(lattice, "_MANY", 1)
    assert stream.text[: boundary()].endswith("。")


# Known words


def test_what_is_said_all_the_time_is_nowhere() -> None:
    assert Index(Stream.of([Segment(0, 100, "はい" * 500)])).finds("はいはいはいはい") == []


def test_a_text_whose_end_was_cut_off_is_found_with_less_likeness() -> None:
    text = "".join(sentences(4))
    stream = Stream.of([Segment(0, 8, text[:40])])
    (find,) = Index(stream).finds(text)
    assert (find.begin, find.end) == (0, 40)
    assert find.likeness == pytest.approx(0.8)


# Boundaries moved by hand


def test_a_boundary_moved_earlier_leaves_the_turns_before_it_alone() -> None:
    texts = sentences(4)
    stream = Stream.of(heard(texts))
    found = propose(keyed(texts), stream)
    other = moved(found, 3, found.proposals[3].begin - 4, stream)
    assert [p.text for p in other.proposals] == [
        texts[0],
        texts[1],
        texts[2][:-4],
        texts[2][-4:] + texts[3],
    ]


def test_a_divided_turn_leaves_every_word_where_it_was_said() -> None:
    texts = sentences(4)
    stream = Stream.of(heard(texts))
    slots = [slot for slot in keyed(texts) if slot.entry != EntryId("2")]
    found = moved(propose(slots, stream), 2, 48, stream)
    assert [p.text for p in found.proposals] == [texts[0], texts[1], texts[2] + texts[3]]
    other = divided(found, 2, 72, EntryId("新"), stream)
    assert [(p.entry, p.text) for p in other.proposals] == [
        (EntryId("0"), texts[0]),
        (EntryId("1"), texts[1]),
        (EntryId("3"), texts[2]),
        (EntryId("新"), texts[3]),
    ]
    assert other.proposals[3].confidence is Confidence.DOUBTFUL
    assert other.loose == ()


# Phrases


def test_phrases_rise_for_the_part_that_speaks_like_that() -> None:
    stream = Stream.of([Segment(0, 9, "それから、時間帯ごとの件数も教えてください。")])
    phrasing = Phrasing(stream)
    member, office, other = (phrasing.rising([0, 1], part) for part in (Part.MEMBER, Part.OFFICE, Part.OTHER))
    assert member[0] == office[0] == 0.0
    assert member[1] > 0 > office[1]
    assert list(other) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("said", "part", "foreign"),
    [
        ([], Part.MEMBER, (False, False)),
        (["規則では五年としております。"], Part.OTHER, (False, False)),
        (["規則では五年としております。"], Part.CHAIR, (False, False)),
        (
            ["ほかに御質問のある方はいらっしゃいますか。", "五年は長いと思います。"],
            Part.MEMBER,
            (True, False),
        ),
        (["御指摘のとおりです。", "五年は長いと思います。"], Part.MEMBER, (True, False)),
        (["五年は長いと思います。", "規則では五年としております。"], Part.MEMBER, (False, True)),
        (["五年は長いと思います。", "心配しております。"], Part.MEMBER, (False, False)),
        (["分かりました。", "規則では五年としております。"], Part.OFFICE, (True, False)),
        (["規則では五年としております。", "短くできないのでしょうか。"], Part.OFFICE, (False, True)),
        (["規則では五年としております。", "検討してまいります。"], Part.OFFICE, (False, False)),
    ],
)
def test_a_sentence_at_a_boundary_that_speaks_like_somebody_else(
    said: list[str], part: Part, foreign: tuple[bool, bool]
) -> None:
    assert foreign_edges(said, part) == foreign


@pytest.mark.parametrize(
    ("said", "part", "strict", "one"),
    [
        ([], Part.MEMBER, False, True),
        (["五年は長いと思います。", "ほかに御質問はございますか。"], Part.MEMBER, False, False),
        (["五年は長いと思います。", "はい、五年です。"], Part.MEMBER, False, False),
        (["反対です。", "五年は長いと思います。"], Part.MEMBER, False, False),
        (["五年は長いと思います。", "件数は三百です。"], Part.MEMBER, False, False),
        (["五年でしょうか。", "短くできないかと思います。"], Part.MEMBER, False, True),
        (["御指摘のとおりです。"], Part.CHAIR, False, False),
        (["それは何年でしょうか。"], Part.CHAIR, False, False),
        (["この案でよろしいでしょうか。"], Part.CHAIR, False, True),
        (["御質問はございますか。", "説明をお願いいたします。"], Part.CHAIR, False, True),
        (["御質問はございますか。", "説明をお願いいたします。"], Part.CHAIR, True, False),
        (["件数は三百です。", "窓口は二か所でございます。"], Part.OFFICE, False, True),
        (["規則では五年ですね。", "窓口は二か所でございます。"], Part.OFFICE, False, False),
        (["諮問第1号について説明する。", "諮問第2号について説明する。"], Part.OFFICE, False, False),
        (["規則では五年でございます。"], Part.OTHER, False, True),
    ],
)
def test_whether_sentences_are_one_persons(said: list[str], part: Part, strict: bool, one: bool) -> None:
    assert one_voice(said, part, strict=strict) is one


# The record's turns


def test_whose_name_is_not_known_is_told_by_capacity_or_role_and_what_was_told_has_no_part() -> None:
    at = datetime(2026, 5, 18, 14, 0, tzinfo=UTC)
    role = Role("委員", "委員", Standing.MEMBER, LabelStyle.NAME_POST, "委員")
    meeting = State().meeting
    who = Unnamed(RoleId(role.id))
    state = State(
        meeting=replace(meeting, profile=replace(meeting.profile, roles=(role,))),
        entries=(
            Turn(EntryId("1"), who, at, None, (), "questions"),
            Turn(EntryId("2"), who, at, None, (), "questions", capacity="部会長"),
            Turn(EntryId("3"), who, at, None, (), "questions", narrated=True),
        ),
    )
    assert [(slot.voice, slot.part, slot.shared) for slot in slots_of(state)] == [
        (f"（{role.id}）", Part.MEMBER, True),
        ("（部会長）", Part.MEMBER, True),
        (f"（{role.id}）", Part.OTHER, True),
    ]


# The stream


def test_a_word_that_the_text_has_not_places_nothing() -> None:
    words = (Word(10.0, "定刻です。"), Word(30.0, "ええとですね、そのですね"), Word(60.0, "始めます。"))
    stream = Stream.of([Segment(10.0, 62.0, "定刻です。始めます。", words=words)])
    assert stream.moment(5) == pytest.approx(60.2, abs=0.3)


# What the clerk is told


def filling(pieces: tuple[Piece, ...], **more: object) -> Filling:
    return Filling((), (), ClockFit(pieces, anchors=4), **more)  # type: ignore[arg-type]


def piece(offset: float, rate: float = 1.0, late: Sequence[float] = (0.0, 0.0, 0.0)) -> Piece:
    """A piece whose finds are a minute apart; ``late``: seconds by which each lies off the line."""
    pins = tuple(
        Pin(n, 60.0 * n, offset + rate * 60.0 * n + off, Find(0, 1, 1.0), 5.0) for n, off in enumerate(late)
    )
    return Piece(offset, rate, pins)


def test_more_pieces_than_a_recording_has_pauses_are_told() -> None:
    stream = Stream.of(heard(sentences(3)))
    (line,) = clock_lines(filling(tuple(piece(100.0 * n) for n in range(9))), stream)
    assert "9 区間" in line
    assert "27 か所" in line


@pytest.mark.parametrize(
    ("offset", "rate", "wall", "line"),
    [
        (12.0, 1.0, False, "時計：録音は記録の初めの発言より 12 秒早く始まっています（言葉の一致 3 か所）。"),
        (
            -12.0,
            1.0,
            False,
            "時計：録音は記録の初めの発言より 12 秒遅く始まっています（言葉の一致 3 か所）。",
        ),
        (0.2, 1.0, False, "時計：録音は記録の初めの発言と同時に始まっています（言葉の一致 3 か所）。"),
        (
            0.2,
            1.01,
            False,
            "時計：録音は記録の初めの発言と同時に始まっています。録音の時計は 1 分に 0.6 秒進みます"
            "（言葉の一致 3 か所）。",
        ),
        (
            0.2,
            0.99,
            False,
            "時計：録音は記録の初めの発言と同時に始まっています。録音の時計は 1 分に 0.6 秒遅れます"
            "（言葉の一致 3 か所）。",
        ),
        (50400.0, 1.0, True, "時計：文字起こしの時刻は、記録の初めの発言が 14:00:00（言葉の一致 3 か所）。"),
    ],
)
def test_how_the_clocks_go_is_told(offset: float, rate: float, wall: bool, line: str) -> None:
    stream = Stream.of(Transcript(tuple(heard(sentences(3))), wall=wall))
    assert list(clock_lines(filling((piece(offset, rate),)), stream)) == [line]


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (0, "質問と答弁の並びの一致 3 発言"),
        (1, "言葉の一致 1 か所、質問と答弁の並びの一致 2 発言"),
        (3, "言葉の一致 3 か所"),
    ],
)
def test_what_a_clock_rests_on_is_told_words_and_the_course_of_the_talk_apart(words: int, line: str) -> None:
    stream = Stream.of(heard(sentences(3)))
    found = piece(0.0)
    pins = tuple(replace(pin, weight=5.0 if n < words else 0.0) for n, pin in enumerate(found.pins))
    (told_line,) = clock_lines(filling((replace(found, pins=pins),)), stream)
    assert told_line.endswith(f"（{line}）。")


def test_late_keys_and_turns_that_were_not_keyed_are_told() -> None:
    stream = Stream.of(heard(sentences(3)))
    one, *more = clock_lines(filling((piece(0.0, late=[0.0] * 9 + [30.0]),), misses=True), stream)
    assert one.startswith("時計：")
    assert ["キーが遅れた" in more[0], "打たれていない発言" in more[1], len(more)] == [True, True, 2]


def test_words_without_a_place_and_words_not_said_are_told_with_file_and_time() -> None:
    doubted = Segment(70.0, 72.0, "ご視聴ありがとうございました", doubt="認識の空耳")
    stream = Stream.of(heard(sentences(2)), [*heard(sentences(1)), doubted])
    long, short = Loose(0, 48, stream.text[:48], None), Loose(48, 60, stream.text[48:60], None)
    lines = list(loose_lines(Filling((), (long, short), ClockFit(())), stream))
    assert lines == [
        "置き場所のない言葉：2 か所、60 字",
        f"  ファイル1 の 0:00:00　{stream.text[:40]}…（48 字）",
        f"  ファイル2 の 0:00:00　{stream.text[48:60]}（12 字）",
        "言っていないとみて外した言葉：1 か所",
        "  0:01:10　ご視聴ありがとうございました（認識の空耳）",
    ]
    assert told(Stream.of(heard(sentences(2))), 24) == "0:01:00"


def test_where_everything_has_its_place_nothing_is_listed() -> None:
    assert list(loose_lines(Filling((), (), ClockFit(())), Stream.of(heard(sentences(2))))) == []


# Labels of voices


def test_a_stretch_without_a_label_is_evidence_for_nobody() -> None:
    texts = sentences(4)
    labels = ("甲", "", "乙", "甲")
    stream = Stream.of(
        [
            Segment(10.0 * n, 10.0 * n + 5, t, label)
            for n, (t, label) in enumerate(zip(texts, labels, strict=True))
        ]
    )
    voices = Voices(stream)
    at = [list(stream.breaks).index(24 * n) for n in range(5)]
    voices.learn([*[(at[0], at[1], "青木")] * 30, (at[1], at[2], "井口")])
    assert set(voices.table) == {"青木"}
    assert voices.agree(at[1], at[2], "青木")
    assert not voices.bounded(at[1], at[2])
    assert voices.agree(at[0], at[1], "青木")
    assert not voices.agree(at[2], at[3], "青木")
    assert voices.bounded(at[2], at[3])
    shares = voices.shares([(at[0], at[1], "青木"), (at[1], at[2], "井口")])
    assert shares == (LabelShare("甲", "青木", 1.0, pytest.approx(1.0)),)


@pytest.mark.parametrize(
    ("said", "part", "found"),
    [
        (["五年でしょうか、", "規則では五年としております。"], Part.MEMBER, True),
        (["五年でしょうか。", "心配しております。"], Part.MEMBER, False),
        (["規則では五年としております。"], Part.MEMBER, False),
        (["私は反対いたします。", "ほかに御意見はございませんか。"], Part.MEMBER, True),
        (["五年でしょうか。", "規則では五年としております。"], Part.MEMBER, True),
        (["規則では五年としております。", "五年でしょうか。"], Part.OFFICE, True),
        (["規則では五年としております。", "報告第1号について確認します。"], Part.OFFICE, True),
        (["規則では五年としております。", "総務課からもお答えいたします。"], Part.OFFICE, True),
        (["規則では五年としております。", "えー、それでは諮問文をお受けします。"], Part.OFFICE, True),
        (["総務課からお答えいたします。", "規則では五年としております。"], Part.OFFICE, False),
        (["それでは説明いたします。", "規則では五年ですね。"], Part.OFFICE, False),
        (["担当から説明をお願いします。", "諮問第1号について説明する。"], Part.CHAIR, True),
        (["議題に入ります。", "担当から説明をお願いします。"], Part.CHAIR, False),
        (["諮問第1号について説明する。", "委員から報告をお願いします。"], Part.OTHER, True),
        (["諮問第1号について説明する。", "諮問第2号について説明する。"], Part.OTHER, True),
        (["事業の内容について聞いております。"], Part.OTHER, False),
        (["そのとおりで、分かりました。"], Part.OFFICE, True),
    ],
)
def test_somebody_else_within_a_turn(said: list[str], part: Part, found: bool) -> None:
    assert interrupted(said, part) is found


@pytest.mark.parametrize(
    ("before", "behind", "more"),
    [
        ("事務局、説明をお願いします。", "諮問第1号を説明します。", True),
        ("五年でしょうか。", "えー、はい、五年です。", True),
        ("以上で終わります。", "3番、小田切です。", True),
        ("五年といたします。", "また、短くもできます。", False),
        ("五年といたします。", "件数は三百です。", False),
    ],
)
def test_what_the_sentences_on_both_sides_say_of_a_change(before: str, behind: str, more: bool) -> None:
    stream = Stream.of([Segment(0, 5, before), Segment(5, 9, behind)])
    at = list(stream.breaks).index(len(before))
    assert (turning(stream)[at] > 0) is more


def test_a_comma_ends_a_sentence_that_is_over_and_fillers_belong_to_what_follows() -> None:
    said = "五年でしょうか、まず規則を見ます。えー、あの件数は三百です。"
    stream = Stream.of([Segment(0, 5, said[:17]), Segment(5, 7, said[17:22]), Segment(7, 9, said[22:])])
    assert said.index("まず") in stream.breaks
    assert stream.ends_at(said.index("まず"))
    assert 22 not in stream.breaks
    assert stream.before_fillers(said.index("件数")) == said.index("えー")
    assert stream.before_fillers(4) == 4


def test_words_without_a_place_are_kept_in_order_with_their_time() -> None:
    stream = Stream.of(
        [
            Segment(0, 5, "マイクの確認をします。"),
            Segment(5, 6, "ご視聴ありがとうございました。", doubt="空耳"),
            Segment(65, 70, "件数は三百です。"),
        ]
    )
    filling = propose([], stream)
    assert [(each.at, each.text, each.why) for each in unplaced(filling, stream)] == [
        ("0:00:00", "マイクの確認をします。件数は三百です。", ""),
        ("0:00:05", "ご視聴ありがとうございました。", "空耳"),
    ]


def test_labels_contradict_nobody_of_whom_nothing_is_learned() -> None:
    voices = Voices(
        Stream.of([Segment(0, 5, "件数は三百です。", "甲"), Segment(5, 9, "五年でしょうか。", "乙")])
    )
    assert not voices.contradict(0, 2, "青木")
    voices.learn([(0, 1, "青木")] * 9)
    assert not voices.contradict(0, 1, "青木")


def test_ends_that_nobody_can_have_spoken_by_are_made_longer() -> None:
    segments = [
        Segment(0.0, 2.0, "あ" * 65),
        Segment(20.0, 22.0, "い" * 65),
        Segment(24.0, 26.0, "う" * 13),
        Segment(30.0, 31.0, "え" * 65, words=(Word(30.0, "え" * 65),)),
        Segment(31.0, 32.0, "お" * 65),
    ]
    stream = Stream.of(segments)
    # As long as the words take, or until the next one begins; what can be, or has times of its own, is kept.
    assert [stream.moment(at) for at in (64, 129, 142, 207)] == [
        pytest.approx(each, abs=0.1) for each in (10.0, 24.0, 26.0, 31.0)
    ]
    assert stream.moment(len(stream.text)) == pytest.approx(32.0, abs=0.1)
