"""The home screen: every command by keyboard, today's meeting first, long work that shows itself and stops."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

import pytest
from command_line import Call, Terminal, leaves
from textual.pilot import Pilot
from textual.theme import Theme
from textual.widgets import OptionList, Static

from clerk_tui.cli import home
from clerk_tui.cli.home import Outside
from clerk_tui.cli.parser import parser
from clerk_tui.cli.registry import offers
from clerk_tui.domain.errors import Refused
from clerk_tui.settings import read_settings, settings_file
from clerk_tui.tui.home.app import HomeApp, Request
from clerk_tui.tui.home.form import FormScreen
from clerk_tui.tui.home.menu import MeetingMenu
from clerk_tui.tui.home.offers import Card, Decided, Kind, Offer, Runs, Standing, Values
from clerk_tui.tui.home.output import OutputScreen
from clerk_tui.tui.home.settings import FolderQuestion, SettingsScreen
from clerk_tui.tui.themes import DARK, LIGHT

SIZES = [(80, 24), (60, 20)]
CARDS = (
    Card(1, "/m/a", "2026-10-14-第2回", Standing.DOUBTS, "閉会　気になるところ 2 件", "みどり市審議会", closed=True),
    Card(2, "/m/b", "2026-11-27-第3回", Standing.TODAY, "開会前", "みどり市審議会"),
    Card(3, "/m/c", "2026-12-20-第4回", Standing.PREPARED, "開会前", "青葉町審議会"),
    Card(4, "/m/d", "demo-x", Standing.PRACTICE, "審議中"),
)


class FakeDoor:
    """A door without an outside: what was asked of it, and what it runs instead."""

    def __init__(self, script: str = "print('できた')", cards: Sequence[Card] = CARDS, suggested: str = "") -> None:
        self.offers: Sequence[Offer] = offers()
        self._script = script
        self._cards = cards
        self._suggested = suggested
        self.changed = asyncio.Event()
        self.asked: list[list[str]] = []
        self.kept: list[tuple[str, str]] = []

    def cards(self) -> Iterator[Card]:
        yield from self._cards

    async def changes(self) -> AsyncIterator[bool]:
        await self.changed.wait()
        yield True
        while True:
            await asyncio.sleep(0.01)
            yield False

    def problem(self, offer: Offer, values: Values) -> str:
        return Outside().problem(offer, values)

    def command(self, argv: Sequence[str]) -> tuple[Sequence[str], Mapping[str, str]]:
        self.asked.append(list(argv))
        return [sys.executable, "-c", self._script], {"PYTHONUTF8": "1"}

    def decided(self) -> Decided:
        return Decided("/m", "", "", "キーのこと")

    def suggestion(self) -> str:
        return self._suggested

    def decide(self, folder: str, theme: str) -> str:
        if folder == "/だめ":
            raise Refused("/だめ には置けません。")
        self.kept.append((folder, theme))
        self._suggested = ""
        return "残しました。"

    def make_keys(self) -> str:
        return "作りました。"


@asynccontextmanager
async def at_home(
    door: FakeDoor, size: tuple[int, int] = (80, 24), **more: tuple[str, str]
) -> AsyncIterator[tuple[HomeApp, Pilot[Request | None]]]:
    app = HomeApp(door, **more)
    async with app.run_test(size=size) as pilot:
        await settled(app, pilot)
        yield app, pilot


async def settled(app: HomeApp, pilot: Pilot[Request | None]) -> None:
    # An empty list stands for all of them, and the one that watches has no end.
    if ending := [worker for worker in app.workers if worker.group != "watch"]:
        await app.workers.wait_for_complete(ending)
    await pilot.pause()


def rows(app: HomeApp) -> list[str]:
    listed = app.screen_stack[0].query_one("#list", OptionList)
    return [str(option.prompt) for option in listed.options]


# -- what is offered ---------------------------------------------------------------------------------------


def test_every_command_of_the_command_line_is_offered_in_the_list_or_for_a_meeting() -> None:
    assert {offer.words for offer in offers()} == set(leaves(parser()))
    assert all(offer.of_itself or offer.of_meeting for offer in offers())


@pytest.mark.parametrize("offer", offers(), ids=lambda offer: " ".join(offer.words))
def test_what_a_form_can_say_is_what_the_command_line_takes(offer: Offer, tmp_path: Path) -> None:
    said = {
        Kind.SESSION: (str(tmp_path),),
        Kind.FILE: (str(tmp_path / "一 二.txt"),),
        Kind.FOLDER: (str(tmp_path),),
        Kind.FLAG: ("",),
        Kind.TEXT: ("5",),
    }
    full = {a.name: a.choices[:1] if a.kind is Kind.CHOICE else said[a.kind] for a in offer.arguments}
    # Either of the two; the command line says so.
    full.pop("room", None)
    options = parser().parse_args(offer.argv(full))
    assert all(getattr(options, name) not in (None, "", [], False) for name in full)
    least = {a.name: full[a.name] for a in offer.arguments if a.required}
    parser().parse_args(offer.argv(least))
    assert not offer.asks({**least, "words": ("語",)})


def test_a_value_that_begins_with_a_dash_is_no_option() -> None:
    (fill,) = (offer for offer in offers() if offer.words == ("fill",))
    argv = fill.argv({"session": ("今日",), "transcript": ("a.srt", "b.srt"), "offset": ("-12.5",)})
    assert parser().parse_args(argv).offset == -12.5
    assert (fill.where({}), fill.where({"take": ("",)})) == (Runs.SCREEN, Runs.ASIDE)


# -- the list ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("size", "theme"), [(SIZES[0], DARK), (SIZES[1], LIGHT)])
async def test_todays_meeting_stands_first_and_two_enters_record_it(size: tuple[int, int], theme: Theme) -> None:
    async with at_home(FakeDoor(), size) as (app, pilot):
        app.theme = theme.name
        found = rows(app)
        assert found[0] == str(Standing.TODAY) and "2026-11-27-第3回" in found[1]
        order = [found.index(str(s)) for s in (Standing.PREPARED, Standing.DOUBTS)]
        assert order == sorted(order) and order[-1] < found.index("すること")
        assert found.index("すること") < found.index(str(Standing.PRACTICE))
        await pilot.press("enter")
        assert isinstance(app.screen, MeetingMenu)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value is not None
    assert app.return_value.offer.argv(app.return_value.values) == ["record", "/m/b"]


FOUND = {
    "第3回": ["2026-11-27-第3回"],
    "3": ["2026-11-27-第3回", "2026-12-20-第4回"],
    "青葉": ["2026-12-20-第4回"],
    "みどり 第２": ["2026-10-14-第2回"],
    "今日": ["2026-11-27-第3回"],
    "さがす": [],
}
"""What is typed, and the meetings that stay."""


async def test_typing_filters_meetings_and_actions_by_any_part_of_the_name() -> None:
    async with at_home(FakeDoor()) as (app, pilot):
        for typed, kept in FOUND.items():
            for letter in typed:
                await pilot.press(letter)
            await pilot.pause()
            shown = "".join(rows(app))
            assert [card.name for card in CARDS if card.name in shown] == kept
            if not kept:
                assert "すべての会議の発言をさがす" in shown and "会議を準備する" not in shown
            await pilot.press("escape")
            await pilot.pause()
            assert len(rows(app)) > 20


async def test_a_meeting_that_changes_meanwhile_is_listed_as_it_is_now() -> None:
    door = FakeDoor()
    async with at_home(door) as (app, pilot):
        door._cards = (Card(1, "/m/a", "2026-11-01-第1回", Standing.DRAFTS, "閉会"),)
        door.changed.set()
        while "2026-11-27-第3回" in "".join(rows(app)):
            await pilot.pause(0.01)
        assert "閉会" in "".join(rows(app))


async def test_what_is_changed_outside_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path))
    (tmp_path / "会議").mkdir()
    async for changed in Outside().changes():
        if changed:
            break
        (tmp_path / "会議" / "preparation.toml").write_text("body = ''", "utf-8")


async def test_a_folder_that_cannot_be_read_is_said_and_the_rest_can_be_used() -> None:
    class Shut(FakeDoor):
        def cards(self) -> Iterator[Card]:
            raise PermissionError(13, "許可がありません", "/m")

    async with at_home(Shut()) as (app, pilot):
        assert "/m を読めません（許可がありません）" in str(app.screen.query_one(".status", Static).render())
        assert "すること" in rows(app)
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value is not None


async def test_who_decides_later_is_not_asked_again_after_each_command() -> None:
    app = HomeApp(FakeDoor(suggested="/x"), ask=False)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_nothing_that_fits_is_said() -> None:
    async with at_home(FakeDoor()) as (app, pilot):
        await pilot.press("z", "z", "q")
        await pilot.pause()
        assert "あてはまるものがありません" in rows(app)[0]
        await pilot.press("enter")
        assert len(app.screen_stack) == 1


async def test_without_meetings_practising_comes_first() -> None:
    async with at_home(FakeDoor(cards=())) as (app, pilot):
        await pilot.press("enter")
        await pilot.pause()
    assert app.return_value is not None and app.return_value.offer.words == ("demo",)


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_and_the_guide_fit(size: tuple[int, int]) -> None:
    async with at_home(FakeDoor(), size) as (app, pilot):
        hint = app.screen.query_one("#hint")
        assert hint.region.bottom <= size[1] and hint.region.height <= 3
        await pilot.press("f1")
        await pilot.pause()
        text = str(app.screen.query_one("VerticalScroll > Static", Static).render())
        assert all(f"［{' '.join(offer.words)}］" in text for offer in offers())
        await pilot.press("escape", "ctrl+q")
        await pilot.pause()
    assert app.return_value is None


# -- commands ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_a_form_asks_for_what_is_needed_and_stays_below_the_output(size: tuple[int, int]) -> None:
    door = FakeDoor()
    async with at_home(door, size) as (app, pilot):
        for letter in "Parquet":
            await pilot.press(letter)
        await pilot.press("enter")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "入れてください" in str(form.query_one(".status", Static).render())
        assert door.asked == []
        for letter in "/tmp/x":
            await pilot.press(letter)
        await pilot.press("tab", "right", "ctrl+s")
        await pilot.pause()
        assert isinstance(app.screen, OutputScreen)
        await settled(app, pilot)
        assert door.asked == [["archive", "/tmp/x", "--internal"]]
        assert "できた" in str(app.screen.query_one("#told > Static", Static).render())
        assert "できました。" in str(app.screen.query_one(".status", Static).render())
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen is form


async def test_what_the_command_line_would_refuse_is_said_in_the_form() -> None:
    door = FakeDoor()
    async with at_home(door) as (app, pilot):
        for letter in "さがす":
            await pilot.press(letter)
        await pilot.press("f2")
        await pilot.pause()
        form = app.screen
        assert isinstance(form, FormScreen)
        words, limit = form._parts["words"], form._parts["limit"]
        words.value, limit.value = "保存　期間", "0"  # type: ignore[union-attr,misc]
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "1 から 1000000 までの整数" in str(form.query_one(".status", Static).render())
        limit.value = "9"  # type: ignore[union-attr,misc]
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert door.asked == [["search", "保存", "期間", "--limit=9"]]


async def test_progress_is_shown_and_esc_stops() -> None:
    waits = (
        "import sys, time\n"
        "print('始め', flush=True)\n"
        "sys.stderr.write('\\r半分まで\\r'); sys.stderr.flush()\n"
        "time.sleep(60)"
    )
    async with at_home(FakeDoor(waits)) as (app, pilot):
        for letter in "一覧を見る":
            await pilot.press(letter)
        await pilot.press("enter")
        output = None
        for _ in range(100):
            await pilot.pause(0.1)
            output = app.screen
            if isinstance(output, OutputScreen) and "半分まで" in str(output.query_one(".status", Static).render()):
                break
        assert isinstance(output, OutputScreen)
        assert "半分まで" in str(output.query_one(".status", Static).render())
        assert "Esc 止める" in str(output.query_one("#running", Static).render())
        await pilot.press("escape")
        await settled(app, pilot)
        assert output.code not in (None, 0)
        assert "止めました。" in str(output.query_one(".status", Static).render())
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_what_a_screen_said_at_its_end_is_shown_at_home() -> None:
    async with at_home(FakeDoor(), told=("会議を記録する", "記録は /m/b に保存されています。\n")) as (app, _):
        assert "保存されています" in str(app.screen.query_one(".status", Static).render())
    async with at_home(FakeDoor(), told=("会議を準備する", "一\n二\n三\n")) as (app, _):
        assert isinstance(app.screen, OutputScreen)


# -- settings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
async def test_the_first_start_asks_once_where_the_meetings_lie(size: tuple[int, int]) -> None:
    door = FakeDoor(suggested="/だめ")
    async with at_home(door, size) as (app, pilot):
        assert isinstance(app.screen, FolderQuestion)
        await pilot.press("enter")
        await pilot.pause()
        assert "置けません" in str(app.screen.query_one(".status", Static).render())
        await pilot.press("backspace", "backspace", "x", "enter")
        await settled(app, pilot)
        assert door.kept == [("/x", "")]
        assert len(app.screen_stack) == 1
    async with at_home(door, size) as (app, _):
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("size", SIZES)
async def test_the_settings_change_folder_and_theme(size: tuple[int, int]) -> None:
    door = FakeDoor()
    async with at_home(door, size) as (app, pilot):
        await pilot.press("f3")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        await pilot.press("f2")
        await pilot.pause()
        assert "作りました" in str(app.screen.query_one(".status", Static).render())
        await pilot.press("x", "tab", "right")
        await pilot.pause()
        assert app.theme == LIGHT.name
        await pilot.press("ctrl+s")
        await settled(app, pilot)
        assert door.kept == [("/mx", LIGHT.name)]


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outside:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("CLERK_TUI_SESSIONS", raising=False)
    monkeypatch.chdir(tmp_path)
    return Outside()


def test_the_office_decides_once_and_every_command_goes_there(
    outside: Outside, tmp_path: Path, call: Call
) -> None:
    assert outside.suggestion() == str(tmp_path / "会議録")
    assert outside.decide(str(tmp_path / "共有" / "会議"), "") == "設定を残しました。"
    outside.decide("", LIGHT.name)
    assert outside.suggestion() == ""
    assert read_settings().theme == LIGHT.name
    assert outside.decided().sessions == str(tmp_path / "共有" / "会議")
    assert call("new", "第1回", at=tmp_path).returncode == 0
    assert [path.name for path in (tmp_path / "共有" / "会議").iterdir()] == ["日付不明-第1回"]
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="置けません"):
        outside.decide(str(tmp_path / "file" / "x"), "")
    told = outside.decide(str(tmp_path / "別"), "")
    assert f"前の場所 {tmp_path / '共有' / '会議'} に会議が 1 件あります。" in told


def test_the_file_of_keys_is_made_once_with_the_keys_as_they_are(outside: Outside, tmp_path: Path) -> None:
    assert "F2 で" in outside.decided().keys
    assert "作りました" in outside.make_keys()
    path = settings_file().parent / "keys.toml"
    before = path.read_text("utf-8")
    assert '# finder = ["f4"]' in before
    assert "使えます" in outside.decided().keys
    assert "もうあります" in outside.make_keys()
    path.write_text('finder = "f5"', "utf-8")
    assert "誤りがあります" in outside.decided().keys


def test_meetings_stand_where_they_wait(outside: Outside, tmp_path: Path, call: Call, played: Path) -> None:
    import shutil

    today = date.today()  # noqa: DTZ011 the day on the wall
    call("new", "今日の会", "--date", f"{today:%Y-%m-%d}", at=tmp_path)
    call("new", "先の会", "--date", "2099-01-05", at=tmp_path)
    shutil.copytree(played, tmp_path / "sessions" / "見本")
    shutil.copytree(played, tmp_path / "sessions" / "demo-x")
    broken = tmp_path / "sessions" / "壊れた会"
    broken.mkdir()
    (broken / "preparation.toml").write_text("body =", "utf-8")
    cards = {card.name: card for card in outside.cards()}
    assert {name: card.standing for name, card in cards.items()} == {
        f"{today}-今日の会": Standing.TODAY,
        "2099-01-05-先の会": Standing.PREPARED,
        "見本": Standing.DOUBTS,
        "demo-x": Standing.PRACTICE,
        "壊れた会": Standing.DOUBTS,
    }
    listed = json.loads(call("list", "--json", at=tmp_path).stdout)
    assert {row["name"]: row["number"] for row in listed} == {c.name: c.number for c in cards.values()}
    assert "気になるところ 5 件" in cards["見本"].note
    assert "preparation.toml 1行目" in cards["壊れた会"].note


def test_a_wrong_setting_is_told_instead_of_a_screen(outside: Outside, call: Call, tmp_path: Path) -> None:
    settings_file().parent.mkdir(parents=True)
    settings_file().write_text("theme = 3\n", "utf-8")
    done = call(at=tmp_path, tty=True)
    assert done.returncode == 3
    assert "settings.toml 1行目" in done.stderr


def test_after_a_command_the_home_screen_comes_back_with_what_it_said(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    by_words = {offer.words: offer for offer in offers()}
    asked = iter(
        [Request(by_words["record",], {"session": ("ない",)}), Request(by_words["doctor",], {}), None]
    )
    told: list[tuple[str, str]] = []
    stood: list[str] = []

    def run(app: HomeApp) -> Request | None:
        told.append(app._told)
        stood.append(app.chosen)
        app.chosen = "meeting /m/b"
        return next(asked)

    monkeypatch.setattr(HomeApp, "run", run)
    monkeypatch.setattr(sys, "stdin", Terminal(b"\n"))
    assert home.at_home() == 0
    assert [heading for heading, _ in told] == ["", "会議を記録する", by_words["doctor",].short]
    assert "「ない」という会議はありません。" in told[1][1]
    assert stood == ["", "meeting /m/b", ""]
    assert "Enter を押すと" in capsys.readouterr().out
