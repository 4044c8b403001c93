"""The arguments of a command as a form (項目): each with what the help says of it."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static

from clerk_tui.domain.text import clean
from clerk_tui.tui.dialogs.fields import Cycle, Field, Line
from clerk_tui.tui.file_picker import FilePicker
from clerk_tui.tui.widgets.hint import Hint

from .offers import Argument, Kind, Offer, Values

HINT = "Tab 次の項目　Shift+Tab 前の項目　←→ 選ぶ　F2 ファイルを選ぶ　Ctrl+S する　Esc 戻る"
_FLAG = (("しない", False), ("する", True))

Problem = Callable[[Offer, Values], str]
"""What the command line would say of these arguments; empty: nothing."""


class FormScreen(Screen[None]):
    """Hands the arguments on with Ctrl+S, and stays below what comes of them."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "app.pop_screen", show=False),
        Binding("ctrl+s", "accept", show=False),
        Binding("f2", "pick", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(
        self, offer: Offer, given: Values, problem: Problem, accept: Callable[[Offer, Values], None]
    ) -> None:
        """``given``: what is said already; ``accept``: told what was said in the end."""
        super().__init__()
        self._offer = offer
        self._given = given
        self._problem = problem
        self._accept = accept
        self._asked = [a for a in offer.arguments if a.kind is not Kind.SESSION or a.name not in given]
        self._parts: dict[str, Line | Cycle[str] | Cycle[bool]] = {a.name: self._part(a) for a in self._asked}

    def _part(self, argument: Argument) -> Line | Cycle[str] | Cycle[bool]:
        said = list(self._given.get(argument.name, ()))
        match argument.kind:
            case Kind.FLAG:
                return Cycle(_FLAG, int(bool(said)))
            case Kind.CHOICE:
                none = [] if argument.required or argument.default else [("決めない", "")]
                values = [*none, *((choice, choice) for choice in argument.choices)]
                wanted = next(iter(said), argument.default)
                names = [value for _, value in values]
                return Cycle(values, names.index(wanted) if wanted in names else 0)
            case _:
                return Line(" ".join(map(_quoted, said)) or argument.default)

    def compose(self) -> ComposeResult:
        about = self._given.get("session")
        yield Static(
            Content(f"{self._offer.short}{f'　{Path(about[0]).name}' if about else ''}"), classes="top"
        )
        with VerticalScroll(id="fields", can_focus=False):
            for argument in self._asked:
                must = "（必ず）" if argument.required else ""
                yield Static(Content(f"{must}{clean(argument.help)}"), classes="help")
                yield Field(
                    argument.label or ("" if argument.option else argument.name), self._parts[argument.name]
                )
        yield Static(classes="status")
        yield Hint(HINT)

    def on_mount(self) -> None:
        for part in self._parts.values():
            part.focus()
            break

    @property
    def values(self) -> Values:
        """What is said now."""
        said: dict[str, tuple[str, ...]] = dict.fromkeys(self._given, ())
        said |= {name: tuple(value) for name, value in self._given.items() if name not in self._parts}
        for argument in self._asked:
            part = self._parts[argument.name]
            said[argument.name] = _said(argument, part)
        return said

    def action_accept(self) -> None:
        values = self.values
        lacking = next((a for a in self._asked if a.required and not values[a.name]), None)
        if lacking is not None:
            self._parts[lacking.name].focus()
            self.say(f"「{lacking.label or lacking.help}」を入れてください。")
        elif told := self._problem(self._offer, values):
            self.say(told)
        else:
            self.say("")
            self._accept(self._offer, values)

    def on_input_submitted(self) -> None:
        """Enter goes on, and from the last field it carries out."""
        parts: list[Widget] = list(self._parts.values())
        if self.focused is parts[-1]:
            self.action_accept()
        else:
            self.app.action_focus_next()

    def action_pick(self) -> None:
        """Choose a file for the field with the cursor, else for the first that takes one."""
        files = [a for a in self._asked if a.kind in (Kind.FILE, Kind.FOLDER)]
        argument = next((a for a in files if self._parts[a.name] is self.focused), next(iter(files), None))
        if argument is None:
            self.say("ここにはファイルを選ぶ項目がありません。")
            return
        line = self._parts[argument.name]
        about = self._given.get("session")
        folder = Path(about[0]) if about else Path.home()

        def chosen(path: Path | None) -> None:
            if path is not None and isinstance(line, Input):
                told = _quoted(str(path.parent if argument.kind is Kind.FOLDER else path))
                line.value = f"{line.value} {told}".strip() if argument.many else told
                line.focus()

        self.app.push_screen(FilePicker(folder, ()), chosen)

    def say(self, text: str) -> None:
        self.query_one(".status", Static).update(Content(text))


def _said(argument: Argument, part: Line | Cycle[str] | Cycle[bool]) -> tuple[str, ...]:
    if isinstance(part, Line):
        text = part.value.strip()
        if not text or (text == argument.default and not argument.required):
            return ()
        if argument.kind not in (Kind.FILE, Kind.FOLDER) and not argument.many:
            return (text,)
        words = _words(text)
        if argument.kind in (Kind.FILE, Kind.FOLDER):
            words = [str(Path(word).expanduser()) if word.startswith("~") else word for word in words]
        return tuple(words) if argument.many else (" ".join(words),)
    if part.value is True:
        return ("",)
    return (part.value,) if part.value and part.value != argument.default else ()


def _words(text: str) -> list[str]:
    """Words divided by white space, of either width; quotation marks hold one together."""
    lexer = shlex.shlex(text.replace("\u3000", " "), posix=True, punctuation_chars=False)
    # A backslash divides folders on Windows, and an apostrophe is a letter.
    lexer.whitespace_split, lexer.escape, lexer.quotes, lexer.commenters = True, "", '"', ""
    try:
        return list(lexer)
    except ValueError:
        # A quotation mark that is not closed.
        return text.replace('"', "").split()


def _quoted(word: str) -> str:
    return f'"{word}"' if " " in word or "\u3000" in word else word
