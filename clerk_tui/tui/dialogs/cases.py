"""The cases that a turn concerns (関係案件): typed in any notation, or picked."""

from __future__ import annotations

from collections.abc import Collection

from textual.app import ComposeResult
from textual.widgets import Input

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.commands import TagCases
from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import State

from .base import CommandDialog
from .fields import Field, Line, Rows, cells


def read_cases(meeting: Meeting, typed: str) -> tuple[CaseId, ...]:
    """The cases of a typed list; none where nothing is typed.

    Raises:
        NotationError: the list cannot be read, or names what is not on the agenda.
    """
    return meeting.profile.notation.read(typed, meeting.case_ids) if typed.strip() else ()


def written_cases(meeting: Meeting, cases: Collection[CaseId]) -> str:
    """The cases as a heading has them, which :func:`read_cases` reads again."""
    return meeting.profile.notation.heading(cases)


def case_row(meeting: Meeting, case: CaseId, chosen: Collection[CaseId], width: int) -> str:
    """One case with its mark."""
    found = meeting.case(case)
    mark = "［選］" if case in chosen else "［　］"
    return f"{mark}{cells(meeting.profile.notation.label(case), 14)}{cells(found.title if found else '', width - 20)}"


class CaseTagDialog(CommandDialog):
    """The line and the list show the same cases; whichever is changed, the other follows."""

    heading = "この発言が関係する案件"
    hint = "番号を打つか、↑↓ と Space で選ぶ（空欄は審議中の全部）　Enter 記録　Esc 戻る"

    def __init__(self, state: State, entry_id: EntryId | None) -> None:
        super().__init__(state)
        self._entry = entry_id
        turn = state.turn(entry_id) if entry_id else next(iter(reversed(state.turns)), None)
        self._before = turn.cases if turn else ()
        self._chosen = set(self._before)

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        yield Field("案件", Line(written_cases(meeting, self._before), "諮問11-12、報告3"))
        rows: Rows[CaseId] = Rows([(self._label(case), case) for case in meeting.case_ids])
        rows.add_class("gap")
        yield rows

    def command(self) -> TagCases:
        return TagCases(self._entry, read_cases(meeting_of(self.record), self.query_one(Line).value))

    def action_mark(self) -> None:
        rows: Rows[CaseId] = self.query_one(Rows)
        if rows.value is not None:
            self._chosen ^= {rows.value}
            self._mark()
            line = self.query_one(Line)
            with line.prevent(Input.Changed):
                line.value = written_cases(meeting_of(self.record), self._chosen)

    def on_input_changed(self, event: Input.Changed) -> None:
        """Half a number is no error while it is being typed; Enter says what is wrong."""
        try:
            self._chosen = set(read_cases(meeting_of(self.record), event.value))
        except NotationError:
            return
        self._mark()

    def _mark(self) -> None:
        rows: Rows[CaseId] = self.query_one(Rows)
        for index, case in enumerate(rows.values):
            rows.relabel(index, self._label(case))

    def _label(self, case: CaseId) -> str:
        return case_row(meeting_of(self.record), case, self._chosen, self.room())
