"""Reading the lines back: what follows on from the first line, and what does not.

A :class:`Replay` is fed the bytes of one segment after another. It takes lines as long as each follows from
the one before it (number, checksum and chain). Lines that it has already are passed over: after an I/O error
the next segment repeats what was in doubt. What it cannot take is kept as a :class:`Rest` and judged when all
segments have been fed, because a later segment may hold what is broken in an earlier one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from zlib import crc32

from msgspec import Struct, field

from .line import GENESIS, Document, Found, chain_of, search

VERSION = 1
"""Of the journal's lines; the first line carries it."""

_LINE = re.compile(rb"^[1-9][0-9]* [0-9a-f]{8} [0-9a-f]{32} .*\n", re.MULTILINE)
"""What looks like a whole line, whether its checksums agree or not."""
_CHUNK = 300_000
"""Bytes that are checked and parsed together: few enough for the processor's cache."""


class Seal(Struct, frozen=True):
    """The record as it stood when the meeting was closed (封印)."""

    count: int
    """Documents before the seal."""
    head: str
    """Chain (32 hex digits) of the last line before it: printed, it proves that nothing was cut off."""


class Checkpoint(Struct, frozen=True):
    """A plain copy that the journal vouches for."""

    count: int
    digest: str
    """BLAKE2b-128 of the file, 32 hex digits."""


class Damage(Struct, frozen=True):
    """A place where the record does not follow on. It is never cut and never guessed at."""

    segment: str
    line: int
    """Line in the file, from 1; 0 where the whole file is meant."""
    sentence: str


class Rest(Struct, frozen=True):
    """What stands in a segment after its last good line."""

    segment: str
    line: int
    start: int
    data: bytes
    found: tuple[Found, ...]
    """The lines in it that their own checksums prove; offsets count from ``start``."""

    @property
    def looks_edited(self) -> bool:
        """Whether more lines stand in it than a torn write leaves: saved with other words, or as cp932 or UTF-16."""
        return len(_LINE.findall(self.data.replace(b"\0", b""))) > 1


class Replay(Struct):
    """The record as far as it follows on."""

    head: bytes = GENESIS
    identity: str = ""
    """What the first line calls this record; the same in every copy of it."""
    documents: list[Document] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    checkpoints: list[Checkpoint] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    chains: list[tuple[str, list[bytes]]] = field(default_factory=list)
    """Segment, and the chains of lines taken from it, until :attr:`taken` is asked for."""
    origins: dict[bytes, str] = field(default_factory=dict)
    last: str = ""
    """The segment that was fed last."""
    raw: list[bytes] | None = None
    """Where a list is given: what was taken, each element one or more whole lines."""

    @property
    def sealed(self) -> bool:
        """Whether nothing was recorded after the last seal."""
        return bool(self.seals) and self.seals[-1].count == len(self.documents)

    @property
    def taken(self) -> dict[bytes, str]:
        """Chain of every line that was taken, and the segment in which it stood."""
        while self.chains:
            segment, chains = self.chains.pop()
            self.origins.update(dict.fromkeys(chains, segment))
        return self.origins

    def feed(self, segment: str, data: bytes, before: int = 0) -> int:
        """Take the lines of ``data``; return the offset after the last one that was taken or known.

        A last line that is whole but for its LF is taken too. ``before``: lines of the segment that stand
        before ``data`` (a reader goes on where it was).
        """
        self.last = segment
        at = self._take(segment, data, self._pass_known(data))
        if at == len(data):
            return at
        found = tuple(search(data[at:]))
        if len(found) == 1 and found[0].start == 0 and found[0].follows(self.head, len(self.documents) + 1):
            line = found[0].line
            if self._take(segment, line, 0) == len(line):
                at += found[0].end
                found = ()
        if data[at:]:
            self.rests.append(Rest(segment, before + data.count(b"\n", 0, at) + 1, at, data[at:], found))
        return at

    def extend(self, chain: bytes, value: Sequence[Document] | Document) -> None:
        """Take what is being written as the next line, whose chain is ``chain``."""
        before, self.head = self.head, chain
        match value:
            case [*documents]:
                self.documents += documents
            case {"id": _}:
                self.documents.append(value)
            case _:
                self._note("", len(self.documents), before.decode(), value)

    def judge(self) -> None:
        """When every segment has been fed: name what is damaged.

        A rest without provable lines is a write that was torn; one whose lines all stand in another segment
        is the place that an I/O error made us leave. Anything else is damage.
        """
        for rest in self.rests:
            strange = [
                item for item in rest.found if self.taken.get(item.chain, rest.segment) == rest.segment
            ]
            if strange:
                first = strange[0].number
                self.damages.append(
                    Damage(
                        rest.segment,
                        rest.line,
                        f"{rest.segment} の {rest.line} 行目から先が、{len(self.documents)} 件目に続いていません"
                        f"（読める記録は {first} 件目から再び始まります）。",
                    )
                )
            elif rest.segment == self.last and rest.looks_edited:
                self.damages.append(
                    Damage(
                        rest.segment,
                        rest.line,
                        f"{rest.segment} は、{rest.line} 行目から先が書き換えられています"
                        "（ほかのソフトで編集したか、別の文字コードで保存したものです）。",
                    )
                )

    def _pass_known(self, data: bytes) -> int:
        """The offset after the leading lines that an earlier segment has given already."""
        at = 0
        taken = self.taken
        while taken and (end := data.find(b"\n", at) + 1):
            number, _, rest = data[at : end - 1].partition(b" ")
            checksum, _, rest = rest.partition(b" ")
            if rest[:32] not in taken or b"%08x" % crc32(rest, crc32(number + b" ")) != checksum:
                break
            at = end
        return at

    def _take(self, segment: str, data: bytes, at: int) -> int:
        """Take the lines from offset ``at`` on, as far as they follow; return the offset after them."""
        while at < len(data):
            end = data.find(b"\n", at + _CHUNK) + 1 or data.rfind(b"\n", at) + 1
            chunk = data[at:end]
            head, numbers, chains, bodies, size = self.head, [], [], [], 0
            for line in chunk.split(b"\n")[:-1]:
                number, _, protected = line.partition(b" ")
                checksum, _, protected = protected.partition(b" ")
                body = protected[33:]
                chain = chain_of(head, number, body)
                if (
                    protected[:33] != chain + b" "
                    or b"%08x" % crc32(protected, crc32(number + b" ")) != checksum
                ):
                    break
                head = chain
                numbers.append(number)
                chains.append(chain)
                bodies.append(body)
                size += len(line) + 1
            if not bodies or not self._absorb(segment, numbers, chains, bodies):
                return at
            if self.raw is not None:
                self.raw.append(chunk[:size])
            at += size
            if size < len(chunk):
                return at
        return at

    def _absorb(self, segment: str, numbers: list[bytes], chains: list[bytes], bodies: list[bytes]) -> bool:
        """Parse what the chain has proved. False (and nothing taken) where the content contradicts itself."""
        try:
            values = json.loads(b"[%b]" % b",".join(bodies))
        except ValueError:
            return False
        documents: list[Document] = []
        notes: list[tuple[int, bytes, dict[str, object]]] = []
        before = len(self.documents) + 1
        previous = self.head
        for number, chain, value in zip(numbers, chains, values, strict=False):
            if number != b"%d" % (before + len(documents)):
                return False
            if type(value) is list:
                documents += value
            elif "id" in value:
                documents.append(value)
            else:
                notes.append((before + len(documents) - 1, previous, value))
            previous = chain
        if len(values) != len(bodies):
            return False
        self.documents += documents
        self.head = previous
        self.chains.append((segment, chains))
        for count, head, note in notes:
            self._note(segment, count, head.decode(), note)
        return True

    def _note(self, segment: str, count: int, head: str, note: Mapping[str, object]) -> None:
        """Take one of the journal's notes to itself."""
        match note:
            case {"$journal": {"version": int(version), "id": str(identity)}} if version == VERSION:
                self.identity = identity
            case {"$seal": {"count": int(sealed), "head": str(stated)}} if (sealed, stated) == (count, head):
                self.seals.append(Seal(count, head))
            case {"$checkpoint": {"count": int(copied), "digest": str(digest)}}:
                self.checkpoints.append(Checkpoint(copied, digest))
            case _:
                self.damages.append(
                    Damage(
                        segment,
                        0,
                        f"{segment} に、この版の clerk-tui では読めない行があります。新しい版で開いてください。",
                    )
                )
