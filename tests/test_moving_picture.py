"""The moving picture: each of its steps is a run of the application, and what is kept shows them one after another."""

from __future__ import annotations

import re
import shutil
import sys
from html import unescape
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import make_moving_picture as film  # noqa: E402 - a script beside the package
from _cell_picture import Cell, Grid  # noqa: E402
from _moving_picture import Frame, moving  # noqa: E402

KEPT = (film.DOCS / film.MOVING).read_text("utf-8")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
DRIVER = shutil.which("chromedriver")
_SEEN = """
const [moment, done] = arguments, picture = document.documentElement;
picture.pauseAnimations();
picture.setCurrentTime(moment);
const seen = each => getComputedStyle(each).visibility === 'visible';
// What is animated is looked up anew when a picture is drawn.
requestAnimationFrame(() => requestAnimationFrame(() => done([
  [...picture.querySelectorAll('svg > g > text.w:last-child')].filter(seen).map(each => each.textContent).join('|'),
  [...picture.querySelectorAll('use[href]')].filter(seen)
    .map(each => document.querySelector(each.getAttribute('href')).textContent).join('\\n'),
])));
"""
_LARGEST = 1_500_000
"""Bytes: it is fetched by everybody who opens the README."""


def bare(text: str) -> str:
    return re.sub(r"\s", "", text)


def frame(text: str, seconds: float, says: str, *, page: bool = False) -> Frame:
    row = tuple(Cell(char, 2, "#111111", "#222222", bold=False, underline=False) for char in text)
    return Frame(Grid(2 * len(text), (row,), "#222222"), seconds, says, page=page)


def test_a_line_is_written_once_and_shown_while_it_stands() -> None:
    page = '<svg width="10" height="20"><desc>頁</desc></svg>'
    frames = (
        frame("一", 1, "甲"),
        frame("二", 2, "乙"),
        frame("一", 1, "丙"),
        frame("一", 4, "丁", page=True),
    )
    made = moving(frames, "題", "説明", 1, page)
    assert made.count(">一</text>") == 1
    assert re.search(r'y="0" visibility="hidden"><animate [^>]*dur="8s"[^>]*keyTimes="0;0.125;0.375;0.5" '
                     r'values="visible;hidden;visible;hidden"/>', made)  # fmt: skip
    # Where nothing moves it, the frame that was asked for stands.
    (still,) = re.findall(r'visibility="visible"><animate [^>]*values="hidden;visible;hidden"/></use>', made)
    assert 'keyTimes="0;0.125;0.375"' in still
    assert re.search(r'values="hidden;visible"/><rect [^>]*/><svg ', made)


def test_what_is_kept_is_small_plays_and_shows_what_the_steps_say() -> None:
    assert len(KEPT.encode()) < _LARGEST
    lengths = set(re.findall(r'dur="([\d.]+)s"', KEPT))
    assert len(lengths) == 1
    assert 60 <= float(lengths.pop()) <= 120
    for times in re.findall(r'keyTimes="([^"]+)"', KEPT):
        moments = [float(each) for each in times.split(";")]
        assert moments[0] == 0
        assert all(before < after for before, after in pairwise(moments))
    rows = [bare("".join(re.findall(r">([^<]+)</text>", row))) for row in re.findall(r"<g id=.*", KEPT)]
    for step in film.STEPS:
        assert f">{step.says}</text>" in KEPT, step.says
        assert [
            held for held in step.holds if not any(bare(unescape(held)) in unescape(row) for row in rows)
        ] == []
    assert (film.DOCS / film.PAGE).read_text("utf-8").partition("</desc>")[2].strip() in KEPT


@pytest.mark.slow
async def test_the_run_of_the_application_is_what_its_steps_say(tmp_path: Path) -> None:
    recorded = await film.run(tmp_path / "会議録案.docx")
    lacking = {
        step.says: held
        for step, screen in zip(film.STEPS, recorded.screens, strict=True)
        for held in step.holds
        if held not in screen
    }
    assert lacking == {}
    page = (film.DOCS / film.PAGE).read_text("utf-8")
    assert unescape(page.partition("<desc>")[2].partition("</desc>")[0]) == recorded.text
    made = film.svg(recorded, page)
    for told in (r"<desc>[^<]*</desc>", r'dur="[\d.]+s"'):
        assert re.findall(told, made)[0] == re.findall(told, KEPT)[0], "python scripts/make_moving_picture.py"


@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM or not DRIVER, reason="chromium がありません")
def test_a_browser_shows_each_step_at_its_time(tmp_path: Path) -> None:
    webdriver = pytest.importorskip("selenium.webdriver")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        f"--user-data-dir={tmp_path}",
    ):
        options.add_argument(argument)
    length = float(re.findall(r'dur="([\d.]+)s"', KEPT)[0])
    turns = sorted(
        {float(each) for times in re.findall(r'keyTimes="([^"]+)"', KEPT) for each in times.split(";")}
    )
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    try:
        driver.get((film.DOCS / film.MOVING).as_uri())
        seen = [
            driver.execute_async_script(_SEEN, length * (before + after) / 2)
            for before, after in pairwise((*turns, 1))
        ]
    finally:
        driver.quit()
    order = list(dict.fromkeys(says for says, _ in seen))
    assert order == list(dict.fromkeys((*(step.says for step in film.STEPS), film.PAGE_SAYS)))
    for step in film.STEPS:
        screens = [bare(rows) for says, rows in seen if says == step.says]
        assert any(all(bare(held) in rows for held in step.holds) for rows in screens), step.says
    # The screen is not seen behind the page.
    assert {rows for says, rows in seen if says == film.PAGE_SAYS} == {""}
