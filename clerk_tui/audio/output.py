"""Where played samples go: the machine's sound device.

An output asks for samples when it has room for them and thereby sets the pace; it knows nothing of recordings.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Callable, Generator
from typing import Protocol

from clerk_tui.errors import PartMissing

from .errors import NoDevice
from .sound import RATE

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
        _quiet_alsa()
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


_Handler = ctypes.CFUNCTYPE(
    None, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p
)
_silence = _Handler(lambda *_args: None)
"""Kept for as long as the library may call it."""


def _quiet_alsa() -> None:
    """ALSA writes its complaints over the screen; what they say is told by the error that follows.

    Source: alsa-lib, ``snd_lib_error_set_handler``. Elsewhere than on Linux there is no such library.
    """
    if sys.platform != "linux":
        return
    try:
        ctypes.CDLL("libasound.so.2").snd_lib_error_set_handler(_silence)
    except (OSError, AttributeError):
        return  # without the library nothing complains either


def _feed(ask: Ask) -> Generator[bytes, int, None]:
    frames = yield b""
    while True:
        frames = yield ask(frames)


_NO_DEVICE = "音を出す装置が見つかりません。スピーカーかイヤホンをつなぎ、ほかのソフトが音を独占していないか確かめてください。"
