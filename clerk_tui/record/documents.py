"""An event as a document, and a batch of documents as one line of ``record.json``.

The file is TinyDB's JSON, laid out so that a batch is one line::

    {"events": {
    "1":{"seq":1,"at":…,"type":"MeetingPrepared",…,"event":{…},"v":1,"record":…,"crc":…,"chain":…}
    ,"2":{…,"crc":…},"3":{…,"crc":…,"chain":…}
    }}

``crc``    8 hex digits, CRC-32 of the document up to this field: each document proves itself
``chain``  32 hex digits in the last document of a batch, BLAKE2b-128 of the chain before and of the line up to
           this field: a line that is changed, dropped, doubled or moved no longer follows from the one before

JSON escapes line feeds and quotation marks, so an LF byte ends a line and no text that anybody types looks
like a field. A line is kept here without the comma before it and the LF after it. The proofs are over the
compact JSON of msgspec, which is made again from any other way to write the same document: a file that stock
TinyDB has saved still proves itself (``docs/decisions/0008-the-record-is-a-tinydb-file.md``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any
from zlib import crc32

import msgspec
from msgspec import Struct

from clerk_tui.domain.events import Event, Recorded

from .errors import RecordTooNew, RecordUnreadable

SCHEMA = 1
"""Goes up with a change by which an older version would misread; see the decision record."""

TABLE = "events"
OPENING = b'{"events": {\n'
CLOSING = b"}}\n"
GENESIS = b"0" * 32
"""The chain before the first line."""

TAIL = len(b',"chain":"') + 32 + len(b'"}')
"""Bytes of a line from its chain on."""
_DOCUMENT = re.compile(r'\{\s*"seq"\s*:')
_NEWER = re.compile(r"unknown field|Invalid enum value|\.type`$")
"""What msgspec says of a proven document that has more than this version's types."""


class Document(Struct, frozen=True, omit_defaults=True):
    """One event as it lies in the record; ``crc`` and ``chain`` follow after these fields."""

    seq: int
    at: datetime
    type: str
    """The event's class name, at the top for ``where("type") == …``."""
    offset: float
    batch: int
    event: Event
    """With its own fields below it: many have an ``at`` of their own."""
    v: int
    record: str = ""
    """In the first document: what this record is called in every copy of it (16 hex digits)."""
    sealed: bool = False
    """In the last document of a batch that closed the meeting: ``seq`` and ``chain`` are count and head."""

    @property
    def recorded(self) -> Recorded:
        return Recorded(self.seq, self.at, self.offset, self.batch, self.event)


class Proven(Struct, frozen=True):
    """A document that its own checksum proves, wherever and in whatever form it was found."""

    seq: int
    batch: int
    text: bytes
    """``"seq":{…,"crc":…`` in our form, without the chain and the closing bracket."""
    chain: bytes
    """Empty where the document is not the last of its batch."""

    @property
    def document(self) -> Document:
        """Raises ``RecordUnreadable``."""
        return decode([self.text + b"}"])[0]


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(dict[int, Document])


def compose(records: Sequence[Recorded], head: bytes, *, identity: str = "", sealed: bool = False) -> bytes:
    """The line of a batch that follows the chain ``head``.

    Raises ``ValueError`` for a text that has no UTF-8 form (a lone surrogate).
    """
    last = len(records) - 1
    texts = []
    for index, record in enumerate(records):
        document = Document(
            record.seq,
            record.at,
            type(record.event).__name__,
            record.offset,
            record.batch,
            record.event,
            SCHEMA,
            "" if index else identity,
            sealed and index == last,
        )
        texts.append(_protect(record.seq, _encoder.encode(document)))
    protected = b"},".join(texts)
    return b'%b,"chain":"%b"}' % (protected, next_chain(head, protected))


def chain_of(line: bytes) -> bytes:
    """What the line says that its chain is."""
    return line[-34:-2]


def next_chain(head: bytes, protected: bytes) -> bytes:
    """The chain after ``head`` of a line that has these bytes before its chain."""
    return blake2b(head + protected, digest_size=16).hexdigest().encode()


def follows(line: bytes, head: bytes) -> bool:
    """Whether the line is the very one that comes after the chain ``head``."""
    return line[-TAIL:] == b',"chain":"%b"}' % next_chain(head, line[:-TAIL])


def render(lines: Sequence[bytes]) -> bytes:
    """The whole file."""
    return b"%b%b%b%b" % (OPENING, b"\n,".join(lines), b"\n" if lines else b"", CLOSING)


def decode(lines: Sequence[bytes]) -> list[Document]:
    """The documents of lines whose content is proven.

    Raises:
        RecordTooNew: one is of a later version.
        RecordUnreadable: one is no event.
    """
    try:
        documents = list(_decoder.decode(b"{%b}" % b",".join(lines)).values())
    except msgspec.DecodeError:
        raise _refusal(lines) from None
    if [document for document in documents if document.v > SCHEMA]:
        raise RecordTooNew
    return documents


def tables(lines: Sequence[bytes]) -> dict[str, dict[str, Any]]:
    """The lines as TinyDB sees them; each time new, so that nothing done to it changes the record."""
    found: dict[str, dict[str, Any]] = msgspec.json.decode(render(lines))
    return found


def search(data: bytes) -> Iterator[tuple[int, Proven]]:
    """Every document in ``data`` that its checksum proves, in any form of JSON, with its offset.

    Slow on purpose: it is used on what the strict reading could not take.
    """
    text = data.decode("utf-8", "surrogateescape")
    decoder = json.JSONDecoder()
    at = 0
    while (match := _DOCUMENT.search(text, at)) is not None:
        at = match.start() + 1
        try:
            value, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        if (proven := prove(value)) is not None:
            yield len(text[: match.start()].encode("utf-8", "surrogateescape")), proven
            at = end


def rewritten(data: bytes) -> list[Proven | None] | None:
    """The documents of a file that another program has saved as it writes JSON, None for each unproven one.

    None for a file that is no whole JSON.
    """
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    match value:
        case {"events": {**events}}:
            return [prove(event) for event in events.values()]
        case _:
            return [None]


def batches(documents: Iterable[Proven]) -> Iterator[bytes]:
    """The lines that the documents were written in, as far as they end in a chain."""
    texts: list[bytes] = []
    for document in documents:
        texts.append(document.text)
        if document.chain:
            yield b'%b,"chain":"%b"}' % (b"},".join(texts), document.chain)
            texts.clear()


def prove(value: Any) -> Proven | None:
    """The document, if its checksum holds; ``value`` is any JSON."""
    match value:
        case {"seq": int(seq), "batch": int(batch), "crc": str(checksum)}:
            chain = value.get("chain", "")
            fields = {name: item for name, item in value.items() if name not in ("crc", "chain")}
        case _:
            return None
    try:
        text = _protect(seq, _encoder.encode(fields))
        if text[-9:-1] == checksum.encode():
            return Proven(seq, batch, text, str(chain).encode())
    except (ValueError, OverflowError):  # lone surrogates, huge numbers: nothing of ours
        pass
    return None


def _protect(seq: int, document: bytes) -> bytes:
    body = document[:-1]
    return b'"%d":%b,"crc":"%08x"' % (seq, body, crc32(body))


def _refusal(lines: Sequence[bytes]) -> RecordUnreadable:
    """Why the lines cannot be decoded."""
    for line in lines:
        for text in msgspec.json.decode(b"{%b}" % line, type=dict[int, msgspec.Raw]).values():
            try:
                msgspec.json.decode(text, type=Document)
            except msgspec.ValidationError as fault:
                found = msgspec.json.decode(text)
                value = found if isinstance(found, dict) else {}
                if value.get("v") not in range(SCHEMA + 1) or _NEWER.search(str(fault)):
                    return RecordTooNew()
                return RecordUnreadable(f"記録の {value.get('seq')} 番を読めません（{fault}）。")
    return RecordUnreadable("記録に、読めない行があります。")
