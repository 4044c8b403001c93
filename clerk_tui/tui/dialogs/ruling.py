"""The chair's ruling on the open block (裁決): outcomes, method and votes, and the sentence that says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.checks.votes import vote_fault
from clerk_tui.domain.commands import CompoundCommand, RecordTurn, RephaseTurn, RuleCases
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, EntryId, PersonId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Outcome, PhaseRole
from clerk_tui.domain.queries import attendees, open_cases, printed_result, roll
from clerk_tui.domain.record import Decision, Method, Position, Ruling, Speaker, State, Tally, Turn
from clerk_tui.domain.text import paragraphs
from clerk_tui.domain.votes import voters
from clerk_tui.domain.wording import ruling_sentence
from clerk_tui.recording.input_state import SpeakerRole
from clerk_tui.tui.widgets.prose import Prose

from .base import CommandDialog
from .fields import Cycle, Field, Label, Line, Rows, Sheet
from .votes import Votes

_NOW = datetime(2000, 1, 1, tzinfo=UTC)
"""Of a vote that is not recorded yet; no check of its numbers looks at it."""


class Draft(Struct, frozen=True):
    """What one case is to be ruled."""

    decision: Decision
    ruled: bool = True
    """False: the chair leaves the case out this time."""


def drafts(state: State, spoken: Sequence[Decision] = ()) -> tuple[Draft, ...]:
    """The open block's cases with their usual results; what has been ruled keeps its result and is left out.

    Where the chair has pronounced results, those are filled in, and a case that was not named is left out.
    """
    said = {decision.case: decision for decision in spoken}
    found: list[Draft] = []
    for case in open_cases(state):
        kind = meeting_of(state).profile.kind(case.kind)
        earlier = state.rulings.get(case)
        if earlier is not None:
            found.append(Draft(earlier.decision, ruled=False))
        elif kind is not None:
            usual = Decision(case, kind.default.name)
            found.append(Draft(said.get(case, usual), ruled=not said or case in said))
    return tuple(found)


def decisions(lines: Sequence[Draft]) -> tuple[Decision, ...]:
    """What the chair rules on."""
    return tuple(line.decision for line in lines if line.ruled)


def stepped(meeting: Meeting, draft: Draft, step: int) -> Draft:
    """The draft with the next result that its kind can have."""
    kind = meeting.profile.kind(draft.decision.case.kind)
    if kind is None:
        return draft
    names = [outcome.name for outcome in kind.outcomes]
    at = names.index(draft.decision.outcome) if draft.decision.outcome in names else 0
    return Draft(replace(draft.decision, outcome=names[(at + step) % len(names)]))


def alike(lines: Sequence[Draft], model: Draft) -> tuple[Draft, ...]:
    """The same result and note for every case of the kind that is ruled."""
    return tuple(
        replace(line, decision=replace(model.decision, case=line.decision.case))
        if line.ruled and line.decision.case.kind == model.decision.case.kind
        else line
        for line in lines
    )


def warnings(state: State, ruled: Sequence[Decision]) -> tuple[str, ...]:
    """What the clerk should know before the ruling is recorded; none of it stops the record."""
    meeting = meeting_of(state)
    found: list[str] = []
    notation = meeting.profile.notation
    results = {decision.case: _outcome(meeting, decision) for decision in ruled}
    against = {
        case for stance in state.stances if stance.position is Position.AGAINST for case in stance.cases
    }
    if opposed := [case for case, outcome in results.items() if case in against and outcome.settled]:
        found.append(f"反対の表明があります：{notation.heading(opposed)}。")
    empty = [d.case for d in ruled if "{note}" in results[d.case].sentence and not d.note.strip()]
    if empty:
        found.append(f"条件・附帯意見の文言がまだありません：{notation.heading(empty)}。")
    open_questions = sum(
        1
        for finding in findings(state)
        if finding.rule is Rule.UNANSWERED
        and finding.entry
        and (turn := state.turn(finding.entry))
        and turn.block == state.current
    )
    if open_questions:
        found.append(f"答弁のない質問が{open_questions}件あります。")
    roll = attendees(state)
    if roll and not roll.quorate:
        found.append(f"定足数に足りません：出席{roll.present}名、必要{roll.required}名。")
    return tuple(found)


def vote_faults(
    state: State, ruled: Sequence[Decision], method: Method, tally: Tally | None, chair: Speaker
) -> tuple[str, ...]:
    """What is wrong with the votes on these cases, as the checks would tell it once they are recorded."""
    if tally is None:
        return ()
    spoken, made = _pronounced(state, ruled, method, tally, chair)
    faults = (vote_fault(spoken, ruling, tally) for ruling in made)
    return tuple(dict.fromkeys(filter(None, faults)))


def able(state: State, ruled: Sequence[Decision], chair: Speaker) -> tuple[PersonId, ...] | None:
    """Who can vote on all these cases, in roster order; None: the roll was not called."""
    spoken, made = _pronounced(state, ruled, Method.DECLARED, None, chair)
    each = [voters(spoken, ruling) for ruling in made]
    known = [found for found in each if found is not None]
    return tuple(person for person in known[0] if all(person in f for f in known)) if known else None


def _pronounced(
    state: State, ruled: Sequence[Decision], method: Method, tally: Tally | None, chair: Speaker
) -> tuple[State, tuple[Ruling, ...]]:
    """The record with the turn in which the chair rules, and the rulings of that turn."""
    turn = Turn(EntryId(""), chair, _NOW, _NOW, (), "")
    present = roll(state)
    made = (Ruling(decision, _NOW, None, turn.id, method, tally, present) for decision in ruled)
    return replace(state, entries=(*state.entries, turn)), tuple(made)


def ruling_command(
    state: State,
    chair: Speaker,
    sentence: str,
    ruled: Sequence[Decision],
    *,
    capacity: str = "",
    method: Method = Method.DECLARED,
    tally: Tally | None = None,
) -> CompoundCommand:
    """The chair says it, and it is so."""
    phase = meeting_of(state).profile.phase_of(PhaseRole.RULING)
    spoken = RecordTurn(chair, paragraphs(sentence), capacity, phase=phase.id if phase else "")
    return CompoundCommand((spoken, RuleCases(tuple(ruled), method, tally)))


def _of_last_turn(state: State, ruling: RuleCases) -> CompoundCommand:
    """The ruling that the turn recorded last has pronounced."""
    turn = state.turns[-1]
    phase = meeting_of(state).profile.phase_of(PhaseRole.RULING)
    moved = (RephaseTurn(turn.id, phase.id),) if phase and turn.phase != phase.id else ()
    return CompoundCommand((*moved, replace(ruling, entry=turn.id)))


def _outcome(meeting: Meeting, decision: Decision) -> Outcome:
    word = decision.outcome
    return meeting.profile.outcome(decision.case.kind, word) or Outcome(word, word, word)


class RulingDialog(CommandDialog):
    """The usual results are filled in: Enter accepts them; single cases can differ."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+o", "alike", show=False),
        Binding("f3,ctrl+r", "reword", show=False),
        Binding("f4,ctrl+t", "by_name", show=False),
    ]

    heading = "裁決"
    hint = (
        "←→ 結果　Space 採る・外す　F2（Ctrl+O）同じ種別を同じ結果に　F3（Ctrl+R）ことばを作り直す　F4（Ctrl+T）賛否を氏名で　"
        "Tab 次の欄　Enter（Ctrl+S）記録　Esc 戻る"
    )

    def __init__(
        self,
        state: State,
        chair: SpeakerRole,
        spoken: Sequence[Decision] = (),
        *,
        method: Method = Method.DECLARED,
        typing: bool = False,
    ) -> None:
        """``spoken``: what the chair's words have pronounced, in the entry or else in the turn recorded last."""
        super().__init__(state)
        self._chair = chair
        self._spoken = bool(spoken)
        self._method = method
        self._typing = typing
        self._before = list(drafts(state, spoken))
        self._drafts = list(self._before)
        self._made = self._sentence()

    def _sentence(self) -> str:
        """The chair's words for the drafts; none where they have been said."""
        return "" if self._spoken else ruling_sentence(meeting_of(self.record), decisions(self._drafts))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """What is to be ruled as it stands."""
        return tuple(self._drafts)

    def body(self) -> ComposeResult:
        rows: Rows[CaseId] = Rows(self._items())
        yield rows
        yield Field(
            "条件・附帯意見", Line(placeholder="選んでいる案件に付ける文言", id="note"), classes="gap"
        )
        yield Votes(meeting_of(self.record))
        yield Field("採決の対象", Line(placeholder="修正案など。案件の全体なら空", id="subject"))
        yield Static(Content(self._words_heading(False)), classes="heading")
        yield Sheet(self._made)
        capacities = meeting_of(self.record).profile.capacities
        if capacities:
            names = ("", *capacities)
            at = names.index(self._chair.capacity) if self._chair.capacity in names else 0
            labels = [(name or "本人の役職・呼称", name) for name in names]
            yield Field("宣告する立場", Cycle(labels, at, id="capacity"), classes="gap")
        yield Prose(classes="warnings")

    def on_mount(self) -> None:
        self.query_one(Votes).offer(self._method, None)
        self._tell()

    def command(self) -> CompoundCommand:
        if not self._drafts:
            raise Refused("審議中の案件がありません。先に審議に入る案件群を選んでください。")
        ruled = decisions(self._drafts)
        if not ruled:
            raise Refused("裁決する案件を Space で選んでください。")
        votes = self.query_one(Votes)
        if self._spoken and not self._typing and not self.query_one(Sheet).text.strip():
            return _of_last_turn(self.record, RuleCases(tuple(ruled), votes.method, votes.tally))
        return ruling_command(
            self.record,
            self._chair.speaker,
            self.query_one(Sheet).text,
            ruled,
            capacity=self._capacity,
            method=votes.method,
            tally=votes.tally,
        )

    @property
    def _capacity(self) -> str:
        for cycle in self.query("#capacity").results(Cycle):
            return str(cycle.value)
        return self._chair.capacity

    def changed(self) -> bool:
        return self._drafts != self._before or super().changed()

    def action_step(self, step: int) -> None:
        if (index := self._index) is not None:
            self._drafts[index] = stepped(meeting_of(self.record), self._drafts[index], step)
            self._renew()

    def action_mark(self) -> None:
        if (index := self._index) is not None:
            self._drafts[index] = replace(self._drafts[index], ruled=not self._drafts[index].ruled)
            self._renew()

    def action_alike(self) -> None:
        if (index := self._index) is not None:
            self._drafts = list(alike(self._drafts, self._drafts[index]))
            self._renew()

    def action_by_name(self) -> None:
        """Who voted how, instead of how many; and back."""
        self.query_one(Votes).turn()

    def action_reword(self) -> None:
        """Throw the clerk's own wording away."""
        self.query_one(Sheet).offer(self._made)

    def on_option_list_option_highlighted(self) -> None:
        if (index := self._index) is not None:
            for name in ("note", "subject"):
                line = self.query_one(f"#{name}", Line)
                with line.prevent(Input.Changed):
                    line.offer(getattr(self._drafts[index].decision, name))

    def on_input_changed(self, event: Input.Changed) -> None:
        name = str(event.input.id)
        if name in ("note", "subject") and (index := self._index) is not None:
            draft = self._drafts[index]
            self._drafts[index] = replace(draft, decision=replace(draft.decision, **{name: event.value}))
            self._renew()
        elif self._index is not None:
            self._tell()

    def on_cycle_changed(self) -> None:
        self._tell()

    def on_text_area_changed(self) -> None:
        self.query_one(".heading", Static).update(Content(self._words_heading(self.query_one(Sheet).touched)))

    def _words_heading(self, touched: bool) -> str:
        if touched:
            return "会長のことば（手直し済み・F3（Ctrl+R）で作り直し）"
        return "会長のことば（打った文のとおり。続きがあれば入れる）" if self._spoken else "会長のことば"

    @property
    def _index(self) -> int | None:
        return self.query_one(Rows).highlighted

    def _renew(self) -> None:
        """Show the drafts; the sentence follows them until the clerk has put it in other words."""
        rows: Rows[CaseId] = self.query_one(Rows)
        for index, (text, _) in enumerate(self._items()):
            rows.relabel(index, text)
        self._made = self._sentence()
        sheet = self.query_one(Sheet)
        sheet.offer(self._made, shown=not sheet.touched)
        self._tell()

    def _tell(self) -> None:
        ruled = decisions(self._drafts)
        self.query_one(Votes).allow(able(self.record, ruled, self._chair.speaker))
        told = (*warnings(self.record, ruled), *self._faults(ruled))
        text = "\n".join(f"注意：{sentence}" for sentence in told)
        self.query_one(".warnings", Static).update(Content(text))

    def _faults(self, ruled: Sequence[Decision]) -> tuple[str, ...]:
        """What the numbers that are typed so far do not bear out."""
        votes = self.query_one(Votes)
        try:
            tally = votes.tally
        except Refused:
            # Half typed; the dialog says so when it is accepted.
            return ()
        return vote_faults(self.record, ruled, votes.method, tally, self._chair.speaker)

    def _items(self) -> list[tuple[Label, CaseId]]:
        return [(self._label(draft), draft.decision.case) for draft in self._drafts]

    def _label(self, draft: Draft) -> Label:
        meeting = meeting_of(self.record)
        decision = draft.decision
        case = meeting.case(decision.case)
        earlier = self.record.rulings.get(decision.case)
        result = f"< {decision.outcome} >" if draft.ruled else "― 今回は採らない"
        if earlier and not draft.ruled:
            result = f"― 裁決済（{printed_result(meeting, earlier)}）"
        note = f"　{decision.note}" if draft.ruled and decision.note else ""
        title = case.title if case else ""
        return meeting.profile.notation.label(decision.case), title, f"{result}{note}"
