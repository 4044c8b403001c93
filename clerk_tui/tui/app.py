"""The application (画面全体): themes, the record screen, and the doors through which the outside speaks.

It knows no folder and no file: drafts go out through ``on_draft``, a new preparation comes in through
:meth:`ClerkApp.prepare`, trouble with the storage through :meth:`ClerkApp.banner`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.command import CommandPalette, Provider
from textual.timer import Timer

from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import State
from clerk_tui.predict import candidates
from clerk_tui.session import SYSTEM_CLOCK, Clock, Session

from .actions import BY_ID
from .dialogs.confirm import ConfirmDialog
from .dialogs.past import LookUp, PastDialog
from .dialogs.relocate import Relocate, RelocateDialog
from .keymap import DEFAULT, Keymap, arriving
from .own_app import OwnApp
from .recording import Context, SpeakerRole
from .screens.desk import OnDraft
from .screens.record import RecordScreen
from .themes import THEMES

_KEEP_AFTER = 1.0
"""Seconds of typing that may be lost."""

MakeDraft = Callable[[State], Path]
"""Writes the draft of a record and says where; raises Refused with one sentence where it cannot."""

Kept = tuple[str, Context]
"""Half-typed text and where it belongs."""


def predict(state: State, said: str) -> tuple[SpeakerRole, ...]:
    """The predictor's candidates as voices."""
    return tuple(
        SpeakerRole(found.speaker, found.capacity, found.reason) for found in candidates(state, said)
    )


def _forget(_text: str, _context: Context) -> None:
    """Where nobody keeps drafts."""


class ClerkApp(OwnApp[None]):
    """Records one session."""

    TITLE = "会議の記録"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/app.tcss", "styles/help.tcss"]
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
        clock: Clock = SYSTEM_CLOCK,
        keymap: Keymap = DEFAULT,
        theme: str = THEMES[0].name,
    ) -> None:
        super().__init__()
        self._draft = draft
        self._on_draft = on_draft
        self._make_draft = make_draft
        self._relocate = relocate
        self._refuge = refuge
        self._look_up = look_up
        self._typed: Kept = ("", {})
        self._keeping: Timer | None = None
        self._theme_name = theme
        self._keymap_of_actions = keymap
        self.record = RecordScreen(session, predict, keymap, self._keep, clock.monotonic)

    def on_mount(self) -> None:
        self.apply_theme(self._theme_name)
        self.set_keymap(
            {name: ",".join(arriving(keys)) for name, keys in self._keymap_of_actions.items() if keys}
        )
        self.push_screen(self.record)
        if self._draft is not None:
            self.record.call_after_refresh(self.record.put_back, *self._draft)

    def prepare(self, meeting: Meeting) -> None:
        """The preparation was read again."""
        if self.record.keep_going(Prepare(meeting)):
            self.record.say("準備の手直しを読み込みました。")

    def warn(self, text: str) -> None:
        """Say something that stops nothing."""
        self.record.say(text, refused=True)

    def banner(self, text: str | None) -> None:
        """A line over everything, until None."""
        self.record.banner(text)

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
        def answered(yes: bool | None) -> None:
            if yes:
                self.record.do_draft()

        if self._make_draft is not None:
            self.push_screen(
                ConfirmDialog("閉会を記録しました。いま会議結果の概要と会議録案を Word で作りますか。"),
                answered,
            )

    def on_record_screen_past_wanted(self, event: RecordScreen.PastWanted) -> None:
        if self._look_up is None:
            self.warn("この画面からはさがせません。clerk-tui search を使ってください。")
        else:
            self.push_screen(PastDialog(self._look_up, event.words))

    def on_record_screen_relocation_wanted(self) -> None:
        if self._relocate is not None:
            self.push_screen(
                RelocateDialog(self.record.trouble, self._refuge, self._relocate),
                lambda sentence: self.record.say(sentence or ""),
            )

    def on_record_screen_draft_wanted(self) -> None:
        if self._make_draft is None:
            self.warn("この画面からは会議録案を作れません。clerk-tui draft を使ってください。")
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
            self.call_from_thread(self.record.say, f"会議結果の概要と会議録案を作りました：{path}")

    def flush_draft(self) -> None:
        """Hand on what is being typed at once; for signals and the end."""
        if self._keeping is not None:
            self._keeping.stop()
            self._keeping = None
            self._on_draft(*self._typed)

    def _keep(self, text: str, context: Context) -> None:
        """Hand on the draft within a second; an empty one, whose words are recorded by now, at once."""
        if (text, context) == self._typed:
            return
        self._typed = (text, context)
        if self._keeping is None:
            self._keeping = self.set_timer(_KEEP_AFTER, self.flush_draft)
        if not text:
            self.flush_draft()

    def action_command_palette(self) -> None:
        if self.screen is self.record:
            self.push_screen(CommandPalette(placeholder="操作の名前を打ってください", id="--command-palette"))

    async def action_quit(self) -> None:
        """Textual's own key for leaving asks first."""
        if self.screen is self.record:
            self.record.perform("quit")

    def on_unmount(self) -> None:
        self.flush_draft()
