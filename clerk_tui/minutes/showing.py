"""What an edition shows (版に載るもの): lines, words and results, by the closed parts and the marks of internal words. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from clerk_tui.domain import record as r
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.internal_marks import public_words
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import (
    in_public,
    printed_result,
    public_entries,
)

from .edition import Edition


def is_told(state: r.State, ruling: r.Ruling | None, edition: Edition) -> bool:
    """Whether an edition prints what was decided: not where it was in a closed part, for a body that keeps it."""
    if ruling is None or edition is Edition.INTERNAL or state.meeting.profile.form.closed_results:
        return True
    return in_open(state, ruling)


def in_open(state: r.State, ruling: r.Ruling) -> bool:
    """Whether the public heard it."""
    return ruling.entry in in_public(state) if ruling.entry else not state.meeting.closed


def printed_case(state: r.State, case: CaseId, edition: Edition) -> str:
    """The word of the case table as an edition prints it."""
    meeting, ruling = state.meeting, state.rulings.get(case)
    if not is_told(state, ruling, edition):
        return meeting.profile.form.closed_part
    return words(meeting, printed_result(meeting, ruling), edition)


def shown(state: r.State, edition: Edition) -> Iterable[r.Entry]:
    """The entries of an edition: the public one has nothing of the closed parts but their beginnings and ends."""
    return state.entries if edition is Edition.INTERNAL else public_entries(state)


def words(meeting: Meeting, text: str, edition: Edition) -> str:
    """The text as the edition prints it."""
    return text if edition is Edition.INTERNAL else public_words(text, meeting.profile.form.withheld)
