"""Names at their shortest, and what stands in the place of words that are for the internal edition alone."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from script_player import prepared

from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import State

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
        (member("森", reading="もり"), "もりさん", True),
        (member("森", reading="もり"), "おもりの数", False),
        (member("", reading="もり"), "もり氏", True),
        (member("佐藤", "誠"), "誠さん", True),
        # Somebody who says who they are.
        (member("林"), "委員の林です。反対します。", True),
        (member("林"), "林でございます。", True),
        (member("林"), "林、賛成です。", True),
        (member("林"), "会長の林、賛成です。", True),
        (member("林"), "林と申します。", True),
        (member("林"), "林弁護士から", True),
        (member("林"), "ここは山林です。", False),
        (member("林"), "田と畑と林、道路", False),
        # A roster that does not divide 姓 and 名.
        (member("相原太郎"), "相原です。", True),
        (member("相原太郎"), "太郎さん", True),
        (member("相原太郎"), "相談の原因", False),
        (member("林太郎"), "林委員", True),
        (member("林太郎"), "林です。", True),
        (member("林太郎"), "森林委員", False),
        (member("森本健"), "森本委員", True),
        (member("佐々木"), "佐々木さん", True),
        (member("五十嵐"), "五十件の届出", False),
        (member("五十嵐"), "五、次の点です。", False),
        (member("相原太郎"), "相原の意見", True),
        (member("相原太郎"), "太郎の意見", True),
        # By itself, whatever follows.
        (member("三好"), "三好の言うとおり", True),
        (member("三好", "由美"), "由美の言うとおり", True),
        (member("森", reading="みもり"), "みもりの言うとおり", True),
        # Marks without a shape, and old forms.
        (member("三好"), "三\u034f好", True),
        (member("三好"), "三\u3164好", True),
        (member("兒玉"), "児玉委員", True),
        (member("児玉"), "兒玉委員", True),
        (member("浅野"), "淺野", True),
        (member("関口"), "關口", True),
        (member("二宮"), "二宮", True),
        # What means something in a pattern means itself in a name.
        (member("(仮)"), "(仮)委員", True),
        (member("A.C"), "ABC委員", False),
    ],
)
def test_the_shortest_names(person: Person, text: str, found: bool) -> None:
    assert bool(hidden_names(State(meeting=replace(MEETING, people=(person,)))).within(text)) is found


def test_each_of_several_who_are_named_is_told_in_roster_order() -> None:
    people = (member("三好"), member("千野"), member("森"))
    names = hidden_names(State(meeting=replace(MEETING, people=people)))
    assert names.people == people
    assert names.within("森委員と三好委員") == (people[0], people[2])


@pytest.mark.parametrize(("withheld", "names"), [("（略）", []), ("●", ["榎本"]), ("", ["榎本"])])
def test_a_text_is_looked_at_as_it_will_be_printed(withheld: str, names: list[str]) -> None:
    session, _ = prepared("privacy_council")
    session.dispatch(c.RecordStageDirection("榎〔内部：ここは内部〕本"))
    state = session.state
    form = replace(state.meeting.profile.form, withheld=withheld)
    meeting = replace(state.meeting, profile=replace(state.meeting.profile, form=form))
    found = list(name_findings(replace(state, meeting=meeting)))
    assert [person.name for each in found for person in each.people] == names
