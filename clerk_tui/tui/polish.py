"""整文 at the screen: every difference in its context, to be accepted one by one or by rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from clerk_tui.domain.commands import Redo, Undo
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import Turn
from clerk_tui.polish import Proposed, Rules, commands, proposals
from clerk_tui.session import Session
from clerk_tui.support.cells import cells

from .own_app import OwnApp
from .scoped_undo import ScopedUndo
from .widgets.hint import Hint

HINT = "Space 採る・採らない　F2 同じ規則を全部　Ctrl+S 採ったところを直す　Ctrl+Z・Y 取消し・やり直し　Ctrl+Q 閉じる"


class PolishApp(OwnApp[None]):
    """A list of differences; nothing is changed before Ctrl+S."""

    TITLE = "整文"
    CSS_PATH = "styles/fill.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        # 全角 too: a clerk comes here with the Japanese input still on.
        Binding("space,ideographic_space", "mark"),
        Binding("f2", "mark_rule"),
        Binding("ctrl+s", "apply"),
        Binding("ctrl+z", "undo"),
        Binding("ctrl+y", "redo"),
        Binding("ctrl+q", "quit"),
    ]

    def __init__(self, session: Session, rules: Rules) -> None:
        super().__init__()
        self.session = session
        self._back = ScopedUndo(session)
        self._rules = rules
        self.found: Sequence[Proposed] = ()
        self.marked: set[int] = set()
        self._names = 0
        """Cells of the column of speakers."""

    def compose(self) -> ComposeResult:
        yield Static(id="standing")
        yield OptionList(id="edits")
        yield Static(id="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self.apply_theme()
        self._fill()
        self.edits.focus()

    @property
    def edits(self) -> OptionList:
        return self.query_one("#edits", OptionList)

    def _fill(self) -> None:
        self.found = tuple(proposals(self.session.state, self._rules))
        self.marked.clear()
        turns = (self.session.state.turn(each.entry) for each in self.found)
        self._names = max((cell_len(self._who(turn)) for turn in turns), default=0)
        self.edits.clear_options()
        self.edits.add_options(Option(self._row(number)) for number in range(len(self.found)))
        self.edits.highlighted = 0 if self.found else None
        self._stand()

    def _stand(self) -> None:
        counts = Counter(each.edit.rule for each in self.found)
        told = "　".join(f"{rule} {count}" for rule, count in counts.items()) or "直すところはありません"
        self.query_one("#standing", Static).update(
            Content(f"採る {len(self.marked)}/{len(self.found)}　　{told}")
        )

    def _who(self, turn: Turn | None) -> str:
        return full_label(self.session.state.meeting, turn.speaker, turn.capacity) if turn else ""

    def _row(self, number: int) -> Content:
        each = self.found[number]
        who = self._who(self.session.state.turn(each.entry))
        mark = "採" if number in self.marked else "　"
        source = f"　（{each.edit.source}）" if each.edit.source else ""
        change = f"［{each.edit.before}→{each.edit.after}］"
        before, _, after = each.context.partition(change)
        return Content.assemble(
            f"{mark} {each.edit.rule}　{cells(who, self._names)}　{before}",
            (change, "bold underline"),
            f"{after}{source}",
        )

    def _mark(self, numbers: Sequence[int], on: bool) -> None:
        for number in numbers:
            (self.marked.add if on else self.marked.discard)(number)
            self.edits.replace_option_prompt_at_index(number, self._row(number))
        self._stand()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Enter, or a click."""
        self._mark([event.option_index], event.option_index not in self.marked)

    def action_mark(self) -> None:
        at = self.edits.highlighted
        if at is not None:
            self._mark([at], at not in self.marked)
            self.edits.action_cursor_down()

    def action_mark_rule(self) -> None:
        at = self.edits.highlighted
        if at is not None:
            rule = self.found[at].edit.rule
            alike = [number for number, each in enumerate(self.found) if each.edit.rule is rule]
            self._mark(alike, not set(alike) <= self.marked)

    def action_apply(self) -> None:
        command = commands(self.session.state, (self.found[number] for number in sorted(self.marked)))
        if command is None:
            self._say("採るところがありません。Space で選んでください。")
            return
        count = len(self.marked)
        try:
            self.session.dispatch(command)
        except Refused as refusal:
            self._say(str(refusal))
            return
        self._fill()
        self._say(f"{count} か所を直しました。Ctrl+Z で一度に戻せます。訂正の記録にも残ります。")

    def action_undo(self) -> None:
        self._turn_back(Undo(), "取り消しました。")

    def action_redo(self) -> None:
        self._turn_back(Redo(), "やり直しました。")

    def _turn_back(self, command: Undo | Redo, said: str) -> None:
        try:
            self._back.dispatch(command)
        except Refused as refusal:
            self._say(str(refusal))
            return
        self._fill()
        self._say(said)

    def _say(self, text: str) -> None:
        self.query_one("#status", Static).update(Content(text))
