"""The home screen (はじめの画面): today's meeting first, then what waits, then everything that can be done.

It knows no folder and no file: what there is and what becomes of a choice comes and goes through :class:`Door`. What
a choice opens is loaded then.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, Protocol

from msgspec import Struct
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from clerk_tui.domain.text import normalize
from clerk_tui.support.os_errors import reason
from clerk_tui.tui.dialogs.fields import Line
from clerk_tui.tui.own_app import OwnApp
from clerk_tui.tui.widgets.hint import Hint

from .offers import SESSION, Card, Decided, Kind, Offer, Runs, Standing, Values

if TYPE_CHECKING:
    from .menu import Choice

HINT = "↑↓ 選ぶ　Enter 開く　文字 さがす　F2 細かく決める　F3 設定　F1 使い方　Ctrl+Q 終わる"
_SHOWN = 3
"""Meetings that are listed of each kind that waits, before what can be done; the others come behind it."""
_WAITING = (Standing.PREPARED, Standing.DOUBTS, Standing.DRAFTS)
_BATCH = 0.3
"""Seconds between two pictures of the list while meetings are being read."""
_OWN = (("settings", "設定（会議の場所、明るさ、キー）"), ("help", "使い方"), ("quit", "終わる"))
_GUIDE = """\
↑↓ で選び、Enter を押します。ほかに覚えることはありません。

・はじめての方は「練習する」をどうぞ。二分で、五つのキーを順に試せます。
・会議の前：「会議を準備する」で、次第や名簿から会議を作ります。
・会議の日：今日の会議を選んで Enter、「会議を記録する」で Enter。
・会議のあと：会議を選ぶと、点検、本文入れ、会議録案などが選べます。

名前の一部や番号を打つと、会議も操作も絞り込まれます（消すには Backspace）。
F2 を押すと、ファイルの場所などを細かく決めてから始められます。
時間のかかる仕事は、Esc で止められます。

すべての操作（かっこの中は、コマンドで打つときの名前です）
"""


class Request(Struct, frozen=True):
    """What is to be run in the place of the home screen."""

    offer: Offer
    values: Values


class Door(Protocol):
    """What the home screen asks of the outside."""

    offers: Sequence[Offer]

    def cards(self) -> Iterator[Card]:
        """The meetings, as they have been read so far."""

    def changes(self) -> AsyncIterator[bool]:
        """Once a second or oftener: whether something has changed where the meetings lie."""

    def problem(self, offer: Offer, values: Values) -> str:
        """What is wrong with the arguments; empty: nothing."""

    def command(self, argv: Sequence[str]) -> tuple[Sequence[str], Mapping[str, str]]:
        """How a command is run in a process of its own, and in which environment."""

    def decided(self) -> Decided:
        """The settings; raises nothing, what is wrong stands in them."""

    def suggestion(self) -> str:
        """Where the meetings may lie, while nobody has decided; else empty."""

    def decide(self, folder: str, theme: str) -> str:
        """Keep the settings; empty: as it is. Says what comes of it; raises Refused."""

    def make_keys(self) -> str:
        """Write the file of the clerk's own keys; says where. Raises Refused."""


class HomeApp(OwnApp[Request | None]):
    """Gives what is to be run next; None: the clerk is done."""

    TITLE = "clerk_tui"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["../styles/home.tcss"]
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f1", "guide"),
        Binding("f2", "choose(True)"),
        Binding("f3", "settings"),
        Binding("ctrl+q", "leave"),
        Binding("escape", "clear"),
        *(Binding(key, f"move('{name}')") for key, name in (
            ("up", "cursor_up"), ("down", "cursor_down"), ("pageup", "page_up"), ("pagedown", "page_down"),
        )),
    ]  # fmt: skip

    def __init__(self, door: Door, *, told: tuple[str, str] = ("", ""), highlighted: str = "", ask: bool = True) -> None:
        """``told``: what ran last, and what it said; ``highlighted``: where the list stood before it.

        ``ask``: whether to ask where the meetings lie, while nobody has decided.
        """
        super().__init__()
        self._door = door
        self._told = told
        self._ask = ask
        self._cards: tuple[Card, ...] = ()
        self._reading = True
        self._began = self._took = 0.0
        self._watching = False
        self.chosen = highlighted
        """Id of the row that the clerk has moved to; empty: the first stands for it, whatever that is."""

    def compose(self) -> ComposeResult:
        yield Static(Content("会議録　何をしますか"), classes="top")
        yield Static(classes="where")
        with Horizontal(id="find"):
            yield Static(Content("さがす"))
            yield Line("", "会議の名前や番号、することを打つと絞れます", narrows=True)
        yield OptionList(id="list", markup=False, compact=True)
        yield Static(classes="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self.apply_theme()
        self.query_one("#list").can_focus = False
        self.query_one(Line).focus()
        self._fill()
        heading, text = self._told
        if text.count("\n") > 1:
            from .output import OutputScreen

            self.push_screen(OutputScreen(heading, told=text))
        else:
            self.say(text.strip())
        if self._ask and (suggested := self._door.suggestion()):
            from .settings import FolderQuestion

            self.push_screen(
                FolderQuestion(suggested, lambda folder: self._door.decide(folder, "")), self._answered
            )
        self.read_meetings()

    @work(exclusive=True, group="watch")
    async def _watch(self) -> None:
        """Read the meetings again when one of them changes; reading takes a tenth of the time at most."""
        changed = False
        async for now in self._door.changes():
            changed = changed or now
            if changed and not self._reading and monotonic() - self._began > 10 * self._took:
                changed = False
                self._read_again()

    def _answered(self, told: str | None) -> None:
        """Where the meetings lie was decided, or not yet."""
        if told:
            self.say(told)
            self.read_meetings()

    # -- the list -----------------------------------------------------------------------------------------

    def read_meetings(self) -> None:
        """List them anew."""
        decided = self._door.decided()
        self.query_one(".where", Static).update(Content(f"会議の場所：{decided.sessions}"))
        self._watching = False
        self._read_again()

    def _read_again(self) -> None:
        self._reading = True
        self._began = monotonic()
        self._read()

    @work(thread=True, exclusive=True, group="read")
    def _read(self) -> None:
        """Aside, so that the list can be used at once."""
        worker = get_current_worker()
        found: list[Card] = []
        shown = monotonic()
        try:
            for card in self._door.cards():
                if worker.is_cancelled:
                    return
                found.append(card)
                if monotonic() - shown > _BATCH:
                    self.call_from_thread(self._show, tuple(found))
                    shown = monotonic()
        except OSError as fault:
            place = fault.filename or "会議の場所"
            self.call_from_thread(self.say, f"{place} を読めません（{reason(fault)}）。F3 の設定で確かめてください。")
        if not worker.is_cancelled:
            self.call_from_thread(self._show, tuple(found), True)

    def _show(self, cards: tuple[Card, ...], whole: bool = False) -> None:
        # What was there before stays until all is read again.
        if whole or len(cards) > len(self._cards):
            self._cards = cards
        self._reading = not whole
        if whole:
            self._took = monotonic() - self._began
            # Not before: the first picture need not wait for what watches.
            if not self._watching:
                self._watching = True
                self._watch()
        self._fill()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input is self.query_one(Line):
            self.chosen = ""
            self._fill()

    def _fill(self) -> None:
        rows = self.query_one("#list", OptionList)
        typed = [word for part in self.query_one(Line).value.split() if (word := normalize(part))]
        options = list(self._found(typed) if typed else self._all())
        rows.clear_options()
        rows.add_options(options)
        ids = [option.id for option in options]
        first = next((at for at, option in enumerate(options) if not option.disabled), None)
        rows.highlighted = ids.index(self.chosen) if self.chosen in ids else first

    @property
    def at(self) -> str:
        """Id of the row that is highlighted; empty: none is."""
        rows = self.screen_stack[0].query_one("#list", OptionList)
        if rows.highlighted is None:
            return ""
        return rows.get_option_at_index(rows.highlighted).id or ""

    def _all(self) -> Iterator[Option]:
        rest: list[Card] = []
        yield from _section(Standing.TODAY, [card for card in self._cards if card.standing is Standing.TODAY])
        for standing in _WAITING:
            cards = [card for card in self._cards if card.standing is standing]
            yield from _section(standing, cards[:_SHOWN])
            rest += cards[_SHOWN:]
        yield _heading("すること" + ("　（会議を読んでいます…）" if self._reading else ""))
        yield from map(_command, self._commands)
        yield from (Option(Content(f"  {name}"), id=f"own {action}") for action, name in _OWN)
        rest += [card for card in self._cards if card.standing is Standing.OTHER]
        yield from _section(Standing.OTHER, rest)
        yield from _section(Standing.PRACTICE, [c for c in self._cards if c.standing is Standing.PRACTICE])

    def _found(self, words: Sequence[str]) -> Iterator[Option]:
        cards = [card for card in self._cards if card.fits(words)]
        acts = [
            o for o in self._commands if all(w in normalize(f"{o.name} {' '.join(o.words)}") for w in words)
        ]
        yield from _section("会議", cards)
        if acts:
            yield _heading("すること")
            yield from map(_command, acts)
        if not cards and not acts:
            reading = "まだ会議を読んでいます…" if self._reading else "消すには Esc を押してください。"
            yield _heading(f"あてはまるものがありません。{reading}")

    @property
    def _commands(self) -> list[Offer]:
        return [offer for offer in self._door.offers if offer.of_itself]

    def action_move(self, name: str) -> None:
        rows = self.query_one("#list", OptionList)
        getattr(rows, f"action_{name}")()
        self.chosen = self.at

    # -- a choice -----------------------------------------------------------------------------------------

    def on_input_submitted(self, event: Input.Submitted) -> None:
        if event.input is self.query_one(Line):
            self.action_choose(False)

    def on_option_list_option_selected(self) -> None:
        """A click."""
        self.action_choose(False)

    def action_choose(self, asking: bool) -> None:
        """What is highlighted; ``asking``: with its arguments first."""
        if len(self.screen_stack) > 1:
            return
        self.chosen = self.at
        kind, _, name = self.chosen.partition(" ")
        if kind == "meeting":
            from .menu import MeetingMenu

            card = next(card for card in self._cards if card.folder == name)
            self.push_screen(MeetingMenu(card, self._door.offers), lambda choice: self._for(card, choice))
        elif kind == "command":
            offer = next(offer for offer in self._door.offers if " ".join(offer.words) == name)
            self._do(offer, {}, asking)
        elif name == "settings":
            self.action_settings()
        elif name == "help":
            self.action_guide()
        elif name == "quit":
            self.action_leave()

    def _for(self, card: Card, choice: Choice | None) -> None:
        if choice is not None:
            offer, asking = choice
            self._do(offer, {SESSION: (card.folder,)}, asking)

    def _do(self, offer: Offer, given: Values, asking: bool) -> None:
        values = offer.begun(given)
        if asking or offer.asks(values):
            from .form import FormScreen

            self.push_screen(FormScreen(offer, values, self._door.problem, self._carry_out))
        else:
            self._carry_out(offer, values)

    def _carry_out(self, offer: Offer, values: Values) -> None:
        if offer.where(values) is not Runs.ASIDE:
            self.exit(Request(offer, values))
            return
        from .output import OutputScreen

        argv = offer.argv(values)
        command, environment = self._door.command(argv)
        about = next(
            (values[a.name] for a in offer.arguments if a.kind is Kind.SESSION and values.get(a.name)), ()
        )
        heading = "　".join((offer.short, *(PurePath(folder).name for folder in about)))
        self.push_screen(OutputScreen(heading, command, environment, ended=self._ended))

    def _ended(self, _code: int) -> None:
        """A command may have changed what is listed."""
        self.read_meetings()

    # -- beside the list ----------------------------------------------------------------------------------

    def action_settings(self) -> None:
        def answered(told: str | None) -> None:
            self.apply_theme()
            self._answered(told)

        if len(self.screen_stack) == 1:
            from .settings import SettingsScreen

            now = self._door.decided()
            self.push_screen(SettingsScreen(now, self._door.decide, self._door.make_keys), answered)

    def action_guide(self) -> None:
        if len(self.screen_stack) == 1:
            self.push_screen(HomeHelp(self._door.offers))

    def action_clear(self) -> None:
        if len(self.screen_stack) == 1:
            self.query_one(Line).value = ""

    def action_leave(self) -> None:
        if len(self.screen_stack) == 1:
            self.exit(None)

    def say(self, text: str) -> None:
        self.query_one(".status", Static).update(Content(text))


class HomeHelp(ModalScreen[None]):
    """How the home screen is used, and every command with its name on the command line."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,enter,f1,ctrl+q", "dismiss(None)", show=False)]

    def __init__(self, offers: Iterable[Offer]) -> None:
        super().__init__()
        self._text = _GUIDE + "\n".join(f"・{offer.name}［{' '.join(offer.words)}］" for offer in offers)

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content("使い方"), classes="title")
            with VerticalScroll():
                yield Static(Content(self._text))
            yield Hint("↑↓ 送る　Esc 戻る")

    def on_mount(self) -> None:
        self.query_one(VerticalScroll).focus()


def _heading(text: str) -> Option:
    return Option(Content.styled(text, "bold $text-primary"), disabled=True)


def _section(heading: str, cards: Sequence[Card]) -> Iterator[Option]:
    if cards:
        yield _heading(heading)
        for card in cards:
            yield Option(Content(f"  {card.number:>3}  {card.name}　{card.note}"), id=f"meeting {card.folder}")


def _command(offer: Offer) -> Option:
    return Option(Content(f"  {offer.short}"), id=f"command {' '.join(offer.words)}")
