"""The reducer event by event: what each changes, down to the last field, and what it leaves alone.

Commands go through the rules first; here stand the facts as a journal may hold them, of whatever age.
"""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from meetings import AOKI, CHAIR, IGUCHI, MEETING, PARK_GROUP, Q1, Q2, R1, ROAD_GROUP, START, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain import events as e
from clerk_tui.domain.events import CaseRetitled
from clerk_tui.domain.ids import BlockId, EntryId, PersonId
from clerk_tui.domain.queries import roll
from clerk_tui.domain.record import (
    Attendance,
    Block,
    BlockHeading,
    Decision,
    Floor,
    Mark,
    MarkKind,
    MeetingStage,
    Method,
    Named,
    PhaseShift,
    Position,
    Presence,
    Ruling,
    SpeechRequest,
    StageDirection,
    Stance,
    State,
    Tally,
    Turn,
    fold,
)

FIRST, SECOND, THIRD, LINE = (EntryId(name) for name in ("e1", "e2", "e3", "e4"))
ONE, TWO = BlockId("b1"), BlockId("b2")


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


def turn(entry: EntryId, who: PersonId = CHAIR, text: str = "はい。", at: int = 1, **fields: object) -> Turn:
    spoken = Turn(entry, Named(who), minute(at), minute(at + 1), (text,), "questions")
    return replace(spoken, **fields)  # type: ignore[arg-type]


def after(*events: e.Event) -> State:
    """The record of a prepared meeting after these events."""
    return fold((e.MeetingPrepared(MEETING), *events))


def then(state: State, event: e.Event) -> State:
    return event.apply(state)


def spoken(*turns: Turn) -> State:
    return after(*(e.TurnRecorded(each) for each in turns))


def test_who_takes_the_floor_has_it_from_then_on_and_asks_no_more() -> None:
    asked = after(
        e.SpeechRequested(AOKI, minute(1)),
        e.SpeechRequested(IGUCHI, minute(2)),
        e.FloorTaken(Named(AOKI), minute(3), "部会長"),
    )
    assert asked.floor == Floor(Named(AOKI), minute(3), "部会長")
    assert asked.requests == (SpeechRequest(IGUCHI, minute(2)),)


def test_a_request_to_speak_ends_when_it_is_taken_back_or_the_person_has_spoken() -> None:
    asked = after(*(e.SpeechRequested(who, minute(1)) for who in (AOKI, IGUCHI, CHAIR)))
    assert [request.person for request in asked.requests] == [AOKI, IGUCHI, CHAIR]
    withdrawn = then(asked, e.RequestWithdrawn(IGUCHI))
    assert [request.person for request in withdrawn.requests] == [AOKI, CHAIR]
    assert replace(withdrawn, requests=asked.requests) == asked
    heard = then(asked, e.TurnRecorded(turn(FIRST, AOKI)))
    assert [request.person for request in heard.requests] == [IGUCHI, CHAIR]


def test_a_turn_put_in_later_takes_nobody_the_floor_or_the_wish_to_speak() -> None:
    asked = then(spoken(turn(FIRST)), e.SpeechRequested(AOKI, minute(2)))
    asked = then(asked, e.FloorTaken(Named(IGUCHI), minute(3)))
    filled = then(asked, e.TurnRecorded(turn(SECOND, AOKI, phase="opinions"), before=FIRST))
    assert (filled.floor, filled.requests, filled.phase) == (asked.floor, asked.requests, asked.phase)
    assert [entry.id for entry in filled.entries] == [SECOND, FIRST]


def test_closing_ends_the_block_the_floor_and_the_requests() -> None:
    state = after(
        e.MeetingOpened(START),
        e.BlockOpened(ONE, LINE, (PARK_GROUP,), minute(1)),
        e.FloorTaken(Named(AOKI), minute(2)),
        e.SpeechRequested(IGUCHI, minute(2)),
        e.MeetingClosed(minute(9)),
    )
    assert (state.stage, state.closed, state.opened) == (MeetingStage.CLOSED, minute(9), START)
    assert (state.floor, state.requests, state.current) == (None, (), None)
    assert state.blocks == (Block(ONE, (PARK_GROUP,), minute(1), minute(9)),)


def test_a_block_ends_once_and_no_other_with_it() -> None:
    state = after(
        e.BlockOpened(ONE, EntryId("h1"), (PARK_GROUP,), minute(1)),
        e.BlockClosed(ONE, minute(2)),
        e.BlockOpened(TWO, EntryId("h2"), (ROAD_GROUP,), minute(3)),
    )
    assert state.entries == (
        BlockHeading(EntryId("h1"), ONE, minute(1)),
        BlockHeading(EntryId("h2"), TWO, minute(3)),
    )
    again = then(state, e.BlockClosed(ONE, minute(8)))
    assert again == state
    assert (again.current, [block.closed for block in again.blocks]) == (TWO, [minute(2), None])


def test_who_takes_a_recess_or_its_end_out_of_the_record_is_back_where_it_was() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(Named(CHAIR), ("始めます。",)), c.MakeMark(MarkKind.RECESS))
    recess = desk.state.entries[-1].id
    desk.do(c.DeleteEntry(recess))
    assert desk.state.stage is MeetingStage.SITTING
    desk.undo()
    assert desk.state.stage is MeetingStage.RECESS
    desk.do(c.MakeMark(MarkKind.RESUMED))
    desk.do(c.DeleteEntry(desk.state.entries[-1].id))
    assert desk.state.stage is MeetingStage.RECESS
    desk.do(c.RecordTurn(Named(CHAIR), ("再開します。",)))
    kinds = [entry.kind for entry in desk.state.entries if isinstance(entry, Mark)]
    assert kinds == [MarkKind.RECESS, MarkKind.RESUMED]


def test_a_recess_before_the_opening_that_is_deleted_opens_nothing() -> None:
    desk = Desk()
    desk.do(c.MakeMark(MarkKind.RECESS))
    desk.do(c.DeleteEntry(desk.state.entries[-1].id))
    assert desk.state.stage is MeetingStage.WAITING


def test_a_recess_changes_the_stage_and_a_part_without_the_public_does_not() -> None:
    state = after(
        e.MeetingOpened(START), e.MarkMade(FIRST, MarkKind.CLOSED_PART, minute(1), "個人に関する事項")
    )
    assert state.stage is MeetingStage.SITTING
    assert state.entries == (Mark(FIRST, MarkKind.CLOSED_PART, minute(1), "個人に関する事項"),)
    recess = then(state, e.MarkMade(SECOND, MarkKind.RECESS, minute(2)))
    assert recess.stage is MeetingStage.RECESS
    assert then(recess, e.MarkMade(THIRD, MarkKind.OPEN_PART, minute(3))).stage is MeetingStage.RECESS
    assert then(recess, e.MarkMade(THIRD, MarkKind.RESUMED, minute(3))).stage is MeetingStage.SITTING


def test_a_stage_direction_stands_where_it_was_put() -> None:
    state = spoken(turn(FIRST), turn(SECOND))
    placed = then(state, e.StageDirectionRecorded(LINE, "異議なし", minute(4), before=SECOND))
    assert [entry.id for entry in placed.entries] == [FIRST, LINE, SECOND]
    assert placed.entries[1] == StageDirection(LINE, "異議なし", minute(4))
    assert then(state, e.StageDirectionRecorded(LINE, "異議なし", minute(4))).entries[-1].id == LINE
    # What it was to stand before has gone since: it is kept, at the end.
    gone = then(state, e.StageDirectionRecorded(LINE, "異議なし", minute(4), before=EntryId("e99")))
    assert [entry.id for entry in gone.entries] == [FIRST, SECOND, LINE]


def test_a_stage_direction_edited_in_pieces_is_one_line_and_other_entries_have_no_words() -> None:
    state = after(
        e.StageDirectionRecorded(LINE, "拍手", minute(1)), e.MarkMade(FIRST, MarkKind.RECESS, minute(2))
    )
    assert then(state, e.TextEdited(LINE, ("傍聴人", "退室"))).entries[0] == StageDirection(
        LINE, "傍聴人退室", minute(1)
    )
    assert then(state, e.TextEdited(FIRST, ("休憩",))) == state


def test_what_is_said_of_a_turn_is_passed_over_for_any_other_entry() -> None:
    state = after(e.StageDirectionRecorded(LINE, "拍手", minute(1)))
    for event in (
        e.TurnFlagged(LINE, "だれの拍手か"),
        e.CasesTagged(LINE, (Q1,)),
        e.NarrationMarked(LINE, True),
        e.TurnRephased(LINE, "opinions"),
        e.SpeakerCorrected(LINE, Named(AOKI), ""),
    ):
        assert then(state, event) == state


def test_a_turn_is_marked_as_told_or_as_spoken() -> None:
    state = spoken(turn(FIRST), turn(SECOND))
    told = then(state, e.NarrationMarked(SECOND, True))
    assert told.turns == (turn(FIRST), turn(SECOND, narrated=True))
    assert then(told, e.NarrationMarked(SECOND, False)) == state


def test_correcting_the_speaker_moves_the_stances_of_that_turn_alone() -> None:
    stances = [Stance(Named(AOKI), (Q1,), Position.FOR, entry) for entry in (FIRST, SECOND)]
    state = fold((e.StanceDeclared(stance) for stance in stances), spoken(turn(FIRST), turn(SECOND)))
    corrected = then(state, e.SpeakerCorrected(SECOND, Named(IGUCHI), "部会長"))
    assert [stance.speaker for stance in corrected.stances] == [Named(AOKI), Named(IGUCHI)]
    assert corrected.turns == (turn(FIRST), turn(SECOND, IGUCHI, capacity="部会長"))


def test_splitting_a_turn_leaves_every_other_entry_in_its_place() -> None:
    state = after(
        e.StageDirectionRecorded(LINE, "拍手", minute(0)),
        e.TurnRecorded(turn(FIRST)),
        e.TurnRecorded(turn(SECOND)),
    )
    rest = turn(THIRD, AOKI, "後半。", at=2)
    shift = PhaseShift(0, 1, "opinions")
    split = then(state, e.TurnSplit(FIRST, ("前半。",), (shift,), rest))
    assert split.entries == (
        state.entries[0],
        turn(FIRST, text="前半。", shifts=(shift,), ended=rest.started),
        rest,
        turn(SECOND),
    )
    assert then(state, e.TurnSplit(LINE, ("前半。",), (), rest)) == state


def ruling(entry: EntryId, case: object = Q1) -> e.CasesRuled:
    return e.CasesRuled((Decision(case, "決定"),), minute(5), ONE, entry, Method.DECLARED)  # type: ignore[arg-type]


def decided() -> State:
    """Three turns; stances, rulings and waived answers hang on the first, the second and the third."""
    return fold(
        (
            *(e.StanceDeclared(Stance(Named(AOKI), (Q1,), Position.FOR, entry)) for entry in (FIRST, SECOND, THIRD)),
            ruling(FIRST, R1),
            ruling(SECOND, Q1),
            ruling(THIRD, Q2),
            e.AnswerWaived(SECOND),
            e.AnswerWaived(THIRD),
        ),
        spoken(turn(FIRST, flag="氏名"), turn(SECOND, flag="件名", at=3), turn(THIRD, at=5)),
    )  # fmt: skip


def test_merging_hands_on_what_hangs_on_the_second_turn() -> None:
    state = decided()
    shift = PhaseShift(1, 0, "opinions")
    merged = then(state, e.TurnsMerged(FIRST, SECOND, ("前。", "後。"), (shift,), (Q1,)))
    both = turn(
        FIRST, paragraphs=("前。", "後。"), shifts=(shift,), cases=(Q1,), flag="氏名、件名", ended=minute(4)
    )
    assert merged.entries == (both, turn(THIRD, at=5))
    assert [stance.entry for stance in merged.stances] == [FIRST, FIRST, THIRD]
    assert {case: found.entry for case, found in merged.rulings.items()} == {R1: FIRST, Q1: FIRST, Q2: THIRD}
    assert merged.rulings == {
        case: replace(found, entry=merged.rulings[case].entry) for case, found in state.rulings.items()
    }
    assert merged.waived == {FIRST, THIRD}


@pytest.mark.parametrize(
    ("flags", "flag"),
    [(("氏名", "氏名"), "氏名"), (("", "件名"), "件名"), (("氏名", ""), "氏名"), (("", ""), "")],
)
def test_merged_turns_are_to_be_looked_at_for_what_either_was(flags: tuple[str, str], flag: str) -> None:
    state = spoken(turn(FIRST, flag=flags[0]), turn(SECOND, flag=flags[1]))
    assert then(state, e.TurnsMerged(FIRST, SECOND, ("前。", "後。"), ())).turns[0].flag == flag


def test_turns_that_are_gone_are_not_merged() -> None:
    state = spoken(turn(FIRST))
    assert then(state, e.TurnsMerged(FIRST, SECOND, ("前。",), ())) == state
    assert then(state, e.TurnsMerged(SECOND, FIRST, ("前。",), ())) == state


def test_an_entry_that_is_gone_or_stands_there_is_not_moved() -> None:
    state = spoken(turn(FIRST), turn(SECOND))
    assert then(state, e.EntryMoved(THIRD, FIRST)) == state
    assert then(state, e.EntryMoved(FIRST, FIRST)) == state
    assert then(state, e.EntryMoved(SECOND, FIRST)).turns == (turn(SECOND), turn(FIRST))


def test_deleting_a_turn_takes_its_stances_and_leaves_the_rulings_without_it() -> None:
    state = decided()
    deleted = then(state, e.EntryDeleted(SECOND))
    assert [entry.id for entry in deleted.entries] == [FIRST, THIRD]
    assert [stance.entry for stance in deleted.stances] == [FIRST, THIRD]
    assert deleted.rulings == {**state.rulings, Q1: replace(state.rulings[Q1], entry=None)}


def test_stances_are_withdrawn_by_their_turn() -> None:
    state = then(decided(), e.StancesWithdrawn(SECOND))
    assert [stance.entry for stance in state.stances] == [FIRST, THIRD]


def test_a_ruling_keeps_its_circumstances_and_those_made_before_it() -> None:
    here = (Presence(CHAIR, Attendance.PRESENT, START), Presence(AOKI, Attendance.LATE, minute(1)))
    decision = Decision(Q1, "決定", "付帯意見あり")
    ruled = e.CasesRuled((decision,), minute(5), ONE, FIRST, Method.SHOW_OF_HANDS, Tally(2, 1))
    state = after(e.AttendanceRecorded(here), ruled)
    first = Ruling(decision, minute(5), ONE, FIRST, Method.SHOW_OF_HANDS, Tally(2, 1), (CHAIR, AOKI))
    assert dict(state.rulings) == {Q1: first}
    assert (state.votes, then(state, ruled).votes) == ((first,), (first, first))


def test_nobody_takes_part_before_the_roll_is_called_or_without_a_roster() -> None:
    assert roll(after()) == ()
    assert roll(State()) == ()
    left = (
        Presence(AOKI, Attendance.PRESENT, START),
        Presence(AOKI, Attendance.LEFT, minute(1)),
        Presence(CHAIR, Attendance.ONLINE, START),
    )
    assert roll(after(e.AttendanceRecorded(left))) == (CHAIR,)


def test_changes_of_the_day_survive_a_new_preparation_and_wait_for_the_first() -> None:
    retitled = CaseRetitled(Q1, "公園の追加（訂正）について")
    assert then(State(), retitled) == State()
    state = after(retitled, e.MeetingPrepared(replace(MEETING, place="大会議室")))
    titles = [case.title for case in state.meeting.cases if case.id == Q1]
    assert (state.meeting.place, titles) == ("大会議室", ["公園の追加（訂正）について"])
    assert state.base == replace(MEETING, place="大会議室")
    assert state.amendments == (retitled,)


@pytest.mark.parametrize(
    "event",
    [
        # The timeline's own.
        e.Undone(1),
        e.Redone(1),
        # As a salvaged record may have them.
        e.EntryMoved(THIRD, None),
        e.EntryDeleted(THIRD),
        e.TextEdited(THIRD, ("別の文。",)),
        e.TurnFlagged(THIRD, "要確認"),
        e.BlockClosed(ONE, START),
    ],
)
def test_what_concerns_nothing_in_the_record_changes_nothing(event: e.Event) -> None:
    state = spoken(turn(FIRST), turn(SECOND))
    assert then(state, event) == state


def test_a_body_without_phases_begins_without_one() -> None:
    bare = replace(MEETING, profile=replace(MEETING.profile, phases=()))
    assert then(State(), e.MeetingPrepared(bare)).phase == ""
