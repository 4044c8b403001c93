"""A speaker by two keys (番号表): everybody in the order of their numbers, each under the same key all meeting.

Function keys and Ctrl letters only: what an input method does with a letter or a digit depends on the machine.
"""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.queries import presence
from clerk_tui.domain.record import Named, Speaker, State
from clerk_tui.recording.numbers import numbers
from clerk_tui.support.cells import cells
from clerk_tui.tui.keymap import shown

from .base import Dialog

KEYS = ("f2", "f3", "f4", "f5", "f6", "f7", "f8", *(f"ctrl+{letter}" for letter in "abdefgklnoprtu"))
"""What takes the first, second … of the page; F1, F10 and F11 belong to terminals, and so do the other letters."""
_ROWS = 7
"""Of a column, where there is room for all of them."""
_COLUMN = 28
"""Cells that a person needs."""
NEXT = "f9"


def pages(state: State) -> tuple[tuple[Person, ...], ...]:
    """Members by their numbers, then everybody else, so many a page; the chair has a key of their own."""
    meeting = meeting_of(state)
    known = numbers(meeting)
    people = [person for person in meeting.people if meeting.role_of(person).standing is not Standing.CHAIR]
    people.sort(
        key=lambda p: (meeting.role_of(p).standing is not Standing.MEMBER, known[p.id]),
    )
    size = len(KEYS)
    return tuple(tuple(people[start : start + size]) for start in range(0, len(people), size))


class PadDialog(Dialog[tuple[Speaker, str]]):
    """One page of people under their keys."""

    heading = "番号表から発言者を選ぶ"
    hint = "F2～F8・Ctrl+文字 その人に　F9 次のページ（Shift+Tab 前）　Esc 戻る"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(key, f"choose({place})", show=False) for place, key in enumerate(KEYS)),
        Binding(f"{NEXT},tab", "turn(1)", show=False),
        Binding("shift+tab", "turn(-1)", show=False),
    ]

    def __init__(self, state: State) -> None:
        super().__init__()
        self.record = state
        self._pages = pages(state)
        self._page = 0
        if len(self._pages) < 2:
            self.hint = "F2～F8・Ctrl+文字 その人に　Esc 戻る"

    def body(self) -> ComposeResult:
        yield Static(Content(self._text()), id="pad")

    def on_resize(self) -> None:
        self.query_one("#pad", Static).update(Content(self._text()))

    def accept(self) -> None:
        self.say("名前の前に出ているキーで選んでください。")

    def action_choose(self, place: int) -> None:
        people = self._pages[self._page] if self._pages else ()
        if place < len(people):
            self.dismiss((Named(people[place].id), ""))
        else:
            self.say("このページのそのキーには、誰もいません。出ているキーを押してください。")

    def action_turn(self, step: int) -> None:
        if self._pages:
            self._page = (self._page + step) % len(self._pages)
            self.query_one("#pad", Static).update(Content(self._text()))

    def _text(self) -> str:
        if not self._pages:
            return "名簿に人がいません。"
        meeting, known = meeting_of(self.record), numbers(meeting_of(self.record))
        page = self._pages[self._page]
        people = [
            f"{cells(shown(key), 6)} {known[person.id]:>3}　{full_label(meeting, Named(person.id))}{self._away(person)}"
            for key, person in zip(KEYS, page, strict=False)
        ]
        # As many columns as there is room for; the first page is full, and the others keep its height.
        room = self.query_one("#pad", Static).scrollable_content_region.width if self.is_mounted else 0
        across = min(max(room // _COLUMN, 1), -(-len(KEYS) // _ROWS))
        deep = min(len(self._pages[0]), max(_ROWS, -(-len(KEYS) // across)))
        width = room // across
        lines = ["".join(cells(text, width) for text in people[row::deep]).rstrip() for row in range(deep)]
        if len(self._pages) > 1:
            lines.append(f"{self._page + 1}／{len(self._pages)} ページ")
        return "\n".join(lines)

    def _away(self, person: Person) -> str:
        last = presence(self.record, person.id)
        return f"（{last.status}）" if last and not last.status.here else ""
