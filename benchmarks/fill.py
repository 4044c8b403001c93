"""How much of a transcript reaches the right turn: the real meeting, spoken, heard with faults, and laid back.

The published remarks are spoken at 300 characters a minute. The clerk's keys are early or late, the recorder's
clock is ahead and runs a little fast, the recogniser cuts where it likes, mishears, misses pieces and writes down
every えー. The record has the words of the chair's short procedural turns alone, as after a real meeting.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

from msgspec import Struct

from benchmarks.report import Figure, Report
from clerk_tui.alignment import Slot, Stream, propose
from clerk_tui.domain.ids import EntryId
from clerk_tui.transcript import Segment

GOLDEN = Path(__file__).parents[2] / "shared" / "seed" / "golden.json"
SEEDS, QUICK_SEEDS = 10, 2
_SPEED = 5.0
"""Characters a second."""
_TYPED = 60
"""Characters of a turn of the chair's that the clerk has as a stock phrase or typed along."""
_FILLERS = ("えー、", "あのー、", "その、", "まあ、", "えーと、")
_WRONG = "阿伊宇江尾可気久計己"


class Noise(Struct, frozen=True):
    """What goes wrong between the mouth and the transcript."""

    jitter: float = 0.0
    """Seconds: deviation of the clerk's keys."""
    offset: float = 0.0
    """Seconds at most by which the recorder was started earlier."""
    drift: float = 0.0
    """Share by which the recorder's clock is off, at most."""
    wrong: float = 0.0
    """Share of characters misheard."""
    missing: float = 0.0
    """Share of segments that are not there."""
    fillers: float = 0.0
    """Fillers a sentence."""


NOISES = {
    "雑音なし": Noise(),
    "全部": Noise(jitter=1.0, offset=90.0, drift=0.001, wrong=0.05, missing=0.02, fillers=0.3),
}


class Heard(Struct, frozen=True):
    """A character, when it was spoken, and in which turn."""

    character: str
    at: float
    turn: int


def run(quick: bool) -> Report:
    """Speak, mishear and lay back, several times over."""
    turns = _turns()
    rows, shares = [], {}
    for name, noise in NOISES.items():
        found = [_share(turns, noise, Random(seed)) for seed in range(QUICK_SEEDS if quick else SEEDS)]
        shares[name] = min(found)
        rows.append([name, f"{min(found):.2%}", f"{sum(found) / len(found):.2%}", f"{max(found):.2%}"])
    return Report(
        name="fill",
        figures={
            "clean": Figure(shares["雑音なし"], 0.99, "higher"),
            "noisy": Figure(shares["全部"], 0.97, "higher"),
        },
        header=("文字起こし", "最低", "平均", "最高"),
        rows=rows,
        notes=(
            "文字起こしの文字のうち、正しい発言に入った割合。図は最低の値です。雑音は、キーの早い遅い（標準偏差 1 秒）、"
            "録音の始まりの 0〜90 秒のずれ、時計の狂い ±0.1 %、5〜40 字で発言と無関係に切れる区間、誤字 5 %、"
            "欠けた区間 2 %、言いよどみ。",
        ),
    )


def _turns() -> list[tuple[str, str]]:
    """Label and words of each turn."""
    rows = json.loads(GOLDEN.read_text("utf-8"))["rows"]
    return [(row["label"], "".join(row["paragraphs"])) for row in rows if row["row"] == "turn"]


def _share(turns: Sequence[tuple[str, str]], noise: Noise, chance: Random) -> float:
    spoken = list(_spoken(turns, noise, chance))
    starts: dict[int, float] = {}
    for heard in spoken:
        starts.setdefault(heard.turn, heard.at)
    first = starts[0]
    slots = [
        Slot(
            EntryId(str(number)),
            starts[number] - first + chance.gauss(0, noise.jitter),
            text if label == "会長" and len(text) <= _TYPED else "",
        )
        for number, (label, text) in enumerate(turns)
    ]
    slots.sort(key=lambda slot: slot.begins)
    offset = chance.uniform(0, noise.offset) - first
    rate = 1 + chance.uniform(-noise.drift, noise.drift)
    owners, segments = _recognised(spoken, offset, rate, noise, chance)
    stream = Stream.of(segments)
    assert len(stream.text) == len(owners), "the bench must know whose each character is"
    right = 0
    for proposal in propose(slots, stream):
        counted = Counter(owners[proposal.begin : proposal.end])
        right += counted[int(proposal.entry)]
    return right / len(owners)


def _spoken(turns: Sequence[tuple[str, str]], noise: Noise, chance: Random) -> Iterator[Heard]:
    at = 0.0
    for number, (_, text) in enumerate(turns):
        at += chance.uniform(0.2, 1.2)
        for character in _with_fillers("".join(text.split()), noise.fillers, chance):
            yield Heard(character, at, number)
            at += 1 / _SPEED * (3 if character in "。？" else 1)


def _with_fillers(text: str, often: float, chance: Random) -> Iterator[str]:
    if chance.random() < often:
        yield from chance.choice(_FILLERS)
    for character in text:
        yield character
        if character == "。" and chance.random() < often:
            yield from chance.choice(_FILLERS)


def _recognised(
    spoken: Sequence[Heard], offset: float, rate: float, noise: Noise, chance: Random
) -> tuple[list[int], list[Segment]]:
    owners: list[int] = []
    segments: list[Segment] = []
    place = 0
    while place < len(spoken):
        piece = spoken[place : place + chance.randint(5, 40)]
        place += len(piece)
        if chance.random() < noise.missing:
            continue
        text = "".join(
            chance.choice(_WRONG) if chance.random() < noise.wrong else heard.character for heard in piece
        )
        begin = offset + rate * piece[0].at
        segments.append(Segment(begin, offset + rate * (piece[-1].at + 1 / _SPEED), text))
        owners += [heard.turn for heard in piece]
    return owners, segments
