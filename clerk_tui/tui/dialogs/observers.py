"""How many people listen (傍聴者数)."""

from __future__ import annotations

import unicodedata

from textual.app import ComposeResult

from clerk_tui.domain.commands import CountObservers
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import number

from .base import CommandDialog
from .fields import Field, Line


def head_count(typed: str) -> int:
    """A typed number of people: 3, ３, 三, 3名.

    Raises:
        Refused: it is no number.
    """
    text = unicodedata.normalize("NFKC", typed).strip().removesuffix("名").removesuffix("人").strip()
    count = number(text)
    if count is None:
        raise Refused(f"「{typed.strip()}」を人数として読めません。「3」のように数字で入れてください。")
    return count


class ObserversDialog(CommandDialog):
    """Number of observers, with a note (報道関係者 …)."""

    heading = "傍聴者数"
    hint = "Tab 次の欄　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        before = self.record.observers
        yield Field("人数", Line("" if before is None else str(before), "3", id="count"))
        yield Field("備考", Line(self.record.observers_note, "うち報道関係者1名 など", id="note"))

    def command(self) -> CountObservers:
        return CountObservers(
            head_count(self.query_one("#count", Line).value), self.query_one("#note", Line).value
        )
