"""The record screen (記録画面): session → state → widgets, and actions → commands → session.

It owns what lies between two records (:class:`~clerk_tui.tui.recording.Desk`) and nothing of the meeting:
every change is a command, and what is shown is the session's state after it was stored.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.reactive import reactive
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from clerk_tui.domain.commands import Command, Redo, Undo
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.profile import Phrase
from clerk_tui.domain.record import Speaker, State, Turn
from clerk_tui.journal.errors import JournalError
from clerk_tui.session import Session
from clerk_tui.tui import phrasing, recording
from clerk_tui.tui.actions import ACTIONS, BY_ID, Action, Situation, possible
from clerk_tui.tui.dialogs.base import confirmed
from clerk_tui.tui.dialogs.closing import ClosingDialog
from clerk_tui.tui.dialogs.confirm import ConfirmDialog
from clerk_tui.tui.dialogs.phrase import PhraseDialog
from clerk_tui.tui.dialogs.speaker import SpeakerDialog
from clerk_tui.tui.keymap import Keymap
from clerk_tui.tui.providers import ActionProvider, PhraseProvider
from clerk_tui.tui.questions import KEEPING, MOVING, Subject
from clerk_tui.tui.recording import Desk, Predict, Voice, is_typed
from clerk_tui.tui.rows import Rows
from clerk_tui.tui.widgets.agenda_panel import AgendaPanel
from clerk_tui.tui.widgets.entry import Entry
from clerk_tui.tui.widgets.next_steps import NextSteps
from clerk_tui.tui.widgets.people_panel import PeoplePanel
from clerk_tui.tui.widgets.speaker_line import SpeakerLine
from clerk_tui.tui.widgets.top_bar import TopBar
from clerk_tui.tui.widgets.turn_log import TurnLog

from .help import HelpScreen

OnDraft = Callable[[str, recording.Context], None]
"""Told of every change of the half-typed text and where it belongs; an empty text: nothing is in hand."""


class RecordScreen(Screen[None]):
    """Agenda, record and people above; speaker, entry and what comes next below."""

    CSS_PATH = "../styles/record.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {ActionProvider, PhraseProvider}
    HORIZONTAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-narrow"), (100, "-normal"), (150, "-wide")]
    VERTICAL_BREAKPOINTS: ClassVar[list[tuple[int, str]] | None] = [(0, "-short"), (30, "-tall")]
    BINDINGS: ClassVar[list[BindingType]] = [
        # Without priority, so that a key comes after the characters that were typed before it.
        Binding(",".join(action.keys), f"perform('{action.id}')", action.name, show=False, id=action.id)
        for action in ACTIONS
        if action.keys and action.own
    ]

    state: reactive[State] = reactive(State)
    desk: reactive[Desk] = reactive(Desk)
    typing: reactive[bool] = reactive(False)

    _entry = query_one(Entry)
    _log = query_one(TurnLog)

    def __init__(
        self, session: Session, predict: Predict, keymap: Keymap, on_draft: OnDraft, monotonic: Callable[[], float]
    ) -> None:
        super().__init__()
        self.keymap = keymap
        self._session = session
        self._predict = predict
        self._on_draft = on_draft
        self._monotonic = monotonic
        self._rows = Rows()
        self._last_key: tuple[str, float] | None = None
        self._predicted_for = ""

    def compose(self) -> ComposeResult:
        yield Static(id="banner")
        yield TopBar().data_bind(RecordScreen.state)
        with Horizontal(id="middle"):
            yield AgendaPanel().data_bind(RecordScreen.state)
            yield TurnLog()
            yield PeoplePanel().data_bind(RecordScreen.state, RecordScreen.desk)
        with Vertical(id="desk"):
            yield SpeakerLine().data_bind(RecordScreen.state, RecordScreen.desk, RecordScreen.typing)
            yield Entry(expand=self._expand)
            yield Static(id="status")
            yield NextSteps().data_bind(RecordScreen.state, RecordScreen.desk, RecordScreen.typing)

    def on_mount(self) -> None:
        for line in (self.query_one(SpeakerLine), self.query_one(NextSteps)):
            line.keymap = self.keymap
        self.show_state()
        self.desk = recording.ready(self.state, self._predict)
        self._tick()
        self.set_interval(1.0, self._tick)
        self._entry.focus()

    # ---- the record -------------------------------------------------------------------------------------

    def dispatch(self, command: Command) -> bool:
        """Carry out a command; False where it was refused, which has then been said."""
        try:
            self._session.dispatch(command)
        except Unconfirmed as question:
            self.app.push_screen(
                ConfirmDialog(str(question)), lambda yes: yes and self.dispatch(confirmed(command)) and None
            )
            return False
        except (Refused, JournalError) as refusal:
            self.say(str(refusal), refused=True)
            return False
        self.show_state()
        return True

    def show_state(self) -> None:
        """Show what the session holds."""
        self.state = self._session.state
        self._tick()

    def watch_state(self, state: State) -> None:
        if self.children:
            self._log.show(self._rows.of(state))

    def _move_on(self, command: Command, then: Voice | None = None) -> None:
        """Record the typed text with what follows from it, and turn to the next speaker."""
        text = self._entry.text
        try:
            whole = recording.after_text(self.desk, text, command)
        except Refused as refusal:
            self.say(str(refusal), refused=True)
            return
        self._finish(whole, then)

    def _finish(self, command: Command, then: Voice | None = None) -> None:
        if not self.dispatch(command):
            return
        self.say("")
        self._entry.clear_text()
        self.typing = False
        self._on_draft("", {})
        desk = recording.ready(self.state, self._predict)
        self.desk = recording.choose(desk, then) if then else desk

    # ---- the entry --------------------------------------------------------------------------------------

    def on_entry_edited(self) -> None:
        text = self._entry.text
        typed = is_typed(text)
        if typed and not self.typing:
            self.desk = recording.begin(self.desk, self.state, self._predict, text, self._session.now)
            floor = recording.take_floor(self.desk)
            if floor is not None:
                self.dispatch(floor)
        elif self.typing and not typed:
            self.desk = recording.emptied(self.desk, self.state, self._predict)
        self.typing = typed
        if typed:
            self._last_key = None
        self._on_draft(text if typed else "", recording.context(self.desk))

    def _expand(self, short: str) -> str | None:
        meeting = self.state.meeting
        return next((full for key, full in meeting.profile.abbreviations if key == short), None) if meeting else None

    def on_entry_committed(self) -> None:
        self.perform("commit")

    def on_entry_refused(self, event: Entry.Refused) -> None:
        self.say(event.reason, refused=True)

    def on_turn_log_chosen(self) -> None:
        self.perform("correct")

    def put_back(self, text: str, context: recording.Context) -> None:
        """Half-typed text from before comes back into the entry."""
        if is_typed(text):
            self.desk = recording.restored(self.desk, self.state, context)
            self._entry.put(text)
            self.say("前回の書きかけを戻しました。続きから打てます。")

    # ---- actions ----------------------------------------------------------------------------------------

    def possible_actions(self) -> tuple[Action, ...]:
        timeline = self._session.timeline
        return possible(Situation(self.state, self.typing, timeline.can_undo, timeline.can_redo))

    def action_perform(self, name: str) -> None:
        self.perform(name)

    def perform(self, name: str) -> None:
        """Do what an action of the registry stands for."""
        action = BY_ID[name]
        if action not in self.possible_actions():
            self.say(f"「{action.name}」は、いまは使えません。", refused=True)
            return
        if action.once and recording.is_repeat(self._last_key, name, self._monotonic()):
            self.say("同じキーが続けて押されたので、一度だけ受け付けました。")
            return
        if name in MOVING:
            self._ask(MOVING[name](self._subject()), self._move_on)
        elif name in KEEPING:
            self._ask(KEEPING[name](self._subject()), self._keep_going)
        else:
            getattr(self, f"do_{name}")()
        self._last_key = (name, self._monotonic()) if action.once else None

    def do_commit(self) -> None:
        try:
            self._finish(recording.commit(self.desk, self._entry.text))
        except Refused as refusal:
            self.say(str(refusal), refused=True)

    def do_second(self) -> None:
        self._take(1)

    def do_third(self) -> None:
        self._take(2)

    def _take(self, index: int) -> None:
        if index < len(self.desk.offered):
            self._give(self.desk.offered[index])
        else:
            self.say("その番号の候補はいません。F4 でさがしてください。", refused=True)

    def do_chair(self) -> None:
        self._give(recording.interjection(self.state, self.desk, typing=self.typing))

    def do_member(self) -> None:
        self._give(recording.same_member(self.state, self.desk))

    def do_office(self) -> None:
        self._give(recording.another_office(self.state, self.desk, self._predict))

    def do_unknown(self) -> None:
        self._give(recording.unknown_member(self.state))

    def _give(self, voice: Voice | None) -> None:
        """The one rule for all keys that choose a speaker."""
        if voice is None:
            self.say("まだ発言した人がいません。F4 でさがしてください。", refused=True)
        elif self.typing:
            self._finish(recording.commit(self.desk, self._entry.text), voice)
        else:
            self.desk = recording.choose(self.desk, voice)
            self.say("")

    def do_finder(self) -> None:
        heading = "次の発言者（打った文は確定します）" if self.typing else "発言者"
        self._find(heading, self._give)

    def do_reattribute(self) -> None:
        self._find("今の発言者（打った文はそのままです）" if self.typing else "発言者", self._reattribute)

    def _reattribute(self, voice: Voice | None) -> None:
        if voice is None:
            return
        self.desk = recording.choose(self.desk, voice, keep=self.typing)
        if self.typing:
            floor = recording.take_floor(self.desk)
            if floor is not None:
                self.dispatch(floor)
            self.desk = recording.begin(
                self.desk, self.state, self._predict, self._entry.text, self._session.now
            )

    def _find(self, heading: str, use: Callable[[Voice | None], None]) -> None:
        def chosen(answer: tuple[Speaker, str] | None) -> None:
            if answer is not None:
                use(Voice(*answer))

        self.app.push_screen(SpeakerDialog(self.state, self.desk.offered, heading), chosen)

    def do_phrase(self) -> None:
        phrase = phrasing.likeliest(self.state)
        if phrase is None:
            self.say("この段階の定型文はありません。", refused=True)
        else:
            self.say_phrase(phrase)

    def do_phrases(self) -> None:
        self.app.push_screen(PhraseDialog(self.state), lambda phrase: phrase and self.say_phrase(phrase))

    def phrases(self) -> tuple[Phrase, ...]:
        return phrasing.offered(self.state)

    def say_phrase(self, phrase: Phrase) -> None:
        """Record what was typed, then the phrase as a turn of its own."""
        self._move_on(phrasing.said(self.state, phrase, self.desk.voice))

    def do_closing(self) -> None:
        def answered(answer: Command | EntryId | None) -> None:
            match answer:
                case None:
                    return
                case str():
                    self._log.select(answer)
                    self._log.focus()
                case command:
                    self._move_on(command)

        self.app.push_screen(ClosingDialog(self.state), answered)

    def do_undo(self) -> None:
        if not self._entry.undo_here():
            self._turn_back(Undo(), "取り消しました。")

    def do_redo(self) -> None:
        if not self._entry.redo_here():
            self._turn_back(Redo(), "やり直しました。")

    def _turn_back(self, command: Command, done: str) -> None:
        if self.dispatch(command):
            self.say(done)
            self._refresh_desk()

    def do_focus_log(self) -> None:
        (self._entry if self._log.has_focus else self._log).focus()

    def do_to_entry(self) -> None:
        self._log.release()
        self._entry.focus()
        self.say("")

    def do_agenda(self) -> None:
        self.toggle_class("-agenda-toggled")

    def do_people(self) -> None:
        self.toggle_class("-people-toggled")

    def do_theme(self) -> None:
        self.app.theme = "clerk-light" if self.app.current_theme.dark else "clerk-dark"

    def do_help(self) -> None:
        self.app.push_screen(HelpScreen(self.possible_actions(), self.keymap))

    def do_quit(self) -> None:
        def leave(yes: bool | None) -> None:
            if yes:
                self.app.exit()

        self.app.push_screen(ConfirmDialog("画面を閉じますか。記録は残り、続きから始められます。"), leave)

    # ---- dialogs ----------------------------------------------------------------------------------------

    def _subject(self) -> Subject:
        turn = next((entry for entry in reversed(self.state.entries) if isinstance(entry, Turn)), None)
        last = turn.id if turn else EntryId("")
        selected = EntryId(self._log.cursor) if self._log.cursor else None
        return Subject(self.state, self._session.timeline, selected or last, recording.chair(self.state).speaker)

    def _ask(self, dialog: ModalScreen[Command], use: Callable[[Command], None]) -> None:
        self.app.push_screen(dialog, lambda command: use(command) if command is not None else None)

    def _keep_going(self, command: Command) -> None:
        if self.dispatch(command):
            self.say("")
            self._refresh_desk()

    def _refresh_desk(self) -> None:
        """Predict again after something other than a turn; what is being typed keeps its speaker."""
        if self.typing:
            self.desk = recording.begin(
                self.desk, self.state, self._predict, self._entry.text, self._session.now
            )
        else:
            self.desk = recording.ready(self.state, self._predict)

    def on_screen_resume(self) -> None:
        self._entry.focus()
        self._place_cursor()

    # ---- the screen itself ------------------------------------------------------------------------------

    def say(self, text: str, *, refused: bool = False) -> None:
        """One sentence above the footer, until the next one or the next record."""
        status = self.query_one("#status", Static)
        status.set_class(refused, "-refused")
        status.update(Content(text))
        if refused:
            self.notify(text, severity="error", markup=False)

    def banner(self, text: str | None) -> None:
        """A line over everything, for trouble with the storage; None takes it away."""
        line = self.query_one("#banner", Static)
        line.update(Content(text or ""))
        self.set_class(bool(text), "-banner")
        self._tick()
        self._place_cursor()

    def on_resize(self) -> None:
        self._place_cursor()

    def _place_cursor(self) -> None:
        """The input method opens its window where the terminal's cursor stands, which layout changes move."""
        self.call_after_refresh(self._do_place_cursor)

    def _do_place_cursor(self) -> None:
        if self._entry.has_focus:
            self.app.cursor_position = self._entry.cursor_screen_offset

    def _tick(self) -> None:
        if not self.children:
            return
        bar = self.query_one(TopBar)
        bar.now = self._session.now.replace(second=0, microsecond=0)
        bar.saved = "保存できていません" if self.has_class("-banner") else self._saved()
        if self.typing and self._entry.text != self._predicted_for:
            self._predicted_for = self._entry.text
            self._refresh_desk()

    def _saved(self) -> str:
        records = self._session.timeline.records
        return f"保存済 {records[-1].at:%H:%M:%S}" if records else ""
