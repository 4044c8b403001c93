"""Every event survives the record, in our form and in any other; what schema 1 has written can be read for ever."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any, get_args

import msgspec
import msgspec.inspect
import pytest
from generated import value
from record_events import AT, said

from clerk_tui.domain.events import Event, Recorded
from clerk_tui.record import RecordTooNew, RecordUnreadable, RecordView
from clerk_tui.record.documents import (
    GENESIS,
    batches,
    compose,
    decode,
    follows,
    prove,
    render,
    rewritten,
    search,
)

SCHEMA_1 = Path(__file__).parent / "schema_1.json"
"""A record of one event of each kind that there was when schema 1 began. Never edited: a new schema gets its own."""


def samples(event: type) -> list[Recorded]:
    """Some events of a class, made from its fields."""
    random = Random(event.__name__)
    described = msgspec.inspect.type_info(event)
    return [Recorded(1, AT, random.random(), 1, value(described, random)) for _ in range(40)]


@pytest.mark.parametrize("event", get_args(Event), ids=lambda event: event.__name__)
def test_every_event_comes_back_as_it_was(event: type) -> None:
    for record in samples(event):
        line = compose([record], GENESIS, identity="0" * 16)
        assert follows(line, GENESIS)
        (document,) = decode([line])
        assert document.recorded == record
        assert document.type == event.__name__


@pytest.mark.parametrize("event", get_args(Event), ids=lambda event: event.__name__)
def test_every_event_proves_itself_in_the_form_of_any_program(event: type) -> None:
    """The proof is made again from the parsed document: it must not depend on how JSON was written."""
    for record in samples(event):
        data = render([compose([record], GENESIS, sealed=True)])
        stock = json.dumps(json.loads(data)).encode()
        for form in (stock, json.dumps(json.loads(data), indent=2, ensure_ascii=False).encode()):
            proven = rewritten(form)
            assert proven is not None
            assert None not in proven
            assert render(list(batches([one for one in proven if one is not None]))) == data
            assert [one for _, one in search(b"\0" + form[:-2])] == proven


def test_what_schema_1_has_written_reads_for_ever(tmp_path: Path) -> None:
    (tmp_path / "record.json").write_bytes(SCHEMA_1.read_bytes())
    reading = RecordView(tmp_path).storage.whole()
    assert reading.damages == ()
    kinds = [document["type"] for document in json.loads(SCHEMA_1.read_bytes())["events"].values()]
    assert [type(record.event).__name__ for record in reading.records] == kinds
    assert set(kinds) <= {event.__name__ for event in get_args(Event)}, "an event is never taken out"


@pytest.mark.parametrize(
    ("change", "newer"),
    [
        ({"v": 2}, True),
        ({"event": {"type": "Unheard"}}, True),
        ({"event": {"type": "ObserversCounted", "count": 3, "unheard": 1}}, True),
        ({"event": {"type": "EntryMoved", "entry": "e1", "unheard": None}}, True),
        ({"event": 3}, False),
        ({"event": {"type": "ObserversCounted", "count": "7"}}, False),
        ({"event": {"type": "ObserversCounted"}}, False),
        ({"seq": "7"}, False),
    ],
)
def test_what_is_no_event_of_this_version_is_refused(change: dict[str, Any], newer: bool) -> None:
    fields = {"seq": 7, "at": "2026-11-27T14:00:00+09:00", "type": "ObserversCounted", "offset": 0.0, "batch": 7}
    event = {"type": "ObserversCounted", "count": 3}
    line = b'"7":%b' % msgspec.json.encode({**fields, "event": event, "v": 1, **change})
    with pytest.raises(RecordUnreadable) as refusal:
        decode([line])
    assert isinstance(refusal.value, RecordTooNew) == newer
    if newer:
        assert str(refusal.value) == "この記録は新しい版で書かれています。clerk_tui を更新してください。"


def test_an_older_version_would_refuse_what_a_newer_one_has_added() -> None:
    """A field with a default is left out as long as nobody uses it, so that an older version reads on."""
    line = compose([said(1)], GENESIS)
    (document,) = json.loads(b"{%b}" % line).values()
    assert list(document) == ["seq", "at", "type", "offset", "batch", "event", "v", "crc", "chain"]
    assert "record" not in document
    assert "sealed" not in document


def test_a_document_that_was_changed_proves_nothing() -> None:
    (document,) = json.loads(b"{%b}" % compose([said(1)], GENESIS)).values()
    assert prove(document) is not None
    for changed in ({**document, "offset": 2.0}, {**document, "more": 1}, {**document, "crc": "0" * 8}, 3, {}):
        assert prove(changed) is None
    assert prove(dict(reversed(document.items()))) is None
    assert datetime.fromisoformat(document["at"]) == said(1).at
