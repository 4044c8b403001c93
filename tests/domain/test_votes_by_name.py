"""Votes by name: kept, checked against the numbers, printed only where the names are public."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from msgspec.structs import replace
from script_player import prepared

from benchmarks._sample_courses import played
from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.record import Decision, MarkKind, Method, Named, State, Tally
from clerk_tui.export import FORMATS
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline
from clerk_tui.session import Session

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)
COMMITTEE = "agriculture_committee"
"""Its minutes print its members' names."""
COUNCIL = "privacy_council"
"""Its minutes do not."""


def voted(body: str, *, closed: bool = False, **changed: object) -> tuple[Session, Tally]:
    """All but the last member for the first case, with some of the tally changed."""
    session, _ = prepared(body)
    meeting = session.state.meeting
    case = meeting.groups[0].cases[0]
    kind = meeting.profile.kind(case.kind)
    assert kind is not None
    session.dispatch(c.CallRoll(()))
    session.dispatch(c.OpenBlock((meeting.groups[0].id,)))
    if closed:
        session.dispatch(c.MakeMark(MarkKind.CLOSED_PART))
    chair = next(person for person in meeting.voters if meeting.role_of(person).id == "chair")
    others = tuple(person.id for person in meeting.voters if person.id != chair.id)
    tally = replace(Tally(len(others) - 1, 1, ayes_by=others[:-1], noes_by=others[-1:]), **changed)
    session.dispatch(c.RecordTurn(Named(chair.id), ("採決します。",)))
    session.dispatch(c.RuleCases((Decision(case, kind.default.name),), Method.STANDING, tally))
    return session, tally


def faults(state: State) -> list[str]:
    return [each.message for each in findings(state) if each.rule is Rule.IMPOSSIBLE_VOTE]


def test_every_file_of_a_body_with_names_tells_who_voted_how() -> None:
    state = voted(COMMITTEE)[0].state
    (row,) = outline(state, NOW).votes
    assert row.remark.startswith("賛成：")
    assert "、反対：" in row.remark
    written = {name: FORMATS[name][1](state, NOW, Edition.PUBLIC) for name in ("json", "cases", "akn")}
    (vote,) = json.loads(written["json"])["votes"]
    assert (len(vote["ayes_by"]), len(vote["noes_by"])) == (vote["ayes"], vote["noes"])
    assert f"反対：{vote['noes_by'][0]}" in written["cases"]
    assert f"反対：{vote['noes_by'][0]}" in written["akn"]
    assert faults(state) == []


@pytest.mark.parametrize(("body", "closed"), [(COUNCIL, False), (COMMITTEE, True)])
def test_the_public_edition_of_anonymous_or_closed_votes_has_the_numbers_alone(body: str, closed: bool) -> None:
    state = voted(body, closed=closed)[0].state
    assert outline(state, NOW).votes[0].remark == ""
    (vote,) = json.loads(FORMATS["json"][1](state, NOW, Edition.PUBLIC))["votes"]
    assert (vote["noes"], vote["ayes_by"], vote["noes_by"]) == (1, [], [])
    assert "反対：" in outline(state, NOW, Edition.INTERNAL).votes[0].remark


def test_a_body_may_keep_the_names_to_itself() -> None:
    state = voted(COMMITTEE)[0].state
    profile = state.meeting.profile
    quiet = replace(profile, form=replace(profile.form, voted=""))
    state = replace(state, meeting=replace(state.meeting, profile=quiet))
    assert outline(state, NOW).votes[0].remark == ""
    for edition, told in ((Edition.PUBLIC, 0), (Edition.INTERNAL, 1)):
        (vote,) = json.loads(FORMATS["json"][1](state, NOW, edition))["votes"]
        assert len(vote["noes_by"]) == told


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"noes": 2}, "反対は2と数えられていますが、氏名は1名です"),
        ({"noes_by": ()}, "反対の氏名がありません"),
        ({"ayes": 1, "ayes_by": (PersonId("森下会長"),)}, "この採決に加わることのできない人です"),
    ],
)
def test_check_holds_the_numbers_against_the_names(changed: dict[str, object], said: str) -> None:
    (fault,) = faults(voted(COMMITTEE, **changed)[0].state)
    assert said in fault


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"noes_by": (PersonId("有賀委員"),)}, "有賀委員の賛否が二つあります"),
        ({"noes_by": (PersonId("誰か"),)}, "名簿にありません"),
        ({"noes_by": (PersonId("沼田産業振興課長"),)}, "表決に加わる人ではありません"),
    ],
)
def test_names_that_cannot_vote_are_refused(changed: dict[str, object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        voted(COMMITTEE, **changed)


def test_a_script_says_who_voted_how() -> None:
    amendment, original = played("standing_committee").votes[:2]
    assert amendment.tally is not None
    assert original.tally is not None
    assert amendment.tally.ayes_by == original.tally.noes_by == (PersonId("竹内委員"),)
