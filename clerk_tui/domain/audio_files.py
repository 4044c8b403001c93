"""The office's recording of the meeting (録音): which files there are, and when each of them began."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .lookups import meeting_of
from .record import AudioFile, AudioFit, State
from .text import clean

__all__ = ["AttachAudio", "AudioAttached", "FitAudio"]


class AttachAudio(Command, frozen=True, tag="attach"):
    """録音のファイルを会議に結び付ける。同じファイルをもう一度結び付けると、始まりの時刻が変わる。"""

    path: str
    seconds: float = 0.0
    begins: datetime | None = None
    guessed: bool = False

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        path = clean(self.path).strip()
        if not path:
            raise Refused("録音のファイルを指定してください。")
        if self.seconds < 0:
            raise Refused("録音の長さは 0 秒以上です。")
        file = AudioFile(path, self.seconds, self.begins, self.guessed and self.begins is not None)
        return () if file in state.audio else (AudioAttached(file),)


class AudioAttached(Event, frozen=True):
    """録音."""

    file: AudioFile

    def apply(self, state: State) -> State:
        if any(file.path == self.file.path for file in state.audio):
            kept = tuple(self.file if file.path == self.file.path else file for file in state.audio)
            return replace(state, audio=kept)
        return replace(state, audio=(*state.audio, self.file))


class FitAudio(Command, frozen=True, tag="fit_audio"):
    """結び付けた録音の時計を、発言の時刻に合わせる。"""

    path: str
    fits: tuple[AudioFit, ...] = ()

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        file = next((each for each in state.audio if each.path == self.path), None)
        if file is None:
            raise Refused(f"録音 {self.path} は結び付けられていません。先に結び付けてください。")
        if any(fit.rate <= 0 for fit in self.fits):
            raise Refused("録音の進み方（rate）は 0 より大きい数です。")
        fitted = replace(file, fits=tuple(sorted(self.fits, key=lambda fit: fit.since)))
        return () if fitted == file else (AudioAttached(fitted),)


def heard_at(state: State, moment: datetime) -> tuple[AudioFile, float] | None:
    """The file in which a moment of the meeting is heard, and its second there; None: in none that is known.

    Where two files overlap, that which began last has it: the first was stopped, or will be soon.
    """
    found: tuple[AudioFile, float] | None = None
    for file in state.audio:
        second = file.second(moment)
        within = second is not None and second >= 0 and (not file.seconds or second <= file.seconds)
        if second is not None and within and (found is None or second < found[1]):
            found = (file, second)
    return found
