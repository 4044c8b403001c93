"""The chair's procedural lines (定型文)."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.profile import Phrase
from clerk_tui.domain.record import State
from clerk_tui.domain.text import normalize
from clerk_tui.tui.phrasing import offered, said

from .base import Dialog
from .fields import Field, Line, Rows, cells


def phrases_in_order(state: State) -> tuple[Phrase, ...]:
    """Those that fit the moment, likeliest first, then all the others."""
    fitting = offered(state)
    return (*fitting, *(phrase for phrase in meeting_of(state).profile.phrases if phrase not in fitting))


def words(state: State, phrase: Phrase) -> str:
    """The phrase as it would be recorded."""
    return "".join(said(state, phrase, None).paragraphs)


def matching(state: State, query: str) -> tuple[Phrase, ...]:
    """The phrases whose name or words hold what was typed."""
    wanted = normalize(query)
    return tuple(
        phrase
        for phrase in phrases_in_order(state)
        if wanted in normalize(phrase.key) or wanted in normalize(words(state, phrase))
    )


class PhraseDialog(Dialog[Phrase]):
    """Phrases with their places filled in; typing narrows them down."""

    heading = "定型文"
    hint = "↑↓ 選ぶ　文字を打つと絞り込み　Enter 入れる　Esc 戻る"

    def __init__(self, state: State) -> None:
        super().__init__()
        meeting_of(state)
        self.record = state

    def body(self) -> ComposeResult:
        yield Field("絞り込み", Line(placeholder="文言の一部", narrows=True))
        yield Rows(self._items(""))
        yield Static(classes="summary")

    def accept(self) -> None:
        rows: Rows[Phrase] = self.query_one(Rows)
        if rows.value is None:
            self.say("あてはまる定型文がありません。絞り込みの文字を消してください。")
        else:
            self.dismiss(rows.value)

    def on_input_changed(self, event: Input.Changed) -> None:
        rows: Rows[Phrase] = self.query_one(Rows)
        rows.fill(self._items(event.value))
        self._preview()

    def on_option_list_option_highlighted(self) -> None:
        self._preview()

    def _items(self, query: str) -> list[tuple[str, Phrase]]:
        return [
            (f"{self._places(phrase)}{words(self.record, phrase)}", phrase)
            for phrase in matching(self.record, query)
        ]

    def _places(self, phrase: Phrase) -> str:
        profile = meeting_of(self.record).profile
        here = self.record.phase in phrase.phases
        names = [found.name for phase in phrase.phases if (found := profile.phase(phase))]
        return cells("今の段階" if here else "・".join(names) or "いつでも", 14) + "　"

    def _preview(self) -> None:
        rows: Rows[Phrase] = self.query_one(Rows)
        phrase = rows.value
        text = ""
        if phrase is not None:
            then = meeting_of(self.record).profile.phase(phrase.then)
            text = words(self.record, phrase) + (f"　→ 「{then.name}」へ移ります" if then else "")
        self.query_one(".summary", Static).update(Content(text))
