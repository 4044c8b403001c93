"""WebVTT (時刻付きの会議録): the turns as captions of the recording with their speakers, and its chapters.

Source: WebVTT, W3C (cues with identifiers, voice spans, chapter tracks, comment blocks). A track belongs to one
medium: several recordings are counted as if they were played one after the other, and a comment says so.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import lettered
from clerk_tui.domain.queries import block_groups, group_heading
from clerk_tui.domain.record import BlockHeading, State, Turn
from clerk_tui.minutes.edition import Edition, known_to
from clerk_tui.minutes.outline import turn_row
from clerk_tui.minutes.showing import shown

from .places import clock, place

_SHORTEST = 0.5
"""Seconds of a cue whose turn and the next begin at once."""
_TAIL = 10.0
"""Seconds of the last cue where the recording does not say how long it is."""


class _Cue(Struct):
    """A turn with its place, or a chapter with that of its first turn."""

    start: float
    text: str
    end: float = 0.0
    chapter: str = ""
    """Heading that stands before it, where a block begins."""


def webvtt(state: State, created: datetime, edition: Edition) -> str:
    """The turns as captions, each under its speaker's label; a comment where the deliberation of a group begins.

    Raises:
        Refused: no turn has a known place in a recording.
    """
    del created
    cues, without = _cues(state, edition)
    parts = ["WEBVTT", *_comments(state, without)]
    for number, cue in enumerate(cues, 1):
        if cue.chapter:
            parts.append(f"NOTE {_plain(cue.chapter)}")
        parts.append(f"{number}\n{_times(cue)}\n{cue.text}")
    return "\n\n".join(parts) + "\n"


def chapters(state: State, created: datetime, edition: Edition) -> str:
    """The groups of cases as a track of chapters.

    Raises:
        Refused: no turn has a known place in a recording.
    """
    del created
    cues, _ = _cues(state, edition)
    found = [_Cue(cues[0].start, "開会")] if not cues[0].chapter else []
    found += [_Cue(cue.start, cue.chapter) for cue in cues if cue.chapter]
    _until(found, cues[-1].end)
    parts = ["WEBVTT", *(f"{n}\n{_times(cue)}\n{_escaped(cue.text)}" for n, cue in enumerate(found, 1))]
    return "\n\n".join(parts) + "\n"


def _cues(state: State, edition: Edition) -> tuple[list[_Cue], int]:
    """The cues in order, and the number of turns that no recording has."""
    state = known_to(edition, state)
    meeting = state.meeting
    letters = lettered(meeting, state.turns)
    begins = _begins(state)
    found: list[_Cue] = []
    without, chapter = 0, ""
    for entry in shown(state, edition):
        match entry:
            case BlockHeading(block=block):
                headings = [group_heading(meeting, group) for group in block_groups(state, block)]
                chapter = "　".join(heading for heading in headings if heading)
            case Turn():
                where = place(state, entry)
                if where is None:
                    without += 1
                    continue
                row = turn_row(state, meeting, entry, edition, letters)
                # An empty line would end the cue.
                said = "\n".join(
                    line for part in row.paragraphs for line in part.text.splitlines() if line.strip()
                )
                text = f"<v {_escaped(row.label)}>{_escaped(said)}"
                found.append(_Cue(begins[where.recording - 1] + where.second, text, chapter=chapter))
                chapter = ""
    if not found:
        raise Refused(
            "どの発言も録音の位置が分かりません。clerk-tui attach 会議 録音.m4a で録音を結び付け、"
            "始まりの時刻を --start で指定するか、clerk-tui fill 会議 文字起こし で本文を入れてください。"
        )
    found.sort(key=lambda cue: cue.start)
    length = begins[-1] + (state.audio[-1].seconds or 0.0)
    _until(found, max(length, found[-1].start + _TAIL))
    return found, without


def _until(cues: list[_Cue], end: float) -> None:
    """Each cue lasts until the next one."""
    following = [cue.start for cue in cues[1:]]
    for cue, until in zip(cues, [*following, end], strict=True):
        cue.end = max(until, cue.start + _SHORTEST)


def _begins(state: State) -> list[float]:
    """The second at which each recording begins if all are played in a row."""
    found = [0.0]
    for file in state.audio:
        found.append(found[-1] + file.seconds)
    return found[: len(state.audio)] or [0.0]


def _comments(state: State, without: int) -> Iterator[str]:
    if len(state.audio) > 1:
        rows = [f"録音{n} は {clock(at)} から" for n, at in enumerate(_begins(state), 1)]
        yield f"NOTE 録音 {len(rows)} 本を続けて再生した時刻です。{'、'.join(rows)}。"
    if without:
        yield f"NOTE 録音の位置が分からない発言が {without} 件あり、ここにはありません。"


def _times(cue: _Cue) -> str:
    return f"{clock(cue.start, exact=True)} --> {clock(cue.end, exact=True)}"


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _plain(text: str) -> str:
    """Words for a comment, in which an arrow would end it."""
    return " ".join(text.replace("-->", "→").split())
