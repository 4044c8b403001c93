"""What a matter is called (案件の言葉): which group a speech is about, and which office's name is in it.

Where nobody says a number, the words do: those of a title that no other open group has, and those of a post.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Group, Meeting, Person

_PIECE = 4
"""Characters in a row that tell one title from the others."""
_LEAST = 2
"""Such pieces that a speech must have: one may stand in any sentence."""
_PAIR = 2

# What every post has, and tells nothing of its office.
_RANKS = re.compile(r"課長|部長|所長|局長|室長|係長|館長|次長|主幹|主査|参事|担当|課|部|係|室|局|・|、")


def about(meeting: Meeting, groups: Sequence[Group], paragraphs: Sequence[str]) -> frozenset[GroupId]:
    """The groups whose own words a speech has, where one has most of them; empty: none, or it cannot be told."""
    if len(groups) < 2 or not paragraphs:
        return frozenset()
    titles = tuple((group.id, _titles(meeting, group)) for group in groups)
    text = "".join(paragraphs)
    said = {text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1)}
    counts = {group: len(pieces & said) for group, pieces in _own_pieces(titles)}
    most = max(counts.values())
    return frozenset(group for group, count in counts.items() if count >= _LEAST and count == most)


def shared(person: Person, texts: Iterable[str]) -> int:
    """How many pairs of characters of somebody's post and office stand in one of the texts."""
    pairs = _pairs(person.post, person.office)
    return max((sum(pair in text for pair in pairs) for text in texts), default=0) if pairs else 0


def titles(meeting: Meeting, groups: Iterable[Group]) -> list[str]:
    """What the groups are about, one text each."""
    return [_titles(meeting, group) for group in groups]


def _titles(meeting: Meeting, group: Group) -> str:
    cases = (meeting.case(case) for case in group.cases)
    return "\n".join([group.heading, *(case.title for case in cases if case)])


@lru_cache(maxsize=64)
def _own_pieces(titles: tuple[tuple[GroupId, str], ...]) -> tuple[tuple[GroupId, frozenset[str]], ...]:
    """The pieces of each group's titles that no other has."""
    every = {group: _pieces(text) for group, text in titles}
    return tuple(
        (group, frozenset(pieces.difference(*(other for name, other in every.items() if name != group))))
        for group, pieces in every.items()
    )


def _pieces(text: str) -> frozenset[str]:
    pieces = (text[start : start + _PIECE] for start in range(len(text) - _PIECE + 1))
    return frozenset(piece for piece in pieces if "\n" not in piece)


@lru_cache(maxsize=1024)
def _pairs(*names: str) -> frozenset[str]:
    parts = [part for name in names for part in _RANKS.split(name)]
    return frozenset(part[start : start + _PAIR] for part in parts for start in range(len(part) - _PAIR + 1))
