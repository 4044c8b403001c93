"""Every event survives the journal, and what version 1 has written can be read for ever."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest

from clerk_tui.domain.events import Event
from clerk_tui.journal.codec import CodecError, decode, encode, from_json, to_json

VERSION_1 = Path(__file__).parent / "version_1.jsonl"
"""One document of each event, as version 1 wrote it. Never edited: a new version gets a file of its own."""


def documents() -> list[dict[str, object]]:
    return [json.loads(line) for line in VERSION_1.read_text(encoding="utf-8").split("\n") if line]


def test_the_fixture_has_every_event_of_its_version() -> None:
    written = {document["event"]["type"] for document in documents()}  # type: ignore[index]
    assert written == {event.__name__ for event in get_args(Event)}


@pytest.mark.parametrize("document", documents(), ids=lambda document: document["event"]["type"])
def test_version_1_reads_and_is_written_the_same(document: dict[str, object]) -> None:
    assert encode(decode(document)) == document


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("7", int),
        (True, int),
        (7, str),
        ({}, tuple[str, ...]),
        (3, Event),
        ({"type": "Turn"}, Event),
        ("x", object),
    ],
)
def test_a_value_of_another_type_is_refused(value: object, hint: object) -> None:
    with pytest.raises(CodecError):
        from_json(value, hint)


def test_what_is_no_value_of_the_domain_is_refused() -> None:
    with pytest.raises(CodecError, match="object"):
        to_json(object())
