"""Rulings and declared stances (裁決・態度表明)."""

from __future__ import annotations

from msgspec.structs import replace

from clerk_tui.domain.commands import DeclareStance, RuleCases, WithdrawStances
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import CasesRuled, Event, StanceDeclared, StancesWithdrawn
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import block_cases, block_groups, cases_of, named_cases
from clerk_tui.domain.record import Decision, Method, Stance, State
from clerk_tui.domain.text import clean

from .context import Stamp, known_cases, meeting_of, turn_of


def rule(state: State, command: RuleCases, stamp: Stamp) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    if not command.decisions:
        raise Refused("裁決する案件を一つ以上選んでください。")
    cases = [decision.case for decision in command.decisions]
    known_cases(state, cases)
    twice = sorted({case for case in cases if cases.count(case) > 1})
    if twice:
        names = meeting.profile.notation.heading(twice)
        raise Refused(f"{names}の結果が二度出てきます。一つにしてください。")
    if command.method is Method.BALLOT and command.tally is None:
        raise Refused("投票のときは、賛成と反対の票数を入力してください。")
    decisions = tuple(_checked(meeting, decision) for decision in command.decisions)
    turn = turn_of(state, command.entry) if command.entry or state.turns else None
    entry = turn.id if turn else None
    # In one breath the chair may rule and go on: then the cases are those of the block that the turn was in.
    candidates = (state.current, turn.block if turn else None)
    block = next(
        (known for known in candidates if set(cases) <= set(cases_of(block_groups(state, known)))),
        state.current or candidates[1],
    )
    return (CasesRuled(decisions, command.at or stamp.at, block, entry, command.method, command.tally),)


def declare(state: State, command: DeclareStance) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    turn = turn_of(state, command.entry)
    named = known_cases(state, command.cases) or (() if command.implicit else named_cases(meeting, turn))
    cases = named or block_cases(state, turn)
    if not cases:
        raise Refused("どの案件への態度か分かりません。案件を指定してください。")
    stance = Stance(
        turn.speaker, cases, command.position, turn.id, clean(command.note).strip(), implicit=not named
    )
    return (StanceDeclared(stance),)


def withdraw(state: State, command: WithdrawStances) -> tuple[Event, ...]:
    if all(stance.entry != command.entry for stance in state.stances):
        raise Refused("その発言には態度が記録されていません。")
    return (StancesWithdrawn(command.entry),)


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
