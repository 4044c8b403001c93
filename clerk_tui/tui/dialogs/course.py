"""The course of the meeting (議事の進行): groups, phases, stock phrases, stage directions, recess."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.commands import (
    ChangePhase,
    Command,
    DeferGroup,
    MakeMark,
    OpenBlock,
    RecordStageDirection,
    ReorderGroups,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import GroupId, PhaseId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.profile import Phase, Phrase
from clerk_tui.domain.queries import (
    GroupStatus,
    Progress,
    agenda,
    closing_ground,
    group_heading,
    next_groups,
    planned_closed,
)
from clerk_tui.domain.record import MarkKind, MeetingStage, StageDirection, State
from clerk_tui.domain.text import normalize
from clerk_tui.recording.phrasing import offered, said
from clerk_tui.support.cells import cut
from clerk_tui.tui.widgets.prose import Prose

from .asking import WordsDialog
from .base import CommandDialog, Dialog, moment, together
from .fields import Cycle, Field, Label, Line, Rows

_PLACES = 14
"""Cells for the names of the phases that a phrase belongs to."""


def left_over(state: State) -> tuple[GroupStatus, ...]:
    """The groups not done, in the order of the agenda."""
    return tuple(status for status in agenda(state) if status.progress is not Progress.DONE)


def opening(state: State, order: Sequence[GroupId], chosen: Collection[GroupId]) -> Command | None:
    """Open the chosen groups in this order; a changed order is recorded with it.

    Raises:
        Refused: nothing is chosen.
    """
    if not chosen:
        raise Refused("審議に入る案件群を Space で選んでください。")
    groups = tuple(group for group in order if group in chosen)
    return together([*reordering(state, order), OpenBlock(groups)])


def reordering(state: State, order: Sequence[GroupId]) -> tuple[ReorderGroups, ...]:
    """The new order, where it is another than the agenda's."""
    before = tuple(status.group.id for status in left_over(state))
    return () if tuple(order) == before else (ReorderGroups(tuple(order)),)


def moved(order: Sequence[GroupId], index: int, step: int) -> tuple[GroupId, ...]:
    """The order with one group a place earlier or later; at either end it stays."""
    other = index + step
    if not 0 <= other < len(order):
        return tuple(order)
    changed = list(order)
    changed[index], changed[other] = changed[other], changed[index]
    return tuple(changed)


class BlockDialog(CommandDialog):
    """What is left of the agenda; Enter opens what is marked, the next group unless told otherwise."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+o", "defer", show=False),
        Binding("f3,ctrl+r", "reorder", show=False),
    ]

    heading = "審議に入る案件群・議題"
    hint = (
        "Space 選ぶ・外す　←→ 順番を前・後へ　F2（Ctrl+O）後回し　F3（Ctrl+R）順番だけ記録　"
        "Enter 審議に入る　Esc 戻る"
    )

    def __init__(self, state: State, called: Sequence[GroupId] = ()) -> None:
        """``called``: the groups that the chair has just named; none: the next one is usual."""
        super().__init__(state)
        self._status = {status.group.id: status for status in left_over(state)}
        self._order = tuple(self._status)
        self._usual = set(called).intersection(self._order) or {group.id for group in next_groups(state)}
        self._chosen = set(self._usual)
        self._marked = False
        """Whether the clerk has marked anything; until then the mark goes with the highlight."""

    @property
    def usual(self) -> frozenset[GroupId]:
        """The groups marked at first."""
        return frozenset(self._usual)

    @property
    def chosen(self) -> frozenset[GroupId]:
        """The groups marked now."""
        return frozenset(self._chosen)

    def body(self) -> ComposeResult:
        rows: Rows[GroupId] = Rows(self._items())
        chosen = [index for index, group in enumerate(self._order) if group in self._chosen]
        if chosen:
            rows.highlighted = chosen[0]
        yield rows
        yield Prose(Content(self._summary()), classes="summary")
        yield Field("後回しの理由", Line(placeholder="所管課の到着待ち など（F2）"), classes="gap")

    def command(self) -> Command | None:
        if not self._order:
            raise Refused("残っている案件群はありません。案件の追加は別の操作で行ってください。")
        return opening(self.record, self._order, self._chosen)

    def changed(self) -> bool:
        marked = self._marked and self._chosen != self._usual
        return marked or bool(reordering(self.record, self._order)) or super().changed()

    def submitted(self) -> None:
        self.action_defer()

    def action_defer(self) -> None:
        """Put the highlighted group off; the first press asks why."""
        rows: Rows[GroupId] = self.query_one(Rows)
        line = self.query_one(Line)
        if rows.value is None:
            self.say("後回しにできる案件群はありません。")
        elif not line.has_focus and not line.value:
            line.focus()
            self.say(
                f"「{self._heading_of(rows.value)}」を後回しにします。理由を入れて Enter（空でも可）。",
                "-question",
            )
        else:
            self._try(DeferGroup(rows.value, line.value))

    def action_reorder(self) -> None:
        if orders := reordering(self.record, self._order):
            self._try(orders[0])
        else:
            self.say("順番は変わっていません。←→ で動かしてから記録してください。")

    def action_mark(self) -> None:
        rows: Rows[GroupId] = self.query_one(Rows)
        if rows.value is not None and rows.highlighted is not None:
            # The first mark is beside the usual group, not beside wherever the highlight has been.
            self._chosen = (self._chosen if self._marked else self._usual) ^ {rows.value}
            self._marked = True
            self._show(rows.highlighted)

    def on_option_list_option_highlighted(self) -> None:
        """Whoever only moves to a group, and presses Enter, means that one."""
        rows: Rows[GroupId] = self.query_one(Rows)
        if self._marked or rows.value is None or rows.highlighted is None:
            return
        meant = set(self._usual) if rows.value in self._usual else {rows.value}
        if meant != self._chosen:
            self._chosen = meant
            self._show(rows.highlighted)

    def action_step(self, step: int) -> None:
        rows: Rows[GroupId] = self.query_one(Rows)
        if rows.value is not None and rows.highlighted is not None:
            self._order = moved(self._order, rows.highlighted, step)
            self._show(self._order.index(rows.value))

    def _try(self, command: Command) -> None:
        self.attempting(lambda: self.propose(command))

    def _show(self, highlighted: int) -> None:
        self.query_one(Rows).fill(self._items(), highlighted)
        self.query_one(".summary", Static).update(Content(self._summary()))

    def _items(self) -> list[tuple[Label, GroupId]]:
        return [(self._label(group), group) for group in self._order]

    def _label(self, group: GroupId) -> Label:
        status = self._status[group]
        mark = "［選］" if group in self._chosen else "［　］"
        why = f"：{status.reason}" if status.reason else ""
        return f"{mark}{self._heading_of(group)}", status.group.office, f"{status.progress}{why}"

    def _heading_of(self, group: GroupId) -> str:
        return group_heading(meeting_of(self.record), self._status[group].group)

    def _summary(self) -> str:
        cases = sum(len(self._status[group].remaining) for group in self._chosen)
        if not self._order:
            return "残っている案件群・議題はありません。"
        order = "　順番を変えています。" if reordering(self.record, self._order) else ""
        if not cases:
            return f"選んだ議題 {len(self._chosen)}件に入ります。{order}"
        return f"選んだ案件群 {len(self._chosen)}、案件 {cases}件を一括して審議します。{order}"


def next_phase(state: State) -> int:
    """Index of the phase that follows the present one; after the last, the last."""
    phases = meeting_of(state).profile.phases
    at = next((index for index, phase in enumerate(phases) if phase.id == state.phase), -1)
    return min(at + 1, len(phases) - 1)


def closes_block(state: State, phase: Phase) -> bool:
    """Whether entering the phase ends the deliberation of the open cases."""
    return state.current is not None and not phase.in_block


class PhaseDialog(CommandDialog):
    """The body's phases in their order, the next one offered first."""

    heading = "段階を移る"
    hint = "↑↓ 選ぶ　Enter 移る　Esc 戻る"

    def __init__(self, state: State, announced: PhaseId = "") -> None:
        """``announced``: the phase that the chair has just led to; empty: the next one is usual."""
        super().__init__(state)
        self._announced = announced

    def body(self) -> ComposeResult:
        rows: Rows[Phase] = Rows(
            [
                (f"{'今' if phase.id == self.record.phase else '　'}　{phase.name}", phase)
                for phase in meeting_of(self.record).profile.phases
            ]
        )
        phases = [phase.id for phase in meeting_of(self.record).profile.phases]
        rows.highlighted = (
            phases.index(self._announced) if self._announced in phases else next_phase(self.record)
        )
        yield rows
        yield Prose(classes="summary")

    def command(self) -> ChangePhase:
        rows: Rows[Phase] = self.query_one(Rows)
        if rows.value is None:
            raise Refused("審議会の型に段階がありません。profile.toml の phases に書いてください。")
        return ChangePhase(rows.value.id)

    def on_option_list_option_highlighted(self) -> None:
        rows: Rows[Phase] = self.query_one(Rows)
        ends = rows.value is not None and closes_block(self.record, rows.value)
        self.query_one(".summary", Static).update(
            Content("審議中の案件群は、ここで閉じます。" if ends else "")
        )


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
        yield Prose(classes="summary")

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

    def _items(self, query: str) -> list[tuple[Label, Phrase]]:
        return [
            ((self._places(phrase), words(self.record, phrase)), phrase)
            for phrase in matching(self.record, query)
        ]

    def _places(self, phrase: Phrase) -> str:
        profile = meeting_of(self.record).profile
        here = self.record.phase in phrase.phases
        names = [found.name for phase in phrase.phases if (found := profile.phase(phase))]
        return cut("今の段階" if here else "・".join(names) or "いつでも", _PLACES)

    def _preview(self) -> None:
        rows: Rows[Phrase] = self.query_one(Rows)
        phrase = rows.value
        text = ""
        if phrase is not None:
            then = meeting_of(self.record).profile.phase(phrase.then)
            text = words(self.record, phrase) + (f"　→ 「{then.name}」へ移ります" if then else "")
        self.query_one(".summary", Static).update(Content(text))


_USUAL_DIRECTIONS = ("異議なし", "答申案文の配布", "資料の配布", "挙手全員", "起立全員", "拍手")


def usual_directions(state: State) -> tuple[str, ...]:
    """What is usual, and what this meeting has had besides."""
    had = (entry.text for entry in reversed(state.entries) if isinstance(entry, StageDirection))
    return tuple(dict.fromkeys((*_USUAL_DIRECTIONS, *had)))


class StageDialog(WordsDialog):
    """One of the usual directions, or one's own; the brackets are added in print."""

    heading = "ト書き"

    def __init__(self, state: State) -> None:
        super().__init__(state, usual_directions(state))

    def make(self, words: str) -> RecordStageDirection:
        return RecordStageDirection(words)


def possible_marks(state: State) -> tuple[MarkKind, ...]:
    """What can be marked now."""
    first = MarkKind.RESUMED if state.stage is MeetingStage.RECESS else MarkKind.RECESS
    return (first, MarkKind.OPEN_PART if state.in_closed_part else MarkKind.CLOSED_PART)


class MarkDialog(CommandDialog):
    """Which mark, why, and when."""

    heading = "休憩・非公開"
    hint = "←→ 選ぶ　Tab 次の欄　Enter 記録　Esc 戻る"

    def __init__(self, state: State, announced: MarkKind | None = None) -> None:
        """``announced``: the one that the chair has just declared."""
        super().__init__(state)
        self._announced = announced

    def body(self) -> ComposeResult:
        marks = possible_marks(self.record)
        # What was planned to be closed, or is closed and over, is what the clerk comes for.
        due = bool(planned_closed(self.record)) is not self.record.in_closed_part
        usual = marks.index(self._announced) if self._announced in marks else int(due)
        yield Field("記録する行", Cycle([(str(kind), kind) for kind in marks], usual))
        planned = "" if self.record.in_closed_part else closing_ground(self.record)
        yield Field("理由", Line(planned, "なくてもかまいません", id="reason"))
        yield Field("時刻", Line(placeholder="今", id="at"))

    def command(self) -> MakeMark:
        kind: Cycle[MarkKind] = self.query_one(Cycle)
        return MakeMark(
            kind.value,
            self.query_one("#reason", Line).value,
            moment(self.record, self.query_one("#at", Line).value),
        )
