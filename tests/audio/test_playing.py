"""A recording is decoded, and heard from the second that was asked for, by a file and by a silent device."""

from __future__ import annotations

import math
import struct
import threading
import time
import wave
from pathlib import Path

import pytest

pytest.importorskip("av", reason="PyAV がありません（pip install '.[audio]'）")

from wave_output import WaveOutput

from clerk_tui.audio.errors import SoundError, Undecodable
from clerk_tui.audio.output import DeviceOutput
from clerk_tui.audio.player import Player
from clerk_tui.audio.sound import RATE, SoundFile

SPOKEN = Path(__file__).parents[2].parent / "shared" / "cases" / "audio" / "kaigi.mp3"


def tone_at(second: int) -> float:
    return 300.0 + 100.0 * second


@pytest.fixture(scope="module")
def staircase(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ten seconds, each with a tone of its own: the pitch tells which second is heard."""
    path = tmp_path_factory.mktemp("sound") / "録音 1.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16_000)
        for second in range(10):
            file.writeframes(
                b"".join(
                    struct.pack("<h", int(9000 * math.sin(2 * math.pi * tone_at(second) * at / 16_000)))
                    for at in range(16_000)
                )
            )
    return path


def pitch(samples: bytes) -> float:
    """Hertz, by the passages through zero."""
    values = struct.unpack(f"<{len(samples) // 2}h", samples)
    rises = [index for index in range(1, len(values)) if values[index - 1] < 0 <= values[index]]
    return (len(rises) - 1) / ((rises[-1] - rises[0]) / RATE)


def heard(path: Path) -> bytes:
    with wave.open(str(path), "rb") as file:
        assert file.getframerate() == RATE
        return file.readframes(file.getnframes())


def test_any_second_can_be_reached(staircase: Path) -> None:
    sound = SoundFile(staircase)
    assert sound.duration == pytest.approx(10.0, abs=0.05)
    for second in (0, 3, 9):
        samples = sound.samples(second + 0.2, second + 0.7)
        assert len(samples) == RATE
        assert pitch(samples) == pytest.approx(tone_at(second), abs=3)


def test_slower_is_longer_and_not_lower(staircase: Path) -> None:
    blocks = list(SoundFile(staircase).blocks(4.0, tempo=0.7))
    frames = sum(block.frames for block in blocks)
    assert frames / RATE == pytest.approx(6.0 / 0.7, abs=0.2)
    assert blocks[0].start == pytest.approx(4.0, abs=0.01)
    early = b"".join(block.samples for block in blocks)[RATE // 4 * 2 : RATE * 2]
    assert pitch(early) == pytest.approx(tone_at(4), abs=5)


def test_a_player_plays_from_there_to_the_end(staircase: Path, tmp_path: Path) -> None:
    over = threading.Event()
    player = Player(SoundFile(staircase), WaveOutput(tmp_path / "out.wav"))
    player.on_end = over.set
    player.play(7.0)
    assert over.wait(10)
    player.close()
    samples = heard(tmp_path / "out.wav")
    assert len(samples) / 2 / RATE == pytest.approx(3.0, abs=0.05)
    assert pitch(samples[RATE // 5 * 2 : RATE // 2 * 2]) == pytest.approx(tone_at(7), abs=3)
    assert player.position == pytest.approx(10.0, abs=0.05)
    assert not player.playing


def test_keys_on_a_running_device(staircase: Path) -> None:
    """The null device keeps the pace of a real one."""
    pytest.importorskip("miniaudio", reason="miniaudio がありません（pip install '.[audio]'）")
    player = Player(SoundFile(staircase), DeviceOutput(silent=True))
    try:
        player.play(2.0)
        waited(lambda: player.position > 2.2)
        player.pause()
        stood = player.position
        player.skip(-1.0)
        assert player.position == pytest.approx(stood - 1.0, abs=0.01)
        player.set_tempo(9.0)
        assert player.tempo == 2.0
        player.toggle()
        waited(lambda: player.position > stood)
        assert player.playing
    finally:
        player.close()


def test_what_is_no_recording_is_told(tmp_path: Path) -> None:
    text = tmp_path / "メモ.mp3"
    text.write_text("これは録音ではありません。", "utf-8")
    with pytest.raises(Undecodable, match=r"メモ\.mp3 は録音として読めません"):
        SoundFile(text)
    with pytest.raises(SoundError, match="ありません"):
        SoundFile(tmp_path / "ない.wav")


@pytest.mark.skipif(not SPOKEN.exists(), reason="話された見本（shared/cases/audio）がこの環境にありません")
@pytest.mark.parametrize("name", ["kaigi.mp3", "kaigi.opus"])
def test_speech_begins_where_it_begins(name: str) -> None:
    """Eight seconds of nothing, then the chair."""
    sound = SoundFile(SPOKEN.with_name(name))
    assert sound.duration == pytest.approx(98.6, abs=0.2)
    assert loudness(sound.samples(6.5, 7.5)) * 5 < loudness(sound.samples(8.2, 9.2))


def loudness(samples: bytes) -> float:
    values = struct.unpack(f"<{len(samples) // 2}h", samples)
    return math.sqrt(sum(value * value for value in values) / len(values))


def waited(done: object) -> None:
    assert callable(done)
    until = time.monotonic() + 10
    while not done():
        assert time.monotonic() < until
        time.sleep(0.01)
