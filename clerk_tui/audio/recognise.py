"""Recognition on this machine, without a network (音声認識): faster-whisper and a model folder of the office's own.

The recording is recognised piece by piece (:mod:`.pieces`). Each piece that is done is appended to a file, so
that a run that was stopped goes on where it stood. The result is an ordinary transcript with word times.
"""

from __future__ import annotations

import array
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from clerk_tui.errors import PartMissing
from clerk_tui.support.atomic import write_atomically

from .errors import SoundError
from .pieces import STEP, Piece, pieces
from .sound import SoundFile

RATE = 16_000
"""Samples a second that the model takes."""
COVERED = 0.5
"""Share of the speech in a piece that must come back; with a hint and less than that, it is heard again without."""


class Word(Struct, frozen=True, omit_defaults=True):
    """A word with its seconds in the recording."""

    word: str
    start: float
    end: float
    probability: float = 1.0


class Segment(Struct, frozen=True, omit_defaults=True):
    """What was heard in one go."""

    start: float
    end: float
    text: str
    words: tuple[Word, ...] = ()


class Heard(Struct, frozen=True):
    """One piece that is done, as a line of the file that a later run goes on from."""

    piece: Piece
    segments: tuple[Segment, ...]


class Hearing(Struct, frozen=True):
    """What must be the same for a later run to go on: else it begins anew."""

    recording: str
    size: int
    model: str
    hint: str


class Recogniser(Protocol):
    """Hears a piece; times in the result count from the beginning of the piece."""

    def hear(self, samples: bytes, hint: str) -> tuple[Segment, ...]: ...

    def speech(self, samples: bytes) -> float:
        """Seconds of the piece in which somebody speaks."""
        ...


def recognise(
    sound: SoundFile,
    recogniser: Recogniser,
    changes: Iterable[float],
    hearing: Hearing,
    unfinished: Path,
    *,
    progress: Callable[[float, float], None] = lambda _done, _all: None,
) -> tuple[Segment, ...]:
    """Recognise a recording, or go on with it.

    Args:
        changes: seconds at which the speaker changes, where they are known.
        hearing: what is heard, by what and with which words as a hint.
        unfinished: where each finished piece is noted; the caller removes it once the result is written.
        progress: told the seconds that are done and the seconds in all, after each piece.

    Raises:
        SoundError: the recording cannot be decoded.
        OSError: ``unfinished`` cannot be written.
    """
    noted = _noted(unfinished, hearing)
    done = {heard.piece: heard.segments for heard in noted}
    # Written anew, without the line in which an earlier run was stopped.
    unfinished.write_bytes(b"".join(msgspec.json.encode(each) + b"\n" for each in (hearing, *noted)))
    loudness = _loudness(sound)
    cut = pieces(loudness, changes)
    segments: list[Segment] = []
    with unfinished.open("ab") as notes:
        for piece in cut:
            found = done.get(piece)
            if found is None:
                samples = sound.samples(piece.start, piece.end, RATE)
                found = tuple(
                    _moved(segment, piece.start) for segment in _heard(recogniser, samples, hearing.hint)
                )
                notes.write(msgspec.json.encode(Heard(piece, found)) + b"\n")
                notes.flush()
            segments += found
            progress(piece.end, cut[-1].end)
    return tuple(segments)


def write_transcript(segments: Sequence[Segment], path: Path) -> None:
    """Write the result as JSON in the shape that Whisper gives (``segments`` with ``words``)."""
    text = msgspec.json.format(msgspec.json.encode({"segments": segments}), indent=1)
    write_atomically(path, lambda stream: stream.write(text))


class FasterWhisper:
    """faster-whisper on the processor, with a model folder (``model.bin``, ``config.json``, ``tokenizer.json`` …).

    Raises:
        PartMissing: the extra is not installed.
        SoundError: the folder holds no model.
    """

    def __init__(self, folder: Path, threads: int) -> None:
        try:
            import faster_whisper
            from faster_whisper.vad import get_speech_timestamps
        except ImportError:
            raise PartMissing("音声認識", "recognise") from None
        if not (folder / "model.bin").is_file():
            raise SoundError(
                f"{folder} に音声認識のモデル（model.bin）がありません。faster-whisper 用のモデルのフォルダーを指してください。"
            )
        try:
            self._model = faster_whisper.WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=threads, local_files_only=True
            )
        except (RuntimeError, ValueError, OSError) as fault:
            raise SoundError(f"{folder} のモデルを読めません（{fault}）。もう一度写してください。") from fault
        self._speech = get_speech_timestamps

    def hear(self, samples: bytes, hint: str) -> tuple[Segment, ...]:
        segments, _info = self._model.transcribe(
            _floats(samples),
            language="ja",
            beam_size=5,
            word_timestamps=True,
            vad_filter=True,
            # What was heard before makes it repeat itself, and joins what belongs to another speaker.
            condition_on_previous_text=False,
            hotwords=hint or None,
        )
        return tuple(
            Segment(
                _seconds(segment.start),
                _seconds(segment.end),
                segment.text.strip(),
                tuple(
                    Word(word.word, _seconds(word.start), _seconds(word.end), _seconds(word.probability))
                    for word in segment.words or ()
                ),
            )
            for segment in segments
        )

    def speech(self, samples: bytes) -> float:
        found = self._speech(_floats(samples))
        return float(sum(each["end"] - each["start"] for each in found)) / RATE


def _heard(recogniser: Recogniser, samples: bytes, hint: str) -> tuple[Segment, ...]:
    """A hint helps with names and sometimes makes the model skip speech: then the piece is heard without it."""
    found = recogniser.hear(samples, hint)
    if not hint or _length(found) >= COVERED * recogniser.speech(samples):
        return found
    again = recogniser.hear(samples, "")
    return max(found, again, key=_length)


def _length(segments: Iterable[Segment]) -> float:
    return sum(
        word.end - word.start
        for segment in segments
        for word in (segment.words or (segment,))
        if word.end > word.start
    )


def _seconds(value: Any) -> float:
    """A plain number: the library gives those of numpy, which JSON does not know."""
    return round(float(value), 2)


def _moved(segment: Segment, by: float) -> Segment:
    return Segment(
        round(segment.start + by, 2),
        round(segment.end + by, 2),
        segment.text,
        tuple(
            Word(word.word, round(word.start + by, 2), round(word.end + by, 2), word.probability)
            for word in segment.words
        ),
    )


def _noted(path: Path, hearing: Hearing) -> list[Heard]:
    """What an earlier run of the same hearing has finished; a line that broke off is heard again."""
    try:
        first, *lines = path.read_bytes().split(b"\n")
        if msgspec.json.decode(first, type=Hearing) != hearing:
            return []
    except (FileNotFoundError, msgspec.DecodeError, ValueError):
        return []
    found: list[Heard] = []
    for line in lines:
        try:
            found.append(msgspec.json.decode(line, type=Heard))
        except msgspec.DecodeError:
            break
    return found


def _loudness(sound: SoundFile) -> list[float]:
    found: list[float] = []
    rest = b""
    wide = round(STEP * RATE) * 2
    for block in sound.blocks(rate=RATE):
        rest += block.samples
        for at in range(0, len(rest) - wide + 1, wide):
            values = memoryview(rest)[at : at + wide].cast("h")
            # Each eighth sample is enough to tell speech from a pause.
            found.append(sum(abs(value) for value in values[::8]))
        rest = rest[len(rest) // wide * wide :]
    return found


def _floats(samples: bytes) -> Any:
    import numpy

    return numpy.asarray(array.array("h", samples), dtype=numpy.float32) / 32768.0
