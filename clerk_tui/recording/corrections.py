"""What the correction of one line comes to (訂正の組み立て): pure, without a screen."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.commands import (
    AmendRuling,
    Command,
    CorrectSpeaker,
    DeleteEntry,
    EditText,
    FlagTurn,
    KeepInside,
    MarkNarration,
    MergeTurns,
    MoveEntry,
    RephaseFrom,
    RephaseTurn,
    TagCases,
    WithdrawRuling,
)
from clerk_tui.domain.corrections import Reach
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.internal_marks import Passage, carried_passages
from clerk_tui.domain.record import BlockHeading, Entry, Speaker, StageDirection, State, Turn
from clerk_tui.domain.turns import cleaned
from clerk_tui.domain.votes import voted_on

from .spoken_rulings import pronounced


class Draft(Struct, frozen=True):
    """A turn as the clerk is about to have it."""

    text: str
    """Paragraphs, one a line; blank lines count for nothing."""
    speaker: Speaker
    capacity: str
    cases: tuple[CaseId, ...]
    phase: str
    onward: bool
    """Whether the turns that follow in the same phase go with it."""
    narrated: bool
    flag: str
    reach: Reach = Reach.TURN
    """How far another speaker or capacity goes."""
    inside: tuple[Passage, ...] = ()
    """Passages of ``text`` for the internal edition alone."""


class Operation(Enum):
    """What can be done to a whole line, with the words of the menu."""

    SPLIT = "カーソルの位置で二つに分ける"
    SHIFT = "カーソルの位置から別の段階にする"
    JOIN_PREVIOUS = "前の発言とつなぐ"
    JOIN_NEXT = "次の発言とつなぐ"
    UP = "一つ前へ移す"
    DOWN = "一つ後へ移す"
    DELETE = "削除する（記録には残ります）"
    HISTORY = "この発言の訂正の記録を見る"


def draft_of(turn: Turn) -> Draft:
    """The turn as it stands."""
    return Draft(
        turn.text,
        turn.speaker,
        turn.capacity,
        turn.cases,
        turn.phase,
        False,
        turn.narrated,
        turn.flag,
        inside=turn.inside,
    )


def changes(turn: Turn, draft: Draft) -> tuple[Command, ...]:
    """One command for each matter in which the draft differs from the turn."""
    commands: list[Command] = []
    paragraphs = cleaned(draft.text.split("\n"))
    if paragraphs != turn.paragraphs:
        commands.append(EditText(turn.id, paragraphs))
    inside = carried_passages(draft.inside, draft.text.split("\n"), paragraphs)
    if inside != carried_passages(turn.inside, turn.paragraphs, paragraphs):
        commands.append(KeepInside(turn.id, inside))
    if (draft.speaker, draft.capacity) != (turn.speaker, turn.capacity):
        commands.append(CorrectSpeaker(turn.id, draft.speaker, draft.capacity, draft.reach))
    if set(draft.cases) != set(turn.cases):
        commands.append(TagCases(turn.id, draft.cases))
    if draft.phase != turn.phase:
        rephase = RephaseFrom if draft.onward else RephaseTurn
        commands.append(rephase(turn.id, draft.phase))
    if draft.narrated != turn.narrated:
        commands.append(MarkNarration(turn.id, draft.narrated))
    if draft.flag.strip() != turn.flag:
        commands.append(FlagTurn(turn.id, draft.flag))
    return tuple(commands)


def of_results(state: State, turn: Turn, text: str) -> tuple[Command, ...]:
    """What brings the results that a turn declared into line with other words of it; none: they agree.

    Words that declare nothing leave no result; of those that name some cases only, the others were not ruled.
    """
    votes = [vote for vote in state.votes if vote.entry == turn.id]
    cases = tuple(dict.fromkeys(vote.decision.case for vote in votes))
    said = {decision.case: decision for decision in pronounced(state.meeting, text, cases)}
    before = {decision.case for decision in pronounced(state.meeting, turn.text, cases)}
    commands: list[Command] = []
    for case in cases:
        rulings = voted_on(state, case)
        last = max(at for at, vote in enumerate(rulings, 1) if vote.entry == turn.id)
        vote = rulings[last - 1]
        decision = said.get(case)
        if decision is None and (case in before or not text.strip()):
            commands.append(WithdrawRuling(case, last))
        elif decision is not None and decision.outcome != vote.decision.outcome:
            changed = replace(
                vote.decision, outcome=decision.outcome, note=decision.note or vote.decision.note
            )
            commands.append(AmendRuling(changed, vote.method, vote.tally, last))
    return tuple(commands)


def stage_changes(stage: StageDirection, text: str) -> tuple[Command, ...]:
    """The same for a stage direction, which has only its words."""
    return () if text.strip() == stage.text else (EditText(stage.id, (text,)),)


def cursor_place(text: str, row: int, column: int) -> tuple[int, int]:
    """The paragraph and offset of a cursor in the text of a draft, blank lines and indents left out."""
    lines = text.split("\n")
    paragraph = sum(1 for line in lines[:row] if line.strip())
    here = lines[row] if row < len(lines) else ""
    indent = len(here) - len(here.lstrip(" \t"))
    return paragraph, min(max(column - indent, 0), len(here.strip(" \t")))


def possible(state: State, entry: Entry) -> tuple[Operation, ...]:
    """The operations that make sense on the line where it stands."""
    previous, following = neighbours(state, entry.id)
    turn = isinstance(entry, Turn)
    fits = {
        Operation.SPLIT: turn,
        Operation.SHIFT: turn,
        Operation.JOIN_PREVIOUS: turn and isinstance(previous, Turn),
        Operation.JOIN_NEXT: turn and isinstance(following, Turn),
        Operation.UP: previous is not None,
        Operation.DOWN: following is not None,
        Operation.DELETE: not isinstance(entry, BlockHeading),
        Operation.HISTORY: True,
    }
    return tuple(operation for operation, fit in fits.items() if fit)


def neighbours(state: State, entry_id: EntryId) -> tuple[Entry | None, Entry | None]:
    """The lines before and after."""
    entries = state.entries
    at = next(index for index, entry in enumerate(entries) if entry.id == entry_id)
    return (
        entries[at - 1] if at else None,
        entries[at + 1] if at + 1 < len(entries) else None,
    )


def moving(state: State, entry_id: EntryId, operation: Operation) -> Command:
    """The command of an operation that needs neither cursor nor choice.

    Raises:
        Refused: the line has no such neighbour.
    """
    previous, following = neighbours(state, entry_id)
    match operation:
        case Operation.JOIN_PREVIOUS if previous is not None:
            return MergeTurns(previous.id, entry_id)
        case Operation.JOIN_NEXT if following is not None:
            return MergeTurns(entry_id, following.id)
        case Operation.UP if previous is not None:
            return MoveEntry(entry_id, previous.id)
        case Operation.DOWN if following is not None:
            _, beyond = neighbours(state, following.id)
            return MoveEntry(entry_id, beyond.id if beyond else None)
        case Operation.DELETE:
            return DeleteEntry(entry_id)
        case _:
            raise Refused("この行では、その操作はできません。")
