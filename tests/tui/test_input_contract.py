"""The input contract: nothing typed vanishes, what the screen offers is what the keys do, undo says what it did."""

from __future__ import annotations

import random
import re
from datetime import UTC, datetime
from typing import Any

import pytest
import sample
from desk import Desk, recording
from painted import painted
from textual import events
from textual.widgets import Input, Static, TextArea

from clerk_tui.domain.commands import (
    CallRoll,
    ChangePhase,
    CloseMeeting,
    Command,
    MakeMark,
    RecordStageDirection,
    RecordTurn,
)
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.record import MarkKind, MeetingStage, Named
from clerk_tui.tui.actions import ACTIONS
from clerk_tui.tui.dialogs.base import Dialog
from clerk_tui.tui.dialogs.fields import Line
from clerk_tui.tui.widgets.next_steps import NextSteps


async def burst(desk: Desk, *keys: str) -> None:
    """Keys that arrive in one read."""
    desk.clock.tick()
    for key in keys:
        character = key if len(key) == 1 else None
        desk.app.post_message(events.Key(key, character))
    for _ in range(20):
        await desk.pilot.pause(0.01)


# -- no keystroke vanishes ----------------------------------------------------------------------------


async def test_what_is_typed_in_the_transcript_goes_to_the_entry_in_order() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+l")
        assert desk.screen.focused is desk.screen.transcript
        await burst(desk, *"一つ伺います")
        assert desk.screen.entry.text == "一つ伺います"
        assert desk.screen.focused is desk.screen.entry
        before = len(desk.turns)
        await desk.press("enter")
        assert len(desk.turns) == before + 1, "Enter records what was typed and opens no old turn"


async def test_a_paste_in_the_transcript_and_with_no_focus_goes_to_the_entry() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+l")
        await desk.paste("貼り付け")
        desk.screen.set_focus(None)
        await burst(desk, *"と入力")
        assert desk.screen.entry.text == "貼り付けと入力"


async def test_after_a_correction_the_focus_is_in_the_entry() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+l", "up", "enter")
        assert isinstance(desk.app.screen, Dialog)
        await desk.paste("訂正。")
        await desk.press("ctrl+s")
        assert "訂正。" in "".join(text for _, text in desk.turns)
        await burst(desk, *"次の発言")
        assert desk.screen.entry.text == "次の発言"


@pytest.mark.parametrize(
    "keys",
    [
        ("ctrl+s", "ctrl+s"),
        ("ctrl+e", "ctrl+s"),
        ("f4", "f2"),
        ("f4", "enter"),
        ("ctrl+b", "space", "enter"),
        ("f5", "f2", "f3"),
        ("ctrl+p", "enter"),
        ("ctrl+e", "f2", "escape", "escape"),
        ("ctrl+e", "f4", "f2", "enter"),
        ("ctrl+l", "enter", "f2", "enter", "enter"),
    ],
    ids="-".join,
)
async def test_a_dialogs_key_and_its_own_next_key_in_one_read(keys: tuple[str, ...]) -> None:
    async with recording(*sample.discussion()) as desk:
        await burst(desk, *keys)
        assert desk.app.is_running


async def test_keys_behind_one_that_opens_a_dialog_are_the_dialogs() -> None:
    async with recording(*sample.discussion()) as desk:
        await burst(desk, "ctrl+s", *"拍手喝采", "enter")
        assert desk.state.entries[-1].text == "拍手喝采"  # type: ignore[union-attr]
        assert desk.screen.entry.text == ""


# -- what the screen offers is what the keys do ---------------------------------------------------------


def situations() -> list[tuple[Command, ...]]:
    """Meetings at many points: before the roll, in each phase, in recess, with everything ruled, closed."""
    talk = sample.discussion()
    closed = (*talk, CloseMeeting(datetime(2026, 5, 18, 7, 0, tzinfo=UTC)))
    return [
        (),
        talk,
        (*talk, MakeMark(MarkKind.RECESS)),
        (*talk, ChangePhase("ruling")),
        closed,
        (CallRoll(),),
        *(talk[:end] for end in range(2, len(talk))),
        (*talk, ChangePhase("opinions")),
        (*talk, RecordStageDirection("異議なし")),
    ]


USUAL = 5
"""Situations tried each time; the others with --slow."""


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(number, marks=() if number < USUAL else pytest.mark.slow)
        for number in range(len(situations()))
    ],
)
@pytest.mark.parametrize("where", ["entry", "typed", "transcript"])
async def test_every_key_that_is_offered_acts(number: int, where: str) -> None:
    """Each key of the footer, pressed where it is offered: something happens, and it is not refused."""
    commands = situations()[number]

    async def standing(desk: Desk) -> list[tuple[str, str]]:
        if where == "typed":
            await desk.paste("これについて。")
        elif where == "transcript":
            if not desk.state.entries:
                return []
            await desk.press("ctrl+l")
        await desk.pilot.pause()
        offered = desk.screen.query_one(NextSteps).offered
        assert offered
        keys = dict(desk.screen.keymap)
        named = [(step.key.lower() or next(iter(keys[step.action]), ""), step.action) for step in offered]
        assert all(key for key, _ in named), f"offered without a key: {named}"
        return [("up" if key == "↑↓" else key, action) for key, action in named]

    number_of_key = 0
    while True:
        async with recording(*commands) as desk:
            offered = await standing(desk)
            if number_of_key >= len(offered):
                break
            key, action = offered[number_of_key]
            before = seen(desk)
            await desk.press(key)
            await desk.settled()
            assert "使えません" not in desk.shown("#status"), (key, action)
            assert seen(desk) != before, f"{key} ({action}) did nothing"
        number_of_key += 1
        if number_of_key >= len(offered):
            break


def seen(desk: Desk) -> tuple[Any, ...]:
    """All that a key could change."""
    return (
        desk.app.screen,
        desk.app.focused,
        desk.screen.transcript.cursor,
        desk.screen.desk,
        desk.screen.entry.text,
        desk.state,
        desk.shown("#status"),
    )


async def test_any_key_anywhere_keeps_the_screen_and_the_text() -> None:
    """Random keys and text at every focus: the screen stands, and no text is dropped unasked."""
    chance = random.Random(20260518)
    keys = [key for action in ACTIONS for key in action.keys if action.id not in ("quit", "past")]
    async with recording(*sample.discussion()) as desk:
        for _ in range(25):
            await burst(
                desk, *chance.choices([*keys, "up", "down", "space", *"かな文字"], k=chance.randint(1, 6))
            )
            assert desk.app.is_running
            while desk.app.screen is not desk.screen:
                await burst(desk, "escape", "escape")
        await desk.press("escape")
        before = desk.screen.entry.text
        await burst(desk, *"さいご")
        assert desk.screen.entry.text.endswith("さいご") and len(desk.screen.entry.text) == len(before) + 3


SPEECHES = (
    "一つ伺います。",
    "では、御意見を伺います。",
    "では、報告第3号は了承、諮問第11号・第12号は決定といたします。",
    "次に、諮問第13号・第14号を議題といたします。",
    "ここで10分間休憩いたします。",
    "諮問第11号に反対、諮問第12号に賛成です。",
    "以上で本日の議事を終わります。",
)
_NAMED = re.compile(r"F[1-9]|Ctrl\+[A-Z]|Space|Tab|↑↓|←→")
_PRESSED = {"Space": "space", "Tab": "tab", "↑↓": "down", "←→": "right"}


@pytest.mark.parametrize(
    "seed", [1, pytest.param(2, marks=pytest.mark.slow), pytest.param(3, marks=pytest.mark.slow)]
)
async def test_in_random_states_every_offered_key_acts_and_nothing_typed_is_lost(seed: int) -> None:
    """A walk by what the screen itself offers, at every focus: entry, transcript, and every dialog it opens."""
    chance = random.Random(seed)
    typed: list[str] = []
    async with recording(*chance.choice(situations()[1:2])) as desk:
        for step in range(24):
            where = chance.choice(("entry", "typed", "typed", "transcript"))
            if where == "typed" and desk.state.stage is not MeetingStage.CLOSED:
                speech = f"{chance.choice(SPEECHES)}{step}番目。"
                await desk.paste(speech)
                typed.append(speech)
            elif where == "transcript":
                await desk.press("ctrl+l", *["up"] * chance.randint(0, 5))
            await desk.pilot.pause()
            offered = desk.screen.query_one(NextSteps).offered
            assert offered
            chosen = chance.choice(offered)
            key = chosen.key.lower() or next(iter(dict(desk.screen.keymap)[chosen.action]))
            before = seen(desk)
            await desk.press("up" if key == "↑↓" else key)
            assert "使えません" not in desk.shown("#status"), chosen
            assert seen(desk) != before, f"{chosen} did nothing"
            await in_dialogs(desk, chance)
            held = "\n".join([desk.screen.entry.text, *(text for _, text in desk.turns)])
            lost = [speech for speech in typed if speech not in held]
            assert not lost, f"lost after {chosen}: {lost}"


async def in_dialogs(desk: Desk, chance: random.Random) -> None:
    """Keys that the dialog's own hint names, and text; then the way back, or what Enter records."""
    for _ in range(6):
        dialog = desk.app.screen
        if dialog is desk.screen:
            return
        if isinstance(dialog, Dialog):
            for named in chance.sample(
                _NAMED.findall(dialog.hint), k=min(2, len(_NAMED.findall(dialog.hint)))
            ):
                if named == "Ctrl+S" or desk.app.screen is not dialog:
                    continue
                await desk.press(_PRESSED.get(named, named.lower()))
                if desk.app.screen is dialog:
                    said = str(dialog.query_one(".message", Static).content)
                    assert "使えない" not in said, (dialog, named)
        if desk.app.screen is dialog:
            await desk.press(*(("enter",) if chance.random() < 0.4 else ("escape", "escape")))
    while desk.app.screen is not desk.screen:
        await desk.press("escape")


async def test_candidates_stand_under_the_keys_that_take_them() -> None:
    async with recording(*sample.discussion()) as desk:
        shown = desk.shown("#expected")
        assert "今 " in shown and "F2 " in shown and "1 " not in shown
        await desk.paste("一つ伺います。")
        shown = desk.shown("#expected")
        assert "Enter " in shown and "F2 " in shown and "F3 " in shown
        second = desk.screen.desk.offered[1]
        await desk.press("f2")
        assert desk.screen.desk.voice == second


async def test_the_footer_follows_the_focus() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+l")
        steps = desk.screen.query_one(NextSteps)
        assert "Enter この行を直す" in str(steps.render())
        await desk.press("escape")
        assert "この行を直す" not in str(steps.render())


# -- undo says what it took back, and gives the words back ---------------------------------------------


async def test_undo_names_the_turn_and_gives_its_words_back() -> None:
    async with recording(*sample.discussion()) as desk:
        voice = desk.screen.desk.voice
        await desk.paste("一つ伺います。")
        started = desk.screen.desk.started
        await desk.press("enter")
        recorded = desk.turns[-1]
        await desk.press("ctrl+z")
        assert desk.screen.entry.text == "一つ伺います。"
        assert desk.screen.desk.voice == voice and desk.screen.desk.started == started
        told = desk.shown("#status")
        assert "取り消しました" in told and "一つ伺います。" in told and "入力行に戻しました" in told
        await desk.press("ctrl+y")
        assert (desk.screen.entry.text, desk.turns[-1]) == ("", recorded)


async def test_undoing_the_text_with_the_next_block_gives_the_text_back() -> None:
    async with recording(*sample.discussion()[:4]) as desk:
        await desk.paste("では審議に入ります。")
        await desk.press("ctrl+b", "enter")
        assert desk.state.current is not None
        await desk.press("ctrl+z")
        assert desk.state.current is None
        assert desk.screen.entry.text == "では審議に入ります。"
        assert "審議の開始" in desk.shown("#status")


async def test_undoing_twice_shows_the_words_of_the_earlier_turn_and_redoing_those_of_the_later() -> None:
    async with recording(*sample.discussion()) as desk:
        for text in ("一つ目。", "二つ目。"):
            await desk.paste(text)
            await desk.press("enter")
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.screen.entry.text == "一つ目。"
        await desk.press("ctrl+y")
        assert desk.screen.entry.text == "二つ目。"
        await desk.press("ctrl+y")
        assert desk.screen.entry.text == ""
        assert [text for _, text in desk.turns[-2:]] == ["一つ目。", "二つ目。"]


async def test_a_stock_phrase_is_entered_again_by_its_key_and_so_not_given_back() -> None:
    async with recording(*sample.discussion()) as desk:
        before = len(desk.turns)
        await desk.press("ctrl+t")
        assert len(desk.turns) == before + 1
        await desk.press("ctrl+z")
        assert (desk.screen.entry.text, len(desk.turns)) == ("", before)


async def test_undo_beyond_the_window_says_so() -> None:
    # The first turn is corrected and scrolls out of sight: the undo changes what the clerk cannot see.
    many = [RecordTurn(Named(sample.CHAIR), (f"{number}番目の発言です。" * 8,)) for number in range(30)]
    async with recording(*sample.discussion(), *many) as desk:
        first = EntryId(desk.state.turns[0].id)
        await desk.press("ctrl+l", "home", "enter")
        await desk.paste("直しました。")
        await desk.press("ctrl+s")
        assert "直しました。" in (desk.state.turn(first).text if desk.state.turn(first) else "")  # type: ignore[union-attr]
        await desk.press("ctrl+z")
        assert "見えていなかった" in desk.shown("#status")


# -- a second window ------------------------------------------------------------------------------------


async def test_a_second_window_follows_and_takes_no_text() -> None:
    from clerk_tui.tui.app import ClerkApp

    session = sample.session(*sample.discussion())
    app = ClerkApp(session, reading=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        before = session.timeline.next_seq
        for key in ("a", "enter", "ctrl+t", "f2", "f5", "tab", "ctrl+z"):
            await pilot.press(key)
            await pilot.pause()
        assert session.timeline.next_seq == before
        assert app.record.entry.text == ""
        other = sample.session(*sample.discussion(), sample.turn(sample.CHAIR, "別の窓での発言です。"))
        app.show(other.state)
        await pilot.pause()
        assert "別の窓での発言です。" in painted(app)
        assert "見るだけ" in painted(app)


# -- the terminal's cursor ------------------------------------------------------------------------------

_DIALOGS = [
    "f4",
    "ctrl+g",
    "shift+f4",
    "ctrl+s",
    "ctrl+k",
    "ctrl+f",
    "ctrl+p",
    "ctrl+e",
    "f5",
    "ctrl+b",
    "f7",
    "ctrl+o",
]


@pytest.mark.parametrize("key", _DIALOGS)
async def test_the_terminals_cursor_stands_in_the_focused_field(key: str) -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("書きかけ")
        await desk.press(key)
        await desk.pilot.pause(0.05)
        field = desk.app.focused
        assert field is not None and desk.app.screen is not desk.screen
        if not isinstance(field, Input | TextArea):
            return
        await desk.paste("かな")
        await desk.pilot.pause(0.05)
        assert desk.app.cursor_position == field.cursor_screen_offset
        assert field.region.contains_point(desk.app.cursor_position)
        # Drawing it as well would paint over a conversion.
        assert not field.cursor_blink
        await desk.press("escape", "escape", "escape")
        await desk.pilot.pause(0.05)
        assert desk.app.cursor_position == desk.screen.entry.cursor_screen_offset


async def test_no_field_draws_a_cursor_of_its_own() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("f4")
        await desk.pilot.pause(0.05)
        line = desk.app.screen.query_one(Line)
        style = line.get_component_rich_style("input--cursor")
        assert not style.reverse and style.bgcolor == line.rich_style.bgcolor


# -- text in dialogs ------------------------------------------------------------------------------------


async def test_text_in_a_dialog_is_kept_like_the_main_line_and_offered_again() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("書きかけ")
        await desk.press("ctrl+s")
        await desk.paste("長いト書き")
        desk.app.flush_draft()
        text, context = desk.drafts[-1]
        assert (text, context["dialog"], context["words"]) == ("書きかけ", "ト書き", "長いト書き")
        kept = desk.drafts[-1]
        await desk.press("enter")
        desk.app.flush_draft()
        assert "words" not in desk.drafts[-1][1], "what was recorded is not offered again"
    async with recording(*sample.discussion(), draft=kept) as desk:
        await desk.pilot.pause()
        assert isinstance(desk.app.screen, Dialog)
        assert "長いト書き" in painted(desk.app) and "ト書き" in desk.app.screen.heading
        await desk.press("ctrl+s")
        assert desk.screen.entry.text == "書きかけ\n長いト書き"
