"""A draft that was worked on in Word: what was changed is shown turn by turn and goes back into the record."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import pytest
from script_player import JST, prepared, sample_folder

from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.published.comparison import compared
from clerk_tui.published.reading import read_minutes
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
@pytest.mark.parametrize("layout", [LAYOUTS["table"], LAYOUTS["lines"]], ids=["table", "lines"])
def test_a_draft_that_nobody_touched_has_no_difference(
    folder: Path, edition: Edition, layout: LayoutSpec
) -> None:
    path = drafted(folder, edition, layout)
    state = state_of(folder)
    # A turn without words has nothing that could be read back.
    assert [change for change in compared(state, read_minutes(path).published) if change.after] == []


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
    gone = [
        change for change in compared(state_of(folder), read_minutes(path).published) if change.after is None
    ]
    assert text in [change.before.text for change in gone if change.before]
    assert all(change.command is None for change in gone)


def test_words_that_the_public_draft_does_not_print_are_never_overwritten(folder: Path) -> None:
    with recording(folder) as opened:
        turn = next(turn for turn in opened.session.state.turns if len(turn.text) > 60)
        opened.session.dispatch(c.EditText(turn.id, ("〔内部：個人の事情〕があると伺いました。",)))
    path = drafted(folder)
    edited(path, "があると伺いました。", "があると伺っております。")
    (change,) = [c_ for c_ in compared(state_of(folder), read_minutes(path).published) if c_.after]
    assert change.before is not None
    assert change.command is None
