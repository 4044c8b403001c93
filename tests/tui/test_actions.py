"""The registry is whole: every action does something, no key is taken twice, key map files are checked."""

from __future__ import annotations

import tomllib
from collections import Counter

import pytest
import sample
from textual import events
from textual._xterm_parser import XTermParser

from clerk_tui.domain.record import State
from clerk_tui.recording.situation import Situation
from clerk_tui.tui import keymap
from clerk_tui.tui.actions import ACTIONS, BY_ID, HEARING, Action, possible
from clerk_tui.tui.acts import Acts
from clerk_tui.tui.questions import KEEPING, MOVING


def test_every_action_does_something() -> None:
    done = {name.removeprefix("do_") for name in dir(Acts) if name.startswith("do_")}
    assert {action.id for action in ACTIONS} == done | set(MOVING) | set(KEEPING)
    assert not done & (set(MOVING) | set(KEEPING))


def test_ids_and_names_are_unique() -> None:
    everywhere = (*ACTIONS, *HEARING)
    assert len(BY_ID) == len(everywhere)
    assert len({action.name for action in everywhere}) == len(everywhere)


def test_no_key_of_the_registry_is_taken_twice_or_does_not_arrive() -> None:
    for table in (ACTIONS, HEARING):
        keys = Counter(key for action in table for key in action.keys)
        assert [key for key, times in keys.items() if times > 1] == []
        assert {key: why for key in keys if (why := keymap.unusable(key))} == {}
    assert keymap.clashes(keymap.DEFAULT) == ()


def test_no_letter_is_a_command() -> None:
    assert [key for action in ACTIONS for key in action.keys if len(key) == 1] == []


def test_before_a_preparation_hardly_anything_is_possible() -> None:
    names = {action.id for action in possible(Situation(State()))}
    assert names == {"focus_log", "to_entry", "agenda", "past", "people", "theme", "help", "quit"}


def test_what_is_possible_follows_the_state() -> None:
    fresh = {action.id for action in possible(Situation(sample.session().state))}
    going = {action.id for action in possible(Situation(sample.session(*sample.discussion()).state))}
    assert going - fresh == {
        *("ruling", "correct", "flag", "point", "follow_up", "cases", "stance", "replace", "draft"),
        *("waive", "confirm_names", "change_block"),
    }


def test_a_key_map_is_laid_over_the_registry() -> None:
    changed = keymap.parse({"ruling": "f10", "phrases": ["ctrl+r"], "observers": []})
    assert changed["ruling"] == ("f10",)
    assert changed["phrases"] == ("ctrl+r",)
    assert changed["finder"] == BY_ID["finder"].keys


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('finder = "f5"', "F5 が「発言者をさがす」と「裁決する」の両方に割り当てられています。"),
        ('finder = "ctrl+i"', "「finder」の Ctrl+I：Tab と区別できません。"),
        ('finder = "x"', "「finder」の X：文字の入力に使うキーです。"),
        ('finder = "ctrl+zz"', "「finder」の Ctrl+Zz：そのようなキーはありません。"),
        ("finder = 5", "「finder」のキーは"),
        ('sing = "f6"', "「sing」という操作はありません。"),
        ('commit = "f6"', "「発言を確定して次の人へ」のキーは変えられません。"),
    ],
)
def test_a_key_map_that_cannot_be_used_says_why(text: str, sentence: str) -> None:
    with pytest.raises(keymap.KeymapError, match="キー割当") as caught:
        keymap.parse(tomllib.loads(text))
    assert sentence in str(caught.value)


def test_every_problem_of_a_key_map_is_told_at_once() -> None:
    with pytest.raises(keymap.KeymapError) as caught:
        keymap.parse({"sing": "f6", "finder": "ctrl+i"})
    assert "「sing」" in str(caught.value)
    assert "Ctrl+I" in str(caught.value)


def test_keys_are_shown_as_on_the_keyboard() -> None:
    assert [keymap.shown(key) for key in ("ctrl+n", "f2", "shift+tab", "escape")] == [
        "Ctrl+N",
        "F2",
        "Shift+Tab",
        "Esc",
    ]
    assert keymap.shown_keys(keymap.DEFAULT, "second") == "F2・Ctrl+N"
    assert keymap.first_key(keymap.DEFAULT, "observers") == ""


@pytest.mark.parametrize("action", [action for action in (*ACTIONS, *HEARING) if action.own], ids=lambda action: action.id)
def test_each_key_arrives_through_a_terminal(action: Action, monkeypatch: pytest.MonkeyPatch) -> None:
    """What xterm and its kin send for a key is read back as one of the names that the action is bound to."""
    monkeypatch.setattr("textual.constants.DISABLE_KITTY_KEY", True)
    for key in action.keys:
        sent = SENT.get(key) or (chr(ord(key[-1]) - 96) if key.startswith("ctrl+") else "")
        assert sent, f"{key}: what a terminal sends for it is not known here"
        pressed = [event.key for event in XTermParser().feed(sent) if isinstance(event, events.Key)]
        if key == "escape":
            continue  # known to be a key of its own only after a pause
        assert set(pressed) & set(keymap.arriving(action.keys)), f"{key} arrives as {pressed}"


SENT = {
    "f1": "\x1bOP", "f2": "\x1bOQ", "f3": "\x1bOR", "f4": "\x1bOS", "f5": "\x1b[15~",
    "f6": "\x1b[17~", "f7": "\x1b[18~", "f8": "\x1b[19~", "f9": "\x1b[20~", "f12": "\x1b[24~",
    "pagedown": "\x1b[6~", "pageup": "\x1b[5~",
    "shift+f2": "\x1b[1;2Q", "shift+f4": "\x1b[1;2S", "shift+f5": "\x1b[15;2~",
    "shift+f6": "\x1b[17;2~",
    "tab": "\t", "shift+tab": "\x1b[Z", "enter": "\r", "escape": "\x1b",
}  # fmt: skip
