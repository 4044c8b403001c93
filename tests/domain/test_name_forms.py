"""A member given away in every form of the list, ordinary words left in peace, and the words shown in their line."""

from __future__ import annotations

import pytest
from script_player import prepared

from benchmarks import names as benchmark
from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.name_findings import name_findings, name_in_title
from clerk_tui.domain.name_places import romanized
from clerk_tui.domain.names import searcher
from clerk_tui.domain.record import Unnamed
from clerk_tui.domain.surname_readings import plain, readings
from clerk_tui.domain.text import normalize

BODY = "privacy_council"


def member(name: str, given: str = "", reading: str = "") -> Person:
    return Person(PersonId("x"), name, "member", given=given, reading=reading)


def test_the_forms_of_the_list_are_flagged() -> None:
    forms = list(benchmark.forms())
    missed = [form.text for form in forms if not benchmark.is_flagged(form)]
    assert len(forms) >= 120
    assert len(missed) <= len(forms) * 0.05, missed


def test_ordinary_remarks_are_not_for_rosters_at_random() -> None:
    sources = list(benchmark.texts())
    count = sum(len(source.remarks) for source in sources)
    for _told, person in benchmark.ROSTER_KINDS.values():
        for roster in list(benchmark.rosters(True, person))[:3]:
            assert benchmark.alarms(sources, roster) <= count / 100


@pytest.mark.parametrize(
    ("person", "text"),
    [
        (member("やました"), "御説明いたしました。"),
        (member("おおしま"), "お願いすることが多おしまいです。"),
        (member("有馬", reading="ありま"), "規定がありますので、ありません。"),
        (member("難波", reading="なんば"), "マイナンバーの利用です。"),
        (member("花井", reading="はない"), "そうではない場合、問題はないと思います。"),
        (member("谷", reading="たに"), "新たに委員を委嘱します。"),
        (member("高井", reading="たかい"), "意識の高い委員が多い。"),
        (member("中野"), "近隣の中野区で使っています。"),
        (member("石川"), "石川県の例です。"),
        (member("中山"), "中山間地域の農地です。"),
        (member("川上"), "河川上流の水質です。"),
        (member("内山"), "市内山間部の道路です。"),
        (member("田畑"), "田畑の転用です。"),
        (member("原"), "原案のとおり可決します。"),
        (member("関"), "関係部長が答えます。"),
        (member("林"), "農林委員会の所管です。"),
        (member("佐藤", "正義"), "正義と公平の問題です。"),
        (member("佐藤", "まこと"), "まことにありがとうございます。"),
        (member("佐藤", "由美"), "理由美観の問題です。"),
        (member("井出", reading="いで"), "IDE を使って作りました。"),
        (member("山田"), "川・山・田の順に調べます。"),
    ],
)
def test_ordinary_words_are_no_names(person: Person, text: str) -> None:
    assert searcher((person,)).within(text) == ()


@pytest.mark.parametrize(
    ("person", "text", "line"),
    [
        (member("相原"), "ただいまの御説明ですが、先ほど相原委員が言われたとおり、私も賛成です。", "相原"),
        (member("相原", reading="あいはら"), "藍原委員に賛成です。", "藍原"),
        (member("相原", reading="あいはら"), "先ほどのｱｲﾊﾗ委員に賛成です。", "ｱｲﾊﾗ委員"),
        (member("河合", reading="がわい"), "ｶﾞﾜｲ委員に賛成です。", "ｶﾞﾜｲ委員"),
    ],
)
def test_the_words_that_matched_are_shown_in_their_line(person: Person, text: str, line: str) -> None:
    shown = searcher((person,)).shown(text)
    assert f"［{line}］" in shown.line
    assert line in shown.words
    assert len(shown.line) <= len(line) + 24


def test_words_that_the_text_does_not_hold_as_such_are_shown_all_the_same() -> None:
    shown = searcher((member("相原"),)).shown("相(あい)原(はら)委員です")
    assert shown.words == ("相原",) and "相原" in shown.line


def test_in_what_is_no_prose_a_piece_of_a_word_is_enough() -> None:
    names = searcher((member("相原", reading="あいはら"), member("あべ"), member("林", "由美")))
    assert [p.name for p in names.anywhere("x相原yあいはら")] == ["相原"]
    assert names.anywhere("あべこべ") == ()
    assert [p.name for p in names.anywhere("理由美")] == ["林"]


def test_a_name_across_the_border_of_two_turns_is_confirmed_with_the_second() -> None:
    session, _ = prepared(BODY)
    session.dispatch(c.RecordTurn(Unnamed("member"), ("先ほどの榎",)))
    session.dispatch(c.RecordTurn(Unnamed("chair"), ("本委員に賛成です。",)))
    (found,) = name_findings(session.state)
    assert found.entry == session.state.turns[-1].id
    session.dispatch(c.ConfirmNames(session.state.turns[-1].id))
    assert list(name_findings(session.state)) == []
    # The report of absences is where names belong; nothing is joined to it.
    session.dispatch(c.ChangePhase("absence"))
    session.dispatch(c.RecordTurn(Unnamed("secretariat"), ("榎本委員が欠席です。",)))
    assert list(name_findings(session.state)) == []


def test_the_name_of_a_file_is_looked_at() -> None:
    state = prepared(BODY)[0].state
    assert [person.name for person in name_in_title(state, "榎本委員.md")] == ["榎本"]
    assert name_in_title(state, "会議録案.docx") == ()


def test_every_frequent_surname_can_be_read_from_its_characters() -> None:
    for line in (benchmark.DATA / "surnames.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, reading = line.split(" ")
            assert plain(reading) in readings(normalize(name)), line


def test_nothing_is_known_of_a_long_word() -> None:
    assert readings("山" * 9) == frozenset()


@pytest.mark.parametrize(
    ("reading", "spellings"),
    [
        ("しょうじ", ["shoji", "syouji", "shouzi"]),
        ("はっとり", ["hattori", "hatori"]),
        ("にいだ", ["niida", "nida"]),
        ("ゐで", []),
        ("きゅうま", ["kyuma", "kyuuma"]),
    ],
)
def test_readings_in_latin_letters(reading: str, spellings: list[str]) -> None:
    names = searcher((member("仮名", reading=reading),))
    assert all(names.within(f"{spelling.title()} said so.") for spelling in spellings)
    assert bool(romanized(reading)[0]) is bool(spellings)
