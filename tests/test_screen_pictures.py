"""The pictures of the screens: a wide character takes two cells, and what docs/ shows is small and there."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Static

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

from _cell_picture import CELL, LINE, Cell, Grid, grid, picture  # noqa: E402 - a script beside the package

_TEXT = re.compile(
    r'<text class="([^"]*)" x="([^"]*)" y="([^"]*)"(?: textLength="(\d+)")?[^>]*>([^<]*)</text>'
)
_KEPT = 150_000
"""Bytes of a picture in the repository."""


class Words(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("諮問第11号ab漢\n╭─▁╮ ｱ", markup=False)


async def drawn() -> str:
    app = Words()
    async with app.run_test(size=(24, 4)) as pilot:
        await pilot.pause()
        return picture(grid(app), "題", dark=True)


async def test_a_wide_character_takes_two_cells_and_what_follows_stands_behind_it() -> None:
    found = _TEXT.findall(await drawn())
    runs = {text: ([float(x) for x in xs.split()], length) for _, xs, _, length, text in found}
    wide, _ = runs["諮問第"]
    gap = wide[0]
    assert 0 <= gap < CELL / 2
    assert wide == [gap, gap + 2 * CELL, gap + 4 * CELL]
    assert runs["11"] == ([6 * CELL], str(2 * CELL))
    assert runs["号"][0] == [gap + 8 * CELL]
    assert runs["ab"] == ([10 * CELL], str(2 * CELL))
    assert runs["漢"][0] == [gap + 12 * CELL]
    assert runs["ｱ"] == ([5 * CELL], str(CELL))


async def test_lines_and_blocks_are_drawn_from_edge_to_edge() -> None:
    made = await drawn()
    assert not any(char in made for char in "╭─╮▁")
    assert f"M5 {2 * LINE}" in made
    assert f'y="{2 * LINE - LINE / 8:g}" width="{CELL}" height="{LINE / 8:g}"' in made


def test_equal_grounds_under_one_another_are_one_piece() -> None:
    row = (Cell("字", 2, "#111111", "#222222", bold=False, underline=False),)
    made = picture(Grid(2, (row, row), "#000000"), "題", dark=True)
    assert made.count('fill="#222222"') == 1
    assert f'height="{2 * LINE}" fill="#222222"' in made


def test_the_documents_show_the_pictures_that_there_are_and_each_is_small() -> None:
    folder = ROOT / "docs" / "screens"
    there = {path.name: path.stat().st_size for path in folder.glob("*.svg")}
    told = set(re.findall(r"\(([\w-]+\.svg)\)", (folder / "README.md").read_text("utf-8")))
    assert told == set(there)
    assert len(there) >= 12
    # How large those may be says their own test.
    assert max(size for name, size in there.items() if name not in ("moving.svg", "draft.svg")) < _KEPT
    assert "textLength" in (folder / "record-120x36-dark.svg").read_text("utf-8")


@pytest.mark.slow
def test_a_browser_sets_every_run_within_its_cells(tmp_path: Path) -> None:
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("Chromium がありません")
    made = (ROOT / "docs" / "screens" / "record-120x36-dark.svg").read_text("utf-8")
    page = tmp_path / "page.html"
    page.write_text(
        f"<html><body>{made}<p id=r></p><script>"
        "const off=[...document.querySelectorAll('g text')].filter(t=>{"
        "const wide=t.classList.contains('w');"
        f"if(!wide)return Math.abs(t.getComputedTextLength()-t.getAttribute('textLength'))>1;"
        "const xs=t.getAttribute('x').split(' ').map(Number);"
        f"return xs.some((x,i)=>Math.abs(t.getStartPositionOfChar(i).x-x)>1"
        f"||t.getExtentOfChar(i).width>{2 * CELL});"
        "}).map(t=>t.textContent);"
        "document.getElementById('r').textContent='set '"
        "+document.querySelectorAll('g text').length+' off '+off.join('|')+' end';"
        "</script></body></html>",
        encoding="utf-8",
    )
    shown = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path / 'browser'}",
         "--dump-dom", page.as_uri()],
        capture_output=True, check=True, timeout=60,
    ).stdout.decode("utf-8")  # fmt: skip
    told = re.search(r">set (\d+) off (.*?) end<", shown)
    assert told is not None
    assert int(told[1]) > 100
    assert told[2] == ""


def test_the_home_screen_of_the_pictures_asks_its_door_for_all_that_the_real_one_has() -> None:
    import make_screens

    from clerk_tui.tui.home.app import Door

    lacking = [name for name in vars(Door) if not name.startswith("_") and not hasattr(make_screens._Desk, name)]
    assert lacking == []
