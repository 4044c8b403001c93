"""Where played samples go when nobody is to hear them: a file, whose samples are counted and measured."""

from __future__ import annotations

import wave
from pathlib import Path

from clerk_tui.audio.output import Ask
from clerk_tui.audio.sound import RATE, WIDTH


class WaveOutput:
    """A WAV file that holds what would have been heard; writes at once, without a pace."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def start(self, ask: Ask) -> None:
        with wave.open(str(self._path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(WIDTH)
            file.setframerate(RATE)
            while samples := ask(RATE // 10):
                file.writeframesraw(samples)

    def stop(self) -> None:
        """Everything has been written by then."""
