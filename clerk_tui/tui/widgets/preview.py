"""What comes of papers (下見), shown to be read: what is doubtful stands first, and has to have been in sight."""

from __future__ import annotations

from msgspec import Struct
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from .prose import Prose

_WIDTH = 60
"""Cells of the preview before it has been laid out."""


class Look(Struct, frozen=True):
    """What was made of the papers, or everything that is wrong with them."""

    text: str
    """The doubts stand first in it, above the first empty line."""
    fits: bool
    doubts: tuple[str, ...] = ()
    """What the clerk is to have seen before it is written."""


class Preview(VerticalScroll):
    """Shows a look, and knows how much of its doubts has been in sight."""

    def __init__(self) -> None:
        super().__init__(id="shown", can_focus=False)
        self.found = Look("", False)
        self._shown_to = 0
        """How many lines have been in sight since the doubts last changed."""
        self._warned: tuple[str, ...] | None = None
        """The doubts that were pointed at."""

    def compose(self) -> ComposeResult:
        yield Prose(id="preview")

    @property
    def width_of_text(self) -> int:
        """Cells that a line may have."""
        return self.query_one("#preview", Static).content_size.width or _WIDTH

    def look_at(self, found: Look) -> None:
        """Show what was found; other doubts than before have to be looked at anew."""
        if found.doubts != self.found.doubts:
            self._shown_to = 0
            self.scroll_home(animate=False)
        self.found = found
        preview = self.query_one("#preview", Static)
        preview.set_class(not found.fits, "-wrong")
        preview.update(Content(found.text))
        self.call_after_refresh(self.mark_seen)

    def mark_seen(self) -> None:
        top = int(self.scroll_y)
        # What was scrolled over unseen does not count.
        if top <= self._shown_to:
            self._shown_to = max(self._shown_to, top + self.scrollable_content_region.height)

    def turn_page(self, direction: int) -> None:
        (self.scroll_page_down if direction > 0 else self.scroll_page_up)(animate=False)
        self.call_after_refresh(self.mark_seen)

    def hold_back(self) -> str:
        """Point at what is doubtful, once, and to its end; empty: all of it has been in sight, or there is none."""
        # What the last key scrolled to has been in sight by now.
        self.mark_seen()
        doubts = self.found.doubts
        if not self.found.fits or not doubts or (not self._unseen and self._warned == doubts):
            return ""
        first, self._warned = self._warned != doubts, doubts
        if self._unseen:
            self.turn_page(1)
        else:
            self.scroll_home(animate=False)
        return f"確かめたいことが{len(doubts)}件あります。" if first else "確かめたいことの続きです。"

    @property
    def _unseen(self) -> bool:
        """Whether a doubt has not been in sight yet."""
        lines = self.found.text.split("\n")
        return self._shown_to < (lines.index("") if "" in lines else len(lines))
