"""Every event survives the journal, and what version 1 has written can be read for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from clerk_tui.domain.events import Event
from clerk_tui.journal.codec import CodecError, decode, encode

VERSION_1 = Path(__file__).parent / "version_1.jsonl"
"""One document of each event, as version 1 wrote it. Never edited: a new version gets a file of its own."""


def documents() -> list[dict[str, object]]:
    return [json.loads(line) for line in VERSION_1.read_text(encoding="utf-8").split("\n") if line]


def test_the_fixture_has_every_event_of_its_version() -> None:
    written = {document["event"]["type"] for document in documents()}  # type: ignore[index]
    assert written == {event.__name__ for event in get_args(Event)}


@pytest.mark.parametrize("document", documents(), ids=lambda document: document["event"]["type"])
def test_version_1_reads_and_survives_being_written(document: dict[str, object]) -> None:
    read = decode(document)
    assert decode(encode(read)) == read
    assert encode(read)["event"]["type"] == document["event"]["type"]  # type: ignore[index]


@pytest.mark.parametrize(
    "event",
    [
        3,
        {"type": "Turn"},
        {"type": "Unheard"},
        {"type": "ObserversCounted", "count": "7"},
        {"type": "ObserversCounted", "count": True},
        {"type": "ObserversCounted", "count": 3, "unheard": 1},
        {"type": "NamesConfirmed", "entry": "e1", "paragraphs": {}},
    ],
)
def test_what_is_no_event_is_refused(event: object) -> None:
    with pytest.raises(CodecError, match="7 番"):
        decode({"v": 1, "seq": 7, "at": "2026-11-27T14:00:00+09:00", "offset": 0, "batch": 7, "event": event})
