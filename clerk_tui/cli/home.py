"""``clerk-tui`` without a command: the home screen, and what is chosen there, one after another until the clerk is done."""

from __future__ import annotations

import io
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from clerk_tui.deadlines import deadlines
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.finalizing import status_word
from clerk_tui.domain.record import MeetingStage
from clerk_tui.errors import ClerkError
from clerk_tui.session_files import is_session
from clerk_tui.session_names import PRACTICE
from clerk_tui.sessions import Summary, folders, state_of, summary
from clerk_tui.settings import (
    Settings,
    meetings_folder,
    own_folder,
    read_settings,
    settings_file,
    write_settings,
)
from clerk_tui.support.os_errors import reason
from clerk_tui.tui.home.offers import SESSION, Card, Decided, Offer, Runs, Standing, Values

from .parser import parser
from .progress import SHOWN
from .registry import offers

_CHECKED = 20
"""Meetings, the latest, in which the list looks for doubts; of older ones ``check`` tells them."""


def at_home() -> int:
    """Show the home screen until the clerk leaves it; returns 0.

    Raises:
        FileProblems: the settings cannot be read; they are told before there is a screen.
        Refused: there is no terminal.
    """
    from clerk_tui.tui.home.app import HomeApp
    from clerk_tui.tui.terminal import driver_class

    read_settings()
    told, highlighted, first = ("", ""), "", True
    while True:
        app = HomeApp(Outside(), told=told, highlighted=highlighted, ask=first)
        first = False
        app.driver_class = driver_class() or app.driver_class
        request = app.run()
        app.raise_crash()
        if request is None:
            return 0
        # A command may have made the meeting that comes first now.
        highlighted = app.chosen if SESSION in request.values else ""
        told = (request.offer.short, _run(request.offer, request.values))


def _run(offer: Offer, values: Values) -> str:
    """Run a command in the place of the home screen; returns what it said, where that was not seen."""
    from .main import main

    argv = offer.argv(values)
    if offer.where(values) is Runs.TERMINAL:
        main(argv)
        with suppress(EOFError):
            input("\nEnter を押すと、はじめの画面に戻ります。")
        return ""
    said = io.StringIO()
    # Textual draws on the terminal itself, not through these.
    with redirect_stdout(said), redirect_stderr(said):
        main(argv)
    return said.getvalue()


class Outside:
    """Folders, settings and processes, for the home screen."""

    def __init__(self) -> None:
        self.offers: Sequence[Offer] = offers()

    def cards(self) -> Iterator[Card]:
        """The meetings, the latest first."""
        # Loaded aside, while the list can be used already.
        from clerk_tui.domain.checks import closing_findings

        checked = 0
        for number, folder in reversed(list(enumerate(folders(), start=1))):
            card = _card(number, summary(folder))
            if card.closed and card.standing is not Standing.PRACTICE and checked < _CHECKED:
                checked += 1
                if doubts := len(closing_findings(state_of(folder))):
                    note = f"{card.note}　気になるところ {doubts} 件"
                    card = replace(card, standing=Standing.DOUBTS, note=note)
            yield card

    async def changes(self) -> AsyncIterator[bool]:
        from clerk_tui.watching import Wake, wakes

        async for wake in wakes(meetings_folder().path, recursive=True):
            yield wake is Wake.NOTIFIED

    def problem(self, offer: Offer, values: Values) -> str:
        said = io.StringIO()
        try:
            with redirect_stderr(said):
                parser().parse_args(offer.argv(values))
        except SystemExit:
            return said.getvalue().split("\n")[0].partition(": ")[2]
        return ""

    def command(self, argv: Sequence[str]) -> tuple[Sequence[str], Mapping[str, str]]:
        return [sys.executable, "-m", "clerk_tui", *argv], {"PYTHONUTF8": "1", SHOWN: "1"}

    def decided(self) -> Decided:
        settings, place = read_settings(), meetings_folder()
        # What the environment says cannot be changed from here.
        fixed = place.source if place.decided and str(settings_file()) not in place.source else ""
        return Decided(str(place.path), settings.theme, fixed, _keys())

    def suggestion(self) -> str:
        place = meetings_folder()
        if place.decided:
            return ""
        documents = Path.home() / "Documents"
        usual = (documents if documents.is_dir() else Path.home()) / "会議録"
        return str(place.path if place.path.is_dir() else usual)

    def decide(self, folder: str, theme: str) -> str:
        now, before = read_settings(), meetings_folder().path
        path = Path(folder or now.sessions)
        try:
            if folder:
                path = path.expanduser().absolute()
                path.mkdir(parents=True, exist_ok=True)
            write_settings(Settings(str(path) if folder else now.sessions, theme or now.theme))
        except (OSError, RuntimeError) as fault:
            why = reason(fault) if isinstance(fault, OSError) else None
            raise Refused(f"{path} には置けません（{why or fault}）。別の場所を書いてください。") from None
        left = [each for each in before.iterdir() if is_session(each)] if before.is_dir() else []
        if not folder or not left or before == path:
            return "設定を残しました。"
        return (
            f"設定を残しました。前の場所 {before} に会議が {len(left)} 件あります。"
            f"ここで使うには、そのフォルダーを {path} の中に移してください。"
        )

    def make_keys(self) -> str:
        from clerk_tui.tui.actions import ACTIONS

        from .record import KEYS

        path = own_folder() / KEYS
        if path.exists():
            return f"{path} はもうあります。文字エディターで開いて直してください。"
        lines = ["# 自分のキー。先頭の # を消して直すと、次に記録の画面を開くときから変わります。"]
        for action in ACTIONS:
            if action.own:
                keys = ", ".join(f'"{key}"' for key in action.keys)
                lines.append(f"# {action.id} = [{keys}]  # {action.name}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        except OSError as fault:
            raise Refused(f"{path} に書けません（{reason(fault)}）。") from None
        return f"{path} を作りました。文字エディターで開いて直してください。"


def _keys() -> str:
    from .record import KEYS, own_keymap

    path = own_folder() / KEYS
    if not path.exists():
        return "記録の画面のキーは変えられます。F2 で、いまの割当てを書いたファイルを作ります。"
    try:
        own_keymap()
    except ClerkError as fault:
        return f"キーの割当てに誤りがあります。{fault}"
    return f"キーの割当て：{path}（使えます。文字エディターで直せます）"


def _card(number: int, summary: Summary) -> Card:
    state, folder = summary.state, summary.folder
    practice = folder.name.startswith(PRACTICE)
    if not state.prepared:
        standing = Standing.PRACTICE if practice else Standing.DOUBTS
        return Card(
            number, str(folder), folder.name, standing, f"読めません：{summary.fault.split(chr(10))[0]}"
        )
    today = date.today()  # noqa: DTZ011 the day on the wall
    closed = state.stage is MeetingStage.CLOSED
    note = f"{status_word(state)}　発言 {len(state.turns)}"
    drafts = closed and any(folder.glob("*案*.docx"))
    if practice:
        standing = Standing.PRACTICE
    elif summary.fault:
        standing, note = Standing.DOUBTS, summary.fault.split("\n")[0]
    elif not closed and (state.opened is not None or state.meeting.date == today):
        standing = Standing.TODAY
    elif not closed:
        standing = Standing.PREPARED
    elif drafts:
        standing, note = Standing.DRAFTS, f"{note}　案あり"
    else:
        standing = Standing.OTHER
    due = next((each for each in deadlines(state) if each.near(today)), None)
    if due is not None and not practice and not summary.fault:
        note = f"{note}　{due.told(today)}"
    titles = f"{state.meeting.profile.body} {' '.join(state.meeting.title)}"
    return Card(number, str(folder), folder.name, standing, note, titles, closed)
