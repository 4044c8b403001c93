"""Every command reads a record through one door: not a part of it, and not another meeting's, without being told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace
from script_player import prepared, sample_folder

from clerk_tui import profile as profiles
from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Unconfirmed
from clerk_tui.domain.record import Named, Unnamed
from clerk_tui.domain.revision import changes
from clerk_tui.intake import read_preparation
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.scripting.replay import replay
from clerk_tui.sessions import INCOMPLETE, NotWhole, create, recording, state_of

BODY = "privacy_council"
OTHER = "agriculture_committee"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = create(tmp_path / "sessions" / "会議", read_preparation(sample_folder(BODY), profiles))
    with recording(made) as opened:
        replay(opened.session, sample_folder(BODY) / "script.jsonl")
    return made


MAKING = (
    ["draft", "会議", "-o", "案.docx"],
    ["export", "会議", "md", "--internal", "-o", "録.md"],
    ["polish", "会議", "--show"],
    ["vocabulary", "会議"],
)


def test_a_record_cut_short_is_drafted_on_request_alone_and_says_so(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    record = folder / "record.json"
    lines = record.read_text("utf-8").splitlines(keepends=True)
    record.write_text("".join(lines[:60]), "utf-8")
    for command in MAKING:
        assert main(command) == 3, command
        assert "止めました" in capsys.readouterr().err
    assert not list(tmp_path.glob("案*")) and not list(tmp_path.glob("録*"))
    assert main(["check", "会議"]) == 1
    assert "途中で終わっています" in capsys.readouterr().err
    main(["search", "個人情報"])
    assert "会議：" in capsys.readouterr().err
    assert main(["export", "会議", "json", "--internal", "--incomplete", "-o", "録.json"]) == 1
    assert INCOMPLETE in json.loads(Path("録.json").read_text("utf-8"))["title"]
    for layout in LAYOUTS:
        name = f"案-{layout}.docx"
        assert main(["draft", "会議", "--internal", "--incomplete", "-l", layout, "-o", name]) == 1
        word = docx.Document(name)
        top = [*(p.text for p in word.paragraphs[:8])]
        top += [cell.text for table in word.tables[:1] for row in table.rows[:4] for cell in row.cells]
        assert INCOMPLETE in "".join(top), layout


def test_the_record_of_another_meeting_is_nobodys(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    other = create(folder.parent / "別", read_preparation(sample_folder(OTHER), profiles))
    shutil.copy(folder / "record.json", other / "record.json")
    for command in (*MAKING, ["check", ""], ["chair", ""]):
        called = [command[0], "別", *command[2:]]
        assert main(called) == 3, called
        assert "別の会議" in capsys.readouterr().err, called
    with pytest.raises(NotWhole, match="clerk-tui record"), recording(other):
        pass
    with recording(other, asks=True) as opened:
        assert opened.asked is not None and opened.session.state.base != opened.asked
        with pytest.raises(Unconfirmed, match="別の会議"):
            opened.session.dispatch(c.Prepare(opened.asked))
        opened.session.dispatch(c.Prepare(opened.asked, confirmed=True))
    assert state_of(other).prepared


def test_a_roster_that_loses_who_has_spoken_is_asked_about_and_told_item_by_item() -> None:
    session, _ = prepared(BODY)
    meeting = session.state.meeting
    member = next(person for person in meeting.people if person.name == "榎本")
    session.dispatch(c.RecordTurn(Named(member.id), ("はい。",)))
    session.dispatch(c.RecordTurn(Unnamed("member"), ("はい。",)))
    fewer = replace(
        meeting,
        place="別の部屋",
        people=tuple(each for each in meeting.people if each != member),
        cases=(replace(meeting.cases[0], title="直した件名"), *meeting.cases[1:]),
    )
    with pytest.raises(Unconfirmed, match="榎本"):
        session.dispatch(c.Prepare(fewer))
    told = changes(meeting, fewer)
    assert len(told) == 3
    assert told[0].startswith("場所「") and "榎本" in told[1] and "案件「" in told[2]
    session.dispatch(c.Prepare(fewer, confirmed=True))
    assert session.state.meeting.place == "別の部屋"
    session.dispatch(c.Undo())
    assert session.state.meeting == meeting and len(session.state.turns) == 2


def test_what_a_saved_preparation_changes_is_told_and_stays_undone(folder: Path) -> None:
    path = folder / "preparation.toml"
    before = path.read_text("utf-8")
    place = state_of(folder).meeting.place
    path.write_text(before.replace(place, "別の部屋"), "utf-8")
    with recording(folder) as opened:
        assert any("場所「" in each and "取り消せます" in each for each in opened.news)
        opened.session.dispatch(c.Undo())
    with recording(folder) as opened:
        assert opened.session.state.meeting.place == place
        assert any("読み込んでいません" in each for each in opened.news)
