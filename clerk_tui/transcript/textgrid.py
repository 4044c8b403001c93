"""Praat's TextGrid, long and short: a tier is a speaker, an interval what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem

from .segment import Heard

_TOKEN = re.compile(r'"((?:[^"]|"")*)"|(?<![\w\[])(-?\d+(?:\.\d+)?)(?![\w\]])|<(exists|absent)>')
_WORDS = frozenset(
    ("words", "word", "text", "utterance", "transcript", "sentence", "sentences", "発話", "言葉", "文")
)


def read_textgrid(path: Path, text: str) -> Iterator[Heard]:
    """The intervals with words of all tiers.

    Raises:
        FileProblems: it is cut off, or its numbers are not where they belong.
    """
    tokens = [
        (found[1].replace('""', '"'), "words") if found[1] is not None else (found[2] or found[3], "number")
        for found in _TOKEN.finditer(text)
    ]
    try:
        # File type, object class, two times, <exists>, the number of tiers.
        at = 2 + 3
        tiers = int(tokens[at][0])
        at += 1
        for _ in range(tiers):
            kind, name, count = tokens[at][0], tokens[at + 1][0], int(tokens[at + 4][0])
            at += 5
            width = 3 if kind == "IntervalTier" else 2
            for _ in range(count):
                parts = tokens[at : at + width]
                at += width
                if parts[-1][1] != "words":
                    raise ValueError(parts[-1][0])
                if parts[-1][0].strip():
                    end = float(parts[1][0]) if width == 3 else None
                    label = "" if name.strip().lower() in _WORDS else name
                    yield Heard(float(parts[0][0]), end, parts[-1][0], speaker=label)
    except (IndexError, ValueError):
        message = "Praat の TextGrid として読めません。保存し直すか、.srt か .txt で書き出してください。"
        raise FileProblems([Problem(path, None, "", message)]) from None
