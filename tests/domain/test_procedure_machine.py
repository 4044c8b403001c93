"""Random bodies, random commands: counts, presence, quorum and what is printed always agree."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import product

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from meetings import MEETING, PROFILE, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.follow_ups import follow_ups, owed
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import FollowUpKind
from clerk_tui.domain.profile import Counted, LabelStyle, Majority, Outcome, Quorum, Seats
from clerk_tui.domain.queries import attendees, in_recess, is_here, open_groups, presence, took_part
from clerk_tui.domain.record import (
    Attendance,
    Ballots,
    Casting,
    Decision,
    MarkKind,
    Method,
    Named,
    Ruling,
    State,
    Tally,
)
from clerk_tui.domain.votes import recused, voted_on
from clerk_tui.export.rows import case_records, follow_up_records, vote_records
from clerk_tui.minutes.document import Document
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline

PEOPLE = [person.id for person in MEETING.people]
VOTERS = [person.id for person in MEETING.voters]
GROUPS = [group.id for group in MEETING.groups]
PHASES = [phase.id for phase in MEETING.profile.phases]
REJECTED = Outcome("否決", "否決", "否決", carried=False)
KINDS = tuple(replace(kind, outcomes=(*kind.outcomes, REJECTED)) for kind in PROFILE.kinds)
OUTCOMES = ["決定", "了承", "否決", "継続審議"]

quorums = st.builds(
    Quorum,
    st.sampled_from([(0, 1), (1, 2), (2, 3)]),
    st.just(False),
    st.sampled_from([0, 0, 2, 3]),
    st.sampled_from(Seats),
    st.booleans(),
    st.booleans(),
)
majorities = st.builds(
    Majority, st.sampled_from([(1, 2), (2, 3)]), st.booleans(), st.sampled_from(Counted), st.booleans()
)
people, voters, cases = st.sampled_from(PEOPLE), st.sampled_from(VOTERS), st.sampled_from(MEETING.case_ids)


class Sitting(RuleBasedStateMachine):
    """A meeting of some body, step by step."""

    desk: Desk

    @initialize(
        quorum=quorums,
        majority=majorities,
        label=st.sampled_from(LabelStyle),
        seats=st.sampled_from([None, 4, 6]),
        closed_results=st.booleans(),
        printed=st.sampled_from(["", "宿題"]),
        closed=st.sampled_from(["", "人事のため"]),
    )
    def prepare(  # noqa: PLR0917 hypothesis hands them over by name
        self,
        quorum: Quorum,
        majority: Majority,
        label: LabelStyle,
        seats: int | None,
        closed_results: bool,
        printed: str,
        closed: str,
    ) -> None:
        roles = tuple(replace(role, label=label) if role.id == "member" else role for role in PROFILE.roles)
        form = replace(PROFILE.form, closed_results=closed_results, follow_ups=printed)
        profile = replace(
            PROFILE,
            quorum=quorum,
            majority=majority,
            roles=roles,
            form=form,
            kinds=KINDS,
            capacities=("副会長",),
        )
        self.desk = Desk(replace(MEETING, profile=profile, seats=seats, closed=closed))
        # Where nothing is open, most commands are refused.
        self.do(c.CallRoll(online=(VOTERS[1],)))
        self.do(c.RecordTurn(Named(PEOPLE[0]), ("始めます。",)))
        self.do(c.OpenBlock(tuple(GROUPS)))

    def do(self, command: c.Command) -> None:
        try:
            self.desk.do(command)
        except Refused as refusal:
            assert str(refusal).endswith(("。", "）。"))

    @rule(absent=st.lists(people, max_size=3, unique=True), online=st.lists(people, max_size=2, unique=True))
    def roll(self, absent: list[str], online: list[str]) -> None:
        self.do(c.CallRoll(tuple(absent), tuple(each for each in online if each not in absent)))

    @rule(person=people, status=st.sampled_from(Attendance))
    def come_or_go(self, person: str, status: Attendance) -> None:
        self.do(c.MarkAttendance(person, status, "橋爪", confirmed=True))

    @rule(person=voters, kept=st.just(()) | st.lists(cases, max_size=2).map(tuple), heard=st.booleans())
    def recuse(self, person: str, kept: tuple[object, ...], heard: bool) -> None:
        self.do(c.Recuse(person, kept, heard=heard))

    @rule(person=voters)
    def lift(self, person: str) -> None:
        self.do(c.LiftRecusal(person))

    @rule(person=st.none() | voters)
    def preside(self, person: str | None) -> None:
        self.do(c.Preside(person))

    @rule(groups=st.lists(st.sampled_from(GROUPS), min_size=1, max_size=2, unique=True).map(tuple))
    def take(self, groups: tuple[str, ...]) -> None:
        self.do(c.OpenBlock(groups))

    @rule(
        person=people,
        phase=st.sampled_from(PHASES),
        text=st.sampled_from(["伺います。", "後日お答えします。", ""]),
    )
    def say(self, person: str, phase: str, text: str) -> None:
        self.do(c.RecordTurn(Named(person), (text,), phase=phase))

    @rule(
        case=cases,
        outcome=st.sampled_from(OUTCOMES),
        method=st.sampled_from(Method),
        numbers=st.none() | st.tuples(*[st.integers(0, 4)] * 3, st.integers(0, 1)),
        casting=st.sampled_from([None, None, *Casting]),
    )
    def decide(
        self,
        case: object,
        outcome: str,
        method: Method,
        numbers: tuple[int, int, int, int] | None,
        casting: Casting | None,
    ) -> None:
        tally = Tally(*numbers, casting) if numbers else None
        self.do(c.RuleCases((Decision(case, outcome),), method, tally))

    @rule(case=cases, person=voters, ayes=st.integers(0, 4), noes=st.integers(0, 4))
    def decide_without(self, case: object, person: str, ayes: int, noes: int) -> None:
        """The usual way: who is kept out leaves, and the others vote."""
        self.do(c.Recuse(person, (case,)))
        usual = next(kind.default.name for kind in KINDS if kind.name == getattr(case, "kind", ""))
        self.do(c.RuleCases((Decision(case, usual),), Method.SHOW_OF_HANDS, Tally(ayes, noes)))

    @rule(case=cases)
    def withdraw(self, case: object) -> None:
        self.do(c.WithdrawRuling(case))

    @rule(elected=voters, votes=st.integers(0, 4), others=st.integers(0, 4))
    def elect(self, elected: str, votes: int, others: int) -> None:
        ballots = (Ballots(elected, votes), Ballots(VOTERS[1] if elected == VOTERS[0] else VOTERS[0], others))
        self.do(c.Conclude(elected=(elected,), post="副会長", ballots=ballots))

    @rule(kind=st.sampled_from(FollowUpKind), what=st.sampled_from(["件数", "図面"]))
    def owe(self, kind: FollowUpKind, what: str) -> None:
        self.do(c.MarkFollowUp(kind, what))

    @rule(what=st.sampled_from(["件数", "図面"]), dropped=st.booleans())
    def settle(self, what: str, dropped: bool) -> None:
        self.do(c.SettleFollowUp(what, dropped))

    @rule(kind=st.sampled_from(MarkKind), hours=st.sampled_from([0, 1, 18]))
    def mark(self, kind: MarkKind, hours: int) -> None:
        self.desk.at += timedelta(hours=hours)
        self.do(c.MakeMark(kind))

    @rule(back=st.booleans())
    def undo(self, back: bool) -> None:
        if self.desk.timeline.can_redo if back else self.desk.timeline.can_undo:
            (self.desk.redo if back else self.desk.undo)()

    @rule(last=st.integers(0, 5))
    def close(self, last: int) -> None:
        if not last:
            self.do(c.CloseMeeting())

    @invariant()
    def who_is_here_is_counted_and_printed(self) -> None:
        state = self.desk.state
        found = attendees(state)
        if found is not None:
            quorum = state.meeting.profile.quorum
            here = [p for p in VOTERS if is_here(state, p) and (quorum.online or not _online(state, p))]
            before = [case for group in open_groups(state) for case in group.cases]
            left = [case for case in before if case not in state.rulings] or before
            out = [p for p in here if left and all(p in recused(state, case) for case in left)]
            assert found.present == len(here) - len(out)
            assert found.quorate is (found.present + found.excused >= found.required)
            assert found.required <= max(found.seats, quorum.fixed)
        for made in self.editions():
            for group in made.attendance:
                listed = [p for p in MEETING.people if state.meeting.role_of(p).category == group.category]
                there = [listed_label(state.meeting, p) for p in listed if took_part(state, p.id)]
                if state.attendance:
                    assert group.count == str(len(group.names)) == str(len(there))
                    assert all(name.startswith(label) for name, label in zip(group.names, there, strict=True))
            for counted in made.quorum:
                assert int(counted.present) <= sum(took_part(state, person) for person in VOTERS)

    @invariant()
    def votes_are_printed_as_they_were_counted(self) -> None:
        state = self.desk.state
        internal = self.edition(Edition.INTERNAL)
        assert len(internal.votes) == len(state.votes) == len(list(vote_records(state, Edition.INTERNAL)))
        for row, record in zip(internal.votes, vote_records(state, Edition.INTERNAL), strict=True):
            numbers = (record.ayes, record.noes, record.abstentions)
            assert (row.ayes, row.noes, row.abstentions) == tuple(
                "" if n is None else str(n) for n in numbers
            )
            assert (f"除斥{record.recused}" in row.remark) is bool(record.recused)
        for typed in state.votes:
            case = typed.decision.case
            if typed.tally:
                shown = voted_on(state, case)[
                    [v for v in state.votes if v.decision.case == case].index(typed)
                ]
                assert shown.tally is not None
                assert shown.tally.recused == (typed.tally.recused or len(recused(state, case)))
        told = {case for f in findings(state) if f.rule is Rule.IMPOSSIBLE_VOTE for case in f.cases}
        for vote in state.votes:
            if vote.tally and vote.roll and _more_than_present(state, vote):
                assert vote.decision.case in told

    @invariant()
    def results_are_the_same_wherever_they_stand(self) -> None:
        state = self.desk.state
        for made, edition in zip(self.editions(), Edition, strict=True):
            results = {row.number: row.result for row in made.cases}
            known = {record.label: record.result for record in case_records(state, edition)}
            if edition is Edition.INTERNAL or state.meeting.profile.form.closed_results:
                assert results == known
            ruled = {state.meeting.profile.notation.label(case) for case in state.rulings}
            assert {number for number, result in results.items() if result} == ruled

    @invariant()
    def what_is_owed_is_listed_and_printed_where_it_may(self) -> None:
        state = self.desk.state
        assert set(owed(state)) == set(follow_ups(state)) - set(state.settled)
        public, internal = self.edition(Edition.PUBLIC), self.edition(Edition.INTERNAL)
        printed = bool(state.meeting.profile.form.follow_ups)
        assert len(internal.follow_ups) == (len(follow_ups(state)) if printed else 0)
        assert len(public.follow_ups) == len(list(follow_up_records(state, Edition.PUBLIC)))
        assert len(public.follow_ups) <= len(internal.follow_ups)

    @invariant()
    def no_length_is_negative(self) -> None:
        state = self.desk.state
        assert not (state.opened and state.closed) or state.opened <= state.closed
        if state.opened:
            assert timedelta() <= in_recess(state, state.opened, self.desk.at) <= self.desk.at - state.opened

    def editions(self) -> tuple[Document, ...]:
        return tuple(self.edition(edition) for edition in Edition)

    def edition(self, edition: Edition) -> Document:
        return outline(self.desk.state, self.desk.at, edition)


def _online(state: State, person: str) -> bool:
    last = presence(state, person)
    return last is not None and last.status is Attendance.ONLINE


def _more_than_present(state: State, vote: Ruling) -> bool:
    """Counted anew: even with everybody voting who was there and was not kept out."""
    assert vote.tally is not None
    could = [person for person in vote.roll if person not in recused(state, vote.decision.case)]
    return vote.tally.ayes + vote.tally.noes + vote.tally.abstentions > len(could)


def _run(examples: int, steps: int) -> None:
    quick = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
    )
    machine: Callable[[], RuleBasedStateMachine] = Sitting
    run_state_machine_as_test(machine, settings=quick)  # type: ignore[no-untyped-call]


def test_counts_presence_quorum_and_print_agree() -> None:
    _run(20, 10)


@pytest.mark.slow
def test_counts_presence_quorum_and_print_agree_over_whole_meetings() -> None:
    _run(50, 25)


def test_the_pairs_of_rules_that_a_body_may_have_are_all_usable() -> None:
    for seats, share in product(Seats, [(0, 1), (1, 2), (2, 3)]):
        assert Quorum(share, of=seats).required(9) in (0, 5, 6)
