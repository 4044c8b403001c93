"""A recording belongs to the meeting, and a moment is found in it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meetings import START, Desk

from clerk_tui.domain import commands as c
from clerk_tui.domain.audio_files import heard_at
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import AudioFile, AudioFit


def test_a_file_is_attached_once_and_its_beginning_can_be_put_right() -> None:
    desk = Desk()
    desk.do(c.AttachAudio("/録音/1.m4a", 600.0, START, guessed=True))
    assert desk.do(c.AttachAudio("/録音/1.m4a", 600.0, START, guessed=True)) == ()
    assert desk.state.audio == (AudioFile("/録音/1.m4a", 600.0, START, True),)
    later = START + timedelta(minutes=1)
    desk.do(c.AttachAudio("/録音/1.m4a", 600.0, later))
    assert desk.state.audio == (AudioFile("/録音/1.m4a", 600.0, later),)
    desk.do(c.AttachAudio("/録音/2.m4a", guessed=True))
    assert desk.state.audio[1] == AudioFile("/録音/2.m4a"), "what is not known was not guessed"


def test_what_is_no_file_is_refused() -> None:
    with pytest.raises(Refused, match="指定"):
        Desk().do(c.AttachAudio(" \n"))
    with pytest.raises(Refused, match="0 秒"):
        Desk().do(c.AttachAudio("/録音/1.m4a", -1.0))


def test_a_moment_is_heard_in_the_file_that_was_running() -> None:
    desk = Desk()
    desk.do(
        c.AttachAudio("/録音/後.m4a", 0.0, START + timedelta(minutes=9)),
        c.AttachAudio("/録音/前.m4a", 600.0, START),
        c.AttachAudio("/録音/不明.m4a", 600.0),
    )

    def heard(minutes: float) -> tuple[str, float] | None:
        found = heard_at(desk.state, START + timedelta(minutes=minutes))
        return (found[0].path, found[1]) if found else None

    assert heard(-1) is None
    assert heard(5) == ("/録音/前.m4a", 300.0)
    assert heard(9.5) == ("/録音/後.m4a", 30.0)
    assert heard(60) == ("/録音/後.m4a", 51 * 60.0), "a file that does not say its length may be as long as that"


def test_the_clock_that_the_words_have_shown_goes_before_the_one_that_was_told() -> None:
    desk = Desk()
    desk.do(c.AttachAudio("/録音/1.m4a", 3000.0, START))
    noon = START + timedelta(minutes=30)
    fits = (AudioFit(noon, 1000.0, 1.02), AudioFit(START, 40.0))
    desk.do(c.FitAudio("/録音/1.m4a", fits))
    assert desk.do(c.FitAudio("/録音/1.m4a", fits)) == ()

    def second(minutes: float) -> float | None:
        found = heard_at(desk.state, START + timedelta(minutes=minutes))
        return found[1] if found else None

    assert second(1) == 100.0
    assert second(29) == 40.0 + 29 * 60
    assert second(31) == pytest.approx(1000.0 + 1.02 * 60), "paused in between, and slower from there"
    with pytest.raises(Refused, match="結び付けられていません"):
        desk.do(c.FitAudio("/録音/ない.m4a", fits))
    with pytest.raises(Refused, match="rate"):
        desk.do(c.FitAudio("/録音/1.m4a", (AudioFit(START, 0.0, 0.0),)))
