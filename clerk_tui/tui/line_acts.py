"""What keys do to the line under the cursor of the transcript (一覧での操作).

A key means one thing: in the entry it is done to what is said now, in the transcript to the line that is chosen.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from clerk_tui.domain.commands import AddPerson
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.record import BlockHeading, State, Turn

if TYPE_CHECKING:
    from .screens.record import RecordScreen


class LineActs:
    """Actions that have a meaning of their own for a line that was recorded."""

    def __init__(self, screen: RecordScreen) -> None:
        self.screen = screen

    def of(self, name: str) -> Callable[[], None] | None:
        """What the action does to the chosen line; None where it has nothing to do with lines, or with this one."""
        screen = self.screen
        if not screen.browsing or screen.reading or not screen.transcript.cursor:
            return None
        entry = screen.state.entry(EntryId(screen.transcript.cursor))
        match name, entry:
            case "reattribute", Turn() as turn:
                return lambda: self._who(turn)
            case "phase", Turn() as turn if screen.state.meeting.profile.phases:
                return lambda: self._phase(turn)
            case "block", BlockHeading() | Turn(block=str()):
                return lambda: screen.perform("change_block")
            case "ruling", Turn() as turn if any(vote.entry == turn.id for vote in screen.state.votes):
                return lambda: screen.perform("amend_ruling")
            case "reattribute", _:
                return lambda: screen.say("この行は発言ではないので、発言者はありません。", refused=True)
            case _:
                return None

    def _who(self, turn: Turn) -> None:
        from .dialogs.line import WhoDialog

        def add(command: AddPerson) -> State:
            self.screen.keep(command)
            return self.screen.state

        dialog = WhoDialog(self.screen.state, turn, self.screen.predict, add)
        dialog.carry_out = self.screen.keep
        self.screen.app.push_screen(dialog, self._back)

    def _phase(self, turn: Turn) -> None:
        from .dialogs.line import PhaseHereDialog

        dialog = PhaseHereDialog(self.screen.state, turn)
        dialog.carry_out = self.screen.keep
        self.screen.app.push_screen(dialog, self._back)

    def _back(self, done: object) -> None:
        if done is not None:
            self.screen.to_entry()
