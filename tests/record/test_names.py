"""No title of a meeting leads out of the sessions' folder, and every title gets a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_tui.record import folder_name

HOSTILE = [
    "", " ", ".", "..", "...", "../../etc/passwd", "..\\..\\Windows", "/etc/passwd", "C:\\会議", "\\\\server\\share",
    "CON", "nul", "COM1", "LPT9.txt", "aux.", "会議...", "会議 ", "会議\u202e3102", "\u2066会議\u2069", "会\x00議",
    "会\x1b[31m議", "会\n議\t録", "会議?*<>|\":", "議" * 87, "𠮷" * 64, "\ud800会議", "~root", "--help", "a" * 300,
]  # fmt: skip


@pytest.mark.parametrize("title", HOSTILE, ids=ascii)
def test_a_hostile_title_gets_a_harmless_folder(title: str, tmp_path: Path) -> None:
    name = folder_name(title)
    assert 0 < len(name.encode("utf-8")) <= 130
    assert not set(name) & set('/\\:*?"<>|.\n\t\x00\x1b\u202e\u2066')
    assert name.strip("-~ ") == name
    assert name.upper() not in {"CON", "NUL", "COM1", "AUX"}
    folder = tmp_path / name
    folder.mkdir()
    assert [path.name for path in tmp_path.iterdir()] == [name]
    assert folder_name(name) == name


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("第3回 みどり市都市計画審議会", "第3回-みどり市都市計画審議会"),
        ("青葉町／公園（案）", "青葉町／公園（案）"),
        ("は\u3099", "ば"),
    ],
)
def test_an_ordinary_title_stays_readable(title: str, name: str) -> None:
    assert folder_name(title) == name
