"""The application (画面全体): themes, the record screen, and the doors through which the outside speaks.

It knows no folder and no file: drafts go out through ``on_draft``, a new preparation comes in through
:meth:`ClerkApp.prepare`, trouble with the storage through :meth:`ClerkApp.banner`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import work
from textual.binding import BindingType
from textual.command import Provider
from textual.timer import Timer

from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import State
from clerk_tui.domain.revision import changes
from clerk_tui.errors import ClerkError
from clerk_tui.predict import Predictor
from clerk_tui.recording.input_state import Context, Predict, SpeakerRole
from clerk_tui.session import SYSTEM_CLOCK, Clock, Session

from .actions import BY_ID
from .keymap import DEFAULT, Keymap, arriving
from .own_app import OwnApp
from .screens.record import OnDraft, RecordScreen

_LOOK_FOR_HELP = 0.25
"""Seconds between looks whether the list of keys is open, while the lesson goes on."""
_KEEP_AFTER = 1.0
"""Seconds of typing that may be lost."""

if TYPE_CHECKING:
    from .dialogs.base import Dialog
    from .dialogs.lookup import LookUp
    from .dialogs.occasion import Relocate
    from .screens.returned import ReturnedScreen

MakeDraft = Callable[[State], Path]
"""Writes the draft of a record and says where; raises Refused with one sentence where it cannot."""

WayBack = tuple[Path, Callable[[Path], "ReturnedScreen | str"]]
"""Where drafts usually lie, and what reads one that came back: its screen, or what is to be said instead."""

DIALOG, WORDS = "dialog", "words"
"""Where in the context of a draft the text of a dialog is kept, and the dialog's heading."""

Kept = tuple[str, Context]
"""Half-typed text and where it belongs."""


def predicting() -> Predict:
    """The predictor's candidates as speakers, for one meeting."""
    predictor = Predictor()

    def predict(state: State, said: str) -> tuple[SpeakerRole, ...]:
        return tuple(
            SpeakerRole(found.speaker, found.capacity, found.reason)
            for found in predictor.candidates(state, said)
        )

    return predict


def _forget(_text: str, _context: Context) -> None:
    """Where nobody keeps drafts."""


class ClerkApp(OwnApp[None]):
    """Records one session."""

    TITLE = "会議の記録"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/app.tcss", "styles/record.tcss"]
    COMMANDS: ClassVar[set[type[Provider] | Callable[[], type[Provider]]]] = set()
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(
        self,
        session: Session,
        *,
        draft: Kept | None = None,
        on_draft: OnDraft = _forget,
        make_draft: MakeDraft | None = None,
        relocate: Relocate | None = None,
        refuge: str = "",
        look_up: LookUp | None = None,
        way_back: WayBack | None = None,
        clock: Clock = SYSTEM_CLOCK,
        keymap: Keymap = DEFAULT,
        reading: bool = False,
        on_first_picture: Callable[[], object] = lambda: None,
        theme: str = "",
        lesson: bool = False,
    ) -> None:
        """``reading``: another window records; what it stores is shown through :meth:`show`.

        ``lesson``: the first five keys are shown above the record, one by one.
        """
        super().__init__()
        self._draft = draft
        self._on_draft = on_draft
        self._make_draft = make_draft
        self._relocate = relocate
        self._refuge = refuge
        self._look_up = look_up
        self._way_back = way_back
        self._typed: Kept = ("", {})
        self._main_line: Kept = ("", {})
        self._in_dialog: Context = {}
        """What a dialog holds beside the main line."""
        self._keeping: Timer | None = None
        self._theme_name = theme
        self._keymap_of_actions = keymap
        self._lesson = lesson
        self._on_first_picture = on_first_picture
        self._early_news: list[Callable[[], object]] | None = []
        """What is to be shown once there is a picture; None: there is one."""
        self.record = RecordScreen(
            session, predicting(), keymap, self._keep, clock.monotonic, reading=reading
        )

    def get_default_screen(self) -> RecordScreen:
        """The only screen that is always there; a plain one below it would be laid out and drawn as well."""
        return self.record

    def on_mount(self) -> None:
        self.apply_theme(self._theme_name)
        self.set_keymap(
            {name: ",".join(arriving(keys)) for name, keys in self._keymap_of_actions.items() if keys}
        )

    def on_record_screen_stands(self) -> None:
        """What came before there was a picture is said and shown now."""
        early, self._early_news = self._early_news, None
        for act in early or ():
            act()
        if self._draft is not None:
            self.record.put_back(*self._draft)
            _, context = self._draft
            if context.get(WORDS):
                self._offer_again(context.get(DIALOG, ""), context[WORDS])
        self.record.ask_day()
        if self._lesson:
            self._teach()
        self._on_first_picture()

    def _teach(self) -> None:
        """Put the lesson above the record, and let it see what the keys do."""
        from clerk_tui.recording.lesson import Moment

        from .screens.help import HelpScreen
        from .widgets.lesson import Lesson

        record = self.record

        def moment() -> Moment:
            helped = isinstance(self.screen, HelpScreen)
            return Moment(record.state, record.desk, typing=record.in_hand, help=helped)

        lesson = Lesson(self._keymap_of_actions, moment())

        def look() -> None:
            if lesson.is_mounted:
                lesson.follow(moment())

        record.mount(lesson, before="#middle")
        self.watch(record, "state", look, init=False)
        self.watch(record, "desk", look, init=False)
        self.set_interval(_LOOK_FOR_HELP, look)

    def _when_it_stands(self, act: Callable[[], object]) -> None:
        if self._early_news is None:
            act()
        else:
            self._early_news.append(act)

    def prepare(self, meeting: Meeting) -> None:
        """The preparation was read again."""
        told = "、".join(changes(self.record.state.base, meeting))
        if told and self.record.keep_going(Prepare(meeting)):
            self.record.say(f"準備の手直しを読み込みました（取り消せます）：{told}。")

    def show(self, state: State) -> None:
        """What another window recorded."""
        self.record.show(state)

    def warn(self, text: str) -> None:
        """Say something that stops nothing."""
        self._when_it_stands(lambda: self.record.say(text, refused=True))

    def banner(self, text: str | None) -> None:
        """A line over everything, until None."""
        self._when_it_stands(lambda: self.record.banner(text))

    def show_views(self, count: int) -> None:
        """So many screens of the chair are open."""
        self.record.views = count

    def storage_displaced(self, trouble: str) -> None:
        """The record could not stay in the session's folder; the clerk may choose another. Empty: it is back."""
        self.record.trouble = trouble
        self.banner(f"{trouble}　Ctrl+P から「{BY_ID['relocate'].name}」" if trouble else None)

    def use_abbreviations(self, own: Mapping[str, str]) -> None:
        """The clerk's own abbreviations, from now on."""
        self.record.own_abbreviations = own

    def on_record_screen_closed(self) -> None:
        from .dialogs.asking import ConfirmDialog

        def answered(yes: bool | None) -> None:
            if yes:
                self.record.perform("draft")

        if self._make_draft is not None:
            self.push_screen(
                ConfirmDialog("閉会を記録しました。いま会議結果の概要と会議録案を Word で作りますか。"),
                answered,
            )

    def on_record_screen_past_wanted(self, event: RecordScreen.PastWanted) -> None:
        if self._look_up is None:
            self.warn("この画面からはさがせません。clerk-tui search 語 を使ってください。")
        else:
            from .dialogs.lookup import PastDialog

            self.push_screen(PastDialog(self._look_up, event.words))

    def on_record_screen_way_back_wanted(self) -> None:
        if self._way_back is None:
            self.warn(
                "この画面からは取り込めません。はじめの画面で会議を選び、"
                "「Word で直した会議録案と記録の違いを見る」を選んでください。"
            )
            return
        from .file_picker import FilePicker

        folder, read = self._way_back

        def chosen(path: Path | None) -> None:
            if path is not None:
                self.record.say(f"{path.name} を記録と突き合わせています…")
                self._read_back(read, path)

        self.push_screen(FilePicker(folder, (".docx", ".docm")), chosen)

    @work(thread=True, exclusive=True)
    def _read_back(self, read: Callable[[Path], ReturnedScreen | str], path: Path) -> None:
        """Read aside: the record is printed once more for it."""
        try:
            found = read(path)
        except ClerkError as fault:
            self.call_from_thread(self.warn, str(fault))
        else:
            self.call_from_thread(self._show_back, found)

    def _show_back(self, found: ReturnedScreen | str) -> None:
        if isinstance(found, str):
            self.record.say(found)
            return

        def closed(told: str | None) -> None:
            self.record.show_state()
            self.record.say((told or "").partition("\n・")[0].replace("\n", ""))

        self.record.say("")
        self.push_screen(found, closed)

    def on_record_screen_relocation_wanted(self) -> None:
        if self._relocate is not None:
            from .dialogs.occasion import RelocateDialog

            self.push_screen(
                RelocateDialog(self.record.trouble, self._refuge, self._relocate),
                lambda sentence: self.record.say(sentence or ""),
            )

    def on_record_screen_draft_wanted(self) -> None:
        if self._make_draft is None:
            self.warn("この画面からは会議録案を作れません。clerk-tui draft 会議 を使ってください。")
        else:
            self._write_draft(self._make_draft, self.record.state)

    @work(thread=True, exclusive=True)
    def _write_draft(self, make: MakeDraft, state: State) -> None:
        """Drawn aside, so that recording goes on; a state is a value, so nothing can change under it."""
        try:
            path = make(state)
        except Refused as refusal:
            self.call_from_thread(self.warn, str(refusal))
        else:
            # The file first: where the line is too long for the screen, it ends in the folder.
            told = f"会議結果の概要と会議録案を作りました：{path.name}（{path.parent}）"
            self.call_from_thread(self.record.say, told)

    def flush_draft(self) -> None:
        """Hand on what is being typed at once; for signals and the end."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
            self._on_draft(*self._typed)

    def on_dialog_typed(self, event: Dialog.Typed) -> None:
        """What is typed in a dialog is kept like the main line."""
        self._in_dialog = {DIALOG: event.heading, WORDS: event.text} if event.text.strip() else {}
        self._keep(*self._main_line)

    def _offer_again(self, heading: str, words: str) -> None:
        """What stood in a dialog when the program ended."""
        from .dialogs.asking import PassageDialog

        def answered(paragraphs: tuple[str, ...] | None) -> None:
            if paragraphs:
                before = self.record.entry.text
                self.record.entry.put("\n".join(filter(None, (before, *paragraphs))))
                self.record.say("入力行に入れました。")

        title = f"前回「{heading}」に打ちかけの文がありました（Ctrl+S 入力行へ入れる　Esc 捨てる）"
        self.push_screen(PassageDialog(title, words), answered)

    def _keep(self, text: str, context: Context) -> None:
        """Hand on the draft within a second; an empty one, whose words are recorded by now, at once."""
        self._main_line = (text, context)
        context = {**context, **self._in_dialog}
        if (text, context) == self._typed:
            return
        self._typed = (text, context)
        if self._keeping is None:
            self._keeping = self.set_timer(_KEEP_AFTER, self.flush_draft)
        if not text and not self._in_dialog:
            self.flush_draft()

    def action_command_palette(self) -> None:
        if self.screen is self.record:
            from .palette import Palette

            self.push_screen(Palette(placeholder="操作の名前を打ってください", id="--command-palette"))

    async def action_quit(self) -> None:
        """Textual's own key for leaving asks first."""
        if self.screen is self.record:
            self.record.perform("quit")
        elif (close := getattr(self.screen, "action_close", None)) is not None:
            close()

    def on_unmount(self) -> None:
        self.flush_draft()
