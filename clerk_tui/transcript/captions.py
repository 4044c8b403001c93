"""SubRip and WebVTT (字幕ファイル): the only module that knows webvtt-py.

The library passes over what it does not understand; lines with times are looked through before, so that
nothing that was said is lost without a word.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from io import StringIO
from pathlib import Path
from typing import Literal

from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from clerk_tui.intake.problems import FileProblems, Problem

from .segment import Heard
from .times import seconds

Kind = Literal["srt", "vtt"]

ARROW = "-->"
_TIME = {"srt": r"\d{1,3}:\d{1,2}:\d{1,2}[,.]\d{1,3}", "vtt": r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}\.\d{1,3}"}
_SAMPLE = {"srt": "00:01:23,000 --> 00:01:25,500", "vtt": "00:01:23.000 --> 00:01:25.500"}


def read_captions(path: Path, text: str, kind: Kind) -> Iterator[Heard]:
    """The cues of a file's text, in its order.

    Raises:
        FileProblems: a line with times is not understood, or the file does not begin as such a file does.
    """
    lines = text.splitlines()
    timings = _timings(path, lines, kind)
    try:
        captions = WebVTT.from_buffer(StringIO("\n".join(lines).lstrip()), format=kind).captions
    except (MalformedFileError, MalformedCaptionError):
        message = (
            "先頭に WEBVTT の行がありません。WebVTT の形で書き出し直してください。"
            if kind == "vtt"
            else "SRT として読めません。番号、時刻、言葉の順に並んでいるか確かめてください。"
        )
        raise FileProblems([Problem(path, 1, "", message)]) from None
    for caption in captions:
        spell = (seconds(caption.start), seconds(caption.end))
        # The library leaves out cues without words; the others come in the order of the file.
        line = next((number for number, timing in timings if timing == spell), None)
        words = html.unescape(caption.text) if kind == "vtt" else caption.text
        yield Heard(*spell, words, line)


def _timings(
    path: Path, lines: list[str], kind: Kind
) -> Iterator[tuple[int, tuple[float | None, float | None]]]:
    """Line and times of each cue.

    Raises:
        FileProblems: lines whose times the library would pass over.
    """
    pattern = re.compile(rf"\s*({_TIME[kind]})\s*-->\s*({_TIME[kind]})(?:\s.*)?")
    found: list[tuple[int, tuple[float | None, float | None]]] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        if ARROW not in line:
            continue
        timing = pattern.fullmatch(line)
        spell = (seconds(timing[1]), seconds(timing[2])) if timing else (None, None)
        if spell[0] is None or spell[1] is None:
            message = f"時刻の行を読めません。「{_SAMPLE[kind]}」の形に直してください。"
        elif spell[1] < spell[0]:
            message = "終わりの時刻が始まりより前です。二つの時刻を直してください。"
        elif kind == "srt" and not (number > 1 and lines[number - 2].strip().isdigit()):
            message = "時刻の行の上に字幕の番号がありません。番号だけの行を補ってください。"
        else:
            found.append((number, spell))
            continue
        problems.append(Problem(path, number, "", message))
    if problems:
        raise FileProblems(problems[:20])
    return iter(found)
