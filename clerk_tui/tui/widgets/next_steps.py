"""The last line (次の一手): the three likeliest next steps, and where all the others are."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from clerk_tui.domain.record import State
from clerk_tui.tui.keymap import DEFAULT, PALETTE, Keymap, first_key, shown
from clerk_tui.tui.recording import Desk
from clerk_tui.tui.steps import cut, steps

_LONGEST = 40
"""Cells that what a step would do may take where there is room enough."""
_GAP = 2
"""Cells between two steps."""


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
        parts = [
            _part(first_key(self._keymap, step.action), step.label)
            for step in steps(self.state, self.desk, typing=self.typing)
        ]
        needs = [part.cell_length + _GAP for part in parts]
        # The way to all the others stays in sight; the help, which names the palette, is enough where it is narrow.
        always = [_part(first_key(self._keymap, "help"), "ヘルプ"), _part(shown(PALETTE), "一覧")]
        width = self.scrollable_content_region.width
        if sum(needs) + sum(part.cell_length + _GAP for part in always) > width + _GAP:
            always.pop()
        room = width - sum(part.cell_length for part in always) - _GAP * (len(always) - 1)
        fitted = [
            part.truncate(cells, ellipsis=True)
            for part, cells in zip(parts, shares(needs, room), strict=True)
        ]
        self.update(Content("　").join([*fitted, *always]))


def shares(needs: Sequence[int], room: int) -> list[int]:
    """How many cells each part gets, its gap not counted: short ones all they need, long ones alike."""
    granted = [0] * len(needs)
    for left, index in zip(
        range(len(needs), 0, -1), sorted(range(len(needs)), key=needs.__getitem__), strict=True
    ):
        granted[index] = min(needs[index], max(room, 0) // left)
        room -= granted[index]
    return [max(cells - _GAP, 0) for cells in granted]


def _part(key: str, label: str) -> Content:
    return Content.assemble((f"{key} " if key else "", "bold $text-primary"), cut(label, _LONGEST))
