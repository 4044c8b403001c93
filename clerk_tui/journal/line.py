"""One line of the journal: ``number crc32 chain json LF``, and the arithmetic that protects it.

``number``  of the first document that the line holds, from 1 (a line without documents carries the next one)
``crc32``   8 hex digits over everything else in the line: each line can be checked by itself (salvage)
``chain``   32 hex digits, BLAKE2b-128 over the previous line's chain, the number and the JSON: a line that
            is changed, dropped, doubled or moved no longer follows from the one before it (tampering)
``json``    one document ``{"id": …}``, several written together ``[{"id": …}, …]``, or a note that the
            journal makes to itself: ``{"$journal": …}``, ``{"$seal": …}``, ``{"$checkpoint": …}``

A batch is one line, so that a crash keeps all of it or nothing. JSON escapes line feeds, so an LF byte is
always the end of a line, and it escapes quotation marks, so no text that anybody types looks like a line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b
from typing import TypeAlias
from zlib import crc32

from msgspec import Struct

JSON: TypeAlias = "str | int | float | bool | Sequence[JSON] | Mapping[str, JSON] | None"
Document: TypeAlias = Mapping[str, JSON]

GENESIS = b"0" * 32
"""The chain before the first line."""

_START = re.compile(rb'(?<![0-9])([1-9][0-9]{0,14}) ([0-9a-f]{8}) ([0-9a-f]{32}) (?=\{"|\[\{")')
_decoder = json.JSONDecoder()
_readable = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False)
_escaped = json.JSONEncoder(ensure_ascii=True, separators=(",", ":"), allow_nan=False)


class Found(Struct, frozen=True):
    """A line that its own checksum proves, wherever in a damaged file it was found."""

    number: int
    chain: bytes
    body: bytes
    start: int
    """Offset of its first byte."""
    end: int
    """Offset after its JSON; the LF may be missing."""

    def follows(self, chain: bytes, number: int) -> bool:
        """Whether this is the very line that comes after ``chain``, as number ``number``."""
        return self.number == number and chain_of(chain, b"%d" % number, self.body) == self.chain

    @property
    def line(self) -> bytes:
        """The line as it was written, with its LF."""
        return compose(b"%d" % self.number, self.chain, self.body)


def chain_of(previous: bytes, number: bytes, body: bytes) -> bytes:
    """The chain (32 hex digits) of the line that follows ``previous``."""
    return blake2b(b"%b%b %b" % (previous, number, body), digest_size=16).hexdigest().encode()


def compose(number: bytes, chain: bytes, body: bytes) -> bytes:
    """Put a line together; its end is the LF."""
    checksum = crc32(b"%b %b %b" % (number, chain, body))
    return b"%b %08x %b %b\n" % (number, checksum, chain, body)


def encode(value: JSON) -> bytes:
    """The JSON bytes of one line's content.

    Raises ``TypeError`` or ``ValueError`` for what JSON cannot hold (NaN included). A lone surrogate has no
    UTF-8 form; such a text, and only such a text, is written with escapes, and reads back as it was.
    """
    try:
        return _readable.encode(value).encode("utf-8")
    except UnicodeEncodeError:
        return _escaped.encode(value).encode("ascii")


def search(data: bytes) -> Iterator[Found]:
    """Every line in ``data`` that its checksum proves, also where line ends are damaged.

    Slow on purpose: it is used on what the strict reading could not take.
    """
    at = 0
    while (match := _START.search(data, at)) is not None:
        found = _at(data, match)
        if found is None:
            at = match.start() + 1
        else:
            yield found
            at = found.end


def _at(data: bytes, match: re.Match[bytes]) -> Found | None:
    """The line that begins at ``match``, if its JSON ends somewhere and the checksum agrees."""
    stop = data.find(b"\n", match.end())
    text = data[match.end() : stop if stop >= 0 else len(data)].decode("utf-8", "surrogateescape")
    try:
        _, length = _decoder.raw_decode(text)
    except (ValueError, RecursionError):
        return None
    body = text[:length].encode("utf-8", "surrogateescape")
    number, checksum, chain = match.groups()
    if b"%08x" % crc32(b"%b %b %b" % (number, chain, body)) != checksum:
        return None
    return Found(int(number), chain, body, match.start(), match.end() + len(body))
