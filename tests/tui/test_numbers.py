"""Numbers that stay: seats, else the roster's order; in the finder, in the pad, whoever speaks meanwhile."""

from __future__ import annotations

import sample
from desk import recording
from msgspec.structs import replace
from painted import painted

from clerk_tui.domain.commands import AddPerson
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.record import Named
from clerk_tui.recording.numbers import numbers
from clerk_tui.tui.finding import find


def test_a_seat_is_the_number_and_nobody_else_has_it() -> None:
    meeting = sample.meeting()
    known = numbers(meeting)
    assert [known[person.id] for person in meeting.people] == [*range(1, 8), 8, 9, 10, 11]


def test_without_seats_the_roster_numbers_and_a_newcomer_changes_none() -> None:
    meeting = sample.meeting()
    bare = replace(meeting, people=tuple(replace(person, seat=None) for person in meeting.people))
    before = numbers(bare)
    after = numbers(replace(bare, people=(*bare.people, Person(PersonId("新"), "新井", "official"))))
    assert {person: after[person] for person in before} == before
    assert len(set(after.values())) == len(after)
    for person, number in before.items():
        assert find(bare, str(number))[0].id == person


async def test_the_finder_takes_a_number_and_shows_it() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("f4")
        assert "  6　小野委員" in painted(desk.app)
        await desk.paste("6")
        await desk.press("enter")
        assert desk.screen.desk.voice and desk.screen.desk.voice.speaker == Named(PersonId("小野"))


async def test_the_pad_gives_everybody_the_same_key_all_meeting() -> None:
    async with recording(*sample.discussion()) as desk:
        for number in range(2):
            await desk.press("f9", "f6")
            assert desk.screen.desk.voice and desk.screen.desk.voice.speaker == Named(PersonId("小野"))
            await desk.paste(f"{number}番目です。")
            await desk.press("enter")
        await desk.press("f9", "ctrl+a")
        assert desk.screen.desk.voice.speaker == Named(sample.SCHOOLS)


async def test_the_pad_has_further_pages_for_a_large_body() -> None:
    new = tuple(AddPerson(Person(PersonId(f"新{at}"), f"新{at}", "official")) for at in range(12))
    async with recording(*sample.discussion(), *new) as desk:
        await desk.press("f9")
        assert "1／2 ページ" in painted(desk.app)
        await desk.press("f9", "f2")
        assert desk.screen.desk.voice and desk.screen.desk.voice.speaker == Named(PersonId("新11"))


async def test_a_key_without_anybody_takes_nobody() -> None:
    async with recording(*sample.discussion()) as desk:
        voice = desk.screen.desk.voice
        await desk.press("f9", "ctrl+u")
        assert "誰もいません" in painted(desk.app)
        await desk.press("escape")
        assert desk.screen.desk.voice == voice


async def test_somebody_put_on_the_roster_is_reached_by_the_next_number() -> None:
    new = AddPerson(Person(PersonId("戸川"), "戸川", "official", "施設管理課長"))
    async with recording(*sample.discussion(), new) as desk:
        await desk.press("f4")
        await desk.paste("12")
        await desk.press("enter")
        assert desk.screen.desk.voice and desk.screen.desk.voice.speaker == Named(PersonId("戸川"))
