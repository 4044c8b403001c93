"""What is searched for, and what is found (検索の語と結果). Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from clerk_tui.domain.labels import full_label
from clerk_tui.domain.queries import concerned
from clerk_tui.domain.record import State
from clerk_tui.domain.text import normalize


class Source(Struct, frozen=True):
    """A meeting that was searched."""

    folder: str
    """Name of the session's folder."""
    title: str
    body: str
    date: str
    """ISO 8601; empty: not known."""


class Remark(Struct, frozen=True):
    """One turn as it is searched."""

    number: int
    """Which turn, from 1."""
    at: str
    """HH:MM; empty: not known."""
    speaker: str
    phase: str
    cases: str
    text: str
    """Its paragraphs, a line each."""


class Hit(Struct, frozen=True):
    """A remark that fits, in its meeting."""

    source: Source
    remark: Remark


class Query(Struct, frozen=True):
    """What a remark must have; empty parts ask for nothing."""

    words: tuple[str, ...] = ()
    """All of them in one remark."""
    body: str = ""
    case: str = ""
    speaker: str = ""
    phase: str = ""
    since: str = ""
    until: str = ""
    """Days, ISO 8601, both included."""
    beside: str = ""
    """Name of the session's folder that asks, whose own remarks are not wanted."""

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(folded for word in self.words if (folded := normalize(word)))

    def takes(self, source: Source) -> bool:
        """Whether the meeting comes into question."""
        return (
            source.folder != self.beside
            and _has(source.body + source.title, self.body)
            and (not self.since or source.date >= self.since)
            and (not self.until or "" < source.date <= self.until)
        )

    def fits(self, remark: Remark) -> bool:
        """Whether all words stand in the remark, and its labels are those that are wanted."""
        text = normalize(remark.text)
        labels = ((remark.cases, self.case), (remark.speaker, self.speaker), (remark.phase, self.phase))
        return all(word in text for word in self.folded) and all(_has(*each) for each in labels)


def _has(there: str, wanted: str) -> bool:
    return not wanted or normalize(wanted) in normalize(there)


def remarks_of(state: State) -> Iterator[Remark]:
    """The turns of a record as they are searched: by the clerk, who may know everybody's name."""
    meeting = state.meeting
    for number, turn in enumerate(state.turns, 1):
        phase = meeting.profile.phase(turn.phase)
        yield Remark(
            number,
            f"{turn.started:%H:%M}" if meeting.timed else "",
            full_label(meeting, turn.speaker, turn.capacity),
            phase.name if phase else "",
            "・".join(meeting.profile.notation.label(case) for case in concerned(state, turn)),
            turn.text,
        )


def excerpts(text: str, words: Sequence[str], around: int = 30) -> Iterator[str]:
    """Each line of a remark in which a word stands, cut to its surroundings."""
    wanted = "|".join(re.escape(folded) for word in words if (folded := normalize(word)))
    for line in text.split("\n"):
        # Folding seldom changes the length; where it does, the excerpt is a little off.
        places = [min(found.start(), len(line) - 1) for found in re.finditer(wanted, normalize(line))]
        if wanted and places:
            begin, end = max(0, places[0] - around), places[-1] + around
            yield f"{'…' if begin else ''}{line[begin:end]}{'…' if end < len(line) else ''}"
