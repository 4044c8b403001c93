"""One line of the record put right (訂正): words, speaker, cases, phase, a flag, and what is done to it as a whole."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.acts import Stamp
from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.commands import AddPerson, Command, FlagTurn, MarkPoint, ShiftPhase, SplitTurn
from clerk_tui.domain.corrections import Reach, reached
from clerk_tui.domain.errors import UnknownReference
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.internal_marks import public_paragraphs
from clerk_tui.domain.labels import full_label, written_cases
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.points import AS_SAID
from clerk_tui.domain.record import Mark, Speaker, StageDirection, State, Turn, fold
from clerk_tui.domain.timeline import Timeline
from clerk_tui.recording.corrections import (
    Draft,
    Operation,
    changes,
    cursor_place,
    draft_of,
    moving,
    neighbours,
    of_results,
    possible,
    stage_changes,
)
from clerk_tui.tui.widgets.prose import Prose

from .asking import ChoiceDialog, ConfirmDialog, WordsDialog
from .base import CommandDialog, together
from .cases import read_cases
from .fields import Cycle, Field, Line, MarkedSheet, Sheet
from .lookup import LedgerDialog, one_line
from .people import Choice, SpeakerDialog

Park = Callable[[Draft], None]
"""Keeps a half-done correction while the record goes on."""


class CorrectDialog(CommandDialog):
    """Several changes become one command, so that one undo takes them back.

    Args:
        state: the record.
        timeline: for the history of the line.
        entry_id: the line.
        draft: a correction that was parked; None: the line as it stands.
        park: where Ctrl+L leaves the correction to go on recording; None: the key does nothing.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+o", "operate", show=False),
        Binding("f4,ctrl+g", "speaker", show=False),
        Binding("ctrl+l", "park", show=False),
        Binding("f3,ctrl+n", "inside", show=False),
    ]

    heading = "訂正"

    def __init__(
        self,
        state: State,
        timeline: Timeline,
        entry_id: EntryId,
        draft: Draft | None = None,
        park: Park | None = None,
    ) -> None:
        super().__init__(state)
        entry = state.entry(entry_id)
        if entry is None:
            raise UnknownReference("訂正する行が記録にありません（削除または取消しをされています）。")
        self._entry = entry
        self._timeline = timeline
        self._park = park
        self._turn = entry if isinstance(entry, Turn) else None
        self._start = draft or (draft_of(self._turn) if self._turn else None)
        self._who: tuple[Speaker, str] | None = (
            (self._start.speaker, self._start.capacity) if self._start else None
        )
        go_on = "　Ctrl+L 書きかけのまま記録へ" if park and self._turn else ""
        who = "F4（Ctrl+G）発言者　F3（Ctrl+N）選んだ語を内部用に　" if self._turn else ""
        self.hint = f"Ctrl+S 記録　{who}F2（Ctrl+O）分ける・移す・削るなど　Tab 次の欄{go_on}　Esc 戻る"

    def body(self) -> ComposeResult:
        match self._entry:
            case Turn() as turn if self._start is not None:
                yield from self._turn_body(turn, self._start)
            case StageDirection(text=text):
                yield Static(Content("ト書き（括弧は印刷のときに付きます）"), classes="heading")
                yield Sheet(text)
            case Mark(kind=kind, at=at, reason=reason):
                yield Prose(Content(f"{kind}　{at:%H:%M}　{reason}\nF2 で、移すか削除できます。"))
            case _:
                return

    def _turn_body(self, turn: Turn, draft: Draft) -> ComposeResult:
        phases = [(phase.name, phase.id) for phase in meeting_of(self.record).profile.phases]
        at = next((index for index, (_, phase) in enumerate(phases) if phase == draft.phase), 0)
        reaches = [(str(reach), reach) for reach in Reach]
        onward: list[tuple[str, bool]] = [("この発言だけ", False), ("ここから先も", True)]
        kinds: list[tuple[str, bool]] = [("発言", False), ("記述（「説明する。」など）", True)]
        yield Field("発言者", Static(Content(self._who_text()), id="who"))
        yield Field(
            "関係案件", Line(written_cases(meeting_of(self.record), draft.cases), "審議中の全部", id="cases")
        )
        with Horizontal(classes="pair"):
            yield Field("段階", Cycle(phases, at, id="phase"))
            yield Field("範囲", Cycle(onward, int(draft.onward), id="onward"))
        with Horizontal(classes="pair"):
            yield Field("種別", Cycle(kinds, int(draft.narrated), id="narrated"))
            yield Field("発言者を直す", Cycle(reaches, list(Reach).index(draft.reach), id="reach"))
        yield Field("要確認", Line(draft.flag, "なければ空欄", id="flag"))
        yield Prose(
            Content(f"本文（{turn.started:%H:%M:%S} から）{self._shift_text(turn)}"), classes="heading"
        )
        yield MarkedSheet(draft.text, draft.inside)
        yield Static(id="public")

    def on_mount(self) -> None:
        for sheet in self.query(Sheet):
            sheet.focus()
        self._show_public()

    def on_text_area_changed(self) -> None:
        self._show_public()

    def action_inside(self) -> None:
        """The selected words are for the internal edition alone; once more, they are not."""
        for sheet in self.query(MarkedSheet):
            if sheet.toggle():
                self.say("")
                self._show_public()
            else:
                self.say("内部用にする語を、Shift と矢印キーで選んでから押してください。")

    def _show_public(self) -> None:
        """The wording of the public edition below that of the record, where they differ."""
        for sheet in self.query(MarkedSheet):
            paragraphs = sheet.text.split("\n")
            withheld = meeting_of(self.record).profile.form.withheld
            public = public_paragraphs(paragraphs, withheld, sheet.passages)
            told = (
                "" if list(public) == paragraphs else f"公開では：{one_line('／'.join(filter(None, public)))}"
            )
            shown = self.query_one("#public", Static)
            shown.update(Content(told))
            shown.display = bool(told)

    def command(self) -> Command | None:
        return together(self._commands())

    def accept(self) -> None:
        """Other words of a ruling ask what becomes of its results."""
        command, turn = self.command(), self._turn
        results = of_results(self.record, turn, self._draft().text) if turn and command else ()
        if not results:
            self.propose(command)
            return
        parts = self._commands()
        self._ask_results(
            lambda also: self.propose(together([*parts, *results] if also else parts)), "ことばだけを直し、"
        )

    def _ask_results(self, go_on: Callable[[bool], None], alone: str) -> None:
        """Whether the results follow the words, or stay as they were recorded."""
        choices = [
            ("裁決の結果も、ことばに合わせて直す（言っていない案件は取り消す）", True),
            (f"{alone}裁決の結果はそのまま残す", False),
        ]

        def answered(also: bool | None) -> None:
            if also is not None:
                self.attempting(lambda: go_on(also))

        self.app.push_screen(ChoiceDialog("この発言は裁決を言い渡しています", choices), answered)

    def changed(self) -> bool:
        try:
            return bool(self._commands())
        except NotationError:
            return True

    def action_speaker(self) -> None:
        """Another speaker or capacity; those of the lines around come first."""
        if self._turn is not None:
            chosen = self._around("今の発言者")
            finder = SpeakerDialog(self.record, chosen, "正しい発言者", self._add)
            self.app.push_screen(finder, self._set_speaker)

    def _add(self, command: AddPerson) -> State:
        """On the roster at once, whatever becomes of the correction; the dialog goes on with them on it."""
        self.carry_out(command)
        self.record = fold(command.decide(self.record, Stamp(0, datetime.now(UTC))), self.record)
        return self.record

    def action_operate(self) -> None:
        operations = possible(self.record, self._entry)
        menu = ChoiceDialog("この行を", [(operation.value, operation) for operation in operations])
        self.app.push_screen(menu, self._operate)

    def action_park(self) -> None:
        if self._park is not None and self._turn is not None:
            self.attempting(self._leave_parked)

    def _leave_parked(self) -> None:
        if self._park is not None:
            self._park(self._draft())
        self.dismiss(None)

    def _commands(self) -> tuple[Command, ...]:
        match self._entry:
            case Turn() as turn:
                return changes(turn, self._draft())
            case StageDirection() as stage:
                return stage_changes(stage, self.query_one(Sheet).text)
            case _:
                return ()

    def _draft(self) -> Draft:
        phase: Cycle[str] = self.query_one("#phase", Cycle)
        onward: Cycle[bool] = self.query_one("#onward", Cycle)
        reach: Cycle[Reach] = self.query_one("#reach", Cycle)
        narrated: Cycle[bool] = self.query_one("#narrated", Cycle)
        assert self._start is not None and self._who is not None
        return replace(
            self._start,
            text=self.query_one(MarkedSheet).text,
            inside=self.query_one(MarkedSheet).passages,
            speaker=self._who[0],
            capacity=self._who[1],
            cases=read_cases(meeting_of(self.record), self.query_one("#cases", Line).value),
            phase=phase.value,
            onward=onward.value,
            reach=reach.value,
            narrated=narrated.value,
            flag=self.query_one("#flag", Line).value,
        )

    def _operate(self, operation: Operation | None) -> None:
        match operation:
            case None:
                return
            case Operation.SPLIT:
                chosen = self._around("同じ人")
                self.app.push_screen(SpeakerDialog(self.record, chosen, "後半の発言者"), self._split)
            case Operation.SHIFT:
                phases = [(phase.name, phase.id) for phase in meeting_of(self.record).profile.phases]
                self.app.push_screen(ChoiceDialog("カーソルから先の段階", phases), self._shift)
            case Operation.HISTORY:
                self.app.push_screen(LedgerDialog(self._timeline, self._entry.id))
            case Operation.DELETE:
                question = "この行を会議録から削ります（記録には残り、取り消せます）。よろしいですか。"
                self.app.push_screen(ConfirmDialog(question), self._delete)
            case _:
                self.attempting(lambda: self._with(moving(self.record, self._entry.id, operation)))

    def _split(self, chosen: tuple[Speaker, str] | None) -> None:
        if chosen is not None:
            self.attempting(lambda: self._with(SplitTurn(self._entry.id, *self._cursor(), *chosen)))

    def _shift(self, phase: str | None) -> None:
        if phase is not None:
            self.attempting(lambda: self._with(ShiftPhase(self._entry.id, phase, *self._cursor())))

    def _delete(self, sure: bool | None) -> None:
        if not sure:
            return
        delete = moving(self.record, self._entry.id, Operation.DELETE)
        if self._turn and (results := of_results(self.record, self._turn, "")):
            self._ask_results(
                lambda also: self.propose(together([*results, delete] if also else [delete])),
                "この行だけを削り、",
            )
        else:
            self.attempting(lambda: self.propose(delete))

    def _with(self, operation: Command) -> None:
        """What was typed is recorded first, then the operation, as one command."""
        self.propose(together([*self._commands(), operation]))

    def _cursor(self) -> tuple[int, int]:
        sheet = self.query_one(Sheet)
        return cursor_place(sheet.text, *sheet.cursor_location)

    def _around(self, reason: str) -> tuple[Choice, ...]:
        """The present speaker, and those who spoke before and after."""
        assert self._who is not None
        near = [Choice(*self._who, reason)]
        for neighbour, where in zip(neighbours(self.record, self._entry.id), ("前", "次"), strict=True):
            if isinstance(neighbour, Turn) and neighbour.speaker != self._who[0]:
                near.append(Choice(neighbour.speaker, neighbour.capacity, f"{where}の発言者"))
        return tuple(near)

    def _set_speaker(self, chosen: tuple[Speaker, str] | None) -> None:
        if chosen is not None:
            self._who = chosen
            self.query_one("#who", Static).update(Content(self._who_text()))

    def on_cycle_changed(self) -> None:
        """What the range takes in is seen before it is recorded."""
        for who in self.query("#who").results(Static):
            who.update(Content(self._who_text()))

    def _who_text(self) -> str:
        if self._who is None or self._turn is None:
            return ""
        speaker, capacity = self._who
        meeting = meeting_of(self.record)
        label = full_label(meeting, speaker, capacity)
        reach = next((cycle.value for cycle in self.query("#reach").results(Cycle)), Reach.TURN)
        turns = reached(self.record, self._turn, reach)
        if self._who == (self._turn.speaker, self._turn.capacity) or len(turns) < 2:
            return label
        before = full_label(meeting, self._turn.speaker, self._turn.capacity)
        return f"{before}の{len(turns)}件 → {label}（{turns[0].started:%H:%M}～{turns[-1].started:%H:%M}）"

    def _shift_text(self, turn: Turn) -> str:
        profile = meeting_of(self.record).profile
        names = [found.name for shift in turn.shifts if (found := profile.phase(shift.phase))]
        return f"　途中から「{'」「'.join(names)}」" if names else ""


_USUAL_FLAGS = ("聞き取れず", "発言者を確認", "数字を確認", "固有名詞を確認", "案件番号を確認")
_NO_FLAG = "印を外す"


class FlagDialog(WordsDialog):
    """A note for the turn; one that has a note can lose it again."""

    label = "確認すること"

    def __init__(self, state: State, entry_id: EntryId | None) -> None:
        turn = state.turn(entry_id) if entry_id else next(iter(reversed(state.turns)), None)
        before = turn.flag if turn else ""
        super().__init__(state, (*_USUAL_FLAGS, _NO_FLAG) if before else _USUAL_FLAGS)
        self._entry = entry_id
        who = full_label(meeting_of(state), turn.speaker, turn.capacity) if turn else ""
        self.heading = f"要確認：{who}" + (f"（今は「{before}」）" if before else "")

    def make(self, words: str) -> FlagTurn:
        return FlagTurn(self._entry, "" if words == _NO_FLAG else words)


_SAID, _NO_POINT = "発言のまま載せる", "要点から外す"


class PointDialog(WordsDialog):
    """The turn as a point of the summary: in the clerk's own words, or as it was said."""

    label = "要点の言葉"

    def __init__(self, state: State, entry_id: EntryId | None) -> None:
        turn = state.turn(entry_id) if entry_id else next(iter(reversed(state.turns)), None)
        before = turn.point if turn else ""
        super().__init__(state, (_SAID, _NO_POINT) if before else (_SAID,))
        self._entry = entry_id
        who = full_label(meeting_of(state), turn.speaker, turn.capacity) if turn else ""
        told = "発言のまま" if before == AS_SAID else f"「{before}」"
        self.heading = f"要点：{who}" + (f"（今は{told}）" if before else "")

    def make(self, words: str) -> MarkPoint:
        return MarkPoint(self._entry, {_SAID: AS_SAID, _NO_POINT: ""}.get(words, words))
