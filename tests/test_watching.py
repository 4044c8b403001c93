"""A watch that the system refuses goes on by looking, and none that fails is silent or ends a meeting."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from clerk_tui import watching
from clerk_tui.cli import record
from clerk_tui.watching import Wake, changes, stamps, wakes


class NoWatchLeft(RuntimeError):
    """As watchfiles raises it."""


def out_of_watches(monkeypatch: pytest.MonkeyPatch, fault: Exception) -> list[int]:
    """Watching fails from now on; the list has the failures."""
    failures: list[int] = []

    async def refuse(*_folders: Path, **_settings: object) -> AsyncIterator[set[str]]:
        failures.append(1)
        raise fault
        yield set()

    monkeypatch.setattr("watchfiles.awatch", refuse)
    monkeypatch.setattr(watching, "LOOK_MS", 1)
    return failures


@pytest.mark.parametrize(
    "fault", [OSError(28, "no watches"), FileNotFoundError(2, "gone"), NoWatchLeft("inotify")]
)
async def test_where_nothing_can_be_watched_it_is_looked_at_and_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    failures = out_of_watches(monkeypatch, fault)
    seen = wakes(tmp_path, look_ms=1)
    assert {await anext(seen) for _ in range(watching._LOOKS_BEFORE_WATCHING_AGAIN + 1)} == {Wake.TIME}
    assert len(failures) == 2
    await seen.aclose()  # type: ignore[attr-defined]


async def test_changes_are_found_by_looking_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out_of_watches(monkeypatch, OSError(28, "no watches"))

    async def at_once(_seconds: float) -> None:
        (tmp_path / "b").write_text("x", "utf-8")

    monkeypatch.setattr(watching.asyncio, "sleep", at_once)
    async for changed in changes(tmp_path, ("a", "b")):
        assert changed == {"b"}
        break


def test_what_is_not_there_has_no_stamp(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("12345", "utf-8")
    found = stamps((tmp_path / "a", tmp_path / "b"))
    assert {path.name: size for path, (_, size) in found.items()} == {"a": 5}


class Shown:
    """Stands for the app: it runs until it has been told something."""

    def __init__(self, crash: Exception | None = None) -> None:
        self.told: asyncio.Queue[str] = asyncio.Queue()
        self.warn = self.told.put_nowait
        self.crash = crash
        self.views = 0
        self.record = SimpleNamespace(reading=False)

    def call_later(self, act, *arguments) -> None:  # type: ignore[no-untyped-def]
        act(*arguments)

    def use_abbreviations(self, _own: object) -> None: ...

    def show_views(self, count: int) -> None:
        self.views = count

    async def run_async(self) -> None:
        self.sentence = await asyncio.wait_for(self.told.get(), 30)

    def raise_crash(self) -> None:
        if self.crash is not None:
            raise self.crash


def stands() -> asyncio.Event:
    """The first picture stands: the watches may begin."""
    event = asyncio.Event()
    event.set()
    return event


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path / "config"


async def test_a_watch_that_cannot_begin_is_told_and_closing_is_no_fault(tmp_path: Path, own: Path) -> None:
    own.write_text("no folder", "utf-8")
    app = Shown()
    await record._shown(app, tmp_path, stands(), ())  # type: ignore[arg-type]
    assert "略語の手直しの見張りが止まりました" in app.sentence
    assert "記録は続けられます" in app.sentence


@pytest.mark.parametrize("crash", [None, LookupError("of the screen")])
async def test_a_fault_of_a_watch_is_told_and_hides_neither_signals_nor_the_screens_own(
    tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch, crash: Exception | None
) -> None:
    async def broken(_app: object, _folder: Path) -> None:
        raise ValueError("ours")

    put_back: list[str] = []
    monkeypatch.setattr(record, "count_views", broken)
    monkeypatch.setattr("clerk_tui.tui.signals.install", lambda *_: lambda: put_back.append("signals"))
    app = Shown(crash)
    with pytest.raises(LookupError if crash else ValueError):
        await record._shown(app, tmp_path, stands(), ())  # type: ignore[arg-type]
    assert "止まりました" in app.sentence
    assert put_back == ["signals"]
