"""The recording is cut at the quiet near a change of speaker, and recognition goes on where it was stopped."""

from __future__ import annotations

import math
import wave
from itertools import pairwise
from pathlib import Path

import msgspec
import pytest

pytest.importorskip("av", reason="PyAV がありません（pip install '.[audio]'）")

from clerk_tui.audio.pieces import LONGEST, STEP, Piece, pieces
from clerk_tui.audio.recognise import Hearing, Segment, recognise, write_transcript
from clerk_tui.audio.sound import SoundFile

HEARING = Hearing("録音.wav", 1, "model", "")


def loud(*parts: tuple[float, float]) -> list[float]:
    """Loudness by parts of (seconds, value)."""
    return [value for seconds, value in parts for _ in range(round(seconds / STEP))]


def test_it_is_cut_in_the_pause_before_a_late_key() -> None:
    found = pieces(loud((10, 5.0), (0.6, 0.1), (12, 6.0)), [12.4])
    assert len(found) == 2
    assert found[0].end == pytest.approx(10.3, abs=0.2)


def test_nothing_is_left_out_and_nothing_is_heard_twice() -> None:
    found = pieces(loud((200, 3.0)), [0.0, 4.0, 4.2, 120.0, 199.9, 500.0])
    assert found[0].start == 0.0
    assert found[-1].end == pytest.approx(200.0)
    assert all(one.end == other.start for one, other in pairwise(found))
    assert all(0 < piece.end - piece.start <= LONGEST + STEP for piece in found)


def test_without_keys_it_is_cut_where_it_is_quiet() -> None:
    found = pieces(loud((20, 3.0), (0.5, 0.0), (20, 3.0)), [])
    assert found[0].end == pytest.approx(20.25, abs=0.2)


class Counting:
    """Hears how long a piece is, and fails when its patience is over."""

    def __init__(self, patience: int = 99, deaf_to_hints: bool = False) -> None:
        self.patience = patience
        self.deaf_to_hints = deaf_to_hints
        self.heard = 0
        self.hints: list[str] = []

    def hear(self, samples: bytes, hint: str) -> tuple[Segment, ...]:
        if self.heard == self.patience:
            raise KeyboardInterrupt
        self.heard += 1
        self.hints.append(hint)
        length = len(samples) / 32_000
        return (Segment(0.0, 0.1 if hint and self.deaf_to_hints else length, f"{length:.1f}"),)

    def speech(self, samples: bytes) -> float:
        return len(samples) / 32_000


@pytest.fixture
def minute(tmp_path: Path) -> SoundFile:
    path = tmp_path / "録音.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8_000)
        for at in range(8_000 * 60):
            value = int(6000 * math.sin(at / 3)) if at % 80_000 > 8_000 else 0
            file.writeframesraw(value.to_bytes(2, "little", signed=True))
    return SoundFile(path)


def test_a_run_that_was_stopped_goes_on(minute: SoundFile, tmp_path: Path) -> None:
    notes = tmp_path / "認識.jsonl"
    changes = (10.5, 20.5, 30.5, 40.5, 50.5)
    with pytest.raises(KeyboardInterrupt):
        recognise(minute, Counting(patience=3), changes, HEARING, notes)
    with notes.open("ab") as file:
        file.write(b'{"piece": {"sta')  # The machine went off in the middle of a line.
    rest = Counting()
    told: list[tuple[float, float]] = []
    found = recognise(
        minute, rest, changes, HEARING, notes, progress=lambda done, all_: told.append((done, all_))
    )
    assert rest.heard == 3
    again = Counting()
    assert recognise(minute, again, changes, HEARING, notes) == found
    assert again.heard == 0
    assert len(found) == 6
    assert [segment.start for segment in found] == sorted(segment.start for segment in found)
    assert found[-1].end == pytest.approx(60.0, abs=0.2)
    assert told[-1][0] == told[-1][1]


def test_another_model_begins_anew(minute: SoundFile, tmp_path: Path) -> None:
    notes = tmp_path / "認識.jsonl"
    first, other = Counting(), Counting()
    recognise(minute, first, (30.0,), HEARING, notes)
    recognise(minute, other, (30.0,), msgspec.structs.replace(HEARING, model="another"), notes)
    assert other.heard == first.heard


def test_a_hint_that_costs_speech_is_dropped(minute: SoundFile, tmp_path: Path) -> None:
    hearing = msgspec.structs.replace(HEARING, hint="水沢会長")
    deaf = Counting(deaf_to_hints=True)
    found = recognise(minute, deaf, (), hearing, tmp_path / "認識.jsonl")
    assert deaf.hints == ["水沢会長", ""] * len(found)
    assert all(segment.end - segment.start > 1 for segment in found)
    fine = Counting()
    recognise(minute, fine, (), hearing, tmp_path / "別.jsonl")
    assert set(fine.hints) == {"水沢会長"}


def test_the_result_is_a_transcript(tmp_path: Path) -> None:
    from clerk_tui.transcript.reading import read_transcript

    path = tmp_path / "文字起こし.json"
    write_transcript((Segment(1.0, 2.5, "開会します。"), Segment(3.0, 4.0, "異議なし。")), path)
    assert [segment.text for segment in read_transcript(path)] == ["開会します。", "異議なし。"]


def test_a_piece_knows_its_seconds() -> None:
    assert Piece(1.0, 2.0) != Piece(1.0, 2.5)
