"""Whose name stands in a text: every spelling of it, no ordinary word, and only those that the minutes hide."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from script_player import played, prepared

from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.internal_marks import public_words
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.profile import LabelStyle, Standing
from clerk_tui.domain.record import State, Unnamed

BODY = "privacy_council"


def meeting(*people: Person) -> Meeting:
    found = prepared(BODY)[0].state.meeting
    assert found is not None
    return replace(found, people=people) if people else found


def member(name: str, given: str = "", reading: str = "", role: str = "member") -> Person:
    return Person(PersonId(name + given), name, role, given=given, reading=reading)


@pytest.mark.parametrize(
    ("person", "text", "found"),
    [
        (member("林"), "林委員から発言がありました。", True),
        (member("林"), "林さん、どうぞ。", True),
        (member("林"), "森林の保全について", False),
        (member("林"), "林業の振興", False),
        (member("髙橋"), "高橋委員", True),
        (member("高橋"), "髙 橋", True),
        (member("渡邉", reading="わたなべ"), "ワタナベさん", True),
        (member("小野", reading="おの"), "おのおのの委員", False),
        (member("小野", reading="おの"), "小野委員", True),
        (member("佐藤", "由美"), "由美さんの御意見", True),
        (member("佐藤", "誠"), "誠にありがとうございます", False),
        (member("佐藤", "誠"), "佐藤誠", True),
        (member("佐藤"), "", False),
        (member("", "由美"), "由美さん", True),
        (member(""), "だれでもない", False),
        (member("水沢", role="chair"), "水沢会長", True),
    ],
)
def test_a_name_is_found_in_every_spelling_and_in_no_word(person: Person, text: str, found: bool) -> None:
    held = meeting(person)
    if person.role == "chair":
        # The chair is called by the post; without one, by what others could be called as well.
        assert not hidden_names(State(meeting=meeting(replace(person, post="会長")))).people
    assert [each.name for each in hidden_names(State(meeting=held)).within(text)] == (
        [person.name] if found else []
    )


def test_a_body_that_prints_names_hides_none() -> None:
    held = meeting()
    roles = tuple(
        replace(role, label=LabelStyle.NAME_TITLE) if role.standing is Standing.MEMBER else role
        for role in held.profile.roles
    )
    named = replace(held, profile=replace(held.profile, roles=roles))
    assert hidden_names(State(meeting=named)).people == ()
    assert hidden_names(State(meeting=named)).within("相原委員") == ()
    assert list(name_findings(replace(played(BODY)[0].state, meeting=named))) == []


def test_without_a_preparation_nothing_is_exposed() -> None:
    assert list(name_findings(State())) == []


def test_names_in_stage_directions_are_exposed_and_in_the_report_of_absences_not() -> None:
    session, _ = prepared(BODY)
    session.dispatch(c.ChangePhase("absence"))
    session.dispatch(c.RecordTurn(Unnamed("secretariat"), ("榎本委員は欠席です。",)))
    assert list(name_findings(session.state)) == []
    session.dispatch(c.RecordStageDirection("榎本委員入室"))
    (found,) = name_findings(session.state)
    assert (found.entry, found.text, found.people[0].name) == (
        session.state.entries[-1].id,
        "榎本委員入室",
        "榎本",
    )
    session.dispatch(c.ConfirmNames(found.entry))
    assert list(name_findings(session.state)) == []


def test_a_turn_that_leaves_the_report_of_absences_is_looked_at() -> None:
    session, _ = prepared(BODY)
    session.dispatch(c.ChangePhase("absence"))
    session.dispatch(c.RecordTurn(Unnamed("secretariat"), ("榎本委員は欠席です。", "榎本委員の御意見です。")))
    session.dispatch(c.ShiftPhase(session.state.turns[0].id, "opinions", 1))
    assert len(list(name_findings(session.state))) == 2


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("〔内部：甲〕乙", "●乙"),
        ("乙〔内部：甲", "乙●"),
        # One that was never closed takes the rest with it: the safe side.
        ("〔内部：甲\n乙", "●"),
        ("〔注：甲〕", "〔注：甲〕"),
        ("〔内部：〕", "●"),
    ],
)
def test_words_for_the_internal_edition_are_replaced(text: str, printed: str) -> None:
    assert public_words(text, "●") == printed
