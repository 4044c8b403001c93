"""Fonts (字体) that the Word templates ask for, and whether this machine has them."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import unicodedata
import zipfile
from collections.abc import Collection
from pathlib import Path

from .result import CheckResult, Verdict

_EAST_ASIAN = re.compile(r'w:eastAsia="([^"]+)"')
_LANGUAGE_TAG = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
"""``w:lang`` has an attribute of the same name, with a language in it."""
_ENGLISH = {
    "MS明朝": "msmincho",
    "MSP明朝": "mspmincho",
    "MSゴシック": "msgothic",
    "MSPゴシック": "mspgothic",
    "游明朝": "yumincho",
    "游ゴシック": "yugothic",
    "メイリオ": "meiryo",
    "BIZUD明朝": "bizudmincho",
    "BIZUDゴシック": "bizudgothic",
}
"""Names under which Windows lists fonts that Word calls by their Japanese ones."""


def fonts(templates: Collection[Path]) -> CheckResult:
    """Whether the templates' East Asian fonts are installed; Word takes another one where they are not."""
    name = "Word の字体"
    wanted = sorted({font for template in templates for font in asked_for(template)})
    have = installed()
    if have is None:
        return CheckResult(name, Verdict.DOUBTFUL, f"調べられません。ひな形は{'、'.join(wanted)}を使います。")
    missing = [font for font in wanted if not ({_key(font), _ENGLISH.get(_key(font))} & have)]
    if not missing:
        return CheckResult(name, Verdict.GOOD, "、".join(wanted))
    return CheckResult(
        name,
        Verdict.DOUBTFUL,
        f"{'、'.join(missing)}がありません。この機械では別の字体で出ますが、Word のある機械では正しく出ます。",
    )


def asked_for(template: Path) -> frozenset[str]:
    """East Asian fonts named in a Word file's styles; none where it cannot be read."""
    try:
        with zipfile.ZipFile(template) as package:
            styles = package.read("word/styles.xml").decode("utf-8")
    except (OSError, KeyError, zipfile.BadZipFile, UnicodeDecodeError):
        # A broken template is refused, with its reason, by whoever draws with it.
        return frozenset()
    return frozenset(font for font in _EAST_ASIAN.findall(styles) if not _LANGUAGE_TAG.fullmatch(font))


def _key(font: str) -> str:
    return re.sub(r"[\s_-]", "", unicodedata.normalize("NFKC", font))


def _keys(lines: Collection[str]) -> frozenset[str]:
    """Keys of font names, several of which may share a line."""
    names = (name for line in lines for name in re.split(r"[,&]", re.sub(r"\(.*?\)", "", line)))
    return frozenset(key for name in names for key in (_key(name), _key(name).lower()) if key)


if sys.platform == "win32":
    import winreg

    _REGISTRY = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\Fonts"

    def installed() -> frozenset[str] | None:
        """Keys of the fonts of this machine; None where they cannot be listed."""
        found: list[str] = []
        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            try:
                with winreg.OpenKey(root, _REGISTRY) as key:
                    found += [winreg.EnumValue(key, index)[0] for index in range(winreg.QueryInfoKey(key)[1])]
            except OSError:
                # A user without fonts of their own has no such key.
                continue
        return _keys(found) or None

else:

    def installed() -> frozenset[str] | None:
        """Keys of the fonts of this machine; None where they cannot be listed."""
        lister = shutil.which("fc-list")
        if lister is None:
            return None
        try:
            listed = subprocess.run(
                [lister, ":", "family"],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                timeout=30,
            )
        except (OSError, subprocess.TimeoutExpired):
            # It cannot be run, or a font folder on a sleeping share keeps it waiting.
            return None
        return _keys(listed.stdout.splitlines()) or None
