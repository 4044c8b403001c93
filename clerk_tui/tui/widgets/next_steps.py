"""The last line (次の一手): the three likeliest next steps, and where all the others are."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from clerk_tui.domain.record import State
from clerk_tui.tui.keymap import DEFAULT, PALETTE, Keymap, first_key, shown
from clerk_tui.tui.recording import Desk
from clerk_tui.tui.steps import cut, steps

_LONGEST = 44
"""Cells that one step may take where there is room enough."""
_WHOLE = 80


class NextSteps(Static):
    """A footer that leads a newcomer: key, then what it would do now."""

    state: reactive[State] = reactive(State)
    desk: reactive[Desk] = reactive(Desk)
    typing: reactive[bool] = reactive(False)

    def __init__(self, keymap: Keymap = DEFAULT) -> None:
        super().__init__()
        self._keymap = keymap

    def watch_state(self) -> None:
        self._draw()

    def watch_desk(self) -> None:
        self._draw()

    def watch_typing(self) -> None:
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        help_key = first_key(self._keymap, "help")
        always = [_part(help_key, "ヘルプ", _WHOLE), _part(shown(PALETTE), "一覧", _WHOLE)]
        likely = steps(self.state, self.desk, typing=self.typing)
        # The way to all the others stays in sight; what is likely shares the rest.
        room = self.scrollable_content_region.width - sum(part.cell_length + 2 for part in always)
        share = min(_LONGEST, room // max(len(likely), 1) - 2)
        parts = [_part(first_key(self._keymap, step.action), step.label, share) for step in likely]
        self.update(Content("　").join([*parts, *always]))


def _part(key: str, label: str, cells: int) -> Content:
    before = f"{key} " if key else ""
    return Content.assemble((before, "bold $text-primary"), cut(label, cells - len(before)))
