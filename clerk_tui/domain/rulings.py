"""What is decided and declared (裁決・態度表明)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .ids import BlockId, CaseId, EntryId, TurnId
from .lookups import known_cases, meeting_of, turn_of
from .meeting import Meeting
from .queries import block_cases, block_groups, cases_of, named_cases, roll
from .record import Decision, Method, Position, Ruling, Stance, State, Tally
from .text import clean

__all__ = [
    "CasesRuled",
    "DeclareStance",
    "RuleCases",
    "StanceDeclared",
    "StancesWithdrawn",
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
        if self.method is Method.BALLOT and self.tally is None:
            raise Refused("投票のときは、賛成と反対の票数を入力してください。")
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
        rulings = dict(state.rulings)
        for decision in self.decisions:
            earlier = rulings.get(decision.case)
            rulings[decision.case] = Ruling(
                decision,
                self.at,
                self.block,
                self.entry,
                self.method,
                self.tally,
                present,
                earlier.times + 1 if earlier else 1,
            )
        return replace(state, rulings=rulings)


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
    return replace(decision, outcome=outcome.name, note=clean(decision.note).strip())
