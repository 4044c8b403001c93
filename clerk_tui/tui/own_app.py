"""What all our apps have in common (共通の土台): themes, Ctrl+C, keys in their order, and an end that names nobody."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cached_property, partial
from time import monotonic
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.geometry import Offset
from textual.message_pump import MessagePump
from textual.screen import Screen

from clerk_tui.domain.errors import Refused
from clerk_tui.intake.problems import FileProblems

from .playback import Playback
from .terminal import has_terminal
from .themes import THEMES
from .widgets.entry import Entry

if TYPE_CHECKING:
    from clerk_tui.audio.output import Output

T = TypeVar("T")

_CURSOR_IS_HIDDEN = sys.platform == "win32"

def preferred_theme() -> str:
    """The theme of the settings, if it is one of ours; settings that are wrong are told by the command line."""
    from clerk_tui.settings import read_settings

    with suppress(FileProblems):
        wanted = read_settings().theme
        if wanted in (theme.name for theme in THEMES):
            return wanted
    return THEMES[0].name


_LOOK_AGAIN = 0.005
"""Seconds between looks whether a screen that is being composed takes keys by now."""

_PATIENCE = 1.0
"""Seconds after which a key is handed on although the one before it seems not to be done with."""

_TYPING = 1.0
"""Seconds after a key within which the next one is likely to be meant for the same place."""

Typed = events.Key | events.Paste


class OwnApp(App[T]):
    """Wears our themes; hands keys on one by one; leaves by its own fault without Textual's report."""

    def apply_theme(self, theme: str = "") -> None:
        """Make our themes known and put one on: that of the settings where none is named."""
        for each in THEMES:
            self.register_theme(each)
        self.theme = theme or preferred_theme()

    TAKES_TEXT: ClassVar[bool] = True
    """Whether there are fields to type in, in which the terminal's cursor stands."""

    def on_mount(self) -> None:
        # Our own driver shows the cursor itself; Textual's for Windows hides it, and no field draws one.
        if _CURSOR_IS_HIDDEN and self.TAKES_TEXT and self._driver is not None:
            self._driver.write("\x1b[?25h")

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's cursor stands after each frame: in the field that is typed in.

        Fields tell it when they are typed in; before the first key, it is asked for here.
        """
        field = self.focused if self.screen_stack else None
        if field is None or not field.is_attached or not field.region.area:
            return self._told_cursor
        # By its name: the classes of all fields are not loaded for the first picture.
        at = getattr(field, "cursor_screen_offset", None)
        if not isinstance(at, Offset):
            return self._told_cursor
        # At its end, a field of Textual's own stands a cell further on than where the next character goes.
        beyond = getattr(field, "cursor_at_end", False) and not getattr(field, "ends_behind_text", False)
        return at - Offset(int(beyond), 0)

    @cursor_position.setter
    def cursor_position(self, position: Offset) -> None:
        self._told_cursor = position

    # -- keys -------------------------------------------------------------------------------------------

    _told_cursor = Offset(0, 0)

    _early: tuple[Typed, ...] = ()
    """Typed and not handed on yet, in the order of typing."""
    _at_work: DOMNode | None = None
    """What the last key was handed to, until it and all that it rises to are done with it."""

    _standing: Screen[object] | None = None
    """The screen that took the last key."""
    _handed_on = float("-inf")
    """When the last key was handed on (seconds of the monotonic clock)."""

    async def on_event(self, event: events.Event) -> None:
        """Keys wait until the screen that they are meant for is composed and has done with the key before.

        Otherwise a dialog's key and a key for the dialog, in one read, would meet a screen without widgets.
        """
        if not isinstance(event, Typed) or event.is_forwarded:
            await super().on_event(event)
        elif self._early or not self._takes_keys:
            self.type_later([event])
        else:
            await self._hand_on(event)

    def type_later(self, keys: Iterable[Typed]) -> None:
        """Have these keys typed as soon as the screen in front takes keys, among others by the time of typing."""
        waiting = bool(self._early)
        self._early = tuple(sorted((*self._early, *keys), key=lambda key: key.time))
        if self._early and not waiting:
            self.set_timer(_LOOK_AGAIN, self._catch_up)

    async def _catch_up(self) -> None:
        if not self.screen_stack:
            return
        while self._early and self._takes_keys:
            first, *rest = self._early
            self._early = tuple(rest)
            await self._hand_on(first)
        if self._early:
            self.set_timer(_LOOK_AGAIN, self._catch_up)

    @property
    def typed_lately(self) -> bool:
        """Whether a key came within the last second, or waits to be handed on."""
        return bool(self._early) or monotonic() - self._handed_on < _TYPING

    @property
    def _takes_keys(self) -> bool:
        screen = self.screen
        # One that is taken down, or not built yet, has nothing that could take them.
        if not screen.is_mounted or not screen.children:
            return False
        waited = monotonic() - self._handed_on
        working = self._at_work is not None and self._at_work.is_attached and self._at_work.screen is screen
        # A screen gets its focus after it is composed; from then on it may as well have none.
        fresh = screen is not self._standing and screen.focused is None and bool(screen.focus_chain)
        if (working or fresh) and waited < _PATIENCE:
            return False
        self._standing = screen
        return True

    async def _hand_on(self, event: Typed) -> None:
        target = self.focused
        self._handed_on = monotonic()
        await super().on_event(event)
        # The entry keeps the order of its keys itself, and must not wait between two characters.
        if target is None or isinstance(target, Entry) or not target.is_attached:
            return
        self._at_work = target
        self._pass(iter((*target.ancestors_with_self[1:],)), target)

    def _pass(self, rest: Iterable[MessagePump], node: MessagePump) -> None:
        """Behind the key in the queue of each node that it rises through, and at last of the app."""
        following = next(iter(rest), None)
        if following is None:
            node.call_later(self._done)
        else:
            node.call_later(partial(self._pass, rest, following))

    def _done(self) -> None:
        self._at_work = None

    # -- the recording ----------------------------------------------------------------------------------

    sound_output: Callable[[], Output] | None = None
    """Makes the place where the recording is heard; None: the machine's sound device."""

    @cached_property
    def playback(self) -> Playback:
        """Plays the meeting's recordings."""
        return Playback(self.sound_output)

    def on_unmount(self) -> None:
        self.playback.close()

    # -- the beginning ----------------------------------------------------------------------------------

    async def run_async(self, *, headless: bool = False, **how: Any) -> T | None:
        """Take the terminal until the app ends.

        Raises:
            Refused: there is none; the app would wait for ever for a key, or end before its first picture.
        """
        if not headless and not has_terminal():
            raise Refused(
                "この操作は端末の画面を使いますが、端末につながっていません。"
                "パイプやリダイレクト（|、<、>）を付けずに、端末で実行してください。"
            )
        return await super().run_async(headless=headless, **how)

    # -- the end ----------------------------------------------------------------------------------------

    def on_ready(self) -> None:
        """The first picture stands: what it stands on is not looked through for garbage again.

        All modules, classes, style rules and the record so far live as long as the program. A full collection
        over them takes 30 to 50 ms, and it would come while somebody types.
        """
        # The tests run many apps in one process, and those do end.
        if not self.is_headless:
            gc.collect()
            gc.freeze()

    def action_help_quit(self) -> None:
        """Ctrl+C is the terminal's copy; it neither leaves nor is it explained in English."""

    def _fatal_error(self) -> None:
        # Textual's report shows local variables, that is names and remarks. Nothing is lost by saying nothing
        # here: `raise_crash` hands the fault on to the command line.
        self._close_messages_no_wait()

    def raise_crash(self) -> None:
        """After the app has ended: raise what ended it, if something did."""
        if self._exception is not None:
            raise self._exception
