"""Corrections of what was recorded (訂正): each is an event of its own, none overwrites."""

from __future__ import annotations

from typing import assert_never

from clerk_tui.domain.commands import (
    ConfirmNames,
    CorrectSpeaker,
    DeleteEntry,
    EditText,
    FlagTurn,
    MarkNarration,
    MergeTurns,
    MoveEntry,
    RephaseFrom,
    RephaseTurn,
    ReplaceText,
    ShiftPhase,
    SplitTurn,
    TagCases,
    WaiveAnswer,
)
from clerk_tui.domain.errors import Refused, UnknownReference
from clerk_tui.domain.events import (
    AnswerWaived,
    CasesTagged,
    EntryDeleted,
    EntryMoved,
    Event,
    NamesConfirmed,
    NarrationMarked,
    PhaseChanged,
    SpeakerCorrected,
    TextEdited,
    TurnFlagged,
    TurnRephased,
    TurnsMerged,
    TurnSplit,
)
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.passages import carried, cut, flat, parted
from clerk_tui.domain.record import BlockHeading, Mark, PhaseShift, StageDirection, State, Turn
from clerk_tui.domain.text import clean

from .context import Stamp, entry_id, existing, known_cases, phase_of, speaker_of, turn_of
from .turns import cleaned, directed, time_within


def edit_text(state: State, command: EditText) -> tuple[Event, ...]:
    match state.entry(command.entry):
        case Turn() as turn:
            return _retext(turn, cleaned(command.paragraphs))
        case StageDirection() as stage:
            text = directed("".join(cleaned(command.paragraphs)))
            if not text:
                raise Refused("ト書きを空にはできません。不要なら削除してください。")
            return () if text == stage.text else (TextEdited(stage.id, (text,)),)
        case BlockHeading() | Mark():
            raise Refused("見出しと休憩の行の文言は、案件と時刻から作られます。直接は直せません。")
        case None:
            raise UnknownReference("直そうとした発言が記録にありません（削除または取消しをされています）。")
        case entry:
            assert_never(entry)


def replace_text(state: State, command: ReplaceText) -> tuple[Event, ...]:
    old, new = clean(command.old), clean(command.new)
    if not old:
        raise Refused("置き換える語句を入力してください。")
    chosen = set(command.entries)
    events: list[Event] = []
    for entry in state.entries:
        if chosen and entry.id not in chosen:
            continue
        match entry:
            case Turn() if any(old in text for text in entry.paragraphs):
                events += _retext(entry, cleaned([text.replace(old, new) for text in entry.paragraphs]))
            case StageDirection() if old in entry.text and (text := directed(entry.text.replace(old, new))):
                events.append(TextEdited(entry.id, (text,)))
            case _:
                pass
    if not events:
        raise Refused(f"「{old}」はどの発言にもありません。")
    return tuple(events)


def correct_speaker(state: State, command: CorrectSpeaker) -> tuple[Event, ...]:
    turn = turn_of(state, command.entry)
    speaker = speaker_of(state, command.speaker)
    capacity = clean(command.capacity).strip()
    if (speaker, capacity) == (turn.speaker, turn.capacity):
        return ()
    return (SpeakerCorrected(turn.id, speaker, capacity),)


def tag_cases(state: State, command: TagCases) -> tuple[Event, ...]:
    turn = turn_of(state, command.entry)
    return (CasesTagged(turn.id, known_cases(state, command.cases)),)


def rephase_turn(state: State, command: RephaseTurn) -> tuple[Event, ...]:
    turn = turn_of(state, command.entry)
    phase = phase_of(state, command.phase)
    if turn.phase == phase and not turn.shifts:
        raise Refused("その発言はもうその段階です。")
    return (TurnRephased(turn.id, phase),)


def rephase_from(state: State, command: RephaseFrom, stamp: Stamp) -> tuple[Event, ...]:
    start = turn_of(state, command.entry)
    phase = phase_of(state, command.phase)
    if start.phase == phase:
        raise Refused("その発言はもうその段階です。")
    turns = state.turns
    events: list[Event] = []
    last = start
    for turn in turns[turns.index(start) :]:
        if turn.phase != start.phase or turn.block != start.block:
            break
        # A boundary inside a turn ends the stretch: from there on the clerk had already moved the phase.
        events.append(TurnRephased(turn.id, phase, turn.shifts))
        last = turn
        if turn.shifts:
            break
    if last is turns[-1] and state.phase == start.phase:
        events.append(PhaseChanged(phase, stamp.at))
    return tuple(events)


def shift_phase(state: State, command: ShiftPhase, stamp: Stamp) -> tuple[Event, ...]:
    turn = turn_of(state, command.entry)
    phase = phase_of(state, command.phase)
    if not _inside(turn, command.paragraph, command.offset):
        raise Refused("段階の境目は、本文の中の位置に置いてください。")
    shift = PhaseShift(command.paragraph, command.offset, phase)
    others = [s for s in turn.shifts if (s.paragraph, s.offset) != (shift.paragraph, shift.offset)]
    shifts = tuple(sorted((*others, shift), key=lambda s: (s.paragraph, s.offset)))
    events: list[Event] = [TurnRephased(turn.id, turn.phase, shifts)]
    if turn is state.turns[-1] and shifts[-1] is shift and state.phase == turn.last_phase != phase:
        events.append(PhaseChanged(phase, stamp.at))
    return tuple(events)


def mark_narration(state: State, command: MarkNarration) -> tuple[Event, ...]:
    turn = turn_of(state, command.entry)
    return () if turn.narrated == command.narrated else (NarrationMarked(turn.id, command.narrated),)


def split(state: State, command: SplitTurn, stamp: Stamp) -> tuple[Event, ...]:
    turn = turn_of(state, command.entry)
    if not _inside(turn, command.paragraph, command.offset):
        raise Refused("分ける位置が本文の外にあります。")
    first, second = cut(turn.paragraphs, command.paragraph, command.offset)
    if not first or not second:
        raise Refused("分けると片方が空になります。本文の途中で分けてください。")
    first_shifts, phase, second_shifts = parted(
        turn.paragraphs, turn.shifts, turn.phase, command.paragraph, command.offset
    )
    share = flat(turn.paragraphs, command.paragraph, command.offset) / max(len(turn.text), 1)
    speaker = speaker_of(state, command.speaker) if command.speaker else turn.speaker
    same = turn.capacity if speaker == turn.speaker else ""
    new = Turn(
        id=entry_id(stamp),
        speaker=speaker,
        started=time_within(turn, share),
        ended=turn.ended,
        paragraphs=second,
        phase=phase,
        capacity=same if command.capacity is None else clean(command.capacity).strip(),
        block=turn.block,
        cases=turn.cases,
        shifts=second_shifts,
        narrated=turn.narrated and speaker == turn.speaker,
    )
    return (TurnSplit(turn.id, first, carried(first_shifts, turn.paragraphs, first), new),)


def merge(state: State, command: MergeTurns) -> tuple[Event, ...]:
    first, second = turn_of(state, command.first), turn_of(state, command.second)
    entries = [entry for entry in state.entries if entry.id in (first.id, second.id)]
    places = [state.entries.index(entry) for entry in entries]
    if first is second or places[1] != places[0] + 1 or entries[0] is not first:
        raise Refused("一つにできるのは、すぐ続く二つの発言だけです。")
    paragraphs = (*first.paragraphs, *second.paragraphs)
    shifts = list(first.shifts)
    if second.paragraphs and second.phase != first.last_phase:
        shifts.append(PhaseShift(len(first.paragraphs), 0, second.phase))
    shifts += [
        PhaseShift(shift.paragraph + len(first.paragraphs), shift.offset, shift.phase)
        for shift in second.shifts
    ]
    # No cases means all of the block's, and so does all together with some.
    cases = tuple(dict.fromkeys((*first.cases, *second.cases))) if first.cases and second.cases else ()
    return (TurnsMerged(first.id, second.id, paragraphs, tuple(shifts), cases),)


def move(state: State, command: MoveEntry) -> tuple[Event, ...]:
    entry = existing(state, command.entry)
    assert entry is not None
    before = existing(state, command.before)
    if entry == before:
        return ()
    return (EntryMoved(entry, before),)


def delete(state: State, command: DeleteEntry) -> tuple[Event, ...]:
    match state.entry(command.entry):
        case BlockHeading():
            raise Refused("見出しは削除できません。審議の開始を取り消すか、見出しを移してください。")
        case None:
            raise UnknownReference("削除しようとした行が記録にありません。")
        case entry:
            return (EntryDeleted(entry.id),)


def flag(state: State, command: FlagTurn) -> tuple[Event, ...]:
    turn = turn_of(state, command.entry)
    note = clean(command.note).strip()
    return () if turn.flag == note else (TurnFlagged(turn.id, note),)


def waive_answer(state: State, command: WaiveAnswer) -> tuple[Event, ...]:
    return (AnswerWaived(turn_of(state, command.entry).id),)


def confirm_names(state: State, command: ConfirmNames) -> tuple[Event, ...]:
    entry = command.entry or turn_of(state, None).id
    found = tuple(each.text for each in name_findings(state) if each.entry == entry and not each.where)
    return (NamesConfirmed(entry, found),) if found else ()


def _inside(turn: Turn, paragraph: int, offset: int) -> bool:
    return 0 <= paragraph < len(turn.paragraphs) and 0 <= offset <= len(turn.paragraphs[paragraph])


def _retext(turn: Turn, paragraphs: tuple[str, ...]) -> tuple[Event, ...]:
    if paragraphs == turn.paragraphs:
        return ()
    return (TextEdited(turn.id, paragraphs, carried(turn.shifts, turn.paragraphs, paragraphs)),)
