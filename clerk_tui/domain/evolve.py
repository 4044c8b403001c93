"""The reducer: state + event → state (状態遷移). Pure and total.

It never refuses: an event is a fact. What an old journal names and the record no longer has is passed over,
so that every journal ever written can be read for ever.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import assert_never

from msgspec.structs import replace

from .amendments import (
    Amendment,
    CaseAdded,
    CaseDropped,
    CaseRetitled,
    GroupAdded,
    GroupsReordered,
    MaterialAdded,
    MaterialReplaced,
    PersonAdded,
    amended,
)
from .events import (
    AnswerWaived,
    AttendanceRecorded,
    BlockClosed,
    BlockOpened,
    CasesRuled,
    CasesTabled,
    CasesTagged,
    EntryDeleted,
    EntryMoved,
    Event,
    FloorTaken,
    GroupDeferred,
    MarkMade,
    MeetingClosed,
    MeetingOpened,
    MeetingPrepared,
    NamesConfirmed,
    NarrationMarked,
    NextMeetingSet,
    ObserversCounted,
    PhaseChanged,
    Redone,
    RequestWithdrawn,
    SpeakerCorrected,
    SpeechRequested,
    StageDirectionRecorded,
    StanceDeclared,
    StancesWithdrawn,
    TextEdited,
    TurnFlagged,
    TurnRecorded,
    TurnRephased,
    TurnsMerged,
    TurnSplit,
    Undone,
)
from .ids import BlockId, EntryId, PersonId
from .meeting import Meeting, Person
from .names import hidden
from .record import (
    Block,
    BlockHeading,
    Entry,
    Floor,
    Mark,
    MarkKind,
    MeetingStage,
    Named,
    PhaseShift,
    Ruling,
    Speaker,
    SpeechRequest,
    StageDirection,
    State,
    Turn,
)


def evolve(state: State, event: Event) -> State:
    """The state after the event.

    Undoing is not a matter of one step: :mod:`clerk_tui.domain.timeline` leaves undone events out before it
    folds, so ``Undone`` and ``Redone`` change nothing here.
    """
    match event:
        case MeetingPrepared(meeting=base):
            return _prepared(state, base)
        case MeetingOpened(at=at):
            return replace(state, stage=MeetingStage.SITTING, opened=state.opened or at)
        case MeetingClosed(at=at):
            return replace(
                _closed_block(state, state.current, at),
                stage=MeetingStage.CLOSED,
                closed=at,
                floor=None,
                requests=(),
            )
        case MarkMade():
            return _marked(state, event)
        case NextMeetingSet(next=coming):
            return replace(state, next_meeting=coming)
        case AttendanceRecorded(presences=presences):
            attendance = dict(state.attendance)
            for presence in presences:
                attendance[presence.person] = (*attendance.get(presence.person, ()), presence)
            return replace(state, attendance=attendance)
        case ObserversCounted(count=count, note=note):
            return replace(state, observers=count, observers_note=note)
        case BlockOpened():
            return _block_opened(state, event)
        case BlockClosed(block=block, at=at):
            return _closed_block(state, block, at)
        case GroupDeferred(group=group, reason=reason):
            return replace(state, deferred={**state.deferred, group: reason})
        case (
            GroupsReordered()
            | CaseAdded()
            | CaseDropped()
            | CaseRetitled()
            | GroupAdded()
            | MaterialAdded()
            | MaterialReplaced()
            | PersonAdded()
        ):
            return _amended(state, event)
        case CasesTabled(cases=cases):
            return replace(state, table_order=cases)
        case PhaseChanged(phase=phase):
            return replace(state, phase=phase)
        case FloorTaken():
            floor = Floor(event.speaker, event.at, event.capacity)
            return replace(state, floor=floor, requests=_unasked(state, event.speaker))
        case SpeechRequested(person=person, at=at):
            return replace(state, requests=(*state.requests, SpeechRequest(person, at)))
        case RequestWithdrawn(person=person):
            return replace(state, requests=_unasked(state, Named(person)))
        case TurnRecorded(turn=turn, before=before):
            state = replace(state, entries=_placed(state.entries, turn, before))
            # An inserted turn is about the past: it neither moves the phase nor takes the floor.
            if before:
                return state
            return replace(state, phase=turn.last_phase, floor=None, requests=_unasked(state, turn.speaker))
        case StageDirectionRecorded(entry=entry, text=text, at=at, before=before):
            return replace(state, entries=_placed(state.entries, StageDirection(entry, text, at), before))
        case TextEdited(entry=entry, paragraphs=paragraphs, shifts=shifts):
            return _changed(state, entry, lambda old: _retexted(old, paragraphs, shifts))
        case SpeakerCorrected(entry=entry, speaker=speaker, capacity=capacity):
            state = replace(
                state,
                stances=tuple(
                    replace(stance, speaker=speaker) if stance.entry == entry else stance
                    for stance in state.stances
                ),
            )
            return _turn_changed(state, entry, speaker=speaker, capacity=capacity)
        case CasesTagged(entry=entry, cases=cases):
            return _turn_changed(state, entry, cases=cases)
        case TurnRephased(entry=entry, phase=phase, shifts=shifts):
            return _turn_changed(state, entry, phase=phase, shifts=shifts)
        case NarrationMarked(entry=entry, narrated=narrated):
            return _turn_changed(state, entry, narrated=narrated)
        case TurnSplit():
            return _split(state, event)
        case TurnsMerged():
            return _merged(state, event)
        case EntryMoved(entry=entry, before=before):
            return _moved(state, entry, before)
        case EntryDeleted(entry=entry):
            return _without(state, entry)
        case TurnFlagged(entry=entry, note=note):
            return _turn_changed(state, entry, flag=note)
        case AnswerWaived(entry=entry):
            return replace(state, waived=state.waived | {entry})
        case NamesConfirmed(entry=entry, paragraphs=paragraphs):
            return replace(state, confirmed=state.confirmed.union((entry, text) for text in paragraphs))
        case StanceDeclared(stance=stance):
            return replace(state, stances=(*state.stances, stance))
        case StancesWithdrawn(entry=entry):
            return replace(state, stances=tuple(stance for stance in state.stances if stance.entry != entry))
        case CasesRuled():
            return _ruled(state, event)
        case Undone() | Redone():
            return state
        case _:
            assert_never(event)


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """The state after all of the events, from ``state`` or from nothing."""
    current = state if state is not None else State()
    for event in events:
        current = evolve(current, event)
    return current


def roll(state: State) -> tuple[PersonId, ...]:
    """Voting members who take part at this moment, in roster order."""
    if state.meeting is None:
        return ()
    return tuple(person.id for person in state.meeting.voters if _is_here(state, person.id))


def _is_here(state: State, person: PersonId) -> bool:
    return any(presence.status.here for presence in state.attendance.get(person, ())[-1:])


def _unasked(state: State, speaker: Speaker) -> tuple[SpeechRequest, ...]:
    """The requests to speak without those of the speaker."""
    return tuple(request for request in state.requests if Named(request.person) != speaker)


def _prepared(state: State, base: Meeting) -> State:
    meeting = base
    for amendment in state.amendments:
        meeting = amended(meeting, amendment)
    phase = state.phase or (base.profile.phases[0].id if base.profile.phases else "")
    return _at_the_table(replace(state, base=base, phase=phase), meeting)


def _amended(state: State, amendment: Amendment) -> State:
    if state.meeting is None:
        return state
    state_with = replace(state, amendments=(*state.amendments, amendment))
    return _at_the_table(state_with, amended(state.meeting, amendment))


def _at_the_table(state: State, meeting: Meeting) -> State:
    """The state with another meeting on paper; a hidden name that goes off its roster stays hidden."""

    def called(person: Person) -> tuple[str, str, str]:
        return person.name, person.given, person.reading

    still = {called(person) for person in (*meeting.people, *state.former)}
    before = hidden(state.meeting) if state.meeting else ()
    gone = tuple(person for person in before if called(person) not in still)
    return replace(state, meeting=meeting, former=(*state.former, *gone))


def _marked(state: State, event: MarkMade) -> State:
    mark = Mark(event.entry, event.kind, event.at, event.reason)
    return _lined_up(state, (*state.entries, mark))


def _lined_up(state: State, entries: tuple[Entry, ...]) -> State:
    """The state with these lines; whether it is in recess goes by the marks among them."""
    if state.stage is MeetingStage.CLOSED:
        return replace(state, entries=entries)
    marks = (entry.kind for entry in reversed(entries) if isinstance(entry, Mark))
    last = next((kind for kind in marks if kind in (MarkKind.RECESS, MarkKind.RESUMED)), None)
    sitting = MeetingStage.SITTING if state.opened or last else MeetingStage.WAITING
    return replace(state, entries=entries, stage=MeetingStage.RECESS if last is MarkKind.RECESS else sitting)


def _block_opened(state: State, event: BlockOpened) -> State:
    block = Block(event.block, event.groups, event.at)
    return replace(
        state,
        blocks=(*state.blocks, block),
        current=event.block,
        entries=(*state.entries, BlockHeading(event.entry, event.block, event.at)),
        deferred={group: why for group, why in state.deferred.items() if group not in event.groups},
    )


def _closed_block(state: State, block: BlockId | None, at: datetime) -> State:
    if block is None:
        return state
    blocks = tuple(
        replace(candidate, closed=at) if candidate.id == block and candidate.closed is None else candidate
        for candidate in state.blocks
    )
    return replace(state, blocks=blocks, current=None if state.current == block else state.current)


def _placed(entries: tuple[Entry, ...], entry: Entry, before: EntryId | None) -> tuple[Entry, ...]:
    if before is not None:
        for index, candidate in enumerate(entries):
            if candidate.id == before:
                return (*entries[:index], entry, *entries[index:])
    return (*entries, entry)


def _changed(state: State, entry_id: EntryId, change: Callable[[Entry], Entry]) -> State:
    entries = tuple(change(entry) if entry.id == entry_id else entry for entry in state.entries)
    return replace(state, entries=entries)


def _turn_changed(state: State, entry_id: EntryId, **fields: object) -> State:
    return _changed(
        state,
        entry_id,
        lambda old: replace(old, **fields) if isinstance(old, Turn) else old,
    )


def _retexted(entry: Entry, paragraphs: tuple[str, ...], shifts: tuple[PhaseShift, ...]) -> Entry:
    match entry:
        case Turn():
            return replace(entry, paragraphs=paragraphs, shifts=shifts)
        case StageDirection():
            return replace(entry, text="".join(paragraphs))
        case _:
            return entry


def _split(state: State, event: TurnSplit) -> State:
    entries: list[Entry] = []
    for entry in state.entries:
        if isinstance(entry, Turn) and entry.id == event.entry:
            entries += [
                replace(entry, paragraphs=event.first, shifts=event.first_shifts, ended=event.second.started),
                event.second,
            ]
        else:
            entries.append(entry)
    return replace(state, entries=tuple(entries))


def _merged(state: State, event: TurnsMerged) -> State:
    first, second = state.turn(event.first), state.turn(event.second)
    if first is None or second is None:
        return state
    state = _turn_changed(
        state,
        event.first,
        paragraphs=event.paragraphs,
        shifts=event.shifts,
        ended=second.ended,
        cases=event.cases,
        flag="、".join(dict.fromkeys(filter(None, (first.flag, second.flag)))),
    )
    state = replace(
        state,
        stances=tuple(
            replace(stance, entry=event.first) if stance.entry == event.second else stance
            for stance in state.stances
        ),
        rulings={
            case: replace(ruling, entry=event.first) if ruling.entry == event.second else ruling
            for case, ruling in state.rulings.items()
        },
    )
    waived = frozenset(event.first if entry == event.second else entry for entry in state.waived)
    entries = tuple(entry for entry in state.entries if entry.id != event.second)
    return replace(state, entries=entries, waived=waived)


def _moved(state: State, entry_id: EntryId, before: EntryId | None) -> State:
    entry = state.entry(entry_id)
    if entry is None or entry_id == before:
        return state
    rest = tuple(candidate for candidate in state.entries if candidate.id != entry_id)
    return _lined_up(state, _placed(rest, entry, before))


def _without(state: State, entry_id: EntryId) -> State:
    return replace(
        _lined_up(state, tuple(entry for entry in state.entries if entry.id != entry_id)),
        stances=tuple(stance for stance in state.stances if stance.entry != entry_id),
        rulings={
            case: replace(ruling, entry=None) if ruling.entry == entry_id else ruling
            for case, ruling in state.rulings.items()
        },
    )


def _ruled(state: State, event: CasesRuled) -> State:
    present = roll(state)
    rulings = dict(state.rulings)
    for decision in event.decisions:
        earlier = rulings.get(decision.case)
        rulings[decision.case] = Ruling(
            decision,
            event.at,
            event.block,
            event.entry,
            event.method,
            event.tally,
            present,
            earlier.times + 1 if earlier else 1,
        )
    return replace(state, rulings=rulings)
