"""A meeting of which nobody knows when it was: no date or hour is made up anywhere."""

from __future__ import annotations

import json
import re
from datetime import date, datetime, time
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace
from script_player import JST, sample_folder

from clerk_tui import profile as profiles
from clerk_tui.cli.main import main
from clerk_tui.cli.replay import play
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.drafting import write_draft
from clerk_tui.export import FORMATS
from clerk_tui.intake import read_preparation
from clerk_tui.intake.preparation_writer import write_preparation
from clerk_tui.minutes.edition import Edition
from clerk_tui.sessions import state_of

DRAWN = datetime(2026, 12, 24, 8, 7, tzinfo=JST)
CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}|[0-9]{1,2}時[0-9]{2}分|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]+月[0-9]+日")


def undated() -> Meeting:
    meeting = read_preparation(sample_folder("agriculture_committee"), profiles)
    return replace(meeting, date=None, starts=None, ends=None)


def recorded(folder: Path) -> Path:
    script = folder.parent / "script.jsonl"
    lines = (
        {"command": "open"},
        {"command": "turn", "speaker": "chair", "text": ["始めます。"]},
        {"command": "close"},
    )
    script.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    made, _, _ = play(undated(), script, folder)
    return made


def test_it_stays_unknown_in_the_file_of_the_preparation(tmp_path: Path) -> None:
    (tmp_path / "preparation.toml").write_text(write_preparation(undated()), encoding="utf-8")
    read = read_preparation(tmp_path, profiles)
    assert (read.date, read.starts, read.ends, read.day, read.timed) == (None, None, None, "", False)


def test_the_minutes_say_that_it_is_not_known(tmp_path: Path) -> None:
    state = state_of(recorded(tmp_path / "会議"))
    path = write_draft(state, tmp_path / "案.docx", DRAWN)
    header = docx.Document(str(path)).tables[0]
    assert "日時不明" in [row.cells[-1].text for row in header.rows]


def test_no_export_holds_a_moment_of_it(tmp_path: Path) -> None:
    state = state_of(recorded(tmp_path / "会議"))
    for name, (_, export) in FORMATS.items():
        if name in ("vtt", "chapters"):
            with pytest.raises(Refused, match="録音の位置が分かりません"):
                export(state, DRAWN, Edition.PUBLIC)
            continue
        text = export(state, DRAWN, Edition.PUBLIC)
        told = [found for found in CLOCK.findall(text) if found not in ("2026-12-24", "08:07", "09:00")]
        assert told == [], name


def test_it_is_listed_and_found_without_a_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path))
    recorded(tmp_path / "会議")
    assert main(["list"]) == 0
    assert main(["search", "始めます"]) == 0
    told = capsys.readouterr().out
    assert "不明" in told
    assert not CLOCK.search(told)


def test_a_day_without_hours_is_printed_alone(tmp_path: Path) -> None:
    meeting = replace(undated(), date=date(2026, 12, 1), starts=time(10))
    assert not meeting.timed
    assert 'end = "不明"' in write_preparation(meeting)
