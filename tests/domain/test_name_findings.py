"""Where a member's name would be printed: every text of the record, whoever is on the roster by now."""

from __future__ import annotations

from datetime import date

import pytest
from msgspec.structs import replace
from script_player import prepared

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.profile import LabelStyle, Standing
from clerk_tui.domain.record import Decision, MarkKind, Named, NextMeeting, Unnamed
from clerk_tui.session import Session

BODY = "privacy_council"
NAMING = "榎本委員の御指摘"


def session() -> Session:
    return prepared(BODY)[0]


def meeting_of(opened: Session) -> Meeting:
    return opened.state.meeting


def member(opened: Session, name: str = "榎本") -> Person:
    return next(person for person in meeting_of(opened).people if person.name == name)


def told(opened: Session) -> list[tuple[str, str]]:
    return [(each.where, each.text) for each in name_findings(opened.state)]


def ruled(opened: Session) -> None:
    meeting = meeting_of(opened)
    opened.dispatch(c.OpenBlock((meeting.groups[0].id,)))
    opened.dispatch(c.RecordTurn(Unnamed("chair"), ("決定といたします。",)))
    case = meeting.groups[0].cases[0]
    outcome = next(iter(kind.outcomes[0].name for kind in meeting.profile.kinds if kind.name == case.kind))
    opened.dispatch(c.RuleCases((Decision(case, outcome, NAMING),)))


def deferred(opened: Session) -> None:
    opened.dispatch(c.DeferGroup(meeting_of(opened).groups[0].id, NAMING))


@pytest.mark.parametrize(
    ("write", "where"),
    [
        (ruled, "諮問第21号の裁決に付けた文"),
        (deferred, "諮問第21号・第22号を後回しにした理由"),
        (
            lambda s: s.dispatch(c.SetNextMeeting(NextMeeting(date(2026, 11, 1), None, "", NAMING))),
            "次回会議の備考",
        ),
        (lambda s: s.dispatch(c.CountObservers(3, NAMING)), "傍聴者数の備考"),
        (lambda s: s.dispatch(c.RecordTurn(Unnamed("member"), ("はい。",), "榎本部会長")), "発言の立場"),
    ],
)
def test_what_is_written_beside_the_remarks_is_looked_at_too(write: object, where: str) -> None:
    opened = session()
    assert callable(write)
    write(opened)
    (each,) = name_findings(opened.state)
    found = each.where
    assert (found, [person.name for person in each.people]) == (where, ["榎本"])
    assert "榎本" in each.text
    lines = {turn.id for turn in opened.state.turns}
    assert each.entry in (lines or {None}), "where there is a line, it is one key away"
    (finding,) = [finding for finding in findings(opened.state) if finding.rule is Rule.NAMED]
    assert finding.message.startswith(found)
    opened.dispatch(c.RecordTurn(Unnamed("member"), ("はい。",)))
    for turn in opened.state.turns:
        opened.dispatch(c.ConfirmNames(turn.id))
    assert len(told(opened)) == 1, "only what was said can be confirmed"


def test_a_closed_part_is_not_printed_and_so_not_looked_at() -> None:
    opened = session()
    opened.dispatch(c.MakeMark(MarkKind.CLOSED_PART))
    opened.dispatch(c.RecordTurn(Unnamed("member"), (NAMING,)))
    assert told(opened) == []
    opened.dispatch(c.MakeMark(MarkKind.OPEN_PART))
    opened.dispatch(c.RecordTurn(Unnamed("member"), (NAMING,)))
    assert told(opened) == [("", NAMING)]


def test_a_name_across_the_end_of_a_paragraph_is_a_name() -> None:
    opened = session()
    opened.dispatch(c.RecordTurn(Unnamed("member"), ("先ほどの榎", "本委員に賛成します。")))
    assert told(opened) == [("", "先ほどの榎本委員に賛成します。")]
    opened.dispatch(c.ConfirmNames(opened.state.turns[-1].id))
    assert told(opened) == []


def test_what_was_confirmed_of_one_remark_is_asked_of_another() -> None:
    opened = session()
    opened.dispatch(c.RecordTurn(Unnamed("chair"), ("榎本です。",)))
    opened.dispatch(c.ConfirmNames(opened.state.turns[-1].id))
    assert told(opened) == []
    opened.dispatch(c.RecordTurn(Named(member(opened).id), ("榎本です。",)))
    assert [each.entry for each in name_findings(opened.state)] == [opened.state.turns[-1].id]


@pytest.mark.parametrize(
    ("speaker", "found"),
    [(Unnamed("secretariat"), False), (Unnamed("chair"), False), (Unnamed("member"), True), (None, True)],
)
def test_only_who_reports_absences_may_name_the_absent(speaker: Unnamed | None, found: bool) -> None:
    opened = session()
    opened.dispatch(c.ChangePhase("absence"))
    opened.dispatch(c.RecordTurn(speaker or Named(member(opened).id), ("榎本委員は欠席です。",)))
    assert bool(told(opened)) is found


def test_somebody_who_is_not_known_reports_no_absence() -> None:
    opened = session()
    opened.dispatch(c.ChangePhase("absence"))
    opened.dispatch(c.RecordTurn(Named(member(opened).id), ("榎本です。",)))
    opened.dispatch(c.Prepare(without(opened, "榎本"), confirmed=True))
    assert told(opened) == [("", "榎本です。")]


def without(opened: Session, name: str) -> Meeting:
    meeting = meeting_of(opened)
    return replace(meeting, people=tuple(person for person in meeting.people if person.name != name))


def renamed(opened: Session, name: str, other: str) -> Meeting:
    meeting = meeting_of(opened)
    people = tuple(replace(p, name=other) if p.name == name else p for p in meeting.people)
    return replace(meeting, people=people)


def test_who_is_taken_off_the_roster_or_corrected_stays_hidden() -> None:
    opened = session()
    opened.dispatch(c.RecordTurn(Unnamed("member"), ("榎本です。賛成します。",)))
    opened.dispatch(c.Prepare(renamed(opened, "榎本", "柄本"), confirmed=True))
    assert told(opened) == [("", "榎本です。賛成します。")]
    opened.dispatch(c.RecordTurn(Unnamed("member"), ("柄本です。",)))
    opened.dispatch(c.Prepare(without(opened, "柄本"), confirmed=True))
    assert [text for _, text in told(opened)] == ["榎本です。賛成します。", "柄本です。"]
    assert len({person.name for person in opened.state.former}) == len(opened.state.former) == 2


def test_other_columns_of_the_roster_hide_nobody_twice() -> None:
    opened = session()
    meeting = meeting_of(opened)
    people = tuple(replace(person, section="公募") for person in meeting.people)
    opened.dispatch(c.Prepare(replace(meeting, people=people)))
    assert opened.state.former == ()


def test_two_with_one_post_are_not_told_apart_by_it() -> None:
    opened = session()
    meeting = meeting_of(opened)
    roles = tuple(
        replace(role, label=LabelStyle.POST) if role.standing is Standing.MEMBER else role
        for role in meeting.profile.roles
    )
    first, second = (Person(PersonId(name), name, "member", "副会長") for name in ("榎本", "野々村"))
    profile = replace(meeting.profile, roles=roles)

    def named(*people: Person) -> tuple[Person, ...]:
        held = replace(opened.state, meeting=replace(meeting, profile=profile, people=people))
        return hidden_names(held).people

    assert named(first, second) == (first, second)
    assert named(first) == ()
    # Officials of one post are no members.
    official = next(role.id for role in roles if role.standing is Standing.OFFICIAL)
    assert named(*(replace(person, role=official) for person in (first, second))) == ()
