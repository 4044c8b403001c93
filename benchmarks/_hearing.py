"""Meetings as they are spoken, and as a recorder and a recogniser hear them.

Two makers of transcripts that have nothing in common but the words. ``running`` speaks evenly and cuts anywhere;
``breathing`` speaks each person at their own pace, pauses at sentences, and cuts at pauses as a detector of voices
does. What goes wrong with either is in :mod:`benchmarks._mishaps`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from msgspec import Struct, field
from msgspec.structs import replace

NOBODY = -1
_WRONG = "阿伊宇江尾可気久計己差市須世曽多知津手都"
_FILLERS = ("えー、", "あのー、", "その、", "まあ、", "えーと、", "えっと")


class Said(Struct, frozen=True):
    """A character, when it was spoken, and in which turn."""

    character: str
    at: float
    turn: int
    gap: float = 0.0
    """Seconds of silence before it."""


class Heard(Struct, frozen=True):
    """A segment with the turn of each of its characters."""

    start: float
    end: float
    text: str
    turns: tuple[int, ...]
    speaker: str = ""


class Turn(Struct, frozen=True):
    """A turn of the published minutes."""

    label: str
    text: str
    person: str


class Meeting(Struct):
    """What was said, what was keyed, and what the recorder made of it; scenarios change it in place."""

    turns: Sequence[Turn]
    said: list[Said]
    starts: list[float]
    """When each turn really began."""
    keys: list[float]
    """When each was keyed."""
    keyed: list[bool]
    files: list[list[Heard]] = field(default_factory=list)
    wall: bool = False
    expected: float | None = None


Maker = Callable[[Sequence[Turn], Random], Meeting]


def persons(turns: Sequence[tuple[str, str]], chance: Random, members: int = 9) -> list[Turn]:
    """The published turns with somebody behind each label; no member follows on themselves."""
    found: list[Turn] = []
    last = ""
    for label, text in turns:
        person = label
        if label == "委員":
            person = chance.choice([f"委員{n}" for n in range(members) if f"委員{n}" != last])
            # Who asks usually goes on asking.
            earlier = next((t.person for t in reversed(found[-3:]) if t.label == "委員"), "")
            if earlier and earlier != last and chance.random() < 0.6:
                person = earlier
        last = person
        found.append(Turn(label, "".join(text.split()), person))
    return found


def running(turns: Sequence[Turn], chance: Random) -> Meeting:
    """Five characters a second, and cuts every 5 to 40 characters wherever they fall."""
    said: list[Said] = []
    at = 0.0
    for number, turn in enumerate(turns):
        gap = chance.uniform(0.2, 1.2)
        at += gap
        for character in turn.text:
            said.append(Said(character, at, number, gap))
            gap = 0.0
            at += 0.6 if character in "。？" else 0.2
    return _keyed(turns, said, lambda: chance.gauss(0, 1.0))


def breathing(turns: Sequence[Turn], chance: Random) -> Meeting:
    """Everybody at their own pace, with pauses at sentences and longer ones before somebody else speaks."""
    pace = {turn.person: chance.uniform(4.4, 7.2) for turn in turns}
    said: list[Said] = []
    at = 0.0
    for number, turn in enumerate(turns):
        gap = min(6.0, chance.lognormvariate(-0.4, 0.7))
        for position, character in enumerate(turn.text):
            at += gap
            said.append(Said(character, at, number, gap))
            at += 1 / pace[turn.person]
            stop = character in "。？" and position + 1 < len(turn.text)
            gap = (
                chance.uniform(0.15, 0.9) if stop else chance.uniform(0.0, 0.25) if character == "、" else 0.0
            )
    return _keyed(turns, said, lambda: 0.4 + chance.gauss(0, 0.7))


def _keyed(turns: Sequence[Turn], said: list[Said], late: Callable[[], float]) -> Meeting:
    starts = [0.0] * len(turns)
    for character in reversed(said):
        starts[character.turn] = character.at
    keys = [start + late() for start in starts]
    return Meeting(turns, said, starts, keys, [True] * len(turns))


def cut_anywhere(meeting: Meeting, chance: Random) -> list[Heard]:
    """Segments of 5 to 40 characters."""
    found: list[Heard] = []
    place = 0
    while place < len(meeting.said):
        piece = meeting.said[place : place + chance.randint(5, 40)]
        place += len(piece)
        found.append(_heard(piece, meeting))
    return found


def cut_at_pauses(meeting: Meeting, chance: Random, *, told_apart: bool = False) -> list[Heard]:
    """Segments that end at a silence, or where another voice is heard; now and then one runs on into the next turn."""
    found: list[Heard] = []
    piece: list[Said] = []
    for character in meeting.said:
        stops = character.gap > 0.3 and chance.random() > 0.04
        other = told_apart and piece and piece[-1].turn != character.turn and chance.random() > 0.03
        if piece and (stops or other or character.at - piece[0].at > 24):
            found.append(_heard(piece, meeting, chance.uniform(-0.1, 0.1)))
            piece = []
        piece.append(character)
    found.append(_heard(piece, meeting))
    return found


def _heard(piece: Sequence[Said], meeting: Meeting, off: float = 0.0) -> Heard:
    start = max(0.0, piece[0].at + off)
    return Heard(
        start,
        max(start, piece[-1].at + 0.2),
        "".join(said.character for said in piece),
        tuple(said.turn for said in piece),
        meeting.turns[piece[len(piece) // 2].turn].person,
    )


def moved(files: list[list[Heard]], where: Callable[[float], float]) -> list[list[Heard]]:
    """All times changed; what would begin before the recording is not in it."""
    return [
        [
            replace(heard, start=where(heard.start), end=max(where(heard.start), where(heard.end)))
            for heard in part
            if where(heard.start) >= 0
        ]
        for part in files
    ]


def misheard(heard: Heard, chance: Random, share: float, *, stops: bool = True) -> Heard:
    """Characters mistaken, and full stops left out."""
    kept = [
        (chance.choice(_WRONG) if character not in "。、？" and chance.random() < share else character, turn)
        for character, turn in zip(heard.text, heard.turns, strict=True)
        if stops or character not in "。、？！"
    ]
    return replace(heard, text="".join(c for c, _ in kept), turns=tuple(turn for _, turn in kept))


def with_fillers(heard: Heard, chance: Random, share: float) -> Heard:
    if chance.random() >= share or not heard.turns or heard.text[0] in "。、？":
        # Nobody gathers their words before a full stop.
        return heard
    filler = chance.choice(_FILLERS)
    return replace(heard, text=filler + heard.text, turns=(heard.turns[0],) * len(filler) + heard.turns)


# -- what goes wrong --------------------------------------------------------------------------------------
