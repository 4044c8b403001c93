"""整文: what is taken out is no word, what is spelled anew is a whole word, and the rest stays as it was said."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from script_player import prepared

from benchmarks import polish as benchmark
from clerk_tui.domain import commands as c
from clerk_tui.domain.record import Unnamed
from clerk_tui.intake.problems import FileProblems
from clerk_tui.polish import Rule, Rules, commands, proposals, read_words
from clerk_tui.polish.rules import applied
from clerk_tui.profile.folders import shipped_folder

WORDS = read_words(shipped_folder() / "words.toml")
RULES = Rules(WORDS.spellings, ("報告", "諮問"), WORDS.sources)


def polished(text: str, *only: Rule) -> str:
    return applied(text, [edit for edit in RULES.edits(text) if not only or edit.rule in only])


@pytest.mark.parametrize(
    ("said", "printed"),
    [
        ("えー、その資料ですが、あのー、まあ、その、確認しました。", "その資料ですが、確認しました。"),
        ("あの件は、その、まだです。", "あの件は、まだです。"),
        ("えーと、保存期間は五年です。", "保存期間は五年です。"),
        ("え、それは本当ですか。", "それは本当ですか。"),
        ("まあまあの件数でした。", "まあまあの件数でした。"),
        ("そのとおりです。あの方の御意見です。", "そのとおりです。あの方の御意見です。"),
        ("こ、これは資料です。", "これは資料です。"),
        ("資、資料の三ページです。", "資料の三ページです。"),
        ("ご質問は出来ますか。", "御質問はできますか。"),
        ("今年の出来高を御覧下さい。", "今年の出来高を御覧ください。"),
        ("諮問５２号と報告3号について", "諮問第52号と報告第3号について"),
        ("資料１２ページ", "資料12ページ"),
        ("諮問第52号について", "諮問第52号について"),
        ("", ""),
        ("そうです。えー。よろしいでしょうか。", "そうです。よろしいでしょうか。"),
        ("えーと。資料を御覧ください。", "資料を御覧ください。"),
        ("はい、えー。", "はい。"),
        ("はい、えー", "はい"),
        ("はい、あのー、えー。次です。", "はい。次です。"),
        ("あのー、えーと。次です。", "次です。"),
        ("そうです。えー", "そうです。"),
        ("それはえー。", "それは。"),
        ("えー！本当ですか。", "えー！本当ですか。"),
        ("「えー。」と言った。", "「えー。」と言った。"),
        ("えー。", ""),
        ("えー、あのー。", ""),
        ("えー。あのー。", ""),
        ("えーと", ""),
    ],
)
def test_what_is_printed(said: str, printed: str) -> None:
    assert polished(said) == printed


@pytest.mark.parametrize(
    "text", ["その資料を、まあ良いと思います。", "各、各課", "えー、ご質問は、えー、出来る。" * 3]
)
def test_edits_never_overlap_and_say_what_they_replace(text: str) -> None:
    edits = RULES.edits(text)
    assert all(text[edit.start : edit.end] == edit.before for edit in edits)
    assert all(a.end <= b.start for a, b in pairwise(edits))
    assert all(edit.before != edit.after for edit in edits)


def test_no_turn_is_emptied_without_being_asked_for() -> None:
    session, _ = prepared("privacy_council")
    session.dispatch(c.RecordTurn(Unnamed("member"), ("えー。", "えー、はい、あのー。")))
    session.dispatch(c.RecordTurn(Unnamed("member"), ("えー、まあー。",)))
    found = list(proposals(session.state, RULES))
    # Who said nothing else did speak: of the second turn nothing is proposed.
    assert [each.context for each in found] == [
        "［えー。→］（この段落はなくなります）",
        "［えー、→］はい、あのー。",
        "えー、はい［、あのー→］。",
    ]
    command = commands(session.state, found)
    assert command is not None
    session.dispatch(command)
    assert [turn.paragraphs for turn in session.state.turns] == [("はい。",), ("えー、まあー。",)]
    # Nor is one emptied by what was proposed while there was more in it.
    first, empty = session.state.turns[0].id, found[0].edit.before
    session.dispatch(c.EditText(first, (empty,)))
    assert commands(session.state, found[:1]) is None


@pytest.mark.parametrize(
    "text", ["そうです。えー。はい、あのー。", "はい、あのー、えー。", "えー。", "えー、あー、そう。"]
)
def test_what_was_polished_has_nothing_more_to_polish(text: str) -> None:
    assert polished(polished(text)) == polished(text)
    assert "。。" not in polished(text) and "、。" not in polished(text)


def test_polished_twice_is_polished_once() -> None:
    text = "えー、ご質問は、あのー、諮問５２号の、資、資料のことですが出来ますか。"
    assert polished(polished(text)) == polished(text)


def test_accepted_edits_are_one_step_with_a_trace() -> None:
    session, _ = prepared("privacy_council")
    session.dispatch(c.RecordTurn(Unnamed("member"), ("えー、ご質問です。", "えー、")))
    session.dispatch(c.RecordTurn(Unnamed("member"), ("えー、次です。",)))
    found = list(proposals(session.state, RULES))
    assert "［えー、→］" in found[0].context
    command = commands(session.state, [each for each in found if each.edit.rule is Rule.FILLER])
    assert command is not None
    session.dispatch(command)
    assert [turn.paragraphs for turn in session.state.turns] == [("ご質問です。",), ("次です。",)]
    session.dispatch(c.Undo())
    assert session.state.turns[0].paragraphs == ("えー、ご質問です。", "えー、")
    assert commands(session.state, []) is None


def test_a_turn_that_has_changed_meanwhile_is_left_alone() -> None:
    session, _ = prepared("privacy_council")
    session.dispatch(c.RecordTurn(Unnamed("member"), ("えー、ご質問です。",)))
    found = list(proposals(session.state, RULES))
    session.dispatch(c.EditText(session.state.turns[0].id, ("別の文です。",)))
    assert commands(session.state, found) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('[words]\n"様々" = "様々な"\n', "何度でも"),
        ('[words]\n" " = "x"\n', "左側が空"),
        ("[words]\na = 1\n", "words.toml"),
        ('[words]\n"a" = "b"\n[words."根拠"]\n"a" = "c"\n', "二度"),
    ],
)
def test_a_dictionary_that_cannot_be_used_says_why(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(FileProblems) as refusal:
        read_words(path)
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        # An entry that stays as it is protects what is longer; a short one is no end of a longer word.
        ("出来事が出来ました。", "出来事ができました。"),
        ("事故に遭い、故に欠席です。", "事故に遭い、ゆえに欠席です。"),
        ("関する事務をする事にした。", "関する事務をすることにした。"),
        ("打ち合わせを打ち合わせて決めた。", "打合せを打ち合わせて決めた。"),
        ("「ご質問」という欄", "「ご質問」という欄"),
    ],
)
def test_spellings_are_whole_words(text: str, printed: str) -> None:
    assert polished(text) == printed


def test_every_spelling_that_is_shipped_has_a_source() -> None:
    changed = {written for written, spelled in WORDS.spellings.items() if written != spelled}
    assert len(changed) >= 200
    assert all(WORDS.sources[written] for written in changed)
    edit = next(iter(RULES.edits("ご質問です。")))
    assert edit.source == WORDS.sources["ご質問"]


def test_a_body_adds_words_of_its_own_without_a_source(tmp_path: Path) -> None:
    path = tmp_path / "words.toml"
    path.write_text('[words]\n"役場" = "役所"\n[words."内規"]\n"課" = "室"\n', "utf-8")
    words = read_words(path)
    assert words.spellings == {"役場": "役所", "課": "室"}
    assert words.sources == {"役場": "", "課": "内規"}


def test_precision_and_recall_on_the_list() -> None:
    listed = benchmark.sentences()
    untouched = sum(not sentence.changes for sentence in listed)
    assert len(listed) >= 200 and untouched * 2 >= len(listed)
    found = benchmark.judged(listed, lambda text: {(e.start, e.end, e.after) for e in RULES.edits(text)})
    assert found.precision >= 0.99, found.wrong
    assert found.recall >= 0.9, found.missed
