"""What came back from Word, on a screen of its own (``clerk-tui diff --screen``)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from clerk_tui.roundtrip.changes import Change

from .own_app import OwnApp
from .screens.returned import ReturnedScreen

if TYPE_CHECKING:
    from clerk_tui.roundtrip.taking import Taking


class ReturnedApp(OwnApp[str]):
    """Gives what is to be said in the end."""

    TITLE = "Word から戻った案"
    CSS_PATH: ClassVar[list[str | PurePath]] = ["styles/app.tcss", "styles/dialogs.tcss"]
    ENABLE_COMMAND_PALETTE = False
    TAKES_TEXT = False

    def __init__(self, name: str, changes: Sequence[Change], taking: Taking, doubts: Sequence[str] = ()) -> None:
        """As :class:`ReturnedScreen` has it."""
        super().__init__()
        self.returned = ReturnedScreen(name, changes, taking, doubts)

    def on_mount(self) -> None:
        self.apply_theme()
        self.push_screen(self.returned, self.exit)

    async def action_quit(self) -> None:
        """Textual's own key for leaving asks as well."""
        if self.screen is self.returned:
            self.returned.action_close()
