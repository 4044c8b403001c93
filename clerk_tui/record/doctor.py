"""What can be said about a record, and what can be saved of a damaged one (診断・取り出し)."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from msgspec import Struct

from .chain import Damage, Seal
from .documents import GENESIS, Proven, chain_of, compose, render, search
from .errors import FolderRefused
from .files import REAL, Files
from .recovery import Found, find
from .segments import RECORD, anchor, segments, write_whole

OTHERS = "record.others.txt"


class Gap(Struct, frozen=True):
    """Numbers of the record that nothing readable has, ``first`` and ``last`` included."""

    first: int
    last: int


class Verification(Struct, frozen=True):
    """The answer to "is this record as it was written?"."""

    count: int
    """Events that follow on from the first line."""
    head: str
    """Chain (32 hex digits) of the last of these lines."""
    seals: tuple[Seal, ...]
    """Every closing."""
    sealed: bool
    """Whether nothing was recorded after the last closing."""
    torn: int
    """Bytes of a half-written line at the end; opening the record sets them aside."""
    cut: bool
    """Whether the file ends without its closing brackets, and without anything in their place."""
    damages: tuple[Damage, ...]
    chains: frozenset[str]
    """Of every line that follows on: a value that was printed once must be among them."""
    readable: int
    """Events that can be read at all, those behind the damage included."""
    missing: tuple[Gap, ...]
    files: tuple[Path, ...]
    """The files that stock TinyDB opens, oldest first."""

    @property
    def intact(self) -> bool:
        """Whether every event that was recorded is there, unchanged."""
        return not self.damages


class Salvage(Struct, frozen=True):
    """What was saved into a new session."""

    folder: Path
    saved: int
    missing: tuple[Gap, ...]
    conflicts: tuple[int, ...]
    """Numbers that occur with two contents."""
    others: Path | None
    """Where the contents were saved that the new session has no place for, one document a line."""


def verify(folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> Verification:
    """Check chain, checksums and seals; nothing is changed. Raises ``RecordUnreadable``."""
    found = find(files, folder, fallback)
    chain = found.chain
    numbers = {proven.seq for proven in _readable(files, found)}
    rest = [one for one in chain.rests if one.segment == chain.last]
    return Verification(
        count=len(chain.records),
        head=chain.head.decode() if chain.lines else "",
        seals=tuple(chain.seals),
        sealed=chain.sealed,
        torn=sum(len(one.data) for one in rest) if not chain.damages else 0,
        cut=bool(found.files) and not chain.closed and not rest,
        damages=tuple(chain.damages),
        chains=frozenset(one.decode() for one in chain.numbers),
        readable=len(numbers),
        missing=_gaps(numbers),
        files=tuple(found.files),
    )


def salvage(folder: Path, target: Path, *, files: Files = REAL, fallback: Path | None = None) -> Salvage:
    """Save every readable event of ``folder`` into a new session ``target``; the original is untouched.

    Events keep their numbers, their order and what was one command; of two with one number the first goes into
    the session, and the other into a text file beside it. Raises ``FolderRefused`` where ``target`` holds a
    record already or cannot be written, ``SessionLocked``, ``LockUnavailable``, and ``RecordUnreadable``.
    """
    if segments(files, target):
        raise FolderRefused(f"{target} にはすでに記録があります。新しい名前を指定してください。")
    proven = list({one.text: one for one in _readable(files, find(files, folder, fallback))}.values())
    proven.sort(key=lambda one: one.seq)
    times = Counter(one.seq for one in proven)
    kept, others = dict[int, Proven](), list[bytes]()
    for one in proven:
        if kept.setdefault(one.seq, one) is not one:
            others.append(one.text + b"}\n")
    lines, head, identity = list[bytes](), GENESIS, secrets.token_hex(8)
    for _, batch in groupby(kept.values(), key=lambda one: one.batch):
        documents = [one.document for one in batch]
        records = [document.recorded for document in documents]
        sealed = any(document.sealed for document in documents)
        lines.append(compose(records, head, identity="" if lines else identity, sealed=sealed))
        head = chain_of(lines[-1])
    try:
        files.make_folder(target)
        lock = files.lock(target)
        try:
            anchor(files, target)
            write_whole(files, target / RECORD, render(lines))
            if others:
                write_whole(files, target / OTHERS, b"".join(others))
        finally:
            lock.release()
    except OSError as error:
        raise FolderRefused(
            f"{target} に取り出せません（{error.strerror or error}）。別の保存先を選んでください。"
        ) from error
    return Salvage(
        folder=target,
        saved=len(kept),
        missing=_gaps(times),
        conflicts=tuple(sorted(number for number, count in times.items() if count > 1)),
        others=target / OTHERS if others else None,
    )


def _readable(files: Files, found: Found) -> Iterator[Proven]:
    """Every document that proves itself, from all files of the record."""
    contents = list(found.files.values())
    if found.away is not None:
        contents += [files.read(path) for path in segments(files, found.away)]
    for data in contents:
        for _, proven in search(data):
            yield proven


def _gaps(numbers: Iterable[int]) -> tuple[Gap, ...]:
    gaps: list[Gap] = []
    expected = 1
    for number in sorted(numbers):
        if number > expected:
            gaps.append(Gap(expected, number - 1))
        expected = number + 1
    return tuple(gaps)
