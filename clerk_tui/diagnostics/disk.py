"""The disk under the sessions (ディスク): does it keep what it was given, lock, and tell of changes?"""

from __future__ import annotations

import asyncio
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from clerk_tui.record.errors import LockUnavailable
from clerk_tui.record.files import REAL
from clerk_tui.support.os_errors import reason
from clerk_tui.watching import Wake, wakes

from .result import CheckResult, Verdict

_ROOM = 100 * 1024 * 1024
"""Bytes of free space below which a long day may fill the disk."""
_WRITES = 10
_SLOW = 0.1
"""Seconds for one durable write from which a fast clerk notices."""
_NOTIFIED = 2.0
"""Seconds within which a notification must have come."""
_LOOK_MS = 200


def looks(sessions: Path) -> tuple[CheckResult, ...]:
    """Everything about the disk that holds ``sessions``, or why it cannot be used.

    Tried out in a folder of its own beside the sessions, which is gone again afterwards.
    """
    place = next(folder for folder in (sessions, *sessions.absolute().parents) if folder.is_dir())
    try:
        with tempfile.TemporaryDirectory(prefix=".clerk-tui-", dir=place) as trial:
            return tuple(look(Path(trial)) for look in _LOOKS)
    except OSError as fault:
        text = (
            f"{sessions} に書き込めません（{reason(fault)}）。"
            "はじめの画面の設定（F3）か環境変数 CLERK_TUI_SESSIONS で、別の場所を選んでください。"
        )
        return (CheckResult("会議の置き場所", Verdict.BAD, text),)


def _space(folder: Path) -> CheckResult:
    free = shutil.disk_usage(folder).free
    text = f"{folder.parent}（空き {free // 1024**2:,} MB）"
    if free >= _ROOM:
        return CheckResult("会議の置き場所", Verdict.GOOD, text)
    return CheckResult(
        "会議の置き場所", Verdict.DOUBTFUL, f"{text}。空きが少ないので、不要なファイルを消してください。"
    )


def _durable(folder: Path) -> CheckResult:
    name = "一件の保存"
    times = []
    handle = REAL.create(folder / "durable")
    try:
        for number in range(_WRITES):
            start = time.perf_counter()
            handle.write(b"x" * 1024, number * 1024)
            handle.sync()
            times.append(time.perf_counter() - start)
    finally:
        handle.close()
    REAL.sync_folder(folder)
    took = statistics.median(times)
    text = f"{took * 1000:.1f} ミリ秒（ディスクに届くまで）"
    if took <= _SLOW:
        return CheckResult(name, Verdict.GOOD, text)
    return CheckResult(name, Verdict.DOUBTFUL, f"{text}。遅いので、この機械の中のディスクに置いてください。")


def _replaced(folder: Path) -> CheckResult:
    name = "ファイルの差し替え"
    for file in ("new", "old"):
        (folder / file).write_bytes(file.encode())
    REAL.replace(folder / "new", folder / "old")
    if (folder / "old").read_bytes() == b"new":
        return CheckResult(name, Verdict.GOOD, "一度で差し替わります")
    return CheckResult(name, Verdict.BAD, "差し替えが効きません。この機械の中のディスクに置いてください。")


def _locked(folder: Path) -> CheckResult:
    name = "書き手の錠"
    try:
        REAL.lock(folder).release()
    except LockUnavailable:
        return CheckResult(name, Verdict.BAD, "錠をかけられません。この機械の中のディスクに置いてください。")
    return CheckResult(name, Verdict.GOOD, "一人だけが記録できます")


def _notified(folder: Path) -> CheckResult:
    name = "変更の通知"
    took = asyncio.run(_notification(folder))
    if took is not None:
        return CheckResult(name, Verdict.GOOD, f"{took * 1000:.0f} ミリ秒で届きます")
    return CheckResult(
        name, Verdict.DOUBTFUL, "届きません。会長の画面と準備の手直しは、一秒ごとに見に行きます。"
    )


async def _notification(folder: Path) -> float | None:
    """Seconds from a change until it was told; None if it never was."""
    begun = changed = time.perf_counter()
    async for wake in wakes(folder, look_ms=_LOOK_MS):
        now = time.perf_counter()
        if wake is Wake.NOTIFIED:
            return now - changed
        if now - begun > _NOTIFIED:
            break
        # The watch begins some time after it was asked for, so the file changes until somebody sees it.
        (folder / "changed").write_bytes(b"x")
        changed = time.perf_counter()
    return None


_LOOKS: tuple[Callable[[Path], CheckResult], ...] = (_space, _durable, _replaced, _locked, _notified)
