"""Places inside a turn's text (本文の位置): paragraphs and characters, cut and carried over edits.

A place is ``(paragraph, offset)``; flat, it counts characters of the paragraphs joined by one newline.
"""

from __future__ import annotations

from collections.abc import Sequence

from .record import PhaseShift

Paragraphs = tuple[str, ...]


def flat(paragraphs: Sequence[str], paragraph: int, offset: int) -> int:
    """The place as a character count from the start of the turn."""
    return sum(len(text) + 1 for text in paragraphs[:paragraph]) + offset


def place(paragraphs: Sequence[str], position: int) -> tuple[int, int]:
    """The paragraph and offset of a flat position; past the end, the end."""
    for index, text in enumerate(paragraphs):
        if position <= len(text):
            return index, max(position, 0)
        position -= len(text) + 1
    return (len(paragraphs) - 1, len(paragraphs[-1])) if paragraphs else (0, 0)


def lies_inside(paragraphs: Sequence[str], paragraph: int, offset: int) -> bool:
    """Whether the place lies in the text; the ends of a paragraph do."""
    return 0 <= paragraph < len(paragraphs) and 0 <= offset <= len(paragraphs[paragraph])


def cut(paragraphs: Sequence[str], paragraph: int, offset: int) -> tuple[Paragraphs, Paragraphs]:
    """The text before and after a place; blanks and empty paragraphs at the cut fall away."""
    here = paragraphs[paragraph] if paragraph < len(paragraphs) else ""
    before = [*paragraphs[:paragraph], here[:offset].rstrip()]
    after = [here[offset:].lstrip(), *paragraphs[paragraph + 1 :]]
    while before and not before[-1]:
        before.pop()
    while after and not after[0]:
        after.pop(0)
    return tuple(before), tuple(after)


def parted(
    paragraphs: Sequence[str], shifts: Sequence[PhaseShift], phase: str, paragraph: int, offset: int
) -> tuple[tuple[PhaseShift, ...], str, tuple[PhaseShift, ...]]:
    """Share out phase boundaries at a cut.

    Returns:
        The boundaries of the first part, the phase in which the second begins, and its boundaries.
    """
    before, after = cut(paragraphs, paragraph, offset)
    end = len("\n".join(before))
    # What the cut took away stood between the two.
    start = len("\n".join(paragraphs)) - len("\n".join(after))
    placed = [(flat(paragraphs, shift.paragraph, shift.offset), shift) for shift in shifts]
    first = tuple(shift for position, shift in placed if position < end)
    opening = [shift for position, shift in placed if end <= position <= start]
    begins = (opening or first or [PhaseShift(0, 0, phase)])[-1].phase
    moved = tuple(
        PhaseShift(*place(after, position - start), shift.phase)
        for position, shift in placed
        if position > start
    )
    return first, begins, moved


def carried(shifts: Sequence[PhaseShift], old: Sequence[str], new: Sequence[str]) -> tuple[PhaseShift, ...]:
    """Phase boundaries of the old text at their places in the new one.

    What stands before the change stays, what stands after it moves with its words, and a boundary inside
    the changed passage goes to the passage's start.
    """
    before, after = "\n".join(old), "\n".join(new)
    head = _shared(before, after)
    room = min(len(before), len(after)) - head
    tail = min(_shared(before[::-1], after[::-1]), room)
    moved: dict[tuple[int, int], PhaseShift] = {}
    for shift in shifts:
        position = flat(old, shift.paragraph, shift.offset)
        if position > head:
            position = position + len(after) - len(before) if position >= len(before) - tail else head
        where = place(new, position)
        moved[where] = PhaseShift(*where, shift.phase)
    return tuple(moved[where] for where in sorted(moved))


def _shared(one: str, other: str) -> int:
    """How many characters the two have in common at their starts."""
    for index, (left, right) in enumerate(zip(one, other, strict=False)):
        if left != right:
            return index
    return min(len(one), len(other))
