"""The transcript: literal text, a cursor that keeps its row, and work that does not grow with the meeting."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from clerk_tui.tui.heights import Heights
from clerk_tui.tui.widgets import log_layout
from clerk_tui.tui.widgets.log_row import estimate, lay_out
from clerk_tui.tui.widgets.turn_log import LogRow, RowKind, TurnLog

HOSTILE = "[red]x[/] [@click=app.quit]y[/] \x1b[31m \x1b]52;c;aGk=\x07 \u202e逆 \x9b5m [/]"


def turn(key: str, *paragraphs: str, label: str = "青木委員", flags: tuple[str, ...] = ()) -> LogRow:
    return LogRow(key, RowKind.TURN, "14:03", label, "質問", paragraphs, flags)


def meeting(count: int) -> tuple[LogRow, ...]:
    """Rows of one to four lines in a log of 80 columns."""
    return tuple(
        turn(f"k{i}", f"{i}番目の発言です。" + "青葉町の予算について伺います。" * (i % 6))
        for i in range(count)
    )


class Reading(App[None]):
    """A log alone on the screen, and everything it says."""

    CSS = "TurnLog { height: 1fr; }"

    def __init__(self, rows: Sequence[LogRow]) -> None:
        super().__init__()
        self.log_ = TurnLog()
        self.first = rows
        self.said: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.log_

    def on_mount(self) -> None:
        self.log_.show(self.first)

    def on_turn_log_chosen(self, message: TurnLog.Chosen) -> None:
        self.said.append(message)

    def on_turn_log_highlighted(self, message: TurnLog.Highlighted) -> None:
        self.said.append(message)


@asynccontextmanager
async def reading(
    rows: Sequence[LogRow], size: tuple[int, int] = (80, 20), *, focused: bool = True
) -> AsyncIterator[tuple[TurnLog, Pilot[None]]]:
    app = Reading(rows)
    async with app.run_test(size=size) as pilot:
        if focused:
            app.log_.focus()
        else:
            app.set_focus(None)
        await pilot.pause()
        yield app.log_, pilot


def seen(log: TurnLog) -> list[str]:
    return [log.render_line(y).text for y in range(log.size.height)]


def said(pilot: Pilot[None], kind: type[TurnLog.Chosen | TurnLog.Highlighted]) -> list[str]:
    assert isinstance(pilot.app, Reading)
    return [message.key for message in pilot.app.said if isinstance(message, kind)]


# -- one row ----------------------------------------------------------------------------------------------


def text_of(row: LogRow, width: int) -> list[str]:
    return ["".join(text for text, _ in line) for line in lay_out(row, width)]


def test_time_speaker_and_phase_stand_beside_the_text() -> None:
    row = turn(
        "1",
        "みどり市の窓口では、予約の取消しが続いています。理由を伺います。",
        label="環境政策課長補佐（説明員）",
    )
    assert text_of(row, 80) == [
        "14:03 環境政策課長補佐 質問 みどり市の窓口では、予約の取消しが続いています。理",
        "      （説明員）            由を伺います。",
    ]


@pytest.mark.parametrize(("label", "width"), [("委員（氏名未定）", 80), ("土屋防災危機管理課長", 119)])
def test_a_usual_label_takes_one_line(label: str, width: int) -> None:
    assert len(lay_out(turn("1", "はい。", label=label), width)) == 1


def test_a_narrow_log_has_the_speaker_above() -> None:
    row = turn("1", "予約の取消しが続いています。", "理由を伺います。", flags=("要確認", "訂正"))
    assert text_of(row, 40) == [
        "14:03 青木委員 質問 ",
        "   〔要確認〕〔訂正〕予約の取消しが続い",
        "   ています。",
        "   理由を伺います。",
    ]


def test_a_turn_without_text_is_one_line() -> None:
    assert text_of(turn("1", flags=("空",)), 80) == ["14:03 青木委員         質問 〔空〕"]
    assert len(lay_out(turn("1"), 80)) == len(lay_out(turn("1"), 40)) == 1


def test_other_rows_are_told_apart_without_colour() -> None:
    heading = LogRow("h", RowKind.HEADING, "", "", "", ("諮問第11号　窓口", "諮問第12号　保守"))
    stage = LogRow("s", RowKind.STAGE, "14:05", "", "", ("（異議なし）",))
    assert text_of(heading, 80) == ["      ■ 諮問第11号　窓口", "      ■ 諮問第12号　保守"]
    assert text_of(stage, 80) == ["14:05                       （異議なし）"]
    assert text_of(heading, 40)[0] == "   ■ 諮問第11号　窓口"
    assert text_of(stage, 40) == ["   （異議なし）"]


@pytest.mark.parametrize("kind", RowKind)
@pytest.mark.parametrize("width", [30, 80, 120])
def test_nothing_in_a_row_steers_the_terminal(kind: RowKind, width: int) -> None:
    row = LogRow("1", kind, HOSTILE, HOSTILE, HOSTILE, (HOSTILE, HOSTILE), (HOSTILE,))
    for line in text_of(row, width):
        assert line.isprintable() or "\u3000" in line
        assert not set(line) & set("\x1b\x07\x9b\u202e\n\t")
    everything = "".join(text_of(row, width)).replace(" ", "")
    assert "[red]x[/]" in everything
    assert "␛]52;c;aGk=␇" in everything


@given(st.lists(st.text(max_size=60), max_size=3), st.text(max_size=20), st.integers(1, 140))
@example(["000000000000\t\x80\x80"], "", 40)
def test_every_row_fits_its_log(paragraphs: list[str], label: str, width: int) -> None:
    row = turn("1", *paragraphs, label=label, flags=("空",))
    lines = text_of(row, width)
    assert lines
    assert estimate(row, width) >= 1
    if width >= 40 and label.isprintable() and cell_len(label) < 12:
        assert all(cell_len(line) <= width for line in lines)


@given(st.lists(st.integers(1, 9), max_size=40), st.data())
def test_heights_are_a_list_with_sums(start: list[int], data: st.DataObject) -> None:
    plain, heights = list(start), Heights(start)
    for change in data.draw(st.lists(st.sampled_from(["append", "pop", "set"]), max_size=12)):
        if change == "append":
            plain.append(data.draw(st.integers(1, 9)))
            heights.append(plain[-1])
        elif plain and change == "pop":
            plain.pop()
            heights.pop()
        elif plain:
            index = data.draw(st.integers(0, len(plain) - 1))
            plain[index] = data.draw(st.integers(1, 9))
            heights.set(index, plain[index])
    assert [heights.top(i) for i in range(len(plain) + 1)] == [sum(plain[:i]) for i in range(len(plain) + 1)]
    lines = [(index, within) for index, height in enumerate(plain) for within in range(height)]
    assert [heights.row_at(line) for line in range(heights.total)] == lines
    if plain:
        assert heights.row_at(heights.total + 5) == lines[-1]


# -- the window -------------------------------------------------------------------------------------------


async def test_it_follows_until_the_clerk_looks_back() -> None:
    rows = meeting(60)
    async with reading(rows, focused=False) as (log, pilot):
        assert "59番目" in "".join(seen(log))
        rows += (turn("new", "新しい発言です。"),)
        log.show(rows)
        assert "新しい発言" in seen(log)[-1]
        log.scroll_up(animate=False)
        await pilot.pause()
        before = seen(log)
        log.show((*rows, turn("newer", "見えない発言です。")))
        assert (seen(log), log.follow) == (before, False)
        log.scroll_end(animate=False, immediate=True)
        await pilot.pause()
        assert log.follow
        log.show((*rows, turn("newer", "見えない発言です。"), turn("last", "見える発言です。")))
        assert "見える発言" in seen(log)[-1]


async def test_moving_the_cursor_leaves_the_end_and_the_end_key_returns() -> None:
    async with reading(meeting(60)) as (log, pilot):
        assert (log.cursor, log.follow) == ("k59", True)
        await pilot.press("up")
        assert (log.cursor, log.follow) == ("k58", False)
        await pilot.press("home")
        assert (log.cursor, log.scroll_offset.y) == ("k0", 0)
        await pilot.press("down", "down", "up")
        assert log.cursor == "k1"
        await pilot.press("end")
        assert (log.cursor, log.follow, log.scroll_offset.y) == ("k59", True, log.max_scroll_y)
        assert said(pilot, TurnLog.Highlighted) == ["k59", "k58", "k0", "k1", "k2", "k1", "k59"]


async def test_pages_reach_both_ends_and_pass_every_row() -> None:
    async with reading(meeting(60)) as (log, pilot):

        def rows_seen() -> set[str]:
            return {
                row.key for row in log.rows if any(f" {row.paragraphs[0][:6]}" in line for line in seen(log))
            }

        await pilot.press("home")
        shown = rows_seen()
        while log.cursor != "k59":
            log.action_page(1)
            shown |= rows_seen()
        await pilot.press("pagedown")
        assert (log.cursor, shown) == ("k59", {row.key for row in log.rows})
        while log.cursor != "k0":
            log.action_page(-1)
        await pilot.press("pageup")
        assert (log.cursor, log.scroll_offset.y) == ("k0", 0)


async def test_a_row_longer_than_the_window_is_read_through() -> None:
    long = turn("long", "\n".join(f"第{i}段落" for i in range(1, 51)))
    async with reading((turn("a", "前"), long, turn("b", "後"))) as (log, pilot):
        await pilot.press("home", "down")
        shown = ""
        while log.cursor == "long":
            shown += "".join(seen(log))
            await pilot.press("down")
        assert all(f"第{i}段落" in shown for i in range(1, 51))
        await pilot.press("up")
        assert log.cursor == "long"
        assert "第50段落" in seen(log)[-1]
        await pilot.press("up")
        assert log.cursor == "long"
        assert "第30段落" in "".join(seen(log))


async def test_enter_and_the_mouse_choose() -> None:
    async with reading(meeting(5)) as (log, pilot):
        await pilot.press("up", "enter")
        await pilot.click(TurnLog, offset=(10, 0), times=2)
        await pilot.click(TurnLog, offset=(10, 19))
        assert log.cursor == "k0"
        assert said(pilot, TurnLog.Chosen) == ["k3", "k0"]


async def test_the_cursor_row_has_a_mark() -> None:
    async with reading(meeting(5)) as (log, _):
        log.select("k2")
        assert [line[0] for line in seen(log) if "番目" in line] == [" ", " ", ">", " ", " "]
        log.release()
        assert (log.cursor, log.follow) == (None, True)
        assert not any(line.startswith(">") for line in seen(log))
        assert not log.select("nobody")


async def test_scrolling_through_estimates_never_jumps() -> None:
    """Line by line upwards, each step shows one new line at the top, measured or not."""
    rows = tuple(turn(f"k{i}", "\n" * (i % 4) + f"「{i}」") for i in range(80))
    async with reading(rows, focused=False) as (log, _):
        while log.scroll_offset.y > 0:
            before = seen(log)
            log.scroll_up(animate=False, immediate=True)
            assert seen(log)[1:] == before[:-1]
        assert "「0」" in seen(log)[0]


@pytest.mark.parametrize("change", ["edit above", "insert above", "remove above"])
async def test_what_changes_above_moves_nothing(change: str) -> None:
    rows = meeting(60)
    async with reading(rows) as (log, pilot):
        log.select("k40")
        await pilot.pause()
        before = seen(log)
        new = {
            "edit above": (*rows[:5], turn("k5", "長くなった。" * 60), *rows[6:]),
            "insert above": (*rows[:5], turn("x", "加えた。" * 60), *rows[5:]),
            "remove above": (*rows[:5], *rows[9:]),
        }[change]
        log.show(new)
        await pilot.pause()
        assert seen(log) == before
        assert log.cursor == "k40"


async def test_the_cursor_keeps_its_row_or_takes_its_place() -> None:
    rows = meeting(10)
    async with reading(rows) as (log, pilot):
        log.select("k4")
        log.show((*rows[:3], rows[4], rows[3], *rows[5:]))
        assert log.cursor == "k4"
        log.show(rows)
        log.show((*rows[:4], *rows[5:]))
        assert log.cursor == "k5"
        log.show(rows[:2])
        assert log.cursor == "k1"
        log.show(())
        assert (log.cursor, "".join(seen(log)).strip()) == (None, "")
        await pilot.press("up", "down", "pageup", "home", "end", "enter")
        log.show(rows)
        assert "9番目" in "".join(seen(log))


async def test_a_followed_cursor_goes_on_to_the_new_row() -> None:
    rows = meeting(30)
    async with reading(rows) as (log, pilot):
        log.show((*rows, turn("new", "新しい発言です。")))
        await pilot.pause()
        assert log.cursor == "new"
        assert said(pilot, TurnLog.Highlighted) == ["k29", "new"]


async def test_resizing_keeps_the_place() -> None:
    async with reading(meeting(200)) as (log, pilot):
        log.select("k100")
        for size in [(40, 10), (130, 50), (60, 12), (80, 20)]:
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert log.cursor == "k100"
            assert any(line.startswith(">") for line in seen(log)), size
        log.action_last()
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert "199番目" in "".join(seen(log))


# -- what it costs ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("count", [200, 20_000])
async def test_work_does_not_grow_with_the_meeting(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rows that are laid out, and rows that are estimated: the same few in a long meeting."""
    laid_out: list[str] = []
    estimated: list[str] = []

    def counting_lay_out(row: LogRow, width: int) -> object:
        laid_out.append(row.key)
        return lay_out(row, width)

    def counting_estimate(row: LogRow, width: int) -> int:
        estimated.append(row.key)
        return estimate(row, width)

    monkeypatch.setattr(log_layout, "lay_out", counting_lay_out)
    monkeypatch.setattr(log_layout, "estimate", counting_estimate)
    rows = meeting(count)
    async with reading(rows) as (log, pilot):
        assert len(laid_out) < 130
        laid_out.clear()
        estimated.clear()
        rows += (turn("new", "新しい発言です。"),)
        log.show(rows)
        await pilot.pause()
        seen(log)
        assert (laid_out, estimated) == (["new"], ["new"])
        log.show((*rows[:50], turn("k50", "直した。"), *rows[51:]))
        assert (laid_out, estimated) == (["new"], ["new", "k50"])
        await pilot.press("home")
        assert len(laid_out) < 130
        laid_out.clear()
        await pilot.resize_terminal(120, 30)
        await pilot.pause()
        assert len(set(laid_out)) < 130


async def test_one_huge_speech_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    laid_out: list[str] = []

    def counting_lay_out(row: LogRow, width: int) -> object:
        laid_out.append(row.key)
        return lay_out(row, width)

    monkeypatch.setattr(log_layout, "lay_out", counting_lay_out)
    async with reading((turn("huge", "審議" * 100_000), turn("next", "次"))) as (log, pilot):
        await pilot.press("home", "down", "pagedown", "down")
        assert log.scroll_offset.y == (log.size.height - 1) * 3
        assert laid_out.count("huge") <= 2  # once more where the first size was not the last
