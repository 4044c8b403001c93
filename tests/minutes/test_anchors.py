"""Anchors name nobody, each field has its own, and two prints of one record have the same."""

from __future__ import annotations

import re
import zipfile
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from script_player import played
from word_samples import SAMPLE, TEMPLATE

from clerk_tui.minutes.anchors import BEGIN, Origin, anchor, digest, origin, origin_of, tells_origin
from clerk_tui.minutes.document import PROOF, Document, HeaderRow
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.fields import Common, described
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.word import drawn
from clerk_tui.profile import template_for

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NAMES = re.compile(r"_[_0-9b-df-hj-np-tv-xz]{1,39}")
"""As Word takes them, hidden, and without a vowel: nobody is called so."""


def marks(data: bytes, tmp_path: Path) -> list[str]:
    path = tmp_path / "案.docx"
    path.write_bytes(data)
    with zipfile.ZipFile(path) as package:
        assert not [name for name in package.namelist() if BEGIN.encode() in package.read(name)]
        body = etree.fromstring(package.read("word/document.xml"))
    starts = [(each.get(f"{_W}id"), each.get(f"{_W}name")) for each in body.iter(f"{_W}bookmarkStart")]
    assert [number for number, _ in starts] == list(dict.fromkeys(number for number, _ in starts))
    assert {number for number, _ in starts} == {each.get(f"{_W}id") for each in body.iter(f"{_W}bookmarkEnd")}
    return [name for _, name in starts]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda each: each.id)
def test_every_anchor_is_a_hidden_name_of_nobody_and_comes_once(layout: object, tmp_path: Path) -> None:
    assert hasattr(layout, "template")
    state = played("privacy_council")[0].state
    document = outline(state, datetime(2026, 10, 14, tzinfo=UTC))
    source = template_for("privacy_council", name=layout.template)
    data, _ = drawn(document, layout.fields(state, document), source.read_bytes(), source.name, seq=99999)
    found = marks(data, tmp_path)
    assert found == list(dict.fromkeys(found))
    assert [name for name in found if not NAMES.fullmatch(name)] == []
    if layout.transcript:
        rows = {int(name.split("_")[2]) for name in found if name.startswith("_bd_")}
        assert rows == set(range(len(document.body)))


def test_no_anchor_ends_with_a_paragraph_before_another(tmp_path: Path) -> None:
    state = played("privacy_council")[0].state
    document = outline(state, datetime(2026, 10, 14, tzinfo=UTC))
    source = template_for("privacy_council", name="lines.docx")
    path = tmp_path / "案.docx"
    path.write_bytes(drawn(document, None, source.read_bytes(), source.name)[0])
    with zipfile.ZipFile(path) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    # LibreOffice would set a blank line below a full one.
    turns = [each for each in body.iter(f"{_W}p") if each.getparent().tag == f"{_W}body"]
    assert len(turns) > len(document.body)
    for paragraph, following in pairwise(turns[1:]):
        if paragraph.getnext() is following:
            assert len(paragraph) == 0 or paragraph[-1].tag != f"{_W}bookmarkEnd"


def test_no_two_fields_of_a_group_have_one_anchor() -> None:
    for kind in (Document, Common):
        by_place: dict[str, list[str]] = {}
        for place, name, _ in described(kind):
            by_place.setdefault(place, []).append(name)
        assert by_place
    attributes = Document.__struct_fields__
    assert len({anchor((name,)) for name in attributes}) == len(attributes)


def test_a_file_says_what_it_is_of_and_two_answers_are_none() -> None:
    made = origin(SAMPLE, 41, "table", "言葉")
    assert made == Origin(41, digest(SAMPLE), Edition.PUBLIC, made.layout, made.template)
    assert all(map(tells_origin, (*made.names(), *made.names("z"))))
    assert all(NAMES.fullmatch(name) for name in (*made.names(), *made.names("z")))
    assert origin_of(["_bd_1_lbl", *made.names(), *made.names("z")]) == made
    assert origin_of([*made.names("z")]) == made
    other = origin(SAMPLE, 42, "table", "言葉")
    assert origin_of([*made.names(), *other.names("z")]) is None
    assert origin_of(["_Toc123"]) is None
    unknown = origin_of(list(origin(SAMPLE, 0, "table", "言葉").names()))
    assert unknown is not None
    assert unknown.seq == 0


def test_the_digest_is_of_what_is_printed_alone() -> None:
    later = replace(SAMPLE, created=datetime(2030, 1, 1, tzinfo=UTC))
    assert digest(later) == digest(SAMPLE)
    proven = replace(SAMPLE, header=(*SAMPLE.header, HeaderRow(PROOF, ("0123",))))
    assert digest(proven) == digest(SAMPLE), "its own proof is another one each time"
    assert digest(replace(SAMPLE, place="別の所")) != digest(SAMPLE)


def test_equal_documents_make_equal_files(tmp_path: Path) -> None:
    data = TEMPLATE.read_bytes()
    assert (
        drawn(SAMPLE, None, data, "table.docx", seq=3)[0] == drawn(SAMPLE, None, data, "table.docx", seq=3)[0]
    )
