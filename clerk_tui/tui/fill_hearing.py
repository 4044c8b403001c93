"""Hearing a turn's words while they are filled in (流し込みで聞く): the place is that of the words themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.css.query import NoMatches
from textual.widgets import Static

from clerk_tui.alignment import Stream
from clerk_tui.domain.audio_files import heard_at
from clerk_tui.domain.record import State
from clerk_tui.errors import ClerkError

from .own_app import OwnApp
from .playback import BEFORE

_LOOK = 0.2
"""Seconds between two looks at where the recording stands."""
_NO_RECORDING = (
    "録音が結び付けられていません。clerk-tui attach 会議 録音.m4a で結び付けると、ここで聞けます。"
)
_NO_PLACE = "この発言が録音のどこにあるか分かりません。"


class FillHearing(OwnApp[None]):
    """Plays from a second before the words that are shown, and follows them from turn to turn."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "hear", id="hear"),
        Binding("ctrl+b", "hear_back"),
        Binding("ctrl+d", "tempo(-1)"),
        Binding("ctrl+u", "tempo(1)"),
    ]

    stream: Stream
    recordings: Sequence[Path | None] = ()
    """The recording of each of the stream's files, as far as it is attached."""
    _heard: int | None = None
    """The turn from which was played."""

    def watch_recording(self) -> None:
        """Look where the recording stands, from now on."""
        self.set_interval(_LOOK, self._follow)

    def words_of(self, number: int) -> tuple[int, int]:
        """Positions of a turn's words; the same: it has none."""
        raise NotImplementedError

    def shown(self) -> int:
        """Number of the turn that is shown."""
        raise NotImplementedError

    def show_turn(self, number: int) -> None:
        """Show another turn, because its words are heard."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        raise NotImplementedError

    def record_state(self) -> State:
        raise NotImplementedError

    def place_of(self, number: int) -> tuple[Path, float] | None:
        """The recording in which a turn's words are, and their second there."""
        begin, end = self.words_of(number)
        if end <= begin:
            return None
        file, second = self.stream.place(begin)
        if self.stream.wall or file >= len(self.recordings) or self.recordings[file] is None:
            return self._by_the_clock(number)
        path = self.recordings[file]
        return (path, second) if path is not None else None

    def _by_the_clock(self, number: int) -> tuple[Path, float] | None:
        """By the turn's time in the record, where the transcript's own times say nothing of the recording."""
        state = self.record_state()
        turns = sorted(state.turns, key=lambda turn: turn.started)
        found = heard_at(state, turns[number].started) if number < len(turns) else None
        return (Path(found[0].path), found[1]) if found is not None else None

    def action_hear(self) -> None:
        """From this turn, or stop and go on where it is this turn that is heard."""
        number = self.shown()
        if self._heard == number and self.playback.position is not None:
            self.playback.toggle()
            return
        place = self.place_of(number)
        if place is None:
            self.say(_NO_PLACE if self.record_state().audio else _NO_RECORDING)
            return
        self._heard = number
        self._play(place[0], place[1] - BEFORE)

    @work(thread=True, group="sound")
    def _play(self, path: Path, second: float) -> None:
        try:
            self.playback.hear(path, second)
        except ClerkError as error:
            self.call_from_thread(partial(self.say, str(error)))

    def action_hear_back(self) -> None:
        self.playback.back()

    def action_tempo(self, step: int) -> None:
        self.say(f"速さは {self.playback.change_tempo(step):g} 倍です。")

    def _follow(self) -> None:
        try:
            self.query_one("#playing", Static).update(Content(self.playback.line()))
        except NoMatches:
            return  # a dialog is in front
        position, number = self.playback.position, self.shown()
        if position is None or not self.playback.playing or self._heard != number:
            return
        following = self.place_of(number + 1)
        if following is not None and following[0] == self.playback.path and position >= following[1]:
            self._heard = number + 1
            self.show_turn(number + 1)
