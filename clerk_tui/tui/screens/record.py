"""The record screen (記録画面): what each action of the registry does."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.command import Provider
from textual.message import Message
from textual.screen import ModalScreen

from clerk_tui.domain.commands import (
    Command,
    ConfirmNames,
    Redo,
    RequestSpeech,
    Undo,
    WaiveAnswer,
    WithdrawRequest,
)
from clerk_tui.domain.ids import EntryId, PersonId
from clerk_tui.domain.profile import Phrase
from clerk_tui.domain.record import MeetingStage, Named, Speaker, Turn
from clerk_tui.session import Session
from clerk_tui.tui import phrasing, recording
from clerk_tui.tui.actions import ACTIONS, BY_ID, Action, possible
from clerk_tui.tui.dialogs.closing import ClosingDialog
from clerk_tui.tui.dialogs.confirm import ConfirmDialog
from clerk_tui.tui.dialogs.correct import CorrectDialog
from clerk_tui.tui.dialogs.correction import Draft
from clerk_tui.tui.dialogs.ledger import LedgerDialog
from clerk_tui.tui.dialogs.phrase import PhraseDialog
from clerk_tui.tui.dialogs.speaker import SpeakerDialog
from clerk_tui.tui.keymap import Keymap, arriving
from clerk_tui.tui.providers import RecordProvider
from clerk_tui.tui.questions import KEEPING, MOVING, Subject
from clerk_tui.tui.recording import Predict, SpeakerRole
from clerk_tui.tui.situation import Situation, subject
from clerk_tui.tui.steps import voice_label
from clerk_tui.tui.themes import DARK, LIGHT

from .desk import DeskScreen, OnDraft
from .help import HelpScreen


class RecordScreen(DeskScreen):
    """Agenda, record and people above; speaker, entry and what comes next below."""

    CSS_PATH = "../styles/record.tcss"
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = {RecordProvider}
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

    class Closed(Message):
        """The meeting was closed at this screen."""

    class DraftWanted(Message):
        """The record is to become a Word file."""

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
    ) -> None:
        super().__init__(session, predict, keymap, on_draft)
        self._monotonic = monotonic
        self._last_key: recording.Press | None = None
        self._parked: dict[EntryId, Draft] = {}

    def possible_actions(self) -> tuple[Action, ...]:
        timeline = self.session.timeline
        return possible(
            Situation(self.state, self.in_hand, timeline.can_undo, timeline.can_redo, bool(self.trouble))
        )

    def action_perform(self, name: str) -> None:
        self.perform(name)

    def perform(self, name: str) -> None:
        """Do what an action of the registry stands for."""
        action = BY_ID[name]
        press = recording.Press(name, self._monotonic(), self.entry.text)
        if action.once and recording.is_repeat(self._last_key, press):
            self.say("同じキーが続けて押されたので、一度だけ受け付けました。")
        elif action not in self.possible_actions():
            self.say(f"「{action.name}」は、いまは使えません。", refused=True)
        else:
            self._do(name)
            # The text as it stands now: the message that it was typed on may come after the next key.
            self._last_key = (
                recording.Press(name, self._monotonic(), self.entry.text) if action.once else None
            )

    def _do(self, name: str) -> None:
        if name in MOVING:
            if self.in_hand:
                self.say("打った文は、決めたときに先に確定します。戻れば、そのまま続けられます。")
            self._ask(MOVING[name](self._subject()), self.move_on)
        elif name in KEEPING:
            self._ask(KEEPING[name](self._subject()), self.keep_going)
        else:
            getattr(self, f"do_{name}")()

    # -- the speaker ----------------------------------------------------------------------------------

    def on_entry_committed(self) -> None:
        self.perform("commit")

    def on_entry_edited(self) -> None:
        if self.in_hand:
            # Between two keys with other text there is no double press.
            self._last_key = None
        super().on_entry_edited()

    def do_commit(self) -> None:
        self.commit()

    def do_second(self) -> None:
        self.give(next(iter(self.desk.offered[1:2]), None))

    def do_third(self) -> None:
        self.give(next(iter(self.desk.offered[2:3]), None))

    def do_chair(self) -> None:
        self.give(recording.interjection(self.state, self.desk))

    def do_member(self) -> None:
        self.give(recording.same_member(self.state, self.desk))

    def do_office(self) -> None:
        self.give(recording.another_office(self.state, self.desk, self._predict))

    def do_unknown(self) -> None:
        self.give(recording.unknown_member(self.state))

    def do_finder(self) -> None:
        self._find(
            "次の発言者（打った文は、今の発言者で確定します）" if self.in_hand else "発言者", self.give
        )

    def do_reattribute(self) -> None:
        self._find("今の発言者（打った文はそのままです）" if self.in_hand else "発言者", self.reattribute)

    def do_request(self) -> None:
        def chosen(answer: tuple[Speaker, str] | None) -> None:
            match answer:
                case None:
                    return
                case (Named(person), _):
                    self._keep_request(person)
                case _:
                    self.say("名前の分からない人は控えられません。名簿の人を選んでください。", refused=True)

        hands = [request.person for request in self.state.requests]
        candidates = [
            SpeakerRole(Named(person), reason=f"挙手{n}（取下げ）") for n, person in enumerate(hands, 1)
        ]
        offered = (
            voice
            for voice in self.desk.offered
            if isinstance(voice.speaker, Named) and voice.speaker.person not in hands
        )
        self.app.push_screen(SpeakerDialog(self.state, [*candidates, *offered], "発言を求めた人"), chosen)

    def _keep_request(self, person: PersonId) -> None:
        withdrawn = any(request.person == person for request in self.state.requests)
        if self.keep_going(WithdrawRequest(person) if withdrawn else RequestSpeech(person)):
            name = voice_label(self.state, SpeakerRole(Named(person)))
            done = (
                "発言の求めを取り下げました"
                if withdrawn
                else f"挙手 {len(self.state.requests)} 番目に控えました"
            )
            self.say(f"{name}：{done}。")

    def _find(self, heading: str, use: Callable[[SpeakerRole], None]) -> None:
        def chosen(answer: tuple[Speaker, str] | None) -> None:
            if answer is not None:
                use(SpeakerRole(*answer))

        self.app.push_screen(SpeakerDialog(self.state, self.desk.offered, heading), chosen)

    # -- the course of the meeting --------------------------------------------------------------------

    def phrases(self) -> tuple[Phrase, ...]:
        return phrasing.offered(self.state, self._speaking())

    def _speaking(self) -> SpeakerRole | None:
        return self.desk.voice if self.in_hand else None

    def say_phrase(self, phrase: Phrase) -> None:
        """Record what was typed, then the phrase as a turn of its own."""
        self.move_on(phrasing.said(self.state, phrase, self.desk.voice))

    def do_phrase(self) -> None:
        phrase = phrasing.likeliest(self.state, self._speaking())
        if phrase is None:
            self.say(
                "この段階の定型文はありません。Ctrl+P から「定型文を選ぶ」で、ほかの段階のものを選べます。",
                refused=True,
            )
        else:
            self.say_phrase(phrase)

    def do_phrases(self) -> None:
        def chosen(phrase: Phrase | None) -> None:
            if phrase is not None:
                self.say_phrase(phrase)

        self.app.push_screen(PhraseDialog(self.state), chosen)

    def do_closing(self) -> None:
        def answered(answer: Command | EntryId | None) -> None:
            match answer:
                case None:
                    return
                case str():
                    self.transcript.focus()
                    self.transcript.select(answer)
                case command:
                    self.move_on(command)
                    if self.state.stage is MeetingStage.CLOSED:
                        self.post_message(self.Closed())

        self.app.push_screen(ClosingDialog(self.state), answered)

    def do_draft(self) -> None:
        self.say("会議録案を作っています…")
        self.post_message(self.DraftWanted())

    # -- putting right --------------------------------------------------------------------------------

    def on_turn_log_chosen(self) -> None:
        self.perform("correct")

    def do_correct(self) -> None:
        """The line under the cursor, else a correction that was left half-done, else the last turn."""
        entry = self._selected() or next(iter(self._parked), None) or self._last_turn()
        if self.state.entry(entry) is None:
            self._parked.pop(entry, None)
            self.say("その行は記録にありません（削除または取消しをされています）。", refused=True)
            return

        def park(draft: Draft) -> None:
            self._parked[entry] = draft
            self.say("訂正を書きかけのまま置きました。もう一度「発言を直す」で続けられます。")

        def answered(command: Command | None) -> None:
            if command is not None and self.keep_going(command):
                self._parked.pop(entry, None)

        dialog = CorrectDialog(self.state, self.session.timeline, entry, self._parked.get(entry), park)
        self.app.push_screen(dialog, answered)

    def do_confirm_names(self) -> None:
        entry = self._selected() or self._last_turn()
        before = self.state.confirmed
        if self.keep_going(ConfirmNames(entry)):
            done = (
                "氏名を公開してよいと確かめました"
                if self.state.confirmed != before
                else "確かめる氏名がありません"
            )
            self.say(f"この発言：{done}。")

    def do_waive(self) -> None:
        if self.keep_going(WaiveAnswer(self._selected() or self._last_turn())):
            self.say("この質問に答弁は要らないと記録しました。")

    def do_ledger(self) -> None:
        self.app.push_screen(LedgerDialog(self.session.timeline))

    def do_undo(self) -> None:
        if self.entry.can_undo:
            self.entry.undo()
        else:
            self._turn_back(Undo(), "取り消しました。")

    def do_redo(self) -> None:
        if self.entry.can_redo:
            self.entry.redo()
        else:
            self._turn_back(Redo(), "やり直しました。")

    def _turn_back(self, command: Command, done: str) -> None:
        if self.keep_going(command):
            self.say(done)

    # -- the screen -----------------------------------------------------------------------------------

    def do_focus_log(self) -> None:
        if self.transcript.has_focus or not self.state.entries:
            self.do_to_entry()
        else:
            self.transcript.focus()
            self.transcript.select(self.state.entries[-1].id)

    def do_to_entry(self) -> None:
        self.transcript.release()
        self.entry.focus()
        self.place_cursor()

    def do_agenda(self) -> None:
        self.toggle_class("-agenda-toggled")
        self.place_cursor()

    def do_people(self) -> None:
        self.toggle_class("-people-toggled")
        self.place_cursor()

    def do_theme(self) -> None:
        self.app.theme = LIGHT.name if self.app.current_theme.dark else DARK.name

    def do_help(self) -> None:
        self.app.push_screen(HelpScreen(self.possible_actions(), self.keymap))

    def do_past(self) -> None:
        self.post_message(self.PastWanted(subject(self.state)))

    def do_relocate(self) -> None:
        self.post_message(self.RelocationWanted())

    def do_quit(self) -> None:
        def leave(yes: bool | None) -> None:
            if yes:
                self.app.exit()

        question = "画面を閉じますか。記録は残り、続きから始められます。"
        if self.trouble:
            question = f"{self.trouble}\n\nこのまま画面を閉じますか。"
        self.app.push_screen(ConfirmDialog(question), leave)

    # -- dialogs --------------------------------------------------------------------------------------

    def _ask(self, dialog: ModalScreen[Command], use: Callable[[Command], object]) -> None:
        def answered(command: Command | None) -> None:
            if command is not None:
                use(command)

        self.app.push_screen(dialog, answered)

    def _subject(self) -> Subject:
        return Subject(
            self.state,
            self._selected() or self._last_turn(),
            recording.chair(self.state).speaker,
        )

    def _selected(self) -> EntryId | None:
        return EntryId(self.transcript.cursor) if self.transcript.cursor else None

    def _last_turn(self) -> EntryId:
        turn = next((entry for entry in reversed(self.state.entries) if isinstance(entry, Turn)), None)
        return turn.id if turn else EntryId("")
