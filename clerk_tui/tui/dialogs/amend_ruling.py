"""Rulings put right at any time (裁決を直す・取り消す): every vote of the meeting, each with what was recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from clerk_tui.domain.commands import AmendRuling, Command, WithdrawRuling
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import Decision, Ruling, State
from clerk_tui.domain.votes import voters
from clerk_tui.domain.wording import vote_words

from .base import CommandDialog, together
from .fields import Field, Label, Line, Rows
from .votes import Votes


class Draft(Struct, frozen=True):
    """A vote as it is to stand."""

    was: Ruling
    vote: int
    """Which of the votes on its case, from 1."""
    ruling: Ruling
    withdrawn: bool = False


def drafts(state: State) -> tuple[Draft, ...]:
    """Every vote, in the order of the record."""
    counted: Counter[CaseId] = Counter()
    found: list[Draft] = []
    for ruling in state.votes:
        counted[ruling.decision.case] += 1
        found.append(Draft(ruling, counted[ruling.decision.case], ruling))
    return tuple(found)


def commands(made: tuple[Draft, ...]) -> Iterator[Command]:
    """What makes the record as the drafts have it: the last vote on a case goes first, so that numbers hold."""
    for draft in made:
        if draft.ruling != draft.was and not draft.withdrawn:
            ruling = draft.ruling
            yield AmendRuling(ruling.decision, ruling.method, ruling.tally, draft.vote)
    for draft in reversed(made):
        if draft.withdrawn:
            yield WithdrawRuling(draft.was.decision.case, draft.vote)


class AmendRulingDialog(CommandDialog):
    """The highlighted vote is changed in the fields; Space takes it out."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2,ctrl+o", "mark", show=False),
        Binding("f3,ctrl+r", "mark_all", show=False),
        Binding("f4,ctrl+t", "by_name", show=False),
    ]

    heading = "裁決を直す・取り消す"
    hint = (
        "↑↓ 採決　←→ 結果　Space（F2・Ctrl+O）取り消す　F3（Ctrl+R）同じ宣告の全部を取り消す　F4（Ctrl+T）賛否を氏名で　"
        "Tab 次の欄　Enter（Ctrl+S）記録　Esc 戻る"
    )

    def __init__(self, state: State, entry: EntryId | None = None) -> None:
        super().__init__(state)
        self._before = drafts(state)
        self._drafts = list(self._before)
        spoken = [at for at, draft in enumerate(self._before) if entry and draft.was.entry == entry]
        self._start = (spoken or [len(self._before) - 1])[0]
        self._shown: int | None = None

    def body(self) -> ComposeResult:
        rows: Rows[Ruling] = Rows(self._items())
        rows.highlighted = self._start if self._drafts else None
        yield rows
        yield Field(
            "採決の対象", Line(placeholder="修正案など。案件の全体なら空", id="subject"), classes="gap"
        )
        yield Field("条件・附帯意見", Line(id="note"))
        yield Votes(meeting_of(self.record))

    def on_mount(self) -> None:
        self._offer()

    def command(self) -> Command | None:
        if not self._drafts:
            raise Refused("裁決はまだ記録されていません。")
        self._take()
        return together(list(commands(tuple(self._drafts))))

    def changed(self) -> bool:
        return tuple(self._drafts) != self._before or super().changed()

    def action_step(self, step: int) -> None:
        if (index := self._shown) is not None:
            draft = self._drafts[index]
            decision = draft.ruling.decision
            kind = meeting_of(self.record).profile.kind(decision.case.kind)
            names = [outcome.name for outcome in kind.outcomes] if kind else [decision.outcome]
            at = names.index(decision.outcome) if decision.outcome in names else 0
            self._draft(index, replace(decision, outcome=names[(at + step) % len(names)]))

    def action_mark(self) -> None:
        if (index := self._shown) is not None:
            draft = self._drafts[index]
            self._drafts[index] = replace(draft, withdrawn=not draft.withdrawn)
            self._renew(index)

    def action_mark_all(self) -> None:
        """Take out, or leave in, all that was ruled in the same breath."""
        if (index := self._shown) is not None:
            model = self._drafts[index]
            for at, draft in enumerate(self._drafts):
                if (draft.was.entry, draft.was.at) == (model.was.entry, model.was.at):
                    self._drafts[at] = replace(draft, withdrawn=not model.withdrawn)
                    self._renew(at)

    def action_by_name(self) -> None:
        """Who voted how, instead of how many; and back."""
        self.query_one(Votes).turn()

    def on_option_list_option_highlighted(self) -> None:
        index = self.query_one(Rows).highlighted
        if index == self._shown:
            return
        try:
            self._take()
        except Refused as error:
            # What cannot be read stays where it was typed.
            self.query_one(Rows).highlighted = self._shown
            self.say(str(error))
            return
        self._offer()

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input.id in ("note", "subject") and (index := self._shown) is not None:
            decision = self._drafts[index].ruling.decision
            self._draft(index, replace(decision, **{str(event.input.id): event.value}))

    def _draft(self, index: int, decision: Decision) -> None:
        draft = self._drafts[index]
        self._drafts[index] = replace(draft, ruling=replace(draft.ruling, decision=decision))
        self._renew(index)

    def _take(self) -> None:
        """Keep what the fields say of the vote that they show; raises Refused where it cannot be read."""
        if (index := self._shown) is not None:
            votes, draft = self.query_one(Votes), self._drafts[index]
            ruling = replace(draft.ruling, method=votes.method, tally=votes.tally)
            self._drafts[index] = replace(draft, ruling=ruling)
            self._renew(index)

    def _offer(self) -> None:
        """Show the highlighted vote in the fields."""
        self._shown = self.query_one(Rows).highlighted
        if self._shown is None:
            return
        ruling = self._drafts[self._shown].ruling
        for name in ("note", "subject"):
            line = self.query_one(f"#{name}", Line)
            with line.prevent(Input.Changed):
                line.offer(getattr(ruling.decision, name))
        votes = self.query_one(Votes)
        votes.allow(voters(self.record, ruling))
        votes.offer(ruling.method, ruling.tally)

    def _renew(self, index: int) -> None:
        self.query_one(Rows).relabel(index, self._items()[index][0])

    def _items(self) -> list[tuple[Label, Ruling]]:
        return [(self._label(draft), draft.was) for draft in self._drafts]

    def _label(self, draft: Draft) -> Label:
        meeting = meeting_of(self.record)
        number = meeting.profile.notation.label(draft.was.decision.case)
        told = vote_words(meeting, draft.ruling)
        if draft.withdrawn:
            return number, f"― 取り消す（{told}）"
        return number, f"{told}{'　（直した）' if draft.ruling != draft.was else ''}"
