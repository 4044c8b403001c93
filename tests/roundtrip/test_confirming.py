"""The draft goes round and comes back, file by file (確認依頼): nothing is reverted, and what differs is decided."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from round_trips import BODY
from script_player import prepared, sample_folder
from word_editing import Draft

from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.events import ConflictDecided, SourceNoted
from clerk_tui.domain.ledger import ledger
from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.domain.record import Named, State, Turn
from clerk_tui.roundtrip.merging import preferred
from clerk_tui.scripting.replay import replay
from clerk_tui.sessions import create, recording, standing, state_of, timeline

Said = pytest.CaptureFixture[str]
A, B = "相原委員", "柏木委員"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, closed, and its draft sent to everybody; beside it the files."""
    place = tmp_path_factory.mktemp("確認")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(place / "config"))
        folder = create(place / "会議", prepared(BODY)[0].state.meeting)
        with recording(folder) as opened:
            replay(opened.session, sample_folder(BODY) / "script.jsonl")
        sent = ("--on", "2026-10-20", "--due", "2026-11-04", "--by", "庶務係")
        assert main(["confirm", str(folder), "-o", str(place / "依頼"), *sent]) == 0
    return place


@pytest.fixture
def place(asked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    for name in ("会議", "依頼"):
        shutil.copytree(asked / name, tmp_path / name)
    return tmp_path


def sent(place: Path, name: str, edit: Callable[[Draft], object] = lambda _draft: None) -> Path:
    """The file of somebody, with what they have done to it."""
    path = place / "依頼" / f"確認依頼_{name}.docx"
    draft = Draft(path)
    edit(draft)
    draft.save()
    return path


def taken(place: Path, path: Path, *more: str) -> int:
    return main(["diff", str(path), str(place / "会議"), "--take", *more])


def long_turn(state: State) -> int:
    """Number of a turn of one paragraph with two sentences or more."""
    return next(
        n for n, turn in enumerate(state.turns) if len(turn.paragraphs) == 1 and turn.text.count("。") >= 2
    )


def shaded(path: Path) -> list[str]:
    body = docx.Document(str(path)).element.body
    paragraphs = (mark.getparent().getparent() for mark in body.iter(qn("w:shd")))
    return ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs if p.tag == qn("w:p")]


def test_each_gets_a_file_with_their_own_remarks_marked_and_the_minutes_are_being_confirmed(
    place: Path,
) -> None:
    state = state_of(place / "会議")
    assert state.status is MinutesStatus.ASKED
    step = state.steps[-1]
    assert (step.on, step.due, step.by) == (date(2026, 10, 20), date(2026, 11, 4), "庶務係")
    files = sorted(path.name for path in (place / "依頼").iterdir())
    assert len(files) == len(step.asked) == 15
    if os.name == "posix":
        assert (place / "依頼").stat().st_mode & 0o077 == 0
    person = next(person for person in state.meeting.people if person.name == "相原")
    own = [
        text
        for turn in state.turns
        if turn.speaker == Named(person.id)
        for text in turn.paragraphs
    ]
    told = [text for text in shaded(sent(place, A)) if text not in (A, "相原部会長")]
    assert told == own
    header = docx.Document(str(sent(place, A))).sections[0].header
    assert "（案）確認依頼　相原委員　回答は11月4日まで" in header.paragraphs[0].text


def test_an_office_gets_its_cases_alone_and_its_file_comes_back_without_a_difference(
    place: Path, capsys: Said
) -> None:
    state = state_of(place / "会議")
    path = sent(place, "防災危機管理課")
    said = {text for row in Draft(path).turns for text in (p.text for p in row.cells[1].paragraphs)}
    office = {g.id for g in state.meeting.groups if g.office == "防災危機管理課"}
    assert office
    for turn in state.turns:
        block = state.block(turn.block)
        inside = block is not None and bool(office & set(block.groups))
        if inside and not turn.cases:
            assert set(turn.paragraphs) <= said
    assert 0 < len(Draft(path).turns) < len(state.turns)
    assert main(["diff", str(path), str(place / "会議")]) == 0
    assert "違いはありません" in capsys.readouterr().out


def test_a_row_put_into_an_extract_finds_its_place_and_the_rest_stays(place: Path) -> None:
    before = state_of(place / "会議").turns
    path = sent(place, "防災危機管理課", lambda draft: draft.add(1, "水沢会長", "課が加えた文です。"))
    taken(place, path)
    after = state_of(place / "会議").turns
    new = [n for n, turn in enumerate(after) if turn not in before]
    assert [after[n].paragraphs for n in new] == [("課が加えた文です。",)]
    assert tuple(turn for n, turn in enumerate(after) if n not in new) == before
    # Behind the row after which it was put in.
    assert after[new[0] - 1].paragraphs == Draft(path).words(1)


def test_a_row_put_in_where_an_extract_leaves_something_out_stands_behind_the_row_before_it(place: Path) -> None:
    before = state_of(place / "会議").turns
    texts = [turn.paragraphs for turn in before]
    extract = Draft(sent(place, "高齢福祉課"))
    said = [texts.index(extract.words(n)) for n in range(extract.count)]
    gap = next(n for n, (one, other) in enumerate(pairwise(said)) if other > one + 2)
    label = extract.speaker(gap)
    taken(place, sent(place, "高齢福祉課", lambda draft: draft.add(gap, label, "課が加えた文です。")))
    after = [turn.paragraphs for turn in state_of(place / "会議").turns]
    assert after == [*texts[: said[gap] + 1], ("課が加えた文です。",), *texts[said[gap] + 1 :]]


def test_the_second_file_of_one_draft_reverts_nothing_of_the_first(place: Path, capsys: Said) -> None:
    state = state_of(place / "会議")
    n = long_turn(state)
    first, *rest = state.turns[n].text.split("。")
    mine = f"{first}。".replace(first[-2:], f"{first[-2:]}（修正一）")
    path_a = sent(place, A, lambda draft: draft.text(n, mine + "。".join(rest)))
    path_b = sent(place, B, lambda draft: (draft.text(n, f"{state.turns[n].text}修正二です。"), draft.delete(n + 2)))
    assert taken(place, path_a) == 0
    assert taken(place, path_b) == 0
    now = state_of(place / "会議")
    assert now.turns[n].paragraphs == (f"{mine}{'。'.join(rest)}修正二です。",)
    assert len(now.turns) == len(state.turns) - 1
    assert now.conflicts == ()
    # Both once more: nothing happens a second time, nothing is taken back.
    for path in (path_a, path_b):
        taken(place, path)
    assert state_of(place / "会議").turns == now.turns
    capsys.readouterr()
    told = [(line.what, line.by) for line in ledger(timeline(place / "会議"))]
    assert told[-3:] == [("本文", A), ("本文", B), ("削除", B)]
    sources = [each.event for each in standing(place / "会議").records if isinstance(each.event, SourceNoted)]
    assert {(source.by, source.file) for source in sources} == {(A, path_a.name), (B, path_b.name)}


def test_who_has_answered_is_known_also_where_nothing_was_changed(place: Path, capsys: Said) -> None:
    folder = place / "会議"
    n = long_turn(state_of(folder))
    taken(place, sent(place, A))
    taken(place, sent(place, B, lambda draft: draft.text(n, "直しました。")))
    capsys.readouterr()
    assert main(["status", str(folder), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {answer["who"]: answer["changes"] for answer in told["answers"]} == {A: 0, B: 1}
    assert len(told["unanswered"]) == 13
    assert not {A, B} & set(told["unanswered"])
    assert told["status"] == "確認中"
    # A second round asks anew.
    again = ("--on", "2026-10-25", "--to", A, "--force")
    assert main(["confirm", str(folder), "-o", str(place / "依頼"), *again]) == 0
    capsys.readouterr()
    assert main(["status", str(folder), "--json"]) == 0
    assert A in json.loads(capsys.readouterr().out)["unanswered"]


def differ(place: Path) -> int:
    """Two members rewrite one sentence otherwise; the number of the turn."""
    state = state_of(place / "会議")
    n = long_turn(state)
    rest = state.turns[n].text.partition("。")[2]
    taken(place, sent(place, A, lambda draft: draft.text(n, f"甲の文です。{rest}")))
    taken(place, sent(place, B, lambda draft: draft.text(n, f"乙の文です。{rest}終わりに一つ。")))
    return n


def test_two_who_change_one_sentence_are_a_conflict_until_somebody_decides(place: Path, capsys: Said) -> None:
    folder = place / "会議"
    n = differ(place)
    out = capsys.readouterr().out
    assert "うち 1 件は、案のあとに記録でも直されています" in out
    assert "決まっていない食い違いは 1 件です" in out
    (conflict,) = state_of(folder).conflicts
    assert (conflict.by, conflict.other) == (B, A)
    # The same file once more is the same conflict.
    taken(place, place / "依頼" / f"確認依頼_{B}.docx")
    assert len(state_of(folder).conflicts) == 1
    capsys.readouterr()
    assert main(["check", str(folder)]) == 1
    assert "直しが食い違ったままです（柏木委員と相原委員）" in capsys.readouterr().out
    assert main(["status", str(folder), "確定", "--on", "2026-11-05"]) == 3
    assert "決まっていない食い違いが 1 件" in capsys.readouterr().err
    assert main(["settle", str(folder)]) == 1
    told = capsys.readouterr().out
    assert "記録（相原委員）：甲の文です。" in told
    assert "案（柏木委員）" in told and "乙の文です。" in told
    assert main(["settle", str(folder), "1", "--take", "案", "--by", "会長"]) == 0
    state = state_of(folder)
    assert state.conflicts == ()
    assert state.turns[n].text.startswith("乙の文です。") and state.turns[n].text.endswith("終わりに一つ。")
    decided = [e.event for e in standing(folder).records if isinstance(e.event, ConflictDecided)]
    assert [(each.taken, each.by) for each in decided] == [(True, "会長")]
    assert main(["status", str(folder), "確定", "--on", "2026-11-05"]) == 0


def test_a_conflict_decided_for_the_record_leaves_it_and_one_may_be_forced(place: Path) -> None:
    folder = place / "会議"
    n = differ(place)
    text = state_of(folder).turns[n].text
    assert main(["status", str(folder), "確定", "--on", "2026-11-05", "--force"]) == 0
    assert state_of(folder).status is MinutesStatus.FINAL
    assert len(state_of(folder).conflicts) == 1
    assert main(["settle", str(folder), "1", "--take", "記録"]) == 0
    assert state_of(folder).conflicts == ()
    assert state_of(folder).turns[n].text == text
    # What was decided is not asked a second time.
    taken(place, place / "依頼" / f"確認依頼_{B}.docx")
    assert state_of(folder).conflicts == ()
    assert state_of(folder).turns[n].text == text


@pytest.mark.parametrize(("decided", "starts"), [("word", "乙の文です。"), ("record", "甲の文です。")])
def test_the_file_once_more_with_a_decision_closes_its_conflict(
    place: Path, decided: str, starts: str
) -> None:
    n = differ(place)
    taken(place, place / "依頼" / f"確認依頼_{B}.docx", "--conflicts", decided)
    state = state_of(place / "会議")
    assert state.conflicts == ()
    assert state.turns[n].text.startswith(starts)


def test_the_one_preferred_changes_its_own_sentences_alone() -> None:
    base = ("一。二。三。",)
    assert preferred(base, ("甲。二。三。",), ("一。二。乙。",)) == ("甲。二。乙。",)
    assert preferred(base, ("甲。二。丙。",), ("一。二。乙。",)) == ("甲。二。乙。",)
    assert preferred(base, base, base) == base
    assert preferred(base, ("一。二。三。甲。",), ("一。二。三。乙。",)) == ("一。二。三。乙。",)


def test_who_saved_a_draft_that_was_sent_to_nobody_is_its_author(place: Path, capsys: Said) -> None:
    folder = place / "会議"
    assert main(["draft", str(folder), "-o", str(place / "案.docx")]) == 0
    draft = Draft(place / "案.docx")
    draft.text(long_turn(state_of(folder)), "課長が直した文です。")
    draft.word.core_properties.last_modified_by = "庶務課長"
    draft.save()
    capsys.readouterr()
    assert main(["diff", str(place / "案.docx"), str(folder)]) == 1
    assert "直した人：庶務課長" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--to", "委員"), "どれか決まりません"),
        (("--to", "だれか"), "ありません"),
        (("--due", "2026-10-01", "--on", "2026-10-21"), "依頼の日"),
        (("--on", "2026-10-01"), "会議の日"),
        ((), "もうあります"),
    ],
)
def test_a_request_that_makes_no_sense_is_refused_and_nothing_happens(
    place: Path, capsys: Said, arguments: tuple[str, ...], sentence: str
) -> None:
    folder = place / "会議"
    before = (state_of(folder), sorted((p.name, p.stat().st_mtime_ns) for p in (place / "依頼").iterdir()))
    assert main(["confirm", str(folder), "-o", str(place / "依頼"), *arguments]) == 3
    assert sentence in capsys.readouterr().err
    assert (state_of(folder), sorted((p.name, p.stat().st_mtime_ns) for p in (place / "依頼").iterdir())) == before


def test_final_minutes_are_not_sent_round_again_unasked(place: Path, capsys: Said) -> None:
    folder = place / "会議"
    assert main(["status", str(folder), "確定", "--on", "2026-11-05"]) == 0
    assert main(["confirm", str(folder), "-o", str(place / "再")]) == 3
    assert "「確定」です" in capsys.readouterr().err
    assert not (place / "再").exists()


def test_a_draft_says_so_until_it_is_final(place: Path) -> None:
    folder = place / "会議"

    def header(name: str) -> str:
        assert main(["draft", str(folder), "-o", str(place / name)]) == 0
        return docx.Document(str(place / name)).sections[0].header.paragraphs[0].text

    assert header("一.docx") == "（案）"
    assert main(["status", str(folder), "確定", "--on", "2026-11-05"]) == 0
    assert header("二.docx") == ""
    assert main(["status", str(folder), "案", "--on", "2026-11-06", "--note", "訂正のため"]) == 0
    assert header("三.docx") == "（案）"
    steps = [(step.status.value, step.note) for step in state_of(folder).steps]
    assert steps == [("確認中", ""), ("確定", ""), ("案", "訂正のため")]


def test_a_correction_taken_back_takes_its_author_with_it(place: Path) -> None:
    folder = place / "会議"
    n = long_turn(state_of(folder))
    old = state_of(folder).turns[n]
    taken(place, sent(place, A, lambda draft: draft.text(n, "直しました。")))
    with recording(folder) as opened:
        session = opened.session
        while isinstance(session.state.turns[n], Turn) and session.state.turns[n] != old:
            session.dispatch(c.Undo())
    assert ledger(timeline(folder))[-1].undone
