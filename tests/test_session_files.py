"""Nothing that is made from a session is written over the session itself, however the target is spelled."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from clerk_tui.cli.main import main
from clerk_tui.domain.errors import Refused
from clerk_tui.session_files import output_file, reject_session_file


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    folder = tmp_path / "sessions" / "S"
    assert main(["demo", "--headless", "-o", str(folder)]) == 0
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


OWN = ("record.json", "record.2.json", "record.lock", "unsent.json", "preparation.toml", "profile.toml")


def test_no_result_is_written_over_a_sessions_own_files(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(session)
    commands = [["export", "S", "md", "--internal"], ["draft", "S"], ["draft", "S", "-l", "summary"]]
    for command in commands:
        for name in (*OWN, "RECORD.Json", "record.json.", "Profile.TOML"):
            assert main([*command, "-o", str(session / name)]) == 3
            assert "会議の記録や準備に使う名前です" in capsys.readouterr().err
    assert contents(session) == before


def test_no_new_session_is_made_among_the_files_of_one(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(session)
    script = session.parent / "script.jsonl"
    script.write_text("", "utf-8")
    inner = str(session / "unsent.json")
    for command in (
        ["replay", str(session), str(script), "-o", inner],
        ["import", str(session / "会議録案.docx"), "-o", inner],
        ["demo", "--headless", "-o", inner],
        ["doctor", "S", "--salvage", inner],
    ):
        assert main(command) == 3
        assert "会議の記録や準備に使う名前です" in capsys.readouterr().err, command
    assert contents(session) == before


def test_a_salvage_does_not_touch_a_session_that_was_only_prepared(
    session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "preparation.toml").write_text("# 手で書いたもの\n", "utf-8")
    assert main(["doctor", "S", "--salvage", str(other)]) == 3
    assert "すでに会議があります" in capsys.readouterr().err
    assert contents(other) == {"preparation.toml": "# 手で書いたもの\n".encode()}


@pytest.mark.skipif(os.name == "nt", reason="リンクを作る権限が要るため")
def test_neither_a_link_nor_a_way_round_hides_what_a_target_is(session: Path, tmp_path: Path) -> None:
    folder, file, hard = tmp_path / "フォルダー", tmp_path / "会議録.md", session / "会議録.md"
    folder.symlink_to(session, target_is_directory=True)
    file.symlink_to(session / "record.json")
    hard.hardlink_to(session / "record.json")
    moved = session / "record.9.json"
    moved.symlink_to(tmp_path / "nowhere")
    (session / "sub").mkdir()
    for target in (folder / "record.json", file, hard, moved, session / "sub" / ".." / "profile.toml"):
        with pytest.raises(Refused, match="会議の記録や準備に使う名前"):
            output_file(target)


def test_other_names_and_other_folders_are_free(session: Path, tmp_path: Path) -> None:
    for target in (session / "会議録.md", session / "draft.docx", tmp_path / "record.json"):
        assert output_file(target) == target == reject_session_file(target)


def test_a_folder_is_told_with_what_to_write_instead(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for command in (["draft", "S"], ["export", "S", "md", "--internal"]):
        assert main([*command, "-o", "."]) == 3
        told = capsys.readouterr().err
        assert told.startswith(f"{Path.cwd()} はフォルダーです。") and "会議録案.docx" in told
        assert main([*command, "-o", "無い/x.docx"]) == 3
        assert "無い というフォルダーはありません" in capsys.readouterr().err


def test_an_export_that_fails_leaves_what_was_there(
    session: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "会議録.md"
    target.write_text("前のもの", "utf-8")

    def full(descriptor: int) -> None:
        raise OSError(28, "空きがありません")

    monkeypatch.setattr(os, "fsync", full)
    assert main(["export", "S", "md", "--internal", "--force", "-o", str(target)]) == 4
    assert "空きがありません" in capsys.readouterr().err
    assert target.read_text("utf-8") == "前のもの"
