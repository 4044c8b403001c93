"""The entry field: what reaches it, what it keeps, and what it leaves to the screen."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar, TypeVar

import pytest
from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.message import Message
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

from clerk_tui.tui.widgets.entry import LIMIT, Entry

M = TypeVar("M", bound=Message)
SHORT = {"こじ": "個人情報", "人こじ": "特定の個人情報", "て": "適"}
SCREENS_KEYS = [
    *(f"f{number}" for number in range(1, 13)),
    *(f"ctrl+{letter}" for letter in "gonplrtbfdksuewzy"),
    "tab",
    "escape",
    "pageup",
    "pagedown",
]


class Around(Screen[None]):
    """An entry between two lines, and everything it says."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"pressed('{key}')") for key in SCREENS_KEYS),
    ]

    def __init__(self, text: str) -> None:
        super().__init__()
        self.entry = Entry(text, expand=SHORT.get)
        self.said: list[Message] = []
        self.pressed: list[str] = []
        self.pressed_at: list[tuple[str, str]] = []
        self.empties = True

    def compose(self) -> ComposeResult:
        yield Static("上", id="above")
        with Vertical():
            yield self.entry
        yield Static("下")

    def action_pressed(self, key: str) -> None:
        self.pressed.append(key)
        self.pressed_at.append((key, self.entry.text))

    def on_entry_begun(self, message: Entry.Begun) -> None:
        self.said.append(message)

    def on_entry_edited(self, message: Entry.Edited) -> None:
        self.said.append(message)

    def on_entry_refused(self, message: Entry.Refused) -> None:
        self.said.append(message)

    def on_entry_committed(self, message: Entry.Committed) -> None:
        self.said.append(message)
        if self.empties:
            self.entry.empty()

    def heard(self, kind: type[M]) -> list[M]:
        return [message for message in self.said if isinstance(message, kind)]


class Alone(App[None]):
    """Nothing but that screen."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(self, text: str) -> None:
        super().__init__()
        self.around = Around(text)

    def get_default_screen(self) -> Around:
        return self.around


@asynccontextmanager
async def desk(text: str = "") -> AsyncIterator[tuple[Around, Pilot[None]]]:
    app = Alone(text)
    async with app.run_test(size=(40, 12)) as pilot:
        await pilot.pause()
        yield app.around, pilot


def keys(text: str, at: float = 100.0) -> list[events.Key]:
    """Characters as they come from a conversion: all at once."""
    made = [events.Key(character, character) for character in text]
    for key in made:
        key.time = at
    return made


async def send(pilot: Pilot[None], *sent: events.Event) -> None:
    for event in sent:
        pilot.app.post_message(event)
    await pilot.pause()


async def test_enter_commits_and_the_screen_empties() -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("異議はありません。"))
        screen.empties = False
        await pilot.press("enter")
        assert [message.text for message in screen.heard(Entry.Committed)] == ["異議はありません。"]
        assert screen.entry.text == "異議はありません。"
        screen.entry.empty()
        assert (screen.entry.text, screen.entry.can_undo) == ("", False)


async def test_what_is_typed_behind_enter_is_the_next_speech() -> None:
    async with desk() as (screen, pilot):
        enter = events.Key("enter", "\r")
        await send(
            pilot, *keys("賛成です。"), enter, *keys("反対です。"), events.Key("enter", "\r"), *keys("次")
        )
        assert [message.text for message in screen.heard(Entry.Committed)] == ["賛成です。", "反対です。"]
        assert screen.entry.text == "次"


async def test_keys_that_pile_up_are_carried_out_in_order() -> None:
    """A slow line hands over at once what was typed in seconds; as events, commands would come last."""
    async with desk() as (screen, pilot):
        back, left, store = (
            events.Key("backspace", "\x7f"),
            events.Key("left", None),
            events.Key("ctrl+s", "\x13"),
        )
        await send(pilot, *keys("予案"), back, *keys("算と"), left, *keys("案"), store, *keys("。"))
        assert screen.entry.text == "予算案。と"
        assert [text for _, text in screen.pressed_at] == ["予算案と"]


async def test_a_conversion_is_one_edit_and_one_step_to_undo() -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("青葉町の予算について", at=100.0))
        screen.said.clear()
        long = "みどり市の窓口予約システムの運用状況を、資料に沿って御説明いたします。よろしいでしょうか"
        await send(pilot, *keys(long, at=100.5))
        assert len(screen.heard(Entry.Edited)) == 1
        assert screen.entry.text == "青葉町の予算について" + long
        await pilot.press("ctrl+z")
        assert screen.entry.text == "青葉町の予算について"
        await pilot.press("ctrl+z")
        assert (screen.entry.text, screen.pressed) == ("", [])
        await pilot.press("ctrl+y", "ctrl+y")
        assert (screen.entry.text, screen.pressed) == ("青葉町の予算について" + long, [])
        await pilot.press("ctrl+y")
        assert screen.pressed == ["ctrl+y"]


@pytest.mark.parametrize("key", SCREENS_KEYS)
async def test_keys_of_the_screen_reach_it(key: str) -> None:
    async with desk("本文") as (screen, pilot):
        await pilot.press(key)
        assert screen.pressed == [key]
        assert (screen.entry.text, pilot.app.focused) == ("本文", screen.entry)


@pytest.mark.parametrize("key", ["ctrl+j", "shift+enter", "alt+enter"])
async def test_a_new_paragraph(key: str) -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("一"), events.Key(key, None), *keys("二"))
        assert (screen.entry.text, screen.heard(Entry.Committed)) == ("一\n二", [])


async def test_everything_that_can_be_typed_stays() -> None:
    """Ideographic space, 外字, joiners and 異体字 are text, though Textual takes some for unprintable."""
    async with desk() as (screen, pilot):
        text = "　議長、葛\U000e0100\ue000👩\u200d👧「はい」〜 [red]x[/]"
        await send(pilot, *keys(text))
        assert screen.entry.text == text


async def test_controls_become_visible() -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("a\u202eb\x9bc"), events.Paste("\x1b]52;c;aGk=\x07一\r\n二\ud800"))
        assert screen.entry.text == "a‹U+202E›b‹U+009B›c␛]52;c;aGk=␇一\n二‹U+D800›"


async def test_escape_right_before_a_conversion_loses_nothing() -> None:
    """The parser takes Esc and the character behind it for Alt and the character."""
    async with desk() as (screen, pilot):
        await send(pilot, events.Key("alt+会", "会"), *keys("長"))
        assert screen.entry.text == "会長"
        await send(pilot, events.Key("alt+a", "a"))
        assert screen.entry.text == "会長"


async def test_a_paste_of_many_lines_is_one_edit() -> None:
    async with desk("冒頭。") as (screen, pilot):
        await pilot.press("end")
        pasted = "\n".join(f"{number}行目" for number in range(1, 40))
        await send(pilot, events.Paste(pasted))
        assert screen.entry.text == "冒頭。" + pasted
        await pilot.press("ctrl+z")
        assert screen.entry.text == "冒頭。"


@pytest.mark.parametrize("way", ["paste", "clipboard"])
async def test_too_much_is_refused_and_nothing_lost(way: str) -> None:
    async with desk("残る文") as (screen, pilot):
        text = "あ" * (LIMIT - 2)
        if way == "paste":
            await send(pilot, events.Paste(text))
        else:
            pilot.app.copy_to_clipboard(text)
            await pilot.press("ctrl+v")
        assert screen.entry.text == "残る文"
        (refusal,) = screen.heard(Entry.Refused)
        assert "200,000字" in refusal.reason
        assert screen.heard(Entry.Begun) == []


async def test_as_much_as_may_be_is_taken_in_place_of_the_selection() -> None:
    async with desk("消える文") as (screen, pilot):
        await pilot.press("ctrl+a")
        await send(pilot, events.Paste("審" * LIMIT))
        assert screen.entry.text == "審" * LIMIT
        assert screen.heard(Entry.Refused) == []


async def test_a_speech_begins_with_its_first_key() -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("は", at=41.5), *keys("い", at=43.0))
        await pilot.press("enter")
        await send(pilot, *keys("次", at=50.0))
        await pilot.press("backspace")
        paste = events.Paste("文")
        paste.time = 60.0
        await send(pilot, paste)
        assert [message.arrived for message in screen.heard(Entry.Begun)] == [41.5, 50.0, 60.0]


@pytest.mark.parametrize("space", [" ", "\u3000"])
async def test_an_abbreviation_expands_on_the_space_bar(space: str) -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("本件のこじ"), *keys(space, at=101.0))
        assert screen.entry.text == "本件の個人情報"
        await send(pilot, *keys("は"))
        assert screen.entry.text == "本件の個人情報は"
        await pilot.press("ctrl+z", "ctrl+z")
        assert screen.entry.text == "本件のこじ" + space


async def test_the_longest_abbreviation_wins_and_others_stay() -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("個人こじ "))
        assert screen.entry.text == "個特定の個人情報"
        screen.entry.put("予算 ")
        await send(pilot, *keys(" "))
        assert screen.entry.text == "予算  "


async def test_an_expansion_is_undone_by_itself() -> None:
    """Also where it is one character long and comes right behind a deletion."""
    async with desk() as (screen, pilot):
        await send(pilot, *keys("てて"))
        await pilot.press("backspace")
        await send(pilot, *keys(" "))
        assert screen.entry.text == "適"
        await pilot.press("ctrl+z")
        assert screen.entry.text == "て "


async def test_cutting_nothing_cuts_nothing() -> None:
    async with desk("一行目\n二行目") as (screen, pilot):
        await pilot.press("ctrl+x")
        assert screen.entry.text == "一行目\n二行目"
        await pilot.press("ctrl+a", "ctrl+x")
        assert (screen.entry.text, pilot.app.clipboard) == ("", "一行目\n二行目")
        await pilot.press("ctrl+v")
        assert screen.entry.text == "一行目\n二行目"


async def test_a_draft_comes_back_with_its_cursor() -> None:
    async with desk() as (screen, pilot):
        await send(pilot, *keys("一行目"), events.Key("ctrl+j", "\n"), *keys("二行目"))
        await pilot.press("left")
        kept = screen.entry.text
        screen.entry.put("")
        screen.entry.put(kept, 6)
        assert (screen.entry.text, screen.entry.cursor_location, screen.entry.can_undo) == (
            "一行目\n二行目",
            (1, 2),
            False,
        )
        screen.entry.put("短い", 99)
        assert screen.entry.cursor_location == (0, 2)


async def test_the_terminals_cursor_follows_the_field() -> None:
    """The input method opens its window there."""
    async with desk("本文") as (screen, pilot):
        before = pilot.app.cursor_position
        screen.query_one("#above", Static).update("一\n二\n三")
        await pilot.pause()
        assert pilot.app.cursor_position == screen.entry.cursor_screen_offset == before + Offset(0, 2)
