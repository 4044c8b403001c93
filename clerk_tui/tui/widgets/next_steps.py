"""The last line (次の一手): the three likeliest next steps, and where all the others are."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from clerk_tui.domain.record import State
from clerk_tui.tui.keymap import DEFAULT, PALETTE, Keymap, first_key, shown
from clerk_tui.tui.recording import Desk
from clerk_tui.tui.steps import steps


class NextSteps(Static):
    """A footer that leads a newcomer: key, then what it would do now."""

    state: reactive[State] = reactive(State)
    desk: reactive[Desk] = reactive(Desk)
    typing: reactive[bool] = reactive(False)
    keymap: Keymap = DEFAULT

    def watch_state(self) -> None:
        self._draw()

    def watch_desk(self) -> None:
        self._draw()

    def watch_typing(self) -> None:
        self._draw()

    def _draw(self) -> None:
        likely = steps(self.state, self.desk, typing=self.typing)
        always = ((first_key(self.keymap, "help"), "ヘルプ"), (shown(PALETTE), "一覧"))
        parts = [*(_part(first_key(self.keymap, s.action), s.label) for s in likely), *(_part(*a) for a in always)]
        self.update(Content("　").join(parts))


def _part(key: str, label: str) -> Content:
    return Content.assemble((f"{key} " if key else "", "bold $text-primary"), (label, ""))
