"""A stretch of recognised speech (区間), and the one way by which a file's stretches become a transcript."""

from __future__ import annotations

import math
from collections.abc import Iterable
from operator import attrgetter
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import FileProblems, Problem

LONGEST = 24 * 3600.0
"""Seconds; a recording beyond a day is a file of something else, or its times are in another unit."""
MOST = 100_000
"""Segments of one file; a day of speech has a third of it."""
_TOLD = 20
"""Problems named at most; the rest of a file that is wrong throughout says nothing new."""
_A_CHARACTER = 0.2
"""Seconds that a character takes where only its beginning is known."""


class Segment(Struct, frozen=True):
    """Words heard between two moments of the recording."""

    start: float
    """Seconds from the beginning of the recording, finite, not negative."""
    end: float
    """Seconds; not before ``start``."""
    text: str
    """Cleaned, on one line, not empty."""


class Heard(Struct, frozen=True):
    """A segment as a file has it, still to be judged."""

    start: float | None
    """Seconds; None: the file's spelling is no time."""
    end: float | None
    """Seconds; None where the file gives none."""
    text: str
    line: int | None = None
    """Where it stands, from 1; None in files that have no lines."""
    where: str = ""
    """How a message names the place in such files (「12番目の区間」)."""


def transcript(path: Path, heard: Iterable[Heard]) -> tuple[Segment, ...]:
    """The segments in order of time; a missing end is where the next one starts.

    Raises:
        FileProblems: a time is missing, negative, endless or turned round, or nothing was heard at all.
    """
    kept: list[Heard] = []
    problems: list[Problem] = []
    for count, piece in enumerate(heard, start=1):
        if count > MOST:
            problems.append(
                _problem(path, piece, f"区間が多すぎます（{MOST:,} まで）。会議ごとに分けてください。")
            )
            break
        if fault := _fault(piece):
            problems.append(_problem(path, piece, fault))
            if len(problems) == _TOLD:
                break
        elif words := " ".join(clean(piece.text).split()):
            kept.append(Heard(piece.start, piece.end, words))
    if not problems and not kept:
        problems.append(
            Problem(path, None, "", "話した言葉が一つもありません。文字起こしのファイルか確かめてください。")
        )
    if problems:
        raise FileProblems(problems)
    return _ordered(kept)


def _fault(piece: Heard) -> str:
    start, end = piece.start, piece.end
    if start is None:
        return "開始の時刻が読めません。0:01:23 のように直してください。"
    if not (math.isfinite(start) and (end is None or math.isfinite(end))):
        return "時刻が数ではありません。0:01:23 のように直してください。"
    if start < 0 or (end is not None and end < 0):
        return "時刻が負です。録音の始まりを 0:00 として直してください。"
    if max(start, end or 0.0) > LONGEST:
        return "時刻が24時間を超えています。時刻の単位を確かめてください。"
    if end is not None and end < start:
        return "終わりの時刻が始まりより前です。二つの時刻を直してください。"
    return ""


def _problem(path: Path, piece: Heard, message: str) -> Problem:
    return Problem(path, piece.line, "", f"{piece.where}：{message}" if piece.where else message)


def _ordered(kept: list[Heard]) -> tuple[Segment, ...]:
    known = sorted(((piece.start or 0.0, piece.end, piece.text) for piece in kept), key=lambda part: part[0])
    segments: list[Segment] = []
    following: float | None = None
    for start, end, text in reversed(known):
        spoken = start + _A_CHARACTER * len(text)
        # A long silence until the next one is no part of the words.
        until = spoken if following is None else min(spoken, following) if end is None else following
        segments.append(Segment(start, end if end is not None else max(start, until), text))
        following = start
    return tuple(sorted(segments, key=attrgetter("start")))
