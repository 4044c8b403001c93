"""Signals become a call within the event loop: nothing ends between two instructions."""

from __future__ import annotations

import asyncio
import os
import signal
import sys

import pytest

if sys.platform == "win32":
    pytest.skip("POSIX のシグナルがありません", allow_module_level=True)

from pseudo_terminal import terminal

from clerk_tui.tui.signals import install

SIGNALS = [signal.SIGHUP, signal.SIGTERM, signal.SIGQUIT, signal.SIGINT]


@pytest.mark.parametrize("number", SIGNALS)
async def test_the_handler_is_told_the_name_each_time(number: signal.Signals) -> None:
    loop = asyncio.get_running_loop()
    told: asyncio.Queue[tuple[str, asyncio.Task[object] | None]] = asyncio.Queue()
    uninstall = install(loop, lambda name: told.put_nowait((name, asyncio.current_task())))
    try:
        for _ in range(2):
            os.kill(os.getpid(), number)
            assert await asyncio.wait_for(told.get(), 10) == (number.name, None)
    finally:
        uninstall()


async def test_everything_is_put_back() -> None:
    def mine(_number: int, _frame: object) -> None:
        raise AssertionError("called")

    loop = asyncio.get_running_loop()
    before = [signal.signal(number, mine) for number in SIGNALS]
    try:
        install(loop, lambda _: None)()
        assert [signal.getsignal(number) for number in SIGNALS] == [mine] * len(SIGNALS)
        assert not any(loop.remove_signal_handler(number) for number in SIGNALS)
    finally:
        for number, previous in zip(SIGNALS, before, strict=True):
            signal.signal(number, previous)


@pytest.mark.parametrize("number", SIGNALS)
def test_the_program_leaves_in_order(number: signal.Signals) -> None:
    with terminal() as opened:
        opened.type("書きかけの文")
        opened.until("text", "書きかけの文")
        opened.kill(number)
        opened.until("signal", number.name)
        opened.until("left")
        assert opened.end() == 0
