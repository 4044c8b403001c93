"""What was changed in a draft since it left the record (案の直しの照合): turn by turn. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from clerk_tui.domain.commands import EditText
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.internal_marks import has_marks
from clerk_tui.domain.labels import lettered
from clerk_tui.domain.record import State, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import shown, turn_row

from .data import Published, TurnRow

_ALIKE = 0.5
"""From this similarity on, two turns in the same gap are one that was changed."""


class Printed(Struct, frozen=True):
    """A turn as the record prints it."""

    entry: EntryId
    label: str
    paragraphs: tuple[str, ...]
    whole: bool
    """Whether the edition prints all of it, so that what was changed in print can go back."""

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


class Change(Struct, frozen=True):
    """A turn that is not as the record has it."""

    number: int
    """Which turn of the draft, from 1; for one that is missing there, the turn before which it stood."""
    before: Printed | None
    """None: it was added in the draft."""
    after: TurnRow | None
    """None: it was taken out of the draft."""

    @property
    def command(self) -> EditText | None:
        """What takes the change back into the record; None where the clerk has to do it."""
        if self.before is None or self.after is None or not self.before.whole:
            return None
        if self.before.label != self.after.label or self.before.paragraphs == self.after.paragraphs:
            return None
        return EditText(self.before.entry, self.after.paragraphs)


def edition_of(draft: Published) -> Edition:
    """Which edition a draft is, by its title."""
    return (
        Edition.INTERNAL if any(f"（{Edition.INTERNAL}" in line for line in draft.title) else Edition.PUBLIC
    )


def compared(state: State, draft: Published) -> tuple[Change, ...]:
    """Every turn of the draft that differs from the record, in order."""
    printed = tuple(_printed(state, edition_of(draft)))
    matcher = SequenceMatcher(
        None,
        [(turn.label, turn.text) for turn in printed],
        [(turn.label, "\n".join(turn.paragraphs)) for turn in draft.turns],
        autojunk=False,
    )
    changes: list[Change] = []
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            changes += _paired(printed[i1:i2], draft.turns[j1:j2], j1 + 1)
    return tuple(changes)


def _paired(before: Sequence[Printed], after: Sequence[TurnRow], number: int) -> Iterator[Change]:
    """The turns of a gap, those that resemble each other together, in order."""
    rest = list(after)
    for turn in before:
        # Nothing is passed over that a later turn of the record might be more like.
        if rest and (len(before) == len(after) or _alike(turn.text, rest[0]) >= _ALIKE):
            yield Change(number, turn, rest.pop(0))
            number += 1
        elif found := next((n for n, other in enumerate(rest) if _alike(turn.text, other) >= _ALIKE), None):
            for added in rest[:found]:
                yield Change(number, None, added)
                number += 1
            yield Change(number, turn, rest[found])
            number += 1
            rest = rest[found + 1 :]
        else:
            yield Change(number, turn, None)
    for added in rest:
        yield Change(number, None, added)
        number += 1


def _alike(text: str, other: TurnRow) -> float:
    return SequenceMatcher(None, text, "\n".join(other.paragraphs), autojunk=False).ratio()


def _printed(state: State, edition: Edition) -> Iterator[Printed]:
    meeting = state.meeting
    if not state.prepared:
        return
    letters = lettered(meeting, state.turns)
    for turn in shown(state, edition):
        if isinstance(turn, Turn):
            row = turn_row(state, meeting, turn, edition, letters)
            whole = edition is Edition.INTERNAL or not has_marks(turn.text)
            # A paragraph of several lines is read back as it looks.
            yield Printed(turn.id, row.label, tuple(p.text for p in row.paragraphs), whole)
