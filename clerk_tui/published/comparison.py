"""What was changed in a draft since it left the record (案の直しの照合): line by line against the same print. Pure.

The record is printed once more, in the layout and edition of the draft, and read as lines the same way. Where the
lines are equal, nothing was changed, whatever they look like; only what lies between is read as turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from msgspec import Struct

from clerk_tui.domain.commands import EditText
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.internal_marks import has_marks
from clerk_tui.domain.record import State, Turn
from clerk_tui.minutes.document import Document
from clerk_tui.minutes.document import Turn as PrintedTurn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LayoutSpec
from clerk_tui.minutes.showing import shown

from .data import TurnRow
from .reading.page import Page, TextLine

_ALIKE = 0.5
"""From this similarity on, two turns in the same gap are one that was changed."""

_NOBODY = "発言者なし"
_MARK = 6
"""Characters of what stands around a label, at most."""
_NAME = 24
"""Characters of a label that the record does not know, at most."""

Piece = tuple[str, bool]
"""A line of a file, and whether it is the first cell of a row of two."""


class Heads(Struct, frozen=True):
    """How a template says who speaks, as it is seen in a print: whoever made the template may have changed it."""

    before: str = ""
    """What stands before the label (○)."""
    after: str = ""
    """What stands between the label and the words."""
    alone: bool = False
    """Whether the label has a line or a cell of its own."""
    cell: bool = False
    """Whether that is the first cell of a row."""


class Printed(Struct, frozen=True):
    """A turn as the record prints it."""

    entry: EntryId
    label: str
    paragraphs: tuple[str, ...]
    whole: bool
    """Whether the edition prints all of it, so that what was changed in print can go back."""
    start: int
    """The line of the print at which it begins."""
    length: int
    """How many lines it takes there; 0: the template does not print it as such."""
    heads: Heads

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


class OtherChange(Struct, frozen=True):
    """Lines outside of the turns that are not as the record has them: the clerk mends the record on the screen."""

    where: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class Draft(Struct, frozen=True):
    """What the record prints in the layout and edition of a draft."""

    document: Document
    layout: LayoutSpec
    edition: Edition
    page: Page
    """The print, read the same way as the draft."""


def pieces(page: Page) -> tuple[Piece, ...]:
    """The lines of a file in order, those of cells among them."""
    found: list[Piece] = []
    for block in page.blocks:
        if isinstance(block, TextLine):
            found.append((block.text, False))
        else:
            for row in block.rows:
                for at, cell in enumerate(row.cells):
                    found += [(line, at == 0 and len(row.cells) == 2) for line in cell]
    return tuple(found)


def compared(state: State, draft: Page, printed: Draft) -> tuple[Change | OtherChange, ...]:
    """Everything in the draft that differs from the print of the record, in order."""
    old, new = pieces(printed.page), pieces(draft)
    turns = tuple(_turns(state, printed, old))
    owners = _owners(turns)
    labels = {turn.label for turn in turns}
    heads = _usual(turns)
    said: list[TurnRow] = []
    others: list[OtherChange] = []
    open_turn = False
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            for at in range(i1, i2):
                owner = owners.get(at)
                if owner is None:
                    open_turn = False
                else:
                    turn, place = owner
                    if place == 0:
                        said.append(_first(turn, old[at]))
                    elif not open_turn:
                        # Its first line is gone, and with it who spoke.
                        said.append(TurnRow(_NOBODY, (old[at][0],)))
                    else:
                        said[-1] = TurnRow(said[-1].label, (*said[-1].paragraphs, old[at][0]))
                    open_turn = True
            continue
        removed = [old[at][0] for at in range(i1, i2) if at not in owners]
        touched = any(at in owners for at in range(i1, i2)) or (open_turn and i1 == i2)
        left: list[str] = []
        for text, label in new[j1:j2]:
            begun = _begun(text, heads, labels, label=label)
            if begun:
                said.append(begun)
                open_turn = True
            elif open_turn and (touched or not removed) and not (removed and len(left) < len(removed)):
                said[-1] = TurnRow(said[-1].label, (*said[-1].paragraphs, text))
            else:
                left.append(text)
        if removed or left:
            others.append(OtherChange(_where(old, i1, owners), tuple(removed), tuple(left)))
    return (*others, *_turn_changes(turns, [_restored(row, turns) for row in said]))


def _turns(state: State, printed: Draft, old: Sequence[Piece]) -> Iterator[Printed]:
    """The turns of the record with the lines that they take in print; none where the layout has no full text."""
    if not printed.layout.transcript:
        return
    rows = [row for row in printed.document.body if isinstance(row, PrintedTurn)]
    entries = [entry for entry in shown(state, printed.edition) if isinstance(entry, Turn)]
    at = 0
    for entry, row in zip(entries, rows, strict=True):
        whole = printed.edition is Edition.INTERNAL or not (entry.inside or has_marks(entry.text))
        said = [line for paragraph in row.paragraphs for line in _lines(paragraph.text)]
        found = next(
            ((n, heads) for n in range(at, len(old)) if (heads := _head_at(old, n, row.label, said))), None
        )
        start, heads = found if found is not None else (at, Heads())
        length = 0 if found is None else len(said) + (heads.alone or not said)
        yield Printed(entry.id, row.label, tuple(p.text for p in row.paragraphs), whole, start, length, heads)
        at = start + length


def _head_at(old: Sequence[Piece], at: int, label: str, said: Sequence[str]) -> Heads | None:
    """How the turn begins at that line of the print; None: it does not stand there."""
    text, cell = old[at]
    before, there, rest = text.partition(label)
    if not there or len(before) > _MARK:
        return None
    following = [line for line, _ in old[at + 1 : at + 1 + len(said)]]
    if len(rest) <= _MARK and following == list(said):
        return Heads(before, rest, alone=True, cell=cell)
    if said and rest.endswith(said[0]) and following[: len(said) - 1] == list(said[1:]):
        after = rest[: len(rest) - len(said[0])]
        return Heads(before, after) if len(after) <= _MARK else None
    return None


def _usual(turns: Sequence[Printed]) -> Heads | None:
    """How most turns begin; None where there is none."""
    counted = Counter(turn.heads for turn in turns if turn.length)
    return counted.most_common(1)[0][0] if counted else None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _owners(turns: Sequence[Printed]) -> dict[int, tuple[Printed, int]]:
    """To which turn each line of the print belongs, and the how manieth of its lines it is."""
    return {turn.start + n: (turn, n) for turn in turns for n in range(turn.length)}


def _first(turn: Printed, piece: Piece) -> TurnRow:
    """A turn whose first line stands unchanged."""
    if turn.heads.alone:
        return TurnRow(turn.label, ())
    text = piece[0][len(turn.heads.before) + len(turn.label) + len(turn.heads.after) :]
    return TurnRow(turn.label, (text,) if text else ())


def _begun(text: str, heads: Heads | None, labels: set[str], *, label: bool) -> TurnRow | None:
    """The turn that a changed line begins; None: it begins none."""
    if heads is None or not text.startswith(heads.before):
        return None
    rest = text[len(heads.before) :]
    if heads.cell:
        return TurnRow(rest.removesuffix(heads.after).strip(), ()) if label else None
    for known in sorted(labels, key=len, reverse=True):
        if rest.startswith(known) and (rest[len(known) :].startswith(heads.after) or rest == known):
            said = rest[len(known) + len(heads.after) :]
            if not (heads.alone and said):
                return TurnRow(known, (said,) if said else ())
    if heads.alone:
        return None
    name, gap, said = rest.partition(heads.after)
    if heads.before and heads.after and gap and 0 < len(name) <= _NAME and "。" not in name:
        return TurnRow(name, (said,) if said else ())
    return None


def _restored(row: TurnRow, turns: Sequence[Printed]) -> TurnRow:
    """The turn with the paragraphs that were not touched as the record has them, line breaks and blanks included."""
    known = [paragraph for turn in turns if turn.label == row.label for paragraph in turn.paragraphs]
    by_lines = {tuple(_lines(paragraph)): paragraph for paragraph in known}
    longest = max((len(lines) for lines in by_lines), default=1)
    found: list[str] = []
    at = 0
    while at < len(row.paragraphs):
        for length in range(min(longest, len(row.paragraphs) - at), 0, -1):
            original = by_lines.get(tuple(row.paragraphs[at : at + length]))
            if original is not None:
                break
        found.append(original if original is not None else row.paragraphs[at])
        at += length
    return TurnRow(row.label, tuple(found))


def _where(old: Sequence[Piece], at: int, owners: dict[int, tuple[Printed, int]]) -> str:
    """Which part of the draft a line stands in, as the clerk calls it."""
    number = sum(1 for index, (_, place) in owners.items() if place == 0 and index < at)
    if number:
        return f"{number} 番目の発言の後"
    text, is_label = old[at - 1] if at else ("", False)
    return f"「{text}」の{'欄' if is_label else '後'}" if text else "冒頭"


def _turn_changes(before: Sequence[Printed], after: Sequence[TurnRow]) -> Iterator[Change]:
    matcher = SequenceMatcher(
        None,
        [(turn.label, turn.paragraphs) for turn in before],
        [(row.label, row.paragraphs) for row in after],
        autojunk=False,
    )
    for kind, i1, i2, j1, j2 in matcher.get_opcodes():
        if kind != "equal":
            yield from _paired(before[i1:i2], after[j1:j2], j1 + 1)


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
