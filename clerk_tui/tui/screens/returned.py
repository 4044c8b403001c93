"""What came back from Word (案の戻り): change by change, as it was and as it is, to be taken or left.

Nothing is taken without being shown. What is taken is a correction of the record like any other: it is stored at once,
can be undone, stands in the ledger; what is left stays in the file and is shown when it is opened again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from clerk_tui.domain.commands import Redo, Undo
from clerk_tui.domain.errors import Refused
from clerk_tui.roundtrip.changes import Change, Commented, LabelChanged, Moved
from clerk_tui.roundtrip.merging import Piece, sides
from clerk_tui.roundtrip.taking import Fate, Judged
from clerk_tui.roundtrip.telling import kind_of
from clerk_tui.tui.dialogs.asking import ConfirmDialog
from clerk_tui.tui.scoped_undo import ScopedUndo
from clerk_tui.tui.widgets.hint import Hint
from clerk_tui.tui.widgets.prose import Prose

if TYPE_CHECKING:
    from clerk_tui.roundtrip.taking import Taking

HINT = (
    "Enter 採る　F2 採らない・決め直す　F3 案のほうを採る　F5 次の決めていないもの　Shift+↑↓ 文を送る　"
    "Ctrl+S 採れるものを全部採る　Ctrl+Z・Y 取消し・やり直し　Ctrl+Q 閉じる"
)
_OLD, _NEW = ("−", "$text-error"), ("＋", "$text-success")
"""The sign of words that one side has alone, and their colour: never the colour alone."""


class Standing(StrEnum):
    """Where a change stands; the value is its mark in the list."""

    TAKEN = "採"
    THERE = "済"
    OPEN = "可"
    CONFLICT = "争"
    HAND = "手"
    LEFT = "残"


_NAMES = {
    Standing.TAKEN: "採った",
    Standing.LEFT: "残した",
    Standing.OPEN: "採れる",
    Standing.CONFLICT: "記録でも直した",
    Standing.HAND: "手で直す",
    Standing.THERE: "もう記録にある",
}
_FATES = {
    Fate.TAKEN: Standing.OPEN,
    Fate.THERE: Standing.THERE,
    Fate.CONFLICT: Standing.CONFLICT,
    Fate.LEFT: Standing.HAND,
}


class Step(Struct, frozen=True):
    """What one key has done: changes that were taken, or one that was left or is open again."""

    taken: tuple[int, ...] = ()
    left: int | None = None


class ReturnedScreen(Screen[str]):
    """The changes of one draft; gives what is to be said about them in the end."""

    CSS_PATH: ClassVar[str | PurePath] = "../styles/returned.tcss"
    AUTO_FOCUS = "#changes"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "leave"),
        Binding("f3", "take_file"),
        Binding("f5", "next_open"),
        Binding("ctrl+s", "take_all"),
        Binding("ctrl+z", "undo"),
        Binding("ctrl+y", "redo"),
        Binding("ctrl+q,escape", "close"),
        Binding("shift+down", "turn_page(1)"),
        Binding("shift+up", "turn_page(-1)"),
    ]

    def __init__(self, name: str, changes: Sequence[Change], taking: Taking, doubts: Sequence[str] = ()) -> None:
        """What is shown.

        Args:
            name: of the file.
            changes: in it.
            taking: judges them and carries them out.
            doubts: what is to be known before; sentences.
        """
        super().__init__()
        self._file, self.changes, self._taking, self._doubts = name, tuple(changes), taking, tuple(doubts)
        taking.expect(self.changes)
        self._back = ScopedUndo(taking.session)
        self._taken: set[int] = set()
        self._left: set[int] = set()
        self._steps: list[Step] = []
        self._taken_back: list[Step] = []
        self.judged: list[Judged] = []

    def compose(self) -> ComposeResult:
        yield Static(id="standing")
        yield Prose(Content("　".join(self._doubts)), id="doubts")
        yield OptionList(id="changes", markup=False, compact=True)
        with Horizontal(id="sides"):
            with VerticalScroll(id="old", can_focus=False):
                yield Prose(id="before")
            with VerticalScroll(id="new", can_focus=False):
                yield Prose(id="after")
        yield Prose(id="why")
        yield Prose(id="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        self.query_one("#doubts").display = bool(self._doubts)
        self.query_one("#new").border_title = Content("案（Word）")
        self._judge()
        rows = self.query_one(OptionList)
        rows.add_options(Option(self._row(number)) for number in range(len(self.changes)))
        rows.highlighted = next(self._undecided(0), 0)
        self._show()

    # -- what is shown --------------------------------------------------------------------------------

    @property
    def at(self) -> int:
        return self.query_one(OptionList).highlighted or 0

    def standing(self, number: int) -> Standing:
        """Where a change stands now."""
        if number in self._taken:
            return Standing.TAKEN
        found = _FATES[self.judged[number].fate]
        return Standing.LEFT if number in self._left and found is not Standing.THERE else found

    def _judge(self) -> None:
        """What would become of each change as the record is now."""
        self.judged = [self._taking.judged(change) for change in self.changes]

    def _row(self, number: int) -> Content:
        change, standing = self.changes[number], self.standing(number)
        by = f"　{change.author}" if change.author else ""
        words = next(iter(change.new or change.old), "")
        return Content(f"{standing} {change.where}　{kind_of(change)}{by}　{words[:40]}")

    def renew(self) -> None:
        """Everything as it now is; the same change stays chosen."""
        self._judge()
        rows = self.query_one(OptionList)
        for number in range(len(self.changes)):
            rows.replace_option_prompt_at_index(number, self._row(number))
        self._show()

    @on(OptionList.OptionHighlighted, "#changes")
    def _show(self) -> None:
        counted = [self.standing(number) for number in range(len(self.changes))]
        told = "　".join(f"{each} {name} {counted.count(each)}" for each, name in _NAMES.items() if each in counted)
        self.query_one("#standing", Static).update(Content(f"{self._file}　{told}"))
        judged = self.judged[self.at]
        change, taken = judged.change, self.at in self._taken
        conflict = judged.fate is Fate.CONFLICT and not taken
        old, new = _sides(change, judged.now if conflict else change.old)
        before, after = self.query_one("#old"), self.query_one("#new")
        before.border_title = Content("記録（いま）" if conflict else "もと（案を作ったとき）")
        was = Content.styled("\n\n案を作ったとき：\n" + "\n".join(change.old) if conflict else "", "$text-muted")
        shown = Content("").join((*_marked(old, _OLD, "（ありません）"), was))
        self.query_one("#before", Static).update(shown)
        self.query_one("#after", Static).update(Content("").join(_marked(new, _NEW, "（削られています）")))
        after.border_subtitle = Content(f"直した人：{change.author}") if change.author else ""
        for pane in (before, after):
            pane.scroll_home(animate=False)
        self.query_one("#why", Static).update(Content(self._why(judged, taken=taken)))

    def _why(self, judged: Judged, *, taken: bool) -> str:
        if taken:
            return "記録に入れました。"
        match judged.fate:
            case Fate.THERE:
                return "同じ直しが、もう記録に入っています。"
            case Fate.CONFLICT:
                return "案を作ったあとに、記録でも直されています。F2 で記録を残すか、F3 で案のほうを採ります。"
            case Fate.LEFT:
                return f"ここからは入れられません。{judged.why}"
        return "採らずに残します（案のファイルには残ります）。" if self.at in self._left else ""

    def say(self, text: str) -> None:
        self.query_one("#status", Static).update(Content(text))

    # -- what is done ---------------------------------------------------------------------------------

    @on(OptionList.OptionSelected, "#changes")
    def _chosen(self) -> None:
        """Enter, or a click, on a change."""
        number = self.at
        match self.standing(number):
            case Standing.CONFLICT:
                self.say("記録でも直されています。F2 で記録を残すか、F3 で案のほうを採ります。")
            case Standing.OPEN | Standing.LEFT if self.judged[number].fate is Fate.TAKEN:
                self._take([number])
            case Standing.TAKEN | Standing.THERE:
                self.say("もう記録に入っています。取り消すのは Ctrl+Z です。")
            case _:
                self.say(self.judged[number].why or "記録でも直されています。F3 で案のほうを採ります。")

    def action_take_file(self) -> None:
        """The file has it right, whatever the record says by now."""
        if self.judged[self.at].fate is Fate.CONFLICT and self.at not in self._taken:
            self._take([self.at], prefer_file=True)
        else:
            self._chosen()

    def action_take_all(self) -> None:
        wanted = [number for number in range(len(self.changes)) if self.standing(number) is Standing.OPEN]
        if wanted:
            self._take(wanted)
        else:
            self.say("そのまま採れるものは、もうありません。")

    def _take(self, numbers: Sequence[int], *, prefer_file: bool = False) -> None:
        """Carry these out as one step; one that does not come about says why."""
        taken: list[int] = []
        refused = ""
        for number in self._taking.ordered(self.changes, numbers):
            done = self._taking.take_one(self.changes[number], prefer_file=prefer_file)
            if done.fate is Fate.TAKEN:
                taken.append(number)
            elif done.fate is Fate.LEFT:
                refused = done.why
        if taken:
            self._taken.update(taken)
            self._left.difference_update(taken)
            self._steps.append(Step(tuple(taken)))
            self._taken_back.clear()
        at = self.at
        self.renew()
        self.say(refused or (f"{len(taken)} 件を記録に入れました。Ctrl+Z で{'一度に' if len(taken) > 1 else ''}戻せます。"))
        if at in taken:
            self._go(next(self._undecided(at + 1), at))

    def action_leave(self) -> None:
        """Leave it, or have it open again."""
        number = self.at
        if self.standing(number) in (Standing.TAKEN, Standing.THERE):
            self.say("もう記録に入っています。取り消すのは Ctrl+Z です。")
            return
        self._left ^= {number}
        self._steps.append(Step(left=number))
        self._taken_back.clear()
        self.renew()
        if number in self._left:
            self.say("採らずに残します。もう一度 F2 で、決めていないものに戻ります。")
            self._go(next(self._undecided(number + 1), number))
        else:
            self.say("決めていないものに戻しました。")

    def action_next_open(self) -> None:
        found = next(self._undecided(self.at + 1), None)
        if found is None:
            self.say("決めていないものは、もうありません。")
        else:
            self._go(found)

    def _undecided(self, since: int) -> Iterator[int]:
        """Changes that wait for the clerk, from one on and then from the first."""
        order = [*range(since, len(self.changes)), *range(min(since, len(self.changes)))]
        return (n for n in order if self.standing(n) in (Standing.OPEN, Standing.CONFLICT))

    def _go(self, number: int) -> None:
        self.query_one(OptionList).highlighted = number

    def action_turn_page(self, direction: int) -> None:
        for pane in self.query(VerticalScroll):
            (pane.scroll_page_down if direction > 0 else pane.scroll_page_up)(animate=False)

    def action_undo(self) -> None:
        self._step(self._steps, self._taken_back, Undo(), "取り消しました。")

    def action_redo(self) -> None:
        self._step(self._taken_back, self._steps, Redo(), "やり直しました。")

    def _step(self, source: list[Step], target: list[Step], command: Undo | Redo, said: str) -> None:
        """One step back or on: of the record, or of what was left."""
        if not source:
            undo = isinstance(command, Undo)
            self.say(
                "この画面でしたことは、もうありません。それより前の操作は、記録の画面で取り消せます。"
                if undo
                else "この画面で取り消したことは、もうありません。"
            )
            return
        step = source[-1]
        try:
            for number in step.taken:
                self._back.dispatch(command)
                (self._taking.untake if isinstance(command, Undo) else self._taking.retake)(self.changes[number])
        except Refused as refusal:
            self.say(str(refusal))
            return
        target.append(source.pop())
        self._taken ^= set(step.taken)
        self._left ^= {step.left} - {None} if step.left is not None else set()
        self.renew()
        self._go(step.left if step.left is not None else min(step.taken))
        self.say(said)

    def action_close(self) -> None:
        """Leave, once it is said what was taken and what was not."""

        def answered(yes: bool | None) -> None:
            if yes:
                self.dismiss(self.summary)

        open_ = len(list(self._undecided(0)))
        waiting = f"\n\nまだ決めていないものが {open_} 件あります。" if open_ else ""
        self.app.push_screen(ConfirmDialog(f"{self.counts}{waiting}\n\nこの画面を閉じますか。"), answered)

    @property
    def counts(self) -> str:
        """How many were taken, and how many stay in the file alone."""
        return self.summary.partition("\n・")[0]

    @property
    def summary(self) -> str:
        """What was taken, and each that stays in the file alone."""
        count = [self.standing(number) for number in range(len(self.changes))]
        taken, there = count.count(Standing.TAKEN), count.count(Standing.THERE)
        rest = [number for number, each in enumerate(count) if each not in (Standing.TAKEN, Standing.THERE)]
        told = [f"{self._file} の直し {len(self.changes)} 件のうち {taken} 件を記録に入れました。"]
        if there:
            told.append(f"{there} 件は、もう記録に入っていました。")
        if rest:
            told.append(f"入れていない {len(rest)} 件は、案のファイルに残っています。")
        told += [
            f"・{self.changes[number].where}　{'　'.join(filter(None, (_NAMES[count[number]], self.judged[number].why)))}"
            for number in rest
        ]
        return "\n".join(told)


def _sides(change: Change, old: Sequence[str]) -> tuple[Sequence[Piece], Sequence[Piece]]:
    """Both sides in pieces; of a place that was moved or a remark at the edge, the words as they are."""
    if isinstance(change, Moved):
        was, now = (f"{each}\n" if each else "" for each in change.behind)
        return ((was, False), ("\n".join(old), True)), ((now, False), ("\n".join(change.new), True))
    if isinstance(change, Commented):
        return (), (("\n".join(change.new), True),)
    if isinstance(change, LabelChanged):
        return (("\n".join(old), True),), ((change.label, True),)
    return sides(old, change.new)


def _marked(pieces: Sequence[Piece], look: tuple[str, str], nothing: str) -> Iterator[Content]:
    """The pieces of a side; what it has alone stands out by sign and by colour."""
    sign, colour = look
    if not any(text for text, _ in pieces):
        yield Content.styled(nothing, "$text-muted")
    for text, alone in pieces:
        for at, line in enumerate(text.split("\n")):
            if at:
                yield Content("\n")
            if line:
                yield Content.styled(f"［{sign}{line}］", f"bold {colour}") if alone else Content(line)
