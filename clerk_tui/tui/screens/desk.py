"""The clerk's desk (手元): what is typed, who speaks, and the one door through which commands go.

It owns what lies between two records (:class:`~clerk_tui.tui.recording.InputState`) and nothing of the meeting:
every change is a command, and what is shown is the session's state after it was stored.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from clerk_tui.domain.commands import Command
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.record import State
from clerk_tui.session import Session
from clerk_tui.tui import recording
from clerk_tui.tui.dialogs.base import confirmed
from clerk_tui.tui.dialogs.confirm import ConfirmDialog
from clerk_tui.tui.keymap import Keymap
from clerk_tui.tui.recording import InputState, Predict, SpeakerRole, is_typed
from clerk_tui.tui.rows import Rows
from clerk_tui.tui.widgets.agenda_panel import AgendaPanel
from clerk_tui.tui.widgets.entry import Entry
from clerk_tui.tui.widgets.next_steps import NextSteps
from clerk_tui.tui.widgets.people_panel import PeoplePanel
from clerk_tui.tui.widgets.speaker_line import SpeakerLine
from clerk_tui.tui.widgets.top_bar import TopBar
from clerk_tui.tui.widgets.turn_log import TurnLog

OnDraft = Callable[[str, recording.Context], None]
"""Told of every change of the half-typed text and where it belongs; an empty text: nothing is in hand."""

_WELCOME = """\
まだ発言はありません。

下の欄に打って Enter で、発言が記録されます。
発言者は F2・F3 で替えられ、F4 でさがせます。
次にすることは、一番下の行に出ています。

困ったときは F1、操作をさがすには Ctrl+P です。
日本語は、確定してからキーを押してください。"""

_DELAYS = (timedelta(seconds=1), timedelta(minutes=1))
"""A key that waited shorter was not late; one that claims to have waited longer met a clock that was stopped."""


class DeskScreen(Screen[None]):
    """Widgets, state and entry of the record screen; its actions are in the subclass."""

    AUTO_FOCUS = "Entry"

    state: reactive[State] = reactive(State)
    desk: reactive[InputState] = reactive(InputState)
    typing: reactive[bool] = reactive(False)

    entry = query_one(Entry)
    transcript = query_one(TurnLog)

    def __init__(self, session: Session, predict: Predict, keymap: Keymap, on_draft: OnDraft) -> None:
        super().__init__()
        self.session = session
        self.keymap = keymap
        self._predict = predict
        self._on_draft = on_draft
        self.own_abbreviations: Mapping[str, str] = {}
        """The clerk's own, which go before the body's."""
        self.trouble = ""
        """Why the record could not stay in the session's folder, as the banner says it; empty: it is there."""
        self.views = 0
        """Open screens of the chair; the top bar takes them up with the clock."""
        self._rows = Rows()
        self._predicted_for = ""

    def compose(self) -> ComposeResult:
        yield Static(id="banner")
        yield TopBar().data_bind(DeskScreen.state)
        with Horizontal(id="middle"):
            yield AgendaPanel().data_bind(DeskScreen.state)
            with Vertical(id="centre"):
                yield Static(Content(_WELCOME), id="welcome")
                yield TurnLog()
            yield PeoplePanel().data_bind(DeskScreen.state, DeskScreen.desk)
        with Vertical(id="desk"):
            yield SpeakerLine(self.keymap).data_bind(DeskScreen.state, DeskScreen.desk, DeskScreen.typing)
            yield Entry(expand=self._expand)
            yield Static(id="status")
            yield NextSteps(self.keymap).data_bind(DeskScreen.state, DeskScreen.desk, DeskScreen.typing)

    def on_mount(self) -> None:
        self.show_state()
        self.desk = recording.ready(self.state, self._predict)
        self.set_interval(1.0, self._tick)
        self.entry.focus()

    @property
    def in_hand(self) -> bool:
        """Whether text stands in the entry; ``typing`` follows a moment later."""
        return is_typed(self.entry.text)

    # -- the record -----------------------------------------------------------------------------------

    def dispatch(self, command: Command) -> bool:
        """Carry out a command; False where it was not, which has then been said or asked."""
        try:
            self.session.dispatch(command)
        except Unconfirmed as question:
            self._confirm(command, str(question))
            return False
        except Refused as refusal:
            self.say(str(refusal), refused=True)
            return False
        self.show_state()
        return True

    def _confirm(self, command: Command, question: str) -> None:
        def answered(yes: bool | None) -> None:
            if yes:
                self.keep_going(confirmed(command))

        self.app.push_screen(ConfirmDialog(question), answered)

    def show_state(self) -> None:
        """Show what the session holds."""
        self.state = self.session.state
        self.set_class(not self.state.entries, "-fresh")
        self.transcript.show(self._rows.of(self.state))
        self._tick()

    def move_on(self, command: Command) -> None:
        """Record what is typed and then what the command does, as one, and turn to the next speaker."""
        try:
            self.finish(recording.after_text(self.desk, self.entry.text, command))
        except Refused as refusal:
            self.say(str(refusal), refused=True)

    def commit(self, then: SpeakerRole | None = None) -> None:
        """Record what is typed and turn to the next speaker, or to the one that was chosen."""
        try:
            self.finish(recording.commit(self.desk, self.entry.text), then)
        except Refused as refusal:
            self.say(str(refusal), refused=True)

    def finish(self, command: Command, then: SpeakerRole | None = None) -> None:
        """Carry out what holds the typed text; the entry is emptied once it is stored, not before."""
        if not self.dispatch(command):
            return
        self.say("")
        self.entry.empty()
        self.typing = False
        self._on_draft("", {})
        desk = recording.ready(self.state, self._predict)
        self.desk = recording.choose(desk, then) if then else desk

    def keep_going(self, command: Command) -> bool:
        """Carry out what leaves the entry alone."""
        if not self.dispatch(command):
            return False
        self.say("")
        self.predict_again()
        return True

    # -- who speaks -----------------------------------------------------------------------------------

    def give(self, voice: SpeakerRole | None) -> None:
        """The one rule for all keys that choose a speaker."""
        if voice is None:
            self.say("あてはまる人がいません。F4 でさがしてください。", refused=True)
        elif self.in_hand:
            self.commit(voice)
        else:
            self.desk = recording.choose(self.desk, voice)
            self.say("")

    def reattribute(self, voice: SpeakerRole) -> None:
        """Another speaker for what is being typed."""
        self.desk = recording.choose(self.desk, voice, keep=self.in_hand)
        if self.in_hand:
            self._take_floor()
            self.predict_again()

    def predict_again(self) -> None:
        """Who may speak after something has changed; a chosen speaker stays, and so does one who is speaking."""
        if self.in_hand:
            self._predicted_for = self.entry.text
            self.desk = recording.begin(
                self.desk, self.state, self._predict, self.entry.text, self.session.now
            )
        else:
            self.desk = recording.refreshed(self.desk, self.state, self._predict)

    def _take_floor(self) -> None:
        floor = recording.take_floor(self.desk)
        if floor is not None:
            self.dispatch(floor)

    # -- the entry ------------------------------------------------------------------------------------

    def on_entry_begun(self, event: Entry.Begun) -> None:
        """The turn began when the key arrived, however late the screen comes to hear of it."""
        late = timedelta(seconds=Message().time - event.arrived)
        now = self.session.now
        started = now - late if _DELAYS[0] < late < _DELAYS[1] else now
        self.desk = replace(self.desk, started=self.desk.started or started)

    def on_entry_edited(self) -> None:
        text, typed = self.entry.text, self.in_hand
        if typed and not self.typing:
            self.predict_again()
            self._take_floor()
        elif self.typing and not typed:
            self.desk = recording.refreshed(replace(self.desk, chosen=True), self.state, self._predict)
        self.typing = typed
        self._on_draft(text if typed else "", recording.context(self.desk) if typed else {})

    def on_entry_refused(self, event: Entry.Refused) -> None:
        self.say(event.reason, refused=True)

    def put_back(self, text: str, context: recording.Context) -> None:
        """Half-typed text from before comes back into the entry."""
        if is_typed(text):
            self.desk = recording.restored(self.desk, self.state, context)
            self.entry.put(text)
            self.say("前回の書きかけを戻しました。続きから打てます。")

    def _expand(self, short: str) -> str | None:
        shared = self.state.meeting.profile.abbreviations
        return self.own_abbreviations.get(short) or dict(shared).get(short)

    # -- the screen -----------------------------------------------------------------------------------

    def say(self, text: str, *, refused: bool = False) -> None:
        """One sentence below the entry, until the next one or the next record."""
        status = self.query_one("#status", Static)
        status.set_class(refused, "-refused")
        status.update(Content(text))
        if refused:
            self.notify(text, severity="error", markup=False)

    def banner(self, text: str | None) -> None:
        """A line over everything, for trouble with the storage; None takes it away."""
        self.query_one("#banner", Static).update(Content(text or ""))
        self.set_class(bool(text), "-banner")
        self._tick()
        self.place_cursor()

    def on_screen_resume(self) -> None:
        self.place_cursor()

    def on_resize(self) -> None:
        self.place_cursor()

    def place_cursor(self) -> None:
        """The input method opens its window where the terminal's cursor stands, which layout changes move."""
        self.call_after_refresh(self._follow_cursor)

    def _follow_cursor(self) -> None:
        if self.entry.has_focus:
            self.app.cursor_position = self.entry.cursor_screen_offset

    def _tick(self) -> None:
        """What changes without a key: the clock, and who may follow what has been typed meanwhile."""
        bar = self.query_one(TopBar)
        bar.now = self.session.now.replace(second=0, microsecond=0)
        bar.views = self.views
        bar.saved = "保存先に注意" if self.has_class("-banner") else self._saved()
        if self.typing and self.in_hand and self.entry.text != self._predicted_for:
            self.predict_again()

    def _saved(self) -> str:
        records = self.session.timeline.records
        return f"保存済 {records[-1].at:%H:%M:%S}" if records else ""
