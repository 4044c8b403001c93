"""Who may act on a case (除斥・進行の交代): members who keep out of it, and who presides in the chair's place."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .ids import CaseId, PersonId
from .lookups import known_cases, meeting_of, not_closed, person_of
from .queries import open_cases
from .record import Presiding, Recusal, State
from .text import clean

__all__ = [
    "ChairTaken",
    "LiftRecusal",
    "NameSignatories",
    "Preside",
    "RecusalLifted",
    "Recuse",
    "Recused",
    "SignatoriesNamed",
]


class Recuse(Command, frozen=True, tag="recuse"):
    """委員を案件から除斥する（議事参与の制限）。"""

    person: PersonId
    cases: tuple[CaseId, ...] = ()
    """Empty: the open cases."""
    reason: str = ""
    heard: bool = False
    """True where the body has agreed that they may speak on it all the same."""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        person, meeting = person_of(state, self.person), meeting_of(state)
        if not meeting.role_of(person).votes:
            raise Refused(f"「{person.id}」は表決に加わる人ではないので、除斥はありません。")
        cases = known_cases(state, self.cases) or open_cases(state)
        if not cases:
            raise Refused(
                "どの案件から除斥するか分かりません。案件に入ってからにするか、案件を指定してください。"
            )
        reason = clean(self.reason).strip()
        return (Recused(Recusal(person.id, cases, self.at or stamp.at, reason, self.heard)),)


class Recused(Event, frozen=True):
    """除斥: the latest word on a case counts."""

    recusal: Recusal

    def apply(self, state: State) -> State:
        kept = _without(state, self.recusal.person, self.recusal.cases)
        return replace(state, recusals=(*kept, self.recusal))


class LiftRecusal(Command, frozen=True, tag="lift_recusal"):
    """除斥を取り消す（誤って記録したとき）。"""

    person: PersonId
    cases: tuple[CaseId, ...] = ()
    """Empty: all of them."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        person = person_of(state, self.person)
        recused = {c for each in state.recusals if each.person == person.id for c in each.cases}
        cases = known_cases(state, self.cases) or tuple(sorted(recused))
        if recused.isdisjoint(cases):
            raise Refused(f"「{person.id}」は、その案件から除斥されていません。")
        return (RecusalLifted(person.id, cases),)


class RecusalLifted(Event, frozen=True):
    """除斥の取消し."""

    person: PersonId
    cases: tuple[CaseId, ...]

    def apply(self, state: State) -> State:
        return replace(state, recusals=_without(state, self.person, self.cases))


def _without(state: State, person: PersonId, cases: tuple[CaseId, ...]) -> tuple[Recusal, ...]:
    """The recusals without those of one person on some cases."""
    left = (
        replace(each, cases=tuple(case for case in each.cases if case not in cases))
        if each.person == person
        else each
        for each in state.recusals
    )
    return tuple(each for each in left if each.cases)


class Preside(Command, frozen=True, tag="preside"):
    """進行を代わる（審議中ならその案件が終わるまで）。人を書かなければ、会長に戻る。"""

    person: PersonId | None = None
    capacity: str = ""
    """In what capacity; empty: the person's post, else the first acting one of the profile."""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        not_closed(state)
        if self.person is None:
            if state.presiding is None:
                raise Refused("進行を代わっている人はいません。")
            return (ChairTaken(None, self.at or stamp.at),)
        person, profile = person_of(state, self.person), meeting_of(state).profile
        acting = [capacity for capacity in profile.capacities if profile.presides(capacity)]
        usual = person.post if profile.presides(person.post) else next(iter(acting), "議長職務代理者")
        capacity = clean(self.capacity).strip() or usual
        return (ChairTaken(Presiding(person.id, capacity, state.current), self.at or stamp.at),)


class ChairTaken(Event, frozen=True):
    """進行の交代; None: the chair is back."""

    presiding: Presiding | None
    at: datetime

    def apply(self, state: State) -> State:
        return replace(state, presiding=self.presiding)


class NameSignatories(Command, frozen=True, tag="signatories"):
    """会議録に署名する委員を指名する。"""

    people: tuple[PersonId, ...] = ()
    """Empty: nobody is named any more."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        people = tuple(dict.fromkeys(person_of(state, person).id for person in self.people))
        return () if people == state.signatories else (SignatoriesNamed(people),)


class SignatoriesNamed(Event, frozen=True):
    """会議録署名委員の指名."""

    people: tuple[PersonId, ...]

    def apply(self, state: State) -> State:
        return replace(state, signatories=self.people)
