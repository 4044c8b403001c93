"""How much of a transcript reaches the right turn: the real meeting, spoken, heard with faults, and laid back.

Each scenario of :mod:`benchmarks._mishaps` is played by both makers. What ``fill --take`` would put into the record
is counted: turns filled, turns of which a tenth or more is wrong, and characters that are neither placed nor listed.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from benchmarks._hearing import Maker, breathing, persons, running
from benchmarks._mishaps import SCENARIOS, Change, played
from benchmarks.report import Figure, Report
from clerk_tui.alignment import Confidence, Stream, propose
from clerk_tui.transcript import Transcript
from clerk_tui.transcript.hallucinations import doubts

GOLDEN = Path(__file__).parents[2] / "shared" / "seed" / "golden.json"
SEEDS, QUICK_SEEDS = 2, 1
_ENOUGH = 0.9
"""Share of a turn's characters that must be right, of those it gets and of those that were heard."""
ORDINARY = (
    "ふつうの雑音",
    "録音が25分早い",
    "休憩中の停止",
    "1分に1秒の狂い",
    "壁の時計",
    "同じ秒",
    "話者つき",
    "話者つき、遅いキー",
)
"""Scenarios in which the transcript lets nearly every turn be told."""


class Count(Struct):
    """What became of a scenario."""

    heard: int = 0
    """Turns without words in the record of which something was heard."""
    filled: int = 0
    wrong: int = 0
    lost: int = 0
    """Characters that are in no turn and not listed."""
    loose: int = 0
    """Characters that are listed as having no place."""
    right: int = 0
    spoken: int = 0

    def add(self, other: Count) -> None:
        for name in self.__struct_fields__:
            setattr(self, name, getattr(self, name) + getattr(other, name))


def run(quick: bool) -> Report:
    """Speak, mishear and lay back, several times over."""
    turns = published()
    rows: list[Sequence[str]] = []
    total = Count()
    shares: list[float] = []
    for name, changes in SCENARIOS.items():
        row = [name]
        for maker in (running, breathing):
            found = Count()
            for seed in range(QUICK_SEEDS if quick else SEEDS):
                found.add(counted(turns, maker, changes, seed))
            total.add(found)
            if name in ORDINARY and maker is breathing:
                shares.append(found.filled / max(1, found.heard))
            row += [
                f"{found.filled}/{found.heard}",
                f"{found.wrong}",
                f"{found.lost}",
                f"{found.right / max(1, found.spoken):.1%}",
            ]
        rows.append(row)
    return Report(
        name="fill",
        figures={
            "wrong": Figure(total.wrong, 0, "lower"),
            "lost": Figure(total.lost, 0, "lower"),
            "filled": Figure(min(shares), 0.85, "higher"),
        },
        header=("場面", "一様", "誤り", "失い", "文字", "息継ぎ", "誤り", "失い", "文字"),
        rows=rows,
        notes=(
            "「一様」は毎秒 5 字で話してどこでも切れる文字起こし、「息継ぎ」は人ごとの速さで話して間で切れる文字起こし。"
            "本文のない発言のうち --take が入れた件数、そのうち一割以上が違うもの、どこにも置かれず一覧にも出ない字数、"
            "正しい発言に割り当てた文字の割合（確かでないものも含む）。",
        ),
    )


def published() -> list[tuple[str, str]]:
    """Label and words of each turn of the published minutes."""
    rows = json.loads(GOLDEN.read_text("utf-8"))["rows"]
    return [(row["label"], "".join(row["paragraphs"])) for row in rows if row["row"] == "turn"]


def counted(
    turns: Sequence[tuple[str, str]],
    maker: Maker,
    changes: Sequence[Change],
    seed: int,
    *,
    named: bool = False,
) -> Count:
    """A scenario played once."""
    chance = Random(seed)
    outcome = played(persons(turns, chance), maker, changes, chance, named=named)
    parts, owners = _judged(outcome.parts, outcome.owners)
    stream = Stream.of(*parts)
    assert len(stream.text) == len(owners), "the bench must know whose each character is"
    filling = propose(outcome.slots, stream, expected=outcome.expected)
    heard = Counter(owners)
    found = Count(spoken=sum(1 for owner in owners if owner >= 0))
    placed = 0
    for slot, proposal in zip(outcome.slots, filling.proposals, strict=True):
        length = proposal.end - proposal.begin
        turn = int(slot.entry)
        right = Counter(owners[proposal.begin : proposal.end])[turn]
        placed += length
        found.right += right
        if slot.text:
            continue
        found.heard += heard[turn] > 0
        if proposal.confidence is Confidence.SURE:
            found.filled += 1
            found.wrong += right < _ENOUGH * max(length, heard[turn])
    found.loose = sum(each.end - each.begin for each in filling.loose)
    found.lost = len(stream.text) - placed - found.loose
    return found


def _judged(parts: Sequence[Transcript], owners: Sequence[int]) -> tuple[list[Transcript], list[int]]:
    """The transcripts as the reader hands them on, and whose each character is that stays in the stream."""
    judged: list[Transcript] = []
    kept: list[int] = []
    at = 0
    for part in parts:
        segments = []
        for segment, doubt in zip(part.segments, doubts([each.text for each in part.segments]), strict=True):
            segments.append(replace(segment, doubt=doubt))
            if not doubt:
                kept += owners[at : at + len(segment.text)]
            at += len(segment.text)
        judged.append(replace(part, segments=tuple(segments)))
    return judged, kept
