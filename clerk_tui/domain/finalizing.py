"""From the draft to the published minutes (会議録の確定まで): status, answers, whose corrections, and conflicts."""

from __future__ import annotations

from datetime import date, datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused, Unconfirmed
from .history import CompoundCommand
from .ids import EntryId, PersonId
from .lookups import meeting_of, person_of
from .meeting import Meeting
from .progress import Answer, Asked, Conflict, MinutesStatus, Step
from .record import MeetingStage, State
from .text import clean

__all__ = [
    "AnswerTaken",
    "ConflictDecided",
    "ConflictNoted",
    "DecideConflict",
    "NoteConflict",
    "PublishSummary",
    "SetStatus",
    "SourceNoted",
    "StatusSet",
    "SummaryPublished",
    "TakeAnswer",
    "TakeCorrection",
]


class SetStatus(Command, frozen=True, tag="status"):
    """会議録の状態を進める、または戻す（案 → 確認中 → 確定 → 公表）。"""

    status: MinutesStatus
    by: str = ""
    note: str = ""
    on: date | None = None
    """The day on which it was done; None: that of the command."""
    due: date | None = None
    """For 確認中: until when answers are due."""
    asked: tuple[Asked, ...] = ()
    confirmed: bool = False
    """True once the clerk has confirmed that conflicts stay undecided."""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = _closed(state)
        on = self.on or (self.at or stamp.at).date()
        last = state.steps[-1] if state.steps else None
        if self.status is state.status and self.status is not MinutesStatus.ASKED:
            raise Refused(f"会議録は、もう「{self.status}」です。")
        if meeting.date and on < meeting.date:
            raise Refused(f"{on.isoformat()} は会議の日（{meeting.day}）より前です。日付を直してください。")
        if last and on < last.on:
            raise Refused(
                f"{on.isoformat()} は「{last.status}」にした日（{last.on.isoformat()}）より前です。日付を直してください。"
            )
        if self.due and self.status is not MinutesStatus.ASKED:
            raise Refused("回答期限を付けられるのは「確認中」だけです。")
        if self.due and self.due < on:
            raise Refused(
                f"回答期限 {self.due.isoformat()} が依頼の日（{on.isoformat()}）より前です。日付を直してください。"
            )
        for each in self.asked:
            if each.person:
                person_of(state, each.person)
        if not self.status.is_draft and state.conflicts and not self.confirmed:
            raise Unconfirmed(
                f"決まっていない食い違いが {len(state.conflicts)} 件あります。このまま「{self.status}」にしますか。"
            )
        by, note = clean(self.by).strip(), clean(self.note).strip()
        return (StatusSet(Step(self.status, on, by, note, self.due, self.asked)),)


class StatusSet(Event, frozen=True):
    """会議録の状態."""

    step: Step

    def apply(self, state: State) -> State:
        # Who is asked once more has not answered that yet.
        answers = tuple(each for each in state.answers if each.who not in self.step.asked)
        return replace(state, steps=(*state.steps, self.step), answers=answers)


class PublishSummary(Command, frozen=True, tag="publish_summary"):
    """会議結果の概要を公表したことを記録する。"""

    on: date | None = None
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = _closed(state)
        on = self.on or (self.at or stamp.at).date()
        if meeting.date and on < meeting.date:
            raise Refused(f"{on.isoformat()} は会議の日（{meeting.day}）より前です。日付を直してください。")
        return () if on == state.summarized else (SummaryPublished(on),)


class SummaryPublished(Event, frozen=True):
    """会議結果の概要の公表: the latest day counts."""

    on: date

    def apply(self, state: State) -> State:
        return replace(state, summarized=self.on)


class TakeAnswer(Command, frozen=True, tag="answer"):
    """確認の回答が戻ったことを記録する。"""

    person: PersonId = PersonId("")
    office: str = ""
    changes: int = 0
    """Differences in what came back; 0: none."""
    on: date | None = None
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        office = clean(self.office).strip()
        if bool(self.person) is bool(office):
            raise Refused(
                "だれの回答か（person）か、どの課の回答か（office）の、どちらか一つを書いてください。"
            )
        who = Asked(self.person, office)
        # Who was asked may be on the roster no longer.
        if self.person and last_request(state, who) is None:
            person_of(state, self.person)
        if self.changes < 0:
            raise Refused("直しの数は 0 以上で入力してください。")
        on = self.on or (self.at or stamp.at).date()
        answer = Answer(who, on, self.changes)
        return () if answer in state.answers else (AnswerTaken(answer),)


class AnswerTaken(Event, frozen=True):
    """確認の回答: the latest of each counts."""

    answer: Answer

    def apply(self, state: State) -> State:
        kept = tuple(each for each in state.answers if each.who != self.answer.who)
        return replace(state, answers=(*kept, self.answer))


class TakeCorrection(Command, frozen=True, tag="correction"):
    """だれかが直した案のとおりに直す。だれの直しかも残る（取消しも一度）。"""

    commands: tuple[Command, ...]
    by: str = ""
    file: str = ""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        events = CompoundCommand(self.commands).decide(state, stamp)
        by, file = clean(self.by).strip(), clean(self.file).strip()
        return (*events, SourceNoted(by, file)) if events and (by or file) else events


class SourceNoted(Event, frozen=True):
    """直した人: whose the corrections of the same command are, and the file in which they came."""

    by: str
    file: str = ""

    def apply(self, state: State) -> State:
        """Nothing in the state: the ledger tells it beside the correction."""
        return state


class NoteConflict(Command, frozen=True, tag="conflict"):
    """二人の直しが食い違うことを、決めるまで記録に残す。"""

    where: str
    wanted: tuple[str, ...]
    before: tuple[str, ...] = ()
    now: tuple[str, ...] = ()
    entry: EntryId | None = None
    by: str = ""
    other: str = ""
    file: str = ""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        made = Conflict(
            f"f{stamp.seq}",
            clean(self.where).strip(),
            self.before,
            self.now,
            self.wanted,
            self.entry,
            clean(self.by).strip(),
            clean(self.other).strip(),
            clean(self.file).strip(),
        )
        # The same file may be read twice, and the record may have moved on meanwhile.
        if any(
            (each.where, each.entry, each.wanted, each.by) == (made.where, made.entry, made.wanted, made.by)
            for each in (*state.conflicts, *state.decided)
        ):
            return ()
        return (ConflictNoted(made),)


class ConflictNoted(Event, frozen=True):
    """食い違い."""

    conflict: Conflict

    def apply(self, state: State) -> State:
        return replace(state, conflicts=(*state.conflicts, self.conflict))


class DecideConflict(Command, frozen=True, tag="decide_conflict"):
    """食い違いを決める。本文は直さない（直すなら、その操作と一つにする）。"""

    number: int
    """Among those that are open, from 1."""
    taken: bool = False
    """Whether what was wanted was put into the record."""
    by: str = ""
    note: str = ""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        if not 1 <= self.number <= len(state.conflicts):
            raise Refused(
                f"{self.number} 番の食い違いはありません（決まっていないのは {len(state.conflicts)} 件です）。"
            )
        found = state.conflicts[self.number - 1]
        return (ConflictDecided(found.id, self.taken, clean(self.by).strip(), clean(self.note).strip()),)


class ConflictDecided(Event, frozen=True):
    """食い違いの決着."""

    conflict: str
    taken: bool = False
    by: str = ""
    note: str = ""

    def apply(self, state: State) -> State:
        left = tuple(each for each in state.conflicts if each.id != self.conflict)
        decided = tuple(each for each in state.conflicts if each.id == self.conflict)
        return replace(state, conflicts=left, decided=(*state.decided, *decided))


def status_word(state: State) -> str:
    """How far a meeting has come, in one word: its stage, and from the closing on the status of its minutes."""
    return str(state.status if state.stage is MeetingStage.CLOSED else state.stage)


def unanswered(state: State) -> tuple[Asked, ...]:
    """Who was asked and has not answered since."""
    answered = {answer.who for answer in state.answers}
    asked = dict.fromkeys(who for step in state.steps for who in step.asked)
    return tuple(who for who in asked if who not in answered)


def last_request(state: State, who: Asked) -> Step | None:
    """The latest step in which somebody was asked; None: they were not."""
    return next((step for step in reversed(state.steps) if who in step.asked), None)


def _closed(state: State) -> Meeting:
    meeting = meeting_of(state)
    if state.stage is not MeetingStage.CLOSED:
        raise Refused("閉会が記録されていないので、会議録はまだ案です。閉会を記録してから進めてください。")
    return meeting
