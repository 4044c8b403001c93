"""What Windows does otherwise, as far as it can be tried elsewhere: names, paths, consoles, ends of lines, open files.

What cannot be tried without it is listed in docs/windows.md.
"""

from __future__ import annotations

import ast
import io
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path, PureWindowsPath

import pytest

from clerk_tui import profile as profiles
from clerk_tui.cli.main import main
from clerk_tui.cli.plain import NEAREST
from clerk_tui.domain.errors import Refused
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.profile.folders import own_profile
from clerk_tui.record import folder_name
from clerk_tui.scripting.lines import read_script
from clerk_tui.session_files import output_file, spelled
from clerk_tui.support.atomic import write_atomically
from clerk_tui.support.windows import is_device, replace_patiently
from clerk_tui.tui.home.form import _words

ROOT = Path(__file__).parents[1]
DEVICES = ("CON", "nul", "Aux", "PRN", "COM1", "lpt9", "COM¹", "CONIN$", "CONOUT$", "CLOCK$")


@pytest.mark.parametrize("name", [*DEVICES, "nul.docx", "con .txt", "COM1.tar.gz"])
def test_names_of_devices_are_known_with_any_ending(name: str) -> None:
    assert is_device(name)
    assert not is_device(f"会議{name}")


@pytest.mark.parametrize(
    "title", [*DEVICES, "C:会議", "C:\\会議", "会議.", "会議 ", "会議:裏", "第3回\\審議会", "a/b?c*d"]
)
def test_a_folder_of_any_title_or_profile_is_one_that_windows_takes(title: str) -> None:
    for name in (folder_name(title), own_profile(title).parent.name):
        path = PureWindowsPath("D:\\会議録", name)
        assert (path.name, path.parent) == (name, PureWindowsPath("D:\\会議録"))
        assert not is_device(name)
        assert not set(name) & set('<>:"/\\|?*')
        assert name == name.rstrip(" .")


@pytest.mark.parametrize("name", ["nul", "CON.docx"])
def test_nothing_is_written_to_a_device(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if sys.platform != "win32":
        assert output_file(tmp_path / name) == tmp_path / name
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(Refused, match="装置に使う名前"):
        output_file(tmp_path / name)


@pytest.mark.parametrize(
    ("place", "typed"),
    [
        ("C:\\会議\\第3回", "C:\\会議\\第3回"),
        ("C:\\会議 録\\第3回", '"C:\\会議 録\\第3回"'),
        ("\\\\共有\\総務課\\第3回", "\\\\共有\\総務課\\第3回"),
        ("第3回;臨時", '"第3回;臨時"'),
        ("O'Brien", '"O\'Brien"'),
    ],
)
def test_a_path_is_told_as_both_shells_of_windows_take_it(
    place: str, typed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert spelled(str(PureWindowsPath(place))) == typed
    # The form of the home screen divides what is typed or dropped there as the shell does.
    assert _words(f"{typed} 次第.docx") == [place, "次第.docx"]


def test_replacing_is_tried_again_while_a_reader_holds_the_file() -> None:
    pauses: list[float] = []

    def busy() -> None:
        if len(pauses) < 3:
            raise PermissionError("in use")

    replace_patiently(busy, stubborn=True, pause=pauses.append)
    assert len(pauses) == 3
    with pytest.raises(PermissionError):
        replace_patiently(
            lambda: (_ for _ in ()).throw(PermissionError()), stubborn=True, pause=pauses.append
        )
    pauses.clear()
    with pytest.raises(PermissionError):
        replace_patiently(busy, stubborn=False, pause=pauses.append)
    assert pauses == []


def test_what_appears_whole_or_not_at_all_waits_for_a_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a virus scanner or a sync program has the file open for a moment."""
    target = tmp_path / "会議録案.docx"
    target.write_bytes(b"old")
    refused = iter([True, True])
    real = Path.replace

    def held(self: Path, to: Path) -> Path:
        if next(refused, False):
            raise PermissionError(13, "in use", str(to))
        return real(self, to)

    monkeypatch.setattr(Path, "replace", held)
    patiently = replace_patiently
    monkeypatch.setattr(
        "clerk_tui.support.atomic.replace_patiently",
        lambda replace: patiently(replace, stubborn=True, pause=lambda _seconds: None),
    )
    write_atomically(target, lambda stream: stream.write(b"new"))
    assert target.read_bytes() == b"new"


def test_files_with_windows_line_ends_and_a_mark_read_the_same(tmp_path: Path) -> None:
    sample = ROOT / "templates" / "privacy_council" / "sample"
    there = tmp_path / "S"
    shutil.copytree(sample, there)
    shutil.copy(sample.parent / "profile.toml", there)
    expected = (
        read_preparation(there, profiles),
        list(read_script(there / "script.jsonl")),
    )
    for name in ("preparation.toml", "profile.toml", "script.jsonl"):
        text = (there / name).read_text("utf-8")
        (there / name).write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    assert (
        read_preparation(there, profiles),
        list(read_script(there / "script.jsonl")),
    ) == expected


def said() -> Iterator[tuple[str, str]]:
    """Every text of the commands, with the file in which it stands."""
    for path in sorted((ROOT / "clerk_tui" / "cli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield path.name, node.value


def test_a_console_of_cp932_shows_all_that_the_commands_say() -> None:
    lacking = {
        (name, char)
        for name, text in said()
        for char in text
        if char not in NEAREST and not char.encode("cp932", "ignore")
    }
    # What is looked for and never said: what steers a terminal, and the mark at the head of a file.
    assert {(name, char) for name, char in lacking if name != "plain.py"} == {("streams.py", "\ufeff")}
    assert all(char.encode("cp932") for char in NEAREST.values())


def test_a_sign_that_the_console_lacks_becomes_its_like(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path))
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="cp932", write_through=True))
    assert main(["draft", "10時〜12時—𠮷田"]) == 3
    told = raw.getvalue().decode("cp932")
    assert "「10時～12時―\\U00020bb7田」" in told
