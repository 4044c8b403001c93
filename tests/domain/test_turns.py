"""Turns and their corrections: what the clerk does most, and undoes most."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meetings import AOKI, CHAIR, IGUCHI, MEMBER, PARK_GROUP, PARKS, Q1, R1, START, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused, UnknownReference
from clerk_tui.domain.ids import CaseId, EntryId, PersonId
from clerk_tui.domain.passages import place
from clerk_tui.domain.rearranging import time_within
from clerk_tui.domain.record import (
    BlockHeading,
    Mark,
    MarkKind,
    MeetingStage,
    Named,
    PhaseShift,
    StageDirection,
    Turn,
    Unnamed,
)


def speak(desk: Desk, *texts: str, who: PersonId = CHAIR, **fields: object) -> Turn:
    desk.do(c.RecordTurn(Named(who), texts, **fields))  # type: ignore[arg-type]
    return desk.state.turns[-1]


def test_the_first_turn_opens_the_meeting_at_its_first_key() -> None:
    desk = Desk()
    started = START - timedelta(minutes=2)
    speak(desk, "始めます。", started=started)
    assert desk.state.stage is MeetingStage.SITTING
    assert desk.state.opened == started
    assert desk.state.turns[0].ended == START + timedelta(minutes=1)


def test_a_turn_keeps_paragraphs_and_loses_nothing_but_blank_lines() -> None:
    turn = speak(Desk(), " 一つ目。\n二つ目。 ", "", "\t三つ目。")
    assert turn.paragraphs == ("一つ目。", "二つ目。", "三つ目。")


def test_an_empty_turn_is_legal() -> None:
    assert speak(Desk()).paragraphs == ()


def test_controls_become_visible_and_never_reach_the_record() -> None:
    turn = speak(Desk(), "前\x1b[31m後\u202e")
    assert "\x1b" not in turn.text
    assert "\u202e" not in turn.text
    assert "[31m" in turn.text


def test_somebody_who_is_on_no_list_is_refused_by_name() -> None:
    with pytest.raises(UnknownReference, match="「山本委員」は名簿にありません"):
        Desk().do(c.RecordTurn(Named(PersonId("山本委員"))))
    with pytest.raises(UnknownReference, match="役割"):
        Desk().do(c.RecordTurn(Unnamed("visitor")))


def test_speaking_in_a_recess_resumes_the_meeting() -> None:
    desk = Desk()
    speak(desk, "休みます。")
    desk.do(c.MakeMark(MarkKind.RECESS))
    assert desk.state.stage is MeetingStage.RECESS
    speak(desk, "続けます。")
    assert desk.state.stage is MeetingStage.SITTING
    assert [entry.kind for entry in desk.state.entries if isinstance(entry, Mark)] == [
        MarkKind.RECESS,
        MarkKind.RESUMED,
    ]


def test_after_closing_new_turns_are_refused_and_corrections_are_not() -> None:
    desk = Desk()
    turn = speak(desk, "終わります。")
    desk.do(c.CloseMeeting())
    with pytest.raises(Refused, match="閉会を記録したあと"):
        speak(desk, "まだあります。")
    desk.do(c.EditText(turn.id, ("終了いたします。",)))
    desk.do(c.RecordTurn(MEMBER, ("先に言いました。",), before=turn.id))
    assert [t.text for t in desk.state.turns] == ["先に言いました。", "終了いたします。"]


def test_a_phase_that_follows_moves_on_and_leaves_the_block() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,)))
    speak(desk, "質問をどうぞ。", then="questions")
    assert (desk.state.phase, desk.state.current is not None) == ("questions", True)
    speak(desk, "ほかに連絡はありますか。", then="notices")
    assert (desk.state.phase, desk.state.current) == ("notices", None)


def test_a_boundary_inside_a_turn_is_where_the_next_turn_begins() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    turn = speak(desk, "質問を終わります。御意見をどうぞ。", shifts=(PhaseShift(0, 9, "opinions"),))
    assert (turn.phase, turn.last_phase, desk.state.phase) == ("questions", "opinions", "opinions")


@pytest.mark.parametrize("shift", [PhaseShift(1, 0, "opinions"), PhaseShift(0, 99, "opinions")])
def test_a_boundary_outside_the_text_is_refused(shift: PhaseShift) -> None:
    with pytest.raises(Refused, match="本文の外"):
        speak(Desk(), "短い。", shifts=(shift,))


def test_an_unknown_phase_and_an_unknown_case_are_named() -> None:
    with pytest.raises(UnknownReference, match="段階「lunch」"):
        speak(Desk(), "どうも。", phase="lunch")
    with pytest.raises(UnknownReference, match="諮問第99号は次第にありません"):
        speak(Desk(), "どうも。", cases=(CaseId("諮問", 99),))


def test_taking_the_floor_shows_who_speaks_until_the_turn_is_there() -> None:
    desk = Desk()
    desk.do(c.TakeFloor(Named(AOKI)))
    assert desk.state.floor is not None
    assert desk.state.floor.speaker == Named(AOKI)
    speak(desk, "質問です。", who=AOKI)
    assert desk.state.floor is None


def test_a_raised_hand_keeps_its_place_until_it_is_taken_down() -> None:
    desk = Desk()
    desk.do(c.OpenMeeting(), c.RequestSpeech(AOKI), c.RequestSpeech(IGUCHI))
    assert desk.do(c.RequestSpeech(AOKI)) == ()
    assert [request.person for request in desk.state.requests] == [AOKI, IGUCHI]
    desk.do(c.WithdrawRequest(AOKI))
    assert [request.person for request in desk.state.requests] == [IGUCHI]
    with pytest.raises(Refused, match="求めた人の一覧に"):
        desk.do(c.WithdrawRequest(AOKI))


def test_a_turn_inserted_before_another_takes_its_time_phase_and_block() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    after = speak(desk, "お答えします。", who=PARKS)
    desk.do(c.ChangePhase("opinions"))
    desk.do(c.RecordTurn(Named(AOKI), ("伺います。",), before=after.id))
    inserted = desk.state.turns[0]
    assert (inserted.started, inserted.phase, inserted.block) == (after.started, "questions", after.block)
    assert desk.state.phase == "opinions"


def test_editing_keeps_the_boundary_with_its_words() -> None:
    desk = Desk()
    turn = speak(desk, "質問を終わります。御意見をどうぞ。", shifts=(PhaseShift(0, 9, "opinions"),))
    desk.do(c.EditText(turn.id, ("では、質問を終わります。御意見をどうぞ。",)))
    assert desk.state.turns[0].shifts == (PhaseShift(0, 12, "opinions"),)
    desk.do(c.EditText(turn.id, ("では、質問を終わります。御意見をお願いします。",)))
    assert desk.state.turns[0].shifts == (PhaseShift(0, 12, "opinions"),)


def test_an_edit_that_changes_nothing_records_nothing() -> None:
    desk = Desk()
    turn = speak(desk, "同じ。")
    assert desk.do(c.EditText(turn.id, ("同じ。",))) == ()


def test_split_at_a_sentence_shares_out_time_phase_and_speaker() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    turn = speak(desk, "十文字の前半です。", "十文字の後半です。", started=desk.at - timedelta(minutes=2),
                 shifts=(PhaseShift(1, 0, "opinions"),))  # fmt: skip
    desk.do(c.SplitTurn(turn.id, 1, 0, Named(AOKI)))
    first, second = desk.state.turns
    assert (first.paragraphs, second.paragraphs) == (("十文字の前半です。",), ("十文字の後半です。",))
    assert (first.phase, first.shifts, second.phase, second.shifts) == ("questions", (), "opinions", ())
    assert first.ended == second.started
    assert turn.started < second.started < (turn.ended or turn.started)
    assert (first.speaker, second.speaker) == (Named(CHAIR), Named(AOKI))


@pytest.mark.parametrize(
    ("words", "shifts", "at", "first", "second"),
    [
        # At the end of a paragraph, as at the beginning of the next.
        (
            ("一つ。", "二つ。", "三つ。"),
            ((1, 0, "opinions"), (2, 0, "ruling")),
            (0, 3),
            (("一つ。",), "questions", ()),
            (("二つ。", "三つ。"), "opinions", ((1, 0, "ruling"),)),
        ),
        (
            ("一つ。", "二つ。", "三つ。"),
            ((1, 0, "opinions"), (2, 0, "ruling")),
            (1, 0),
            (("一つ。",), "questions", ()),
            (("二つ。", "三つ。"), "opinions", ((1, 0, "ruling"),)),
        ),
        # Blanks at the cut go; what stands behind them moves with its words.
        (
            ("あ　い。う。",),
            ((0, 4, "opinions"),),
            (0, 1),
            (("あ",), "questions", ()),
            (("い。う。",), "questions", ((0, 2, "opinions"),)),
        ),
        (
            ("あ。　い。",),
            ((0, 3, "opinions"),),
            (0, 2),
            (("あ。",), "questions", ()),
            (("い。",), "opinions", ()),
        ),
        # A boundary in the first part stays there and goes on in the second.
        (
            ("あ。い。う。",),
            ((0, 2, "opinions"),),
            (0, 4),
            (("あ。い。",), "questions", ((0, 2, "opinions"),)),
            (("う。",), "opinions", ()),
        ),
    ],
)
def test_a_boundary_stays_with_its_words_when_a_turn_is_split(
    words: tuple[str, ...],
    shifts: tuple[tuple[int, int, str], ...],
    at: tuple[int, int],
    first: object,
    second: object,
) -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    turn = speak(desk, *words, shifts=tuple(PhaseShift(*shift) for shift in shifts))
    desk.do(c.SplitTurn(turn.id, *at))
    assert [
        (part.paragraphs, part.phase, tuple((s.paragraph, s.offset, s.phase) for s in part.shifts))
        for part in desk.state.turns
    ] == [first, second]


@pytest.mark.parametrize("at", [(0, -2), (0, 9), (1, 0), (-1, 0)])
def test_a_place_outside_the_words_is_no_place_to_split(at: tuple[int, int]) -> None:
    desk = Desk()
    turn = speak(desk, "あいうえお")
    with pytest.raises(Refused, match="本文の外"):
        desk.do(c.SplitTurn(turn.id, *at))


def test_the_second_part_has_the_capacity_that_was_chosen() -> None:
    desk = Desk()
    turn = speak(desk, "会長として申します。部会長として申します。")
    desk.do(c.SplitTurn(turn.id, 0, 10, turn.speaker, "部会長"))
    assert [part.capacity for part in desk.state.turns] == ["", "部会長"]
    second = desk.state.turns[1]
    desk.do(c.SplitTurn(second.id, 0, 4))
    assert [part.capacity for part in desk.state.turns] == ["", "部会長", "部会長"]
    desk.undo()
    desk.do(c.SplitTurn(second.id, 0, 4, turn.speaker, ""))
    assert [part.capacity for part in desk.state.turns] == ["", "部会長", ""]


def test_a_stage_direction_keeps_its_form_when_words_are_replaced() -> None:
    desk = Desk()
    desk.do(c.RecordStageDirection("異議なし"))
    desk.do(c.ReplaceText("異議", "（異\n議"))
    assert [entry.text for entry in desk.state.entries if isinstance(entry, StageDirection)] == ["異議なし"]
    with pytest.raises(Refused):
        desk.do(c.ReplaceText("異議なし", "（）"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("（拍手（全員））", "拍手（全員）"),
        ("（ここから非公開）　14時01分", "（ここから非公開）　14時01分"),
        ("（退席）（着席）", "（退席）（着席）"),
    ],
)
def test_only_brackets_around_all_of_a_stage_direction_are_taken_off(typed: str, kept: str) -> None:
    desk = Desk()
    desk.do(c.RecordStageDirection(typed))
    assert [entry.text for entry in desk.state.entries if isinstance(entry, StageDirection)] == [kept]


def test_a_turn_of_unknown_end_is_split_at_its_beginning() -> None:
    desk = Desk()
    speak(desk, "一つ目です。二つ目です。")
    (turn,) = desk.state.turns
    assert turn.ended is not None
    assert time_within(turn, 0.5) == turn.started + (turn.ended - turn.started) / 2
    assert time_within(replace(turn, ended=None), 0.5) == turn.started


@pytest.mark.parametrize(
    ("position", "found"), [(-1, (0, 0)), (2, (0, 2)), (3, (1, 0)), (5, (1, 2)), (6, (1, 2)), (99, (1, 2))]
)
def test_a_place_past_either_end_of_the_text_is_that_end(position: int, found: tuple[int, int]) -> None:
    assert place(("一。", "二。"), position) == found
    assert place((), position) == (0, 0)


def test_a_split_that_leaves_nothing_on_one_side_is_refused() -> None:
    desk = Desk()
    turn = speak(desk, "全部。")
    with pytest.raises(Refused, match="片方が空"):
        desk.do(c.SplitTurn(turn.id, 0, 0))


def test_merging_two_turns_keeps_both_texts_and_the_boundary_between_them() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    first = speak(desk, "前半。")
    desk.do(c.ChangePhase("opinions"))
    second = speak(desk, "後半。")
    desk.do(c.MergeTurns(first.id, second.id))
    (turn,) = desk.state.turns
    assert (turn.paragraphs, turn.shifts, turn.ended) == (
        ("前半。", "後半。"),
        (PhaseShift(1, 0, "opinions"),),
        second.ended,
    )


def test_only_neighbours_can_be_merged() -> None:
    desk = Desk()
    first = speak(desk, "一。")
    speak(desk, "二。")
    third = speak(desk, "三。")
    with pytest.raises(Refused, match="すぐ続く"):
        desk.do(c.MergeTurns(first.id, third.id))
    with pytest.raises(Refused, match="すぐ続く"):
        desk.do(c.MergeTurns(third.id, first.id))


def test_move_and_delete() -> None:
    desk = Desk()
    first, second, third = (speak(desk, text) for text in ("一。", "二。", "三。"))
    desk.do(c.MoveEntry(third.id, first.id))
    assert [turn.text for turn in desk.state.turns] == ["三。", "一。", "二。"]
    desk.do(c.MoveEntry(third.id, None))
    desk.do(c.DeleteEntry(second.id))
    assert [turn.text for turn in desk.state.turns] == ["一。", "三。"]
    with pytest.raises(UnknownReference):
        desk.do(c.DeleteEntry(second.id))


def test_a_heading_stays_and_a_stage_direction_may_go() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,)))
    heading = next(entry for entry in desk.state.entries if isinstance(entry, BlockHeading))
    with pytest.raises(Refused, match="見出しは削除できません"):
        desk.do(c.DeleteEntry(heading.id))
    desk.do(c.RecordStageDirection("（異議なし）"))
    stage = desk.state.entries[-1]
    assert isinstance(stage, StageDirection)
    assert stage.text == "異議なし"
    desk.do(c.EditText(stage.id, ("（拍手）",)))
    assert desk.state.entries[-1].text == "拍手"  # type: ignore[union-attr]
    with pytest.raises(Refused, match="ト書きを空に"):
        desk.do(c.EditText(stage.id, ()))
    desk.do(c.DeleteEntry(stage.id))
    assert len(desk.state.entries) == 1


def test_replacing_a_misheard_name_touches_only_where_it_stands() -> None:
    desk = Desk()
    speak(desk, "さいとう様の件。")
    speak(desk, "関係ありません。")
    records = desk.do(c.ReplaceText("さいとう", "斎藤"))
    assert len(records) == 1
    assert desk.state.turns[0].text == "斎藤様の件。"
    with pytest.raises(Refused, match="どの発言にもありません"):
        desk.do(c.ReplaceText("さいとう", "斎藤"))
    desk.do(c.RecordStageDirection("さいとう氏、退席"))
    desk.do(c.ReplaceText("さいとう", "斎藤"))
    assert [entry.text for entry in desk.state.entries if isinstance(entry, StageDirection)] == [
        "斎藤氏、退席"
    ]
    with pytest.raises(Refused, match="どの発言にもありません"):
        # Nothing would be left of the line.
        desk.do(c.ReplaceText("斎藤氏、退席", ""))
    with pytest.raises(Refused, match="置き換える語句"):
        desk.do(c.ReplaceText("", "斎藤"))


def test_rephasing_one_turn_moves_neither_it_nor_the_rest() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    turn = speak(desk, "賛成です。", who=AOKI)
    speak(desk, "今のは御意見として伺います。")
    desk.do(c.RephaseTurn(turn.id, "opinions"))
    assert [t.phase for t in desk.state.turns] == ["opinions", "questions"]
    assert desk.state.phase == "questions"


def test_rephasing_from_here_on_ends_where_the_phase_had_changed() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    turns = [speak(desk, text) for text in ("一。", "二。")]
    desk.do(c.ChangePhase("ruling"))
    speak(desk, "三。")
    desk.do(c.RephaseFrom(turns[0].id, "opinions"))
    assert [t.phase for t in desk.state.turns] == ["opinions", "opinions", "ruling"]
    assert desk.state.phase == "ruling"


def test_rephasing_from_here_on_ends_at_a_boundary_inside_a_turn() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    first = speak(desk, "一。")
    desk.do(c.RecordTurn(Named(CHAIR), ("以上です。御意見は。",), shifts=(PhaseShift(0, 5, "opinions"),)))
    speak(desk, "三。")
    desk.do(c.RephaseFrom(first.id, "explanation"))
    assert [t.phase for t in desk.state.turns] == ["explanation", "explanation", "opinions"]
    assert desk.state.turns[1].shifts == (PhaseShift(0, 5, "opinions"),)


def test_rephasing_up_to_the_present_moves_the_present_phase() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,), phase="questions"))
    turn = speak(desk, "一。")
    desk.do(c.RephaseFrom(turn.id, "opinions"))
    assert desk.state.phase == "opinions"


def test_flags_cases_and_speakers_can_be_set_on_the_last_turn_without_naming_it() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(MEMBER, ("伺います。",)))
    desk.do(
        c.FlagTurn(None, "氏名"),
        c.TagCases(None, (Q1, R1, Q1)),
        c.CorrectSpeaker(None, Named(AOKI), "部会長"),
    )
    turn = desk.state.turns[-1]
    assert (turn.flag, turn.cases, turn.speaker, turn.capacity) == ("氏名", (Q1, R1), Named(AOKI), "部会長")
    desk.do(c.FlagTurn(None, ""))
    assert desk.state.turns[-1].flag == ""


def test_a_correction_of_what_is_gone_is_refused() -> None:
    desk = Desk()
    with pytest.raises(Refused, match="まだ発言が"):
        desk.do(c.FlagTurn(None, "x"))
    with pytest.raises(UnknownReference):
        desk.do(c.EditText(EntryId("e99"), ("x",)))
    with pytest.raises(UnknownReference):
        desk.do(c.MoveEntry(EntryId("e99"), None))
