"""The bundle for PCs without a network: what is made now is what goes along, and no unsuited Python is taken."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import pytest

SCRIPT = Path(__file__).resolve().parents[1] / "scripts" / "make_bundle.py"


@pytest.fixture
def bundle(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, with a pip that only makes our own wheel."""
    spec = importlib.util.spec_from_file_location("make_bundle", SCRIPT)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    asked: list[Sequence[str]] = []

    def pip(*arguments: str) -> None:
        asked.append(arguments)
        if arguments[0] == "wheel":
            folder = Path(arguments[arguments.index("--wheel-dir") + 1])
            (folder / "clerk_tui-9.0-py3-none-any.whl").write_bytes(b"")

    monkeypatch.setattr(module, "pip", pip)
    monkeypatch.setattr(module, "asked", asked, raising=False)
    return module


def test_a_wheel_of_another_version_that_lies_there_is_not_taken(bundle: ModuleType, tmp_path: Path) -> None:
    wheels = tmp_path / "wheels"
    wheels.mkdir()
    (wheels / "clerk_tui-0.1-py3-none-any.whl").write_bytes(b"")
    bundle.main(["--out", str(tmp_path)])
    assert [path.name for path in wheels.iterdir()] == ["clerk_tui-9.0-py3-none-any.whl"]
    assert all("9.0" in arguments[-1] for arguments in bundle.asked[1:])


def test_every_version_that_is_promised_is_fetched(bundle: ModuleType, tmp_path: Path) -> None:
    bundle.main(["--out", str(tmp_path), "--for", "windows"])
    fetched = {
        arguments[arguments.index("--python-version") + 1]
        for arguments in bundle.asked
        if "win_amd64" in arguments
    }
    assert fetched == set(bundle.PYTHONS) >= {"3.11", "3.14"}
    script = (tmp_path / "install.cmd").read_bytes().decode("cp932")
    assert "(3.14 3.13 3.12 3.11)" in script
    assert "Python（3.14、3.13、3.12、3.11）が、この PC にありません" in script
    assert "@" not in script.replace("@echo off", "")
    assert "\r\n" in script


def test_only_systems_whose_parts_are_there_have_a_script(
    bundle: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundle.sys, "platform", "win32")
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    assert bundle.usable([]) == {"windows": (own,), "linux": (), "macos": ()}
    assert bundle.usable(["macos"])["macos"] == ("3.14", "3.13", "3.12", "3.11")


@pytest.mark.skipif(sys.platform == "win32", reason="install.sh is for the others")
@pytest.mark.parametrize(
    ("there", "taken"),
    [
        ({"python3": "3.15"}, ""),
        ({}, ""),
        ({"python3": "3.12", "python3.14": "3.14"}, "python3"),
        ({"python3": "3.15", "python3.13": "3.13"}, "python3.13"),
    ],
)
def test_the_script_takes_a_python_that_the_wheels_are_for(
    bundle: ModuleType, tmp_path: Path, there: dict[str, str], taken: str
) -> None:
    bundle.main(["--out", str(tmp_path / "out"), "--for", "linux", "macos"])
    programs = tmp_path / "bin"
    programs.mkdir()
    for name in ("dirname", "uname"):
        (programs / name).symlink_to(
            next(p for p in (Path("/usr/bin", name), Path("/bin", name)) if p.exists())
        )
    place = tmp_path / "place"
    (place / "bin").mkdir(parents=True)
    for path, said in (
        *((programs / name, version) for name, version in there.items()),
        (place / "bin" / "python", ""),
    ):
        path.write_text(
            f'#!/bin/sh\n[ "$1" = -c ] && echo {said} && exit\necho "$0 $@" >> {tmp_path}/ran\n', "utf-8"
        )
        path.chmod(0o755)
    done = subprocess.run(
        ["/bin/sh", str(tmp_path / "out" / "install.sh")],
        env={**os.environ, "PATH": str(programs), "CLERK_TUI_HOME": str(place)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if taken:
        assert done.returncode == 0, done.stderr
        assert (tmp_path / "ran").read_text("utf-8").startswith(f"{programs / taken} -m venv {place}\n")
    else:
        assert done.returncode == 1
        assert "Python（3.14、3.13、3.12、3.11）が、この PC にありません" in done.stderr
        assert not (tmp_path / "ran").exists()


def test_windows_gets_a_shortcut_a_profile_of_its_terminal_and_a_way_out(
    bundle: ModuleType, tmp_path: Path
) -> None:
    bundle.main(["--out", str(tmp_path), "--for", "windows"])
    (profile,) = json.loads((tmp_path / "terminal.json").read_text("utf-8"))["profiles"]
    install, uninstall = (
        (tmp_path / name).read_bytes().decode("cp932") for name in ("install.cmd", "uninstall.cmd")
    )
    assert profile["commandline"] == '"%LOCALAPPDATA%\\clerk-tui\\Scripts\\clerk-tui.exe"'
    assert profile["font"]["face"] == "BIZ UDGothic"
    assert f"-p {profile['name']}" in install
    assert f'copy /y terminal.json "{bundle.FRAGMENT}\\clerk-tui.json"' in install
    assert f'rd /s /q "{bundle.FRAGMENT}"' in uninstall
    assert bundle.SHORTCUT in install
    assert bundle.SHORTCUT in uninstall
    # Nothing but what the installer has made is taken away with all that lies in it.
    assert [line for line in uninstall.splitlines() if "rd /s" in line and "Fragments" not in line] == [
        'for %%d in (Scripts Lib Include share) do if exist "%place%\\%%d" rd /s /q "%place%\\%%d"'
    ]
    assert "APPDATA%\\clerk-tui に残っています" in uninstall
    for script in (install, uninstall):
        assert script.count("\n") == script.count("\r\n")
        assert "%LOCALAPPDATA%" in script
        assert all(f":{label}" in script for label in re.findall(r"goto (\w+)", script))


@pytest.mark.skipif(sys.platform == "win32", reason="install.sh is for the others")
def test_uninstalling_leaves_what_somebody_else_has_put_there(bundle: ModuleType, tmp_path: Path) -> None:
    bundle.main(["--out", str(tmp_path / "out"), "--for", "linux", "macos"])
    place = tmp_path / "place"

    def uninstall() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(tmp_path / "out" / "uninstall.sh")],
            env={**os.environ, "CLERK_TUI_HOME": str(place)}, capture_output=True, encoding="utf-8", check=False,
        )  # fmt: skip

    for others in (False, True):
        (place / "bin").mkdir(parents=True)
        (place / "bin" / "clerk-tui").write_text("#!/bin/sh\n", "utf-8")
        (place / "bin" / "clerk-tui").chmod(0o755)
        (place / "pyvenv.cfg").write_text("", "utf-8")
        if others:
            (place / "sessions").mkdir()
        assert uninstall().returncode == 0
        assert place.exists() is others
    assert [path.name for path in place.iterdir()] == ["sessions"]
    gone = uninstall()
    assert gone.returncode == 1
    assert "clerk_tui はありません" in gone.stderr
