"""What can be said about a record, and what can be saved of a damaged one (診断・取り出し)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from .checkpoint import CHECKPOINT, compare
from .errors import PlaceRefused
from .files import REAL, Files
from .journal import Journal
from .line import Document, encode, search
from .recover import Found, find
from .replay import Damage, Seal
from .segment import segments, write_whole

OTHERS = "record.others.txt"


class Gap(Struct, frozen=True):
    """Numbers of the record that nothing readable has, ``first`` and ``last`` included."""

    first: int
    last: int


class Verification(Struct, frozen=True):
    """The answer to "is this record as it was written?"."""

    count: int
    """Documents that follow on from the first line."""
    head: str
    """Chain (32 hex digits) of the last of these lines."""
    seals: tuple[Seal, ...]
    """Every closing."""
    sealed: bool
    """Whether nothing was recorded after the last closing."""
    torn: int
    """Bytes of a half-written line at the end; opening the record sets them aside."""
    damages: tuple[Damage, ...]
    edited: Path | None
    """The plain copy, where it is none that the journal has named."""
    chains: frozenset[str]
    """Of every line that follows on: a value that was printed once must be among them."""
    readable: int
    """Documents that can be read at all, those behind the damage included."""
    missing: tuple[Gap, ...]

    @property
    def intact(self) -> bool:
        """Whether every document that was recorded is there, unchanged."""
        return not self.damages


class Salvage(Struct, frozen=True):
    """What was saved into a new session."""

    folder: Path
    saved: int
    missing: tuple[Gap, ...]
    conflicts: tuple[int, ...]
    """Numbers that occur with two contents."""
    others: Path | None
    """Where the contents were saved that the new session has no place for: one number and document a line."""


def verify(folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> Verification:
    """Check chain, checksums, seals and plain copy; nothing is changed. Raises ``JournalUnreadable``."""
    found = find(files, folder, fallback)
    replay = found.replay
    numbers = {number for number, _ in _readable(files, folder, found)}
    return Verification(
        count=len(replay.documents),
        head=replay.head.decode(),
        seals=tuple(replay.seals),
        sealed=replay.sealed,
        torn=len(found.data) - found.end if not replay.damages else 0,
        damages=tuple(replay.damages),
        edited=found.edited,
        chains=frozenset(chain.decode() for chain in replay.taken),
        readable=len(numbers),
        missing=_gaps(numbers),
    )


def salvage(folder: Path, target: Path, *, files: Files = REAL, fallback: Path | None = None) -> Salvage:
    """Save every readable document of ``folder`` into a new session ``target``; the original is untouched.

    Documents keep their ids and their order and are numbered anew; of two by one id the first goes into the
    session, and the other into a text file beside it. Raises ``PlaceRefused`` where ``target``
    holds a record already, ``JournalUnreadable``, and what opening ``target`` raises.
    """
    if segments(files, target):
        raise PlaceRefused(f"{target} にはすでに記録があります。新しい名前を指定してください。")
    found = find(files, folder, fallback)
    rescued: dict[tuple[int, str], Document] = {}
    for number, document in _readable(files, folder, found):
        rescued.setdefault((number, json.dumps(document, sort_keys=True)), document)
    numbers = Counter(number for number, _ in rescued)
    with Journal.open(target, files=files) as journal:
        journal.append([rescued[key] for key in sorted(rescued)])
        if not journal.place.whole:
            raise PlaceRefused(
                f"{target} に取り出せません（{journal.place.trouble}）。別の保存先を選んでください。"
            )
        saved = len(journal.documents)
        taken = {json.dumps(document, sort_keys=True) for document in journal.documents}
    left = [
        b"%d %b\n" % (number, encode(rescued[number, text]))
        for number, text in sorted(rescued)
        if text not in taken
    ]
    others = target / OTHERS if left else None
    if others is not None:
        write_whole(files, others, b"".join(left))
    return Salvage(
        folder=target,
        saved=saved,
        others=others,
        missing=_gaps(numbers),
        conflicts=tuple(sorted(number for number, times in numbers.items() if times > 1)),
    )


def _readable(files: Files, folder: Path, record: Found) -> Iterator[tuple[int, Document]]:
    """Every document that proves itself, with its number, from all files of the record.

    What no line of the journal holds any more is taken from the plain copy, unless that one was edited.
    """
    paths = segments(files, folder)
    if record.away is not None:
        paths += segments(files, record.away)
    seen: set[int] = set()
    for path in paths:
        for found in search(files.read(path)):
            value = json.loads(found.body)
            for number, document in enumerate(value if isinstance(value, list) else [value], found.number):
                if "id" in document:
                    seen.add(number)
                    yield number, document
    if CHECKPOINT in files.names(folder) and not compare(files, folder, record.replay).edited:
        rows = json.loads(files.read(folder / CHECKPOINT))["_default"]
        for key, document in rows.items():
            if key.isdecimal() and int(key) not in seen:
                yield int(key), document


def _gaps(numbers: Iterable[int]) -> tuple[Gap, ...]:
    gaps: list[Gap] = []
    expected = 1
    for number in sorted(numbers):
        if number > expected:
            gaps.append(Gap(expected, number - 1))
        expected = number + 1
    return tuple(gaps)
