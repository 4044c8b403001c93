"""A guess stands while nothing that it goes by has changed."""

from __future__ import annotations

import sys

import pytest
from script_player import played

from clerk_tui.domain.record import State
from clerk_tui.predict.candidates import Predictor, candidates

MODULE = sys.modules[Predictor.__module__]
"""The package has a function of the module's name."""


@pytest.fixture(scope="module")
def state() -> State:
    return played("privacy_council")[0].state


def test_it_guesses_once_and_guesses_the_same(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    predictor = Predictor()
    expected = candidates(state, "件数を伺います。")
    assert predictor.candidates(state, "件数を伺います。") == expected
    monkeypatch.setattr(MODULE, "candidates", lambda *_: pytest.fail("guessed again"))
    assert predictor.candidates(state, "件数を伺います。") is predictor.candidates(state, "件数を伺います。")


def test_other_words_are_another_guess_and_the_last_two_are_kept(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    predictor = Predictor()
    asked, told = (predictor.candidates(state, said) for said in ("いかがですか。", "十件です。"))
    monkeypatch.setattr(MODULE, "candidates", lambda *_: ())
    assert predictor.candidates(state, "いかがですか。") == asked
    assert predictor.candidates(state, "十件です。") == told
    assert predictor.candidates(state, "別の言葉") == ()
