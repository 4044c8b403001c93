"""Turns as they are spoken, and stage directions (発言・ト書き)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from clerk_tui.domain.commands import (
    RecordStageDirection,
    RecordTurn,
    RequestSpeech,
    TakeFloor,
    WithdrawRequest,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import (
    Event,
    FloorTaken,
    MarkMade,
    MeetingOpened,
    PhaseChanged,
    RequestWithdrawn,
    SpeechRequested,
    StageDirectionRecorded,
    TurnRecorded,
)
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import MarkKind, MeetingStage, PhaseShift, State, Turn
from clerk_tui.domain.text import clean

from .agenda import leaving_block
from .context import (
    Stamp,
    entry_id,
    existing,
    known_cases,
    meeting_of,
    person_of,
    phase_of,
    sitting,
    speaker_of,
)


def take_floor(state: State, command: TakeFloor, stamp: Stamp) -> tuple[Event, ...]:
    sitting(state)
    speaker = speaker_of(state, command.speaker)
    return (FloorTaken(speaker, command.at or stamp.at, clean(command.capacity).strip()),)


def request(state: State, command: RequestSpeech, stamp: Stamp) -> tuple[Event, ...]:
    sitting(state)
    person = person_of(state, command.person)
    if _has_requested(state, person.id):
        # A hand that is still up is the same request; its place in the order stays.
        return ()
    return (SpeechRequested(person.id, command.at or stamp.at),)


def withdraw_request(state: State, command: WithdrawRequest) -> tuple[Event, ...]:
    person = person_of(state, command.person)
    if not _has_requested(state, person.id):
        raise Refused(
            f"「{person.id}」は発言を求めた人の一覧にいません。すでに発言したか、取り下げられています。"
        )
    return (RequestWithdrawn(person.id),)


def _has_requested(state: State, person: PersonId) -> bool:
    return any(request.person == person for request in state.requests)


def record(state: State, command: RecordTurn, stamp: Stamp) -> tuple[Event, ...]:
    meeting = meeting_of(state) if command.before else sitting(state)
    paragraphs = cleaned(command.paragraphs)
    speaker = speaker_of(state, command.speaker)
    before = existing(state, command.before)
    neighbour = state.turn(before) if before else None
    started = command.started or (neighbour.started if neighbour else stamp.at)
    turn = Turn(
        id=entry_id(stamp),
        speaker=speaker,
        started=started,
        # A clock that is set back during a meeting must not cost a remark.
        ended=max(command.ended, started) if command.ended else None if before else max(stamp.at, started),
        paragraphs=paragraphs,
        phase=phase_of(state, command.phase) if command.phase else _phase(state, neighbour),
        capacity=clean(command.capacity).strip(),
        block=neighbour.block if neighbour else state.current,
        cases=known_cases(state, command.cases),
        shifts=checked_shifts(state, meeting, command.shifts, paragraphs),
        narrated=command.narrated,
        flag=clean(command.flag).strip(),
    )
    events: list[Event] = []
    if not before:
        if state.stage is MeetingStage.WAITING:
            events.append(MeetingOpened(started))
        if state.stage is MeetingStage.RECESS:
            # Speaking is resuming: a clerk who forgot the key must not lose the remark to a refusal.
            events.append(MarkMade(entry_id(stamp, 1), MarkKind.RESUMED, started))
    events.append(TurnRecorded(turn, before))
    if not before:
        reached = command.then and phase_of(state, command.then)
        events += leaving_block(state, reached or turn.last_phase, turn.ended or stamp.at)
        if reached and reached != turn.last_phase:
            events.append(PhaseChanged(reached, turn.ended or stamp.at))
    return tuple(events)


def stage(state: State, command: RecordStageDirection, stamp: Stamp) -> tuple[Event, ...]:
    before = existing(state, command.before)
    if not before:
        sitting(state)
    text = directed(clean(command.text))
    if not text:
        raise Refused("ト書きの文言を入力してください（例：異議なし）。")
    return (StageDirectionRecorded(entry_id(stamp), text, command.at or stamp.at, before),)


def directed(text: str) -> str:
    """A stage direction as it is kept: in one line, without the brackets that are printed around it."""
    return text.replace("\n", "").strip().strip("（）()").strip()


def cleaned(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Paragraphs as they go into the record: sanitized to terminal and file, otherwise as typed."""
    lines = [line for paragraph in paragraphs for line in clean(paragraph).split("\n")]
    return tuple(line.strip(" \t") for line in lines if line.strip())


def checked_shifts(
    state: State, meeting: Meeting, shifts: Sequence[PhaseShift], paragraphs: Sequence[str]
) -> tuple[PhaseShift, ...]:
    """Boundaries in order of their places, once sure that each lies inside the text."""
    for shift in shifts:
        phase_of(state, shift.phase)
        inside = 0 <= shift.paragraph < len(paragraphs)
        if not (inside and 0 <= shift.offset <= len(paragraphs[shift.paragraph])):
            name = meeting.profile.phase(shift.phase)
            raise Refused(
                f"段階「{name.name if name else shift.phase}」の境目が本文の外にあります"
                f"（{shift.paragraph + 1} 段落目 {shift.offset} 文字目）。"
            )
    return tuple(sorted(shifts, key=lambda shift: (shift.paragraph, shift.offset)))


def _phase(state: State, neighbour: Turn | None) -> str:
    return neighbour.phase if neighbour else state.phase


def time_within(turn: Turn, share: float) -> datetime:
    """A moment inside the turn, by the share of its text spoken until then."""
    if turn.ended is None:
        return turn.started
    return turn.started + (turn.ended - turn.started) * share
