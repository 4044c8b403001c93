"""A name in what was said (氏名の確認): the words that matched, both wordings side by side, and one key for each way on."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from msgspec.structs import replace
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from clerk_tui.domain.commands import AllowWord, Command, ConfirmNames, KeepInside
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.internal_marks import Passage, together
from clerk_tui.domain.labels import distinct_name
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.name_findings import NameFinding, name_findings
from clerk_tui.domain.names import hidden_names, is_name, word_around
from clerk_tui.domain.record import State, Turn

from .base import CommandDialog
from .fields import Rows
from .lookup import one_line

ForGood = Callable[[str], object]
"""Notes a word for every later meeting of the body; raises Refused where it cannot."""


def findings_of(state: State, entry: str) -> tuple[NameFinding, ...]:
    """The names in a line of the record, which can be confirmed."""
    return tuple(
        each for each in name_findings(state) if each.entry == entry and each.people and not each.where
    )


class NameDialog(CommandDialog):
    """What is to become of the names in one line.

    Args:
        state: the record.
        entry: the line.
        for_good: notes a word for all meetings of the body; None: that is not offered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(str(number), f"choose({number})", show=False) for number in range(1, 5)
    ]

    heading = "氏名の確認"
    hint = "数字キー、または ↑↓ と Enter で選ぶ　直すには Esc のあと「発言を直す」　Esc 戻る"

    def __init__(self, state: State, entry: str, for_good: ForGood | None = None) -> None:
        super().__init__(state)
        self._found = findings_of(state, entry)
        if not self._found:
            raise Refused("この発言に、確かめる氏名はありません。")
        self._line = next(each for each in state.entries if each.id == entry)
        self._for_good = for_good
        self._word = self._allowable()

    def body(self) -> ComposeResult:
        meeting, first = meeting_of(self.record), self._found[0]
        for found in self._found:
            names = "、".join(distinct_name(meeting, person) for person in found.people)
            yield Static(Content(f"{names}：{found.shown}"), classes="found")
        text = first.text if not isinstance(self._line, Turn) else self._line.text
        yield Static(Content(f"内部では：{one_line(text)}"), classes="summary")
        if isinstance(self._line, Turn):
            kept = self._line.in_public(meeting.profile.form.withheld)
            whole = self._kept_inside().in_public(meeting.profile.form.withheld)
            yield Static(Content(f"公開では：{one_line(kept.text)}"), classes="summary")
            yield Static(Content(f"3 のあと：{one_line(whole.text)}"), classes="summary")
        yield Rows([(f"{number}　{label}", number) for number, label in self._ways()])

    def command(self) -> Command | None:
        rows: Rows[int] = self.query_one(Rows)
        return self._way(rows.value or 1)

    def action_choose(self, number: int) -> None:
        """One key is one decision."""
        self.attempting(lambda: self.propose(self._way(number)))

    def _ways(self) -> list[tuple[int, str]]:
        ways = [(1, "この発言のこの文は、公開してよい")]
        if self._word:
            ways.append((2, f"この会議では「{self._word}」を氏名とみない"))
        if isinstance(self._line, Turn):
            ways.append((3, "当たった語を内部用にする（公開では伏せる）"))
        if self._word and self._for_good is not None:
            ways.append((4, f"この審議会では、これからも「{self._word}」を氏名とみない"))
        return ways

    def _way(self, number: int) -> Command:
        if number not in dict(self._ways()):
            name_itself = not self._word and number in (2, 4)
            why = "この語は氏名そのものなので、語としては許せません" if name_itself else f"{number} はここでは選べません"
            offered = " か ".join(str(each) for each, _label in self._ways())
            raise Refused(f"{why}。{offered} を選んでください。")
        match number:
            case 1:
                return ConfirmNames(self._line.id)
            case 3:
                return KeepInside(self._line.id, self._kept_inside().inside)
            case _:
                command = AllowWord(self._word)
                if number == 4 and self._for_good is not None:
                    self._for_good(self._word)
                return command

    def _allowable(self) -> str:
        """The word around the first match; empty where it is nothing but a name."""
        names = hidden_names(self.record)
        for found in self._found:
            for match in names.shown(found.text).words:
                word = word_around(found.text, match)
                if word and not is_name(names, word):
                    return word
        return ""

    def _kept_inside(self) -> Turn:
        """The turn with every word that matched kept inside."""
        assert isinstance(self._line, Turn)
        turn, names = self._line, hidden_names(self.record)
        passages = list(turn.inside)
        for found in self._found:
            for match in names.shown(found.text).words:
                at = turn.text.find(match)
                while at >= 0:
                    passages.append(Passage(at, at + len(match)))
                    at = turn.text.find(match, at + 1)
        return replace(turn, inside=together(passages))
