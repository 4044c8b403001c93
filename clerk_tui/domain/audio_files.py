"""The office's recording of the meeting (録音): which files there are, and when each of them began."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .lookups import meeting_of
from .record import AudioFile, State
from .text import clean

__all__ = ["AttachAudio", "AudioAttached"]


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
        others = tuple(file for file in state.audio if file.path != self.file.path)
        return replace(state, audio=(*others, self.file))


def heard_at(state: State, moment: datetime) -> tuple[AudioFile, float] | None:
    """The file in which a moment of the meeting is heard, and its second there; None: in none that is known.

    Where two files overlap, that which began last has it: the first was stopped, or will be soon.
    """
    found: tuple[AudioFile, float] | None = None
    for file in sorted((each for each in state.audio if each.begins is not None), key=_begins):
        second = (moment - _begins(file)).total_seconds()
        if 0 <= second <= (file.seconds or timedelta.max.total_seconds()):
            found = (file, second)
    return found


def _begins(file: AudioFile) -> datetime:
    assert file.begins is not None
    return file.begins
