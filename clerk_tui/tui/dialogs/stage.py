"""MeetingStage directions (ト書き): （異議なし）, （答申案文の配布）."""

from __future__ import annotations

from clerk_tui.domain.commands import RecordStageDirection
from clerk_tui.domain.record import StageDirection, State

from .words import WordsDialog

_USUAL = ("異議なし", "答申案文の配布", "資料の配布", "挙手全員", "起立全員", "拍手")


def usual_directions(state: State) -> tuple[str, ...]:
    """What is usual, and what this meeting has had besides."""
    had = (entry.text for entry in reversed(state.entries) if isinstance(entry, StageDirection))
    return tuple(dict.fromkeys((*_USUAL, *had)))


class StageDialog(WordsDialog):
    """One of the usual directions, or one's own; the brackets are added in print."""

    heading = "ト書き"

    def __init__(self, state: State) -> None:
        super().__init__(state, usual_directions(state))

    def make(self, words: str) -> RecordStageDirection:
        return RecordStageDirection(words)
