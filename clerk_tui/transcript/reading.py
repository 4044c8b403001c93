"""The door for transcripts: which reader a file goes to (文字起こしの読込み)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.intake.sheets.delimited import decoded
from clerk_tui.intake.sheets.package import read_bytes

from .captions import ARROW, read_captions
from .recognised import read_recognised
from .segment import Heard, Segment, transcript
from .table import read_table
from .timed_text import read_timed_text

LIMIT = 20_000_000
"""Bytes; Whisper's JSON of a whole day with every token is smaller."""

SUFFIXES = (".srt", ".vtt", ".json", ".csv", ".tsv", ".txt")


def read_transcript(path: Path) -> tuple[Segment, ...]:
    """The segments of a file, in order of time.

    Raises:
        FileProblems: everything that is wrong in it, with line and mend.
    """
    return transcript(path, _heard(path))


def _heard(path: Path) -> Iterable[Heard]:
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        message = f"この種類の文字起こしは読めません。{'、'.join(SUFFIXES)} のどれかで書き出してください。"
        raise FileProblems([Problem(path, None, "", message)])
    if suffix in (".csv", ".tsv"):
        return read_table(path)
    content = read_bytes(path, LIMIT)
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        message = "文字のファイルではありません（音声や Word ではなく、文字起こしの結果を選んでください）。"
        raise FileProblems([Problem(path, None, "", message)])
    text = decoded(path, content)
    match suffix:
        case ".json":
            return read_recognised(path, text)
        case ".vtt":
            return read_captions(path, text, "vtt")
        case ".srt":
            return read_captions(path, text, "srt")
        case _ if text.lstrip().startswith("WEBVTT"):
            return read_captions(path, text, "vtt")
        case _ if ARROW in text:
            return read_captions(path, text, "srt")
        case _:
            return _timed(path, text)


def _timed(path: Path, text: str) -> Iterable[Heard]:
    heard = tuple(read_timed_text(text))
    if not heard:
        message = "時刻が一つもありません。行の頭に 0:01:23 のような時刻の付いた形で書き出してください。"
        raise FileProblems([Problem(path, None, "", message)])
    return heard
