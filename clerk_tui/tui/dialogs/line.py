"""One matter of the line under the cursor put right with its own key (この行を直す): who spoke, from where a phase is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.commands import CorrectSpeaker, RephaseFrom
from clerk_tui.domain.corrections import Reach, reached
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.profile import Phase
from clerk_tui.domain.record import State, Turn
from clerk_tui.recording.corrections import neighbours
from clerk_tui.recording.input_state import Predict

from .base import CommandDialog
from .fields import Cycle, Field, Rows
from .people import Add, Choice, SpeakerDialog


def near(state: State, turn: Turn, predict: Predict) -> tuple[Choice, ...]:
    """Who may have spoken instead: those expected there, those of the lines around, and the present speaker."""
    found: dict[tuple[object, str], Choice] = {}
    for voice in tuple(predict(_before(state, turn), ""))[:3]:
        found[voice.speaker, voice.capacity] = Choice(voice.speaker, voice.capacity, voice.reason)
    for neighbour, where in zip(neighbours(state, turn.id), ("前の発言者", "次の発言者"), strict=True):
        if isinstance(neighbour, Turn):
            around = (neighbour.speaker, neighbour.capacity)
            found.setdefault(around, Choice(*around, where))
    found.pop((turn.speaker, turn.capacity), None)
    return (*found.values(), Choice(turn.speaker, turn.capacity, "今の発言者"))


def _before(state: State, turn: Turn) -> State:
    """The record as it was when the turn began."""
    at = state.entries.index(turn)
    return replace(state, entries=state.entries[:at], floor=None, phase=turn.phase, current=turn.block)


class WhoDialog(SpeakerDialog):
    """The finder for a turn of the record; F5 says how far the correction goes, and how many turns that is."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f5", "reach", show=False)]

    def __init__(self, state: State, turn: Turn, predict: Predict, add: Add) -> None:
        excerpt = turn.text.replace("\n", "")[:16]
        super().__init__(state, near(state, turn, predict), f"この発言の発言者：「{excerpt}」", add)
        self._turn = turn
        self.hint = "↑↓ 選ぶ　F5 範囲　F2（Ctrl+O）立場　F3（Ctrl+R）名簿にない人　Enter 直す　Esc 戻る"

    def body(self) -> ComposeResult:
        yield from super().body()
        yield Field("範囲", Cycle([(self._reach_text(reach), reach) for reach in Reach], id="reach"))

    def accept(self) -> None:
        rows: Rows[Choice] = self.query_one(Rows)
        if rows.value is None:
            self.say(self.nobody())
            return
        reach: Cycle[Reach] = self.query_one("#reach", Cycle)
        self.carry_out(CorrectSpeaker(self._turn.id, rows.value.speaker, self.capacity, reach.value))
        self.dismiss((rows.value.speaker, self.capacity))

    def action_reach(self) -> None:
        self.query_one("#reach", Cycle).action_turn(1)

    def _reach_text(self, reach: Reach) -> str:
        turns: Sequence[Turn] = reached(self.record, self._turn, reach)
        who = full_label(meeting_of(self.record), self._turn.speaker, self._turn.capacity)
        return str(reach) if reach is Reach.TURN else f"{reach}（{who}の{len(turns)}件）"


class PhaseHereDialog(CommandDialog):
    """From this turn on, as long as the phase goes on, it was another one; the next phase is offered first."""

    hint = "↑↓ 選ぶ　Enter この発言から移す　Esc 戻る"

    def __init__(self, state: State, turn: Turn) -> None:
        super().__init__(state)
        self._turn = turn
        self.heading = f"この発言からの段階：「{turn.text.replace(chr(10), '')[:16]}」"

    def body(self) -> ComposeResult:
        phases = meeting_of(self.record).profile.phases
        at = next((index for index, phase in enumerate(phases) if phase.id == self._turn.phase), -1)
        rows: Rows[Phase] = Rows(
            [(f"{'今' if index == at else '　'}　{phase.name}", phase) for index, phase in enumerate(phases)]
        )
        rows.highlighted = min(at + 1, len(phases) - 1) if phases else None
        yield rows
        yield Static(
            Content("同じ段階が続くところまで、この発言から先をまとめて付け替えます。"), classes="summary"
        )

    def command(self) -> RephaseFrom:
        rows: Rows[Phase] = self.query_one(Rows)
        if rows.value is None:
            raise Refused("審議会の型に段階がありません。profile.toml の phases に書いてください。")
        return RephaseFrom(self._turn.id, rows.value.id)
