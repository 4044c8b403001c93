"""One meeting (会議でできること): every command that can be about it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from clerk_tui.tui.widgets.hint import Hint

from .offers import Card, Offer, Standing

HINT = "↑↓ 選ぶ　Enter する　F2 細かく決めてからする　Esc 戻る"
_FIRST = {Standing.DOUBTS: "check", Standing.DRAFTS: "diff", Standing.OTHER: "draft"}
"""What is likely to be wanted of a meeting; of any other it is the recording."""

Choice = tuple[Offer, bool]
"""A command, and whether its arguments are to be asked for first."""


class MeetingMenu(ModalScreen[Choice | None]):
    """Gives what is to be done; None: nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("f2", "choose(True)", show=False),
    ]

    def __init__(self, card: Card, offers: Sequence[Offer]) -> None:
        super().__init__()
        self._card = card
        self._offers = [offer for offer in offers if offer.of_meeting]

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(f"{self._card.name}\n{self._card.note}"), classes="title")
            yield OptionList(
                *(Option(Content(offer.short), id=" ".join(offer.words)) for offer in self._offers),
                id="acts",
                markup=False,
                compact=True,
            )
            yield Hint(HINT)

    def on_mount(self) -> None:
        acts = self.query_one(OptionList)
        first = _FIRST.get(self._card.standing, "record")
        names = [offer.words[0] for offer in self._offers]
        acts.highlighted = names.index(first) if first in names else 0
        acts.focus()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss((self._offers[event.option_index], False))

    def action_choose(self, asking: bool) -> None:
        at = self.query_one(OptionList).highlighted
        if at is not None:
            self.dismiss((self._offers[at], asking))
