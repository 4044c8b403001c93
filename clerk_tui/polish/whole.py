"""All turns of a record (記録全体の整文): what is proposed, and the commands for what was accepted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from clerk_tui.domain.commands import Command, CompoundCommand, EditText
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.record import State

from .rules import Edit, Rule, Rules, applied, says_something

_BEFORE, _AFTER = 12, 24
"""Characters of context: few before the edit, so that it is in sight on a narrow screen."""
_GONE = "（この段落はなくなります）"


class Proposed(Struct, frozen=True):
    """An edit with its place in the record."""

    entry: EntryId
    paragraph: int
    edit: Edit
    context: str
    """「…お配りした［えー、→］資料を…」, and whether the paragraph goes with it."""


def proposals(state: State, rules: Rules) -> Iterator[Proposed]:
    """Every edit of every turn, in the order of the record.

    A paragraph of fillers alone may go; a turn of fillers alone stays: whether somebody spoke is for the clerk to say.
    """
    for turn in state.turns:
        found = [(text, rules.edits(text)) for text in turn.paragraphs]
        kept = [says_something(applied(text, edits)) for text, edits in found]
        for number, (text, edits) in enumerate(found):
            for edit in edits:
                if any(kept) or edit.rule is not Rule.FILLER:
                    yield Proposed(turn.id, number, edit, _context(text, edit, gone=not kept[number]))


def _context(text: str, edit: Edit, *, gone: bool) -> str:
    begin, end = max(0, edit.start - _BEFORE), edit.end + _AFTER
    head, tail = "…" if begin else "", "…" if end < len(text) else ""
    around = f"{head}{text[begin : edit.start]}［{edit.before}→{edit.after}］{text[edit.end : end]}{tail}"
    return f"{around}{_GONE if gone else ''}"


def commands(state: State, accepted: Iterable[Proposed]) -> Command | None:
    """What makes the accepted edits, as one step; None where nothing was accepted.

    A turn that has changed since it was proposed for is left alone.
    """
    wanted: dict[EntryId, dict[int, list[Edit]]] = {}
    for each in accepted:
        wanted.setdefault(each.entry, {}).setdefault(each.paragraph, []).append(each.edit)
    edits: list[Command] = []
    for entry, by_paragraph in wanted.items():
        turn = state.turn(entry)
        if turn is None or not all(_fits(turn.paragraphs, n, found) for n, found in by_paragraph.items()):
            continue
        texts = (applied(text, by_paragraph.get(n, [])) for n, text in enumerate(turn.paragraphs))
        if paragraphs := tuple(text for text in texts if text.strip()):
            edits.append(EditText(entry, paragraphs))
    return CompoundCommand(tuple(edits)) if edits else None


def _fits(paragraphs: tuple[str, ...], number: int, edits: list[Edit]) -> bool:
    return number < len(paragraphs) and all(
        paragraphs[number][edit.start : edit.end] == edit.before for edit in edits
    )
