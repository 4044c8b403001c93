"""Tests of the tests: a storage that is broken on purpose must be caught by each of its hunters."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
import test_bytes
import test_io_errors
import test_power
import test_state_machine

from clerk_tui.journal import draft, journal, recover, replay, segment, store


def mutate(
    monkeypatch: pytest.MonkeyPatch, module: ModuleType, owner: Any, name: str, *edits: tuple[str, str]
) -> None:
    """Edit the source of ``owner.name`` and put the result wherever the package uses that name."""
    source = textwrap.dedent(inspect.getsource(getattr(owner, name)))
    for old, new in edits:
        assert source.count(old) == 1, f"the mutant no longer fits: {old!r}"
        source = source.replace(old, new)
    scope = dict(vars(module))
    exec("from __future__ import annotations\n" + source, scope)
    for place in (owner, segment, recover, store, journal, draft):
        if hasattr(place, name):
            monkeypatch.setattr(place, name, scope[name])


def no_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, segment, segment, "add_whole", ("handle.sync()", "pass"))
    monkeypatch.setattr(segment.Segment, "add", lambda self, line: segment.add_whole(self._handle, line))


def no_folder_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, segment, segment, "publish", ("files.sync_folder(path.parent)", "pass"))
    mutate(monkeypatch, segment, segment, "write_whole", ("publish(", "publish("))


def fsync_retried(monkeypatch: pytest.MonkeyPatch) -> None:
    retried = "try:\n        handle.sync()\n    except OSError:\n        handle.sync()"
    mutate(monkeypatch, segment, segment, "add_whole", ("handle.sync()", retried))


def no_checksum(monkeypatch: pytest.MonkeyPatch) -> None:
    chain = ('protected[:33] != chain + b" "', "False")
    checksum = ('b"%08x" % crc32(protected, crc32(number + b" ")) != checksum', "False")
    mutate(monkeypatch, replay, replay.Replay, "_take", chain, checksum)


def no_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, recover, recover, "settle", ("handle.truncate(found.end)", "pass"))
    # The look after each line would notice, and mend it.
    monkeypatch.setattr(segment.Segment, "check", lambda _: None)


def no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment.Segment, "check", lambda _: None)


def power() -> None:
    test_power.rounds(range(150))


def machine() -> None:
    test_state_machine.run(examples=60, steps=35, shrink=False)


def every_call() -> None:
    for harm in ("EIO", "ENOSPC"):
        test_io_errors.test_each_call_fails(harm, forever=False, power=True)


def every_bit() -> None:
    test_bytes.test_every_bit_flipped(slow=False)


def every_exchange() -> None:
    for exchange in test_io_errors.EXCHANGES:
        test_io_errors.test_a_file_that_somebody_else_changes_is_left(exchange)


def every_size() -> None:
    test_bytes.test_truncation_at_every_byte(slow=False)


@pytest.mark.parametrize(
    ("mutant", "hunter"),
    [
        (no_fsync, power),
        (no_fsync, machine),
        (no_folder_fsync, power),
        (no_folder_fsync, machine),
        (fsync_retried, every_call),
        (fsync_retried, machine),
        (no_checksum, every_bit),
        (no_cut, every_size),
        (no_look, every_exchange),
        (no_cut, power),
        (no_cut, machine),
    ],
)
def test_each_mutant_is_caught(
    mutant: Callable[[pytest.MonkeyPatch], None], hunter: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant(monkeypatch)
    with pytest.raises((Exception, pytest.fail.Exception)) as caught:
        hunter()
    assert not isinstance(caught.value, (NameError, TypeError)), "the mutant is ill, not wrong"
