"""A meeting that was played once, and its drafts."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from round_trips import BODY, CREATED, Made, Meeting
from script_player import played, prepared, sample_folder

from clerk_tui.drafting import write_draft
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.scripting.replay import replay
from clerk_tui.sessions import create, recording


@pytest.fixture(scope="module")
def meeting(tmp_path_factory: pytest.TempPathFactory) -> Meeting:
    """By layout: the events of the sample, its draft, and what has been printed of it so far."""
    session, store = played(BODY)
    place = tmp_path_factory.mktemp("案")
    made: dict[str, Made] = {}

    def of(layout: str) -> Made:
        if layout not in made:
            seq = session.timeline.next_seq - 1
            path = place / f"{layout}.docx"
            write_draft(session.state, path, CREATED, layout=LAYOUTS[layout], seq=seq)
            made[layout] = (tuple(store.records), path, {})
        return made[layout]

    return of


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    meeting = prepared(BODY)[0].state.meeting
    made = create(tmp_path_factory.mktemp("記録") / "会議", meeting)
    with recording(made) as opened:
        replay(opened.session, sample_folder(BODY) / "script.jsonl")
    return made


@pytest.fixture
def folder(recorded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return Path(shutil.copytree(recorded, tmp_path / "会議"))


@pytest.fixture
def templates(tmp_path: Path) -> Path:
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    return own
