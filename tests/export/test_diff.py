"""A draft that was worked on in Word: what was changed is shown turn by turn and goes back into the record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import pytest
from script_player import JST, prepared, sample_folder

from clerk_tui.cli.diff import printed_as
from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.record import StageDirection
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.published.comparison import Change, OtherChange, compared
from clerk_tui.published.reading.word import read_word
from clerk_tui.scripting.replay import replay
from clerk_tui.sessions import create, recording, state_of

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
BODY = "privacy_council"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    meeting = prepared(BODY)[0].state.meeting
    assert meeting is not None
    made = create(tmp_path / "会議", meeting)
    with recording(made) as opened:
        replay(opened.session, sample_folder(BODY) / "script.jsonl")
    return made


def drafted(folder: Path, edition: Edition = Edition.PUBLIC, layout: LayoutSpec = LAYOUTS["table"]) -> Path:
    return write_draft(state_of(folder), folder / f"{edition}{layout.id}.docx", CREATED, edition, layout)


def differing(folder: Path, path: Path) -> tuple[Change | OtherChange, ...]:
    state, page = state_of(folder), read_word(path)
    return compared(state, page, printed_as(state, page))


def turns_table(document: docx.document.Document) -> docx.table.Table:
    return document.tables[-1]


def edited(path: Path, old: str, new: str) -> None:
    document = docx.Document(str(path))
    for row in turns_table(document).rows:
        for paragraph in row.cells[-1].paragraphs:
            if paragraph.text == old:
                paragraph.runs[0].text = new
                for run in paragraph.runs[1:]:
                    run.text = ""
                document.save(str(path))
                return
    raise AssertionError(f"{old} is not in the draft")


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda each: each.id)
def test_a_draft_that_nobody_touched_has_no_difference(
    folder: Path, edition: Edition, layout: LayoutSpec
) -> None:
    assert differing(folder, drafted(folder, edition, layout)) == ()


def test_a_changed_word_is_shown_and_taken_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = drafted(folder)
    turn = next(turn for turn in state_of(folder).turns if len(turn.paragraphs) == 1 and len(turn.text) > 40)
    changed = turn.text.replace("。", "。（校正）", 1)
    edited(path, turn.text, changed)
    assert main(["diff", str(path)]) == 1
    told = capsys.readouterr().out
    assert f"− {turn.text}" in told
    assert f"＋ {changed}" in told
    assert main(["diff", str(path), "--take"]) == 0
    after = state_of(folder).turn(turn.id)
    assert after is not None
    assert after.paragraphs == (changed,)
    assert main(["diff", str(path)]) in (0, 1)
    assert "（校正）" not in capsys.readouterr().out.replace(told, "").split("取り込みました。")[-1]
    with recording(folder) as opened:
        opened.session.dispatch(c.Undo())
        assert opened.session.state.turn(turn.id) == turn


def test_a_row_taken_out_or_put_in_is_told_and_left_to_the_clerk(folder: Path) -> None:
    path = drafted(folder)
    document = docx.Document(str(path))
    rows = turns_table(document).rows
    victim = next(row for row in rows if "端末には残り" in row.cells[-1].text or len(row.cells[-1].text) > 80)
    text = victim.cells[-1].text
    victim._tr.getparent().remove(victim._tr)
    document.save(str(path))
    (gone,) = differing(folder, path)
    assert isinstance(gone, Change)
    assert gone.after is None
    assert gone.before is not None
    assert gone.before.text == text
    assert gone.command is None


def test_words_that_the_public_draft_does_not_print_are_never_overwritten(folder: Path) -> None:
    with recording(folder) as opened:
        turn = next(turn for turn in opened.session.state.turns if len(turn.text) > 60)
        opened.session.dispatch(c.EditText(turn.id, ("〔内部：個人の事情〕があると伺いました。",)))
    path = drafted(folder)
    edited(path, "があると伺いました。", "があると伺っております。")
    (change,) = differing(folder, path)
    assert isinstance(change, Change)
    assert change.before is not None
    assert change.command is None


ODD = (
    "次の三点です",
    "１　水のこと",
    "２　土のこと",
    "諮問第1号",
    "　一字下げました。",
    "（つぶやき）",
    "○印の件。",
    "以上です。",
)
"""Paragraphs that look like something else, each of them one."""


@pytest.mark.parametrize("layout", [LAYOUTS["table"], LAYOUTS["lines"], LAYOUTS["formal"]])
def test_paragraphs_that_look_like_something_else_are_no_difference(folder: Path, layout: LayoutSpec) -> None:
    with recording(folder) as opened:
        turn = opened.session.state.turns[1]
        opened.session.dispatch(c.EditText(turn.id, ODD))
    assert differing(folder, drafted(folder, layout=layout)) == ()


def test_only_the_paragraph_that_was_changed_goes_back(folder: Path) -> None:
    with recording(folder) as opened:
        turn = opened.session.state.turns[1]
        opened.session.dispatch(c.EditText(turn.id, (*ODD, "終わりに\n二行の段落。")))
        before = opened.session.state.turn(turn.id)
        assert before is not None
    path = drafted(folder, layout=LAYOUTS["lines"])
    document = docx.Document(str(path))
    (changed,) = (paragraph for paragraph in document.paragraphs if paragraph.text == "２　土のこと")
    changed.runs[0].text = "２　土と風のこと"
    document.save(str(path))
    assert main(["diff", str(path), "--take"]) == 0
    after = state_of(folder).turn(turn.id)
    assert after is not None
    assert after.paragraphs == (*ODD[:2], "２　土と風のこと", *before.paragraphs[3:])


@pytest.mark.parametrize("layout", [LAYOUTS["table"], LAYOUTS["lines"], LAYOUTS["formal"]])
def test_what_is_no_turn_is_told_and_left_to_the_clerk(
    folder: Path, layout: LayoutSpec, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drafted(folder, layout=layout)
    document = docx.Document(str(path))
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    everything = [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]
    stage = next(entry for entry in state_of(folder).entries if isinstance(entry, StageDirection))
    changes = {f"（{stage.text}）": "（異議あり）"}
    moment = next(
        paragraph.text for paragraph in everything if "令和" in paragraph.text and "時" in paragraph.text
    )
    changes[moment] = moment.replace("月", "月の", 1)
    for paragraph in everything:
        if paragraph.text in changes:
            changed = changes[paragraph.text]
            paragraph.runs[0].text = changed
            for run in paragraph.runs[1:]:
                run.text = ""
    document.save(str(path))
    assert main(["diff", str(path), "--take"]) == 1
    told = capsys.readouterr().out
    for old, new in changes.items():
        assert f"− {old}" in told
        assert f"＋ {new}" in told
    assert "画面で直してください" in told


def test_the_marks_of_an_office_of_its_own(folder: Path, tmp_path: Path) -> None:
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    (own / "layouts.toml").write_text(
        '[transcript]\nprefix = "【"\nsuffix = "】"\nown_line = "はい"\nstage_open = "〔"\nstage_close = "〕"\n',
        "utf-8",
    )
    path = drafted(folder, layout=LAYOUTS["lines"])
    assert any(paragraph.text.startswith("【") for paragraph in docx.Document(str(path)).paragraphs)
    assert differing(folder, path) == ()
