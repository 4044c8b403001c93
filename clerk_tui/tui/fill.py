"""Filling the words in (文字起こしの流し込み): the record's turns beside what a transcript holds for them.

Nothing is replaced without being shown. What is taken is a correction of the record like any other: it can be
undone, stands in the ledger, and is there when the screen is opened again.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from clerk_tui.alignment import Confidence, Proposal, Stream
from clerk_tui.alignment.proposal import moved
from clerk_tui.domain.commands import Command, CompoundCommand, EditText, FlagTurn, Redo, Undo
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import Turn
from clerk_tui.session import Session

from .dialogs.asking import ConfirmDialog, PassageDialog
from .own_app import OwnApp
from .scoped_undo import ScopedUndo
from .widgets.hint import Hint

_CONTEXT = 40
"""Characters of the neighbours that are shown around a proposal."""
_MARKS = {Confidence.SURE: "確", Confidence.LIKELY: "推", Confidence.DOUBTFUL: "要"}
_TO_HEAR = "文字起こしの区切りを録音で確かめる"
HINT = (
    "Enter 採る　Ctrl+E 一部を採る・直す　F2 書いた文の後に加える　F3・F4 始まりを一区切り前・後へ　"
    "F5 次の要確認　Shift+↑↓ 文を送る　Ctrl+S 確かなものを全部採る　Ctrl+Z・Y 取消し・やり直し　Ctrl+Q 閉じる"
)


class FillApp(OwnApp[None]):
    """Turns on the left; at the right what the record has, and what was heard."""

    TITLE = "文字起こしの流し込み"
    CSS_PATH = "styles/fill.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "edit"),
        Binding("f2", "add"),
        Binding("f3", "shift(-1)"),
        Binding("f4", "shift(1)"),
        Binding("f5", "next_doubtful"),
        Binding("ctrl+s", "take_sure"),
        Binding("ctrl+z", "undo"),
        Binding("ctrl+y", "redo"),
        Binding("ctrl+q", "quit"),
        Binding("shift+down", "turn_page(1)"),
        Binding("shift+up", "turn_page(-1)"),
    ]

    def __init__(self, session: Session, stream: Stream, proposals: Sequence[Proposal]) -> None:
        super().__init__()
        self.session = session
        self._back = ScopedUndo(session)
        self._stream = stream
        self.proposals = tuple(proposals)
        self.at = 0
        """Number of the proposal that is shown."""

    def compose(self) -> ComposeResult:
        yield Static(id="standing")
        with Horizontal():
            yield OptionList(
                *(Option(self._row(number)) for number in range(len(self.proposals))), id="turns"
            )
            with Vertical(id="sides"):
                with VerticalScroll(id="record", can_focus=False):
                    yield Static(id="typed")
                with VerticalScroll(id="heard", can_focus=False):
                    yield Static(id="words")
        yield Static(id="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self.apply_theme()
        self.query_one("#record").border_title = "記録"
        self.query_one("#heard").border_title = "文字起こし"
        self.turns.focus()
        first = next((n for n in range(len(self.proposals)) if self._is_open(n)), 0)
        self.turns.highlighted = first
        self._show(first)

    @property
    def turns(self) -> OptionList:
        return self.query_one("#turns", OptionList)

    # -- what is shown --------------------------------------------------------------------------------

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._show(event.option_index)

    def _show(self, number: int) -> None:
        self.at = number
        if not self.proposals:
            self.query_one("#standing", Static).update(Content("記録に発言がありません。"))
            return
        proposal = self.proposals[number]
        turn = self._turn(number)
        before = self._stream.text[max(0, proposal.begin - _CONTEXT) : proposal.begin]
        after = self._stream.text[proposal.end : proposal.end + _CONTEXT]
        said = "\n".join(proposal.paragraphs) or "（この発言に当たる言葉がありません）"
        self.query_one("#words", Static).update(
            Content.assemble((f"…{before}", "$text-muted"), "\n", said, "\n", (f"{after}…", "$text-muted"))
        )
        self.query_one("#typed", Static).update(
            Content(turn.text) if turn and turn.text else Content.styled("（本文なし）", "$text-muted")
        )
        self.query_one("#heard").border_subtitle = str(proposal.confidence)
        self._stand()

    def _stand(self) -> None:
        filled = sum(1 for number in range(len(self.proposals)) if not self._is_open(number))
        counts = "　".join(
            f"{confidence} {sum(1 for n, p in enumerate(self.proposals) if self._is_open(n) and p.confidence is confidence)}"
            for confidence in Confidence
        )
        self.query_one("#standing", Static).update(
            Content(f"本文あり {filled}/{len(self.proposals)}　　残りのうち　{counts}")
        )

    def _row(self, number: int) -> Content:
        turn, meeting = self._turn(number), self.session.state.meeting
        if turn is None:
            return Content.styled("（削除された発言）", "$text-muted")
        mark = "済" if turn.paragraphs else _MARKS[self.proposals[number].confidence]
        label = full_label(meeting, turn.speaker, turn.capacity)
        return Content(f"{mark} {turn.started:%H:%M:%S} {label}")

    def _renew(self, numbers: Sequence[int]) -> None:
        for number in numbers:
            self.turns.replace_option_prompt_at_index(number, self._row(number))
        self._show(self.at)

    def _say(self, text: str) -> None:
        self.query_one("#status", Static).update(Content(text))

    def _turn(self, number: int) -> Turn | None:
        return self.session.state.turn(self.proposals[number].entry)

    def _is_open(self, number: int) -> bool:
        turn = self._turn(number)
        return turn is not None and not turn.paragraphs

    # -- what is done ---------------------------------------------------------------------------------

    def _record(self, command: Command, said: str) -> bool:
        try:
            if isinstance(command, Undo | Redo):
                self._back.dispatch(command)
            else:
                self.session.dispatch(command)
        except Refused as refusal:
            self._say(str(refusal))
            return False
        self._renew(range(len(self.proposals)))
        self._say(said)
        return True

    def _put(self, paragraphs: tuple[str, ...], said: str) -> None:
        proposal, turn = self.proposals[self.at], self._turn(self.at)
        command: Command = EditText(proposal.entry, paragraphs)
        if proposal.confidence is Confidence.DOUBTFUL and turn is not None and not turn.flag:
            # It goes into the draft as a comment at its place, until somebody has listened to it.
            command = CompoundCommand((command, FlagTurn(proposal.entry, _TO_HEAR)))
            said += "要確認の印を付けました（Word の注記になります）。"
        if self._record(command, said):
            self._go(self.at + 1)

    def _go(self, number: int) -> None:
        if number < len(self.proposals):
            self.turns.highlighted = number

    def on_option_list_option_selected(self) -> None:
        """Enter, or a click, on a turn."""
        turn = self._turn(self.at) if self.proposals else None
        paragraphs = self.proposals[self.at].paragraphs if self.proposals else ()
        if turn is None or not paragraphs:
            self._say("採る言葉がありません。F3・F4 で始まりを動かすか、次へ進んでください。")
        elif turn.paragraphs in ((), paragraphs):
            self._put(paragraphs, "採りました。")
        else:
            question = f"書いてある本文を、文字起こしで置き換えますか。\n\n今の本文：{turn.text}"

            def answered(yes: bool | None) -> None:
                if yes:
                    self._put(paragraphs, "置き換えました。")

            self.push_screen(ConfirmDialog(question), answered)

    def action_add(self) -> None:
        turn = self._turn(self.at) if self.proposals else None
        if turn is not None:
            self._put((*turn.paragraphs, *self.proposals[self.at].paragraphs), "書いた文の後に加えました。")

    def action_edit(self) -> None:
        if not self.proposals:
            return

        def answered(paragraphs: tuple[str, ...] | None) -> None:
            if paragraphs:
                self._put(paragraphs, "直して採りました。")

        text = "\n".join(self.proposals[self.at].paragraphs)
        self.push_screen(PassageDialog("採るところだけを残してください", text), answered)

    def action_shift(self, step: int) -> None:
        """The beginning of this turn's words one stretch earlier or later; the neighbour gets the rest."""
        if not self.proposals or self.at == 0:
            self._say("最初の発言の始まりは動かせません。")
            return
        begin = self.proposals[self.at].begin
        places = sorted({*self._stream.joints, *self._stream.breaks})
        if step > 0:
            position = next((place for place in places if place > begin), len(self._stream.text))
        else:
            position = next((place for place in reversed(places) if place < begin), 0)
        self.proposals = moved(self.proposals, self.at, position, self._stream)
        self._renew((self.at - 1, self.at))
        self._say("始まりを動かしました。前の発言の終わりも一緒に動いています。")

    def action_turn_page(self, direction: int) -> None:
        for pane in self.query(VerticalScroll):
            (pane.scroll_page_down if direction > 0 else pane.scroll_page_up)(animate=False)

    def action_next_doubtful(self) -> None:
        count = len(self.proposals)
        order = [*range(self.at + 1, count), *range(min(self.at + 1, count))]
        found = next(
            (n for n in order if self._is_open(n) and self.proposals[n].confidence is not Confidence.SURE),
            None,
        )
        if found is None:
            self._say("確かめるものは、もうありません。")
        else:
            self._go(found)

    def action_take_sure(self) -> None:
        sure = [
            EditText(proposal.entry, proposal.paragraphs)
            for number, proposal in enumerate(self.proposals)
            if self._is_open(number) and proposal.confidence is Confidence.SURE and proposal.paragraphs
        ]
        if sure:
            self._record(
                CompoundCommand(tuple(sure)),
                f"確かなもの {len(sure)} 件を採りました。Ctrl+Z で一度に戻せます。",
            )
        else:
            self._say("確かなもので本文のない発言は、もうありません。")

    def action_undo(self) -> None:
        self._record(Undo(), "取り消しました。")

    def action_redo(self) -> None:
        self._record(Redo(), "やり直しました。")
