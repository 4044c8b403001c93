"""Terminals that misbehave: nothing ends the program, nothing typed is lost, nothing pasted is pressed as a key."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from itertools import pairwise

import pytest

if sys.platform == "win32":
    pytest.skip("疑似端末がありません", allow_module_level=True)

from hypothesis import given
from hypothesis import strategies as st
from pseudo_terminal import terminal
from textual import events
from textual._xterm_parser import XTermParser

from clerk_tui.tui import terminal as module
from clerk_tui.tui.posix_driver import PasteGuard

START, END = "\x1b[200~", "\x1b[201~"
TYPED = st.text(st.sampled_from("青葉a\x11\r"), max_size=6)
PASTED = (
    st.lists(
        st.sampled_from(["審議", "\x1b", "\x11", "\r", "[201~", "\x1b[20", START, "\x1b[A", "x" * 40]),
        max_size=8,
    )
    .map("".join)
    .filter(lambda pasted: END not in pasted)
)


def received(pieces: Iterable[str]) -> tuple[str, list[str]]:
    """Characters of the keys pressed, and the pastes, as Textual's parser makes them of the guarded input."""
    guard, parser = PasteGuard(), XTermParser()
    keys, pastes = "", []
    for piece in pieces:
        # The parser takes an empty text for the end.
        for event in parser.feed(text) if (text := guard.feed(piece)) else ():
            match event:
                case events.Key():
                    keys += event.character or f"<{event.key}>"
                case events.Paste():
                    pastes.append(event.text)
    return keys, pastes


def cut(text: str, places: list[int]) -> list[str]:
    bounds = [0, *sorted(place % (len(text) + 1) for place in places), len(text)]
    return [text[start:end] for start, end in pairwise(bounds)]


@given(TYPED, PASTED, TYPED, st.lists(st.integers(0, 400), max_size=6))
def test_a_paste_is_text_to_its_end(before: str, pasted: str, after: str, places: list[int]) -> None:
    keys, pastes = received(cut(f"{before}{START}{pasted}{END}{after}\x05", places))
    assert keys == before + after + "\x05"
    assert pastes == [pasted.replace("\x1b", "␛")]


@given(st.text(st.sampled_from("青a\x1b[]O~20AB;\r"), max_size=20), st.lists(st.integers(0, 400), max_size=3))
def test_outside_of_pastes_nothing_is_changed_or_held_back(typed: str, places: list[int]) -> None:
    guard = PasteGuard()
    for piece in cut(typed.replace(START, ""), places):
        assert guard.feed(piece) == piece


def test_the_end_of_a_paste_passes_in_one_piece() -> None:
    """A pause within it would make the parser press Esc and never end the paste."""
    guard = PasteGuard()
    assert guard.feed(START + "案") == START + "案"
    assert [guard.feed(piece) for piece in "\x1b[201~"] == [""] * 5 + [END]


def test_what_only_begins_like_an_end_is_text() -> None:
    guard = PasteGuard()
    assert guard.feed(START + "案\x1b[20") == START + "案"
    assert guard.feed("0~件") == "␛[200~件"


# -- the environment -------------------------------------------------------------------------------------


def run(code: str, **environment: str) -> str:
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
        env={**os.environ, **environment},
    ).stdout.strip()


def test_the_module_leaves_textual_to_its_environment() -> None:
    """Textual reads its environment when it is imported: this must come first."""
    code = "import sys, clerk_tui.tui.terminal; print('textual' in sys.modules)"
    assert run(code) == "False"


@pytest.mark.parametrize("before", ["0", "1"])
def test_kitty_keys_are_off(before: str) -> None:
    code = (
        "from clerk_tui.tui.terminal import prepare_environment; prepare_environment();"
        "from textual import constants; print(constants.DISABLE_KITTY_KEY)"
    )
    assert run(code, TEXTUAL_DISABLE_KITTY_KEY=before) == "True"


def test_windows_keeps_its_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_DISABLE_KITTY_KEY", "1")
    monkeypatch.setattr(module.sys, "platform", "win32")
    module.prepare_environment()
    assert "TEXTUAL_DISABLE_KITTY_KEY" not in os.environ
    assert module.driver_class() is None


def test_a_driver_that_the_environment_names_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEXTUAL_DRIVER", "textual.drivers.web_driver:WebDriver")
    assert module.driver_class() is None


# -- a program behind a pseudo-terminal ------------------------------------------------------------------


def test_bytes_of_another_encoding_are_only_wrong_characters() -> None:
    with terminal() as opened:
        opened.type("青葉".encode() + "議事".encode("cp932") + "案".encode())
        opened.until("text", "青葉\ufffdc\ufffd\ufffd案")
        opened.kill(signal.SIGTERM)
        opened.until("left")
        assert opened.end() == 0
        assert b"Traceback" not in opened.painted
        assert b"\x1b[>" not in opened.painted, "asked for kitty keys"
        assert opened.painted.rfind(b"\x1b[?1049l") > 0, "the other screen was not left"


def test_a_character_may_come_in_pieces() -> None:
    with terminal() as opened:
        text = ""
        for character in "𠮷野家":
            *pieces, last = character.encode()
            for piece in pieces:
                opened.type(bytes([piece]))
                # Read by itself: the terminal holds nothing any more.
                opened.drained()
            opened.type(bytes([last]))
            text += character
            opened.until("text", text)


def test_a_paste_with_esc_presses_no_key() -> None:
    with terminal() as opened:
        opened.type(f"{START}議案\x1b\x11\x1b[20\x11 \x1b[\r可決{END}。")
        before = opened.until("text", "議案␛␑␛[20␑ ␛[\n可決。")
        assert "quit" not in {what for what, _ in before}
        opened.type("\x11")
        opened.until("quit")


def test_a_window_that_is_closed_ends_the_program() -> None:
    with terminal() as opened:
        opened.type("書きかけ")
        opened.until("text", "書きかけ")
        opened.close()
        opened.until("left")
        assert opened.end() == 0


def test_a_line_that_breaks_ends_the_program_without_a_signal() -> None:
    """A terminal may go without a hang-up, as one does whose program ignores it."""
    with terminal() as opened:
        opened.kill(signal.SIGUSR1)
        opened.until("ignores hang-ups")
        opened.close()
        assert ("signal", "SIGHUP") not in opened.until("left")
        assert opened.end() == 0


def test_a_terminal_that_is_not_read_stops_nothing() -> None:
    """More is painted than the terminal holds, and still each key is heard and the program can leave."""
    with terminal(reading=False) as opened:
        text = ""
        for number in range(120):
            piece = f"{number}番の委員。"
            opened.type(piece)
            text += piece
            opened.until("text", text)
        opened.kill(signal.SIGTERM)
        opened.until("left")
        assert opened.end() == 0


@pytest.mark.parametrize("stop", [signal.SIGSTOP, signal.SIGTSTP])
def test_a_job_that_was_stopped_goes_on(stop: signal.Signals) -> None:
    with terminal() as opened:
        for said in ("一", "一二", "一二三"):
            opened.type(said[-1])
            opened.until("text", said)
            opened.kill(stop)
            assert os.WIFSTOPPED(os.waitpid(opened.process.pid, os.WUNTRACED)[1])
            opened.kill(signal.SIGCONT)
            opened.until("resumed")
        # An escape sequence that two threads shared would be torn, and typed as text.
        opened.type("\x1b[1;5D" * 400 + "後")
        opened.until("text", "後一二三")
        opened.shown("後")
        opened.kill(signal.SIGTERM)
        opened.until("left")
        assert opened.end() == 0


def test_a_storm_of_resizes_loses_no_key() -> None:
    with terminal() as opened:
        text = ""
        for number in range(100):
            opened.resize(10 + number % 40, 30 + number % 150)
            opened.type("あ")
            text += "あ"
        opened.until("text", text)
