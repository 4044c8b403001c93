"""Build an offline bundle: everything that an office PC without a network needs to install clerk_tui.

    python scripts/make_bundle.py                        for this machine
    python scripts/make_bundle.py --for windows linux    for others too (their wheels are fetched)
    python scripts/make_bundle.py --out 配布             into that folder

The bundle is a folder with the wheels, and a script for each kind of system that installs from them alone. One of the
Pythons that the wheels are for must be on the PC, nothing else; the script says which where there is none.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_28_x86_64", "manylinux2014_x86_64"),
    "macos": ("macosx_11_0_arm64",),
}
PYTHONS = ("3.11", "3.12", "3.13", "3.14")
"""Versions for which every dependency has wheels; a newer one is added when all of them do."""

TERMINAL = {
    "profiles": [
        {
            "name": "clerk_tui",
            "commandline": '"%LOCALAPPDATA%\\clerk-tui\\Scripts\\clerk-tui.exe"',
            "startingDirectory": "%USERPROFILE%",
            "font": {"face": "BIZ UDGothic", "size": 14},
            "colorScheme": "One Half Dark",
        }
    ]
}
"""A profile of Windows Terminal: a font in which a wide character takes two cells, and a size that is read from a seat."""
FRAGMENT = "%LOCALAPPDATA%\\Microsoft\\Windows Terminal\\Fragments\\clerk-tui"
"""Where Windows Terminal looks for profiles of programs."""
SHORTCUT = "$l=[Environment]::GetFolderPath('Desktop')+'\\clerk_tui.lnk'"
MAKE_SHORTCUT = (
    "$s=(New-Object -ComObject WScript.Shell).CreateShortcut($l);$s.TargetPath=$env:program;"
    "$s.Arguments=$env:words;$s.WorkingDirectory=$env:USERPROFILE;$s.Save()"
)

INSTALL_WINDOWS = f"""\
@echo off
rem clerk_tui をこのフォルダーの中身だけで入れます。ネットワークは使いません。
cd /d "%~dp0"
set "found="
for %%v in (@windows@) do if not defined found (py -%%v -c "" >nul 2>nul && set "found=%%v")
if not defined found goto unsuited
py -%found% -m venv "%LOCALAPPDATA%\\clerk-tui" || goto failed
"%LOCALAPPDATA%\\clerk-tui\\Scripts\\python" -m pip install --no-index --find-links wheels "clerk-tui[web]" || goto failed
rem Windows Terminal の「clerk_tui」（字体と大きさ）と、デスクトップの近道。なくても使えます。
md "{FRAGMENT}" 2>nul
copy /y terminal.json "{FRAGMENT}\\clerk-tui.json" >nul || echo Windows Terminal の設定は置けませんでした。
set "program=%LOCALAPPDATA%\\clerk-tui\\Scripts\\clerk-tui.exe"
set "words="
where wt >nul 2>nul && (set "program=wt.exe" & set "words=-p clerk_tui")
powershell -NoProfile -Command "{SHORTCUT};{MAKE_SHORTCUT}" || echo デスクトップの近道は作れませんでした。
echo.
"%LOCALAPPDATA%\\clerk-tui\\Scripts\\clerk-tui" doctor
echo.
echo 入りました。デスクトップの clerk_tui を開くか、次のように打つと見本の会議が開きます：
echo   "%LOCALAPPDATA%\\clerk-tui\\Scripts\\clerk-tui" demo
echo 取り除くときは、この一式の uninstall.cmd を実行してください。会議の記録は残ります。
pause
exit /b 0
:unsuited
echo この一式で使える Python（@windows_told@）が、この PC にありません。どれかを入れてから、もう一度実行してください。
pause
exit /b 1
:failed
echo 入れられませんでした。上に出ている理由を確かめてください。
pause
exit /b 1
"""
UNINSTALL_WINDOWS = f"""\
@echo off
rem install.cmd が置いたものだけを取り除きます。会議の記録と自分の設定は残します。
if not defined LOCALAPPDATA goto failed
set "place=%LOCALAPPDATA%\\clerk-tui"
for %%d in (Scripts Lib Include share) do if exist "%place%\\%%d" rd /s /q "%place%\\%%d"
del /q "%place%\\pyvenv.cfg" 2>nul
rd /s /q "{FRAGMENT}" 2>nul
powershell -NoProfile -Command "{SHORTCUT};if(Test-Path $l){{Remove-Item $l}}"
if exist "%place%\\Scripts" goto failed
rem ほかに何か置いてあれば、フォルダーは残ります。
rd "%place%" 2>nul
echo 取り除きました。会議の記録はそのまま、自分の設定は %APPDATA%\\clerk-tui に残っています。
pause
exit /b 0
:failed
echo 取り除けないファイルがあります。clerk_tui の画面を閉じてから、もう一度実行してください。
pause
exit /b 1
"""
INSTALL_UNIX = """\
#!/bin/sh
# clerk_tui をこのフォルダーの中身だけで入れます。ネットワークは使いません。
set -eu
cd "$(dirname "$0")"
place="${CLERK_TUI_HOME:-$HOME/.local/share/clerk-tui}"
case "$(uname -s)" in
    Linux) versions="@linux@" told="@linux_told@" ;;
    Darwin) versions="@macos@" told="@macos_told@" ;;
    *) versions="" told="" ;;
esac
if [ -z "$versions" ]; then
    echo "この一式には、この OS の部品がありません。--for linux か --for macos を付けて作り直してください。" >&2
    exit 1
fi
python=""
for name in python3 $(printf 'python%s ' $versions); do
    have="$("$name" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null || true)"
    for version in $versions; do
        if [ -z "$python" ] && [ "$have" = "$version" ]; then
            python="$name"
        fi
    done
done
if [ -z "$python" ]; then
    echo "この一式で使える Python（$told）が、この PC にありません。どれかを入れてから、もう一度実行してください。" >&2
    exit 1
fi
"$python" -m venv "$place"
"$place/bin/python" -m pip install --quiet --no-index --find-links wheels 'clerk-tui[web]'
echo "入りました。次のように打つと見本の会議が開きます："
echo "  $place/bin/clerk-tui demo"
"""
UNINSTALL_UNIX = """\
#!/bin/sh
# install.sh が置いたものだけを取り除きます。会議の記録と自分の設定は残します。
set -eu
place="${CLERK_TUI_HOME:-$HOME/.local/share/clerk-tui}"
if [ ! -x "$place/bin/clerk-tui" ]; then
    echo "$place に clerk_tui はありません。" >&2
    exit 1
fi
for part in bin lib lib64 include share pyvenv.cfg; do
    rm -rf "${place:?}/$part"
done
# ほかに何か置いてあれば、フォルダーは残ります。
rmdir "$place" 2>/dev/null || true
echo "取り除きました。会議の記録と自分の設定は残っています。"
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--for", dest="systems", nargs="*", choices=PLATFORMS, default=[])
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "clerk-tui-offline")
    options = parser.parse_args(arguments)
    wheels = options.out / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    for former in wheels.glob("*.whl"):
        # Of another version, perhaps; what is taken along is what is made now.
        former.unlink()
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    (own,) = wheels.glob("clerk_tui-*.whl")
    wanted = f"{own}[web]"
    pip("download", "--quiet", "--dest", str(wheels), wanted)
    for system in options.systems:
        for version in PYTHONS:
            fetch(wheels, wanted, PLATFORMS[system], version)
    versions = usable(options.systems)
    if versions["windows"]:
        for name, script in (("install.cmd", INSTALL_WINDOWS), ("uninstall.cmd", UNINSTALL_WINDOWS)):
            write(options.out / name, filled(script, versions).replace("\n", "\r\n"), "cp932")
        write(options.out / "terminal.json", json.dumps(TERMINAL, indent=2), "utf-8")
    if versions["linux"] or versions["macos"]:
        for name, script in (("install.sh", INSTALL_UNIX), ("uninstall.sh", UNINSTALL_UNIX)):
            write(options.out / name, filled(script, versions), "utf-8")
            (options.out / name).chmod(0o755)
    print(
        f"{options.out}：{len(list(wheels.iterdir()))} 個の部品。install.cmd（Windows）か install.sh を実行してください。"
    )


def usable(systems: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The Pythons, newest first, for which a system finds its wheels: all where they were fetched, else our own."""
    here = {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")
    own = f"{sys.version_info.major}.{sys.version_info.minor}"
    found = {
        system: {*(PYTHONS if system in systems else ()), *((own,) if system == here else ())}
        for system in PLATFORMS
    }
    return {
        system: tuple(sorted(versions, key=lambda version: int(version.partition(".")[2]), reverse=True))
        for system, versions in found.items()
    }


def filled(script: str, versions: Mapping[str, Sequence[str]]) -> str:
    """The script with the versions of each system, for the shell and for the clerk."""
    for system, each in versions.items():
        script = script.replace(f"@{system}@", " ".join(each)).replace(f"@{system}_told@", "、".join(each))
    return script


def fetch(wheels: Path, wanted: str, platforms: Sequence[str], version: str) -> None:
    """The wheels for another system and another Python."""
    named = [part for platform in platforms for part in ("--platform", platform)]
    pip(
        *("download", "--quiet", "--only-binary", ":all:", "--python-version", version, *named),
        *("--dest", str(wheels), wanted),
    )


def pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments], check=True)


def write(path: Path, text: str, encoding: str) -> None:
    path.write_bytes(text.encode(encoding))


if __name__ == "__main__":
    main()
