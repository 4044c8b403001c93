"""The record as far as its lines follow on, and what stands in its files that does not.

A :class:`Chain` is fed the bytes of one segment after another. It takes lines as long as each follows from the
one before it. Lines that it has already are passed over: after an I/O error the next segment repeats what was
in doubt. What it cannot take is kept as a :class:`Rest` and judged when all segments have been fed, because a
later segment may hold what is broken in an earlier one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct, field

from clerk_tui.domain.events import Recorded

from .documents import (
    CLOSING,
    GENESIS,
    OPENING,
    TAIL,
    Proven,
    batches,
    chain_of,
    decode,
    follows,
    next_chain,
    rewritten,
    search,
)

_CHAIN = re.compile(rb'"chain"\s*:')
_CHUNK = 150_000
"""Bytes that are checked and decoded together: few enough for the processor's cache."""


class Seal(Struct, frozen=True):
    """The record as it stood when the meeting was closed (封印)."""

    count: int
    """Number of the last event that it covers."""
    head: str
    """Chain (32 hex digits) of the line that closed it: printed, it proves that nothing was cut off."""


class Damage(Struct, frozen=True):
    """A place where the record does not follow on. It is never cut and never guessed at."""

    segment: str
    line: int
    """Line in the file, from 1; 0 where the whole file is meant."""
    sentence: str


class Rest(Struct, frozen=True):
    """What stands in a segment after its last good line, in place of the closing brackets."""

    segment: str
    line: int
    data: bytes
    found: tuple[Proven, ...]
    """The documents in it that their own checksums prove."""
    after: int = 0
    """Number of the last event of the good line before it; 0 where there is none."""
    whole: bool = False
    """Whether it begins with a line that goes on from that one: another writer's, not a write that was torn."""
    headless: bool = False
    """Whether the file does not even begin as ours do: no torn write leaves it like this."""
    json: bool = False
    """Whether the file is whole JSON all the same: another program has saved it."""


class Chain(Struct):
    """The record as far as it follows on."""

    head: bytes = GENESIS
    identity: str = ""
    """What the first document calls this record; the same in every copy of it."""
    records: list[Recorded] = field(default_factory=list)
    lines: list[bytes] = field(default_factory=list)
    seals: list[Seal] = field(default_factory=list)
    damages: list[Damage] = field(default_factory=list)
    rests: list[Rest] = field(default_factory=list)
    rewritten: set[str] = field(default_factory=set)
    """The segments that another program has saved in a form of its own; all of their documents were proven."""
    _numbers: dict[bytes, int] = field(default_factory=dict)
    last: str = ""
    """The segment that was fed last."""
    closed: bool = True
    """Whether the segment that was fed last ends in its closing brackets."""
    _before: bytes = b""
    """The last good line of the segment that was fed last."""

    @property
    def seq(self) -> int:
        """Number of the last event; 0 where there is none."""
        return self.records[-1].seq if self.records else 0

    @property
    def numbers(self) -> dict[bytes, int]:
        """Chain of every line, and the index of the line; made when it is first asked for."""
        for index in range(len(self._numbers), len(self.lines)):
            self._numbers[chain_of(self.lines[index])] = index
        return self._numbers

    @property
    def sealed(self) -> bool:
        """Whether the meeting was closed and nothing has been recorded since."""
        return bool(self.seals) and self.seals[-1].count == self.seq

    def feed(self, segment: str, data: bytes, before: int | None = None) -> int:
        """Take the lines of ``data``; return the offset after the last one that was taken or known.

        A last line that is whole but for its LF is taken too. ``before``: where ``data`` does not begin with
        the file, the number of lines before it (a reader goes on where it was).

        Raises ``RecordUnreadable`` for a proven line that this version cannot read.
        """
        self.last = segment
        at, ours = 0, True
        if before is None:
            self._before = b""
            ours = data.startswith(OPENING)
            at = len(OPENING) if ours else 0
        at = self._take(data, at, first=before in (None, 1)) if ours else 0
        rest = data[at:]
        self.closed = rest == CLOSING
        if self.closed or not rest:
            return at
        whole = rewritten(data) if not ours else None
        if whole is not None and self._take_rewritten(segment, whole):
            self.closed = True
            return len(data)
        if not CLOSING.startswith(rest) and not OPENING.startswith(data):
            found = tuple(proven for _, proven in search(rest))
            line = (before or 0) + data.count(b"\n", 0, at) + 1
            after = decode([self._before])[-1].seq if self._before else 0
            rival = follows(rest[1:].split(b"\n", 1)[0], chain_of(self._before) if self._before else GENESIS)
            self.rests.append(Rest(segment, line, rest, found, after, rival, not ours, whole is not None))
        return at

    def extend(self, line: bytes, records: Sequence[Recorded], identity: str, *, sealed: bool) -> None:
        """Take a line that follows, with what it holds."""
        self.identity = self.identity or identity
        self.records += records
        self.lines.append(line)
        self.head = chain_of(line)
        if sealed:
            self.seals.append(Seal(self.seq, self.head.decode()))

    def judge(self) -> None:
        """When every segment has been fed: name what is damaged.

        A rest is a write that was torn if all that proves itself in it is of one batch, the one that would
        come next; and no harm if all of it stands in another segment. Nor is it where the record goes on in
        another segment from the very place of the tear: that write was never answered as saved (else the
        other segment would repeat it), and its file outlived the opening that put the rest aside. Anything
        else is damage.
        """
        for rest in self.rests:
            strange = self._strange(rest)
            sentence = ""
            begun = {proven.batch for proven in strange}
            left = begun == {rest.after + 1} and not rest.whole
            if strange and (rest.headless or not (left or begun == {self.seq + 1})):
                sentence = (
                    f"{rest.segment} の {rest.line} 行目から先が、{self.seq} 件目に続いていません"
                    f"（読める記録は {strange[0].seq} 件目から再び始まります）。"
                )
            elif rest.segment == self.last and (rest.json or _looks_edited(rest.data)):
                sentence = (
                    f"{rest.segment} は、{rest.line} 行目から先が書き換えられています"
                    "（ほかのソフトで編集したか、別の文字コードで保存したものです）。"
                )
            if sentence:
                self.damages.append(Damage(rest.segment, rest.line, sentence))

    def _strange(self, rest: Rest) -> list[Proven]:
        """What proves itself in the rest, and is not in the record."""
        if not rest.found:
            return []
        known = {proven.text for line in self.lines for _, proven in search(b"{%b}" % line)}
        return [proven for proven in rest.found if proven.text not in known]

    def _take(self, data: bytes, at: int, *, first: bool) -> int:
        """Take the lines from offset ``at`` on, as far as they follow; return the offset after them."""
        follow = True
        while follow and at < len(data):
            lines: list[bytes] = []
            head, stop = self.head, at + _CHUNK
            # Twenty thousand times when a long record is opened: hence without a call for each step.
            while at < min(stop, len(data)):
                end = data.find(b"\n", at)
                end = len(data) if end < 0 else end
                line = data[at:end] if first else data[at + 1 : end]
                chain = next_chain(head, line[:-TAIL])
                if line[-TAIL:] == b',"chain":"%b"}' % chain and (first or data[at : at + 1] == b","):
                    head = chain
                    lines.append(line)
                elif lines or not self._knows(line):
                    follow = False
                    break
                self._before = line
                first = False
                at = end + 1
            if lines:
                self._absorb(lines)
        return min(at, len(data))

    def _take_rewritten(self, segment: str, documents: Sequence[Proven | None]) -> bool:
        """Take what follows; True where nothing in the file is left over."""
        proven: list[Proven] = []
        for document in documents:
            if document is None:
                break
            proven.append(document)
        lines = list(batches(proven))
        for line in lines:
            if follows(line, self.head):
                self._absorb([line])
            elif not self._knows(line):
                return False
        if len(proven) == len(documents) and (not proven or proven[-1].chain):
            self.rewritten.add(segment)
            return True
        return False

    def _knows(self, line: bytes) -> bool:
        number = self.numbers.get(chain_of(line))
        return number is not None and self.lines[number] == line

    def _absorb(self, lines: Sequence[bytes]) -> None:
        """Take lines that follow. Raises ``RecordUnreadable``."""
        documents = decode(lines)
        self.identity = self.identity or documents[0].record
        self.records += [Recorded(one.seq, one.at, one.offset, one.batch, one.event) for one in documents]
        self.lines += lines
        self.head = chain_of(lines[-1])
        for seq in [document.seq for document in documents if document.sealed]:
            closing = next(line for line in lines if b'"%d":{"seq":%d,' % (seq, seq) in line)
            self.seals.append(Seal(seq, chain_of(closing).decode()))


def _looks_edited(data: bytes) -> bool:
    """Whether more batches stand in it than a torn write leaves: saved with other words, or as cp932 or UTF-16."""
    return len(_CHAIN.findall(data.replace(b"\0", b""))) > 1
