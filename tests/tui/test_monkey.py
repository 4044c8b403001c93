"""A monkey at the screens: random keys in bursts, commits of an input method, pastes, the mouse, resizes, slow disks.

No crash; what is shown is on the disk; no text that was typed into the main line is lost. The seed is fixed: a run that
fails can be made again. ``--slow`` makes 8,000 keys, and 20,000 with CLERK_TUI_MONKEY=40 in the environment.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from random import Random

import pytest
from script_player import sample_folder
from textual import events
from textual.app import App
from textual.errors import NoWidget
from textual.geometry import Size
from textual.pilot import OutOfBounds, Pilot
from textual.widgets import Input, TextArea

from clerk_tui import profile as profiles
from clerk_tui.domain import commands as c
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.record import Unnamed
from clerk_tui.intake import read_preparation
from clerk_tui.session import Session
from clerk_tui.sessions import Recording, create, recording, view
from clerk_tui.tui.actions import ACTIONS
from clerk_tui.tui.app import ClerkApp

BODY = "privacy_council"
_INTO = 24
"""Characters that a burst may have put between two of a mark."""
PARTS, KEYS = int(os.environ.get("CLERK_TUI_MONKEY", "16")), 500
"""Sittings, each of so many keys, with ``--slow``; else one part of a few."""
FEW = 120
_LEAVING = ("quit",)
_OWN = tuple(dict.fromkeys(key for each in ACTIONS if each.id not in _LEAVING for key in each.keys))
_MOVING = ("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab")
_ANSWERS = ("enter", "enter", "escape", "ctrl+s", "space", *"123456789")
_COMMITS = ("ます", "委員会の件", "諮問第21号", "、", "はい。")
_SIZES = ((120, 36), (80, 24), (60, 20), (40, 12), (160, 50))
_DELAYS = (0.0,) * 60 + (0.01, 0.02, 0.05, 0.1, 0.3, 1.0)
"""Seconds that the disk takes for a command."""


class SlowStore:
    """The disk, with a delay before every command."""

    def __init__(self, behind: Callable[[Sequence[Recorded]], None], chance: Random) -> None:
        self._behind = behind
        self._chance = chance
        self.waited = 0.0

    def append(self, records: Sequence[Recorded]) -> None:
        delay = self._chance.choice(_DELAYS)
        self.waited += delay
        time.sleep(delay)
        self._behind(records)


class Monkey:
    """Presses keys at an app; counts what it did."""

    def __init__(self, app: App[object], pilot: Pilot[object], chance: Random) -> None:
        self.app, self.pilot, self.chance = app, pilot, chance
        self.keys = self.pastes = self.clicks = self.resizes = 0
        self.typed: list[str] = []
        """What was pasted into the main line, each time another text."""

    async def burst(self, keys: Sequence[str]) -> None:
        chance = self.chance
        if chance.random() < 0.3:
            # Out of whatever is open, so that the main line gets its share.
            for _ in range(4):
                self.app.post_message(events.Key("escape", None))
                self.keys += 1
        for _ in range(chance.randint(1, 20)):
            self._one(keys)
        what = chance.random()
        if what < 0.04:
            self.resizes += 1
            await self.pilot.resize_terminal(*chance.choice(_SIZES))
        elif what < 0.10:
            self.clicks += 1
            size: Size = self.app.size
            with suppress(OutOfBounds, NoWidget):
                await self.pilot.click(offset=(chance.randrange(size.width), chance.randrange(size.height)))
        if self.app.is_running:
            await self.pilot.pause()

    def _one(self, keys: Sequence[str]) -> None:
        chance = self.chance
        kind = chance.random()
        self.keys += 1
        if kind < 0.10:
            for character in chance.choice(_COMMITS):
                self.app.post_message(events.Key(character, character))
        elif kind < 0.13:
            self.pastes += 1
            self.app.post_message(events.Paste(f"貼{self.pastes:04}付"))
        else:
            key = chance.choice(keys)
            self.app.post_message(events.Key(key, key if len(key) == 1 else None))


def on_disk(folder: Path) -> list[Recorded]:
    """Every event that is on the disk, read as another program would."""
    return list(view(folder).storage.whole().records)


def in_hand(app: ClerkApp) -> str:
    """Everything that stands in a field of any open screen."""
    texts = []
    for screen in app.screen_stack:
        texts += [each.text for each in screen.query(TextArea)] + [each.value for each in screen.query(Input)]
    return "\n".join(texts)


async def play(opened: Recording, chance: Random, keys: int) -> Monkey:
    """One sitting of the monkey at the record screen; ends early where it leaves the screen."""
    drafts: list[str] = []
    store = SlowStore(opened.store.append, chance)
    session = Session(store, opened.session.timeline.records)
    app = ClerkApp(
        session,
        on_draft=lambda text, context: drafts.append("\n".join((text, *map(str, context.values())))),
        make_draft=lambda _state: opened.folder / "案.docx",
    )
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        monkey = Monkey(app, pilot, chance)
        while monkey.keys < keys and app.is_running:
            main = app.screen is app.record
            before = app.record.entry.text
            await monkey.burst((*_OWN, *_MOVING, *_ANSWERS))
            if not app.is_running:
                break
            if main:
                # Text that stood in the main line is still there, or was recorded, or was kept beside the record.
                said = "\n".join(repr(each.event) for each in session.timeline.records[-40:])
                for word in before.split("\n"):
                    assert _kept(word, in_hand(app), said, *drafts[-30:]), word
            shown = [row.key for row in app.record.transcript.rows]
            assert shown == [entry.id for entry in session.state.entries][: len(shown)]
        monkey.typed = drafts
    return monkey


def _kept(word: str, *places: str) -> bool:
    """Whether every mark that was pasted with the word is still somewhere."""
    marks = [
        word[at : at + 6] for at in range(len(word)) if word[at] == "貼" and word[at + 5 : at + 6] == "付"
    ]
    # The monkey may just have typed into the middle of a mark.
    parted = [re.compile(f".{{0,{_INTO}}}".join(mark), re.DOTALL) for mark in marks]
    return all(any(mark.search(place) for place in places) for mark in parted)


@pytest.mark.parametrize("part", range(PARTS))
async def test_the_record_screen(
    part: int, slow: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if part and not slow:
        pytest.skip("長くかかる検査です（--slow で実行）")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    chance = Random(f"monkey {part}")
    folder = create(tmp_path / "会議", read_preparation(sample_folder(BODY), profiles))
    wanted, done, sittings = (KEYS if slow else FEW), 0, 0
    while done < wanted and sittings < 20:
        sittings += 1
        with recording(folder) as opened:
            monkey = await play(opened, chance, wanted - done)
            done += monkey.keys
            assert opened.location.whole
        # The next sitting begins with what the disk has: it is all there.
        assert on_disk(folder)
    print(f"monkey {part}: {done} keys, {sittings} sittings, {len(on_disk(folder))} events")
    assert done >= wanted


async def test_the_chairs_screen_and_the_polishing_screen(
    slow: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from clerk_tui.cli.polish import _rules
    from clerk_tui.tui.polish import PolishApp

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    chance = Random("monkey at polishing")
    folder = create(tmp_path / "会議", read_preparation(sample_folder(BODY), profiles))
    with recording(folder) as opened:
        for number in range(30):
            text = f"えー、{number}番目の、あの、その件ですが、出来る限り等を致します。"
            opened.session.dispatch(c.RecordTurn(Unnamed("member"), (text,)))
        app = PolishApp(opened.session, _rules(opened.session.state))
        async with app.run_test(size=(100, 30)) as pilot:
            monkey = Monkey(app, pilot, chance)
            while monkey.keys < (500 if slow else 100) and app.is_running:
                await monkey.burst(
                    (*_MOVING, *"yanrfqdj ", "enter", "space", "ctrl+z", "ctrl+y", "f1", "ctrl+p", "escape")
                )
        said = opened.session.state.turns
    assert [turn.text for turn in said] == [turn.text for turn in _state(folder).turns]
    assert len(said) == 30


def _state(folder: Path):
    from clerk_tui.sessions import state_of

    return state_of(folder)
