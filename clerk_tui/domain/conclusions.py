"""What is settled that no case stands for (議題の結果): terms, approvals of minutes, elections."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .ids import PersonId, TurnId
from .labels import listed_label
from .lookups import meeting_of, not_closed, person_of, turn_of
from .meeting import Meeting
from .procedure import ChairTaken
from .profile import Standing
from .queries import open_topic, roll
from .record import Ballots, Conclusion, Presiding, State
from .text import clean

__all__ = ["Conclude", "Concluded", "ConclusionWithdrawn", "WithdrawConclusion"]


class Conclude(Command, frozen=True, tag="conclude"):
    """番号のない議題の結果を記録する（会期の決定、会長の選挙、前回会議録の承認）。"""

    result: str = ""
    """What was settled; may be empty for an election."""
    subject: str = ""
    """Empty: the open item."""
    elected: tuple[PersonId, ...] = ()
    post: str = ""
    """To what they were elected; the chair's own post hands the chair over."""
    ballots: tuple[Ballots, ...] = ()
    spoiled: int = 0
    entry: TurnId | None = None
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = not_closed(state)
        result, post = clean(self.result).strip(), clean(self.post).strip()
        elected = tuple(dict.fromkeys(person_of(state, person).id for person in self.elected))
        for each in self.ballots:
            person_of(state, each.person)
        if min((self.spoiled, *(each.votes for each in self.ballots))) < 0:
            raise Refused("得票数は 0 以上で入力してください。")
        subject = clean(self.subject).strip() or (f"{post}の選挙" if post else open_topic(state))
        if not subject:
            raise Refused(
                "どの議題の結果か分かりません。議題に入ってからにするか、議題の名前を入力してください。"
            )
        if not result and not elected:
            raise Refused("決まったこと（例：本日一日）か、選ばれた人を入力してください。")
        turn = turn_of(state, self.entry) if self.entry or state.turns else None
        at = self.at or stamp.at
        made = Conclusion(
            subject, result, at, elected, self.ballots, self.spoiled, turn.id if turn else None, roll(state)
        )
        chair = meeting.profile.role_of(Standing.CHAIR)
        if post and chair and post == chair.title and len(elected) == 1:
            return (Concluded(made), ChairTaken(Presiding(elected[0], post), at))
        return (Concluded(made),)


class Concluded(Event, frozen=True):
    """議題の結果: the latest on a subject counts."""

    conclusion: Conclusion

    def apply(self, state: State) -> State:
        kept = tuple(each for each in state.conclusions if each.subject != self.conclusion.subject)
        return replace(state, conclusions=(*kept, self.conclusion))


class WithdrawConclusion(Command, frozen=True, tag="withdraw_conclusion"):
    """議題の結果を取り消す。"""

    subject: str

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        if all(each.subject != self.subject for each in state.conclusions):
            raise Refused(f"「{self.subject}」の結果は記録されていません。")
        return (ConclusionWithdrawn(self.subject),)


class ConclusionWithdrawn(Event, frozen=True):
    """議題の結果の取消し."""

    subject: str

    def apply(self, state: State) -> State:
        return replace(state, conclusions=tuple(c for c in state.conclusions if c.subject != self.subject))


def elected_names(meeting: Meeting, conclusion: Conclusion) -> str:
    """Who was elected, as the attendance list has them; who is on the roster no longer is left out."""
    people = (meeting.person(person) for person in conclusion.elected)
    return "、".join(listed_label(meeting, person) for person in people if person is not None)


def counted_words(meeting: Meeting, conclusion: Conclusion) -> str:
    """「有賀委員5票、市原委員3票、無効1票」; empty where nothing was counted."""
    told = [
        f"{listed_label(meeting, person)}{each.votes}票"
        for each in conclusion.ballots
        if (person := meeting.person(each.person))
    ]
    if conclusion.ballots:
        told.append(f"無効{conclusion.spoiled}票")
    return "、".join(told)


def faults(state: State) -> Iterator[tuple[Conclusion, str]]:
    """Elections whose numbers cannot be: more votes than members, or somebody elected with fewer than another."""
    for each in state.conclusions:
        cast = sum(ballot.votes for ballot in each.ballots) + each.spoiled
        votes = {ballot.person: ballot.votes for ballot in each.ballots}
        if each.ballots and each.roll and cast > len(each.roll):
            yield each, f"投票は{cast}票ですが、出席は{len(each.roll)}名です。票数か出欠を直してください。"
        others = [count for person, count in votes.items() if person not in each.elected]
        mine = [votes.get(person, 0) for person in each.elected]
        if votes and mine and others and min(mine) < max(others):
            yield each, "選ばれた人より得票の多い人がいます。票数か選ばれた人を直してください。"
