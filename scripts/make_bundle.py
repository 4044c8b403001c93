"""Build an offline bundle: everything that an office PC without a network needs to install clerk_tui.

    python scripts/make_bundle.py                        for this machine
    python scripts/make_bundle.py --for windows linux    for others too (their wheels are fetched)
    python scripts/make_bundle.py --out 配布             into that folder

The bundle is a folder with the wheels, and one script for each system that installs from them alone. Python 3.11 or
later must be on the PC; nothing else.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLATFORMS = {
    "windows": ("win_amd64",),
    "linux": ("manylinux_2_28_x86_64", "manylinux2014_x86_64"),
    "macos": ("macosx_11_0_arm64",),
}
PYTHONS = ("3.11", "3.12", "3.13")

INSTALL_WINDOWS = """\
@echo off
rem clerk_tui をこのフォルダーの中身だけで入れます。ネットワークは使いません。
cd /d "%~dp0"
py -3 -m venv "%LOCALAPPDATA%\\clerk-tui" || goto failed
"%LOCALAPPDATA%\\clerk-tui\\Scripts\\python" -m pip install --no-index --find-links wheels "clerk-tui[web]" || goto failed
echo.
echo 入りました。次のように打つと見本の会議が開きます：
echo   "%LOCALAPPDATA%\\clerk-tui\\Scripts\\clerk-tui" demo
pause
exit /b 0
:failed
echo 入れられませんでした。Python 3.11 以上が入っているか確かめてください。
pause
exit /b 1
"""
INSTALL_UNIX = """\
#!/bin/sh
# clerk_tui をこのフォルダーの中身だけで入れます。ネットワークは使いません。
set -eu
cd "$(dirname "$0")"
place="${CLERK_TUI_HOME:-$HOME/.local/share/clerk-tui}"
python3 -m venv "$place"
"$place/bin/python" -m pip install --quiet --no-index --find-links wheels 'clerk-tui[web]'
echo "入りました。次のように打つと見本の会議が開きます："
echo "  $place/bin/clerk-tui demo"
"""


def main() -> None:
    """Build what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--for", dest="systems", nargs="*", choices=PLATFORMS, default=[])
    parser.add_argument("--out", type=Path, default=ROOT / "dist" / "clerk-tui-offline")
    options = parser.parse_args()
    wheels = options.out / "wheels"
    wheels.mkdir(parents=True, exist_ok=True)
    pip("wheel", "--quiet", "--no-deps", "--wheel-dir", str(wheels), str(ROOT))
    own = next(wheels.glob("clerk_tui-*.whl"))
    wanted = f"{own}[web]"
    pip("download", "--quiet", "--dest", str(wheels), wanted)
    for system in options.systems:
        for version in PYTHONS:
            fetch(wheels, wanted, PLATFORMS[system], version)
    write(options.out / "install.cmd", INSTALL_WINDOWS.replace("\n", "\r\n"), "cp932")
    write(options.out / "install.sh", INSTALL_UNIX, "utf-8")
    (options.out / "install.sh").chmod(0o755)
    print(
        f"{options.out}：{len(list(wheels.iterdir()))} 個の部品。install.cmd（Windows）か install.sh を実行してください。"
    )


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
