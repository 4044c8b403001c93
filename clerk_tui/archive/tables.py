"""The five tables of a meeting (表): meetings, turns, cases, votes, attendance. Pure but for pyarrow's types.

A row of the public edition says no more than the public minutes do: who spoke is the label that is printed
there. ``person`` exists in the internal edition alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pyarrow as pa
from msgspec.structs import asdict

from clerk_tui.domain.labels import full_label, listed_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import State, Turn
from clerk_tui.domain.text import normalize
from clerk_tui.export.rows import case_records, turn_records, vote_records
from clerk_tui.minutes.edition import Edition, known_to
from clerk_tui.minutes.showing import shown

_TEXT, _WHOLE = pa.string(), pa.int32()

SCHEMAS: Mapping[str, pa.Schema] = {
    "meetings": pa.schema(
        [("meeting", _TEXT), ("title", _TEXT), ("date", pa.date32()), ("place", _TEXT), ("opened", _TEXT),
         ("closed", _TEXT), ("turns", _WHOLE), ("cases", _WHOLE), ("observers", _WHOLE)]
    ),
    "turns": pa.schema(
        [("meeting", _TEXT), ("date", pa.date32()), ("number", _WHOLE), ("at", _TEXT), ("speaker", _TEXT),
         ("phase", _TEXT), ("cases", _TEXT), ("text", _TEXT), ("folded", _TEXT), ("narrated", pa.bool_())]
    ),
    "cases": pa.schema(
        [("meeting", _TEXT), ("date", pa.date32()), ("kind", _TEXT), ("number", _WHOLE), ("branch", _WHOLE),
         ("label", _TEXT), ("title", _TEXT), ("office", _TEXT), ("result", _TEXT), ("ruled_at", _TEXT),
         ("stances_for", _WHOLE), ("stances_against", _WHOLE), ("stances_conditional", _WHOLE)]
    ),
    "votes": pa.schema(
        [("meeting", _TEXT), ("date", pa.date32()), ("case", _TEXT), ("number", _WHOLE), ("subject", _TEXT),
         ("method", _TEXT), ("ayes", _WHOLE), ("noes", _WHOLE), ("abstentions", _WHOLE), ("recused", _WHOLE),
         ("casting", _TEXT), ("result", _TEXT)]
    ),
    "attendance": pa.schema(
        [("meeting", _TEXT), ("date", pa.date32()), ("name", _TEXT), ("role", _TEXT), ("status", _TEXT)]
    ),
}  # fmt: skip
"""Column types by table. ``folded`` is the text as it is searched: one form for variants and widths."""

PERSON = pa.field("person", _TEXT)
"""Who spoke, in the internal edition."""


def schema(table: str, edition: Edition) -> pa.Schema:
    """The columns of a table in an edition."""
    found = SCHEMAS[table]
    return found.append(PERSON) if table == "turns" and edition is Edition.INTERNAL else found


def tables(meeting_id: str, state: State, edition: Edition) -> dict[str, pa.Table]:
    """The tables of one meeting.

    Args:
        meeting_id: the name of its folder.
        state: the record; without a meeting, all tables are empty.
    """
    state = known_to(edition, state)
    meeting = state.meeting
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}
    if state.prepared:
        about = {"meeting": meeting_id, "date": meeting.date}
        rows["meetings"] = [_meeting(meeting, state) | about]
        rows["turns"] = [row | about for row in _turns(meeting, state, edition)]
        rows["cases"] = [asdict(row) | about for row in case_records(state, edition)]
        rows["votes"] = [asdict(row) | about for row in vote_records(state, edition) if row.ayes is not None]
        rows["attendance"] = [row | about for row in _attendance(meeting, state)]
    return {name: _table(name, found, edition) for name, found in rows.items()}


def _table(name: str, rows: Sequence[Mapping[str, Any]], edition: Edition) -> pa.Table:
    wanted = schema(name, edition)
    # Rows may carry more than the table has columns.
    return pa.Table.from_pylist([{key: row.get(key) for key in wanted.names} for row in rows], wanted)


def _meeting(meeting: Meeting, state: State) -> dict[str, Any]:
    return {
        "title": "　".join(meeting.title),
        "place": meeting.place,
        "opened": state.opened.isoformat() if state.opened and meeting.timed else "",
        "closed": state.closed.isoformat() if state.closed and meeting.timed else "",
        "turns": len(state.turns),
        "cases": len(meeting.cases),
        "observers": state.observers,
    }


def _turns(meeting: Meeting, state: State, edition: Edition) -> Iterator[dict[str, Any]]:
    spoken = [entry for entry in shown(state, edition) if isinstance(entry, Turn)]
    for turn, row in zip(spoken, turn_records(state, edition), strict=True):
        found = asdict(row) | {"folded": normalize(row.text)}
        if edition is Edition.INTERNAL:
            found["person"] = full_label(meeting, turn.speaker, turn.capacity)
        yield found


def _attendance(meeting: Meeting, state: State) -> Iterator[dict[str, Any]]:
    """As the attendance list of the header prints people, which says nothing of who spoke."""
    for person in meeting.people:
        for presence in state.attendance.get(person.id, ()):
            yield {
                "name": listed_label(meeting, person),
                "role": meeting.role_of(person).category,
                "status": presence.status.value,
            }
