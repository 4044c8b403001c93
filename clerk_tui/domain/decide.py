"""Command → events (判断): the one door into the record. Pure: the moment comes in as a stamp."""

from __future__ import annotations

from typing import assert_never

from . import commands as c
from .errors import Refused
from .events import Event, MeetingPrepared
from .evolve import fold
from .procedure import agenda, corrections, people, rulings, turns
from .procedure.context import Stamp
from .record import State


def decide(state: State, command: c.Command, stamp: Stamp) -> tuple[Event, ...]:
    """What the command makes happen; empty where it changes nothing.

    Raises:
        Refused: one Japanese sentence for the clerk; nothing has happened.
    """
    match command:
        case c.Prepare(meeting=meeting):
            return () if meeting == state.base else (MeetingPrepared(meeting),)
        case c.OpenMeeting():
            return agenda.open_meeting(state, command, stamp)
        case c.CloseMeeting():
            return agenda.close_meeting(state, command, stamp)
        case c.MakeMark():
            return agenda.make_mark(state, command, stamp)
        case c.SetNextMeeting():
            return agenda.set_next_meeting(state, command)
        case c.CallRoll():
            return people.call_roll(state, command, stamp)
        case c.MarkAttendance():
            return people.mark(state, command, stamp)
        case c.CountObservers():
            return people.observers(state, command)
        case c.OpenBlock():
            return agenda.open_block(state, command, stamp)
        case c.DeferGroup():
            return agenda.defer(state, command)
        case c.ReorderGroups():
            return agenda.reorder(state, command)
        case c.AddCase():
            return agenda.add_case(state, command)
        case c.DropCase():
            return agenda.drop_case(state, command)
        case c.RetitleCase():
            return agenda.retitle_case(state, command)
        case c.AddGroup():
            return agenda.add_group(state, command)
        case c.AddMaterial():
            return agenda.add_material(state, command)
        case c.ReplaceMaterial():
            return agenda.replace_material(state, command)
        case c.AddPerson():
            return people.add(state, command)
        case c.TableCases():
            return agenda.table_cases(state, command)
        case c.ChangePhase():
            return agenda.change_phase(state, command, stamp)
        case c.TakeFloor():
            return turns.take_floor(state, command, stamp)
        case c.RequestSpeech():
            return turns.request(state, command, stamp)
        case c.WithdrawRequest():
            return turns.withdraw_request(state, command)
        case c.RecordTurn():
            return turns.record(state, command, stamp)
        case c.RecordStageDirection():
            return turns.stage(state, command, stamp)
        case c.EditText():
            return corrections.edit_text(state, command)
        case c.ReplaceText():
            return corrections.replace_text(state, command)
        case c.CorrectSpeaker():
            return corrections.correct_speaker(state, command)
        case c.TagCases():
            return corrections.tag_cases(state, command)
        case c.RephaseTurn():
            return corrections.rephase_turn(state, command)
        case c.RephaseFrom():
            return corrections.rephase_from(state, command, stamp)
        case c.ShiftPhase():
            return corrections.shift_phase(state, command, stamp)
        case c.MarkNarration():
            return corrections.mark_narration(state, command)
        case c.SplitTurn():
            return corrections.split(state, command, stamp)
        case c.MergeTurns():
            return corrections.merge(state, command)
        case c.MoveEntry():
            return corrections.move(state, command)
        case c.DeleteEntry():
            return corrections.delete(state, command)
        case c.FlagTurn():
            return corrections.flag(state, command)
        case c.WaiveAnswer():
            return corrections.waive_answer(state, command)
        case c.ConfirmNames():
            return corrections.confirm_names(state, command)
        case c.DeclareStance():
            return rulings.declare(state, command)
        case c.WithdrawStances():
            return rulings.withdraw(state, command)
        case c.RuleCases():
            return rulings.rule(state, command, stamp)
        case c.CompoundCommand(commands=parts):
            return _together(state, parts, stamp)
        case c.Undo() | c.Redo():
            # They need the history, which a state does not carry: Timeline.undo and Timeline.redo.
            raise Refused("取消しとやり直しは、ほかの操作と組み合わせられません。")
        case _:
            assert_never(command)


def _together(state: State, parts: tuple[c.Command, ...], stamp: Stamp) -> tuple[Event, ...]:
    """Each part sees what the parts before it did; if one is refused, none has happened."""
    events: list[Event] = []
    for part in parts:
        new = decide(state, part, Stamp(stamp.seq + len(events), stamp.at))
        events += new
        state = fold(new, state)
    return tuple(events)
