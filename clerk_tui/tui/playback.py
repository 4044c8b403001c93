"""The recording as a screen plays it (再生の操作): one file at a time, from any second, at a few speeds.

What opens a file or a device runs in a thread of the screen's; what the keys call returns at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_tui.support.seconds import spelled

if TYPE_CHECKING:
    from clerk_tui.audio.output import Output
    from clerk_tui.audio.player import Player

BEFORE = 1.0
"""Seconds before a turn from which it is played: keys are pressed after the first word."""
BACK = 3.0
"""Seconds that the key for going back goes back."""
_TEMPOS = (0.5, 0.7, 0.85, 1.0, 1.25, 1.5)


class Playback:
    """Plays the meeting's recordings for a screen; closed with it, and then silent for good.

    Args:
        output: makes a place where the samples go; None: the machine's sound device.
    """

    def __init__(self, output: Callable[[], Output] | None) -> None:
        self._output = output
        self._player: Player | None = None
        self._path = Path()
        self._lock = threading.Lock()
        self._tempo = 1.0
        self._closed = False

    @property
    def path(self) -> Path:
        """The file that is open."""
        return self._path

    @property
    def position(self) -> float | None:
        """Second of the file that is heard; None: nothing is open."""
        player = self._player
        return player.position if player is not None else None

    @property
    def playing(self) -> bool:
        player = self._player
        return player is not None and player.playing

    @property
    def tempo(self) -> float:
        return self._tempo

    def hear(self, path: Path, second: float) -> None:
        """Play a file from a second on; takes a moment, so that it is called in a thread.

        Raises:
            PartMissing: what decodes or plays is not installed.
            SoundError: the file cannot be decoded, or there is no device.
        """
        with self._lock:
            if self._closed:
                return
            if self._player is None or path != self._path:
                self._leave()
                self._player, self._path = self._opened(path), path
            player = self._player
            player.set_tempo(self._tempo)
        # Outside of the lock: an output that is a file writes all of it here.
        player.play(max(0.0, second))

    def toggle(self) -> None:
        """Pause, or go on."""
        if self._player is not None:
            self._player.toggle()

    def pause(self) -> None:
        if self._player is not None:
            self._player.pause()

    def back(self) -> None:
        """A few seconds back, and on from there."""
        if self._player is not None:
            self._player.skip(-BACK)

    def change_tempo(self, step: int) -> float:
        """The next slower (-1) or faster (1) speed; the pitch stays."""
        at = min(range(len(_TEMPOS)), key=lambda n: abs(_TEMPOS[n] - self._tempo))
        self._tempo = _TEMPOS[min(len(_TEMPOS) - 1, max(0, at + step))]
        if self._player is not None:
            self._player.set_tempo(self._tempo)
        return self._tempo

    def line(self) -> str:
        """Where it stands, in one line; empty while nothing is open."""
        player = self._player
        if player is None:
            return ""
        if player.fault is not None:
            return f"録音を読めなくなりました：{player.fault}"
        sign = "▶" if player.playing else "⏸"
        length = f"／{spelled(player.sound.duration)}" if player.sound.duration else ""
        return f"{sign} {spelled(player.position)}{length}　{self._tempo:g} 倍　{self._path.name}"

    def close(self) -> None:
        """Stop for good, and give the device back."""
        self._closed = True
        with self._lock:
            self._leave()

    def _opened(self, path: Path) -> Player:
        from clerk_tui.audio.output import DeviceOutput
        from clerk_tui.audio.player import Player
        from clerk_tui.audio.sound import SoundFile

        return Player(SoundFile(path), (self._output or DeviceOutput)())

    def _leave(self) -> None:
        player, self._player = self._player, None
        if player is not None:
            player.close()
