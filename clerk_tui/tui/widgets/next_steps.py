"""The last line (次の一手): the three likeliest next steps, and where all the others are."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from clerk_tui.domain.record import State
from clerk_tui.recording.input_state import InputState
from clerk_tui.recording.steps import Step, steps
from clerk_tui.support.cells import cut, shares
from clerk_tui.tui.keymap import PALETTE, Keymap, first_key, shown

_NARROW = 100
_GAP = 2
"""Cells between two steps."""
_SMALLEST = 14
"""Cells that a step keeps beside a proposal."""


class NextSteps(Widget):
    """A footer that leads a newcomer: key, then what it would do now."""

    state: reactive[State] = reactive(State)
    desk: reactive[InputState] = reactive(InputState)
    typing: reactive[bool] = reactive(False)
    browsing: reactive[bool] = reactive(False)

    def __init__(self, keymap: Keymap, *, reading: bool) -> None:
        super().__init__()
        self._keymap = keymap
        self._reading = reading

    @property
    def offered(self) -> tuple[Step, ...]:
        """What the line names; each works where the focus is now."""
        return steps(self.state, self.desk, typing=self.typing, browsing=self.browsing, reading=self._reading)

    def render(self) -> Content:
        """Drawn once a painting, however many of its parts have changed."""
        likely = [
            (f"{key} " if (key := step.key or first_key(self._keymap, step.action)) else "", step.label)
            for step in self.offered
        ]
        # The way to all the others stays in sight; where it is narrow, the help is enough, which names the palette.
        always = [(f"{first_key(self._keymap, 'help')} ", "ヘルプ"), (f"{shown(PALETTE)} ", "一覧")]
        width = self.scrollable_content_region.width
        if width < _NARROW:
            always.pop()
        room = width + _GAP - sum(cell_len(key + label) + _GAP for key, label in always)
        needs = [cell_len(key + label) + _GAP for key, label in likely]
        if self.desk.proposal and self.offered and self.offered[0].action == "take":
            # What is taken with one key must be read to its end: the others are known by their keys.
            whole = min(needs[0], room - _SMALLEST * (len(needs) - 1))
            wide = [whole, *shares(needs[1:], room - whole)]
        else:
            wide = shares(needs, room)
        granted = [max(cells - _GAP, 0) for cells in wide]
        fitted = [
            (key, cut(label, cells - len(key))) for (key, label), cells in zip(likely, granted, strict=True)
        ]
        return Content("　").join(
            Content.assemble((key, "bold $text-primary"), label) for key, label in (*fitted, *always)
        )
