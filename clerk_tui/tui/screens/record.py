"""The record screen (記録画面): what is shown, what is typed, who speaks, and the one door for commands.

It owns what lies between two records (:class:`~clerk_tui.recording.input_state.InputState`) and nothing of the
meeting: every change is a command, and what is shown is the session's state after it was stored. What each
action of the registry does is in :mod:`clerk_tui.tui.acts`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import ClassVar

from msgspec.structs import replace
from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.getters import query_one
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Static

from clerk_tui.domain.commands import Command
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.profile import Phrase
from clerk_tui.domain.queries import other_day
from clerk_tui.domain.record import MeetingStage, State
from clerk_tui.recording import input_state
from clerk_tui.recording.input_state import InputState, Predict, SpeakerRole, is_typed
from clerk_tui.recording.undoing import Undoing
from clerk_tui.session import Session
from clerk_tui.tui.actions import ACTIONS, Action
from clerk_tui.tui.acts import Acts
from clerk_tui.tui.keymap import Keymap, arriving, first_key
from clerk_tui.tui.own_app import OwnApp
from clerk_tui.tui.rows import Rows
from clerk_tui.tui.widgets.agenda_panel import AgendaPanel
from clerk_tui.tui.widgets.entry import Entry, is_text
from clerk_tui.tui.widgets.next_steps import NextSteps
from clerk_tui.tui.widgets.people_panel import PeoplePanel
from clerk_tui.tui.widgets.prose import Prose
from clerk_tui.tui.widgets.speaker_line import SpeakerLine
from clerk_tui.tui.widgets.top_bar import TopBar
from clerk_tui.tui.widgets.turn_log import TurnLog

OnDraft = Callable[[str, input_state.Context], None]
"""Told of every change of the half-typed text and where it belongs; an empty text: nothing is in hand."""

READING = "この窓は見るだけです。記録は、先に開いた画面で続いています。"

_WELCOME = """\
まだ発言はありません。

下の欄に打って Enter で、発言が記録されます。
発言者は F2・F3 で替えられ、F4 でさがせます。
次にすることは、一番下の行に出ています。

困ったときは F1、操作をさがすには Ctrl+P です。
F1 で端末の説明が開くときは、Ctrl+P で「いま使える操作」を選んでください。
日本語は、確定してからキーを押してください。"""

_QUIET = 1.0
"""Seconds after which a question that nobody has called looks again whether it may be put."""
_BESIDE = 36
"""Cells of the last line that a proposal leaves to the others."""

_DELAYS = (timedelta(seconds=1), timedelta(minutes=1))
"""A key that waited shorter was not late; one that claims to have waited longer met a clock that was stopped."""


def _provider() -> type[Provider]:
    from clerk_tui.tui.providers import RecordProvider

    return RecordProvider


class RecordScreen(Screen[None]):
    """Agenda, record and people above; speaker, entry and what comes next below."""

    AUTO_FOCUS = "Entry"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {_provider}
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - declared so by Textual
        (0, "-narrow"),
        (100, "-normal"),
        (150, "-wide"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (30, "-tall")]  # noqa: RUF012 - declared so by Textual
    BINDINGS: ClassVar[list[BindingType]] = [
        # Without priority, so that a key comes after the characters that were typed before it.
        Binding(
            ",".join(arriving(action.keys)), f"perform('{action.id}')", action.name, show=False, id=action.id
        )
        for action in ACTIONS
        if action.keys and action.own
    ]

    state: reactive[State] = reactive(State)
    desk: reactive[InputState] = reactive(InputState)
    typing: reactive[bool] = reactive(False)
    browsing: reactive[bool] = reactive(False)
    """Whether the focus is in the transcript, where Enter opens a line."""

    entry = query_one(Entry)
    transcript = query_one(TurnLog)

    class Stands(Message):
        """The first picture is painted."""

    class Closed(Message):
        """The meeting was closed at this screen."""

    class DraftWanted(Message):
        """The record is to become a Word file."""

    class WayBackWanted(Message):
        """A draft that came back from Word is to be looked at."""

    class PastWanted(Message):
        """Remarks of earlier meetings are to be looked for."""

        def __init__(self, words: str) -> None:
            super().__init__()
            self.words = words

    class RelocationWanted(Message):
        """The record is to go on in another folder."""

    def __init__(
        self,
        session: Session,
        predict: Predict,
        keymap: Keymap,
        on_draft: OnDraft,
        monotonic: Callable[[], float],
        *,
        reading: bool = False,
    ) -> None:
        super().__init__()
        self.session = session
        self.keymap = keymap
        self.predict = predict
        self.reading = reading
        self.allow_for_good: Callable[[str], object] | None = None
        """Notes a word that is no name for every later meeting of the body; None: nobody does."""
        """Whether another window records: this one follows and takes no text."""
        self._on_draft = on_draft
        self.acts = Acts(self, monotonic)
        self.own_abbreviations: Mapping[str, str] = {}
        """The clerk's own, which go before the body's."""
        self.trouble = ""
        """Why the record could not stay in the session's folder, as the banner says it; empty: it is there."""
        self.views = 0
        """Open screens of the chair; the top bar takes them up with the clock."""
        self._rows = Rows()
        self._predicted_for = ""
        self._told = ""
        """The proposal that was told last."""

    def compose(self) -> ComposeResult:
        yield Prose(id="banner")
        yield TopBar().data_bind(RecordScreen.state)
        with Horizontal(id="middle"):
            yield AgendaPanel().data_bind(RecordScreen.state)
            with Vertical(id="centre"):
                yield Prose(Content(_WELCOME), id="welcome")
                yield TurnLog(self.take_key)
            yield PeoplePanel(self.keymap).data_bind(
                RecordScreen.state, RecordScreen.desk, RecordScreen.typing
            )
        with Vertical(id="desk"):
            hands = (RecordScreen.state, RecordScreen.desk, RecordScreen.typing, RecordScreen.browsing)
            yield SpeakerLine(self.keymap, reading=self.reading).data_bind(*hands)
            yield Entry(expand=self._expand)
            yield Prose(id="status")
            yield NextSteps(self.keymap, reading=self.reading).data_bind(*hands)

    def on_mount(self) -> None:
        self.show_state()
        self.desk = input_state.ready(self.state, self.predict)
        self.set_interval(1.0, self._tick)
        if self.reading:
            self.entry.disabled = True
            self.add_class("-reading")
            self.transcript.focus()
        else:
            self.entry.focus()
        self.call_after_refresh(self.post_message, self.Stands())

    @property
    def in_hand(self) -> bool:
        """Whether text stands in the entry; ``typing`` follows a moment later."""
        return is_typed(self.entry.text)

    # -- actions --------------------------------------------------------------------------------------

    def possible_actions(self) -> tuple[Action, ...]:
        return self.acts.possible()

    def action_perform(self, name: str) -> None:
        self.acts.perform(name)

    def perform(self, name: str) -> None:
        """Do what an action of the registry stands for."""
        self.acts.perform(name)

    def phrases(self) -> tuple[Phrase, ...]:
        return self.acts.phrases()

    def say_phrase(self, phrase: Phrase) -> None:
        self.acts.say_phrase(phrase)

    # -- the record -----------------------------------------------------------------------------------

    def dispatch(self, command: Command) -> bool:
        """Carry out a command; False where it was not, which has then been said or asked."""
        try:
            self._store(command)
        except Unconfirmed as question:
            self._confirm(command, str(question))
            return False
        except Refused as refusal:
            self.say(str(refusal), refused=True)
            return False
        return True

    def _store(self, command: Command) -> None:
        self.session.dispatch(command)
        self.show_state()

    def _confirm(self, command: Command, question: str) -> None:
        from clerk_tui.tui.dialogs.asking import ConfirmDialog
        from clerk_tui.tui.dialogs.base import confirmed

        def answered(yes: bool | None) -> None:
            if yes:
                self.keep_going(confirmed(command))

        self.app.push_screen(ConfirmDialog(question), answered)

    def ask_day(self, *, late: bool = False) -> None:
        """Before the opening: of which day the meeting is, where it was prepared for another than today.

        It waits until nobody types: an Enter that was meant for a remark would answer it unseen.

        Args:
            late: it has waited, and the meeting may be open by now.
        """
        asked = (late or self.state.stage is MeetingStage.WAITING) and not self.reading
        if not asked or not self.state.prepared or not other_day(self.state, self.session.now.date()):
            return
        lately = isinstance(self.app, OwnApp) and self.app.typed_lately
        if self.in_hand or lately or self.app.screen is not self:
            self.set_timer(_QUIET, partial(self.ask_day, late=True))
        else:
            self.perform("day")

    def show_state(self) -> None:
        """Show what the session holds."""
        self.show(self.session.state)

    def show(self, state: State) -> None:
        """Show a state: the session's, or what another window recorded."""
        self.state = state
        self.set_class(not state.entries, "-fresh")
        self.transcript.show(self._rows.of(state))
        self._tick()

    def move(self, command: Command, then: SpeakerRole | None = None) -> None:
        """Record what is typed and then what the command does, as one, and turn to the next speaker.

        Raises:
            Refused: it was not carried out; what is typed stands as it was.
        """
        self._finish(input_state.after_text(self.desk, self.entry.text, command), then)

    def keep(self, command: Command) -> None:
        """Carry out what leaves the entry alone.

        Raises:
            Refused: it was not carried out; Unconfirmed: it asks first.
        """
        self._store(command)
        self.say("")
        self.predict_again()

    def move_on(self, command: Command) -> None:
        """As :meth:`move`; a refusal is said."""
        self._attempt(lambda: self.move(command))

    def keep_going(self, command: Command) -> bool:
        """As :meth:`keep`; a refusal is said and a question asked, and then it is False."""
        if not self.dispatch(command):
            return False
        self.say("")
        self.predict_again()
        return True

    def commit(self, then: SpeakerRole | None = None) -> None:
        """Record what is typed and turn to the next speaker, or to the one that was chosen."""
        self._attempt(lambda: self._finish(input_state.commit(self.desk, self.entry.text), then))

    def take(self) -> None:
        """Record what is typed, and make the change that the words announce."""
        self._attempt(lambda: self._finish(input_state.take(self.desk, self.state, self.entry.text)))

    def listen(self) -> None:
        """What the words announce as they stand now."""
        if self.reading:
            return
        self.desk = input_state.listening(self.desk, self.state, self.entry.text)
        self._tell_proposal()

    def _tell_proposal(self) -> None:
        """What one key takes must be read to its end, also where the last line has no room for it."""
        words, told = self.desk.proposal.words, self._told
        self._told = words
        if words != told and cell_len(words) > self.size.width - _BESIDE:
            self.say(f"{first_key(self.keymap, 'take')}：{words}")

    def _attempt(self, act: Callable[[], None]) -> None:
        try:
            act()
        except Refused as refusal:
            self.say(str(refusal), refused=True)

    def _finish(self, command: Command, then: SpeakerRole | None = None) -> None:
        """Carry out what holds the typed text; the entry is emptied once it is stored, not before."""
        self._store(command)
        self.say("")
        self.acts.back.forget()
        self.clear_entry()
        desk = input_state.ready(self.state, self.predict)
        self.desk = input_state.choose(desk, then) if then else desk
        self._tell_proposal()

    def clear_entry(self) -> None:
        """Nothing is in hand any more."""
        self.entry.empty()
        self.typing = False
        self._on_draft("", {})

    # -- who speaks -----------------------------------------------------------------------------------

    def give(self, voice: SpeakerRole | None) -> None:
        """The one rule for all keys that choose a speaker."""
        if voice is None:
            self.say("あてはまる人がいません。F4 でさがしてください。", refused=True)
        elif self.in_hand:
            self.commit(voice)
        else:
            self.desk = input_state.choose(self.desk, voice)
            self.say("")

    def reattribute(self, voice: SpeakerRole) -> None:
        """Another speaker for what is being typed."""
        self.desk = input_state.choose(self.desk, voice, keep=self.in_hand)
        if self.in_hand:
            self._take_floor()
            self.predict_again()

    def predict_again(self) -> None:
        """Who may speak after something has changed; a chosen speaker stays, and so does one who is speaking."""
        if self.in_hand:
            self._predicted_for = self.entry.text
            self.desk = input_state.begin(
                self.desk, self.state, self.predict, self.entry.text, self.session.now
            )
        else:
            self.desk = input_state.refreshed(self.desk, self.state, self.predict)

    def _take_floor(self) -> None:
        floor = input_state.take_floor(self.desk)
        if floor is not None:
            self.dispatch(floor)

    # -- the entry ------------------------------------------------------------------------------------

    def take_key(self, event: events.Key | events.Paste) -> bool:
        """Whatever is typed while the focus is not in a dialog belongs to the entry; False where it is no text."""
        if not is_text(event):
            return False
        if self.reading:
            self.say(READING, refused=True)
        else:
            self.to_entry()
            self.entry.take(event)
        return True

    def _forward_event(self, event: events.Event) -> None:
        # Where nothing has the focus (a click beside everything), keys come to the screen itself.
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self.take_key(event):
                return
            if not self.reading:
                self.to_entry()
                self.entry.take(event)
                return
        super()._forward_event(event)

    def to_entry(self) -> None:
        """The focus goes back to where speech is typed."""
        self.transcript.release()
        if not self.reading:
            self.entry.focus()
        self.place_cursor()

    def on_descendant_focus(self) -> None:
        self.browsing = self.focused is self.transcript

    def on_descendant_blur(self) -> None:
        self.browsing = self.focused is self.transcript

    def on_entry_committed(self) -> None:
        self.perform("commit")

    def on_entry_begun(self, event: Entry.Begun) -> None:
        """The turn began when the key arrived, however late the screen comes to hear of it."""
        late = timedelta(seconds=Message().time - event.arrived)
        now = self.session.now
        started = now - late if _DELAYS[0] < late < _DELAYS[1] else now
        self.desk = replace(self.desk, started=self.desk.started or started)

    def on_entry_edited(self) -> None:
        text, typed = self.entry.text, self.in_hand
        if typed:
            self.acts.typed_on()
        if typed and not self.typing:
            self.predict_again()
            self._take_floor()
        elif self.typing and not typed:
            self.desk = input_state.refreshed(replace(self.desk, chosen=True), self.state, self.predict)
        self.typing = typed
        self.listen()
        self._on_draft(text if typed else "", input_state.context(self.desk) if typed else {})

    def on_entry_refused(self, event: Entry.Refused) -> None:
        self.say(event.reason, refused=True)

    def on_turn_log_chosen(self) -> None:
        self.perform("correct")

    def on_top_bar_quorum_lost(self) -> None:
        self.say("定足数を割りました。出席を確かめ、会長に知らせてください。", refused=True)

    def on_agenda_panel_chosen(self, event: AgendaPanel.Chosen) -> None:
        self.acts.choose_group(event.group)

    def put_back(self, text: str, context: input_state.Context) -> None:
        """Half-typed text from before comes back into the entry."""
        if is_typed(text):
            self.desk = input_state.restored(self.desk, self.state, context)
            self.entry.put(text)
            self.say("前回の書きかけを戻しました。続きから打てます。")

    def give_words_back(self, undone: Undoing) -> None:
        """The speech that an undo took back goes on being typed, as the same speaker's."""
        if undone.voice is not None:
            self.desk = replace(input_state.choose(self.desk, undone.voice), started=undone.started)
        self.entry.put(undone.text)

    def _expand(self, short: str) -> str | None:
        shared = self.state.meeting.profile.abbreviations
        return self.own_abbreviations.get(short) or dict(shared).get(short)

    # -- the screen -----------------------------------------------------------------------------------

    def say(self, text: str, *, refused: bool = False) -> None:
        """One sentence below the entry, until the next one or the next record.

        Nothing pops up over the panels: where it ends, the toolkit cuts wide characters in two.
        """
        status = self.query_one("#status", Static)
        status.set_class(refused, "-refused")
        status.update(Content(text))

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
        if self.is_active:
            self.app.cursor_position = self.entry.cursor_screen_offset

    def _tick(self) -> None:
        """What changes without a key: the clock, and who may follow what has been typed meanwhile."""
        bar = self.query_one(TopBar)
        bar.now = self.session.now.replace(second=0, microsecond=0)
        bar.views = self.views
        bar.saved = "保存先に注意" if self.has_class("-banner") and not self.reading else self._saved()
        if self.typing and self.in_hand and self.entry.text != self._predicted_for:
            self.predict_again()

    def _saved(self) -> str:
        if self.reading:
            return "見るだけ"
        records = self.session.timeline.records
        return f"保存済 {records[-1].at:%H:%M:%S}" if records else ""
