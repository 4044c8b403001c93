"""Hearing the recording by keys: from a second before a turn, and what is typed meanwhile goes into that turn."""

from __future__ import annotations

import asyncio
import threading
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from painted import painted
from textual.pilot import Pilot

pytest.importorskip("av", reason="PyAV がありません（pip install '.[audio]'）")

from wave_output import WaveOutput

from clerk_tui.audio.errors import NoDevice
from clerk_tui.audio.output import DeviceOutput, Output
from clerk_tui.audio.sound import RATE, SoundFile
from clerk_tui.cli.main import main
from clerk_tui.domain.audio_files import heard_at
from clerk_tui.domain.commands import AttachAudio, FlagTurn
from clerk_tui.errors import PartMissing
from clerk_tui.sessions import recording
from clerk_tui.tui import keymap
from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.dialogs.hear import HearDialog

ROOT = Path(__file__).parents[2]
SPOKEN = ROOT.parent / "shared" / "cases" / "audio"
pytestmark = pytest.mark.skipif(
    not SPOKEN.exists(), reason="話された見本（shared/cases/audio）がこの環境にありません"
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The spoken meeting as it was keyed, closed, and its recording, which has 14:00:00 at second 8."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    made = tmp_path / "会議"
    sample = ROOT / "templates" / "privacy_council" / "sample"
    script = tmp_path / "script.jsonl"
    script.write_text((SPOKEN / "script.jsonl").read_text("utf-8"), encoding="utf-8")
    assert main(["replay", str(sample), str(script), "-o", str(made)]) in (0, 1)
    assert main(["attach", str(made), str(SPOKEN / "kaigi.mp3"), "--start", "13:59:52"]) == 0
    return made


@asynccontextmanager
async def screen(
    folder: Path, output: object, keys: keymap.Keymap = keymap.DEFAULT
) -> AsyncIterator[tuple[ClerkApp, Pilot[None]]]:
    with recording(folder) as opened:
        app = ClerkApp(opened.session, keymap=keys)
        app.sound_output = output  # type: ignore[assignment]
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            yield app, pilot
    # What plays ends with the screen.
    assert not [thread for thread in threading.enumerate() if thread.name == "decode"]


async def until(pilot: Pilot[None], done: object) -> None:
    assert callable(done)
    for _ in range(500):
        if done():
            return
        await pilot.pause()
        await asyncio.sleep(0.02)
    raise AssertionError("it never came to that")


async def test_the_key_plays_from_a_second_before_the_fifth_turn(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "heard.wav"
    async with screen(folder, lambda: WaveOutput(target)) as (app, pilot):
        state = app.record.session.state
        place = heard_at(state, state.turns[4].started)
        assert place is not None
        app.record.transcript.select(state.turns[4].id)
        await pilot.press("f12")
        await until(pilot, lambda: target.exists() and not app.playback.playing and app.playback.position)
    sound = SoundFile(SPOKEN / "kaigi.mp3")
    with wave.open(str(target), "rb") as file:
        assert file.getnframes() == pytest.approx((sound.duration - place[1] + 1) * RATE, abs=RATE // 4)
        assert file.readframes(RATE) == sound.samples(place[1] - 1, place[1])


def silent() -> Output:
    pytest.importorskip("miniaudio", reason="miniaudio がありません（pip install '.[audio]'）")
    return DeviceOutput(silent=True)


async def test_keys_while_it_plays(folder: Path) -> None:
    async with screen(folder, silent) as (app, pilot):
        playback, turns = app.playback, app.record.session.state.turns
        app.record.transcript.select(turns[4].id)
        await pilot.press("f12")
        await until(pilot, lambda: playback.playing)
        dialog = app.screen
        assert isinstance(dialog, HearDialog)
        await pilot.press("f4")
        assert not playback.playing
        stood = playback.position or 0
        await pilot.press("f2")
        assert playback.position == pytest.approx(stood - 3, abs=0.1)
        await pilot.press("f6", "f6")
        assert playback.tempo == 0.7
        await until(pilot, lambda: "0.7 倍" in painted(app))
        await pilot.press("f4")
        await until(pilot, lambda: playback.playing)
        before = app.record.session.state.turns[4].text
        await pilot.press("あ", "い")
        assert playback.playing, "typing does not stop it"
        await pilot.press("pagedown")
        assert app.record.session.state.turns[4].text == f"{before}あい"
        assert dialog.at == 5
        await pilot.press("escape")
        assert not playback.playing


async def test_it_goes_on_to_the_next_turn_with_the_voice(folder: Path) -> None:
    async with screen(folder, silent) as (app, pilot):
        state = app.record.session.state
        app.record.transcript.select(state.turns[4].id)
        await pilot.press("f12")
        await until(pilot, lambda: app.playback.playing)
        dialog = app.screen
        assert isinstance(dialog, HearDialog)
        place = heard_at(state, state.turns[5].started)
        assert place is not None
        app.playback.hear(Path(place[0].path), place[1] - 0.2)
        await until(pilot, lambda: dialog.at == 5)
        # A turn that is being written is not left.
        await pilot.press("う")
        following = heard_at(state, state.turns[6].started)
        assert following is not None
        app.playback.hear(Path(following[0].path), following[1] - 0.2)
        await until(pilot, lambda: not app.playback.playing)
        assert dialog.at == 5
        assert "発言の終わりで止めました" in painted(app)


async def test_the_pedal_has_the_key_that_the_clerk_gave_it(folder: Path) -> None:
    keys = keymap.parse({"pedal": "f8"})
    async with screen(folder, silent, keys) as (app, pilot):
        await pilot.press("f12")
        await until(pilot, lambda: app.playback.playing)
        await pilot.press("f8")
        assert not app.playback.playing
        assert "F8 止める・続ける" in painted(app)


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (NoDevice("音を出す装置が見つかりません。"), "装置が見つかりません"),
        (PartMissing("録音を聞く", "audio"), "pip install"),
    ],
)
async def test_what_cannot_be_heard_is_told_in_a_sentence(folder: Path, fault: Exception, said: str) -> None:
    def broken() -> Output:
        raise fault

    async with screen(folder, broken) as (app, pilot):
        await pilot.press("f12")
        await until(pilot, lambda: said in painted(app))
        await pilot.press("え")
        await pilot.press("pagedown", "pageup")


async def test_doubts_are_gone_through_and_a_place_that_is_not_known_is_told(folder: Path) -> None:
    with recording(folder) as opened:
        turns = opened.session.state.turns
        opened.session.dispatch(FlagTurn(turns[7].id, "聞き直す"))
        file = opened.session.state.audio[0]
        late = turns[2].started + timedelta(hours=2)
        opened.session.dispatch(AttachAudio(file.path, file.seconds, late))
    async with screen(folder, silent) as (app, pilot):
        app.record.transcript.select(turns[1].id)
        await pilot.press("f12")
        await until(pilot, lambda: "どこにあるか分かりません" in painted(app))
        dialog = app.screen
        assert isinstance(dialog, HearDialog)
        await pilot.press("f5")
        assert dialog.at == 7
        assert "聞き直す" in painted(app)
