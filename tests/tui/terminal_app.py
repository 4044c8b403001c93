"""An entry field in a real terminal; what becomes of it is told line by line on the pipe named in the arguments."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys

from clerk_tui.tui.terminal import driver_class, prepare_environment

prepare_environment()

from textual.app import App, ComposeResult  # noqa: E402 - after the environment is settled

from clerk_tui.tui.signals import install  # noqa: E402
from clerk_tui.tui.widgets.entry import Entry  # noqa: E402


def tell(what: str, text: str = "") -> None:
    os.write(int(sys.argv[1]), (json.dumps([what, text]) + "\n").encode())


class Told(App[None]):
    BINDINGS = [("ctrl+q", "told_quit", "")]  # noqa: RUF012

    def compose(self) -> ComposeResult:
        yield Entry()

    def on_mount(self) -> None:
        self.app_resume_signal.subscribe(self, lambda _: tell("resumed"))
        self.call_after_refresh(tell, "ready")

    def action_told_quit(self) -> None:
        tell("quit")

    def on_entry_edited(self) -> None:
        tell("text", self.query_one(Entry).text)

    def on_unmount(self) -> None:
        tell("left")


async def main() -> None:
    app = Told(driver_class=driver_class())

    def leave(name: str) -> None:
        tell("signal", name)
        app.exit()

    def ignore_hang_ups() -> None:
        loop.remove_signal_handler(signal.SIGHUP)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        tell("ignores hang-ups")

    loop = asyncio.get_running_loop()
    uninstall = install(loop, leave)
    loop.add_signal_handler(signal.SIGUSR1, ignore_hang_ups)
    await app.run_async()
    uninstall()


asyncio.run(main())
