"""Pictures of every screen, made from its cells (画面の絵).

    python scripts/make_screens.py                   the pictures of docs/screens
    python scripts/make_screens.py --all FOLDER      every screen, in both themes and three sizes
    python scripts/make_screens.py ruling chair -o FOLDER   those screens, in both themes and three sizes
    python scripts/make_screens.py … --png           as PNG too, through Chromium: to look at

They show the sample meetings of fictional towns, at clocks that stand still.
"""

from __future__ import annotations

import asyncio
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import chdir
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

from _cell_picture import grid, picture
from msgspec import Struct
from textual import events
from textual.app import App
from textual.pilot import Pilot

from clerk_tui import profile as profiles
from clerk_tui.alignment import Stream, propose, slots_of
from clerk_tui.chair.app import ChairApp
from clerk_tui.chair.following import Snapshot
from clerk_tui.chair.views import CHAIR, ROOM, View
from clerk_tui.cli.new import proposed
from clerk_tui.cli.preview import preview
from clerk_tui.cli.profile import readable
from clerk_tui.cli.registry import offers
from clerk_tui.domain.commands import (
    Command,
    DeclareStance,
    EditText,
    Prepare,
    RecordTurn,
    RequestSpeech,
    TakeFloor,
)
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.record import Named, Position
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.intake.request import NewMeetingRequest
from clerk_tui.polish import Rules
from clerk_tui.scripting.lines import read_script
from clerk_tui.session import Clock, Session
from clerk_tui.transcript import Segment
from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.fill import FillApp
from clerk_tui.tui.home.app import HomeApp
from clerk_tui.tui.home.offers import Card, Decided, Offer, Standing, Values
from clerk_tui.tui.new import Look, NewApp
from clerk_tui.tui.own_app import OwnApp
from clerk_tui.tui.polish import PolishApp
from clerk_tui.tui.themes import DARK, LIGHT

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "screens"
SAMPLE = ROOT / "templates" / "privacy_council" / "sample"
SIZES = {"80x24": (80, 24), "120x36": (120, 36), "200x60": (200, 60)}
_JST = timezone(timedelta(hours=9))
_QUESTIONS, _OPINIONS, _RULED = 48, 56, 70
"""Lines of the script after which somebody asks, opinions are given, some blocks are ruled."""

Act = Callable[[Pilot[Any]], Awaitable[object]]


class Scene(Struct, frozen=True):
    """One screen: the app that shows it, what is done before the picture, and the title of its window."""

    app: Callable[[], App[Any]]
    title: str
    act: Act


class _Nowhere:
    def append(self, records: Sequence[Recorded]) -> None:
        del records


def session(lines: int | None = None) -> tuple[Session, Clock]:
    """The sample meeting after so many lines of its script, and a clock that stands where it then is."""
    meeting = read_preparation(SAMPLE, profiles)
    assert meeting.date
    assert meeting.starts
    now = datetime.combine(meeting.date, meeting.starts, tzinfo=_JST)
    clock = Clock(lambda: now, lambda: 0.0)
    played = Session(_Nowhere(), clock=clock)
    played.dispatch(Prepare(meeting))
    for line in list(read_script(SAMPLE / "script.jsonl"))[:lines]:
        now = line.moment(now)
        played.dispatch(line.command(played.state, now), now)
    return played, clock


def keys(*pressed: str) -> Act:
    """An act: these keys; a text of more than one character in 「」 is pasted."""

    async def act(pilot: Pilot[Any]) -> None:
        for key in pressed:
            if key.startswith("「"):
                pilot.app.post_message(events.Paste(key[1:-1]))
            else:
                await pilot.press(key)
            await pilot.pause()
        await pilot.app.workers.wait_for_complete([w for w in pilot.app.workers if w.name == "palette"])

    return act


def opened(action: str, *pressed: str) -> Act:
    """An act: what that operation opens, then keys."""

    async def act(pilot: Pilot[Any]) -> None:
        app = pilot.app
        assert isinstance(app, ClerkApp)
        app.record.perform(action)
        await pilot.pause()
        await keys(*pressed)(pilot)

    return act


async def as_it_stands(pilot: Pilot[Any]) -> None:
    """An act: nothing."""


def recording(lines: int | None) -> Callable[[], App[Any]]:
    def app() -> App[Any]:
        played, clock = session(lines)
        return ClerkApp(played, clock=clock)

    return app


def watching(view: View, lines: int, *, busy: bool = False) -> Callable[[], App[Any]]:
    """The chair's view or the room's; ``busy``: with stances, a raised hand and somebody speaking."""

    def app() -> App[Any]:
        played, clock = session(lines)
        if busy:
            people = [p for p in played.state.meeting.voters if p.role == "member"]
            said: list[Command] = []
            for person, position, note in (
                (people[0], Position.FOR, ""),
                (people[2], Position.AGAINST, ""),
                (people[3], Position.CONDITIONAL, "委託先が扱う情報の範囲を仕様書に明記すること"),
            ):
                said += [RecordTurn(Named(person.id), ("意見です。",)), DeclareStance(position, note=note)]
            said += [RequestSpeech(people[6].id), TakeFloor(Named(people[5].id))]
            for command in said:
                played.dispatch(command, clock.now())
        now = clock.now()

        async def sights() -> AsyncIterator[Snapshot]:
            yield Snapshot(played.state, 1)

        return ChairApp(sights(), lambda: now, view=view)

    return app


def filling() -> App[Any]:
    """Turns without words beside a transcript of what was said."""
    played, _ = session(_OPINIONS)
    turns = played.state.turns
    first = turns[0].started
    segments = []
    for turn in turns:
        if turn.paragraphs:
            begin = (turn.started - first).total_seconds() + 12
            segments.append(Segment(begin, begin + len(turn.text) / 6, turn.text.replace("\n", "")))
    for turn in turns[8:]:
        if turn.paragraphs and not turn.narrated and turn.speaker != turns[0].speaker:
            played.dispatch(EditText(turn.id, ()))
    stream = Stream.of(segments)
    return FillApp(played, stream, propose(slots_of(played.state), stream))


def preparing() -> App[Any]:
    """The form of a new meeting, filled in from the sample's table of cases."""

    def look(asked: NewMeetingRequest, cells: int) -> Look:
        found = proposed(asked)
        return Look(preview(found, cells), True, found.doubts)

    def make(asked: NewMeetingRequest) -> Path:
        raise AssertionError(asked)

    request = NewMeetingRequest(
        title="令和8年度第3回",
        files=(Path("案件一覧.xlsx"),),
        date="令和8年10月14日",
        start="14:00",
        end="16:00",
    )
    bodies = [(profile.body, source.name) for source, profile in readable()[0]]
    return NewApp(bodies, [], look, make, lambda _asked: 0, request=request)


def polishing() -> App[Any]:
    played, _ = session(_RULED)
    return PolishApp(
        played, Rules({"頂いて": "いただいて", "おわび": "お詫び", "御": "ご"}, ("諮問", "報告"))
    )


class _Desk:
    """A door behind which a few meetings of fictional towns lie, and nothing runs."""

    offers = offers()

    def cards(self) -> Iterator[Card]:
        yield Card(4, "4", "2026-12-04-令和8年度第3回", Standing.TODAY, "開会前　発言 0")
        yield Card(5, "5", "2027-02-10-令和8年度第4回", Standing.PREPARED, "開会前　発言 0")
        yield Card(3, "3", "2026-10-14-令和8年度第2回", Standing.DOUBTS, "閉会　発言 69　気になるところ 5 件")
        yield Card(2, "2", "2026-05-18-令和8年度第1回", Standing.DRAFTS, "閉会　発言 112　案あり")
        yield Card(1, "1", "2026-02-03-令和7年度第4回", Standing.OTHER, "閉会　発言 98")

    async def changes(self) -> AsyncIterator[bool]:
        for none in ():
            yield none

    def problem(self, _offer: Offer, _values: Values) -> str:
        return ""

    def command(self, _argv: Sequence[str]) -> tuple[Sequence[str], Mapping[str, str]]:
        return [sys.executable, "-c", ""], {}

    def decided(self) -> Decided:
        return Decided("/共有/情報公開課/会議録", DARK.name, keys="記録の画面のキー：keys.toml（使えます）")

    def suggestion(self) -> str:
        return ""

    def decide(self, _folder: str, _theme: str) -> str:
        return ""

    def make_keys(self) -> str:
        return ""


def at_home() -> App[Any]:
    return HomeApp(_Desk())


def learning() -> App[Any]:
    played, clock = session(0)
    return ClerkApp(played, clock=clock, lesson=True)


_HOME = "clerk-tui — はじめの画面"
_RECORD = "clerk-tui record — みどり市情報公開・個人情報保護審議会"
_TYPED = "「諮問第24号の委託先が代わったとき、登録された情報はどのように引き継がれますか。」"
SCENES: dict[str, Scene] = {
    "record": Scene(recording(_QUESTIONS), _RECORD, keys(_TYPED)),
    "record-fresh": Scene(recording(0), _RECORD, as_it_stands),
    "record-ruled": Scene(recording(_RULED), _RECORD, as_it_stands),
    "record-closed": Scene(recording(None), _RECORD, as_it_stands),
    "finder": Scene(recording(_QUESTIONS), _RECORD, keys("f4", "「か」")),
    "palette": Scene(recording(_QUESTIONS), _RECORD, keys("ctrl+p")),
    "correct": Scene(recording(_QUESTIONS), _RECORD, keys("ctrl+e")),
    **{
        name: Scene(recording(lines), _RECORD, opened(name))
        for name, lines in (
            ("ruling", _OPINIONS), ("closing", _RULED), ("attendance", _QUESTIONS), ("cases", _QUESTIONS),
            ("block", _RULED), ("change_block", _QUESTIONS), ("phrases", _QUESTIONS), ("phase", _QUESTIONS),
            ("stage", _QUESTIONS), ("mark", _QUESTIONS), ("stance", _OPINIONS), ("ledger", _RULED),
            ("amend_ruling", _RULED), ("help", _QUESTIONS), ("flag", _QUESTIONS), ("observers", _QUESTIONS),
            ("add_case", _QUESTIONS), ("change_case", _QUESTIONS), ("day", _QUESTIONS), ("next_meeting", _RULED),
            ("material", _QUESTIONS), ("follow_up", _QUESTIONS),
            ("signatories", _RULED), ("quit", _QUESTIONS), ("replace", _QUESTIONS), ("request", _QUESTIONS),
        )
    },
    "home": Scene(at_home, _HOME, as_it_stands),
    "home-meeting": Scene(at_home, _HOME, keys("enter")),
    "home-form": Scene(at_home, _HOME, keys("「さがす」", "enter")),
    "home-settings": Scene(at_home, _HOME, keys("f3")),
    "home-help": Scene(at_home, _HOME, keys("f1")),
    "lesson": Scene(learning, "clerk-tui demo — 練習", as_it_stands),
    "roll_call": Scene(recording(1), _RECORD, opened("attendance")),
    "chair": Scene(watching(CHAIR, _OPINIONS, busy=True), "clerk-tui chair — 会長の画面", as_it_stands),
    "chair-ruled": Scene(watching(CHAIR, _RULED), "clerk-tui chair — 会長の画面", as_it_stands),
    "chair-large": Scene(watching(CHAIR, _OPINIONS, busy=True), "clerk-tui chair — 大きな字", keys("f2")),
    "room": Scene(watching(ROOM, _RULED + 4), "clerk-tui chair --room — 傍聴席の画面", as_it_stands),
    "fill": Scene(filling, "clerk-tui fill — 文字起こしの流し込み", as_it_stands),
    "new": Scene(preparing, "clerk-tui new — 会議の準備", as_it_stands),
    "polish": Scene(polishing, "clerk-tui polish — 整文", as_it_stands),
}  # fmt: skip

IN_DOCS = (
    ("home", "80x24", "dark"), ("record", "120x36", "dark"), ("record", "120x36", "light"), ("record", "80x24", "dark"),
    ("record", "200x60", "dark"), ("ruling", "120x36", "dark"), ("correct", "120x36", "light"),
    ("closing", "120x36", "dark"), ("finder", "120x36", "light"), ("roll_call", "120x36", "dark"),
    ("chair", "120x36", "dark"), ("chair-large", "120x36", "light"), ("room", "120x36", "dark"),
    ("new", "120x36", "dark"), ("fill", "120x36", "light"), ("home-meeting", "120x36", "light"),
    ("phrases", "120x36", "light"), ("follow_up", "120x36", "light"), ("polish", "120x36", "light"),
)  # fmt: skip
"""What the repository keeps: enough to see every kind of screen; the others are made when they are wanted."""
THEMES = {"dark": DARK.name, "light": LIGHT.name}


async def svg(name: str, size: tuple[int, int], theme: str) -> str:
    """One picture."""
    scene = SCENES[name]
    app = scene.app()
    # A file that is shown is called as a clerk calls it, from its own folder.
    with chdir(SAMPLE):
        async with app.run_test(size=size) as pilot:
            app.theme = THEMES[theme]
            await pilot.pause()
            await scene.act(pilot)
            await pilot.pause(0.1)
            made = picture(grid(app), scene.title, dark=theme == "dark")
    if isinstance(app, OwnApp):
        app.raise_crash()
    return made


def png(source: Path) -> None:
    """The picture as a browser shows it, beside it; asks for Chromium."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Chromium がないため、PNG にできません。")
    head = source.read_text(encoding="utf-8")[:400]
    width, height = head.split('width="')[1].split('"')[0], head.split('height="')[1].split('"')[0]
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(
            [browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={place}", "--hide-scrollbars",
             f"--window-size={width},{height}", f"--screenshot={source.with_suffix('.png').resolve()}",
             source.resolve().as_uri()],
            check=True, capture_output=True,
        )  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("names", nargs="*", choices=[[], *SCENES], metavar="NAME")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("-o", "--out", type=Path, default=None)
    parser.add_argument("--size", choices=SIZES, action="append")
    parser.add_argument("--theme", choices=THEMES, action="append")
    parser.add_argument("--png", action="store_true")
    options = parser.parse_args(arguments)
    wanted: Sequence[tuple[str, str, str]] = IN_DOCS
    if options.all or options.names:
        names = SCENES if options.all else options.names
        wanted = [
            (name, size, theme)
            for name in names
            for size in options.size or SIZES
            for theme in options.theme or THEMES
        ]
    folder = options.out or DOCS
    folder.mkdir(parents=True, exist_ok=True)
    for name, size, theme in wanted:
        path = folder / f"{name}-{size}-{theme}.svg"
        path.write_text(asyncio.run(svg(name, SIZES[size], theme)), encoding="utf-8", newline="\n")
        if options.png:
            png(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
