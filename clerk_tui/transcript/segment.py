"""A stretch of recognised speech (区間), and the one way by which a file's stretches become a transcript."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import FileProblems, Problem

from .hallucinations import doubts

LONGEST = 24 * 3600.0
"""Seconds; a recording beyond a day is a file of something else, or its times are in another unit."""
MOST = 50_000
"""Segments of one file; ten hours in which each word is a segment."""
_TOLD = 20
"""Problems named at most; the rest of a file that is wrong throughout says nothing new."""
_A_CHARACTER = 0.2
"""Seconds that a character takes where only its beginning is known."""


class Word(Struct, frozen=True):
    """A word with its own time."""

    start: float
    """Seconds, as those of the segment."""
    text: str


class Segment(Struct, frozen=True):
    """Words heard between two moments of the recording."""

    start: float
    """Seconds from the beginning of the recording, or of the day (:attr:`Transcript.wall`); not negative."""
    end: float
    """Seconds; not before ``start``."""
    text: str
    """Cleaned, on one line, not empty, without the speaker's label and without times of the file."""
    speaker: str = ""
    """The label as the file has it (SPEAKER_01, 白石会長); empty: the file has none."""
    words: tuple[Word, ...] = ()
    """The words of ``text`` whose times the file knows, in order; empty: none."""
    latest: float | None = None
    """Where the file does not know better than a span (a time every five minutes): how late it may have begun."""
    doubt: str = ""
    """Why it may not have been said at all (a recogniser's loop, 「ご視聴ありがとうございました」); empty: no doubt."""


class Transcript(Struct, frozen=True):
    """A file's segments in order of time; equal times keep the order of the file."""

    segments: tuple[Segment, ...]
    wall: bool = False
    """True: the times are those of a clock on the wall, in seconds of the day."""

    def __iter__(self) -> Iterator[Segment]:
        return iter(self.segments)

    def __len__(self) -> int:
        return len(self.segments)

    def __getitem__(self, number: int) -> Segment:
        return self.segments[number]


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
    speaker: str = ""
    words: tuple[Word, ...] = ()
    latest: float | None = None


def transcript(path: Path, heard: Iterable[Heard], *, wall: bool = False) -> Transcript:
    """The segments in order of time; a missing end is where the next one starts.

    Raises:
        FileProblems: a time is missing, negative, endless or turned round, or nothing was heard at all.
    """
    kept: list[Heard] = []
    problems: list[Problem] = []
    for count, piece in enumerate(heard, start=1):
        if count > MOST:
            raise too_many(path, piece.line)
        if fault := _fault(piece):
            problems.append(_problem(path, piece, fault))
            if len(problems) == _TOLD:
                break
        elif words := _line(piece.text):
            known = tuple(Word(word.start, text) for word in piece.words if (text := _line(word.text)))
            speaker = _line(piece.speaker)
            if speaker and (again := re.match(rf"{re.escape(speaker)}\s*[:：]\s*(?=\S)", words)):
                # The label stands in the words as well (noScribe).
                words = words[again.end() :]
            kept.append(
                Heard(piece.start, piece.end, words, speaker=speaker, words=known, latest=piece.latest)
            )
    if not problems and not kept:
        problems.append(
            Problem(path, None, "", "話した言葉が一つもありません。文字起こしのファイルか確かめてください。")
        )
    if problems:
        raise FileProblems(problems)
    return Transcript(_ordered(kept, past_midnight=wall), wall)


def too_many(path: Path, line: int | None = None) -> FileProblems:
    """The refusal of a file with more than :data:`MOST` segments, before time is spent on it."""
    message = f"区間が多すぎます（{MOST:,} まで）。会議ごとに分けてください。"
    return FileProblems([Problem(path, line, "", message)])


def _line(text: str) -> str:
    return " ".join(clean(text).split())


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


def _ordered(kept: list[Heard], *, past_midnight: bool) -> tuple[Segment, ...]:
    known = [(piece.start or 0.0, piece) for piece in kept]
    if past_midnight and known and known[0][0] > LONGEST / 2:
        # A meeting that goes on past midnight by the clock on the wall.
        known = [(at + LONGEST if at < known[0][0] - LONGEST / 2 else at, piece) for at, piece in known]
    known.sort(key=lambda pair: pair[0])
    segments: list[Segment] = []
    following: float | None = None
    for start, piece in reversed(known):
        end = piece.end
        if end is None:
            spoken = start + _A_CHARACTER * len(piece.text)
            # A long silence until the next one is no part of the words.
            end = max(start, spoken if following is None else min(spoken, following))
        segments.append(Segment(start, max(start, end), piece.text, piece.speaker, piece.words, piece.latest))
        following = start if following is None or start < following else following
    segments.reverse()
    return tuple(
        segment if not doubt else _doubted(segment, doubt)
        for segment, doubt in zip(segments, doubts([segment.text for segment in segments]), strict=True)
    )


def _doubted(segment: Segment, doubt: str) -> Segment:
    return Segment(
        segment.start, segment.end, segment.text, segment.speaker, segment.words, segment.latest, doubt
    )
