"""What is searched for, and what is found (検索の語と結果). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from clerk_tui.domain.labels import full_label
from clerk_tui.domain.queries import concerned
from clerk_tui.domain.record import State
from clerk_tui.domain.text import fold


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

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(folded for word in self.words if (folded := fold(word)))

    def takes(self, source: Source) -> bool:
        """Whether the meeting comes into question."""
        return (
            fold(self.body) in fold(source.body + source.title)
            and (not self.since or source.date >= self.since)
            and (not self.until or "" < source.date <= self.until)
        )

    def fits(self, remark: Remark) -> bool:
        """Whether everything but the words fits; those were looked for already."""
        return all(
            fold(wanted) in fold(there)
            for wanted, there in (
                (self.case, remark.cases),
                (self.speaker, remark.speaker),
                (self.phase, remark.phase),
            )
        )


def remarks_of(state: State) -> Iterator[Remark]:
    """The turns of a record as they are searched: by the clerk, who may know everybody's name."""
    meeting = state.meeting
    if meeting is None:
        return
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
