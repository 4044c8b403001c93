"""The walk of one committed turn that docs/architecture.md prints is the one that the code takes."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType

import sample
from desk import recording

PAGE = Path(__file__).parents[2] / "docs" / "architecture.md"
MOST = 12
"""Modules that a turn may go through from key to disk to screen."""


async def test_the_walk_of_a_turn_is_as_printed() -> None:
    printed = re.findall(r"^\| `(clerk_tui[\w.]+)` `([\w.]+)` \|", PAGE.read_text(encoding="utf-8"), re.M)
    assert 8 <= len(printed) <= MOST and len({module for module, _ in printed}) == len(printed)
    called: list[tuple[str, str]] = []

    def note(frame: FrameType, event: str, _: object) -> None:
        module = frame.f_globals.get("__name__", "")
        if event == "call" and module.startswith("clerk_tui."):
            called.append((module, frame.f_code.co_qualname))

    async with recording(*sample.discussion()) as desk:
        await desk.paste("一つ伺います。")
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            await desk.press("enter")
        finally:
            sys.setprofile(before)
        assert desk.turns[-1][1] == "一つ伺います。"
    walked = iter(called)
    missing = [step for step in printed if step not in walked]
    assert missing == []


async def test_no_guess_is_made_where_no_turn_has_changed() -> None:
    from clerk_tui.domain.commands import FlagTurn
    from clerk_tui.predict import candidates as module  # noqa: F401 - loaded before it is watched

    guesses = 0

    def note(frame: FrameType, event: str, _: object) -> None:
        nonlocal guesses
        guesses += event == "call" and frame.f_code.co_qualname == "look"

    async with recording(*sample.discussion()) as desk:
        before = sys.getprofile()
        sys.setprofile(note)
        try:
            desk.screen.keep_going(FlagTurn(desk.state.turns[0].id, "数字を確認"))
            desk.screen.predict_again()
        finally:
            sys.setprofile(before)
    assert guesses <= 1, "a flag is seen by nobody who guesses; a second look finds the first one's answer"
