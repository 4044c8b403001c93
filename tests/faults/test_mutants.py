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

from clerk_tui.record import chain, documents, recovery, segment_writer, segments, unsent, writer


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
    for place in (owner, chain, segments, recovery, segment_writer, writer, unsent):
        if hasattr(place, name):
            monkeypatch.setattr(place, name, scope[name])


def no_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, segments, segments, "write_durably", ("handle.sync()", "pass"))


def no_folder_fsync(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, segments, segments, "write_whole", ("files.sync_folder(path.parent)", "pass"))


def fsync_retried(monkeypatch: pytest.MonkeyPatch) -> None:
    retried = "try:\n        handle.sync()\n    except OSError:\n        handle.sync()"
    mutate(monkeypatch, segments, segments, "write_durably", ("handle.sync()", retried))


def no_chain(monkeypatch: pytest.MonkeyPatch) -> None:
    proof = """if line[-TAIL:] == b',"chain":"%b"}' % chain and (first"""
    mutate(monkeypatch, chain, chain.Chain, "_take", (proof, "if (chain := chain_of(line)) and (first"))


def no_checksum(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, documents, documents, "prove", ("if text[-9:-1] == checksum.encode():", "if text:"))


def nothing_set_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    mutate(monkeypatch, recovery, recovery, "_put_aside", ("write_whole(files, aside, data)", "pass"))


def last_line_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments.Segment, "again", lambda self, line: None)


def comma_not_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """As it was once: the comma before the last line had come with that line and was not durable either."""

    def again(self: segments.Segment, line: bytes) -> None:
        data = line + b"\n" + documents.CLOSING if line else documents.CLOSING
        segments.write_durably(self._handle, data, self._size - len(data))

    monkeypatch.setattr(segments.Segment, "again", again)


def brackets_not_restored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments.Segment, "restore", lambda self: None)


def no_look(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments.Segment, "check", lambda _: None)


def no_overlap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segment_writer, "_BLOCK", 0)


def power() -> None:
    test_power.rounds(range(150))


def machine() -> None:
    test_state_machine.run(examples=60, steps=35, shrink=False)


def every_call() -> None:
    for harm in ("EIO", "ENOSPC"):
        test_io_errors.test_each_call_fails(harm, forever=False, power=True)
        test_io_errors.test_each_call_fails(harm, forever=True, power=False)


def every_bit() -> None:
    test_bytes.test_every_bit_flipped(slow=False)


def every_document() -> None:
    test_bytes.test_a_flipped_bit_costs_one_event_at_most()


def every_exchange() -> None:
    for exchange in test_io_errors.EXCHANGES:
        test_io_errors.test_a_file_that_somebody_else_changes_is_left(exchange)


def every_size() -> None:
    test_bytes.test_truncation_at_every_byte(slow=False)


def every_segment() -> None:
    test_io_errors.test_each_segment_is_a_tinydb_file_after_an_error()


@pytest.mark.parametrize(
    ("mutant", "hunter"),
    [
        (no_fsync, power),
        (no_fsync, machine),
        (no_folder_fsync, power),
        (no_folder_fsync, machine),
        (fsync_retried, every_call),
        (fsync_retried, machine),
        (no_chain, every_bit),
        (no_checksum, every_document),
        (nothing_set_aside, every_size),
        (last_line_not_again, every_call),
        (comma_not_again, every_call),
        (brackets_not_restored, every_segment),
        (no_look, every_exchange),
        (no_overlap, every_call),
        (no_overlap, machine),
    ],
)
def test_each_mutant_is_caught(
    mutant: Callable[[pytest.MonkeyPatch], None], hunter: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    mutant(monkeypatch)
    with pytest.raises((Exception, pytest.fail.Exception)) as caught:
        hunter()
    assert not isinstance(caught.value, (NameError, TypeError)), "the mutant is ill, not wrong"
