"""Turns divided, clocks set and words heard at the screen of the filling; every step is taken back by one key."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
import sample
from painted import painted
from textual.pilot import Pilot

from clerk_tui.alignment import Confidence, Pair, Stream, propose, slots_of
from clerk_tui.audio.corrections import Correction
from clerk_tui.cli.main import main
from clerk_tui.domain.audio_files import heard_at
from clerk_tui.domain.commands import RecordTurn
from clerk_tui.session import Session
from clerk_tui.sessions import recording, state_of
from clerk_tui.transcript import Segment
from clerk_tui.tui.dialogs.fields import Line
from clerk_tui.tui.fill import FillApp

SPOKEN = Path(__file__).parents[3] / "shared" / "cases" / "audio"
spoken = pytest.mark.skipif(
    not SPOKEN.exists(), reason="話された見本（shared/cases/audio）がこの環境にありません"
)
SAID = (
    (sample.CHAIR, "定刻になりましたので、始めます。"),
    (sample.MEMBERS[0], "保存の期間について、伺います。保存の期間は五年です。"),
    (sample.CHAIR, "ほかにございますか。"),
)


def stream(offset: float = 0.0) -> Stream:
    return Stream.of(
        [Segment(offset + 20 * n, offset + 20 * n + len(text) / 5, text) for n, (_, text) in enumerate(SAID)]
    )


def empty() -> Session:
    """Three turns without words, one every 20 seconds: nothing tells where they are heard."""
    return sample.session(*(RecordTurn(sample.turn(who).speaker) for who, _ in SAID))


@asynccontextmanager
async def filling(session: Session, offset: float = 0.0) -> AsyncIterator[tuple[FillApp, Pilot[None]]]:
    app = FillApp(session, stream(offset), propose(slots_of(session.state), stream(offset)))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        yield app, pilot


@pytest.mark.parametrize("taken", [False, True])
async def test_a_turn_is_divided_and_put_together_again(taken: bool) -> None:
    session = empty()
    async with filling(session) as (app, pilot):
        app.turns.highlighted = 1
        await pilot.pause()
        assert app.proposals[1].text == SAID[1][1]
        if taken:
            await pilot.press("enter")
            app.turns.highlighted = 1
            await pilot.pause()
        before = session.state.turns
        await pilot.press("f7", "enter", "enter")
        turns = session.state.turns
        assert len(turns) == 4
        assert turns[2].text == "保存の期間は五年です。"
        assert turns[2].flag
        assert turns[1].started <= turns[2].started <= turns[3].started
        assert app.proposals[1].text == "保存の期間について、伺います。"
        assert turns[1].text == ("保存の期間について、伺います。" if taken else "")
        assert "".join(p.text for p in app.proposals) + "".join(each.text for each in app.filling.loose) == (
            "".join(text for _, text in SAID)
        )
        await pilot.press("ctrl+z")
        assert session.state.turns == before
        assert app.proposals[1].text == SAID[1][1]


async def test_a_pair_of_lines_sets_the_clock_and_is_taken_back() -> None:
    """The recorder ran 300 seconds before; no words tell that, the clerk does."""
    session = empty()
    async with filling(session, 300.0) as (app, pilot):
        before = app.filling
        app.turns.highlighted = 1
        await pilot.pause()
        await pilot.press("ctrl+o", *"保存の期間")
        assert "0:05:20" in painted(app)
        await pilot.press("enter")
        assert app.proposals[1].begin == len(SAID[0][1])
        assert [p.text for p in app.proposals] == [text for _, text in SAID]
        assert not [p for p in app.proposals if p.confidence is Confidence.SURE], "one pair proves nothing"
        await pilot.press("ctrl+z")
        assert app.filling == before


async def test_the_time_at_which_the_recording_began_sets_the_clock() -> None:
    session = empty()
    began = session.state.turns[0].started - timedelta(seconds=60)
    async with filling(session, 60.0) as (app, pilot):
        await pilot.press("ctrl+o")
        app.screen.query_one("#began", Line).value = f"{began:%H:%M:%S}"
        await pilot.press("enter")
        assert [p.text for p in app.proposals] == [text for _, text in SAID]
        assert "言われた時刻にしました" in painted(app)
        await pilot.press("ctrl+o")
        app.screen.query_one("#began", Line).value = "二十五時"
        await pilot.press("enter")
        assert app.screen is not app.screen_stack[0], "what cannot be read is said in the dialog"


def test_what_the_clerk_has_pointed_at_holds_against_the_words() -> None:
    session = empty()
    slots = slots_of(session.state)
    found = propose(slots, stream(300.0), pairs=(Pair(2, len(SAID[0][1])),))
    assert found.proposals[2].begin == len(SAID[0][1])


@spoken
async def test_the_key_plays_the_words_of_the_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("av", reason="PyAV がありません（pip install '.[audio]'）")
    from wave_output import WaveOutput

    from clerk_tui.audio.output import Output

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "会議"
    shutil.copy(SPOKEN / "script.jsonl", tmp_path / "script.jsonl")
    root = Path(__file__).parents[2]
    assert main(
        ["replay", str(root / "templates/privacy_council/sample"), str(tmp_path / "script.jsonl"), "-o", str(folder)]
    ) in (0, 1)  # fmt: skip
    assert main(["attach", str(folder), str(SPOKEN / "kaigi.opus")]) == 0
    heard = SPOKEN / "heard-base.srt"
    assert main(["fill", str(folder), str(heard), "--take"]) == 0
    state = state_of(folder)
    assert state.audio[0].fits, "the words have shown how the recording's clock goes"
    place = heard_at(state, state.turns[2].started)
    assert place is not None
    assert place[1] == pytest.approx(20.9, abs=3)
    from clerk_tui.transcript.reading import read_transcript

    target = tmp_path / "heard.wav"

    def output() -> Output:
        return WaveOutput(target)

    with recording(folder) as opened:
        slots, heard_stream = slots_of(opened.session.state), Stream.of(read_transcript(heard))
        app = FillApp(opened.session, heard_stream, propose(slots, heard_stream), [SPOKEN / "kaigi.opus"])
        app.sound_output = output
        async with app.run_test(size=(120, 36)) as pilot:
            app.turns.highlighted = 4
            await pilot.pause()
            words = heard_stream.moment(app.proposals[4].begin)
            await pilot.press("f12")
            for _ in range(300):
                await pilot.pause()
                await asyncio.sleep(0.02)
                if target.exists() and app.playback.position and not app.playback.playing:
                    break
    from clerk_tui.audio.sound import RATE, SoundFile

    length = (target.stat().st_size - 44) / 2 / RATE
    assert length == pytest.approx(SoundFile(SPOKEN / "kaigi.opus").duration - words + 1, abs=0.3)


async def test_without_a_recording_the_key_says_how_to_attach_one() -> None:
    async with filling(empty()) as (app, pilot):
        await pilot.press("f12")
        assert "clerk-tui attach" in painted(app)
        await pilot.press("ctrl+b", "ctrl+d")
        assert "0.85 倍" in painted(app)


async def test_what_is_often_corrected_is_shown_and_put_right_by_a_key() -> None:
    session = empty()
    async with filling(session) as (app, pilot):
        app.corrections = (Correction("保存", "保全", 3),)
        await pilot.press("down")
        assert "保存→保全" in painted(app)
        await pilot.press("ctrl+r")
        assert session.state.turns[1].text == SAID[1][1].replace("保存", "保全")
        await pilot.press("ctrl+z")
        assert session.state.turns[1].text == ""
