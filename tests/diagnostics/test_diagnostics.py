"""What ``clerk-tui doctor`` says of a desk: each verdict has its mend."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from clerk_tui.cli.main import main
from clerk_tui.diagnostics import Verdict, disk, fonts, terminal
from clerk_tui.diagnostics.cursor import column_after
from clerk_tui.record.errors import LockUnavailable


def template(folder: Path, *east_asian: str) -> Path:
    path = folder / "template.docx"
    with zipfile.ZipFile(path, "w") as package:
        styles = "".join(f'<w:rFonts w:eastAsia="{font}"/>' for font in east_asian)
        package.writestr("word/styles.xml", f'<w:styles>{styles}<w:lang w:eastAsia="ja-JP"/></w:styles>')
    return path


def test_a_sound_disk_is_good_and_left_as_it_was(tmp_path: Path) -> None:
    seen = disk.looks(tmp_path / "sessions" / "not yet")
    verdicts = {sight.name: sight.verdict for sight in seen}
    assert verdicts["書き手の錠"] is Verdict.GOOD
    assert verdicts["ファイルの差し替え"] is Verdict.GOOD
    assert len(seen) == 5
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_locks_will_not_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(folder: Path) -> None:
        raise LockUnavailable(folder, OSError(errno.ENOLCK, "no locks"))

    monkeypatch.setattr(disk.REAL, "lock", refused)
    (lock,) = (sight for sight in disk.looks(tmp_path) if sight.name == "書き手の錠")
    assert lock.verdict is Verdict.BAD
    assert "この機械の中のディスク" in lock.text


def test_a_disk_that_cannot_be_written_is_told_as_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(disk.REAL, "sync_folder", full)
    (only,) = disk.looks(tmp_path)
    assert only.verdict is Verdict.BAD
    assert "CLERK_TUI_SESSIONS" in only.text
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "listed",
    ["ＭＳ 明朝 & ＭＳ Ｐ明朝 (TrueType)", "MS Mincho & MS PMincho (TrueType)", "MS Mincho,ＭＳ 明朝"],
)
def test_a_font_is_found_under_any_of_its_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, listed: str
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: fonts._keys([listed]))
    assert fonts.fonts([template(tmp_path, "ＭＳ 明朝")]).verdict is Verdict.GOOD
    other = fonts.fonts([template(tmp_path, "ＭＳ 明朝", "游明朝")])
    assert other.verdict is Verdict.DOUBTFUL
    assert other.text.startswith("游明朝がありません")


def test_where_fonts_cannot_be_listed_the_wanted_ones_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "installed", lambda: None)
    seen = fonts.fonts([template(tmp_path, "游明朝")])
    assert (seen.verdict, "游明朝" in seen.text) == (Verdict.DOUBTFUL, True)


@pytest.mark.skipif(sys.platform == "win32", reason="there, the registry is read")
@pytest.mark.parametrize(
    "fault", [subprocess.TimeoutExpired("fc-list", 30), PermissionError(errno.EACCES, "no")]
)
def test_a_lister_of_fonts_that_hangs_or_cannot_run_is_told_as_such(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def run(*_arguments: object, **_settings: object) -> None:
        raise fault

    monkeypatch.setattr(fonts.shutil, "which", lambda _name: "/usr/bin/fc-list")
    monkeypatch.setattr(fonts.subprocess, "run", run)
    assert fonts.fonts([template(tmp_path, "游明朝")]).text.startswith("調べられません")


def test_a_broken_template_asks_for_no_font(tmp_path: Path) -> None:
    broken = tmp_path / "template.docx"
    broken.write_bytes(b"not a package")
    assert fonts.asked_for(broken) == frozenset()


@pytest.mark.parametrize(
    ("kind", "size", "verdict", "said"),
    [
        ("dumb", (120, 36), Verdict.BAD, "dumb"),
        ("xterm-256color", (79, 24), Verdict.DOUBTFUL, "79×24"),
        ("xterm-256color", (80, 24), Verdict.GOOD, "80×24"),
    ],
)
def test_the_terminal_is_judged_by_kind_and_size(
    monkeypatch: pytest.MonkeyPatch, kind: str, size: tuple[int, int], verdict: Verdict, said: str
) -> None:
    for stream in (terminal.sys.stdin, terminal.sys.stdout):
        monkeypatch.setattr(stream, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(terminal.sys, "platform", "linux")
    monkeypatch.delenv("TERM_PROGRAM", raising=False)
    monkeypatch.setenv("TERM", kind)
    monkeypatch.setattr(terminal.shutil, "get_terminal_size", lambda: os.terminal_size(size))
    seen = terminal.terminal()
    assert seen.verdict is verdict
    assert said in seen.text


@pytest.mark.parametrize(
    ("width", "verdict"), [(1, Verdict.GOOD), (2, Verdict.DOUBTFUL), (None, Verdict.DOUBTFUL)]
)
def test_wide_lines_of_boxes_are_noticed(
    monkeypatch: pytest.MonkeyPatch, width: int | None, verdict: Verdict
) -> None:
    monkeypatch.setattr(terminal, "column_after", lambda text: width)
    assert terminal.ambiguous_width().verdict is verdict


def test_nobody_is_asked_where_there_is_no_terminal() -> None:
    assert column_after("─") is None


def test_doctor_without_a_session_reports_the_desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path))
    assert main(["doctor"]) == 0
    report = capsys.readouterr().out
    assert all(
        name in report
        for name in ("端末", "文字コード", "罫線の幅", "書き手の錠", "変更の通知", "Word の字体")
    )
