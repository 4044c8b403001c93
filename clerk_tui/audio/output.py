"""Where played samples go: the machine's sound device, or a file.

An output asks for samples when it has room for them and thereby sets the pace; it knows nothing of recordings.
"""

from __future__ import annotations

import wave
from collections.abc import Callable, Generator
from pathlib import Path
from typing import Protocol

from clerk_tui.errors import PartMissing

from .errors import NoDevice
from .sound import RATE, WIDTH

Ask = Callable[[int], bytes]
"""Give at most that many frames; fewer, or none, where there are no more. Called in the output's own thread."""


class Output(Protocol):
    """Takes samples until it is stopped."""

    def start(self, ask: Ask) -> None: ...

    def stop(self) -> None: ...


class DeviceOutput:
    """The machine's sound device, through miniaudio (WASAPI, Core Audio, PulseAudio, ALSA …).

    Args:
        silent: take the null device of miniaudio, which keeps the pace of a real one and makes no sound.

    Raises:
        PartMissing: miniaudio is not installed.
        NoDevice: there is no device, or another program has it for itself.
    """

    def __init__(self, *, silent: bool = False) -> None:
        try:
            import miniaudio
        except ImportError:
            raise PartMissing("録音を聞く", "audio") from None
        backends = [miniaudio.Backend.NULL] if silent else None
        try:
            self._device = miniaudio.PlaybackDevice(
                miniaudio.SampleFormat.SIGNED16, 1, RATE, 60, backends=backends, app_name="clerk-tui"
            )
        except miniaudio.MiniaudioError as fault:
            raise NoDevice(_NO_DEVICE) from fault
        if self._device.backend == "Null" and not silent:
            self._device.close()
            raise NoDevice(_NO_DEVICE)

    def start(self, ask: Ask) -> None:
        feed = _feed(ask)
        next(feed)
        self._device.start(feed)

    def stop(self) -> None:
        self._device.close()


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


def _feed(ask: Ask) -> Generator[bytes, int, None]:
    frames = yield b""
    while True:
        frames = yield ask(frames)


_NO_DEVICE = "音を出す装置が見つかりません。スピーカーかイヤホンをつなぎ、ほかのソフトが音を独占していないか確かめてください。"
