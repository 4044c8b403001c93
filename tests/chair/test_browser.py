"""A real browser beside the chair follows a meeting that is replayed, and shows what remains at each ruling."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from chamber import session_folder, steps

from clerk_tui.domain.queries import remaining
from clerk_tui.sessions import recording

webdriver = pytest.importorskip("selenium.webdriver")
pytest.importorskip("uvicorn", reason="uvicorn がありません（pip install '.[web]'）")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
pytestmark = pytest.mark.skipif(
    CHROMIUM is None or DRIVER is None, reason="Chromium と chromedriver がありません"
)
PATIENCE = 20.0


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[Any]:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in (
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--window-size=820,1180",
        f"--user-data-dir={tmp_path / 'browser'}",
    ):
        options.add_argument(argument)
    driver = webdriver.Chrome(options, webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A session, and the address at which the program shows it."""
    folder = session_folder(tmp_path)
    program = subprocess.Popen(
        [sys.executable, "-m", "clerk_tui", "chair", str(folder), "--web", "--port", "0"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        env={**os.environ, "PYTHONUTF8": "1", "XDG_CONFIG_HOME": str(tmp_path)},
    )
    assert program.stdout is not None
    address = None
    for line in program.stdout:
        if address := re.search(r"http://\S+", line):
            break
    assert address is not None
    yield folder, address[0]
    program.terminate()
    assert program.wait(PATIENCE) is not None
    program.stdout.close()


def test_it_follows_the_meeting(browser: Any, served: tuple[Path, str]) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    folder, address = served
    browser.get(address)
    assert "/enter/" not in browser.current_url
    wait = WebDriverWait(browser, PATIENCE)

    def shown(element: str) -> str:
        return str(browser.execute_script(f"return document.getElementById('{element}').innerText"))

    rulings = 0
    with recording(folder) as clerk:
        for _ in steps(clerk.session):
            state = clerk.session.state
            if len(state.rulings) == rulings:
                continue
            rulings = len(state.rulings)
            seq = str(clerk.session.timeline.next_seq - 1)
            wait.until(
                lambda _d, seq=seq: (
                    browser.execute_script("return document.documentElement.dataset.seq") == seq
                )
            )
            left = remaining(state)
            cases = sum(len(status.remaining) for status in left)
            assert re.sub(r"\s", "", shown("count")).startswith(f"残り{len(left)}群{cases}件")
            for status in left:
                if status.group.office:
                    assert status.group.office in shown("left") + shown("open")
        assert rulings > 3
    assert shown("trouble") == ""
    assert shown("connection") == ""


def test_it_can_be_used_by_everybody(browser: Any, served: tuple[Path, str]) -> None:
    """Landmarks, headings in order, names of buttons, a language, and no address outside."""
    folder, address = served
    with recording(folder) as clerk:
        for number, _ in enumerate(steps(clerk.session)):
            if number == 40:
                break
    browser.get(address)
    query = "return [...document.querySelectorAll(arguments[0])].map(e => e.tagName + ':' + e.innerText)"
    assert [tag.split(":")[0] for tag in browser.execute_script(query, "header, main, footer")] == [
        "HEADER",
        "MAIN",
        "FOOTER",
    ]
    headings = [tag.split(":")[0] for tag in browser.execute_script(query, "h1, h2, h3")]
    assert headings[0] == "H1"
    assert headings.count("H1") == 1
    assert all(int(after[1]) - int(before[1]) <= 1 for before, after in pairwise(headings))
    assert browser.execute_script("return document.documentElement.lang") == "ja"
    assert browser.execute_script(
        "return performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin))"
    )
    button = browser.find_element("id", "size")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    for width in (820, 1180, 600):
        browser.set_window_size(width, 1180)
        assert browser.execute_script(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
