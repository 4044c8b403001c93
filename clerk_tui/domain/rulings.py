"""What is decided and declared (裁決・態度表明)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .ids import BlockId, CaseId, EntryId, TurnId
from .lookups import known_cases, meeting_of, person_of, turn_of
from .meeting import Meeting
from .queries import block_cases, block_groups, cases_of, named_cases, roll
from .record import Decision, Method, Position, Ruling, Stance, State, Tally
from .text import clean
from .votes import voted_on, with_votes

__all__ = [
    "AmendRuling",
    "CasesRuled",
    "DeclareStance",
    "RuleCases",
    "RulingAmended",
    "RulingWithdrawn",
    "StanceDeclared",
    "StancesWithdrawn",
    "WithdrawRuling",
    "WithdrawStances",
]


class RuleCases(Command, frozen=True, tag="rule"):
    """裁決を記録する。"""

    decisions: tuple[Decision, ...]
    method: Method = Method.DECLARED
    tally: Tally | None = None
    entry: TurnId | None = None
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        if not self.decisions:
            raise Refused("裁決する案件を一つ以上選んでください。")
        cases = [decision.case for decision in self.decisions]
        known_cases(state, cases)
        twice = sorted({case for case in cases if cases.count(case) > 1})
        if twice:
            names = meeting.profile.notation.heading(twice)
            raise Refused(f"{names}の結果が二度出てきます。一つにしてください。")
        _counted(state, self.method, self.tally)
        decisions = tuple(_checked(meeting, decision) for decision in self.decisions)
        turn = turn_of(state, self.entry) if self.entry or state.turns else None
        # In one breath the chair may rule and go on: then the cases are those of the block that the turn was in.
        candidates = (state.current, turn.block if turn else None)
        block = next(
            (known for known in candidates if set(cases) <= set(cases_of(block_groups(state, known)))),
            state.current or candidates[1],
        )
        entry = turn.id if turn else None
        return (CasesRuled(decisions, self.at or stamp.at, block, entry, self.method, self.tally),)


class CasesRuled(Event, frozen=True):
    """裁決: several results in one utterance."""

    decisions: tuple[Decision, ...]
    at: datetime
    block: BlockId | None
    """The block that was open when the chair began to speak: the same turn may go on to the next matter."""
    entry: EntryId | None
    method: Method
    tally: Tally | None = None

    def apply(self, state: State) -> State:
        present = roll(state)
        made = (
            Ruling(decision, self.at, self.block, self.entry, self.method, self.tally, present)
            for decision in self.decisions
        )
        return with_votes(state, (*state.votes, *made))


class AmendRuling(Command, frozen=True, tag="amend_ruling"):
    """記録した裁決を書き直す。時刻・出席者・言い渡した発言は元のまま。"""

    decision: Decision
    method: Method = Method.DECLARED
    tally: Tally | None = None
    vote: int | None = None
    """Which of the votes on the case, counted from 1; None: the last."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        vote = _vote_of(state, self.decision.case, self.vote)
        _counted(state, self.method, self.tally)
        decision = _checked(meeting_of(state), self.decision)
        event = RulingAmended(vote, decision, self.method, self.tally)
        return () if event.apply(state) == state else (event,)


class RulingAmended(Event, frozen=True):
    """裁決の訂正: another result, other votes; when and before whom stays."""

    vote: int
    """Which of the votes on the case, from 1."""
    decision: Decision
    method: Method
    tally: Tally | None = None

    def apply(self, state: State) -> State:
        at = _at(state, self.decision.case, self.vote)
        if at is None:
            return state
        votes = list(state.votes)
        votes[at] = replace(votes[at], decision=self.decision, method=self.method, tally=self.tally)
        return with_votes(state, tuple(votes))


class WithdrawRuling(Command, frozen=True, tag="withdraw_ruling"):
    """裁決を取り消す。案件は未決に戻る（ほかの採決が残っていれば、その結果になる）。"""

    case: CaseId
    vote: int | None = None
    """Which of the votes on the case, counted from 1; None: the last."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        return (RulingWithdrawn(self.case, _vote_of(state, self.case, self.vote)),)


class RulingWithdrawn(Event, frozen=True):
    """裁決の取消し: out of the results, for ever in the record."""

    case: CaseId
    vote: int

    def apply(self, state: State) -> State:
        at = _at(state, self.case, self.vote)
        if at is None:
            return state
        return with_votes(state, (*state.votes[:at], *state.votes[at + 1 :]))


class DeclareStance(Command, frozen=True, tag="stance"):
    """態度を記録する（賛成・反対・条件付き）。"""

    position: Position
    cases: tuple[CaseId, ...] = ()
    """Empty: the cases that the turn names, else the open block's (then marked as implicit)."""
    entry: TurnId | None = None
    note: str = ""
    implicit: bool = False
    """True: whatever numbers are spoken, no case was named, and the open block is meant."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting = meeting_of(state)
        turn = turn_of(state, self.entry)
        named = known_cases(state, self.cases) or (() if self.implicit else named_cases(meeting, turn))
        cases = named or block_cases(state, turn)
        if not cases:
            raise Refused("どの案件への態度か分かりません。案件を指定してください。")
        note = clean(self.note).strip()
        return (
            StanceDeclared(Stance(turn.speaker, cases, self.position, turn.id, note, implicit=not named)),
        )


class StanceDeclared(Event, frozen=True):
    """態度表明."""

    stance: Stance

    def apply(self, state: State) -> State:
        return replace(state, stances=(*state.stances, self.stance))


class WithdrawStances(Command, frozen=True, tag="withdraw"):
    """発言に付けた態度を取り消す。"""

    entry: TurnId

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        if all(stance.entry != self.entry for stance in state.stances):
            raise Refused("その発言には態度が記録されていません。")
        return (StancesWithdrawn(self.entry),)


class StancesWithdrawn(Event, frozen=True):
    """The stances declared in a turn were struck out (態度表明の取消し)."""

    entry: EntryId

    def apply(self, state: State) -> State:
        stances = tuple(stance for stance in state.stances if stance.entry != self.entry)
        return replace(state, stances=stances)


def _checked(meeting: Meeting, decision: Decision) -> Decision:
    kind = meeting.profile.kind(decision.case.kind)
    if kind is None:
        raise Refused(f"案件の種別「{decision.case.kind}」は設定にありません。")
    outcome = kind.outcome(decision.outcome)
    if outcome is None:
        choices = "、".join(candidate.name for candidate in kind.outcomes)
        raise Refused(
            f"「{decision.outcome}」は{kind.name}の結果にありません（{choices} から選んでください）。"
        )
    return replace(
        decision,
        outcome=outcome.name,
        note=clean(decision.note).strip(),
        subject=clean(decision.subject).strip(),
    )


def _counted(state: State, method: Method, tally: Tally | None) -> None:
    if method is Method.BALLOT and tally is None:
        raise Refused("投票のときは、賛成と反対の票数を入力してください。")
    if tally and min(tally.ayes, tally.noes, tally.abstentions, tally.recused) < 0:
        raise Refused("票数は 0 以上で入力してください。")
    named = [person for _side, people in tally.by_name for person in people] if tally else []
    for name in named:
        person = person_of(state, name)
        if named.count(name) > 1:
            raise Refused(f"{person.id}の賛否が二つあります。一つにしてください。")
        if not meeting_of(state).role_of(person).votes:
            raise Refused(f"{person.id}は表決に加わる人ではありません。賛否の氏名を直してください。")


def _vote_of(state: State, case: CaseId, vote: int | None) -> int:
    """Which of the votes on the case is meant, from 1."""
    known_cases(state, (case,))
    count = len(voted_on(state, case))
    name = meeting_of(state).profile.notation.heading((case,))
    if not count:
        raise Refused(f"{name}の裁決は記録されていません。")
    if vote is not None and not 1 <= vote <= count:
        raise Refused(f"{name}の採決は{count}回です。1から{count}までの番号で指定してください。")
    return count if vote is None else vote


def _at(state: State, case: CaseId, vote: int) -> int | None:
    """Where the vote stands among all; None: it is gone."""
    places = [at for at, ruling in enumerate(state.votes) if ruling.decision.case == case]
    return places[vote - 1] if 1 <= vote <= len(places) else None
