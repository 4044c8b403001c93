"""A draft that is taken in again and drafted again is the same draft, paragraph for paragraph."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
from printed_minutes import GOLDEN, seed
from script_player import JST, prepared, sample_folder

from clerk_tui.cli.main import main
from clerk_tui.cli.replay import play
from clerk_tui.drafting import write_draft
from clerk_tui.library import create, recording, state_of
from clerk_tui.minutes.layouts import Layout
from clerk_tui.published.comparison import pieces
from clerk_tui.published.data import read_published
from clerk_tui.published.reading.word import read_word
from clerk_tui.published.script import script
from clerk_tui.script.replay import replay

CREATED = datetime(2026, 12, 1, 9, 0, tzinfo=JST)
FULL = [Layout.TABLE, Layout.LINES, Layout.FORMAL]
MARKS = {
    "brackets on a line of their own": '[transcript]\nprefix = "【"\nsuffix = "】"\nown_line = "はい"\n',
    "a colon": '[transcript]\nprefix = "◇"\nsuffix = "："\nstage_open = "〔"\nstage_close = "〕"\n',
    "brackets": '[transcript]\nprefix = "［"\nsuffix = "］"\n',
}


@pytest.fixture(autouse=True)
def own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    return own


def sample(body: str, tmp_path: Path) -> Path:
    meeting = prepared(body)[0].state.meeting
    assert meeting is not None
    made = create(tmp_path / body, meeting)
    with recording(made) as opened:
        replay(opened.session, sample_folder(body) / "script.jsonl")
    return made


def assert_fixed(folder: Path, layout: Layout, tmp_path: Path, *options: str) -> None:
    first = write_draft(state_of(folder), tmp_path / "一.docx", CREATED, layout=layout)
    assert main(["import", str(first), "-o", str(tmp_path / "再び"), *options]) == 0
    second = write_draft(state_of(tmp_path / "再び"), tmp_path / "二.docx", CREATED, layout=layout)
    assert pieces(read_word(second)) == pieces(read_word(first))


@pytest.mark.parametrize("layout", FULL)
@pytest.mark.parametrize("body", ["privacy_council", "agriculture_committee"])
def test_the_samples_come_back_as_they_were_printed(body: str, layout: Layout, tmp_path: Path) -> None:
    assert_fixed(sample(body, tmp_path), layout, tmp_path)


@seed
@pytest.mark.parametrize("layout", FULL)
def test_the_real_meeting_comes_back_as_it_was_printed(layout: Layout, tmp_path: Path) -> None:
    meeting, lines = script(read_published(GOLDEN))
    path = tmp_path / "script.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    folder, _, _ = play(meeting, path, tmp_path / "会議")
    assert_fixed(folder, layout, tmp_path)


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("layout", [Layout.LINES, Layout.FORMAL])
def test_an_office_s_own_marks_come_back(
    marks: str, layout: Layout, tmp_path: Path, own_templates: Path
) -> None:
    (own_templates / "layouts.toml").write_text(MARKS[marks], "utf-8")
    assert_fixed(
        sample("agriculture_committee", tmp_path), layout, tmp_path, "--body", "agriculture_committee"
    )


@pytest.mark.parametrize("marks", MARKS)
def test_marks_are_learned_where_no_body_tells_them(marks: str, tmp_path: Path, own_templates: Path) -> None:
    (own_templates / "layouts.toml").write_text(MARKS[marks], "utf-8")
    assert_fixed(sample("agriculture_committee", tmp_path), Layout.LINES, tmp_path)
