"""Filling the words in (文字起こしの流し込み): the record's turns beside what a transcript holds for them.

Nothing is replaced without being shown. What is taken is a correction of the record like any other: it can be
undone, stands in the ledger, and is there when the screen is opened again. Boundaries that are moved are steps of
their own: the words stay whole, and the same key takes them back.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from clerk_tui.alignment import (
    Confidence,
    Filling,
    Stream,
)
from clerk_tui.alignment.moving import moved
from clerk_tui.alignment.telling import clock_lines
from clerk_tui.audio.corrections import Correction, corrected, within
from clerk_tui.domain.commands import (
    Command,
    CompoundCommand,
    EditText,
    FlagTurn,
    Redo,
    Undo,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.text import normalize
from clerk_tui.session import Session

from .dialogs.asking import ConfirmDialog, PassageDialog
from .fill_turns import TO_HEAR, FillTurns
from .fill_words import Step, between, taken_away, when
from .scoped_undo import ScopedUndo
from .widgets.hint import Hint
from .widgets.prose import Prose

_MARKS = {Confidence.SURE: "確", Confidence.LIKELY: "推", Confidence.DOUBTFUL: "要"}
HINT = (
    "Enter 採る　Ctrl+E 一部を採る・直す　F2 書いた文の後に加える　F3・F4 始まりを一区切り前・後へ　"
    "F5 次に確かめるもの　F6 置き場所のない言葉を発言にする　F7 分ける　F8 発言者を直す　Shift+↑↓ 文を送る　"
    "F12 録音を聞く・止める　Ctrl+B 3秒戻す　Ctrl+D・U 遅く・速く　Ctrl+O 時計を合わせる　"
    "Ctrl+R よくある誤りを直して採る　Ctrl+S 確かなものを全部採る　Ctrl+Z・Y 取消し・やり直し　Ctrl+Q 閉じる"
)


class FillApp(FillTurns):
    """Turns on the left; at the right what the record has, and what was heard."""

    TITLE = "文字起こしの流し込み"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - declared so by Textual
    CSS_PATH = "styles/fill.tcss"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+e", "edit"),
        Binding("f2", "add"),
        Binding("f3", "shift(-1)"),
        Binding("f4", "shift(1)"),
        Binding("f5", "next_doubtful"),
        Binding("f6", "insert"),
        Binding("f7", "divide"),
        Binding("f8", "correct"),
        Binding("ctrl+o", "clock"),
        Binding("ctrl+r", "take_corrected"),
        Binding("ctrl+s", "take_sure"),
        Binding("ctrl+z", "undo"),
        Binding("ctrl+y", "redo"),
        Binding("ctrl+q", "quit"),
        Binding("shift+down", "turn_page(1)"),
        Binding("shift+up", "turn_page(-1)"),
    ]

    def __init__(
        self,
        session: Session,
        stream: Stream,
        filling: Filling,
        recordings: Sequence[Path | None] = (),
    ) -> None:
        super().__init__(session, stream, filling)
        self.recordings = recordings
        self.corrections: Sequence[Correction] = ()
        """What clerks of this body have corrected again and again."""
        self._back = ScopedUndo(session)
        self._taken: set[EntryId] = set()
        """Turns whose words have come from here: a moved boundary changes them as well."""
        self._came_to: int | None = None
        """The turn to which Enter has gone on by itself."""

    def compose(self) -> ComposeResult:
        yield Static(id="standing")
        yield Prose(id="clock")
        with Horizontal():
            yield OptionList(
                *(Option(self._row(number)) for number in range(len(self.proposals))), id="turns"
            )
            with Vertical(id="sides"):
                with VerticalScroll(id="record", can_focus=False):
                    yield Prose(id="typed")
                with VerticalScroll(id="heard", can_focus=False):
                    yield Prose(id="words")
        yield Static(id="playing")
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
        self.watch_recording()

    @property
    def turns(self) -> OptionList:
        return self.query_one("#turns", OptionList)

    # -- what is shown --------------------------------------------------------------------------------

    @on(OptionList.OptionHighlighted, "#turns")
    def _pointed_at(self, event: OptionList.OptionHighlighted) -> None:
        """Of the turns alone: the lists of dialogs tell their own here as well."""
        self._show(event.option_index)

    def _show(self, number: int) -> None:
        self.at = number
        if not self.proposals:
            self.query_one("#standing", Static).update(Content("記録に発言がありません。"))
            return
        proposal = self.proposals[number]
        turn = self._turn(number)
        known = turn.text if turn else ""
        before, behind = self._owner(proposal.begin - 1), self._owner(proposal.end)
        self.query_one("#words", Static).update(between(proposal, self.stream, known, before, behind))
        self.query_one("#typed", Static).update(
            Content(turn.text) if turn and turn.text else Content.styled("（本文なし）", "$text-muted")
        )
        record, heard = self.query_one("#record"), self.query_one("#heard")
        record.border_subtitle = Content(self._label(turn)) if turn else ""
        heard.border_title = Content(f"文字起こし　{when(proposal, self.stream)}")
        often = "、".join(f"{each.wrong}→{each.right}" for each in within(proposal.text, self.corrections))
        heard.border_subtitle = Content(
            f"よくある誤り：{often}　{proposal.confidence}" if often else str(proposal.confidence)
        )
        self._stand()

    def _owner(self, position: int) -> str:
        """Who has the words at a position."""
        for number, proposal in enumerate(self.proposals):
            if proposal.begin <= position < proposal.end:
                turn = self._turn(number)
                return f"{self._label(turn)}" if turn else "（削除された発言）"
        inside = 0 <= position < len(self.stream.text)
        return "置き場所のない言葉（F6 で発言にできます）" if inside else "文字起こしの端"

    def _stand(self) -> None:
        self.query_one("#clock", Static).update(Content("　".join(clock_lines(self.filling, self.stream))))
        filled = sum(1 for number in range(len(self.proposals)) if not self._is_open(number))
        counts = "　".join(
            f"{confidence} {sum(1 for n, p in enumerate(self.proposals) if self._is_open(n) and p.confidence is confidence)}"
            for confidence in Confidence
        )
        loose = sum(each.end - each.begin for each in self.filling.loose)
        rest = f"　　置き場所のない言葉 {len(self.filling.loose)} か所 {loose:,} 字" if loose else ""
        self.query_one("#standing", Static).update(
            Content(f"本文あり {filled}/{len(self.proposals)}　　残りのうち　{counts}{rest}")
        )

    def _row(self, number: int) -> Content:
        turn = self._turn(number)
        if turn is None:
            return Content.styled("（削除された発言）", "$text-muted")
        mark = "済" if turn.paragraphs else _MARKS[self.proposals[number].confidence]
        return Content(f"{mark} {turn.started:%H:%M:%S} {self._label(turn)}")

    def renew(self) -> None:
        """Everything as it now is; the same turn stays chosen."""
        if len(self.turns.options) != len(self.proposals):
            at = self.at
            self.turns.clear_options()
            self.turns.add_options(Option(self._row(number)) for number in range(len(self.proposals)))
            self.turns.highlighted = min(at, len(self.proposals) - 1)
        else:
            for number in range(len(self.proposals)):
                self.turns.replace_option_prompt_at_index(number, self._row(number))
        self._show(min(self.at, len(self.proposals) - 1))

    def show_turn(self, number: int) -> None:
        self._go(number)

    def say(self, text: str) -> None:
        self.query_one("#status", Static).update(Content(text))

    def _is_open(self, number: int) -> bool:
        turn = self._turn(number)
        return turn is not None and not turn.paragraphs

    # -- what is done ---------------------------------------------------------------------------------

    def _put(self, paragraphs: tuple[str, ...], said: str) -> None:
        proposal, turn = self.proposals[self.at], self._turn(self.at)
        command: Command = EditText(proposal.entry, paragraphs)
        if proposal.confidence is Confidence.DOUBTFUL and turn is not None and not turn.flag:
            # It goes into the draft as a comment at its place, until somebody has listened to it.
            command = CompoundCommand((command, FlagTurn(proposal.entry, TO_HEAR)))
            said += "要確認の印を付けました（Word の注記になります）。"
        if self._do(command, said):
            self._taken.add(proposal.entry)
            self._go(self.at + 1)
            self._came_to = min(self.at + 1, len(self.proposals) - 1)

    def _go(self, number: int) -> None:
        if number < len(self.proposals):
            self.turns.highlighted = number

    @on(OptionList.OptionSelected, "#turns")
    def _chosen(self) -> None:
        """Enter, or a click, on a turn."""
        turn = self._turn(self.at) if self.proposals else None
        paragraphs = self.proposals[self.at].paragraphs if self.proposals else ()
        if turn is None or not paragraphs:
            self.say("採る言葉がありません。F3・F4 で始まりを動かすか、次へ進んでください。")
        elif turn.paragraphs in ((), paragraphs):
            self._put(paragraphs, "採りました。")
        else:
            question = f"書いてある本文を、文字起こしで置き換えますか。\n\n今の本文：{turn.text}"

            def answered(yes: bool | None) -> None:
                if yes:
                    self._put(paragraphs, "置き換えました。")

            self.push_screen(ConfirmDialog(question), answered)

    def action_take_corrected(self) -> None:
        """The words, with what this body's clerks have corrected again and again put right."""
        turn = self._turn(self.at) if self.proposals else None
        known = within(self.proposals[self.at].text, self.corrections) if turn is not None else ()
        if turn is None or not known:
            self.say("この発言に、何度も直された言葉はありません。")
        elif turn.paragraphs not in ((), self.proposals[self.at].paragraphs):
            self.say("記録に本文があります。Ctrl+E で直してください。")
        else:
            paragraphs = tuple(corrected(each, known) for each in self.proposals[self.at].paragraphs)
            self._put(paragraphs, f"{'、'.join(each.right for each in known)} と直して採りました。")

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
        """The beginning of this turn's words one stretch earlier or later; what was taken already goes along."""
        if not self.proposals or (self.at == 0 and not self.proposals[0].begin):
            self.say("最初の発言の始まりは動かせません。")
            return
        begin = self.proposals[self.at].begin
        places = sorted({*self.stream.joints, *self.stream.breaks})
        if step > 0:
            position = next((place for place in places if place > begin), len(self.stream.text))
        else:
            position = next((place for place in reversed(places) if place < begin), 0)
        after = moved(self.filling, self.at, position, self.stream)
        if after.proposals == self.filling.proposals:
            self.say("これより先には動かせません。")
            return
        commands: list[Command] = []
        for number, (old, new) in enumerate(zip(self.proposals, after.proposals, strict=True)):
            turn = self._turn(number)
            if old == new or turn is None or not turn.paragraphs:
                continue
            if turn.paragraphs == old.paragraphs and old.entry in self._taken:
                commands.append(EditText(old.entry, new.paragraphs))
            elif (gone := taken_away(old, new)) and normalize(gone) in normalize(turn.text):
                self.say(
                    f"「{self._label(turn)}」の本文にその言葉が書かれていて、二重になります。"
                    "先に Ctrl+E でその本文を直してください。"
                )
                return
        command = CompoundCommand(tuple(commands)) if commands else None
        self._do(command, "始まりを動かしました。前の発言の終わりも一緒に動いています。", lambda: after)

    def action_turn_page(self, direction: int) -> None:
        for pane in self.query(VerticalScroll):
            (pane.scroll_page_down if direction > 0 else pane.scroll_page_up)(animate=False)

    def action_next_doubtful(self) -> None:
        """The next open turn that is not sure; where Enter has come to one by itself, that is the next."""
        count = len(self.proposals)
        order = [*range(self.at + 1, count), *range(min(self.at + 1, count))]
        doubtful = [number for number in order if self._is_doubtful(number)]
        if not doubtful:
            left = len(self.filling.loose)
            rest = f"置き場所のない言葉が {left} か所あります（F6 で発言にできます）。" if left else ""
            self.say(f"確かめる発言は、もうありません。{rest}")
        elif self._came_to == self.at and self._is_doubtful(self.at):
            self.say("ここが次に確かめる発言です。")
        else:
            self._go(doubtful[0])
        self._came_to = None

    def _is_doubtful(self, number: int) -> bool:
        return self._is_open(number) and self.proposals[number].confidence is not Confidence.SURE

    def action_take_sure(self) -> None:
        sure = [
            EditText(proposal.entry, proposal.paragraphs)
            for number, proposal in enumerate(self.proposals)
            if self._is_open(number) and proposal.confidence is Confidence.SURE and proposal.paragraphs
        ]
        if sure:
            said = f"確かなもの {len(sure)} 件を採りました。Ctrl+Z で一度に戻せます。"
            if self._do(CompoundCommand(tuple(sure)), said):
                self._taken.update(command.entry for command in sure)
        else:
            self.say("確かな言葉で入れられる発言は、もうありません。")

    def action_undo(self) -> None:
        self._step(self._steps, self._taken_back, Undo(), "取り消しました。")

    def action_redo(self) -> None:
        self._step(self._taken_back, self._steps, Redo(), "やり直しました。")

    def _step(self, source: list[Step], target: list[Step], command: Undo | Redo, said: str) -> None:
        """One step back or on: of the record, of the boundaries, or of both, as it was done."""
        step = source[-1] if source else None
        try:
            if step is None or step.recorded:
                self._back.dispatch(command)
        except Refused as refusal:
            self.say(str(refusal))
            return
        if step is not None:
            target.append(source.pop())
            self.filling = step.before if isinstance(command, Undo) else step.after
        self.renew()
        self.say(said)
