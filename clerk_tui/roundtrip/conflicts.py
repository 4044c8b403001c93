"""Corrections that differ (食い違い): kept in the record until somebody decides, and carried out then."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from clerk_tui.domain.commands import (
    Command,
    CompoundCommand,
    DecideConflict,
    EditText,
    NoteConflict,
    TakeCorrection,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.ledger import authors
from clerk_tui.domain.progress import Conflict
from clerk_tui.domain.record import State
from clerk_tui.session import Session

from .changes import Change, TextChanged
from .merging import preferred
from .present import words
from .taking import Fate, Judged

RECORD: Final = "record"
"""A conflict is decided for what the record has."""


def keep(session: Session, judged: Sequence[Judged], file: str, decided: str = "") -> int:
    """Note what is in conflict, and close what has been decided; returns how many conflicts are new.

    Args:
        session: the record, after the changes of the file were taken.
        judged: the changes.
        file: name of the file in which they came.
        decided: 「record」 where the clerk has decided all of them for the record; empty: nobody has.
    """
    new = 0
    for each in judged:
        at = _noted(session.state, each.change)
        if at and (each.fate is not Fate.CONFLICT or decided == RECORD):
            session.dispatch(DecideConflict(at, taken=each.fate is not Fate.CONFLICT))
        elif each.fate is Fate.CONFLICT and decided != RECORD:
            new += bool(session.dispatch(_conflict(session, each, file)))
    return new


def decision(state: State, number: int, *, taken: bool, by: str = "", note: str = "") -> Command:
    """What decides a conflict.

    Args:
        state: the record now.
        number: of the conflict among the open ones, from 1.
        taken: whether what was wanted is put into the record; else the record stays.
        by: who has decided.
        note: why.

    Raises:
        Refused: there is no such conflict, or what is wanted cannot be put in from here.
    """
    decide = DecideConflict(number, taken, by, note)
    if not taken or not 1 <= number <= len(state.conflicts):
        return decide
    found = state.conflicts[number - 1]
    if found.entry is None:
        raise Refused(
            "この食い違いは本文のことではないので、ここからは直せません。記録の画面で直してから、--take 記録 で決めてください。"
        )
    if state.entry(found.entry) is None:
        raise Refused("この発言は、記録ではもうなくなっています。--take 記録 で決めてください。")
    text = wanted(state, found)
    if text == words(state.entry(found.entry)):
        return decide
    return CompoundCommand((TakeCorrection((EditText(found.entry, text),), found.by, found.file), decide))


def wanted(state: State, conflict: Conflict) -> tuple[str, ...]:
    """The paragraphs that a conflict makes where it is decided for what is wanted: other sentences stay as they are."""
    now = words(state.entry(conflict.entry)) if conflict.entry else ()
    return preferred(conflict.before, now, conflict.wanted)


def _noted(state: State, change: Change) -> int:
    """The number of the open conflict that the change is; 0: there is none."""
    for number, each in enumerate(state.conflicts, start=1):
        if (each.entry, each.wanted, each.by) == (_entry(change), change.new, change.author) and (
            each.entry is not None or each.where == change.where
        ):
            return number
    return 0


def _conflict(session: Session, judged: Judged, file: str) -> NoteConflict:
    change = judged.change
    entry = _entry(change)
    line = getattr(change, "entry", None)
    other = authors(session.timeline.records).get(line, "") if line else ""
    return NoteConflict(change.where, change.new, change.old, judged.now, entry, change.author, other, file)


def _entry(change: Change) -> EntryId | None:
    return change.entry if isinstance(change, TextChanged) else None
