"""What is said (発言・ト書き): the floor, requests to speak, turns as they are spoken, stage directions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import ClassVar

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .blocks import PhaseChanged, leaving_block
from .entries import placed
from .errors import Refused
from .ids import CaseId, EntryId, PersonId, PhaseId
from .lookups import existing, known_cases, meeting_of, not_closed, person_of, phase_of, speaker_of
from .meeting import Meeting
from .passages import lies_inside
from .record import (
    Floor,
    MarkKind,
    MeetingStage,
    Named,
    PhaseShift,
    Speaker,
    SpeechRequest,
    StageDirection,
    State,
    Turn,
)
from .sitting import MarkMade, MeetingOpened
from .text import clean

__all__ = [
    "FloorTaken",
    "RecordStageDirection",
    "RecordTurn",
    "RequestSpeech",
    "RequestWithdrawn",
    "SpeechRequested",
    "StageDirectionRecorded",
    "TakeFloor",
    "TurnRecorded",
    "WithdrawRequest",
]


class TakeFloor(Command, frozen=True, tag="floor"):
    """発言が始まった（本文はこれから）。"""

    speaker: Speaker
    capacity: str = ""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        speaker = speaker_of(state, self.speaker)
        return (FloorTaken(speaker, self.at or stamp.at, clean(self.capacity).strip()),)


class FloorTaken(Event, frozen=True):
    """Somebody began to speak; transient, so that undoing goes by turns and not by this."""

    undoable: ClassVar[bool] = False
    speaker: Speaker
    at: datetime
    capacity: str = ""

    def apply(self, state: State) -> State:
        floor = Floor(self.speaker, self.at, self.capacity)
        return replace(state, floor=floor, requests=_unasked(state, self.speaker))


class RequestSpeech(Command, frozen=True, tag="request"):
    """発言を求めた人を控える（発言すると消える）。"""

    person: PersonId
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        person = person_of(state, self.person)
        if _has_requested(state, person.id):
            # A hand that is still up is the same request; its place in the order stays.
            return ()
        return (SpeechRequested(person.id, self.at or stamp.at),)


class SpeechRequested(Event, frozen=True):
    """発言の求め; transient like :class:`FloorTaken`, and taken back by its own event."""

    undoable: ClassVar[bool] = False
    person: PersonId
    at: datetime

    def apply(self, state: State) -> State:
        return replace(state, requests=(*state.requests, SpeechRequest(self.person, self.at)))


class WithdrawRequest(Command, frozen=True, tag="withdraw_request"):
    """発言の求めを取り下げる。"""

    person: PersonId

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        person = person_of(state, self.person)
        if not _has_requested(state, person.id):
            raise Refused(
                f"「{person.id}」は発言を求めた人の一覧にいません。すでに発言したか、取り下げられています。"
            )
        return (RequestWithdrawn(person.id),)


class RequestWithdrawn(Event, frozen=True):
    """発言の求めの取下げ."""

    undoable: ClassVar[bool] = False
    person: PersonId

    def apply(self, state: State) -> State:
        return replace(state, requests=_unasked(state, Named(self.person)))


class RecordTurn(Command, frozen=True, tag="turn"):
    """発言を記録する。本文は空でもよい。"""

    speaker: Speaker
    paragraphs: tuple[str, ...] = ()
    capacity: str = ""
    cases: tuple[CaseId, ...] = ()
    narrated: bool = False
    phase: PhaseId = ""
    """The phase in which it began; empty: the present one."""
    shifts: tuple[PhaseShift, ...] = ()
    then: PhaseId = ""
    """The phase that follows the turn; empty: the one in which it ended."""
    flag: str = ""
    before: EntryId | None = None
    started: datetime | None = None
    ended: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state) if self.before else not_closed(state)
        before = existing(state, self.before)
        turn = self._turn(state, meeting, stamp, before)
        if before:
            return (TurnRecorded(turn, before),)
        events: list[Event] = []
        if state.stage is MeetingStage.WAITING:
            events.append(MeetingOpened(turn.started))
        if state.stage is MeetingStage.RECESS:
            # Speaking is resuming: a clerk who forgot the key must not lose the remark to a refusal.
            events.append(MarkMade(stamp.entry_id(1), MarkKind.RESUMED, turn.started))
        events.append(TurnRecorded(turn))
        reached = self.then and phase_of(state, self.then)
        events += leaving_block(state, reached or turn.last_phase, turn.ended or stamp.at)
        if reached and reached != turn.last_phase:
            events.append(PhaseChanged(reached, turn.ended or stamp.at))
        return tuple(events)

    def _turn(self, state: State, meeting: Meeting, stamp: Stamp, before: EntryId | None) -> Turn:
        paragraphs = cleaned(self.paragraphs)
        speaker = speaker_of(state, self.speaker)
        neighbour = state.turn(before) if before else None
        started = self.started or (neighbour.started if neighbour else stamp.at)
        if self.ended:
            # A clock that is set back during a meeting must not cost a remark.
            ended: datetime | None = max(self.ended, started)
        else:
            ended = None if before else max(stamp.at, started)
        return Turn(
            id=stamp.entry_id(),
            speaker=speaker,
            started=started,
            ended=ended,
            paragraphs=paragraphs,
            phase=phase_of(state, self.phase) if self.phase else (neighbour or state).phase,
            capacity=clean(self.capacity).strip(),
            block=neighbour.block if neighbour else state.current,
            cases=known_cases(state, self.cases),
            shifts=_checked(state, meeting, self.shifts, paragraphs),
            narrated=self.narrated,
            flag=clean(self.flag).strip(),
        )


class TurnRecorded(Event, frozen=True):
    """発言."""

    turn: Turn
    before: EntryId | None = None
    """The entry that it was inserted before; None: at the end."""

    def apply(self, state: State) -> State:
        entries = placed(state.entries, self.turn, self.before)
        # An inserted turn is about the past: it neither moves the phase nor takes the floor.
        if self.before:
            return replace(state, entries=entries)
        return replace(
            state,
            entries=entries,
            phase=self.turn.last_phase,
            floor=None,
            requests=_unasked(state, self.turn.speaker),
        )


class RecordStageDirection(Command, frozen=True, tag="stage"):
    """ト書きを記録する。"""

    text: str
    before: EntryId | None = None
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        before = existing(state, self.before)
        if not before:
            not_closed(state)
        text = directed(clean(self.text))
        if not text:
            raise Refused("ト書きの文言を入力してください（例：異議なし）。")
        return (StageDirectionRecorded(stamp.entry_id(), text, self.at or stamp.at, before),)


class StageDirectionRecorded(Event, frozen=True):
    """ト書き."""

    entry: EntryId
    text: str
    at: datetime
    before: EntryId | None = None

    def apply(self, state: State) -> State:
        direction = StageDirection(self.entry, self.text, self.at)
        return replace(state, entries=placed(state.entries, direction, self.before))


def directed(text: str) -> str:
    """A stage direction as it is kept: in one line, without the brackets that are printed around it."""
    plain = text.replace("\n", "").strip()
    first, last = plain[:1] in ("（", "("), plain[-1:] in ("）", ")")
    inner = plain[first : len(plain) - last]
    depth = 0
    for char in inner:
        depth += (char in "（(") - (char in "）)")
        if depth < 0:
            return plain  # 「（ここから非公開）　14時01分」: the brackets are not around all of it
    return inner.strip() if depth == 0 else plain


def cleaned(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Paragraphs as they go into the record: harmless to terminal and file, otherwise as typed."""
    lines = [line for paragraph in paragraphs for line in clean(paragraph).split("\n")]
    return tuple(line.strip(" \t") for line in lines if line.strip())


def _unasked(state: State, speaker: Speaker) -> tuple[SpeechRequest, ...]:
    """The requests to speak without those of the speaker."""
    return tuple(request for request in state.requests if Named(request.person) != speaker)


def _has_requested(state: State, person: PersonId) -> bool:
    return any(request.person == person for request in state.requests)


def _checked(
    state: State, meeting: Meeting, shifts: Sequence[PhaseShift], paragraphs: Sequence[str]
) -> tuple[PhaseShift, ...]:
    """Boundaries in order of their places, once sure that each lies inside the text."""
    for shift in shifts:
        phase_of(state, shift.phase)
        if not lies_inside(paragraphs, shift.paragraph, shift.offset):
            name = meeting.profile.phase(shift.phase)
            raise Refused(
                f"段階「{name.name if name else shift.phase}」の境目が本文の外にあります"
                f"（{shift.paragraph + 1} 段落目 {shift.offset} 文字目）。"
            )
    return tuple(sorted(shifts, key=lambda shift: (shift.paragraph, shift.offset)))
