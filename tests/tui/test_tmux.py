"""The program in a real terminal multiplexer: killed in mid-word, opened again, and it goes on."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sample

from clerk_tui.library import create, state_of

pytestmark = pytest.mark.skipif(
    shutil.which("tmux") is None, reason="tmux がないため、端末での検査を省きます"
)

PATIENCE = 30.0
"""Seconds after which the program counts as stuck."""


class Pane:
    """One program in a terminal of 100×30 that outlives it."""

    def __init__(self, folder: Path) -> None:
        self._socket = str(folder / "tmux")
        self._folder = folder
        self._run("-f", os.devnull, "new-session", "-d", "-x", "100", "-y", "30", "sh")

    def start(self, session: Path) -> None:
        command = f"exec '{sys.executable}' -m clerk_tui record '{session}'"
        places = {
            "XDG_STATE_HOME": str(self._folder / "state"),
            "XDG_CONFIG_HOME": str(self._folder / "config"),
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "LANG": "C.UTF-8",
        }
        settings = [part for name, value in places.items() for part in ("-e", f"{name}={value}")]
        self._run("respawn-pane", "-k", *settings, command)

    def type(self, text: str) -> None:
        self._run("send-keys", "-l", text)

    def press(self, key: str) -> None:
        self._run("send-keys", key)

    def shown(self) -> str:
        return self._run("capture-pane", "-p")

    def until(self, seen: Callable[[], object]) -> None:
        end = time.monotonic() + PATIENCE
        while not seen():
            assert time.monotonic() < end, f"nothing more happens:\n{self.shown()}"

    def shows(self, text: str) -> None:
        self.until(lambda: text in self.shown())

    def kill(self) -> None:
        """SIGKILL to the program itself."""
        os.kill(int(self._run("display-message", "-p", "#{pane_pid}")), signal.SIGKILL)
        self.until(lambda: self._run("display-message", "-p", "#{pane_dead}").strip() == "1")

    def end(self) -> None:
        self._run("kill-server")

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments], capture_output=True, encoding="utf-8", check=True
        )
        if arguments[0] == "-f":
            # A program that was killed leaves its last screen to be looked at.
            self._run("set-option", "-g", "remain-on-exit", "on")
        return done.stdout


@pytest.fixture
def pane(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pane]:
    opened = Pane(tmp_path_factory.mktemp("t"))
    yield opened
    opened.end()


def kept(folder: Path, text: str) -> bool:
    """Whether the half-typed line is on the disk."""
    return any(text in path.read_text("utf-8") for path in folder.glob("*draft*"))


def test_killed_in_mid_word_it_goes_on(pane: Pane, tmp_path: Path) -> None:
    folder = create(tmp_path / "会議", sample.meeting())
    pane.start(folder)
    pane.shows("まだ発言はありません")
    pane.type("ただいまから始めます。")
    pane.shows("ただいまから始めます。")
    pane.press("Enter")
    pane.until(lambda: len(state_of(folder).turns) == 1)
    pane.type("つぎに資料の確")
    pane.until(lambda: kept(folder, "つぎに資料の確"))
    pane.kill()

    pane.start(folder)
    pane.shows("つぎに資料の確")
    pane.shows("ただいまから始めます。")
    pane.type("認です。")
    pane.shows("つぎに資料の確認です。")
    pane.press("Enter")
    pane.until(lambda: len(state_of(folder).turns) == 2)
    pane.press("C-q")
    pane.until(lambda: "まだ発言はありません" not in pane.shown())

    texts = [turn.text for turn in state_of(folder).turns]
    assert texts == ["ただいまから始めます。", "つぎに資料の確認です。"]
    assert not kept(folder, "つぎに")
