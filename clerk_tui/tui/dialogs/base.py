"""What all dialogs have in common: the box, the keys, refusals said inside, and the way back.

A dialog gets plain values and hands back one value; it never reaches the session. A command is carried out
through :attr:`Dialog.carry_out` while the dialog is open, so that a refusal leaves everything as it was typed.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import PurePath
from typing import ClassVar, TypeVar

from msgspec.structs import replace
from rich.console import RenderableType
from textual import on
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.css.query import NoMatches
from textual.message import Message
from textual.renderables.blank import Blank
from textual.screen import ModalScreen, Screen
from textual.widgets import Input, OptionList, Static, TextArea

from clerk_tui.domain.calendar import CalendarError, parse_time
from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.commands import Command, CompoundCommand, MarkAttendance, Prepare, SetStatus
from clerk_tui.domain.errors import Refused, Unconfirmed
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.moments import typed_moment
from clerk_tui.domain.queries import last_moment
from clerk_tui.domain.record import State
from clerk_tui.tui.widgets.hint import Hint
from clerk_tui.tui.widgets.prose import Prose

from .fields import Cycle, Line, Rows, Sheet, TooLong

T = TypeVar("T")


class Dialog(ModalScreen[T]):
    """Title, body, one line for what is to be said, one line with the keys; Esc leaves without an answer."""

    CSS_PATH: ClassVar[str | PurePath | list[str | PurePath] | None] = "../styles/dialogs.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (70, "-roomy")]  # noqa: RUF012 - declared so by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", show=False),
        Binding("enter", "accept", show=False),
        Binding("ctrl+s", "accept", show=False),
        Binding("up", "move(-1)", show=False),
        Binding("down", "move(1)", show=False),
    ]

    class Typed(Message):
        """What stands in the dialog's fields and would be lost with the program; empty: nothing."""

        def __init__(self, heading: str, text: str) -> None:
            super().__init__()
            self.heading = heading
            self.text = text

    heading: str = ""
    """What is asked."""
    hint: str = "Enter 決定　Esc 戻る"

    def render(self) -> RenderableType:
        """A dialog over another one hides it.

        Textual keeps the screens that are still to be drawn below in one list for all, and fills it anew when it looks
        for what lies under the mouse. Two dialogs over the record were then drawn within each other without end.
        """
        stack = self.app.screen_stack
        if self in stack[2:]:
            return Blank(stack[0].styles.background)  # type: ignore[return-value] # what Screen.render gives as well
        return super().render()

    def __init__(self) -> None:
        super().__init__()
        self.carry_out: Callable[[Command], object] = lambda _command: None
        """Carries a command out, before the dialog hands it back; raises Refused or Unconfirmed, said in here."""
        self._warned = False
        self._answered = False

    @abstractmethod
    def body(self) -> ComposeResult:
        """The parts between the title and the hint."""

    @abstractmethod
    def accept(self) -> None:
        """Dismiss with an answer, or say why not.

        Raises:
            Refused, CalendarError, NotationError: the sentence is said in the dialog.
        """

    def compose(self) -> ComposeResult:
        with Vertical(classes="box"):
            yield Static(Content(self.heading), classes="title")
            yield from self.body()
            yield Prose(classes="message")
            yield Hint(self.hint)

    def on_mount(self) -> None:
        self.screen_layout_refresh_signal.subscribe(self, self._layout_changed)

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self._place_cursor)

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._place_cursor)

    def _layout_changed(self, _screen: Screen[object]) -> None:
        self._place_cursor()

    def _place_cursor(self) -> None:
        """The terminal's cursor stands in the focused field, where the input method shows what it converts."""
        field = self.focused
        if self.is_active and field is not None:
            at = field.cursor_screen_offset if isinstance(field, Input | TextArea) else field.region.offset
            self.app.cursor_position = at

    def say(self, text: str, kind: str = "-refusal") -> None:
        """Put a sentence above the hint; an empty one takes it away."""
        message = self.query_one(".message", Static)
        message.remove_class("-refusal", "-question")
        message.set_class(bool(text), "-said")
        message.add_class(kind)
        message.update(Content(text))
        # On a small screen a full box scrolls; what is said must not be below its edge.
        self.call_after_refresh(message.scroll_visible, animate=False)

    def changed(self) -> bool:
        """Whether leaving would lose what was typed or chosen in one of the fields; lists add their own."""
        parts = (*self.query(Line), *self.query(Sheet), *self.query(Cycle))
        return any(part.touched for part in parts)

    def action_accept(self) -> None:
        self.attempting(self.accept)

    def attempting(self, act: Callable[[], None]) -> None:
        """Do it, or say in the dialog why it cannot be done."""
        try:
            act()
        except (Refused, CalendarError, NotationError) as error:
            self.say(str(error))
        except NoMatches:
            self.say("この画面では、いまは使えない操作です。")

    def action_cancel(self) -> None:
        if self.changed() and not self._warned:
            self._warned = True
            self.say("入力した内容を捨てて戻るには、もう一度 Esc を押してください。", "-question")
            return
        self.dismiss(None)

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed_on(self) -> None:
        """What was typed after the warning was not warned of; all of it is kept beside the record."""
        if self._warned:
            self._warned = False
            self.say("")
        self.post_message(self.Typed(self.heading, self._at_risk()))

    def _at_risk(self) -> str:
        lines = (part.value for part in self.query(Line) if part.touched)
        sheets = (part.text for part in self.query(Sheet) if part.touched)
        return "\n".join((*lines, *sheets))

    def action_move(self, step: int) -> None:
        """↑↓ move in the list while the focus is in a line."""
        for rows in self.query(Rows):
            rows.move(step)
            return

    def action_step(self, step: int) -> None:
        """←→ on a row."""

    def action_mark(self) -> None:
        """Space on a row."""

    def on_option_list_option_selected(self) -> None:
        """A click does what Space does; Enter never gets here."""
        self.action_mark()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submitted()

    def on_too_long(self, event: TooLong) -> None:
        self.say(f"{event.length:,}字の貼り付けは長すぎます。{event.limit:,}字までに分けてください。")

    def submitted(self) -> None:
        """Enter in a line."""
        self.action_accept()

    def check_message_enabled(self, message: Message) -> bool:
        """What the parts of a dialog still say when it is taken down, or not built yet, is about nothing any more."""
        told = (OptionList.OptionMessage, Input.Changed, TextArea.Changed, Cycle.Changed)
        if isinstance(message, told) and (self._answered or not self.query(Hint)):
            return False
        return super().check_message_enabled(message)

    def dismiss(self, result: T | None = None) -> AwaitComplete:
        """Answer once: a second press that was on its way already is no second answer."""
        if self._answered:
            return AwaitComplete()
        self._answered = True
        self.post_message(self.Typed(self.heading, ""))
        return super().dismiss(result)


class CommandDialog(Dialog[Command]):
    """A dialog that makes a command for the state it was opened on.

    Raises:
        Refused: there is no meeting yet.
    """

    def __init__(self, state: State) -> None:
        super().__init__()
        # Refused here and not while drawing, where nobody could say it.
        meeting_of(state)
        self.record = state
        self._asked: Command | None = None

    @abstractmethod
    def command(self) -> Command | None:
        """What is to be done as things stand; None: nothing, and the dialog closes.

        Raises:
            Refused, CalendarError, NotationError: the sentence is said in the dialog.
        """

    def accept(self) -> None:
        self.propose(self.command())

    def propose(self, command: Command | None, question: str = "") -> None:
        """Have the command carried out, confirmed where that is asked; a refusal leaves everything as it was typed."""
        if command is None:
            self.dismiss(None)
            return
        if self._asked == command:
            command = confirmed(command)
        elif question:
            self._ask(command, question)
            return
        try:
            self.carry_out(command)
        except Unconfirmed as error:
            self._ask(command, str(error))
            return
        self.dismiss(command)

    def action_cancel(self) -> None:
        if self._asked is not None:
            self._asked = None
            self.say("")
            return
        super().action_cancel()

    def _ask(self, command: Command, question: str) -> None:
        self._asked = command
        self.say(f"{question}\nEnter はい　Esc いいえ", "-question")


def confirmed(command: Command) -> Command:
    """The command with the clerk's confirmation."""
    match command:
        case MarkAttendance() | Prepare() | SetStatus():
            return replace(command, confirmed=True)
        case CompoundCommand(commands=parts):
            return CompoundCommand(tuple(confirmed(part) for part in parts))
        case _:
            return command


def together(commands: Sequence[Command]) -> Command | None:
    """The commands as one; None where there are none."""
    return CompoundCommand(tuple(commands)) if len(commands) > 1 else next(iter(commands), None)


def moment(state: State, typed: str) -> datetime | None:
    """A typed time of the meeting, which may go past midnight; None where nothing was typed: that of the command.

    Raises:
        CalendarError: the time cannot be read.
    """
    if not typed.strip():
        return None
    clock = parse_time(typed)
    if state.opened:
        # The day on which it is held, in the zone in which it was opened: it may have been put off.
        return typed_moment(clock, state.opened, last_moment(state) or state.opened)
    day = meeting_of(state).date or datetime.now().astimezone().date()
    return datetime.combine(day, clock).astimezone()
