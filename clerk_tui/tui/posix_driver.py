"""Textual's driver for Linux and macOS, made to live through a terminal that misbehaves (端末ドライバー).

What Textual's own does there: one byte that is not UTF-8 ends the program; a pasted ESC ends the paste, and what
follows it is pressed as keys; a terminal that is not read stops the event loop, and one that is gone keeps it
spinning; after SIGSTOP two threads read the keys.
"""

from __future__ import annotations

import os
import selectors
from codecs import getincrementaldecoder
from queue import SimpleQueue
from threading import Thread

from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

_OUTPUT = 2
"""Standard error, where Textual draws."""
_READ = 4096
_LOOK_SECONDS = 0.1
"""How long an end of the program, or the time limit of a lone ESC, may go unnoticed."""
_LAST_WORDS_SECONDS = 1.0
"""How long the end of the program waits for a terminal that does not read."""

_ESC, _ESC_SEEN = "\x1b", "␛"
_START, _END = "\x1b[200~", "\x1b[201~"


class PasteGuard:
    """Takes the sting out of pasted text (貼り付け): within a bracketed paste ESC becomes the visible 「␛」.

    What passes is fed to Textual's parser. The sequence that ends a paste passes in one piece, since the parser
    gives up on one that comes in two with a pause in between. A paste that holds this very sequence ends there:
    that is for the terminal to prevent, and those in use do.
    """

    def __init__(self) -> None:
        self._pasting = False
        self._before = ""
        """Outside of a paste, the last characters that passed: the beginning of a paste may come in pieces."""
        self._held = ""
        """Within a paste, what may turn out to be the beginning of its end."""

    def feed(self, text: str) -> str:
        """What may pass of the next piece of input."""
        passed = ""
        while text:
            safe, text = self._paste(text) if self._pasting else self._keys(text)
            passed += safe
        return passed

    def _keys(self, text: str) -> tuple[str, str]:
        seen = self._before + text
        at = seen.find(_START)
        if at < 0:
            self._before = seen[1 - len(_START) :]
            return text, ""
        end = at + len(_START) - len(self._before)
        self._pasting, self._before = True, ""
        return text[:end], text[end:]

    def _paste(self, text: str) -> tuple[str, str]:
        inside, end, rest = (self._held + text).partition(_END)
        self._pasting, self._held = not end, ""
        if not end:
            kept = next((n for n in range(len(_END) - 1, 0, -1) if inside.endswith(_END[:n])), 0)
            self._held = inside[len(inside) - kept :]
            inside = inside[: len(inside) - kept]
        return inside.replace(_ESC, _ESC_SEEN) + end, rest


class _Writer:
    """Writes to the terminal from a thread of its own, so that nobody waits for a terminal that does not read.

    Frames wait in memory without limit: a clerk who has marked text for an hour costs some megabytes. Putting
    into this queue is safe in a signal handler, which stopping and going on with a job needs.
    """

    def __init__(self, fileno: int) -> None:
        self._fileno = fileno
        self._frames: SimpleQueue[str | None] = SimpleQueue()
        self._thread = Thread(target=self._run, daemon=True, name="clerk-output")
        self._thread.start()

    def write(self, text: str) -> None:
        self._frames.put(text)

    def stop(self) -> None:
        """Write what is left, if the terminal takes it soon."""
        self._frames.put(None)
        self._thread.join(_LAST_WORDS_SECONDS)

    def _run(self) -> None:
        while (text := self._frames.get()) is not None:
            left = memoryview(text.encode("utf-8", "replace"))
            try:
                while left:
                    left = left[os.write(self._fileno, left) :]
            except OSError:
                # The terminal is gone. The thread that reads it notices as well and ends the program in order.
                return


_SHOW_CURSOR = "\x1b[?25h"


class PosixDriver(LinuxDriver):
    """Reads and draws whatever the terminal does, and leaves in order when it is gone."""

    _writer: _Writer | None = None

    # -- output -----------------------------------------------------------------------------------------

    def start_application_mode(self) -> None:
        self._writer = _Writer(_OUTPUT)
        super().start_application_mode()  # type: ignore[no-untyped-call]
        # Textual hides the cursor and draws its own. Terminals built on VTE draw what is being converted only
        # where a visible cursor stands.
        self.write(_SHOW_CURSOR)

    def write(self, data: str) -> None:
        if self._writer is not None:
            self._writer.write(data)

    def close(self) -> None:
        super().close()
        if self._writer is not None:
            self._writer.stop()
            self._writer = None

    def resume_application_mode(self) -> None:
        """Go on after the job was stopped, of which SIGSTOP gives no warning: all is still running then."""
        if self._writer is not None:
            self.suspend_application_mode()
            self._must_signal_resume = True
        super().resume_application_mode()

    # -- input ------------------------------------------------------------------------------------------

    def run_input_thread(self) -> None:
        """Hand on what is typed until the program ends or the terminal is gone."""
        parser = XTermParser(self._debug)
        decoder = getincrementaldecoder("utf-8")(errors="replace")
        guard = PasteGuard()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK_SECONDS):
                    typed = self._read()
                    if not typed:
                        self._app.call_later(self._app.exit)
                        return
                    # The parser takes an empty text, such as half a character makes, for the end of all input.
                    if text := guard.feed(decoder.decode(typed)):
                        for event in parser.feed(text):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)

    def _read(self) -> bytes:
        """What has been typed; nothing where the terminal is gone."""
        try:
            return os.read(self.fileno, _READ)
        except OSError:
            return b""
