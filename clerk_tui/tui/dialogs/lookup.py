"""Looking through what was said (さがす): a word to be replaced, the ledger of corrections, earlier meetings."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Sequence

from msgspec import Struct
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.commands import Command, ReplaceText
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.ledger import LedgerLine, history, ledger
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import StageDirection, State, Turn
from clerk_tui.domain.text import clean
from clerk_tui.domain.timeline import Timeline
from clerk_tui.tui.widgets.prose import Prose

from .base import CommandDialog, Dialog
from .fields import Field, Label, Line, Rows

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
        yield Prose(Content(self._summary()), classes="summary")

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

    def _label(self, place: Place) -> Label:
        mark = "［外］" if place.entry in self._spared else "［替］"
        times = f"ほか{place.times - 1}か所" if place.times > 1 else ""
        shown = place.before if place.entry in self._spared or not self._new else place.after
        return f"{mark}{place.who}", f"{shown}　{times}"

    def _summary(self) -> str:
        if not self._places:
            return "置き換える行はまだありません。"
        lines = [place for place in self._places if place.entry not in self._spared]
        return (
            f"{len(lines)}行、{sum(place.times for place in lines)}か所を置き換えます（一度に取り消せます）。"
        )


def one_line(text: str) -> str:
    """Paragraphs in one line."""
    return "／".join(text.split("\n"))


class LedgerDialog(Dialog[Command]):
    """Every correction with its time, the highlighted one in full below; it opens like the others and never answers."""

    heading = "訂正の記録"
    hint = "↑↓ 見る　Esc・Enter 閉じる"

    def __init__(self, timeline: Timeline, entry_id: EntryId | None = None) -> None:
        super().__init__()
        self._lines = history(timeline, entry_id) if entry_id else ledger(timeline)
        if entry_id:
            self.heading = "この発言の訂正の記録"

    def body(self) -> ComposeResult:
        rows: Rows[LedgerLine] = Rows([(self._label(line), line) for line in self._lines])
        if self._lines:
            rows.highlighted = len(self._lines) - 1
        yield rows
        yield Prose(Content("" if self._lines else "訂正はまだありません。"), classes="summary")

    def accept(self) -> None:
        self.dismiss(None)

    def on_option_list_option_highlighted(self) -> None:
        rows: Rows[LedgerLine] = self.query_one(Rows)
        if (line := rows.value) is not None:
            gone = "（取り消された訂正です）" if line.undone else ""
            by = f"\n直した人：{line.by}" if line.by else ""
            self.query_one(".summary", Static).update(
                Content(
                    f"訂正前：{one_line(line.before) or 'なし'}\n訂正後：{one_line(line.after) or 'なし'}{gone}{by}"
                )
            )

    def _label(self, line: LedgerLine) -> Label:
        undone = "取消済 " if line.undone else ""
        change = f"{one_line(line.before) or 'なし'} → {one_line(line.after) or 'なし'}"
        by = f"（{line.by}）" if line.by else ""
        return f"{line.at:%H:%M:%S}", f"{line.what}{by}", f"{undone}{change}"


class Past(Struct, frozen=True):
    """A remark of an earlier meeting."""

    place: str
    """「2026-05-18 第1回 14:20 委員 質問」."""
    excerpt: str
    text: str


class Answer(Struct, frozen=True):
    """The newest remarks that have all words."""

    found: Sequence[Past] = ()
    trouble: str = ""
    """Why it may not be all of them, in one sentence; empty: it is."""


LookUp = Callable[[str], Answer]
"""Words, separated by blanks, to what is found of them; called in a thread, one call after another."""

READING = "読んでいます。"


class PastDialog(Dialog[None]):
    """Searches as one types; shows the whole remark below the list.

    The records may have to be read first, which takes as long as there are meetings; that happens aside.
    """

    heading = "過去の発言"
    hint = "語を打つとさがします（空白で区切ると、すべてを含むもの）　↑↓ 選ぶ　Esc 戻る"

    def __init__(self, look_up: LookUp, words: str) -> None:
        super().__init__()
        self._look_up = look_up
        self._words = words
        self._answered_for: str | None = None
        """The words whose answer is shown; None before the first."""
        self._looking = False

    def body(self) -> ComposeResult:
        yield Field("語", Line(self._words, "例：外部委託 保存期間", narrows=True))
        rows: Rows[Past] = Rows()
        rows.add_class("gap")
        yield rows
        yield Prose(id="remark", classes="summary")

    def on_mount(self) -> None:
        self._look()

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._look()

    def on_option_list_option_highlighted(self) -> None:
        self._show()

    def accept(self) -> None:
        self.dismiss(None)

    def _look(self) -> None:
        if not self._looking:
            self._looking = True
            self.run_worker(self._answer())
        self._show()

    async def _answer(self) -> None:
        """Answer for what is typed, and again while it is another by then; the words between are skipped."""
        rows: Rows[Past] = self.query_one(Rows)
        line = self.query_one(Line)
        while self._answered_for != (words := line.value):
            answer = await asyncio.to_thread(self._look_up, words) if words.strip() else Answer()
            rows.fill([((found.place, found.excerpt), found) for found in answer.found])
            if answer.trouble:
                self.say(answer.trouble)
            self._answered_for = words
            self._show()
        self._looking = False

    def _show(self) -> None:
        rows: Rows[Past] = self.query_one(Rows)
        nothing = ""
        if self.query_one(Line).value.strip():
            nothing = READING if self._answered_for is None else "見つかりませんでした。"
        self.query_one("#remark", Static).update(Content(rows.value.text if rows.value else nothing))
