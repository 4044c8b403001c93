"""Being told to end (終了の合図): signals, a closed window, the end of the user's session.

By default each of them ends the program between two instructions, and the half-typed line with it. Here they
become a call within the event loop, which can save and leave in order.
"""

from __future__ import annotations

import signal
import sys
from asyncio import AbstractEventLoop
from collections.abc import Callable

Handler = Callable[[str], None]
"""Told the name of the signal, ``"SIGHUP"``; called in the event loop, perhaps more than once."""

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes
    from threading import Event

    _SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGBREAK)
    _CONSOLE = {2: "CTRL_CLOSE_EVENT", 5: "CTRL_LOGOFF_EVENT", 6: "CTRL_SHUTDOWN_EVENT"}
    _GRACE_SECONDS = 10.0
    """Longer than Windows waits (5 s) until it ends a program whose window was closed."""

    def install(loop: AbstractEventLoop, handler: Handler) -> Callable[[], None]:
        """Have the handler called from now on; returns what puts everything back.

        Windows ends the program as soon as it has been told that its window was closed, so that the telling is
        drawn out until the program has ended by itself.
        """
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        routine = ctypes.WINFUNCTYPE(wintypes.BOOL, wintypes.DWORD)

        def closing(event: int) -> bool:
            if event not in _CONSOLE:
                return False
            loop.call_soon_threadsafe(handler, _CONSOLE[event])
            Event().wait(_GRACE_SECONDS)
            return True

        def signalled(number: int, _frame: object) -> None:
            loop.call_soon_threadsafe(handler, signal.Signals(number).name)

        told = routine(closing)
        kernel.SetConsoleCtrlHandler(told, True)
        before = {number: signal.signal(number, signalled) for number in _SIGNALS}

        def uninstall() -> None:
            kernel.SetConsoleCtrlHandler(told, False)
            for number, previous in before.items():
                signal.signal(number, previous)

        return uninstall

else:
    _SIGNALS = (signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT)

    def install(loop: AbstractEventLoop, handler: Handler) -> Callable[[], None]:
        """Have the handler called from now on; returns what puts everything back."""
        before = {number: signal.getsignal(number) for number in _SIGNALS}
        for number in _SIGNALS:
            loop.add_signal_handler(number, handler, number.name)

        def uninstall() -> None:
            for number, previous in before.items():
                loop.remove_signal_handler(number)
                signal.signal(number, previous)

        return uninstall
