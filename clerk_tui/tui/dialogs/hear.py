"""Hearing the recording (録音を聞く): turn after turn, each with its text at hand to be put right while it plays."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.audio_files import heard_at
from clerk_tui.domain.commands import Command, EditText
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import State, Turn
from clerk_tui.domain.turns import cleaned
from clerk_tui.errors import ClerkError
from clerk_tui.session import Session
from clerk_tui.tui.actions import HEARING
from clerk_tui.tui.keymap import Keymap, arriving, shown_keys
from clerk_tui.tui.playback import BEFORE, Playback

from .base import Dialog
from .fields import Sheet

_LOOK = 0.2
"""Seconds between two looks at where the recording stands."""
_NO_RECORDING = (
    "録音が結び付けられていません。いったん閉じて、clerk-tui attach 会議 録音.m4a で結び付けてください。"
)
_NO_PLACE = (
    "この発言が録音のどこにあるか分かりません。clerk-tui attach 会議 録音.m4a の --start で録音の始まりの時刻を指定するか、"
    "clerk-tui fill 会議 文字起こし で文字起こしを入れると分かります。"
)


class HearDialog(Dialog[Command]):
    """Plays from a second before a turn, and goes on with the voice; what is typed is kept turn by turn."""

    heading = "録音を聞く"
    BINDINGS: ClassVar[list[BindingType]] = [
        # Before the field, which has keys of its own for the same.
        Binding(",".join(arriving(action.keys)), f"hear('{action.id}')", show=False, priority=True, id=action.id)
        for action in HEARING
    ]

    def __init__(self, session: Session, entry: EntryId, playback: Playback, keymap: Keymap) -> None:
        super().__init__()
        self.session = session
        self.playback = playback
        names = {action.id: action.name for action in HEARING}
        self.hint = "　".join(
            (
                *(f"{shown_keys(keymap, key)} {name}" for key, name in names.items() if keymap.get(key)),
                "Ctrl+S 直して閉じる　Esc 閉じる",
            )
        )
        turns = self._turns
        self.at = next((n for n, turn in enumerate(turns) if turn.id == entry), len(turns) - 1)
        """Number of the turn that is heard."""

    @property
    def _turns(self) -> tuple[Turn, ...]:
        return self.session.state.turns

    @property
    def turn(self) -> Turn:
        return self._turns[self.at]

    def body(self) -> ComposeResult:
        yield Static(id="who")
        yield Sheet("\n".join(self.turn.paragraphs), id="said")
        yield Static(id="position")

    def on_mount(self) -> None:
        super().on_mount()
        self.query_one(Sheet).focus()
        self._show()
        self.set_interval(_LOOK, self._follow)
        self._play()

    def on_unmount(self) -> None:
        self.playback.pause()

    # -- what is shown --------------------------------------------------------------------------------

    def _show(self) -> None:
        state, turn = self.session.state, self.turn
        flag = f"　要確認：{turn.flag}" if turn.flag else ""
        told = f"{self.at + 1}/{len(self._turns)}　{turn.started:%H:%M:%S}　{_label(state, turn)}{flag}"
        self.query_one("#who", Static).update(Content(told))
        sheet = self.query_one(Sheet)
        sheet.offer("\n".join(turn.paragraphs))
        sheet.move_cursor(sheet.document.end)

    def _follow(self) -> None:
        """The position, and the turn that is heard by now."""
        playback = self.playback
        self.query_one("#position", Static).update(Content(playback.line()))
        position = playback.position
        if position is None or not playback.playing or self.at + 1 >= len(self._turns):
            return
        following = heard_at(self.session.state, self._turns[self.at + 1].started)
        if following is None or Path(following[0].path) != playback.path or position < following[1]:
            return
        if self.query_one(Sheet).touched:
            # What is being typed belongs to the turn that was heard: the recording waits for it.
            playback.pause()
            self.say("発言の終わりで止めました。書き終えたら、次の発言へ進むキーで続きます。", "-question")
        else:
            self.at += 1
            self._show()

    # -- what is done ---------------------------------------------------------------------------------

    def _play(self) -> None:
        """From a second before the turn."""
        state = self.session.state
        found = heard_at(state, self.turn.started)
        if found is None:
            self.playback.pause()
            self.say(_NO_PLACE if state.audio else _NO_RECORDING)
        else:
            self._hear(Path(found[0].path), found[1] - BEFORE)

    @work(thread=True, group="sound")
    def _hear(self, path: Path, second: float) -> None:
        try:
            self.playback.hear(path, second)
        except ClerkError as error:
            self.app.call_from_thread(partial(self.say, str(error)))

    def action_hear(self, name: str) -> None:
        match name:
            case "pedal":
                if self.playback.position is None:
                    self._play()
                else:
                    self.playback.toggle()
            case "rewind":
                self.playback.back()
            case "slower" | "faster":
                self.playback.change_tempo(-1 if name == "slower" else 1)
            case "hear_next":
                self._go(self.at + 1)
            case "hear_before":
                self._go(self.at - 1)
            case "hear_doubt":
                flagged = [n for n, turn in enumerate(self._turns) if turn.flag]
                later = [n for n in flagged if n > self.at] or flagged
                if later:
                    self._go(later[0])
                else:
                    self.say("要確認の印の付いた発言は、ありません。")

    def _go(self, number: int) -> None:
        if not 0 <= number < len(self._turns):
            self.say("これより先に発言はありません。")
            return

        def go() -> None:
            self._keep()
            self.at = number
            self.say("")
            self._show()
            self._play()

        self.attempting(go)

    def _keep(self) -> None:
        """Record what was typed.

        Raises:
            Refused: it was not; it stands as it was typed.
        """
        sheet = self.query_one(Sheet)
        if sheet.touched:
            self.carry_out(EditText(self.turn.id, cleaned(sheet.text.split("\n"))))

    def accept(self) -> None:
        self._keep()
        self.dismiss(None)


def _label(state: State, turn: Turn) -> str:
    return full_label(state.meeting, turn.speaker, turn.capacity)
