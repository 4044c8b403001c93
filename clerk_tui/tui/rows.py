"""The record as rows of the log (発言の一覧の行): state → rows, unchanged rows being the identical objects.

A commit adds one entry and leaves the others alone, so that it costs the same in a long meeting as in a
short one; what a correction touches is made anew, and equal rows stay what they were.
"""

from __future__ import annotations

from collections import defaultdict
from typing import assert_never

from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.internal_marks import kept_inside
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import block_groups, group_heading
from clerk_tui.domain.record import BlockHeading, Entry, Mark, StageDirection, Stance, State, Turn

from .widgets.log_row import LogRow, RowKind


class Rows:
    """Makes the rows of one state after the other."""

    def __init__(self) -> None:
        self._state = State()
        self._rows: tuple[LogRow, ...] = ()

    def of(self, state: State) -> tuple[LogRow, ...]:
        """The rows of a state; those that are as before are the same objects."""
        before, self._state = self._state, state
        known = len(before.entries)
        # Comparing tuples goes by identity first: entries that are the same objects cost next to nothing.
        if _alike(before, state) and state.entries[:known] == before.entries:
            marks = _stances(state) if len(state.entries) > known else {}
            self._rows += tuple(_row(state, entry, marks) for entry in state.entries[known:])
            return self._rows
        marks = _stances(state)
        old = {row.key: (entry, row) for entry, row in zip(before.entries, self._rows, strict=True)}
        alike = _alike(before, state)
        self._rows = tuple(_kept(old.get(entry.id), state, entry, marks, alike) for entry in state.entries)
        return self._rows


def _alike(before: State, after: State) -> bool:
    """Whether what rows are made of besides their entries is the same."""
    return (
        before.meeting is after.meeting
        and before.stances is after.stances
        and before.waived is after.waived
        and [block.groups for block in before.blocks]
        == [b.groups for b in after.blocks[: len(before.blocks)]]
    )


def _kept(
    old: tuple[Entry, LogRow] | None,
    state: State,
    entry: Entry,
    stances: dict[EntryId | None, list[Stance]],
    alike: bool,
) -> LogRow:
    """The row of an entry: the old one where it is the same entry, or where a new one would be equal."""
    if old is not None and alike and old[0] is entry:
        return old[1]
    row = _row(state, entry, stances)
    return old[1] if old is not None and old[1] == row else row


def _stances(state: State) -> dict[EntryId | None, list[Stance]]:
    found: defaultdict[EntryId | None, list[Stance]] = defaultdict(list)
    for stance in state.stances:
        found[stance.entry].append(stance)
    return found


def _row(state: State, entry: Entry, stances: dict[EntryId | None, list[Stance]]) -> LogRow:
    match entry:
        case Turn():
            return _turn(state, entry, stances.get(entry.id, []))
        case BlockHeading():
            return LogRow(entry.id, RowKind.HEADING, "", "", "", _heading(state, entry))
        case StageDirection():
            return LogRow(entry.id, RowKind.STAGE, f"{entry.at:%H:%M}", "", "", (f"（{entry.text}）",))
        case Mark():
            reason = f"　{entry.reason}" if entry.reason else ""
            text = f"── {entry.kind}　{entry.at:%H:%M}{reason} ──"
            return LogRow(entry.id, RowKind.MARK, f"{entry.at:%H:%M}", "", "", (text,))
        case _:
            assert_never(entry)


def _turn(state: State, turn: Turn, stances: list[Stance]) -> LogRow:
    meeting = state.meeting
    return LogRow(
        turn.id,
        RowKind.TURN,
        f"{turn.started:%H:%M}",
        full_label(meeting, turn.speaker, turn.capacity),
        _phase_name(meeting, turn.phase)[:2],
        turn.paragraphs,
        tuple(_flags(state, meeting, turn, stances)),
        tuple((each.start, each.end) for each in kept_inside(turn.paragraphs, turn.inside)),
    )


def _flags(state: State, meeting: Meeting, turn: Turn, stances: list[Stance]) -> list[str]:
    flags = [] if turn.paragraphs else ["本文なし"]
    if turn.flag:
        flags.append(f"要確認：{turn.flag}")
    flags += dict.fromkeys(f"{stance.position}{'？' if stance.implicit else ''}" for stance in stances)
    flags += [f"途中から{_phase_name(meeting, shift.phase)}" for shift in turn.shifts]
    if turn.id in state.waived:
        flags.append("答弁不要")
    if turn.narrated:
        flags.append("記述")
    if turn.inside:
        flags.append("一部内部用")
    return flags


def _heading(state: State, entry: BlockHeading) -> tuple[str, ...]:
    lines = tuple(group_heading(state.meeting, group) for group in block_groups(state, entry.block))
    return lines or ("（案件をすべて外した見出し）",)


def _phase_name(meeting: Meeting, phase_id: str) -> str:
    phase = meeting.profile.phase(phase_id)
    return phase.name if phase else phase_id
