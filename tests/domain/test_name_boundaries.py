"""Names at their shortest, and what stands in the place of words that are for the internal edition alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from script_player import prepared

from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.names import exposed, hidden_names

MEETING = prepared("privacy_council")[0].state.meeting
assert MEETING is not None


def member(name: str, given: str = "", reading: str = "") -> Person:
    return Person(PersonId(f"{name}{given}"), name, "member", given=given, reading=reading)


@pytest.mark.parametrize(
    ("person", "text", "found"),
    [
        # A reading of three kana is the shortest that tells whose it is.
        (member("三好", reading="みよし"), "みよし委員から", True),
        (member("三好", reading="ミヨシ"), "みよしさん", True),
        (member("千野", reading="ちの"), "いのちの大切さ", False),
        # No surname: what follows one of a single character is no name by itself.
        (member("", "由美"), "委員の御意見", False),
        (member("", reading="みよし"), "会長から", False),
        # One character, and each of the ways to call somebody.
        *(
            (member("森"), f"森{called}", True)
            for called in ["委員", "会長", "副会長", "部会長", "議員", "議長", "教授"]
        ),
        *(
            (member("森"), f"森{called}", True)
            for called in ["先生", "さん", "さま", "様", "氏", "君", "殿", "サン", "ｻﾝ"]
        ),
        (member("沢"), "沢の委員会", False),
        (member("森", reading="もり"), "もりさん", False),
        (member("二宮"), "二宮", True),
        # What means something in a pattern means itself in a name.
        (member("(仮)"), "(仮)委員", True),
        (member("A.C"), "ABC委員", False),
    ],
)
def test_the_shortest_names(person: Person, text: str, found: bool) -> None:
    assert bool(hidden_names(replace(MEETING, people=(person,))).within(text)) is found


def test_each_of_several_who_are_named_is_told_in_roster_order() -> None:
    people = (member("三好"), member("千野"), member("森"))
    names = hidden_names(replace(MEETING, people=people))
    assert names.people == people
    assert names.within("森委員と三好委員") == (people[0], people[2])


@pytest.mark.parametrize(("withheld", "names"), [("●", []), ("", ["榎本"])])
def test_a_text_is_looked_at_as_it_will_be_printed(withheld: str, names: list[str]) -> None:
    session, _ = prepared("privacy_council")
    session.dispatch(c.RecordStage("榎〔内部：ここは内部〕本"))
    state = session.state
    assert state.meeting is not None
    form = replace(state.meeting.profile.form, withheld=withheld)
    meeting = replace(state.meeting, profile=replace(state.meeting.profile, form=form))
    found = list(exposed(replace(state, meeting=meeting)))
    assert [person.name for _, _, people in found for person in people] == names
