"""What each action of the registry does at the record screen (操作のはたらき).

Dialogs are loaded when they are first asked for: a clerk who opens the screen waits for none of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clerk_tui.domain.commands import (
    AddPerson,
    Command,
    ReopenMeeting,
    RequestSpeech,
    WaiveAnswer,
    WithdrawRequest,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import EntryId, GroupId, PersonId
from clerk_tui.domain.profile import Phrase
from clerk_tui.domain.queries import open_topic, open_unruled
from clerk_tui.domain.record import BlockHeading, Named, Speaker, State, Turn
from clerk_tui.recording import input_state, phrasing
from clerk_tui.recording.corrections import Draft
from clerk_tui.recording.input_state import SpeakerRole
from clerk_tui.recording.situation import Situation, subject
from clerk_tui.recording.steps import voice_label

from .actions import BY_ID, Action, is_possible, possible
from .keymap import first_key
from .line_acts import LineActs
from .own_app import OwnApp
from .record_undo import RecordUndo
from .themes import DARK, LIGHT

if TYPE_CHECKING:
    from .dialogs.base import CommandDialog
    from .questions import Subject
    from .screens.record import RecordScreen


class Acts:
    """Carries out actions at a screen; knows what the last key was and which correction was left half-done."""

    def __init__(self, screen: RecordScreen, monotonic: Callable[[], float]) -> None:
        self.screen = screen
        self._monotonic = monotonic
        self._last_key: input_state.Press | None = None
        self.back = RecordUndo(screen)
        self._lines = LineActs(screen)
        self._parked: dict[EntryId, Draft] = {}

    def possible(self) -> tuple[Action, ...]:
        """The actions that make sense now."""
        return possible(self._now)

    @property
    def _now(self) -> Situation:
        screen, timeline = self.screen, self.screen.session.timeline
        return Situation(
            screen.state,
            screen.in_hand,
            timeline.can_undo,
            timeline.can_redo,
            bool(screen.trouble),
            bool(screen.desk.proposal),
            screen.reading,
        )

    def perform(self, name: str) -> None:
        """Do what an action of the registry stands for, or say why not."""
        screen, action = self.screen, BY_ID[name]
        screen.listen()
        press = input_state.Press(name, self._monotonic(), screen.entry.text)
        if action.once and input_state.is_repeat(self._last_key, press):
            screen.say("同じキーが続けて押されたので、一度だけ受け付けました。")
        elif on_line := self._lines.of(name):
            on_line()
        elif not is_possible(action, self._now):
            screen.say(
                "この窓は見るだけです。記録は、先に開いた画面で続いています。"
                if screen.reading and not action.reads
                else f"「{action.name}」は、いまは使えません。",
                refused=True,
            )
        else:
            try:
                self._do(name)
            except Refused as fault:
                # The line that was chosen may be none that the action is for (a heading, a stage direction).
                screen.say(str(fault), refused=True)
            # The text as it stands now: the message that it was typed on may come after the next key.
            self._last_key = (
                input_state.Press(name, self._monotonic(), screen.entry.text) if action.once else None
            )

    def typed_on(self) -> None:
        """Between two keys with other text there is no double press."""
        self._last_key = None

    def _do(self, name: str) -> None:
        at_once = getattr(self, f"do_{name}", None)
        if at_once is not None:
            at_once()
            return
        # The dialogs are loaded here, so that no turn waits for them.
        from .questions import KEEPING, MOVING

        if name == "ruling" and not open_unruled(self.screen.state):
            name = "conclude" if open_topic(self.screen.state) else "amend_ruling"
        if name in MOVING:
            if self.screen.in_hand:
                self.screen.say("打った文は、決めたときに先に確定します。戻れば、そのまま続けられます。")
            self._ask(MOVING[name](self._subject()), self.screen.move)
        else:
            self._ask(KEEPING[name](self._subject()), self.screen.keep)

    # -- the speaker ----------------------------------------------------------------------------------

    def do_commit(self) -> None:
        self.screen.commit()

    def do_second(self) -> None:
        self.screen.give(next(iter(self.screen.desk.offered[1:2]), None))

    def do_third(self) -> None:
        self.screen.give(next(iter(self.screen.desk.offered[2:3]), None))

    def do_chair(self) -> None:
        screen = self.screen
        presiding = input_state.chair(screen.state)
        already = not screen.in_hand and screen.desk.voice == presiding
        screen.give(presiding)
        if already:
            back = first_key(screen.keymap, "back")
            screen.say("会長の発言です。" + (f"直前の人に返すのは {back} です。" if back else ""))

    def do_back(self) -> None:
        self.screen.give(input_state.give_back(self.screen.state))

    def do_member(self) -> None:
        self.screen.give(input_state.same_member(self.screen.state, self.screen.desk))

    def do_office(self) -> None:
        self.screen.give(input_state.another_office(self.screen.state, self.screen.desk, self.screen.predict))

    def do_unknown(self) -> None:
        self.screen.give(input_state.unknown_member(self.screen.state))

    def do_finder(self) -> None:
        self._find(
            "次の発言者（打った文は、今の発言者で確定します）" if self.screen.in_hand else "発言者",
            self.screen.give,
        )

    def do_pad(self) -> None:
        def chosen(answer: tuple[Speaker, str] | None) -> None:
            if answer is not None:
                self.screen.give(SpeakerRole(*answer))

        from .dialogs.pad import PadDialog

        self.screen.app.push_screen(PadDialog(self.screen.state), chosen)

    def do_reattribute(self) -> None:
        self._find(
            "今の発言者（打った文はそのままです）" if self.screen.in_hand else "発言者",
            self.screen.reattribute,
        )

    def do_request(self) -> None:
        def chosen(answer: tuple[Speaker, str] | None) -> None:
            match answer:
                case None:
                    return
                case (Named(person), _):
                    self._keep_request(person)
                case _:
                    self.screen.say(
                        "名前の分からない人は控えられません。名簿の人を選んでください。", refused=True
                    )

        hands = [request.person for request in self.screen.state.requests]
        candidates = [
            SpeakerRole(Named(person), reason=f"挙手{n}（取下げ）") for n, person in enumerate(hands, 1)
        ]
        offered = (
            voice
            for voice in self.screen.desk.offered
            if isinstance(voice.speaker, Named) and voice.speaker.person not in hands
        )
        from .dialogs.people import SpeakerDialog

        self.screen.app.push_screen(
            SpeakerDialog(self.screen.state, [*candidates, *offered], "発言を求めた人"), chosen
        )

    def _keep_request(self, person: PersonId) -> None:
        withdrawn = any(request.person == person for request in self.screen.state.requests)
        if self.screen.keep_going(WithdrawRequest(person) if withdrawn else RequestSpeech(person)):
            name = voice_label(self.screen.state, SpeakerRole(Named(person)))
            done = (
                "発言の求めを取り下げました"
                if withdrawn
                else f"挙手 {len(self.screen.state.requests)} 番目に控えました"
            )
            self.screen.say(f"{name}：{done}。")

    def _find(self, heading: str, use: Callable[[SpeakerRole], None]) -> None:
        def chosen(answer: tuple[Speaker, str] | None) -> None:
            if answer is not None:
                use(SpeakerRole(*answer))

        from .dialogs.people import SpeakerDialog

        def add(command: AddPerson) -> State:
            self.screen.keep(command)
            return self.screen.state

        self.screen.app.push_screen(
            SpeakerDialog(self.screen.state, self.screen.desk.offered, heading, add), chosen
        )

    # -- the course of the meeting --------------------------------------------------------------------

    def phrases(self) -> tuple[Phrase, ...]:
        return phrasing.offered(self.screen.state, self._speaking())

    def _speaking(self) -> SpeakerRole | None:
        return self.screen.desk.voice if self.screen.in_hand else None

    def say_phrase(self, phrase: Phrase) -> None:
        """Record what was typed, then the phrase as a turn of its own."""
        self.screen.move_on(phrasing.said(self.screen.state, phrase, self.screen.desk.voice))

    def do_phrase(self) -> None:
        phrase = phrasing.likeliest(self.screen.state, self._speaking())
        if phrase is None:
            self.screen.say(
                "この段階の定型文はありません。Ctrl+P から「定型文を選ぶ」で、ほかの段階のものを選べます。",
                refused=True,
            )
        else:
            self.say_phrase(phrase)

    def do_phrases(self) -> None:
        def chosen(phrase: Phrase | None) -> None:
            if phrase is not None:
                self.say_phrase(phrase)

        from .dialogs.course import PhraseDialog

        self.screen.app.push_screen(PhraseDialog(self.screen.state), chosen)

    def do_take(self) -> None:
        self.screen.take()

    def do_closing(self) -> None:
        from .dialogs.occasion import ClosingDialog

        def answered(answer: Command | EntryId | None) -> None:
            match answer:
                case None:
                    return
                case str():
                    self.screen.transcript.focus()
                    self.screen.transcript.select(answer)
                case ReopenMeeting():
                    self.screen.say("閉会を取り消しました。続きを記録できます。")
                case _:
                    self.screen.post_message(self.screen.Closed())

        dialog = ClosingDialog(self.screen.state, self.screen.session.now.date())
        dialog.carry_out = self.screen.move
        self.screen.app.push_screen(dialog, answered)

    def do_reopen(self) -> None:
        if self.screen.keep_going(ReopenMeeting()):
            self.screen.say("閉会を取り消しました。続きを記録できます。")

    def do_status(self) -> None:
        from .dialogs.progress import StatusDialog

        self._ask(StatusDialog(self.screen.state, self.screen.session.now.date()), self.screen.keep)

    def do_day(self) -> None:
        from .dialogs.occasion import DayDialog

        self._ask(DayDialog(self.screen.state, self.screen.session.now.date()), self.screen.keep)

    def do_draft(self) -> None:
        self.screen.say("会議録案を作っています…")
        self.screen.post_message(self.screen.DraftWanted())

    def do_way_back(self) -> None:
        self.screen.post_message(self.screen.WayBackWanted())

    # -- putting right --------------------------------------------------------------------------------

    def do_correct(self) -> None:
        """The line under the cursor, else a correction that was left half-done, else the last turn."""
        entry = self._selected() or next(iter(self._parked), None) or self._last_turn()
        if self.screen.state.entry(entry) is None:
            self._parked.pop(entry, None)
            self.screen.say("その行は記録にありません（削除または取消しをされています）。", refused=True)
            return

        if isinstance(self.screen.state.entry(entry), BlockHeading):
            self._change_block(entry)
            return

        def park(draft: Draft) -> None:
            self._parked[entry] = draft
            self.screen.to_entry()
            self.screen.say("訂正を書きかけのまま置きました。もう一度「発言を直す」で続けられます。")

        def answered(command: Command | None) -> None:
            if command is not None:
                self._parked.pop(entry, None)
                self.screen.to_entry()

        from .dialogs.correct import CorrectDialog

        dialog = CorrectDialog(
            self.screen.state, self.screen.session.timeline, entry, self._parked.get(entry), park
        )
        dialog.carry_out = self.screen.keep
        self.screen.app.push_screen(dialog, answered)

    def do_change_block(self) -> None:
        self._change_block(self._selected() or self._last_turn())

    def choose_group(self, group: GroupId) -> None:
        """A group pointed at in the agenda: its heading where it has been called, else the calling of groups."""
        called = [block.id for block in self.screen.state.blocks if group in block.groups]
        headings = (e for e in self.screen.state.entries if isinstance(e, BlockHeading))
        heading = next((entry.id for entry in headings if called and entry.block == called[-1]), None)
        if heading is None or self.screen.reading:
            self.perform("block")
        else:
            self._change_block(heading)

    def _change_block(self, entry: EntryId) -> None:
        from .dialogs.heading import HeadingDialog, heading_of

        heading = heading_of(self.screen.state, entry)
        if heading is not None:
            self._ask(
                HeadingDialog(self.screen.state, self.screen.session.timeline, heading), self.screen.keep
            )

    def do_confirm_names(self) -> None:
        from .dialogs.names import NameDialog, findings_of

        entry = self._selected() or self._last_turn()
        if not findings_of(self.screen.state, entry):
            self.screen.say("この発言：確かめる氏名がありません。")
            return

        def answered(command: Command) -> None:
            self.screen.keep(command)
            self.screen.say("この発言：確かめたことを記録しました。")

        self._ask(NameDialog(self.screen.state, entry, self.screen.allow_for_good), answered)

    def do_waive(self) -> None:
        if self.screen.keep_going(WaiveAnswer(self._selected() or self._last_turn())):
            self.screen.say("この質問に答弁は要らないと記録しました。")

    def do_ledger(self) -> None:
        from .dialogs.lookup import LedgerDialog

        self.screen.app.push_screen(LedgerDialog(self.screen.session.timeline))

    def do_hear(self) -> None:
        from .dialogs.hear import HearDialog

        screen = self.screen
        if not screen.state.turns:
            screen.say("聞く発言がまだありません。", refused=True)
            return
        app = screen.app
        assert isinstance(app, OwnApp)
        dialog = HearDialog(
            screen.session, self._selected() or self._last_turn(), app.playback, screen.keymap
        )
        dialog.carry_out = screen.keep
        screen.app.push_screen(dialog)

    def do_undo(self) -> None:
        self.back.undo()

    def do_redo(self) -> None:
        self.back.redo()

    # -- the screen -----------------------------------------------------------------------------------

    def do_focus_log(self) -> None:
        if self.screen.transcript.has_focus or not self.screen.state.entries:
            self.screen.to_entry()
        else:
            self.screen.transcript.focus()
            self.screen.transcript.select(self.screen.state.entries[-1].id)

    def do_to_entry(self) -> None:
        self.screen.to_entry()

    def do_agenda(self) -> None:
        self.screen.toggle_class("-agenda-toggled")
        self.screen.place_cursor()

    def do_people(self) -> None:
        self.screen.toggle_class("-people-toggled")
        self.screen.place_cursor()

    def do_theme(self) -> None:
        self.screen.app.theme = LIGHT.name if self.screen.app.current_theme.dark else DARK.name

    def do_help(self) -> None:
        from .screens.help import HelpScreen

        self.screen.app.push_screen(HelpScreen(self.possible(), self.screen.keymap))

    def do_past(self) -> None:
        self.screen.post_message(self.screen.PastWanted(subject(self.screen.state)))

    def do_relocate(self) -> None:
        self.screen.post_message(self.screen.RelocationWanted())

    def do_quit(self) -> None:
        from .dialogs.asking import ConfirmDialog

        def leave(yes: bool | None) -> None:
            if yes:
                self.screen.app.exit()

        question = "画面を閉じますか。記録は残り、続きから始められます。"
        if self.screen.trouble:
            question = f"{self.screen.trouble}\n\nこのまま画面を閉じますか。"
        self.screen.app.push_screen(ConfirmDialog(question), leave)

    # -- dialogs --------------------------------------------------------------------------------------

    def _ask(self, dialog: CommandDialog, carry_out: Callable[[Command], object]) -> None:
        """Open a dialog whose command is carried out while it is open, so that a refusal is said inside it."""

        def answered(command: Command | None) -> None:
            if command is not None and self.screen.browsing:
                self.screen.to_entry()

        dialog.carry_out = carry_out
        self.screen.app.push_screen(dialog, answered)

    def _subject(self) -> Subject:
        from .questions import Subject

        return Subject(
            self.screen.state,
            self._selected() or self._last_turn(),
            input_state.chair(self.screen.state),
            self.screen.desk.proposal,
            self.screen.in_hand,
        )

    def _selected(self) -> EntryId | None:
        return EntryId(self.screen.transcript.cursor) if self.screen.transcript.cursor else None

    def _last_turn(self) -> EntryId:
        turn = next((entry for entry in reversed(self.screen.state.entries) if isinstance(entry, Turn)), None)
        return turn.id if turn else EntryId("")
