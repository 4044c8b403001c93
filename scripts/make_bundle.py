"""Build an offline bundle: everything that an office PC without a network needs to install clerk_tui.

    python scripts/make_bundle.py                        for this machine
    python scripts/make_bundle.py --for windows linux    for others too (their wheels are fetched)
    python scripts/make_bundle.py --out 配布             into that folder

The bundle is a folder with the wheels, and a script for each kind of system that installs from them alone. One of the
Pythons that the wheels are for must be on the PC, nothing else; the script says which where there is none.
"""

from __future__ import annotations

import argparse
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

INSTALL_WINDOWS = """\
@echo off
rem clerk_tui をこのフォルダーの中身だけで入れます。ネットワークは使いません。
cd /d "%~dp0"
set "found="
for %%v in (@windows@) do if not defined found (py -%%v -c "" >nul 2>nul && set "found=%%v")
if not defined found goto unsuited
py -%found% -m venv "%LOCALAPPDATA%\\clerk-tui" || goto failed
"%LOCALAPPDATA%\\clerk-tui\\Scripts\\python" -m pip install --no-index --find-links wheels "clerk-tui[web]" || goto failed
echo.
echo 入りました。次のように打つと見本の会議が開きます：
echo   "%LOCALAPPDATA%\\clerk-tui\\Scripts\\clerk-tui" demo
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
        windows = filled(INSTALL_WINDOWS, versions).replace("\n", "\r\n")
        write(options.out / "install.cmd", windows, "cp932")
    if versions["linux"] or versions["macos"]:
        write(options.out / "install.sh", filled(INSTALL_UNIX, versions), "utf-8")
        (options.out / "install.sh").chmod(0o755)
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
