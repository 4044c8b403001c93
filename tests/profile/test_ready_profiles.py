"""The bodies that are ready to be used: each holds a meeting from its own sample papers, records and drafts it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk_tui.cli.main import main
from clerk_tui.domain.profile import Standing
from clerk_tui.profile import read_profile, write_profile
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.sessions import preparation, state_of

READY = {
    "education_board": (["議案第21号", "議案第22号", "報告第4号"], 0),
    "city_planning": (["第1号議案", "第2号議案"], 1),
    "standing_committee": (["議案第31号", "請願第2号"], 1),
    "disclosure_board": (["諮問（情）第5号", "諮問（個）第5号"], 0),
    "expert_panel": ([], 2),
    "liaison_council": ([], 3),
}
BODIES = pytest.mark.parametrize("body", READY)


@pytest.fixture
def made(body: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The session that comes of the sample papers."""
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    sample = shipped_folder() / body / "sample"
    files = ("--from", str(sample / "次第.txt"), "--roster", str(sample / "名簿.csv"))
    assert main(["new", *files, "--body", body, "-y"]) == 0
    (session,) = (tmp_path / "sessions").iterdir()
    return session


@BODIES
def test_the_profile_reads_back(body: str, tmp_path: Path) -> None:
    profile = read_profile(shipped_folder() / body / "profile.toml")
    path = tmp_path / "profile.toml"
    path.write_text(write_profile(profile), encoding="utf-8")
    assert read_profile(path) == profile


@BODIES
def test_its_papers_are_read_whole(body: str, made: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = capsys.readouterr()
    meeting = preparation(made)
    labels = [meeting.profile.notation.label(case.id) for case in meeting.cases]
    assert (labels, sum(not group.cases for group in meeting.groups)) == READY[body]
    assert None not in (meeting.date, meeting.starts, meeting.ends)
    assert meeting.place
    assert len(meeting.voters) == 4
    assert [meeting.role_of(person).standing for person in meeting.voters].count(Standing.CHAIR) == 1
    assert "読めなかった行" not in told.out
    assert "この型にありません" not in told.err


@BODIES
def test_it_records_and_drafts(body: str, made: Path, tmp_path: Path) -> None:
    sample = shipped_folder() / body / "sample"
    record = tmp_path / "記録"
    assert main(["replay", str(made), str(sample / "script.jsonl"), "-o", str(record)]) == 0
    state = state_of(record)
    lines = [
        json.loads(line)
        for line in (sample / "script.jsonl").read_text("utf-8").splitlines()
        if line[:1] == "{"
    ]
    assert len(state.turns) == sum(line["command"] == "turn" for line in lines)
    assert {case.id for case in state.meeting.cases} == set(state.rulings) if state.meeting else False
    assert main(["draft", str(record)]) == 0
    assert list(record.glob("*.docx"))
