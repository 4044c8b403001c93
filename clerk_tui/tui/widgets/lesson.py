"""The guided lesson above the record (練習の案内): what to try now, and which keys are done."""

from __future__ import annotations

from textual.content import Content
from textual.widgets import Static

from clerk_tui.recording.lesson import END, STEPS, Moment, advanced
from clerk_tui.support.cells import wrap
from clerk_tui.tui.keymap import Keymap, first_key


class Lesson(Static):
    """Checks its steps off by itself; goes with the first key after the last step."""

    DEFAULT_CSS = """
    Lesson { height: auto; padding: 0 1; background: $primary 20%; }
    """

    def __init__(self, keymap: Keymap, first: Moment) -> None:
        super().__init__(id="lesson")
        self._keymap = keymap
        self._before = first
        self.step = 0

    def on_resize(self) -> None:
        self._tell()

    def follow(self, now: Moment) -> None:
        """The screen shows something else."""
        if self.step == len(STEPS) and not now.help:
            if len(now.state.entries) > len(self._before.state.entries):
                self.remove()
            return
        before, self._before = self._before, now
        step = advanced(self.step, before, now)
        if step != self.step:
            self.step = step
            self._tell()

    def _tell(self) -> None:
        keys = [first_key(self._keymap, step.action) or "（キーなし）" for step in STEPS]
        marks = Content("　").join(
            Content.styled(f"済 {key}", "$text-muted")
            if number < self.step
            else Content.styled(f"今 {key}", "bold")
            if number == self.step
            else Content(f"次 {key}")
            for number, key in enumerate(keys)
        )
        task = STEPS[self.step].task.format(key=keys[self.step]) if self.step < len(STEPS) else END
        text = f"練習 {min(self.step + 1, len(STEPS))}/{len(STEPS)}　{task}"
        lines = [Content.styled(text[at:end], "bold") for at, end in wrap(text, max(self.content_size.width, 2))]
        self.update(Content("\n").join((*lines, marks)))
