"""Transcripts of many makes, by the rules of their README: what each must give, in order, or why it cannot be read."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from msgspec import Struct

from clerk_tui.intake.problems import FileProblems
from clerk_tui.transcript import Segment
from clerk_tui.transcript.reading import read_transcript

CASES = Path(__file__).parents[3] / "shared" / "cases" / "words"
NEAR = 0.6
"""Seconds."""
CODE = re.compile(r"(?:speaker|spk|話者|参加者|s)?[ _]?[0-9a-z]{1,2}", re.IGNORECASE)


class Wanted(Struct, frozen=True):
    earliest: float
    latest: float
    wall: bool
    speaker: str
    text: str


def cases() -> list[Path]:
    return sorted(path for path in CASES.glob("*") if path.is_dir()) if CASES.is_dir() else []


def bare(text: str) -> str:
    return "".join(text.split())


def wanted(folder: Path) -> tuple[list[Wanted], dict[str, list[str]]]:
    rows, notes = [], {}
    for line in (folder / "expected.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            name, _, words = line[1:].partition(":")
            notes[name.strip()] = [word.strip() for word in words.split("|") if word.strip()]
            continue
        start, _, speaker, text = line.split("\t")
        wall = start.count(":") == 2
        if wall:
            hour, minute, second = map(int, start.split(":"))
            low = high = hour * 3600.0 + minute * 60 + second
        else:
            lower, _, upper = start.partition("..")
            low, high = float(lower), float(upper or lower)
        rows.append(Wanted(low, high, wall, speaker, bare(text)))
    return rows, notes


def starts(found: list[Segment], rows: list[Wanted]) -> list[tuple[Segment, bool]]:
    """For each row the segment in which it begins, and whether it begins with it."""
    joined = "".join(bare(segment.text) for segment in found)
    assert joined == "".join(row.text for row in rows)
    at = 0
    places: list[tuple[Segment, bool]] = []
    for row in rows:
        length = 0
        for segment in found:
            if length <= at < length + len(bare(segment.text)):
                places.append((segment, length == at))
                break
            length += len(bare(segment.text))
        at += len(row.text)
    return places


@pytest.mark.skipif(not cases(), reason=f"{CASES} がありません（共有の見本）")
@pytest.mark.parametrize("folder", cases(), ids=lambda folder: folder.name)
def test_each_make_gives_what_it_must(folder: Path) -> None:
    rows, notes = wanted(folder)
    (path,) = folder.glob("input.*")
    if "refuse" in notes:
        with pytest.raises(FileProblems) as refused:
            read_transcript(path)
        said = str(refused.value)
        told = [any(word in said for word in notes[kind]) for kind in ("names", "mends") if kind in notes]
        assert all(told) if "both" in notes else any(told), said
        assert len(said.splitlines()) == 1
        return
    transcript = read_transcript(path)
    found = list(transcript)
    first = found[0].start - rows[0].earliest if rows[0].wall and not transcript.wall else 0.0
    labels: dict[str, str] = {}
    for row, (segment, begins) in zip(rows, starts(found, rows), strict=True):
        assert begins, f"{row.text} は区間の途中から始まっている"
        assert row.earliest - NEAR <= segment.start - first <= row.latest + NEAR, row.text
        if not row.speaker or CODE.fullmatch(row.speaker):
            assert labels.setdefault(row.speaker, segment.speaker) == segment.speaker
            assert bool(segment.speaker) == bool(row.speaker)
        else:
            assert bare(segment.speaker) == bare(row.speaker)
    assert len(set(labels.values())) == len(labels)
