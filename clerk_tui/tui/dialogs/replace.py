"""A word misheard all morning (一括置換): every place is seen before it changes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.commands import ReplaceText
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import StageDirection, State, Turn
from clerk_tui.domain.text import clean

from .base import CommandDialog
from .fields import Field, Line, Rows, cells

_AROUND = 12
"""Characters shown on each side of the word."""


class Place(Struct, frozen=True):
    """One line of the record that would change."""

    entry: EntryId
    who: str
    times: int
    before: str
    """The word with what stands around it, at its first occurrence."""
    after: str


def places(state: State, old: str, new: str) -> tuple[Place, ...]:
    """Every line in which the word stands, in order."""
    old, new = clean(old), clean(new)
    found: list[Place] = []
    for entry in state.entries if old else ():
        match entry:
            case Turn(paragraphs=texts) if holding := [text for text in texts if old in text]:
                who = f"{entry.started:%H:%M} {full_label(meeting_of(state), entry.speaker, entry.capacity)}"
                times = sum(text.count(old) for text in holding)
                found.append(Place(entry.id, who, times, *_around(holding[0], old, new)))
            case StageDirection(text=text) if old in text:
                found.append(
                    Place(entry.id, f"{entry.at:%H:%M} ト書き", text.count(old), *_around(text, old, new))
                )
            case _:
                pass
    return tuple(found)


def replacement(found: Sequence[Place], spared: Collection[EntryId], old: str, new: str) -> ReplaceText:
    """The command that changes all places but the spared ones.

    Raises:
        Refused: nothing would change.
    """
    if not old:
        raise Refused("置き換える語句を入れてください。")
    if old == new:
        raise Refused("置き換えたあとの語句が、もとと同じです。")
    if not found:
        raise Refused(f"「{old}」はどの発言にもありません。")
    kept = tuple(place.entry for place in found if place.entry not in spared)
    if not kept:
        raise Refused("置き換える行がすべて外されています。Space で選び直してください。")
    return ReplaceText(old, new, kept if spared else ())


def _around(text: str, old: str, new: str) -> tuple[str, str]:
    at = text.index(old)
    head, tail = text[max(at - _AROUND, 0) : at], text[at + len(old) : at + len(old) + _AROUND]
    return f"{head}【{old}】{tail}", f"{head}【{new}】{tail}"


class ReplaceDialog(CommandDialog):
    """Old and new words, and the lines that will change; single ones can be spared."""

    heading = "過去の発言の置換"
    hint = "Tab 次の欄　↑↓ 見る　Space この行は置き換えない　Enter 置き換える　Esc 戻る"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._places: tuple[Place, ...] = ()
        self._spared: set[EntryId] = set()

    def body(self) -> ComposeResult:
        yield Field("もとの語句", Line(narrows=True, id="old"))
        yield Field("新しい語句", Line(id="new"))
        rows: Rows[Place] = Rows()
        rows.add_class("gap")
        yield rows
        yield Static(Content(self._summary()), classes="summary")

    def changed(self) -> bool:
        return bool(self._spared) or super().changed()

    def command(self) -> ReplaceText:
        return replacement(self._places, self._spared, self._old, self._new)

    def accept(self) -> None:
        command = self.command()
        asked = "" if command.new else f"「{command.old}」を消します（新しい語句が空です）。よろしいですか。"
        self.propose(command, asked)

    def on_input_changed(self) -> None:
        self._places = places(self.record, self._old, self._new)
        self._spared &= {place.entry for place in self._places}
        self._show(0)

    def action_mark(self) -> None:
        rows: Rows[Place] = self.query_one(Rows)
        if rows.value is not None and rows.highlighted is not None:
            self._spared ^= {rows.value.entry}
            self._show(rows.highlighted)

    @property
    def _old(self) -> str:
        return self.query_one("#old", Line).value

    @property
    def _new(self) -> str:
        return self.query_one("#new", Line).value

    def _show(self, highlighted: int) -> None:
        self.query_one(Rows).fill([(self._label(place), place) for place in self._places], highlighted)
        self.query_one(".summary", Static).update(Content(self._summary()))

    def _label(self, place: Place) -> str:
        mark = "［外］" if place.entry in self._spared else "［替］"
        times = f"ほか{place.times - 1}か所" if place.times > 1 else ""
        shown = place.before if place.entry in self._spared or not self._new else place.after
        return f"{mark}{cells(place.who, 24)}{shown}　{times}"

    def _summary(self) -> str:
        if not self._places:
            return "置き換える行はまだありません。"
        lines = [place for place in self._places if place.entry not in self._spared]
        return (
            f"{len(lines)}行、{sum(place.times for place in lines)}か所を置き換えます（一度に取り消せます）。"
        )
