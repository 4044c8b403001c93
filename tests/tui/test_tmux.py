"""The whole program in a real terminal multiplexer: killed in mid-word, and while its disks die and come back."""

from __future__ import annotations

import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
import sample
from msgspec.structs import replace
from rich.cells import cell_len

from clerk_tui.domain.commands import RecordTurn
from clerk_tui.domain.meeting import Meeting
from clerk_tui.sessions import create, recording, state_of

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

    def start(self, session: Path, before: str = "") -> None:
        self.call(f"record '{session}'", before)

    def call(self, arguments: str, before: str = "") -> None:
        command = f"cd '{self._folder}' && exec {before} '{sys.executable}' -m clerk_tui {arguments}"
        places = {
            "HOME": str(self._folder),
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

    @property
    def pid(self) -> int:
        return int(self._run("display-message", "-p", "#{pane_pid}"))

    def kill(self) -> None:
        """SIGKILL to the program itself."""
        os.kill(self.pid, signal.SIGKILL)
        self.until(self.is_dead)

    def is_dead(self) -> bool:
        return self._run("display-message", "-p", "#{pane_dead}").strip() == "1"

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
    """Whether the half-typed line is on the disk, under its own name and not still on the way there."""
    try:
        return text in (folder / "unsent.json").read_text("utf-8")
    except FileNotFoundError:
        return False


def prepared_for_today() -> Meeting:
    """Else the first thing that the screen asks is for which day it records."""
    return replace(sample.meeting(), date=datetime.now().astimezone().date())


def test_killed_in_mid_word_it_goes_on(pane: Pane, tmp_path: Path) -> None:
    folder = create(tmp_path / "会議", prepared_for_today())
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
    # The half-typed line goes once what it became is on the disk, not before.
    pane.until(lambda: not kept(folder, "つぎに"))

    texts = [turn.text for turn in state_of(folder).turns]
    assert texts == ["ただいまから始めます。", "つぎに資料の確認です。"]


def test_a_newcomer_records_ten_turns_from_the_home_screen_by_what_it_says(pane: Pane, tmp_path: Path) -> None:
    home = tmp_path / "役所"
    pane.call("")
    pane.shows("会議の記録をどこに置きますか")
    pane.press("C-u")
    pane.type(str(home))
    pane.shows(str(home)[-20:])
    pane.press("Enter")
    pane.shows("練習する")
    # What is highlighted is carried out by Enter, which the line of keys says.
    pane.until(lambda: "どこに置きますか" not in pane.shown())
    pane.press("Enter")
    pane.shows("練習 1/5")
    (folder,) = home.iterdir()
    for number in range(10):
        pane.type(f"発言その{number}。")
        pane.shows(f"発言その{number}。")
        pane.press("Enter")
        pane.until(lambda: len(state_of(folder).turns) == number + 1)  # noqa: B023 looked at before the next
    assert [turn.text for turn in state_of(folder).turns] == [f"発言その{number}。" for number in range(10)]
    pane.press("C-q")
    pane.shows("画面を閉じますか")
    pane.press("Enter")
    pane.shows("何をしますか")
    pane.type("demo")
    pane.shows("発言 10")
    pane.press("C-q")
    pane.until(pane.is_dead)


def record(pane: Pane, text: str) -> None:
    """A turn: typed, and then a row of the log with its time."""
    row = re.compile(rf"^\s*\d\d:\d\d .*{re.escape(text)}", re.MULTILINE)
    pane.type(text)
    pane.shows(text)
    pane.press("Enter")
    pane.until(lambda: row.search(pane.shown()))


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="prlimit は Linux だけにあります")
def test_while_every_disk_is_dead_the_clerk_goes_on(pane: Pane, tmp_path: Path, slow: bool) -> None:
    """Every write to any file fails (EFBIG), the fallback folder's too; the terminal goes on."""
    folder = create(tmp_path / "会議", prepared_for_today())
    pane.start(folder)
    pane.shows("まだ発言はありません")
    texts: list[str] = []

    def say(text: str) -> None:
        record(pane, text)
        texts.append(text)

    say("初めの発言です。")
    unlimited = resource.prlimit(pane.pid, resource.RLIMIT_FSIZE)
    for number in range(50 if slow else 2):
        resource.prlimit(pane.pid, resource.RLIMIT_FSIZE, (0, unlimited[1]))
        say(f"{number}回目に書けない間の発言。")
        pane.shows("どこにも保存できません")
        pane.shows("保存先を選ぶ")
        say(f"{number}回目に続けた発言。")
        assert [turn.text for turn in state_of(folder).turns] == texts[:-2]
        resource.prlimit(pane.pid, resource.RLIMIT_FSIZE, unlimited)
        say(f"{number}回目に戻ってからの発言。")
        pane.until(lambda: "どこにも保存できません" not in pane.shown())
        pane.until(lambda: [turn.text for turn in state_of(folder).turns] == texts)
    pane.kill()
    assert [turn.text for turn in state_of(folder).turns] == texts


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace がありません")
@pytest.mark.parametrize("fault", ["fsync:error=EIO", "pwrite64:error=ENOSPC", "pwrite64:retval=5"])
def test_the_kernel_refuses_the_whole_program_once(
    pane: Pane, tmp_path: Path, fault: str, slow: bool
) -> None:
    call = fault.partition(":")[0]
    for when in range(1, 25 if slow else 2):
        folder = create(tmp_path / f"会議{when}", prepared_for_today())
        file = folder / "record.json"
        trace = f"strace -qq -f -o /dev/null -P '{file}' -e trace={call} -e inject={fault}:when={when}"
        texts = [f"{number}番目の発言です。" for number in range(1 + when // 2)]
        # Opening writes the preparation; the record must be there for strace to know its path.
        with recording(folder):
            pass
        pane.start(folder, trace)
        pane.shows("まだ発言はありません")
        for text in texts:
            record(pane, text)
        pane.press("C-q")
        pane.shows("画面を閉じますか")
        pane.press("Enter")
        pane.until(pane.is_dead)
        assert [turn.text for turn in state_of(folder).turns] == texts
        assert (folder / "record.2.json").exists()


# -- where an input method draws ---------------------------------------------------------------------------


def cursor(pane: Pane) -> tuple[int, int, bool]:
    """Column and line of the terminal's cursor, and whether it is shown."""
    x, y, shown = pane._run("display-message", "-p", "#{cursor_x} #{cursor_y} #{cursor_flag}").split()
    return int(x), int(y), shown == "1"


def stands_behind(pane: Pane, char: str) -> bool:
    """Whether the cursor is shown right behind that character, which is two cells wide."""
    x, y, shown = cursor(pane)
    line = pane.shown().split("\n")[y]
    before = ""
    for each in line:
        if cell_len(before + each) > x:
            break
        before += each
    return shown and before.endswith(char)


@pytest.mark.parametrize(("arguments", "beside"), [("", "さがす"), ("new", "名称")])
def test_the_terminals_cursor_stands_in_the_field_before_the_first_key(
    pane: Pane, arguments: str, beside: str
) -> None:
    pane.call(arguments)
    if not arguments:
        pane.shows("どこに置きますか")
        pane.press("Enter")
        pane.shows("何をしますか")
    pane.shows(beside)

    def stands() -> bool:
        x, y, shown = cursor(pane)
        line = pane.shown().split("\n")[y]
        return shown and beside in line and 0 < x - cell_len(line[: line.index(beside) + len(beside)]) < 16

    pane.until(stands)


@pytest.mark.slow
def test_the_terminals_cursor_follows_what_is_typed_in_every_dialog(pane: Pane, tmp_path: Path) -> None:
    """An input method draws what it converts at the terminal's cursor, wherever the program draws its own."""
    folder = create(tmp_path / "会議", prepared_for_today())
    with recording(folder) as opened:
        for command in sample.discussion():
            opened.session.dispatch(command)
    pane.start(folder)
    pane.shows("ヘルプ")
    pane.type("漢")
    pane.until(lambda: stands_behind(pane, "漢"))
    pane.press("BSpace")
    for key, heading in (
        ("F4", "発言者 "), ("C-g", "発言者 "), ("C-s", "ト書き"), ("C-k", "要確認"), ("C-f", "置"), ("C-e", "訂正"),
        ("F5", "裁決 "),
    ):  # fmt: skip
        pane.press(key)
        pane.until(lambda heading=heading: f"│ {heading}" in pane.shown() and "戻る" in pane.shown())
        if key == "F5":
            # The list comes first there.
            pane.press("Tab")
        pane.type("漢")
        pane.until(lambda: stands_behind(pane, "漢"))
        pane.press("Escape")
        # Two at once would be another key.
        pane.until(lambda: "もう一度 Esc" in pane.shown() or "戻る" not in pane.shown())
        if "戻る" in pane.shown():
            pane.press("Escape")
        pane.until(lambda: "戻る" not in pane.shown())
    pane.press("C-p")
    pane.shows("操作の名前")
    pane.type("ぼうちょう")
    pane.until(lambda: stands_behind(pane, "う"))
    pane.shows("傍聴者の人数")
    pane.type("ほげほげ")
    pane.shows("あてはまる操作はありません")
    pane.press("Enter")
    pane.type("漢")
    pane.until(lambda: stands_behind(pane, "漢"))
    assert "あてはまる操作はありません" in pane.shown()
    assert len(state_of(folder).turns) == sum(isinstance(each, RecordTurn) for each in sample.discussion())
