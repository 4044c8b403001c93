"""People are found by whatever a clerk's hands produce with an IME half on."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import Profile
from clerk_tui.profile.standard import PHASES, ROLES
from clerk_tui.tui.finding import find, romanised


def _person(name: str, reading: str = "", role: str = "member", post: str = "", **more: object) -> Person:
    return Person(PersonId(f"{name}{post}"), name, role, post, reading=reading, **more)  # type: ignore[arg-type]


PEOPLE = (
    _person("佐藤", "さとう けいいち", "chair", "会長", given="恵一", seat=1),
    _person("髙橋", "たかはし", seat=2),
    _person("齋藤", "さいとう", seat=3),
    _person("大野", "おおの", seat=13),
    _person("小野", "おの", given="京子"),
    _person("本間", "ほんま じゅんいち", given="純一"),
    _person("鶴見", "つるみ しょうた", given="翔太"),
    _person("さくら", ""),
    _person("佐藤", "さとう", "official", "教育センター所長", office="教育センター"),
    _person("市川", "いちかわ", "official", "情報政策課長", office="情報政策課"),
    _person("藤井", "ふじい", "secretariat", "総務課長", office="総務課"),
)
MEETING = Meeting(
    profile=Profile("t", "みどり市審議会", "会議録", ROLES, (), PHASES),
    title=("審議会",),
    date=date(2025, 4, 10),
    starts=time(14),
    ends=time(16),
    place="会議室",
    people=PEOPLE,
)


def found(query: str, **more: object) -> list[str]:
    return [str(person.id) for person in find(MEETING, query, **more)]  # type: ignore[arg-type]


def test_nothing_typed_gives_the_roster() -> None:
    assert find(MEETING, "") == find(MEETING, " 　") == PEOPLE


@pytest.mark.parametrize(
    ("query", "person"),
    [
        # names, in any form of a character
        ("高橋", "髙橋"),
        ("髙橋", "髙橋"),
        ("斉藤", "齋藤"),
        ("斎藤", "齋藤"),
        ("佐藤恵一", "佐藤会長"),
        ("恵一", "佐藤会長"),
        ("佐藤会長", "佐藤会長"),
        ("佐藤教", "佐藤教育センター所長"),
        # よみ: hiragana, katakana, half-width, half-converted, the given name too
        ("たか", "髙橋"),
        ("タカハシ", "髙橋"),
        ("ﾀｶﾊｼ", "髙橋"),
        ("たk", "髙橋"),
        ("さいt", "齋藤"),
        ("じゅん", "本間"),
        ("さくら", "さくら"),
        ("サクラ", "さくら"),
        # romaji, whichever way it is spelt
        ("takahasi", "髙橋"),
        ("takahashi", "髙橋"),
        ("ＴＡＫＡ", "髙橋"),
        ("turumi", "鶴見"),
        ("tsurumi", "鶴見"),
        ("ts", "鶴見"),
        ("syouta", "鶴見"),
        ("shota", "鶴見"),
        ("shōta", "鶴見"),
        ("shoh", "鶴見"),
        ("homma", "本間"),
        ("honma", "本間"),
        ("junichi", "本間"),
        ("jyunniti", "本間"),
        ("zyun'iti", "本間"),
        ("huji", "藤井総務課長"),
        ("fuzii", "藤井総務課長"),
        ("ichi", "市川情報政策課長"),
        ("iti", "市川情報政策課長"),
        ("sakura", "さくら"),
        # post, office, abbreviation
        ("総務", "藤井総務課長"),
        ("情報政策課", "市川情報政策課長"),
        ("政策", "市川情報政策課長"),
        ("情政課長", "市川情報政策課長"),
        ("教育センター", "佐藤教育センター所長"),
        # seat
        ("3", "齋藤"),
        ("３番", "齋藤"),
        ("三番", "齋藤"),
        ("13", "大野"),
        ("議席2", "髙橋"),
        # a slip
        ("tkaahashi", "髙橋"),
        ("takahasji", "髙橋"),
        ("情報施策課", "市川情報政策課長"),
    ],
)
def test_the_person_meant_comes_first(query: str, person: str) -> None:
    assert found(query)[:1] == [person]


def test_a_seat_number_names_one_seat_only() -> None:
    assert found("1") == ["佐藤会長"]
    assert found("99番") == []


def test_all_of_one_name_come_in_roster_order() -> None:
    assert found("さとう") == ["佐藤会長", "佐藤教育センター所長"]
    assert found("sato") == ["佐藤会長", "佐藤教育センター所長"]


def test_a_reading_typed_exactly_comes_before_one_with_a_long_vowel() -> None:
    assert found("おの") == ["小野", "大野"]
    assert found("おおの")[0] == "大野"
    assert found("ono") == ["大野", "小野"] == found("ohno") == found("oono")


def test_a_role_gives_all_who_play_it() -> None:
    assert found("事務局") == ["藤井総務課長"]


def test_a_whole_match_comes_before_a_beginning_and_that_before_an_inside() -> None:
    assert found("小野")[0] == "小野"
    assert found("野") == ["大野", "小野"]


def test_those_who_are_away_come_last_but_are_found() -> None:
    away = {PersonId("佐藤会長")}
    assert found("佐藤", away=away) == ["佐藤教育センター所長", "佐藤会長"]
    assert found("", away=away)[-1] == "佐藤会長"
    assert found("恵一", away=away) == ["佐藤会長"]


def test_what_nobody_answers_to_gives_nobody() -> None:
    assert found("渡辺") == found("xyzzy") == found("[red]") == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("kyouko", "きょうこ"),
        ("kyoko", "きょうこ"),
        ("sinji", "しんじ"),
        ("shinzi", "しんじ"),
        ("tuduki", "つづき"),
        ("tsuzuki", "つづき"),
        ("hatchoo", "はっちょう"),
        ("jyo", "じょ"),
        ("cha", "ちゃ"),
        ("cya", "ちゃ"),
        ("tya", "ちゃ"),
        ("yuuki", "ゆき"),
    ],
)
def test_spellings_of_one_sound_are_one(one: str, other: str) -> None:
    assert romanised(one) == romanised(other) != ""


def test_other_writing_has_no_romaji() -> None:
    assert romanised("佐藤") == romanised("3") == ""


@given(st.text(max_size=30))
def test_any_text_can_be_typed(query: str) -> None:
    answer = find(MEETING, query)
    assert len(set(answer)) == len(answer)
    assert set(answer) <= set(PEOPLE)


@given(st.sampled_from([person for person in PEOPLE if person.reading]), st.data())
def test_every_beginning_of_a_reading_finds_its_person(person: Person, data: st.DataObject) -> None:
    reading = person.reading.split()[0]
    length = data.draw(st.integers(1, len(reading)))
    assert person in find(MEETING, reading[:length])
